"""Identification for tests and demo data, made by the real acts."""

from datetime import datetime, timedelta
from typing import Any

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.agencies.words import ServiceKind
from malath.cases import actions as cases
from malath.cases.models import Case
from malath.cases.words import CaseStatus
from malath.documents.models import Letter
from malath.documents.words import LetterKind
from malath.identification import actions
from malath.identification.actions import Found
from malath.identification.models import Decision, Element, Opinion, Review
from malath.identification.queries import letters
from malath.identification.rules import Reasons
from malath.identification.words import AskedBy, ElementKind, EvidenceSource, EvidenceStrength, Stance
from malath.privacy.queries import sight_of
from malath.privacy.testing import MONDAY, make_consent
from malath.privacy.words import ConsentKind
from malath.referrals.testing import MINUTES, make_accepted_referral

AFTER = MONDAY + timedelta(hours=1)
"""When the Unit has taken the referral on."""
OPINION = "She said that the door was locked from outside and that she never saw her wages."
REASONS = Reasons("The office brought her to the house.", "Her passport was taken.", "She worked 18 hours a day unpaid.")
AGAINST = Reasons("Nobody brought her.", "Nothing was taken from her.", "It is a quarrel about wages.")


def make_potential(case: Case, desk: Desk, by: User, at: datetime = MONDAY) -> Case:
    """Somebody at a desk says that the person may be a victim."""
    roles = accounts.holdings(by, at).roles_at(desk.pk)
    return cases.decide(case, CaseStatus.POTENTIAL, desk=desk, roles=roles, by=by, at=at)


def make_given(
    case: Case,
    desk: Desk,
    by: User,
    unit: Desk,
    officer: User,
    at: datetime = MONDAY,
    *,
    story: bool = True,
    agreed: bool = True,
) -> None:
    """The person agrees to the Unit (C3), with `story` also to share it (C4), and the Unit takes the referral on.
    `agreed=False` for a child, whose file stands on a ground without consent."""
    if story:
        make_consent(case.person, ConsentKind.C4, desk=desk, by=by, at=at)
    make_accepted_referral(by, desk, officer, unit, at, case=case, type=ServiceKind.IDENTIFICATION, agreed=agreed)


def make_opinion(
    case: Case, desk: Desk, by: User, stance: Stance = Stance.POINTS, *, text: str = OPINION, at: datetime = AFTER
) -> Opinion:
    return actions.write_opinion(case, stance, text, desk=desk, by=by, at=at)


def make_found(kind: ElementKind = ElementKind.ACT, code: str = "harbour", **how: Any) -> Found:
    found: dict[str, Any] = {
        "source": EvidenceSource.INTERVIEW, "strength": EvidenceStrength.STRONG, "holder": "File of the labour office",
        "words": "She said: Thread & Sons kept me in the dormitory.",
    } | how  # fmt: skip
    return Found(kind, code, **found)


def make_matrix(case: Case, unit: Desk, officer: User, *, party: Any = None, at: datetime = AFTER) -> list[Element]:
    """An act, a means and a purpose under one name."""
    wanted = ((ElementKind.ACT, "harbour"), (ElementKind.MEANS, "coercion"), (ElementKind.PURPOSE, "forced_labour"))
    return [
        actions.enter(case, make_found(kind, code), party=party, desk=unit, by=officer, at=at) for kind, code in wanted
    ]  # fmt: skip


def make_proposal(
    case: Case,
    unit: Desk,
    officer: User,
    status: CaseStatus = CaseStatus.NOT_IDENTIFIED,
    *,
    reasons: Reasons = AGAINST,
    at: datetime = AFTER,
) -> Decision:
    roles = accounts.holdings(officer, at).roles_at(unit.pk)
    return actions.propose(case, status, reasons, desk=unit, roles=roles, by=officer, at=at)


def make_decision(
    case: Case,
    unit: Desk,
    officer: User,
    second: User,
    status: CaseStatus = CaseStatus.NOT_IDENTIFIED,
    *,
    reasons: Reasons = AGAINST,
    at: datetime = AFTER,
) -> Decision:
    """Proposed by one officer and confirmed by a second one ten minutes later."""
    proposal = make_proposal(case, unit, officer, status, reasons=reasons, at=at)
    roles = accounts.holdings(second, at).roles_at(unit.pk)
    return actions.confirm(proposal, desk=unit, roles=roles, by=second, at=at + MINUTES)


def make_review(case: Case, desk: Desk, by: User, asked: AskedBy = AskedBy.PERSON, *, at: datetime = AFTER) -> Review:
    return actions.ask_review(case, asked, "She says that nobody asked about the passport.", desk=desk, by=by, at=at)


def make_letter(case: Case, desk: Desk, by: User, kind: LetterKind = LetterKind.STATUS, *, at: datetime = AFTER) -> Letter:
    """A letter for the person, as who issues it sees them."""
    found = sight_of(accounts.holdings(by, at), case.person.reference, at)
    assert found  # noqa: S101  # for the type checker
    content = letters.content_of(case, kind, found[1], at)
    return actions.issue_letter(case, kind, content, desk=desk, by=by, at=at)

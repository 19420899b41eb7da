"""Links as either side sees them."""

from dataclasses import dataclass
from datetime import datetime

from malath.accounts import queries as accounts
from malath.agencies.words import ServiceKind
from malath.documents import queries as documents
from malath.documents.queries import LetterLine
from malath.documents.words import Validity
from malath.foundation.actor import Machine
from malath.outside import rules
from malath.outside.models import Link
from malath.outside.rules import Life
from malath.outside.words import LinkState, Saying
from malath.referrals import queries as referrals
from malath.referrals.models import Referral
from malath.referrals.queries import MinimumFacts, body_of, meantime
from malath.referrals.queries.meantime import QuestionLine, question_lines
from malath.referrals.queries.pages import URGENCY_TONE
from malath.referrals.words import WAITING, Alternative, AnsweredHow, DeclineReason, QuestionKind, Status, Urgency
from malath.ui.pieces import Tone

TONE: dict[LinkState, Tone] = {
    LinkState.SENT: "warn", LinkState.OPENED: "info", LinkState.ANSWERED: "ok", LinkState.LOCKED: "danger",
    LinkState.EXPIRED: "danger",
}  # fmt: skip
SHOWN = 20
REPLY_LASTS = rules.REPLY_LASTS


@dataclass(frozen=True)
class Said:
    """What a body without an account answered."""

    saying: Saying
    because: DeclineReason | None = None
    alternative: Alternative | None = None
    note: str = ""
    question: QuestionKind | None = None


@dataclass(frozen=True)
class LinkLine:
    """A link as its sender sees it."""

    state: LinkState
    made_at: datetime
    made_by: str
    expires_at: datetime
    opened_at: datetime | None
    opened: int

    @property
    def tone(self) -> Tone:
        return TONE.get(self.state, "quiet")

    @property
    def lives(self) -> bool:
        return self.state in (LinkState.SENT, LinkState.OPENED)


@dataclass(frozen=True)
class OutsidePage:
    """What the sender of a referral to a body without an account sees and may do."""

    reference: str
    type: ServiceKind
    status: Status
    receiving: str
    phone: str
    has_accounts: bool
    answered_how: AnsweredHow | None
    links: tuple[LinkLine, ...]
    letters: tuple[LetterLine, ...]
    waits: bool
    is_accepted: bool

    @property
    def may_print(self) -> bool:
        return self.waits or self.is_accepted

    @property
    def has_valid_letter(self) -> bool:
        return any(line.validity == Validity.VALID for line in self.letters)

    @property
    def lives(self) -> bool:
        return any(line.lives for line in self.links)


@dataclass(frozen=True)
class Content:
    """What a link shows: what the sender was shown before sending, and for whom it is marked. Facts and reason are None once
    it was read twice."""

    facts: MinimumFacts | None
    reason: str
    type: ServiceKind
    urgency: Urgency
    urgency_tone: Tone
    status: Status
    sending: str
    sending_phone: str
    receiving: str
    sent_at: datetime | None
    due: datetime | None
    expires_at: datetime
    mark: str
    questions: tuple[QuestionLine, ...]
    readings_left: int


def link_at(address_hash: str) -> Link | None:
    """The link behind an address, dead or alive. The caller shows nothing of it without its passcode."""
    rows = Link.objects.select_related("referral__person", "referral__receiving_desk__agency")
    return rows.filter(address_hash=address_hash).first()


def link_named(reference: str) -> Link | None:
    rows = Link.objects.select_related("referral__person", "referral__receiving_desk__agency")
    return rows.filter(reference=reference).first()


def letters_to_end(at: datetime) -> list[Referral]:
    """Referrals that have ended, or whose ground has, about which valid letters are still out."""
    return meantime.no_longer_living(documents.living_about(at), at)


def actor_of(link: Link) -> Machine:
    """Who acts through a link: nobody by name, the body by reference."""
    desk = link.referral.receiving_desk
    return Machine(link.reference, desk.agency.reference if desk else "", "link")


def life_of(link: Link, referral: Referral, at: datetime) -> Life:
    """A link as the rules see it. One statement."""
    waits = referral.status in WAITING and referrals.stands(referral, at)
    return Life(
        link.expires_at, link.opened, answered=link.answered_at is not None, locked=link.locked_at is not None,
        revoked=link.revoked_at is not None, waits=waits,
    )  # fmt: skip


def outside_page(referral: Referral, at: datetime) -> OutsidePage:
    """The sender's page. Five statements at any number of links and letters."""
    desk, open_ = referral.receiving_desk, referrals.stands(referral, at)
    rows = list(Link.objects.filter(referral=referral).order_by("-pk")[:SHOWN])
    names = accounts.names_of({row.made_by for row in rows})
    waits = referral.status in WAITING and open_
    return OutsidePage(
        reference=referral.reference,
        type=ServiceKind(referral.type),
        status=Status(referral.status),
        receiving=body_of(desk),
        phone=desk.phone if desk else "",
        has_accounts=desk is None or desk.agency.has_accounts,
        answered_how=AnsweredHow(referral.answered_how) if referral.answered_at else None,
        links=tuple(_line(row, waits, names.get(row.made_by, ("",))[0], at) for row in rows),
        letters=documents.lines_about(referral.reference, at),
        waits=waits,
        is_accepted=referral.status == Status.ACCEPTED and open_,
    )


def content_of(link: Link) -> Content:
    """What stands behind a link for somebody who has shown the passcode."""
    referral = referrals.whole(link.referral_id)
    desk, left = referral.receiving_desk, rules.READINGS - link.opened
    readable = left >= 0
    return Content(
        facts=referrals.minimum_facts(referral) if readable else None,
        reason=referral.opened("reason") if readable else "",
        type=ServiceKind(referral.type),
        urgency=Urgency(referral.urgency),
        urgency_tone=URGENCY_TONE[Urgency(referral.urgency)],
        status=Status(referral.status),
        sending=body_of(referral.sending_desk),
        sending_phone=referral.sending_desk.phone,
        receiving=body_of(desk),
        sent_at=referral.sent_at,
        due=referral.acknowledge_due if referral.status == Status.SENT else referral.answer_due,
        expires_at=link.expires_at,
        mark=f"{body_of(desk)} · {link.reference}",
        questions=question_lines(referral) if readable else (),
        readings_left=max(left, 0),
    )


def _line(row: Link, waits: bool, name: str, at: datetime) -> LinkLine:
    life = Life(
        row.expires_at, row.opened, answered=row.answered_at is not None, locked=row.locked_at is not None,
        revoked=row.revoked_at is not None, waits=waits,
    )  # fmt: skip
    return LinkLine(life.state(at), row.made_at, name, row.expires_at, row.opened_at, row.opened)

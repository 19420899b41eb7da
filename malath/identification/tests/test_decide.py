"""A formal decision: proposed by one officer, confirmed by a second, with reasons, and reviewed by another one."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from malath.accounts.queries import holdings
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit.models import Event
from malath.cases.models import Case, StatusChange
from malath.cases.testing import make_child_case
from malath.cases.words import CaseStatus
from malath.identification import actions, queries
from malath.identification.actions import CannotIdentify
from malath.identification.models import Decision, Process
from malath.identification.rules import Reasons
from malath.identification.testing import (
    AFTER,
    AGAINST,
    REASONS,
    make_decision,
    make_found,
    make_given,
    make_matrix,
    make_opinion,
    make_potential,
    make_proposal,
    make_review,
)
from malath.identification.tests.conftest import House
from malath.identification.words import AskedBy, ElementKind, ReviewOutcome, Stage, WhyNot
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.referrals.testing import MINUTES

DAY = timedelta(days=1)


def roles(house: House, user: object) -> frozenset[Role]:
    return holdings(user, AFTER).roles_at(house.unit.pk)  # type: ignore[arg-type]  # a member of staff


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_two_officers_decide_and_the_case_says_so(case: Case, house: House) -> None:
    make_matrix(case, house.unit, house.yusuf)
    decision = make_decision(case, house.unit, house.yusuf, house.dana, CaseStatus.IDENTIFIED, reasons=REASONS)
    assert fresh(case).status == CaseStatus.IDENTIFIED
    assert (decision.proposed_by, decision.confirmed_by) == (house.yusuf.reference, house.dana.reference)
    change = StatusChange.objects.filter(case=case).latest("pk")
    assert (change.decided_by, change.desk) == ("Police", house.unit)
    assert "passport was taken" in change.reason.opened("text")
    process = queries.process_of(case)
    assert process
    assert (process.stage, process.next_due) == (Stage.DECIDED, None)


def test_nothing_changes_before_a_second_officer_confirms(case: Case, house: House) -> None:
    make_proposal(case, house.unit, house.yusuf)
    assert fresh(case).status == CaseStatus.POTENTIAL
    told = Item.objects.filter(kind=ItemKind.DECISION_TO_CONFIRM).values_list("user__name_en", flat=True)
    assert set(told) == {"Dana", "Karim"}


def test_nobody_confirms_what_they_proposed(case: Case, house: House) -> None:
    proposal = make_proposal(case, house.unit, house.yusuf)
    with pytest.raises(CannotIdentify) as refused:
        actions.confirm(proposal, desk=house.unit, roles=roles(house, house.yusuf), by=house.yusuf, at=AFTER)
    assert refused.value.reasons == [WhyNot.OWN_PROPOSAL]


def test_a_duty_officer_and_another_body_decide_nothing(case: Case, house: House) -> None:
    for desk, user in ((house.unit, house.sami), (house.desk, house.nour)):
        held = holdings(user, AFTER).roles_at(desk.pk)
        with pytest.raises(CannotIdentify) as refused:
            actions.propose(case, CaseStatus.NOT_IDENTIFIED, AGAINST, desk=desk, roles=held, by=user, at=AFTER)
        assert refused.value.reasons == [WhyNot.NOT_YOURS_TO_DECIDE]


def test_another_body_that_decides_does_not_confirm(case: Case, house: House) -> None:
    proposal = make_proposal(case, house.unit, house.yusuf)
    office = make_desk(make_agency(AgencyKind.PROSECUTION))
    prosecutor = make_user(Role.PROSECUTOR, office)
    with pytest.raises(CannotIdentify) as refused:
        actions.confirm(proposal, desk=office, roles=frozenset({Role.PROSECUTOR}), by=prosecutor, at=AFTER)
    assert refused.value.reasons == [WhyNot.ANOTHER_BODY]


@pytest.mark.parametrize(
    ("reasons", "why"),
    [
        (Reasons("", "b", "c"), WhyNot.REASON_ACT),
        (Reasons("a", " ", "c"), WhyNot.REASON_MEANS),
        (Reasons("a", "b", ""), WhyNot.REASON_PURPOSE),
    ],
)
def test_each_decision_needs_its_reasons(case: Case, house: House, reasons: Reasons, why: WhyNot) -> None:
    with pytest.raises(CannotIdentify) as refused:
        make_proposal(case, house.unit, house.yusuf, reasons=reasons)
    assert refused.value.reasons == [why]


def test_nobody_is_identified_on_an_empty_matrix(case: Case, house: House) -> None:
    with pytest.raises(CannotIdentify) as refused:
        make_proposal(case, house.unit, house.yusuf, CaseStatus.IDENTIFIED, reasons=REASONS)
    assert refused.value.reasons == [WhyNot.MATRIX_INCOMPLETE]


def test_of_a_child_no_means_is_needed(house: House) -> None:
    case = make_potential(make_child_case(house.desk, house.nour), house.desk, house.nour)
    make_given(case, house.desk, house.nour, house.unit, house.yusuf, story=False, agreed=False)
    for kind, code in ((ElementKind.ACT, "recruit"), (ElementKind.PURPOSE, "begging")):
        actions.enter(case, make_found(kind, code), desk=house.unit, by=house.yusuf, at=AFTER)
    reasons = Reasons("He was brought.", "", "He begs for another.")
    make_decision(case, house.unit, house.yusuf, house.dana, CaseStatus.IDENTIFIED, reasons=reasons)
    assert fresh(case).status == CaseStatus.IDENTIFIED


def test_a_proposal_is_sent_back_with_what_must_change(case: Case, house: House) -> None:
    proposal = make_proposal(case, house.unit, house.yusuf)
    who: dict[str, Any] = {"desk": house.unit, "roles": roles(house, house.dana), "by": house.dana, "at": AFTER}
    with pytest.raises(CannotIdentify):
        actions.send_back(proposal, because=" ", **who)
    actions.send_back(proposal, because="Nobody asked about the debt.", **who)
    process = queries.process_of(case)
    assert process
    assert process.stage == Stage.WAITING
    assert Item.objects.filter(kind=ItemKind.DECISION_SENT_BACK, user=house.yusuf).exists()
    with pytest.raises(CannotIdentify) as refused:
        actions.confirm(proposal, desk=house.unit, roles=roles(house, house.dana), by=house.dana, at=AFTER)
    assert refused.value.reasons == [WhyNot.NOT_THE_STAGE]
    make_proposal(case, house.unit, house.yusuf)


def test_the_same_form_twice_is_one_proposal(case: Case, house: House) -> None:
    once, held = uuid4(), roles(house, house.yusuf)
    for _ in range(2):
        actions.propose(
            case, CaseStatus.INCONCLUSIVE, AGAINST, desk=house.unit, roles=held, by=house.yusuf, at=AFTER, once=once
        )
    assert Decision.objects.count() == 1


def test_a_decision_against_the_person_is_reviewed_once_by_somebody_else(case: Case, house: House) -> None:
    make_decision(case, house.unit, house.yusuf, house.dana)
    review = make_review(case, house.desk, house.nour, at=AFTER + DAY)
    assert review.officer == house.karim
    held = roles(house, house.karim)
    for user in (house.yusuf, house.dana):
        with pytest.raises(CannotIdentify) as refused:
            actions.settle_review(
                case, ReviewOutcome.UPHELD, None, "So.", desk=house.unit, roles=held, by=user, at=AFTER + 2 * DAY
            )
        assert refused.value.reasons == [WhyNot.HAD_A_PART]
    make_matrix(case, house.unit, house.karim)
    actions.settle_review(
        case, ReviewOutcome.CHANGED, CaseStatus.IDENTIFIED, "The passport was with the office.", desk=house.unit, roles=held,
        by=house.karim, at=AFTER + 2 * DAY,
    )  # fmt: skip
    assert fresh(case).status == CaseStatus.IDENTIFIED
    with pytest.raises(CannotIdentify) as refused:
        make_review(case, house.desk, house.nour, at=AFTER + 3 * DAY)
    assert refused.value.reasons == [WhyNot.ASKED_ALREADY]


def test_a_review_that_upholds_changes_nothing(case: Case, house: House) -> None:
    make_decision(case, house.unit, house.yusuf, house.dana)
    make_review(case, house.desk, house.nour)
    actions.settle_review(
        case, ReviewOutcome.UPHELD, None, "Read again.", desk=house.unit, roles=roles(house, house.karim), by=house.karim,
        at=AFTER,
    )  # fmt: skip
    assert fresh(case).status == CaseStatus.NOT_IDENTIFIED
    assert Process.objects.get(case=case).stage == Stage.REVIEWED


def test_a_review_is_asked_for_within_thirty_days(case: Case, house: House) -> None:
    make_decision(case, house.unit, house.yusuf, house.dana)
    with pytest.raises(CannotIdentify) as refused:
        make_review(case, house.desk, house.nour, at=AFTER + MINUTES + 30 * DAY)
    assert refused.value.reasons == [WhyNot.REVIEW_OVER]
    make_review(case, house.desk, house.nour, AskedBy.LAWYER, at=AFTER + 30 * DAY)


def test_against_being_identified_there_is_nothing_to_review(case: Case, house: House) -> None:
    make_matrix(case, house.unit, house.yusuf)
    make_decision(case, house.unit, house.yusuf, house.dana, CaseStatus.IDENTIFIED, reasons=REASONS)
    with pytest.raises(CannotIdentify) as refused:
        make_review(case, house.desk, house.nour)
    assert refused.value.reasons == [WhyNot.NOTHING_TO_REVIEW]


def test_nothing_is_left_behind_when_the_trace_fails(case: Case, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal = make_proposal(case, house.unit, house.yusuf)

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(RuntimeError):
        actions.confirm(proposal, desk=house.unit, roles=roles(house, house.dana), by=house.dana, at=AFTER)
    assert fresh(case).status == CaseStatus.POTENTIAL
    assert Decision.objects.get().confirmed_at is None


def test_the_trail_holds_codes_only(case: Case, house: House) -> None:
    make_opinion(case, house.desk, house.nour)
    make_decision(case, house.unit, house.yusuf, house.dana)
    text = repr(list(Event.objects.values_list("subject", "facts")))
    assert case.reference in text
    assert "quarrel" not in text
    assert "locked from" not in text

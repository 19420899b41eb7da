"""Setting a status, putting a case beside its way, and what follows a withdrawal."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from unittest import mock

import pytest
from django.test import Client

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk, make_interpreter
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.cases import actions as cases
from malath.cases import queries
from malath.cases.actions import CannotChange
from malath.cases.models import Case, StatusChange, StatusReason
from malath.cases.testing import make_booking, make_case
from malath.cases.words import BookingState, CancelReason, CaseStatus, DecidedBy, SideState, WhyNot
from malath.foundation import clock
from malath.foundation.actor import WORKER
from malath.foundation.references import new_reference
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.testing import MONDAY, make_block
from malath.privacy.words import ConsentKind
from malath.referrals.testing import make_accepted_referral


def decide(case: Case, status: CaseStatus, user: User, desk: Desk, because: str = "") -> Case:
    roles = accounts.holdings(user, MONDAY).roles_at(desk.pk)
    return cases.decide(case, status, because=because, desk=desk, roles=roles, by=user, at=MONDAY)


def without_token(answer: Any) -> str:
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def refused(act: Callable[[], object]) -> list[WhyNot]:
    with pytest.raises(CannotChange) as error:
        act()
    return error.value.reasons


@pytest.fixture
def unit(people: Cast) -> tuple[User, Desk]:
    """An identification officer of the Counter-Trafficking Unit."""
    desk = make_desk(make_agency(AgencyKind.CTU), services=[ServiceKind.IDENTIFICATION], hours=ALWAYS)
    return make_user(Role.CTU_IDENT, desk), desk


def test_it_sets_a_status_and_keeps_who_decided(case: Case, people: Cast) -> None:
    changed = decide(case, CaseStatus.POTENTIAL, people.basim, people.station)
    last = StatusChange.objects.filter(case=case).latest("pk")
    assert (changed.status, last.status, last.decided_by) == (CaseStatus.POTENTIAL, CaseStatus.POTENTIAL, DecidedBy.POLICE)
    assert (last.by, last.desk, last.at) == (people.basim.reference, people.station, MONDAY)


def test_an_association_decides_that_somebody_may_be_a_victim(people: Cast) -> None:
    desk = make_desk(make_agency(AgencyKind.ASSOCIATION))
    worker = make_user(Role.CASE_MANAGER, desk)
    case = make_case(desk, worker)
    decide(case, CaseStatus.POTENTIAL, worker, desk)
    assert StatusChange.objects.filter(case=case).latest("pk").decided_by == DecidedBy.NGO


def test_a_police_officer_identifies_nobody(case: Case, people: Cast) -> None:
    decide(case, CaseStatus.POTENTIAL, people.basim, people.station)
    reasons = refused(lambda: decide(case, CaseStatus.IDENTIFIED, people.basim, people.station, "Looks like it."))
    assert reasons == [WhyNot.NOT_YOURS_TO_DECIDE]
    assert Case.objects.get(pk=case.pk).status == CaseStatus.POTENTIAL


def test_the_unit_decides_with_a_reason_that_is_sealed(case: Case, people: Cast, unit: tuple[User, Desk]) -> None:
    officer, desk = unit
    decide(case, CaseStatus.POTENTIAL, people.basim, people.station)
    assert refused(lambda: decide(case, CaseStatus.IDENTIFIED, officer, desk)) == [WhyNot.DECISION_REASON]
    decide(case, CaseStatus.IDENTIFIED, officer, desk, "Act, means and purpose are shown.")
    reason = StatusReason.objects.select_related("key").get(change__case=case)
    assert reason.opened("text") == "Act, means and purpose are shown."
    assert b"purpose" not in bytes(reason.text)
    assert "are shown" not in str([line.facts for line in trail.file_lines(case.person.reference)])


def test_no_machine_decides(case: Case, people: Cast) -> None:
    for status in (CaseStatus.POTENTIAL, CaseStatus.IDENTIFIED, CaseStatus.NOT_IDENTIFIED, CaseStatus.INCONCLUSIVE):
        assert refused(partial(cases.set_status, case, status, by=WORKER, at=MONDAY)) == [WhyNot.NOBODY_DECIDED]


def test_time_alone_changes_nothing(case: Case, people: Cast) -> None:
    from malath.workday.tick import tick  # noqa: PLC0415  # the worker stands above

    decide(case, CaseStatus.POTENTIAL, people.basim, people.station)
    for days in (5, 45, 46, 400):
        tick(MONDAY + timedelta(days=days))
        assert Case.objects.get(pk=case.pk).status == CaseStatus.POTENTIAL


def test_a_side_state_keeps_the_status_and_a_later_decision_takes_it_back_on_its_way(case: Case, people: Cast) -> None:
    roles = accounts.holdings(people.basim, MONDAY).roles_at(people.station.pk)
    aside = cases.set_aside(
        case, SideState.DECLINED, because="She wants to think.", desk=people.station, roles=roles, by=people.basim, at=MONDAY
    )
    assert (aside.status, aside.aside) == (CaseStatus.DRAFT, SideState.DECLINED)
    assert refused(
        lambda: cases.set_aside(
            case, SideState.DECLINED, because="Again.", desk=people.station, roles=roles, by=people.basim, at=MONDAY
        )
    ) == [WhyNot.SAME_STATE]
    assert decide(case, CaseStatus.POTENTIAL, people.basim, people.station).aside == ""


def test_it_comes_back_on_its_way(case: Case, people: Cast) -> None:
    roles = accounts.holdings(people.basim, MONDAY).roles_at(people.station.pk)
    cases.set_aside(case, SideState.DECLINED, because="No.", desk=people.station, roles=roles, by=people.basim, at=MONDAY)
    back = cases.come_back(case, desk=people.station, by=people.basim, at=MONDAY)
    assert (back.status, back.aside) == (CaseStatus.DRAFT, "")
    assert refused(lambda: cases.come_back(case, desk=people.station, by=people.basim, at=MONDAY)) == [WhyNot.NOT_ASIDE]


def test_it_is_transferred_only_once_another_body_took_the_person_on(people: Cast, clock: Clock) -> None:
    accepted = make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    roles = accounts.holdings(people.basim, MONDAY).roles_at(people.station.pk)
    new = make_case(people.station, people.basim)

    def transfer(case: Case) -> Case:
        return cases.set_aside(
            case, SideState.TRANSFERRED, because="They go on.", desk=people.station, roles=roles, by=people.basim, at=clock.at
        )

    clock.forward(hours=1)
    assert refused(lambda: transfer(new)) == [WhyNot.NOBODY_TOOK_OVER]
    assert transfer(accepted.case).aside == SideState.TRANSFERRED


def withdraw_record(case: Case, people: Cast) -> None:
    consent = privacy_queries.standing_row(case.person_id, ConsentKind.C1, None)
    assert consent is not None
    privacy.withdraw(consent, case.person, by=people.basim, at=MONDAY)


def test_a_withdrawal_is_written_beside_the_case_and_takes_no_status_away(case: Case, people: Cast) -> None:
    decide(case, CaseStatus.POTENTIAL, people.basim, people.station)
    later = MONDAY + timedelta(minutes=1)
    assert queries.withdrawals_to_note(later, since=MONDAY - timedelta(days=1)) == []
    withdraw_record(case, people)
    assert queries.withdrawals_to_note(later, since=MONDAY - timedelta(days=1)) == [case]
    assert queries.withdrawals_to_note(later, since=None) == [case]
    noted = cases.note_withdrawal(case, at=later)
    assert (noted.status, noted.aside) == (CaseStatus.POTENTIAL, SideState.WITHDRAWN)
    assert queries.withdrawals_to_note(later, since=None) == []
    assert refused(lambda: cases.note_withdrawal(case, at=later)) == [WhyNot.SAME_STATE]


def test_what_was_booked_does_not_take_place_and_the_interpreter_is_told_without_a_name(
    case: Case, people: Cast, client: Client
) -> None:
    interpreter = make_interpreter(make_agency(AgencyKind.MECHANISM, "Pool", "المجموعة"))
    theirs = make_desk(interpreter.agency)
    talk = make_booking(case, interpreter, desk=people.station, at=clock.now())
    withdraw_record(case, people)
    cases.note_withdrawal(case, at=clock.now())
    talk.refresh_from_db()
    assert (talk.state, talk.because) == (BookingState.CANCELLED, CancelReason.NOT_NEEDED)
    items = Item.objects.filter(kind=ItemKind.BOOKING_CALLED_OFF)
    assert {item.desk_id for item in items} == {people.station.pk, theirs.pk}
    assert {item.subject for item in items} == {talk.reference}
    page = signed_in(client, make_user(Role.SUPERVISOR, theirs)).get(items[0].link)
    told = page.content.decode()
    assert (page.status_code, interpreter.phone in told.replace(" ", "")) == (200, True)
    for kept in (case.reference, case.person.reference, "withdr", people.station.name_en):
        assert kept not in told
    assert signed_in(client, people.basim).get(items[0].link).status_code == 200
    stranger = signed_in(client, people.zayd)
    for link in (items[0].link, f"/interpreters/called-off/{new_reference()}/"):
        assert stranger.get(link).status_code == 404


def test_a_talk_that_stands_has_no_such_page(client: Client, case: Case, people: Cast) -> None:
    talk = make_booking(case, desk=people.station, at=clock.now())
    assert signed_in(client, people.basim).get(f"/interpreters/called-off/{talk.reference}/").status_code == 404


def test_no_withdrawal_is_written_where_the_agreement_stands(case: Case) -> None:
    assert refused(lambda: cases.note_withdrawal(case, at=MONDAY)) == [WhyNot.CONSENT_STANDS]


def test_nothing_is_left_behind_when_the_trace_fails(case: Case, people: Cast) -> None:
    with mock.patch.object(audit, "record", side_effect=OSError), pytest.raises(OSError):  # noqa: PT011  # the failure is ours
        decide(case, CaseStatus.POTENTIAL, people.basim, people.station)
    assert Case.objects.get(pk=case.pk).status == CaseStatus.DRAFT
    assert StatusChange.objects.filter(case=case).count() == 1


# The page


def test_the_page_offers_what_the_desk_may_decide(client: Client, case: Case, people: Cast) -> None:
    page = signed_in(client, people.basim).get(f"/cases/{case.reference}/status/").content.decode()
    assert 'value="status:potential_victim"' in page
    assert 'value="status:identified"' not in page
    assert 'value="status:closed"' not in page
    assert 'value="aside:lost_contact"' not in page
    assert "three tries on three different days" in page


def test_a_decision_on_the_page_leads_back_to_the_case(client: Client, case: Case, people: Cast) -> None:
    url = f"/cases/{case.reference}/status/"
    answer = signed_in(client, people.basim).post(url, {"decision": "status:screened", "because": ""})
    assert (answer.status_code, answer["Location"]) == (302, f"/cases/{case.reference}/")
    assert Case.objects.get(pk=case.pk).status == CaseStatus.SCREENED


def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(client: Client, case: Case, people: Cast) -> None:
    url = f"/cases/{case.reference}/status/"
    answer = signed_in(client, people.basim).post(url, {"decision": "aside:declined_by_person", "because": " "})
    assert answer.status_code == 422
    assert "Write down why it was decided." in answer.content.decode()
    answer = client.post(url, {"decision": "status:identified", "because": "I think so."})
    assert answer.status_code == 422
    assert "I think so." in answer.content.decode()


def test_strangers_and_blocked_workers_do_not_learn_of_it(client: Client, case: Case, people: Cast) -> None:
    url = f"/cases/{case.reference}/status/"
    signed_in(client, people.zayd)
    never = client.get("/cases/ZZZZ-ZZZZ-ZZZZ/status/")
    assert without_token(client.get(url)).replace(case.reference, "ZZZZ-ZZZZ-ZZZZ") == without_token(never)
    assert client.post(url, {"decision": "status:screened"}).status_code == 404
    make_block(case.person, user=people.basim)
    assert signed_in(client, people.basim).get(url).status_code == 404

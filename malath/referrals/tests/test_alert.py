"""Scenario 10, step 3: somebody in danger who turned to the helpline, and the Unit is told what they want told."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit import actions as audit
from malath.cases.actions import CannotChange
from malath.cases.models import Case, Note
from malath.foundation.testing import Clock
from malath.helpline.actions import contacts
from malath.helpline.actions.contacts import CannotHelp
from malath.helpline.models import Contact
from malath.helpline.testing import MONDAY, make_contact, make_line, make_more, quick_letters
from malath.helpline.words import WhyNotContact
from malath.inbox.models import Item
from malath.people.words import AgeBand
from malath.privacy import actions as privacy
from malath.privacy.models import Basis
from malath.referrals import actions
from malath.referrals.actions import Alarm, CannotSend
from malath.referrals.models import Referral
from malath.referrals.words import Status

LATER = MONDAY + timedelta(hours=1)
ALARM = Alarm(
    "Third floor, four others.", "Not the neighbours.", "The door is locked.", AgeBand.B21, "AM", emergency_called=True
)
SENT = {
    "called": "yes", "not_told": ALARM.not_told, "told": ALARM.told, "because": ALARM.because, "age_band": "21-29",
    "governorate": "AM",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    quick_letters(monkeypatch)
    monkeypatch.setattr(timezone, "now", Clock(MONDAY))


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk(make_agency(AgencyKind.ASSOCIATION))


@pytest.fixture
def operator(desk: Desk) -> User:
    return make_user(Role.SOCIAL, desk)


@pytest.fixture
def unit(db: None) -> Desk:
    unit = make_desk(make_agency(AgencyKind.CTU), services=[ServiceKind.PROTECTION])
    make_user(Role.CTU_DUTY, unit)
    return unit


@pytest.fixture
def contact(desk: Desk, operator: User) -> Contact:
    make_line(desk, operator, MONDAY)
    words = {"words": "I cannot leave.", "not_told": ALARM.not_told, "safe": "no"}
    return contacts.take_contact(make_contact(desk, MONDAY, **words), by=operator, at=MONDAY)


def nothing_happened(contact: Contact) -> bool:
    contact.refresh_from_db()
    return contact.settled_at is None and not Case.objects.exists() and not Referral.objects.exists()


def test_the_unit_is_told_and_what_must_not_be_told_stands_first(
    contact: Contact, desk: Desk, unit: Desk, operator: User
) -> None:
    sent = actions.alert(contact, ALARM, desk=desk, to=unit, by=operator, at=MONDAY)
    assert (sent.status, sent.urgency, sent.receiving_desk) == (Status.SENT, "emergency", unit)
    assert sent.opened("reason").split("\n\n")[0].endswith("Not the neighbours.")
    assert sent.opened("reason").endswith(ALARM.told)
    assert Item.objects.filter(desk=unit, subject=sent.reference).exists()
    contact.refresh_from_db()
    assert contact.came_of_it == "emergency_called"


def test_it_rests_on_danger_to_life(contact: Contact, desk: Desk, unit: Desk, operator: User) -> None:
    sent = actions.alert(contact, replace(ALARM, emergency_called=False), desk=desk, to=unit, by=operator, at=MONDAY)
    assert list(Basis.objects.filter(person=sent.person).values_list("kind", flat=True)) == ["O1"]
    contact.refresh_from_db()
    assert contact.came_of_it == "passed_on"


def test_neither_row_names_the_other_and_only_what_was_typed_goes_along(
    contact: Contact, desk: Desk, unit: Desk, operator: User
) -> None:
    sent = actions.alert(contact, ALARM, desk=desk, to=unit, by=operator, at=MONDAY)
    kept = [sent.opened("reason"), *(note.opened("text") for note in Note.objects.select_related("key"))]
    assert not any("I cannot leave." in text or contact.reference in text for text in kept)


@pytest.mark.parametrize("missing", [{"told": " "}, {"because": " "}], ids=["nothing told", "no reason"])
def test_it_is_refused_whole(contact: Contact, desk: Desk, unit: Desk, operator: User, missing: dict[str, Any]) -> None:
    with pytest.raises((CannotSend, CannotChange)):
        actions.alert(contact, replace(ALARM, **missing), desk=desk, to=unit, by=operator, at=MONDAY)
    assert nothing_happened(contact)


def test_a_desk_where_nobody_is_on_duty_is_not_told_and_nothing_stays(contact: Contact, desk: Desk, operator: User) -> None:
    asleep = make_desk(make_agency(AgencyKind.CTU), services=[ServiceKind.PROTECTION])
    with pytest.raises(CannotSend):
        actions.alert(contact, ALARM, desk=desk, to=asleep, by=operator, at=MONDAY.replace(hour=23))
    assert nothing_happened(contact)


def test_a_second_alarm_of_the_same_contact_is_refused(contact: Contact, desk: Desk, unit: Desk, operator: User) -> None:
    actions.alert(contact, ALARM, desk=desk, to=unit, by=operator, at=MONDAY)
    with pytest.raises(CannotHelp):
        actions.alert(contact, ALARM, desk=desk, to=unit, by=operator, at=MONDAY)
    assert Case.objects.count() == 1


def written_again(contact: Contact, operator: User) -> Contact:
    """Whoever wrote before is in danger anew, and somebody looks after it."""
    return contacts.take_contact(make_more(contact, LATER, danger="yes"), by=operator, at=LATER)


def test_whoever_writes_again_gets_no_second_case(contact: Contact, desk: Desk, unit: Desk, operator: User) -> None:
    first = actions.alert(contact, ALARM, desk=desk, to=unit, by=operator, at=MONDAY)
    again = written_again(contact, operator)
    with pytest.raises(CannotHelp) as refused:
        actions.alert(again, ALARM, desk=desk, to=unit, by=operator, at=LATER)
    assert refused.value.reasons == [WhyNotContact.CASE_BEFORE]
    sent = actions.alert(again, replace(ALARM, told="He is back."), case=first.case, desk=desk, to=unit, by=operator, at=LATER)
    assert (sent.case_id, sent.status, Case.objects.count()) == (first.case_id, Status.SENT, 1)
    assert sent.opened("reason").endswith("He is back.")
    assert Basis.objects.filter(person=sent.person, kind="O1").count() == 1


def test_where_the_first_ground_ended_the_new_danger_is_one(contact: Contact, desk: Desk, unit: Desk, operator: User) -> None:
    first = actions.alert(contact, ALARM, desk=desk, to=unit, by=operator, at=MONDAY)
    head = make_user(Role.SUPERVISOR, desk)
    privacy.end_ground(Basis.objects.get(person=first.person), first.person, by=head, at=MONDAY + timedelta(minutes=5))
    sent = actions.alert(written_again(contact, operator), ALARM, case=first.case, desk=desk, to=unit, by=operator, at=LATER)
    assert (sent.status, Basis.objects.filter(person=sent.person, kind="O1").count()) == (Status.SENT, 2)


def test_the_page_of_whoever_wrote_again_asks_for_the_number_of_the_case(
    contact: Contact, desk: Desk, unit: Desk, operator: User
) -> None:
    first = actions.alert(contact, ALARM, desk=desk, to=unit, by=operator, at=MONDAY)
    written_again(contact, operator)
    staff, address = signed_in(Client(), operator), f"/referrals/contacts/{contact.reference}/"
    page = staff.get(address).content.decode()
    assert (first.case.reference in page, 'name="case"' in page, 'name="age_band"' in page) == (False, True, False)
    for wrong in ("", "AAAA-AAAA-AAAA"):
        answer = staff.post(address, {**SENT, "to": unit.reference, "case": wrong})
        assert (answer.status_code, ALARM.because in answer.content.decode()) == (422, True)
    assert staff.post(address, {**SENT, "to": unit.reference, "case": first.case.reference.lower()}).status_code == 302
    assert (Case.objects.count(), Referral.objects.count()) == (1, 2)


def test_it_leaves_nothing_behind_when_the_trace_fails(
    contact: Contact, desk: Desk, unit: Desk, operator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = audit.record

    def fails(event: Any, **rest: Any) -> Any:
        if event == "referral.sent":
            raise RuntimeError
        return kept(event, **rest)

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(RuntimeError):
        actions.alert(contact, ALARM, desk=desk, to=unit, by=operator, at=MONDAY)
    assert nothing_happened(contact)


def test_the_page_says_what_she_wishes_first_and_tells_the_unit(
    contact: Contact, desk: Desk, unit: Desk, operator: User
) -> None:
    staff, address = signed_in(Client(), operator), f"/referrals/contacts/{contact.reference}/"
    page = staff.get(address).content.decode()
    assert page.index("Not the neighbours.") < page.index("I cannot leave.") < page.index("911")
    wrong = staff.post(address, {**SENT, "to": unit.reference, "desk": desk.reference, "told": ""})
    assert (wrong.status_code, ALARM.because in wrong.content.decode()) == (422, True)
    answer = staff.post(address, {**SENT, "to": unit.reference, "desk": desk.reference})
    assert answer.status_code == 302
    assert answer["Location"] == f"/referrals/{Referral.objects.get().reference}/"
    assert staff.post(address, {**SENT, "to": unit.reference, "desk": desk.reference}).status_code == 422


def test_without_a_unit_on_duty_the_page_says_to_phone(contact: Contact, operator: User) -> None:
    page = signed_in(Client(), operator).get(f"/referrals/contacts/{contact.reference}/").content.decode()
    assert "911" in page
    assert 'name="told"' not in page


def test_a_stranger_does_not_learn_that_the_contact_exists(contact: Contact) -> None:
    stranger = signed_in(Client(), make_user(Role.SOCIAL, make_desk()))
    assert stranger.get(f"/referrals/contacts/{contact.reference}/").status_code == 404
    assert stranger.get("/referrals/contacts/AAAA-AAAA-AAAA/").status_code == 404

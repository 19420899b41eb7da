"""Scenarios 1 (step 8), 4 (steps 5 to 9), 5 (step 2), 6 (steps 4 and 5) and 10 (step 7), as far as they are identification:
with the pages and the round of the worker, without a browser."""

from datetime import date, timedelta
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.testing import signed_in
from malath.cases.models import Case, StatusChange
from malath.cases.testing import make_case, make_situation
from malath.cases.words import CaseStatus
from malath.foundation.testing import Clock
from malath.identification.models import Process, Recovery
from malath.identification.testing import AFTER, REASONS, make_decision, make_given, make_matrix, make_potential
from malath.identification.tests.conftest import House, alone, case, house, people
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.testing import MONDAY, make_consent
from malath.privacy.words import Answer, ConsentKind
from malath.referrals.tests.conftest import clock
from malath.workday.tick import tick

__all__ = ["alone", "case", "clock", "house", "people"]
DAY = timedelta(days=1)


def look(user: User, name: str, *args: str) -> str:
    return signed_in(Client(), user).get(reverse(name, args=args)).content.decode()


def press(user: User, name: str, case: Case, **typed: str) -> int:
    return signed_in(Client(), user).post(reverse(name, args=[case.reference]), typed).status_code


def told(kind: ItemKind, case: Case) -> bool:
    return Item.objects.filter(kind=kind, subject=case.person.reference).exists()


def test_the_worker_reminds_and_the_status_outlives_day_forty_five(case: Case, house: House, clock: Clock) -> None:
    clock.at = AFTER
    tick(AFTER)
    assert Process.objects.get().desk == house.unit
    tick(MONDAY + 6 * DAY + DAY / 8)
    assert told(ItemKind.IDENTIFICATION_DUE, case)
    for day in (8, 40, 46):
        tick(MONDAY + day * DAY + DAY / 8)
    assert told(ItemKind.IDENTIFICATION_LATE, case)
    case.refresh_from_db()
    assert case.status == CaseStatus.POTENTIAL
    clock.at = MONDAY + 46 * DAY + DAY / 8
    page = look(house.yusuf, "identification:file", case.reference)
    assert "The rights of a potential victim last" in page
    assert case.reference in look(house.yusuf, "identification:queue")


def test_of_fourteen_the_unit_sees_thirteen_and_nothing_of_the_one_who_declined(house: House, clock: Clock) -> None:
    clock.at = AFTER
    workers = [make_potential(make_case(house.desk, house.nour), house.desk, house.nour) for _ in range(14)]
    make_situation(*workers, desk=house.desk, by=house.nour)
    declined = workers.pop(8)
    make_consent(declined.person, ConsentKind.C3, Answer.NO, desk=house.desk, by=house.nour, body=house.unit.agency)
    for one in workers:
        make_given(one, house.desk, house.nour, house.unit, house.yusuf)
    tick(AFTER)
    page = look(house.yusuf, "identification:queue")
    assert [one.reference in page for one in (*workers, declined)] == [True] * 13 + [False]
    assert signed_in(Client(), house.yusuf).get(reverse("identification:file", args=[declined.reference])).status_code == 404
    assert declined.reference in look(house.nour, "identification:queue")
    first, second, *_rest = workers
    make_matrix(first, house.unit, house.yusuf)
    make_decision(first, house.unit, house.yusuf, house.dana, CaseStatus.IDENTIFIED, reasons=REASONS)
    make_decision(second, house.unit, house.yusuf, house.dana)
    found = {one.status for one in Case.objects.filter(pk__in=[first.pk, second.pk])}
    assert found == {CaseStatus.IDENTIFIED, CaseStatus.NOT_IDENTIFIED}
    assert not Case.objects.filter(closed_at__isnull=False).exists(), "a file that is classified otherwise is not closed"


def test_withdrawing_ends_the_units_part_within_a_minute_and_no_service(case: Case, house: House, clock: Clock) -> None:
    clock.at = AFTER
    tick(AFTER)
    consent = privacy_queries.standing_row(case.person_id, ConsentKind.C3, house.unit.agency)
    assert consent
    privacy.withdraw(consent, case.person, by=house.nour, at=AFTER)
    clock.at = AFTER + timedelta(minutes=1)
    assert case.reference not in look(house.yusuf, "identification:queue")
    assert signed_in(Client(), house.yusuf).get(reverse("identification:file", args=[case.reference])).status_code == 404
    tick(clock.at)
    assert Process.objects.get().desk is None
    case.refresh_from_db()
    assert case.status == CaseStatus.POTENTIAL
    assert case.reference in look(house.nour, "identification:queue")


def test_day_thirty_ends_nothing_and_nobody_is_told_to_convince(alone: Case, house: House, clock: Clock) -> None:
    change = StatusChange.objects.filter(case=alone, status=CaseStatus.POTENTIAL).get()
    assert change.decided_by == "NGO"
    clock.at = AFTER
    assert press(house.nour, "identification:start", alone) == 302
    assert Recovery.objects.get().ends_on == date(2026, 12, 2)
    clock.at = MONDAY + 31 * DAY
    make_consent(alone.person, ConsentKind.C5, Answer.NOT_NOW, desk=house.desk, by=house.nour, at=clock.at)
    tick(clock.at)
    assert told(ItemKind.RECOVERY_ENDS, alone)
    page = look(house.nour, "identification:recovery", alone.reference)
    assert "The planned end has passed" in page
    assert "Not now" in page
    assert press(house.nour, "identification:extend", alone, until="01/01/2027", because="She is not well yet.") == 302
    alone.refresh_from_db()
    assert (alone.status, alone.closed_at) == (CaseStatus.POTENTIAL, None)
    assert not told(ItemKind.IDENTIFICATION_LATE, alone) or Process.objects.get().due_at is None


def test_a_status_letter_is_issued_taken_and_each_showing_kept(case: Case, house: House, clock: Clock) -> None:
    clock.at = AFTER
    assert press(house.nour, "identification:letters", case, kind="status") == 302
    page = look(house.nour, "identification:letters", case.reference)
    assert "Status letter" in page
    assert press(house.nour, "identification:opinion", case, once=str(uuid4()), stance="points", text="Held.") == 302
    assert "Held." in look(house.yusuf, "identification:file", case.reference)

"""Unusual looks: noticed once a day at a fixed cost, told to the data protection officers, asked about, settled."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.accounts import actions as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.accounts.words import RelationKind
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.api.testing import make_allowed_system
from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.privacy.actions import anomalies as acts
from malath.privacy.actions.anomalies import CannotSettle
from malath.privacy.anomaly_rules import Noticed
from malath.privacy.models import Anomaly
from malath.privacy.queries import anomalies
from malath.privacy.testing import MONDAY, make_block
from malath.privacy.tests.pages import text
from malath.privacy.words import Answered, Unusual, WhyNotSettle
from malath.workday import watch
from malath.workday.tick import tick

TODAY = MONDAY.date()
TOMORROW = MONDAY + timedelta(days=1)


@pytest.fixture
def desk(people: Cast) -> Desk:
    return make_desk(make_agency(AgencyKind.ASSOCIATION, "Hand in hand", "يد بيد"), name_en="Case work")


@pytest.fixture
def nour(desk: Desk) -> User:
    return make_user(Role.CASE_MANAGER, desk, name_en="Nour", name_ar="نور")


@pytest.fixture
def officer(people: Cast) -> User:
    return make_user(Role.DPO, people.station, name_en="Officer", name_ar="مسؤول")


@pytest.fixture
def known(desk: Desk, nour: User) -> Case:
    return make_case(desk, nour, MONDAY, name="Dana Alias")


def noticed() -> list[tuple[Unusual, str, int]]:
    return [(one.kind, one.by, one.count) for one in watch.noticed_on(TODAY)]


def make_anomaly(user: User, files: tuple[str, ...] = ("7777-7777-7777",), by: User | None = None) -> Anomaly:
    one = Noticed(Unusual.MANY, user.reference, TODAY, len(files), files)
    return acts.notice_unusual([one], by=by or user, at=TOMORROW)[0]


def test_what_a_block_keeps_away_is_noticed_by_case_too(client: Client, known: Case, nour: User) -> None:
    make_block(known.person, user=nour)
    signed_in(client, nour)
    assert client.get(f"/cases/{known.reference}/").status_code == 404
    assert noticed() == [(Unusual.KEPT, nour.reference, 1)]


def test_a_system_that_looks_into_many_files_is_noticed_and_the_night_is_its_day(desk: Desk, nour: User) -> None:
    user = make_allowed_system(desk, at=MONDAY, role=Role.CASE_MANAGER).user
    at_night = MONDAY.replace(hour=0)
    for number in range(22222, 22222 + anomalies.limits().files_in_a_day):
        audit.record_view(Did.REFERRAL_VIEWED, subject="7777-7777-7777", file=f"{number}", by=user, at=at_night)
    assert [(kind, by) for kind, by, _ in noticed()] == [(Unusual.MANY, user.reference)]


def test_what_a_relation_keeps_away_is_noticed_when_it_is_asked_for(client: Client, known: Case, nour: User) -> None:
    accounts.declare_relation(nour, person_reference=known.person.reference, kind=RelationKind.RELATIVE, by=nour, at=MONDAY)
    signed_in(client, nour)
    assert client.get(f"/people/{known.person.reference}/").status_code == 404
    assert noticed() == [(Unusual.KEPT, nour.reference, 1)]


def test_an_ordinary_stranger_who_mistypes_is_not(client: Client, known: Case, people: Cast) -> None:
    signed_in(client, people.zayd)
    assert client.get(f"/people/{known.person.reference}/").status_code == 404
    assert noticed() == []


def test_a_refusal_and_then_a_look_are_noticed(client: Client, known: Case) -> None:
    late = make_user(Role.CASE_MANAGER, desk=make_desk())
    signed_in(client, late)
    assert client.get(f"/people/{known.person.reference}/").status_code == 404
    audit.record_view(
        Did.PERSON_VIEWED, subject=known.person.reference, file=known.person.reference, by=late,
        at=MONDAY + timedelta(minutes=6),
    )  # fmt: skip
    assert noticed() == [(Unusual.AFTER_REFUSAL, late.reference, 1)]


def at_night(user: User) -> None:
    for n in range(5):
        file = f"7777-7777-777{n + 2}"
        audit.record_view(Did.PERSON_VIEWED, subject=file, file=file, by=user, at=MONDAY.replace(hour=0, minute=n))


def test_nights_are_noticed_unless_the_desk_works_then(nour: User, people: Cast) -> None:
    awake = make_user(Role.SHELTER_STAFF, make_desk(people.shelter.agency, hours=ALWAYS))
    at_night(nour)
    at_night(awake)
    assert noticed() == [(Unusual.AT_NIGHT, nour.reference, 5)]


def test_the_first_tick_of_a_day_notices_and_tells_each_officer_once(nour: User, officer: User) -> None:
    tick(MONDAY)
    at_night(nour)
    tick(MONDAY + timedelta(hours=2))
    assert not Anomaly.objects.exists()
    for later in (TOMORROW, TOMORROW + timedelta(minutes=1), TOMORROW + timedelta(days=1)):
        tick(later)
    row = Anomaly.objects.get()
    assert (row.kind, row.user, row.on, row.count) == (Unusual.AT_NIGHT, nour, TODAY, 5)
    told = [item.kind for item in inbox.waiting(officer.pk, [])]
    assert told == [ItemKind.UNUSUAL_NOTICED]
    assert [line.facts["account"] for line in trail.all_lines(event=Did.UNUSUAL_NOTICED)] == [nour.reference]


def test_days_without_a_worker_are_looked_at_later(people: Cast) -> None:
    tick(MONDAY)
    assert watch.days_to_watch(MONDAY) == []
    days = watch.days_to_watch(MONDAY + timedelta(days=3))
    assert days == [TODAY + timedelta(days=n) for n in (-1, 0, 1, 2)]
    assert len(watch.days_to_watch(MONDAY + timedelta(days=60))) == watch.LOOK_BACK


def test_it_asks_the_same_however_many_looked_and_reads_by_moments(known: Case, nour: User, desk: Desk) -> None:
    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as found:
            watch.noticed_on(TODAY)
        return [query["sql"] for query in found]

    at_night(nour)
    before = asked()
    for _ in range(3):
        at_night(make_user(Role.CASE_MANAGER, desk))
    after = asked()
    assert len(after) == len(before)
    looks = next(sql for sql in after if "audit_event" in sql and "GROUP BY" in sql)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{looks}")
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert connection.vendor != "sqlite" or "event_at" in plan


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(audit, "record", fail)


def test_it_leaves_nothing_behind_when_the_trace_fails(nour: User, officer: User, fails: None) -> None:
    with pytest.raises(OSError, match="full"):
        make_anomaly(nour)
    assert not Anomaly.objects.exists()
    assert inbox.waiting(officer.pk, []) == []


def test_the_same_is_noticed_once(nour: User) -> None:
    make_anomaly(nour)
    one = Noticed(Unusual.MANY, nour.reference, TODAY, 9, ())
    assert acts.notice_unusual([one], by=nour, at=TOMORROW) == []
    assert Anomaly.objects.get().count == 1


def test_the_officer_asks_and_settles_in_codes_and_references(client: Client, known: Case, nour: User, officer: User) -> None:
    row = make_anomaly(nour, (known.person.reference,))
    signed_in(client, officer)
    assert "Somebody opened files in a way unlike others." in text(client.get("/"))
    page = text(client.get("/trail/unusual/"))
    assert "Opened unusually many files in a day" in page
    assert "Nour" in page
    address = f"/trail/unusual/{row.reference}/"
    shown = client.get(address)
    assert known.person.reference in text(shown)
    assert "Dana" not in shown.content.decode()
    line = trail.actor_lines(officer.reference)[0]
    assert (line.name, line.facts["unusual"]) == (Did.UNUSUAL_LISTED, row.reference)
    assert not [one for one in trail.file_lines(known.person.reference) if one.by == officer.reference]
    typed = {"answered": "explained", "said": "Her supervisor says: a review of old files."}
    for wrong in ({**typed, "said": ""}, {**typed, "answered": "guilty"}, {**typed, "said": "x" * 2001}):
        assert client.post(address, wrong).status_code == 422
    assert "Settled." in text(client.post(address, typed, follow=True))
    assert "a review of old files" in text(client.get(address))
    assert client.post(address, typed).status_code == 422
    settled = Anomaly.objects.get()
    assert (settled.answered, settled.settled_by) == (Answered.EXPLAINED, officer.reference)


def test_nobody_settles_what_is_about_them(officer: User) -> None:
    row = make_anomaly(officer)
    with pytest.raises(CannotSettle) as refused:
        acts.settle_unusual(row, answered=Answered.EXPLAINED, said="It was me.", by=officer, at=TOMORROW)
    assert refused.value.reasons == [WhyNotSettle.OWN]


def test_others_see_none_of_it(client: Client, nour: User, officer: User) -> None:
    row = make_anomaly(nour)
    signed_in(client, nour)
    assert client.get("/trail/unusual/").status_code == 403
    assert client.get(f"/trail/unusual/{row.reference}/").status_code == 403
    signed_in(client, officer)
    assert client.get("/trail/unusual/7777-7777-7777/").status_code == 404


def test_files_that_are_kept_from_the_officer_are_not_named(client: Client, known: Case, nour: User, officer: User) -> None:
    make_block(known.person, user=officer)
    row = make_anomaly(nour, (known.person.reference,))
    assert known.person.reference not in text(signed_in(client, officer).get(f"/trail/unusual/{row.reference}/"))


def test_the_page_asks_no_more_for_many(client: Client, desk: Desk, nour: User, officer: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get("/trail/unusual/")
        return len(found)

    make_anomaly(nour)
    signed_in(client, officer)
    asked()
    before = asked()
    for _ in range(3):
        make_anomaly(make_user(Role.CASE_MANAGER, desk))
    assert asked() == before

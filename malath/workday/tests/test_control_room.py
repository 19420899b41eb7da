"""The control room: who sees which numbers, in which order, and what can be worked out from them."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from malath.accounts.models import User
from malath.accounts.queries import holdings
from malath.accounts.roles import Power, Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit.models import Event
from malath.audit.words import Did
from malath.coordination import actions as coordination
from malath.coordination.models import Arrangement, Load, Nudge
from malath.coordination.words import Agreed, Standing
from malath.figures.rules import Told, exactly
from malath.foundation.acts import unguarded
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind, Pressing
from malath.privacy.testing import MONDAY, make_block
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.testing import make_accepted_referral, make_sent_referral
from malath.referrals.words import Urgency
from malath.workday import control_room
from malath.workday.control_room import Counts, Room

HOUR = timedelta(hours=1)
ROOM = "/coordination/"


@pytest.fixture
def focal(people: Cast) -> User:
    return make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM), phone="+96260000012"))


@pytest.fixture
def coordinator(people: Cast) -> User:
    return make_user(Role.COORDINATOR, make_desk(make_agency(AgencyKind.MECHANISM)))


@pytest.fixture
def matron(people: Cast) -> User:
    """Supervises the shelter."""
    return make_user(Role.SUPERVISOR, people.shelter)


def room_of(user: User) -> Room:
    return control_room.room_page(holdings(user, MONDAY), MONDAY)


def counts_of(room: Room, desk: Desk) -> Counts:
    return next(row.counts for row in room.rows if row.desk.id == desk.pk)


def set_load(desk: Desk, number: int, standing: Standing = Standing.WITHIN, pressing: Pressing = Pressing.NORMAL) -> None:
    """As if so many waited there, and had been told."""
    with unguarded():
        Load.objects.update_or_create(
            desk=desk, standing=standing, pressing=pressing, defaults={"number": number, "told": number}
        )


def test_a_supervisor_sees_the_exact_numbers_of_the_own_body(people: Cast, matron: User, sent: Referral) -> None:
    make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    room = room_of(matron)
    assert [row.desk.id for row in room.rows] == [people.shelter.pk]
    assert counts_of(room, people.shelter) == Counts(exactly(1), exactly(0), exactly(0), exactly(1))
    assert room.everything.in_care == exactly(1)


def test_what_is_kept_from_a_supervisor_is_not_in_their_numbers(people: Cast, matron: User, sent: Referral) -> None:
    make_sent_referral(people.basim, people.station, people.shelter)
    make_block(sent.person, user=matron, by=people.basim, at=MONDAY)
    room = room_of(matron)
    assert counts_of(room, people.shelter).within == exactly(1)
    assert room.urgencies[2].within == exactly(1)


def test_whoever_coordinates_sees_all_desks_as_told_last(people: Cast, focal: User, sent: Referral) -> None:
    assert counts_of(room_of(focal), people.shelter) == Counts(*[Told(0, 4)] * 4)
    for _ in range(4):
        make_sent_referral(people.basim, people.station, people.shelter)
    assert counts_of(room_of(focal), people.shelter).within == Told(0, 4)
    coordination.tell(at=MONDAY)
    room = room_of(focal)
    assert counts_of(room, people.shelter).within == Told(5, 9)
    assert {row.desk.id for row in room.rows} >= {people.shelter.pk, people.station.pk}


def test_a_referral_that_comes_moves_no_number_until_figures_are_told(people: Cast, coordinator: User) -> None:
    set_load(people.shelter, 9)
    before = room_of(coordinator)
    make_sent_referral(people.basim, people.station, people.shelter)
    assert room_of(coordinator) == before


def test_a_blocked_focal_point_sees_the_numbers_that_all_see(people: Cast, focal: User, sent: Referral) -> None:
    other = make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM)))
    make_block(sent.person, user=focal, by=people.basim, at=MONDAY)
    coordination.tell(at=MONDAY)
    assert room_of(focal) == room_of(other)


def test_no_number_tells_a_blocked_focal_point_that_a_row_is_missing(people: Cast, focal: User) -> None:
    """Of those that nobody answered they see the rows, so the number of these leaves out what is kept from them."""
    set_load(people.shelter, 4, standing=Standing.SILENT, pressing=Pressing.EMERGENCY)
    silent = make_sent_referral(people.basim, people.station, people.shelter, urgency=Urgency.EMERGENCY)
    referrals.escalate(silent, at=MONDAY + HOUR)
    coordination.tell(at=MONDAY + HOUR)
    assert counts_of(room_of(focal), people.shelter).silent == Told(5, 9)
    make_block(silent.person, user=focal, by=people.basim, at=MONDAY)
    assert counts_of(room_of(focal), people.shelter).silent == Told(0, 4)


def test_the_order_of_desks_says_no_more_than_the_numbers(people: Cast, coordinator: User) -> None:
    """Of two desks that are told the same, the one with more does not stand first."""
    first, second = (make_desk(people.shelter.agency, name_ar=name) for name in ("أ", "ب"))
    set_load(first, 0)
    set_load(second, 4)
    order = [row.desk.id for row in room_of(coordinator).rows]
    assert order.index(first.pk) < order.index(second.pk)
    set_load(second, 5)
    order = [row.desk.id for row in room_of(coordinator).rows]
    assert order.index(second.pk) < order.index(first.pk)


def test_the_place_of_a_shelter_stands_in_no_total(people: Cast, coordinator: User) -> None:
    hidden = make_desk(make_agency(AgencyKind.ASSOCIATION), governorate="MN", services=[ServiceKind.SHELTER])
    set_load(hidden, 30)
    assert "MN" not in {code for code, _name, _counts in room_of(coordinator).places}


def test_numbers_by_urgency_add_nothing_to_those_by_desk(people: Cast, coordinator: User) -> None:
    set_load(people.shelter, 4, pressing=Pressing.EMERGENCY, standing=Standing.SILENT)
    set_load(people.station, 3, pressing=Pressing.NORMAL, standing=Standing.SILENT)
    room = room_of(coordinator)
    assert sum(one.silent.least for one in room.urgencies[:2]) <= room.everything.silent.least
    assert room.emergencies.least == 0


def test_desks_that_closed_are_told_together(people: Cast, coordinator: User, matron: User) -> None:
    make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    make_user(Role.SUPERVISOR, make_desk(people.shelter.agency))
    referrals.close_desk(people.shelter, by=people.huda, at=MONDAY + HOUR)
    coordination.tell(at=MONDAY + HOUR)
    room = room_of(coordinator)
    assert people.shelter.pk not in {row.desk.id for row in room.rows}
    assert room.closed == Counts(*[Told(0, 4)] * 4)


def test_it_shows_supervisors_what_waits_danger_to_life_first(
    client: Client, people: Cast, matron: User, sent: Referral, clock: Clock
) -> None:
    emergency = make_sent_referral(people.basim, people.station, people.shelter, urgency=Urgency.EMERGENCY)
    page = signed_in(client, matron).get(ROOM).content.decode()
    assert page.index(emergency.reference) < page.index(sent.reference)
    listed = Event.objects.filter(name=Did.REFERRALS_LISTED, by=matron.reference).get()
    assert emergency.person.reference in listed.facts
    assert "Amal" in page


def test_a_focal_point_sees_the_rows_that_nobody_answered_and_no_others(
    client: Client, people: Cast, focal: User, sent: Referral, clock: Clock
) -> None:
    silent = make_sent_referral(people.basim, people.station, people.shelter, urgency=Urgency.EMERGENCY)
    clock.at = MONDAY + 3 * HOUR
    silent = referrals.escalate(silent, at=MONDAY + HOUR)
    page = signed_in(client, focal).get(ROOM).content.decode()
    assert silent.reference in page
    assert sent.reference not in page


def test_a_coordinator_sees_no_row_and_whom_to_call(client: Client, people: Cast, coordinator: User, focal: User) -> None:
    silent = make_sent_referral(people.basim, people.station, people.shelter, urgency=Urgency.EMERGENCY)
    referrals.escalate(silent, at=MONDAY + HOUR)
    page = signed_in(client, coordinator).get(ROOM).content.decode()
    assert silent.reference not in page
    assert silent.person.reference not in page
    assert focal.name_en in page
    assert "fewer than 5" in page


def test_a_blocked_focal_point_does_not_see_the_row(client: Client, people: Cast, focal: User) -> None:
    silent = make_sent_referral(people.basim, people.station, people.shelter, urgency=Urgency.EMERGENCY)
    referrals.escalate(silent, at=MONDAY + HOUR)
    make_block(silent.person, user=focal, by=people.basim, at=MONDAY)
    assert silent.reference not in signed_in(client, focal).get(ROOM).content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.SUPERVISOR, Role.FOCAL_POINT, Role.COORDINATOR}])
def test_other_roles_do_not_come_in(client: Client, people: Cast, role: Role) -> None:
    signed_in(client, make_user(role, people.shelter))
    assert client.get(ROOM).status_code == 403
    assert client.get(reverse("workday:room_desk", args=[people.shelter.reference])).status_code == 403


def test_a_supervisor_opens_desks_of_the_own_body_only(client: Client, people: Cast, matron: User) -> None:
    signed_in(client, matron)
    assert client.get(reverse("workday:room_desk", args=[people.shelter.reference])).status_code == 200
    assert client.get(reverse("workday:room_desk", args=[people.station.reference])).status_code == 403
    assert client.post(reverse("workday:room_nudge", args=[people.station.reference])).status_code == 403
    assert client.get(reverse("workday:room_desk", args=["2222-2222-2222"])).status_code == 404
    assert Event.objects.filter(name=Did.REFUSED, by=matron.reference).count() == 2


def test_a_desk_is_nudged_once_a_day_and_told_nothing_else(client: Client, people: Cast, focal: User, clock: Clock) -> None:
    signed_in(client, focal)
    address = reverse("workday:room_nudge", args=[people.shelter.reference])
    assert client.get(address).status_code == 405
    client.post(address)
    assert "nudged today already" in client.post(address, follow=True).content.decode()
    item = Item.objects.get(kind=ItemKind.DESK_NUDGED)
    assert (item.desk, item.subject, item.pressing) == (people.shelter, people.shelter.reference, Pressing.URGENT)
    assert Event.objects.filter(name=Did.DESK_NUDGED, subject=people.shelter.reference).count() == 1
    clock.at = MONDAY + timedelta(days=1)
    signed_in(client, focal).post(address)
    assert Nudge.objects.count() == 2
    assert Item.objects.filter(kind=ItemKind.DESK_NUDGED, seen_at__isnull=True).count() == 1


def test_a_desk_where_nothing_waits_is_nudged_all_the_same(people: Cast, coordinator: User) -> None:
    """A refusal would tell whoever sees no rows that nothing waits there."""
    assert coordination.nudge(people.health_centre, by=coordinator, at=MONDAY).desk == people.health_centre


def test_a_desk_that_closed_or_reads_nothing_is_not_nudged(people: Cast, focal: User) -> None:
    from malath.agencies import actions as agencies  # noqa: PLC0415

    agencies.end_desk(people.health_centre, by=focal, at=MONDAY)
    with pytest.raises(coordination.CannotDo):
        coordination.nudge(people.health_centre, by=focal, at=MONDAY)
    with unguarded():
        type(people.shelter.agency).objects.filter(pk=people.shelter.agency_id).update(has_accounts=False)
    with pytest.raises(coordination.CannotDo):
        coordination.nudge(people.shelter, by=focal, at=MONDAY)
    assert not Item.objects.filter(kind=ItemKind.DESK_NUDGED).exists()


def test_what_was_agreed_is_noted_in_a_code(client: Client, people: Cast, focal: User, clock: Clock) -> None:
    signed_in(client, focal)
    address = reverse("workday:room_agree", args=[people.shelter.reference])
    assert client.get(address).status_code == 405
    assert client.post(address, {"what": "something else"}).status_code == 422
    missing = client.post(address, {"what": "answers_by"})
    assert (missing.status_code, "until which day" in missing.content.decode()) == (422, True)
    assert client.post(address, {"what": "answers_by", "until": "01/01/2026"}).status_code == 422
    for _ in range(2):
        assert client.post(address, {"what": "more_people"}).status_code == 302
    assert Arrangement.objects.get().what == Agreed.MORE_PEOPLE
    assert (
        "More people are put on duty"
        in client.get(reverse("workday:room_desk", args=[people.shelter.reference])).content.decode()
    )


def test_nothing_is_left_behind_when_the_trace_fails(people: Cast, focal: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from malath.audit import actions as audit  # noqa: PLC0415

    def broken(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(audit, "_append", broken)
    for act in (
        lambda: coordination.nudge(people.shelter, by=focal, at=MONDAY),
        lambda: coordination.agree(people.shelter, Agreed.MORE_PEOPLE, by=focal, at=MONDAY),
    ):
        with pytest.raises(OSError):  # noqa: PT011  # the trace failed, whatever it says
            act()
    assert not Nudge.objects.exists()
    assert not Arrangement.objects.exists()
    assert not Item.objects.filter(kind=ItemKind.DESK_NUDGED).exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_tells_no_more_than_the_page(client: Client, people: Cast, coordinator: User, kind: str) -> None:
    set_load(people.shelter, 7)
    set_load(people.station, 3)
    answer = signed_in(client, coordinator).post("/coordination/take-out/", {"because": "meeting", "kind": kind})
    assert answer.status_code == 200
    lines = _lines(answer.content, kind)
    assert lines[0][:2] == ["Body", "Desk"]
    by_desk = {str(line[1]): line[3] for line in lines if len(line) > 3 and line[1]}
    assert (by_desk["Admissions"], by_desk["Front office"]) == ("5–9", "fewer than 5")
    assert any(coordinator.reference in map(str, line) for line in lines)
    assert Event.objects.filter(name=Did.FIGURES_TAKEN_OUT, by=coordinator.reference).count() == 1


def _lines(content: bytes, kind: str) -> list[list[object]]:
    if kind == "csv":
        return [list[object](line) for line in csv.reader(StringIO(content.decode("utf-8-sig")))]
    rows = load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    return [["" if value is None else value for value in row] for row in rows]


def test_a_file_needs_a_reason_and_post(client: Client, people: Cast, coordinator: User) -> None:
    signed_in(client, coordinator)
    assert client.get("/coordination/take-out/").status_code == 405
    assert client.post("/coordination/take-out/", {"kind": "csv"}).status_code == 422
    assert not Event.objects.filter(name=Did.FIGURES_TAKEN_OUT).exists()


def test_a_name_that_looks_like_a_formula_is_none_in_the_file(client: Client, people: Cast, matron: User) -> None:
    make_desk(people.shelter.agency, name_en="=1+1")
    answer = signed_in(client, matron).post("/coordination/take-out/", {"because": "report", "kind": "csv"})
    assert "'=1+1" in answer.content.decode("utf-8-sig")


@pytest.mark.parametrize("who", ["matron", "focal", "coordinator"])
def test_the_page_takes_the_same_statements_for_one_referral_as_for_many(
    client: Client, people: Cast, request: pytest.FixtureRequest, who: str, clock: Clock
) -> None:
    user = request.getfixturevalue(who)

    def escalated(urgency: Urgency) -> None:
        row = make_sent_referral(people.basim, people.station, people.shelter, urgency=urgency)
        if urgency == Urgency.EMERGENCY:
            referrals.escalate(row, at=MONDAY + HOUR)

    escalated(Urgency.EMERGENCY)
    first = _statements(signed_in(client, user))
    for number in range(3):
        make_desk(make_agency(name_en=f"Body {number}"))
    for urgency in Urgency:
        escalated(urgency)
    assert _statements(client) == first


def _statements(client: Client) -> int:
    coordination.tell(at=MONDAY)
    client.get(ROOM)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(ROOM).status_code == 200
    return len(caught)


def test_those_who_come_in_find_the_way(client: Client, people: Cast, focal: User, matron: User) -> None:
    assert holdings(focal, MONDAY).may(Power.COORDINATE)
    for user in (focal, matron):
        assert 'href="/coordination/"' in signed_in(Client(), user).get("/").content.decode()
    assert 'href="/coordination/"' not in signed_in(client, people.amal).get("/").content.decode()

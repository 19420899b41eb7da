"""Agreements between bodies: the rule, the acts, and the page."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.privacy import sharing
from malath.privacy.actions import agreements as actions
from malath.privacy.actions.agreements import CannotShare
from malath.privacy.models import Agreement
from malath.privacy.queries import agreements as queries
from malath.privacy.sharing import Shared, Terms
from malath.privacy.testing import MONDAY, make_sharing
from malath.privacy.tests.pages import text
from malath.privacy.words import Level, Purpose, WhyNotShare

TODAY, DAY = date(2026, 11, 2), timedelta(days=1)
A, B, C = 1, 2, 3
PURPOSES = st.sampled_from(Purpose)
LEVELS = st.sampled_from([Level.L2, Level.L3, Level.L4])


def shared(body: int, other: int | None, level: Level = Level.L4, number: int = 1, **known: object) -> Shared:
    return Shared(**{"id": number, "body_id": body, "other_id": other, "purposes": frozenset(), "level": level,
                     "from_on": TODAY, **known})  # type: ignore[arg-type]  # fmt: skip


@st.composite
def agreed(draw: st.DrawFn) -> list[Shared]:
    bodies = st.sampled_from([A, B, C])
    found = []
    for number in range(draw(st.integers(0, 6))):
        body, other = draw(bodies), draw(bodies | st.none())
        if body != other:
            days = st.integers(-3, 3).map(lambda days: TODAY + days * DAY)
            first, ended = draw(days), draw(days | st.none())
            purposes = draw(st.frozensets(PURPOSES, max_size=3))
            found.append(Shared(number, body, other, purposes, draw(LEVELS), first, draw(days | st.none()), ended))
    return found


@given(agreed(), PURPOSES)
def test_two_bodies_share_the_same_in_both_directions(rows: list[Shared], purpose: Purpose) -> None:
    assert sharing.shared_level(rows, A, B, purpose, TODAY) == sharing.shared_level(rows, B, A, purpose, TODAY)


@given(agreed(), PURPOSES, LEVELS)
def test_what_others_agree_changes_nothing_between_two(rows: list[Shared], purpose: Purpose, level: Level) -> None:
    before = sharing.shared_level(rows, A, B, purpose, TODAY)
    others = [shared(A, C, level, 90), shared(C, None, level, 91)]
    assert sharing.shared_level([*rows, *others], A, B, purpose, TODAY) == before


@given(agreed(), PURPOSES)
def test_an_agreement_that_was_ended_lets_nothing_go(rows: list[Shared], purpose: Purpose) -> None:
    ended = [shared(one, None, number=90 + one, ended_on=TODAY) for one in (A, B)]
    between = shared(A, B, number=99, ended_on=TODAY)
    held = [row for row in rows if row.from_on < TODAY]
    assert sharing.shared_level([*held, *ended, between], A, B, purpose, TODAY) == Level.L0


def test_bodies_about_which_nothing_was_recorded_share_under_the_protocol() -> None:
    assert sharing.shared_level([], A, B, Purpose.SHELTER, TODAY) == Level.L4


def test_desks_of_one_body_need_no_agreement() -> None:
    assert sharing.shared_level([shared(A, None, ended_on=TODAY)], A, A, Purpose.SHELTER, TODAY) == Level.L4


def test_the_protocol_reaches_as_far_as_the_one_whom_it_binds_the_most() -> None:
    rows = [shared(A, None, Level.L3), shared(B, None, Level.L2, 2)]
    assert sharing.shared_level(rows, A, B, Purpose.SHELTER, TODAY) == Level.L2


def test_an_agreement_of_two_holds_where_the_protocol_does_not() -> None:
    rows = [shared(A, None, ended_on=TODAY), shared(B, A, Level.L3, 2)]
    assert sharing.shared_level(rows, A, B, Purpose.SHELTER, TODAY) == Level.L3
    assert sharing.shared_level(rows, A, C, Purpose.SHELTER, TODAY) == Level.L0


def test_it_covers_the_purposes_that_it_names_and_no_other() -> None:
    rows = [shared(A, None, purposes=frozenset({Purpose.HEALTH}))]
    assert sharing.shared_level(rows, A, B, Purpose.HEALTH, TODAY) == Level.L4
    assert sharing.shared_level(rows, A, B, Purpose.LEGAL, TODAY) == Level.L0


def test_what_begins_later_changes_nothing_before_its_day() -> None:
    rows = [shared(A, None, Level.L2, from_on=TODAY + DAY)]
    assert sharing.shared_level(rows, A, B, Purpose.LEGAL, TODAY) == Level.L4
    assert sharing.shared_level(rows, A, B, Purpose.LEGAL, TODAY + DAY) == Level.L2


def test_it_holds_on_its_last_day_and_not_on_the_day_after() -> None:
    rows = [shared(A, None, last_on=TODAY)]
    assert sharing.shared_level(rows, A, B, Purpose.LEGAL, TODAY) == Level.L4
    assert sharing.shared_level(rows, A, B, Purpose.LEGAL, TODAY + DAY) == Level.L0


def test_one_that_was_ended_before_it_began_changes_nothing() -> None:
    rows = [shared(A, None, Level.L3), shared(A, None, Level.L2, 2, from_on=TODAY + DAY, ended_on=TODAY)]
    assert sharing.shared_level(rows, A, B, Purpose.LEGAL, TODAY + DAY) == Level.L3


def test_it_names_who_and_when_and_tells_the_desks_of_both(people: Cast) -> None:
    agreement = make_sharing(people.shelter.agency, people.station.agency, level=Level.L3, purposes=[Purpose.SHELTER])
    (event,) = (line for line in trail.all_lines() if line.name == Did.AGREEMENT_RECORDED)
    assert event.subject == agreement.reference
    assert (event.facts["level"], event.facts["purposes"]) == ("3", "shelter")
    told = Item.objects.filter(kind=ItemKind.AGREEMENT_CHANGED)
    assert {item.desk_id for item in told} == {people.shelter.pk, people.station.pk}


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        (TODAY - DAY, None, WhyNotShare.IN_THE_PAST),
        (TODAY + DAY, TODAY, WhyNotShare.ENDS_BEFORE_IT_BEGINS),
    ],
)
def test_it_begins_today_or_later_and_ends_after_it_begins(
    people: Cast, first: date, last: date | None, reason: WhyNotShare
) -> None:
    with pytest.raises(CannotShare) as error:
        actions.record_agreement(people.shelter.agency, Terms(Level.L2, first, last), by=WORKER, at=MONDAY)
    assert error.value.reasons == [reason]
    assert not Agreement.objects.exists()


def test_nobody_agrees_with_themselves(people: Cast) -> None:
    body = people.shelter.agency
    with pytest.raises(CannotShare) as error:
        actions.record_agreement(body, Terms(Level.L2, TODAY), other=body, by=WORKER, at=MONDAY)
    assert error.value.reasons == [WhyNotShare.SAME_BODY]


def test_it_is_ended_once(people: Cast) -> None:
    agreement = make_sharing(people.shelter.agency)
    actions.end(agreement, by=WORKER, at=MONDAY)
    with pytest.raises(CannotShare) as error:
        actions.end(agreement, by=WORKER, at=MONDAY)
    assert error.value.reasons == [WhyNotShare.HAS_ENDED]


def test_a_body_leaves_the_protocol_under_which_it_joined(people: Cast) -> None:
    body, other = people.shelter.agency, people.station.agency_id
    assert queries.shared_with(body.pk, [other], Purpose.SHELTER, MONDAY) == {other: Level.L4}
    actions.end(body, by=WORKER, at=MONDAY)
    assert queries.shared_with(body.pk, [other], Purpose.SHELTER, MONDAY) == {other: Level.L0}
    with pytest.raises(CannotShare) as error:
        actions.end(body, by=WORKER, at=MONDAY)
    assert error.value.reasons == [WhyNotShare.RECORDED_ANEW]


def test_it_leaves_nothing_behind_when_the_trace_fails(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("malath.privacy.actions.agreements.audit.record", _fails)
    with pytest.raises(RuntimeError):
        make_sharing(people.shelter.agency)
    assert not Agreement.objects.exists()
    assert not Item.objects.filter(kind=ItemKind.AGREEMENT_CHANGED).exists()


def _fails(*_: object, **__: object) -> None:
    raise RuntimeError("no trace")


@pytest.fixture
def dpo(people: Cast, client: Client) -> Client:
    return signed_in(client, make_user(Role.DPO, make_desk(make_agency(AgencyKind.MECHANISM))))


def test_the_officer_records_one_and_ends_it(dpo: Client, people: Cast) -> None:
    typed = {
        "body": people.shelter.agency.reference, "other": people.station.agency.reference, "level": "3",
        "purposes": ["shelter", "health"], "from_on": "02/11/2026", "last_on": "01/11/2027",
    }  # fmt: skip
    shown = text(dpo.post("/people/agreements/record/", typed, follow=True))
    agreement = Agreement.objects.get()
    assert (agreement.level, agreement.purposes) == (Level.L3, ["health", "shelter"])
    assert "Dar al-Nakheel and Station district one" in shown
    assert "until 1 Nov 2027" in shown
    shown = text(dpo.post(f"/people/agreements/{agreement.reference}/end/", follow=True))
    assert "ended on 2 Nov 2026" in shown


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(dpo: Client, people: Cast) -> None:
    body = people.shelter.agency.reference
    typed = {"body": body, "other": body, "level": "2", "from_on": "01/11/2026", "last_on": "31/10/2026"}
    answer = dpo.post("/people/agreements/record/", typed)
    assert answer.status_code == 422
    shown = text(answer)
    for reason in ("A body needs no agreement with itself", "begins today at the earliest", "would end before it begins"):
        assert reason in shown
    assert 'value="31/10/2026"' in answer.content.decode()


def test_everybody_reads_them_and_only_the_officer_changes_them(client: Client, people: Cast) -> None:
    agreement, amal = make_sharing(people.shelter.agency), signed_in(client, people.amal)
    shown = amal.get("/people/agreements/")
    assert "Protocol of the mechanism" in text(shown)
    assert "/end/" not in shown.content.decode()
    assert amal.get("/people/agreements/record/").status_code == 403
    assert amal.post(f"/people/agreements/{agreement.reference}/end/").status_code == 403
    assert Agreement.objects.get().ended_at is None


def test_what_nobody_recorded_cannot_be_ended(dpo: Client) -> None:
    assert dpo.post("/people/agreements/ZZZZ-ZZZZ-ZZZZ/end/").status_code == 404
    assert dpo.get("/people/agreements/ZZZZ-ZZZZ-ZZZZ/end/").status_code == 405


def statements(client: Client) -> int:
    client.get("/people/agreements/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/people/agreements/")
    return len(asked)


def test_the_list_takes_the_same_statements_for_one_and_for_many(dpo: Client, people: Cast) -> None:
    make_sharing(people.shelter.agency)
    one = statements(dpo)
    for _ in range(5):
        make_sharing(make_agency(), people.station.agency)
    assert statements(dpo) == one

"""An anonymous notice: what it says, when it is refused, and that it leads to nobody."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.accounts.testing import cast as make_cast
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind, Governorate
from malath.audit import actions as audit
from malath.audit.models import Event
from malath.cases.testing import make_case
from malath.foundation.testing import Clock
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.notices import actions, queries, rules
from malath.notices.actions import CannotDeliver, CannotSend, Said
from malath.notices.models import Notice
from malath.notices.words import Known, Others, Sector, WhyNotDeliver, WhyNotSend
from malath.privacy.testing import MONDAY, make_block
from malath.referrals.tests.conftest import clock
from malath.workday.tick import tick

__all__ = ["clock"]
FARMS = Said(Governorate.AMMAN, Sector.AGRICULTURE, Others.YES, life_in_danger=False)
LATER = MONDAY + timedelta(hours=73)


@pytest.fixture
def people(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def officer(people: Cast) -> User:
    return make_user(Role.CTU_DUTY, make_desk(make_agency(AgencyKind.CTU)))


def send(by: User, said: Said = FARMS, known: Known = Known.FEW) -> Notice:
    return actions.send(said, known=known, holdings=accounts.holdings(by, MONDAY), by=by, at=MONDAY)


def refused(by: User, said: Said = FARMS, known: Known = Known.FEW) -> list[WhyNotSend]:
    with pytest.raises(CannotSend) as error:
        send(by, said, known)
    return error.value.reasons


def test_it_says_where_and_what_and_leads_to_nobody(people: Cast) -> None:
    notice = send(people.basim)
    assert (notice.governorate, notice.sector, notice.others) == ("AM", Sector.AGRICULTURE, Others.YES)
    others = {field.related_model for field in Notice._meta.get_fields() if field.is_relation}
    assert others == set()
    kept = " ".join(str(value) for value in Notice.objects.values_list()[0])
    assert people.basim.reference not in kept


def test_no_trail_says_which_notice_it_was(people: Cast) -> None:
    notice = send(people.basim)
    event = Event.objects.get(name="notice.sent")
    assert (event.chain, event.subject, event.facts) == (f"user:{people.basim.reference}", people.basim.reference, "{}")
    assert not Event.objects.filter(subject=notice.reference).exists()


def test_it_reaches_the_unit_within_three_days_and_not_before_its_moment(people: Cast, officer: User) -> None:
    notice = send(people.basim)
    assert MONDAY <= notice.release_at <= MONDAY + timedelta(hours=72)
    if notice.release_at > MONDAY:
        with pytest.raises(CannotDeliver) as error:
            actions.deliver(notice, at=MONDAY)
        assert error.value.reasons == [WhyNotDeliver.NOT_YET]
        assert not queries.notice_list(MONDAY).lines
    assert tick(LATER).delivered.done == 1
    assert tick(LATER).delivered.done == 0
    assert [line.reference for line in queries.notice_list(LATER).lines] == [notice.reference]
    items = inbox.waiting(officer.pk, [desk.pk for desk in accounts.inbox_desks(officer, LATER)])
    assert [item.kind for item in items] == [ItemKind.NOTICE_ARRIVED]


@given(st.floats(0, 1), st.booleans())
def test_the_delay_is_chance_within_three_days_and_none_when_a_life_is_in_danger(share: float, danger: bool) -> None:
    wait = rules.delay(share, life_in_danger=danger)
    assert timedelta() <= wait <= timedelta(hours=72)
    assert not (danger and wait)


def test_a_life_in_danger_goes_at_once(people: Cast, officer: User) -> None:
    notice = send(people.basim, Said(Governorate.AMMAN, Sector.DOMESTIC, Others.UNKNOWN, life_in_danger=True))
    assert (notice.release_at, Notice.objects.get().delivered_at) == (MONDAY, MONDAY)
    assert inbox.waiting(officer.pk, [desk.pk for desk in accounts.inbox_desks(officer, MONDAY)])


def test_it_would_identify_when_one_worker_only_is_known_there(people: Cast) -> None:
    assert refused(people.basim, known=Known.ONE) == [WhyNotSend.WOULD_IDENTIFY]


def test_it_would_identify_when_the_sender_has_one_file_there(people: Cast) -> None:
    make_case(people.station, people.basim, governorate="AM")
    assert refused(people.basim) == [WhyNotSend.WOULD_IDENTIFY]
    make_case(people.station, people.basim, governorate="AM")
    assert send(people.basim).pk


def test_files_of_others_change_no_answer(people: Cast) -> None:
    elsewhere = make_desk(make_agency(AgencyKind.ASSOCIATION))
    make_case(elsewhere, make_user(Role.CASE_MANAGER, elsewhere), governorate="AM")
    assert send(people.basim).pk


def test_nor_does_a_file_that_is_kept_from_the_sender(people: Cast) -> None:
    case = make_case(people.station, people.huda, governorate="AM")
    make_block(case.person, user=people.basim)
    assert send(people.basim).pk


@given(st.sampled_from(Governorate), st.sampled_from(Sector), st.sampled_from(Known), st.integers(0, 2), st.booleans())
def test_the_rule_knows_the_table_the_sender_and_nothing_else(
    governorate: Governorate, sector: Sector, known: Known, own: int, small: bool
) -> None:
    cells = {governorate.value: frozenset({sector.value})} if small else {}
    reasons = rules.why_not_send(governorate, sector, known=known, own_files=own, cells=cells)
    assert bool(reasons) == (small or known == Known.ONE or own == 1)


def test_a_small_cell_of_the_country_is_refused(people: Cast) -> None:
    said = Said(Governorate.TAFILAH, Sector.GARMENT, Others.YES, life_in_danger=False)
    assert refused(people.basim, said) == [WhyNotSend.SMALL_CELL]


def test_the_table_names_governorates_and_sectors_that_there_are() -> None:
    assert set(queries.cells()) <= set(Governorate.values)
    assert {sector for cell in queries.cells().values() for sector in cell} <= set(Sector.values)


TYPED = {"governorate": "AM", "sector": "agriculture", "known": "few", "others": "yes", "danger": "no"}


def test_the_page_has_nowhere_to_write(people: Cast, clock: Clock) -> None:
    shown = signed_in(Client(), people.basim).get("/notices/new/").content.decode()
    assert "<textarea" not in shown
    assert 'type="text"' not in shown


def test_it_goes_through_the_page_and_twice_is_once(people: Cast, officer: User, clock: Clock) -> None:
    client, once = signed_in(Client(), people.basim), str(uuid4())
    for _ in range(2):
        assert client.post("/notices/new/", {**TYPED, "once": once}).status_code == 302
    assert Notice.objects.count() == 1
    clock.at = LATER
    shown = signed_in(Client(), officer).get("/notices/").content.decode()
    assert "Agriculture" in shown
    assert Notice.objects.get().reference in shown


def test_a_refusal_is_said_and_nothing_chosen_is_lost(people: Cast, clock: Clock) -> None:
    answer = signed_in(Client(), people.basim).post("/notices/new/", {**TYPED, "known": "one"})
    assert answer.status_code == 422
    assert "only one worker is known there" in answer.content.decode()
    assert answer.content.decode().count("checked") == 4
    assert not Notice.objects.exists()


def test_only_the_unit_reads_them(people: Cast, officer: User, clock: Clock) -> None:
    codes = [
        signed_in(Client(), user).get("/notices/").status_code for user in (people.basim, people.amal, people.huda, officer)
    ]
    assert codes == [403, 403, 403, 200]
    assert Event.objects.filter(name="notice.listed").count() == 1


def test_a_page_of_many_runs_one_statement(people: Cast, django_assert_num_queries: object) -> None:
    for _ in range(30):
        send(people.basim)
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture
        first = queries.notice_list(LATER)
    assert (len(first.lines), len(queries.notice_list(LATER, first.older).lines)) == (25, 5)


def test_nothing_is_left_behind_when_the_trace_fails(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "_append", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        send(people.basim)
    assert not Notice.objects.exists()

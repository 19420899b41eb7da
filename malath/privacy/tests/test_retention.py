"""How long a closed file is kept: reviewed in time, held when a court says so, and erased for ever by two steps."""

from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.testing import Clock
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.people import queries as people_queries
from malath.people.models import Person, SearchToken
from malath.people.words import AgeBand
from malath.privacy import actions, queries, rules
from malath.privacy.actions import retention
from malath.privacy.actions.retention import CannotErase
from malath.privacy.models import File, Hold
from malath.privacy.queries import glass as glass_queries
from malath.privacy.testing import MONDAY, make_block, make_consent, make_file, make_glass
from malath.privacy.tests.conftest import House
from malath.privacy.tests.pages import text
from malath.privacy.words import HoldKind, KeepBecause, WhyNotErase

CLOSED_ON = date(2026, 11, 2)
DUE = MONDAY + timedelta(days=5 * 366)
FORTNIGHT = timedelta(days=14)


@pytest.fixture
def officer(people: Cast) -> User:
    return make_user(Role.DPO, people.station, name_en="Officer", name_ar="مسؤول")


@pytest.fixture
def file(person: Person, house: House) -> File:
    """Nour's file, closed on a Monday in 2026."""
    actions.close_file(person, by=house.nour, at=MONDAY)
    return fresh(person)


def fresh(person: Person) -> File:
    return File.objects.select_related("person__key", "opened_by_desk").get(pk=person.pk)


@pytest.mark.parametrize(("band", "born", "review"), [
    (AgeBand.B30, None, date(2031, 11, 2)),
    (AgeBand.UNKNOWN, None, date(2031, 11, 2)),
    (AgeBand.B30, 1992, date(2031, 11, 2)),
    (AgeBand.B9, None, date(2040, 12, 31)),
    (AgeBand.B9, 2012, date(2035, 12, 31)),
    (AgeBand.B9, 2009, date(2032, 12, 31)),
    (AgeBand.B0, None, date(2049, 12, 31)),
    (AgeBand.DOUBT, None, date(2049, 12, 31)),
    (AgeBand.ADULT, 2010, date(2033, 12, 31)),
])  # fmt: skip
def test_the_review_is_after_five_years_and_of_a_child_not_before_23(band: AgeBand, born: int | None, review: date) -> None:
    assert rules.review_on(CLOSED_ON, age_band=band, birth_year=born) == review


@given(
    st.dates(date(2000, 1, 1), date(2090, 12, 31)),
    st.sampled_from(AgeBand),
    st.none() | st.integers(1930, 2090),
)
def test_no_file_is_reviewed_before_five_years_and_no_child_before_23(day: date, band: AgeBand, born: int | None) -> None:
    review = rules.review_on(day, age_band=band, birth_year=born)
    assert review >= day + timedelta(days=5 * 365)
    if born is not None and 0 <= day.year - born < 18:
        assert review >= date(born + 23, 12, 31)


def test_closing_sets_the_date_from_what_the_file_knows(house: House) -> None:
    child = make_file(house.desk, born="about 2015", facts={"age_band": AgeBand.B9})
    actions.close_file(child, by=house.nour, at=MONDAY)
    assert fresh(child).review_on == date(2038, 12, 31)
    actions.reopen_file(child, desk=house.desk, by=house.nour, at=MONDAY)
    assert fresh(child).review_on is None


def test_it_is_kept_longer_for_a_reason(file: File, officer: User) -> None:
    retention.keep_longer(file, until=date(2034, 1, 1), because=KeepBecause.DANGER, by=officer, at=DUE)
    assert fresh(file.person).review_on == date(2034, 1, 1)
    line = trail.file_lines(file.person.reference)[0]
    assert (line.name, line.facts) == (Did.FILE_KEPT_LONGER, {"until": "2034-01-01", "because": "danger"})


@pytest.mark.parametrize("until", [date(2026, 11, 3), date(2031, 11, 2), date(2055, 1, 1)])
def test_it_is_never_kept_shorter_nor_for_ever(file: File, officer: User, until: date) -> None:
    with pytest.raises(CannotErase) as refused:
        retention.keep_longer(file, until=until, because=KeepBecause.PERSON, by=officer, at=MONDAY)
    assert refused.value.reasons == [WhyNotErase.NOT_LATER]


def test_erasure_is_announced_to_the_desk_and_waits_a_fortnight(file: File, officer: User, house: House) -> None:
    retention.announce_erasure(file, by=officer, at=DUE)
    told = [item.kind for item in inbox.waiting(house.nour.pk, [house.desk.pk])]
    assert ItemKind.ERASURE_ANNOUNCED in told
    for at, reasons in ((DUE, [WhyNotErase.NOT_ANNOUNCED]), (DUE + timedelta(days=13), [WhyNotErase.NOT_ANNOUNCED])):
        with pytest.raises(CannotErase) as refused:
            retention.erase_file(file, by=officer, at=at)
        assert refused.value.reasons == reasons


def test_it_is_erased_for_ever_and_nobody_sees_even_its_status(file: File, officer: User, house: House) -> None:
    person = file.person
    retention.announce_erasure(file, by=officer, at=DUE)
    at = DUE + FORTNIGHT
    retention.erase_file(file, by=officer, at=at)
    assert not SearchToken.objects.filter(person=person).exists()
    assert people_queries.details_of([person.pk]) == {}
    assert queries.sight_of(accounts.holdings(house.nour, at), person.reference, at) is None
    assert glass_queries.file_named_to(accounts.holdings(house.nour, at), person.reference) is None
    assert {line.name for line in trail.file_lines(person.reference)} >= {Did.FILE_ERASED, Did.PERSON_ERASED}
    with pytest.raises(CannotErase) as refused:
        retention.erase_file(file, by=officer, at=at)
    assert refused.value.reasons == [WhyNotErase.ERASED]


def test_it_is_never_erased_while_it_is_open_nor_before_its_date(person: Person, house: House, officer: User) -> None:
    with pytest.raises(CannotErase) as still_open:
        retention.announce_erasure(fresh(person), by=officer, at=DUE)
    assert still_open.value.reasons == [WhyNotErase.NOT_CLOSED]
    actions.close_file(person, by=house.nour, at=MONDAY)
    with pytest.raises(CannotErase) as too_early:
        retention.announce_erasure(fresh(person), by=officer, at=MONDAY)
    assert too_early.value.reasons == [WhyNotErase.NOT_DUE]


def test_a_hold_calls_the_erasure_off_and_stops_it_until_it_ends(file: File, officer: User) -> None:
    retention.announce_erasure(file, by=officer, at=DUE)
    held = retention.hold(file, kind=HoldKind.COURT, number="2031/77", by=officer, at=DUE)
    assert held.opened("number") == "2031/77"
    assert fresh(file.person).erase_on is None
    for act in (retention.announce_erasure, retention.erase_file):
        with pytest.raises(CannotErase) as refused:
            act(file, by=officer, at=DUE + FORTNIGHT)
        assert WhyNotErase.HELD in refused.value.reasons
    retention.end_hold(file, held.pk, by=officer, at=DUE)
    retention.announce_erasure(file, by=officer, at=DUE)
    with pytest.raises(CannotErase) as twice:
        retention.end_hold(file, held.pk, by=officer, at=DUE)
    assert twice.value.reasons == [WhyNotErase.ENDED]


def test_a_hold_names_its_order(file: File, officer: User) -> None:
    with pytest.raises(CannotErase) as refused:
        retention.hold(file, kind=HoldKind.COURT, number=" ", by=officer, at=DUE)
    assert refused.value.reasons == [WhyNotErase.NUMBER_MISSING]


def test_a_file_that_somebody_reads_in_an_emergency_is_alive(file: File, officer: User, house: House) -> None:
    make_glass(file.person, house.nour, at=DUE)
    with pytest.raises(CannotErase) as refused:
        retention.announce_erasure(file, by=officer, at=DUE)
    assert refused.value.reasons == [WhyNotErase.LIVE]
    retention.announce_erasure(file, by=officer, at=DUE + timedelta(days=1))


def test_opening_it_again_calls_everything_off(file: File, officer: User, house: House) -> None:
    retention.announce_erasure(file, by=officer, at=DUE)
    person = file.person
    make_consent(person, desk=house.desk, at=DUE)
    actions.reopen_file(person, desk=house.desk, by=house.nour, at=DUE)
    with pytest.raises(CannotErase) as refused:
        retention.erase_file(file, by=officer, at=DUE + FORTNIGHT)
    assert WhyNotErase.NOT_CLOSED in refused.value.reasons


def test_it_leaves_nothing_behind_when_the_trace_fails(file: File, officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    retention.announce_erasure(file, by=officer, at=DUE)

    def fail(*_args: object, **_named: object) -> None:
        raise RuntimeError("no trace")

    monkeypatch.setattr(audit, "_append", fail)
    with pytest.raises(RuntimeError, match="no trace"):
        retention.erase_file(file, by=officer, at=DUE + FORTNIGHT)
    assert people_queries.details_of([file.pk])
    assert fresh(file.person).erased_at is None


def test_the_officer_walks_from_due_to_the_certificate(client: Client, file: File, officer: User, clock: Clock) -> None:
    reference = file.person.reference
    page = f"/people/kept/{reference}/"
    clock.at = DUE
    signed_in(client, officer)
    assert "Closed files due for review" in text(client.get("/"))
    assert reference in text(client.get("/people/kept/"))
    assert "Dana" not in client.get(page).content.decode()
    assert "Announced. The desk was told." in text(client.post(f"{page}announce/", follow=True))
    assert "Closed files due for review" not in text(client.get("/"))
    clock.at = DUE + FORTNIGHT
    signed_in(client, officer)
    assert client.post(f"{page}erase/", {"typed": "ZZZZ-ZZZZ-ZZZZ"}).status_code == 422
    done = text(client.post(f"{page}erase/", {"typed": reference.lower()}, follow=True))
    assert "Erased for ever." in done
    assert "Complete on" in done


def test_the_officer_holds_keeps_and_calls_off_on_the_page(client: Client, file: File, officer: User, clock: Clock) -> None:
    page = f"/people/kept/{file.person.reference}/"
    clock.at = DUE
    signed_in(client, officer)
    client.post(f"{page}announce/")
    assert "Called off." in text(client.post(f"{page}call-off/", follow=True))
    assert client.post(f"{page}hold/", {"kind": "court"}).status_code == 422
    assert "2031/77" in text(client.post(f"{page}hold/", {"kind": "court", "number": "2031/77"}, follow=True))
    hold = Hold.objects.get()
    assert "The hold has ended." in text(client.post(f"{page}hold/end/", {"hold": str(hold.pk)}, follow=True))
    assert client.post(f"{page}longer/", {"until": "1/1/2020", "because": "danger"}).status_code == 422
    typed = {"until": "1/1/2035", "because": "danger"}
    assert "It is kept longer." in text(client.post(f"{page}longer/", typed, follow=True))


def test_nobody_else_and_nobody_who_is_kept_out(client: Client, file: File, officer: User, house: House) -> None:
    page = f"/people/kept/{file.person.reference}/"
    for user in (house.nour, house.rana):
        signed_in(client, user)
        assert [client.get("/people/kept/").status_code, client.get(page).status_code] == [403, 403]
        assert client.post(f"{page}announce/").status_code == 403
    signed_in(client, officer)
    assert client.get(f"{page}announce/").status_code == 405
    make_block(file.person, user=officer)
    assert [client.get(page).status_code, client.post(f"{page}announce/").status_code] == [404, 404]

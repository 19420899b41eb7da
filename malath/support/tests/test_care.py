"""Care that does not wait: hours that are counted, told to few, never a reason against care, and a no that stays a no."""

import json
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.audit.models import Event
from malath.cases.models import Case
from malath.cases.testing import make_case
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.privacy.testing import make_compartment
from malath.privacy.words import Section
from malath.support import actions, rules
from malath.support.actions import CannotSupport
from malath.support.models import UrgentCare
from malath.support.queries import care, law
from malath.support.testing import AFTER, make_event
from malath.support.tests.conftest import House
from malath.support.words import Care, CareSaid, WhyNot

HOUR = timedelta(hours=1)
SAID = st.sampled_from(CareSaid)


@pytest.fixture
def opened(case: Case, house: House) -> Case:
    """The compartment is open to Nour, by name."""
    make_compartment(case.person, Section.SEXUAL_VIOLENCE, house.desk, house.nour, giver=house.rana, at=AFTER)
    return case


def why_not(call: object) -> list[WhyNot]:
    with pytest.raises(CannotSupport) as refused:
        call()  # type: ignore[operator]  # an act
    return refused.value.reasons


def ask(user: User, name: str, case: Case, *rest: str, **typed: str) -> tuple[int, str]:
    url, who = reverse(f"support:{name}", args=[case.reference, *rest]), signed_in(Client(), user)
    answer = who.post(url, typed) if typed else who.get(url)
    return answer.status_code, answer.content.decode()


def waiting(user: User) -> int:
    return Item.objects.filter(user=user, kind=ItemKind.CARE_WAITS, seen_at__isnull=True).count()


@given(hiv=SAID, contraception=SAID, ago=st.integers(0, 200))
def test_hours_run_exactly_while_something_waits_inside_its_own(hiv: CareSaid, contraception: CareSaid, ago: int) -> None:
    said = {Care.HIV: hiv, Care.CONTRACEPTION: contraception}
    runs = rules.still_runs(said, AFTER - ago * HOUR, law.care_hours(), AFTER)
    assert runs == ((hiv == CareSaid.WAITS and ago < 72) or (contraception == CareSaid.WAITS and ago < 120))


@given(now=SAID, said=st.sampled_from([CareSaid.GIVEN, CareSaid.DECLINED, CareSaid.NOT_NEEDED]))
def test_who_declined_may_ask_for_it_and_is_not_asked_again(now: CareSaid, said: CareSaid) -> None:
    refused = bool(rules.why_not_answer_care(now, said))
    assert refused == (now == CareSaid.GIVEN or (now != CareSaid.WAITS and said != CareSaid.GIVEN))


def test_the_hours_are_a_setting() -> None:
    written = {code: {"amount": 72} for code in rules.CARE_CODES.values()}
    assert rules.care_hours_in(written, {"hiv_prophylaxis_from_event": 48})[Care.HIV] == 48 * HOUR
    assert law.care_hours() == {Care.HIV: 72 * HOUR, Care.CONTRACEPTION: 120 * HOUR}


def test_the_soonest_of_what_waits_is_counted_on_the_page_of_the_case(opened: Case, house: House, at_desk: Client) -> None:
    row = make_event(opened, house.desk, house.nour)
    page = care.care_page(opened, house.desk, AFTER)
    assert [line.due - page.events[0].happened for line in page.events[0].lines] == [72 * HOUR, 120 * HOUR]
    actions.answer_care(row, Care.HIV, CareSaid.GIVEN, **house.nour_at())
    shown = at_desk.get(reverse("workday:case", args=[opened.reference])).content.decode()
    assert "Care that does not wait" in shown


def test_a_moment_to_come_is_refused_and_passed_hours_are_not(opened: Case, house: House) -> None:
    assert why_not(partial(make_event, opened, house.desk, house.nour, ago=-HOUR)) == [WhyNot.MOMENT_AHEAD]
    row = make_event(opened, house.desk, house.nour, ago=200 * HOUR)
    assert row.look_at is None
    line = care.care_page(opened, house.desk, AFTER).events[0].lines[0]
    assert (line.passed, line.waits) == (True, True)
    assert actions.answer_care(row, Care.HIV, CareSaid.GIVEN, **house.nour_at()).opened("hiv") == CareSaid.GIVEN


def test_a_no_ends_the_offer_and_is_not_asked_again(opened: Case, house: House) -> None:
    row = make_event(opened, house.desk, house.nour)

    def answer(one: Care, said: CareSaid) -> UrgentCare:
        return actions.answer_care(row, one, said, **house.nour_at())

    answer(Care.HIV, CareSaid.DECLINED)
    assert why_not(partial(answer, Care.HIV, CareSaid.NOT_NEEDED)) == [WhyNot.DECLINED_BEFORE]
    answer(Care.HIV, CareSaid.GIVEN)
    assert why_not(partial(answer, Care.HIV, CareSaid.GIVEN)) == [WhyNot.SETTLED]
    assert answer(Care.CONTRACEPTION, CareSaid.DECLINED).look_at is None


def test_those_who_see_the_compartment_are_told_until_it_is_settled(opened: Case, house: House) -> None:
    row = make_event(opened, house.desk, house.nour)
    later = AFTER + rules.LOOK_EVERY
    assert [one.pk for one in care.to_look_at(later)] == [row.pk]
    actions.remind_of_care(row, at=later)
    assert (waiting(house.nour), waiting(house.rana)) == (1, 0)
    assert why_not(partial(actions.remind_of_care, row, at=later)) == [WhyNot.NOT_DUE]
    for one in Care:
        actions.answer_care(row, one, CareSaid.DECLINED, **house.nour_at(later))
    assert (waiting(house.nour), care.to_look_at(later + rules.LOOK_EVERY)) == (0, [])


def test_reminders_end_with_the_hours_and_tell_none_of_them(opened: Case, house: House) -> None:
    row, when = make_event(opened, house.desk, house.nour, ago=115 * HOUR), AFTER
    assert row.look_at == AFTER + rules.LOOK_EVERY
    when += rules.LOOK_EVERY
    assert actions.remind_of_care(row, at=when).look_at is None


def test_the_same_form_twice_is_one_event(opened: Case, house: House) -> None:
    once = uuid4()
    write = partial(actions.note_event, opened, AFTER - HOUR, contraception=False, once=once, **house.nour_at())
    assert write().pk == write().pk
    assert UrgentCare.objects.get().opened("contraception") == CareSaid.NOT_OFFERED


def test_it_is_written_and_answered_on_its_pages(opened: Case, house: House, clock: Clock) -> None:
    clock.at = AFTER
    typed = {"on": "1/11/2026", "time": "22:00", "contraception": "on", "once": str(uuid4())}
    assert ask(house.nour, "note_event", opened, **typed)[0] == 302
    row = UrgentCare.objects.get()
    assert datetime.fromisoformat(row.opened("happened")).hour == 22
    status, page = ask(house.nour, "urgent_care", opened)
    assert status == 200
    assert all(text in page for text in ("Not verified", "72", "120", "Emergency contraception"))
    assert ask(house.nour, "answer_care", opened, row.reference, care="hiv", said="declined")[0] == 302
    assert care.said_of(UrgentCare.objects.get())[Care.HIV] == CareSaid.DECLINED
    ahead = typed | {"on": "1/11/2027", "once": str(uuid4())}
    assert "That moment is still to come." in ask(house.nour, "note_event", opened, **ahead)[1]


def test_a_colleague_reads_nothing_of_it_nor_that_it_is_there(opened: Case, house: House, clock: Clock) -> None:
    clock.at = AFTER
    row = make_event(opened, house.desk, house.nour)
    colleague = make_user(Role.CASE_MANAGER, house.desk)
    for user, status in ((colleague, 403), (house.yusuf, 404), (house.amal, 404)):
        pressed = ask(user, "answer_care", opened, row.reference, care="hiv", said="given")
        assert (ask(user, "urgent_care", opened)[0], pressed[0]) == (status, status)
    trail = reverse("workday:file_trail", args=[opened.person.reference])
    told = "Something that does not wait written into a compartment"
    assert told in signed_in(Client(), house.nour).get(trail).content.decode()
    assert told not in signed_in(Client(), colleague).get(trail).content.decode()


def test_no_column_tells_an_hour_of_it(opened: Case, house: House) -> None:
    row = make_event(opened, house.desk, house.nour)
    facts = [json.loads(one) for one in Event.objects.filter(name="care.noted").values_list("facts", flat=True)]
    assert [set(one) for one in facts] == [{"section"}]
    assert row.look_at == row.at + rules.LOOK_EVERY


@pytest.mark.parametrize("what", ["unknown", "other case"])
def test_an_event_of_another_file_is_none(opened: Case, house: House, what: str, clock: Clock) -> None:
    clock.at = AFTER
    reference = "ZZZZ-ZZZZ-ZZZZ" if what == "unknown" else make_other(house)
    assert ask(house.nour, "answer_care", opened, reference, care="hiv", said="given")[0] == 404


def make_other(house: House) -> str:
    return make_event(make_case(house.desk, house.nour), house.desk, house.nour).reference

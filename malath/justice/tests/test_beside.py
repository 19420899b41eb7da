"""Beside a proceeding: acts not to be punished, charges, measures, evidence, mandates, testimony, the wish to go home."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.cases.models import Case
from malath.cases.queries import law
from malath.cases.testing import make_child_case
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.justice import actions, queries, rules
from malath.justice.actions import Handed
from malath.justice.models import AskedTestimony, Charge, Exhibit, Handing, Measure, Part, Proceeding, Reproach
from malath.justice.testing import AFTER, TODAY, make_accused
from malath.justice.tests.conftest import House
from malath.justice.tests.test_proceedings import as_, refused, take_back
from malath.justice.words import (
    Asking,
    ExhibitKind,
    HeardHow,
    LegalAid,
    MeasureKind,
    Pardon,
    Reproached,
    WantsHome,
    WhyNot,
)

DAY = timedelta(days=1)
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
SPANS = {"on": TODAY, "today": TODAY, "months_at_most": 12, "may": True}


def test_an_adult_says_how_the_act_follows_and_a_child_need_not(case: Case, house: House) -> None:
    how = as_(house.desk, house.nour)
    act = actions.reproach(case, Reproached.OVERSTAY, on=TODAY, before="Residence office", **how)
    assert refused(lambda: actions.ask_pardon(act, " ", on=TODAY, **how)) == [WhyNot.LINK_MISSING]
    assert actions.ask_pardon(act, "He kept her passport.", on=TODAY, **how).state == Pardon.ASKED
    child = make_child_case(house.desk, house.nour)
    begging = actions.reproach(child, Reproached.BEGGING, on=TODAY, **how)
    assert actions.ask_pardon(begging, "", on=TODAY, **how).state == Pardon.ASKED


def test_a_pardon_is_decided_once_after_it_was_asked(case: Case, house: House) -> None:
    how = as_(house.desk, house.nour)
    act = actions.reproach(case, Reproached.PAPERS, on=TODAY, link="The office made them.", **how)
    assert refused(lambda: actions.decide_pardon(act, True, on=TODAY, **how)) == [WhyNot.NOT_THE_STAGE]
    actions.ask_pardon(act, "", on=TODAY, **how)
    assert refused(lambda: actions.decide_pardon(act, True, on=TODAY - DAY, **how)) == [WhyNot.BEFORE]
    assert actions.decide_pardon(act, True, on=TODAY, reasons="Compelled.", **how).state == Pardon.GRANTED
    assert refused(lambda: actions.ask_pardon(act, "again", on=TODAY, **how)) == [WhyNot.NOT_THE_STAGE]
    assert refused(lambda: actions.reproach(case, Reproached.WORK, on=TODAY + DAY, **how)) == [WhyNot.AHEAD]
    assert Reproach.objects.count() == 1


def test_a_charge_is_one_offence_of_one_accused_against_one_person(case: Case, house: House, matter: Proceeding) -> None:
    accused, how = make_accused(matter, case, house.unit, house.yusuf), as_(house.court, house.hadi)
    actions.charge(accused, case, "TIP-BASIC", on=TODAY, **how)

    def again(code: str, **who: Any) -> list[WhyNot]:
        return refused(lambda: actions.charge(accused, case, code, on=TODAY, **who))

    assert again("TIP-BASIC", **how) == [WhyNot.ALREADY]
    assert again("TIP-99", **how) == [WhyNot.OFFENCE_UNKNOWN]
    assert again("PASSPORT", **as_(house.desk, house.nour)) == [WhyNot.NOT_INVESTIGATING]
    assert Charge.objects.get().code == "TIP-BASIC"


def test_what_was_read_in_the_press_alone_is_never_shown_as_law() -> None:
    assert all(not one.sure for one in law.offences().values())
    assert law.offence("TIP-KNOW").press is False
    assert law.offence("a code of before").label == "a code of before"
    assert all(one.ar != one.code for one in law.offences().values())


def test_a_travel_ban_lasts_three_months_and_a_year_at_most(case: Case, house: House, matter: Proceeding) -> None:
    how = as_(house.court, house.hadi)
    ban = actions.order(matter, case, MeasureKind.TRAVEL_BAN, on=TODAY, **how)
    assert ban.ends_on == date(2027, 2, 2)
    assert refused(lambda: actions.extend(ban, case, date(2027, 2, 2), **how)) == [WhyNot.NOT_LONGER]
    assert refused(lambda: actions.extend(ban, case, date(2027, 11, 3), **how)) == [WhyNot.TOO_LONG]
    assert actions.extend(ban, case, date(2027, 11, 2), **how).ends_on == date(2027, 11, 2)
    assert refused(lambda: actions.extend(ban, case, date(2027, 11, 2), **as_(house.desk, house.nour))) == [
        WhyNot.NOT_INVESTIGATING
    ]
    actions.end_measure(ban, case, on=TODAY, **how)
    assert refused(lambda: actions.end_measure(ban, case, on=TODAY, **how)) == [WhyNot.ENDED]
    assert actions.order(matter, case, MeasureKind.CLOSURE, on=TODAY, words="The workshop.", **how).ends_on is None


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 24))
def test_a_month_is_a_month(day: date, months: int) -> None:
    then = rules.months_after(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == day.day or (then + DAY).day == 1


def test_a_measure_that_the_law_ends_needs_an_end() -> None:
    assert rules.why_not_order(ends_on=None, **SPANS) == [WhyNot.TOO_LONG]  # type: ignore[arg-type]  # one of each
    assert rules.why_not_order(ends_on=TODAY, **SPANS) == [WhyNot.NOT_LONGER]  # type: ignore[arg-type]  # one of each


def test_the_desk_that_ordered_it_is_told_once_fourteen_days_before(case: Case, house: House, matter: Proceeding) -> None:
    ban = actions.order(matter, case, MeasureKind.TRAVEL_BAN, on=TODAY, **as_(house.court, house.hadi))
    assert queries.measures_to_tell(AFTER + 77 * DAY) == []
    near = AFTER + 78 * DAY
    assert queries.measures_to_tell(near) == [ban]
    actions.remind_of_measure(ban, at=near)
    told = Item.objects.filter(kind=ItemKind.MEASURE_ENDS)
    assert [(item.desk, item.subject) for item in told] == [(house.court, case.person.reference)]
    assert refused(lambda: actions.remind_of_measure(ban, at=near)) == [WhyNot.NOT_DUE]


def test_nobody_is_told_of_a_measure_behind_a_closed_door(case: Case, house: House, matter: Proceeding) -> None:
    actions.order(matter, case, MeasureKind.TRAVEL_BAN, on=TODAY, **as_(house.court, house.hadi))
    take_back(case, house)
    assert queries.measures_to_tell(AFTER + 80 * DAY) == []
    assert Measure.objects.count() == 1


def test_the_log_of_evidence_only_grows(case: Case, house: House, matter: Proceeding) -> None:
    how = as_(house.unit, house.yusuf)
    taken = Handed("Store of the Unit", TODAY, "Officer at the door", HASH.upper())
    exhibit = actions.take(matter, case, ExhibitKind.DIGITAL, "A phone.", taken, **how)
    assert Handing.objects.get().sha256 == HASH
    wrong: list[tuple[Handed, WhyNot]] = [
        (Handed("Court", TODAY + DAY), WhyNot.AHEAD), (Handed("Court", TODAY - DAY), WhyNot.BEFORE),
        (Handed(" ", TODAY), WhyNot.NAME_MISSING), (Handed("Court", TODAY, "", "abc"), WhyNot.BAD_HASH),
    ]  # fmt: skip
    for handed, reason in wrong:
        assert refused(lambda handed=handed: actions.hand_on(exhibit, case, handed, **how)) == [reason]
    actions.hand_on(exhibit, case, Handed("Court", TODAY, "Store of the Unit", HASH), **how)
    assert [row.opened("whom") for row in Handing.objects.select_related("key").order_by("pk")] == [
        "Store of the Unit",
        "Court",
    ]
    nothing = lambda: actions.take(matter, case, ExhibitKind.OBJECT, " ", taken, **how)  # noqa: E731
    assert refused(nothing) == [WhyNot.WORDS_MISSING]
    assert Exhibit.objects.count() == 1


def test_a_body_has_one_mandate_at_a_time(case: Case, house: House) -> None:
    how: dict[str, Any] = as_(house.desk, house.nour) | {"aid": LegalAid.FREE, "on": TODAY}
    mandate = actions.give_mandate(case, house.legal.agency, "Layla", number="12/26", **how)
    assert refused(lambda: actions.give_mandate(case, house.legal.agency, "Layla", **how)) == [WhyNot.ALREADY]
    assert refused(lambda: actions.give_mandate(case, house.desk.agency, " ", **how)) == [WhyNot.NAME_MISSING]
    actions.end_mandate(mandate, **as_(house.desk, house.nour))
    assert refused(lambda: actions.end_mandate(mandate, **as_(house.desk, house.nour))) == [WhyNot.ENDED]
    actions.give_mandate(case, house.legal.agency, "Layla", **how)


def test_early_testimony_is_asked_once_and_lapses_with_the_co_operation(case: Case, house: House, matter: Proceeding) -> None:
    how = as_(house.legal, house.layla)
    actions.wish_home(matter, case, WantsHome.YES, **as_(house.desk, house.nour))
    actions.ask_testimony(matter, case, HeardHow.REMOTE, on=TODAY, **how)
    again = lambda: actions.ask_testimony(matter, case, HeardHow.EARLY, on=TODAY, **how)  # noqa: E731
    assert refused(again) == [WhyNot.ALREADY]
    take_back(case, house)
    actions.stop(Part.objects.get(), at=AFTER)
    assert AskedTestimony.objects.get().state == Asking.LAPSED
    assert Part.objects.get().wants_home == WantsHome.YES


def test_what_the_court_said_comes_after_it_was_asked(case: Case, house: House, matter: Proceeding) -> None:
    how = as_(house.legal, house.layla)

    def say(on: date) -> AskedTestimony:
        return actions.settle_testimony(matter, case, True, on=on, **how)

    assert refused(lambda: say(TODAY)) == [WhyNot.NOT_THE_STAGE]
    actions.ask_testimony(matter, case, HeardHow.BOTH, on=TODAY, **how)
    assert refused(lambda: say(TODAY - DAY)) == [WhyNot.BEFORE]
    assert say(TODAY).state == Asking.GRANTED


@pytest.mark.parametrize("sha256", ["", HASH])
def test_a_thing_without_a_file_has_no_hash(sha256: str) -> None:
    assert rules.why_not_hand(whom="Court", on=TODAY, today=TODAY, sha256=sha256) == []

"""The rules of the shelter as pure functions."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from malath.people.words import Sex
from malath.shelter import rules
from malath.shelter.rules import Affected, Who
from malath.shelter.testing import AFTER, make_coming
from malath.shelter.words import Elsewhere, Entitled, Refused, Takes, WhyNot

BEFORE = AFTER - timedelta(minutes=30)
AS_ALWAYS: dict[str, Any] = {"at": AFTER, "referred_at": BEFORE, "last_left_at": None, "stays": False, "is_child": False}
ALL_OF_THEM = Affected(relative=True, in_kingdom=True, nobody_cares=True)


@given(st.sampled_from(sorted(rules.NEVER_A_REASON)), st.sampled_from(list(Elsewhere)), st.booleans())
def test_what_is_never_a_reason_is_refused_whatever_was_found(reason: Refused, elsewhere: Elsewhere, is_child: bool) -> None:
    assert rules.why_not_refuse(reason, elsewhere, "Because.", is_child=is_child) == [WhyNot.NEVER_A_REASON]


def test_each_reason_is_one_or_never_one() -> None:
    can_be = {Refused.NO_BED, Refused.NO_SECTION, Refused.DANGER_HERE, Refused.OWN_CHOICE, Refused.NOT_ENTITLED}
    assert can_be | rules.NEVER_A_REASON == set(Refused)
    assert not can_be & rules.NEVER_A_REASON


def test_nobody_is_refused_without_another_place_unless_they_do_not_want_to_come() -> None:
    none = Elsewhere.NONE
    assert rules.why_not_refuse(Refused.NO_BED, none, "Full.", is_child=False) == [WhyNot.NO_OTHER_PLACE]
    assert rules.why_not_refuse(Refused.NO_BED, Elsewhere.SHELTER, "Full.", is_child=False) == []
    assert rules.why_not_refuse(Refused.OWN_CHOICE, none, "She said so.", is_child=False) == []
    assert rules.why_not_refuse(Refused.OWN_CHOICE, none, "She said so.", is_child=True) == [WhyNot.CHILD_CHOICE]
    assert rules.why_not_refuse(Refused.NO_BED, Elsewhere.SHELTER, " ", is_child=False) == [WhyNot.WORDS_MISSING]


def test_detention_stands_in_no_list_of_places() -> None:
    assert not any("detention" in str(value) or "police" in str(value) for value in Elsewhere.values)


def test_a_section_fits_by_sex_age_and_children() -> None:
    women_alone = {Takes.WOMEN, Takes.MOTHERS, Takes.FAMILIES}
    for who, fitting in (
        (Who(Sex.FEMALE, is_child=False), women_alone),
        (Who(Sex.MALE, is_child=False), {Takes.MEN, Takes.FAMILIES}),
        (Who(Sex.FEMALE, is_child=True), {Takes.GIRLS, Takes.FAMILIES}),
        (Who(Sex.MALE, is_child=True), {Takes.BOYS, Takes.FAMILIES}),
        (Who(Sex.FEMALE, is_child=False, children=2), {Takes.MOTHERS, Takes.FAMILIES}),
        (Who(Sex.MALE, is_child=False, children=1), {Takes.FAMILIES}),
        (Who(Sex.OTHER, is_child=False), women_alone | {Takes.MEN}),
    ):
        assert rules.sections_for(who) == fitting, who


def test_a_boy_above_the_age_of_the_house_comes_to_a_section_for_families() -> None:
    who = Who(Sex.FEMALE, is_child=False, children=1, oldest_boy=14)
    assert rules.why_not_in_section(Takes.MOTHERS, who, boys_until=12) == [WhyNot.BOY_TOO_OLD]
    assert rules.why_not_in_section(Takes.MOTHERS, who, boys_until=14) == []
    assert rules.why_not_in_section(Takes.FAMILIES, who, boys_until=12) == []


def test_everybody_fits_somewhere() -> None:
    for sex in Sex:
        for is_child in (True, False):
            for children in (0, 3):
                assert rules.sections_for(Who(sex, is_child=is_child, children=children))


def test_nobody_is_taken_in_against_their_will_or_without_their_rights() -> None:
    assert rules.why_not_admit(make_coming(voluntary=False), **AS_ALWAYS) == [WhyNot.NOT_VOLUNTARY]
    assert rules.why_not_admit(make_coming(rights_told=False), **AS_ALWAYS) == [WhyNot.RIGHTS_NOT_TOLD]
    assert rules.why_not_admit(make_coming(), **AS_ALWAYS) == []


def test_a_moment_that_cannot_be_is_refused() -> None:
    ahead = make_coming(AFTER + timedelta(minutes=1))
    assert rules.why_not_admit(ahead, **AS_ALWAYS) == [WhyNot.AHEAD]
    early = make_coming(BEFORE - timedelta(minutes=1))
    assert rules.why_not_admit(early, **AS_ALWAYS) == [WhyNot.BEFORE_REFERRAL]
    unborn = make_coming(born=(1999, AFTER.year + 1))
    assert rules.why_not_admit(unborn, **AS_ALWAYS) == [WhyNot.BEFORE_BIRTH]


def test_two_stays_never_overlap() -> None:
    assert rules.why_not_admit(make_coming(), **{**AS_ALWAYS, "stays": True}) == [WhyNot.STAYS_ALREADY]
    assert rules.why_not_admit(make_coming(), **{**AS_ALWAYS, "last_left_at": AFTER + timedelta(1)}) == [WhyNot.OVERLAPS]
    assert rules.why_not_admit(make_coming(), **{**AS_ALWAYS, "last_left_at": AFTER}) == []


def test_an_affected_person_meets_all_four_conditions() -> None:
    a_child = {**AS_ALWAYS, "is_child": True}
    complete = make_coming(entitled=Entitled.AFFECTED, affected=ALL_OF_THEM)
    assert rules.why_not_admit(complete, **a_child) == []
    assert rules.why_not_admit(complete, **AS_ALWAYS) == [WhyNot.AFFECTED_CONDITIONS], "18 or older"
    for missing in (Affected(True, True), Affected(True, nobody_cares=True), Affected(in_kingdom=True, nobody_cares=True)):
        partly = make_coming(entitled=Entitled.AFFECTED, affected=missing)
        assert rules.why_not_admit(partly, **a_child) == [WhyNot.AFFECTED_CONDITIONS]


def test_of_fourteen_who_want_nine_places_five_are_without() -> None:
    shares = rules.split([4, 3, 2, 5], [4, 3, 2])
    assert [share.section for share in shares] == [0, 1, 2, None]
    assert rules.without_a_place(shares) == 5


@given(st.lists(st.integers(1, 8), max_size=8), st.lists(st.integers(0, 12), max_size=5))
def test_no_group_is_parted_and_no_section_is_filled_twice(groups: list[int], free: list[int]) -> None:
    shares = rules.split(groups, free)
    assert [share.group for share in shares] == groups
    for number, places in enumerate(free):
        assert sum(share.group for share in shares if share.section == number) <= places
    assert rules.without_a_place(shares) >= max(sum(groups) - sum(free), 0)


def test_a_room_has_a_name_and_a_believable_number_of_places() -> None:
    assert rules.why_not_set_up(name=" ") == [WhyNot.NAME_MISSING]
    assert rules.why_not_set_up(name="1", places=31) == [WhyNot.TOO_MANY]
    assert rules.why_not_set_up(name="1", places=30) == []

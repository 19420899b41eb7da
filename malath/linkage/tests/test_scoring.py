"""How alike two files are: what a person would say of them, and what always holds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.linkage.scoring import ALIKE, WEIGHTS, Likeness, Sides, likeness, observed
from malath.linkage.words import Part
from malath.people.tests.test_names import ONE_NAME_PAIRS

FATUMA = Sides(names=("Fatuma Ali Hassan",), born=1996, nationality="KE", phones=("+962790000012",), documents=("EP1234567",))
SISTER = Sides(names=("آمنة علي حسن",), born=1999, nationality="KE", phones=("+962790000012",))
NAMES = st.lists(st.sampled_from([name for pair in ONE_NAME_PAIRS for name in pair]), min_size=1, max_size=4).map(" ".join)
SIDES = st.builds(
    Sides,
    names=st.lists(NAMES, max_size=2).map(tuple),
    born=st.none() | st.integers(1940, 2024),
    nationality=st.none() | st.sampled_from(["JO", "KE", "BD"]),
    phones=st.lists(st.sampled_from(["1", "2", "3"]), max_size=2).map(tuple),
    documents=st.lists(st.sampled_from(["A", "B"]), max_size=1).map(tuple),
)


def names(one: str, other: str) -> Likeness:
    return likeness(Sides(names=(one,)), Sides(names=(other,)))


def test_two_spellings_of_one_woman_are_alike_and_say_by_what() -> None:
    found = likeness(FATUMA, Sides(names=("فاطمة علي حسن",), born=1996, nationality="KE"))
    assert found.score > 0.9
    assert found.parts == (
        Part.GIVEN_NAME, Part.MIDDLE_NAME, Part.FAMILY_NAME, Part.BIRTH_YEAR, Part.NATIONALITY
    )  # fmt: skip


def test_a_sister_on_the_same_phone_is_somebody_else() -> None:
    found = likeness(FATUMA, SISTER)
    assert found.score < ALIKE
    assert Part.PHONE in found.parts
    assert Part.GIVEN_NAME not in found.parts


def test_a_namesake_of_another_age_is_somebody_else() -> None:
    assert likeness(Sides(names=("Ahmad Ali",), born=1970), Sides(names=("أحمد علي",), born=1999)).score < ALIKE


def test_a_document_number_speaks_for_one_person_whatever_the_name() -> None:
    assert likeness(FATUMA, Sides(names=("Dana Alias",), documents=("EP1234567",))).score < 0.9
    assert likeness(FATUMA, Sides(documents=("EP1234567",))).score > 0.8


@pytest.mark.parametrize("alone", [Sides(nationality="KE"), Sides(born=1996), Sides(born=1996, nationality="KE")])
def test_year_and_nationality_by_themselves_are_nothing(alone: Sides) -> None:
    assert likeness(FATUMA, alone).score < ALIKE


def test_one_name_by_itself_is_not_enough() -> None:
    assert names("Mohammed", "محمد").score < ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hassan Ali Odeh", "Hussein Ali Odeh"),
        ("Fatima Hassan Odeh", "Hassan Odeh Salem"),
        ("Siti Aminah", "Dana Alias"),
        ("Maria Santos Reyes", "Marites Santos Reyes"),
    ],
)
def test_who_has_another_given_name_is_somebody_else(one: str, other: str) -> None:
    assert names(one, other).score < ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ahmad Mahmoud Al-Khatib", "الخطيب احمد محمود"),
        ("Fatima Ali Hassan Odeh", "فاطمة عودة"),
        ("Selam Kebede Tesfaye", "سلاماويت كبيدي"),
        ("Ma. Cristina dela Cruz", "Maria Cristina Dela Cruz"),
        ("Mst. Rahima Khatun", "رحيمة خاتون"),
    ],
)
def test_order_missing_parts_and_short_forms_do_not_hide_a_person(one: str, other: str) -> None:
    assert names(one, other).score > ALIKE


def test_the_nearest_of_several_spellings_counts() -> None:
    assert likeness(Sides(names=("Dana Alias", "Fatuma Ali Hassan")), Sides(names=("فاطمة علي حسن",))).score > ALIKE


def test_a_rare_name_says_more_than_a_common_one() -> None:
    assert names("Gulala Chinar", "گوڵاڵە چنار").score > names("Mohammed Ali", "محمد علي").score


def test_nothing_is_like_nothing() -> None:
    assert likeness(Sides(), Sides()) == likeness(FATUMA, Sides()) == Likeness(0.0, ())


@given(SIDES, SIDES)
def test_either_may_come_first_and_every_observation_has_a_weight(one: Sides, other: Sides) -> None:
    found = likeness(one, other)
    assert 0 <= found.score <= 1
    assert found.score == pytest.approx(likeness(other, one).score)
    assert observed(one, other).keys() <= WEIGHTS.keys()


@given(SIDES)
def test_a_shared_document_never_makes_two_files_less_alike(side: Sides) -> None:
    one, other = replace(side, documents=("A",)), replace(side, documents=("A", "B"))
    assert likeness(one, other).score >= likeness(replace(one, documents=()), other).score

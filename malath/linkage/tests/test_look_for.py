"""Looking for other files of a person: among those the own body reads, remembered, and never in the way of help."""

from malath.accounts import queries as accounts
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.cases.testing import make_case
from malath.linkage import queries
from malath.linkage.queries import pages
from malath.linkage.testing import make_pairs, make_said
from malath.linkage.tests.conftest import House
from malath.linkage.words import Part, Said
from malath.people import actions as people
from malath.people.models import Person
from malath.people.words import DetailKind
from malath.privacy.testing import MONDAY, make_block

NAME, SPELT = "Fatuma Ali Hassan", "فاطمة علي حسن"


def opened(house: House, name: str, *, second: bool = False, phone: str = "") -> Person:
    desk, by = (house.second, house.rima) if second else (house.desk, house.nour)
    return make_case(desk, by, name=name, phone=phone).person


def test_another_spelling_in_a_file_of_the_own_desk_is_found(house: House) -> None:
    first, second = opened(house, NAME), opened(house, SPELT)
    [pair] = make_pairs(second, house.desk, house.nour)
    assert {pair.one_id, pair.other_id} == {first.pk, second.pk}
    assert set(pair.parts) == {Part.GIVEN_NAME, Part.MIDDLE_NAME, Part.FAMILY_NAME}


def test_nobody_is_found_by_another_name(house: House) -> None:
    opened(house, "Rosa Santos Cruz")
    assert make_pairs(opened(house, NAME), house.desk, house.nour) == []


def test_nobody_without_a_name_is_looked_for(house: House) -> None:
    opened(house, NAME)
    assert make_pairs(opened(house, ""), house.desk, house.nour) == []


def test_a_file_of_another_body_is_not_found(house: House) -> None:
    make_case(house.other, house.salma, name=NAME)
    assert make_pairs(opened(house, NAME), house.desk, house.nour) == []


def test_a_file_at_another_desk_of_the_body_waits_for_who_reads_both(house: House) -> None:
    opened(house, NAME, second=True)
    mine = opened(house, NAME)
    make_pairs(mine, house.desk, house.nour)
    assert pages.section_of(mine, accounts.holdings(house.nour, MONDAY), MONDAY).lines == ()
    assert pages.to_judge(accounts.holdings(house.nour, MONDAY), MONDAY) == ()
    [line] = pages.to_judge(accounts.holdings(house.rima, MONDAY), MONDAY)
    assert line.waits


def test_a_file_that_is_kept_from_the_body_is_not_found(house: House) -> None:
    first = opened(house, NAME)
    make_block(first, agency=house.desk.agency, by=house.rima)
    assert make_pairs(opened(house, NAME), house.desk, house.nour) == []


def test_a_file_that_is_kept_from_one_worker_is_shown_to_others_alone(house: House) -> None:
    first, second = opened(house, NAME), opened(house, NAME)
    make_block(first, user=house.colleague, by=house.rima)
    make_pairs(second, house.desk, house.nour)
    assert len(pages.to_judge(accounts.holdings(house.nour, MONDAY), MONDAY)) == 1
    assert pages.to_judge(accounts.holdings(house.colleague, MONDAY), MONDAY) == ()


def test_looking_twice_finds_one_pair(house: House) -> None:
    first, second = opened(house, NAME), opened(house, NAME)
    [pair] = make_pairs(second, house.desk, house.nour)
    [again] = make_pairs(first, house.desk, house.nour)
    assert pair == again


def test_what_was_called_different_is_not_asked_about_again(house: House) -> None:
    opened(house, NAME)
    second = opened(house, NAME)
    [pair] = make_pairs(second, house.desk, house.nour)
    make_said(pair, Said.DIFFERENT, house.desk, house.nour)
    [again] = make_pairs(second, house.desk, house.nour)
    assert again.said == Said.DIFFERENT
    assert queries.open_pairs(accounts.holdings(house.nour, MONDAY)) == []


def test_it_is_asked_about_again_when_something_else_agrees(house: House) -> None:
    opened(house, NAME, phone="+962790000011")
    second = opened(house, NAME)
    [pair] = make_pairs(second, house.desk, house.nour)
    make_said(pair, Said.DIFFERENT, house.desk, house.nour)
    phone = [(DetailKind.PHONE, "+962790000011")]
    people.write_details(second, phone, desk=house.desk, by=house.nour, at=MONDAY)
    [again] = make_pairs(second, house.desk, house.nour)
    assert again.said == ""
    assert Part.PHONE in again.parts


def test_files_that_stand_together_are_not_asked_about(house: House) -> None:
    opened(house, NAME)
    second = opened(house, NAME)
    [pair] = make_pairs(second, house.desk, house.nour)
    make_said(pair, Said.SAME, house.desk, house.nour)
    assert make_pairs(second, house.desk, house.nour) == []


def test_ten_are_found_at_most(house: House) -> None:
    for _ in range(11):
        opened(house, NAME)
    assert len(make_pairs(opened(house, NAME), house.desk, house.nour)) == 10


def test_each_file_that_was_found_knows_that_somebody_looked(house: House) -> None:
    first, second = opened(house, NAME), opened(house, NAME)
    make_pairs(second, house.desk, house.nour)
    for person in (first, second):
        assert Did.SAME_LOOKED_FOR in {line.name for line in trail.file_lines(person.reference)}

"""Family ties and those who depend on the person."""

import pytest

from malath.agencies.models import Desk
from malath.agencies.testing import LONG_AGO, make_desk
from malath.audit import queries as trail
from malath.foundation.actor import WORKER
from malath.people import queries
from malath.people.actions import CannotWrite, records
from malath.people.models import Person
from malath.people.testing import make_person, make_tie
from malath.people.words import Lives, TieKind, WhyNotWrite


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def person(desk: Desk) -> Person:
    return make_person(desk)


def test_somebody_of_the_family_is_written_down(person: Person, desk: Desk) -> None:
    make_tie(person, desk, lives=Lives.EMPLOYER)
    (tie,) = queries.ties_of(person.pk)
    assert (tie.kind, tie.lives, tie.depends, tie.name, tie.born) == ("child", "employer", True, "Sami Alias", 2018)
    assert trail.file_lines(person.reference)[0].facts == {"kind": "child"}


def test_nobody_needs_a_name(person: Person, desk: Desk) -> None:
    make_tie(person, desk, name="")
    assert queries.ties_of(person.pk)[0].name == ""


def test_a_tie_may_lead_to_a_file_of_its_own(person: Person, desk: Desk) -> None:
    sister = make_person(desk)
    make_tie(person, desk, kind=TieKind.SIBLING, other=sister)
    assert queries.ties_of(person.pk)[0].other == sister.reference


def test_nobody_is_their_own_relative(person: Person, desk: Desk) -> None:
    with pytest.raises(CannotWrite) as refused:
        make_tie(person, desk, other=person)
    assert refused.value.reasons == [WhyNotWrite.OWN_FILE]


def test_only_the_desk_that_wrote_it_ends_it(person: Person, desk: Desk) -> None:
    tie = make_tie(person, desk)
    with pytest.raises(CannotWrite) as refused:
        records.end_tie(tie, desk=make_desk(), by=WORKER, at=LONG_AGO)
    assert refused.value.reasons == [WhyNotWrite.NOT_OURS]
    records.end_tie(tie, desk=desk, by=WORKER, at=LONG_AGO)
    assert queries.ties_of(person.pk) == []

"""Papers of a person: what they are, where they are now, and who saw them."""

from typing import Any

import pytest

from malath.agencies.models import Desk
from malath.agencies.testing import LONG_AGO, make_desk
from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.foundation.acts import NothingRecorded
from malath.people import actions, queries
from malath.people.actions import CannotWrite, records
from malath.people.models import Detail, Document, Person
from malath.people.testing import make_document, make_person
from malath.people.words import DetailKind, DocumentKind, Known, Whereabouts, WhyNotWrite


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def person(desk: Desk) -> Person:
    return make_person(desk)


def move(document: Document, desk: Desk, place: Whereabouts = Whereabouts.WITH_PERSON) -> Document:
    return records.move_document(document, place=place, known=Known.SEEN, desk=desk, by=WORKER, at=LONG_AGO)


def test_it_is_written_down_with_where_it_is(person: Person, desk: Desk) -> None:
    make_document(person, desk)
    (paper,) = queries.papers_of(person.pk)
    assert (paper.kind, paper.number, paper.country, paper.desk_id) == (DocumentKind.PASSPORT, "EP4400012", "ET", desk.pk)
    assert paper.withheld
    assert trail.file_lines(person.reference)[0].facts == {"kind": "passport", "place": "employer"}


def test_a_paper_without_a_number_is_one_too(person: Person, desk: Desk) -> None:
    make_document(person, desk, number="")
    assert queries.papers_of(person.pk)[0].number == ""
    assert not Detail.objects.filter(person=person, kind=DetailKind.DOCUMENT).exists()


@pytest.mark.parametrize("place", Whereabouts)
def test_only_what_others_keep_counts_as_withheld(person: Person, desk: Desk, place: Whereabouts) -> None:
    make_document(person, desk, place=place)
    assert queries.papers_of(person.pk)[0].withheld is (place in {"employer", "office", "others"})


def test_a_second_paper_leaves_the_first(person: Person, desk: Desk) -> None:
    make_document(person, desk)
    make_document(person, desk, kind=DocumentKind.RESIDENCE, number="R 1")
    assert {paper.number for paper in queries.papers_of(person.pk)} == {"EP4400012", "R 1"}


def test_given_back_it_is_elsewhere_and_keeps_its_number(person: Person, desk: Desk) -> None:
    move(make_document(person, desk), desk)
    (paper,) = queries.papers_of(person.pk)
    assert (paper.place, paper.known, paper.number, paper.holder) == ("person", "seen", "EP4400012", "")
    assert Document.objects.filter(person=person, ended_at__isnull=False).count() == 1


def test_ended_its_number_is_gone_as_well(person: Person, desk: Desk) -> None:
    records.end_document(make_document(person, desk), desk=desk, by=WORKER, at=LONG_AGO)
    assert queries.papers_of(person.pk) == []
    assert queries.details_of([person.pk]) == {}


def test_another_desk_neither_moves_nor_ends_it(person: Person, desk: Desk) -> None:
    document, other = make_document(person, desk), make_desk()
    with pytest.raises(CannotWrite) as refused:
        move(document, other)
    assert refused.value.reasons == [WhyNotWrite.NOT_OURS]
    with pytest.raises(CannotWrite):
        records.end_document(document, desk=other, by=WORKER, at=LONG_AGO)


def test_it_moves_once(person: Person, desk: Desk) -> None:
    document = make_document(person, desk)
    move(document, desk)
    with pytest.raises(CannotWrite) as refused:
        move(document, desk)
    assert refused.value.reasons == [WhyNotWrite.ENDED]


def test_nothing_is_left_when_the_trace_fails(person: Person, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_: Any, **__: Any) -> None:
        return None

    monkeypatch.setattr(audit, "record", silent)
    with pytest.raises(NothingRecorded):
        make_document(person, desk)
    assert not Document.objects.exists()


def test_who_was_erased_has_no_papers(person: Person, desk: Desk) -> None:
    make_document(person, desk)
    actions.erase(person, by=WORKER, at=LONG_AGO)
    assert queries.papers_of(person.pk) == []
    assert trail.file_lines(person.reference)[0].name == Did.PERSON_ERASED

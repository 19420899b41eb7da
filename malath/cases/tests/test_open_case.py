from uuid import uuid4

import pytest

from malath.accounts import queries as accounts
from malath.accounts.testing import Cast
from malath.audit import queries as trail
from malath.cases import actions as cases
from malath.cases.actions import CannotChange, FirstFacts, Ground
from malath.cases.models import Case, Note
from malath.cases.testing import AGREED, CHILD, CHILD_AT_RISK, make_case, make_child_case
from malath.cases.words import CaseStatus, NoteKind, WhyNot
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.privacy import queries as privacy
from malath.privacy.testing import MONDAY, SPOKEN, WORDS
from malath.privacy.words import Answer, BasisKind, ConsentKind, Section


def refused(ground: Ground, people: Cast) -> list[WhyNot]:
    with pytest.raises(CannotChange) as error:
        make_case(people.station, people.basim, ground=ground)
    return error.value.reasons


def test_it_needs_no_name(people: Cast) -> None:
    case = make_case(people.station, people.basim)
    assert (case.status, case.opened_by, case.opened_at) == (CaseStatus.DRAFT, people.basim.reference, MONDAY)


def test_it_rests_on_the_answer_of_the_person(people: Cast) -> None:
    case = make_case(people.station, people.basim)
    consent = privacy.standing_row(case.person_id, ConsentKind.C1, None)
    assert consent is not None
    assert consent.answer == Answer.YES


@pytest.mark.parametrize("answer", [Answer.NO, Answer.NOT_ASKED])
def test_it_refuses_without_agreement_and_without_another_ground(people: Cast, answer: Answer) -> None:
    assert refused(Ground(answer, SPOKEN, WORDS), people) == [WhyNot.NO_GROUND]
    assert not Case.objects.exists()


def test_it_refuses_a_ground_without_a_reason(people: Cast) -> None:
    assert refused(Ground(Answer.NO, SPOKEN, WORDS, BasisKind.O1, "  "), people) == [WhyNot.REASON_MISSING]


def test_a_child_is_not_asked_and_a_supervisor_is_told(people: Cast) -> None:
    case = make_child_case(people.station, people.basim)
    assert privacy.standing_row(case.person_id, ConsentKind.C1, None) is None
    assert list(privacy.open_without_consent(case.person_id, MONDAY)) == [BasisKind.O2]
    assert [item.kind for item in inbox.waiting(people.huda.pk, [])] == [ItemKind.BASIS_TO_CONFIRM]


def test_the_same_request_twice_is_one_case(people: Cast) -> None:
    once = uuid4()
    first = make_case(people.station, people.basim, once=once)
    assert make_case(people.station, people.basim, once=once) == first
    assert Case.objects.count() == 1


def test_the_mark_of_somebody_else_is_not_answered_with_their_case(people: Cast) -> None:
    once = uuid4()
    theirs = make_case(people.station, people.basim, once=once)
    assert make_case(people.shelter, people.amal, once=once) != theirs


def test_a_form_brought_back_with_another_person_in_it_is_another_case(people: Cast) -> None:
    once = uuid4()
    first = make_case(people.station, people.basim, name="Dana Alias", once=once)
    second = make_case(people.station, people.basim, name="Samar Alias", once=once)
    assert second != first
    assert make_case(people.station, people.basim, name="Dana Alias", once=once) == first
    assert Case.objects.count() == 2


def test_its_first_notes_come_with_it_each_of_its_kind(people: Cast) -> None:
    notes = [(NoteKind.WORDS, "I want to go home."), (NoteKind.OBSERVATION, "The door was locked.")]
    first = FirstFacts(CHILD, notes=notes)
    case = cases.open_case(first, ground=CHILD_AT_RISK, desk=people.station, by=people.basim, at=MONDAY)
    assert [(note.kind, note.opened("text")) for note in Note.objects.filter(case=case).order_by("pk")] == notes


def test_when_a_note_cannot_be_written_there_is_no_case_either(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(Note, "seal", fail)
    first = FirstFacts(notes=[(NoteKind.WORDS, "I want to go home.")])
    with pytest.raises(OSError):  # noqa: PT011  # the failure is ours
        cases.open_case(first, ground=AGREED, desk=people.station, by=people.basim, at=MONDAY)


def test_a_front_line_desk_sees_what_it_wrote_and_other_desks_nothing(people: Cast) -> None:
    case = make_case(people.station, people.basim)
    found = privacy.sight_of(accounts.holdings(people.basim, MONDAY), case.person.reference, MONDAY)
    assert found is not None
    assert Section.STORY in found[1].own
    assert privacy.sight_of(accounts.holdings(people.amal, MONDAY), case.person.reference, MONDAY) is None


def test_a_body_that_stays_on_the_case_sees_all_of_it(people: Cast) -> None:
    case = make_case(people.health_centre, people.zayd)
    found = privacy.sight_of(accounts.holdings(people.zayd, MONDAY), case.person.reference, MONDAY)
    assert found is not None
    assert Section.STORY in found[1].full


def test_it_leaves_its_trace(people: Cast) -> None:
    case = make_case(people.station, people.basim)
    names = [line.name for line in trail.file_lines(case.person.reference)]
    assert names.count("case.opened") == 1
    assert trail.verify().faults == ()

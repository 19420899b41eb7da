"""What was written on paper on Friday and is typed in on Monday."""

import json
from datetime import timedelta

import pytest

from malath.accounts.testing import Cast
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases.actions import FirstFacts
from malath.cases.models import Case, Note, RiskAssessment, StatedNeed
from malath.cases.rules import REVIEW_AFTER
from malath.cases.testing import ADULT, AGREED, CHILD, CHILD_AT_RISK, make_case
from malath.cases.words import Need, NoteKind, Risk, RiskKind
from malath.people.earlier import Earlier, NotThen
from malath.people.words import WhyNotThen
from malath.privacy import actions as privacy
from malath.privacy.models import Access, Basis, Consent, File
from malath.privacy.testing import MONDAY, SPOKEN, WORDS
from malath.privacy.words import Answer, ConsentKind

FRIDAY = MONDAY - timedelta(days=3)


def typed_in(people: Cast, *, earlier: Earlier, first: FirstFacts | None = None) -> Case:
    first = first or FirstFacts(ADULT, needs=[Need.WAGES], notes=[(NoteKind.WORDS, "I want my wages.")])
    return cases.open_case(first, ground=AGREED, desk=people.station, by=people.basim, at=MONDAY, earlier=earlier)


def events(case: Case, did: Did) -> list[Event]:
    return list(Event.objects.filter(chain=f"file:{case.person.reference}", name=did.value))


def test_a_case_was_opened_when_the_person_was_met(people: Cast) -> None:
    case = typed_in(people, earlier=Earlier(FRIDAY))
    assert (case.opened_at, File.objects.get(pk=case.person_id).opened_at) == (FRIDAY, FRIDAY)
    assert [need.at for need in StatedNeed.objects.filter(case=case)] == [FRIDAY]
    assert [note.at for note in Note.objects.filter(case=case)] == [FRIDAY]
    assert [consent.at for consent in Consent.objects.filter(person=case.person)] == [FRIDAY]


def test_a_yes_is_counted_from_the_day_on_which_it_was_given(people: Cast) -> None:
    late, now = typed_in(people, earlier=Earlier(FRIDAY)), make_case(people.station, people.basim)
    days = {row.person_id: row.expires_on for row in Consent.objects.all()}
    first, second = days[late.person_id], days[now.person_id]
    assert first is not None
    assert second is not None
    assert second - first == timedelta(days=3)


def test_what_opens_opens_when_it_is_typed_and_never_before(people: Cast) -> None:
    case = typed_in(people, earlier=Earlier(FRIDAY))
    assert [basis.opened_at for basis in Basis.objects.filter(person=case.person)] == [MONDAY]
    assert [(row.from_at, row.touched_at) for row in Access.objects.filter(person=case.person)] == [(MONDAY, MONDAY)]


def test_the_trail_stands_at_the_moment_of_typing_and_says_when_it_happened(people: Cast) -> None:
    case = typed_in(people, earlier=Earlier(FRIDAY))
    for did in (Did.FILE_OPENED, Did.CASE_OPENED, Did.CONSENT_GIVEN, Did.NOTE_WRITTEN):
        (event,) = events(case, did)
        assert (event.at, event.received_at) == (MONDAY, MONDAY)
        assert json.loads(event.facts)["happened_at"] == FRIDAY.isoformat()


def test_a_supervisor_has_a_whole_day_to_look_from_the_moment_of_typing(people: Cast) -> None:
    case = cases.open_case(
        FirstFacts(CHILD), ground=CHILD_AT_RISK, desk=people.station, by=people.basim, at=MONDAY, earlier=Earlier(FRIDAY)
    )
    assert Basis.objects.get(person=case.person).confirm_by == MONDAY + privacy.CONFIRM_WITHIN


@pytest.mark.parametrize(
    ("earlier", "reason"),
    [
        (Earlier(MONDAY + timedelta(minutes=1)), WhyNotThen.NOT_YET),
        (Earlier(MONDAY - timedelta(days=61)), WhyNotThen.LONG_AGO),
    ],
)
def test_a_moment_that_cannot_be_leaves_no_case(people: Cast, earlier: Earlier, reason: WhyNotThen) -> None:
    with pytest.raises(NotThen) as refused:
        typed_in(people, earlier=earlier)
    assert refused.value.reasons == [reason]
    assert not Case.objects.exists()


def test_a_supervisor_may_type_in_what_is_older(people: Cast) -> None:
    long_ago = MONDAY - timedelta(days=90)
    assert typed_in(people, earlier=Earlier(long_ago, looked=True)).opened_at == long_ago


def test_a_note_and_a_need_stand_at_their_moment(people: Cast) -> None:
    case = make_case(people.station, people.basim, at=FRIDAY)
    then = FRIDAY + timedelta(days=1)
    note = cases.write_note(
        case, kind=NoteKind.WORDS, text="I slept.", desk=people.station, by=people.basim, at=MONDAY, earlier=Earlier(then)
    )
    need = cases.state_need(case, Need.FOOD, desk=people.station, by=people.basim, at=MONDAY, earlier=Earlier(then))
    assert (note.at, need.at) == (then, then)
    assert events(case, Did.NOTE_WRITTEN)[-1].at == events(case, Did.NEED_STATED)[-1].at == MONDAY
    assert Access.objects.get(person=case.person).touched_at == MONDAY


def test_nothing_is_written_before_the_file_began(people: Cast) -> None:
    case = make_case(people.station, people.basim, at=FRIDAY)
    before = Earlier(FRIDAY - timedelta(minutes=5))
    with pytest.raises(NotThen) as refused:
        cases.write_note(
            case, kind=NoteKind.WORDS, text="I slept.", desk=people.station, by=people.basim, at=MONDAY, earlier=before
        )
    assert refused.value.reasons == [WhyNotThen.BEFORE_FILE]
    with pytest.raises(NotThen):
        cases.state_need(case, Need.FOOD, desk=people.station, by=people.basim, at=MONDAY, earlier=before)
    assert not Note.objects.filter(case=case).exists()


def judged(case: Case, people: Cast, *, likely: int = 1, earlier: Earlier | None = None) -> RiskAssessment:
    return cases.assess_risk(
        case, [cases.Score(RiskKind.FAMILY, likely, 2)], desk=people.station, by=people.basim, at=MONDAY, earlier=earlier
    )


def test_a_danger_judged_on_paper_is_looked_at_again_counted_from_that_day(people: Cast) -> None:
    case, then = make_case(people.station, people.basim, at=FRIDAY), FRIDAY + timedelta(hours=1)
    assessment = judged(case, people, earlier=Earlier(then))
    assert (assessment.at, assessment.review_at) == (then, then + REVIEW_AFTER[Risk.LOW])
    assert events(case, Did.RISK_ASSESSED)[-1].at == MONDAY


def test_a_danger_judged_since_is_not_put_aside_by_an_older_paper(people: Cast) -> None:
    case = make_case(people.station, people.basim, at=FRIDAY)
    newer = judged(case, people, likely=2)
    with pytest.raises(NotThen) as refused:
        judged(case, people, earlier=Earlier(FRIDAY + timedelta(hours=1)))
    assert refused.value.reasons == [WhyNotThen.LATER_JUDGED]
    newer.refresh_from_db()
    assert newer.superseded_at is None


def answered(case: Case, people: Cast, answer: Answer, earlier: Earlier | None = None) -> Consent:
    return privacy.record_consent(
        case.person, kind=ConsentKind.C2, answer=answer, circumstances=SPOKEN, wording=WORDS, desk=people.station,
        by=people.basim, at=MONDAY, earlier=earlier,
    )  # fmt: skip


def test_a_late_yes_never_stands_over_a_later_no(people: Cast) -> None:
    case = make_case(people.station, people.basim, at=FRIDAY)
    standing = answered(case, people, Answer.NO)
    with pytest.raises(NotThen) as refused:
        answered(case, people, Answer.YES, Earlier(FRIDAY + timedelta(hours=1)))
    assert refused.value.reasons == [WhyNotThen.LATER_ANSWER]
    standing.refresh_from_db()
    assert standing.superseded_at is None


def test_a_late_yes_is_no_way_back_over_a_withdrawal(people: Cast) -> None:
    case = make_case(people.station, people.basim, at=FRIDAY)
    first = answered(case, people, Answer.YES, Earlier(FRIDAY + timedelta(hours=1)))
    privacy.withdraw(first, case.person, by=people.basim, at=MONDAY)
    with pytest.raises(NotThen):
        answered(case, people, Answer.YES, Earlier(FRIDAY + timedelta(hours=2)))

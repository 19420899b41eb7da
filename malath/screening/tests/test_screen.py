"""Begin, save, finish, throw away: what each does, and what it refuses."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts.testing import Cast, signed_in
from malath.audit import actions as audit
from malath.cases import actions as cases
from malath.cases.models import Case, Note, Task
from malath.cases.testing import make_case
from malath.cases.words import CaseStatus, NoteKind
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind, Pressing
from malath.privacy import actions as privacy
from malath.privacy.models import Consent
from malath.privacy.testing import MONDAY
from malath.referrals.testing import make_sent_referral
from malath.screening import actions, queries
from malath.screening.actions import CannotScreen, Decision, Stale
from malath.screening.models import Screening, Smuggled
from malath.screening.testing import TALK, make_finished, make_screening, mark, write
from malath.screening.words import Age, Alone, Answer, Concern, Place, State, Step, Unreferred, WhyNot

REFER = Decision(Concern.REFER)
ONCE = UUID("8b2f4a3e-0000-4000-8000-000000000001")
SAID = {"said": "He keeps my passport.", "seen": "She looked at him before each answer.", "thought": "Afraid.", "purposes": []}


def refused(act: Callable[[], object]) -> list[WhyNot]:
    with pytest.raises(CannotScreen) as error:
        act()
    return error.value.reasons


def test_it_begins_once_for_the_same_form(case: Case, people: Cast) -> None:
    first, second = (actions.begin(case, desk=people.station, by=people.basim, at=MONDAY, once=ONCE) for _ in range(2))
    assert first.pk == second.pk
    assert (first.begun_by, first.begun_at, first.state) == (people.basim.reference, MONDAY, State.DRAFT)


def test_what_is_typed_is_sealed(case: Case, people: Cast) -> None:
    screening = make_screening(case, desk=people.station, by=people.basim, present="EX01 CD01")
    write(screening, Step.WORDS, SAID, by=people.basim)
    stored = bytes(queries.fresh(screening).content or b"")
    assert b"EX01" not in stored
    assert b"passport" not in stored
    assert queries.content_of(queries.fresh(screening)).said == SAID["said"]


def test_what_was_not_asked_is_not_written_as_an_answer(case: Case, people: Cast) -> None:
    screening = make_screening(case, desk=people.station, by=people.basim, present="EX01", absent=["EX02"])
    kept = json.loads(queries.fresh(screening).opened("content"))
    assert kept["answers"] == {"EX01": Answer.PRESENT, "EX02": Answer.ABSENT}


def test_a_child_is_never_screened_with_the_list_for_adults(child: Case, people: Cast, client: Client) -> None:
    screening = actions.begin(child, desk=people.station, by=people.basim, at=MONDAY)
    signed_in(client, people.basim)
    url = reverse("screening:step", args=[screening.reference, "conditions"])
    typed = {"alone": "yes", "danger": "no", "age": "adult", "kind": "sexual", "state": 0}
    assert client.post(url, typed).status_code == 422
    assert client.post(url, {**typed, "age": "doubt"}).status_code == 302
    assert queries.profile_of(queries.content_of(queries.fresh(screening))) == "child_sexual"


def test_while_not_alone_only_what_is_seen_is_written(case: Case, people: Cast) -> None:
    screening = make_screening(case, desk=people.station, by=people.basim, alone=Alone.NO)
    assert refused(lambda: mark(screening, "DR01")) == [WhyNot.NOT_ALONE]
    assert refused(lambda: write(screening, Step.WORDS, SAID)) == [WhyNot.NOT_ALONE]
    mark(screening, "EX04")
    write(screening, Step.SIGNS, {"signs": ["RF01"]})
    write(screening, Step.CONDITIONS, {**TALK, "alone": Alone.YES})
    mark(screening, "DR01")
    assert set(queries.content_of(queries.fresh(screening)).answers) == {"EX04", "DR01"}


def test_answers_given_alone_stay_when_somebody_comes_in(case: Case, people: Cast) -> None:
    screening = make_screening(case, desk=people.station, by=people.basim, present="DR01")
    write(screening, Step.CONDITIONS, {**TALK, "alone": Alone.NO})
    assert refused(lambda: mark(screening, "DR01 DR02")) == [WhyNot.NOT_ALONE]
    assert queries.content_of(queries.fresh(screening)).answers == {"DR01": Answer.PRESENT}


def test_nothing_is_asked_before_it_is_said_whether_somebody_is_alone(case: Case, people: Cast) -> None:
    screening = actions.begin(case, desk=people.station, by=people.basim, at=MONDAY)
    assert refused(lambda: mark(screening, "DR01")) == [WhyNot.ALONE_UNASKED]
    assert refused(lambda: actions.finish(screening, REFER, by=people.basim, at=MONDAY))[0] == WhyNot.ALONE_UNASKED


def test_who_comes_second_writes_over_nothing_unseen(case: Case, people: Cast) -> None:
    screening = make_screening(case, desk=people.station, by=people.basim, present="DR01")
    with pytest.raises(Stale):
        actions.save(screening, "DR", {"DR01": Answer.ABSENT}, state=0, by=people.huda, at=MONDAY)
    actions.save(screening, "EX", {"EX01": Answer.PRESENT}, state=0, by=people.huda, at=MONDAY)
    assert queries.content_of(queries.fresh(screening)).answers == {"DR01": Answer.PRESENT, "EX01": Answer.PRESENT}


def test_the_second_of_two_officers_sees_what_changed_beside_what_they_typed(case: Case, people: Cast, client: Client) -> None:
    screening = make_screening(case, desk=people.station, by=people.basim, present="DR01")
    signed_in(client, people.huda)
    url = reverse("screening:step", args=[screening.reference, "DR"])
    answer = client.post(url, {"state": 0, "DR01": "absent", "DR02": "present"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Present" in page
    assert '<input type="hidden" name="state" value="1"' in page
    assert client.post(url, {"state": 1, "DR01": "absent", "DR02": "present"}).status_code == 302


@pytest.mark.parametrize("place", [Place.RAID, Place.STATION, Place.DETENTION, Place.BORDER])
def test_in_a_place_of_force_it_says_screening_comes_first(case: Case, people: Cast, place: Place) -> None:
    screening = actions.begin(case, desk=people.station, by=people.basim, at=MONDAY)
    write(screening, Step.CONDITIONS, {**TALK, "place": place})
    assert refused(lambda: mark(screening, "DR01")) == [WhyNot.STOP_FIRST]
    assert WhyNot.STOP_FIRST in refused(lambda: actions.finish(screening, REFER, by=people.basim, at=MONDAY))
    write(screening, Step.STOP, {})
    mark(screening, "DR01")


def test_it_finishes_and_the_case_is_screened_and_no_more(case: Case, people: Cast) -> None:
    done = make_finished(case, desk=people.station, by=people.basim)
    assert (done.state, done.concern, done.ended_by) == (State.FINISHED, Concern.REFER, people.basim.reference)
    assert done.refer_by == MONDAY + timedelta(hours=24)
    assert Case.objects.get(pk=case.pk).status == CaseStatus.SCREENED


def test_a_case_further_on_its_way_keeps_its_status(case: Case, people: Cast) -> None:
    cases.set_status(case, CaseStatus.POTENTIAL, by=people.basim, at=MONDAY, desk=people.station)
    make_finished(case, desk=people.station, by=people.basim)
    assert Case.objects.get(pk=case.pk).status == CaseStatus.POTENTIAL


def test_words_observation_and_opinion_become_three_notes(case: Case, people: Cast) -> None:
    screening = make_screening(case, desk=people.station, by=people.basim, present="EX01 EX02 CD01 CD03")
    write(screening, Step.WORDS, SAID, by=people.basim)
    actions.finish(screening, REFER, by=people.basim, at=MONDAY)
    notes = {row.kind: row.opened("text") for row in Note.objects.filter(case=case)}
    assert notes == {NoteKind.WORDS: SAID["said"], NoteKind.OBSERVATION: SAID["seen"], NoteKind.OPINION: SAID["thought"]}


def test_keeping_watch_sets_a_task(case: Case, people: Cast) -> None:
    screening = make_screening(case, desk=people.station, by=people.basim)
    day = MONDAY.date() + timedelta(days=3)
    actions.finish(screening, Decision(Concern.KEEP_WATCH, "", day, "Is she at work?"), by=people.basim, at=MONDAY)
    task = Task.objects.get(case=case)
    assert (task.due_on, task.opened("title")) == (day, "Is she at work?")


def test_the_result_stays_as_it_was_found(case: Case, people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    done = make_finished(case, desk=people.station, by=people.basim)
    before = queries.result_kept(done)
    monkeypatch.setattr(queries.lists, "profile", lambda _code: pytest.fail("asked anew"))
    assert queries.result_kept(queries.fresh(done)) == before
    assert before.flagged


def test_judgement_goes_higher_with_a_reason_that_is_sealed(case: Case, people: Cast) -> None:
    screening = make_screening(case, desk=people.station, by=people.basim, present="VR08")
    assert refused(lambda: actions.finish(screening, REFER, by=people.basim, at=MONDAY)) == [WhyNot.REASON_MISSING]
    done = actions.finish(screening, Decision(Concern.REFER, "She whispered."), by=people.basim, at=MONDAY)
    assert done.opened("because") == "She whispered."
    assert b"whispered" not in bytes(done.because or b"")


def test_a_finished_one_is_not_written_again(case: Case, people: Cast) -> None:
    done = make_finished(case, desk=people.station, by=people.basim)
    assert refused(lambda: write(done, "DR", {"DR01": Answer.PRESENT})) == [WhyNot.FINISHED]
    assert refused(lambda: actions.finish(done, REFER, by=people.basim, at=MONDAY)) == [WhyNot.FINISHED]
    assert refused(lambda: actions.throw_away(done, by=people.basim, at=MONDAY)) == [WhyNot.FINISHED]


def test_what_is_thrown_away_is_gone(case: Case, people: Cast) -> None:
    screening = make_screening(case, desk=people.station, by=people.basim, present="DR01")
    gone = actions.throw_away(screening, by=people.basim, at=MONDAY)
    assert (gone.state, gone.content, gone.ended_by) == (State.DROPPED, None, people.basim.reference)


def test_nothing_is_left_behind_when_the_trace_fails(case: Case, people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    screening = make_screening(case, desk=people.station, by=people.basim, present="EX01 EX02 CD01 CD03")

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no trace")

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError, match="no trace"):
        actions.finish(screening, REFER, by=people.basim, at=MONDAY)
    assert queries.fresh(screening).state == State.DRAFT
    assert not Task.objects.exists()


def test_a_referral_meets_the_clock(case: Case, people: Cast) -> None:
    done = make_finished(case, desk=people.station, by=people.basim)
    assert list(queries.to_settle()) == []
    make_sent_referral(people.basim, people.station, people.shelter, MONDAY, case=case)
    assert [row.pk for row in queries.to_settle()] == [done.pk]
    actions.settle(done, None, by=people.basim, at=MONDAY)
    assert list(queries.to_settle()) == []
    assert refused(lambda: actions.settle(done, None, by=people.basim, at=MONDAY)) == [WhyNot.CLOCK_SETTLED]


def test_more_of_them_than_are_looked_at_in_one_go_are_all_settled(people: Cast) -> None:
    cases_met = [make_case(people.station, people.basim) for _ in range(5)]
    met = [make_finished(one, desk=people.station, by=people.basim) for one in cases_met]
    make_finished(make_case(people.station, people.basim), desk=people.station, by=people.basim)
    for one in cases_met:
        make_sent_referral(people.basim, people.station, people.shelter, MONDAY, case=one)
    assert [row.pk for row in queries.to_settle(size=2)] == [row.pk for row in met]


def test_somebody_says_why_nobody_is_asked(case: Case, people: Cast) -> None:
    done = make_finished(case, desk=people.station, by=people.basim)
    row = actions.settle(done, Unreferred.PERSON_SAID_NO, by=people.basim, at=MONDAY)
    assert (row.unreferred, row.settled_by) == (Unreferred.PERSON_SAID_NO, people.basim.reference)


def test_when_the_time_is_over_the_desk_and_its_supervisors_are_told_once(case: Case, people: Cast) -> None:
    done = make_finished(case, desk=people.station, by=people.basim)
    later = MONDAY + timedelta(hours=25)
    assert queries.to_tell(MONDAY) == []
    assert [row.pk for row in queries.to_tell(later)] == [done.pk]
    actions.remind(done, at=later)
    told = Item.objects.filter(kind=ItemKind.SCREENING_OVERDUE)
    assert {(item.desk_id, item.user_id) for item in told} == {(people.station.pk, None), (None, people.huda.pk)}
    assert {item.pressing for item in told} == {Pressing.URGENT}
    assert refused(lambda: actions.remind(done, at=later)) == [WhyNot.CLOCK_SETTLED]
    actions.settle(done, Unreferred.HELPED_HERE, by=people.basim, at=later)
    assert not Item.objects.filter(kind=ItemKind.SCREENING_OVERDUE, seen_at__isnull=True).exists()


def test_a_file_that_is_no_longer_open_to_the_desk_reminds_nobody(case: Case, people: Cast) -> None:
    done = make_finished(case, desk=people.station, by=people.basim)
    later = MONDAY + timedelta(hours=25)
    consent = Consent.objects.get(person=case.person, kind="C1")
    privacy.withdraw(consent, case.person, by=people.basim, at=MONDAY)
    row = actions.remind(done, at=later)
    assert row.settled_at == later
    assert not Item.objects.filter(kind=ItemKind.SCREENING_OVERDUE).exists()


def test_smuggled_is_decided_by_a_person_and_can_be_taken_back(case: Case, people: Cast) -> None:
    def say(why: str = "A guide brought him for money, and left.") -> Smuggled:
        return actions.say_smuggled(case, why, desk=people.station, by=people.basim, at=MONDAY)

    assert refused(say) == [WhyNot.NOT_SCREENED]
    make_finished(case, Concern.NO_CONCERN, desk=people.station, by=people.basim, present="")
    assert refused(lambda: say(" ")) == [WhyNot.BECAUSE_MISSING]
    row = say()
    assert row.opened("because").startswith("A guide")
    assert refused(say) == [WhyNot.SAID_ALREADY]
    assert Case.objects.get(pk=case.pk).status == CaseStatus.SCREENED
    actions.take_back_smuggled(case, "He was locked in on arrival.", by=people.basim, at=MONDAY)
    assert Smuggled.objects.get(pk=row.pk).ended_by == people.basim.reference
    assert refused(lambda: actions.take_back_smuggled(case, "x", by=people.basim, at=MONDAY)) == [WhyNot.NOT_SAID]
    say()


def test_a_flagged_person_is_not_called_smuggled_before_others_were_asked(case: Case, people: Cast) -> None:
    make_finished(case, desk=people.station, by=people.basim)

    def say() -> Smuggled:
        return actions.say_smuggled(case, "x", desk=people.station, by=people.basim, at=MONDAY)

    assert refused(say) == [WhyNot.STILL_FLAGGED]
    make_sent_referral(people.basim, people.station, people.shelter, MONDAY, case=case)
    say()


def test_age_in_doubt_is_due_on_the_same_day(case: Case, people: Cast) -> None:
    done = make_finished(case, desk=people.station, by=people.basim, age=Age.DOUBT)
    assert done.refer_by is not None
    assert done.refer_by < MONDAY + timedelta(hours=24)


def test_an_emergency_is_due_at_once(case: Case, people: Cast, clock: Clock) -> None:
    done = make_finished(case, Concern.EMERGENCY, desk=people.station, by=people.basim)
    assert done.refer_by == MONDAY
    assert isinstance(done, Screening)


def test_a_child_is_asked_again_only_for_a_reason_which_stands_among_the_notes(child: Case, people: Cast) -> None:
    make_finished(child, desk=people.station, by=people.basim, age=Age.CHILD)
    again = partial(actions.begin, child, desk=people.station, by=people.basim, at=MONDAY)
    assert refused(again) == [WhyNot.AGAIN_BECAUSE]
    assert refused(lambda: again(because="  ")) == [WhyNot.AGAIN_BECAUSE]
    again(because="She asked to speak to a woman.")
    note = Note.objects.filter(case=child, kind=NoteKind.OPINION).latest("pk")
    assert note.opened("text") == "She asked to speak to a woman."


def test_an_adult_is_screened_as_often_as_is_needed(case: Case, people: Cast) -> None:
    make_finished(case, desk=people.station, by=people.basim)
    assert actions.begin(case, desk=people.station, by=people.basim, at=MONDAY).state == State.DRAFT


def test_the_page_asks_why_a_child_is_asked_again_and_keeps_what_was_typed(child: Case, people: Cast, client: Client) -> None:
    make_finished(child, desk=people.station, by=people.basim, age=Age.CHILD)
    page = signed_in(client, people.basim)
    assert "Why is this child asked again?" in page.get(reverse("screening:of_case", args=[child.reference])).content.decode()
    begin = reverse("screening:begin", args=[child.reference])
    answer = page.post(begin)
    assert answer.status_code == 422
    assert "Say why it has to be asked again." in answer.content.decode()
    assert page.post(begin, {"because": "She asked to speak to a woman."}).status_code == 302


def test_a_draft_of_a_child_goes_on_without_a_reason(child: Case, people: Cast) -> None:
    make_screening(child, desk=people.station, by=people.basim, age=Age.CHILD)
    assert actions.begin(child, desk=people.station, by=people.basim, at=MONDAY).state == State.DRAFT

"""After the arrival: a plan with the person, its support, how life goes, signs, the end; and who is told when."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from malath.accounts.testing import signed_in
from malath.audit.models import Event
from malath.audit.words import Did
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.privacy.testing import make_consent
from malath.privacy.words import Answer, ConsentKind
from malath.questionnaires.actions import CannotDo, filling, retire
from malath.questionnaires.models import Filling
from malath.questionnaires.testing import make_finished
from malath.questionnaires.words import FilledState
from malath.returns import actions as returns
from malath.returns import gates
from malath.returns.actions import reintegration as actions
from malath.returns.actions.reintegration import Asked, CannotReintegrate
from malath.returns.models import ReintegrationPlan, Return, Survey
from malath.returns.queries import reintegration as queries
from malath.returns.queries.programme import programme_page
from malath.returns.queries.survey import filled_elsewhere, questions, survey_form
from malath.returns.testing import ASKED, LEAVES, make_ready, make_survey, make_survey_form, make_ticket
from malath.returns.tests.conftest import House
from malath.returns.words_reintegration import Round, SupportKind, SupportState, WhyEnded, WhyNotReintegrate
from malath.ui.text import strip_bidi
from tests.kept import kept

HOME: Final = LEAVES + timedelta(days=1)
LATER: Final = HOME + timedelta(days=10)
TODAY: Final = LATER.date()
WELL: Final = {one.indicator: max((worth, code) for code, worth in one.answers if worth is not None)[1]
               for one in questions() if one.is_scored}  # fmt: skip


@pytest.fixture
@kept
def arrived(house: House, returning: Return) -> Return:
    """Carlos is home; he agreed to be contacted."""
    make_ready(returning, house.mission.agency, house.lina, at=ASKED)
    make_ticket(returning, house.lina)
    returns.depart(returning, says_yes=True, by=house.lina, at=LEAVES)
    returns.confirm_arrival(returning, HOME, by=house.lina, at=HOME)
    make_consent(returning.person, ConsentKind.C13, desk=house.office, by=house.lina, at=HOME)
    make_survey_form(house.office, house.omar, house.lina)
    return returning


def by(house: House, at: datetime = LATER) -> dict[str, Any]:
    return {"by": house.lina, "at": at}


def refusal(call: Callable[[], object]) -> list[WhyNotReintegrate]:
    with pytest.raises(CannotReintegrate) as refused:
        call()
    return refused.value.reasons


def planned(arrived: Return, house: House) -> ReintegrationPlan:
    actions.begin_plan(arrived, "A small shop.", **by(house))
    actions.add_support(arrived, SupportKind.BUSINESS, "Shelves and stock", date(2027, 3, 1), **by(house))
    return actions.agree_reintegration(arrived, **by(house))


def ask(arrived: Return, house: House, round_: Round = Round.BASELINE, on: date = TODAY, **more: str) -> Survey | None:
    return make_survey(arrived, round_, on, house.office, house.lina, at=LATER, **(WELL | more))


def begin(arrived: Return, house: House) -> Survey:
    return actions.begin_survey(arrived, Asked(Round.BASELINE, TODAY), desk=house.office, **by(house))


def test_a_plan_begins_after_the_arrival_and_is_due_within_a_month(house: House, arrived: Return) -> None:
    plan = actions.begin_plan(arrived, "A small shop.", **by(house))
    assert plan.opened("words") == "A small shop."
    page = queries.reintegration_page(arrived, LATER, may_work=True)
    assert page.plan_due == plan.arrived_on + timedelta(days=30)
    assert Event.objects.filter(name=Did.REINTEGRATION_BEGUN, subject=arrived.reference).exists()
    assert refusal(lambda: actions.begin_plan(arrived, "Again.", **by(house))) == [WhyNotReintegrate.BEGUN]


def test_a_plan_keeps_the_months_with_which_it_was_begun(house: House, arrived: Return, settings: Any) -> None:
    settings.MALATH_FOLLOW_UP_MONTHS = ["3", "9", "24"]
    plan = planned(arrived, house)
    settings.MALATH_FOLLOW_UP_MONTHS = ["1", "6", "12"]
    page = queries.reintegration_page(arrived, LATER, may_work=True)
    assert [(one.due_on - plan.arrived_on).days for one in page.rounds] == [91, 274, 730]
    assert page.rounds[0].label.endswith("3"), "the month of the plan, in any language"
    assert programme_page((house.office.pk,), LATER).months.endswith("12")


def test_before_the_arrival_there_is_no_plan(house: House, returning: Return) -> None:
    assert refusal(lambda: actions.begin_plan(returning, " ", **by(house))) == [
        WhyNotReintegrate.NOT_ARRIVED,
        WhyNotReintegrate.NO_WORDS,
    ]
    assert refusal(lambda: actions.agree_reintegration(returning, **by(house))) == [WhyNotReintegrate.NO_PLAN]


def test_the_person_agrees_to_a_plan_that_holds_something(house: House, arrived: Return) -> None:
    actions.begin_plan(arrived, "A small shop.", **by(house))
    assert refusal(lambda: actions.agree_reintegration(arrived, **by(house))) == [WhyNotReintegrate.NO_LINES]
    line = actions.add_support(arrived, SupportKind.TRAINING, "Book-keeping", date(2027, 3, 1), **by(house))
    actions.agree_reintegration(arrived, **by(house))
    assert refusal(lambda: actions.agree_reintegration(arrived, **by(house))) == [WhyNotReintegrate.AGREED]
    done = actions.settle_support(arrived, line.reference, SupportState.GIVEN, **by(house))
    assert done.settled_by == house.lina.reference
    again = refusal(lambda: actions.settle_support(arrived, line.reference, SupportState.DROPPED, **by(house)))
    assert again == [WhyNotReintegrate.SETTLED]


def test_a_survey_is_asked_on_the_forms_and_kept_sealed_at_the_file_alone(house: House, arrived: Return) -> None:
    planned(arrived, house)
    row = ask(arrived, house)
    assert row is not None
    assert row.answers is not None
    assert b"very_safe" not in bytes(row.answers)
    kept = Filling.objects.get(trial=False)
    assert (kept.state, kept.answers, kept.xml, kept.taken_by) == (FilledState.THROWN, None, None, arrived.reference)
    page = queries.reintegration_page(arrived, LATER, may_work=True)
    first = page.rounds[0]
    assert not page.is_official
    assert first.percent is not None
    assert first.percent > 90
    assert first.band == row.band
    assert not first.unsafe
    assert refusal(lambda: begin(arrived, house)) == [WhyNotReintegrate.ASKED]


def test_what_was_begun_is_gone_on_with_by_who_began_it(house: House, arrived: Return) -> None:
    planned(arrived, house)
    row = begin(arrived, house)
    assert row.filling is not None
    mine = queries.reintegration_page(arrived, LATER, may_work=True, viewer=house.lina.reference).rounds[0]
    assert mine.begun == row.filling.reference
    assert not queries.reintegration_page(arrived, LATER, may_work=True, viewer=house.omar.reference).rounds[0].begun
    assert refusal(lambda: actions.take_survey(arrived, Round.BASELINE, at=LATER)) == [WhyNotReintegrate.NOT_FILLED]
    assert begin(arrived, house).filling_id != row.filling_id
    assert Survey.objects.count() == 1


def test_a_form_from_a_phone_is_taken_to_the_return_it_belongs_to(house: House, arrived: Return) -> None:
    planned(arrived, house)
    form = survey_form()
    assert form is not None
    filled = make_finished(form, house.office, house.lina, at=LATER, **{"safety/safe_now": "yes"})
    assert [one.pk for one in filled_elsewhere(house.office)] == [filled.pk]
    row = actions.begin_survey(arrived, Asked(Round.BASELINE, TODAY, filled), desk=house.office, **by(house))
    assert filled_elsewhere(house.office) == []
    assert [one.pk for one in queries.to_take()] == [row.pk]
    actions.take_survey(arrived, Round.BASELINE, at=LATER)
    assert queries.to_take() == []


def test_without_a_published_survey_nobody_is_asked(house: House, arrived: Return) -> None:
    planned(arrived, house)
    form = survey_form()
    assert form is not None
    retire(form, **by(house))
    assert refusal(lambda: begin(arrived, house)) == [WhyNotReintegrate.NO_FORM]
    assert not queries.reintegration_page(arrived, LATER, may_work=True).has_form


def test_an_answer_that_is_not_safe_is_told_the_same_day_to_both_missions(house: House, arrived: Return) -> None:
    planned(arrived, house)
    ask(arrived, house, physical_safety="unsafe")
    items = Item.objects.filter(kind=ItemKind.REINTEGRATION_UNSAFE)
    assert {item.desk for item in items} >= {house.office, house.mission}
    assert queries.reintegration_page(arrived, LATER, may_work=True).rounds[0].unsafe


def test_when_it_is_not_safe_to_talk_the_form_does_not_go_on(house: House, arrived: Return) -> None:
    planned(arrived, house)
    with pytest.raises(CannotDo):
        ask(arrived, house, safe_now="no")
    assert not Survey.objects.filter(answers__isnull=False).exists()


def test_nobody_is_asked_who_did_not_agree_to_it(house: House, arrived: Return) -> None:
    planned(arrived, house)
    make_consent(arrived.person, ConsentKind.C13, Answer.NO, desk=house.office, by=house.lina, at=LATER)
    assert refusal(lambda: begin(arrived, house)) == [WhyNotReintegrate.NOT_MONITORED]


def test_of_who_takes_the_agreement_back_meanwhile_nothing_is_kept(house: House, arrived: Return) -> None:
    planned(arrived, house)
    row = begin(arrived, house)
    assert row.filling is not None
    filling.save(row.filling, {"safety/safe_now": "yes"}, **by(house))
    filling.finish(row.filling, **by(house))
    make_consent(arrived.person, ConsentKind.C13, Answer.NO, desk=house.office, by=house.lina, at=LATER)
    assert actions.take_survey(arrived, Round.BASELINE, at=LATER) is None
    assert not Survey.objects.exists()
    assert Filling.objects.get(trial=False).answers is None
    assert Event.objects.filter(name=Did.SURVEY_LET_GO).exists()


def test_two_rounds_are_drawn_as_a_trend(house: House, arrived: Return) -> None:
    planned(arrived, house)
    ask(arrived, house)
    assert queries.reintegration_page(arrived, LATER, may_work=True).trend is None
    late = LATER + timedelta(days=170)
    make_survey(arrived, Round.MIDLINE, late.date(), house.office, house.lina, at=late, **WELL)
    trend = queries.reintegration_page(arrived, late, may_work=True).trend
    assert trend is not None
    assert [len(line.points) for line in trend.lines] == [2, 2, 2, 2]


def test_signs_are_told_and_nothing_begins_by_itself(house: House, arrived: Return) -> None:
    planned(arrived, house)
    actions.flag_again(arrived, "The recruiter came back.", **by(house))
    assert queries.reintegration_page(arrived, LATER, may_work=True).flag == "The recruiter came back."
    assert Item.objects.filter(kind=ItemKind.REINTEGRATION_UNSAFE, desk=house.office).exists()
    assert arrived.case is None
    again = refusal(lambda: actions.flag_again(arrived, "Again.", **by(house)))
    assert again == [WhyNotReintegrate.FLAGGED]
    assert refusal(lambda: actions.flag_again(arrived, " ", **by(house))) == [WhyNotReintegrate.NO_WORDS]


def test_what_is_due_is_told_each_week_until_it_is_done(house: House, arrived: Return) -> None:
    plan = actions.begin_plan(arrived, "A small shop.", **by(house))
    assert queries.to_remind(LATER) == []
    soon = HOME + timedelta(days=26)
    assert [one.pk for one in queries.to_remind(soon)] == [plan.pk]
    actions.remind_of_reintegration(plan, at=soon)
    assert Item.objects.filter(kind=ItemKind.REINTEGRATION_DUE, seen_at__isnull=True).count() == 1
    assert queries.to_remind(soon + timedelta(days=6)) == []
    assert queries.to_remind(soon + timedelta(days=7)) != []
    actions.add_support(arrived, SupportKind.JOB, "A workshop", date(2027, 3, 1), **by(house, soon))
    actions.agree_reintegration(arrived, **by(house, soon))
    assert not Item.objects.filter(kind=ItemKind.REINTEGRATION_DUE, seen_at__isnull=True).exists()
    assert refusal(lambda: actions.remind_of_reintegration(plan, at=LATER)) == [WhyNotReintegrate.NOT_DUE]


def test_closing_ends_the_clock_and_every_act(house: House, arrived: Return) -> None:
    plan = planned(arrived, house)
    actions.close_reintegration(arrived, WhyEnded.WISH, **by(house))
    assert queries.to_remind(LATER + timedelta(days=900)) == []
    assert refusal(lambda: begin(arrived, house)) == [WhyNotReintegrate.ENDED]
    assert refusal(lambda: actions.close_reintegration(arrived, WhyEnded.WISH, **by(house))) == [WhyNotReintegrate.ENDED]
    assert refusal(lambda: actions.remind_of_reintegration(plan, at=LATER)) == [WhyNotReintegrate.NOT_DUE]


def test_the_page_takes_a_fixed_number_of_statements(house: House, arrived: Return) -> None:
    planned(arrived, house)
    counts = []
    for number in range(3):
        with CaptureQueriesContext(connection) as captured:
            queries.reintegration_page(arrived, LATER, may_work=True)
        counts.append(len(captured))
        actions.add_support(arrived, SupportKind.HEALTH, f"Visit {number}", date(2027, 3, 1), **by(house))
    assert len(set(counts)) == 1


def test_from_page_to_page(house: House, arrived: Return, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    lina, one = signed_in(Client(), house.lina), [arrived.reference]
    assert lina.post(reverse("returns:begin_plan", args=one), {"words": ""}).status_code == 422
    lina.post(reverse("returns:begin_plan", args=one), {"words": "A small shop."})
    typed = {"once": "0195a5a0-0000-7000-8000-000000000009", "kind": "business", "words": "Shelves", "until_on": "01/03/2027"}
    lina.post(reverse("returns:add_support", args=one), typed)
    lina.post(reverse("returns:agree_plan", args=one))
    started = lina.post(reverse("returns:survey", args=one), {"once": typed["once"], "round": "baseline", "on": "02/12/2026"})
    assert "/steps/1/" in started["Location"]
    begun = Survey.objects.get().filling
    assert begun is not None
    filling.save(begun, {"safety/safe_now": "yes"}, **by(house))
    ended = lina.post(reverse("questionnaires:finish", args=[begun.reference]))
    assert ended["Location"] == reverse("returns:reintegration", args=one)
    assert "Keep the answers" in lina.get(ended["Location"]).content.decode()
    lina.post(reverse("returns:take_survey", args=[*one, "baseline"]))
    lina.post(reverse("returns:take_survey", args=[*one, "endline"]))
    assert lina.get(reverse("returns:survey_workbook")).content[:2] == b"PK"
    page = strip_bidi(lina.get(reverse("returns:reintegration", args=one)).content.decode())
    assert "Malath reintegration index (provisional)" in page
    assert "RSS" not in page
    assert "Shelves" in page
    lina.post(reverse("returns:flag", args=one), {"words": "The recruiter came back."})
    lina.post(reverse("returns:close", args=one), {"why": "wish"})
    assert ReintegrationPlan.objects.get().why_ended == "wish"


def test_a_stranger_gets_nothing_and_a_colleague_elsewhere_may_not_write(house: House, arrived: Return) -> None:
    with pytest.raises((Http404, PermissionDenied)):
        gates.return_to_work_on(house.nour, arrived.reference, at=LATER)

"""Filling a form in on our pages: nothing is lost, nothing is asked that is not asked, and it belongs to the desk."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.testing import Clock
from malath.helpline.testing import MONDAY
from malath.questionnaires import asking, instances, queries
from malath.questionnaires.actions import CannotDo
from malath.questionnaires.actions import filling as filling_actions
from malath.questionnaires.models import Filling, Version
from malath.questionnaires.testing import make_finished, make_needs, make_published
from malath.questionnaires.tests.conftest import House, alike
from malath.questionnaires.words import FilledState, WhyNot
from malath.workday.tick import tick

CALLED, SAFE, WHY, KID, AGE = "q1", "q2", "q3", "q4", "q5"


@pytest.fixture
def begun(amal: Client, house: House, published: Version, clock: Clock) -> Filling:
    amal.post(f"/forms/versions/{published.reference}/begin/", {"desk": house.desk.reference})
    return Filling.objects.get(trial=False)


def step(client: Client, row: Filling, number: int, **typed: Any) -> Any:
    return client.post(f"/forms/filled/{row.reference}/steps/{number}/?in=en", typed)


def kept(row: Filling) -> dict[str, str]:
    return queries.answers_of(Filling.objects.select_related("key").get(pk=row.pk))


def test_names_of_questions_are_as_the_tests_say(published: Version) -> None:
    assert list(asking.names_of(queries.form_of(published)).values())[:5] == [CALLED, SAFE, WHY, KID, AGE]


def test_it_begins_for_the_desk_and_leads_to_the_first_step(amal: Client, house: House, begun: Filling) -> None:
    assert (begun.desk, begun.by, begun.state) == (house.desk, house.amal.reference, FilledState.OPEN)
    page = amal.get(f"/forms/filled/{begun.reference}/steps/1/?in=en").content.decode()
    assert "What is the person called?" in page


def test_one_press_twice_begins_one(amal: Client, house: House, published: Version, clock: Clock) -> None:
    form = {"desk": house.desk.reference, "once": "0f7d1f3c-6d0c-4a39-9c2e-0b8c1a2b3c4d"}
    first = amal.post(f"/forms/versions/{published.reference}/begin/", form)
    second = amal.post(f"/forms/versions/{published.reference}/begin/", form)
    assert first["Location"] == second["Location"]
    assert Filling.objects.filter(trial=False).count() == 1


def test_it_is_begun_for_no_other_desk(amal: Client, house: House, published: Version, clock: Clock) -> None:
    amal.post(f"/forms/versions/{published.reference}/begin/", {"desk": house.station.reference})
    assert not Filling.objects.filter(trial=False).exists()


def test_a_step_keeps_what_was_typed_and_goes_on(amal: Client, begun: Filling) -> None:
    answer = step(amal, begun, 1, q1="Amal")
    assert answer["Location"] == f"/forms/filled/{begun.reference}/steps/2/?in=en"
    assert kept(begun)["called"] == "Amal"


def test_what_is_wrong_is_said_on_top_and_beside_and_is_kept(amal: Client, begun: Filling) -> None:
    amal.post(f"/forms/filled/{begun.reference}/steps/3/", {"q4_1": "Kid", "q5_1": "forty", "go": "next"})
    answer = step(amal, begun, 3, q4_1="Kid", q5_1="40")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#q5_1"' in page
    assert 'id="q5_1-error"' in page
    assert 'value="40"' in page
    assert kept(begun)["kids[1]/age"] == "40"


def test_figures_of_any_keyboard_are_numbers(amal: Client, begun: Filling) -> None:
    assert step(amal, begun, 3, q4_1="Kid", q5_1="١٢").status_code == 302
    assert kept(begun)["kids[1]/age"] == "12"


def test_without_a_script_more_is_asked_after_an_answer(amal: Client, begun: Filling) -> None:
    answer = step(amal, begun, 2, q2="no")
    assert answer.status_code == 422
    assert "Why not?" in answer.content.decode()
    assert step(amal, begun, 2, q2="no", q3="The door has no lock").status_code == 302


def test_what_is_not_asked_any_more_stays_in_the_draft_and_not_in_the_record(amal: Client, begun: Filling) -> None:
    step(amal, begun, 1, q1="Amal")
    step(amal, begun, 2, q2="no", q3="The door has no lock")
    step(amal, begun, 2, q2="refused", q3="The door has no lock")
    assert kept(begun)["home/why"] == "The door has no lock"
    amal.post(f"/forms/filled/{begun.reference}/finish/")
    assert "home/why" not in kept(begun)
    assert kept(begun)["home/safe"] == "refused"


def test_it_is_kept_left_and_gone_on_with(amal: Client, begun: Filling) -> None:
    answer = step(amal, begun, 1, q1="", go="save")
    assert answer["Location"] == "/forms/"
    assert begun.reference in amal.get("/forms/").content.decode()


def test_one_more_and_one_taken_out(amal: Client, begun: Filling) -> None:
    step(amal, begun, 3, q4_1="A", q5_1="3", go="add")
    step(amal, begun, 3, q4_1="A", q5_1="3", q4_2="B", q5_2="5", go="remove-1")
    assert (kept(begun)["kids"], kept(begun)["kids[1]/kid"]) == ("1", "B")
    step(amal, begun, 3, go="remove-99999999999")
    assert kept(begun)["kids"] == "1"


def test_the_review_says_what_is_missing_and_finishing_is_refused(amal: Client, begun: Filling) -> None:
    page = amal.get(f"/forms/filled/{begun.reference}/review/?in=en").content.decode()
    assert "Is the home safe?" in page
    assert f"/forms/filled/{begun.reference}/finish/" not in page
    assert amal.post(f"/forms/filled/{begun.reference}/finish/").status_code == 409
    assert Filling.objects.get(pk=begun.pk).state == FilledState.OPEN


def test_finished_it_belongs_to_the_desk_and_is_read_there(
    amal: Client, nour: Client, basim: Client, house: House, begun: Filling
) -> None:
    assert nour.get(f"/forms/filled/{begun.reference}/").status_code == 404
    step(amal, begun, 1, q1="Amal")
    step(amal, begun, 2, q2="yes")
    assert amal.post(f"/forms/filled/{begun.reference}/finish/").status_code == 302
    page = nour.get(f"/forms/filled/{begun.reference}/?in=en")
    assert page.status_code == 200
    assert "Amal" in page.content.decode()
    assert Event.objects.filter(name=Did.FILLING_VIEWED, subject=begun.reference, by=house.nour.reference).exists()
    stranger = basim.get("/forms/filled/2222-2222-2222/")
    assert alike(basim.get(f"/forms/filled/{begun.reference}/")) == alike(stranger)
    assert stranger.status_code == 404


def test_what_is_finished_never_changes(amal: Client, house: House, published: Version, clock: Clock) -> None:
    done = make_finished(published, house.desk, house.amal, at=MONDAY)
    assert step(amal, done, 1, q1="Other").status_code == 404
    with pytest.raises(CannotDo) as refused:
        filling_actions.save(done, {"called": "x"}, by=house.amal, at=MONDAY)
    assert refused.value.reasons == [WhyNot.NOT_OPEN]


def test_it_goes_out_as_a_valid_instance(amal: Client, house: House, published: Version, clock: Clock) -> None:
    done = make_finished(published, house.desk, house.amal, at=MONDAY)
    xml = amal.post(f"/forms/filled/{done.reference}/instance/").content
    form = queries.form_of(published)
    assert instances.open_envelope(xml).instance_id == done.instance_id
    assert instances.read(form, xml) == queries.answers_of(done)
    assert Event.objects.filter(name=Did.FILLING_TAKEN_OUT, subject=done.reference).exists()


def test_everything_answered_is_sealed(house: House, published: Version) -> None:
    done = make_finished(published, house.desk, house.amal, at=MONDAY, called="Planted Name")
    row = Filling.objects.filter(pk=done.pk).values_list().get()
    assert not any(b"Planted" in (bytes(one) if isinstance(one, memoryview) else str(one).encode()) for one in row)
    assert b"Planted" in queries.unpacked(done.opened("xml"))


def test_what_was_begun_is_thrown_away_when_it_is_not_needed(amal: Client, begun: Filling) -> None:
    step(amal, begun, 1, q1="Amal")
    amal.post(f"/forms/filled/{begun.reference}/throw-away/")
    row = Filling.objects.select_related("key").get(pk=begun.pk)
    assert (row.state, row.answers, row.key.wrapped) == (FilledState.THROWN, None, None)
    assert amal.get(f"/forms/filled/{begun.reference}/").status_code == 404


def test_what_is_left_is_thrown_away_after_two_weeks(begun: Filling, clock: Clock) -> None:
    assert tick(MONDAY + timedelta(days=13)).forms_left.done == 0
    assert tick(MONDAY + timedelta(days=14)).forms_left.done == 1
    assert Filling.objects.get(pk=begun.pk).answers is None


@pytest.mark.parametrize("act", ["finish", "throw-away", "instance"])
def test_acts_need_post(amal: Client, begun: Filling, act: str) -> None:
    assert amal.get(f"/forms/filled/{begun.reference}/{act}/").status_code == 405


def test_a_form_that_is_sealed_on_phones_is_not_filled_in_here(amal: Client, house: House, clock: Clock) -> None:
    version = make_published(make_needs(public_key="MIIB"), house.faris, house.rana, house.office, at=MONDAY)
    amal.post(f"/forms/versions/{version.reference}/begin/", {"desk": house.desk.reference})
    assert not Filling.objects.filter(trial=False).exists()


def test_a_step_that_is_not_there_is_not_found(amal: Client, begun: Filling) -> None:
    assert amal.get(f"/forms/filled/{begun.reference}/steps/99/").status_code == 404


def test_the_list_asks_the_same_whatever_there_is(amal: Client, house: House, published: Version, clock: Clock) -> None:
    make_finished(published, house.desk, house.amal, at=MONDAY)
    amal.get("/forms/")
    with CaptureQueriesContext(connection) as few:
        amal.get("/forms/")
    for _ in range(8):
        make_finished(published, house.desk, house.amal, at=MONDAY)
    with CaptureQueriesContext(connection) as many:
        amal.get("/forms/")
    assert len(few) == len(many)

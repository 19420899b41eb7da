"""What is asked, what counts, and what is wrong."""

import datetime
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from malath.questionnaires.evaluating import Moment
from malath.questionnaires.filling import Look, first_answers, look, with_one_more, without_one
from malath.questionnaires.instances import NotTaken, open_envelope, read, tidy, write
from malath.questionnaires.tests.test_reading import converted
from malath.questionnaires.words import WhyNotTaken

FORM = converted().form
MOMENT = Moment(datetime.date(2026, 11, 28), "2026-11-28T10:00:00.000+03:00")
MARK = "uuid:0f7d1f3c-6d0c-4a39-9c2e-0b8c1a2b3c4d"
FULL = {
    "who": "Amal", "g/age": "30", "g/works": "yes", "kids": "2", "kids[1]/kid": "A", "kids[1]/kage": "3", "kids[2]/kid": "B",
    "kids[2]/kage": "5", "gov": "AM", "dist": "a1", "day": "2026-11-28",
}  # fmt: skip


def seen(**changed: str) -> Look:
    return look(FORM, {**FULL, **{key.replace("__", "/"): text for key, text in changed.items()}}, MOMENT)


def test_a_whole_form_has_nothing_wrong() -> None:
    assert seen().errors() == {}
    assert seen().record()["total"] == "8"


def test_it_begins_with_what_stands_in_it_before_anybody_typed() -> None:
    assert first_answers(FORM, MOMENT) == {"kids": "1", "gov": "AM", "day": "2026-11-28"}


@pytest.mark.parametrize(
    ("key", "text", "wrong"),
    [
        ("who", "", "needed"), ("g/works", "", "needed"), ("g/age", "x", "whole"), ("g/age", "3.5", "whole"),
        ("g/age", "130", "rule"), ("g/works", "perhaps", "choice"), ("dist", "i1", "choice"), ("day", "2026-11-29", "rule"),
        ("day", "2026-02-30", "day"), ("kids[2]/kage", "30", "rule"), ("who", "x" * 20_001, "long"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_at_its_question(key: str, text: str, wrong: str) -> None:
    assert look(FORM, {**FULL, key: text}, MOMENT).errors() == {key: wrong}


def test_an_empty_answer_is_held_against_no_rule() -> None:
    assert "g/age" not in look(FORM, {**FULL, "g/age": ""}, MOMENT).errors()


def test_what_is_not_asked_is_not_in_the_record_and_stays_in_the_draft() -> None:
    child = seen(g__age="10")
    assert child.answers["g/works"] == "yes"
    assert not any(key.startswith(("g/works", "kids")) for key in child.record())


def test_a_question_left_empty_is_in_the_record_empty() -> None:
    assert seen(dist="").record()["dist"] == ""


@pytest.mark.parametrize("said", ["unknown", "refused", "no"])
def test_not_known_refused_and_no_stay_three_answers(said: str) -> None:
    record = seen(g__works=said).record()
    assert record["g/works"] == said
    assert read(FORM, write(FORM, record, MARK))["g/works"] == said


def test_what_stands_in_a_question_is_filled_in_its_language() -> None:
    works = next(item for item in FORM.items() if item.path == "g/works")
    assert seen().words(works.label, "en", "g/works") == "Does Amal work?"
    assert seen().words(works.label, "fil", "g/works") == "هل يعمل Amal؟"


def test_choices_follow_another_answer() -> None:
    dist = next(item for item in FORM.items() if item.path == "dist")
    assert [one.code for one in seen(gov="IR").choices(dist, "dist")] == ["i1"]


def test_one_more_of_a_group_and_one_taken_out() -> None:
    three = with_one_more(FORM, FULL, "kids", MOMENT)
    assert three["kids"] == "3"
    two = without_one(three | {"kids[3]/kid": "C"}, "kids", 1, 3)
    assert (two["kids"], two["kids[1]/kid"], two["kids[2]/kid"]) == ("2", "B", "C")
    assert "kids[3]/kid" not in two


def test_a_record_written_and_read_is_the_same() -> None:
    xml = write(FORM, seen().record(), MARK)
    again = look(FORM, read(FORM, xml), MOMENT)
    assert again.record() == seen().record()
    assert open_envelope(xml).instance_id == MARK


ANSWER = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12).map(tidy)
SOME = st.fixed_dictionaries(
    {
        "who": ANSWER, "g/age": st.sampled_from(["", "3", "15", "60", "x"]),
        "g/works": st.sampled_from(["", "yes", "no", "refused"]),
        "kids": st.sampled_from(["0", "1", "3"]), "kids[1]/kid": ANSWER, "kids[1]/kage": st.sampled_from(["", "1", "90"]),
        "kids[3]/kid": ANSWER, "gov": st.sampled_from(["", "AM", "IR"]), "dist": st.sampled_from(["", "a1", "i1"]),
        "day": st.sampled_from(["", "2026-01-01", "2030-01-01"]),
    }
)  # fmt: skip


@settings(deadline=None)
@given(SOME)
def test_whatever_is_answered_comes_back_from_its_xml(answers: dict[str, str]) -> None:
    record = look(FORM, answers, MOMENT).record()
    back = look(FORM, read(FORM, write(FORM, record, MARK)), MOMENT).record()
    assert back == record


@settings(deadline=None)
@given(SOME)
def test_nothing_that_is_not_asked_is_ever_wrong_or_counted(answers: dict[str, str]) -> None:
    looked = look(FORM, answers, MOMENT)
    assert all(looked.asked[key] for key in looked.errors())
    assert all(looked.asked.get(key, True) for key in looked.record())


@settings(deadline=None)
@given(SOME)
def test_looking_twice_sees_the_same(answers: dict[str, str]) -> None:
    once, again = look(FORM, answers, MOMENT), look(FORM, answers, MOMENT)
    assert (once.asked, once.values) == (again.asked, again.values)


def test_an_instance_has_every_element_where_the_model_has_it() -> None:
    root = etree.fromstring(write(FORM, seen().record(), MARK))
    assert (root.get("id"), root.get("version")) == ("household", "3")
    assert [etree.QName(one).localname for one in root] == ["who", "g", "kids", "kids", "total", "gov", "dist", "day", "meta"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ((b'id="household"', b'id="other"'), WhyNotTaken.OTHER_FORM),
        ((b'version="3"', b'version="2"'), WhyNotTaken.OTHER_FORM),
        ((b"<who>", b"<whom>"), WhyNotTaken.NOT_XML), ((b"<gov>AM</gov>", b"<spy>AM</spy>"), WhyNotTaken.OTHER_FORM),
        ((b"<gov>AM</gov>", b"<gov>AM</gov><gov>IR</gov>"), WhyNotTaken.OTHER_FORM),
        ((b"<gov>AM</gov>", b"<gov><x/></gov>"), WhyNotTaken.OTHER_FORM),
    ],
)  # fmt: skip
def test_a_filled_form_that_does_not_fit_is_not_taken(change: tuple[bytes, bytes], why: WhyNotTaken) -> None:
    xml = write(FORM, seen().record(), MARK).replace(*change)
    with pytest.raises(NotTaken) as refused:
        read(FORM, xml)
    assert refused.value.why == why


@pytest.mark.parametrize("mark", ["", "1", "uuid:1", "uuid:0f7d1f3c-6d0c-4a39-9c2e-0b8c1a2b3c4d'--"])
def test_a_filled_form_without_a_mark_of_its_own_is_not_taken(mark: str) -> None:
    with pytest.raises(NotTaken):
        open_envelope(write(FORM, seen().record(), mark))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 900), st.binary(min_size=1, max_size=6))
def test_a_damaged_filled_form_breaks_nothing(place: int, noise: bytes) -> None:
    xml = write(FORM, seen().record(), MARK)
    damaged = xml[:place] + noise + xml[place + len(noise) :]
    with suppress(NotTaken):
        open_envelope(damaged)
        look(FORM, read(FORM, damaged), MOMENT).errors()


def test_every_question_has_a_path_of_its_own() -> None:
    paths = [item.path for item in FORM.items()]
    assert len(set(paths)) == len(paths)

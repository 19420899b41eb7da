"""The survey as a form: what its file says, in two languages, and nothing else."""

from datetime import date
from functools import cache

from malath.questionnaires.converting import convert_xlsform
from malath.questionnaires.definition import Form
from malath.questionnaires.evaluating import Moment
from malath.questionnaires.filling import look
from malath.returns import rules_reintegration as rules
from malath.returns.queries.survey import questions, survey_workbook

NOW = Moment(date(2026, 7, 6), "2026-07-06T10:00:00.000+03:00")


@cache
def form() -> Form:
    return convert_xlsform(survey_workbook()).form


def test_each_question_of_the_file_is_asked_once_in_its_own_words() -> None:
    asked = {item.path.rpartition("/")[2]: item for item in form().items()}
    assert set(asked) == {"safe_now", *(one.indicator for one in questions())}
    for one in questions():
        label = asked[one.indicator].label
        assert (label["en"], label["ar"]) == ((one.english,), (one.arabic,))
        codes = tuple(choice.code for choice in form().lists.get(asked[one.indicator].list_name, ()))
        assert codes == (() if one.is_open else one.codes)


def test_the_form_fits_the_index_and_every_answer_has_words_in_both_languages() -> None:
    lists = {item.path.rpartition("/")[2]: form().lists.get(item.list_name, ()) for item in form().items()}
    codes = {name: {choice.code for choice in choices} for name, choices in lists.items()}
    assert rules.fits(questions(), codes)
    words = [choice.words for choices in form().lists.values() for choice in choices]
    assert all(one["en"] and one["ar"] and one["en"] != one["ar"] for one in words)


def test_it_is_never_called_by_the_name_of_the_official_survey() -> None:
    said = " ".join([form().title, *(str(item.label) for item in form().items())])
    assert "RSS" not in said
    assert "provisional" in form().title


def test_whether_it_is_safe_to_talk_stands_first_and_a_no_ends_it() -> None:
    first = next(form().items())
    assert first.path.endswith("safe_now")
    assert set(look(form(), {}, NOW).errors()) == {first.path}
    assert set(look(form(), {first.path: "no"}, NOW).errors()) == {first.path}
    assert look(form(), {first.path: "yes"}, NOW).errors() == {}

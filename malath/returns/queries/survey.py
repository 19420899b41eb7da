"""The survey: its questions, out of the file that says from where each is known, and as a form that is filled in with the
forms engine. No question is verified."""

import json
from fractions import Fraction
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.utils import translation

from malath.agencies.models import Desk
from malath.questionnaires import queries as forms
from malath.questionnaires.models import Filling, Version
from malath.questionnaires.writing import write_xlsform
from malath.returns import rules_reintegration as rules
from malath.returns.models import Survey
from malath.returns.rules_reintegration import Question
from malath.returns.words_answers import SAFE_NOW, answer_label, safe_words, title
from malath.returns.words_reintegration import Dimension

FORM_ID: Final = "reintegration"
LANGUAGES: Final = {"en": "English (en)", "ar": "Arabic (ar)"}
SAFETY: Final = "safety"


@cache
def questions() -> tuple[Question, ...]:
    """All of them, in their order."""
    return tuple(map(_question, _file()["questions"]))


@cache
def _file() -> Any:
    return json.loads((settings.LAW / "reintegration.json").read_text(encoding="utf-8"))


def _question(row: Any) -> Question:
    return Question(
        row["no"], Dimension(row["dimension"]), row["indicator"], row["question_en"], row["question_ar"],
        tuple((one["answer"], _exact(one["score"])) for one in row["answers"]),
        _exact(row["dimension_weight"]), _exact(row["composite_weight"]),
    )  # fmt: skip


def _exact(number: Any) -> Fraction | None:
    return None if number is None else Fraction(str(number))


def survey_workbook() -> bytes:
    """The survey as XLSForm: whether it is safe to talk stands first and ends it, then one step for each dimension. Every
    answer may be left out."""
    listed = {one.codes: f"answers_{one.number}" for one in reversed(questions()) if not one.is_open}
    survey = [_opened(SAFETY, "safety"), _safe_to_talk(), {"type": "end group"}]
    for dimension in Dimension:
        survey.append(_opened(dimension.value, dimension.value))
        survey += [_asked(one, listed) for one in questions() if one.dimension == dimension]
        survey.append({"type": "end group"})
    choices = [_choice(name, code) for codes, name in listed.items() for code in codes]
    choices.append(_choice(SAFE_NOW, "yes"))
    choices.append(_choice(SAFE_NOW, "no"))
    told = {
        "form_id": FORM_ID,
        "version": _file()["meta"]["version"],
        "form_title": str(title()),
        "default_language": "Arabic (ar)",
    }
    return write_xlsform(survey, choices, told)


def _opened(name: str, words: str) -> dict[str, str]:
    return {"type": "begin group", "name": name, **_both(lambda: str(answer_label(words)))}


def _safe_to_talk() -> dict[str, str]:
    asked, refused = safe_words()
    row = {"type": f"select_one {SAFE_NOW}", "name": SAFE_NOW, **_both(lambda: str(asked)), "required": "yes"}
    return row | {"constraint": ". = 'yes'", **_both(lambda: str(refused), "constraint_message")}


def _asked(one: Question, listed: dict[tuple[str, ...], str]) -> dict[str, str]:
    kind = "text" if one.is_open else f"select_one {listed[one.codes]}"
    words = {f"label::{LANGUAGES['en']}": one.english, f"label::{LANGUAGES['ar']}": one.arabic}
    before, code = rules.ASKED_IF.get(one.indicator, ("", ""))
    return {"type": kind, "name": one.indicator, **words, "relevant": f"${{{before}}} = '{code}'" if before else ""}


def _choice(list_name: str, code: str) -> dict[str, str]:
    return {"list_name": list_name, "name": code, **_both(lambda: str(answer_label(code)))}


def _both(words: Any, column: str = "label") -> dict[str, str]:
    """The same words in each language of the form."""
    found = {}
    for code, language in LANGUAGES.items():
        with translation.override(code):
            found[f"{column}::{language}"] = words()
    return found


def survey_form() -> Version | None:
    """The survey that is filled in today: published, and asking what the index is reckoned from. None while there is none."""
    version = forms.published_version(FORM_ID)
    fits = version is not None and rules.fits(questions(), forms.codes_asked(version))
    return version if fits else None


def filled_elsewhere(desk: Desk) -> list[Filling]:
    """Surveys that a desk filled in for nobody yet, such as on a phone."""
    found = forms.finished_of(desk, FORM_ID)
    taken = set(Survey.objects.filter(filling__in=found).values_list("filling_id", flat=True))
    return [one for one in found if one.pk not in taken]

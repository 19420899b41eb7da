"""The questions of the survey, out of the file that says from where each is known. None is verified."""

import json
from fractions import Fraction
from functools import cache
from typing import Any

from django.conf import settings

from malath.returns.rules_reintegration import Question
from malath.returns.words_reintegration import Dimension


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

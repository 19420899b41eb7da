"""Forms for tests and the demonstration, written as rows of a workbook."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.questionnaires import actions, queries
from malath.questionnaires.actions import Source
from malath.questionnaires.actions import filling as filling_actions
from malath.questionnaires.converting import convert_xlsform
from malath.questionnaires.definition import Form
from malath.questionnaires.filling import look
from malath.questionnaires.models import Filling, Version
from malath.questionnaires.words import Kind
from malath.questionnaires.writing import Rows, write_xlsform


def make_xlsform(survey: Rows, choices: Rows = (), settings: Mapping[str, str] | None = None) -> bytes:
    """A workbook with these rows, as somebody would write it."""
    return write_xlsform(survey, choices, settings or {"form_id": "tried", "version": "1"})


def rows(text: str) -> list[dict[str, str]]:
    """Rows written as a table with bars; the first line names the columns."""
    lines = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.strip().splitlines()]
    return [dict(zip(lines[0], cells, strict=False)) for cells in lines[1:]]


NEEDS = """
type | name | label::English (en) | label::Arabic (ar) | relevant | required | constraint | calculation | appearance
text | called | What is the person called? | بماذا يُدعى الشخص؟ | | yes | | |
begin group | home | Home | المسكن | | | | |
select_one yn | safe | Is the home safe? | هل المسكن آمن؟ | | yes | | |
text | why | Why not? | لماذا لا؟ | ${safe} = 'no' | yes | | | multiline
end group | | | | | | | |
begin repeat | kids | Child | طفل | | | | |
text | kid | Name | الاسم | | | | |
integer | age | Age | العمر | | | . < 18 | |
end repeat | | | | | | | |
calculate | many | | | | | | count(${kids}) |
"""
ANSWERS = """
list_name | name | label::English (en) | label::Arabic (ar)
yn | yes | Yes | نعم
yn | no | No | لا
yn | unknown | Not known | غير معروف
yn | refused | Does not want to say | لا يريد الإجابة
"""


def make_needs(version: str = "1", form_id: str = "needs", **settings: str) -> bytes:
    """A small form with a group, a condition and a repeated group, in two languages."""
    told = {
        "form_id": form_id,
        "version": version,
        "form_title": "Needs at home",
        "default_language": "Arabic (ar)",
        **settings,
    }
    return make_xlsform(rows(NEEDS), rows(ANSWERS), told)


def make_version(data: bytes, by: User, *, at: datetime, kind: Kind = Kind.OTHER, form_id: str = "form") -> Version:
    """A form that was brought in for every body."""
    source = Source(data, convert_xlsform(data, form_id=form_id))
    return actions.bring(source, kind, agency=None, by=by, at=at)


def make_published(data: bytes, by: User, other: User, desk: Desk, *, at: datetime, **named: Any) -> Version:
    """A form that was brought in, tried out and published, by the acts that do so."""
    version = make_version(data, by, at=at, **named)
    trial = filling_actions.begin(version, desk, trial=True, by=other, at=at)
    filling_actions.save(trial, enough_for(queries.form_of(version), at), by=other, at=at)
    filling_actions.finish(trial, by=other, at=at)
    return actions.publish(version, by=other, at=at)


def enough_for(form: Form, at: datetime, **given: str) -> dict[str, str]:
    """An answer to every question that asks for one, as far as its kind tells; `given` by name, whatever it is."""
    answers = {group.path: "1" for group in form.repeats()} | given
    plain = {
        "integer": "1",
        "decimal": "1",
        "date": "2026-01-01",
        "time": "10:00",
        "datetime": "2026-01-01T10:00",
        "tick": "OK",
    }
    items = {item.path: item for item in form.items()}
    for _ in range(len(items)):
        seen = look(form, answers, queries.moment_of(at))
        for key in seen.errors():
            item = items[re.sub(r"\[\d+\]", "", key)]
            choices = seen.choices(item, key)
            answers[key] = choices[0].code if choices else plain.get(item.kind, "x")
    return answers


def make_finished(version: Version, desk: Desk, by: User, *, at: datetime, **given: str) -> Filling:
    """A form that was filled in and finished."""
    row = filling_actions.begin(version, desk, by=by, at=at)
    filling_actions.save(row, enough_for(queries.form_of(version), at, **given), by=by, at=at)
    return filling_actions.finish(row, by=by, at=at)

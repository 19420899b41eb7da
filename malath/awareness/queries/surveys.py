"""Reading surveys: their items, and what the answers tell."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Min, Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from malath.accounts.rules import Holdings
from malath.awareness import survey_rules
from malath.awareness.models import Answers, Campaign, Survey
from malath.awareness.queries.base import sees_exactly, title_of, told_of
from malath.awareness.survey_rules import Given, Item, Shift
from malath.awareness.words import Arm, AskedAbout, Audience, Wave
from malath.figures.intervals import Interval
from malath.foundation.clock import in_amman
from malath.ui.times import number_text, told_text

MOST = 200


@dataclass(frozen=True)
class SurveyLine:
    """A survey in a list."""

    reference: str
    audience: Audience
    campaign: str
    closed: bool
    again_on: date | None


@dataclass(frozen=True)
class ItemLine:
    """What one item tells; "" where too few answered."""

    code: str
    about: AskedAbout
    text: str
    right_before: str
    right_after: str
    mean: str
    change: str
    same: str
    gained: str
    lost: str


@dataclass(frozen=True)
class WaveTable:
    """From before to one later wave. `enough`: whether anything is told at all."""

    wave: Wave
    before: str
    after: str
    matched: str
    enough: bool
    matched_enough: bool
    compared: bool
    lines: tuple[ItemLine, ...]
    untold: int
    compared_lines: tuple[ItemLine, ...]


@dataclass(frozen=True)
class SurveyPage:
    """One survey and what it tells."""

    line: SurveyLine
    campaign_reference: str
    counts: tuple[tuple[str, str], ...]
    tables: tuple[WaveTable, ...]
    unverified: bool
    enough: int
    own: bool
    door_wave: Wave | None
    door_until: datetime | None


@dataclass(frozen=True)
class ChangesPage:
    """What changed for one audience over all surveys of a year. `others`: surveys that asked other sentences."""

    year: int | None
    years: tuple[int, ...]
    audience: Audience | None
    audiences: tuple[Audience, ...]
    surveys: int
    others: int
    tables: tuple[WaveTable, ...]
    unverified: bool
    enough: int


def items() -> tuple[Item, ...]:
    """The questions, in the language of the page."""
    return _items("en" if get_language() == "en" else "ar")


def items_version() -> str:
    return str(_kept()["version"])


def surveys() -> tuple[SurveyLine, ...]:
    """All surveys, the newest first. One statement."""
    return tuple(map(_line, _with_waves().order_by("-pk")[:MOST]))


def surveys_of(campaign: Campaign, audience: str = "") -> tuple[SurveyLine, ...]:
    """The surveys of a campaign, or those of one audience of it. One statement."""
    rows = _with_waves().filter(campaign=campaign, **({"audience": audience} if audience else {}))
    return tuple(map(_line, rows.order_by("-pk")[:MOST]))


def changes_page(audience: str, year: int | None, holdings: Holdings) -> ChangesPage:
    """What changed for an audience over all surveys that were opened within a year. Two statements. A survey belongs to one
    year, so that no two pages differ by one survey."""
    rows = [(in_amman(row.at).year, row) for row in Survey.objects.order_by("-at", "-pk")]
    years = sorted({one for one, _row in rows}, reverse=True)
    year = year if year in years else next(iter(years), None)
    audiences = [one for one in Audience if any(row.audience == one for of, row in rows if of == year)]
    chosen = next((one for one in audiences if one == audience), next(iter(audiences), None))
    asked = [row for of, row in rows if of == year and row.audience == chosen]
    same = [row for row in asked if row.items == items_version()]
    given, exact = _given(Answers.objects.filter(survey__in=same)), all(sees_exactly(holdings, row) for row in same)
    return ChangesPage(
        year, tuple(years), chosen, tuple(audiences), len(same), len(asked) - len(same),
        tuple(_table([*given.values()], wave, exact=exact) for wave in (Wave.AFTER, Wave.LATER)) if given else (),
        _kept()["verified_on"] is None, survey_rules.ENOUGH,
    )  # fmt: skip


def survey_page(survey: Survey, holdings: Holdings, at: datetime) -> SurveyPage:
    """Two statements. How many answered is exact for the desk that asked, and told otherwise."""
    given = _given(Answers.objects.filter(survey=survey)).get(survey.pk, [])
    exact = sees_exactly(holdings, survey)
    often = Counter((one.arm, one.wave) for one in given)
    counts = tuple(
        (f"{wave.label} · {arm.label}", _told(often[arm, wave], exact=exact))
        for arm in Arm
        for wave in Wave
        if often[arm, wave]
    )
    tables = tuple(_table([given], wave, exact=exact) for wave in (Wave.AFTER, Wave.LATER))
    is_open = survey.door_until is not None and survey.door_until > at and bool(survey.door)
    return SurveyPage(
        _line(_with_waves().get(pk=survey.pk)), survey.campaign.reference, counts, tables,
        _kept()["verified_on"] is None, survey_rules.ENOUGH,
        exact, Wave(survey.door_wave) if is_open else None,
        survey.door_until if is_open else None,
    )  # fmt: skip


def survey_by_reference(reference: str) -> Survey | None:
    return Survey.objects.select_related("campaign__desk", "desk__agency").filter(reference=reference).first()


def survey_behind(digits: str, at: datetime) -> Survey | None:
    """The survey that digits open now. One statement, whatever was typed."""
    rows = Survey.objects.select_related("campaign", "desk__agency").filter(door_until__gt=at, closed_at__isnull=True)
    return rows.filter(door=door_hash(digits)).first()


def survey_open(reference: str, door: str, at: datetime) -> Survey | None:
    """The survey behind an open phone, while its digits hold."""
    rows = Survey.objects.select_related("campaign", "desk__agency").filter(door_until__gt=at, closed_at__isnull=True)
    return rows.filter(reference=reference, door=door).exclude(door="").first()


def survey_locked(pk: int) -> Survey:
    return Survey.objects.select_for_update(of=("self",)).select_related("desk__agency").get(pk=pk)


def answers_entered(once: UUID | None) -> Answers | None:
    return Answers.objects.filter(once=once).first() if once is not None else None


def door_hash(digits: str) -> str:
    return salted_hmac("malath.awareness.door", digits, algorithm="sha256").hexdigest()


def code_hash(survey: Survey, code: str) -> str:
    """What is kept of a code that somebody made: under our key and for this survey alone."""
    return salted_hmac("malath.awareness.code", f"{survey.reference}:{code}", algorithm="sha256").hexdigest()


def _given(rows: QuerySet[Answers]) -> dict[int, list[Given]]:
    """What was answered, by survey. One statement."""
    found: dict[int, list[Given]] = {}
    columns = rows.order_by("pk").values_list("survey_id", "wave", "arm", "code", "values")
    for survey, wave, arm, code, values in columns.iterator():
        found.setdefault(survey, []).append(Given(Wave(wave), Arm(arm), code, values))
    return found


def _table(asked: Sequence[list[Given]], wave: Wave, *, exact: bool) -> WaveTable:
    often = Counter(one.wave for given in asked for one in given if one.arm == Arm.TOOK_PART)
    lines, compared = (_lines(asked, arm, wave) for arm in (Arm.TOOK_PART, Arm.COMPARED))
    matched = sum(survey_rules.matched(given, Arm.TOOK_PART, wave) for given in asked)
    return WaveTable(
        wave, _told(often[Wave.BEFORE], exact=exact), _told(often[wave], exact=exact), _told(matched, exact=exact),
        bool(lines), any(line.same for line in lines), bool(compared),
        lines, len(items()) - len(lines), compared,
    )  # fmt: skip


def _lines(asked: Sequence[list[Given]], arm: Arm, wave: Wave) -> tuple[ItemLine, ...]:
    """Of every item of which something may be told."""
    lines = (_item_line(item, survey_rules.shift(item, asked, arm, wave)) for item in items())
    return tuple(line for line in lines if line.change)


def _item_line(item: Item, shift: Shift) -> ItemLine:
    mean = f"{shift.mean_before:.1f} → {shift.mean_after:.1f}" if shift.mean_before and shift.mean_after else ""
    return ItemLine(
        item.code, item.about, item.text, _percent(shift.right_before), _percent(shift.right_after), mean,
        _points(shift.others),
        _points(shift.same), _percent(shift.gained), _percent(shift.lost),
    )  # fmt: skip


def _percent(part: float | None) -> str:
    return "" if part is None else f"{number_text(round(100 * part))} %"


def _points(found: Interval | None) -> str:
    """«+31 (18 to 42)»: percentage points, and between what they lie."""
    if found is None:
        return ""
    value, low, high = (round(100 * one) for one in (found.value, found.low, found.high))
    return _("%(value)s (%(low)s to %(high)s)") % {"value": f"{value:+d}", "low": f"{low:+d}", "high": f"{high:+d}"}


def _told(number: int, *, exact: bool) -> str:
    return told_text(told_of(number, exact=exact))


def _with_waves() -> QuerySet[Survey]:
    """Surveys with the first day of answers right after, and of those three months later."""
    took_part = Q(answers__arm=Arm.TOOK_PART)
    first = {
        f"first_{wave}": Min("answers__on", filter=took_part & Q(answers__wave=wave)) for wave in (Wave.AFTER, Wave.LATER)
    }  # fmt: skip
    return Survey.objects.select_related("campaign").annotate(**first)


def _line(row: Any) -> SurveyLine:
    closed = row.closed_at is not None
    again_on = survey_rules.again_on(row.first_after, asked_later=row.first_later is not None, closed=closed)
    return SurveyLine(row.reference, Audience(row.audience), title_of(row.campaign), closed, again_on)


@cache
def _kept() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((settings.LAW / "kap_items.json").read_text(encoding="utf-8"))
    return data


@cache
def _items(language: str) -> tuple[Item, ...]:
    return tuple(
        Item(one["code"], AskedAbout(one["kind"]), one["right"], one[language], one["mark"]) for one in _kept()["items"]
    )

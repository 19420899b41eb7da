"""What one field of a record says of another, by what the fields mean: everybody knows it, so tables of both are attacked as if
they stood in one. Each holds of every record by the acts that write it; what holds of most is no tie. Pure."""

from collections.abc import Callable, Mapping
from typing import Final

from malath.cases.words import CaseStatus
from malath.figures.attack import Key
from malath.figures.shapes import Besides, Same, Tie, Within
from malath.referrals.words import Status
from malath.returns.words import ReturnState
from malath.statistics.rules import NOBODY_SAID, OTHER, age_of
from malath.statistics.words import Answered, Origin, Taught, Unit

Goes = Callable[[str, str], bool]
BEFORE: Final = frozenset({CaseStatus.DRAFT, CaseStatus.SCREENED, CaseStatus.REFERRED, CaseStatus.ACCEPTED})
"""Stages from which a case goes on and to which none comes back: nothing was said of the person yet."""
SAID: Final = frozenset({CaseStatus.POTENTIAL, CaseStatus.IDENTIFIED, CaseStatus.NOT_IDENTIFIED, CaseStatus.INCONCLUSIVE})
WITH_ANSWER: Final = frozenset({Answered.IN_TIME, Answered.LATE})
ACCEPTED: Final = frozenset({Status.ACCEPTED, Status.COMPLETED, Status.STOPPED})
OF_STATUS: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys((Status.SENT, Status.ACKNOWLEDGED), frozenset({Answered.WAITS, Answered.OVERDUE})),
    **dict.fromkeys((Status.ACCEPTED, Status.COMPLETED, Status.DECLINED), WITH_ANSWER),
    Status.WITHDRAWN: frozenset({Answered.ENDED}),
    Status.STOPPED: WITH_ANSWER | {Answered.ENDED},
}
GONE: Final = frozenset({ReturnState.DEPARTED, ReturnState.ARRIVED})
YES: Final = frozenset({Taught.TRAINED_YES, Taught.OTHERS_YES})
NO: Final = frozenset({Taught.TRAINED_NO, Taught.OTHERS_NO})
EACH_HAS_A_CASE: Final = Within(("unit", Unit.PERSONS.value), ("unit", Unit.CASES.value))  # a person is the latest case


def ties(home: str, kinds: Mapping[str, str]) -> tuple[Besides, ...]:
    """`home`: the nationality of the country; `kinds`: of each body its kind, which the directory says."""
    return (
        EACH_HAS_A_CASE,
        Same("identified_in", _identified),
        Tie("age_band", "age", lambda band, age: age_of(band) == age),
        Tie("nationality", "origin", _goes_with(home)),
        Tie("body", "received_by", lambda body, kind: kinds.get(body, kind) == kind),
        *(Tie(first, second, _lenient(goes)) for first, second, goes in OF_RECORDS),
    )


def _identified(year: str) -> Key:
    return frozenset({("found", CaseStatus.IDENTIFIED.value), ("found_year", year)}) if year.isdecimal() else frozenset()


def _goes_with(home: str) -> Goes:
    def goes(nationality: str, origin: str) -> bool:
        if nationality == NOBODY_SAID or origin == Origin.UNKNOWN:
            return nationality == NOBODY_SAID and origin in {Origin.UNKNOWN, NOBODY_SAID}
        return nationality != home or origin == Origin.HOME

    return goes


def _lenient(goes: Goes) -> Goes:
    """A value that no definition names may stand for any."""
    return lambda one, other: OTHER in {one, other} or goes(one, other)


def _both_or_none(one: str, other: str) -> bool:
    return (one == NOBODY_SAID) == (other == NOBODY_SAID)


def _not_before(year: str, later: str) -> bool:
    return not (year.isdecimal() and later.isdecimal()) or int(year) <= int(later)


def _stage_says(stage: str, found: str) -> bool:
    return found == stage if stage in SAID else stage not in BEFORE or found == NOBODY_SAID


def _stage_says_whether(stage: str, said: str) -> bool:
    return said != NOBODY_SAID if stage in SAID else stage not in BEFORE or said == NOBODY_SAID


def _stage_says_identified(stage: str, year: str) -> bool:
    if stage == CaseStatus.IDENTIFIED:
        return year != NOBODY_SAID
    return stage not in SAID | BEFORE or year == NOBODY_SAID


def _taught_says(taught: str, declined: str) -> bool:
    return taught not in YES | NO or (taught in NO) == (declined != NOBODY_SAID)


OF_RECORDS: Final[tuple[tuple[str, str, Goes], ...]] = (
    ("found", "found_year", _both_or_none),
    ("found", "found_by", lambda found, by: found != NOBODY_SAID or by == NOBODY_SAID),
    ("found_year", "found_by", lambda year, by: year != NOBODY_SAID or by == NOBODY_SAID),
    ("found", "identified_in", lambda found, year: (found == CaseStatus.IDENTIFIED) == (year != NOBODY_SAID)),
    ("found_year", "identified_in", lambda year, identified: identified in {NOBODY_SAID, year}),
    ("stage", "identified_in", _stage_says_identified),
    ("year", "identified_in", _not_before),
    ("stage", "found", _stage_says),
    ("stage", "found_year", _stage_says_whether),
    ("stage", "found_by", lambda stage, by: stage not in BEFORE or by == NOBODY_SAID),
    ("year", "found_year", _not_before),
    ("status", "declined", lambda status, why: (status == Status.DECLINED) == (why != NOBODY_SAID)),
    ("status", "answered", lambda status, answered: status not in OF_STATUS or answered in OF_STATUS[status]),
    ("declined", "answered", lambda why, answered: why == NOBODY_SAID or answered in WITH_ANSWER),
    ("taught", "answered", lambda taught, answered: taught not in YES | NO or answered in WITH_ANSWER),
    ("taught", "declined", _taught_says),
    ("taught", "status", lambda taught, status: (taught not in NO or status == Status.DECLINED)
                                                and (taught not in YES or status in ACCEPTED)),
    ("state", "stopped", lambda state, why: (state == ReturnState.STOPPED) == (why != NOBODY_SAID)),
    ("state", "left_year", lambda state, year: state not in GONE or year != NOBODY_SAID),
    ("year", "left_year", _not_before),
)  # fmt: skip

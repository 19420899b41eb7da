"""Which status may follow which, and when a case may be opened. Pure."""

from typing import Final

from malath.cases.words import CaseStatus as S
from malath.cases.words import Risk, WhyNot
from malath.privacy.words import Answer, BasisKind

WORKING: Final = frozenset({S.IN_ASSISTANCE, S.SOLUTION, S.FOLLOW_UP, S.CLOSED})
DECIDED: Final = frozenset({S.IDENTIFIED, S.NOT_IDENTIFIED, S.INCONCLUSIVE})
CALM: Final = frozenset({Risk.LOW, Risk.MEDIUM})
"""Danger low enough to ask what serves others than the person; not assessed is never low."""
NEXT: Final[dict[S, frozenset[S]]] = {
    S.DRAFT: frozenset({S.SCREENED, S.REFERRED, S.ACCEPTED, S.POTENTIAL, S.CLOSED}),
    S.SCREENED: frozenset({S.REFERRED, S.ACCEPTED, S.POTENTIAL, S.CLOSED}),
    S.REFERRED: frozenset({S.ACCEPTED, S.POTENTIAL, S.CLOSED}),
    S.ACCEPTED: frozenset({S.POTENTIAL}) | WORKING,
    S.POTENTIAL: DECIDED | WORKING,
    S.IDENTIFIED: WORKING,
    S.NOT_IDENTIFIED: WORKING | {S.POTENTIAL},
    S.INCONCLUSIVE: WORKING | DECIDED - {S.INCONCLUSIVE},
    S.IN_ASSISTANCE: DECIDED | WORKING - {S.IN_ASSISTANCE},
    S.SOLUTION: DECIDED | WORKING - {S.SOLUTION},
    S.FOLLOW_UP: frozenset({S.IN_ASSISTANCE, S.CLOSED}),
    S.CLOSED: frozenset(),
}


def why_not_set_status(now: S, new: S) -> list[WhyNot]:
    """Why a case cannot take a status."""
    if now == S.CLOSED:
        return [WhyNot.CASE_CLOSED]
    return [] if new in NEXT[now] else [WhyNot.NEXT_STATUS]


def why_not_open(*, has_open_case: bool, c1: Answer, basis: BasisKind | None, because: str) -> list[WhyNot]:
    """Why a case cannot be opened: one open case a person, and a ground to record (C1, or O1–O4 with a reason)."""
    reasons = [WhyNot.HAS_OPEN_CASE] if has_open_case else []
    if c1 != Answer.YES and basis is None:
        reasons.append(WhyNot.NO_GROUND)
    if basis is not None and not because.strip():
        reasons.append(WhyNot.REASON_MISSING)
    return reasons


def why_not_write(status: S) -> list[WhyNot]:
    """Why nothing can be written into a case."""
    return [WhyNot.CASE_CLOSED] if status == S.CLOSED else []


STEPS: Final = (S.DRAFT, S.REFERRED, S.ACCEPTED, S.IN_ASSISTANCE, S.CLOSED)
_REACHED: Final[dict[S, int]] = {
    S.DRAFT: 0, S.SCREENED: 0, S.REFERRED: 1, S.ACCEPTED: 2, S.POTENTIAL: 2, S.IDENTIFIED: 2, S.NOT_IDENTIFIED: 2,
    S.INCONCLUSIVE: 2, S.IN_ASSISTANCE: 3, S.SOLUTION: 3, S.FOLLOW_UP: 3, S.CLOSED: 4,
}  # fmt: skip


def step_reached(status: S) -> int:
    """How far along the steps of the page a status stands (0 to 4)."""
    return _REACHED[status]

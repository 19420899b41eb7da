"""Where a criminal matter may go, who reads what of it, and what is missing. Pure.

The wall: bodies that investigate and bodies that help write into the same proceeding, and neither reads what the other wrote
about people. What both see: where the matter stands, and its hearings.
"""

from datetime import date
from typing import Final

from malath.agencies.words import AgencyKind
from malath.justice.words import Side, State, WhyNot

S = State
INVESTIGATING: Final = frozenset({AgencyKind.POLICE, AgencyKind.CTU, AgencyKind.PROSECUTION})
CLASSIFIED: Final = frozenset({S.TRAFFICKING, S.OTHER})
CLOSED: Final = frozenset({S.AMNESTY, S.CLOSED})
STORY_LEVEL: Final = 4

NEXT: Final[dict[State, frozenset[State]]] = {
    S.NO_REPORT: frozenset({S.REPORTED, S.CLOSED}),
    S.REPORTED: CLASSIFIED | {S.INQUIRY, S.PROSECUTOR} | CLOSED,
    S.INQUIRY: CLASSIFIED | {S.PROSECUTOR} | CLOSED,
    S.TRAFFICKING: frozenset({S.OTHER, S.PROSECUTOR}) | CLOSED,
    S.OTHER: frozenset({S.TRAFFICKING, S.PROSECUTOR}) | CLOSED,
    S.PROSECUTOR: CLASSIFIED | {S.INQUIRY, S.CHARGED, S.DISMISSED} | CLOSED,
    S.CHARGED: frozenset({S.TRIAL, S.DISMISSED}) | CLOSED,
    S.DISMISSED: frozenset({S.PROSECUTOR}) | CLOSED,
    S.TRIAL: frozenset({S.JUDGMENT}) | CLOSED,
    S.JUDGMENT: frozenset({S.APPEAL, S.FINAL}) | CLOSED,
    S.APPEAL: frozenset({S.TRIAL, S.JUDGMENT, S.CASSATION, S.FINAL}) | CLOSED,
    S.CASSATION: frozenset({S.APPEAL, S.FINAL}) | CLOSED,
    S.FINAL: frozenset({S.ENFORCEMENT}) | CLOSED,
    S.ENFORCEMENT: CLOSED,
    S.AMNESTY: frozenset(),
    S.CLOSED: frozenset({S.INQUIRY}),
}
"""An amnesty wipes the matter out from wherever it stands; what was closed otherwise can be taken up anew."""
NEEDS_REASON: Final = CLOSED | {S.OTHER, S.DISMISSED}


def side_of(body: AgencyKind) -> Side:
    """On which side of the wall a body works. The person's lawyer stands with the person."""
    return Side.INVESTIGATION if body in INVESTIGATING else Side.PERSON


def may_look(side: Side, *, safety: bool, co_operates: bool, ordered: bool) -> bool:
    """Whether a viewer opens the legal file of a person: who sees their minimum facts; of the bodies that investigate only
    while the person co-operates (C5), or a court or prosecutor has ordered it (O3)."""
    return safety and (side == Side.PERSON or co_operates or ordered)


def reads_words(own: Side, writer: Side, *, reads_story: bool, cap: int) -> bool:
    """Whether a viewer reads what a body wrote about people: never across the wall. On the person's side, who reads the story
    in that body's writing; on the other, a role that reads stories."""
    if own != writer:
        return False
    return reads_story if own == Side.PERSON else cap >= STORY_LEVEL


def needs_reason(now: State, new: State) -> bool:
    """Whether a step is never taken without saying why: an end, a dismissal, another classification than before, a new
    beginning."""
    return new in NEEDS_REASON or (now in CLASSIFIED and new in CLASSIFIED) or now in {S.CLOSED, S.DISMISSED}


def why_not_move(
    new: State, *, now: State, on: date, last_on: date, today: date, because: str, may: bool
) -> list[WhyNot]:  # fmt: skip
    """Why a proceeding does not go to a state."""
    if not may:
        return [WhyNot.NOT_YOURS]
    checks = (
        (new not in NEXT[now], WhyNot.NOT_NEXT),
        (on > today, WhyNot.AHEAD),
        (on < last_on, WhyNot.BEFORE),
        (needs_reason(now, new) and not because.strip(), WhyNot.WORDS_MISSING),
    )
    return [reason for failed, reason in checks if failed]


def may_move(side: Side, *, own: bool) -> bool:
    """Who writes where a matter stands: the body that opened the record, and those that investigate."""
    return own or side == Side.INVESTIGATION


def why_not_begin(on: date, *, today: date) -> list[WhyNot]:
    """Why no proceeding is opened."""
    return [WhyNot.AHEAD] if on > today else []


def why_not_name(name: str, *, party: bool, stopped: bool) -> list[WhyNot]:
    """Why nobody is written down as accused."""
    checks = ((not party and not name.strip(), WhyNot.NAME_MISSING), (stopped, WhyNot.STOPPED))
    return [reason for failed, reason in checks if failed]


def why_not_join(*, open_to_them: bool, same: bool, in_it: bool, may: bool) -> list[WhyNot]:
    """Why another case gets no part in a proceeding. One that is not open to the viewer is refused in the same words as one
    that never was."""
    if not may:
        return [WhyNot.NOT_YOURS]
    if not open_to_them or same:
        return [WhyNot.SAME_CASE]
    return [WhyNot.IN_IT] if in_it else []


def why_not_strike(*, struck: bool, ours: bool) -> list[WhyNot]:
    checks = ((struck, WhyNot.STRUCK), (not ours, WhyNot.NOT_OURS))
    return [reason for failed, reason in checks if failed]

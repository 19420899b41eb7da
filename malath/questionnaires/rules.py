"""When a form may be published, filled in and thrown away, and what a phone may. Pure."""

from datetime import timedelta
from typing import Final

from malath.questionnaires.words import FilledState, State, WhyNot

NEXT: Final[dict[State, frozenset[State]]] = {
    State.DRAFT: frozenset({State.TRIED, State.RETIRED}),
    State.TRIED: frozenset({State.PUBLISHED, State.RETIRED}),
    State.PUBLISHED: frozenset({State.RETIRED}),
    State.RETIRED: frozenset(),
}
DRAFT_LASTS: Final = timedelta(days=14)
"""Our own choice: long enough to go back after a week in the field, too short to become a file beside the file."""
DEVICE_LASTS: Final = timedelta(days=180)
MOST_DEVICES: Final = 40


def why_not_bring(*, same_bytes: bool, same_label: bool, other_owner: bool, other_kind: bool) -> list[WhyNot]:
    """Why a form does not come in."""
    refused = {
        WhyNot.OTHER_BODY: other_owner,
        WhyNot.OTHER_KIND: other_kind and not other_owner,
        WhyNot.HERE_ALREADY: same_bytes and not other_owner,
        WhyNot.SAME_VERSION: same_label and not same_bytes and not other_owner,
    }
    return [reason for reason, holds in refused.items() if holds]


def why_not_publish(*, state: State, own: bool) -> list[WhyNot]:
    """Two people stand behind what a whole country asks: who brought a form in, and who looked at it."""
    if State.PUBLISHED not in NEXT[state]:
        return [WhyNot.NOT_TRIED if state == State.DRAFT else WhyNot.NOT_A_DRAFT]
    return [WhyNot.OWN_FORM] if own else []


def why_not_retire(*, state: State) -> list[WhyNot]:
    return [] if State.RETIRED in NEXT[state] else [WhyNot.NOT_PUBLISHED]


def why_not_begin(*, state: State, trial: bool, desk_closed: bool, sealed_on_phone: bool) -> list[WhyNot]:
    """A published form is filled in; another one is tried out by those who may publish."""
    open_states = {State.DRAFT, State.TRIED} if trial else {State.PUBLISHED}
    refused = {
        WhyNot.NOT_PUBLISHED: state not in open_states,
        WhyNot.DESK_CLOSED: desk_closed,
        WhyNot.MEANT_FOR_PHONES: sealed_on_phone,
    }
    return [reason for reason, holds in refused.items() if holds]


def why_not_save(*, state: FilledState) -> list[WhyNot]:
    return [] if state == FilledState.OPEN else [WhyNot.NOT_OPEN]


def why_not_finish(*, state: FilledState, errors: int) -> list[WhyNot]:
    if state != FilledState.OPEN:
        return [WhyNot.NOT_OPEN]
    return [WhyNot.HAS_ERRORS] if errors else []


def why_not_hand_over(*, state: FilledState) -> list[WhyNot]:
    """What was finished is taken to where it belongs, once."""
    return [] if state == FilledState.FINISHED else [WhyNot.NOT_FINISHED]


def why_not_let_in(*, desk_closed: bool, alive: int) -> list[WhyNot]:
    """Why a desk gets no further phone."""
    if desk_closed:
        return [WhyNot.DESK_CLOSED]
    return [WhyNot.TOO_MANY_DEVICES] if alive >= MOST_DEVICES else []

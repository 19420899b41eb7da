"""Page objects of the legal track."""

from dataclasses import dataclass
from datetime import date

from malath.justice.words import Capacity, State
from malath.people.words import PartyKind
from malath.ui.pieces import Tone

CALM = frozenset({State.AMNESTY, State.CLOSED, State.NO_REPORT})
GOOD = frozenset({State.CHARGED, State.FINAL, State.ENFORCEMENT})


def tone_of(state: State) -> Tone:
    if state == State.DISMISSED:
        return "warn"
    return "quiet" if state in CALM else "ok" if state in GOOD else "info"


@dataclass(frozen=True)
class ProceedingLine:
    """A proceeding as the file of one person shows it. `stopped`: the person took back that they co-operate."""

    reference: str
    state: State
    state_on: date
    capacity: Capacity
    stopped: bool

    @property
    def tone(self) -> Tone:
        return tone_of(self.state)


@dataclass(frozen=True)
class StepLine:
    """One step of the history. `body` is "" where it may not be named, `because` where it is on the other side of the wall."""

    state: State
    on: date
    body: str
    because: str


@dataclass(frozen=True)
class AccusedLine:
    """Somebody accused, as the viewer's side knows them. `ours`: the viewer's body wrote it and may strike it out."""

    reference: str
    name: str
    kind: PartyKind
    what: str
    ours: bool


@dataclass(frozen=True)
class FilePage:
    """The legal file of one person as this viewer may see it."""

    reference: str
    person_reference: str
    is_closed: bool
    proceedings: tuple[ProceedingLine, ...]
    may_work: bool


@dataclass(frozen=True)
class ProceedingPage:
    """One proceeding from the file of one person. `others`: cases with a part in it that this viewer sees."""

    reference: str
    case_reference: str
    person_reference: str
    line: ProceedingLine
    number: str
    court: str
    reads: bool
    steps: tuple[StepLine, ...]
    accused: tuple[AccusedLine, ...]
    others: tuple[str, ...]
    next_states: tuple[State, ...]
    may_work: bool
    may_move: bool


@dataclass(frozen=True)
class Brief:
    """What the case page says of the legal track."""

    lines: tuple[ProceedingLine, ...]

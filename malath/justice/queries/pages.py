"""Page objects of the legal track."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from malath.justice.rules import Sums
from malath.justice.words import (
    Arranged,
    Capacity,
    ClaimKind,
    Event,
    HearingState,
    NoticeState,
    Protecting,
    Purpose,
    State,
    Step,
    ToldHow,
)
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


ARRANGED_TONE: dict[Arranged, Tone] = {Arranged.TO_DO: "warn", Arranged.NOT_ASKED: "warn", Arranged.DONE: "ok"}
HEARING_TONE: dict[HearingState, Tone] = {HearingState.PLANNED: "info", HearingState.HELD: "ok", HearingState.MOVED: "warn"}


@dataclass(frozen=True)
class HearingLine:
    """A hearing in the file of one person."""

    reference: str
    purpose: Purpose
    starts_at: datetime
    state: HearingState
    open_: bool

    @property
    def tone(self) -> Tone:
        return HEARING_TONE.get(self.state, "quiet")


@dataclass(frozen=True)
class ArrangedLine:
    """One thing for a hearing, and how far it is arranged."""

    label: str
    state: Arranged
    text: str = ""

    @property
    def tone(self) -> Tone:
        return ARRANGED_TONE.get(self.state, "quiet")


@dataclass(frozen=True)
class HearingPage:
    """One hearing as one person meets it. `moved_to`, `moved_from`: the hearing in its place, and the one before."""

    reference: str
    case_reference: str
    proceeding: str
    line: HearingLine
    court: str
    needs: tuple[Protecting, ...]
    arranged: tuple[ArrangedLine, ...]
    note: str
    result: str
    moved_to: HearingLine | None
    moved_from: HearingLine | None
    may_work: bool


@dataclass(frozen=True)
class NoticeLine:
    """Something of which the person chose to be told."""

    reference: str
    event: Event
    on: date
    state: NoticeState
    how: ToldHow | None
    told_at: datetime | None
    to_do: bool

    @property
    def tone(self) -> Tone:
        tones: dict[NoticeState, Tone] = {NoticeState.WAITING: "warn", NoticeState.TOLD: "ok"}
        return tones.get(self.state, "quiet")


@dataclass(frozen=True)
class CalendarDay:
    """A day and how many hearings it holds."""

    on: date
    count: int
    in_month: bool
    today: bool
    chosen: bool


@dataclass(frozen=True)
class CalendarRow:
    """A hearing of the chosen day as one person meets it."""

    case_reference: str
    person_reference: str
    proceeding: str
    hearing: str
    name: str
    sees_name: bool
    starts_at: datetime
    purpose: Purpose
    needs: tuple[Protecting, ...]
    open_: bool


@dataclass(frozen=True)
class Calendar:
    """A month of hearings and the chosen day. `older`: where the next page of that day begins, "" for the last."""

    title: str
    day_names: tuple[str, ...]
    weeks: tuple[tuple[CalendarDay, ...], ...]
    before: str
    after: str
    day: date
    rows: tuple[CalendarRow, ...]
    total: int
    older: str

    @property
    def files(self) -> list[str]:
        return list(dict.fromkeys(row.person_reference for row in self.rows))


@dataclass(frozen=True)
class ClaimStepLine:
    step: Step
    amount: Decimal | None
    on: date


@dataclass(frozen=True)
class ClaimLine:
    """A claim with what was claimed, awarded and paid apart. `owed`: awarded and not paid."""

    reference: str
    kind: ClaimKind
    against: str
    words: str
    sums: Sums
    steps: tuple[ClaimStepLine, ...]
    over: bool
    may_enforce: bool

    @property
    def has_amounts(self) -> bool:
        return self.kind != ClaimKind.PASSPORT


@dataclass(frozen=True)
class FilePage:
    """The legal file of one person as this viewer may see it."""

    reference: str
    person_reference: str
    is_closed: bool
    proceedings: tuple[ProceedingLine, ...]
    claims: tuple[ClaimLine, ...] | None
    may_work: bool
    helps: bool


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
    hearings: tuple[HearingLine, ...]
    told_of: tuple[Event, ...]
    asked_to_be_told: bool
    notices: tuple[NoticeLine, ...]
    next_states: tuple[State, ...]
    may_work: bool
    may_move: bool
    helps: bool


@dataclass(frozen=True)
class Brief:
    """What the case page says of the legal track."""

    lines: tuple[ProceedingLine, ...]
    next_at: datetime | None

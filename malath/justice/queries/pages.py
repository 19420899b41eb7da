"""Page objects of the legal track."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from malath.cases.queries.law import Recorded
from malath.justice.rules import Sums
from malath.justice.words import (
    Arranged,
    Asking,
    Capacity,
    ClaimKind,
    Element,
    Event,
    ExhibitKind,
    HeardHow,
    HearingState,
    LegalAid,
    MeasureKind,
    NoticeState,
    Pardon,
    Protecting,
    Purpose,
    Reproached,
    State,
    Step,
    ToldHow,
    WantsHome,
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

    @property
    def plain(self) -> str:
        return self.on.isoformat()


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
class ReproachLine:
    """An act of which the person is accused, and whether it is asked that they are not punished."""

    reference: str
    act: Reproached
    on: date
    state: Pardon
    before: str
    link: str
    reasons: str
    asked_on: date | None
    decided_on: date | None

    @property
    def tone(self) -> Tone:
        tones: dict[Pardon, Tone] = {Pardon.OPEN: "warn", Pardon.GRANTED: "ok", Pardon.REFUSED: "danger"}
        return tones.get(self.state, "info")

    @property
    def open_(self) -> bool:
        return self.state == Pardon.OPEN

    @property
    def asked(self) -> bool:
        return self.state == Pardon.ASKED


@dataclass(frozen=True)
class MandateLine:
    """Who represents the person."""

    reference: str
    lawyer: str
    body: str
    aid: LegalAid
    on: date
    number: str
    over: bool


@dataclass(frozen=True)
class ChargeLine:
    """An offence against this person. `name` is "" on the other side of the wall, and `aggravating` empty: a circumstance can
    tell of others in the matter."""

    offence: Recorded
    on: date
    name: str
    kind: PartyKind
    accused: str
    aggravating: tuple[Recorded, ...]


@dataclass(frozen=True)
class ProofLine:
    """What shows one element. `exhibit` is "" where that piece of evidence is not shown to the viewer."""

    reference: str
    element: Element
    law: Recorded
    what: str
    exhibit: str
    ours: bool


@dataclass(frozen=True)
class PairLine:
    """One accused and this person: what is shown, and what is missing still."""

    name: str
    kind: PartyKind
    proofs: tuple[ProofLine, ...]
    missing: tuple[Element, ...]


@dataclass(frozen=True)
class MeasureLine:
    """A measure of a prosecutor."""

    reference: str
    kind: MeasureKind
    on: date
    ends_on: date | None
    ended_on: date | None
    words: str
    law: Recorded


@dataclass(frozen=True)
class HandingLine:
    giver: str
    whom: str
    on: date
    sha256: str


@dataclass(frozen=True)
class ExhibitLine:
    """A piece of evidence and its way from hand to hand."""

    reference: str
    kind: ExhibitKind
    what: str
    handings: tuple[HandingLine, ...]


@dataclass(frozen=True)
class TestimonyLine:
    how: HeardHow
    asked_on: date
    state: Asking
    settled_on: date | None

    @property
    def waits(self) -> bool:
        return self.state == Asking.ASKED


@dataclass(frozen=True)
class FilePage:
    """The legal file of one person as this viewer may see it."""

    reference: str
    person_reference: str
    is_closed: bool
    proceedings: tuple[ProceedingLine, ...]
    claims: tuple[ClaimLine, ...] | None
    reproaches: tuple[ReproachLine, ...]
    mandates: tuple[MandateLine, ...]
    is_child: bool
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
    charges: tuple[ChargeLine, ...]
    pairs: tuple[PairLine, ...]
    measures: tuple[MeasureLine, ...]
    exhibits: tuple[ExhibitLine, ...]
    testimony: tuple[TestimonyLine, ...]
    wants_home: WantsHome | None

    @property
    def testimony_waits(self) -> bool:
        return any(line.waits for line in self.testimony)

    @property
    def ask_testimony(self) -> bool:
        """Whether the person wants to leave before the judgment, and nobody asked that they are heard before."""
        return self.wants_home == WantsHome.YES and not self.testimony


@dataclass(frozen=True)
class Brief:
    """What the case page says of the legal track."""

    lines: tuple[ProceedingLine, ...]
    next_at: datetime | None

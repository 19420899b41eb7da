"""What pages of returns show, ready made."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from malath.returns.words import (
    BudgetLine,
    FineWay,
    Gate,
    GateState,
    GrantKind,
    Holds,
    JourneyState,
    MissionAnswer,
    NextBy,
    PaidBy,
    PaperKind,
    PaperState,
    ReturnKind,
    ReturnState,
    RiskLevel,
    StopReason,
    WhyNot,
)
from malath.ui.charts import Range
from malath.ui.times import money_text

if TYPE_CHECKING:
    from malath.returns.queries.mission import Said


@dataclass(frozen=True)
class GateRow:
    """One gate on the checklist."""

    gate: Gate
    state: GateState
    holds: tuple[Holds, ...]
    next_by: NextBy | None

    @property
    def number(self) -> str:
        return str(self.gate.value)

    @property
    def tone(self) -> str:
        return {"open": "ok", "closed": "warn"}.get(self.state.value, "")


@dataclass(frozen=True)
class Money:
    """An amount with its currency. `released`: since when it is kept for nobody any more."""

    amount: Decimal
    currency: str
    released: datetime | None = None

    def __str__(self) -> str:
        return money_text(self.amount, self.currency)


@dataclass(frozen=True)
class JourneyLine:
    """A journey with its legs."""

    state: JourneyState
    leaves_at: datetime
    arrives_at: datetime
    meets: str
    escort: str
    airline_cares: bool
    ticket: str
    fare: Money | None
    legs: tuple[tuple[datetime, datetime, str, str], ...]
    waits_for_refund: bool
    refund: Money | None
    unconfirmed: bool
    missing: bool


@dataclass(frozen=True)
class CostLine:
    """What something was thought to cost, and did."""

    reference: str
    line: BudgetLine
    paid_by: PaidBy
    project: str
    estimate: Money | None
    actual: Money | None


@dataclass(frozen=True)
class PartLine:
    """An instalment of a grant."""

    reference: str
    number: int
    kind: GrantKind
    amount: Money
    words: str
    receipt: str
    paid_at: datetime | None
    why_not: tuple[WhyNot, ...]


@dataclass(frozen=True)
class LogLine:
    """One thing that the person said or did about going home: the log of voluntariness."""

    at: datetime
    what: str
    words: str
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Checklist:
    """One return: what blocks it, why, who acts next, and where."""

    reference: str
    person_reference: str
    name: str
    kind: ReturnKind
    state: ReturnState
    country: str
    asked_on: date
    priority: int
    pressing: tuple[str, ...]
    words: str
    worker: str
    is_mine: bool
    mission: str
    answer: MissionAnswer | None
    said: "Said"
    due_at: datetime | None
    gates: tuple[GateRow, ...]
    danger: tuple[RiskLevel, str] | None
    papers: tuple[tuple[PaperKind, PaperState], ...]
    fines: tuple[FineWay, str, bool] | None
    fit_until: date | None
    receiver: tuple[str, str] | None
    is_child: bool
    locked: bool
    declared: bool
    journey: JourneyLine | None
    journeys: tuple[JourneyLine, ...]
    log: tuple[LogLine, ...]
    costs: tuple[CostLine, ...]
    grant: Money | None
    parts: tuple[PartLine, ...]
    granted_elsewhere: bool
    stopped: StopReason | None
    stopped_at: datetime | None
    may_work: bool
    may_approve: bool
    why_not_stop: tuple[WhyNot, ...]

    @property
    def fines_wait(self) -> bool:
        return self.fines is not None and self.fines[2]

    @property
    def closed(self) -> tuple[GateRow, ...]:
        return tuple(row for row in self.gates if row.state == GateState.CLOSED)

    @property
    def is_open(self) -> bool:
        return self.state in {ReturnState.PREPARING, ReturnState.BOOKED}


@dataclass(frozen=True)
class Brief:
    """What the page of a case or of a person says of a return."""

    reference: str
    state: ReturnState
    gate: Gate | None
    court: str


@dataclass(frozen=True)
class QueueRow:
    """One return in the queue."""

    reference: str
    name: str
    kind: ReturnKind
    country: str
    state: ReturnState
    gate: Gate | None
    since: datetime
    priority: int
    asked_on: date
    worker: str
    person_reference: str


@dataclass(frozen=True)
class Waiting:
    """Somebody who was referred for return and taken on, of whom no return was opened yet."""

    person_reference: str
    name: str
    since: datetime | None


@dataclass(frozen=True)
class Queue:
    """A page of the queue."""

    rows: tuple[QueueRow, ...]
    waiting: tuple[Waiting, ...]
    older: str

    @property
    def files(self) -> list[str]:
        return [*(row.person_reference for row in self.rows), *(row.person_reference for row in self.waiting)]


@dataclass(frozen=True)
class Departure:
    """Somebody who leaves on a day: each leg with who helps after it, who meets, and what they need, in neutral words."""

    reference: str
    person_reference: str
    name: str
    leaves_at: datetime
    arrives_at: datetime
    legs: tuple[tuple[datetime, datetime, str, str], ...]
    meets: str
    escort: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Departures:
    """Who leaves on a day, of those whom the viewer sees."""

    day: date
    rows: tuple[Departure, ...]

    @property
    def files(self) -> list[str]:
        return [row.person_reference for row in self.rows]


@dataclass(frozen=True)
class Figure:
    """A number of people as it may be told, and as a bar."""

    label: str
    told: str
    bar: Range


@dataclass(frozen=True)
class Waited(Figure):
    """How many stand before a gate, and for how many days half of them, and nine in ten, have stood there at most."""

    half: int | None
    nine_in_ten: int | None

    @property
    def times(self) -> tuple[int | None, int | None]:
        return self.half, self.nine_in_ten


@dataclass(frozen=True)
class Outcome:
    """One round of asking how life goes."""

    label: str
    bands: tuple[Figure, ...]
    together: str


@dataclass(frozen=True)
class ProjectLine:
    """A project and what is left of it."""

    reference: str
    name: str
    budget: Money
    left: Money
    ends_on: date
    over: bool


@dataclass(frozen=True)
class Programme:
    """The figures of a return office."""

    pipeline: tuple[Waited, ...]
    together: str
    ended: tuple[Figure, ...]
    costs: tuple[tuple[str, str], ...]
    outcomes: tuple[Outcome, ...]
    months: str
    projects: tuple[ProjectLine, ...]

"""Page objects of support."""

from dataclasses import dataclass
from datetime import date, datetime

from malath.support.words import Doer, Domain, GoalState, Pull, ReviewCause, Sphere, StepState
from malath.ui.pieces import Tone

GOAL_TONE: dict[GoalState, Tone] = {GoalState.CHOSEN: "info", GoalState.REACHED: "ok"}


@dataclass(frozen=True)
class DueLine:
    """A plan that is due at the viewer's desks, for the workday. `first`: it is the first one."""

    case_reference: str
    person_reference: str
    due: datetime
    late: bool
    first: bool


@dataclass(frozen=True)
class Brief:
    """What the case page says of the plan."""

    begun: bool
    agreed_at: datetime | None
    due: datetime | None
    chosen: int
    reached: int


@dataclass(frozen=True)
class StepLine:
    reference: str
    words: str
    doer: Doer
    due_on: date
    state: StepState
    late: bool


@dataclass(frozen=True)
class GoalLine:
    """A goal with its actions. `words` is "" where they are not the viewer's to read."""

    reference: str
    domain: Domain
    words: str
    state: GoalState
    raised: bool
    body: str
    at: datetime
    steps: tuple[StepLine, ...]

    @property
    def tone(self) -> Tone:
        return GOAL_TONE.get(self.state, "quiet")

    @property
    def stands(self) -> bool:
        return self.state == GoalState.CHOSEN


@dataclass(frozen=True)
class FactorLine:
    reference: str
    pull: Pull
    words: str
    at: datetime
    struck_at: datetime | None
    ours: bool

    @property
    def tone(self) -> Tone:
        return "warn" if self.pull == Pull.RISK else "ok"


@dataclass(frozen=True)
class ReviewLine:
    cause: ReviewCause
    words: str
    done: bool
    at: datetime
    until: datetime
    body: str


@dataclass(frozen=True)
class PlanPage:
    """The protection plan of one case as its viewer may see it. `factors`: by sphere, None where the assessment is not open."""

    reference: str
    is_child: bool
    is_closed: bool
    begun: bool
    agreed_at: datetime | None
    due: datetime | None
    kept_by: str
    goals: tuple[GoalLine, ...]
    factors: tuple[tuple[Sphere, tuple[FactorLine, ...]], ...] | None
    reviews: tuple[ReviewLine, ...]
    why_not_agree: tuple[str, ...]
    may_work: bool
    days: tuple[int, int, int]

    @property
    def chosen(self) -> tuple[GoalLine, ...]:
        return tuple(line for line in self.goals if line.stands)

    @property
    def others(self) -> tuple[GoalLine, ...]:
        return tuple(line for line in self.goals if not line.stands)

"""Page objects of identification."""

from dataclasses import dataclass
from datetime import date, datetime

from malath.cases.words import CaseStatus
from malath.identification.queries.law import Provision
from malath.identification.words import (
    AskedBy,
    ElementKind,
    EvidenceSource,
    EvidenceStrength,
    ReviewOutcome,
    Stage,
    Stance,
    WhyNot,
)
from malath.ui.pieces import Tone

STAGE_TONE: dict[Stage, Tone] = {Stage.PROPOSED: "info", Stage.REVIEW: "info", Stage.DECIDED: "ok", Stage.REVIEWED: "ok"}


@dataclass(frozen=True)
class QueueRow:
    """A case in the queue. `for_opinion`: what is due is the first opinion; `given`: a body that decides has the file."""

    reference: str
    person_reference: str
    name: str
    sees_name: bool
    is_child: bool
    status: CaseStatus
    stage: Stage
    due: datetime | None
    for_opinion: bool
    given: bool
    decided_at: datetime | None
    recurs: bool = False

    @property
    def tone(self) -> Tone:
        return STAGE_TONE.get(self.stage, "warn")


@dataclass(frozen=True)
class DueLine:
    """What of identification is due at the viewer's desks, for the workday."""

    case_reference: str
    person_reference: str
    due: datetime
    late: bool


@dataclass(frozen=True)
class Brief:
    """What the case page says of identification."""

    stage: Stage
    due: datetime | None

    @property
    def tone(self) -> Tone:
        return STAGE_TONE.get(self.stage, "warn")


@dataclass(frozen=True)
class Queue:
    """A page of the queue. `older`: where the next one begins, "" for the last."""

    rows: tuple[QueueRow, ...]
    older: str
    decided: bool

    @property
    def files(self) -> list[str]:
        return list(dict.fromkeys(row.person_reference for row in self.rows))


@dataclass(frozen=True)
class ClockLine:
    """A clock of the page, and from where its length comes: always a setting, never law."""

    what: str
    due: datetime
    done_at: datetime | None
    basis: str


@dataclass(frozen=True)
class OpinionLine:
    """An opinion. `body` is "" where it may not be named; `text` is "" where it is not the viewer's to read."""

    stance: Stance | None
    body: str
    who: str
    text: str
    at: datetime
    stands: bool


@dataclass(frozen=True)
class EvidenceLine:
    source: EvidenceSource
    strength: EvidenceStrength
    dated_on: date | None
    holder: str
    words: str


@dataclass(frozen=True)
class ElementLine:
    """An element of the matrix with what it rests on. `ours`: the viewer's desk entered it and may strike it out."""

    reference: str
    provision: Provision
    evidence: tuple[EvidenceLine, ...]
    ours: bool


@dataclass(frozen=True)
class MatrixRow:
    """One alleged trafficker, or somebody unknown (`known` is False), and what stands under the name."""

    name: str
    known: bool
    kind: str
    cells: tuple[tuple[ElementKind, tuple[ElementLine, ...]], ...]
    missing: tuple[ElementKind, ...]


@dataclass(frozen=True)
class DecisionLine:
    """A decision or a proposal. Reasons are "" where they are not the viewer's to read."""

    reference: str
    status: CaseStatus
    body: str
    proposed_by: str
    proposed_at: datetime
    confirmed_by: str
    confirmed_at: datetime | None
    sent_back_at: datetime | None
    objection: str
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReviewLine:
    """A review of a decision."""

    asked_by: AskedBy
    at: datetime
    why: str
    officer: str
    mine: bool
    outcome: ReviewOutcome | None
    status: CaseStatus | None
    reasons: str
    settled_at: datetime | None


@dataclass(frozen=True)
class May:
    """What the viewer may do here."""

    opinion: bool
    matrix: bool
    propose: bool
    confirm: bool
    ask_review: bool
    settle_review: bool
    letters: bool
    works: bool


@dataclass(frozen=True)
class FilePage:
    """The identification of one person as this viewer may see it; what is not theirs to see is None or empty."""

    reference: str
    person_reference: str
    status: CaseStatus
    stage: Stage | None
    is_child: bool
    is_closed: bool
    rights: bool
    review_until: datetime | None
    given: bool
    clocks: tuple[ClockLine, ...]
    reads: bool
    opinions: tuple[OpinionLine, ...]
    matrix: tuple[MatrixRow, ...]
    proposal: DecisionLine | None
    history: tuple[DecisionLine, ...]
    review: ReviewLine | None
    why_not_propose: tuple[WhyNot, ...]
    why_not_confirm: tuple[WhyNot, ...]
    changes: int
    may: May

    @property
    def kinds(self) -> tuple[ElementKind, ...]:
        return tuple(ElementKind)

    @property
    def why_not_propose_texts(self) -> list[str]:
        return [str(reason.label) for reason in self.why_not_propose]

    @property
    def why_not_confirm_texts(self) -> list[str]:
        return [str(reason.label) for reason in self.why_not_confirm]

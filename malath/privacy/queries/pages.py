"""What the pages of privacy show: frozen values, made by the reads beside this file."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

from django.utils.translation import gettext as _

from malath.agencies.models import Agency
from malath.foundation import clock
from malath.privacy.models import Access
from malath.privacy.queries.guardians import GuardianLine
from malath.privacy.wording import Reach, Wording
from malath.privacy.words import (
    Answer,
    BasisKind,
    BlockKind,
    ConsentKind,
    Level,
    Purpose,
    Section,
)
from malath.ui.text import isolate

Ways: TypeAlias = Collection[Access]
"""The access rows that open one file to one viewer."""


TO_THE_PERSON = ("read_aloud", "on_paper")
"""How it leaves when the person is told who has seen the file."""


@dataclass(frozen=True)
class ConsentLine:
    """One answer as pages show it. `body` is "" where the viewer may not know the name; `ours`: our desk wrote it down;
    `said_freely`: there were no written words in that language; `older_words`: the mark of what was read, if replaced since."""

    id: int
    kind: ConsentKind
    body: str
    body_reference: str
    answer: Answer
    at: datetime | None
    by: str
    use: str
    shown: str
    about: str
    said_freely: bool
    language: str
    interpreter: str
    method: str
    expires_on: date | None
    withdrawn_at: datetime | None
    holds: bool
    ours: bool
    outgrown: bool = False
    guardian: str = ""
    view: str = ""
    words: str = ""
    older_words: str = ""

    @property
    def question(self) -> str:
        """What was agreed to in one line, with its body or use."""
        if self.kind == ConsentKind.C3:
            return f"{self.kind.label}: {isolate(self.body or _('A body whose name is not shown to you'))}"
        return f"{self.kind.label}: {self.shown}" if self.shown else str(self.kind.label)


@dataclass(frozen=True)
class Question:
    """One question and the answers that stand: one, or for C3 one for each body that was asked about."""

    kind: ConsentKind
    lines: tuple[ConsentLine, ...]


@dataclass(frozen=True)
class BasisLine:
    """A ground on which somebody goes on without consent, until when a supervisor confirms it, and why."""

    id: int
    kind: BasisKind
    opened_at: datetime
    confirm_by: datetime | None
    confirmed_at: datetime | None
    because: str
    is_own: bool


@dataclass(frozen=True)
class LeftLine:
    """Something that already went out. `to` is "" where the viewer may not know the name."""

    to: str
    how: str
    level: Level
    reference: str
    at: datetime

    @property
    def to_the_person(self) -> bool:
        return self.how in TO_THE_PERSON

    @property
    def to_a_mission(self) -> bool:
        """It left as a sealed package, or lies open to the users of a mission."""
        return self.how in {"package", "mission"}

    @property
    def to_an_embassy(self) -> bool:
        return self.how == "embassy"


@dataclass(frozen=True)
class BlockLine:
    """A block as those who may set one see it."""

    id: int
    who: str
    kind: BlockKind
    from_at: datetime
    may_end: bool


@dataclass(frozen=True)
class QuestionPage:
    """One question to be asked: its words, whether to a child, and the answer that stands as far as the viewer sees it.

    `opens` says what a yes opens, and what it does not; for a body (C3) `opens_to_body` how far. `without_words`: the
    language of the person, when nobody has written the words down in it.
    """

    reference: str
    kind: ConsentKind
    body: Agency | None
    words: Wording
    is_child: bool
    standing: ConsentLine | None
    seen: int | None
    reached_by_referral: bool
    opens: Reach
    opens_to_body: Level | None
    without_words: str
    in_danger: bool = False
    guardians: tuple[GuardianLine, ...] = ()


@dataclass(frozen=True)
class WithdrawalPage:
    """Before consents are taken back: which ones, what already left, and the code word that was agreed."""

    reference: str
    lines: tuple[ConsentLine, ...]
    left: tuple[LeftLine, ...]
    code_word: str

    @property
    def line(self) -> ConsentLine:
        """The one that is taken back, where it is only one."""
        return self.lines[0]

    @property
    def standing(self) -> tuple[ConsentLine, ...]:
        return tuple(line for line in self.lines if line.holds)


@dataclass(frozen=True)
class BlocksPage:
    """Who is kept out of a file."""

    reference: str
    lines: tuple[BlockLine, ...]


@dataclass(frozen=True)
class WhyLine:
    """One reason why a viewer sees a file: through which desk, for what, how far, on which ground, until when."""

    desk: str
    is_own_desk: bool
    is_key_worker: bool
    purpose: Purpose
    level: Level
    own_writing_only: bool
    basis: BasisKind
    consents: tuple[ConsentKind, ...]
    confirm_by: datetime | None
    since: datetime
    until: datetime | None
    compartments: tuple[Section, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; `until` itself is the moment when it no longer does."""
        return clock.in_amman(self.until - timedelta(seconds=1)).date() if self.until else None


@dataclass(frozen=True)
class ConsentsPage:
    """The page of consents: the fifteen questions and the answers that stand, and history, as far as the viewer sees."""

    reference: str
    is_child: bool
    questions: tuple[Question, ...]
    past: tuple[ConsentLine, ...]
    without_consent: tuple[BasisLine, ...]
    may_confirm: bool
    may_record: bool
    may_block: bool

"""Reading the framework: what holds, what changed, who has read it; findings."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import get_language

from malath.accounts import queries as accounts
from malath.accounts.roles import Power, Role
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.documents import queries as documents
from malath.documents.models import Attachment
from malath.framework.models import Finding, FrameText, Read, TextVersion
from malath.framework.words import ENDED, FindingKind, FindingState, Matter, Proof, Source, TextKind
from malath.ui.pieces import Tone

MOST = 200
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
STATE_TONE: dict[FindingState, Tone] = {
    FindingState.NEW: "warn", FindingState.IN_WORK: "info", FindingState.DONE: "ok", FindingState.PARTLY: "ok",
}  # fmt: skip
PROOF_TONE: dict[Proof, Tone] = {Proof.VERIFIED: "ok", Proof.PRESS: "warn", Proof.MEMORY: "danger"}


@dataclass(frozen=True)
class Change:
    """A version that came since a moment, for training and forms: what it touches has to follow."""

    title: str
    kind: TextKind
    label: str
    text_reference: str
    at: datetime
    dated_on: date
    touches: frozenset[str]


@dataclass(frozen=True)
class VersionLine:
    """A version as pages show it."""

    reference: str
    label: str
    source: str
    dated_on: date
    proof: Proof
    words: str
    changes: str
    has_file: bool
    touches: tuple[str, ...]
    roles: tuple[str, ...]
    at: datetime
    read_at: datetime | None
    reads: int

    @property
    def tone(self) -> Tone:
        return PROOF_TONE[self.proof]


@dataclass(frozen=True)
class TextLine:
    """A text of the framework as it stands. `to_read`: the viewer has to read this version and has not."""

    reference: str
    kind: TextKind
    title: str
    version: VersionLine
    to_read: bool


@dataclass(frozen=True)
class FrameworkPage:
    """All texts, those that wait for the viewer first."""

    lines: tuple[TextLine, ...]
    may_bring: bool

    @property
    def to_read(self) -> int:
        return sum(line.to_read for line in self.lines)


@dataclass(frozen=True)
class TextPage:
    """One text with its versions, the newest first. `readers`: how many of each role have read it, for who brings texts."""

    line: TextLine
    older: tuple[VersionLine, ...]
    may_bring: bool
    readers: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class FindingLine:
    """A finding. `owner`: which desk answers for it."""

    reference: str
    kind: FindingKind
    source: Source
    matter: Matter
    words: str
    state: FindingState
    owner: str
    owner_reference: str
    due_on: date | None
    late: bool
    because: str
    at: datetime

    @property
    def tone(self) -> Tone:
        return STATE_TONE.get(self.state, "quiet")


def framework_page(holdings: Holdings) -> FrameworkPage:
    """Three statements."""
    versions = _versions(TextVersion.objects.all())
    last = {row.text_id: row for row in reversed(versions)}
    read = _read_by(holdings, last.values())
    lines = [_text_line(row, holdings, read) for row in last.values()]
    return FrameworkPage(tuple(sorted(lines, key=lambda one: (not one.to_read, one.kind, one.title))), may_bring(holdings))


def text_page(text: FrameText, holdings: Holdings, at: datetime) -> TextPage:
    """Two statements, two more for who brings texts."""
    rows = _versions(TextVersion.objects.filter(text=text))
    read = _read_by(holdings, rows)
    may = may_bring(holdings)
    older = tuple(_version_line(row, read) for row in rows[1:])
    return TextPage(_text_line(rows[0], holdings, read), older, may, _readers(rows[0], at) if may else ())


def changed_since(moment: datetime) -> tuple[Change, ...]:
    """Versions that came since then, the newest first: for training and questionnaires. One statement."""
    rows = TextVersion.objects.filter(at__gt=moment).select_related("text").order_by("-at", "-pk")[:MOST]
    return tuple(
        Change(
            _title(row.text), TextKind(row.text.kind), row.label, row.text.reference, row.at, row.dated_on,
            frozenset(row.touches),
        )
        for row in rows
    )  # fmt: skip


def touched(codes: Collection[str]) -> dict[str, Change]:
    """For each code of a form or a module the newest change that it has to follow. One statement."""
    found: dict[str, Change] = {}
    for change in changed_since(BEGINNING):
        for code in change.touches & set(codes):
            found.setdefault(code, change)
    return found


def findings(today: date, *, ended: bool = False) -> tuple[FindingLine, ...]:
    """Findings that are open, or those that were settled. One statement."""
    rows = Finding.objects.select_related("key", "owner__agency").order_by("-pk")
    rows = rows.filter(state__in=ENDED) if ended else rows.exclude(state__in=ENDED)
    return tuple(_finding_line(row, today) for row in rows[:MOST])


def finding_line(finding: Finding, today: date) -> FindingLine:
    return _finding_line(finding, today)


def may_bring(holdings: Holdings) -> bool:
    """Who brings texts in and gives findings to desks: whoever coordinates the mechanism."""
    return holdings.may(Power.COORDINATE)


def owners() -> list[Desk]:
    """Desks that may answer for a finding."""
    return [desk for agency in agencies.agencies() for desk in agencies.open_desks(agency)]


def owner_by_reference(reference: str) -> Desk | None:
    return agencies.desk_by_reference(reference)


def text_by_reference(reference: str) -> FrameText | None:
    return FrameText.objects.filter(reference=reference).first()


def text_locked(pk: int) -> FrameText:
    return FrameText.objects.select_for_update().get(pk=pk)


def version_by_reference(reference: str) -> TextVersion | None:
    return TextVersion.objects.select_related("text").filter(reference=reference).first()


def last_version(text: FrameText) -> TextVersion | None:
    return TextVersion.objects.filter(text=text).order_by("-dated_on", "-pk").first()


def labels_of(text: FrameText) -> list[str]:
    return list(TextVersion.objects.filter(text=text).values_list("label", flat=True))


def file_of(version: TextVersion) -> Attachment | None:
    return documents.attachment_about(version.reference, version.attachment) if version.attachment else None


def finding_by_reference(reference: str) -> Finding | None:
    return Finding.objects.select_related("key", "owner__agency").filter(reference=reference).first()


def finding_locked(pk: int) -> Finding:
    return Finding.objects.select_for_update(of=("self",)).select_related("key").get(pk=pk)


def finding_noted(once: UUID | None) -> Finding | None:
    return Finding.objects.filter(once=once).first() if once is not None else None


def _versions(rows: QuerySet[TextVersion]) -> list[TextVersion]:
    rows = rows.select_related("text").annotate(count_of_reads=Count("reads"))
    return list(rows.order_by("text_id", "-dated_on", "-pk")[: MOST * 5])


def _read_by(holdings: Holdings, rows: Iterable[TextVersion]) -> dict[int, datetime]:
    reads = Read.objects.filter(version__in=list(rows), user__reference=holdings.reference)
    return dict(reads.values_list("version_id", "at"))


def _readers(version: TextVersion, at: datetime) -> tuple[tuple[str, int, int], ...]:
    """For each role that has to read it: how many have, and how many hold it. Two statements."""
    read = set(Read.objects.filter(version=version).values_list("user_id", flat=True))
    held: dict[str, set[int]] = {}
    for role, user in accounts.current_seats(at).values_list("role", "user_id").distinct():
        held.setdefault(role, set()).add(user)
    wanted = [role for role in Role if role in held and (not version.roles or role.value in version.roles)]
    return tuple((str(role.label), len(held[role] & read), len(held[role])) for role in wanted)


def _text_line(row: TextVersion, holdings: Holdings, read: dict[int, datetime]) -> TextLine:
    wanted = not row.roles or bool({role.value for role in holdings.roles} & set(row.roles))
    return TextLine(
        row.text.reference, TextKind(row.text.kind), _title(row.text), _version_line(row, read),
        to_read=wanted and row.pk not in read,
    )  # fmt: skip


def _version_line(row: TextVersion, read: dict[int, datetime]) -> VersionLine:
    roles = tuple(str(Role(one).label) for one in row.roles if one in Role.values)
    return VersionLine(
        row.reference, row.label, row.source, row.dated_on, Proof(row.proof), row.words, row.changes, bool(row.attachment),
        tuple(row.touches), roles, row.at, read.get(row.pk), getattr(row, "count_of_reads", 0),
    )  # fmt: skip


def _finding_line(row: Finding, today: date) -> FindingLine:
    owner = f"{row.owner.name} · {row.owner.agency.name}" if row.owner else ""
    late = row.due_on is not None and row.due_on < today and row.state not in ENDED
    return FindingLine(
        row.reference, FindingKind(row.kind), Source(row.source), Matter(row.matter), row.opened("words"),
        FindingState(row.state), owner, row.owner.reference if row.owner else "", row.due_on, late, row.opened("because"),
        row.at,
    )  # fmt: skip


def _title(text: FrameText) -> str:
    return text.title_en if get_language() == "en" else text.title_ar


def may_move(holdings: Holdings, finding: Finding) -> bool:
    """Who says where a finding stands: whoever coordinates the mechanism, and supervisors of the desk that answers for it."""
    own = finding.owner_id is not None and holdings.may_at(finding.owner_id, Power.SUPERVISE)
    return may_bring(holdings) or own

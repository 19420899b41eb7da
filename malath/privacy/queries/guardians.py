"""Guardians of a child and what the child says, as far as a viewer sees consents."""

from dataclasses import dataclass
from datetime import datetime

from malath.accounts.rules import Holdings
from malath.people.models import Person
from malath.privacy.models import Assent, Guardian
from malath.privacy.rules import Sight
from malath.privacy.words import AssentView, GuardianKind, Section


@dataclass(frozen=True)
class GuardianLine:
    """A guardian as the page shows them, and what may be done by this viewer."""

    reference: str
    name: str
    kind: GuardianKind
    named_at: datetime
    proof: str
    which: str
    verified_at: datetime | None
    doubted_at: datetime | None
    because: str
    ended_at: datetime | None
    is_own: bool

    @property
    def decides(self) -> bool:
        return self.verified_at is not None and self.doubted_at is None and self.ended_at is None


@dataclass(frozen=True)
class ViewLine:
    """What a child said, and about which question; "" for what happens to it."""

    view: AssentView
    words: str
    about: str
    at: datetime


@dataclass(frozen=True)
class GuardiansPage:
    """Who decides together with a child, and what the child says."""

    reference: str
    is_child: bool
    lines: tuple[GuardianLine, ...]
    views: tuple[ViewLine, ...]
    may_record: bool


def guardians_page(person: Person, sight: Sight, holdings: Holdings, *, may_record: bool) -> GuardiansPage:
    """The page of guardians. Two statements."""
    rows = Guardian.objects.filter(person=person).select_related("key").order_by("ended_at", "pk")
    lines = [_line(row, sight, holdings) for row in rows if sight.sees_writing_of(row.desk_id, Section.CONSENTS)]
    said = Assent.objects.filter(person=person).select_related("key", "consent").order_by("-pk")
    views = [_view(row, sight) for row in said if sight.sees_writing_of(row.desk_id, Section.CONSENTS)]
    return GuardiansPage(person.reference, person.is_child, tuple(lines), tuple(views), may_record)


def guardian_of(person: Person, sight: Sight, reference: str) -> Guardian | None:
    """A guardian of this person whom the viewer sees."""
    row = Guardian.objects.select_related("person", "key").filter(person=person, reference=reference).first()
    return row if row and sight.sees_writing_of(row.desk_id, Section.CONSENTS) else None


def guardians_who_decide(person: Person, sight: Sight) -> list[GuardianLine]:
    """Those who may answer for a child now. One statement."""
    rows = Guardian.objects.filter(person=person, verified_at__isnull=False, doubted_at__isnull=True, ended_at__isnull=True)
    seen = [row for row in rows.select_related("key") if sight.sees_writing_of(row.desk_id, Section.CONSENTS)]
    return [_line(row, sight, None) for row in seen]


def has_guardian(person_id: int) -> bool:
    """Whether somebody whose proof was seen decides for a child now."""
    rows = Guardian.objects.filter(person_id=person_id, verified_at__isnull=False)
    return rows.filter(doubted_at__isnull=True, ended_at__isnull=True).exists()


def _line(row: Guardian, sight: Sight, holdings: Holdings | None) -> GuardianLine:
    reads = sight.sees_writing_of(row.desk_id, Section.STORY)
    return GuardianLine(
        reference=row.reference,
        name=row.opened("name"),
        kind=GuardianKind(row.kind),
        named_at=row.named_at,
        proof=row.get_proof_display(),
        which=row.opened("which"),
        verified_at=row.verified_at,
        doubted_at=row.doubted_at,
        because=row.opened("because") if reads else "",
        ended_at=row.ended_at,
        is_own=holdings is not None and row.named_by == holdings.reference,
    )


def _view(row: Assent, sight: Sight) -> ViewLine:
    reads = sight.sees_writing_of(row.desk_id, Section.STORY)
    about = str(row.consent.get_kind_display()) if row.consent else ""
    return ViewLine(AssentView(row.view), row.opened("words") if reads else "", about, row.at)

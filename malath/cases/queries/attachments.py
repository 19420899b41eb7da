"""Reads of files kept with a case."""

from dataclasses import dataclass
from datetime import datetime

from malath.accounts import queries as accounts
from malath.accounts.rules import Holdings
from malath.cases.models import Case
from malath.documents import queries as documents
from malath.documents.models import Attachment
from malath.documents.words import AttachmentKind, Format, WhyTakenAway
from malath.privacy.queries import retention
from malath.privacy.rules import Sight
from malath.privacy.words import COMPARTMENTS, Section


@dataclass(frozen=True)
class AttachmentLine:
    """A file of a case as the viewer may see it. `ours`: their desk took it in, and may take it away."""

    reference: str
    kind: AttachmentKind
    format: Format
    section: Section
    title: str
    size: int
    who: str
    at: datetime
    because: WhyTakenAway | None
    ours: bool

    @property
    def in_compartment(self) -> bool:
        return self.section in COMPARTMENTS


@dataclass(frozen=True)
class AttachmentsPage:
    """The files of a case: those that are there, and those that were taken away."""

    reference: str
    lines: tuple[AttachmentLine, ...]
    taken_away: tuple[AttachmentLine, ...]


def attachments_page(case: Case, sight: Sight, holdings: Holdings) -> AttachmentsPage:
    """Everything kept with a case that the viewer may see. Two statements."""
    rows = [row for row in documents.attachments_about(case.reference) if sees(sight, row.desk_id, Section(row.section))]
    names = accounts.names_of({row.by for row in rows})
    lines = [
        AttachmentLine(
            row.reference, row.kind, row.format, Section(row.section), row.title, row.size, " · ".join(names.get(row.by, ())),
            row.at, row.because, row.desk_id in holdings.desk_ids,
        )
        for row in rows
    ]  # fmt: skip
    return AttachmentsPage(
        case.reference, tuple(one for one in lines if not one.because), tuple(one for one in lines if one.because)
    )


def count_of_attachments(case: Case, sight: Sight) -> int:
    """How many files the viewer would find. One statement."""
    rows = documents.attachments_about(case.reference)
    return sum(row.because is None and sees(sight, row.desk_id, Section(row.section)) for row in rows)


def attachment_of(case: Case, sight: Sight, reference: str) -> Attachment | None:
    """A file of this case that the viewer may open."""
    row = documents.attachment_about(case.reference, reference)
    if row is None or row.ended_at is not None or not sees(sight, row.desk_id, Section(row.section)):
        return None
    return row


def sees(sight: Sight, desk_id: int | None, section: Section) -> bool:
    """A compartment is open by name or not at all; else as with notes: everybody's, or those of the own desk."""
    if section in COMPARTMENTS:
        return section in sight.full
    return desk_id is not None and sight.sees_writing_of(desk_id, section)


def attachments_to_let_go(*, cap: int = 200) -> list[Attachment]:
    """Files whose bytes may go: of people who were erased, and those that came into a wrong file and no order holds."""
    return documents.to_let_go(abouts_held=retention.references_held(), cap=cap)

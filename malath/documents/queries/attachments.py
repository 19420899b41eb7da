"""Reading files that were taken in. Decides nothing about who may see one: the part that owns it does."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db.models import Q, QuerySet

from malath.documents import container
from malath.documents.container import Damaged
from malath.documents.models import Attachment
from malath.documents.words import AttachmentKind, Format, WhyTakenAway
from malath.foundation import keys
from malath.foundation.asking import ask
from malath.foundation.sealing import bound_to, unwrap

__all__ = ["Damaged"]
MOST = 200
CONTENT_TYPE = {
    Format.PDF: "application/pdf",
    Format.JPEG: "image/jpeg",
    Format.PNG: "image/png",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.SHEET: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.TEXT: "text/plain; charset=utf-8",
    Format.MP4: "video/mp4",
    Format.WEBM: "video/webm",
    Format.MP3: "audio/mpeg",
    Format.OGG: "audio/ogg",
}


@dataclass(frozen=True)
class AttachmentLine:
    """A file as the part that owns it lists it. `section`: as that part names them."""

    reference: str
    kind: AttachmentKind
    format: Format
    section: str
    title: str
    size: int
    desk_id: int | None
    by: str
    at: datetime
    ended_at: datetime | None
    because: WhyTakenAway | None


@dataclass(frozen=True)
class Copy:
    """A file on its way to who may read it: a name that says nothing, what it is, how long, and its bytes as they are read."""

    name: str
    content_type: str
    size: int
    chunks: Iterator[bytes]

    @property
    def headers(self) -> dict[str, str]:
        """It is saved and never shown in the page; a browser that guesses otherwise is told not to."""
        disposition = f'attachment; filename="{self.name}"'
        return {
            "Content-Disposition": disposition, "Content-Length": str(self.size), "X-Content-Type-Options": "nosniff",
        }  # fmt: skip


def attachments_about(reference: str) -> list[AttachmentLine]:
    """The files about something, the newest first, those taken away too. One statement."""
    return [_line(row) for row in ask(_about, reference)]


def attachment_about(about: str, reference: str) -> Attachment | None:
    """A file by its number, if it is about this; the caller is a gate."""
    return Attachment.objects.select_related("key").filter(about=about, reference=reference).first()


def attachment_locked(pk: int) -> Attachment:
    """As it stands now, locked. Called inside an act."""
    return Attachment.objects.select_for_update(of=("self",)).get(pk=pk)


def attachment_kept(once: UUID | None) -> Attachment | None:
    return Attachment.objects.filter(once=once).first() if once is not None else None


def copy_of(row: Attachment) -> Copy:
    """The bytes of a file, each proved before it is passed on. Errors: `Damaged` when it is not there or has another length."""
    found = Format(row.format)
    key = unwrap(row.key)
    chunks = _read(_whole(row), key, name_of(row))
    return Copy(f"{row.reference}.{found.value}", CONTENT_TYPE[found], row.size, chunks)


def to_let_go(*, abouts_held: Collection[str] = (), cap: int = 200) -> list[Attachment]:
    """Files whose bytes may go: of people who were erased, and those that came into a wrong file and no order holds."""
    wrong = Q(ended_because=WhyTakenAway.WRONG_PERSON) & ~Q(file__in=list(abouts_held))
    rows = Attachment.objects.filter(Q(key__erased_at__isnull=False) | wrong, gone_at__isnull=True)
    return list(rows.select_related("key").order_by("pk")[:cap])


def name_of(row: Attachment) -> bytes:
    """What the bytes of a file are bound to."""
    return bound_to("documents_attachment", row.uuid, "content")


def folder() -> Path:
    """Where files lie."""
    return keys.var_folder() / "files"


def path_of(place: str) -> Path:
    return folder() / place[:2] / place


def paths() -> list[Path]:
    """Everything in the folder of files."""
    return [path for path in folder().glob("*/*") if path.is_file()]


def places_known(places: Iterable[str]) -> frozenset[str]:
    """Those of these names behind which a row stands whose bytes are not gone."""
    wanted, found = list(places), set[str]()
    for start in range(0, len(wanted), 500):
        rows = Attachment.objects.filter(place__in=wanted[start : start + 500], gone_at__isnull=True)
        found |= set(rows.values_list("place", flat=True))
    return frozenset(found)


def _about(reference: str) -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(about=reference, key__erased_at__isnull=True)
    return rows.select_related("key").order_by("-pk")[:MOST]


def _line(row: Attachment) -> AttachmentLine:
    because = WhyTakenAway(row.ended_because) if row.ended_because else None
    return AttachmentLine(
        row.reference, AttachmentKind(row.kind), Format(row.format), row.section, row.opened("title"), row.size, row.desk_id,
        row.by, row.at, row.ended_at, because,
    )  # fmt: skip


def _whole(row: Attachment) -> Path:
    """Where a file lies, when it is there in its full length: before the first byte of it leaves."""
    path = path_of(row.place)
    if not path.is_file() or path.stat().st_size != container.size_of(row.size):
        raise Damaged
    return path


def _read(path: Path, data_key: bytes, name: bytes) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from container.opened(data_key, name, file.read)

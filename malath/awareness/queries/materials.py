"""Reading materials: lists, one with its files, what the worker asks and what goes on the shelf."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language

from malath.accounts import queries as accounts
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.awareness import captions, material_rules
from malath.awareness.material_rules import Facts, Stand
from malath.awareness.models import Material, MaterialFile
from malath.awareness.queries.base import names, title_of
from malath.awareness.queries.uses import WhereUsed, where_used
from malath.awareness.words import (
    Audience,
    MaterialKind,
    MaterialState,
    Part,
    Suits,
    Tongue,
    WhyNot,
    WhyRetired,
)
from malath.documents import queries as documents
from malath.documents.models import Attachment
from malath.documents.queries.attachments import CONTENT_TYPE
from malath.documents.words import Format
from malath.foundation import clock
from malath.ui.pieces import Tone

MOST = 300
TONE: dict[MaterialState, Tone] = {
    MaterialState.LIVE: "ok", MaterialState.APPROVED: "info", MaterialState.TESTED: "info", MaterialState.RETIRED: "quiet",
}  # fmt: skip
SPOKEN = (MaterialKind.VIDEO, MaterialKind.AUDIO)


@dataclass(frozen=True)
class MaterialLine:
    """A material in a list."""

    reference: str
    title: str
    kind: MaterialKind
    state: MaterialState
    languages: str
    review_on: date
    review_due: bool

    @property
    def tone(self) -> Tone:
        return TONE.get(self.state, "warn")


@dataclass(frozen=True)
class FileLine:
    """A file of a material, and how a player takes it."""

    reference: str
    part: Part
    code: str
    language: str
    type: str
    size: int


@dataclass(frozen=True)
class MaterialPage:
    """One material whole. `why_not_live`: what still stands in the way; `missing`: languages without captions."""

    line: MaterialLine
    about: str
    audiences: str
    suits: Suits
    year: int
    length: str
    licence: str
    consents: int
    consents_stand: bool | None
    testers: int
    tested_said: str
    because: str
    retired_because: WhyRetired | None
    main: FileLine | None
    poster: FileLine | None
    captions: tuple[FileLine, ...]
    others: tuple[FileLine, ...]
    missing: str
    transcripts: tuple[tuple[str, str], ...]
    used: WhereUsed
    why_not_live: tuple[str, ...]
    own: bool
    runs: bool
    may_approve: bool
    too_close: str

    @property
    def was_live(self) -> bool:
        return self.line.state in {MaterialState.LIVE, MaterialState.RETIRED}

    @property
    def is_draft(self) -> bool:
        return self.line.state == MaterialState.DRAFT

    @property
    def is_moving(self) -> bool:
        return self.main is not None and self.main.type.startswith("video/")

    @property
    def is_sound(self) -> bool:
        return self.main is not None and self.main.type.startswith("audio/")


def materials(today: date) -> tuple[MaterialLine, ...]:
    """All materials, the newest first, those that were retired last. One statement."""
    rows = Material.objects.order_by("-pk")[:MOST]
    return tuple(sorted((_line(row, today) for row in rows), key=lambda one: one.state == MaterialState.RETIRED))


def material_page(material: Material, holdings: Holdings, at: datetime) -> MaterialPage:
    """Three statements; six for one that waits to be approved."""
    today, rows = clock.in_amman(at).date(), files_of(material)
    lines = [_file_line(row) for row in rows]
    stand = _stand(material, rows)
    missing = sorted(stand.languages - stand.captioned) if stand.kind in SPOKEN else []
    own, runs = holdings.may_at(material.desk_id, Power.RUN_AWARENESS), holdings.may(Power.RUN_AWARENESS)
    waits = runs and stand.state == MaterialState.TESTED
    close = too_close(material, holdings.reference, at) if waits else None
    return MaterialPage(
        _line(material, today), material.about_en if get_language() == "en" else material.about_ar,
        names(material.audiences, Audience), Suits(material.suits), material.year, material_rules.length(material.seconds),
        material.licence, len(material.consents),
        material.consents_stand, material.testers, material.tested_said, material.because,
        WhyRetired(material.retired_because) if material.retired_because else None,
        _first(lines, Part.MAIN), _first(lines, Part.POSTER),
        tuple(one for one in lines if one.part == Part.CAPTIONS),
        tuple(one for one in lines if one.part in {Part.SIGN, Part.DESCRIBED}), names(missing, Tongue),
        tuple((str(Tongue(code).label), text) for code, text in _transcripts(rows).items()), where_used(material, holdings),
        tuple(str(one.label) for one in material_rules.why_not_live(stand, today) if one != WhyNot.NOT_APPROVED), own, runs,
        waits and close is None, str(close.label) if close else "",
    )  # fmt: skip


def facts_of(material: Material) -> Facts:
    return Facts(
        MaterialKind(material.kind), material.title_ar, material.title_en, material.about_ar, material.about_en,
        frozenset(map(Audience, material.audiences)), frozenset(map(Tongue, material.languages)), Suits(material.suits),
        material.year, material.licence, material.review_on, material.seconds, tuple(material.consents),
    )  # fmt: skip


def material_by_reference(reference: str) -> Material | None:
    return Material.objects.select_related("desk__agency").filter(reference=reference).first()


def material_locked(pk: int) -> Material:
    return Material.objects.select_for_update(of=("self",)).select_related("desk__agency").get(pk=pk)


def file_by_reference(reference: str) -> MaterialFile | None:
    return MaterialFile.objects.select_related("material__desk", "key").filter(reference=reference).first()


def files_of(material: Material) -> list[MaterialFile]:
    return list(MaterialFile.objects.filter(material=material).select_related("key").order_by("part", "language"))


def attachment_of(row: MaterialFile) -> Attachment | None:
    return documents.attachment_about(row.reference, row.attachment) if row.attachment else None


def content_of(row: MaterialFile) -> Iterator[bytes]:
    """The plain bytes of a file, piece by piece; nothing where they were thrown away. Errors: `Damaged`."""
    if row.part == Part.CAPTIONS:
        return iter([row.opened("text").encode()] if row.text is not None else [])
    attachment = attachment_of(row)
    return documents.copy_of(attachment).chunks if attachment is not None and attachment.gone_at is None else iter(())


def content_type(found: Format) -> str:
    return CONTENT_TYPE[found]


def too_close(material: Material, reference: str, at: datetime) -> WhyNot | None:
    """Why somebody is too close to a material to approve it. Three statements."""
    makers = {material.by, *MaterialFile.objects.filter(material=material).values_list("by", flat=True)}
    sits = {who: desks for who, (desks, _body) in accounts.desks_and_bodies({reference, *makers}, at).items()}
    desks_of_makers = {material.desk_id}.union(*(sits.get(one, set()) for one in makers))
    return material_rules.too_close(reference in makers, sits.get(reference, set()), desks_of_makers)


def stand_of(material: Material) -> Stand:
    return _stand(material, files_of(material))


def leaning_on_consents() -> list[Material]:
    """Materials that show somebody and are not retired: of these the worker asks whether those agree. One statement."""
    rows = Material.objects.exclude(state=MaterialState.RETIRED).exclude(consents=[])
    return list(rows.order_by("pk"))


def past_review(today: date) -> list[Material]:
    """What the public is shown although the day of its review has come. One statement."""
    return list(Material.objects.filter(state=MaterialState.LIVE, review_on__lte=today).order_by("pk"))


def live() -> list[tuple[Material, list[MaterialFile]]]:
    """What the public is shown, the newest first, with its files. Three statements."""
    rows = Material.objects.filter(state=MaterialState.LIVE).prefetch_related("files__key").order_by("-live_at", "-pk")
    return [(row, list(row.files.all())) for row in rows]


def transcripts(rows: list[MaterialFile]) -> dict[str, str]:
    return _transcripts(rows)


def _transcripts(rows: list[MaterialFile]) -> dict[str, str]:
    """What is said, to be read, by language: made of the captions."""
    with_text = [row for row in rows if row.part == Part.CAPTIONS and row.text is not None]
    return {row.language: captions.transcript(captions.read(row.opened("text").encode())) for row in with_text}


def _stand(material: Material, rows: list[MaterialFile]) -> Stand:
    return Stand(
        MaterialKind(material.kind), MaterialState(material.state), any(row.part == Part.MAIN for row in rows),
        frozenset(material.languages), frozenset(row.language for row in rows if row.part == Part.CAPTIONS),
        material.consents_stand, material.review_on,
    )  # fmt: skip


def _line(row: Material, today: date) -> MaterialLine:
    state = MaterialState(row.state)
    due = row.review_on <= today and state != MaterialState.RETIRED
    return MaterialLine(
        row.reference, title_of(row), MaterialKind(row.kind), state, names(row.languages, Tongue), row.review_on, due
    )


def _file_line(row: MaterialFile) -> FileLine:
    language = str(Tongue(row.language).label) if row.language else ""
    return FileLine(row.reference, Part(row.part), row.language, language, row.type, row.size)


def _first(lines: list[FileLine], part: Part) -> FileLine | None:
    return next((one for one in lines if one.part == part), None)

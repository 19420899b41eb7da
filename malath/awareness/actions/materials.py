"""Materials, from the draft to their end.

Lock order: the material, its files, the trail.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from malath.agencies.models import Desk
from malath.audit.words import Did
from malath.awareness import captions, material_rules, news, queries
from malath.awareness.actions.base import CannotDo, record, refuse
from malath.awareness.captions import BadCaptions
from malath.awareness.material_rules import Facts
from malath.awareness.models import Material, MaterialFile
from malath.awareness.words import MaterialKind, MaterialState, NoHarm, Part, Tongue, WhyNot, WhyRetired
from malath.documents import actions as documents
from malath.documents.actions import About, Received
from malath.documents.words import AttachmentKind, Format
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.sealing import new_data_key
from malath.framework.rules import leads_to_somebody


@act
def add_material(desk: Desk, facts: Facts, *, by: Actor, at: datetime) -> Material:
    """A desk begins something to look at, listen to or take home. Errors: `CannotDo`."""
    refuse(material_rules.why_not_facts(facts, today=clock.in_amman(at).date()))
    material = _written(Material(desk=desk, by=by.reference, at=at), facts)
    material.save(force_insert=True)
    record(Did.MATERIAL_ADDED, material.reference, by=by, at=at)
    return material


@act
def change_material(material: Material, facts: Facts, *, by: Actor, at: datetime) -> Material:
    """What it is becomes another, while it is a draft. Errors: `CannotDo`."""
    material = queries.material_locked(material.pk)
    draft = [] if material.state == MaterialState.DRAFT else [WhyNot.NOT_DRAFT]
    refuse([*draft, *material_rules.why_not_facts(facts, today=clock.in_amman(at).date())])
    _written(material, facts)
    material.save()
    record(Did.MATERIAL_CHANGED, material.reference, by=by, at=at)
    return material


@act
def put_file(
    material: Material, part: Part, language: Tongue | None, received: Received, *, by: Actor, at: datetime
) -> MaterialFile:
    """A file of a draft comes into its place, sealed while it comes; one that stood there goes. Errors: `CannotDo`."""
    material = queries.material_locked(material.pk)
    draft = [] if material.state == MaterialState.DRAFT else [WhyNot.NOT_DRAFT]
    refuse([*draft, *material_rules.why_not_file(MaterialKind(material.kind), part, language or "", received.format)])
    _clear(material, part, language, at=at)
    row = MaterialFile(
        material=material, part=part, language=language or "", key=new_data_key(), by=by.reference, at=at
    )  # fmt: skip
    if part == Part.CAPTIONS:
        _with_captions(row, _at_most(captions.LARGEST + 1, received.chunks()))
    else:
        _with_bytes(row, received, by=by, at=at)
    row.save(force_insert=True)
    record(Did.MATERIAL_FILED, material.reference, by=by, at=at, part=part.value)
    return row


@act
def say_tested(material: Material, testers: int, said: str, *, by: Actor, at: datetime) -> Material:
    """It was shown to some of those it is for, and they said what they understood. Errors: `CannotDo`."""
    material = queries.material_locked(material.pk)
    refuse(material_rules.why_not_test(queries.stand_of(material), testers, said))
    material.state, material.testers, material.tested_said = MaterialState.TESTED, testers, said
    material.save(update_fields=["state", "testers", "tested_said"])
    record(Did.MATERIAL_TESTED, material.reference, by=by, at=at)
    return material


@act
def send_back(material: Material, because: str, *, by: Actor, at: datetime) -> Material:
    """It becomes a draft again, and says why. Errors: `CannotDo`."""
    material = queries.material_locked(material.pk)
    back = material.state in {MaterialState.TESTED, MaterialState.APPROVED}
    refuse([*([] if back else [WhyNot.NOT_THAT_WAY]), *_why_not_because(because)])
    material.state, material.because, material.checks = MaterialState.DRAFT, because.strip(), []
    material.approved_by, material.approved_at = "", None
    material.save(update_fields=["state", "because", "checks", "approved_by", "approved_at"])
    record(Did.MATERIAL_SENT_BACK, material.reference, by=by, at=at)
    return material


@act
def approve(material: Material, checks: Collection[NoHarm], *, by: Actor, at: datetime) -> Material:
    """Somebody of another desk looked at it, line by line, and finds that it harms nobody. Errors: `CannotDo`."""
    material = queries.material_locked(material.pk)
    close, today = queries.too_close(material, by.reference, at), clock.in_amman(at).date()
    refuse(material_rules.why_not_approve(queries.stand_of(material), close=close, checks=checks, today=today))
    material.state, material.checks = MaterialState.APPROVED, sorted(checks)
    material.approved_by, material.approved_at = by.reference, at
    material.save(update_fields=["state", "checks", "approved_by", "approved_at"])
    record(Did.MATERIAL_APPROVED, material.reference, by=by, at=at)
    return material


@act
def go_live(material: Material, *, by: Actor, at: datetime) -> Material:
    """It is shown to anybody, within a minute. Errors: `CannotDo`."""
    material = queries.material_locked(material.pk)
    refuse(material_rules.why_not_live(queries.stand_of(material), clock.in_amman(at).date()))
    material.state, material.live_at = MaterialState.LIVE, at
    material.save(update_fields=["state", "live_at"])
    record(Did.MATERIAL_LIVE, material.reference, by=by, at=at)
    return material


@act
def retire(material: Material, why: WhyRetired, *, because: str = "", by: Actor, at: datetime) -> Material:
    """It is shown nowhere any more: the public's copy goes within a minute, and every desk that uses it is told. Where
    somebody shown in it agrees no longer, what we hold of it is thrown away too. Errors: `CannotDo`."""
    material = queries.material_locked(material.pk)
    named = [WhyNot.NAMES_SOMEBODY] if leads_to_somebody(because) else []
    refuse([*([WhyNot.RETIRED_ALREADY] if material.state == MaterialState.RETIRED else []), *named])
    material.state, material.retired_at, material.retired_because = MaterialState.RETIRED, at, why
    material.because = because.strip()
    material.save(update_fields=["state", "retired_at", "retired_because", "because"])
    record(Did.MATERIAL_RETIRED, material.reference, by=by, at=at, why=why.value)
    if by != WORKER or material.live_at is not None:
        news.tell_retired(material, at=at)
    if why == WhyRetired.CONSENT_ENDED:
        for row in queries.files_of(material):
            _let_go(row, at=at)
    return material


@act
def note_consents(material: Material, *, stand: bool, at: datetime, by: Actor = WORKER) -> Material:
    """The worker was told whether those shown in it agree. Once they do not, it is retired if anybody sees it or soon will.
    Errors: `CannotDo` when that was known."""
    material = queries.material_locked(material.pk)
    over = material.state == MaterialState.RETIRED or not material.consents
    refuse([WhyNot.RETIRED_ALREADY] if over or material.consents_stand is stand else [])
    material.consents_stand = stand
    material.save(update_fields=["consents_stand"])
    record(Did.MATERIAL_ASKED, material.reference, by=by, at=at, stand=str(int(stand)))
    if not stand and material.state != MaterialState.DRAFT:
        return retire(material, WhyRetired.CONSENT_ENDED, by=by, at=at)
    return material


def _written(material: Material, facts: Facts) -> Material:
    for name in (
        "kind", "title_ar", "title_en", "about_ar", "about_en", "suits", "year", "seconds", "licence", "review_on",
    ):  # fmt: skip
        setattr(material, name, getattr(facts, name))
    if list(facts.consents) != material.consents or not facts.consents:
        material.consents, material.consents_stand = list(facts.consents), None if facts.consents else True
    material.audiences, material.languages = sorted(facts.audiences), sorted(facts.languages)
    return material


def _clear(material: Material, part: Part, language: Tongue | None, *, at: datetime) -> None:
    for row in queries.files_of(material):
        if (row.part, row.language) == (part, language or ""):
            _let_go(row, at=at)
            row.delete()


def _let_go(row: MaterialFile, *, at: datetime) -> None:
    attachment = queries.attachment_of(row)
    if attachment is not None and attachment.gone_at is None:
        documents.let_go(attachment, at=at)
    if row.text is not None:
        row.text = None
        row.save(update_fields=["text"])


def _with_captions(row: MaterialFile, data: bytes) -> None:
    try:
        text = captions.written(captions.read(data))
    except BadCaptions as bad:
        raise CannotDo([bad.reason]) from None
    content = text.encode()
    row.seal(text=text)
    row.name, row.type, row.size = f"{hashlib.sha256(content).hexdigest()[:32]}.vtt", "text/vtt", len(content)


def _with_bytes(row: MaterialFile, received: Received, *, by: Actor, at: datetime) -> None:
    passing = _Summed()
    kept = documents.keep(
        About(row.reference, "", row.key), passing.of(received.chunks()), kind=AttachmentKind.OTHER, format=received.format,
        title=row.part, came=received.came, desk=None, by=by, at=at,
    )  # fmt: skip
    row.attachment, row.size = kept.reference, kept.size
    row.name = f"{passing.digest.hexdigest()[:32]}.{Format(received.format).value}"
    row.type = queries.content_type(received.format)


def _at_most(size: int, chunks: Iterable[bytes]) -> bytes:
    """The beginning of a file, however long it is."""
    found = bytearray()
    for chunk in chunks:
        found += chunk
        if len(found) >= size:
            break
    return bytes(found[:size])


def _why_not_because(because: str) -> list[WhyNot]:
    checks = ((not because.strip(), WhyNot.BECAUSE_MISSING), (leads_to_somebody(because), WhyNot.NAMES_SOMEBODY))
    return [reason for failed, reason in checks if failed]


class _Summed:
    """Adds up what passes."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()

    def of(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self.digest.update(chunk)
            yield chunk

"""Bringing in texts of the framework, reading them, and what is found about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.documents import actions as documents
from malath.documents.actions import Received
from malath.documents.words import AttachmentKind
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.foundation.sealing import new_data_key
from malath.framework import news, queries, rules
from malath.framework.models import Finding, FrameText, Read, TextVersion
from malath.framework.words import FindingKind, FindingState, Matter, Proof, Source, TextKind, WhyNot


class CannotDo(Exception):
    """Something about the framework is not done as asked."""

    def __init__(self, reasons: list[WhyNot]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@dataclass(frozen=True)
class Content:
    """What a version says and where it comes from. `received`: the file with it."""

    label: str
    source: str
    dated_on: date
    proof: Proof
    words: str = ""
    changes: str = ""
    received: Received | None = None
    touches: Sequence[str] = ()
    roles: Sequence[str] = field(default=())


@act
def bring(kind: TextKind, title_en: str, title_ar: str, content: Content, *, by: Actor, at: datetime) -> TextVersion:
    """A text comes into the framework with its first version. Errors: `CannotDo`."""
    text = FrameText.objects.create(kind=kind, title_en=title_en, title_ar=title_ar, by=by.reference, at=at)
    return _add(text, content, by=by, at=at)


@act
def bring_version(text: FrameText, content: Content, *, by: Actor, at: datetime) -> TextVersion:
    """A text stands otherwise from a day on. The one before stays to be read; whoever read it has to read anew, and is told.
    Errors: `CannotDo`."""
    return _add(queries.text_locked(text.pk), content, by=by, at=at)


@act
def say_read(version: TextVersion, user: User, *, by: Actor, at: datetime) -> Read:
    """Somebody read the version that holds, and understood it. Said twice, it stands once. Errors: `CannotDo` for an older
    one."""
    text = queries.text_locked(version.text_id)
    _refuse([] if queries.last_version(text) == version else [WhyNot.OLD_VERSION])
    read, _made = Read.objects.get_or_create(version=version, user=user, defaults={"at": at})
    news.settle_read(version, user, at=at)
    audit.record(Did.FRAMEWORK_READ, subject=version.reference, by=by, at=at)
    return read


@act
def note_finding(
    kind: FindingKind, source: Source, matter: Matter, words: str, *, by: Actor, at: datetime, once: UUID | None = None
) -> Finding:
    """Write down a gap or a recommendation, in words that lead to nobody. Errors: `CannotDo`."""
    mark = own_mark(once, by.reference, words)
    if (noted := queries.finding_noted(mark)) is not None:
        audit.record(Did.FINDING_NOTED, subject=noted.reference, by=by, at=at, facts={"again": "1"})
        return noted
    _refuse(rules.why_not_note(words))
    finding = Finding(key=new_data_key(), kind=kind, source=source, matter=matter, by=by.reference, at=at, once=mark)
    finding.seal(words=words)
    finding.save(force_insert=True)
    audit.record(Did.FINDING_NOTED, subject=finding.reference, by=by, at=at, facts={"kind": kind.value})
    return finding


@act
def move_finding(
    finding: Finding,
    to: FindingState,
    *,
    owner: Desk | None,
    due_on: date | None = None,
    because: str = "",
    by: Actor,
    at: datetime,
) -> Finding:
    """A finding gets its owner, goes on, or ends with what became of it. The owner is told. Errors: `CannotDo`."""
    now = queries.finding_locked(finding.pk)
    _refuse(rules.why_not_move(FindingState(now.state), to, owned=owner is not None, because=because))
    given = owner is not None and now.owner_id != owner.pk
    now.state, now.owner, now.due_on = to, owner, due_on
    now.changed_by, now.changed_at = by.reference, at
    now.seal(because=because)
    now.save()
    if given and owner is not None:
        news.tell_owner(now, owner, at=at)
    audit.record(Did.FINDING_MOVED, subject=now.reference, by=by, at=at, facts={"state": to.value})
    return now


def _add(text: FrameText, content: Content, *, by: Actor, at: datetime) -> TextVersion:
    readable = bool(content.words.strip()) or content.received is not None
    labels, today = queries.labels_of(text), clock.in_amman(at).date()
    _refuse(rules.why_not_version(content.label, labels, content.dated_on, today, readable=readable))
    version = TextVersion(
        text=text, label=content.label, source=content.source, dated_on=content.dated_on, proof=content.proof,
        words=content.words, changes=content.changes, touches=list(content.touches), roles=list(content.roles),
        by=by.reference, at=at,
    )  # fmt: skip
    if content.received is not None:
        version.attachment = _kept(version, content.received, title=text.title_en, by=by, at=at)
    version.save(force_insert=True)
    news.tell_readers(version, at=at)
    audit.record(Did.FRAMEWORK_CHANGED, subject=version.reference, by=by, at=at, facts={"kind": text.kind})
    return version


def _kept(version: TextVersion, received: Received, *, title: str, by: Actor, at: datetime) -> str:
    about = documents.about_nobody(version.reference)
    kept = documents.keep(
        about, received.chunks(), kind=AttachmentKind.OFFICIAL, format=received.format, title=title[:120], came=received.came,
        desk=None, by=by, at=at,
    )  # fmt: skip
    return kept.reference


def _refuse(reasons: list[WhyNot]) -> None:
    if reasons:
        raise CannotDo(reasons)

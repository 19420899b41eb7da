"""Acts of forms: how one comes in, is tried out, published and retired. Lock order: the form, its versions, the trail."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from malath.agencies.models import Agency
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.questionnaires import news, queries, rules
from malath.questionnaires.converting import Converted
from malath.questionnaires.definition import to_json
from malath.questionnaires.models import Questionnaire, Version
from malath.questionnaires.words import Kind, State, WhyNot

LONGEST_TITLE = 200


class CannotDo(Exception):
    """Something was not done with a form, for reasons that the page can show."""

    def __init__(self, reasons: list[WhyNot]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@dataclass(frozen=True)
class Source:
    """A workbook and what was read in it."""

    data: bytes
    converted: Converted

    @property
    def mark(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@act
def bring(source: Source, kind: Kind, *, agency: Agency | None, by: Actor, at: datetime) -> Version:
    """Somebody brings a form in; it is a draft until it was tried out and another one published it. Errors: `CannotDo`."""
    form = source.converted.form
    owner = agency.pk if agency else None
    mine = {"kind": kind, "agency": agency, "made_by": by.reference, "made_at": at}
    questionnaire, _ = Questionnaire.objects.get_or_create(form_id=form.id, defaults=mine)
    questionnaire = queries.locked_questionnaire(questionnaire.pk)
    versions = queries.versions_of(questionnaire)
    _refuse(
        rules.why_not_bring(
            same_bytes=any(one.source_mark == source.mark for one in versions),
            same_label=any(one.label == form.version for one in versions),
            other_owner=questionnaire.agency_id != owner,
            other_kind=questionnaire.kind != kind,
        )
    )
    version = Version.objects.create(
        questionnaire=questionnaire, number=queries.last_number(questionnaire) + 1, label=form.version,
        title=(form.title or form.id)[:LONGEST_TITLE], languages=list(form.languages), source=source.data,
        source_mark=source.mark, xform=source.converted.xform, definition=to_json(form),
        hash=hashlib.md5(source.converted.xform.encode(), usedforsecurity=False).hexdigest(),
        mended=[list(one) for one in source.converted.mended], brought_by=by.reference, brought_at=at,
    )  # fmt: skip
    _record(Did.FORM_BROUGHT, version, by=by, at=at)
    return version


def mark_tried(version: Version, *, by: Actor, at: datetime) -> None:
    """Somebody went through it to its end. Inside the act of finishing a trial."""
    version = queries.locked_version(version)
    if version.state == State.DRAFT:
        version.state = State.TRIED
        version.save(update_fields=["state"])
        _record(Did.FORM_TRIED, version, by=by, at=at)
        news.tell_publishers(version, at=at)


@act
def publish(version: Version, *, by: Actor, at: datetime) -> Version:
    """From now on it is filled in; the version before it is retired, and what was begun with it can be finished. Errors:
    `CannotDo`."""
    queries.locked_questionnaire(version.questionnaire_id)
    version = queries.locked_version(version)
    _refuse(rules.why_not_publish(state=State(version.state), own=version.brought_by == by.reference))
    for before in Version.objects.filter(questionnaire=version.questionnaire_id, state=State.PUBLISHED):
        _retire(before, by=by, at=at)
    version.state, version.published_by, version.published_at = State.PUBLISHED, by.reference, at
    version.save(update_fields=["state", "published_by", "published_at"])
    _record(Did.FORM_PUBLISHED, version, by=by, at=at)
    news.settle(version, by=by, at=at)
    return version


@act
def retire(version: Version, *, by: Actor, at: datetime) -> Version:
    """Nobody begins it any more. What was filled in stays. Errors: `CannotDo`."""
    version = queries.locked_version(version)
    _refuse(rules.why_not_retire(state=State(version.state)))
    _retire(version, by=by, at=at)
    return version


@act
def take_out(version: Version, form: str, *, by: Actor, at: datetime) -> Version:
    """Somebody takes the form along, as workbook, XForm or on paper. Nothing personal stands on it."""
    _record(Did.FORM_TAKEN_OUT, version, by=by, at=at, form=form)
    return version


def _retire(version: Version, *, by: Actor, at: datetime) -> None:
    version.state, version.retired_by, version.retired_at = State.RETIRED, by.reference, at
    version.save(update_fields=["state", "retired_by", "retired_at"])
    _record(Did.FORM_RETIRED, version, by=by, at=at)
    news.settle(version, by=by, at=at)


def _record(event: Did, version: Version, *, by: Actor, at: datetime, **facts: str) -> None:
    audit.record(event, subject=version.reference, by=by, at=at, facts={"number": str(version.number), **facts})


def _refuse(reasons: list[WhyNot]) -> None:
    if reasons:
        raise CannotDo(reasons)

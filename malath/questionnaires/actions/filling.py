"""Acts of filling in: begin, save, finish, throw away; and what phones send. Lock order: the member of staff or the phone, the
filling, the form, the trail. Every filling has a trail of its own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from malath.accounts import queries as accounts
from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import WORKER, Actor, Machine
from malath.foundation.acts import act
from malath.foundation.clock import in_amman
from malath.foundation.references import own_mark
from malath.foundation.sealing import erase, new_data_key
from malath.questionnaires import actions, filling, instances, queries, rules
from malath.questionnaires.actions import CannotDo
from malath.questionnaires.definition import Form
from malath.questionnaires.instances import Envelope, NotTaken
from malath.questionnaires.models import Attachment, Device, Filling, Version
from malath.questionnaires.words import FilledState, State, WhyNot, WhyNotTaken


@dataclass(frozen=True)
class Sent:
    """What a phone sends at once: the filled form, and files by their names."""

    xml: bytes
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Received:
    """`new`: it was not here before."""

    filling: Filling
    new: bool


@act
def begin(
    version: Version, desk: Desk, *, trial: bool = False, leads_to: str = "", by: Actor, at: datetime, once: UUID | None = None
) -> Filling:  # fmt: skip
    """Somebody of a desk begins to fill a form in. The same press twice is one. `leads_to`: the page of a part above, shown
    once it is finished. Errors: `CannotDo`."""
    accounts.wait_for(by)
    once = own_mark(once, by.reference, version.reference)
    if (before := queries.begun_already(once)) is not None:
        _record(Did.FILLING_BEGUN, before, by=by, at=at)
        return before
    form = queries.form_of(version)
    closed, sealed = desk.ended_at is not None, bool(form.public_key) and not trial
    _refuse(rules.why_not_begin(state=State(version.state), trial=trial, desk_closed=closed, sealed_on_phone=sealed))
    moment = queries.moment_of(at)
    answers = filling.first_answers(form, moment) | _stamped(form, "start", moment.now)
    row = Filling(
        version=version, desk=desk, key=new_data_key(), trial=trial, instance_id=f"uuid:{uuid4()}", by=by.reference,
        begun_at=at, saved_at=at, once=once, leads_to=leads_to,
    )  # fmt: skip
    row.seal(answers=json.dumps(answers, ensure_ascii=False))
    row.save(force_insert=True)
    _record(Did.FILLING_BEGUN, row, by=by, at=at)
    return row


@act
def save(row: Filling, answers: Mapping[str, str], *, by: Actor, at: datetime) -> Filling:
    """What was typed on a step is kept, also what has still to be mended. Only what is named changes. Errors: `CannotDo`."""
    row = queries.locked_filling(row)
    _refuse(rules.why_not_save(state=FilledState(row.state)))
    _keep(row, queries.answers_of(row) | dict(answers), at)
    _record(Did.FILLING_SAVED, row, by=by, at=at)
    return row


@act
def add_one(row: Filling, repeat: str, *, by: Actor, at: datetime) -> Filling:
    """One more of a repeated group. Errors: `CannotDo`."""
    row = queries.locked_filling(row)
    _refuse(rules.why_not_save(state=FilledState(row.state)))
    form, moment = queries.form_of(row.version), queries.moment_of(at)
    _keep(row, filling.with_one_more(form, queries.answers_of(row), repeat, moment), at)
    _record(Did.FILLING_SAVED, row, by=by, at=at)
    return row


@act
def take_one_out(row: Filling, repeat: str, number: int, *, by: Actor, at: datetime) -> Filling:
    """One of a repeated group goes, those behind it move up. Errors: `CannotDo`."""
    row = queries.locked_filling(row)
    _refuse(rules.why_not_save(state=FilledState(row.state)))
    count = queries.look_at(row, at).count(repeat)
    _keep(row, filling.without_one(queries.answers_of(row), repeat, number, count), at)
    _record(Did.FILLING_SAVED, row, by=by, at=at)
    return row


@act
def finish(row: Filling, *, by: Actor, at: datetime) -> Filling:
    """It is whole: what was asked is kept with its XForm instance, what was not asked any more is let go. A trial is thrown
    away and the form counts as tried out. Errors: `CannotDo`."""
    row = queries.locked_filling(row)
    form = queries.form_of(row.version)
    ended = queries.answers_of(row) | _stamped(form, "end", queries.moment_of(at).now)
    seen = queries.look_at(row, at, ended)
    _refuse(rules.why_not_finish(state=FilledState(row.state), errors=len(seen.errors())))
    if row.trial:
        actions.mark_tried(row.version, by=by, at=at)
        return _thrown(row, by=by, at=at)
    record = seen.record()
    _close(row, record, instances.write(form, record, row.instance_id), FilledState.FINISHED, at)
    row.save()
    _record(Did.FILLING_FINISHED, row, by=by, at=at)
    return row


@act
def throw_away(row: Filling, *, by: Actor, at: datetime) -> Filling:
    """What was begun is not needed: its answers go with their key. Errors: `CannotDo`."""
    row = queries.locked_filling(row)
    _refuse(rules.why_not_save(state=FilledState(row.state)))
    return _thrown(row, by=by, at=at)


@act
def hand_over(row: Filling, to: str, *, by: Actor, at: datetime) -> dict[str, str]:
    """A part above takes what was filled in to what it belongs to, by reference: the answers by the names of the questions.
    Here nothing of them is left. Errors: `CannotDo`."""
    row = queries.locked_filling(row)
    _refuse(rules.why_not_hand_over(state=FilledState(row.state)))
    answers = {key.rpartition("/")[2]: answer for key, answer in queries.answers_of(row).items()}
    row.taken_by = to
    row.save(update_fields=["taken_by"])
    _record(Did.FILLING_HANDED_OVER, row, by=by, at=at, to=to)
    _thrown(row, by=by, at=at)
    return answers


@act
def throw_left(row: Filling, *, at: datetime, by: Actor = WORKER) -> Filling:
    """What was begun and left for two weeks is thrown away. Errors: `CannotDo`."""
    row = queries.locked_filling(row)
    over = row.state == FilledState.OPEN and row.saved_at + rules.DRAFT_LASTS <= at
    _refuse([] if over else [WhyNot.NOT_DUE])
    return _thrown(row, by=by, at=at)


@act
def take_record_out(row: Filling, *, by: Actor, at: datetime) -> bytes:
    """The XForm instance of a finished filling leaves the house."""
    _record(Did.FILLING_TAKEN_OUT, row, by=by, at=at)
    return queries.unpacked(row.opened("xml"))


@act
def receive(device: Device, sent: Sent, *, at: datetime) -> Received:
    """A phone sends a filled form. The same bytes again add only files that are missing; nothing that is here is written over.
    Errors: `NotTaken`."""
    device = queries.locked_device(device)
    envelope, by = instances.open_envelope(sent.xml), behind(device)
    version = queries.version_for_phone(device.desk.agency_id, envelope.form_id, envelope.version)
    if version is None:
        raise NotTaken(WhyNotTaken.UNKNOWN_FORM)
    _check_files(envelope, sent.files)
    mark = queries.keyed_mark("instance", sent.xml)
    before = queries.filling_by_instance(envelope.instance_id)
    if before is not None and (before.mark != mark or before.desk_id != device.desk_id):
        raise NotTaken(WhyNotTaken.OTHER_CONTENT)
    row = before or _written(device, version, envelope, sent.xml, mark, at)
    _attach(row, sent.files, at)
    if before is None:
        device.sent += 1
    device.last_on = in_amman(at).date()
    device.save(update_fields=["sent", "last_on"])
    _record(Did.FILLING_RECEIVED, row, by=by, at=at, again=str(before is not None))
    return Received(row, before is None)


@act
def open_sealed(row: Filling, xml: bytes, *, at: datetime, by: Actor = WORKER) -> Filling:
    """What a phone had sealed was opened with the private key, which is never here. Errors: `CannotDo`, `NotTaken`."""
    row = queries.locked_filling(row)
    _refuse([] if row.state == FilledState.SEALED else [WhyNot.NOT_OPEN])
    form = queries.form_of(row.version)
    if instances.open_envelope(xml).instance_id != row.instance_id:
        raise NotTaken(WhyNotTaken.OTHER_FORM)
    row.seal(answers=json.dumps(instances.read(form, xml), ensure_ascii=False), xml=queries.packed(xml))
    row.state = FilledState.FINISHED
    row.save(update_fields=["answers", "xml", "state"])
    _record(Did.FILLING_OPENED, row, by=by, at=at)
    return row


def behind(device: Device) -> Machine:
    """Who acts with a phone: the phone, by reference."""
    return Machine(device.reference, device.desk.agency.reference, "device")


def _written(device: Device, version: Version, envelope: Envelope, xml: bytes, mark: str, at: datetime) -> Filling:
    form = queries.form_of(version)
    if envelope.encrypted != bool(form.public_key):
        raise NotTaken(WhyNotTaken.OTHER_FORM)
    answers = {} if envelope.encrypted else instances.read(form, xml)
    edited = queries.filling_by_instance(envelope.deprecated_id) if envelope.deprecated_id else None
    row = Filling(
        version=version, desk=device.desk, device=device, key=new_data_key(), instance_id=envelope.instance_id, mark=mark,
        by=device.reference, begun_at=at, saved_at=at,
        deprecates=edited if edited is not None and edited.desk_id == device.desk_id else None,
    )  # fmt: skip
    _close(row, answers, xml, FilledState.SEALED if envelope.encrypted else FilledState.FINISHED, at)
    row.save(force_insert=True)
    return row


def _check_files(envelope: Envelope, files: Mapping[str, bytes]) -> None:
    """Only what the filled form names comes with it."""
    named = {envelope.xml_file, *envelope.media} if envelope.encrypted else set()
    if not set(files) <= named:
        raise NotTaken(WhyNotTaken.OTHER_FORM)


def _attach(row: Filling, files: Mapping[str, bytes], at: datetime) -> None:
    for name, content in files.items():
        mark = queries.keyed_mark(f"file.{row.instance_id}", name)
        if not queries.has_attachment(row, mark):
            kept = Attachment(filling=row, key=row.key, mark=mark, at=at)
            kept.seal(file_name=name, file_content=queries.packed(content))
            kept.save(force_insert=True)


def _close(row: Filling, record: Mapping[str, str], xml: bytes, state: FilledState, at: datetime) -> None:
    row.seal(answers=json.dumps(record, ensure_ascii=False) if record else "", xml=queries.packed(xml))
    row.mark = row.mark or queries.keyed_mark("instance", xml)
    row.state, row.finished_at, row.saved_at = state, at, at


def _keep(row: Filling, answers: Mapping[str, str], at: datetime) -> None:
    row.seal(answers=json.dumps(answers, ensure_ascii=False))
    row.saved_at = at
    row.save(update_fields=["answers", "saved_at"])


def _thrown(row: Filling, *, by: Actor, at: datetime) -> Filling:
    row.state, row.answers, row.xml, row.saved_at = FilledState.THROWN, None, None, at
    row.save(update_fields=["state", "answers", "xml", "saved_at"])
    erase(row.key, at=at)
    _record(Did.FILLING_THROWN, row, by=by, at=at)
    return row


def _stamped(form: Form, kind: str, now: str) -> dict[str, str]:
    return {item.path: now for item in form.items() if item.kind == kind}


def _record(event: Did, row: Filling, *, by: Actor, at: datetime, **facts: str) -> None:
    named = {"form": row.version.reference, **facts}
    audit.record(event, subject=row.reference, file=row.reference, by=by, at=at, facts=named)


def _refuse(reasons: list[WhyNot]) -> None:
    if reasons:
        raise CannotDo(reasons)

"""Reading forms, fillings and phones."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from django.db.models import Max, Q, QuerySet
from django.utils.crypto import salted_hmac

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import RULES, Power, Role
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.foundation.clock import in_amman
from malath.foundation.paging import front
from malath.foundation.references import place_opened, place_sealed
from malath.framework import queries as framework
from malath.framework.queries import Change
from malath.questionnaires import rules
from malath.questionnaires.definition import Form, from_json
from malath.questionnaires.evaluating import Moment
from malath.questionnaires.filling import Look, look
from malath.questionnaires.models import Attachment, Device, Filling, Questionnaire, Version
from malath.questionnaires.words import FilledState, Kind, State

AUTHORING: Final = [role for role in Role if Power.AUTHOR_FORMS in RULES[role].may]
PAGE: Final = 25
MOST_OPEN: Final = 20
MOST_FORMS: Final = 200
FINISHED: Final = [FilledState.FINISHED, FilledState.SEALED]
ALIVE: Final = [State.DRAFT, State.TRIED, State.PUBLISHED]
# What a list needs of a version; the form itself weighs a hundred times as much.
LIGHT: Final = ("source", "xform", "definition")


@dataclass(frozen=True)
class VersionLine:
    """A version of a form in a list."""

    reference: str
    title: str
    kind: Kind
    label: str
    number: int
    state: State
    languages: tuple[str, ...]
    for_all: bool
    published_at: datetime | None
    change: Change | None = None
    """What changed in the framework since, and has to be followed."""

    @property
    def tone(self) -> str:
        return {State.PUBLISHED: "ok", State.RETIRED: "quiet"}.get(self.state, "warn")


@dataclass(frozen=True)
class FilledLine:
    """A filling in a list: which form and when, never what was answered."""

    reference: str
    title: str
    desk: str
    at: datetime
    state: FilledState
    from_phone: bool
    trial: bool


@dataclass(frozen=True)
class FormsPage:
    """What somebody can fill in, what they began, what their desks finished, and for those who may, forms on their way."""

    to_fill: tuple[VersionLine, ...]
    open: tuple[FilledLine, ...]
    finished: tuple[FilledLine, ...]
    older: str
    on_their_way: tuple[VersionLine, ...]


@dataclass(frozen=True)
class DeviceLine:
    """A phone as its desk sees it."""

    reference: str
    desk: str
    number: int
    made_at: datetime
    until: datetime
    sent: int
    last_on: Any
    alive: bool
    revoked: bool


def moment_of(at: datetime) -> Moment:
    """A moment as the formulas of a form may know it."""
    return Moment(in_amman(at).date(), in_amman(at).isoformat(timespec="milliseconds"))


def form_of(version: Version) -> Form:
    """The form of a version; read from JSON once per process."""
    return _form(version.pk, version.source_mark)


def locked_questionnaire(pk: int) -> Questionnaire:
    return Questionnaire.objects.select_for_update(of=("self",)).get(pk=pk)


def versions_of(questionnaire: Questionnaire) -> list[Version]:
    return list(Version.objects.filter(questionnaire=questionnaire).order_by("number"))


def version_by_reference(reference: str) -> Version | None:
    return Version.objects.select_related("questionnaire__agency").filter(reference=reference).first()


def locked_version(version: Version) -> Version:
    rows = Version.objects.select_for_update(of=("self",)).select_related("questionnaire")
    return rows.get(pk=version.pk)


def version_before(version: Version) -> Version | None:
    rows = Version.objects.filter(questionnaire=version.questionnaire_id, number__lt=version.number)
    return rows.order_by("-number").first()


def last_number(questionnaire: Questionnaire) -> int:
    return Version.objects.filter(questionnaire=questionnaire).aggregate(last=Max("number"))["last"] or 0


def filling_by_reference(reference: str) -> Filling | None:
    rows = Filling.objects.select_related("version__questionnaire", "desk__agency", "key", "device")
    return rows.filter(reference=reference).first()


def locked_filling(filling: Filling) -> Filling:
    rows = Filling.objects.select_for_update(of=("self",)).select_related("version", "desk__agency", "key", "device")
    return rows.get(pk=filling.pk)


def filling_by_instance(instance_id: str) -> Filling | None:
    rows = Filling.objects.select_related("version", "desk__agency", "key", "device")
    return rows.filter(instance_id=instance_id).first()


def begun_already(once: Any) -> Filling | None:
    return Filling.objects.filter(once=once).select_related("version", "desk", "key").first() if once else None


def answers_of(filling: Filling) -> dict[str, str]:
    """What was typed, or what counts. Errors: `Erased` once it was thrown away."""
    kept: dict[str, str] = json.loads(filling.opened("answers") or "{}")
    return kept


def look_at(filling: Filling, at: datetime, answers: Mapping[str, str] | None = None) -> Look:
    """A filling with everything that follows from its answers: an open one as of now, a finished one as it was finished."""
    moment = moment_of(filling.finished_at or at)
    return look(form_of(filling.version), answers_of(filling) if answers is None else answers, moment)


def keyed_mark(kind: str, data: bytes | str) -> str:
    """By which the same bytes are known again; without our key nothing can be told from it."""
    return salted_hmac(f"malath.questionnaires.{kind}", data, algorithm="sha256").hexdigest()


def packed(data: bytes) -> str:
    """Bytes as the text that is sealed, one sign for each, so that none is lost."""
    return data.decode("latin-1")


def unpacked(text: str) -> bytes:
    return text.encode("latin-1")


def attachments_of(filling: Filling) -> list[Attachment]:
    return list(Attachment.objects.filter(filling=filling).select_related("key").order_by("pk"))


def has_attachment(filling: Filling, mark: str) -> bool:
    return Attachment.objects.filter(filling=filling, mark=mark).exists()


def scope_of(holdings: Holdings) -> int | None:
    """Whose forms somebody brings in: a supervisor those of their body, others those of the mechanism (None)."""
    return holdings.supervised_agency_id


def may_author(holdings: Holdings, questionnaire: Questionnaire) -> bool:
    """Whether they may change a form: the mechanism's people every one, a supervisor those of their body."""
    if not holdings.may(Power.AUTHOR_FORMS):
        return False
    return scope_of(holdings) is None or questionnaire.agency_id == scope_of(holdings)


def publishers_of(version: Version, at: datetime) -> list[User]:
    """Who may publish a form that somebody brought in: others of its body; where there are none, and for a form of all, those
    of the mechanism."""
    questionnaire = version.questionnaire
    users = {user.pk: user for role in AUTHORING for user in accounts.holders_of(role, at)}
    held = {pk: accounts.holdings(user, at) for pk, user in users.items() if user.reference != version.brought_by}
    able = [pk for pk, one in held.items() if may_author(one, questionnaire)]
    own = [pk for pk in able if scope_of(held[pk]) is not None]
    return [users[pk] for pk in own or able]


def may_see_version(holdings: Holdings, version: Version) -> bool:
    """A published or retired form is seen by the bodies it is for, one on its way by who may change it."""
    questionnaire = version.questionnaire
    if may_author(holdings, questionnaire):
        return True
    for_them = questionnaire.agency_id in (None, holdings.agency_id)
    return for_them and version.state in (State.PUBLISHED, State.RETIRED)


def may_see_filling(holdings: Holdings, filling: Filling) -> bool:
    """An open filling is its writer's alone; a finished one belongs to its desk."""
    if filling.state == FilledState.THROWN:
        return False
    if filling.state == FilledState.OPEN:
        return filling.by == holdings.reference
    return holdings.may_at(filling.desk_id, Power.FILL_FORMS)


def desks_to_fill_for(holdings: Holdings) -> list[Desk]:
    """Desks at which somebody works and may fill forms in."""
    return agencies.desks_among([pk for pk in holdings.desks_with(Power.FILL_FORMS) if pk in holdings.own_desk_ids])


def forms_page(holdings: Holdings, after: str = "") -> FormsPage:
    """A fixed number of statements."""
    lines = _versions(holdings)
    fills = holdings.may(Power.FILL_FORMS)
    mine = _filled().filter(by=holdings.reference, state=FilledState.OPEN).order_by("-saved_at", "-pk")[:MOST_OPEN]
    finished, older = _finished(holdings, after) if fills else ((), "")
    return FormsPage(
        to_fill=tuple(one for one in lines if one.state == State.PUBLISHED) if fills else (),
        open=tuple(map(_filled_line, mine)),
        finished=finished,
        older=older,
        on_their_way=lines if holdings.may(Power.AUTHOR_FORMS) else (),
    )


def published_for(agency_id: int) -> list[Version]:
    """Forms that a phone of a body may fetch."""
    rows = Version.objects.filter(state=State.PUBLISHED).filter(_for_body(agency_id)).defer("source", "definition")
    return list(rows.select_related("questionnaire").order_by("title", "pk")[:MOST_FORMS])


def version_for_phone(agency_id: int, form_id: str, label: str) -> Version | None:
    """The form a filling from a phone names. One that was retired meanwhile still takes what was filled in before."""
    rows = Version.objects.filter(questionnaire__form_id=form_id, label=label, state__in=[State.PUBLISHED, State.RETIRED])
    return rows.filter(_for_body(agency_id)).select_related("questionnaire").first()


def device_of(token: str, at: datetime) -> Device | None:
    """The phone behind a token. One statement, whatever was sent: one that was shut out is as one that never was."""
    rows = Device.objects.select_related("desk__agency").filter(token_hash=keyed_mark("device", token))
    return rows.filter(revoked_at__isnull=True, until__gt=at, desk__ended_at__isnull=True).first()


def device_by_reference(reference: str) -> Device | None:
    return Device.objects.select_related("desk__agency").filter(reference=reference).first()


def locked_device(device: Device) -> Device:
    return Device.objects.select_for_update(of=("self",)).select_related("desk__agency").get(pk=device.pk)


def locked_desk(desk: Desk) -> Desk:
    return agencies.locked_desk(desk.pk)


def last_device(desk: Desk) -> int:
    return Device.objects.filter(desk=desk).aggregate(last=Max("number"))["last"] or 0


def devices_alive(desk: Desk, at: datetime) -> int:
    return Device.objects.filter(desk=desk, revoked_at__isnull=True, until__gt=at).count()


def device_list(holdings: Holdings, at: datetime) -> tuple[DeviceLine, ...]:
    """The phones that somebody looks after: an administrator all, a supervisor those of their body."""
    rows = Device.objects.select_related("desk")
    if not holdings.may(Power.MANAGE):
        rows = rows.filter(desk__agency=holdings.supervised_agency_id)
    return tuple(_device_line(one, at) for one in rows.order_by("-pk")[:MOST_FORMS])


def desks_for_devices(holdings: Holdings) -> list[Desk]:
    """Desks for which somebody may let a phone in."""
    if holdings.may(Power.MANAGE):
        return [desk for agency in agencies.agencies() if agency.has_accounts for desk in agencies.open_desks(agency)]
    return agencies.desks_among(agencies.desk_ids_of(holdings.supervised_agency_id or 0))


def to_throw_away(at: datetime, *, cap: int = 500) -> list[Filling]:
    """What was begun and left."""
    rows = Filling.objects.filter(state=FilledState.OPEN, saved_at__lte=at - rules.DRAFT_LASTS)
    return list(rows.select_related("version", "desk", "key").order_by("saved_at", "pk")[:cap])


def published_version(form_id: str) -> Version | None:
    """The version of a form that is filled in today."""
    rows = Version.objects.filter(questionnaire__form_id=form_id, state=State.PUBLISHED)
    return rows.select_related("questionnaire").first()


def codes_asked(version: Version) -> dict[str, frozenset[str]]:
    """What a form asks, by the names of its questions, each with the codes that may be chosen."""
    form = form_of(version)
    return {
        item.path.rpartition("/")[2]: frozenset(choice.code for choice in form.lists.get(item.list_name, ()))
        for item in form.items()
        if item.asks
    }


def finished_of(desk: Desk, form_id: str, *, cap: int = 20) -> list[Filling]:
    """What a desk finished of a form and was begun for nobody: mostly on its phones. The newest first."""
    rows = Filling.objects.filter(desk=desk, state=FilledState.FINISHED, leads_to="")
    rows = rows.filter(version__questionnaire__form_id=form_id).select_related("version", "desk__agency", "key", "device")
    return list(rows.order_by("-pk")[:cap])


def sealed_fillings(*, cap: int = 500) -> list[Filling]:
    """What phones sealed and nobody opened yet, the oldest first."""
    rows = Filling.objects.filter(state=FilledState.SEALED).select_related("version", "desk__agency", "key", "device")
    return list(rows.order_by("pk")[:cap])


def name_of(reference: str) -> str:
    """A member of staff by name, in the language of the page; a phone by none."""
    return accounts.names_of([reference]).get(reference, ("", ""))[0]


@lru_cache(maxsize=64)
def _form(pk: int, source_mark: str) -> Form:
    return from_json(Version.objects.values_list("definition", flat=True).get(pk=pk, source_mark=source_mark))


def _for_body(agency_id: int) -> Q:
    return Q(questionnaire__agency__isnull=True) | Q(questionnaire__agency=agency_id)


def _versions(holdings: Holdings) -> tuple[VersionLine, ...]:
    rows = Version.objects.filter(state__in=ALIVE).defer(*LIGHT).select_related("questionnaire")
    seen = [one for one in rows.order_by("title", "-number", "pk")[: MOST_FORMS * 5] if may_see_version(holdings, one)]
    changes = framework.touched({one.questionnaire.form_id for one in seen})
    return tuple(version_line(one, changes.get(one.questionnaire.form_id)) for one in seen[:MOST_FORMS])


def version_line(row: Version, change: Change | None = None) -> VersionLine:
    """`change`: the newest that touches this form; it has to be followed while it is younger than the version."""
    follows = change if change is not None and (row.published_at or row.brought_at) < change.at else None
    return VersionLine(
        row.reference, row.title, Kind(row.questionnaire.kind), row.label, row.number, State(row.state), tuple(row.languages),
        row.questionnaire.agency_id is None, row.published_at, follows,
    )  # fmt: skip


def _filled() -> QuerySet[Filling]:
    heavy = [f"version__{name}" for name in LIGHT]
    return Filling.objects.select_related("version", "desk").defer("answers", "xml", *heavy)


def _finished(holdings: Holdings, after: str) -> tuple[tuple[FilledLine, ...], str]:
    place = place_opened(after)
    last = Filling.objects.filter(reference=place[1]).values_list("pk", flat=True).first() if place else None
    desks = holdings.desks_with(Power.FILL_FORMS)
    sets = [_of_desk(desk, last) for desk in desks] or [Filling.objects.none()]
    found = [pk for (pk,) in front(sets, columns=("pk",), order=("-pk",), cap=PAGE + 1)]
    lines = tuple(map(_filled_line, _filled().filter(pk__in=found[:PAGE]).order_by("-pk")))
    return lines, place_sealed(lines[-1].at, lines[-1].reference) if len(found) > PAGE else ""


def _of_desk(desk: int, last: int | None) -> QuerySet[Filling]:
    rows = Filling.objects.filter(desk_id=desk, state__in=FINISHED)
    return rows.filter(pk__lt=last) if last else rows


def _filled_line(row: Filling) -> FilledLine:
    return FilledLine(
        row.reference, row.version.title, row.desk.name, row.finished_at or row.saved_at, FilledState(row.state),
        row.device_id is not None, row.trial,
    )  # fmt: skip


def _device_line(row: Device, at: datetime) -> DeviceLine:
    return DeviceLine(
        row.reference, row.desk.name, row.number, row.made_at, row.until, row.sent, row.last_on,
        row.revoked_at is None and row.until > at, row.revoked_at is not None,
    )  # fmt: skip

"""Reads: phones and whether they still serve, records that wait, and what a phone takes along."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils.translation import override

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import RULES, Power, Role
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Agency, Desk
from malath.agencies.words import AgencyKind, Governorate, ServiceKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.awareness import queries as awareness
from malath.awareness.queries.sessions import WAYS
from malath.awareness.words import Audience, Facilitator, PlaceKind
from malath.foundation.actor import Actor
from malath.foundation.clock import in_amman
from malath.offline import envelope
from malath.offline.models import Device, Packet, SealingKey
from malath.offline.words import DeviceName, PacketState, WhyEnded, WhyHeld
from malath.privacy.words import Purpose
from malath.referrals import rules as referral_rules
from malath.training.queries import courses
from malath.ui.help_lines import lines_of_help

if TYPE_CHECKING:
    from malath.awareness.models import Session

CARRIES: Final = (Power.OPEN_CASE, Power.RUN_AWARENESS)
"""Whoever may do one of these at a desk takes a phone along for it."""
CARRYING: Final = [role for role in Role if not RULES[role].may.isdisjoint(CARRIES)]
SHOWN: Final = 50
Row = TypeVar("Row")


@dataclass(frozen=True)
class DeviceLine:
    """A phone on its page."""

    reference: str
    name: str
    holder: str
    desk: str
    enrolled_at: datetime
    seen_at: datetime | None
    ended_at: datetime | None
    why_ended: str
    may_end: bool


@dataclass(frozen=True)
class PhonesPage:
    """One's own phones, and for who looks after a body those of its staff. `key_since`: since when the key is in use."""

    own: tuple[DeviceLine, ...]
    of_body: tuple[DeviceLine, ...]
    looks_after: bool
    key_since: datetime | None
    held: int


@dataclass(frozen=True)
class RecordLine:
    """A record that waits at a desk."""

    reference: str
    desk: str
    phone: str
    received_at: datetime
    reasons: tuple[str, ...]
    urgent: bool


def devices_held(user: User, by: Actor) -> list[Device]:
    """The phones that somebody holds now; who enrols two at the same moment waits."""
    accounts.wait_for(by)
    return list(Device.objects.filter(user=user, ended_at__isnull=True))


def locked_device(pk: int) -> Device:
    rows = Device.objects.select_for_update(of=("self",)).select_related("user__agency", "desk__agency")
    return rows.get(pk=pk)


def locked_packet(pk: int) -> Packet:
    rows = Packet.objects.select_for_update(of=("self",))
    return rows.select_related("device__user__agency", "desk__agency", "key__key").get(pk=pk)


def device_by_reference(reference: str) -> Device | None:
    return _devices().filter(reference=reference).first()


def devices_named(references: Collection[str]) -> dict[str, Device]:
    return {device.reference: device for device in _devices().filter(reference__in=set(references))}


def keys_named(references: Collection[str]) -> dict[str, SealingKey]:
    return {key.reference: key for key in SealingKey.objects.filter(reference__in=set(references))}


def key_in_use(agency: Agency) -> SealingKey | None:
    return SealingKey.objects.filter(agency=agency, replaced_at__isnull=True).first()


def marks_kept(uids: Collection[UUID]) -> dict[UUID, bytes]:
    """Of these records the ones that are kept, with their marks."""
    rows = Packet.objects.filter(uid__in=list(uids)).values_list("uid", "mark")
    return {uid: bytes(mark) for uid, mark in rows}


def serves(device: Device, at: datetime) -> bool:
    """Whether a phone may be trusted now: nobody ended it, and its holder still opens cases or runs awareness at its desk."""
    user = device.user
    if device.ended_at is not None or not user.is_active or user.has_run_out(at):
        return False
    return accounts.current_seats(at).filter(user_id=user.pk, desk_id=device.desk_id, role__in=CARRYING).exists()


def without_seat(at: datetime, *, cap: int = 100) -> list[Device]:
    """Phones in use whose holders no longer work at their desk, or at all."""
    seats = accounts.current_seats(at).filter(
        user_id=OuterRef("user_id"), desk_id=OuterRef("desk_id"), role__in=CARRYING, user__is_active=True
    )
    return list(_devices().filter(~Exists(seats), ended_at__isnull=True).order_by("pk")[:cap])


def brought_today(device: Device, at: datetime) -> int:
    """How many records a phone brought within a day."""
    return Packet.objects.filter(carrier=device, received_at__gt=at - timedelta(days=1)).count()


def phones_page(user: User, holdings: Holdings) -> PhonesPage:
    """The phones of somebody, and of their body where they look after it: two statements for the lists."""
    looks_after = bool({Power.MANAGE, Power.SUPERVISE} & holdings.powers)
    body = _devices().filter(user__agency_id=user.agency_id).exclude(user=user)
    key = key_in_use(user.agency)
    return PhonesPage(
        own=tuple(_line(one, may_end=True) for one in _devices().filter(user=user).order_by("-enrolled_at")[:SHOWN]),
        of_body=tuple(_line(one, may_end=True) for one in body.order_by("-enrolled_at")[:SHOWN]) if looks_after else (),
        looks_after=looks_after,
        key_since=key.made_at if key else None,
        held=len(held_at(holdings)),
    )


def waiting() -> Iterable[Packet]:
    """Records that wait to be read in, the oldest first; some at a time."""
    rows = Packet.objects.filter(state=PacketState.WAITING)
    return rows.select_related("device__user__agency", "desk__agency", "key__key").order_by("pk")[:SHOWN]


def packet_by_reference(reference: str) -> Packet | None:
    rows = Packet.objects.select_related("device__user__agency", "carrier", "desk__agency", "key__key")
    return rows.filter(reference=reference).first()


def fresh(packet: Packet) -> Packet:
    """The same record as it stands now."""
    return Packet.objects.select_related("device__user__agency", "desk__agency", "key__key").get(pk=packet.pk)


def risk_changed_since(file: str, moment: datetime) -> bool:
    """Whether the facts of the case of a file were changed, or its danger judged, after a moment: by the trail."""
    return trail.happened_since(file, (Did.CASE_CHANGED, Did.RISK_ASSESSED), moment)


def packet_of(uid: UUID) -> Packet:
    """A record by the phone's own mark of it."""
    return Packet.objects.select_related("device__user__agency", "desk__agency", "key__key").get(uid=uid)


def desks_to_enrol_at(user: User, holdings: Holdings, at: datetime) -> list[Desk]:
    """Own desks for which somebody may take a phone along."""
    return [desk for desk in accounts.inbox_desks(user, at) if any(holdings.may_at(desk.pk, power) for power in CARRIES)]


def held_at(holdings: Holdings) -> list[RecordLine]:
    """Records that need somebody at the desks of this viewer who opens cases there; who runs awareness there sees their own.
    The newest first."""
    own = Q(device__user_id=holdings.user_id, desk__in=holdings.desks_with(Power.RUN_AWARENESS))
    mine = Packet.objects.filter(Q(desk__in=holdings.desks_with(Power.OPEN_CASE)) | own, state=PacketState.HELD)
    rows = mine.select_related("desk", "device")
    return [
        RecordLine(
            reference=row.reference,
            desk=row.desk.name,
            phone=str(DeviceName(row.device.name).label),
            received_at=row.received_at,
            reasons=tuple(str(WhyHeld(code).label) for code in row.reasons),
            urgent=WhyHeld.EMERGENCY in row.reasons,
        )
        for row in rows.order_by("-received_at")[:SHOWN]
    ]


def opened(packet: Packet) -> Mapping[str, Any]:
    """What a phone wrote. Errors: `DoesNotOpen`, `Malformed`."""
    if packet.sealed is None:
        raise envelope.DoesNotOpen
    bound = f"{envelope.RECORD}|{packet.uid}|{packet.device.reference}|{packet.key.reference}".encode()
    return envelope.opened(bytes(packet.sealed), bound, packet.key.opened("private"), bytes(packet.key.public))


def pack_for(device: Device, at: datetime) -> dict[str, Any]:
    """What a phone takes along: the open half of its body's key, and for who opens cases desks to ask and their phones, for
    who runs awareness the sessions that wait; numbers to call. No place of any desk, nothing of any person. Five statements."""
    key, today = key_in_use(device.desk.agency), in_amman(at).date()
    assert key is not None  # noqa: S101  # made when the first phone of the body was enrolled
    seats = accounts.current_seats(at).filter(user_id=device.user_id, desk_id=device.desk_id)
    may = frozenset[Power]().union(*(RULES[Role(one)].may for one in seats.values_list("role", flat=True)))
    opens = Power.OPEN_CASE in may
    desks: dict[str, dict[str, Any]] = {}
    for service, desk in _asked_for() if opens else ():
        if desk.pk != device.desk_id:
            entry = desks.setdefault(desk.reference, _desk(desk))
            entry["asks"][service.value] = list(_questions(service, desk, today))
    pack = {
        "device": device.reference,
        "name": device.name,
        "key": {"id": key.reference, "public": b64encode(bytes(key.public)).decode()},
        "desk": _named(device.desk),
        "opens": opens,
        "count": _to_count(device, today) if Power.RUN_AWARENESS in may else None,
        "desks": list(desks.values()),
        "lines": {language: [_help(one) for one in lines_of_help(language, today)] for language in ("ar", "en")},
    }
    return pack | {"mark": hashlib.sha256(json.dumps(pack, sort_keys=True).encode()).hexdigest()[:16]}


def lists_for(user: User, at: datetime) -> list[dict[str, Any]]:
    """The lists of courses in which somebody trains these days, for their phone: who was admitted."""
    taken = courses.lists_to_take(user.pk, in_amman(at).date())
    return [
        {
            "course": course.reference,
            "title": {"ar": course.title_ar, "en": course.title_en},
            "people": [[one.reference, one.officer.name_ar, one.officer.name_en] for one in admitted],
        }
        for course, admitted in taken.items()
    ]


def _to_count(device: Device, today: date) -> dict[str, Any]:
    """Sessions that wait, and by what is counted, in both languages: codes and numbers only."""
    known: dict[str, Any] = {**WAYS, "facilitators": Facilitator}
    sessions = awareness.sessions_to_count(device.desk_id, today)
    return {
        "sessions": [[one.reference, *_in_both(_session, one)] for one in sessions],
        **{name: [[word.value, *_in_both(_word, word)] for word in words] for name, words in known.items()},
    }


def _session(session: "Session") -> str:
    where = PlaceKind(session.place).label, Governorate(session.governorate).label
    return " · ".join(map(str, (session.on.isoformat(), Audience(session.audience).label, *where)))


def _word(word: TextChoices) -> str:
    return str(word.label)


def _in_both(text: Callable[[Row], str], row: Row) -> Iterable[str]:
    for language in ("ar", "en"):
        with override(language):
            yield text(row)


def _asked_for() -> Iterable[tuple[ServiceKind, Desk]]:
    for service in ServiceKind:
        for desk in agencies.desks_offering(service):
            yield service, desk


def _questions(service: ServiceKind, desk: Desk, today: date) -> Iterable[str]:
    """What somebody who was asked nothing yet is asked about a desk."""
    kind = AgencyKind(desk.agency.kind)
    return (one.value for one in referral_rules.questions(Purpose(service), kind, desk.agency_id, (), today))


def _desk(desk: Desk) -> dict[str, Any]:
    return {**_named(desk), "phone": desk.phone, "night": desk.around_the_clock, "body": desk.agency.kind, "asks": {}}


def _named(desk: Desk) -> dict[str, Any]:
    return {
        "id": desk.reference,
        "ar": f"{desk.agency.name_ar} · {desk.name_ar}",
        "en": f"{desk.agency.name_en} · {desk.name_en}",
        "body_ar": desk.agency.name_ar,
        "body_en": desk.agency.name_en,
    }


def _help(line: Any) -> dict[str, Any]:
    return {"number": line.number, "who": line.who, "hours": line.hours, "unchecked": line.unchecked}


def _devices() -> QuerySet[Device]:
    return Device.objects.select_related("user__agency", "desk__agency")


def _line(device: Device, *, may_end: bool) -> DeviceLine:
    return DeviceLine(
        reference=device.reference,
        name=str(DeviceName(device.name).label),
        holder=device.user.name,
        desk=device.desk.name,
        enrolled_at=device.enrolled_at,
        seen_at=device.seen_at,
        ended_at=device.ended_at,
        why_ended=str(WhyEnded(device.why_ended).label) if device.why_ended else "",
        may_end=may_end and device.ended_at is None,
    )

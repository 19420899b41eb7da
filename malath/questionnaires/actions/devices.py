"""Acts of phones that may send filled forms. Lock order: the desk, the phone, the trail."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.questionnaires import queries, rules
from malath.questionnaires.actions import CannotDo
from malath.questionnaires.models import Device
from malath.questionnaires.words import WhyNot

BYTES = 32


@dataclass(frozen=True)
class LetIn:
    """A new phone and its token. The token exists here only, and is shown once."""

    device: Device
    token: str


@act
def let_in(desk: Desk, *, by: Actor, at: datetime) -> LetIn:
    """A phone of a desk may fetch forms and send filled ones, and nothing else, for half a year. Errors: `CannotDo`."""
    desk = queries.locked_desk(desk)
    _refuse(rules.why_not_let_in(desk_closed=desk.ended_at is not None, alive=queries.devices_alive(desk, at)))
    token = secrets.token_urlsafe(BYTES)
    device = Device.objects.create(
        desk=desk, number=queries.last_device(desk) + 1, token_hash=queries.keyed_mark("device", token), made_by=by.reference,
        made_at=at, until=at + rules.DEVICE_LASTS,
    )  # fmt: skip
    audit.record(Did.DEVICE_ADDED, subject=device.reference, by=by, at=at, facts={"desk": desk.reference})
    return LetIn(device, token)


@act
def shut_out(device: Device, *, by: Actor, at: datetime) -> Device:
    """It sends and fetches nothing from this moment. What it sent stays. Errors: `CannotDo`."""
    device = queries.locked_device(device)
    _refuse([WhyNot.REVOKED] if device.revoked_at is not None else [])
    device.revoked_at, device.revoked_by = at, by.reference
    device.save(update_fields=["revoked_at", "revoked_by"])
    audit.record(Did.DEVICE_REVOKED, subject=device.reference, by=by, at=at, facts={"desk": device.desk.reference})
    return device


def _refuse(reasons: list[WhyNot]) -> None:
    if reasons:
        raise CannotDo(reasons)

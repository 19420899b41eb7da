"""The door to phones, and to records from them that wait. What a phone brings goes through `phone_that_sends`."""

from datetime import datetime

from django.http import Http404

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import queries as cases
from malath.cases.models import Case
from malath.foundation.references import is_reference
from malath.offline import envelope, queries
from malath.offline.envelope import DoesNotOpen, Malformed
from malath.offline.models import Device, Packet
from malath.offline.words import PacketState
from malath.privacy import queries as privacy


def phone_to_end(user: User, holdings: Holdings, reference: str, *, at: datetime) -> Device:
    """One's own phone; for who looks after a body, one of its staff. 404 for any other as for none."""
    device = queries.device_by_reference(reference)
    looks_after = bool({Power.MANAGE, Power.SUPERVISE} & holdings.powers)
    if device is not None and (device.user_id == user.pk or (looks_after and device.user.agency_id == user.agency_id)):
        return device
    audit.record_refusal(reference, by=user, at=at)
    raise Http404


def phone_that_sends(reference: str, body: bytes, signature: bytes) -> Device | None:
    """The phone that signed this, ended or not; None for any other, whether there is one of that name or not."""
    device = queries.device_by_reference(reference) if is_reference(reference) else None
    public = bytes(device.public) if device else b""
    signed = envelope.is_signed(public, envelope.batch_signed(reference, body), signature)
    return device if signed else None


def record_to_settle(user: User, reference: str, *, at: datetime) -> Packet:
    """A record that waits at a desk of this viewer, who opens cases there or wrote it, and whom nobody keeps out of the file
    it names. 404 for anybody else. The view is recorded."""
    packet = queries.packet_by_reference(reference)
    holdings = accounts.holdings(user, at)
    may = packet is not None and _works_on(holdings, packet) and not _kept_out(holdings, packet)
    if packet is None or not may or packet.state != PacketState.HELD:
        audit.record_refusal(reference, by=user, at=at)
        raise Http404
    files = [case.person.reference for case in _cases(packet)]
    audit.record_list(Did.PACKET_VIEWED, files=files, by=user, at=at, facts={"record": reference})
    return packet


def _works_on(holdings: Holdings, packet: Packet) -> bool:
    """Who opens cases at its desk; who runs awareness there sees what they wrote themselves."""
    own = packet.device.user_id == holdings.user_id and holdings.may_at(packet.desk_id, Power.RUN_AWARENESS)
    return own or holdings.may_at(packet.desk_id, Power.OPEN_CASE)


def _kept_out(holdings: Holdings, packet: Packet) -> bool:
    """Whether a block or a declared relation stands between this viewer and whom a record is about."""
    return any(privacy.is_kept_out(holdings, case.person) for case in _cases(packet))


def _cases(packet: Packet) -> list[Case]:
    """The case that was made of a record, and the one that it names."""
    named = {packet.case_reference} if packet.case_reference else set()
    try:
        written = queries.opened(packet).get("case", "")
    except (DoesNotOpen, Malformed):
        written = ""
    named |= {written} if isinstance(written, str) and is_reference(written) else set()
    return [case for case in map(cases.case_of, sorted(named)) if case is not None]

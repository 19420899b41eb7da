"""Acts on phones and on what comes from them. Reading a record in is made of the acts of other parts: see `replay`."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from malath.accounts.models import User
from malath.agencies.models import Agency, Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import WORKER, Actor, Machine
from malath.foundation.acts import act
from malath.foundation.sealing import new_data_key
from malath.offline import envelope, news, queries, rules
from malath.offline.envelope import Sealed
from malath.offline.models import Device, Packet, SealingKey
from malath.offline.words import DeviceName, PacketState, Reason, SetAside, WhyEnded, WhyHeld


class CannotDo(Exception):
    """Not done as asked, and why."""

    def __init__(self, reasons: list[Reason]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


def phone_of(device: Device) -> Machine:
    """A phone as an actor: for what it does by itself."""
    return Machine(device.reference, device.desk.agency.reference, "device")


@act
def enrol(user: User, *, desk: Desk, name: DeviceName, public: bytes, may_open: bool, by: Actor, at: datetime) -> Device:
    """A member of staff takes a phone along: from now on it may send, for this desk, what is sealed to the body. It reads
    nothing here. Errors: `CannotDo`."""
    held = queries.devices_held(user, by)
    reasons = rules.why_not_enrol(
        may_open=may_open,
        held=len(held),
        name_taken=any(one.name == name for one in held),
        is_key=envelope.is_point(public),
    )
    if reasons:
        raise CannotDo(reasons)
    if queries.key_in_use(desk.agency) is None:
        renew_key(desk.agency, by=by, at=at)
    device = Device.objects.create(user=user, desk=desk, name=name, public=public, enrolled_at=at)
    audit.record(Did.DEVICE_ENROLLED, subject=device.reference, by=by, at=at, facts={"desk": desk.reference})
    return device


@act
def end_device(device: Device, *, why: WhyEnded, by: Actor, at: datetime) -> Device:
    """A phone serves no more. When it is here next it throws its drafts away; one that stays off is not reached. What it
    sealed before is kept, and looked at before it is read in. Errors: `CannotDo`."""
    device = queries.locked_device(device.pk)
    if device.ended_at is not None:
        raise CannotDo([Reason.ENDED])
    device.ended_at, device.ended_by, device.why_ended = at, by.reference, why
    device.save(update_fields=["ended_at", "ended_by", "why_ended"])
    facts = {"why": why.value, "holder": device.user.reference}
    audit.record(Did.DEVICE_ENDED, subject=device.reference, by=by, at=at, facts=facts)
    return device


@act
def renew_key(agency: Agency, *, by: Actor, at: datetime) -> SealingKey:
    """A body gets a new key pair to which its phones seal. The one before still opens what comes late."""
    SealingKey.objects.filter(agency=agency, replaced_at__isnull=True).update(replaced_at=at)
    private, public = envelope.new_pair()
    row = SealingKey(agency=agency, key=new_data_key(), public=public, made_at=at, made_by=by.reference)
    row.seal(private=private)
    row.save(force_insert=True)
    audit.record(Did.SEALING_KEY_MADE, subject=row.reference, by=by, at=at, facts={"agency": agency.reference})
    return row


@act
def receive(
    carrier: Device,
    records: Sequence[tuple[Sealed, Device, SealingKey]],
    *,
    sent_at: datetime,
    at: datetime,
    by: Actor | None = None,
) -> Collection[str]:
    """Keep what a phone brought, sealed as it came; the marks of what is kept now, whether it came before or not. What is
    there under the same mark with other bytes is left alone, and gets no receipt."""
    carrier = queries.locked_device(carrier.pk)
    if carrier.sent_at is None or sent_at > carrier.sent_at:
        carrier.sent_at, carrier.skew = sent_at, rules.skew_of(sent_at, at)
    carrier.seen_at = at
    carrier.save(update_fields=["sent_at", "skew", "seen_at"])
    Packet.objects.bulk_create(
        [
            Packet(
                uid=record.uid, device=author, carrier=carrier, desk=author.desk, key=key, sealed=record.raw, mark=record.mark,
                received_at=at, skew=carrier.skew if author.pk == carrier.pk else author.skew,
            )
            for record, author, key in records
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    wanted = {record.uid: record.mark for record, _, _ in records}
    kept = queries.marks_kept(wanted)
    facts = {"records": str(len(records))}
    audit.record(Did.PACKETS_RECEIVED, subject=carrier.reference, by=by or phone_of(carrier), at=at, facts=facts)
    return {str(uid) for uid, mark in wanted.items() if kept.get(uid) == mark}


@act
def take_step(packet: Packet, name: str, do: Callable[[Packet], object], *, by: Actor, at: datetime) -> Packet:
    """One step of reading a record in: what it does and that it is done are written together, so that it is done once.
    Errors: those of the act that it does."""
    packet = queries.locked_packet(packet.pk)
    if name not in packet.done and packet.settled_at is None:
        do(packet)
        packet.done = [*packet.done, name]
        packet.save(update_fields=["done", "case_reference", "referral_references"])
    _record(Did.PACKET_REPLAYED, packet, by=by, at=at, step=name)
    return packet


@act
def finish(packet: Packet, *, by: Actor, at: datetime) -> Packet:
    """All of a record was read in: its sealed copy is thrown away."""
    packet = queries.locked_packet(packet.pk)
    if packet.settled_at is None:
        _settle(packet, PacketState.DONE, by=by, at=at)
    _record(Did.PACKET_FINISHED, packet, by=by, at=at)
    news.settle(packet, by=by, at=at)
    return packet


@act
def hold(packet: Packet, reasons: Sequence[WhyHeld], *, by: Actor, at: datetime) -> Packet:
    """A record was not read in, or not whole: it waits at its desk, with the reasons, and is neither lost nor forced."""
    packet = queries.locked_packet(packet.pk)
    if packet.settled_at is not None:
        raise CannotDo([Reason.NOT_HELD])
    told = packet.state == PacketState.HELD
    packet.state, packet.reasons = PacketState.HELD, [reason.value for reason in reasons]
    packet.save(update_fields=["state", "reasons"])
    _record(Did.PACKET_HELD, packet, by=by, at=at, reasons=" ".join(packet.reasons))
    if not told:
        news.tell_held(packet, urgent=WhyHeld.EMERGENCY in reasons, at=at)
    return packet


@act
def set_aside(packet: Packet, how: SetAside, *, by: Actor, at: datetime) -> Packet:
    """Somebody read a record that could not be read in, and saw to it. Its sealed copy is thrown away. Errors: `CannotDo`."""
    packet = queries.locked_packet(packet.pk)
    if packet.state != PacketState.HELD:
        raise CannotDo([Reason.NOT_HELD])
    packet.set_aside = how
    _settle(packet, PacketState.SET_ASIDE, by=by, at=at)
    _record(Did.PACKET_SET_ASIDE, packet, by=by, at=at, how=how.value)
    news.settle(packet, by=by, at=at)
    return packet


def end_of_seats(at: datetime, *, by: Actor = WORKER) -> int:
    """Phones whose holders no longer work at their desk are ended; how many."""
    gone = queries.without_seat(at)
    for device in gone:
        end_device(device, why=WhyEnded.SEAT_ENDED, by=by, at=at)
    return len(gone)


def _settle(packet: Packet, state: PacketState, *, by: Actor, at: datetime) -> None:
    packet.state, packet.sealed, packet.settled_at, packet.settled_by = state, None, at, by.reference
    packet.save(update_fields=["state", "sealed", "settled_at", "settled_by", "set_aside"])


def _record(event: Did, packet: Packet, *, by: Actor, at: datetime, **facts: str) -> None:
    named = {"phone": packet.device.reference, **({"case": packet.case_reference} if packet.case_reference else {}), **facts}
    audit.record(event, subject=packet.reference, by=by, at=at, facts=named)

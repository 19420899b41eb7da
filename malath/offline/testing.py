"""Phones and what they send, for tests, demonstration data and measurements: the twin of `kit/vault.js`."""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.agencies.testing import LONG_AGO
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.offline import actions, envelope, queries
from malath.offline.envelope import Sealed
from malath.offline.models import Device, Packet
from malath.offline.replay import replay
from malath.offline.words import DeviceName

ADULT: dict[str, Any] = {
    "v": 1, "kind": "first", "age_band": "21-29", "sex": "female", "risk": "high", "needs": ["safe_place", "wages"],
    "language": "am", "interpreter": "phone", "governorate": "AM", "answer": "yes", "method": "spoken",
    "observation": "Saw that the door was locked from outside.", "words": "They keep my passport.", "refer": [],
}  # fmt: skip
CHILD: dict[str, Any] = {
    "v": 1, "kind": "first", "age_band": "doubt", "sex": "male", "risk": "high", "language": "ar", "interpreter": "none",
    "method": "spoken", "child_because": "He looks fourteen and is watched.", "child_view": "He wants to go to his aunt.",
    "refer": [],
}  # fmt: skip


@dataclass(frozen=True)
class Phone:
    """A phone of a member of staff, with the half of its key that never leaves it."""

    device: Device
    key: ec.EllipticCurvePrivateKey

    @property
    def reference(self) -> str:
        return self.device.reference

    def sign(self, data: bytes) -> bytes:
        one, other = decode_dss_signature(self.key.sign(data, ec.ECDSA(SHA256())))
        return one.to_bytes(32, "big") + other.to_bytes(32, "big")

    def record(self, content: Mapping[str, Any], *, at: datetime | None = None, uid: UUID | None = None) -> dict[str, str]:
        """A finished record, sealed and signed, as it lies on the phone."""
        key = queries.key_in_use(self.device.desk.agency)
        assert key is not None  # noqa: S101  # made when the phone was enrolled
        written = {"written_at": (at or clock.now()).isoformat(), **content}
        bare = Sealed(uid or uuid4(), self.reference, key.reference, b"", b"", b"", b"")
        ephemeral, nonce, data = envelope.sealed_to(bytes(key.public), written, bare.bound)
        whole = Sealed(bare.uid, self.reference, key.reference, ephemeral, nonce, data, b"")
        named = {"epk": ephemeral, "iv": nonce, "data": data, "sig": self.sign(whole.signed)}
        texts = {name: b64encode(value).decode() for name, value in named.items()}
        return {"id": str(bare.uid), "device": self.reference, "key": key.reference, **texts}

    def batch(self, records: Sequence[Mapping[str, str]], *, sent_at: datetime | None = None, pack: str = "") -> bytes:
        sent = {"sent_at": (sent_at or clock.now()).isoformat(), "pack": pack, "records": list(records)}
        return json.dumps(sent).encode()

    def post(self, client: Client, body: bytes, *, signature: bytes | None = None) -> Any:
        """What the server answers."""
        signed = self.sign(envelope.batch_signed(self.reference, body)) if signature is None else signature
        headers = {"X-Phone": self.reference, "X-Signature": b64encode(signed).decode()}
        return client.post("/field/sync/", data=body, content_type="application/json", headers=headers)

    def send(self, client: Client, *records: Mapping[str, str], sent_at: datetime | None = None) -> Any:
        return self.post(client, self.batch(records, sent_at=sent_at)).json()


def make_held(phone: Phone, content: Mapping[str, Any] = ADULT, *, at: datetime) -> Packet:
    """A record that came from a phone and needs somebody: by itself, because what it asks for cannot leave."""
    desk = {"desk": "2222-2222-2222", "type": "shelter", "urgency": "urgent", "reason": "A bed tonight.", "C3": "yes"}
    wanted = content["refer"] or [desk | {"language": "am"}]
    sent = envelope.record_in(phone.record({**content, "refer": wanted}, at=at))
    key = queries.keys_named([sent.key])[sent.key]
    actions.receive(phone.device, [(sent, phone.device, key)], sent_at=at, at=at)
    packet = queries.packet_of(sent.uid)
    return replay(packet, at=at)


def make_phone(
    user: User, desk: Desk, *, name: DeviceName = DeviceName.OLIVE, by: Actor | None = None, at: datetime = LONG_AGO
) -> Phone:
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return Phone(actions.enrol(user, desk=desk, name=name, public=public, may_open=True, by=by or user, at=at), key)

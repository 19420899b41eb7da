"""What leaves the house as proof: a text signed with the key of the trail, and known to the trail by its hash."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from malath.audit import queries
from malath.foundation.keys import ring

SIGNED, SIGNATURE = "certificate", "signature"
PURPOSE = b"malath certificate 1\n"


def signed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The document: what is certified, and the signature over it."""
    return {SIGNED: dict(facts), SIGNATURE: _private().sign(_body(facts)).hex()}


def mark(facts: Mapping[str, Any]) -> str:
    """By what the trail knows a certificate."""
    return hashlib.sha256(_body(facts)).hexdigest()


def why_not_genuine(document: Mapping[str, Any]) -> str | None:
    """Why a document is no certificate of this house, or one of which the trail knows nothing; None when it is one."""
    facts = document.get(SIGNED)
    if not isinstance(facts, dict) or not _is_signed(facts, str(document.get(SIGNATURE, ""))):
        return "It is not signed by this house, or it was changed since."
    return queries.why_not_known(facts, mark(facts))


def _is_signed(facts: Mapping[str, Any], signature: str) -> bool:
    try:
        _private().public_key().verify(bytes.fromhex(signature), _body(facts))
    except (InvalidSignature, ValueError):
        return False
    return True


def _body(facts: Mapping[str, Any]) -> bytes:
    return PURPOSE + json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _private() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(ring().signing)

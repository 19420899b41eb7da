"""What somebody writes without an account, sealed where it is written, and the code that opens the answer. Pure.

A letter is sealed (HPKE, RFC 9180) to the helpline's key, of which the public site holds the open half only. All letters have
one size. Five words are stretched with Argon2id; from that come the mark of the thread and the key to which answers are sealed.
Neither leads back to the words, and the words are kept nowhere.
"""

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

SUITE: Final = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
ARGON2: Final = {"time_cost": 3, "memory_cost": 32_768, "parallelism": 1, "hash_len": 32}
SIZE, STEP = 16_384, 4_096
LETTER, ANSWER = b"malath letter 1", b"malath answer 1"
WORDS, DIGITS = 5, 15
MOST_CROWD = 9
Kind = Literal["ask", "more", "seen"]
FOLDED: Final = str.maketrans("أإآىةؤئ", "ااايهوي")


class Unreadable(ValueError):
    """What came is no letter of ours."""


@dataclass(frozen=True)
class CodeKeys:
    """What a code opens: the mark of its thread, the open half of its key, and the half that reads."""

    thread: str
    public: str
    private: X25519PrivateKey = field(repr=False)
    mark: str = ""


@dataclass(frozen=True)
class Letter:
    """Something that was written, or that a thread was looked at. `crowd`: how many came from the same place today, counted no
    further than nine, as far as the public site's memory knows."""

    kind: Kind
    thread: str
    public: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    crowd: int = 0


@dataclass(frozen=True)
class Thread:
    """What the holder of a code reads: the day on which something was answered, and the answer."""

    answers: tuple[tuple[str, str], ...] = ()


def new_code(words: Sequence[str]) -> str:
    """Five words by chance, or fifteen digits where a language has no list."""
    if not words:
        return "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    return " ".join(secrets.choice(words) for _ in range(WORDS))


def folded(word: str) -> str:
    """A word as it is compared: as it may be typed on a phone."""
    return word.strip().casefold().translate(FOLDED)


def code_in(text: str, lists: Sequence[Sequence[str]]) -> str:
    """A code as it was typed, in our spelling; "" for what cannot be one."""
    if re.fullmatch(rf"(?:[\s-]*\d){{{DIGITS}}}[\s-]*", text):
        return re.sub(r"\D", "", text)
    typed = [folded(word) for word in re.split(r"[\s,،.\-]+", text) if word]
    if len(typed) != WORDS:
        return ""
    for words in lists:
        known = {folded(word): word for word in words}
        if all(word in known for word in typed):
            return " ".join(known[word] for word in typed)
    return ""


def keys_of(code: str, salt: bytes) -> CodeKeys:
    """What a code opens. It takes a twentieth of a second and 32 MB, on purpose."""
    root = hash_secret_raw(code.encode(), salt, type=Type.ID, **ARGON2)
    private = X25519PrivateKey.from_private_bytes(_of(root, b"key"))
    public = private.public_key().public_bytes_raw().hex()
    return CodeKeys(_of(root, b"thread").hex(), public, private, _of(root, b"mark").hex()[:32])


def seal_letter(letter: Letter, to: str) -> bytes:
    """The same number of bytes, whatever was written. Errors: ValueError when it is too much."""
    content = {"kind": letter.kind, "thread": letter.thread, "public": letter.public, "said": dict(letter.said)}
    return _seal({**content, "crowd": min(letter.crowd, MOST_CROWD)}, to, LETTER, SIZE)


def open_letter(data: bytes, private: X25519PrivateKey) -> Letter:
    """A letter, looked at whole before anything is done with it. Errors: `Unreadable`."""
    content = _open(data, private, LETTER)
    kind, said, crowd = content.get("kind"), content.get("said"), content.get("crowd")
    marks = [content.get("thread"), content.get("public")]
    if kind not in ("ask", "more", "seen") or not isinstance(said, dict) or not isinstance(crowd, int):
        raise Unreadable
    if not all(isinstance(mark, str) and re.fullmatch(r"[0-9a-f]{64}|", mark) for mark in marks) or not marks[0]:
        raise Unreadable
    if not all(isinstance(one, str) for pair in said.items() for one in pair) or (kind == "ask" and not marks[1]):
        raise Unreadable
    return Letter(kind, str(marks[0]), str(marks[1]), said, max(0, min(crowd, MOST_CROWD)))


def seal_thread(thread: Thread, to: str) -> bytes:
    """What the holder of a code may read, sealed so that nobody else can, us included."""
    content = {"answers": [list(one) for one in thread.answers]}
    size = len(json.dumps(content, ensure_ascii=False).encode()) + 4
    return _seal(content, to, ANSWER, size + -size % STEP)


def open_thread(data: bytes, private: X25519PrivateKey) -> Thread:
    """Errors: `Unreadable`."""
    return Thread(tuple((str(day), str(text)) for day, text in _open(data, private, ANSWER)["answers"]))


def _of(root: bytes, what: bytes) -> bytes:
    return hmac.new(root, b"malath " + what, hashlib.sha256).digest()


def _seal(content: Mapping[str, Any], to: str, about: bytes, size: int) -> bytes:
    text = json.dumps(content, ensure_ascii=False).encode()
    if len(text) + 4 > size:
        raise ValueError("too much for a letter")
    padded = len(text).to_bytes(4, "big") + text
    return SUITE.encrypt(padded.ljust(size, b"\0"), X25519PublicKey.from_public_bytes(bytes.fromhex(to)), about)


def _open(data: bytes, private: X25519PrivateKey, about: bytes) -> dict[str, Any]:
    try:
        padded = SUITE.decrypt(data, private, about)
        content = json.loads(padded[4 : 4 + int.from_bytes(padded[:4], "big")])
    except (InvalidTag, ValueError) as error:
        raise Unreadable from error
    if not isinstance(content, dict):
        raise Unreadable
    return content

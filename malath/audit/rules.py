"""How a chain and a checkpoint are computed. Pure: bytes in, bytes out."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b, sha256
from json.encoder import encode_basestring_ascii as quoted

GENESIS = bytes(32)
TO_THE_SECOND, TO_THE_MICROSECOND = len("2026-11-08 07:00:00"), len("2026-11-08 07:00:00.000000")
LINE = 64
HEADING = (
    "Signed state of a journal. Keep this file unchanged. It holds no personal data.",
    "ختم سجل موقّع. يُحفظ هذا الملف كما هو. لا بيانات شخصية فيه.",
    "",
)
STATE = r"STATE1(\d{1,18})(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00)([0-9A-F]{64})([0-9A-F]{64})([0-9A-F]{64})([0-9A-F]{128})"
MOST_OPEN = 200_000  # ends of chains kept in memory while a trail is followed: some 50 MB


def canonical(facts: Mapping[str, str]) -> str:
    """Facts as JSON with sorted keys: the same facts always give the same bytes."""
    return json.dumps(dict(facts), sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def event_hash(previous: bytes, body: Sequence[str | int | datetime]) -> bytes:
    """SHA-256 over the hash before and the body of the event, as JSON without spaces; a moment is its ISO 8601 in UTC."""
    parts = ",".join([quoted(part) if type(part) is str else _written(part) for part in body])
    return sha256(previous + f"[{parts}]".encode()).digest()


def _written(part: str | int | datetime) -> str:
    if isinstance(part, datetime):
        return _moment(part)
    return quoted(part) if isinstance(part, str) else int.__repr__(part)


@lru_cache(maxsize=256)
def _moment(moment: datetime) -> str:
    return quoted(moment.astimezone(UTC).isoformat())


def moment_in_body(stored: str) -> str:
    """A moment as a database writes it in UTC, as a body has it. What no database writes stays unlike any moment."""
    moment = stored.removesuffix("+00")
    if len(moment) > TO_THE_SECOND:
        moment = moment.ljust(TO_THE_MICROSECOND, "0")
    return f"{moment[:10]}T{moment[11:]}+00:00"


@dataclass
class Chains:
    """Whether events, in whatever order they come, make whole chains that end in their heads. Memory is bounded.

    Every event takes up the end that the one before it left, and leaves one. The ends that stand open are remembered; when
    these are too many, or an event takes up another one, what was left is added to one number and what was taken up is
    subtracted, each as a hash under a key of 32 random bytes. It comes to zero only when each was taken up once (a multiset
    hash: Clarke and others, Asiacrypt 2003); the key is new each time, so nobody can prepare ends that make up for others.
    """

    key: bytes = field(repr=False)
    most_open: int = MOST_OPEN
    started: int = 0
    balance: int = 0
    open: dict[str, tuple[int, bytes]] = field(default_factory=dict)

    def follow(self, chain: str, number: int, previous: bytes, hash_: bytes) -> None:
        """One event: what it takes up, and what it leaves."""
        if self.open.get(chain) != (number - 1, previous):
            self._take_up(chain, number, previous)
        self.open[chain] = (number, hash_)
        if len(self.open) > self.most_open:
            self._put_away()

    def end(self, chain: str, number: int, hash_: bytes) -> None:
        """A head takes up the end of its chain: there is one for each. All events were followed before."""
        if self.open.get(chain) != (number, hash_):
            self._leave_open(chain)
            self.balance -= self._mark(chain, number, hash_)
        self.open.pop(chain, None)

    def are_whole(self) -> bool:
        """Once all heads have come."""
        self._put_away()
        return self.balance == 0

    def _take_up(self, chain: str, number: int, previous: bytes) -> None:
        self._leave_open(chain)
        if number == 1 and previous == GENESIS:
            self.started += 1
        else:
            self.balance -= self._mark(chain, number - 1, previous)

    def _leave_open(self, chain: str) -> None:
        left = self.open.pop(chain, None)
        if left is not None:
            self.balance += self._mark(chain, *left)

    def _put_away(self) -> None:
        for chain in list(self.open):
            self._leave_open(chain)

    def _mark(self, chain: str, number: int, hash_: bytes) -> int:
        text = f"{number} {len(chain)} {chain}".encode()
        return int.from_bytes(blake2b(text + hash_, key=self.key, digest_size=32).digest(), "big")


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """Root of a binary Merkle tree; leaves and nodes are hashed apart (RFC 6962, section 2.1).

    One node of each height waits for its neighbour; what waits when the leaves are over goes up as it is.
    """
    waiting: list[bytes | None] = []
    for leaf in leaves:
        node, height = sha256(b"\0" + leaf).digest(), 0
        while height < len(waiting) and (left := waiting[height]) is not None:
            waiting[height] = None
            node, height = sha256(b"\1" + left + node).digest(), height + 1
        waiting[height : height + 1] = [node]
    root = b""
    for left in filter(None, waiting):
        root = sha256(b"\1" + left + root).digest() if root else left
    return root or GENESIS


@dataclass(frozen=True)
class State:
    """The signed state of a trail as it leaves: up to which event, the root of the last stretch, the root over the roots of
    all stretches, and whose key signed it. Each stands for everything before it."""

    until: int
    at: datetime
    last: bytes
    whole: bytes
    key: bytes
    signature: bytes = b""

    @property
    def signed(self) -> bytes:
        """What is signed: everything but the signature."""
        return " ".join(["STATE1", *self._fields]).encode()

    @property
    def mark(self) -> str:
        """Sixteen letters of the whole, to be read aloud: `7F3A-…`."""
        return mark_in(self.whole.hex()[:16])

    @property
    def line(self) -> str:
        """Everything on one line, as a picture of squares carries it."""
        return " ".join([self.signed.decode(), self.signature.hex().upper()])

    @property
    def text(self) -> str:
        """The file that is kept: readable, and read again by `read_state`."""
        rows = [self.line[start : start + LINE] for start in range(0, len(self.line), LINE)]
        return "\n".join([*HEADING, f"mark {self.mark}", "", *rows, ""])

    @property
    def _fields(self) -> tuple[str, ...]:
        moment = self.at.astimezone(UTC).isoformat(timespec="seconds")
        return str(self.until), moment, *(part.hex().upper() for part in (self.last, self.whole, self.key))


def mark_in(text: str) -> str:
    """A mark as it is shown, from however somebody typed it."""
    found = "".join(letter for letter in text.upper() if letter in "0123456789ABCDEF")
    return "-".join(found[start : start + 4] for start in range(0, len(found), 4))


def read_state(text: str) -> State | None:
    """The state in a file that was kept, or as it was read from a picture; None when there is none in it."""
    joined = "".join(text.replace("=\r\n", "").replace("=\n", "").split())
    found = re.search(STATE, joined, re.IGNORECASE)
    if found is None:
        return None
    until, moment, *parts = found.groups()
    try:
        at = datetime.fromisoformat(moment.upper())
    except ValueError:
        return None
    return State(int(until), at, *(bytes.fromhex(part) for part in parts))

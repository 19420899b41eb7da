"""Malath's end of the key service. Errors are sentences for whoever runs it; an act that meets one leaves nothing behind."""

import os
import socket
import threading
import time
from collections import OrderedDict
from functools import cache
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag

from key_service import wire
from key_service.wire import Message

PATIENCE_SECONDS: Final = 10.0
REMEMBERED_SECONDS: Final = 30.0
"""A page asks for the same person several times. What was opened is forgotten after half a minute."""
MOST_REMEMBERED: Final = 2_000


class NotNow(RuntimeError):
    """The service is not to be had, or gives nothing just now: nothing was done, and nothing is lost."""


class Gone(NotNow):
    """It does not answer."""

    def __init__(self) -> None:
        super().__init__("The key service does not answer: start it, or see whether MALATH_KEY_SERVICE names it.")


class Refused(NotNow):
    """It answers, and gives nothing. `reason`: stopped, too_many, unknown_version."""

    def __init__(self, reason: str) -> None:
        super().__init__(SENTENCES.get(reason, f"The key service refuses: {reason}."))
        self.reason = reason


SENTENCES: Final = {
    "stopped": "The key service was stopped by whoever runs it. It gives no key until they say: go.",
    "too_many": "The key service has opened as many keys as it may for now. Whoever runs it can allow more.",
    "unknown_version": "The key service does not hold this wrapping key (any more).",
    "malformed": "The key service does not understand this version of Malath.",
}


class Service:
    """One service, asked over one connection of each thread and process."""

    def __init__(self, address: str, certificates: Path) -> None:
        self.address, self.certificates = address, certificates
        self._mine = threading.local()
        self._opened: OrderedDict[tuple[int, bytes, bytes], tuple[float, bytes]] = OrderedDict()

    def enclose(self, version: int, data: bytes, label: bytes) -> bytes:
        """Under a wrapping key of the service, bound to a label. Errors: `NotNow`."""
        return wire.data(self._ask("enclose", version=version, data=wire.text(data), label=wire.text(label))["data"])

    def disclose(self, version: int, enclosed: bytes, label: bytes) -> bytes:
        """What was enclosed. Errors: `NotNow`; InvalidTag when it was changed or moved."""
        asked = version, enclosed, label
        if (known := self._opened.get(asked)) and known[0] > time.monotonic():
            return known[1]
        answer = self._ask("disclose", version=version, data=wire.text(enclosed), label=wire.text(label))
        data = wire.data(answer["data"])
        self._remember(asked, data)
        return data

    def rewrap(self, version: int, enclosed: bytes, to: int, label: bytes, to_label: bytes) -> bytes:
        """The same under another wrapping key of the service; nothing is opened here. Errors: as `disclose`."""
        fields = {"data": wire.text(enclosed), "label": wire.text(label), "to_label": wire.text(to_label)}
        return wire.data(self._ask("rewrap", version=version, to=to, **fields)["data"])

    def new_version(self, after: int) -> int:
        """The number of a wrapping key that is younger than `after`; made there, and asked for again the same one."""
        return int(self._ask("new_version", after=after)["version"])

    def state(self) -> Message:
        """What it says of itself, whether it gives keys or not. Errors: `Gone`."""
        return self._ask("state")

    def forget_opened(self) -> None:
        self._opened.clear()

    def _remember(self, asked: tuple[int, bytes, bytes], data: bytes) -> None:
        self._opened[asked] = time.monotonic() + REMEMBERED_SECONDS, data
        while len(self._opened) > MOST_REMEMBERED or next(iter(self._opened.values()))[0] < time.monotonic():
            self._opened.popitem(last=False)

    def _ask(self, do: str, **fields: object) -> Message:
        answer = self._answer({"do": do, **fields})
        if answer.get("refused") == "damaged":
            raise InvalidTag
        if "refused" in answer:
            raise Refused(str(answer["refused"]))
        return answer

    def _answer(self, message: Message) -> Message:
        """A connection that has gone stale is made anew, once. Every question may be asked twice."""
        for _ in range(2):
            try:
                wire.send(self._connection(), message)
                answer = wire.receive(self._connection())
            except (OSError, ValueError):
                answer = None
            if answer is not None:
                return answer
            self.hang_up()
        raise Gone

    def _connection(self) -> socket.socket:
        """Of this thread of this process: what was opened before a fork is not ours."""
        if getattr(self._mine, "process", None) != os.getpid():
            self._mine.there = wire.connected(self.address, self.certificates, PATIENCE_SECONDS)
            self._mine.process = os.getpid()
        there: socket.socket = self._mine.there
        return there

    def hang_up(self) -> None:
        """The next question makes a connection anew."""
        if getattr(self._mine, "process", None) == os.getpid():
            self._mine.there.close()
        self._mine.process = None


@cache
def service(address: str, certificates: Path) -> Service:
    """The one of this process. An empty address is one that does not answer."""
    return Service(address, certificates)

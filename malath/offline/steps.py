"""One step of reading a record in: who wrote it, what stands in it, and why it waits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID, uuid5

from malath.offline.words import PacketState, WhyHeld
from malath.people.earlier import Earlier

if TYPE_CHECKING:
    from malath.accounts.models import User
    from malath.offline.models import Packet

Content: TypeAlias = Mapping[str, Any]
Do: TypeAlias = "Callable[[Packet], object]"


class Held(Exception):
    """A step of a record is not read in, and why."""

    def __init__(self, why: WhyHeld) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Reading:
    """A record while it is read in: who wrote it or reads it in now, and what happened when."""

    packet: "Packet"
    content: Content
    user: "User"
    earlier: Earlier
    at: datetime

    @property
    def by_hand(self) -> bool:
        """Whether somebody read why it waits, and reads it in all the same."""
        return self.packet.state == PacketState.HELD

    def mark(self, step: str) -> UUID:
        return uuid5(self.packet.uid, step)


Prepare: TypeAlias = Callable[[Reading], Do]
"""Goes through the gates and says what is to be done; errors say why not."""


def text_in(content: Content, name: str) -> str:
    value = content.get(name, "")
    return value if isinstance(value, str) else ""


def list_in(content: Content, name: str) -> list[str]:
    value = content.get(name)
    return [str(one) for one in value] if isinstance(value, list) else []

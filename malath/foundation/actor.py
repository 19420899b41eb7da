"""Who acts. Every act names one; the audit chain keeps it."""

from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["staff", "worker", "link", "public", "device", "system"]


class Actor(Protocol):
    @property
    def reference(self) -> str: ...

    @property
    def agency_reference(self) -> str: ...

    @property
    def kind(self) -> Kind: ...


@dataclass(frozen=True)
class Machine:
    """The job worker or a command: an actor without an account."""

    reference: str
    agency_reference: str = ""
    kind: Kind = "worker"


WORKER = Machine("worker")

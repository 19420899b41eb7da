"""What the pages of a shelter show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from malath.referrals.words import Urgency
from malath.shelter.rules import Share
from malath.shelter.words import Due, Entitled, IncidentKind, Neutral, Takes, Thing, VisitState, When
from malath.ui.pieces import Tone


@dataclass(frozen=True)
class SectionLine:
    """A section on the board. `taken` and `all`: of its own house alone; a search says what is free and no more."""

    takes: Takes
    when: When
    name: str
    free: int
    all: int
    closed: int

    @property
    def taken(self) -> int:
        return self.all - self.free - self.closed

    @property
    def tone(self) -> Tone:
        return "ok" if self.free else "warn"


@dataclass(frozen=True)
class HouseLine:
    """One shelter on the board of who works there."""

    reference: str
    name: str
    sections: tuple[SectionLine, ...]
    waiting: int

    @property
    def free(self) -> int:
        return sum(section.free for section in self.sections if section.when == When.NIGHT)


@dataclass(frozen=True)
class Board:
    """The shelters of the viewer's desks, and desks that could be set up."""

    houses: tuple[HouseLine, ...]
    to_found: tuple[tuple[str, str], ...]
    may_search: bool


@dataclass(frozen=True)
class FreeLine:
    """A section with free places, by the name of its desk. Never where it is."""

    desk: str
    desk_reference: str
    phone: str
    takes: Takes
    free: int


@dataclass(frozen=True)
class Plan:
    """How people who want to stay together could be placed, and for how many nothing is free."""

    shares: tuple[tuple[Share, "FreeLine | None"], ...]
    without: int


@dataclass(frozen=True)
class Found:
    """What a search for free places found."""

    lines: tuple[FreeLine, ...]
    wanted: int
    plan: Plan | None

    @property
    def free(self) -> int:
        return sum(line.free for line in self.lines)

    @property
    def missing(self) -> int:
        return max(self.wanted - self.free, 0)


@dataclass(frozen=True)
class PlaceLine:
    """A place in a house. `who`: the name of who has it, where the viewer may know it."""

    reference: str
    when: When
    number: int
    closed: str
    taken: bool
    case_reference: str = ""
    who: str = ""
    is_child: bool = False
    out: bool = False
    stopped: bool = False


@dataclass(frozen=True)
class RoomLine:
    """A room and its places."""

    section: str
    takes: Takes
    name: str
    places: tuple[PlaceLine, ...]

    @property
    def title(self) -> str:
        return f"{self.takes.label} · {self.section} · {self.name}"


@dataclass(frozen=True)
class WaitingLine:
    """Somebody who waits for a place."""

    case_reference: str
    person_reference: str
    name: str
    is_child: bool
    urgency: Urgency
    since: datetime

    @property
    def tone(self) -> Tone:
        return "danger" if self.urgency == Urgency.EMERGENCY else "warn" if self.urgency == Urgency.URGENT else "quiet"


@dataclass(frozen=True)
class KeptLine:
    """Something that lies here still of somebody who has left, or took their agreement back."""

    reference: str
    kind: Thing
    what: str


@dataclass(frozen=True)
class HousePage:
    """One shelter, room by room, for who works there."""

    reference: str
    name: str
    desk_reference: str
    rooms: tuple[RoomLine, ...]
    waiting: tuple[WaitingLine, ...]
    on_duty: tuple[str, ...]
    has_address: bool
    sections: Sequence[tuple[str, str]]
    kept: tuple[KeptLine, ...]
    manages: bool
    files: tuple[str, ...]

    @property
    def free(self) -> int:
        return sum(not place.taken and not place.closed for room in self.rooms for place in room.places)


@dataclass(frozen=True)
class ChildLine:
    """A child who is there with a parent."""

    name: str
    born: int


@dataclass(frozen=True)
class StayLine:
    """The stay of somebody as the house itself sees it."""

    since: datetime
    entitled: Entitled
    room: str
    language: str
    rights_told: str
    care: str
    children: tuple[ChildLine, ...]


@dataclass(frozen=True)
class FilePage:
    """What stands of the shelter in one case. `house`: the name of the house, where it may be named. `ours`: the viewer works
    there, and `stay` is filled for them alone."""

    reference: str
    person_reference: str
    is_child: bool
    is_closed: bool
    stays: bool
    since: datetime | None
    left_at: datetime | None
    stopped: bool
    house: str
    ours: bool
    house_reference: str
    waits: bool
    may_admit: bool
    may_read_place: bool
    stay: StayLine | None


@dataclass(frozen=True)
class Brief:
    """What the case page says of the shelter."""

    waits: bool
    since: datetime | None
    left_at: datetime | None
    stopped: bool


@dataclass(frozen=True)
class ClockLine:
    """Something of a stay that is due."""

    what: Due
    due: datetime


@dataclass(frozen=True)
class ThingLine:
    """Something that was signed in."""

    reference: str
    kind: Thing
    what: str
    amount: str
    held: bool
    out_at: datetime | None


@dataclass(frozen=True)
class VisitLine:
    """A visit at a neutral place."""

    reference: str
    whom: str
    where: Neutral
    on_at: datetime
    state: VisitState


@dataclass(frozen=True)
class ReviewLine:
    """A look at a stay."""

    at: datetime
    words: str
    why_long: str


@dataclass(frozen=True)
class InStay:
    """What the house writes of a stay."""

    clocks: tuple[ClockLine, ...]
    key_worker: str
    health: str
    is_out: bool
    since_out: datetime | None
    outings: tuple[tuple[datetime, datetime | None], ...]
    things: tuple[ThingLine, ...]
    visits: tuple[VisitLine, ...]
    reviews: tuple[ReviewLine, ...]
    long: bool


@dataclass(frozen=True)
class IncidentLine:
    """Something that happened. `words` are "" where the file is not open to the viewer."""

    reference: str
    kind: IncidentKind
    happened_at: datetime
    words: str
    who: str
    looked_at: datetime | None
    may_look: bool


@dataclass(frozen=True)
class NoteLine:
    """What one shift told the next."""

    reference: str
    words: str
    about: str
    by: str
    at: datetime
    taken: bool


@dataclass(frozen=True)
class NightLine:
    """Somebody in the house, as whoever is there at night needs to know them."""

    room: str
    name: str
    case_reference: str
    language: str
    care: str
    is_child: bool
    is_out: bool
    children: int


@dataclass(frozen=True)
class Night:
    """A house at night: who is there, what was handed over, and the last count."""

    reference: str
    name: str
    lines: tuple[NightLine, ...]
    unseen: int
    notes: tuple[NoteLine, ...]
    counted: tuple[int, int, datetime] | None
    files: tuple[str, ...]

    @property
    def expected(self) -> int:
        """How many people are in the house now: those who are not out, and the children with them."""
        return sum(1 + line.children for line in self.lines if not line.is_out) + self.unseen

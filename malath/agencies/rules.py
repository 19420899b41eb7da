"""A desk's working time, on Amman's clock; only normal referrals count it (domain §18)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from malath.agencies.words import (
    Accepts,
    AgencyKind,
    Cost,
    Currency,
    Governorate,
    Provenance,
    Reason,
    ServiceKind,
    Voice,
    Way,
)

AMMAN = ZoneInfo("Asia/Amman")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingHours:
    """When a desk works. Weekdays are Python's: Monday is 0, Sunday 6. A desk around the clock knows no holidays."""

    opens_at: time
    closes_at: time
    working_days: frozenset[int]
    around_the_clock: bool = False

    def __post_init__(self) -> None:
        if self.opens_at >= self.closes_at or not self.working_days or not self.working_days <= set(range(7)):
            raise ValueError("a desk opens before it closes, on at least one day of the week")

    @property
    def length(self) -> timedelta:
        """The length of one working day."""
        if self.around_the_clock:
            return DAY
        return _since_midnight(self.closes_at) - _since_midnight(self.opens_at)


@dataclass(frozen=True)
class AgencyFacts:
    """What is written about a body. The governorate is empty for one that works in the whole country. One without accounts
    is reached by link, letter and phone."""

    kind: AgencyKind
    name_en: str
    name_ar: str
    governorate: str = ""
    has_accounts: bool = True


@dataclass(frozen=True)
class DeskFacts:
    """What is written about a desk. `post_of`: the reference of the desk of which it is a liaison post."""

    name_en: str
    name_ar: str
    hours: WorkingHours
    services: frozenset[ServiceKind] = frozenset()
    governorate: str = ""
    phone: str = ""
    post_kind: str = ""
    post_of: str = ""


@dataclass(frozen=True)
class ServiceFacts:
    """What is said about a service of a desk. Empty means: not said."""

    languages: tuple[str, ...] = ()
    accepts: frozenset[Accepts] = frozenset()
    governorates: frozenset[Governorate] = frozenset()
    cost: Cost = Cost.NOT_SAID
    reach: str = ""
    needed: str = ""
    capacity: str = ""

    def fits(self, *, language: str = "", who: Accepts | None = None) -> bool:
        """Whether the service may be right for somebody. What was not said is not a no: nobody is lost by silence."""
        speaks = not language or not self.languages or language in self.languages
        return speaks and (who is None or not self.accepts or who in self.accepts)


@dataclass(frozen=True)
class InterpreterFacts:
    """What is written about an interpreter."""

    name_en: str
    name_ar: str
    voice: Voice
    languages: tuple[str, ...]
    ways: frozenset[Way]
    hours: WorkingHours
    dialects: str = ""
    governorates: frozenset[Governorate] = frozenset()
    phone: str = ""
    code_signed_on: date | None = None

    def fits(
        self, *, language: str = "", voice: Voice | None = None, way: Way | None = None, governorate: Governorate | None = None
    ) -> bool:
        """Whether they can be asked for that. Where they come to matters only for who is to come."""
        comes = way != Way.PRESENT or governorate is None or not self.governorates or governorate in self.governorates
        speaks = not language or language in self.languages
        return speaks and comes and voice in {None, self.voice} and (way is None or way in self.ways)


def may_be_booked(facts: InterpreterFacts) -> bool:
    """Nobody hears a person's story who has not signed the code of conduct."""
    return facts.code_signed_on is not None


def why_not_change_interpreter(*, ended: bool, name_taken: bool) -> list[Reason]:
    """Why an interpreter is not changed."""
    return [Reason.INTERPRETER_ENDED] if ended else why_not_name(taken=name_taken)


@dataclass(frozen=True)
class HolidayFacts:
    """A public holiday, and how sure it is."""

    on: date
    name_en: str
    name_ar: str
    provenance: Provenance


def is_open(at: datetime, hours: WorkingHours, holidays: frozenset[date]) -> bool:
    """Whether the desk works at this moment: from opening, up to and without the moment of closing."""
    if hours.around_the_clock:
        return True
    wall = at.astimezone(AMMAN)
    return _works_on(wall.date(), hours, holidays) and hours.opens_at <= wall.time() < hours.closes_at


def next_opening(at: datetime, hours: WorkingHours, holidays: frozenset[date]) -> datetime:
    """`at` itself while the desk is open, else the next moment at which it opens."""
    wall = at.astimezone(AMMAN)
    if is_open(wall, hours, holidays):
        return wall
    day = wall.date() if wall.time() < hours.opens_at else wall.date() + DAY
    while not _works_on(day, hours, holidays):
        day += DAY
    return datetime.combine(day, hours.opens_at, AMMAN)


def after_working_days(start: datetime, days: int, hours: WorkingHours, holidays: frozenset[date]) -> datetime:
    """The moment when `days` working days of the desk have been worked since `start`, hour by hour.

    What arrives while the desk is closed begins at its next opening (domain §5.3: normal, one and two working days).
    """
    if hours.around_the_clock:
        return start.astimezone(AMMAN) + days * DAY
    moment, left = next_opening(start, hours, holidays), days * hours.length
    while (today := _closing(moment, hours) - moment) < left:
        left -= today
        moment = next_opening(_closing(moment, hours), hours, holidays)
    return moment + left


def working_time_left(due: datetime, at: datetime, hours: WorkingHours, holidays: frozenset[date]) -> timedelta:
    """Working time from `at` until `due`; negative by as much working time as it is overdue."""
    if at > due:
        return -working_time_left(at, due, hours, holidays)
    if hours.around_the_clock:
        return due - at
    moment, end, worked = next_opening(at, hours, holidays), due.astimezone(AMMAN), timedelta()
    while moment < end:
        closing = _closing(moment, hours)
        worked += min(closing, end) - moment
        moment = next_opening(closing, hours, holidays)
    return worked


def why_not_name(*, taken: bool) -> list[Reason]:
    """Two bodies, or two desks of a body, with one name would be mixed up."""
    return [Reason.NAME_TAKEN] if taken else []


def why_not_change_desk(*, ended: bool, name_taken: bool) -> list[Reason]:
    """A desk that was closed keeps its last state: referrals of the past point to it."""
    return [Reason.DESK_ENDED] if ended else why_not_name(taken=name_taken)


def why_not_post(*, kind: bool, named: bool, home_fits: bool, has_posts: bool) -> list[Reason]:
    """Why a desk cannot be a liaison post of another. `home_fits`: an open desk of the same body that is no post itself."""
    if kind != named:
        return [Reason.POST_HALF]
    if not named:
        return []
    return [Reason.POST_HOME] if not home_fits else [Reason.HAS_POSTS] if has_posts else []


def why_not_end_desk(*, ended: bool, has_posts: bool) -> list[Reason]:
    """Why a desk cannot close: it has, or posts would belong to nothing."""
    return [Reason.DESK_ENDED] if ended else [Reason.HAS_POSTS] if has_posts else []


def why_not_describe(*, ended: bool, offered: bool) -> list[Reason]:
    """Why nothing is said about a service."""
    refused = {Reason.DESK_ENDED: ended, Reason.NOT_OFFERED: not offered}
    return [reason for reason, holds in refused.items() if holds]


def why_not_holiday(*, taken: bool, cancelled: bool = False) -> list[Reason]:
    """Two holidays on one day are one; one that was cancelled is declared anew, not changed."""
    refused = {Reason.HOLIDAY_CANCELLED: cancelled, Reason.HOLIDAY_TAKEN: taken}
    return [reason for reason, holds in refused.items() if holds]


def _works_on(day: date, hours: WorkingHours, holidays: frozenset[date]) -> bool:
    return day.weekday() in hours.working_days and day not in holidays


def _closing(moment: datetime, hours: WorkingHours) -> datetime:
    return datetime.combine(moment.date(), hours.closes_at, AMMAN)


def _since_midnight(moment: time) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond)


DECIMALS_OF_OTHERS: Final = 2
DECIMALS: Final = {Currency.JOD: 3}


def decimals(currency: Currency) -> int:
    """How many decimals a currency has."""
    return DECIMALS.get(currency, DECIMALS_OF_OTHERS)


def is_too_fine(amount: Decimal, currency: Currency = Currency.JOD) -> bool:
    """Whether an amount has more decimals than its currency: that is refused, never rounded. Zeros at the end count for
    nothing."""
    exponent = amount.normalize().as_tuple().exponent
    return not isinstance(exponent, int) or -exponent > decimals(currency)

"""Reads of care that does not wait: for those to whom the compartment of sexual violence is open, by name."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from malath.agencies.models import Desk
from malath.cases.models import Case
from malath.foundation.asking import ask
from malath.privacy.rules import Sight
from malath.privacy.words import Section
from malath.support import rules
from malath.support.models import UrgentCare
from malath.support.queries import law
from malath.support.words import Care, CareSaid
from malath.ui.pieces import Tone

SECTION = Section.SEXUAL_VIOLENCE
TONES: dict[CareSaid, Tone] = {CareSaid.WAITS: "warn", CareSaid.GIVEN: "ok"}


@dataclass(frozen=True)
class CareLine:
    """One care after one event. `due`: until when it helps, as guidance says; `passed`: that was before now."""

    care: Care
    said: CareSaid
    due: datetime
    passed: bool

    @property
    def tone(self) -> Tone:
        return TONES.get(self.said, "quiet")

    @property
    def waits(self) -> bool:
        return self.said == CareSaid.WAITS

    @property
    def answers(self) -> tuple[CareSaid, ...]:
        """What may be written down of it still."""
        found = (CareSaid.GIVEN, CareSaid.DECLINED, CareSaid.NOT_NEEDED)
        return tuple(one for one in found if not rules.why_not_answer_care(self.said, one))


@dataclass(frozen=True)
class Event:
    """An event and what is offered after it."""

    reference: str
    happened: datetime
    lines: tuple[CareLine, ...]


@dataclass(frozen=True)
class CarePage:
    """The page of care that does not wait, of one case. `hours`: within how many each care helps, by its code."""

    reference: str
    events: tuple[Event, ...]
    hours: dict[str, int]
    may_work: bool


@dataclass(frozen=True)
class CareBrief:
    """What the case page says: until when the soonest of what waits helps, and whether something waits at all."""

    due: datetime | None
    waits: bool


def said_of(row: UrgentCare) -> dict[Care, CareSaid]:
    return {care: CareSaid(row.opened(care.value)) for care in Care}


def happened(row: UrgentCare) -> datetime:
    return datetime.fromisoformat(row.opened("happened"))


def event_by_reference(case: Case, reference: str) -> UrgentCare | None:
    return UrgentCare.objects.select_related("case__person", "key").filter(case=case, reference=reference).first()


def brief(case: Case, sight: Sight, at: datetime) -> CareBrief | None:
    """What the case page says, to those to whom the compartment is open. One statement."""
    if SECTION not in sight.full:
        return None
    waiting = [line for event in _events(case, at) for line in event.lines if line.waits]
    return CareBrief(min((line.due for line in waiting if not line.passed), default=None), bool(waiting))


def care_page(case: Case, desk: Desk | None, at: datetime) -> CarePage:
    """The page for who stands behind the gate of the compartment. One statement."""
    hours = {care.value: span // timedelta(hours=1) for care, span in law.care_hours().items()}
    return CarePage(case.reference, _events(case, at), hours, may_work=desk is not None and case.closed_at is None)


def to_look_at(at: datetime, *, cap: int = 500) -> list[UrgentCare]:
    """Events after which something may wait still, and of which somebody is to be told."""
    rows = UrgentCare.objects.filter(look_at__lte=at, case__closed_at__isnull=True, key__erased_at__isnull=True)
    return list(rows.order_by("look_at", "pk")[:cap])


def _events(case: Case, at: datetime) -> tuple[Event, ...]:
    return tuple(_event(row, at) for row in ask(_rows, case.pk))


def _rows(case_id: int) -> QuerySet[UrgentCare]:
    rows = UrgentCare.objects.filter(case_id=case_id, key__erased_at__isnull=True).select_related("key")
    return rows.order_by("-at", "-pk")[:20]


def _event(row: UrgentCare, at: datetime) -> Event:
    moment, hours = happened(row), law.care_hours()
    lines = (
        CareLine(care, said, moment + hours[care], moment + hours[care] <= at)
        for care, said in said_of(row).items()
        if said != CareSaid.NOT_OFFERED
    )
    return Event(row.reference, moment, tuple(lines))

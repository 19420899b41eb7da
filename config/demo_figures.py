"""Figures of the demonstration: years from reports, everything counted once, a table that is out, one that waits for a yes."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from config.demo_cast import DATA, House
from malath.accounts.models import User
from malath.foundation.actor import WORKER
from malath.foundation.clock import in_amman
from malath.statistics import actions
from malath.statistics.actions import CannotTell, years
from malath.statistics.actions.years import Entered
from malath.statistics.definitions import STANDARD
from malath.statistics.words import Measure, Unit

MINUTES = timedelta(minutes=10)
TOLD = (
    *(table for table in STANDARD if table[0] == Unit.PERSONS), (Unit.CASES, ("governorate",)), (Unit.CASES, ("detected_by",)),
    (Unit.REFERRALS, ("received_by", "answered")), (Unit.REFERRALS, ("body", "answered")), (Unit.REFERRALS, ("year",)),
)  # fmt: skip
"""Of the tables that are told each night those that show most and cost least."""


def figures_are_told(house: House, now: datetime) -> None:
    """Hala counts and proposes, Munir approves one of two tables. Without the packages of statistics nothing is told."""
    hala, munir = house.named("Hala Demo"), house.named("Munir Demo")
    _if_it_can_be_told(partial(_years_before, hala, munir, now))
    actions.compile_figures(by=WORKER, at=now - 2 * MINUTES, standard=())
    for unit, fields in TOLD:
        _if_it_can_be_told(partial(actions.ask, unit, fields, by=WORKER, at=now - 2 * MINUTES))
    _if_it_can_be_told(partial(_releases, hala, munir, now))


def _if_it_can_be_told(act: Callable[[], object]) -> None:
    """What cannot is taken back alone."""
    with suppress(CannotTell), transaction.atomic():
        act()


def _years_before(hala: User, munir: User, now: datetime) -> None:
    """What reports said of two years; one is closed, the other waits for it."""
    texts = DATA["figures"]
    for back, row in enumerate(texts["years"], start=3):
        year = in_amman(now).year - back
        for measure, total in row["totals"].items():
            splits = row["splits"] if measure == Measure.IDENTIFIED else {}
            years.enter(Entered(year, Measure(measure), total, texts["source"], splits), by=hala, at=now - 4 * MINUTES)
        years.ask_closing(year, by=hala, at=now - 4 * MINUTES)
        if back > 3:
            years.close(year, by=munir, at=now - 3 * MINUTES)


def _releases(hala: User, munir: User, now: datetime) -> None:
    texts = DATA["figures"]
    waits, out = (actions.ask(Unit.REFERRALS, (field,), by=hala, at=now - MINUTES) for field in ("urgency", "type"))
    method = (texts["method_en"], texts["method_ar"])
    actions.approve(actions.propose(out, *method, by=hala, at=now - MINUTES), by=munir, at=now)
    actions.propose(waits, *method, by=hala, at=now)

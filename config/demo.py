"""Invented people for trying Malath out: bodies, staff, and 400 people whose cases go through the real acts.

Every text that is kept sealed holds names, phones, a document number, an address or a code word on purpose: the dump
test looks for them where they must not be.
"""

import gc
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial

from config.demo_awareness import people_are_told
from config.demo_camp import volunteers_get_a_code
from config.demo_cast import DATA, House, build
from config.demo_field import a_phone_was_out
from config.demo_figures import figures_are_told
from config.demo_forms import forms_arrive
from config.demo_framework import texts_arrive
from config.demo_helpline import the_helpline_opens
from config.demo_home import somebody_is_expected, somebody_went_home
from config.demo_identification import clocks_begin, somebody_decides
from config.demo_justice import matters_go_their_way
from config.demo_kept import YEARS, long_ago
from config.demo_linkage import some_came_twice
from config.demo_lives import Agenda, came_back, meet
from config.demo_orders import orders_came
from config.demo_post import it_leaves
from config.demo_programs import programs_come
from config.demo_shelter import somebody_stays
from config.demo_support import plans_begin, somebody_is_helped
from config.demo_training import somebody_learns
from config.demo_watch import it_is_watched, papers_were_lost
from config.demo_workbook import table_waits, tables_arrive, workbook_arrives
from malath.coordination import actions as coordination
from malath.foundation.actor import WORKER
from malath.foundation.clock import in_amman
from malath.inbox import actions as inbox
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.actions.agreements import record_agreement
from malath.privacy.sharing import Terms
from malath.privacy.words import Level, Purpose
from malath.referrals import actions as referrals
from malath.referrals import queries as referral_queries

__all__ = ["DATA", "PEOPLE", "load"]

PEOPLE = 400
MONTHS = timedelta(days=540)
RECENT = timedelta(hours=30)
WEEK = timedelta(days=7)
NEWS_LASTS = timedelta(days=2)


def load(now: datetime, *, people: int = PEOPLE) -> House:
    """Load everything, the same each time but for the dates, which end at `now`. Call it inside one transaction.

    What happens, happens in the order of time, as it would have been written down; the newest person is a child whose
    supervisor has still to confirm.
    """
    chance = random.Random(20261123)  # noqa: S311  # repeatable invention, not a secret
    with nothing_collected():
        house, agenda = build(now - YEARS - timedelta(days=60), now - MONTHS - timedelta(days=60), now), Agenda(now)
        for number, met_at in enumerate(_meetings(chance, people, now)):
            agenda.add(met_at, partial(meet, chance, house, agenda, number, people - 1 - number))
        agenda.add(now - timedelta(days=120), partial(came_back, house, people + 1))
        agenda.add(now - timedelta(days=7), partial(workbook_arrives, house, agenda, people))
        agenda.add(now - timedelta(days=3), partial(tables_arrive, house, people + 10))
        agenda.add(now - timedelta(hours=4), partial(table_waits, house, people + 20))
        long_ago(house, agenda, people + 2)
        for weeks in range(MONTHS // WEEK):
            agenda.add(now - weeks * WEEK, what_runs_out)
        agenda.add(now - timedelta(days=20), partial(volunteers_get_a_code, house, agenda))
        agenda.add(now - timedelta(days=20), partial(the_helpline_opens, house, agenda))
        agenda.add(now - timedelta(days=9), partial(forms_arrive, house, agenda))
        agenda.add(now - timedelta(days=40), partial(papers_were_lost, house, agenda))
        agenda.run()
        _bodies_agree(house, now)
        inbox.clear_before(now - NEWS_LASTS, by=WORKER, at=now)
        for happens in (programs_come, it_leaves, it_is_watched, orders_came):
            happens(house, now)
        somebody_is_helped(house, now, people + 36)
        matters_go_their_way(somebody_decides(house, now, people + 30), now)
        some_came_twice(house, now, people + 40)
        somebody_stays(house, now, people + 60)
        for happens in (
            somebody_went_home,
            somebody_is_expected,
            texts_arrive,
            people_are_told,
            somebody_learns,
            a_phone_was_out,
        ):
            happens(house, now)
        clocks_begin(now)
        plans_begin(now)
        coordination.tell(at=now)
        figures_are_told(house, now)
    return house


def what_runs_out(at: datetime) -> None:
    """As the worker does each minute: consents end with their day, and what stood on them stops."""
    for consent in privacy_queries.run_out(at):
        privacy.expire(consent, consent.person, at=at)
    for referral in referral_queries.no_longer_standing(at, since=at - WEEK):
        referrals.stop(referral, at=at)


def _bodies_agree(house: House, now: datetime) -> None:
    """The camp partner shares the minimum facts only; the shelter and the return office agreed on more, for a month."""
    camp, shelter, returns = (house.desks[key].agency for key in ("camp", "shelter2", "returns"))
    today = in_amman(now).date()
    record_agreement(camp, Terms(Level.L2, today), by=WORKER, at=now)
    terms = Terms(Level.L3, today, today + timedelta(days=30), (Purpose.SHELTER, Purpose.AVRR))
    record_agreement(shelter, terms, other=returns, by=WORKER, at=now)


def _meetings(chance: random.Random, people: int, now: datetime) -> list[datetime]:
    """When the people were met: one in twelve within the last hours, more in the last months than in the first."""
    recent = people // 12
    ages = [MONTHS * chance.random() ** 1.5 for _ in range(people - recent - 1)]
    ages += [RECENT * chance.random() for _ in range(recent)]
    return [now - age - timedelta(hours=1) for age in sorted([*ages, timedelta()], reverse=True)]


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Let Python look for no garbage: loading makes much and holds little, and the looking is a sixth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

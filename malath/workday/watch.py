"""What was unlike others on one day, from actors and references in the trail: never what stood in a file. Costs what one
day holds and a week of refusals, however long the trail is."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from malath.accounts import queries as accounts
from malath.audit import queries as trail
from malath.cases.queries import references as cases
from malath.foundation import clock
from malath.privacy.anomaly_rules import Day, Look, Noticed, Refused, Thresholds
from malath.privacy.queries import anomalies

A_DAY = timedelta(days=1)
LOOK_BACK = 7
"""So many days are looked at again when no worker ran for a while."""


def days_to_watch(at: datetime) -> list[date]:
    """The days that are over since the trail was signed last, at most a week, and the one before: what failed is tried
    again. None while the day is the same."""
    today, last = clock.in_amman(at).date(), trail.last_checkpoint_at()
    signed_on = clock.in_amman(last).date() if last else today - LOOK_BACK * A_DAY
    if signed_on >= today:
        return []
    first = max(signed_on - A_DAY, today - LOOK_BACK * A_DAY)
    return [first + n * A_DAY for n in range((today - first).days)]


def noticed_on(on: date) -> list[Noticed]:
    """What was unlike others on a day. Nine statements. A system works by night as by day."""
    limits = anomalies.limits()
    looks = tuple(Look(*look) for look in trail.looks_between([(_at(on), _at(on + A_DAY))]))
    night = tuple(Look(*look) for look in trail.looks_between(_night(on, limits), ["staff"]))
    found = trail.refused_between(_at(on - limits.days_after_refusal * A_DAY), _at(on + A_DAY))
    files = cases.files_of([sought for _, _, sought, _ in found])
    refused = tuple(Refused(by, files.get(sought, sought), at) for by, _, sought, at in found)
    late = {look.by for look in night}
    on_duty = accounts.night_workers(late, since=_at(on), until=_at(on + A_DAY))
    return anomalies.noticed_in(Day(on, looks, night, refused, frozenset(on_duty), _kept(refused, _at(on + A_DAY))))


def _kept(refused: Iterable[Refused], at: datetime) -> dict[str, frozenset[str]]:
    """By member of staff, which of the files they asked for are kept from them."""
    who = sorted({one.by for one in refused})
    related = accounts.kept_by_relation(who)
    blocked = anomalies.kept_by_block(sorted({one.sought for one in refused}), accounts.desks_and_bodies(who, at))
    return {by: frozenset(related.get(by, set()) | blocked.get(by, set())) for by in who}


def _night(on: date, limits: Thresholds) -> list[tuple[datetime, datetime]]:
    return [(_at(on), _at(on, limits.night_until)), (_at(on, limits.night_from), _at(on + A_DAY))]


def _at(on: date, hour: time = time()) -> datetime:
    return datetime.combine(on, hour, tzinfo=clock.AMMAN)

"""The figures of the demonstration: counted, a table released, and one that waits for a yes."""

from datetime import datetime, timedelta

from config.demo_cast import House
from malath.foundation.actor import WORKER
from malath.statistics import actions
from malath.statistics.words import Unit

METHOD = (
    "Counted from the files of people who agreed to anonymous statistics, that day. Numbers under five are not told.",
    "أُحصي من ملفات من وافقوا على الإحصاءات المجهّلة، يوم إعداد الجدول. لا تُعرض أعداد أقل من خمسة.",
)
STATISTICIAN, COORDINATOR = "Hala Demo", "Munir Demo"


def figures_are_told(house: House, now: datetime) -> None:
    """Everything was counted an hour ago; what people were referred for is out, and how desks answer waits for a yes."""
    by, other, at = house.named(STATISTICIAN), house.named(COORDINATOR), now - timedelta(hours=1)
    actions.compile_figures(by=WORKER, at=at)
    table = actions.ask(Unit.REFERRALS, ("type",), by=by, at=at)
    actions.approve(actions.propose(table, *METHOD, by=by, at=at), by=other, at=at)
    actions.propose(actions.ask(Unit.REFERRALS, ("escalated",), by=by, at=at), *METHOD, by=by, at=at)

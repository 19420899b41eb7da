"""What the data protection officer of the demonstration finds: a lost phone with its people, and a look unlike others."""

from datetime import datetime, timedelta

from config.demo_cast import House
from malath.foundation import clock
from malath.foundation.actor import WORKER
from malath.privacy.actions import anomalies
from malath.privacy.actions.breach import Told, report_breach, take_step
from malath.privacy.anomaly_rules import Noticed
from malath.privacy.models import Endangered, File
from malath.privacy.words import BreachKind, SafetyStep, Unusual
from malath.workday.breach_people import people_at_risk

WHO, WHERE = "Zayd Demo", "association"
A_FEW = 6
A_DAY, THREE_HOURS = timedelta(days=1), timedelta(hours=3)
WHAT = "نُسي الهاتف في الحافلة على خط الزرقاء. كان مقفلًا، والرمز مكتوب على ورقة معه."


def it_is_watched(house: House, now: datetime) -> None:
    """A worker lost a phone this morning and says whose files were on it: the trail does not know yet what is loaded in one
    act. One of them is safe already. The day before, somebody read at night."""
    worker = next(user for user in house.staff[WHERE] if user.name_en == WHO)
    at, today = now - THREE_HOURS, clock.in_amman(now - THREE_HOURS).date()
    since, named = today - 10 * A_DAY, _files_of(house)
    people = people_at_risk(BreachKind.DEVICE, worker=worker, desk=None, since=since, at=at, named=named)
    told = Told(BreachKind.DEVICE, None, worker, since, today, WHAT)
    breach = report_breach(told, people, theirs=True, by=worker, at=at)
    first = Endangered.objects.filter(breach=breach).select_related("person__key").order_by("order", "-weight", "pk").first()
    if first is not None:
        take_step(first, first.person, SafetyStep.TOLD_IN_PERSON, in_hours=False, note="", by=worker, at=now)
    look = Noticed(Unusual.AT_NIGHT, worker.reference, today - A_DAY, len(named), tuple(named))
    anomalies.notice_unusual([look], by=WORKER, at=at)


def _files_of(house: House) -> list[str]:
    """The files that the desk opened last."""
    files = File.objects.filter(opened_by_desk=house.desks[WHERE], closed_at__isnull=True).order_by("-opened_at", "-pk")
    return list(files.values_list("person__reference", flat=True)[:A_FEW])

"""What the data protection officer of the demonstration finds: a lost phone with its people, and a look unlike others."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from config.demo_cast import DATA, House
from config.demo_lives import Agenda
from malath.accounts.models import User
from malath.foundation import clock
from malath.foundation.actor import WORKER
from malath.privacy.actions import anomalies
from malath.privacy.actions.breach import Told, close_breach, contain_breach, report_breach, take_step, tell_unit
from malath.privacy.anomaly_rules import Noticed
from malath.privacy.models import Anomaly, Endangered, File
from malath.privacy.words import Answered, BreachKind, SafetyStep, Unusual
from malath.workday.breach_people import people_at_risk

WHO, WHERE = "Zayd Demo", "association"
A_FEW = 6
A_DAY, THREE_HOURS = timedelta(days=1), timedelta(hours=3)
TEXTS = DATA["lost"]


def it_is_watched(house: House, now: datetime) -> None:
    """A worker lost a phone this morning and says whose files were on it: the trail does not know yet what is loaded in one
    act. One of them is safe already. The day before, somebody read at night."""
    worker = _worker(house)
    at, today = now - THREE_HOURS, clock.in_amman(now - THREE_HOURS).date()
    since, named = today - 10 * A_DAY, _files_of(house)
    people = people_at_risk(BreachKind.DEVICE, worker=worker, desk=None, since=since, at=at, named=named)
    told = Told(BreachKind.DEVICE, None, worker, since, today, TEXTS["what"])
    breach = report_breach(told, people, theirs=True, by=worker, at=at)
    first = Endangered.objects.filter(breach=breach).select_related("person__key").order_by("order", "-weight", "pk").first()
    if first is not None:
        _make_safe(first, worker, now)
    look = Noticed(Unusual.AT_NIGHT, worker.reference, today - A_DAY, len(named), tuple(named))
    anomalies.notice_unusual([look], by=WORKER, at=at)


def _make_safe(row: Endangered, worker: User, at: datetime) -> None:
    for step in (SafetyStep.TOLD_IN_PERSON, *([SafetyStep.STAYS] if row.place else [])):
        take_step(row, row.person, step, note=TEXTS["step"], by=worker, at=at)


def papers_were_lost(house: House, agenda: Agenda, at: datetime) -> None:
    """An older loss, to its end: everybody safe, contained, the data protection unit told, and what changed. A week before, a
    look unlike others had its reason."""
    worker, officer = _worker(house), house.named("Jamil Demo")
    day, named = clock.in_amman(at).date(), _files_of(house)
    people = people_at_risk(BreachKind.PAPERS, worker=worker, desk=None, since=day, at=at, named=named[-1:])
    told = Told(BreachKind.PAPERS, None, worker, day, day, TEXTS["papers"])
    breach = report_breach(told, people, theirs=True, by=worker, at=at)
    for endangered in Endangered.objects.filter(breach=breach).select_related("person__key"):
        _make_safe(endangered, worker, at)
    _then(agenda, at + A_DAY, partial(contain_breach, breach, how=TEXTS["contained"], by=officer))
    _then(agenda, at + 2 * A_DAY, partial(tell_unit, breach, number=TEXTS["unit_number"], by=officer))
    _then(agenda, at + 9 * A_DAY, partial(close_breach, breach, lessons=TEXTS["lessons"], officer=officer, by=officer))
    look = Noticed(Unusual.MANY, worker.reference, day, len(named), tuple(named))
    anomalies.notice_unusual([look], by=WORKER, at=at)
    row = Anomaly.objects.get(on=day)
    settle = partial(anomalies.settle_unusual, row, answered=Answered.EXPLAINED, said=TEXTS["asked"], by=officer)
    _then(agenda, at + A_DAY, settle)


def _then(agenda: Agenda, at: datetime, act: Callable[..., object]) -> None:
    def step(moment: datetime) -> None:
        act(at=moment)

    agenda.add(at, step)


def _worker(house: House) -> User:
    return next(user for user in house.staff[WHERE] if user.name_en == WHO)


def _files_of(house: House) -> list[str]:
    """The files that the desk opened last."""
    files = File.objects.filter(opened_by_desk=house.desks[WHERE], closed_at__isnull=True).order_by("-opened_at", "-pk")
    return list(files.values_list("person__reference", flat=True)[:A_FEW])

"""Orders that came to the association of the demonstration: one answered, one given back by who checked it, one to check, one
wrong. And a compartment that was opened by name, with a note in it."""

from datetime import datetime, time, timedelta

from config.demo_cast import DATA, House
from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.cases import actions as case_acts
from malath.cases import queries as cases
from malath.cases.words import NoteKind
from malath.foundation import clock
from malath.orders import actions as orders
from malath.orders import queries
from malath.orders.actions import Paper
from malath.orders.models import Order
from malath.orders.rules import Choice
from malath.orders.words import Issuer, NotGiven
from malath.people.models import Person
from malath.privacy import queries as privacy
from malath.privacy.actions import compartments
from malath.privacy.models import File
from malath.privacy.words import Section

WHERE = "association"
A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)
TEXTS = DATA["orders"]


def orders_came(house: House, now: datetime) -> None:
    """Within the last minutes, so that they stand after everything else that happened to these people."""
    worker, officer = house.named("Zayd Demo"), house.named("Jamil Demo")
    found, at = _people(house, now), now - 20 * A_MINUTE
    if not found:
        return
    people = (found * 4)[:4]  # in a small house more than one order is about the same person
    first = _came(house, people[0], worker, at, TEXTS["first"], to_desk=house.desks["prosecution"])
    _decide(first, officer, at + A_MINUTE)
    _check(first, house, at + 2 * A_MINUTE)
    orders.release_order(first, by=officer, at=at + 3 * A_MINUTE)
    second = _came(house, people[1], worker, at + 4 * A_MINUTE, TEXTS["second"])
    _decide(second, officer, at + 5 * A_MINUTE, NotGiven.PRIVILEGED)
    supervisor = house.supervisor_of(house.desks[WHERE])
    orders.give_back_order(second, because=TEXTS["objection"], by=supervisor, at=at + 6 * A_MINUTE)
    _came(house, people[2], worker, at + 7 * A_MINUTE, TEXTS["wrong"], whole=True)
    third = _came(house, people[3], worker, at + 8 * A_MINUTE, TEXTS["first"])
    _decide(third, officer, at + 9 * A_MINUTE)
    _health_is_opened(house, people[0], worker, at + 10 * A_MINUTE)


def _health_is_opened(house: House, person: Person, worker: User, at: datetime) -> None:
    """The supervisor opens it to the key worker, who writes into it."""
    desk, supervisor, case = house.desks[WHERE], house.supervisor_of(house.desks[WHERE]), cases.open_case_of(person.pk)
    giver = accounts.holdings(supervisor, at)
    compartments.open_compartment(
        person, Section.HEALTH, desk=desk, worker=worker, giver=giver, by=supervisor, at=at
    )  # fmt: skip
    if case is not None:
        text = TEXTS["health"]
        case_acts.write_note(
            case, kind=NoteKind.OBSERVATION, text=text, desk=desk, by=worker, at=at + A_MINUTE, section=Section.HEALTH
        )


def _came(house: House, person: Person, by: User, at: datetime, texts: dict[str, str], **how: object) -> Order:
    today = clock.in_amman(at).date()
    asked = tuple(texts.get("asked", "").splitlines())
    due_at = datetime.combine(today + 6 * A_DAY, time(23, 59), tzinfo=clock.AMMAN)
    paper = Paper(
        Issuer.PROSECUTION, texts["body"], texts.get("number", ""), today - A_DAY, due_at, asked, **how  # type: ignore[arg-type]
    )  # fmt: skip
    return orders.record_order(person, paper, desk=house.desks[WHERE], by=by, at=at)


def _decide(order: Order, officer: User, at: datetime, because: NotGiven = NotGiven.PLACE) -> None:
    first, *others = queries.asked_in(order)
    choices = [Choice(first.number, ("consents:",)), *(Choice(row.number, (), because) for row in others)]
    orders.decide_order(order, choices, by=officer, at=at)


def _check(order: Order, house: House, at: datetime) -> None:
    supervisor = house.supervisor_of(house.desks[WHERE])
    holdings = accounts.holdings(supervisor, at)
    found = privacy.sight_of(holdings, order.person.reference, at)
    order.refresh_from_db()
    if found is None or order.decided_at is None:
        raise LookupError("the association of the demonstration does not see its own file")
    orders.check_order(order, decided_at=order.decided_at, sight=found[1], holdings=holdings, strike="", by=supervisor, at=at)


def _people(house: House, now: datetime) -> list[Person]:
    """Four people who were asked something, whose files the association opened and whom its supervisor and Zayd both still see
    in full, those it knows longest first."""
    files = File.objects.filter(opened_by_desk=house.desks[WHERE], closed_at__isnull=True).order_by("opened_at", "pk")
    known = [file.person for file in files.select_related("person__key")[:40] if cases.open_case_of(file.pk)]
    for name in ("Rima Demo", "Zayd Demo"):
        seen = privacy.sights(accounts.holdings(house.named(name), now), [person.pk for person in known], now)
        known = [person for person in known if person.pk in seen and seen[person.pk].whole]
    return [person for person in known if privacy.asked(person.pk)][:4]

"""Two files of one woman at the association, one of them judged, and a third at another body that is told of a question."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from config.demo_cast import DATA, House, Invented, invent
from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.cases import actions as cases
from malath.cases.models import Case
from malath.cases.words import Need, Risk
from malath.linkage import actions as linkage
from malath.linkage import queries
from malath.linkage.words import Said
from malath.people.words import AgeBand, DetailKind
from malath.privacy import actions as privacy
from malath.privacy.actions import Circumstances
from malath.privacy.wording import wording
from malath.privacy.words import Answer, ConsentKind, Interpreter, Method

HERE, THERE = "association", "social"
A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)
TEXTS = DATA["linkage"]
SPOKEN = Circumstances(Method.SPOKEN, "ar", Interpreter.NONE)


def some_came_twice(house: House, now: datetime, number: int) -> None:
    """One woman stands together in two files, another waits to be judged, and a third body is told of her."""
    chance = random.Random(20261130)  # noqa: S311  # repeatable invention, not a secret
    zayd, tariq = house.named("Zayd Demo"), house.named("Tariq Demo")
    first, second = (invent(chance, number + place, now.year, [AgeBand.B21, AgeBand.B30]) for place in range(2))
    _met(first, first.arabic, house, HERE, zayd, now - 30 * A_DAY)
    again = _met(first, first.latin, house, HERE, zayd, now - 12 * A_DAY)
    for pair in linkage.look_for(again.person, desk=again.desk, by=zayd, at=now - 12 * A_DAY):
        linkage.say(
            pair, Said.SAME, because=TEXTS["same"], answers=True, seen="", desk=again.desk, by=zayd, at=now - 11 * A_DAY
        )
    _met(second, second.arabic, house, HERE, zayd, now - 9 * A_DAY)
    _met(second, second.arabic, house, THERE, tariq, now - 8 * A_DAY)
    newest = _met(second, second.latin, house, HERE, zayd, now - 2 * A_DAY)
    linkage.look_for(newest.person, desk=newest.desk, by=zayd, at=now - 2 * A_DAY)
    held = accounts.holdings(zayd, now - A_DAY)
    linkage.ask_elsewhere(
        newest.person, because=TEXTS["why"], desk=newest.desk, holdings=held, by=zayd, at=now - A_DAY
    )  # fmt: skip
    for inquiry in queries.to_work(now):
        linkage.compare_elsewhere(inquiry, at=now - A_DAY + A_MINUTE)


def _met(person: Invented, name: str, house: House, where: str, worker: User, at: datetime) -> Case:
    """The same woman, as one desk wrote her down; she agrees that files are compared."""
    desk, ground = house.desks[where], cases.Ground(Answer.YES, SPOKEN, wording(ConsentKind.C1).proof)
    facts = {"sex": person.sex, "age_band": person.age_band, "language": person.language}
    details: Sequence[tuple[DetailKind, str]] = [
        (DetailKind.NAME, name), (DetailKind.BIRTH_DATE, str(person.birth_year)), (DetailKind.PHONE, person.phone),
    ]  # fmt: skip
    first = cases.FirstFacts(facts, details, "AM", Risk.LOW, [Need.LEGAL])
    case = cases.open_case(first, ground=ground, desk=desk, by=worker, at=at)
    privacy.record_consent(
        case.person, kind=ConsentKind.C16, answer=Answer.YES, circumstances=SPOKEN, wording=wording(ConsentKind.C16).proof,
        desk=desk, by=worker, at=at + A_MINUTE,
    )  # fmt: skip
    return case

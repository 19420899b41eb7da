"""Uses of photographs and stories to which somebody agrees today: all that may be asked of them from outside a file."""

from datetime import timedelta

from malath.people.models import Person
from malath.privacy import actions, queries
from malath.privacy.testing import MONDAY, make_use
from malath.privacy.tests.conftest import House
from malath.privacy.words import Answer


def test_only_uses_that_somebody_agrees_to_today_stand(person: Person, house: House) -> None:
    given = {"desk": house.desk, "by": house.nour}
    yes, taken_back = (make_use(person, **given) for _ in range(2))  # type: ignore[arg-type]  # as they are named
    no = make_use(person, Answer.NO, **given)  # type: ignore[arg-type]  # as they are named
    actions.withdraw(taken_back, person, by=house.nour, at=MONDAY)
    uses = [yes.use, taken_back.use, no.use, "7KQF-2M9X-4TZB"]
    assert queries.uses_standing(uses, MONDAY) == {yes.use}
    assert queries.uses_standing(uses, MONDAY + timedelta(days=800)) == frozenset()

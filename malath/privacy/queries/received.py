"""What the transfer to a mission covers of a person (C12): name, language, safe contact. No case, no story."""

from malath.accounts.rules import Holdings
from malath.people.models import Person
from malath.privacy.rules import Sight
from malath.privacy.words import BasisKind, Level, Purpose, Section

SEEN = frozenset({Section.STATUS, Section.FACTS, Section.IDENTITY, Section.CONTACT})


def sight(person: Person, holdings: Holdings) -> Sight:
    """What the transfer covers, whoever wrote it down."""
    return Sight(
        person.pk, person.reference, SEEN, frozenset(), frozenset(holdings.own_desk_ids), Level.L3,
        frozenset({Purpose.AVRR}), frozenset({BasisKind.CONSENT}),
    )  # fmt: skip

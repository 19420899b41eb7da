"""Files that look alike, for tests and demo data, made by the real acts."""

from datetime import datetime
from typing import TYPE_CHECKING

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.linkage import actions, queries
from malath.linkage.models import Inquiry, Pair, Telling
from malath.linkage.words import Said
from malath.privacy.testing import MONDAY, make_consent
from malath.privacy.words import ConsentKind

if TYPE_CHECKING:
    from malath.people.models import Person

BECAUSE = "She told both offices of the same sister."


def make_pairs(person: "Person", desk: Desk, by: User, at: datetime = MONDAY) -> list[Pair]:
    """What is found when somebody looks for other files of a person."""
    return actions.look_for(person, desk=desk, by=by, at=at)


def make_said(pair: Pair, said: Said, desk: Desk, by: User, at: datetime = MONDAY) -> Pair:
    """What somebody who may join files says of two, whatever stood before."""
    return actions.say(pair, said, because=BECAUSE, answers=True, seen=pair.said, desk=desk, by=by, at=at)


def make_compared(person: "Person", desk: Desk, by: User, at: datetime = MONDAY) -> None:
    """The person agrees that the file is compared with those of other bodies."""
    make_consent(person, ConsentKind.C16, desk=desk, by=by, at=at)


def make_inquiry(person: "Person", desk: Desk, by: User, at: datetime = MONDAY) -> Inquiry:
    """A question to other bodies, not worked at yet."""
    held = accounts.holdings(by, at)
    return actions.ask_elsewhere(person, because="She may have told it before.", desk=desk, holdings=held, by=by, at=at)


def make_told(person: "Person", desk: Desk, by: User, at: datetime = MONDAY) -> list[Telling]:
    """The same, worked at: what other bodies were told."""
    inquiry = make_inquiry(person, desk, by, at)
    actions.compare_elsewhere(inquiry, at=at)
    return queries.told_of(inquiry.pk)

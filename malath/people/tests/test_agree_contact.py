"""How a person may be reached: not at all, until something was agreed."""

from datetime import timedelta

import pytest

from malath.agencies.models import Desk
from malath.agencies.testing import LONG_AGO, make_desk
from malath.audit import queries as trail
from malath.foundation.actor import WORKER
from malath.people import actions, queries
from malath.people.actions import Stale
from malath.people.earlier import Earlier, NotThen
from malath.people.models import Person, SafeContact
from malath.people.testing import make_person, make_safe_contact
from malath.people.words import Channel, Tried, WhyNotThen


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def person(desk: Desk) -> Person:
    return make_person(desk)


def agree(person: Person, desk: Desk, hours: str, version: int) -> SafeContact:
    return actions.agree_contact(
        person,
        channel=Channel.CALL,
        may_leave_message=False,
        may_say_agency=False,
        language="am",
        texts={"hours": hours},
        desk=desk,
        by=WORKER,
        at=LONG_AGO,
        version=version,
    )


def test_without_an_agreement_the_answer_is_none(person: Person) -> None:
    assert queries.contact_of(person.pk) is None


def test_it_keeps_what_was_agreed_and_by_which_desk(person: Person, desk: Desk) -> None:
    make_safe_contact(person, desk)
    rule = queries.contact_of(person.pk)
    assert rule is not None
    assert (rule.channel, rule.hours, rule.code_word) == (Channel.CALL, "Friday, 10 to 12", "blue door")
    assert (rule.may_leave_message, rule.may_say_agency, rule.desk_id) == (False, False, desk.pk)


def test_a_later_agreement_takes_its_place_whole(person: Person, desk: Desk) -> None:
    make_safe_contact(person, desk)
    other = make_desk()
    make_safe_contact(person, other, channel=Channel.NONE, hours="", code_word="", who_else="")
    rule = queries.contact_of(person.pk)
    assert rule is not None
    assert (rule.channel, rule.hours, rule.code_word, rule.desk_id) == (Channel.NONE, "", "", other.pk)
    assert SafeContact.objects.count() == 1


def test_who_comes_second_changes_nothing(person: Person, desk: Desk) -> None:
    agree(person, desk, "Friday", version=0)
    with pytest.raises(Stale):
        agree(person, desk, "Sunday", version=0)
    rule = queries.contact_of(person.pk)
    assert rule is not None
    assert rule.hours == "Friday"
    agree(person, desk, "Sunday", version=rule.version)


def test_the_trail_says_that_it_changed_and_not_to_what(person: Person, desk: Desk) -> None:
    make_safe_contact(person, desk)
    assert trail.file_lines(person.reference)[0].facts == {"changed": "safe_contact"}


def agreed_earlier(person: Person, desk: Desk, back: timedelta, version: int) -> SafeContact:
    return actions.agree_contact(
        person, channel=Channel.CALL, may_leave_message=False, may_say_agency=False, language="am", texts={}, desk=desk,
        by=WORKER, at=LONG_AGO, version=version, earlier=Earlier(LONG_AGO - back), began=LONG_AGO - timedelta(days=9),
    )  # fmt: skip


def test_typed_in_later_it_was_agreed_when_it_was_agreed(person: Person, desk: Desk) -> None:
    assert agreed_earlier(person, desk, timedelta(days=3), version=0).agreed_at == LONG_AGO - timedelta(days=3)
    event = trail.file_lines(person.reference)[0]
    assert (event.at, event.facts["happened_at"]) == (LONG_AGO, (LONG_AGO - timedelta(days=3)).isoformat())


def test_typed_in_later_it_takes_the_place_of_none_that_was_agreed_since(person: Person, desk: Desk) -> None:
    standing = agree(person, desk, "Sunday", version=0)
    with pytest.raises(NotThen) as refused:
        agreed_earlier(person, desk, timedelta(days=3), version=standing.version)
    assert refused.value.reasons == [WhyNotThen.LATER_ANSWER]


def test_typed_in_later_it_wipes_out_no_try_that_went_wrong_since(person: Person, desk: Desk) -> None:
    standing = agreed_earlier(person, desk, timedelta(days=5), version=0)
    actions.try_contact(
        person, Tried.SOMEBODY_ELSE, version=standing.version, desk=desk, by=WORKER, at=LONG_AGO - timedelta(days=1)
    )
    with pytest.raises(NotThen):
        agreed_earlier(person, desk, timedelta(days=3), version=standing.version)

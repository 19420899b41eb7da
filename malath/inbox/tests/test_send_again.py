"""What was given up: sent again, or dropped. Chosen wishes."""

from datetime import datetime, time, timedelta

import pytest

from malath.accounts.testing import Cast
from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.clock import AMMAN
from malath.inbox import queries
from malath.inbox.actions import posting as posting_actions
from malath.inbox.models import Item, Posting, Wish
from malath.inbox.rules import Wishes
from malath.inbox.testing import make_given_up, make_news
from malath.inbox.words import ItemKind, MailWish, PostingStatus, Reason

NOON = datetime(2026, 11, 9, 12, 0, tzinfo=AMMAN)
LATER = NOON + timedelta(days=1)


@pytest.fixture
def given_up(people: Cast) -> Posting:
    return make_given_up(people.amal, NOON)


def fresh(posting: Posting) -> Posting:
    return Posting.objects.get(pk=posting.pk)


def test_it_waits_again_from_the_first_delay_on(given_up: Posting, people: Cast) -> None:
    posting_actions.send_again(given_up, by=people.huda, at=LATER)
    again = fresh(given_up)
    assert (again.status, again.tries, again.next_try_at, again.ended_at) == (PostingStatus.WAITING, 0, LATER, None)


def test_it_names_who_and_when(given_up: Posting, people: Cast) -> None:
    posting_actions.send_again(given_up, by=people.huda, at=LATER)
    line = trail.actor_lines(people.huda.reference)[0]
    assert (line.name, line.subject, line.at) == (Did.POSTING_SENT_AGAIN, given_up.reference, LATER)
    assert line.facts == {"channel": "mail", "kind": "news"}


def test_it_tells_nobody_twice_where_another_one_waits(given_up: Posting, people: Cast) -> None:
    make_news(people.amal, LATER)
    posting_actions.plan_news(LATER)
    posting_actions.send_again(given_up, by=people.huda, at=LATER)
    waiting = Posting.objects.filter(user=people.amal, ended_at__isnull=True)
    assert [(one.pk != given_up.pk, one.next_try_at) for one in waiting] == [(True, LATER)]
    assert fresh(given_up).status == PostingStatus.NEEDLESS


def test_it_is_dropped_and_the_item_still_waits(given_up: Posting, people: Cast) -> None:
    posting_actions.drop(given_up, by=people.huda, at=LATER)
    assert (fresh(given_up).status, fresh(given_up).ended_by) == (PostingStatus.DROPPED, people.huda.reference)
    assert len(queries.waiting(people.amal.pk, [])) == 1
    assert trail.actor_lines(people.huda.reference)[0].name == Did.POSTING_DROPPED


def test_what_was_not_given_up_is_refused(given_up: Posting, people: Cast) -> None:
    posting_actions.drop(given_up, by=people.huda, at=LATER)
    for act in (posting_actions.send_again, posting_actions.drop):
        with pytest.raises(posting_actions.CannotDo) as error:
            act(given_up, by=people.huda, at=LATER)
        assert error.value.reasons == [Reason.NOT_GIVEN_UP]


def test_nothing_is_left_behind_when_the_trace_fails(given_up: Posting, people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "record", fail)
    for act in (posting_actions.send_again, posting_actions.drop):
        with pytest.raises(RuntimeError):
            act(given_up, by=people.huda, at=LATER)
    with pytest.raises(RuntimeError):
        posting_actions.set_wishes(people.amal, Wishes(mail=MailWish.OFF), by=people.amal, at=LATER)
    assert fresh(given_up).status == PostingStatus.GIVEN_UP
    assert not Wish.objects.exists()


def test_administrators_have_one_line_however_much_was_given_up(people: Cast) -> None:
    from malath.accounts.roles import Role  # noqa: PLC0415  # for this test only
    from malath.accounts.testing import make_user  # noqa: PLC0415  # for this test only

    administrator = make_user(Role.ADMINISTRATOR)
    for user in (people.amal, people.basim, people.zayd):
        make_given_up(user, NOON)
    assert [item.kind for item in queries.waiting(administrator.pk, [])] == [ItemKind.POSTING_GIVEN_UP]
    assert not Item.objects.filter(kind=ItemKind.POSTING_GIVEN_UP, user=people.amal).exists()


def test_wishes_are_kept_and_the_number_stands_in_no_trail(people: Cast) -> None:
    wanted = Wishes(MailWish.URGENT, time(21), time(6), "+962700000012")
    posting_actions.set_wishes(people.amal, wanted, by=people.amal, at=NOON)
    posting_actions.set_wishes(people.amal, wanted, by=people.amal, at=NOON)
    assert queries.wishes_of([people.amal.pk, people.basim.pk]) == {people.amal.pk: wanted, people.basim.pk: Wishes()}
    line = trail.actor_lines(people.amal.reference)[0]
    assert (line.name, line.facts) == (Did.WISHES_SET, {"mail": "urgent", "text": "1"})

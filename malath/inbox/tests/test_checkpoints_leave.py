"""Where the signed state of the trail goes: destinations, sheets, and what their holders confirm."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user
from malath.audit import actions as audit
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.foundation.actor import WORKER
from malath.foundation.clock import AMMAN
from malath.inbox import queries
from malath.inbox.actions import posting as posting_actions
from malath.inbox.models import Destination, Posting
from malath.inbox.queries import posting as postings
from malath.inbox.testing import make_destination, make_sheet
from malath.inbox.words import Channel, ItemKind, PostingStatus, Reason

NOON = datetime(2026, 11, 9, 12, 0, tzinfo=AMMAN)
HOUR = timedelta(hours=1)


@pytest.fixture
def officer(people: Cast) -> User:
    return make_user(Role.DPO)


@pytest.fixture
def administrator(people: Cast) -> User:
    return make_user(Role.ADMINISTRATOR)


def waiting() -> list[tuple[int, int]]:
    rows = Posting.objects.filter(ended_at__isnull=True, checkpoint__isnull=False).order_by("pk")
    return [(row.destination_id or 0, row.checkpoint or 0) for row in rows]


def refusals(channel: Channel, address: str, by: User) -> list[Reason]:
    with pytest.raises(posting_actions.CannotDo) as error:
        posting_actions.add_destination(channel, address, daily=True, by=by, at=NOON)
    return error.value.reasons


def test_a_destination_is_added_and_the_officer_is_told(officer: User, administrator: User) -> None:
    place = make_destination("keeper@example.org", by=administrator, at=NOON)
    assert [item.kind for item in queries.waiting(officer.pk, [])] == [ItemKind.DESTINATION_CHANGED]
    line = trail.actor_lines(administrator.reference)[0]
    assert (line.name, line.subject, line.facts) == (Did.DESTINATION_ADDED, place.reference, {"channel": "mail"})


def test_the_same_one_twice_and_a_folder_of_the_machine_are_refused(
    administrator: User, settings: Settings, tmp_path: Path
) -> None:
    settings.MALATH_MEDIA = [str(tmp_path)]
    make_destination("keeper@example.org", at=NOON)
    assert refusals(Channel.MAIL, "keeper@example.org", administrator) == [Reason.ALREADY_THERE]
    for folder in ("/etc", str(tmp_path), f"{tmp_path}/../etc", "/"):
        assert refusals(Channel.FOLDER, folder, administrator) == [Reason.NOT_A_MEDIUM]
    assert make_destination(str(tmp_path / "safe"), by=administrator, at=NOON).channel == Channel.FOLDER


def test_an_ended_one_gets_nothing_more_and_the_officer_is_told(officer: User, administrator: User) -> None:
    place = make_destination(at=NOON)
    audit.checkpoint(at=NOON)
    posting_actions.plan_checkpoints(NOON)
    posting_actions.end_destination(place, by=administrator, at=NOON + HOUR)
    assert waiting() == []
    assert Posting.objects.get(destination=place).status == PostingStatus.DROPPED
    assert len(queries.waiting(officer.pk, [])) == 2
    with pytest.raises(posting_actions.CannotDo) as error:
        posting_actions.end_destination(place, by=administrator, at=NOON + HOUR)
    assert error.value.reasons == [Reason.HAS_ENDED]
    audit.checkpoint(at=NOON + 2 * HOUR)
    assert posting_actions.plan_checkpoints(NOON + 30 * HOUR) == 0


def test_the_newest_state_is_put_on_its_way_once_a_day_or_every_hour(people: Cast) -> None:
    daily, hourly = make_destination("a@example.org", at=NOON), make_destination("b@example.org", daily=False, at=NOON)
    audit.checkpoint(at=NOON)
    assert (posting_actions.plan_checkpoints(NOON), posting_actions.plan_checkpoints(NOON)) == (2, 0)
    for posting in Posting.objects.all():
        posting_actions.mark_checkpoint_sent(posting, receipt="kept", by=WORKER, at=NOON)
    audit.checkpoint(at=NOON + HOUR)
    assert posting_actions.plan_checkpoints(NOON + HOUR) == 1
    assert [place for place, _ in waiting()] == [hourly.pk]
    assert posting_actions.plan_checkpoints(NOON + 24 * HOUR) == 1
    assert [place for place, _ in waiting()] == [hourly.pk, daily.pk]


def test_one_that_still_waits_is_replaced_by_the_newer_one(people: Cast) -> None:
    place = make_destination(daily=False, at=NOON)
    audit.checkpoint(at=NOON)
    posting_actions.plan_checkpoints(NOON)
    first = trail.last_checkpoint()
    make_user()
    audit.checkpoint(at=NOON + HOUR)
    posting_actions.plan_checkpoints(NOON + HOUR)
    last = trail.last_checkpoint()
    assert (waiting(), first != last) == ([(place.pk, last)], True)


def test_what_left_stands_in_the_trail_with_its_receipt_beside(people: Cast) -> None:
    make_destination(at=NOON)
    audit.checkpoint(at=NOON)
    posting_actions.plan_checkpoints(NOON)
    posting = Posting.objects.get()
    posting_actions.mark_checkpoint_sent(posting, receipt="<A@office>", by=WORKER, at=NOON)
    (copy,) = postings.copies()
    assert (copy.status, copy.receipt, copy.address) == (PostingStatus.SENT, "<A@office>", "keeper@example.org")
    line = trail.actor_lines(WORKER.reference)[0]
    assert (line.name, line.facts["checkpoint"]) == (Did.CHECKPOINT_SENT, str(copy.checkpoint))


def test_a_sheet_is_printed_and_confirmed_by_its_mark(officer: User) -> None:
    sheet = make_sheet(by=officer, at=NOON)
    mark = trail.mark_of(sheet.checkpoint or 0)
    assert len(mark) == len("7F3A-0C21-99B4-D5E6")
    with pytest.raises(posting_actions.CannotDo) as error:
        posting_actions.confirm_copy(sheet.reference, mark="0000-0000-0000-0000", by=officer, at=NOON)
    assert error.value.reasons == [Reason.OTHER_MARK]
    typed = mark.lower().replace("-", " ")
    posting_actions.confirm_copy(sheet.reference, mark=typed, by=officer, at=NOON + HOUR)
    (copy,) = postings.copies()
    assert (copy.confirmed_at, copy.confirmed_by) == (NOON + HOUR, officer.reference)
    with pytest.raises(posting_actions.CannotDo) as error:
        posting_actions.confirm_copy(sheet.reference, mark=mark, by=officer, at=NOON)
    assert error.value.reasons == [Reason.ALREADY_CONFIRMED]
    did = [line.name for line in trail.actor_lines(officer.reference)]
    assert did[:2] == [Did.CHECKPOINT_CONFIRMED, Did.CHECKPOINT_PRINTED]


def test_nothing_is_printed_before_anything_was_signed(officer: User) -> None:
    with pytest.raises(posting_actions.CannotDo) as error:
        posting_actions.print_checkpoint(by=officer, at=NOON)
    assert error.value.reasons == [Reason.NOTHING_SIGNED]


def test_the_settings_name_destinations_and_take_only_their_own_away(
    people: Cast, administrator: User, settings: Settings
) -> None:
    settings.MALATH_CHECKPOINT_MAIL, settings.MALATH_CHECKPOINT_FOLDER = ["a@example.org"], ["/media/safe"]
    make_destination("by.hand@example.org", by=administrator, at=NOON)
    posting_actions.keep_to_settings(at=NOON)
    posting_actions.keep_to_settings(at=NOON)
    settings.MALATH_CHECKPOINT_MAIL = []
    posting_actions.keep_to_settings(at=NOON + HOUR)
    standing = Destination.objects.filter(ended_at__isnull=True).order_by("address")
    assert [place.address for place in standing] == ["/media/safe", "by.hand@example.org"]
    assert Destination.objects.count() == 3

"""Referrals over the network: the same gates, the same acts, the same refusals as on the pages."""

from datetime import timedelta
from typing import Any

import pytest

from malath.accounts import actions as accounts
from malath.accounts.roles import Power, Role
from malath.accounts.testing import Cast
from malath.accounts.words import RelationKind
from malath.api.models import Done, System
from malath.api.testing import make_allowed_system
from malath.api.tests.conftest import Ask, asking
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.testing import Clock
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.testing import MONDAY, make_block
from malath.privacy.words import ConsentKind
from malath.referrals.models import Referral
from malath.referrals.testing import REASON, make_sent_referral

OTHER = {"because": "no_place", "alternative": "together"}


def codes(answer: Any) -> tuple[int, list[str]]:
    return answer.status_code, [one["code"] for one in answer.json()["reasons"]]


def test_it_lists_what_the_desk_received_and_says_so_in_the_trail(ask: Ask, sent: Referral, shelter: System) -> None:
    page = ask("/referrals?waiting=true").json()
    assert [(one["reference"], one["status"]) for one in page["items"]] == [(sent.reference, "sent")]
    assert page["next"] is None
    listed = Event.objects.get(name=Did.REFERRALS_LISTED)
    assert (listed.by, listed.by_kind) == (shelter.user.reference, "system")
    assert sent.person.reference in listed.facts


def test_a_list_goes_on_where_it_stopped(ask: Ask, people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("malath.referrals.queries.PAGE", 1)
    for minutes in (0, 1):
        make_sent_referral(people.basim, people.station, people.shelter, MONDAY - timedelta(minutes=minutes))
    first = ask("/referrals").json()
    second = ask(f"/referrals?after={first['next']}").json()
    assert first["items"] != second["items"]
    assert (len(second["items"]), second["next"]) == (1, None)
    assert ask("/referrals?after=elsewhere").status_code == 422


def test_it_reads_what_the_desk_may_read_and_no_more(ask: Ask, station: System, sent: Referral) -> None:
    mine = ask(f"/referrals/{sent.reference}").json()
    assert (mine["side"], mine["reason"], mine["facts"]["risk"]) == ("receiving", REASON, sent.case.risk)
    assert [one["act"] for one in mine["acts"] if not one["why_not"]] == ["acknowledge", "accept", "decline"]
    assert sent.person.reference not in str(mine)
    theirs = asking(station)(f"/referrals/{sent.reference}").json()
    assert (theirs["side"], [one["act"] for one in theirs["acts"]]) == ("sending", ["withdraw"])
    assert Event.objects.filter(name=Did.REFERRAL_VIEWED, by_kind="system").count() == 2


@pytest.mark.parametrize("kept_out", ["stranger", "relation", "block"])
def test_who_is_kept_from_it_learns_nothing(ask: Ask, sent: Referral, people: Cast, shelter: System, kept_out: str) -> None:
    if kept_out == "relation":
        accounts.declare_relation(
            shelter.user, person_reference=sent.person.reference, kind=RelationKind.RELATIVE, by=people.amal, at=MONDAY
        )
    elif kept_out == "block":
        make_block(sent.person, agency=people.shelter.agency)
    else:
        ask = asking(make_allowed_system(people.health_centre, at=MONDAY, role=Role.SOCIAL, powers=[Power.ANSWER]))
    answer = ask(f"/referrals/{sent.reference}")
    assert answer.status_code == 404
    assert answer.content == ask("/referrals/ZZZZ-ZZZZ-ZZZ2").content


def test_the_sender_does_not_answer_and_a_token_without_the_power_neither(
    ask: Ask, station: System, people: Cast, sent: Referral
) -> None:
    assert asking(station)(f"/referrals/{sent.reference}/acknowledge", {}).status_code == 403
    assert ask(f"/referrals/{sent.reference}/withdraw", {}).status_code == 403
    sent.refresh_from_db()
    assert sent.status == "sent"


def test_it_acknowledges_and_accepts_with_a_key_worker_of_the_desk(
    ask: Ask, sent: Referral, people: Cast, shelter: System
) -> None:
    at = f"/referrals/{sent.reference}"
    assert ask(f"{at}/acknowledge", {}).json()["status"] == "acknowledged"
    workers = ask(f"{at}/key-workers").json()
    assert [one["reference"] for one in workers] == [people.amal.reference]
    accepted = ask(f"{at}/accept", {"key_worker": people.amal.reference, "note": "From noon"})
    assert (accepted.status_code, accepted.json()["status"], accepted.json()["answer_note"]) == (200, "accepted", "From noon")
    event = Event.objects.get(name=Did.REFERRAL_ACCEPTED)
    assert (event.by, event.by_kind) == (shelter.user.reference, "system")
    assert ask(f"{at}/complete", {"outcome": "service_given"}).json()["outcome"] == "service_given"


def test_it_declines_and_names_what_instead(ask: Ask, sent: Referral) -> None:
    at = f"/referrals/{sent.reference}/decline"
    assert ask(at, {**OTHER, "alternative": "later"}).status_code == 422
    declined = ask(at, {**OTHER, "alternative": "later", "note": "Sunday"}).json()
    assert (declined["status"], declined["decline_reason"], declined["alternative"]) == ("declined", "no_place", "later")
    assert codes(ask(at, OTHER)) == (409, ["already_answered"])


def test_refusals_are_those_of_the_page_in_both_languages(ask: Ask, sent: Referral, people: Cast) -> None:
    at = f"/referrals/{sent.reference}/accept"
    assert codes(ask(at, {"key_worker": people.zayd.reference})) == (409, ["key_worker_elsewhere"])
    consent = privacy_queries.standing_row(sent.person_id, ConsentKind.C3, people.shelter.agency)
    assert consent is not None
    privacy.withdraw(consent, sent.person, by=people.basim, at=MONDAY)
    refused = ask(at, {"key_worker": people.amal.reference})
    assert codes(refused)[0] == 409
    reason = refused.json()["reasons"][0]
    assert reason["en"] != reason["ar"]
    assert refused["Content-Type"] == "application/problem+json"


def test_what_was_read_is_known_by_its_mark(ask: Ask, sent: Referral) -> None:
    at = f"/referrals/{sent.reference}"
    mark = ask(at)["ETag"]
    assert ask(at, **{"if-none-match": mark}).status_code == 304
    assert ask(f"{at}/acknowledge", {}, **{"if-match": mark}).status_code == 200
    assert ask(f"{at}/decline", OTHER, **{"if-match": mark}).status_code == 412
    assert ask(at)["ETag"] != mark


def test_the_same_request_under_a_key_is_done_once(ask: Ask, sent: Referral, clock: Clock) -> None:
    at, key = f"/referrals/{sent.reference}/acknowledge", {"idempotency-key": "a-key"}
    assert [ask(at, {}, **key).status_code for _ in range(2)] == [200, 200]
    assert Event.objects.filter(name=Did.REFERRAL_ACKNOWLEDGED).count() == 1
    assert ask(f"/referrals/{sent.reference}/decline", OTHER, **key).status_code == 422
    assert "a-key" not in str(Done.objects.values())
    assert codes(ask(at, {})) == (409, ["already_acknowledged"])


def test_what_was_refused_takes_up_no_key(ask: Ask, sent: Referral, people: Cast) -> None:
    at, key = f"/referrals/{sent.reference}/accept", {"idempotency-key": "a-key"}
    assert ask(at, {"key_worker": people.zayd.reference}, **key).status_code == 409
    assert ask(at, {"key_worker": people.amal.reference}, **key).status_code == 200


def test_the_station_takes_back_what_it_sent(station: System, sent: Referral, clock: Clock) -> None:
    assert asking(station)(f"/referrals/{sent.reference}/withdraw", {}).json()["status"] == "withdrawn"

"""A lawyer's clients are their own; and an illness does not lock a file."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.test import Client

from malath.accounts import actions as accounts
from malath.accounts import queries as account_queries
from malath.accounts.models import Membership, User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.cases import queries as cases
from malath.cases.testing import make_case, make_child_case
from malath.foundation.actor import WORKER
from malath.foundation.testing import Clock
from malath.inbox import queries as inbox
from malath.inbox.words import ItemKind
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.models import Basis
from malath.privacy.search import search_page
from malath.privacy.testing import MONDAY, make_block, make_consent
from malath.privacy.words import BasisKind, ConsentKind, Level, Section
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.testing import make_accepted_referral, make_sent_referral
from malath.referrals.tests.asking import text
from malath.referrals.words import Outcome, Reason

MINIMUM = {Section.STATUS, Section.FACTS, Section.SAFETY}
LATER = MONDAY + timedelta(hours=1)


@dataclass(frozen=True)
class Chambers:
    """Lina looks after the person, Omar sits at the same desk, Rana supervises both."""

    lina: User
    omar: User
    rana: User
    desk: Desk
    referral: Referral


@pytest.fixture
def chambers(people: Cast, clock: Clock) -> Chambers:
    desk = make_desk(make_agency(AgencyKind.LEGAL), services=[ServiceKind.LEGAL], hours=ALWAYS)
    lina, omar = make_user(Role.LAWYER, desk, name_en="Lina"), make_user(Role.LAWYER, desk, name_en="Omar")
    rana = make_user(Role.SUPERVISOR, make_desk(desk.agency), name_en="Rana")
    case = make_case(people.station, people.basim, name="Dana Alias")
    accepted = make_accepted_referral(people.basim, people.station, lina, desk, case=case, type=ServiceKind.LEGAL)
    clock.forward(hours=1)
    return Chambers(lina, omar, rana, desk, accepted)


def sees(user: User, referral: Referral, at: datetime = LATER) -> frozenset[Section]:
    found = privacy_queries.sight_of(account_queries.holdings(user, at), referral.person.reference, at)
    return found[1].full if found else frozenset()


def finds(user: User) -> int:
    return len(search_page(account_queries.holdings(user, LATER), user, "Dana Alias", None, LATER).results)


def told(user: User) -> list[str]:
    return [item.kind for item in inbox.waiting(user.pk, []) if item.kind == ItemKind.REFERRAL_HANDED_OVER]


def hand_over(chambers: Chambers, to: User, by: User | None = None) -> Referral:
    return referrals.hand_over(chambers.referral, to=to, by=by or chambers.omar, at=LATER)


def test_the_key_worker_sees_what_was_agreed_and_the_rest_of_the_desk_the_minimum(chambers: Chambers) -> None:
    assert {Section.IDENTITY, Section.STORY} <= sees(chambers.lina, chambers.referral)
    assert sees(chambers.omar, chambers.referral) == MINIMUM
    assert (finds(chambers.lina), finds(chambers.omar)) == (1, 0)


def test_the_page_says_that_the_rest_is_the_key_workers(chambers: Chambers, client: Client) -> None:
    url = f"/cases/{chambers.referral.case.reference}/"
    assert "Only the key worker at your desk" in text(signed_in(client, chambers.omar).get(url))
    assert "Only the key worker at your desk" not in text(signed_in(client, chambers.lina).get(url))
    assert "You are the key worker at the desk" in text(client.get(f"/people/{chambers.referral.person.reference}/"))


def test_the_supervisor_sees_all_files_of_the_body(chambers: Chambers) -> None:
    assert {Section.IDENTITY, Section.STORY} <= sees(chambers.rana, chambers.referral)
    rows = cases.case_list(account_queries.holdings(chambers.rana, LATER), LATER).rows
    assert [row.level for row in rows] == [Level.L4]


def test_a_list_shows_the_file_once_and_each_as_far_as_they_see(chambers: Chambers) -> None:
    for user, level, name in ((chambers.lina, Level.L4, "Dana Alias"), (chambers.omar, Level.L2, "")):
        (row,) = cases.case_list(account_queries.holdings(user, LATER), LATER).rows
        assert (row.level, row.name) == (level, name)


def test_the_key_worker_writes_and_the_others_do_not(chambers: Chambers, client: Client) -> None:
    url = f"/cases/{chambers.referral.case.reference}/note/"
    codes = [signed_in(client, user).post(url, {}).status_code for user in (chambers.lina, chambers.omar)]
    assert codes == [422, 403]


def test_a_prosecutor_reads_the_story_alone_and_only_where_the_person_works_with_them(people: Cast) -> None:
    desk = make_desk(make_agency(AgencyKind.PROSECUTION), services=[ServiceKind.LEGAL], hours=ALWAYS)
    one, other = make_user(Role.PROSECUTOR, desk), make_user(Role.PROSECUTOR, desk)
    case = make_case(people.station, people.basim)
    make_consent(case.person, ConsentKind.C5, desk=people.station)
    accepted = make_accepted_referral(people.basim, people.station, one, desk, case=case, type=ServiceKind.LEGAL)
    assert Section.STORY in sees(one, accepted)
    assert sees(other, accepted) == MINIMUM


def test_what_a_late_confirmation_opens_is_the_key_workers(chambers: Chambers, people: Cast) -> None:
    child, late = make_child_case(people.station, people.basim), MONDAY + timedelta(hours=25)
    kind = ServiceKind.LEGAL
    sent = make_sent_referral(people.basim, people.station, chambers.desk, case=child, type=kind, agreed=False)
    referrals.accept(sent, by=chambers.lina, at=late, key_worker=chambers.lina)
    assert sees(chambers.lina, sent, late) == sees(chambers.omar, sent, late) == MINIMUM
    privacy.confirm(Basis.objects.get(person=sent.person, kind=BasisKind.O2), sent.person, by=people.huda, at=late)
    assert Section.IDENTITY in sees(chambers.lina, sent, late)
    assert sees(chambers.omar, sent, late) == MINIMUM


def test_a_desk_that_works_together_sees_together(people: Cast) -> None:
    accepted = make_accepted_referral(people.basim, people.station, people.amal, people.shelter)
    assert sees(make_user(Role.SHELTER_MANAGER, people.shelter), accepted) == sees(people.amal, accepted)


def test_who_leaves_the_desk_loses_the_file(chambers: Chambers) -> None:
    elsewhere = make_desk(chambers.desk.agency)
    accounts.join_desk(chambers.lina, elsewhere, Role.LAWYER, by=WORKER, at=MONDAY)
    accounts.leave_desk(Membership.objects.get(user=chambers.lina, desk=chambers.desk), by=WORKER, at=MONDAY)
    assert sees(chambers.lina, chambers.referral) == frozenset()


def test_what_the_key_worker_saw_goes_over_on_the_same_ground(chambers: Chambers, people: Cast) -> None:
    before = sees(chambers.lina, chambers.referral)
    assert hand_over(chambers, chambers.omar).key_worker == chambers.omar
    assert sees(chambers.omar, chambers.referral) == before
    assert sees(chambers.lina, chambers.referral) == MINIMUM
    consent = privacy_queries.standing_row(chambers.referral.person_id, ConsentKind.C3, chambers.desk.agency)
    assert consent is not None
    privacy.withdraw(consent, chambers.referral.person, by=people.basim, at=LATER)
    assert sees(chambers.omar, chambers.referral) == frozenset()


def test_a_file_is_handed_back(chambers: Chambers) -> None:
    hand_over(chambers, chambers.omar)
    hand_over(chambers, chambers.lina)
    assert Section.STORY in sees(chambers.lina, chambers.referral)
    assert sees(chambers.omar, chambers.referral) == MINIMUM


def test_help_that_goes_on_is_handed_over_after_the_outcome(chambers: Chambers) -> None:
    referrals.complete(chambers.referral, outcome=Outcome.SERVICE_ONGOING, by=chambers.lina, at=LATER)
    hand_over(chambers, chambers.omar)
    assert Section.STORY in sees(chambers.omar, chambers.referral)


def test_nobody_takes_a_file_in_silence(chambers: Chambers, people: Cast) -> None:
    hand_over(chambers, chambers.omar)
    for user in (chambers.lina, chambers.omar, chambers.rana):
        assert told(user) == [ItemKind.REFERRAL_HANDED_OVER]
    assert told(people.basim) == []
    done = [line for line in trail.file_lines(chambers.referral.person.reference) if line.name == Did.REFERRAL_HANDED_OVER]
    assert [(line.by, line.facts["key_worker"]) for line in done] == [(chambers.omar.reference, chambers.omar.reference)]


def test_it_is_refused_where_it_would_help_nobody(chambers: Chambers, people: Cast) -> None:
    kept_out = make_user(Role.LAWYER, chambers.desk)
    make_block(chambers.referral.person, user=kept_out)
    waits = make_sent_referral(people.basim, people.station, chambers.desk, type=ServiceKind.LEGAL)

    def reasons(referral: Referral, to: User) -> list[Reason]:
        with pytest.raises(referrals.CannotHandOver) as refused:
            referrals.hand_over(referral, to=to, by=chambers.omar, at=LATER)
        return refused.value.reasons

    assert reasons(waits, chambers.omar) == [Reason.NO_KEY_WORKER]
    assert reasons(chambers.referral, chambers.lina) == [Reason.IS_KEY_WORKER]
    assert reasons(chambers.referral, people.zayd) == [Reason.KEY_WORKER_ELSEWHERE]
    assert reasons(chambers.referral, kept_out) == [Reason.CONFLICT]


def test_a_colleague_takes_over_on_the_page_of_the_referral(chambers: Chambers, client: Client) -> None:
    url = f"/referrals/{chambers.referral.reference}/"
    page = text(signed_in(client, chambers.omar).get(url))
    assert "Change the key worker" in page
    assert "Dana Alias" not in page
    assert client.post(f"{url}hand-over/", {"to": chambers.lina.reference}).status_code == 409
    assert client.post(f"{url}hand-over/", {"to": "ZZZZ-ZZZZ-ZZZZ"}).status_code == 422
    assert client.post(f"{url}hand-over/", {"to": chambers.omar.reference})["Location"] == url
    assert Section.STORY in sees(chambers.omar, chambers.referral)


def test_only_the_receiving_desk_hands_over_and_only_by_post(chambers: Chambers, people: Cast, client: Client) -> None:
    url = f"/referrals/{chambers.referral.reference}/hand-over/"
    typed = {"to": chambers.omar.reference}
    assert signed_in(client, people.basim).post(url, typed).status_code == 403
    assert signed_in(client, people.zayd).post(url, typed).status_code == 404
    assert signed_in(client, chambers.lina).get(url).status_code == 405

"""What each consent opens, to which body, up to where; and that taking it back ends it everywhere at once.

The table is written by hand. Rows: kind of body asked for a service. Columns: what the person agreed to. A cell is the
level of the ladder that opens on acceptance; "-" means that nothing may be sent.
"""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts import queries as account_queries
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases import queries as cases
from malath.cases.testing import make_case
from malath.foundation import clock
from malath.inbox import queries as inbox
from malath.people.models import Person
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.testing import make_consent
from malath.privacy.words import Answer, ConsentKind, Purpose
from malath.referrals import actions as referrals
from malath.referrals import queries
from malath.referrals.models import Referral
from malath.referrals.testing import make_accepted_referral
from malath.referrals.words import Status

#                                         C3   C3,C4 C3,C5 C3,C8 C3,C10 C4,C8 none
LEVELS = """
shelter      shelter                       -    -     -     3     -      -     -
ctu          identification                2    4     2     2     2      -     -
ctu          protection                    2    4     2     2     2      -     -
prosecution  legal                         2    2     4     2     2      -     -
police       protection                    2    2     2     2     2      -     -
labour       labour_complaint              3    3     3     3     3      -     -
health       health                        2    2     2     2     2      -     -
legal        legal                         4    4     4     4     4      -     -
association  protection                    4    4     4     4     4      -     -
social       child_protection              4    4     4     4     4      -     -
camp         child_protection              1    1     1     1     1      -     -
returns      avrr                          3    3     3     3     3      -     -
un           international_protection      3    3     3     3     3      -     -
mechanism    protection                    1    1     1     1     1      -     -
"""
AGREED = ("C3", "C3 C4", "C3 C5", "C3 C8", "C3 C10", "C4 C8", "")
CELLS = [
    (kind, service, agreed.split(), cell)
    for kind, service, *cells in (line.split() for line in LEVELS.strip().splitlines())
    for agreed, cell in zip(AGREED, cells, strict=True)
]


def opened(kind: str, service: str, agreed: list[str], *, others: Answer | None = None) -> str:
    """The level that would open, as the cells of the table say it."""
    body, desk, at = make_agency(AgencyKind(kind)), make_desk(make_agency(AgencyKind.POLICE)), clock.now()
    case = make_case(desk, at=at)
    for name in agreed:
        make_consent(case.person, ConsentKind(name), desk=desk, at=at, body=body if name == "C3" else None)
    if others:
        for consent in {ConsentKind.C4, ConsentKind.C5, ConsentKind.C8, ConsentKind.C10} - set(agreed):
            make_consent(case.person, ConsentKind(consent), others, desk=desk, at=at)
    standing = privacy_queries.standing_for(case.person_id, purpose=Purpose(service), receiver=body, at=at)
    return str(int(standing.level)) if standing.is_open else "-"


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "service", "agreed", "cell"), CELLS)
def test_what_a_consent_opens(kind: str, service: str, agreed: list[str], cell: str) -> None:
    assert opened(kind, service, agreed) == cell


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "service", "agreed", "cell"), [row for row in CELLS if row[2] == ["C3"]])
def test_not_asked_and_no_open_the_same_as_silence(kind: str, service: str, agreed: list[str], cell: str) -> None:
    assert opened(kind, service, agreed, others=Answer.NO) == cell
    assert opened(kind, service, agreed, others=Answer.NOT_ASKED) == cell


def test_every_kind_of_body_has_its_row() -> None:
    assert {kind for kind, *_ in CELLS} == set(AgencyKind.values)


@dataclass(frozen=True)
class Track:
    """An accepted referral to a shelter, and who looks at it."""

    officer: User
    station: Desk
    worker: User
    shelter: Desk
    referral: Referral

    @property
    def person(self) -> Person:
        return self.referral.person


@pytest.fixture
def track(db: None) -> Track:
    at = clock.now() - timedelta(hours=2)
    station = make_desk(make_agency(AgencyKind.POLICE))
    shelter = make_desk(make_agency(AgencyKind.SHELTER), services=[ServiceKind.SHELTER], hours=ALWAYS)
    officer, worker = make_user(Role.POLICE, station), make_user(Role.SHELTER_MANAGER, shelter)
    case = make_case(station, officer, at, name="Person Seventeen Example", phone="+962700000017")
    accepted = make_accepted_referral(officer, station, worker, shelter, at, case=case)
    return Track(officer, station, worker, shelter, accepted)


ENDINGS = {"C1": "everybody", "C3": "receiver", "C8": "receiver"}


def take_back(track: Track, kind: str) -> None:
    body = track.shelter.agency if kind == "C3" else None
    consent = privacy_queries.standing_row(track.person.pk, ConsentKind(kind), body)
    assert consent is not None
    privacy.withdraw(consent, track.person, by=track.officer, at=clock.now())


def seen_by(user: User, track: Track, client: Client) -> dict[str, bool]:
    """In which places this member of staff finds the person."""
    at = clock.now()
    signed_in(client, user)
    holdings = account_queries.holdings(user, at)
    found = client.post(reverse("privacy:search"), {"name": "Person Seventeen Example", "birth_year": ""})
    return {
        "list": any(row.person_reference == track.person.reference for row in cases.case_list(holdings, at).rows),
        "case page": client.get(reverse("workday:case", args=[track.referral.case.reference])).status_code == 200,
        "person page": client.get(reverse("workday:person", args=[track.person.reference])).status_code == 200,
        "consents": client.get(reverse("privacy:consents", args=[track.person.reference])).status_code == 200,
        "trail": client.get(reverse("workday:file_trail", args=[track.person.reference])).status_code == 200,
        "search": track.person.reference in found.content.decode(),
    }


def test_before_anything_is_taken_back_the_receiver_finds_the_person_everywhere(track: Track, client: Client) -> None:
    assert set(seen_by(track.worker, track, client).values()) == {True}


@pytest.mark.parametrize("kind", ENDINGS)
def test_after_taking_it_back_the_receiver_finds_the_person_nowhere(track: Track, client: Client, kind: str) -> None:
    take_back(track, kind)
    assert set(seen_by(track.worker, track, client).values()) == {False}


@pytest.mark.parametrize("kind", ENDINGS)
def test_the_opening_desk_goes_too_only_when_the_record_itself_is_taken_back(track: Track, client: Client, kind: str) -> None:
    take_back(track, kind)
    assert set(seen_by(track.officer, track, client).values()) == {ENDINGS[kind] != "everybody"}


@pytest.mark.parametrize("kind", ENDINGS)
def test_an_open_tab_shows_a_stopped_referral_without_facts_or_buttons(track: Track, client: Client, kind: str) -> None:
    take_back(track, kind)
    at = clock.now()
    page = queries.referral_page(queries.locked(track.referral.pk), account_queries.holdings(track.worker, at), at)
    assert (page.status, page.facts, page.reason, page.person_reference) == (Status.STOPPED, None, None, None)
    answer = signed_in(client, track.worker).post(
        reverse("referrals:complete", args=[track.referral.reference]), {"outcome": "service_given"}
    )
    assert answer.status_code in {409, 422}
    assert Referral.objects.get(pk=track.referral.pk).status == Status.ACCEPTED


@pytest.mark.parametrize("kind", ENDINGS)
def test_the_receiver_is_told_to_stop_by_reference_only(track: Track, kind: str) -> None:
    take_back(track, kind)
    items = inbox.waiting(track.worker.pk, [track.shelter.pk])
    assert [item.subject for item in items if item.kind == "basis_ended"][:1] == [track.person.reference]


def test_taking_back_co_operation_leaves_shelter_and_help_as_they_are(track: Track, client: Client) -> None:
    make_consent(track.person, ConsentKind.C5, desk=track.station, by=track.officer, at=clock.now() - timedelta(hours=1))
    take_back(track, "C5")
    assert set(seen_by(track.worker, track, client).values()) == {True}
    assert queries.stands(queries.locked(track.referral.pk), clock.now())


def test_agreeing_again_opens_nothing_by_itself(track: Track, client: Client) -> None:
    take_back(track, "C3")
    make_consent(track.person, ConsentKind.C3, desk=track.station, by=track.officer, at=clock.now(), body=track.shelter.agency)
    assert set(seen_by(track.worker, track, client).values()) == {False}


def test_a_consent_that_ran_out_closes_every_door_without_the_worker(track: Track) -> None:
    later = clock.now() + timedelta(days=370)
    holdings = account_queries.holdings(track.worker, later)
    assert privacy_queries.sight_of(holdings, track.person.reference, later) is None
    assert not cases.case_list(holdings, later).rows
    assert referrals.stop(track.referral, at=later).status == Status.STOPPED

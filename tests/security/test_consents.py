"""What each consent opens, to which body, up to where; and that taking it back ends it everywhere at once.

The tables are written by hand. Rows: kind of body asked for a service. Columns: what the person agreed to, what became of
an answer, or on which ground somebody goes on without one. A cell is the level of the ladder that opens on acceptance;
"-" means that nothing may be sent.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts import queries as account_queries
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.models import Agency, Desk
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases import queries as cases
from malath.cases.testing import CHILD, make_case
from malath.foundation import clock
from malath.inbox import queries as inbox
from malath.inbox.models import Item
from malath.people.models import Person
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.rules import Standing
from malath.privacy.testing import make_consent, make_ground
from malath.privacy.words import Answer, BasisKind, ConsentKind, Purpose
from malath.referrals import actions as referrals
from malath.referrals import queries
from malath.referrals.models import Referral
from malath.referrals.testing import REASON, make_accepted_referral
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
returns      avrr                          2    2     2     2     2      -     -
un           international_protection      3    3     3     3     3      -     -
mechanism    protection                    1    1     1     1     1      -     -
fund         protection                    2    2     2     2     2      -     -
"""
AGREED = ("C3", "C3 C4", "C3 C5", "C3 C8", "C3 C10", "C4 C8", "")
CELLS = [
    (kind, service, agreed.split(), cell)
    for kind, service, *cells in (line.split() for line in LEVELS.strip().splitlines())
    for agreed, cell in zip(AGREED, cells, strict=True)
]


# The person agreed to the body (C3), to a shelter where it is one, and to C4 and C5; then one more answer was given, or one
# of these was taken back (-) or ran out (x). "no": it was answered with no, "not now": C5 was.
#                                         +C2 +C6 +C7 C5no-now -C4 xC4 -C5 xC5 -C3 xC3 -C8 C1no -C1 xC1
ENDED = """
shelter      shelter                       3   3   3   3        3   3   3   3   -   -   -   -    -   -
ctu          identification                4   4   4   4        2   2   4   4   -   -   4   -    -   -
prosecution  legal                         4   4   4   2        4   4   2   2   -   -   4   -    -   -
police       protection                    2   2   2   2        2   2   2   2   -   -   2   -    -   -
labour       labour_complaint              3   3   3   3        3   3   3   3   -   -   3   -    -   -
health       health                        2   2   2   2        2   2   2   2   -   -   2   -    -   -
legal        legal                         4   4   4   4        4   4   4   4   -   -   4   -    -   -
association  protection                    4   4   4   4        4   4   4   4   -   -   4   -    -   -
social       child_protection              4   4   4   4        4   4   4   4   -   -   4   -    -   -
camp         child_protection              1   1   1   1        1   1   1   1   -   -   1   -    -   -
returns      avrr                          2   2   2   2        2   2   2   2   -   -   2   -    -   -
un           international_protection      3   3   3   3        3   3   3   3   -   -   3   -    -   -
mechanism    protection                    1   1   1   1        1   1   1   1   -   -   1   -    -   -
fund         protection                    2   2   2   2        2   2   2   2   -   -   2   -    -   -
"""
THEN = ("+C2", "+C6", "+C7", "C5=not_now", "-C4", "xC4", "-C5", "xC5", "-C3", "xC3", "-C8", "C1=no", "-C1", "xC1")

# Going on without consent: nobody was asked about the body; and over a no of the person to this body.
#                                          O1 O2 O3 O4    over a no: O1 O2 O3 O4
WITHOUT = """
shelter      shelter                       3  3  2  3                3  -  2  -
ctu          identification                2  2  2  2                2  -  2  -
prosecution  legal                         2  2  2  2                2  -  2  -
police       protection                    2  2  2  2                2  -  2  -
labour       labour_complaint              3  3  2  3                3  -  2  -
health       health                        2  2  2  2                2  -  2  -
legal        legal                         3  3  2  3                3  -  2  -
association  protection                    3  3  2  3                3  -  2  -
social       child_protection              3  3  2  3                3  -  2  -
camp         child_protection              1  1  1  1                1  -  1  -
returns      avrr                          2  2  2  2                2  -  2  -
un           international_protection      3  3  2  3                3  -  2  -
mechanism    protection                    1  1  1  1                1  -  1  -
fund         protection                    2  2  2  2                2  -  2  -
"""
SECTIONS = {
    "-": "",
    "1": "status",
    "2": "status facts safety",
    "3": "status facts safety identity contact consents",
    "4": "status facts safety identity contact consents story",
}
"""What a level shows, and nothing else."""


def lines(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


def cell(standing: Standing) -> str:
    """The level that would open, as the tables say it, with exactly the sections of that level."""
    level = str(int(standing.level)) if standing.is_open else "-"
    assert {section for grant in standing.grants for section in grant.sections} == set(SECTIONS[level].split())
    return level


def opened(kind: str, service: str, agreed: list[str], *, others: Answer | None = None) -> str:
    """The level that would open, as the cells of the table say it."""
    body, desk, at = make_agency(AgencyKind(kind)), make_desk(make_agency(AgencyKind.POLICE)), clock.now()
    case = make_case(desk, at=at)
    for name in agreed:
        make_consent(case.person, ConsentKind(name), desk=desk, at=at, body=body if name == "C3" else None)
    if others:
        for consent in {ConsentKind.C4, ConsentKind.C5, ConsentKind.C8, ConsentKind.C10} - set(agreed):
            make_consent(case.person, ConsentKind(consent), others, desk=desk, at=at)
    return cell(privacy_queries.standing_for(case.person_id, purpose=Purpose(service), receiver=body, at=at))


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "service", "agreed", "expected"), CELLS)
def test_what_a_consent_opens(kind: str, service: str, agreed: list[str], expected: str) -> None:
    assert opened(kind, service, agreed) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "service", "agreed", "expected"), [row for row in CELLS if row[2] == ["C3"]])
def test_not_asked_and_no_open_the_same_as_silence(kind: str, service: str, agreed: list[str], expected: str) -> None:
    assert opened(kind, service, agreed, others=Answer.NO) == expected
    assert opened(kind, service, agreed, others=Answer.NOT_ASKED) == expected


# What the questions beside the first ones open, each with a yes to the body: only C11 opens something, to a return office.
#                                             C9 C10 C11 C12 C13 C14
LATER_ONES = """
shelter      shelter                          -  -   -   -   -   -
ctu          identification                   2  2   2   2   2   2
ctu          protection                       2  2   2   2   2   2
prosecution  legal                            2  2   2   2   2   2
police       protection                       2  2   2   2   2   2
labour       labour_complaint                 3  3   3   3   3   3
health       health                           2  2   2   2   2   2
legal        legal                            4  4   4   4   4   4
association  protection                       4  4   4   4   4   4
social       child_protection                 4  4   4   4   4   4
camp         child_protection                 1  1   1   1   1   1
returns      avrr                             2  2   3   2   2   2
un           international_protection         3  3   3   3   3   3
mechanism    protection                       1  1   1   1   1   1
fund         protection                       2  2   2   2   2   2
"""


@pytest.mark.django_db
@pytest.mark.parametrize("row", lines(LATER_ONES), ids=lambda row: f"{row[0]} {row[1]}")
def test_what_health_return_and_figures_open(row: list[str]) -> None:
    kind, service, *expected = row
    asked = ("C9", "C10", "C11", "C12", "C13", "C14")
    assert [opened(kind, service, ["C3", also]) for also in asked] == expected


def then(person: Person, what: str, body: Agency, desk: Desk, at: datetime) -> None:
    """One more answer ("+C2", "C1=no"), one taken back ("-C4") or one that ran out ("xC4")."""
    name, _, said = what.lstrip("+-x").partition("=")
    kind, about = ConsentKind(name), body if name == "C3" else None
    if what[0] == "-":
        standing = privacy_queries.standing_row(person.pk, kind, about)
        assert standing is not None
        privacy.withdraw(standing, person, by=make_user(Role.POLICE, desk), at=at)
    elif what[0] == "x":
        # Recorded two days ago for one day; `run_out` has not looked yet.
        past = at - timedelta(days=2)
        make_consent(person, kind, desk=desk, at=past, body=about, expires_on=(past + timedelta(days=1)).date())
    else:
        make_consent(person, kind, Answer(said or "yes"), desk=desk, at=at, body=about)


@pytest.mark.django_db
@pytest.mark.parametrize("row", lines(ENDED), ids=lambda row: row[0])
def test_what_is_left_when_one_more_answer_is_given_taken_back_or_runs_out(row: list[str]) -> None:
    kind, service, *expected = row
    body, desk, at = make_agency(AgencyKind(kind)), make_desk(make_agency(AgencyKind.POLICE)), clock.now()
    found = []
    for what in THEN:
        case = make_case(desk, at=at - timedelta(days=3))
        for name in ("C3", "C4", "C5", "C8"):
            make_consent(
                case.person, ConsentKind(name), desk=desk, at=at - timedelta(days=3), body=body if name == "C3" else None
            )
        then(case.person, what, body, desk, at)
        found.append(cell(privacy_queries.standing_for(case.person_id, purpose=Purpose(service), receiver=body, at=at)))
    assert dict(zip(THEN, found, strict=True)) == dict(zip(THEN, expected, strict=True))


GROUNDS = (BasisKind.O1, BasisKind.O2, BasisKind.O3, BasisKind.O4)
DAY = timedelta(hours=24)


@pytest.mark.django_db
@pytest.mark.parametrize("row", lines(WITHOUT), ids=lambda row: row[0])
def test_what_going_on_without_consent_opens_fresh_confirmed_late_and_ended(row: list[str]) -> None:
    kind, service, *expected = row
    body, desk, at = make_agency(AgencyKind(kind)), make_desk(make_agency(AgencyKind.POLICE)), clock.now()
    supervisor = make_user(Role.SUPERVISOR, desk)
    for number, level in enumerate(expected):
        case = make_case(desk, at=at, facts=CHILD)
        if number >= len(GROUNDS):
            make_consent(case.person, ConsentKind.C3, Answer.NO, desk=desk, at=at, body=body)
        ground = make_ground(case.person, GROUNDS[number % len(GROUNDS)], at=at)

        def leaves(when: datetime, person: Person = case.person) -> str:
            return cell(privacy_queries.standing_for(person.pk, purpose=Purpose(service), receiver=body, at=when))

        assert leaves(at) == leaves(at + DAY - timedelta(seconds=1)) == level, ground.kind
        assert leaves(at + DAY) == "-", "nobody confirmed it in time"
        privacy.confirm(ground, case.person, by=supervisor, at=at)
        assert leaves(at + DAY) == level
        privacy.end_ground(ground, case.person, by=supervisor, at=at)
        assert leaves(at) == "-"


@pytest.mark.django_db
def test_where_the_person_agreed_a_ground_neither_widens_nor_narrows_it() -> None:
    at, desk = clock.now(), make_desk(make_agency(AgencyKind.POLICE))
    for kind, service, level in (("legal", "legal", "4"), ("ctu", "identification", "2")):
        body, case = make_agency(AgencyKind(kind)), make_case(desk, at=at)
        make_consent(case.person, ConsentKind.C3, desk=desk, at=at, body=body)
        make_ground(case.person, BasisKind.O1, at=at)
        standing = privacy_queries.standing_for(case.person_id, purpose=Purpose(service), receiver=body, at=at)
        assert cell(standing) == level
        assert all(grant.basis_id is None for grant in standing.grants), "it rests on the consent"


def test_every_kind_of_body_has_its_row_in_every_table() -> None:
    tables = (LEVELS, ENDED, WITHOUT, LATER_ONES)
    assert [{kind for kind, *_ in lines(table)} for table in tables] == [set(AgencyKind.values)] * len(tables)


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
        "download": may_take_out(track, client, track.shelter if user == track.worker else track.station),
    }


def may_take_out(track: Track, client: Client, desk: Desk) -> bool:
    """Whether the case leaves in a workbook, asked for by the supervisor of a desk."""
    typed = {"scope": "named", "references": track.referral.case.reference, "because": "asked for"}
    answer = signed_in(client, make_user(Role.SUPERVISOR, desk)).post(reverse("exchange:take_out"), typed)
    return answer.status_code == 200


def behind_links(user: User, desk: Desk, client: Client) -> str:
    """All that opens behind the links that were ever left at a desk, seen or not."""
    signed_in(client, user)
    links = Item.objects.filter(desk=desk).exclude(link="").values_list("link", flat=True)
    return " ".join(client.get(link, follow=True).content.decode() for link in links)


def test_before_anything_is_taken_back_the_receiver_finds_the_person_everywhere(track: Track, client: Client) -> None:
    assert set(seen_by(track.worker, track, client).values()) == {True}


@pytest.mark.parametrize("kind", ENDINGS)
def test_after_taking_it_back_the_receiver_finds_the_person_nowhere(track: Track, client: Client, kind: str) -> None:
    take_back(track, kind)
    assert set(seen_by(track.worker, track, client).values()) == {False}


@pytest.mark.parametrize("kind", ENDINGS)
def test_the_links_of_the_inbox_lead_to_nothing_about_the_person_any_longer(track: Track, client: Client, kind: str) -> None:
    told = (REASON, track.referral.case.reference)
    before = behind_links(track.worker, track.shelter, client)
    assert [word in before for word in told] == [True, True]
    take_back(track, kind)
    after = behind_links(track.worker, track.shelter, client)
    assert "Stopped" in after
    assert [word in after for word in (*told, "Seventeen", "700000017")] == [False] * 4


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


def test_a_later_yes_widens_nothing_until_the_person_is_referred_again(track: Track) -> None:
    unit = make_desk(make_agency(AgencyKind.CTU), services=[ServiceKind.IDENTIFICATION], hours=ALWAYS)
    officer, at = make_user(Role.CTU_IDENT, unit), clock.now() - timedelta(hours=1)
    case, service = track.referral.case, ServiceKind.IDENTIFICATION
    make_accepted_referral(track.officer, track.station, officer, unit, at, case=case, type=service)
    make_consent(track.person, ConsentKind.C4, desk=track.station, by=track.officer, at=at + timedelta(minutes=30))

    def level() -> int:
        found = privacy_queries.sight_of(account_queries.holdings(officer, clock.now()), track.person.reference, clock.now())
        return found[1].level if found else 0

    assert level() == 2
    at += timedelta(minutes=35)
    make_accepted_referral(track.officer, track.station, officer, unit, at, case=case, type=service, agreed=False)
    assert level() == 4


def test_a_consent_that_ran_out_closes_every_door_without_the_worker(track: Track) -> None:
    later = clock.now() + timedelta(days=370)
    holdings = account_queries.holdings(track.worker, later)
    assert privacy_queries.sight_of(holdings, track.person.reference, later) is None
    assert not cases.case_list(holdings, later).rows
    assert referrals.stop(track.referral, at=later).status == Status.STOPPED

"""Person D's morning (scenario 5): several consents are taken back in one moment, all of them or none."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.inbox import queries as inbox
from malath.people.models import Person
from malath.privacy import actions, queries
from malath.privacy.actions import CannotRecord
from malath.privacy.models import Consent
from malath.privacy.testing import MONDAY, make_consent, make_file, make_shared
from malath.privacy.tests.conftest import House
from malath.privacy.tests.pages import text
from malath.privacy.words import Answer, ConsentKind, Heard, Purpose, Section, WhyNotConsent

LATER = MONDAY + timedelta(hours=3)
ALONE = ("C4", "C5", "C10", "C14")


@pytest.fixture
def unit(house: House) -> Desk:
    return make_desk(make_agency(AgencyKind.CTU, "The Unit", "الوحدة"))


@pytest.fixture
def lawyers(house: House) -> Desk:
    return make_desk(make_agency(AgencyKind.LEGAL, "Counsel", "مشورة"))


@pytest.fixture
def agreed(person: Person, house: House, unit: Desk, lawyers: Desk, people: Cast) -> Person:
    """The Unit, a hospital and legal aid see the person, and further questions were answered with yes."""
    make_shared(person, unit, asked_at=house.desk, purpose=Purpose.IDENTIFICATION, also=[ConsentKind.C4])
    make_shared(person, lawyers, asked_at=house.desk)
    make_shared(person, people.health_centre, asked_at=house.desk, purpose=Purpose.HEALTH, also=[ConsentKind.C9])
    for kind in (ConsentKind.C5, ConsentKind.C10, ConsentKind.C14):
        make_consent(person, kind, desk=house.desk)
    return person


def standing(person: Person, *bodies: Desk) -> list[Consent]:
    rows = [queries.standing_row(person.pk, ConsentKind(kind), None) for kind in ALONE]
    rows += [queries.standing_row(person.pk, ConsentKind.C3, desk.agency) for desk in bodies]
    return [row for row in rows if row is not None]


def sees(user: User, person: Person) -> frozenset[Section]:
    found = queries.sight_of(accounts.holdings(user, LATER), person.reference, LATER)
    return found[1].full if found else frozenset()


def test_what_is_chosen_ends_at_once_and_health_goes_on(
    agreed: Person, house: House, unit: Desk, lawyers: Desk, people: Cast
) -> None:
    officer, lawyer = make_user(Role.CTU_IDENT, unit), make_user(Role.LAWYER, lawyers)
    nurse = make_user(Role.SOCIAL, people.health_centre)
    assert all(sees(user, agreed) for user in (officer, lawyer, nurse))
    actions.withdraw_several(standing(agreed, unit, lawyers), agreed, by=house.nour, at=LATER, heard=Heard.ALONE)
    assert sees(officer, agreed) == sees(lawyer, agreed) == frozenset()
    assert Section.FACTS in sees(nurse, agreed)
    assert Section.STORY in sees(house.nour, agreed)
    health = queries.standing_row(agreed.pk, ConsentKind.C9, None)
    assert health is not None
    assert health.withdrawn_at is None


def test_each_is_in_the_trail_and_each_desk_is_told_once(agreed: Person, house: House, unit: Desk, lawyers: Desk) -> None:
    actions.withdraw_several(standing(agreed, unit, lawyers), agreed, by=house.nour, at=LATER, heard=Heard.ALONE)
    lines = [line.facts for line in trail.file_lines(agreed.reference) if line.name == Did.CONSENT_WITHDRAWN]
    assert sorted(line["kind"] for line in lines) == ["C10", "C14", "C3", "C3", "C4", "C5"]
    assert {line["heard"] for line in lines} == {"alone"}
    assert [len(inbox.waiting(0, [desk.pk])) for desk in (unit, lawyers)] == [1, 1]


def test_one_that_no_longer_stands_stops_all_of_it(agreed: Person, house: House, unit: Desk, lawyers: Desk) -> None:
    rows = standing(agreed, unit, lawyers)
    actions.withdraw(rows[0], agreed, by=house.nour, at=LATER)
    with pytest.raises(CannotRecord) as refused:
        actions.withdraw_several(rows, agreed, by=house.nour, at=LATER, heard=Heard.ALONE)
    assert refused.value.reasons == [WhyNotConsent.ALREADY_WITHDRAWN]
    assert Consent.objects.filter(withdrawn_at__isnull=False).count() == 1


def test_it_refuses_while_nobody_is_sure_and_when_nothing_is_chosen(agreed: Person, house: House, unit: Desk) -> None:
    with pytest.raises(CannotRecord) as unsure:
        actions.withdraw_several(standing(agreed, unit), agreed, by=house.nour, at=LATER, heard=Heard.UNSURE)
    assert unsure.value.reasons == [WhyNotConsent.NOT_SURE]
    with pytest.raises(CannotRecord) as nothing:
        actions.withdraw_several([], agreed, by=house.nour, at=LATER, heard=Heard.ALONE)
    assert nothing.value.reasons == [WhyNotConsent.NOTHING_CHOSEN]


def test_what_was_agreed_for_another_person_is_never_touched(agreed: Person, house: House) -> None:
    other = make_consent(make_file(house.desk), ConsentKind.C4, desk=house.desk)
    with pytest.raises(CannotRecord):
        actions.withdraw_several([other], agreed, by=house.nour, at=LATER, heard=Heard.ALONE)
    assert Consent.objects.get(pk=other.pk).withdrawn_at is None


def test_nothing_is_left_behind_when_the_trace_fails(
    agreed: Person, house: House, unit: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("malath.audit.actions.record", fail)
    with pytest.raises(RuntimeError):
        actions.withdraw_several(standing(agreed, unit), agreed, by=house.nour, at=LATER, heard=Heard.ALONE)
    assert not Consent.objects.filter(withdrawn_at__isnull=False).exists()


def test_to_agree_again_later_nobody_is_asked_why_and_old_rows_stay(agreed: Person, house: House, unit: Desk) -> None:
    actions.withdraw_several(standing(agreed, unit), agreed, by=house.nour, at=LATER, heard=Heard.ALONE)
    make_consent(agreed, ConsentKind.C4, desk=house.desk, at=LATER + timedelta(days=60))
    rows = Consent.objects.filter(person=agreed, kind=ConsentKind.C4).order_by("pk")
    assert [(row.answer, row.withdrawn_at is not None, row.superseded_at is not None) for row in rows] == [
        ("yes", True, True), ("yes", False, False)
    ]  # fmt: skip
    assert not any("why" in field.name or "because" in field.name for field in Consent._meta.fields)


def url(person: Person) -> str:
    return f"/people/{person.reference}/consents/withdraw/"


def chosen(rows: list[Consent]) -> dict[str, object]:
    return {"consents": [str(row.pk) for row in rows], "heard": "alone"}


def test_the_page_takes_back_what_was_ticked(nour: Client, agreed: Person, unit: Desk, lawyers: Desk) -> None:
    page = text(nour.get(url(agreed)))
    assert "What already left and cannot be called back" in page
    assert "Be referred to a named body: The Unit" in page.replace("\u2068", "").replace("\u2069", "")
    response = nour.post(url(agreed), chosen(standing(agreed, unit, lawyers)), follow=True)
    assert "6 consents are withdrawn." in text(response)
    assert text(response).count("Withdrawn") == 6


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "This field is required."),
        ({"heard": "alone"}, "This field is required."),
        ({"heard": "unsure"}, "Nothing was changed. Speak with the person alone first"),
        ({"heard": "alone", "consents": ["999999"]}, "999999"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_changes(
    nour: Client, agreed: Person, unit: Desk, typed: dict[str, object], said: str
) -> None:
    row = standing(agreed, unit)[0]
    full = {"consents": [str(row.pk)], **typed} if typed.get("heard") == "unsure" else typed
    response = nour.post(url(agreed), full)
    assert response.status_code == 422
    assert said in text(response)
    assert not Consent.objects.filter(withdrawn_at__isnull=False).exists()


def test_only_what_the_desk_sees_can_be_ticked(client: Client, people: Cast, house: House) -> None:
    person = make_file(people.station, own_writing_only=True)
    other = make_consent(person, ConsentKind.C4, desk=house.desk)
    signed_in(client, people.basim)
    assert f'value="{other.pk}"' not in client.get(url(person)).content.decode()
    assert client.post(url(person), chosen([other])).status_code == 422
    assert Consent.objects.get(pk=other.pk).withdrawn_at is None


def test_without_a_yes_there_is_nothing_to_withdraw(nour: Client, person: Person, house: House) -> None:
    make_consent(person, ConsentKind.C1, Answer.NO, desk=house.desk)
    assert nour.get(url(person)).status_code == 404, "the file closed with its consent"
    other = make_file(house.desk)
    make_consent(other, ConsentKind.C1, Answer.YES, desk=house.desk, expires_on=MONDAY.date())
    assert "What is taken back" in text(nour.get(url(other)))


def test_the_page_takes_a_fixed_number_of_statements(nour: Client, agreed: Person, house: House) -> None:
    counts = []
    for kind in (ConsentKind.C2, ConsentKind.C6):
        make_consent(agreed, kind, desk=house.desk)
        nour.get(url(agreed))
        with CaptureQueriesContext(connection) as asked:
            nour.get(url(agreed))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_stranger_learns_nothing(client: Client, agreed: Person, people: Cast) -> None:
    signed_in(client, people.basim)
    assert client.get(url(agreed)).status_code == 404

"""Asking other bodies: who asks learns nothing, who holds a file decides, and silence is never seen."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit import queries as trail
from malath.audit.words import Did
from malath.cases.testing import make_case
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.linkage import actions
from malath.linkage.actions import CannotAsk, CannotReply
from malath.linkage.models import Inquiry, Telling
from malath.linkage.testing import make_compared, make_inquiry, make_told
from malath.linkage.tests.conftest import House
from malath.linkage.words import Part, Reply, WhyNotAsk, WhyNotReply
from malath.people.models import Person
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.actions.agreements import end_protocol
from malath.privacy.testing import MONDAY, make_block
from malath.privacy.words import ConsentKind

NAME, SPELT, NOBODY = "Fatuma Ali Hassan", "فاطمة علي حسن", "Rosa Santos Cruz"
OPAQUE = re.compile(rb"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}|name=\"csrfmiddlewaretoken\" value=\"[^\"]+\"")


def agreed(house: House, name: str, *, held: bool = False) -> Person:
    """Somebody whose file may be compared: of the body that asks, or of the other one."""
    desk, by = (house.other, house.salma) if held else (house.desk, house.nour)
    person = make_case(desk, by, name=name).person
    make_compared(person, desk, by)
    return person


@pytest.fixture
def held(house: House) -> Person:
    return agreed(house, SPELT, held=True)


@pytest.fixture
def asked(house: House) -> Person:
    return agreed(house, NAME)


def told(house: House, person: Person) -> list[Telling]:
    return make_told(person, house.desk, house.nour)


def test_the_body_that_may_know_the_person_is_told(house: House, held: Person, asked: Person) -> None:
    [telling] = told(house, asked)
    assert (telling.person, telling.body) == (held, house.other.agency)
    assert set(telling.parts) == {Part.GIVEN_NAME, Part.MIDDLE_NAME, Part.FAMILY_NAME}
    [item] = Item.objects.filter(kind=ItemKind.KNOWN_ASKED)
    assert (item.user, item.subject) == (house.salma, held.reference)
    assert not Item.objects.filter(kind=ItemKind.KNOWN_ASKED).exclude(user=house.salma).exists()


def test_without_a_supervisor_the_desk_is_told(house: House, asked: Person) -> None:
    desk = make_desk(make_agency(AgencyKind.LEGAL))
    lawyer = make_user(Role.LAWYER, desk)
    make_compared(make_case(desk, lawyer, name=NAME).person, desk, lawyer)
    [telling] = told(house, asked)
    assert telling.desk == desk
    assert Item.objects.get(kind=ItemKind.KNOWN_ASKED).desk == desk


def test_nothing_is_told_before_the_worker_compares(house: House, held: Person, asked: Person) -> None:
    make_inquiry(asked, house.desk, house.nour)
    assert not Telling.objects.exists()


def test_nobody_who_did_not_agree_is_compared(house: House, asked: Person) -> None:
    make_case(house.other, house.salma, name=NAME)
    assert told(house, asked) == []


def test_a_file_that_is_kept_from_the_body_that_asks_is_never_told_of(house: House, held: Person, asked: Person) -> None:
    make_block(held, agency=house.desk.agency, by=house.salma)
    assert told(house, asked) == []


def test_not_even_when_only_one_of_that_body_is_kept_out(house: House, held: Person, asked: Person) -> None:
    make_block(held, user=house.colleague, by=house.salma)
    assert told(house, asked) == []


def test_a_body_that_the_person_keeps_out_is_not_told(house: House, held: Person, asked: Person) -> None:
    make_block(asked, agency=house.other.agency, by=house.rima)
    assert told(house, asked) == []


def test_a_body_that_left_the_protocol_is_not_told(house: House, held: Person, asked: Person) -> None:
    end_protocol(house.other.agency, by=house.salma, at=MONDAY)
    assert told(house, asked) == []


def test_police_and_inspection_are_never_told(house: House, asked: Person) -> None:
    for kind, role in ((AgencyKind.POLICE, Role.POLICE), (AgencyKind.LABOUR, Role.INSPECTOR), (AgencyKind.CTU, Role.CTU_IDENT)):
        desk = make_desk(make_agency(kind))
        make_compared(make_case(desk, user := make_user(role, desk), name=NAME).person, desk, user)
    assert told(house, asked) == []


def test_whoever_takes_the_agreement_back_is_not_compared(house: House, held: Person, asked: Person) -> None:
    inquiry = make_inquiry(asked, house.desk, house.nour)
    take_back(asked, house)
    actions.compare_elsewhere(inquiry, at=MONDAY)
    assert not Telling.objects.exists()


def take_back(person: Person, house: House) -> None:
    row = privacy_queries.standing_row(person.pk, ConsentKind.C16, None)
    assert row is not None
    privacy.withdraw(row, person, by=house.nour, at=MONDAY)


def test_a_question_is_worked_at_once(house: House, held: Person, asked: Person) -> None:
    [telling] = told(house, asked)
    actions.compare_elsewhere(telling.inquiry, at=MONDAY)
    assert Telling.objects.count() == 1


@pytest.mark.parametrize(
    ("arrange", "reason"),
    [
        ("not agreed", WhyNotAsk.NOT_AGREED),
        ("no name", WhyNotAsk.NOTHING_TO_COMPARE),
        ("lately", WhyNotAsk.ASKED_LATELY),
        ("too many", WhyNotAsk.TOO_MANY),
        ("police", WhyNotAsk.BODY),
    ],
)
def test_it_refuses_with_a_reason_that_knows_nothing_of_others(house: House, arrange: str, reason: WhyNotAsk) -> None:
    desk, by = (house.station, house.basim) if arrange == "police" else (house.desk, house.nour)
    person = make_case(desk, by, name="" if arrange == "no name" else NAME).person
    if arrange != "not agreed":
        make_compared(person, desk, by)
    if arrange == "lately":
        make_inquiry(person, desk, house.colleague)
    if arrange == "too many":
        for _ in range(5):
            make_inquiry(agreed(house, NAME), desk, by)
    before = Inquiry.objects.count()
    with pytest.raises(CannotAsk) as refused:
        make_inquiry(person, desk, by)
    assert refused.value.reasons == [reason]
    assert Inquiry.objects.count() == before


def test_after_thirty_days_a_body_may_ask_again(house: House, asked: Person) -> None:
    make_inquiry(asked, house.desk, house.nour)
    make_inquiry(asked, house.desk, house.nour, MONDAY + timedelta(days=30))
    assert Inquiry.objects.count() == 2


def reply(telling: Telling, how: Reply, house: House) -> Telling:
    return actions.reply(telling, how, desk=house.other, by=house.salma, at=MONDAY)


def test_who_speaks_is_named_to_who_asked(house: House, held: Person, asked: Person) -> None:
    [telling] = told(house, asked)
    reply(telling, Reply.OPENLY, house)
    [item] = Item.objects.filter(kind=ItemKind.KNOWN_ANSWERED)
    assert (item.desk, item.subject) == (house.desk, asked.reference)
    assert not Item.objects.filter(kind=ItemKind.KNOWN_ASKED, seen_at__isnull=True).exists()


def test_who_says_nothing_leaves_nothing_where_the_asker_could_look(house: House, held: Person, asked: Person) -> None:
    [telling] = told(house, asked)
    before = {line.name for line in trail.file_lines(asked.reference)}
    reply(telling, Reply.SILENT, house)
    assert {line.name for line in trail.file_lines(asked.reference)} == before
    assert Did.ELSEWHERE_SILENT in {line.name for line in trail.file_lines(held.reference)}
    assert not Item.objects.filter(kind=ItemKind.KNOWN_ANSWERED).exists()


def test_it_is_decided_once(house: House, held: Person, asked: Person) -> None:
    [telling] = told(house, asked)
    reply(telling, Reply.SILENT, house)
    with pytest.raises(CannotReply) as refused:
        reply(telling, Reply.OPENLY, house)
    assert refused.value.reasons == [WhyNotReply.ANSWERED]


def test_nobody_speaks_after_the_agreement_was_taken_back(house: House, held: Person, asked: Person) -> None:
    [telling] = told(house, asked)
    take_back(asked, house)
    with pytest.raises(CannotReply) as refused:
        reply(telling, Reply.OPENLY, house)
    assert refused.value.reasons == [WhyNotReply.TAKEN_BACK]
    assert reply(telling, Reply.SILENT, house).reply == Reply.SILENT


def ask_on_the_page(client: Client, house: House, person: Person) -> tuple[list[bytes], list[str]]:
    """All that who asks ever sees, before the worker was there and after it, and every statement that it took."""
    signed_in(client, house.nour)
    url, pages_seen = f"/people/{person.reference}/elsewhere/", []
    with CaptureQueriesContext(connection) as asked_for:
        pages_seen.append(client.post(url, {"because": "She may have told it before."}).content)
        pages_seen.append(client.get(url).content)
    actions.compare_elsewhere(Inquiry.objects.get(person=person), at=MONDAY)
    with CaptureQueriesContext(connection) as after:
        pages_seen.append(client.get(url).content)
        pages_seen.append(client.get(f"/people/{person.reference}/trail/").content)
    said = [re.sub(r"'[^']*'|\b\d+\b", "?", row["sql"]) for row in (*asked_for, *after)]
    return [OPAQUE.sub(b"", page) for page in pages_seen], said


def test_who_asks_sees_the_same_bytes_and_takes_as_many_statements_whoever_knows_the_person(
    client: Client, house: House, clock: Clock, held: Person
) -> None:
    known, unknown = agreed(house, NAME), agreed(house, NOBODY)
    ask_on_the_page(client, house, agreed(house, "Linh Tran Pham"))  # a first page reads what the next ones remember
    pages_of_known, statements = ask_on_the_page(client, house, known)
    pages_of_unknown, others = ask_on_the_page(client, house, unknown)
    assert Telling.objects.filter(inquiry__person=known).exists()
    assert not Telling.objects.filter(inquiry__person=unknown).exists()
    assert pages_of_known == pages_of_unknown
    assert len(statements) == len(others)


def test_the_trail_of_the_asker_is_the_same_whoever_knows_the_person(house: House, held: Person) -> None:
    trails = []
    for name in (NAME, NOBODY):
        person = agreed(house, name)
        told(house, person)
        trails.append([(line.name, line.by) for line in trail.file_lines(person.reference)])
    assert trails[0] == trails[1]

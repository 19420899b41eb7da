"""Where a shelter is stands on no page of any role, in no file that can be taken, in no mail, message, log or column: one
door shows it. (All other journeys are searched too, see `conftest.searched`; raw bytes of the disk in `test_dump`.)"""

import base64
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.urls import resolve, reverse
from pytest_django.fixtures import Settings

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.accounts.words import Language
from malath.agencies.models import Desk
from malath.agencies.testing import make_desk
from malath.agencies.words import ServiceKind
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases.models import Case
from malath.cases.testing import make_attachment
from malath.coordination.words import TakenOutFor
from malath.documents.testing import make_received
from malath.documents.typesetting import copy_of
from malath.exchange.testing import bring, chosen
from malath.exchange.tests.books import book_of
from malath.exchange.work import go_on
from malath.foundation import clock
from malath.foundation.sealing import SealedRow
from malath.framework.testing import make_content, make_text
from malath.identification.testing import make_letter
from malath.offline.kit import kit
from malath.offline.queries import pack_for
from malath.offline.testing import make_phone
from malath.privacy.testing import make_compartment
from malath.privacy.words import Section
from malath.shelter import actions as shelters
from malath.shelter.models import Shelter
from malath.shelter.testing import ADDRESS
from malath.shelter.tests.conftest import House, house, shelter
from malath.workday.management.post import go_round
from malath.workday.paper_forms import SET
from malath.workday.tick import tick
from tests.architecture.sources import ROOT
from tests.journeys.pages import PAGES
from tests.journeys.searched import POPPLER, Searched, found_in, found_in_bytes
from tests.journeys.world import World, made
from tests.security.test_dump import every_value

__all__ = ["house", "shelter"]
pytestmark = [pytest.mark.django_db]
PHRASE = "behind the old mill"


@dataclass(frozen=True)
class Lived:
    """The world, with somebody in a shelter whose place was typed into its form, and who may read it by name."""

    world: World
    shelter: Shelter
    case: Case
    staff: dict[str, User]
    own: Desk


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("malath.documents.queries.attachments.folder", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def lived() -> Lived:
    world, at = made(Language.ENGLISH), clock.now()
    shelter = Shelter.objects.get()
    typed = {"address": ADDRESS}
    answer = client_of(world.staff["host"]).post(reverse("shelter:write_address", args=[shelter.reference]), typed)
    assert answer.status_code == 302
    case = Case.objects.select_related("person", "desk").get(reference=world.in_addresses["sheltered"])
    officer, supervisor = world.staff["officer"], world.staff["supervisor"]
    make_compartment(case.person, Section.PLACE, case.desk, officer, giver=supervisor, at=at)
    staff = world.staff | {
        "night": make_user(Role.SHELTER_STAFF, shelter.desk), "head": make_user(Role.SUPERVISOR, shelter.desk),
        "inspector": make_user(Role.INSPECTOR, case.desk), "guide": make_user(Role.RETURN, case.desk),
        "counter": make_user(Role.STATISTICIAN, case.desk), "coordinator": make_user(Role.COORDINATOR, case.desk),
    }  # fmt: skip
    return Lived(world, shelter, case, staff, case.desk)


def client_of(user: User) -> Client:
    return signed_in(Client(raise_request_exception=False), user)


def addresses(lived: Lived) -> tuple[set[str], set[str]]:
    """Every page about the house; and every page about the person in it, or about nobody. (Those about others, as who looks at
    them, are walked in `test_every_page_asks`, and searched there.)"""
    rows = {line.strip() for table in PAGES.values() for line in table.strip().splitlines()} - {"account_logout"}
    there, house, near = {"case": lived.case.reference, "person": lived.case.person.reference}, set(), set()
    for row in rows:
        name, *about = [word for word in row.split() if not word.startswith("?")]
        if not about:
            near.add(lived.world.address(row))
        elif OF_THE_HOUSE & {*about}:
            house.add(lived.world.address(row))
        elif about[0] in there and len(about) == 1:
            near.add(reverse(name, args=[there[about[0]]]))
    return house, near


WHO_COMES_NEAR = {"officer", "supervisor", "host", "night", "head", "protector", "coordinator"}
"""Who knows of the person or the house, or oversees. All others get nothing about either (`test_authorisation`)."""
OF_THE_HOUSE = {"refuge", "sheltered", "waiting", "empty_refuge", "bed"}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where the sealed place of a house was opened, whatever was done with it then."""
    found: list[str] = []
    plain = SealedRow.opened

    def watched(self: SealedRow, field: str) -> str:
        found.extend([field] if isinstance(self, Shelter) and field == "address" else [])
        return plain(self, field)

    monkeypatch.setattr(SealedRow, "opened", watched)
    return found


def test_no_page_of_any_role_says_where_it_is_or_opens_it_and_one_door_shows_it(
    lived: Lived, searched: Searched, opened: list[str]
) -> None:
    let_in, (house, near) = dict.fromkeys(lived.staff, 0), addresses(lived)
    for who, user in lived.staff.items():
        client, asked = client_of(user), house | near if who in WHO_COMES_NEAR else house
        let_in[who] = sum(client.get(address).status_code == 200 for address in asked)
    assert searched.answers > len(house) * len(lived.staff)
    assert let_in["officer"] > 100, let_in
    assert let_in["host"] > 50, let_in
    assert opened == []
    there = reverse("shelter:address", args=[lived.case.reference])
    answers = {who: client_of(user).post(there).status_code for who, user in lived.staff.items()}
    assert {who for who, status in answers.items() if status == 200} == {"officer", "supervisor"}, "by name, and who oversees"
    assert (searched.shown, opened) == (2, ["address", "address"])
    assert Event.objects.filter(name=Did.SHELTER_PLACE_READ, by=lived.staff["officer"].reference).count() == 1


def taken(lived: Lived) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every file that can be taken: who takes it, from which address, and with what they ask. "" with GET."""
    at, words, officer = clock.now(), lived.world.in_addresses, lived.staff["officer"]
    case, here = words["case"], lived.case
    letter = make_letter(here, here.desk, officer, at=at).reference
    attached = make_attachment(here, desk=here.desk, by=officer, at=at).reference
    text = make_text(make_content("With a file", received=make_received()), by=officer, at=at).reference
    for kind in ("xlsx", "xml", "pdf"):
        yield "officer", reverse("questionnaires:empty", args=[words["version"], kind]), {}
    for kind in ("xlsx", "csv"):
        yield "coordinator", reverse("workday:room_take_out"), {"because": TakenOutFor.MEETING.value, "kind": kind}
    for scope in ("open", "named"):
        out = {"scope": scope, "references": f"{case} {here.reference}", "because": "For the meeting."}
        yield "officer", reverse("exchange:take_out"), out
    yield "officer", reverse("identification:take_copy", args=[here.reference, letter]), {}
    yield "officer", reverse("outside:take_letter", args=[words["outside"], words["letter"]]), {}
    yield "officer", reverse("orders:copy", args=[words["person"], words["released"]]), {}
    yield "prosecutor", reverse("orders:take_answer", args=[words["released"]]), {}
    yield "officer", reverse("questionnaires:instance", args=[words["filling"]]), {}
    yield "officer", reverse("cases:take_attachment", args=[here.reference, attached]), {}
    yield "officer", reverse("framework:take_file", args=[text]), {}
    yield "officer", reverse("exchange:faults", args=[faulty(lived.own, officer)]), {}
    yield "officer", reverse("workday:blank", args=[SET]), {}


def faulty(desk: Desk, officer: User) -> str:
    """A table that came in, with a fault in it."""
    file = bring(book_of([["prs_FirstName"], ["=1"]]), desk, officer, clock.now(), name="people.xlsx")
    chosen(file, officer, clock.now())
    go_on(clock.now)
    return file.reference


FROM_GET = ("cases:take_attachment", "framework:take_file", "exchange:faults", "workday:blank")
GIVES_FILES = {
    "cases/attachment_views", "exchange/file_views", "exchange/package_views", "exchange/views", "framework/views",
    "identification/beside_views", "orders/views", "outside/views", "questionnaires/fill_views", "questionnaires/views",
    "workday/control_views", "workday/paper_views",
}  # fmt: skip
"""Whatever gives a file to take has its row in `taken`: a new one fails until it is named here too. A transfer package alone
has none: it is sealed to a mission, and the story of a transfer reads there what it holds."""
CANNOT_KNOW = {
    "awareness/material_views", "publicsite/text_views", "training/exam_views",  # no road leads from there to a person
    "statistics/own_file_views", "statistics/report_views", "statistics/views",  # numbers, attacked before they are told
    "exchange/return_sheet_views", "returns/reintegration_views",  # an empty table, an empty form
    "returns/letter_views",  # name and papers; its own test reads it for words that tell
}  # fmt: skip


@pytest.mark.skipif(POPPLER is None, reason="pdftotext (poppler-utils) is not installed")
def test_no_file_that_can_be_taken_says_it(lived: Lived, searched: Searched) -> None:
    asked = list(taken(lived))
    for who, address, typed in asked:
        client, name = client_of(lived.staff[who]), resolve(address).view_name
        answer = client.get(address) if name in FROM_GET else client.post(address, typed)
        assert (answer.status_code, "Content-Disposition" in answer) == (200, True), name
    assert searched.files == {resolve(address).view_name for _who, address, _typed in asked}
    no_phone_takes_it_along(lived)
    letter = make_letter(lived.case, lived.own, lived.staff["officer"], at=clock.now())
    assert found_in_bytes(copy_of(letter, mark=f"stays {PHRASE}")), "a letter that says it is read"
    gives = [path for path in ROOT.glob("malath/*/*views.py") if GIVES.search(path.read_text(encoding="utf-8"))]
    assert {str(path.relative_to(ROOT / "malath").with_suffix("")) for path in gives} == GIVES_FILES | CANNOT_KNOW


def no_phone_takes_it_along(lived: Lived) -> None:
    phone = make_phone(lived.staff["inspector"], lived.own, at=clock.now())
    pack = json.dumps(pack_for(phone.device, clock.now()))
    assert lived.shelter.desk.reference in pack, "the desk that runs the house is asked from phones too"
    assert found_in(pack) == []
    for name in kit().files:
        assert client_of(lived.staff["inspector"]).get(f"/field/{kit().mark}/{name}").status_code == 200


GIVES = re.compile(r"Content-Disposition|copy\.headers")


def test_no_mail_no_message_and_no_column_says_it(lived: Lived, settings: Settings, tmp_path: Path) -> None:
    settings.MALATH_OUTBOX = str(tmp_path / "out")
    for days in (0, 1, 31, 61):
        at = clock.now() + timedelta(days=days)
        tick(at)
        go_round(at, begins_a_day=True)
    sent = [*(tmp_path / "out").rglob("*.txt"), *(tmp_path / "out").rglob("*.eml")]
    assert len(mail.outbox) + len(sent) > 0
    assert [path.name for path in sent if found_in_bytes(path.read_bytes())] == []
    assert {table for table, text in every_value() if found_in(text)} == set()


def test_a_page_that_breaks_with_it_at_hand_logs_and_says_nothing(
    shelter: Shelter, house: House, monkeypatch: pytest.MonkeyPatch, searched: Searched
) -> None:
    def breaks(_shelter: Shelter, address: str, **_kept: object) -> None:
        logging.getLogger("malath").error("Not written: %s", address)
        raise ValueError(address)

    monkeypatch.setattr(shelters, "write_address", breaks)
    there = reverse("shelter:write_address", args=[shelter.reference])
    assert client_of(house.amal).post(there, {"address": ADDRESS}).status_code == 500
    assert searched.logged > 0


AT_THE_DOOR = re.compile(r"address_of|address_to_read|opened\(.address")


def test_nothing_else_in_the_program_reads_it() -> None:
    code = {
        str(path.relative_to(ROOT / "malath")) for path in ROOT.glob("malath/shelter/**/*.py")
        if "tests" not in path.parts and AT_THE_DOOR.search(path.read_text(encoding="utf-8"))
    }  # fmt: skip
    assert code == {"shelter/queries/place.py", "shelter/gates.py", "shelter/views.py"}


AS_WRITTEN = [
    ADDRESS, "<b>14 OLIVE&nbsp;ROAD</b>", "?q=olive+road", "at%20Olive%20Road", json.dumps({"at": "شارع الزيتون"}),
    "٣١.٩٥٤١", "call 06-5550177!", "(06) 555 0177", "\N{ARABIC LETTER KHAH INITIAL FORM}لف الطاحونة",
]  # fmt: skip


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_the_search_finds_it_however_it_is_written(text: str) -> None:
    assert found_in(text)
    assert found_in_bytes(text.encode())


@pytest.mark.parametrize("text", ["+96265550178", "Olive", "1.9541", "06 555 01771", "the old mill"])
def test_the_search_leaves_alone_what_leads_nowhere(text: str) -> None:
    assert found_in(text) == []


def test_the_search_reads_a_workbook_and_what_is_wrapped() -> None:
    assert found_in_bytes(book_of([["Where"], [PHRASE]]))
    assert found_in_bytes(b'{"pdf": "' + base64.b64encode(f"she stays {PHRASE}, ask there".encode()) + b'"}')
    assert found_in_bytes(PHRASE.encode("utf-16-le"))


def test_one_planted_leak_on_one_page_is_found(db: None, searched: Searched) -> None:
    """A desk that is called by its place, as somebody careless would name it."""
    make_desk(name_en=f"Admissions, {PHRASE}", services=[ServiceKind.SHELTER])
    client_of(make_user(Role.CASE_MANAGER, make_desk())).get(reverse("workday:directory"))
    logging.getLogger("malath").error(f"Somebody comes from {PHRASE}.")  # noqa: G004  # as nobody should
    assert {leak.split(": ")[0] for leak in searched.leaks} == {"GET workday:directory", "log of malath"}
    searched.leaks.clear()

"""Files kept with a case: sealed as they come, seen by who may see that part of the file, gone with the person."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import UnreadablePostError
from django.test import Client
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases.actions import CannotChange
from malath.cases.models import Case
from malath.cases.queries import attachments
from malath.cases.testing import make_attachment, make_case
from malath.documents import queries as documents
from malath.documents.actions import CannotTakeAway, Received, disk
from malath.documents.models import Attachment
from malath.documents.queries import Damaged
from malath.documents.testing import PLACE, make_office, make_pdf, make_picture, make_received
from malath.documents.words import AttachmentKind, Format, WhyTakenAway
from malath.foundation import keys, sealing
from malath.foundation.acts import act
from malath.foundation.sealing import Erased
from malath.foundation.testing import Clock
from malath.people.actions import erase
from malath.privacy.actions.retention import hold
from malath.privacy.models import File, Hold
from malath.privacy.testing import MONDAY, make_compartment
from malath.privacy.words import HoldKind, Section
from malath.workday.management.rotation import rewrap
from malath.workday.tick import tick

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("malath.documents.queries.attachments.folder", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def desk(people: Cast) -> Desk:
    return make_desk(make_agency(AgencyKind.ASSOCIATION))


@pytest.fixture
def nour(desk: Desk) -> User:
    return make_user(Role.CASE_MANAGER, desk, name_en="Nour")


@pytest.fixture
def own(desk: Desk, nour: User) -> Case:
    """A case that an association opened and stays on."""
    return make_case(desk, nour, name="Dana Alias")


def lying(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*/*") if path.is_file()]


def content(row: Attachment) -> bytes:
    return b"".join(documents.copy_of(row).chunks)


def taken(client: Client, case: Case, row: Attachment) -> tuple[int, bytes]:
    """A copy, read to its end."""
    answer = client.get(reverse("cases:take_attachment", args=[case.reference, row.reference]))
    return answer.status_code, b"".join(answer.streaming_content) if answer.streaming else b""  # type: ignore[attr-defined]  # by its answer


def sent(client: Client, case: Case, given: bytes | None = None, name: str = "photo.png", **typed: str) -> "Answer":
    file = SimpleUploadedFile(name, make_picture() if given is None else given)
    data = {"once": str(uuid4()), "kind": "photo", "section": "story", "title": "", "file": file, **typed}
    return client.post(reverse("cases:attachments", args=[case.reference]), data)


def test_it_is_kept_sealed_and_comes_out_as_it_was_cleaned(own: Case, desk: Desk, nour: User, folder: Path) -> None:
    row = make_attachment(own, desk=desk, by=nour)
    (path,) = lying(folder)
    assert (row.format, row.size, path.name) == (Format.PNG, len(content(row)), row.place)
    assert b"IHDR" in content(row)
    assert PLACE not in content(row)
    assert b"IHDR" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    event = Event.objects.get(name=Did.ATTACHMENT_KEPT)
    assert (event.by, event.subject, json.loads(event.facts)["kind"]) == (nour.reference, own.reference, "photo")


def test_a_file_of_one_person_does_not_open_for_another(own: Case, desk: Desk, nour: User) -> None:
    first, second = make_attachment(own, desk=desk, by=nour), make_attachment(make_case(desk, nour), desk=desk, by=nour)
    path = documents.path_of(second.place)
    path.write_bytes(documents.path_of(first.place).read_bytes())
    with pytest.raises(Damaged):
        content(second)


def test_who_erases_the_person_erases_the_file(own: Case, desk: Desk, nour: User, folder: Path) -> None:
    make_attachment(own, desk=desk, by=nour)
    erase(own.person, by=nour, at=MONDAY)
    assert documents.attachments_about(own.reference) == []
    with pytest.raises(Erased):
        content(Attachment.objects.select_related("key").get())
    tick(MONDAY + timedelta(minutes=1))
    assert lying(folder) == []
    assert Attachment.objects.get().gone_at is not None
    assert Event.objects.filter(name=Did.ATTACHMENT_GONE).exists()


def test_a_new_wrapping_key_touches_no_file_and_opens_every_one(own: Case, desk: Desk, nour: User, folder: Path) -> None:
    make_attachment(own, desk=desk, by=nour)
    (path,), before = lying(folder), keys.ring()
    was = path.read_bytes()
    newer = before.with_new_wrapping_key()
    with mock.patch.object(keys, "ring", return_value=newer), mock.patch.object(sealing, "newest", return_value=newer):
        rewrap(sealing.rewrapped([own.key]), by=nour, at=MONDAY)
        row = Attachment.objects.select_related("key").get()
        assert (row.key.wrapping_version, b"IHDR" in content(row)) == (newer.current, True)
    assert path.read_bytes() == was


def test_nothing_is_left_when_the_trace_fails(own: Case, desk: Desk, nour: User, folder: Path) -> None:
    with mock.patch.object(audit, "record", side_effect=OSError), suppress(OSError):
        make_attachment(own, desk=desk, by=nour)
    assert not Attachment.objects.exists()
    disk.sweep(MONDAY + timedelta(days=3650))
    assert lying(folder) == []


def test_nothing_is_left_when_the_bytes_stop_coming(own: Case, desk: Desk, nour: User, folder: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"%PDF-1.4" * 40_000
        raise UnreadablePostError

    with pytest.raises(UnreadablePostError):
        make_attachment(own, Received(Format.PDF, "0", broken), desk=desk, by=nour)
    assert (lying(folder), Attachment.objects.exists()) == ([], False)


def test_what_an_upload_that_was_cut_left_is_swept_and_nothing_else(own: Case, desk: Desk, nour: User, folder: Path) -> None:
    row = make_attachment(own, desk=desk, by=nour)
    (folder / "ab").mkdir(exist_ok=True)
    (folder / "ab" / "abcd.part").write_bytes(b"half")
    assert disk.sweep(MONDAY - timedelta(days=3650)) == 0
    assert disk.sweep(MONDAY + timedelta(days=3650)) == 1
    assert [path.name for path in lying(folder)] == [row.place]


def test_a_full_disk_is_told_and_leaves_nothing(own: Case, desk: Desk, nour: User, folder: Path) -> None:
    with mock.patch("os.fsync", side_effect=OSError(28, "full")), pytest.raises(OSError, match="full"):
        make_attachment(own, desk=desk, by=nour)
    assert lying(folder) == []


def test_a_closed_case_takes_in_no_file(own: Case, desk: Desk, nour: User, folder: Path) -> None:
    @act
    def close() -> None:
        Case.objects.filter(pk=own.pk).update(status="closed", closed_at=MONDAY)
        audit.record(Did.CASE_CLOSED, subject=own.reference, file=own.person.reference, by=nour, at=MONDAY)

    close()
    with pytest.raises(CannotChange):
        make_attachment(own, desk=desk, by=nour)
    assert lying(folder) == []


def test_the_same_form_twice_is_one_file(own: Case, desk: Desk, nour: User, folder: Path, client: Client) -> None:
    once = str(uuid4())
    signed_in(client, nour)
    assert [sent(client, own, once=once).status_code for _ in range(2)] == [302, 302]
    assert (Attachment.objects.count(), len(lying(folder))) == (1, 1)


@pytest.mark.parametrize(
    ("given", "name", "why"),
    [
        (b"", "a.pdf", "The file is empty."),
        (make_picture(), "a.pdf", "The file is not what the end of its name says."),
        (make_pdf().replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript >>"), "a.pdf", "This file can act by itself"),
        (b"MZ\x90\0", "a.jpg", "Files of this kind are not kept here."),
    ],
)
def test_a_file_that_is_not_kept_is_told_why_and_the_rest_stays(
    client: Client, own: Case, nour: User, given: bytes, name: str, why: str
) -> None:
    answer = sent(signed_in(client, nour), own, given, name, title="Her contract")
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert 'value="Her contract"' in answer.content.decode()
    assert not Attachment.objects.exists()


def test_a_form_without_a_file_is_told_so(client: Client, own: Case, nour: User) -> None:
    typed = {"once": str(uuid4()), "kind": "photo", "section": "story"}
    answer = signed_in(client, nour).post(reverse("cases:attachments", args=[own.reference]), typed)
    assert (answer.status_code, "Choose the file." in answer.content.decode()) == (422, True)


def test_a_file_beyond_the_limit_is_told_so(client: Client, own: Case, nour: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("malath.documents.uploads.MAX_FILE", 10)
    monkeypatch.setattr("malath.documents.uploads.FORM", 10)
    monkeypatch.setattr("malath.cases.attachment_views.MAX_FILE", 10)
    monkeypatch.setattr("django.conf.settings.FILE_UPLOAD_MAX_MEMORY_SIZE", 10)
    answer = sent(signed_in(client, nour), own)
    assert (answer.status_code, "larger than 50 MB" in answer.content.decode()) == (422, True)


def test_a_copy_has_a_name_that_says_nothing_and_is_saved_not_shown(client: Client, own: Case, desk: Desk, nour: User) -> None:
    row = make_attachment(own, make_received(make_pdf(), "Dana Alias passport.pdf"), desk=desk, by=nour)
    answer = signed_in(client, nour).get(reverse("cases:take_attachment", args=[own.reference, row.reference]))
    assert b"".join(answer.streaming_content) == make_pdf()  # type: ignore[attr-defined]  # by its answer
    assert answer["Content-Disposition"] == f'attachment; filename="{row.reference}.pdf"'
    assert (answer["X-Content-Type-Options"], answer["Content-Length"]) == ("nosniff", str(row.size))
    assert "no-store" in answer["Cache-Control"]
    event = Event.objects.get(name=Did.ATTACHMENT_TAKEN)
    assert (event.by, json.loads(event.facts)["attachment"]) == (nour.reference, row.reference)


def test_a_damaged_file_is_told_so(client: Client, own: Case, desk: Desk, nour: User) -> None:
    row = make_attachment(own, desk=desk, by=nour)
    documents.path_of(row.place).write_bytes(b"cut")
    answer = signed_in(client, nour).get(reverse("cases:take_attachment", args=[own.reference, row.reference]), follow=True)
    assert "This attachment is damaged or not there any more." in answer.content.decode()


def test_a_stranger_and_a_blocked_viewer_do_not_learn_that_it_exists(
    client: Client, own: Case, desk: Desk, nour: User, people: Cast
) -> None:
    row = make_attachment(own, desk=desk, by=nour)
    signed_in(client, people.zayd)
    for name, args in (("attachments", []), ("take_attachment", [row.reference])):
        assert client.get(reverse(f"cases:{name}", args=[own.reference, *args])).status_code == 404
    assert client.post(reverse("cases:take_attachment_away", args=[own.reference, row.reference])).status_code == 404


def test_a_desk_that_keeps_its_own_writing_sees_its_own_files_only(case: Case, people: Cast, client: Client) -> None:
    mine = make_attachment(case, desk=people.station, by=people.basim, title="Photo by the police")
    other = make_attachment(case, desk=people.shelter, by=people.amal, title="Photo by the shelter")
    page = signed_in(client, people.basim).get(reverse("cases:attachments", args=[case.reference])).content.decode()
    assert ("Photo by the police" in page, "Photo by the shelter" in page) == (True, False)
    assert taken(client, case, mine)[0] == 200
    assert taken(client, case, other)[0] == 404


def test_a_file_in_a_compartment_is_there_for_who_was_named(client: Client, own: Case, desk: Desk, nour: User) -> None:
    other, rana = make_user(Role.CASE_MANAGER, desk), make_user(Role.SUPERVISOR, desk)
    make_compartment(own.person, Section.HEALTH, desk, nour, giver=rana)
    signed_in(client, nour)
    assert sent(client, own, title="Burns", kind="medical", section="health").status_code == 302
    row = Attachment.objects.get()
    assert taken(client, own, row)[0] == 200
    assert "Burns" in client.get(reverse("cases:attachments", args=[own.reference])).content.decode()
    names = set(Event.objects.filter(facts__contains='"section":"health"').values_list("name", flat=True))
    assert {Did.SEALED_ATTACHMENT_KEPT, Did.SEALED_ATTACHMENT_TAKEN} <= names
    signed_in(client, other)
    assert "Burns" not in client.get(reverse("cases:attachments", args=[own.reference])).content.decode()
    assert taken(client, own, row)[0] == 404
    assert sent(client, own, section="health").status_code == 403


def test_a_file_is_taken_away_with_a_reason_and_stays_in_the_trail(
    client: Client, own: Case, desk: Desk, nour: User, folder: Path
) -> None:
    row = make_attachment(own, desk=desk, by=nour)
    away = reverse("cases:take_attachment_away", args=[own.reference, row.reference])
    signed_in(client, nour)
    assert client.get(away).status_code == 405
    assert "Say why the attachment is taken away." in client.post(away, follow=True).content.decode()
    page = client.post(away, {"because": "twice"}, follow=True).content.decode()
    assert ("It is here twice" in page, "Contract with Dana Alias" in page) == (True, False)
    assert taken(client, own, row)[0] == 404
    tick(MONDAY + timedelta(minutes=1))
    assert len(lying(folder)) == 1
    assert "twice" in Event.objects.get(name=Did.ATTACHMENT_TAKEN_AWAY).facts


def test_it_is_not_taken_away_twice_nor_by_another_desk(
    client: Client, case: Case, own: Case, desk: Desk, nour: User, people: Cast
) -> None:
    row = make_attachment(own, desk=desk, by=nour)
    cases.take_attachment_away(row, own, WhyTakenAway.ASKED, desk=desk, by=nour, at=MONDAY)
    with pytest.raises(CannotTakeAway):
        cases.take_attachment_away(row, own, WhyTakenAway.ASKED, desk=desk, by=nour, at=MONDAY)
    theirs = make_attachment(own, desk=people.shelter, by=people.amal)
    away = reverse("cases:take_attachment_away", args=[own.reference, theirs.reference])
    assert signed_in(client, nour).post(away, {"because": "twice"}).status_code == 403


def test_one_that_belongs_to_somebody_else_is_thrown_away_unless_an_order_holds_the_file(
    own: Case, desk: Desk, nour: User, folder: Path, clock: Clock
) -> None:
    row = make_attachment(own, desk=desk, by=nour)
    cases.take_attachment_away(row, own, WhyTakenAway.WRONG_PERSON, desk=desk, by=nour, at=MONDAY)
    hold(File.objects.get(person=own.person), kind=HoldKind.COURT, number="7/2026", by=nour, at=MONDAY)
    assert attachments.attachments_to_let_go() == []

    @act
    def end() -> None:
        Hold.objects.update(ended_at=MONDAY, ended_by=nour.reference)
        audit.record(Did.HOLD_ENDED, subject=own.reference, file=own.person.reference, by=nour, at=MONDAY)

    end()
    tick(MONDAY + timedelta(minutes=1))
    assert lying(folder) == []


def test_the_case_page_says_how_many_there_are(client: Client, own: Case, desk: Desk, nour: User) -> None:
    make_attachment(own, make_received(make_office(), "statement.docx"), kind=AttachmentKind.OTHER, desk=desk, by=nour)
    page = signed_in(client, nour).get(reverse("workday:case", args=[own.reference])).content.decode()
    assert "1 attachment" in page


def test_what_a_file_was_called_is_its_title_where_none_was_typed(client: Client, own: Case, nour: User) -> None:
    sent(signed_in(client, nour), own, name="صورة العقد.png")
    assert Attachment.objects.get().opened("title") == "صورة العقد"

"""What phones ask and send: known phones only, nothing twice, nothing written over, and nothing comes back."""

import base64
import hashlib
import io
import json
import logging
import re
import secrets
import zlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.acts import unguarded
from malath.foundation.logs import Formatter, Impersonal
from malath.foundation.testing import Clock
from malath.helpline.testing import MONDAY
from malath.questionnaires import instances, queries
from malath.questionnaires.actions import devices as device_actions
from malath.questionnaires.collect_views import LARGEST, MOST_WRONG
from malath.questionnaires.device_views import settings_of
from malath.questionnaires.models import Attachment, Device, Filling, Questionnaire, Version
from malath.questionnaires.testing import make_needs, make_published
from malath.questionnaires.tests.conftest import House
from malath.questionnaires.words import FilledState
from tests.journeys.openrosa import Phone

ANSWERS = {"called": "Amal", "safe": "refused", "kid": "B", "age": "5", "many": "1"}
MARK = "uuid:0f7d1f3c-6d0c-4a39-9c2e-0b8c1a2b3c4d"


@pytest.fixture
def token(house: House, clock: Clock) -> str:
    return device_actions.let_in(house.desk, by=house.zayd, at=MONDAY).token


@pytest.fixture
def phone(token: str, published: Version) -> Phone:
    return Phone(f"/collect/{token}")


def xml_of(phone: Phone, mark: str = "", **changed: str) -> bytes:
    return phone.filled(phone.fetched(phone.forms()[0]), {**ANSWERS, **changed}, mark)


def test_a_phone_fetches_what_is_published_and_what_the_list_promises(phone: Phone, published: Version) -> None:
    forms = phone.forms()
    assert [(one["formID"], one["version"], one["name"]) for one in forms] == [("needs", "1", "Needs at home")]
    assert phone.fetched(forms[0]).decode() == published.xform
    assert phone.asked(f"{phone.address}/formList?formID=other").content.count(b"<xform>") == 0


def test_it_sends_and_the_desk_has_it(phone: Phone, house: House, nour: Client) -> None:
    assert phone.may_send()
    answer = phone.sends(xml_of(phone))
    row = Filling.objects.select_related("key", "device").get(trial=False)
    assert answer.status_code == 201
    assert b"OpenRosaResponse" in answer.content
    assert answer["X-OpenRosa-Accept-Content-Length"] == str(LARGEST)
    assert (row.desk, row.state, row.by) == (house.desk, FilledState.FINISHED, row.device.reference if row.device else "")
    assert queries.answers_of(row)["home/safe"] == "refused"
    assert "Amal" in nour.get(f"/forms/filled/{row.reference}/").content.decode()
    assert Event.objects.filter(name=Did.FILLING_RECEIVED, subject=row.reference, by_kind="device").exists()


def test_what_came_is_kept_untouched(phone: Phone) -> None:
    xml = xml_of(phone)
    phone.sends(xml)
    assert queries.unpacked(Filling.objects.select_related("key").get(trial=False).opened("xml")) == xml


def test_the_same_bytes_twice_are_one(phone: Phone) -> None:
    xml = xml_of(phone, MARK)
    assert [phone.sends(xml).status_code for _ in range(3)] == [201, 202, 202]
    assert Filling.objects.filter(trial=False).count() == 1
    assert Device.objects.get().sent == 1


def test_other_bytes_under_the_same_mark_are_a_conflict_and_change_nothing(phone: Phone) -> None:
    phone.sends(xml_of(phone, MARK))
    assert phone.sends(xml_of(phone, MARK, called="Other")).status_code == 409
    assert queries.answers_of(Filling.objects.select_related("key").get(trial=False))["called"] == "Amal"


def test_an_edit_keeps_both(phone: Phone) -> None:
    phone.sends(xml_of(phone, MARK))
    edit = re.sub(
        rb"<((?:\w+:)?)instanceID>(.+?)</\1instanceID>",
        rb"<\1instanceID>\2</\1instanceID><\1deprecatedID>" + MARK.encode() + rb"</\1deprecatedID>",
        xml_of(phone, called="Amal, as she said later"),
    )
    assert phone.sends(edit).status_code == 201
    rows = list(Filling.objects.filter(trial=False).order_by("pk"))
    assert rows[1].deprecates == rows[0]


def test_a_form_that_was_retired_still_takes_what_was_filled_in_before(phone: Phone, house: House) -> None:
    xml = xml_of(phone)
    make_published(make_needs("2"), house.faris, house.rana, house.office, at=MONDAY)
    assert [one["version"] for one in phone.forms()] == ["2"]
    assert phone.sends(xml).status_code == 201


def test_what_fits_no_form_is_not_taken(phone: Phone) -> None:
    xml = xml_of(phone)
    assert phone.sends(xml.replace(b'version="1"', b'version="7"')).status_code == 404
    assert phone.sends(xml.replace(b'id="needs"', b'id="other"')).status_code == 404
    assert phone.sends(xml.replace(b"called>", b"spy>")).status_code == 400
    assert phone.sends(b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>").status_code == 400
    assert phone.sends(xml, photo__jpg=b"x").status_code == 400
    assert phone.client.post(f"{phone.address}/submission", {"other": "x"}).status_code == 400
    assert phone.client.post(f"{phone.address}/submission", b"x", content_type="multipart/form-data").status_code == 400
    assert not Filling.objects.filter(trial=False).exists()


def test_answers_that_break_a_rule_are_kept_and_said_to_break_it(phone: Phone, nour: Client) -> None:
    assert phone.sends(xml_of(phone, age="40")).status_code == 201
    row = Filling.objects.get(trial=False)
    assert "1 answer does not fit" in nour.get(f"/forms/filled/{row.reference}/").content.decode()


def test_what_is_too_large_is_refused_before_it_is_read(phone: Phone) -> None:
    assert phone.sends(b"<x>" + b" " * LARGEST + b"</x>").status_code == 413


def test_what_does_not_say_how_long_it_is_is_taken_too(phone: Phone) -> None:
    xml = xml_of(phone)
    body = (
        b'--b\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="a.xml"\r\nContent-Type: text/xml\r\n\r\n'
    )
    body += xml + b"\r\n--b--\r\n"
    extra: Any = {
        "HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": "", "CONTENT_TYPE": "multipart/form-data; boundary=b",
        "wsgi.input": io.BytesIO(body),
    }  # fmt: skip
    answer = phone.client.generic("POST", f"{phone.address}/submission", **extra)
    assert answer.status_code == 201, answer.content


def test_shut_out_it_is_as_one_that_never_was(phone: Phone, house: House, token: str) -> None:
    xml, device = xml_of(phone), Device.objects.get()
    device_actions.shut_out(device, by=house.zayd, at=MONDAY)
    for path in ("formList", "submission"):
        shut, never = phone.asked(f"/collect/{token}/{path}"), phone.asked(f"/collect/{secrets.token_urlsafe(32)}/{path}")
        assert (shut.status_code, shut.content) == (never.status_code, never.content) == (404, never.content)
    assert phone.sends(xml).status_code == 404


def test_a_token_that_never_was_costs_the_same_statements(phone: Phone, token: str, house: House) -> None:
    device_actions.shut_out(Device.objects.get(), by=house.zayd, at=MONDAY)
    with CaptureQueriesContext(connection) as shut:
        phone.asked(f"/collect/{token}/formList")
    with CaptureQueriesContext(connection) as never:
        phone.asked(f"/collect/{secrets.token_urlsafe(32)}/formList")
    assert len(shut) == len(never) == 1


def test_a_token_runs_out(phone: Phone, clock: Clock) -> None:
    assert phone.may_send()
    clock.at += timedelta(days=180)
    assert not phone.may_send()


def test_who_tries_tokens_is_kept_out_for_an_hour(phone: Phone) -> None:
    for _ in range(MOST_WRONG):
        phone.asked(f"/collect/{secrets.token_urlsafe(32)}/formList")
    assert not phone.may_send()


def test_no_answer_sets_a_cookie_or_leads_elsewhere(phone: Phone) -> None:
    for answer in (phone.asked(f"{phone.address}/formList"), phone.sends(xml_of(phone)), phone.asked("/collect/x/formList")):
        assert not answer.cookies
        assert "Location" not in answer


def test_nothing_comes_back_from_what_was_sent(phone: Phone) -> None:
    phone.sends(xml_of(phone))
    row = Filling.objects.get(trial=False)
    for path in (f"submission/{row.reference}", f"forms/{row.reference}.xml", "submission"):
        assert phone.asked(f"{phone.address}/{path}").status_code in (404, 405)


def test_a_manifest_is_empty_so_no_list_of_people_is_ever_on_a_phone(phone: Phone, published: Version) -> None:
    answer = phone.asked(f"{phone.address}/forms/{published.reference}/manifest")
    assert answer.status_code == 200
    assert b"mediaFile" not in answer.content


def test_a_phone_of_one_body_sees_no_form_of_another(phone: Phone, house: House, clock: Clock, huda: Client) -> None:
    other = device_actions.let_in(house.station, by=house.zayd, at=MONDAY).token
    with unguarded():
        Questionnaire.objects.update(agency=house.desk.agency)
    assert Phone(f"/collect/{other}").forms() == []
    assert len(phone.forms()) == 1


def test_its_token_is_kept_as_a_keyed_hash_and_shown_once(zayd: Client, house: House, clock: Clock) -> None:
    page = zayd.post("/forms/phones/", {"desk": house.desk.reference}).content.decode()
    device = Device.objects.get()
    address = page.split("/collect/")[1][:43]
    assert queries.device_of(address, MONDAY) == device
    assert address not in str(Device.objects.values().get())
    assert "<svg" in page
    assert "/collect/" not in zayd.get("/forms/phones/").content.decode()
    assert not Event.objects.filter(facts__icontains=address).exists()


def test_who_looks_after_phones(amal: Client, huda: Client, basim: Client, house: House, clock: Clock) -> None:
    device_actions.let_in(house.station, by=house.zayd, at=MONDAY)
    device = Device.objects.get()
    assert amal.get("/forms/phones/").status_code == 403
    assert huda.post(f"/forms/phones/{device.reference}/shut-out/").status_code == 403
    assert huda.post("/forms/phones/", {"desk": house.station.reference}).status_code == 422
    assert huda.post("/forms/phones/", {"desk": house.desk.reference}).status_code == 200


def test_a_phone_is_shut_out_on_the_page(zayd: Client, phone: Phone, house: House) -> None:
    device = Device.objects.get()
    zayd.post(f"/forms/phones/{device.reference}/shut-out/")
    assert not phone.may_send()
    assert zayd.get(f"/forms/phones/{device.reference}/shut-out/").status_code == 405


def test_the_square_is_what_collect_reads() -> None:
    told = json.loads(zlib.decompress(base64.b64decode(settings_of("https://example.org/collect/x"))))
    assert told["general"]["server_url"] == "https://example.org/collect/x"
    assert "password" not in told["general"]


def test_no_log_line_holds_a_token(phone: Phone, token: str) -> None:
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    handler = Kept()
    handler.setFormatter(Formatter())
    handler.addFilter(Impersonal())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    before = logger.level
    logger.setLevel(logging.DEBUG)
    try:
        phone.asked(f"{phone.address}/forms/2222-2222-2222.xml")
        phone.sends(b"broken")
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
    assert lines
    assert not any(token in line for line in lines)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_whatever_is_sent_is_answered(phone: Phone, noise: bytes) -> None:
    assert phone.sends(noise).status_code in (400, 404, 429)
    raw = phone.client.post(f"{phone.address}/submission", noise, content_type="multipart/form-data; boundary=b")
    assert raw.status_code in (400, 429)


KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PUBLIC = base64.b64encode(KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


def sealed_by_a_phone(xml: bytes, mark: str) -> tuple[bytes, bytes]:
    """What Collect makes of a filled form with the public key: the manifest, and the sealed form."""
    secret = secrets.token_bytes(32)
    start = bytearray(hashlib.md5(mark.encode() + secret, usedforsecurity=False).digest())
    start[0] = (start[0] + 1) % 256
    padder, writer = PKCS7(128).padder(), Cipher(AES(secret), CFB(bytes(start))).encryptor()
    sealed = writer.update(padder.update(xml) + padder.finalize()) + writer.finalize()
    wrapped = base64.b64encode(KEY.public_key().encrypt(secret, OAEP(MGF1(SHA256()), SHA256(), None))).decode()
    manifest = (
        f'<data xmlns="http://opendatakit.org/submissions" encrypted="yes" id="needs" version="1">'
        f"<base64EncryptedKey>{wrapped}</base64EncryptedKey>"
        f'<orx:meta xmlns:orx="http://openrosa.org/xforms"><orx:instanceID>{mark}</orx:instanceID></orx:meta>'
        f"<encryptedXmlFile>submission.xml.enc</encryptedXmlFile></data>"
    )
    return manifest.encode(), sealed


@pytest.fixture
def sealing(house: House, token: str) -> Phone:
    make_published(make_needs(public_key=PUBLIC), house.faris, house.rana, house.office, at=MONDAY)
    return Phone(f"/collect/{token}")


def key_file(folder: Path, key: Any = KEY) -> str:
    path = folder / "key.pem"
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return str(path)


def test_what_a_phone_sealed_is_taken_unread_and_opened_with_the_private_key(
    sealing: Phone, nour: Client, tmp_path: Path
) -> None:
    manifest, sealed = sealed_by_a_phone(xml_of(sealing, MARK), MARK)
    assert sealing.sends(manifest, submission__xml__enc=sealed).status_code == 201
    row = Filling.objects.get(trial=False)
    assert (row.state, row.answers) == (FilledState.SEALED, None)
    assert "Amal" not in nour.get(f"/forms/filled/{row.reference}/").content.decode()
    call_command("open_forms", key_file(tmp_path))
    row = Filling.objects.select_related("key").get(pk=row.pk)
    assert row.state == FilledState.FINISHED
    assert queries.answers_of(row)["called"] == "Amal"
    assert instances.open_envelope(queries.unpacked(row.opened("xml"))).instance_id == MARK


def test_another_key_opens_nothing(sealing: Phone, tmp_path: Path) -> None:
    manifest, sealed = sealed_by_a_phone(xml_of(sealing, MARK), MARK)
    sealing.sends(manifest, submission__xml__enc=sealed)
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    call_command("open_forms", key_file(tmp_path, other))
    assert Filling.objects.get(trial=False).state == FilledState.SEALED


def test_a_file_that_comes_later_is_added(sealing: Phone, tmp_path: Path) -> None:
    manifest, sealed = sealed_by_a_phone(xml_of(sealing, MARK), MARK)
    assert sealing.sends(manifest).status_code == 201
    assert sealing.sends(manifest, submission__xml__enc=sealed).status_code == 202
    assert sealing.sends(manifest, submission__xml__enc=b"other").status_code == 202
    assert Attachment.objects.count() == 1
    call_command("open_forms", key_file(tmp_path))
    assert Filling.objects.get(trial=False).state == FilledState.FINISHED


def test_a_form_that_is_sealed_on_phones_is_not_taken_in_plain(sealing: Phone) -> None:
    assert sealing.sends(xml_of(sealing)).status_code == 400

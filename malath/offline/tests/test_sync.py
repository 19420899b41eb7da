"""What a phone sends is kept once, sealed as it came, and only when that phone signed it."""

import json
from base64 import b64decode, b64encode
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation import clock
from malath.offline import actions, envelope
from malath.offline.models import Device, Packet
from malath.offline.testing import ADULT, make_phone
from malath.offline.tests.conftest import Field
from malath.offline.words import WhyEnded


def sealed_in(record: dict[str, str]) -> bytes:
    return b"".join(b64decode(record[name]) for name in ("epk", "iv", "data"))


def test_it_keeps_what_came_sealed_as_it_came_and_says_so(field: Field, client: Client) -> None:
    record = field.phone.record(ADULT)
    said = field.phone.send(client, record)
    packet = Packet.objects.get()
    assert bytes(packet.sealed or b"") == sealed_in(record)
    assert said["receipts"] == {record["id"]: bytes(packet.mark).hex()}
    assert b"passport" not in bytes(packet.sealed or b"")
    event = Event.objects.get(name=Did.PACKETS_RECEIVED)
    assert (event.by, event.by_kind, event.subject) == (field.phone.reference, "device", field.phone.reference)


def test_it_keeps_a_repeat_once_and_says_so_again(field: Field, client: Client) -> None:
    record = field.phone.record(ADULT)
    first, second = field.phone.send(client, record), field.phone.send(client, record, record)
    assert first["receipts"] == second["receipts"]
    assert Packet.objects.count() == 1


def test_other_bytes_under_the_same_mark_get_no_receipt_and_change_nothing(field: Field, client: Client) -> None:
    uid = uuid4()
    first, other = field.phone.record(ADULT, uid=uid), field.phone.record(ADULT, uid=uid)
    field.phone.send(client, first)
    assert field.phone.send(client, other)["receipts"] == {}
    assert bytes(Packet.objects.get().sealed or b"") == sealed_in(first)


def test_it_needs_neither_session_nor_cookie_and_sets_none(field: Field) -> None:
    client = Client(enforce_csrf_checks=True)
    body = field.phone.batch([])
    response = field.phone.post(client, body)
    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"


def test_it_takes_a_record_that_a_colleague_carries(field: Field, client: Client) -> None:
    record = field.phone.record(ADULT)
    said = field.other_phone.send(client, record)
    packet = Packet.objects.get()
    assert list(said["receipts"]) == [record["id"]]
    assert (packet.device, packet.carrier) == (field.phone.device, field.other_phone.device)


@pytest.mark.parametrize("part", ["epk", "iv", "data", "sig"])
def test_a_record_that_was_changed_on_the_way_gets_no_receipt(field: Field, client: Client, part: str) -> None:
    record = field.phone.record(ADULT)
    raw = bytearray(b64decode(record[part]))
    raw[-1] ^= 1
    assert field.phone.send(client, record | {part: b64encode(raw).decode()})["receipts"] == {}
    assert not Packet.objects.exists()


@pytest.mark.parametrize("part", ["id", "device", "key", "sig"])
def test_a_record_under_another_name_gets_no_receipt(field: Field, client: Client, part: str) -> None:
    record = field.phone.record(ADULT)
    other = field.other_phone.record(ADULT) | {"key": "2222-2222-2222"}
    assert field.phone.send(client, record | {part: other[part]})["receipts"] == {}


def test_a_phone_of_another_body_brings_nothing_of_ours(field: Field, client: Client) -> None:
    foreign = make_phone(field.stranger, field.elsewhere)
    assert foreign.send(client, field.phone.record(ADULT))["receipts"] == {}
    assert field.phone.send(client, foreign.record(ADULT))["receipts"] == {}


def test_one_bad_record_does_not_keep_the_others_out(field: Field, client: Client) -> None:
    good = field.phone.record(ADULT)
    said = field.phone.send(client, {"id": "none"}, good, good | {"id": str(uuid4())})
    assert list(said["receipts"]) == [good["id"]]


def test_a_phone_that_never_was_and_a_wrong_signature_get_the_same_answer(field: Field, client: Client) -> None:
    body = field.phone.batch([field.phone.record(ADULT)])
    unsigned = field.phone.post(client, body, signature=b"")
    wrong = field.phone.post(client, body, signature=field.other_phone.sign(envelope.batch_signed(field.phone.reference, body)))
    headers = {"X-Phone": "2222-2222-2222", "X-Signature": b64encode(field.phone.sign(body)).decode()}
    never = client.post("/field/sync/", data=body, content_type="application/json", headers=headers)
    nothing = client.post("/field/sync/", data=body, content_type="application/json")
    answers = {(one.status_code, one.content) for one in (unsigned, wrong, never, nothing)}
    assert len(answers) == 1
    assert unsigned.status_code == 403
    assert not Packet.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{}", b'{"sent_at": 1, "records": []}', b'{"sent_at": "2026-11-28T10:00:00", "records": []}',
        b'{"sent_at": "2026-11-28T10:00:00+00:00", "records": 7}', b"[" * 100_000, b"\xff\xfe",
    ],
)  # fmt: skip
def test_what_is_no_batch_is_refused_and_breaks_nothing(field: Field, client: Client, body: bytes) -> None:
    assert field.phone.post(client, body).status_code == 400


@pytest.mark.parametrize("record", [None, 1, "x", [], {}, {"id": 1}, {"id": str(UUID(int=0))}])
def test_what_is_no_record_is_left_aside(field: Field, client: Client, record: object) -> None:
    body = json.dumps({"sent_at": clock.now().isoformat(), "records": [record]}).encode()
    assert field.phone.post(client, body).json()["receipts"] == {}


def test_more_than_a_batch_or_a_day_holds_is_refused(field: Field, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [{"id": "x"}] * 101
    assert field.phone.post(client, field.phone.batch(many)).status_code == 400
    monkeypatch.setattr("malath.offline.field_views.IN_A_DAY", 1)
    field.phone.send(client, field.phone.record(ADULT))
    assert field.phone.post(client, field.phone.batch([field.phone.record(ADULT)])).status_code == 429


def test_it_keeps_by_how_much_the_clock_of_the_phone_is_wrong(field: Field, client: Client) -> None:
    slow = clock.now() - timedelta(hours=2)
    field.phone.send(client, field.phone.record(ADULT, at=slow), sent_at=slow)
    device = Device.objects.get(pk=field.phone.device.pk)
    assert device.skew is not None
    assert abs(device.skew - 7200) < 60
    assert Packet.objects.get().skew == device.skew


def test_a_phone_that_was_ended_is_told_so_and_what_it_brings_is_kept(field: Field, client: Client) -> None:
    actions.end_device(field.phone.device, why=WhyEnded.LOST, by=field.rana, at=clock.now())
    record = field.phone.record(ADULT)
    said = field.phone.send(client, record)
    assert said["ended"]
    assert said["pack"] is None
    assert list(said["receipts"]) == [record["id"]]


def test_what_is_taken_along_comes_again_only_when_it_changed(field: Field, client: Client) -> None:
    pack = field.phone.send(client)["pack"]
    assert pack["key"]["id"]
    assert [one["asks"] for one in pack["desks"]] == [{"shelter": ["C3", "C8"]}]
    again = field.phone.post(client, field.phone.batch([], pack=pack["mark"])).json()
    assert again["pack"] is None
    actions.renew_key(field.inspection.agency, by=field.hala, at=clock.now())
    assert field.phone.post(client, field.phone.batch([], pack=pack["mark"])).json()["pack"]["key"] != pack["key"]


def test_what_is_taken_along_names_no_place_and_nobody(field: Field, client: Client) -> None:
    text = json.dumps(field.phone.send(client)["pack"])
    assert field.rana.name_en not in text
    assert "governorate" not in text


def test_it_takes_a_fixed_number_of_statements(field: Field, client: Client) -> None:
    field.phone.send(client)
    counts = set()
    for size in (1, 5):
        records = [field.phone.record(ADULT) for _ in range(size)]
        with CaptureQueriesContext(connection) as seen:
            field.phone.send(client, *records)
        counts.add(len(seen))
    assert len(counts) == 1

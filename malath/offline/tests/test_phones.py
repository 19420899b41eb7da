"""Enrolling a phone, ending one, and the key of a body."""

import re
from base64 import b64encode
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.test import Client
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.testing import signed_in
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation import clock
from malath.offline import actions, queries
from malath.offline.actions import CannotDo
from malath.offline.models import Device, SealingKey
from malath.offline.testing import make_phone
from malath.offline.tests.conftest import Field
from malath.offline.words import DeviceName, Reason, WhyEnded

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


def proven(client: Client, user: User, *, ago: timedelta = timedelta()) -> Client:
    """Signed in, the second factor shown some time ago."""
    signed_in(client, user)
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "mfa", "at": (clock.now() - ago).timestamp(), "type": "totp"}]
    session.save()
    return client


def point() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def typed(field: Field, **changed: str) -> dict[str, str]:
    return {"name": "cedar", "desk": field.inspection.reference, "public": b64encode(point()).decode(), **changed}


def test_it_enrols_a_phone_and_gives_it_what_it_takes_along(field: Field, client: Client) -> None:
    answer = proven(client, field.rana).post(reverse("offline:enrol"), typed(field))
    device = Device.objects.get(name="cedar")
    pack = answer.json()["pack"]
    assert (device.user, device.desk) == (field.rana, field.inspection)
    assert pack["device"] == device.reference
    assert pack["key"]["public"] == b64encode(bytes(SealingKey.objects.get(agency=field.inspection.agency).public)).decode()
    event = Event.objects.filter(name=Did.DEVICE_ENROLLED).latest("pk")
    assert (event.subject, event.by) == (device.reference, field.rana.reference)


def test_it_needs_a_second_factor_shown_just_now(field: Field, client: Client) -> None:
    proven(client, field.rana, ago=timedelta(minutes=6))
    assert client.get(reverse("offline:enrol")).status_code == 302
    assert client.post(reverse("offline:enrol"), typed(field)).status_code == 409
    assert Device.objects.filter(user=field.rana).count() == 1


def test_it_refuses_what_is_no_key(field: Field, client: Client) -> None:
    proven(client, field.rana)
    for wrong in ("", "AAAA", "no base64 at all", b64encode(b"\4" + b"\1" * 64).decode()):
        assert client.post(reverse("offline:enrol"), typed(field, public=wrong)).status_code == 422
    assert Device.objects.filter(user=field.rana).count() == 1


def test_it_refuses_a_desk_of_others(field: Field, client: Client) -> None:
    answer = proven(client, field.rana).post(reverse("offline:enrol"), typed(field, desk=field.elsewhere.reference))
    assert answer.status_code == 422


def test_it_refuses_a_fourth_phone_and_a_name_that_is_taken(field: Field) -> None:
    with pytest.raises(CannotDo) as refused:
        make_phone(field.rana, field.inspection)
    assert refused.value.reasons == [Reason.NAME_TAKEN]
    for name in (DeviceName.FIG, DeviceName.OAK):
        make_phone(field.rana, field.inspection, name=name)
    with pytest.raises(CannotDo) as refused:
        make_phone(field.rana, field.inspection, name=DeviceName.PINE)
    assert refused.value.reasons == [Reason.TOO_MANY]


def test_its_holder_ends_it(field: Field, client: Client) -> None:
    signed_in(client, field.rana).post(reverse("offline:end", args=[field.phone.reference]), {"why": "lost"})
    device = Device.objects.get(pk=field.phone.device.pk)
    assert (device.why_ended, device.ended_by) == (WhyEnded.LOST, field.rana.reference)
    assert Event.objects.get(name=Did.DEVICE_ENDED).subject == device.reference
    with pytest.raises(CannotDo):
        actions.end_device(device, why=WhyEnded.LOST, by=field.rana, at=clock.now())


def test_who_looks_after_the_body_ends_it(field: Field, client: Client) -> None:
    signed_in(client, field.hala).post(reverse("offline:end", args=[field.phone.reference]), {"why": "taken"})
    assert Device.objects.get(pk=field.phone.device.pk).ended_at is not None


@pytest.mark.parametrize("who", ["nour", "stranger"])
def test_nobody_else_learns_that_it_exists(field: Field, client: Client, who: str) -> None:
    signed_in(client, getattr(field, who))
    theirs = client.post(reverse("offline:end", args=[field.phone.reference]), {"why": "lost"})
    never = client.post(reverse("offline:end", args=["2222-2222-2222"]), {"why": "lost"})
    assert theirs.status_code == never.status_code == 404
    assert TOKEN.sub(b"", theirs.content) == TOKEN.sub(b"", never.content)
    assert Device.objects.get(pk=field.phone.device.pk).ended_at is None


def test_it_is_ended_by_a_button_and_not_by_a_link(field: Field, client: Client) -> None:
    assert signed_in(client, field.rana).get(reverse("offline:end", args=[field.phone.reference])).status_code == 405


def test_the_page_shows_own_phones_and_to_who_looks_after_the_body_all(field: Field, client: Client) -> None:
    own = signed_in(client, field.rana).get(reverse("offline:phones")).content.decode()
    every = signed_in(client, field.hala).get(reverse("offline:phones")).content.decode()
    assert field.rana.name_en not in own.partition("<main")[2]
    assert field.rana.name_en in every
    assert field.nour.name_en in every


def test_a_new_key_leaves_the_one_before_in_place(field: Field, client: Client) -> None:
    before = queries.key_in_use(field.inspection.agency)
    signed_in(client, field.hala).post(reverse("offline:renew_key"))
    now = queries.key_in_use(field.inspection.agency)
    assert before is not None
    assert now is not None
    assert before.pk != now.pk
    assert SealingKey.objects.get(pk=before.pk).replaced_at is not None
    assert SealingKey.objects.get(pk=before.pk).opened("private")


def test_an_inspector_makes_no_new_key(field: Field, client: Client) -> None:
    assert signed_in(client, field.rana).post(reverse("offline:renew_key")).status_code == 403


def test_it_leaves_nothing_behind_when_the_trace_fails(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("malath.audit.actions.record", fail)
    with pytest.raises(RuntimeError):
        make_phone(field.rana, field.inspection, name=DeviceName.OAK)
    assert not Device.objects.filter(name=DeviceName.OAK).exists()

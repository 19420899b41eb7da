"""A record that waits at the desk: who sees it, and what they do with it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from malath.accounts.testing import signed_in
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases.models import Case
from malath.foundation import clock
from malath.offline import work
from malath.offline.models import Packet
from malath.offline.testing import ADULT
from malath.offline.tests.conftest import Field
from malath.offline.words import PacketState
from malath.privacy.testing import make_block
from malath.referrals.models import Referral

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def packet(field: Field, client: Client) -> Packet:
    """An emergency that was written on a phone: the case is there, the referral waits."""
    wanted = {
        "desk": field.shelter.reference,
        "type": "shelter",
        "urgency": "emergency",
        "reason": "A bed.",
        "C3": "yes",
        "C8": "yes",
        "language": "am",
    }
    field.phone.send(client, field.phone.record({**ADULT, "refer": [wanted]}))
    work.go_on(clock.now)
    return Packet.objects.get()


def url(packet: Packet, name: str = "record") -> str:
    return reverse(f"offline:{name}", args=[packet.reference])


@pytest.mark.parametrize("who", ["rana", "nour", "hala"])
def test_who_opens_cases_at_the_desk_reads_it_and_that_is_recorded(
    field: Field, client: Client, packet: Packet, who: str
) -> None:
    page = signed_in(client, getattr(field, who)).get(url(packet))
    text = page.content.decode()
    assert page.status_code == 200
    assert ADULT["words"] in text
    assert "A bed." in text
    assert Event.objects.get(name=Did.PACKET_VIEWED).by == getattr(field, who).reference


def test_a_stranger_gets_what_a_record_that_never_was_gives(field: Field, client: Client, packet: Packet) -> None:
    signed_in(client, field.stranger)
    theirs, never = client.get(url(packet)), client.get(reverse("offline:record", args=["2222-2222-2222"]))
    assert theirs.status_code == never.status_code == 404
    content = TOKEN.sub(b"", theirs.content).replace(packet.reference.encode(), b"2222-2222-2222")
    assert content == TOKEN.sub(b"", never.content)


@pytest.mark.parametrize("name", ["again", "aside"])
def test_it_needs_post(field: Field, client: Client, packet: Packet, name: str) -> None:
    assert signed_in(client, field.rana).get(url(packet, name)).status_code == 405


def test_who_is_kept_out_of_the_file_gets_404(field: Field, client: Client, packet: Packet) -> None:
    make_block(Case.objects.get().person, user=field.nour, at=clock.now())
    assert signed_in(client, field.nour).get(url(packet)).status_code == 404
    assert client.post(url(packet, "again")).status_code == 404


def test_reading_it_in_again_forces_nothing(field: Field, client: Client, packet: Packet) -> None:
    signed_in(client, field.nour).post(url(packet, "again"))
    packet.refresh_from_db()
    assert packet.state == PacketState.HELD
    assert Referral.objects.get().sent_at is None


def test_once_its_referral_was_sent_by_a_person_it_is_done(field: Field, client: Client, packet: Packet) -> None:
    signed_in(client, field.rana)
    client.post(reverse("referrals:send", args=[Referral.objects.get().reference]))
    assert client.post(url(packet, "again")).status_code == 302
    packet.refresh_from_db()
    assert packet.state == PacketState.DONE


def test_it_is_set_aside_with_what_became_of_it(field: Field, client: Client, packet: Packet) -> None:
    signed_in(client, field.nour)
    assert client.post(url(packet, "aside"), {}).status_code == 422
    assert client.post(url(packet, "aside"), {"how": "typed"}).status_code == 302
    packet.refresh_from_db()
    assert (packet.state, packet.sealed) == (PacketState.SET_ASIDE, None)
    assert client.get(url(packet)).status_code == 404


def test_the_list_takes_a_fixed_number_of_statements_and_names_nobody(field: Field, client: Client, packet: Packet) -> None:
    text = signed_in(client, field.nour).get(reverse("offline:records")).content.decode()
    assert packet.reference in text
    assert str(ADULT["words"]) not in text
    assert field.rana.name_en not in text

"""Fifty records over a connection that breaks at every point, and a worker that is killed at every point: all arrive, once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from malath.cases.models import Case
from malath.foundation import clock
from malath.offline import queries
from malath.offline.models import Packet
from malath.offline.replay import replay
from malath.offline.testing import ADULT
from malath.offline.tests.conftest import Field
from malath.offline.words import PacketState
from malath.referrals.models import Referral

AT_ONCE, EVERY = 10, 11


class Killed(BaseException):
    """Nobody catches this on the way."""


@contextmanager
def killed_at(number: int) -> Iterator[None]:
    """The process ends at its so-and-so-many-th statement."""
    seen = 0

    def count(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        nonlocal seen
        seen += 1
        if seen > number:
            raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield


def test_fifty_records_arrive_once_however_the_connection_breaks(field: Field, client: Client) -> None:
    outbox = {one["id"]: one for one in (field.phone.record(ADULT) for _ in range(50))}
    ways = iter(["half", "lost", "killed", "well"] * 50)
    tries = 0
    while outbox:
        tries += 1
        body, way = field.phone.batch(list(outbox.values())[:AT_ONCE]), next(ways)
        if way == "half":
            assert field.phone.post(client, body[: len(body) // 2], signature=field.phone.sign(body)).status_code == 403
        elif way == "killed":
            with pytest.raises(Killed), killed_at(tries % 9):
                field.phone.post(client, body)
        else:
            said = field.phone.post(client, body).json()
            outbox = outbox if way == "lost" else {uid: one for uid, one in outbox.items() if uid not in said["receipts"]}
    assert Packet.objects.count() == 50
    assert Packet.objects.values("uid").distinct().count() == 50


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_any_point_reads_a_record_in_once(field: Field, client: Client) -> None:
    wanted = {
        "desk": field.shelter.reference, "type": "shelter", "urgency": "urgent", "reason": "A bed.", "C3": "yes", "C8": "yes",
        "language": "am",
    }  # fmt: skip
    field.phone.send(client, field.phone.record({**ADULT, "refer": [wanted]}))
    packet, number = Packet.objects.get(), 0
    while packet.state != PacketState.DONE:
        try:
            with killed_at(number):
                packet = replay(queries.fresh(packet), at=clock.now())
        except Killed:
            number += EVERY
        assert Case.objects.count() <= 1
        assert Referral.objects.count() <= 1
    assert number > EVERY
    assert (Case.objects.count(), Referral.objects.count()) == (1, 1)

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from malath.audit import actions as audit
from malath.audit import queries
from malath.audit.models import Checkpoint, Event, Head, Shown
from malath.audit.rules import merkle_root
from malath.audit.testing import erasable
from malath.audit.tests.trail import FILE, NOW, OTHER, change, some_events
from malath.foundation.testing import at_once

pytestmark = pytest.mark.django_db
CHAIN = f"file:{FILE}"


def second() -> Event:
    return Event.objects.get(chain=CHAIN, number=2)


def change_a_word() -> None:
    Event.objects.filter(pk=second().pk).update(facts='{"step":"9"}')


def change_who() -> None:
    Event.objects.filter(pk=second().pk).update(by="CCCC-CCCC-CCCC")


def change_when() -> None:
    Event.objects.filter(pk=second().pk).update(at=NOW - timedelta(days=1))


def change_the_subject_of_the_first() -> None:
    Event.objects.filter(chain=CHAIN, number=1).update(subject=OTHER)


def remove_from_the_middle() -> None:
    second().delete()


def remove_the_last() -> None:
    Event.objects.get(chain=CHAIN, number=3).delete()


def remove_the_last_and_mend_the_head() -> None:
    remove_the_last()
    Head.objects.filter(pk=CHAIN).update(number=2)


def swap_two() -> None:
    Event.objects.filter(chain=CHAIN, number=3).update(number=9)
    Event.objects.filter(chain=CHAIN, number=2).update(number=3)
    Event.objects.filter(chain=CHAIN, number=9).update(number=2)


def move_to_another_chain() -> None:
    Event.objects.filter(chain=CHAIN, number=3).update(chain=f"file:{OTHER}", number=2)


def remove_a_head() -> None:
    Head.objects.filter(pk=CHAIN).delete()


@pytest.mark.parametrize(
    "tamper",
    [
        change_a_word,
        change_who,
        change_when,
        change_the_subject_of_the_first,
        remove_from_the_middle,
        remove_the_last,
        remove_the_last_and_mend_the_head,
        swap_two,
        move_to_another_chain,
        remove_a_head,
    ],
)
def test_tampering_is_found_without_any_checkpoint(tamper: Callable[[], None]) -> None:
    some_events()
    with erasable():
        tamper()
    faults = queries.verify().faults
    assert any(fault.startswith(CHAIN) for fault in faults)


def test_a_whole_trail_has_no_faults() -> None:
    some_events()
    audit.checkpoint(at=NOW)
    change(minute=9)
    audit.checkpoint(at=NOW)
    verdict = queries.verify()
    assert (verdict.events, verdict.chains, verdict.checkpoints, verdict.faults) == (6, 3, 2, ())


def remove_a_whole_chain() -> None:
    Event.objects.filter(chain=f"file:{OTHER}").delete()
    Head.objects.filter(pk=f"file:{OTHER}").delete()


def replace_the_signature() -> None:
    Checkpoint.objects.update(signature=b"\1" * 64)


@pytest.mark.parametrize("tamper", [remove_a_whole_chain, replace_the_signature])
def test_what_the_chains_do_not_show_the_checkpoint_does(tamper: Callable[[], None]) -> None:
    some_events()
    audit.checkpoint(at=NOW)
    with erasable():
        tamper()
    assert [fault for fault in queries.verify().faults if fault.startswith("checkpoint")]


def test_a_forged_root_breaks_the_checkpoints_after_it() -> None:
    some_events()
    audit.checkpoint(at=NOW)
    change(minute=9)
    audit.checkpoint(at=NOW)
    first = Checkpoint.objects.order_by("last_event").first()
    assert first is not None
    with erasable():
        Checkpoint.objects.filter(pk=first.pk).update(root=b"\1" * 32)
    assert [fault for fault in queries.verify().faults if fault.startswith("checkpoint")]


def test_a_removed_checkpoint_is_missed_by_the_next() -> None:
    some_events()
    audit.checkpoint(at=NOW)
    change(minute=9)
    audit.checkpoint(at=NOW)
    with erasable():
        Checkpoint.objects.order_by("last_event")[:1].get().delete()
    assert [fault for fault in queries.verify().faults if fault.startswith("checkpoint")]


def test_it_asks_for_as_much_however_many_checkpoints_there_are() -> None:
    counts = []
    some_events()
    for minute in (9, 10, 11):
        audit.checkpoint(at=NOW)
        with CaptureQueriesContext(connection) as asked:
            assert queries.verify().faults == ()
        counts.append(len(asked))
        change(minute=minute)
    assert len(set(counts)) == 1


def test_there_is_no_checkpoint_over_nothing() -> None:
    assert audit.checkpoint(at=NOW) is None
    some_events()
    assert audit.checkpoint(at=NOW) is not None
    assert audit.checkpoint(at=NOW) is None


def test_the_command_says_that_the_trail_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    some_events()
    call_command("verify_audit")
    assert "5 events, 3 chains, 0 checkpoints" in capsys.readouterr().out


def test_the_command_names_the_first_fault_and_fails() -> None:
    some_events()
    with erasable():
        change_a_word()
    with pytest.raises(CommandError, match=f"{CHAIN}#2"):
        call_command("verify_audit")


def test_what_a_list_showed_is_part_of_its_event() -> None:
    some_events()
    assert set(Shown.objects.values_list("file", flat=True)) == {FILE, OTHER}
    (listed,) = [line for line in queries.all_lines() if line.name == "case.listed"]
    assert listed.facts == {"shown": f"{FILE} {OTHER}"}


def test_a_moment_written_otherwise_but_the_same_is_no_fault() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps moments, not texts")
    some_events()
    with erasable(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET at = '2026-11-08 10:00:00+03:00' WHERE at = '2026-11-08 07:00:00'")
        assert cursor.rowcount == 1
    verdict = queries.verify()
    assert (verdict.events, verdict.chains, verdict.faults) == (5, 3, ())


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    assert connection.vendor == "postgresql", "this needs two connections"
    some_events()
    follow = queries._as_written

    def meanwhile() -> Iterator[tuple[bytes, bytes, tuple[Any, ...]]]:
        yield from follow()
        at_once(lambda: change(minute=9), lambda: change(OTHER, minute=9))

    monkeypatch.setattr(queries, "_as_written", meanwhile)
    verdict = queries.verify()
    assert (verdict.events, verdict.faults) == (5, ())
    assert queries.verify().events == 7


def test_a_worker_who_is_late_with_signing_leaves_it_to_the_one_who_was_not(monkeypatch: pytest.MonkeyPatch) -> None:
    some_events()

    def another_signs_meanwhile(hashes: Iterator[bytes]) -> bytes:
        monkeypatch.setattr(audit, "merkle_root", merkle_root)
        change(minute=9)
        assert audit.checkpoint(at=NOW) is not None
        return merkle_root(hashes)

    monkeypatch.setattr(audit, "merkle_root", another_signs_meanwhile)
    assert audit.checkpoint(at=NOW) is None
    assert (queries.verify().checkpoints, queries.verify().faults) == (1, ())

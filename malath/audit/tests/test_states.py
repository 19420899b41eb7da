"""Signed states of the trail that are kept outside, and the trail checked against them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from malath.audit import actions, queries
from malath.audit.models import Checkpoint, Event
from malath.audit.rules import State, mark_in, merkle_root, read_state
from malath.audit.testing import erasable
from malath.audit.tests.trail import change
from malath.audit.words import Unlike
from malath.foundation.keys import ring

MONDAY = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
roots = st.binary(min_size=32, max_size=32)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2099, 1, 1)).map(lambda at: at.replace(microsecond=0, tzinfo=UTC))  # noqa: DTZ001  # bounds


def signed(hours: int = 1) -> State:
    """Some hours of a trail, each signed; the state of the last."""
    for hour in range(hours):
        for minute in range(3):
            change(minute=minute)
        actions.checkpoint(at=MONDAY + hour * HOUR)
    return queries.state_of(queries.last_checkpoint() or 0)


@given(st.integers(1, 10**17), moments, roots, roots, roots, st.binary(min_size=64, max_size=64))
def test_a_state_is_read_as_it_was_written(
    until: int, at: datetime, last: bytes, whole: bytes, key: bytes, signature: bytes
) -> None:
    state = State(until, at, last, whole, key, signature)
    assert read_state(state.text) == state
    assert read_state(state.line.lower()) == state
    assert read_state(state.text.replace("\n", "\r\n  ")) == state
    assert mark_in(state.mark.lower().replace("-", " ")) == state.mark


@given(st.text())
def test_anything_else_is_no_state(text: str) -> None:
    assert read_state(text) is None


@pytest.mark.django_db
def test_the_trail_fits_what_was_signed_and_goes_on() -> None:
    first, second = signed(2), signed(1)
    change()
    assert queries.verify([first, second]).unlike == (None, None)


@pytest.mark.django_db
def test_each_state_stands_for_all_before_it() -> None:
    """Only the last one is kept; what is changed lies long before, and everything in between was signed anew."""
    state = signed(4)
    with erasable():
        event = Event.objects.order_by("pk")[1]
        Event.objects.filter(pk=event.pk).update(hash=bytes(32))
        Checkpoint.objects.all().delete()
    stretch = 3
    with erasable():
        for point in range(1, 5):
            _sign_anew(point * stretch, MONDAY + (point - 1) * HOUR)
    assert queries.verify([state]).unlike == (Unlike.EARLIER,)


def _sign_anew(count: int, at: datetime) -> None:
    """What somebody who holds the machine and its key would do."""
    last = Event.objects.order_by("pk").values_list("pk", flat=True)[count - 1]
    before = Checkpoint.objects.order_by("last_event").last()
    after, previous = (before.last_event, bytes(before.root)) if before else (0, bytes(32))
    hashes = Event.objects.filter(pk__gt=after, pk__lte=last).order_by("pk").values_list("hash", flat=True)
    root = merkle_root(bytes(one) for one in hashes)
    key = Ed25519PrivateKey.from_private_bytes(ring().signing)
    Checkpoint.objects.create(last_event=last, root=root, previous=previous, signature=key.sign(previous + root), at=at)


@pytest.mark.django_db
def test_what_does_not_fit_is_named() -> None:
    state = signed(2)
    with erasable():
        Event.objects.filter(pk=state.until).update(hash=bytes(32))
    assert queries.verify([state]).unlike == (Unlike.LAST_STRETCH,)
    with erasable():
        Checkpoint.objects.filter(last_event=state.until).delete()
    assert queries.verify([state]).unlike == (Unlike.NO_CHECKPOINT,)
    with erasable():
        Event.objects.filter(pk=state.until).delete()
    assert queries.verify([state]).unlike == (Unlike.SHORTER,)


@pytest.mark.django_db
def test_a_file_that_was_changed_or_is_of_another_house_is_known() -> None:
    state = signed()
    other = Ed25519PrivateKey.generate()
    forged = State(state.until, state.at, state.last, bytes(32), state.key, state.signature)
    foreign = State(state.until, state.at, state.last, state.whole, other.public_key().public_bytes_raw())
    foreign = replace(foreign, signature=other.sign(foreign.signed))
    assert queries.verify([forged, foreign]).unlike == (Unlike.FILE_CHANGED, Unlike.OTHER_KEY)


def run(*paths: Path) -> str:
    out = StringIO()
    call_command("verify_audit", *(word for path in paths for word in ("--against", str(path))), stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_command_checks_files_pictures_and_whole_mails(tmp_path: Path) -> None:
    state = signed(2)
    (tmp_path / "file.txt").write_text(state.text, encoding="utf-8")
    (tmp_path / "scanned.txt").write_text(state.line, encoding="utf-8")
    letter = EmailMessage()
    letter["Subject"] = "For safekeeping"
    letter.set_content("Keep it.")
    letter.add_attachment(state.text.encode(), maintype="text", subtype="plain", filename="state.txt")
    (tmp_path / "mail.eml").write_bytes(letter.as_bytes())
    said = run(*sorted(tmp_path.iterdir()))
    assert said.count("The trail fits it.") == 3
    assert "The trail is whole." in said


@pytest.mark.django_db
def test_the_command_says_what_does_not_fit_and_fails(tmp_path: Path) -> None:
    state = signed(2)
    (tmp_path / "kept.txt").write_text(state.text, encoding="utf-8")
    with erasable():
        Checkpoint.objects.filter(last_event=state.until).delete()
    out = StringIO()
    with pytest.raises(CommandError, match="not what it was"):
        call_command("verify_audit", "--against", str(tmp_path / "kept.txt"), stdout=out)
    assert "The checkpoint that was sent is gone from the trail." in out.getvalue()
    (tmp_path / "none.txt").write_text("nothing", encoding="utf-8")
    with pytest.raises(CommandError, match="no signed state"):
        run(tmp_path / "none.txt")


@pytest.mark.django_db
def test_a_state_holds_no_name_and_no_reference() -> None:
    state = signed()
    text = state.text.split("mark", 1)[1]
    assert not any(reference in text for reference in Event.objects.values_list("by", flat=True))

"""A transfer package as a file: whole, unchanged, for this key and from that one, or not opened at all."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import IO, Final
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from malath.exchange import sealed_package as files
from malath.exchange.package_rules import same_digits
from malath.exchange.package_words import WhyNotPackage
from malath.exchange.sealed_package import MAGIC, NoPackage, card_of, key_of, new_key
from malath.privacy.neutral import is_neutral

NOW: Final = datetime(2026, 11, 2, 7, tzinfo=UTC)
UID: Final = UUID("0195a5a0-0000-7000-8000-000000000001")
OFFICE, MISSION, OTHER = new_key(), new_key(), new_key()
CONTENT: Final = {"name": "مريم", "plan": "A small shop"}


class Kept(BytesIO):
    """Can still be read when whoever wrote it is done."""

    def close(self) -> None:
        """Stays open."""


def package(at: datetime = NOW, **attached: bytes) -> BytesIO:
    out = BytesIO()
    named = {f"{name}.pdf": BytesIO(data) for name, data in attached.items()}
    files.seal(out, CONTENT, named, uid=UID, key=OFFICE, to=MISSION.card, at=at)
    return out


SEALED: Final = package(letter=b"%PDF-" + b"7" * 200_000).getvalue()


def opened(data: bytes, *, key: files.Key = MISSION, now: datetime = NOW) -> tuple[object, dict[str, bytes]]:
    kept: dict[str, Kept] = {}

    def into(name: str) -> IO[bytes]:
        return kept.setdefault(name, Kept())

    stream = BytesIO(data)
    content = files.unseal(stream, files.verify(stream, OFFICE.card, now=now), key, into)
    return content, {name: file.getvalue() for name, file in kept.items()}


def refusal(call: Callable[[], object]) -> WhyNotPackage:
    with pytest.raises(NoPackage) as refused:
        call()
    return refused.value.reason


def test_the_mission_reads_what_was_sealed_to_it() -> None:
    assert opened(SEALED) == (CONTENT, {"letter.pdf": b"%PDF-" + b"7" * 200_000})


def test_outside_stands_nothing_of_the_person() -> None:
    assert "مريم".encode() not in SEALED
    assert b"letter" not in SEALED
    assert set(json.loads(SEALED.split(b"\n")[1])) == {"id", "from", "to", "at", "size"}


def test_another_key_opens_nothing() -> None:
    assert refusal(lambda: opened(SEALED, key=OTHER)) == WhyNotPackage.FORGED


def test_what_was_cut_on_its_way_is_told_as_cut() -> None:
    assert refusal(lambda: opened(SEALED[:-1])) == WhyNotPackage.CUT
    assert refusal(lambda: opened(SEALED[:5000])) == WhyNotPackage.CUT


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_a_package_that_was_changed_anywhere_is_not_opened(place: int, by: int) -> None:
    changed = bytearray(SEALED)
    changed[place] ^= by
    assert refusal(lambda: opened(bytes(changed))) in {
        WhyNotPackage.FORGED, WhyNotPackage.NOT_A_PACKAGE, WhyNotPackage.CUT, WhyNotPackage.AHEAD,
    }  # fmt: skip


def test_more_behind_it_is_no_package_of_the_sender() -> None:
    assert refusal(lambda: opened(SEALED + b"x")) == WhyNotPackage.FORGED


def test_nobody_signs_the_sealed_part_of_somebody_else_as_theirs() -> None:
    """The one who signs anew stands outside; inside stands who sealed it."""
    head = files.head_of(BytesIO(SEALED))
    start = len(MAGIC) + len(head.line)
    stolen = files.Head(head.uid, OTHER.card.fingerprint, head.to, head.at, head.size)
    body = MAGIC + stolen.line + SEALED[start:-64]
    out = BytesIO(body + OTHER.signing.sign(MAGIC + files._digest(BytesIO(body), len(body))))
    seen = files.verify(out, OTHER.card, now=NOW)
    assert refusal(lambda: files.unseal(out, seen, MISSION, lambda _: BytesIO())) == WhyNotPackage.FORGED


@pytest.mark.parametrize("junk", [b"", b"hello", b"%PDF-1.7", MAGIC, MAGIC + b"{}\n", MAGIC + b"[1]\n", MAGIC + b"\xff\n"])
def test_what_is_no_package_is_told_so(junk: bytes) -> None:
    assert refusal(lambda: opened(junk)) == WhyNotPackage.NOT_A_PACKAGE


def test_clocks_may_differ_by_a_quarter_of_an_hour() -> None:
    opened(SEALED, now=NOW - timedelta(minutes=14))
    assert refusal(lambda: opened(SEALED, now=NOW - timedelta(minutes=16))) == WhyNotPackage.AHEAD


def test_after_sixty_days_a_new_one_is_asked_for() -> None:
    opened(SEALED, now=NOW + timedelta(days=60))
    assert refusal(lambda: opened(SEALED, now=NOW + timedelta(days=60, seconds=1))) == WhyNotPackage.TOO_OLD


def test_what_is_too_large_is_neither_sealed_nor_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 100_000)
    assert refusal(lambda: package(letter=b"0" * 100_000)) == WhyNotPackage.TOO_LARGE
    assert refusal(lambda: opened(SEALED)) == WhyNotPackage.TOO_LARGE


def test_no_file_leads_out_of_its_place() -> None:
    out = BytesIO()
    files.seal(out, {}, {"../x": BytesIO(b"x")}, uid=UID, key=OFFICE, to=MISSION.card, at=NOW)
    assert refusal(lambda: opened(out.getvalue())) == WhyNotPackage.FORGED


def test_a_receipt_names_the_very_file_and_is_signed() -> None:
    seen = files.verify(BytesIO(SEALED), OFFICE.card, now=NOW)
    data = files.receipt_for(seen, MISSION, at=NOW)
    receipt, signed_by = files.receipt_in(data)
    assert (receipt.uid, receipt.mark) == (UID, seen.mark)
    assert signed_by(MISSION.card)
    assert not signed_by(OTHER.card)
    forged, signed = files.receipt_in(data.replace(b"2026", b"2027"))
    assert forged.opened_at.year == 2027
    assert not signed(MISSION.card)


@pytest.mark.parametrize("junk", [b"", b"a\nb\nc", files.RECEIPT + b"{}\nAAAA\n", SEALED])
def test_what_is_no_receipt_is_told_so(junk: bytes) -> None:
    assert refusal(lambda: files.receipt_in(junk)) == WhyNotPackage.NOT_A_RECEIPT


def test_a_key_comes_back_from_its_line_and_its_digits_are_forty() -> None:
    assert card_of(f"  {MISSION.card}\n") == MISSION.card
    assert key_of(MISSION.secret).card == MISSION.card
    assert len(MISSION.card.fingerprint.replace(" ", "")) == 40


@pytest.mark.parametrize("text", ["", "malath-key-1", "x y z", "malath-key-1 AAAA age1", f"{MISSION.card} more"])
def test_what_is_no_key_is_told_so(text: str) -> None:
    assert refusal(lambda: card_of(text)) == WhyNotPackage.NOT_A_KEY


def test_digits_are_the_same_in_every_script() -> None:
    printed = MISSION.card.fingerprint
    arabic = printed.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert same_digits(arabic.replace(" ", "-"), printed)
    assert not same_digits(printed[:-1], printed)


@pytest.mark.parametrize("text", ["Trafficking", "human trafficking", "ضحية", "الاتّجـار بالبشر", "الإتجار", "sexually"])
def test_words_that_tell_what_happened_are_found(text: str) -> None:
    assert not is_neutral(text)


@pytest.mark.parametrize(
    "text", ["", "A small shop with her sister", "يلزم استقبالها في المطار", "Diabetes: insulin twice a day"]
)
def test_neutral_words_are_left_alone(text: str) -> None:
    assert is_neutral(text)

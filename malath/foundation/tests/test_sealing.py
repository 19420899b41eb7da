import uuid
from datetime import UTC, datetime
from unittest.mock import Mock

import pytest
from cryptography.exceptions import InvalidTag
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from malath.foundation import keys, sealing
from malath.foundation.acts import unguarded
from malath.foundation.models import DataKey
from malath.foundation.sealing import (
    PAD,
    Erased,
    SealedField,
    SealedRow,
    Stored,
    decrypt,
    encrypt,
    erase,
    new_data_key,
    open_secret,
    opener,
    rewrapped,
    seal_secret,
    store,
    unwrap,
    wrap,
)
from malath.foundation.testing import hold

NOW = datetime(2026, 11, 8, 7, tzinfo=UTC)
texts = st.text(st.characters(exclude_categories=["Cs"]))


def unsaved_key() -> DataKey:
    key = DataKey(wrapping_version=1)
    key.wrapped = wrap(b"k" * 32, key.id, 1)
    return key


def letter(key: DataKey) -> SealedRow:
    with isolate_apps():

        class Letter(SealedRow):
            body = SealedField(null=True)
            reply = SealedField(null=True)

            class Meta:
                app_label = "foundation"

    return Letter(key=key)


@given(texts)
def test_what_was_sealed_opens_again(text: str) -> None:
    key = unsaved_key()
    assert decrypt(key, encrypt(key, text, b"here"), b"here") == text


@given(texts)
def test_the_length_of_a_sealed_text_tells_little(text: str) -> None:
    sealed = encrypt(unsaved_key(), text, b"here")
    assert (len(sealed) - 1 - 12 - 16) % PAD == 0


def test_short_texts_have_one_length() -> None:
    key = unsaved_key()
    assert len({len(encrypt(key, "x" * size, b"")) for size in range(PAD - 3)}) == 1


def test_the_same_text_never_looks_the_same() -> None:
    key = unsaved_key()
    assert encrypt(key, "text", b"") != encrypt(key, "text", b"")


def test_a_row_seals_and_opens_its_fields() -> None:
    row = letter(unsaved_key())
    row.seal(body="what was said", reply="")
    assert (row.opened("body"), row.opened("reply")) == ("what was said", "")
    assert row.reply is None  # type: ignore[attr-defined]  # a field of the model above
    assert "said" not in repr(bytes(row.body))  # type: ignore[attr-defined]  # a field of the model above


def test_a_value_moved_to_another_field_does_not_open() -> None:
    row = letter(unsaved_key())
    row.seal(body="what was said")
    row.reply = row.body  # type: ignore[attr-defined]  # fields of the model above
    with pytest.raises(InvalidTag):
        row.opened("reply")


def test_a_value_moved_to_another_row_does_not_open() -> None:
    key = unsaved_key()
    row, other = letter(key), letter(key)
    row.seal(body="what was said")
    other.body = row.body  # type: ignore[attr-defined]  # fields of the model above
    with pytest.raises(InvalidTag):
        other.opened("body")


def parts_of(row: SealedRow, value: bytes) -> tuple[bytes, uuid.UUID, uuid.UUID, int, Stored | None]:
    return value, row.uuid, row.key.id, row.key.wrapping_version, row.key.wrapped


def test_many_rows_of_several_people_open_as_each_does_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [letter(key) for key in (unsaved_key(), unsaved_key()) for _ in range(3)]
    for number, row in enumerate(rows):
        row.seal(body=f"letter {number}")
    wrapping_key = Mock(side_effect=keys.wrapping_key)
    monkeypatch.setattr(sealing, "wrapping_key", wrapping_key)
    opened = opener(rows[0]._meta.db_table, "body")
    assert [opened(*parts_of(row, row.body)) for row in rows] == [f"letter {number}" for number in range(6)]  # type: ignore[attr-defined]  # of the letter
    assert wrapping_key.call_count == 2, "once for each person"


def test_among_many_rows_a_moved_value_does_not_open_and_an_erased_person_neither() -> None:
    key = unsaved_key()
    row, other = letter(key), letter(key)
    row.seal(body="what was said")
    value = row.body  # type: ignore[attr-defined]  # of the letter
    with pytest.raises(InvalidTag):
        opener(row._meta.db_table, "body")(*parts_of(other, value))
    with pytest.raises(InvalidTag):
        opener(row._meta.db_table, "reply")(*parts_of(row, value))
    key.wrapped = None
    with pytest.raises(Erased):
        opener(row._meta.db_table, "body")(*parts_of(row, value))


def test_a_value_does_not_open_with_another_persons_key() -> None:
    row, other = letter(unsaved_key()), DataKey(wrapping_version=1)
    row.seal(body="what was said")
    other.wrapped = wrap(b"o" * 32, other.id, 1)
    row.key = other
    with pytest.raises(InvalidTag):
        row.opened("body")


def test_one_changed_bit_is_noticed() -> None:
    key = unsaved_key()
    sealed = bytearray(encrypt(key, "text", b""))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        decrypt(key, bytes(sealed), b"")


def test_a_data_key_wrapped_for_one_person_does_not_open_as_another() -> None:
    key, other = unsaved_key(), DataKey(wrapping_version=1)
    other.wrapped = key.wrapped
    assert other.id != key.id
    with pytest.raises(InvalidTag):
        unwrap(other)


def test_rotation_keeps_every_text_and_leaves_the_old_wrapping_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key, erased = unsaved_key(), DataKey(wrapping_version=1, wrapped=None, erased_at=NOW)
    sealed, old = encrypt(key, "text", b""), key.wrapped
    hold(keys.ring().with_new_wrapping_key(), monkeypatch)
    changed = rewrapped([key, erased])
    assert [(one.id, one.version, one.before == old, one.after == old) for one in changed] == [(key.id, 2, True, False)]
    key.wrapped, key.wrapping_version = changed[0].after, 2
    assert decrypt(key, sealed, b"") == "text"
    assert rewrapped([key]) == []


@pytest.mark.django_db
def test_a_person_who_is_erased_while_keys_are_wrapped_anew_stays_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    with unguarded():
        erased, other = new_data_key(), new_data_key()
        sealed = encrypt(other, "text", b"")
        hold(keys.ring().with_new_wrapping_key(), monkeypatch)
        changed = rewrapped([erased, other])
        erase(erased, at=NOW)
        assert store(changed) == 1
    assert DataKey.objects.get(pk=erased.pk).wrapped is None
    kept = DataKey.objects.get(pk=other.pk)
    assert (kept.wrapping_version, decrypt(kept, sealed, b"")) == (2, "text")


@pytest.mark.django_db
def test_an_erased_person_never_opens_again() -> None:
    with unguarded():
        key = new_data_key()
        sealed = encrypt(key, "text", b"")
        erase(key, at=NOW)
    kept = DataKey.objects.get()
    assert (kept.wrapped, kept.erased_at) == (None, NOW)
    with pytest.raises(Erased):
        decrypt(kept, sealed, b"")


@given(texts)
def test_a_secret_of_ours_opens_again_and_hides_its_text(text: str) -> None:
    assert open_secret(seal_secret(text)) == text


def test_a_changed_secret_does_not_open() -> None:
    sealed = seal_secret("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in sealed
    with pytest.raises(InvalidTag):
        open_secret(sealed[:-6] + ("AAAAA=" if sealed[-6:] != "AAAAA=" else "BBBBB="))


def test_a_secret_survives_rotation_as_long_as_its_wrapping_key_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sealed = seal_secret("text")
    hold(keys.ring().with_new_wrapping_key(), monkeypatch)
    assert open_secret(sealed) == "text"
    assert seal_secret("text").startswith("2:")


def test_a_key_identifier_is_not_guessable_from_a_counter() -> None:
    assert DataKey().id.version == 7
    assert isinstance(DataKey().id, uuid.UUID)

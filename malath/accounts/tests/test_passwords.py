"""A password that everybody would try first is not taken."""

import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from malath.accounts.models import User
from malath.accounts.password_rules import is_listed, is_little_more
from malath.agencies.models import Agency

GOOD = "seven yellow kites over Salt"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def mark(password: str) -> bytes:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()


@pytest.mark.parametrize(
    "password",
    ["Malath-2026-Malath", "malath123456!", "ملاذ-ملاذ-2026", "Amman.Shelter.1", "NRM-police-2026"],
)
def test_a_word_of_the_house_with_digits_around_it_is_refused(password: str) -> None:
    with pytest.raises(ValidationError, match="everybody here would try"):
        validate_password(password)


@pytest.mark.parametrize("password", [GOOD, "police dogs bark at noon", "عشرة طيور فوق جبل القلعة"])
def test_a_sentence_is_taken_even_with_such_a_word_in_it(password: str) -> None:
    validate_password(password)


def test_the_name_of_somebodys_own_body_counts_as_such_a_word() -> None:
    user = User(email="x@example.org", agency=Agency(pk=1, name_en="House of Hope", name_ar="بيت الأمل"))
    for password in ("House-Hope-2026!", "الأمل-الأمل-1234"):
        with pytest.raises(ValidationError, match="everybody here would try"):
            validate_password(password, user)
        assert not is_little_more(password)


def test_the_name_of_its_owner_is_refused() -> None:
    user = User(email="x@example.org", name_en="Mahmoud Alnasser", name_ar="محمود الناصر")
    for password in ("MahmoudAlnasser1", "محمود الناصر 1"):
        with pytest.raises(ValidationError, match="everybody here would try"):
            validate_password(password, user)


def test_a_stolen_password_is_refused_where_a_list_is_named(settings: Settings, tmp_path: Path) -> None:
    validate_password(GOOD)
    stolen = sorted(mark(one) + b":" + str(number).encode() for number, one in enumerate((GOOD, "other one", "third one")))
    (tmp_path / "stolen.txt").write_bytes(b"\r\n".join(stolen))
    settings.MALATH_STOLEN_PASSWORDS = str(tmp_path / "stolen.txt")
    with pytest.raises(ValidationError, match="stolen"):
        validate_password(GOOD)
    validate_password(f"{GOOD}s")


@settings_of(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.text(min_size=1), max_size=30), st.text(min_size=1), st.booleans())
def test_each_line_of_a_list_is_found_and_nothing_else(listed: set[str], other: str, ended: bool) -> None:
    lines = b"\n".join(sorted(map(mark, listed))) + (b"\n" if ended and listed else b"")
    file = BytesIO(lines)
    assert all(is_listed(file, len(lines), mark(one)) for one in listed)
    assert is_listed(file, len(lines), mark(other)) == (other in listed)

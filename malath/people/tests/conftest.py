"""For tests of the part of people."""

import pytest
from django.conf import settings

from malath.people.tokens import MOST_BITS


@pytest.fixture
def long_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    """So long that no two combinations share one by chance."""
    monkeypatch.setattr(settings, "MALATH_TOKEN_BITS", MOST_BITS)

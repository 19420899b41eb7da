from collections.abc import Iterator

import pytest
from django.core.cache import cache

from malath.foundation import marks


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests() -> Iterator[None]:
    """Counts of tries and the marks of the database are kept by the process, so they would outlive a test."""
    cache.clear()
    marks.forget()
    yield
    cache.clear()
    marks.forget()

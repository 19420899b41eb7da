"""Many rows at once come out of the database as they went in, whatever stands in them."""

from datetime import UTC, datetime, timedelta

import pytest

from malath.audit.models import Event
from malath.foundation import rows
from malath.foundation.acts import unguarded
from malath.foundation.rows import BETWEEN, NOTHING
from malath.privacy.testing import MONDAY

pytestmark = pytest.mark.django_db
AWKWARD = ["", "NULL", '"', "\\", "{a,b}", "a,b", " spaces ", "line\nbreak", "حالة", "\\x00", "'", "%s", "tab\t", "\N{SNOWMAN}"]


@pytest.mark.parametrize("also", [[], [BETWEEN], [NOTHING], [f"a{BETWEEN}b", NOTHING]])
def test_texts_bytes_numbers_and_moments_stay_what_they_were(also: list[str]) -> None:
    texts = [*AWKWARD, *also]
    written = [
        (f"file:{n}", n, text, f'{{"fact":"{n}"}}', bytes([n, 0, 255, 92, 34]), MONDAY + timedelta(hours=n, microseconds=n))
        for n, text in enumerate(texts, start=1)
    ]
    common = {
        "name": "x",
        "by": "'",
        "by_agency": "",
        "by_kind": "user",
        "received_at": datetime(2026, 1, 1, tzinfo=UTC),
        "previous": b"",
    }
    with unguarded():
        rows.insert(Event, common, ["chain", "number", "subject", "facts", "hash", "at"], written)
    found = Event.objects.filter(name="x").order_by("pk").values_list("chain", "number", "subject", "facts", "hash", "at")
    assert [(*first, bytes(hash_), at) for *first, hash_, at in found] == written
    assert set(Event.objects.filter(name="x").values_list("by", "received_at")) == {("'", datetime(2026, 1, 1, tzinfo=UTC))}


def test_one_row_whose_only_text_is_empty() -> None:
    row = ("file:1", 1, "", "{}", b"", MONDAY)
    common = {"name": "x", "by": "x", "by_agency": "", "by_kind": "user", "received_at": MONDAY, "previous": b""}
    with unguarded():
        rows.insert(Event, common, ["chain", "number", "subject", "facts", "hash", "at"], [row])
    assert Event.objects.get(name="x").subject == ""

"""What others ask a country to report: no item is silent."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from malath.accounts.testing import signed_in
from malath.statistics.definitions import FIELDS
from malath.statistics.opendata.asked import answer_of, asked, page
from malath.statistics.tests.conftest import House
from malath.statistics.words import Answer, Block

ITEMS = asked()["items"]
PARTS = Path(settings.ROOT) / "malath"


def test_there_are_26_items_and_four_units() -> None:
    assert (len(ITEMS), len(asked()["units"])) == (26, 4)
    assert {one["block"] for one in ITEMS} == set(Block.values)


@pytest.mark.parametrize("one", ITEMS, ids=lambda one: one["item"]["en"])
def test_it_is_answered_or_says_what_is_lacking(one: dict[str, Any]) -> None:
    assert set(one["fields"]) <= set(FIELDS)
    assert not one["part"] or (PARTS / one["part"]).is_dir()
    assert all(one["item"].values())
    assert bool(one["lacks"]["en"]) == bool(one["lacks"]["ar"])
    assert answer_of(one) == Answer.TOLD or one["lacks"]["en"]


def test_every_item_stands_on_the_page_in_both_languages() -> None:
    for language in ("en", "ar"):
        with override(language):
            shown = [item.name for _, items in page().blocks for item in items]
            assert sorted(shown) == sorted(one["item"][language] for one in ITEMS)


def test_whoever_sees_figures_sees_it(house: House, client: Client) -> None:
    signed_in(client, house.omar)
    assert "IC-TIP" in client.get(reverse("statistics:reporting")).content.decode()
    signed_in(client, house.nour)
    assert client.get(reverse("statistics:reporting")).status_code == 403

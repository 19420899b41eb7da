"""Who acts is said with a mark that nobody makes without the keyring. What PostgreSQL does with it is asked of a server."""

import hashlib
import hmac

import pytest
from django.apps import apps
from django.http import HttpRequest, HttpResponse

from malath.audit import seat_belt
from malath.audit.management import walls
from malath.foundation.acts import Guarded

MAY_LEAD_TO_NOBODY = frozenset(
    "accounts agencies api audit awareness coordination framework inbox statistics training foundation".split()
)


def test_a_mark_is_of_one_actor_on_one_connection() -> None:
    said = seat_belt.said("7", 100)
    assert said.startswith("7:")
    assert len({said, seat_belt.said("8", 100), seat_belt.said("7", 101)}) == 3


def test_the_two_blocks_of_the_key_make_the_mark_as_hmac_does() -> None:
    inner, outer = seat_belt.padded()
    mark = hashlib.sha256(outer + hashlib.sha256(inner + b"7:100").digest()).hexdigest()
    assert mark == hmac.new(seat_belt.key(), b"7:100", hashlib.sha256).hexdigest() == seat_belt.said("7", 100)[2:]


def test_a_door_acts_for_the_house_and_only_as_long_as_it_is_open() -> None:
    seen = []

    @seat_belt.door
    def view(_request: HttpRequest) -> HttpResponse:
        seen.append(seat_belt._acts.get())
        return HttpResponse()

    view(HttpRequest())
    assert seen == [seat_belt.MACHINE]
    assert seat_belt._acts.get() == seat_belt.NOBODY


@pytest.mark.parametrize("error", [False, True])
def test_what_a_request_says_ends_with_it(error: bool) -> None:
    with pytest.raises(ValueError, match="broken") if error else seat_belt.acting("7"), seat_belt.acting("8"):
        seat_belt.acts("9")
        if error:
            raise ValueError("broken")
    assert seat_belt._acts.get() == seat_belt.NOBODY


def test_every_table_of_a_part_that_leads_to_a_person_has_its_wall() -> None:
    """A new part is named here or there."""
    parts = {model._meta.app_label for model in apps.get_models() if issubclass(model, Guarded)}
    assert parts == walls.PARTS | MAY_LEAD_TO_NOBODY
    assert {"people_person", "cases_case", "foundation_datakey", "privacy_access"} <= set(walls.walled())
    assert {"people_detail", "people_safecontact", "people_searchtoken"} <= set(walls.of_identity())

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, path, reverse

from malath.foundation.references import ALPHABET, ReferenceConverter, new_reference


def page(request: HttpRequest, reference: str) -> HttpResponse:
    return HttpResponse(reference)


urlpatterns = [path("<reference:reference>/", page, name="page")]


def test_a_reference_is_three_groups_without_look_alikes() -> None:
    assert re.fullmatch(ReferenceConverter.regex, new_reference())
    assert not set("01IO") & set(ALPHABET)


def test_references_do_not_repeat_or_count() -> None:
    made = [new_reference() for _ in range(2_000)]
    assert len(set(made)) == 2_000
    assert made != sorted(made)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    "word", ["1", "ABCD-EFGH", "7kqf-2m9x-4tzb", "7KQF-2M9X-4TZ0", "7KQF-2M9X-4TZB-2222", "٢KQF-2M9X-4TZB"]
)
def test_nothing_else_is_an_address(word: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("page", args=[word])


@pytest.mark.urls(__name__)
def test_a_reference_is_an_address() -> None:
    assert reverse("page", args=["7KQF-2M9X-4TZB"]) == "/7KQF-2M9X-4TZB/"

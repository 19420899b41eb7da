"""Addresses: each has a name, and none says more than an opaque reference."""

from collections.abc import Iterable, Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, include, path

from malath.foundation.references import ReferenceConverter
from tests.architecture.sources import assert_none

SITES = ["config.urls", "config.public_urls"]
# What is counted or listed below a reference, or is named by the sign-in library; never a person.
NUMBERED = {
    "offline:file": "a file of the kit on phones, the same for everybody",
    "questionnaires:step": "which step of a form",
    "questionnaires:empty": "as what an empty form is taken along",
    "collect:list": "the token of a phone, as programs that collect forms take it; decision 0060",
    "collect:form": "the same",
    "collect:manifest": "the same",
    "collect:submission": "the same",
    "statistics:year": "a year of the calendar",
    **dict.fromkeys(
        [
            f"statistics:{name}"
            for name in (
                "entered_year",
                "questionnaire",
                "take_questionnaire",
                "enter_year",
                "ask_closing",
                "close_year",
                "open_year",
                "take_report_pdf",
                "take_report_book",
            )
        ],
        "a year of the calendar",
    ),
    "training:revise": "the code of a module",
    "training:sit": "when a test is sat",
    "mfa_remove_webauthn": "one's own passkey",
    **dict.fromkeys(
        [
            f"v1:{name}"
            for name in (
                "read_referral",
                "key_workers",
                "acknowledge",
                "accept",
                "decline",
                "complete",
                "withdraw",
                "read_case",
                "desks_to_ask",
                "read_screening",
                "take_out_case",
            )
        ],
        "an opaque reference, whose shape the interface describes",
    ),
    "accounts:sign_in_with": "the identity provider of a body, as the setting names it",
    "accounts:come_back": "the identity provider of a body, as the setting names it",
    "accounts:cancel_holiday": "the day of a public holiday",
    "accounts:change_holiday": "the day of a public holiday",
    "workday:service": "what a desk can be asked for",
    "screening:step": "which step of a form, the same for everybody",
    "screening:check_words": "the code of a language",
    "exchange:return_template": "as what an empty table is taken along",
    "returns:take_survey": "which round of asking",
    "workday:blank": "the number of a paper form, with nothing of anybody on it",
    "publicsite:material": "a file of the shelf by what is in it, the same for everybody",
    "privacy:ask": "the number of a question, C1 to C15",
    "privacy:withdraw": "the number of a question, C1 to C15",
}


def addresses(patterns: Iterable[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its full name; "" when it has none."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, (space, pattern.namespace)))
            yield from addresses(pattern.url_patterns, inner)
        else:
            yield f"{space}:{pattern.name}" if space and pattern.name else pattern.name or "", pattern


def wrong(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for name, pattern in addresses(patterns):
        if not name:
            yield f"{pattern.pattern} has no name"
        if hasattr(pattern.callback, "view_class") and pattern.callback.__module__.startswith("malath."):
            yield f"{name} is answered by a class"
        told = [key for key, converter in pattern.pattern.converters.items() if not is_opaque(converter)]
        if told and name not in NUMBERED:
            yield f"{name} tells {', '.join(told)} in its address"


def is_opaque(converter: object) -> bool:
    return isinstance(converter, ReferenceConverter)


@pytest.mark.parametrize("site", SITES)
def test_addresses_have_names_and_say_nothing(site: str) -> None:
    assert_none(wrong(get_resolver(site).url_patterns))


def page(request: HttpRequest, **_: object) -> HttpResponse:
    return HttpResponse(request.path)


def test_what_an_address_gives_away_is_found() -> None:
    bad: list[URLPattern | URLResolver] = [
        path("cases/", include(([path("<int:pk>/", page, name="page"), path("old/", page)], "cases"))),
        path("cases/<reference:reference>/", page, name="case"),
        path("people/<str:name>/", page, name="person"),
    ]
    assert list(wrong(bad)) == [
        "cases:page tells pk in its address",
        "old/ has no name",
        "person tells name in its address",
    ]

"""The lists of indicators as the country's folder has them, looked at whole before they are used."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from malath.helpline import queries as cards
from malath.helpline.queries import Sign, SignGroup
from malath.helpline.words import HowSoon
from malath.screening.rules import Listed, Profile
from malath.screening.words import Strength

VERIFIED = "verified_secondary"
ADULT_SIGNS = "refugee_adult"


class BrokenList(ValueError):
    """A list of indicators does not agree with itself: nothing is screened with it."""


@dataclass(frozen=True)
class Indicator:
    """One indicator in the words of one language. `forced_labour`: which of the eleven signs of forced labour it touches."""

    code: str
    dimension: str
    text: str
    strength: Strength
    forced_labour: tuple[str, ...]
    verified: bool
    observable: bool


@dataclass(frozen=True)
class Dimension:
    """One of the six, in the words of one language, with the indicators of a profile."""

    code: str
    name: str
    indicators: tuple[Indicator, ...]

    @property
    def verified(self) -> bool:
        """Whether the strengths of the whole list were read somewhere."""
        return all(one.verified for one in self.indicators)


@dataclass(frozen=True)
class IndicatorList:
    """The list of one profile, in the words of one language."""

    code: str
    name: str
    child: bool
    dimensions: tuple[Dimension, ...]

    @property
    def verified(self) -> bool:
        return all(one.verified for one in self.dimensions)

    @property
    def unverified(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.dimensions if not one.verified)

    @property
    def size(self) -> int:
        return sum(len(one.indicators) for one in self.dimensions)

    def text(self, code: str) -> str:
        return next((one.text for part in self.dimensions for one in part.indicators if one.code == code), code)


def profile(code: str) -> Profile:
    """The list of one profile for the rule."""
    return _profiles()[code]


def profile_codes() -> tuple[str, ...]:
    return tuple(_profiles())


def list_of(code: str, language: str = "") -> IndicatorList:
    """The list of one profile as it is read."""
    return _list_of(code, language or spoken())


def spoken() -> str:
    """The language of the page, as the lists are written in it."""
    return "ar" if get_language() == "ar" else "en"


def observable() -> frozenset[str]:
    """What can be seen without a question. Our own choice, in the country's folder."""
    return frozenset(_data()["observable"]["codes"])


def version() -> str:
    return str(_data()["version"])


def signs_for(*, child: bool) -> tuple[SignGroup, ...]:
    """The signs of the card beside a list: all for a child, those of adults for an adult."""
    return tuple(group for group in cards.groups() if child or group.code == ADULT_SIGNS)


def urgent_among(codes: set[str] | frozenset[str]) -> tuple[Sign, ...]:
    """The urgent ones among signs that were ticked."""
    every = (sign for group in cards.groups() for sign in group.signs)
    return tuple(sign for sign in every if sign.code in codes and sign.how_soon == HowSoon.URGENT)


@cache
def refer_within() -> timedelta:
    """Within what time somebody is asked after a screening that says so. Our own choice, set in the country's folder."""
    law = json.loads((settings.LAW / "deadlines.json").read_text(encoding="utf-8"))
    entry = law["deadlines"]["referral_after_screening"]
    return timedelta(hours=entry["amount"])


def checked(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The data as it came, once it agrees with itself. Errors: `BrokenList`."""
    profiles = [one["code"] for one in data["profiles"]]
    dimensions = {one["code"] for one in data["dimensions"]}
    codes = Counter(one["code"] for one in data["indicators"])
    _demand(not [code for code, times in codes.items() if times > 1], "a code stands twice")
    for one in data["indicators"]:
        _demand(one["dimension"] in dimensions and one["code"].startswith(one["dimension"]), f"{one['code']}: dimension")
        _demand(set(one["strength"]) == set(profiles), f"{one['code']}: a profile is missing")
        _demand(set(one["strength"].values()) <= {*Strength.values, None}, f"{one['code']}: strength")
        _demand(set(one["provenance"]) == set(profiles), f"{one['code']}: provenance")
        _demand(bool(one["en"].strip() and one["ar"].strip()), f"{one['code']}: words")
    _demand(set(data["observable"]["codes"]) <= set(codes), "observable")
    for entry in data["profiles"]:
        counted = Counter(one["dimension"] for one in data["indicators"] if one["strength"][entry["code"]])
        _demand(dict(counted) == data["counts_check"][entry["code"]], f"{entry['code']}: counts")
        published = entry["published_count"]
        _demand(published in {None, counted.total()}, f"{entry['code']}: published count")
    return data


def _demand(holds: bool, what: str) -> None:
    if not holds:
        raise BrokenList(what)


@cache
def _data() -> Mapping[str, Any]:
    return checked(json.loads((settings.LAW / "indicators.json").read_text(encoding="utf-8")))


@cache
def _profiles() -> Mapping[str, Profile]:
    return {entry["code"]: _profile(entry["code"], child=entry["child"]) for entry in _data()["profiles"]}


def _profile(code: str, *, child: bool) -> Profile:
    rows = [one for one in _data()["indicators"] if one["strength"][code]]
    return Profile(code, child, tuple(Listed(one["code"], one["dimension"], Strength(one["strength"][code])) for one in rows))


@cache
def _list_of(code: str, language: str) -> IndicatorList:
    data = _data()
    entry = next(one for one in data["profiles"] if one["code"] == code)
    eleven = {one["no"]: one[language] for one in data["forced_labour"]["items"]}
    rows = [one for one in data["indicators"] if one["strength"][code]]
    seen = observable()
    parts = tuple(
        Dimension(
            part["code"],
            part[language],
            tuple(
                Indicator(
                    one["code"], one["dimension"], one[language], Strength(one["strength"][code]),
                    tuple(eleven[number] for number in one["forced_labour"]), one["provenance"][code] == VERIFIED,
                    one["code"] in seen,
                )
                for one in rows
                if one["dimension"] == part["code"]
            ),
        )
        for part in data["dimensions"]
    )  # fmt: skip
    return IndicatorList(code, entry[language], entry["child"], parts)

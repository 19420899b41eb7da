"""Acts, means, purposes and aggravating circumstances as the law of the country is recorded here, and how long things may
take."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.translation import get_language

from malath.cases.queries.law import book, definition
from malath.identification import rules
from malath.identification.rules import Spans
from malath.identification.words import ElementKind


@dataclass(frozen=True)
class Provision:
    """One act, means, purpose or circumstance. `sure`: the text of the law was read; `press`: read in the press only."""

    kind: ElementKind
    code: str
    ar: str
    en: str
    sure: bool
    press: bool

    @property
    def label(self) -> str:
        return self.en if get_language() == "en" else self.ar


@cache
def provisions() -> Mapping[tuple[ElementKind, str], Provision]:
    """All of them by kind and code, in the order of the law."""
    found = [(kind, one) for kind in ElementKind for one in definition(kind.value).values()]
    return {(kind, one.code): Provision(kind, one.code, one.ar, one.en, one.sure, one.press) for kind, one in found}


def known() -> dict[ElementKind, frozenset[str]]:
    """Which codes there are of each kind."""
    return {kind: frozenset(code for one, code in provisions() if one == kind) for kind in ElementKind}


def provision(kind: ElementKind, code: str) -> Provision:
    """One of them; a code that the law no longer knows stands as it was written."""
    return provisions().get((kind, code)) or Provision(kind, code, code, code, sure=False, press=False)


@cache
def spans() -> Spans:
    """How long things may take: the country's file of deadlines, or what the settings say instead."""
    return rules.spans_in(book("deadlines")["deadlines"], settings.MALATH_DEADLINES)

"""Who interprets: languages, whose voice, how, where, and who works at this moment. The phone is for who books."""

from dataclasses import dataclass
from datetime import datetime

from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.queries import InterpreterEntry
from malath.agencies.words import Governorate, Voice, Way
from malath.people.languages import language_name
from malath.ui.times import list_text
from malath.workday.directory import hours_text

BOOKING = (Power.OPEN_CASE, Power.RECORD_CONSENT, Power.ANSWER)
"""Who works with people books interpreters."""


@dataclass(frozen=True)
class InterpreterLine:
    """An interpreter as the page shows them."""

    reference: str
    name: str
    agency: str
    voice: str
    languages: str
    dialects: str
    ways: str
    places: str
    hours: str
    phone: str
    now: bool
    bookable: bool


@dataclass(frozen=True)
class Interpreters:
    """The roster, as far as it fits; `manages`: the viewer writes it."""

    lines: tuple[InterpreterLine, ...]
    books: bool
    manages: bool


def interpreters(
    at: datetime, holdings: Holdings, *, language: str = "", voice: str = "", way: str = "", governorate: str = ""
) -> Interpreters:
    """Interpreters who fit. Two statements."""
    found = agencies.interpreters(
        at,
        language=language,
        voice=Voice(voice) if voice else None,
        way=Way(way) if way else None,
        governorate=Governorate(governorate) if governorate else None,
    )
    books = any(holdings.may(power) for power in BOOKING)
    return Interpreters(tuple(_line(entry, books=books) for entry in found), books, holdings.may(Power.MANAGE))


def _line(entry: InterpreterEntry, *, books: bool) -> InterpreterLine:
    facts = entry.facts
    return InterpreterLine(
        reference=entry.reference,
        name=entry.name,
        agency=entry.agency,
        voice=str(facts.voice.label),
        languages=list_text([language_name(code) for code in facts.languages]),
        dialects=facts.dialects,
        ways=list_text([str(way.label) for way in Way if way in facts.ways]),
        places=list_text([str(one.label) for one in Governorate if one in facts.governorates]) if facts.governorates else "",
        hours=hours_text(facts.hours),
        phone=facts.phone if books and entry.bookable else "",
        now=entry.now,
        bookable=entry.bookable,
    )

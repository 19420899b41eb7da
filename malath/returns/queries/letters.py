"""Letters to embassies: for whom one may be written, and what it says in Arabic and English. Never why somebody goes home."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from malath.accounts.models import User
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.documents import queries as documents
from malath.documents.words import LetterKind
from malath.foundation import clock
from malath.people import queries as people
from malath.people.countries import country_name
from malath.people.words import DetailKind
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.privacy.words import ConsentKind
from malath.returns import queries, rules_letters
from malath.returns.models import PaperStep, Return
from malath.returns.queries import queue
from malath.returns.words import Fear, PaperKind, PaperState, ReturnState, WhyNot
from malath.ui.times import day_text, list_text, moment_text

if TYPE_CHECKING:
    from malath.agencies.models import Desk
    from malath.documents.models import Letter

TITLE: Final = "رسالة · Letter"
BOTH: Final = ("ar", "en")
MOST: Final = 100
SHOWN: Final = ("reference", "country", "asked_on", "state", "fear", "closed_at", "desk", "person__reference")
"""What a row of the list is made of: a hundred of them stand there."""
SETTLED: Final = (PaperState.CLEAR, PaperState.NOT_NEEDED)


@dataclass(frozen=True)
class LetterRow:
    """Somebody for whom an embassy may be asked for a travel document, or why not."""

    reference: str
    person_reference: str
    name: str
    country: str
    asked: bool
    letter: str
    """The letter that was written last."""
    why_not: tuple[WhyNot, ...]

    @property
    def told(self) -> str:
        """Why not, in words."""
        return " ".join(str(one.label) for one in self.why_not)


@dataclass(frozen=True)
class Letters:
    """Whose travel document is still wanted, of those whom the viewer sees."""

    rows: tuple[LetterRow, ...]

    @property
    def files(self) -> list[str]:
        return [row.person_reference for row in self.rows]


def letters_page(holdings: Holdings, at: datetime) -> Letters:
    """The first of the queue, by country. Eight statements for any number of people."""
    settled = PaperStep.objects.filter(returning=OuterRef("pk"), kind=_TRAVEL, state__in=SETTLED)
    first = queue.first_of_queue(holdings, at, Q(~Exists(settled)), cap=MOST, beside=("person",), only=SHOWN)
    found = sorted(first, key=lambda row: (row.country, row.asked_on, row.pk))
    sights = privacy.sights(holdings, [row.person_id for row in found], at)
    names = privacy.names_seen(sights)
    seen = [row for row in found if row.person_id in sights]
    agreed = _agreed([row.person_id for row in seen], at)
    papers = dict(PaperStep.objects.filter(returning__in=seen, kind=_TRAVEL).values_list("returning_id", "state"))
    written, neutral = _written([row.reference for row in seen]), _neutral_desks(holdings)
    return Letters(tuple(
        LetterRow(
            row.reference, row.person.reference, names.get(row.person_id, ""), country_name(row.country),
            papers.get(row.pk) == PaperState.ASKED, written.get(row.reference, ""),
            tuple(_why_not(
                row, names.get(row.person_id, ""), papers.get(row.pk), agreed=row.person_id in agreed,
                neutral=row.desk_id in neutral,
            )),
        )
        for row in seen
    ))  # fmt: skip


_TRAVEL: Final = PaperKind.TRAVEL_DOCUMENT


def why_not_write(returning: Return, name: str, at: datetime) -> list[WhyNot]:
    """Why no letter is written about one return."""
    agreed = queries.agrees_to(returning.person_id, ConsentKind.C6, at)
    paper = queries.papers_of(returning).get(_TRAVEL)
    return _why_not(returning, name, paper, agreed=agreed, neutral=_is_neutral(returning.desk))


def _why_not(returning: Return, name: str, paper: str | None, *, agreed: bool, neutral: bool) -> list[WhyNot]:
    return rules_letters.why_not_write_to_embassy(
        ReturnState(returning.state), fear=Fear(returning.fear), locked=queries.is_locked(returning), agreed=agreed,
        paper=PaperState(paper or PaperState.WANTED), neutral=neutral, named=bool(name),
    )  # fmt: skip


def _neutral_desks(holdings: Holdings) -> set[int]:
    """The desks of the viewer whose body may be named in a letter. Looked at once for each, not for each letter."""
    return {desk.pk for desk in agencies.desks_among(holdings.desk_ids) if _is_neutral(desk)}


def _is_neutral(desk: "Desk") -> bool:
    """Whether what others wrote of the letter says nothing of why: the name of the body that sends it."""
    return all(map(rules_letters.is_neutral, (desk.agency.name_ar, desk.agency.name_en)))


def _agreed(person_ids: Collection[int], at: datetime) -> set[int]:
    rows = people.where(privacy.agrees(ConsentKind.C6, at, person="pk")).filter(pk__in=person_ids)
    return set(rows.values_list("pk", flat=True))


def _written(references: Collection[str]) -> dict[str, str]:
    """The newest letter about each return, by number."""
    rows = documents.letters_about(references, cap=MOST * 3)
    return {row.about: row.reference for row in reversed(rows) if row.kind == LetterKind.EMBASSY}


def letter_of(returning: Return) -> "Letter | None":
    """The letter that was written about a return last."""
    rows = documents.letters_about([returning.reference], cap=MOST)
    return next((row for row in rows if row.kind == LetterKind.EMBASSY), None)


def content_of(returning: Return, sight: Sight, at: datetime) -> dict[str, Any]:
    """What one letter says. `number`: of the return; nothing in it leads to anything but this office."""
    name = privacy.names_seen({returning.person_id: sight})[returning.person_id]
    return {"title": TITLE, "name": name, **{language: _in_language(language, returning, name, sight, at) for language in BOTH}}


def _in_language(language: str, returning: Return, name: str, sight: Sight, at: datetime) -> dict[str, Any]:
    with translation.override(language):
        country, agency = country_name(returning.country), returning.desk.agency
        sender = agency.name_ar if language == "ar" else agency.name_en
        rows = [[_("Name"), name], *_known(returning, sight), [_("Our number"), returning.reference]]
        asked = _(
            "The person named here wishes to travel home and asked us to write to you. They have no valid travel document."
        )
        wanted = _("Please issue one, or tell us what you need for it. We answer your questions and pay the fee.")
        return {
            "lang": language, "dir": "rtl" if language == "ar" else "ltr",
            "heading": _("To the embassy: %(country)s") % {"country": country},
            "lead": [_("From: %(sender)s · %(day)s") % {"sender": sender, "day": day_text(clock.in_amman(at).date())}, asked],
            "rows": rows, "told": [], "foot": [wanted],
        }  # fmt: skip


def _known(returning: Return, sight: Sight) -> list[list[str]]:
    """What an embassy looks somebody up by, as far as it is known and may be seen."""
    person = returning.person
    countries = list_text([country_name(code) for code in person.nationalities])
    found = people.details_of([person.pk], kinds=[DetailKind.BIRTH_DATE]).get(person.pk, [])
    births = [row.value for row in privacy.details_seen(sight, found)]
    known = [(_("Nationality"), countries), (pgettext("letter", "Born"), births[-1] if births else "")]
    return [[label, value] for label, value in known if value]


def mark_of(who: User, at: datetime) -> str:
    """Who took a copy, and when."""
    with translation.override("en"):
        return f"{who.agency.name_en} · {moment_text(at)}"


def contents_of(letters: "Collection[Letter]") -> list[dict[str, Any]]:
    return [documents.content_of(one) for one in letters]

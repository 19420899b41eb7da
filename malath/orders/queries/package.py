"""The answer to an order, in Arabic and English: what is given, thing by thing, and nothing of what is not."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from malath.accounts.models import User
from malath.accounts.rules import Holdings
from malath.agencies.words import ServiceKind
from malath.cases import queries as cases
from malath.cases.models import Note
from malath.documents import queries as documents
from malath.documents.models import Letter
from malath.orders import rules
from malath.orders.models import Asked, Order
from malath.orders.queries.things import Thing, always_struck
from malath.orders.words import NotGiven, ThingKind, WhyRefused
from malath.people import queries as people
from malath.people.languages import language_name
from malath.people.words import NAME_KINDS, NAME_PART_KINDS, DetailKind
from malath.privacy import queries as privacy
from malath.privacy.queries import ConsentLine
from malath.privacy.rules import Sight
from malath.referrals import queries as referrals
from malath.referrals.models import Referral
from malath.referrals.queries import body_of
from malath.ui.text import direction_of
from malath.ui.times import day_text, list_text, moment_text

TITLE = "\u0631\u0633\u0627\u0644\u0629 · Letter"
"""Neutral, in both languages: it stands in the window and in the list of files."""
IDENTITY_KINDS = (*sorted(NAME_KINDS), *NAME_PART_KINDS, DetailKind.BIRTH_DATE)
Paragraph = dict[str, str]
Told = dict[str, Any]


def package_of(
    order: Order,
    asked: Sequence[Asked],
    given: Mapping[str, Thing],
    *,
    sight: Sight,
    holdings: Holdings,
    strike: str,
    at: datetime,
) -> dict[str, Any]:
    """The whole answer as who checks it sees it, with what is struck out of it already struck."""
    words = always_struck(order) | set(strike.splitlines())

    def told() -> list[Told]:
        maker = _Maker(order, sight, holdings, words, at)
        things = [given[code] for row in asked for code in row.given]
        return [*(_line(row, given) for row in asked), *map(maker.annex, dict.fromkeys(things))]

    def foot() -> list[str]:
        return [
            _("This names what is given and says nothing about anything else."),
            _("Names of other persons and places where somebody could be found are struck out."),
        ]

    return _in_both(order, at, told, foot)


def refusal_of(order: Order, because: Collection[WhyRefused], at: datetime) -> dict[str, Any]:
    """The answer to an order on which nothing is given. It does not say whether anybody is known here."""

    def told() -> list[Told]:
        reasons = [_paragraph(str(reason.label)) for reason in because]
        return [{"heading": pgettext("order", "Nothing is given on this order"), "paragraphs": reasons}]

    return _in_both(order, at, told, lambda: [_("This does not say whether anything is held about anybody.")])


def mark_of(order: Order, who: User, at: datetime) -> str:
    """For whom a copy is, who took it, and when."""
    return f"{order.opened('body')} · {who.name_en} · {_english(moment_text, at)}"


def _english(text: Callable[[datetime], str], at: datetime) -> str:
    with translation.override("en"):
        return text(at)


def _in_both(order: Order, at: datetime, told: Callable[[], list[Told]], foot: Callable[[], list[str]]) -> dict[str, Any]:
    said = {language: _in_language(language, order, at, told, foot) for language in ("ar", "en")}
    return {"title": TITLE, **said}


def _in_language(
    language: str, order: Order, at: datetime, told: Callable[[], list[Told]], foot: Callable[[], list[str]]
) -> dict[str, Any]:
    with translation.override(language):
        return {
            "lang": language,
            "dir": "rtl" if language == "ar" else "ltr",
            "heading": _("Answer to an order"),
            "lead": [_("Issued: %(moment)s · Number: %(number)s") % {"moment": moment_text(at), "number": order.reference}],
            "rows": _head(order),
            "told": told(),
            "foot": [*foot(), _("For the body named above only. Do not copy it and do not pass it on.")],
        }


def _head(order: Order) -> list[list[str]]:
    return [
        [pgettext("referral", "From"), body_of(order.desk)],
        [pgettext("referral", "To"), order.opened("body")],
        [_("Number of the order"), order.opened("number") or _("None")],
        [_("Day of the order"), day_text(order.dated_on)],
    ]


def _line(row: Asked, given: Mapping[str, Thing]) -> Told:
    """One thing that the order names, in its own words, and what is given on it, or why nothing is."""
    labels = [given[code].label for code in row.given]
    said = [_("Given: %(things)s") % {"things": list_text(labels)}] if labels else []
    said += [str(NotGiven(row.because).label)] if row.because else []
    return {"heading": f"{row.number}. {row.opened('words')}", "paragraphs": [_paragraph(one) for one in said]}


class _Maker:
    """Makes what is given into paragraphs, each with what never leaves struck out."""

    def __init__(self, order: Order, sight: Sight, holdings: Holdings, words: Collection[str], at: datetime) -> None:
        self.order, self.sight, self.holdings, self.words, self.at = order, sight, holdings, words, at

    def annex(self, thing: Thing) -> Told:
        rows = self._paragraphs(thing)
        return {
            "heading": thing.label,
            "paragraphs": [{**row, "text": rules.struck(row["text"], self.words)} for row in rows]
            or [_paragraph(_("Nothing is written down about it."))],
        }

    def _paragraphs(self, thing: Thing) -> list[Paragraph]:
        made: dict[ThingKind, Callable[[], list[Paragraph]]] = {
            ThingKind.CONSENTS: self._consents,
            ThingKind.SUMMARY: self._summary,
            ThingKind.IDENTITY: self._identity,
            ThingKind.STATUS: self._statuses,
            ThingKind.NOTE: lambda: _of_note(thing.row),
            ThingKind.REFERRAL: lambda: _facts_of_referral(thing.row),
            ThingKind.LETTER: lambda: _of_letter(thing.row),
        }
        return made[thing.kind]()

    def _consents(self) -> list[Paragraph]:
        standing = privacy.consent_lines(self.order.person, self.sight, self.holdings, self.at)
        past = privacy.past_consents(self.order.person, self.sight, self.holdings, self.at)
        return [_paragraph(_answer_text(line)) for line in (*standing, *past) if line.ours]

    def _summary(self) -> list[Paragraph]:
        person = self.order.person
        needs = [str(need.label) for case in cases.cases_of(person.pk)[:1] for need in cases.needs_of(case)]
        rows = (
            (_("Age"), person.get_age_band_display()),
            (_("Sex"), person.get_sex_display()),
            (_("Language"), language_name(person.language)),
            (_("Needs"), list_text(needs)),
        )
        return [_pair(label, value) for label, value in rows if value]

    def _identity(self) -> list[Paragraph]:
        written = people.details_of([self.order.person_id], kinds=IDENTITY_KINDS).get(self.order.person_id, [])
        ours = [row for row in written if row.desk_id in self.holdings.desk_ids]
        return [_pair(str(row.kind.label), row.value) for row in ours]

    def _statuses(self) -> list[Paragraph]:
        return [
            _pair(str(line.status.label), moment_text(line.at))
            for case in cases.cases_of(self.order.person_id)
            for line in cases.status_lines(case)
        ]


def _answer_text(line: ConsentLine) -> str:
    """A question, the answer, when, and that it was taken back: history stays as it was."""
    said = f"{line.question}: {line.answer.label}" + (f" · {moment_text(line.at)}" if line.at else "")
    taken_back = _("Taken back: %(moment)s") % {"moment": moment_text(line.withdrawn_at)} if line.withdrawn_at else ""
    return f"{said} · {taken_back}" if taken_back else said


def _of_note(row: Note) -> list[Paragraph]:
    return documents.paragraphs_of(row.opened("text"))


def _facts_of_referral(row: Referral) -> list[Paragraph]:
    facts = referrals.minimum_facts(row)
    pairs = (
        (pgettext("referral", "For"), str(ServiceKind(row.type).label)),
        (pgettext("referral", "To"), body_of(row.receiving_desk)),
        (_("Age"), facts.age_band), (_("Sex"), facts.sex), (_("Language"), facts.language),
        (_("Needs"), list_text([str(need.label) for need in facts.needs])),
    )  # fmt: skip
    return [_pair(label, value) for label, value in pairs if value]


def _of_letter(row: Letter) -> list[Paragraph]:
    """A letter that was made before, in the language of this half."""
    part = documents.content_of(row)[translation.get_language() or "en"]
    told = [paragraph for one in part["told"] for paragraph in one["paragraphs"]]
    return [*(_pair(label, value) for label, value in part["rows"]), *told]


def _pair(label: str, value: str) -> Paragraph:
    return _paragraph(f"{label}: {value}")


def _paragraph(text: str) -> Paragraph:
    return {"dir": direction_of(text), "text": text}

"""What the letters of a person say, in Arabic and English: what was decided, and that they are under protection meanwhile. No
story and no reasons: somebody else may read them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from malath.accounts.models import User
from malath.cases.models import Case
from malath.cases.words import CaseStatus
from malath.documents.words import LetterKind
from malath.foundation import clock
from malath.identification.queries import last_decision, process_of, standing_status
from malath.people.languages import language_name
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.ui.help_lines import lines_of_help
from malath.ui.phones import phone_groups
from malath.ui.text import direction_of
from malath.ui.times import day_text, moment_text

TITLE = "\u0631\u0633\u0627\u0644\u0629 · Letter"
"""Neutral, in both languages: it stands in the window and in the list of files."""
BOTH = ("ar", "en")
Told = dict[str, Any]


def content_of(case: Case, kind: LetterKind, sight: Sight, at: datetime) -> dict[str, Any]:
    """Everything a letter says but its number, its code and the mark of a copy. The name stands on it as far as who issues it
    may see it: the letter is the person's own."""
    name = privacy.names_seen({case.person_id: sight})[case.person_id]
    told = _of_decision if kind == LetterKind.DECISION else _of_status
    return {"title": TITLE, **{language: _in_language(language, case, name, told, at) for language in BOTH}}


def mark_of(who: User, at: datetime) -> str:
    """Who took a copy, and when."""
    with translation.override("en"):
        return f"{who.agency.name_en} · {who.name_en} · {moment_text(at)}"


def _in_language(language: str, case: Case, name: str, told: Callable[[Case], Sequence[Told]], at: datetime) -> dict[str, Any]:
    with translation.override(language):
        aloud = language_name(case.person.language) if case.person.language not in {"", *BOTH} else ""
        rows = [[_("Name"), name]] if name else []
        rows += [[pgettext("letter", "To be read aloud in"), aloud]] if aloud else []
        return {
            "lang": language,
            "dir": "rtl" if language == "ar" else "ltr",
            "heading": _("Letter for the person named here"),
            "lead": [_("Issued: %(moment)s · Number: %(number)s") % {"moment": moment_text(at), "number": case.reference}],
            "rows": rows or [[_("Number"), case.reference]],
            "told": [*told(case), _help(language, at)],
            "foot": [_("It belongs to the person. Nobody may take it away or copy it without their yes.")],
        }


def _said(status: CaseStatus) -> str:
    """What was decided, in words to the person."""
    if status == CaseStatus.IDENTIFIED:
        return _("You were identified as a victim of trafficking in persons.")
    if status == CaseStatus.INCONCLUSIVE:
        return _("It could not be said whether you are a victim of trafficking in persons. The question stays open.")
    return _(
        "On what is known today you were not identified as a victim of trafficking in persons. That does not say that nothing"
        " was done to you."
    )


def _of_decision(case: Case) -> Sequence[Told]:
    """What was decided, until when another look can be asked for, and that help goes on in any case."""
    decision, process = last_decision(case), process_of(case)
    said = [_said(standing_status(decision))] if decision else []
    said.append(_("The reasons are told to you, and to your lawyer if you have one."))
    parts = [_part(_("What was decided"), said)]
    if decision and process and process.review_until and decision.status != CaseStatus.IDENTIFIED:
        until = {"day": day_text(clock.in_amman(process.review_until).date())}
        words = _("You, your lawyer or your case manager can ask once, until %(day)s, that somebody else looks at it.") % until
        parts.append(
            _part(_("You can ask for another look"), [words, _("Until then you keep the rights of a potential victim.")])
        )
    return parts


def _of_status(_case: Case) -> Sequence[Told]:
    """That the person is under protection while nothing is decided. What is asked of others is the mechanism's own rule."""
    asked = [
        _("Their situation is being looked at under the national referral mechanism. No decision has been made."),
        _("Please do not detain or remove them because of papers, work or an absence that was reported. Call us first."),
    ]
    ground = [_("It is a rule of the mechanism. Its ground in law has still to be confirmed by a lawyer.")]
    return [_part(_("The person named here is under protection"), asked), _part(_("What this rests on"), ground)]


def _help(language: str, at: datetime) -> Told:
    """Help routes stand on each letter, most of all where a decision is against the person."""
    lines = lines_of_help(language, clock.in_amman(at).date())
    first = _("A safe place, a doctor, a lawyer and help to go home do not depend on it.")
    numbers = [f"{line.who}: {phone_groups(line.number)}" for line in lines]
    return _part(_("Help goes on, whatever was decided"), [first, *numbers])


def _part(heading: str, texts: Sequence[str]) -> Told:
    return {"heading": heading, "paragraphs": [{"dir": direction_of(text), "text": text} for text in texts]}

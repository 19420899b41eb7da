"""What a letter about a referral says: in Arabic and English, the minimum facts and the reason, as the sender saw them."""

from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from malath.accounts.models import User
from malath.agencies.words import ServiceKind
from malath.documents import queries as documents
from malath.referrals import queries as referrals
from malath.referrals.models import Referral
from malath.referrals.queries import MinimumFacts, body_of
from malath.referrals.words import Urgency
from malath.ui.phones import phone_groups
from malath.ui.times import list_text, moment_text

TITLE = "\u0631\u0633\u0627\u0644\u0629 · Letter"
"""Neutral, in both languages: it stands in the window and in the list of files."""
Row = list[str]


def content_of(referral: Referral, at: datetime) -> dict[str, Any]:
    """Everything the letter says but its number, its code and the mark of a copy."""
    said = {language: _in_language(language, referral, at) for language in ("ar", "en")}
    return {"title": TITLE, **said}


def mark_of(referral: Referral, who: User, at: datetime) -> str:
    """For whom a copy is, who took it, and when."""
    with translation.override("en"):
        return f"{body_of(referral.receiving_desk)} · {who.name} · {moment_text(at)}"


def _in_language(language: str, referral: Referral, at: datetime) -> dict[str, Any]:
    with translation.override(language):
        reason = referral.opened("reason")
        return {
            "lang": language,
            "dir": "rtl" if language == "ar" else "ltr",
            "heading": _("Letter from one desk to another"),
            "lead": [_("Issued: %(moment)s · Number: %(number)s") % {"moment": moment_text(at), "number": referral.reference}],
            "rows": [*_bodies(referral), *_facts(referrals.minimum_facts(referral))],
            "told": [{"heading": pgettext("letter", "Why"), "paragraphs": documents.paragraphs_of(reason)}],
            "foot": [
                _("For the desk named above only. Do not copy it and do not pass it on."),
                _("Answer the sender by phone or in writing; they write your answer down."),
            ],
        }


def _bodies(referral: Referral) -> list[Row]:
    desk = referral.receiving_desk
    return [
        [pgettext("referral", "From"), body_of(referral.sending_desk)],
        [_("Phone"), phone_groups(referral.sending_desk.phone) or "–"],
        [pgettext("referral", "To"), body_of(desk)],
        [pgettext("referral", "For"), str(ServiceKind(referral.type).label)],
        [_("Urgency"), str(Urgency(referral.urgency).label)],
        *([[_("Answer until"), moment_text(referral.answer_due)]] if referral.answer_due else []),
    ]


def _facts(facts: MinimumFacts) -> list[Row]:
    child = _("Treated as a child")
    age = f"{facts.age_band} ({child})" if facts.is_child else facts.age_band
    return [
        [_("Age"), age],
        [_("Sex"), facts.sex],
        [_("Language"), facts.language or _("Not recorded")],
        [_("Risk"), str(facts.risk.label)],
        [_("Needs"), list_text([str(need.label) for need in facts.needs]) or _("Not recorded")],
    ]

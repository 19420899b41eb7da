"""All that a message may say. Whoever else reads it learns that something waits, and nothing more (security.md §9)."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from malath.inbox.words import Sentence

Letter = tuple[str, str]
MOST = 100


def digest(items: int, urgent: int, language: str) -> Letter:
    """Subject and body of a mail to a member of staff, in their language; more than a hundred are not counted."""
    with translation.override(language):
        return _waits(items), " ".join([_waits_for_you(items), *_urgent(urgent), _("Sign in.")])


def sentence(which: Sentence, language: str) -> str:
    """A text message to a member of staff, in their language."""
    with translation.override(language):
        return str(which.label)


def about_a_state(language: str) -> Letter:
    """The mail to which the signed state of the trail is attached: it goes to another body."""
    with translation.override(language):
        body = _("Please keep the attached file unchanged, apart from our own machines. It holds no personal data.")
        return _("For safekeeping"), body


def _waits(items: int) -> str:
    return ngettext("%(number)s item waits", "%(number)s items wait", items) % {"number": _number(items)}


def _waits_for_you(items: int) -> str:
    text = ngettext("%(number)s item waits for you.", "%(number)s items wait for you.", items)
    return text % {"number": _number(items)}


def _urgent(urgent: int) -> list[str]:
    text = ngettext("%(number)s is urgent.", "%(number)s are urgent.", urgent)
    return [text % {"number": _number(urgent)}] if urgent else []


def _number(count: int) -> str:
    return f"{count}+" if count >= MOST else str(count)

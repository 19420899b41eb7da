"""How soon somebody looks, what came of it, and what becomes of a code."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class CardWords:
    """What the sign card tells, on the screen and on paper."""

    title: Promise
    danger: Promise
    phone: Promise
    do: Promise
    do_these: tuple[Promise, ...]
    do_not: Promise
    not_these: tuple[Promise, ...]
    worry: Promise
    about_it: Promise
    unverified: Promise


CARD = CardWords(
    title=_("What to notice, what to do"),
    danger=_("Is somebody in danger now?"),
    phone=_("Phone. Do not wait for an answer here."),
    do=_("Do"),
    do_these=(
        _("Notice, be kind, stay calm."),
        _("Tell your desk the same day, with the form below or by phone."),
        _("Keep it to yourself. Nobody else needs to know."),
    ),
    do_not=_("Do not"),
    not_these=(
        _("Do not question anybody and do not investigate."),
        _("Do not speak to the family, the neighbours or whoever you suspect."),
        _("Promise nothing: neither that it stays secret nor that help comes."),
        _("Take no pictures, write no names, pass nothing on."),
    ),
    worry=_("I am worried about somebody"),
    about_it=_(
        "Your name is not asked for and not kept. Tick what you noticed; one sign is enough. It is no accusation: your desk "
        "looks at it."
    ),
    unverified=_(
        "The list was put together for this card from reports and experience. It is not an official list and was not verified "
        "yet."
    ),
)


class HowSoon(TextChoices):
    """How soon the desk looks at a concern. It follows from what was marked, and decides nothing else."""

    WATCH = "watch", _("Look again")
    ALERT = "alert", _("Within a working day")
    URGENT = "urgent", _("The same day")


class Who(TextChoices):
    """About whom somebody is worried, as far as they say so."""

    CHILD = "child", pgettext_lazy("concern", "A child or a young person under 18")
    ADULT = "adult", pgettext_lazy("concern", "An adult")
    NOT_SAID = "not_said", pgettext_lazy("concern", "I do not know")


class Soon(TextChoices):
    """Whether something is about to happen."""

    YES = "yes", pgettext_lazy("concern", "Yes")
    NO = "no", pgettext_lazy("concern", "No")
    NOT_SAID = "not_said", pgettext_lazy("concern", "I do not know")


class CodeState(TextChoices):
    """What becomes of a desk code."""

    OPENS = "opens", pgettext_lazy("desk code", "Opens the card")
    ENDED = "ended", pgettext_lazy("desk code", "Ended")
    EXPIRED = "expired", pgettext_lazy("desk code", "Its time is over")
    USED_UP = "used_up", pgettext_lazy("desk code", "Typed as often as agreed")
    DESK_CLOSED = "desk_closed", pgettext_lazy("desk code", "The desk was closed")


class CameOfIt(TextChoices):
    """What a desk did with a concern."""

    CASE_OPENED = "case_opened", _("A case was opened")
    PASSED_ON = "passed_on", _("Told to child protection or another service by phone")
    KNOWN = "known", _("Already being helped")
    NOT_FOUND = "not_found", _("Nobody could be found")
    NO_CONCERN = "no_concern", _("Looked at: no reason for concern")


class WhyNot(TextChoices):
    """Why an act on a code or a concern is refused."""

    CODE_ENDED = "code_ended", _("This code was ended. Make a new one.")
    DESK_CLOSED = "desk_closed", _("This desk was closed.")
    TOO_MANY_CODES = "too_many_codes", _("This desk has twenty codes that open already. End one first.")
    TAKEN = "taken", _("Somebody looks after this concern already.")
    NOT_TAKEN = "not_taken", _("First somebody has to look after this concern.")
    SETTLED = "settled", _("What came of this concern was written down already.")
    TOLD_ALREADY = "told_already", _("The supervisors were told already.")
    NOT_DUE = "not_due", _("Its moment has not come.")

"""How soon somebody looks, what came of it, and what becomes of a code."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NOT_TOLD = pgettext_lazy("helpline", "Not to be told:")
"""Stands before whatever a person does not want told."""


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


class Channel(TextChoices):
    """By which way somebody turned to the helpline."""

    WEB = "web", pgettext_lazy("helpline", "The public site")
    PHONE = "phone", pgettext_lazy("helpline", "By phone")
    WALK_IN = "walk_in", pgettext_lazy("helpline", "Came in person")
    MESSAGE = "message", pgettext_lazy("helpline", "By message")


class Triage(TextChoices):
    """How soon the helpline looks. It follows from what was said, and decides nothing else."""

    EMERGENCY = "emergency", pgettext_lazy("helpline", "Danger now: within 15 minutes")
    URGENT = "urgent", pgettext_lazy("helpline", "The same day: within 4 hours")
    NORMAL = "normal", pgettext_lazy("helpline", "Within a working day")


class ForWhom(TextChoices):
    """For whom somebody asks."""

    ME = "me", pgettext_lazy("helpline", "For me")
    OTHER = "other", pgettext_lazy("helpline", "For somebody else")


class YesNo(TextChoices):
    """An answer to a question that nobody has to answer."""

    YES = "yes", pgettext_lazy("helpline", "Yes")
    NO = "no", pgettext_lazy("helpline", "No")
    NOT_SAID = "not_said", pgettext_lazy("helpline", "I do not know, or would rather not say")


class Reach(TextChoices):
    """How the helpline may reach whoever asked."""

    NONE = "none", pgettext_lazy("helpline", "Do not call. I read the answer with my code.")
    CALL = "call", pgettext_lazy("helpline", "Call me, only at the hours I say")


class EntryKind(TextChoices):
    """What stands in the course of a contact."""

    HEARD = "heard", pgettext_lazy("helpline", "Said by them")
    ANSWER = "answer", pgettext_lazy("helpline", "Answered, to be read with the code")
    NOTE = "note", pgettext_lazy("helpline", "Note of the helpline")
    CALL = "call", pgettext_lazy("helpline", "Called")


class CallResult(TextChoices):
    """What came of a call back."""

    SPOKEN = "spoken", pgettext_lazy("helpline", "Spoke with them: the code word was right")
    NO_ANSWER = "no_answer", pgettext_lazy("helpline", "Nobody answered; nothing was left on a machine")
    STRANGER = "stranger", pgettext_lazy("helpline", "Another voice: only the neutral sentence was said")
    WRONG_WORD = "wrong_word", pgettext_lazy("helpline", "The code word was wrong: only the neutral sentence was said")


class ContactResult(TextChoices):
    """What came of a contact. Nobody is identified here: the most that is ever said is possible."""

    ADVISED = "advised", pgettext_lazy("helpline", "Advised; nothing more wanted")
    CASE_OPENED = "case_opened", pgettext_lazy("helpline", "A case was opened with the person")
    PASSED_ON = "passed_on", pgettext_lazy("helpline", "Told to another service by phone, as they wished")
    EMERGENCY_CALLED = "emergency_called", pgettext_lazy("helpline", "The emergency number was called")
    NO_MORE_HEARD = "no_more_heard", pgettext_lazy("helpline", "No more was heard of them")
    NOT_MEANT = "not_meant", pgettext_lazy("helpline", "Not meant seriously")


class WhyNotContact(TextChoices):
    """Why an act on a contact or a line is refused."""

    LINE_OPEN = "line_open", _("This desk takes contacts already.")
    LINE_CLOSED = "line_closed", _("This desk takes no contacts.")
    DESK_CLOSED = "desk_closed", pgettext_lazy("helpline", "This desk was closed.")
    TAKEN = "taken", _("A colleague looks after this contact already.")
    NOT_TAKEN = "not_taken", _("First somebody has to look after this contact.")
    SETTLED = "settled", pgettext_lazy("helpline", "What came of this contact was written down already.")
    FORGOTTEN = "forgotten", _("What was said was thrown away.")
    NOBODY_READS = "nobody_reads", _("There is no code with which somebody could read an answer.")
    NO_CALL = "no_call", _("They do not want to be called. Answer by the code.")
    NOT_NOW = "not_now", _("They may be called at the hours they said, and not now.")
    NOTHING_SAID = "nothing_said", _("Nothing was written.")
    TOLD_ALREADY = "told_already", pgettext_lazy("helpline", "Those above were told already.")
    NOT_DUE = "not_due", pgettext_lazy("helpline", "Its moment has not come.")
    CASE_BEFORE = (
        "case_before",
        _("A case was opened from this contact before. Go on with that one: a second would part one life."),
    )
    UNSEEN_EMERGENCY = "unseen_emergency", _("Nobody has looked at this emergency yet: a person has to, first.")

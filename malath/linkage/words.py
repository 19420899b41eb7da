"""What agrees between two files, what a person says of them, and why an act is refused."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Part(TextChoices):
    """What agrees between two files. Only that it does is told, never what it is."""

    GIVEN_NAME = "given_name", _("First name")
    MIDDLE_NAME = "middle_name", _("Middle name")
    FAMILY_NAME = "family_name", _("Family name")
    BIRTH_YEAR = "birth_year", _("Year of birth")
    NATIONALITY = "nationality", _("Nationality")
    PHONE = "phone", _("Phone")
    DOCUMENT = "document", _("Document number")


class Said(TextChoices):
    """What somebody said of two files. Nothing follows for help from any of it."""

    SAME = "same", _("The same person")
    DIFFERENT = "different", _("Two different people")
    UNSURE = "unsure", pgettext_lazy("linkage", "Not sure")


class Reply(TextChoices):
    """What a body did that was told of a question."""

    OPENLY = "openly", _("Speaks with who asks")
    SILENT = "silent", _("Says nothing")


class WhyNot(TextChoices):
    """Why nothing is said of two files."""

    REASON_MISSING = "reason_missing", _("Say what makes you sure, or not.")
    NOT_YOURS = "not_yours", _("Only the key worker of one of the files or a supervisor joins two files, or parts them.")
    SAID_MEANWHILE = "said_meanwhile", _("Somebody has judged these two files meanwhile. Look again.")
    ONE_ALREADY = "one_already", _("These files stand together already, through another one.")
    SAID_DIFFERENT = "said_different", _("Of two of the files that would stand together, somebody said: different people.")
    NOT_TOGETHER = "not_together", _("These files do not stand together.")
    TOGETHER = "together", _("These files stand together. Part them first.")


class WhyNotAsk(TextChoices):
    """Why no other body is asked."""

    NOT_AGREED = "not_agreed", _("The person has not agreed that the file is compared with those of other bodies.")
    BODY = "body", _("Police, prosecution and inspection do not ask: who agrees to be helped does not agree to be looked for.")
    NOTHING_TO_COMPARE = "nothing_to_compare", _("There is too little to compare: two names, or a name and a year of birth.")
    ASKED_LATELY = "asked_lately", _("Your body asked about this person in the last 30 days.")
    TOO_MANY = "too_many", _("You have asked about five people today. Go on tomorrow, or ask a colleague.")
    REASON_MISSING = "reason_missing", _("Say why it matters for the person.")


class WhyNotReply(TextChoices):
    """Why a question of another body is not answered."""

    ANSWERED = "answered", _("Somebody of your body has decided about this already.")
    TAKEN_BACK = "taken_back", _("The person does not agree any more that files are compared. Nothing can be told.")

"""The words of questionnaires."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WhyRefused(TextChoices):
    """Why a form is not taken in."""

    NOT_A_FORM = "not_a_form", _("This is not a form: an XLSForm is a workbook with the sheets survey, choices and settings.")
    TOO_LARGE = "too_large", _("The form is larger than anybody can fill in.")
    UNSAFE = "unsafe", _("The workbook is damaged, locked, or larger inside than it looks. It was not opened.")
    MACROS = "macros", _("The workbook carries macros. Save it without them.")
    NOTHING_ASKED = "nothing_asked", _("The form asks nothing.")
    XLSFORM = "xlsform", _("The XLSForm has an error. What was found is written below in English, with its row.")
    NOT_KNOWN = "not_known", _("Malath does not know this kind of question.")
    FORMULA = "formula", _("Malath does not know this part of a formula.")
    APPEARANCE = "appearance", _("This appearance changes what is asked, and Malath does not know it.")
    LIST_ELSEWHERE = "list_elsewhere", _("The answers come from another file. Write them on the sheet choices.")
    CHOICE_CODE = "choice_code", _("An answer of this list has no code, or a code with a space inside.")
    CHOICE_TWICE = "choice_twice", _("Two answers of this list have the same code.")
    REPEAT_IN_REPEAT = "repeat_in_repeat", _("A repeated group lies in a repeated group.")
    COUNTED = "counted", _("A repeated group with a fixed number is not known; leave the number to who fills it in.")
    TRIGGERED = "triggered", _("An answer that changes when another one changes is not known; use a calculation.")
    CIRCLE = "circle", _("Questions lean on each other in a circle.")
    MEDIA = "media", _("Pictures and sounds in a form are not known. Write what they say.")
    ENTITIES = "entities", _("The form keeps a list on every phone. People are never put into such a list.")
    WATCHED = "watched", _("The form watches the phone or who holds it. Take this row out.")


class WhyNotTaken(TextChoices):
    """Why a filled form is not taken."""

    NOT_XML = "not_xml", _("What came is not a filled form.")
    NO_MARK = "no_mark", _("The filled form does not say which form it is, or has no mark of its own.")
    OTHER_FORM = "other_form", _("The filled form does not fit the form it names.")
    UNKNOWN_FORM = "unknown_form", _("There is no such form, or not in this version.")
    OTHER_CONTENT = (
        "other_content",
        _("Something else was sent under the same mark before: send it again as an edit."),
    )
    TOO_LARGE = "too_large", _("The filled form is too large.")


class Kind(TextChoices):
    """What a form is for."""

    SCREENING = "screening", _("Screening guide")
    TEST = "test", _("Test before or after a training")
    KAP = "kap", _("Survey of knowledge, attitudes and practice")
    REINTEGRATION = "reintegration", _("Survey of reintegration")
    HTCDS = "htcds", _("Record in the case data standard (HTCDS)")
    OTHER = "other", _("Another form")


class State(TextChoices):
    """Where a version of a form stands. What was published never changes."""

    DRAFT = "draft", _("Draft")
    TRIED = "tried", _("Tried out")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class FilledState(TextChoices):
    """Where a filled form stands."""

    OPEN = "open", _("Begun")
    FINISHED = "finished", _("Finished")
    SEALED = "sealed", _("Sealed on the phone")
    THROWN = "thrown", _("Thrown away")


class Mended(TextChoices):
    """What was mended in a form when it came in, or is known to be wrong in it."""

    CODE_TRIMMED = "code_trimmed", _("A code had a space at its end; it was taken off.")
    TEXT_TRIMMED = "text_trimmed", _("Texts had spaces at their ends; they were taken off.")
    INSTANCE_NAME = "instance_name", _("The name that the form gives to each filling is not kept: it may name somebody.")
    TOLD = "told", _("What the reader of XLSForms remarked")


class WhyNot(TextChoices):
    """Why something is not done with a form."""

    SAME_VERSION = "same_version", _("This version is here already with other content. Give the form a new version.")
    OTHER_BODY = "other_body", _("A form with this id belongs to somebody else. Give yours another id.")
    HERE_ALREADY = "here_already", _("The very same form is here already.")
    OTHER_KIND = "other_kind", _("The versions before this one are of another kind.")
    NOT_TRIED = "not_tried", _("Nobody has tried it out yet.")
    OWN_FORM = "own_form", _("Somebody else publishes a form than who brought it in.")
    NOT_A_DRAFT = "not_a_draft", _("It was published or retired already.")
    NOT_PUBLISHED = "not_published", _("It is not published.")
    NOT_OPEN = "not_open", _("It was finished or thrown away already.")
    NOT_FINISHED = "not_finished", _("It is not finished yet.")
    HAS_ERRORS = "has_errors", _("Some answers have still to be mended.")
    MEANT_FOR_PHONES = "meant_for_phones", _("This form is sealed on the phone that fills it. It cannot be filled in here.")
    DESK_CLOSED = "desk_closed", _("The desk is closed.")
    REVOKED = "revoked", _("This phone was shut out already.")
    TOO_MANY_DEVICES = "too_many_devices", _("The desk has as many phones as it may have. Shut one out first.")
    NOT_DUE = "not_due", _("It is not time yet.")

"""Words of letters, and of files that are kept."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LetterKind(TextChoices):
    """What a letter is. It stands in no title and no file name."""

    REFERRAL = "referral", _("Referral letter")
    ORDER = "order", _("Answer to an order")
    DECISION = "decision", _("Letter of a decision")
    STATUS = "status", _("Status letter")
    CERTIFICATE = "training", _("Certificate of a training")
    EMBASSY = "embassy", _("Letter to an embassy")


class WhyRevoked(TextChoices):
    """Why a letter is valid no longer."""

    TAKEN_BACK = "taken_back", _("Taken back by who issued it")
    REPLACED = "replaced", _("Replaced by a newer one")
    BASIS_ENDED = "basis_ended", _("The ground it stood on ended")
    LAPSED = "lapsed", _("Not current any more: it was not renewed in time")


class Validity(TextChoices):
    """What the check says."""

    VALID = "valid", pgettext_lazy("letter", "Valid")
    NOT_VALID = "not_valid", pgettext_lazy("letter", "Not valid any more")
    UNKNOWN = "unknown", pgettext_lazy("letter", "Not known")


class AttachmentKind(TextChoices):
    """What a file is that is kept with a case."""

    IDENTITY = "identity", _("Identity paper")
    PHOTO = "photo", pgettext_lazy("attachment", "Photograph")
    MESSAGE = "message", _("Message or picture of a screen")
    WORK = "work", _("Contract, wage slip or other paper of work")
    MEDICAL = "medical", _("Medical paper")
    OFFICIAL = "official", _("Paper of police, court or an office")
    LETTER = "letter", pgettext_lazy("attachment", "Letter")
    OTHER = "other", pgettext_lazy("attachment", "Other")


class Format(TextChoices):
    """What the bytes of a file are: looked at, never believed from its name. The value is the ending of a copy."""

    PDF = "pdf", "PDF"
    JPEG = "jpg", pgettext_lazy("format", "Photograph (JPEG)")
    PNG = "png", pgettext_lazy("format", "Picture (PNG)")
    WORD = "docx", pgettext_lazy("format", "Text document (Word)")
    SHEET = "xlsx", pgettext_lazy("format", "Workbook (Excel)")
    TEXT = "txt", pgettext_lazy("format", "Plain text")
    MP4 = "mp4", pgettext_lazy("format", "Video (MP4)")
    WEBM = "webm", pgettext_lazy("format", "Video (WebM)")
    MP3 = "mp3", pgettext_lazy("format", "Sound (MP3)")
    OGG = "ogg", pgettext_lazy("format", "Sound (Ogg)")


class WhyNotKept(TextChoices):
    """Why a file is not taken in."""

    EMPTY = "empty", _("The file is empty.")
    TOO_LARGE = "too_large", _("The file is larger than 50 MB. Send it in parts, or photographs one by one.")
    UNKNOWN = (
        "unknown",
        _("Files of this kind are not kept here. Kept are PDF, JPEG, PNG, Word, Excel and plain text."),
    )
    OTHER_NAME = "other_name", _("The file is not what the end of its name says. It may be damaged, or disguised.")
    DAMAGED = "damaged", _("The file is damaged or cut off. Send it again from where it came.")
    HARMFUL = (
        "harmful",
        _("The file holds a sign of harmful software. Do not open it, and tell whoever looks after computers."),
    )
    TWO_IN_ONE = "two_in_one", _("Two files hide in this one. It is not kept; make a new copy, for example a photograph of it.")
    ACTIVE = (
        "active",
        _("This file can act by itself when it is opened (scripts, macros, files inside). Print it to PDF and send that."),
    )
    LOCKED = "locked", _("The file is locked with a password, so nobody can look through it. Send it without the password.")
    SAYS_PLACE = (
        "says_place",
        _("This video says where it was taken. Save it again without place and camera data, and send that."),
    )
    SAYS_WHO = (
        "says_who",
        _("This file says who made it. Save or print it anew without the name of its author, and send that."),
    )
    NOT_SCANNED = (
        "not_scanned",
        _("Files cannot be looked through for harmful software just now. Nothing was kept; try again in some minutes."),
    )


class WhyTakenAway(TextChoices):
    """Why a file is shown no longer."""

    WRONG_PERSON = "wrong_person", _("It belongs to somebody else")
    TWICE = "twice", pgettext_lazy("attachment", "It is here twice")
    UNREADABLE = "unreadable", _("It cannot be read")
    ASKED = "asked", _("The person asked for it")
    NOT_NEEDED = "not_needed", _("It is not needed for the work")

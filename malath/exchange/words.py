"""On what an import stands when its lines bring no consent, where a file on its way in stands, and why it ended."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from malath.privacy.words import BasisKind


@dataclass(frozen=True)
class GoingOn:
    """On what the lines stand that bring no consent: one of O1–O4 for the whole file, and why."""

    kind: BasisKind
    because: str


class Form(TextChoices):
    """What kind of file came."""

    CSV = "csv", _("Text table (CSV)")
    XLSX = "xlsx", _("Workbook")


class FileState(TextChoices):
    """Where a file on its way in stands. Nothing of it is seen by anybody before it is live."""

    MAPPING = "mapping", _("Columns to be chosen")
    CHECKING = "checking", _("Rows are being checked")
    FAULTY = "faulty", _("Rows to be mended")
    READY = "ready", _("Ready to be made live")
    MAKING = "making", _("Cases are being made")
    OPENED = "opened", _("Live")
    REMOVING = "removing", _("Being removed")
    DONE = "done", _("Live, and the file removed")
    REMOVED = "removed", _("Removed")


class WhyRemoved(TextChoices):
    """Why a file was removed without becoming cases."""

    CANCELLED = "cancelled", _("It was cancelled.")
    RIGHT_LOST = "right_lost", _("Who brought it in may no longer import at this desk.")
    UNREADABLE = "unreadable", _("It could not be read to its end.")
    LEFT_LYING = "left_lying", _("Nobody went on with it for seven days.")


class WhyNotBring(TextChoices):
    """Why a step of an import is refused."""

    NOT_NOW = "not_now", _("The file has moved on meanwhile. Look at where it stands.")
    STILL_FAULTY = "still_faulty", _("Some rows are not in order yet. Nothing was made.")
    REPEATED = "repeated", _("This very file was imported before. Confirm that its rows are new cases again.")
    IS_LIVE = "is_live", _("It is live already and can no longer be cancelled.")
    NO_MAPPING = "no_mapping", _("Choose for at least one column what it holds.")


class WhyNotLine(TextChoices):
    """Why a row of a return office's table brings nobody in."""

    NOT_AGREED = (
        "not_agreed",
        _("Both answers of the person stand in the row: record (C1) and return (C11). A yes is never guessed."),
    )
    NO_BIRTH = "no_birth", _("Without a birth date nobody knows whether this is a child.")
    NO_COUNTRY = "no_country", _("The row does not say to which country.")
    NO_DAY = "no_day", _("The row does not say since when the person asks.")
    A_CHILD = "a_child", _("A child comes by a case first, so that somebody protects it. Take the row out.")
    TOO_MANY = "too_many", _("At most 200 rows at once. Divide the table.")


class WhyNotSheet(TextChoices):
    """Why a step with a return office's table is refused."""

    ENDED = "ended", _("This table was brought in or given up already.")
    NO_COLUMNS = "no_columns", _("Say which column holds the country, the day, the birth date and both answers.")
    TWICE = "twice", _("Two columns cannot hold the same.")
    FAULTY = "faulty", _("Some rows have still to be mended. Nobody was brought in.")
    TOO_LARGE = "too_large", _("At most 1 MB. Divide the table.")
    REPEATED = "repeated", _("This very table was brought in before.")

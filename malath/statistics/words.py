"""Words of statistics: what is counted, what becomes of a table, why an act is refused."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Unit(TextChoices):
    """What is counted. Each is counted apart, and they are never added to each other (domain §16)."""

    PERSONS = "persons", _("Persons")
    CASES = "cases", _("Cases")
    REFERRALS = "referrals", _("Referrals")
    RETURNS = "returns", pgettext_lazy("figures", "Voluntary returns")
    CONTACTS = "contacts", pgettext_lazy("figures", "Contacts of the helpline")


class Age(TextChoices):
    """Child or adult. In doubt is a child."""

    CHILD = "child", pgettext_lazy("figures", "Children")
    ADULT = "adult", pgettext_lazy("figures", "Adults")
    UNKNOWN = "unknown", pgettext_lazy("age", "Not known")


class Origin(TextChoices):
    """Nationality in the two groups of the reports; who has the home nationality among others counts there."""

    HOME = "home", _("Nationality of the country")
    FOREIGN = "foreign", _("Another nationality")
    UNKNOWN = "unknown", _("Nationality not known")


class Form(TextChoices):
    """The one main form of exploitation that reports split by; worked out from the purposes of the matrix."""

    LABOUR = "labour", _("Labour exploitation")
    SEXUAL = "sexual", _("Sexual exploitation")
    ORGANS = "organs", _("Removal of organs")
    SEVERAL = "several", _("Several forms")
    UNSPECIFIED = "unspecified", _("Form not specified")


class Answered(TextChoices):
    """What became of a referral, and whether in time."""

    IN_TIME = "in_time", _("Answered in time")
    LATE = "late", _("Answered late")
    WAITS = "waits", _("Waits, in time")
    OVERDUE = "overdue", _("Waits beyond its time")
    ENDED = "ended", _("Ended without an answer")


class Taught(TextChoices):
    """Whether the officer who sent a referral had been trained by then, and what was answered (domain §11)."""

    TRAINED_YES = "trained_yes", _("Trained before: accepted")
    TRAINED_NO = "trained_no", _("Trained before: declined")
    OTHERS_YES = "others_yes", _("Not trained by then: accepted")
    OTHERS_NO = "others_no", _("Not trained by then: declined")
    NOT_COMPARED = "not_compared", _("Not answered, or of a body with too few officers to compare")


class YesNo(TextChoices):
    """Something that is or is not so."""

    YES = "yes", pgettext_lazy("figures", "Yes")
    NO = "no", pgettext_lazy("figures", "No")


class ReleaseState(TextChoices):
    """What becomes of a table."""

    PROPOSED = "proposed", pgettext_lazy("table", "Proposed")
    RELEASED = "released", pgettext_lazy("table", "Released")
    SENT_BACK = "sent_back", pgettext_lazy("table", "Sent back")
    CORRECTED = "corrected", pgettext_lazy("table", "Replaced by a newer version")
    WITHDRAWN = "withdrawn", pgettext_lazy("table", "Withdrawn")


class Measure(TextChoices):
    """What figures of a year count, in the years before Malath."""

    IDENTIFIED = "identified", _("Identified as victims of trafficking")
    POTENTIAL = "potential", _("Potential victims of trafficking")
    INVESTIGATED = "investigated", _("Investigations of trafficking")
    PROSECUTED = "prosecuted", _("Persons prosecuted for trafficking")
    CONVICTED = "convicted", _("Persons convicted of trafficking")


class YearState(TextChoices):
    """How far the figures of a year are settled."""

    OPEN = "open", pgettext_lazy("year", "Open")
    CLOSING = "closing", pgettext_lazy("year", "Waits to be closed")
    CLOSED = "closed", pgettext_lazy("year", "Closed")


class WhyNot(TextChoices):
    """Why an act is refused."""

    NOTHING_COMPILED = "nothing_compiled", _("Nothing was compiled yet. Compile first.")
    NO_ENGINE = "no_engine", _("The packages of statistics are not installed on this machine. Tell whoever looks after it.")
    DAMAGED = "damaged", _("What was compiled cannot be read any more. Compile again.")
    UNKNOWN_FIELD = "unknown_field", _("There is no such field for what is counted.")
    TOO_MANY = "too_many", _("Three fields at most: more would point at people.")
    TWICE = "twice", _("A field can be used only once.")
    TOO_LARGE = "too_large", _("This table has too many cells. Choose fewer or coarser fields.")
    EARLIER = "earlier", _("Together with tables that are out already, this one would tell of a few people. It is not told.")
    BUDGET = "budget", _("You asked for as many new tables as one person may in thirty days. What you asked for stays open.")
    ALREADY_PROPOSED = "already_proposed", _("This table waits for somebody's yes already.")
    NO_METHOD = "no_method", _("Write how the figures were made, in both languages.")
    SAME_PERSON = "same_person", _("Somebody else than who proposed it approves it.")
    NOT_PROPOSED = "not_proposed", _("This does not wait for a decision any more.")
    NOT_RELEASED = "not_released", _("This is not out.")
    NO_REASON = "no_reason", _("Write why.")
    NOT_A_YEAR = "not_a_year", _("Figures are entered for 2009 and later, and for no year to come.")
    YEAR_CLOSED = "year_closed", _("This year is closed, or waits to be closed. Somebody has to open it again first.")
    YEAR_COUNTED = "year_counted", _("This year is counted from files here. It is not entered by hand as well.")
    NEGATIVE = "negative", _("A number of people is not below zero.")
    NOT_THE_SUM = "not_the_sum", _("The parts of a split do not add up to the total.")
    HALF_A_SPLIT = "half_a_split", _("Fill in every part of a split, 0 where the source says none, or leave all of it empty.")
    NO_SOURCE = "no_source", _("Write where the figures come from.")
    WHY_CHANGED = "why_changed", _("Write why the figures change: what stood before stays to be read.")
    NOTHING_ENTERED = "nothing_entered", _("Nothing was entered for this year.")
    NOT_CLOSING = "not_closing", _("Nobody asked to close this year.")
    CLOSED_BY_ANOTHER = "closed_by_another", _("Somebody else than who asked closes a year.")
    NOT_CLOSED = "not_closed", _("This year is open.")


class Faulty(TextChoices):
    """What must be mended in a file of anonymised records before it comes in. Nothing that stands in a cell is repeated."""

    NOT_TEXT = "not_text", _("The file is no table of text in UTF-8.")
    NO_ROWS = "no_rows", _("The file has no line below its headings.")
    TOO_MANY_ROWS = "too_many_rows", _("The file has more than a million lines.")
    COLUMN_MISSING = "column_missing", _("A column of the published shape is missing.")
    COLUMN_UNKNOWN = "column_unknown", _("The published shape has no such column. Nothing else may come in with it.")
    COLUMN_TWICE = "column_twice", _("A column stands there twice.")
    WIDTH = "width", _("The line has more or fewer cells than there are headings.")
    NOT_A_YEAR = "not_a_year", _("This is no year between 1990 and 2100.")
    NOT_A_CODE = "not_a_code", _("This is none of the codes of the column.")
    NOT_A_COUNTRY = "not_a_country", _("This is no country in three letters.")
    NOT_A_FLAG = "not_a_flag", _("A flag is 1, or it is missing. Missing is never no.")


class WhyNotOpen(TextChoices):
    """Why an act of open data is refused."""

    FAULTY = "faulty", _("Something must be mended in the file first. Nothing of it was brought in.")
    NO_SOURCE = "no_source", _("Write whose file this is, and of when.")
    THERE_ALREADY = "there_already", _("This file was brought in already.")
    PUT_AWAY = "put_away", _("This file was put away.")
    SPENT = "spent", _("So many tables were told of this file that no new one is.")
    TOO_FEW = (
        "too_few",
        _(
            "Too few people are counted for this file. So few are told in tables alone: rows of them would point at people, or"
            " say nothing."
        ),
    )
    ONE_A_YEAR = (
        "one_a_year",
        _("A file of this kind was made within a year. Two soon after each other would tell who came since."),
    )
    TELLS_OF_FEW = (
        "tells_of_few",
        _("Together with tables that are out already, this file would tell of a few people. It is not made."),
    )
    COLUMNS = "columns", _("Choose two to six columns, each once.")
    EPSILON = "epsilon", _("Epsilon is 1, 2 or 4.")
    TOO_LOUD = (
        "too_loud",
        _("Too few people are counted: noise would hide nearly every number. So few are told in a few fixed tables alone."),
    )
    BUDGET_SPENT = "budget_spent", _("Less of the budget of epsilon is left than this takes. What was told stays open.")
    DRAWN_ALREADY = "drawn_already", _("Synthetic records were drawn from these counts already.")
    NO_NOISE = "no_noise", _("The package that adds noise is not installed on this machine. Tell whoever looks after it.")


class OwnFile(TextChoices):
    """What a file of open data of our own holds."""

    RECORDS = "records", _("Records in the shape of CTDC")
    NOISY = "noisy", _("Counts with noise")
    DRAWN = "drawn", _("Synthetic records")


class Answer(TextChoices):
    """How an item that others ask for stands with us."""

    TOLD = "told", _("Told in figures")
    IN_PART = "in_part", _("Told in part")
    RECORDED = "recorded", _("Recorded, and told in no figure")
    GAP = "gap", pgettext_lazy("reporting", "Gap")


class Block(TextChoices):
    """Of what an item is."""

    VICTIMS = "victims", _("People who were trafficked")
    JUSTICE = "justice", pgettext_lazy("reporting", "Justice")
    SYSTEM = "system", pgettext_lazy("reporting", "The mechanism")

"""Words of campaigns, sessions, materials and surveys."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Audience(TextChoices):
    """Whom a campaign, a session or a material speaks to (domain §14)."""

    STUDENTS = "students", _("School students, 13 to 18")
    UNIVERSITY = "university", _("University students")
    TEACHERS = "teachers", _("Teachers")
    EMPLOYERS = "employers", _("Employers and families")
    RECRUITERS = "recruiters", _("Recruitment offices")
    VOLUNTEERS = "volunteers", _("Refugees and volunteers")
    MIGRANTS = "migrants", _("Migrant workers")
    AT_RISK = "at_risk", _("People at risk")
    DEMAND = "demand", _("Men and boys, buyers and users")


class Channel(TextChoices):
    """By what way a campaign reaches people."""

    SESSION = "session", pgettext_lazy("campaign", "Sessions")
    SOCIAL = "social", _("Social media")
    RADIO = "radio", _("Radio and television")
    PRINT = "print", _("Print: posters, cards, leaflets")
    MESSAGE = "message", _("Text messages")
    WEB = "web", _("The public site")
    EVENT = "event", _("Community days")


class Tongue(TextChoices):
    """Languages that something is made in: tiers 0 to 2 of the languages met in Jordan, and sign language."""

    AR = "ar", _("Arabic")
    EN = "en", _("English")
    BN = "bn", _("Bengali")
    FIL = "fil", _("Filipino")
    SI = "si", _("Sinhala")
    TA = "ta", _("Tamil")
    NE = "ne", _("Nepali")
    HI = "hi", _("Hindi")
    AM = "am", _("Amharic")
    OM = "om", _("Oromo")
    SW = "sw", _("Swahili")
    LG = "lg", _("Luganda")
    AK = "ak", _("Twi")
    ID = "id", _("Indonesian")
    UR = "ur", _("Urdu")
    MY = "my", _("Burmese")
    ZH = "zh", _("Chinese")
    SO = "so", _("Somali")
    TI = "ti", _("Tigrinya")
    KU = "ku", _("Kurdish")


class CampaignState(TextChoices):
    """Where a campaign stands."""

    PLANNED = "planned", pgettext_lazy("campaign", "Planned")
    RUNNING = "running", pgettext_lazy("campaign", "Running")
    ENDED = "ended", pgettext_lazy("campaign", "Ended")
    CALLED_OFF = "called_off", pgettext_lazy("campaign", "Called off")


class SessionState(TextChoices):
    """Where a session stands."""

    PLANNED = "planned", pgettext_lazy("session", "Planned")
    HELD = "held", pgettext_lazy("session", "Held")
    CALLED_OFF = "called_off", pgettext_lazy("session", "Called off")


class MoneyKind(TextChoices):
    """What a line of money is."""

    BUDGET = "budget", pgettext_lazy("campaign", "Budget")
    SPENT = "spent", pgettext_lazy("campaign", "Spent")


class PlaceKind(TextChoices):
    """In what kind of place something happens. Never which one."""

    SCHOOL = "school", _("School")
    UNIVERSITY = "university", pgettext_lazy("place", "University")
    WORKPLACE = "workplace", _("Workplace")
    OFFICE = "office", _("Recruitment office")
    CAMP = "camp", pgettext_lazy("place", "Camp")
    CENTRE = "centre", _("Community centre")
    AIRPORT = "airport", _("Airport or border")
    STREET = "street", _("Public place")
    ONLINE = "online", _("Online")


class Facilitator(TextChoices):
    """Who held a session."""

    CTU = "ctu", _("Counter-Trafficking Unit")
    IOM = "iom", _("International Organization for Migration")
    MINISTRY = "ministry", _("Ministry")
    PARTNER = "partner", _("Partner organisation")
    PEER = "peer", _("Trained peer")


class Gender(TextChoices):
    """As counted in a session."""

    FEMALE = "female", pgettext_lazy("participants", "Women and girls")
    MALE = "male", pgettext_lazy("participants", "Men and boys")
    UNSAID = "unsaid", pgettext_lazy("participants", "Not said")


class Ages(TextChoices):
    """Age bands as counted in a session: estimated, never asked for one by one."""

    UNDER_13 = "under_13", pgettext_lazy("participants", "Under 13")
    TEENS = "teens", pgettext_lazy("participants", "13 to 17")
    YOUNG = "young", pgettext_lazy("participants", "18 to 25")
    GROWN = "grown", pgettext_lazy("participants", "26 to 59")
    OLDER = "older", pgettext_lazy("participants", "60 and older")
    UNSAID = "unsaid", pgettext_lazy("participants", "Not said")


class Origin(TextChoices):
    """Groups of nationality as counted in a session: broad on purpose."""

    JORDANIAN = "jordanian", _("Jordanian")
    SYRIAN = "syrian", _("Syrian")
    ARAB = "arab", _("Other Arab countries")
    ASIAN = "asian", _("Asia")
    AFRICAN = "african", _("Africa")
    OTHER = "other", pgettext_lazy("participants", "Elsewhere")
    UNSAID = "unsaid", pgettext_lazy("participants", "Not said")


class WhyNot(TextChoices):
    """Why something about campaigns and sessions is not done."""

    NAMES_SOMEBODY = (
        "names_somebody",
        _("A phone number, a reference or the number of a paper stands in it. Nothing here may lead to a person."),
    )
    NO_AUDIENCE = "no_audience", _("Say whom it speaks to.")
    NO_CHANNEL = "no_channel", _("Say by what way it reaches them.")
    NO_LANGUAGE = "no_language", _("Say in which languages it is.")
    ENDS_BEFORE = "ends_before", _("It ends before it begins.")
    NOT_THAT_WAY = "not_that_way", _("It cannot go from where it stands to there.")
    BECAUSE_MISSING = "because_missing", _("Say why.")
    SESSIONS_WAIT = "sessions_wait", _("Sessions of it are still planned: hold them or call them off first.")
    IS_OVER = "is_over", _("This campaign is over.")
    TOO_FINE = "too_fine", _("This currency has no such small coin. Nothing is rounded: write the amount anew.")
    NO_AMOUNT = "no_amount", _("An amount is more than nothing.")
    DAY_AHEAD = "day_ahead", _("This day has not come yet.")
    STRUCK = "struck", _("This line was struck already.")
    OTHER_AUDIENCE = "other_audience", _("The campaign does not speak to this audience.")
    OUTSIDE = "outside", _("This day lies outside the campaign.")
    NOT_PLANNED = "not_planned", _("This session is not waiting any more.")
    NOT_HELD = "not_held", _("This session was not held.")
    NEGATIVE = "negative", _("A count is not below zero.")
    NOBODY_CAME = "nobody_came", _("Nobody came: call the session off instead.")
    SUM_DIFFERS = "sum_differs", _("The parts do not add up to the number who came.")
    TOO_MANY = "too_many", _("More than came.")
    NO_FACILITATOR = "no_facilitator", _("Say who held it.")

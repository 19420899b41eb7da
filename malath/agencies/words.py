"""Kinds of bodies, what a desk can be asked for, where it is, and why a change is refused."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AgencyKind(TextChoices):
    """What a body is: decides how far a consent to refer reaches (domain: to whom, normal level)."""

    LABOUR = "labour", _("Labour inspection")
    POLICE = "police", _("Police")
    CTU = "ctu", _("Counter-Trafficking Unit")
    SOCIAL = "social", _("Social services")
    SHELTER = "shelter", _("Shelter house")
    HEALTH = "health", _("Health service")
    LEGAL = "legal", _("Legal aid")
    PROSECUTION = "prosecution", _("Public prosecution")
    ASSOCIATION = "association", _("Association")
    CAMP = "camp", _("Camp partner")
    RETURNS = "returns", _("Assisted voluntary return office")
    UN = "un", _("United Nations agency")
    FUND = "fund", _("Victims' Assistance Fund")
    MECHANISM = "mechanism", _("National referral mechanism secretariat")


class ServiceKind(TextChoices):
    """What a person can be referred for; also the type of a referral."""

    PROTECTION = "protection", _("Protection")
    IDENTIFICATION = "identification", _("Identification")
    SHELTER = "shelter", _("Shelter")
    HEALTH = "health", _("Health care")
    LEGAL = "legal", _("Legal aid")
    LABOUR_COMPLAINT = "labour_complaint", _("Labour complaint")
    AVRR = "avrr", _("Assisted voluntary return and reintegration")
    CHILD_PROTECTION = "child_protection", _("Child protection")
    INTERNATIONAL_PROTECTION = "international_protection", _("International protection")


class Governorate(TextChoices):
    """The twelve governorates, ISO 3166-2:JO."""

    AJLOUN = "AJ", _("Ajloun")
    AMMAN = "AM", _("Amman")
    AQABA = "AQ", _("Aqaba")
    TAFILAH = "AT", _("Tafilah")
    ZARQA = "AZ", _("Zarqa")
    BALQA = "BA", _("Balqa")
    IRBID = "IR", _("Irbid")
    JERASH = "JA", _("Jerash")
    KARAK = "KA", _("Karak")
    MAFRAQ = "MA", _("Mafraq")
    MADABA = "MD", _("Madaba")
    MAAN = "MN", _("Ma'an")


class Provenance(TextChoices):
    """How sure a holiday is; the same marks as in the file of the law."""

    VERIFIED = "verified", _("Official text read")
    PRESS = "verified_press", _("Read in the press")
    INFERRED = "inferred", _("Computed; the announcement decides")
    MEMORY = "memory", _("From memory, not checked")


class Accepts(TextChoices):
    """For whom a service is."""

    WOMEN = "women", _("Women")
    MEN = "men", _("Men")
    GIRLS = "girls", _("Girls")
    BOYS = "boys", _("Boys")


class Cost(TextChoices):
    """What a service costs the person. Not said is an answer of its own, never free."""

    NOT_SAID = "not_said", _("Not said")
    FREE = "free", _("Free of charge")
    ARRANGED = "arranged", _("By arrangement")
    PAID = "paid", _("Against payment")


class Voice(TextChoices):
    """Whose voice it is: a person may choose (domain §5.0)."""

    WOMAN = "woman", _("A woman")
    MAN = "man", _("A man")


class Way(TextChoices):
    """How somebody interprets."""

    PHONE = "phone", _("By phone")
    PRESENT = "present", _("In person")


class PostKind(TextChoices):
    """Where a liaison post stands (domain §2: the Unit has liaison officers in stations, camps and civil aviation)."""

    STATION = "station", _("Police station")
    CAMP = "camp", pgettext_lazy("liaison post", "Camp")
    AIRPORT = "airport", _("Airport")
    BORDER = "border", _("Border crossing")


class Reason(TextChoices):
    """Why an agency or a desk was not added or changed."""

    NAME_TAKEN = "name_taken", _("This name is already in use.")
    DESK_ENDED = "desk_ended", _("This desk was closed; it keeps its last state.")
    POST_HALF = "post_half", _("A liaison post needs both: where it stands, and to which desk it belongs.")
    POST_HOME = "post_home", _("A liaison post belongs to an open desk of the same body that is no post itself.")
    HAS_POSTS = "has_posts", _("Liaison posts belong to this desk. Close them first, or let them belong to another desk.")
    NOT_OFFERED = "not_offered", _("This desk cannot be asked for that any more.")
    INTERPRETER_ENDED = "interpreter_ended", _("This interpreter is no longer on the roster.")
    HOLIDAY_TAKEN = "holiday_taken", _("There is a holiday on this day already.")
    HOLIDAY_CANCELLED = "holiday_cancelled", _("This holiday was cancelled.")


WEEK = (
    ("6", _("Sunday")),
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
    ("5", _("Saturday")),
)
"""Weekdays as a Jordanian calendar lists them; the numbers are Python's."""


class Currency(TextChoices):
    """In which money is written down, ISO 4217. The dinar has three decimals, the others two."""

    JOD = "JOD", _("Jordanian dinar")
    USD = "USD", _("US dollar")
    EUR = "EUR", _("Euro")
    SAR = "SAR", _("Saudi riyal")
    PHP = "PHP", _("Philippine peso")
    BDT = "BDT", _("Bangladeshi taka")
    KES = "KES", _("Kenyan shilling")

"""Facts and details of a person. Values follow HTCDS 2.0 where it has a list (named in the comment)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sex(TextChoices):
    """ISO/IEC 5218, as words."""

    FEMALE = "female", pgettext_lazy("sex", "Female")
    MALE = "male", pgettext_lazy("sex", "Male")
    OTHER = "other", pgettext_lazy("sex", "Other")
    UNKNOWN = "unknown", pgettext_lazy("sex", "Not known")


class Gender(TextChoices):
    """HTCDS prs_Gender."""

    FEMININE = "Feminine", _("Feminine")
    MASCULINE = "Masculine", _("Masculine")
    TRANSGENDER_FEMININE = "TransgenderFeminine", _("Transgender feminine")
    TRANSGENDER_MASCULINE = "TransgenderMasculine", _("Transgender masculine")
    NON_CONFORMING = "NonConforming", _("Non-conforming")
    UNKNOWN = "NonSpecifiedUnknown", _("Not specified or not known")


class AgeBand(TextChoices):
    """Age as far as it is known. In doubt counts as a child until settled."""

    B0 = "0-8", _("0 to 8")
    B9 = "9-17", _("9 to 17")
    CHILD = "child", _("Child, age not known")
    DOUBT = "doubt", _("Age in doubt: treated as a child")
    B18 = "18-20", _("18 to 20")
    B21 = "21-29", _("21 to 29")
    B30 = "30-38", _("30 to 38")
    B39 = "39-47", _("39 to 47")
    B48 = "48+", _("48 or older")
    ADULT = "adult", _("Adult, age not known")
    UNKNOWN = "unknown", pgettext_lazy("age", "Not known")


CHILD_BANDS = frozenset({AgeBand.B0, AgeBand.B9, AgeBand.CHILD, AgeBand.DOUBT})


class DetailKind(TextChoices):
    """What identifies or reaches a person. All sealed."""

    NAME = "name", _("Name as said")
    NAME_ARABIC = "name_ar", _("Name in Arabic script")
    NAME_LATIN = "name_la", _("Name in Latin script")
    FIRST_NAME = "first", _("First name")
    MIDDLE_NAME = "middle", _("Middle name")
    FAMILY_NAME = "family", _("Family name")
    SALUTATION = "salutation", _("Salutation")
    TITLE = "title", _("Title")
    BIRTH_DATE = "birth", _("Birth date or year")
    PHONE = "phone", _("Mobile phone")
    OTHER_PHONE = "phone2", _("Other phone")
    EMAIL = "email", _("E-mail address")
    DOCUMENT = "document", _("Document number")
    STREET = "street", _("Street")
    CITY = "city", _("Town")
    STATE = "state", _("Region or governorate of the address")
    POSTCODE = "postcode", _("Postal code")
    COUNTRY = "country", _("Country of the address")
    LATITUDE = "latitude", _("Latitude")
    LONGITUDE = "longitude", _("Longitude")


NAME_KINDS = frozenset({DetailKind.NAME, DetailKind.NAME_ARABIC, DetailKind.NAME_LATIN})
NAME_PART_KINDS = (DetailKind.FIRST_NAME, DetailKind.MIDDLE_NAME, DetailKind.FAMILY_NAME)
PHONE_KINDS = frozenset({DetailKind.PHONE, DetailKind.OTHER_PHONE})
CONTACT_KINDS = PHONE_KINDS | {
    DetailKind.EMAIL,
    DetailKind.STREET,
    DetailKind.CITY,
    DetailKind.STATE,
    DetailKind.POSTCODE,
    DetailKind.COUNTRY,
    DetailKind.LATITUDE,
    DetailKind.LONGITUDE,
}
PLACE_KINDS = frozenset({DetailKind.STREET, DetailKind.POSTCODE, DetailKind.LATITUDE, DetailKind.LONGITUDE})
"""With which somebody is found."""


class MaritalStatus(TextChoices):
    """HTCDS prs_MaritalStatus."""

    SINGLE = "Single", _("Single")
    MARRIED = "Married", _("Married")
    WIDOWED = "Widowed", _("Widowed")
    DIVORCED = "Divorced", _("Divorced")
    SEPARATED = "Separated", _("Separated")
    PARTNERSHIP = "RegisteredPartnership", _("Registered partnership")


class Education(TextChoices):
    """HTCDS prs_HighestLevelOfEducation (ISCED 2011)."""

    EARLY = "EarlyChildhoodEducation", _("Early childhood education")
    PRIMARY = "PrimaryEducation", _("Primary education")
    LOWER_SECONDARY = "LowerSecondaryEducation", _("Lower secondary education")
    UPPER_SECONDARY = "UpperSecondaryEducation", _("Upper secondary education")
    POST_SECONDARY = "PostSecondaryNonTertiaryEducation", _("Post-secondary education")
    SHORT_TERTIARY = "ShortCycleTertiaryEducation", _("Short-cycle tertiary education")
    BACHELOR = "BachelorsOrEquivalentLevel", _("Bachelor's or equivalent")
    MASTER = "MastersOrEquivalentLevel", _("Master's or equivalent")
    DOCTOR = "DoctoralOrEquivalentLevel", _("Doctoral or equivalent")


class Channel(TextChoices):
    """How the person agreed to be reached."""

    NONE = "none", _("Not at all")
    CALL = "call", _("Phone call")
    MESSAGE = "message", _("Text message")
    THROUGH = "through", _("Through somebody the person named")
    IN_PERSON = "in_person", _("Only in person")

"""What agrees between two files."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Part(TextChoices):
    """What agrees between two files. Only that it does is told, never what it is."""

    GIVEN_NAME = "given_name", _("First name")
    MIDDLE_NAME = "middle_name", _("Middle name")
    FAMILY_NAME = "family_name", _("Family name")
    BIRTH_YEAR = "birth_year", _("Year of birth")
    NATIONALITY = "nationality", _("Nationality")
    PHONE = "phone", _("Phone")
    DOCUMENT = "document", _("Document number")

"""What the framework asks before a password is set."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from malath.accounts.password_rules import is_listed, is_little_more

if TYPE_CHECKING:
    from malath.accounts.models import User


class HouseWords:
    """No word of the house, nor of the names of its owner and their body, with digits and signs around it."""

    def validate(self, password: str, user: "User | None" = None) -> None:
        own = (user.name_en, user.name_ar) if user is not None else ()
        of_their_body = (user.agency.name_en, user.agency.name_ar) if user is not None and user.agency_id else ()
        if is_little_more(password, own + of_their_body):
            raise ValidationError(_("This is little more than a word that everybody here would try. Add words of your own."))

    def get_help_text(self) -> str:
        return ""


class NotStolen:
    """No password of a list of stolen ones, where a setting names its file: the SHA-1 of each in hexadecimal, one a line, in
    their order, as such lists are given away. It is looked up on this machine, and nobody is asked."""

    def validate(self, password: str, user: "User | None" = None) -> None:  # the framework's shape
        if not settings.MALATH_STOLEN_PASSWORDS:
            return
        path = Path(settings.MALATH_STOLEN_PASSWORDS)
        mark = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
        with path.open("rb") as file:
            if is_listed(file, path.stat().st_size, mark):
                raise ValidationError(_("This password stands in a list of stolen ones, which is tried first. Take another."))

    def get_help_text(self) -> str:
        return ""

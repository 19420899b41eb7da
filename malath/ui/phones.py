"""Phone numbers: E.164 inside, readable groups outside."""

import phonenumbers

from malath.ui.text import clean_line, digits


def read_phone(text: str) -> str:
    """The number in `text` as E.164, read as Jordan's when no country is given; "" when it is none."""
    try:
        number = phonenumbers.parse(clean_line(digits(text)), "JO")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number) or number.extension:
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def phone_groups(number: str) -> str:
    """An E.164 number in readable groups; anything else comes back unchanged."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))

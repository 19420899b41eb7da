"""What a column of a file can be: the fields of the standard, a whole name, and which headings say which."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from malath.exchange.headings import BY_LABEL, BY_NAME
from malath.exchange.standard import FIELDS, Field, FieldName, Kind, folded

WHOLE_NAME: Final = Field(
    name="own_Name",
    prefix="own",
    label="Whole name",
    label_ar="الاسم الكامل",
    kind=Kind.TEXT,
    is_many=False,
    is_core=True,
    is_deprecated=False,
    choices=MappingProxyType({}),
    known=MappingProxyType({}),
    limits=None,
)
COLUMNS: Final[Mapping[FieldName, Field]] = MappingProxyType({WHOLE_NAME.name: WHOLE_NAME, **FIELDS})
CONSENT: Final = "con_Consent"
ALSO: Final[Mapping[str, Sequence[str]]] = {
    "own_Name": ("name", "full name", "الاسم", "اسم", "الاسم الرباعي", "الاسم كاملا"),
    "prs_FirstName": ("first name", "given name", "الاسم الأول"),
    "prs_MiddleName": ("middle name", "father's name", "اسم الأب"),
    "prs_SecondName": ("family name", "surname", "last name", "العائلة", "اسم العائلة", "الشهرة"),
    "prs_Birthdate": ("birth date", "date of birth", "dob", "تاريخ الميلاد", "تاريخ الولادة"),
    "prs_Gender": ("sex", "gender", "الجنس", "النوع الاجتماعي"),
    "prs_Citizenship": ("nationality", "citizenship", "الجنسية"),
    "prs_MobilePhone": ("phone", "mobile", "telephone", "الهاتف", "رقم الهاتف", "الجوال", "رقم الجوال", "الموبايل"),
    "prs_IdentityNumber": ("passport", "passport number", "document", "رقم الجواز", "رقم الوثيقة", "الرقم الوطني"),
    "prs_PrimaryLanguage": ("language", "اللغة"),
    "con_Consent": ("consent", "agreed", "الموافقة", "موافقة"),
    "cco_CaseComment": ("comment", "note", "notes", "ملاحظات", "ملاحظة"),
}
BY_OTHER_WORD: Final = {folded(word): name for name, words in ALSO.items() for word in words}


def suggested(headings: Sequence[tuple[int, str]]) -> dict[int, FieldName]:
    """The field of each heading that can only mean one, each field once."""
    found: dict[int, FieldName] = {}
    for number, heading in headings:
        name = meant_by(heading)
        if name is not None and name not in found.values():
            found[number] = name
    return found


def meant_by(heading: str) -> FieldName | None:
    word = folded(heading)
    if word in BY_NAME:
        return BY_NAME[word].name
    labelled = BY_LABEL.get(word, ())
    return labelled[0].name if len(labelled) == 1 else BY_OTHER_WORD.get(word)

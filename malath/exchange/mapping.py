"""One line of the standard as our acts take it, and what is known of a case as one line again. Pure.

A column is *rebuilt* when rows of ours hold what it says; every other one is *kept* as imported. Nothing is lost on
the way in, and nothing is written out that the viewer may not see.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from itertools import chain
from types import MappingProxyType
from typing import Final

from django.utils.translation import override

from malath.cases.actions import FirstFacts
from malath.cases.words import CaseStatus, DecidedBy, NoteKind
from malath.exchange.headings import Column
from malath.exchange.htcds import Agreement, Row, Sheet
from malath.exchange.preview import shown
from malath.exchange.reasons import NO_FACTS, Finding, WhyWrong
from malath.exchange.screened import merged
from malath.exchange.standard import FIELDS, Field, FieldName, Kind
from malath.exchange.values import Value
from malath.people.dates import Birth
from malath.people.rules import display_name
from malath.people.words import NAME_KINDS, NAME_PART_KINDS, AgeBand, DetailKind, Sex
from malath.privacy.words import Answer, BasisKind
from malath.screening.rules import Gist
from malath.ui.fields import STORY_LENGTH

STANDARD: Final = "HTCDS 2.0"
CONSENT_WORDS: Final = "HTCDS 2.0 con_Consent: the words that were read are not known."
ADULT_FROM: Final = 18
BETWEEN_NOTES: Final = "\n\n"

DETAILS: Final[Mapping[FieldName, DetailKind]] = {
    "prs_Salutation": DetailKind.SALUTATION,
    "prs_Title": DetailKind.TITLE,
    "prs_FirstName": DetailKind.FIRST_NAME,
    "prs_MiddleName": DetailKind.MIDDLE_NAME,
    "prs_SecondName": DetailKind.FAMILY_NAME,
    "prs_Birthdate": DetailKind.BIRTH_DATE,
    "prs_IdentityNumber": DetailKind.DOCUMENT,
    "prs_Email": DetailKind.EMAIL,
    "prs_HomePhone": DetailKind.OTHER_PHONE,
    "prs_MobilePhone": DetailKind.PHONE,
    "prs_MailingStreet": DetailKind.STREET,
    "prs_MailingCity": DetailKind.CITY,
    "prs_MailingState": DetailKind.STATE,
    "prs_MailingPostalCode": DetailKind.POSTCODE,
    "prs_MailingCountry": DetailKind.COUNTRY,
    "prs_MailingLatitude": DetailKind.LATITUDE,
    "prs_MailingLongitude": DetailKind.LONGITUDE,
}
FACTS: Final[Mapping[FieldName, str]] = {
    "prs_Gender": "gender",
    "prs_Citizenship": "nationalities",
    "prs_PrimaryLanguage": "language",
    "prs_SecondaryLanguage": "second_language",
    "prs_MaritalStatus": "marital_status",
    "prs_NumberOfChildren": "children",
    "prs_HighestLevelOfEducation": "education",
    "prs_Deceased": "deceased",
}
OUTGOING: Final = ("cas_ReferredOrganisation", "cas_OutgoingReferralDate", "cas_OutgoingReferralDetails")
"""Kept as imported until the case is referred in Malath; from then on they tell of that referral."""
BECOME_ROWS: Final = frozenset(
    {
        *DETAILS,
        *FACTS,
        "con_Consent",
        "vic_TraffickingStatus",
        "vic_TraffickingStatusDecisionMakingOrg",
        "cas_Status",
        "cco_CaseComment",
    }
)
"""Columns that an import makes rows of."""
REBUILT: Final = BECOME_ROWS | set(OUTGOING)
"""Columns that an export writes from our rows."""

SEX_OF_GENDER: Final = {"Feminine": Sex.FEMALE, "Masculine": Sex.MALE}
"""The standard knows gender only; a receiving desk has to know the sex, and reads it where the two go together."""
BANDS: Final = (
    (9, AgeBand.B0), (18, AgeBand.B9), (21, AgeBand.B18), (30, AgeBand.B21), (39, AgeBand.B30), (48, AgeBand.B39),
)  # fmt: skip

WAYS: Final[Mapping[str, tuple[CaseStatus, ...]]] = {
    "PossibleVictimOfTrafficking": (CaseStatus.POTENTIAL,),
    "ActualVictimOfTrafficking": (CaseStatus.POTENTIAL, CaseStatus.IDENTIFIED),
    "NotAVictimOfTrafficking": (CaseStatus.POTENTIAL, CaseStatus.NOT_IDENTIFIED),
}
"""By which steps a new case comes to what the standard says of it."""
SAID_OF: Final[Mapping[CaseStatus, str]] = {
    CaseStatus.POTENTIAL: "PossibleVictimOfTrafficking",
    CaseStatus.IDENTIFIED: "ActualVictimOfTrafficking",
    CaseStatus.NOT_IDENTIFIED: "NotAVictimOfTrafficking",
    # Silence or doubt is never a no: the rights of a potential victim last (domain §5.4).
    CaseStatus.INCONCLUSIVE: "PossibleVictimOfTrafficking",
}
ENDINGS: Final[Mapping[str, CaseStatus]] = {
    "FollowUp": CaseStatus.FOLLOW_UP,
    "Closed": CaseStatus.CLOSED,
    "ClosedReferred": CaseStatus.CLOSED,
}
LANGUAGES: Final = ("ar", "en")
NOTHING_KEPT: Final = json.dumps({"values": {}, **{language: [] for language in LANGUAGES}})


@dataclass(frozen=True)
class Step:
    """One status on the way, and what kind of body decided it."""

    status: CaseStatus
    decided_by: DecidedBy | None = None


@dataclass(frozen=True)
class Arrival:
    """One line as our acts take it."""

    first: FirstFacts
    answer: Answer
    steps: tuple[Step, ...]
    kept: str


@dataclass(frozen=True)
class Sent:
    """A referral made in Malath. `reason` is None where it is not the viewer's to read."""

    receiving: str
    on: date
    reason: str | None


@dataclass(frozen=True)
class Known:
    """What a viewer may take out of one case. What is not theirs to see is absent, as what was never recorded.

    `status` is None as long as a case stands as it was imported; `kept` is what the import left as JSON; `screened` what the
    last screening says, where others were asked to look after it.
    """

    facts: Mapping[str, object] = field(default_factory=dict)
    details: Mapping[DetailKind, str] = field(default_factory=dict)
    consent: bool | None = None
    decision: Step | None = None
    status: CaseStatus | None = None
    sent: Sent | None = None
    notes: Sequence[str] = ()
    kept: str = ""
    screened: Gist | None = None


def grounded(sheet: Sheet, ground: BasisKind | None, *, today: date) -> Sheet:
    """The sheet, with a problem on each line of a person whom nothing allows to record: neither their own yes nor the
    ground chosen for the file."""
    column = sheet.column_of("con_Consent")
    whys = ((said.row, why_ungrounded(said, ground, today)) for said in sheet.agreements)
    return sheet.with_problems([_finding(why, row, column) for row, why in whys if why is not None])


def arrival(row: Row, *, today: date) -> Arrival:
    """One line as our acts take it. Ages are reckoned on `today`."""
    decided_by = row.values.get("vic_TraffickingStatusDecisionMakingOrg")
    decision = row.values.get("vic_TraffickingStatus")
    kept = {name: value for name, value in row.values.items() if _is_kept(name, decided=decision is not None)}
    return Arrival(
        first=FirstFacts(
            facts=dict(_facts_in(row, today)),
            details=details_in(row),
            notes=[(NoteKind.OBSERVATION, str(row.values[n])) for n in ("cco_CaseComment",) if n in row.values],
        ),
        answer=_answer(row.values.get("con_Consent")),
        steps=_steps(decision, decided_by, row.values.get("cas_Status")),
        kept=kept_as_json(kept),
    )


def details_in(row: Row) -> list[tuple[DetailKind, str]]:
    """What of a line identifies or reaches the person."""
    return [(kind, _text(row.values[name])) for name, kind in DETAILS.items() if name in row.values]


def line(known: Known, number: int) -> Row:
    """What is known of a case as one line, in the order of the standard."""
    found = dict(
        chain(
            _kept_out(known),
            _screened_out(known),
            _details_out(known.details),
            _facts_out(known.facts),
            _status_out(known),
            _sent_out(known.sent),
            _rest_out(known),
        )
    )
    return Row(number, MappingProxyType({name: found[name] for name in FIELDS if name in found}))


def comment(notes: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Notes as one comment of the standard, and the pieces for which a comment has no room left."""
    pieces = [note[start : start + STORY_LENGTH] for note in notes for start in range(0, len(note), STORY_LENGTH)]
    taken, length = 0, -len(BETWEEN_NOTES)
    while taken < len(pieces) and length + len(BETWEEN_NOTES) + len(pieces[taken]) <= STORY_LENGTH:
        length += len(BETWEEN_NOTES) + len(pieces[taken])
        taken += 1
    return BETWEEN_NOTES.join(pieces[:taken]), tuple(pieces[taken:])


def kept_as_json(values: Mapping[FieldName, Value]) -> str:
    """What is kept: the values, and how a page shows them in each language."""
    if not values:
        return NOTHING_KEPT
    kept = {name: list(value) if isinstance(value, tuple) else plain(value) for name, value in values.items()}
    return json.dumps({"values": kept, **_shown(values)}, ensure_ascii=False)


def kept_in(text: str) -> Mapping[FieldName, Value]:
    """The values that were kept."""
    values: Mapping[FieldName, object] = json.loads(text)["values"] if text else {}
    return {name: value_of(value, FIELDS[name]) for name, value in values.items()}


def age_band(birthdate: object, today: date) -> AgeBand:
    """In which band somebody is on a day; not known without a birth date."""
    if not isinstance(birthdate, date):
        return AgeBand.UNKNOWN
    age = _age(birthdate, today)
    return next((band for below, band in BANDS if age < below), AgeBand.B48)


def why_ungrounded(said: Agreement, ground: BasisKind | None, today: date) -> WhyWrong | None:
    """Why nothing allows to record the person of a line."""
    if said.consent:
        return None
    if ground is None:
        return WhyWrong.NOT_AGREED
    is_child = said.birthdate is not None and _age(said.birthdate, today) < ADULT_FROM
    return WhyWrong.NOT_A_CHILD if ground == BasisKind.O2 and not is_child else None


def _finding(why: WhyWrong, row: int, column: Column | None) -> Finding:
    return Finding(why, row, "", "", "", NO_FACTS) if column is None else column.finding(why, row=row)


def _is_kept(name: FieldName, *, decided: bool) -> bool:
    """The status of the case is kept beside what becomes of it: ours says more, and the standard's word is not lost."""
    if name == "vic_TraffickingStatusDecisionMakingOrg":
        return not decided
    return name not in BECOME_ROWS or name == "cas_Status"


def _facts_in(row: Row, today: date) -> Iterator[tuple[str, object]]:
    for name, fact in FACTS.items():
        if name in row.values:
            value = row.values[name]
            yield fact, list(value) if isinstance(value, tuple) else value
    yield "sex", SEX_OF_GENDER.get(str(row.values.get("prs_Gender")), Sex.UNKNOWN)
    yield "age_band", age_band(row.values.get("prs_Birthdate"), today)


def _steps(decision: Value | None, decided_by: Value | None, status: Value | None) -> tuple[Step, ...]:
    way = [Step(one) for one in WAYS.get(str(decision), ())]
    if way and decided_by is not None:
        way[-1] = Step(way[-1].status, DecidedBy(str(decided_by)))
    ending = ENDINGS.get(str(status))
    if ending == CaseStatus.FOLLOW_UP and not way:
        way.append(Step(CaseStatus.ACCEPTED))
    return (*way, Step(ending)) if ending else tuple(way)


def _answer(consent: Value | None) -> Answer:
    return Answer.NOT_ASKED if consent is None else Answer.YES if consent else Answer.NO


def _kept_out(known: Known) -> Iterator[tuple[FieldName, Value]]:
    """A referral made here takes the place of an older one altogether."""
    for name, value in kept_in(known.kept).items():
        if known.sent is None or name not in OUTGOING:
            yield name, value


def _screened_out(known: Known) -> Iterator[tuple[FieldName, Value]]:
    if known.screened is not None:
        yield from merged(kept_in(known.kept), known.screened)


def _details_out(details: Mapping[DetailKind, str]) -> Iterator[tuple[FieldName, Value]]:
    """A name that nobody took apart goes whole where the first name stands."""
    for name, kind in DETAILS.items():
        value = _detail(details.get(kind, ""), FIELDS[name])
        if value is not None:
            yield name, value
    if not any(details.get(kind) for kind in NAME_PART_KINDS):
        whole = display_name([(kind, text) for kind, text in details.items() if kind in NAME_KINDS])
        if whole:
            yield "prs_FirstName", whole


def _detail(text: str, of: Field) -> Value | None:
    """What was written, where the column can hold it: a birth year alone is no date."""
    if not text:
        return None
    try:
        day = Birth.of(text).converted
        return date.fromisoformat(day) if of.kind is Kind.DATE else _number(text) if of.kind is Kind.DECIMAL else text
    except (ValueError, InvalidOperation):
        return None


def _number(text: str) -> Decimal:
    return Decimal(repr(float(Decimal(text))))


def _facts_out(facts: Mapping[str, object]) -> Iterator[tuple[FieldName, Value]]:
    for name, fact in FACTS.items():
        value = facts.get(fact)
        if value not in (None, "", []):
            yield name, value_of(value, FIELDS[name])


def _status_out(known: Known) -> Iterator[tuple[FieldName, Value]]:
    if known.decision is not None:
        yield "vic_TraffickingStatus", SAID_OF[known.decision.status]
        if known.decision.decided_by is not None:
            yield "vic_TraffickingStatusDecisionMakingOrg", known.decision.decided_by.value
    if known.status is not None:
        said = {CaseStatus.CLOSED: "Closed", CaseStatus.FOLLOW_UP: "FollowUp"}
        yield "cas_Status", said.get(known.status, "Active")


def _sent_out(sent: Sent | None) -> Iterator[tuple[FieldName, Value]]:
    if sent is not None:
        yield from zip(OUTGOING[:2], (sent.receiving, sent.on), strict=True)
        if sent.reason:
            yield OUTGOING[2], sent.reason


def _rest_out(known: Known) -> Iterator[tuple[FieldName, Value]]:
    if known.consent is not None:
        yield "con_Consent", known.consent
    text, _ = comment(known.notes)
    if text:
        yield "cco_CaseComment", text


def _shown(values: Mapping[FieldName, Value]) -> dict[str, list[tuple[str, str]]]:
    """Labels and values in each language; where two fields have the same label, the name of the field beside it."""
    return {
        language: [(_label_in(language, name), _shown_in(language, name, value)) for name, value in values.items()]
        for language in LANGUAGES
    }


@cache
def _label_in(language: str, name: FieldName) -> str:
    with override(language):
        return _label(FIELDS[name])


def _shown_in(language: str, name: FieldName, value: Value) -> str:
    if isinstance(value, bool | tuple) or FIELDS[name].choices:
        return _word_in(language, name, value)
    with override(language):
        return shown(value, FIELDS[name])


@lru_cache(maxsize=4_000)
def _word_in(language: str, name: FieldName, value: Value) -> str:
    """Codes, which are the same on every other line. What somebody typed is kept nowhere."""
    with override(language):
        return shown(value, FIELDS[name])


def _label(of: Field) -> str:
    return f"{of} ({of.name})" if of.label in AMBIGUOUS else str(of)


def plain(value: Value | tuple[str, ...]) -> object:
    """A value as JSON holds it; `value_of` gives it back."""
    return value if isinstance(value, bool | int | str) else str(value)


def _text(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def value_of(value: object, of: Field) -> Value:
    """A value as it was before it became JSON or a column of ours."""
    if of.is_many:
        return tuple(str(code) for code in value) if isinstance(value, list) else (str(value),)
    match of.kind:
        case Kind.DATE:
            return date.fromisoformat(str(value))
        case Kind.DECIMAL:
            return Decimal(str(value))
        case Kind.INTEGER:
            return int(str(value))
        case Kind.BOOLEAN:
            return bool(value)
    return str(value)


def _age(birthdate: date, today: date) -> int:
    return today.year - birthdate.year - ((today.month, today.day) < (birthdate.month, birthdate.day))


def _ambiguous() -> frozenset[str]:
    labels = [of.label for of in FIELDS.values()]
    return frozenset(label for label in labels if labels.count(label) > 1)


AMBIGUOUS: Final = _ambiguous()

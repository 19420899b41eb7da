"""What each figure means: one definition for each field, with where it comes from, who answers for it, and what it counts.
A figure without a definition cannot be compiled; a value without a name in it is counted as `other`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from malath.agencies.words import AgencyKind, Governorate, ServiceKind
from malath.cases.words import CaseStatus, DecidedBy, Risk
from malath.helpline.words import Channel, ContactResult, Triage
from malath.people.countries import country_name
from malath.people.words import AgeBand, Sex
from malath.referrals.words import DeclineReason, Status, Urgency
from malath.returns.words import AskedBy, Gate, ReturnKind, ReturnState, StopReason
from malath.returns.words_reintegration import Band
from malath.statistics.words import Age, Answered, Form, Origin, Taught, Unit, YesNo

Text = str | Promise
OTHER: Final = "other"
NONE: Final = "none"
LABELS: Final[Mapping[str, Text]] = {
    OTHER: pgettext_lazy("figures", "Other"), NONE: pgettext_lazy("figures", "Not said"),
}  # fmt: skip
PEOPLE: Final = frozenset({Unit.PERSONS, Unit.CASES})
REFERRALS: Final = frozenset({Unit.REFERRALS})
RETURNS: Final = frozenset({Unit.RETURNS})
CONTACTS: Final = frozenset({Unit.CONTACTS})
ALL: Final = PEOPLE | REFERRALS | RETURNS
RECORDS, UNIT, SECRETARIAT = _("The desk that opened the case"), _("The body that decides"), _("The receiving body")
POOL, OFFICE, LINE = _("Whoever runs the pool of trainers"), _("The return office"), _("The helpline")


@dataclass(frozen=True)
class Field:
    """One field. `source`: the record it is read from; `owner`: who answers for it; `values`: every value that has a name,
    None where the values are a list that lives elsewhere (`name` says what they are called); `rest`: what none is called."""

    code: str
    label: Text
    meaning: Text
    source: Text
    owner: Text
    units: frozenset[Unit]
    values: Mapping[str, Text] | None = None
    name: Callable[[str], Text] = str
    rest: Text = LABELS[NONE]

    def label_of(self, value: str) -> Text:
        if value == NONE:
            return self.rest
        return (self.values or {}).get(value) or LABELS.get(value) or self.name(value)

    def known(self, value: str) -> str:
        """The value as it is counted."""
        return value if self.values is None or value in self.values or value in LABELS else OTHER


def _of(choices: Iterable[Any], only: Iterable[str] = ()) -> dict[str, Text]:
    wanted = set(only)
    return {one.value: one.label for one in choices if not wanted or one.value in wanted}


PLACE, MATTER, TIME = _("Case file"), _("Matrix of identification"), _("Referral")
RETURN, CONTACT = pgettext_lazy("figures", "Return"), pgettext_lazy("figures", "Contact of the helpline")
FIELDS: Final = {
    one.code: one
    for one in (
        Field("year", _("Year"),
              _("Year in which the case was opened, the referral sent, the return asked for, the contact taken in; of a person,"
                " of the latest case."), PLACE, RECORDS, ALL | CONTACTS, None),
        Field("sex", _("Sex"), _("As recorded; not known stays not known."), _("Person"), RECORDS, ALL, _of(Sex)),
        Field("age", _("Child or adult"), _("Under 18 or in doubt is a child."), _("Person"), RECORDS, ALL, _of(Age)),
        Field("age_band", _("Age band"), _("As recorded."), _("Person"), RECORDS, PEOPLE, _of(AgeBand)),
        Field("origin", _("Nationality group"), _("Whoever has the nationality of the country among others counts there."),
              _("Person"), RECORDS, PEOPLE, _of(Origin)),
        Field("nationality", _("Nationality"), _("First one recorded; countries that are not named count as other."),
              _("Person"), RECORDS, PEOPLE, None, country_name),
        Field("form", _("Form of exploitation"), _("Main form, from the purposes in the matrix; several where they differ."),
              MATTER, UNIT, PEOPLE, _of(Form)),
        Field("governorate", _("Governorate"), _("Where the case was opened, not where somebody is."), PLACE, RECORDS, PEOPLE,
              _of(Governorate)),
        Field("found", _("What was said"), _("Last decision of the case, whatever it became after that."), PLACE, UNIT, PEOPLE,
              _of(CaseStatus, ("potential_victim", "identified", "not_identified", "inconclusive"))),
        Field("found_year", _("Year of what was said"), _("Year of the last decision."), PLACE, UNIT, PEOPLE, None),
        Field("identified_in", _("Year in which identified"),
              _("Year of the last decision, where it says that the person is a victim of trafficking."), PLACE, UNIT, PEOPLE,
              rest=_("Not identified")),
        Field("found_by", _("Who said it"), _("Kind of body that decided."), PLACE, UNIT, PEOPLE, _of(DecidedBy)),
        Field("detected_by", _("Who detected it"), _("Kind of body that opened the case."), PLACE, RECORDS, PEOPLE,
              _of(AgencyKind)),
        Field("stage", _("Stage of the case"), _("Status on the day of compiling."), PLACE, RECORDS, PEOPLE, _of(CaseStatus)),
        Field("risk", _("Danger"), _("Last level assessed."), PLACE, RECORDS, PEOPLE, _of(Risk)),
        Field("type", _("What was asked for"), _("Type of the referral."), TIME, RECORDS, REFERRALS, _of(ServiceKind)),
        Field("urgency", _("Urgency"), _("As sent."), TIME, RECORDS, REFERRALS, _of(Urgency)),
        Field("sent_by", _("Sent by"), _("Kind of the sending body."), TIME, RECORDS, REFERRALS, _of(AgencyKind)),
        Field("taught", _("Training of the sender"),
              _("Whether the sender had a certificate of the pool by the day of the referral, and what was answered. Bodies"
                " with fewer than ten officers trained, or not trained, are not compared."), _("Certificates"), POOL, REFERRALS,
              _of(Taught)),
        Field("received_by", _("Received by"), _("Kind of the receiving body."), TIME, SECRETARIAT, REFERRALS, _of(AgencyKind)),
        Field("body", _("Receiving body, by name"), _("Each body that received referrals; shelters together."), TIME,
              SECRETARIAT, REFERRALS, None),
        Field("status", _("Status of the referral"), _("On the day of compiling."), TIME, SECRETARIAT, REFERRALS, _of(Status)),
        Field("answered", _("Answered in time"), _("Against the clock of the answer."), TIME, SECRETARIAT, REFERRALS,
              _of(Answered)),
        Field("declined", _("Why declined"), _("Reason that the receiving desk gave."), TIME, SECRETARIAT, REFERRALS,
              _of(DeclineReason)),
        Field("escalated", _("Not answered and taken further"), _("To a supervisor or a focal point."), TIME, SECRETARIAT,
              REFERRALS, _of(YesNo)),
        Field("kind", _("As what somebody returns"), _("As the return office recorded it."), RETURN, OFFICE, RETURNS,
              _of(ReturnKind)),
        Field("asked_by", _("Who brought the wish"), _("The wish is the person's own."), RETURN, OFFICE, RETURNS, _of(AskedBy)),
        Field("state", _("Stage of the return"), _("On the day of compiling."), RETURN, OFFICE, RETURNS, _of(ReturnState)),
        Field("gate", _("First closed gate"), _("Of returns that are prepared; none where every gate is open."), RETURN, OFFICE,
              RETURNS, _of(Gate)),
        Field("stopped", _("Why it was stopped"), _("Reason that was recorded; it is held against nobody."), RETURN, OFFICE,
              RETURNS, _of(StopReason)),
        Field("left_year", _("Year of departure"), _("Year of the flight on which the person left."), RETURN, OFFICE, RETURNS),
        Field("granted", _("Reintegration grant"), _("Whether one was made and not given back."), RETURN, OFFICE, RETURNS,
              _of(YesNo)),
        Field("band", _("How closely somebody is accompanied"),
              _("From the last survey, by a provisional index: the official weights are not known here."), RETURN, OFFICE,
              RETURNS, _of(Band)),
        Field("channel", _("Way in"), _("How somebody turned to the helpline."), CONTACT, LINE, CONTACTS, _of(Channel)),
        Field("triage", _("How soon it was looked at"), _("As it followed from what was said."), CONTACT, LINE, CONTACTS,
              _of(Triage)),
        Field("came_of_it", _("What came of it"), _("As the helpline settled it; open ones are not said."), CONTACT, LINE,
              CONTACTS, _of(ContactResult)),
    )
}  # fmt: skip
COUNTED: Final[Mapping[Unit, Text]] = {
    Unit.PERSONS: _("Each person once, by the latest case; files that are of one person count as one."),
    Unit.CASES: _("Each case once, without those that were found to be a duplicate."),
    Unit.REFERRALS: _("Each referral that was sent, also when it was withdrawn or declined."),
    Unit.RETURNS: _("Each return that was asked for here, also when it was stopped; one person may have several."),
    Unit.CONTACTS: _("Each contact that was meant; nobody is named in one, so nobody is asked whether they may be counted."),
}
GROUND: Final = _(
    "Counted is whoever agrees to anonymous statistics (C14) on the day of compiling. Whoever said no, was not asked, took it"
    " back or was erased is in no figure that is made from that day on."
)


REPORT: Final = (("sex", "age"), ("origin",), ("form",))
"""By what a report on a year splits those who were identified in it: sex and age also together."""
SPLITS: Final = tuple(field for fields in REPORT for field in fields)
DECIDED: Final = ("found", "found_year")
"""What was said of people in each year."""
SCORECARD: Final = (("received_by", "answered"), ("received_by", "declined"), ("received_by", "escalated"))
"""How each kind of body answers: against the clock, why it declines, what was taken further."""
BY_BODY: Final = (("body", "answered"), ("body", "declined"), ("body", "escalated"))
"""The same for each single body."""
ASSOCIATION: Final = ("sent_by", "taught")
"""How referrals of trained officers were answered, beside those of others (scenario A.7)."""
AVRR: Final = (("year", "state"), ("gate",), ("stopped",), ("left_year",), ("granted",), ("band",))
"""The report on voluntary returns."""
FUNNEL: Final = (Unit.CONTACTS, ("year", "came_of_it"))
"""Contacts of a year and what came of them: the part of the way from a campaign to help that is counted one by one."""
IN_REPORTS: Final[tuple[tuple[Unit, tuple[str, ...]], ...]] = (
    *((Unit.REFERRALS, fields) for fields in (*BY_BODY, ASSOCIATION)), *((Unit.RETURNS, fields) for fields in AVRR), FUNNEL,
)  # fmt: skip
"""What has a page of its own."""
STANDARD: Final[tuple[tuple[Unit, tuple[str, ...]], ...]] = (
    *((Unit.PERSONS, (*fields, "identified_in")) for fields in REPORT),
    (Unit.PERSONS, DECIDED),
    (Unit.PERSONS, ("year",)),
    (Unit.CASES, ("governorate",)),
    (Unit.CASES, ("detected_by",)),
    (Unit.CASES, ("stage",)),
    *((Unit.REFERRALS, fields) for fields in SCORECARD),
    (Unit.REFERRALS, ("type",)),
    (Unit.REFERRALS, ("year",)),
    *IN_REPORTS,
)
"""Tables that are told with each compile: those of the TIP report, the dashboard, the scorecards, the reports."""


def key_of(unit: Unit, fields: Iterable[str]) -> tuple[str, str]:
    """How a table is known: what it counts, and its fields in their order."""
    return unit.value, ",".join(sorted(fields, key=list(FIELDS).index))


def of(unit: Unit) -> list[Field]:
    """The fields of a unit, in their order."""
    return [field for field in FIELDS.values() if unit in field.units]

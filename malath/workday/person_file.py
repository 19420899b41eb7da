"""The person's page: how to reach them first, then what is known, each section cut to what the viewer may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.cases import queries as cases
from malath.cases.queries import STATUS_TONE
from malath.cases.words import CaseStatus
from malath.people import queries as people
from malath.people.countries import country_name
from malath.people.dates import Birth
from malath.people.languages import language_name
from malath.people.queries import ContactRule, Written
from malath.people.words import CONTACT_KINDS, PHONE_KINDS, Channel, DetailKind
from malath.privacy import queries as privacy
from malath.privacy.gates import Opened
from malath.privacy.queries import BlockLine, ConsentLine, Ways, WhyLine, breach, glass
from malath.privacy.queries.glass import Opening
from malath.privacy.words import COMPARTMENTS, Section
from malath.referrals import queries as referrals
from malath.referrals.queries import ReferralRow
from malath.ui.pieces import Row, Tone
from malath.ui.times import day_text, list_text
from malath.workday.records import Beside, ContactNow, beside, contact_now, known_text

SHOWN_AS_CODE = frozenset({DetailKind.DOCUMENT, DetailKind.EMAIL, DetailKind.POSTCODE})


@dataclass(frozen=True)
class DetailLine:
    """One thing somebody wrote down of a person. `shape`: how the page fences it off from the text around."""

    label: str
    value: str
    shape: str
    ours: bool
    known: str = ""
    never: bool = False


@dataclass(frozen=True)
class Reach:
    """How the person may be reached. `allowed` is False as long as nothing was agreed: then not at all."""

    allowed: bool
    visible: bool
    rule: ContactRule | None
    language: str = ""
    now: ContactNow | None = None


@dataclass(frozen=True)
class CaseLine:
    """A case of the person."""

    reference: str
    status: CaseStatus
    opened_at: datetime

    @property
    def tone(self) -> Tone:
        return STATUS_TONE.get(self.status, "info")


@dataclass(frozen=True)
class Hidden:
    """A section that is not shown, why, and who can open it."""

    section: str
    why: str


@dataclass(frozen=True)
class Act:
    """Something the viewer may do on this page."""

    label: str
    url: str


@dataclass(frozen=True)
class PersonFile:
    """Everything the page of one person shows to this viewer; what is not theirs to see is None or empty."""

    reference: str
    name: str
    sees_name: bool
    is_child: bool
    reach: Reach
    facts: tuple[Row, ...] | None
    identity: tuple[DetailLine, ...] | None
    contact: tuple[DetailLine, ...] | None
    beside: Beside
    consents: tuple[ConsentLine, ...] | None
    cases: tuple[CaseLine, ...]
    referrals: tuple[ReferralRow, ...]
    blocks: tuple[BlockLine, ...] | None
    why: tuple[WhyLine, ...]
    hidden: tuple[Hidden, ...]
    openings: tuple[Opening, ...]
    may_break: bool
    to_make_safe: bool
    acts: dict[str, Act]


def person_file(opened: Opened, at: datetime) -> PersonFile:
    """The person's page for who stands behind the gate. As many statements for many rows as for one."""
    person, sight, holdings = opened.person, opened.sight, opened.holdings
    rows = privacy.why_visible(holdings, person, at)
    written = privacy.details_seen(sight, people.details_of([person.pk]).get(person.pk, []))
    known, around = cases.cases_of(person.pk), beside(opened, at)
    may_block = privacy.may_write(holdings, rows, Section.CONSENTS, Power.BLOCK)
    return PersonFile(
        reference=person.reference,
        name=people.name_in(written),
        sees_name=sight.sees(Section.IDENTITY),
        is_child=sight.sees(Section.FACTS) and person.is_child,
        reach=_reach(opened, around.never, at),
        facts=_facts(opened),
        identity=_details(opened, _without_numbers(written, around), Section.IDENTITY),
        contact=_details(opened, written, Section.CONTACT, around.never),
        beside=around,
        consents=_consents(opened, at),
        cases=tuple(CaseLine(case.reference, CaseStatus(case.status), case.opened_at) for case in known),
        referrals=referrals.referrals_of(known[0].pk, sight, holdings, at) if known else (),
        blocks=tuple(privacy.block_lines(person)) if may_block else None,
        why=privacy.why_lines(holdings, rows),
        hidden=_hidden(opened, rows),
        openings=glass.openings_of(person) if sight.whole else (),
        may_break=holdings.may(Power.BREAK_GLASS) and not sight.in_emergency,
        to_make_safe=sight.sees(Section.CONTACT) and breach.waits_for_safety(person.pk),
        acts=_acts(opened, rows),
    )


def reach_to_view(opened: Opened, at: datetime) -> Reach:
    """How a person may be reached, for pages on which that comes first."""
    return _reach(opened, people.numbers_of_others(opened.person.pk), at)


def _reach(opened: Opened, never: frozenset[str], at: datetime) -> Reach:
    """Nothing agreed, or nothing the viewer may see of it, both mean: not at all."""
    if not opened.sight.sees(Section.CONTACT):
        return Reach(allowed=False, visible=False, rule=None)
    rule = privacy.contact_seen(opened.sight, people.contact_of(opened.person.pk))
    if rule is None:
        return Reach(allowed=False, visible=True, rule=None)
    now, language = contact_now(opened, rule, never, at), _language(rule.language)
    return Reach(rule.channel != Channel.NONE, visible=True, rule=rule, language=language, now=now)


def _facts(opened: Opened) -> tuple[Row, ...] | None:
    """Facts, unless the viewer sees own writing only and another desk has written them since."""
    person, sight = opened.person, opened.sight
    if not sight.sees_writing_of(person.facts_desk_id, Section.FACTS):
        return None
    minimum = (
        Row(_("Age"), person.get_age_band_display()),
        Row(_("Sex"), person.get_sex_display()),
        Row(_("First language"), _language(person.language)),
    )
    return minimum + _more_facts(opened) if sight.sees(Section.IDENTITY) else minimum


def _more_facts(opened: Opened) -> tuple[Row, ...]:
    """Facts of level 3, where something is recorded."""
    person = opened.person
    died = "" if person.deceased is None else _("Yes") if person.deceased else _("No")
    rows = (
        Row(_("Second language"), _language(person.second_language)),
        Row(_("Third language"), _language(person.third_language)),
        Row(_("Reads"), _reads(person.reads)),
        Row(_("Gender"), person.get_gender_display()),
        Row(_("Nationality"), list_text([country_name(code) for code in person.nationalities])),
        Row(_("Marital status"), person.get_marital_status_display()),
        Row(_("Number of children"), "" if person.children is None else str(person.children)),
        Row(_("Highest education"), person.get_education_display()),
        Row(_("Has the person died?"), died),
    )
    return tuple(row for row in rows if row.value)


def _reads(codes: list[str] | None) -> str:
    """Which languages the person reads; "none" is an answer, and not asked is nothing."""
    if codes is None:
        return ""
    return list_text([language_name(code) for code in codes]) if codes else _("No language")


def _without_numbers(written: Iterable[Written], around: Beside) -> list[Written]:
    """Numbers that stand with their paper are not listed a second time."""
    papers = {paper.number for paper in around.papers or ()}
    return [row for row in written if row.kind != DetailKind.DOCUMENT or row.value not in papers]


def _details(
    opened: Opened, written: Iterable[Written], section: Section, never: frozenset[str] = frozenset()
) -> tuple[DetailLine, ...] | None:
    if not opened.sight.sees(section):
        return None
    rows = sorted(written, key=lambda row: (list(DetailKind).index(row.kind), row.id))
    wanted = [row for row in rows if (row.kind in CONTACT_KINDS) == (section == Section.CONTACT)]
    return tuple(_detail(row, opened.holdings, never) for row in wanted)


def _detail(row: Written, holdings: Holdings, never: frozenset[str]) -> DetailLine:
    shape = "phone" if row.kind in PHONE_KINDS else "code" if row.kind in SHOWN_AS_CODE else "text"
    is_never = row.kind in PHONE_KINDS and row.value in never
    ours = row.desk_id in holdings.desk_ids
    return DetailLine(str(row.kind.label), _value(row), shape, ours, known_text(row), is_never)


def _value(row: Written) -> str:
    if row.kind == DetailKind.BIRTH_DATE:
        return birth_text(row.value)
    if row.kind == DetailKind.ONE_NAME:
        return _("Yes")
    return country_name(row.value) if row.kind == DetailKind.COUNTRY else row.value


def birth_text(value: str) -> str:
    """A birth date as it was said, in the words of the page; beside it, when it was said by another calendar, as ours has
    it."""
    birth = Birth.of(value)
    ours = day_text(birth.day) if birth.day else birth.converted.replace("/", "–")
    if birth.season:
        ours = _("%(season)s %(year)s") % {"season": birth.season.label, "year": ours}
    ours = _("about %(year)s") % {"year": ours} if birth.about else ours
    if not birth.written:
        return ours
    said = {"written": birth.written, "calendar": birth.calendar.label, "ours": ours}
    return _("%(written)s, %(calendar)s calendar: in ours %(ours)s") % said


def _consents(opened: Opened, at: datetime) -> tuple[ConsentLine, ...] | None:
    if not opened.sight.sees(Section.CONSENTS):
        return None
    return tuple(privacy.consent_lines(opened.person, opened.sight, opened.holdings, at))


def _hidden(opened: Opened, rows: Ways) -> tuple[Hidden, ...]:
    return tuple(
        Hidden(str(section.label), str(privacy.why_hidden(opened.holdings, rows, section).label))
        for section in Section
        if section not in COMPARTMENTS and not opened.sight.sees(section)
    )


def _acts(opened: Opened, rows: Ways) -> dict[str, Act]:
    """What may be done from here, by the same rules as the doors behind the buttons."""
    doors = {
        "facts": (_("Change"), Section.FACTS, Power.WRITE_NOTE),
        "identity": (_("Change"), Section.IDENTITY, Power.WRITE_NOTE),
        "reach": (_("Change"), Section.CONTACT, Power.WRITE_NOTE),
        "safe_contact": (_("Agree anew"), Section.CONTACT, Power.WRITE_NOTE),
        "consents": (_("Ask or withdraw"), Section.CONSENTS, Power.RECORD_CONSENT),
        "blocks": (_("Change"), Section.CONSENTS, Power.BLOCK),
    }
    here = {
        "names": (_("Names"), Section.IDENTITY, Power.WRITE_NOTE),
        "documents": (_("Change"), Section.IDENTITY, Power.WRITE_NOTE),
        "family": (_("Change"), Section.IDENTITY, Power.WRITE_NOTE),
        "parties": (_("Change"), Section.STORY, Power.WRITE_NOTE),
        "test_contact": (_("Say what came of a try"), Section.CONTACT, Power.WRITE_NOTE),
    }
    away = {"make_package": (_("Make one"), Section.IDENTITY, Power.TRANSFER)}
    return {
        name: Act(label, reverse(f"{part}:{name}", args=[opened.person.reference]))
        for part, some in (("privacy", doors), ("workday", here), ("exchange", away))
        for name, (label, section, power) in some.items()
        if privacy.may_write(opened.holdings, rows, section, power)
    }


def _language(code: str) -> str:
    return language_name(code) if code else ""

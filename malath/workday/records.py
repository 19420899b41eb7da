"""What stands beside a person, as pages show it: names, papers, family, other parties, and whether they may be contacted
now. Each cut to what the viewer may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from malath.accounts import queries as accounts
from malath.people import queries as people
from malath.people.countries import country_name
from malath.people.languages import language_name
from malath.people.queries import OtherParty, Paper, Tied, Try, Written
from malath.people.rules import ANY_TIME, MayContact, Window
from malath.people.words import (
    ALARMING,
    NAME_KINDS,
    OTHER_NAME_KINDS,
    Certainty,
    DocumentKind,
    Known,
    Lives,
    PartyKind,
    TieKind,
    Tried,
    Whereabouts,
)
from malath.privacy import queries as privacy
from malath.privacy.gates import Opened
from malath.privacy.rules import Sight
from malath.privacy.words import Section
from malath.ui.pieces import Tone
from malath.ui.times import day_text
from malath.workday.directory import days_text


@dataclass(frozen=True)
class NameLine:
    """A name, in which letters, and from where it is known."""

    id: int
    kind: str
    value: str
    known: str
    ours: bool
    other: bool


@dataclass(frozen=True)
class PaperLine:
    """A paper and where it is."""

    reference: str
    kind: DocumentKind
    number: str
    country: str
    valid_until: str
    expired: bool
    place: Whereabouts
    withheld: bool
    known: Known
    holder: str
    ours: bool


@dataclass(frozen=True)
class TieLine:
    """Somebody close to the person; `other` is their file where the viewer may open it."""

    reference: str
    kind: TieKind
    lives: Lives
    depends: bool
    name: str
    born: str
    note: str
    other: str
    ours: bool


@dataclass(frozen=True)
class PartyLine:
    """Another party. `place` and `phone` are theirs, never a way to the person."""

    reference: str
    kind: PartyKind
    name: str
    aliases: str
    phone: str
    place: str
    nationality: str
    note: str
    ours: bool


@dataclass(frozen=True)
class TryLine:
    """A try to reach the person under the agreement that stands."""

    result: Tried
    note: str
    at: datetime
    as_agreed: bool = True
    who: str = ""

    @property
    def tone(self) -> Tone:
        return "ok" if self.result == Tried.REACHED else "danger" if self.result in ALARMING else "info"


@dataclass(frozen=True)
class ContactNow:
    """Whether the person may be contacted at this moment, and when again; the hours in words."""

    may: MayContact
    hours: tuple[str, ...]
    tried: TryLine | None


@dataclass(frozen=True)
class TriedPage:
    """What was agreed about reaching the person, whether they may be tried at this moment, and how often they were."""

    reference: str
    rule: people.ContactRule
    language: str
    now: ContactNow
    tries: tuple[TryLine, ...]


@dataclass(frozen=True)
class Beside:
    """What stands beside the details of a person, for the person's page; None where it is not theirs to see."""

    papers: tuple[PaperLine, ...] | None
    ties: tuple[TieLine, ...] | None
    parties: tuple[PartyLine, ...] | None
    withheld: tuple[DocumentKind, ...]
    never: frozenset[str] = field(default_factory=frozenset)


def beside(opened: Opened, at: datetime) -> Beside:
    """Papers, family and other parties. Three statements, one more where a tie leads to another file."""
    papers, parties = people.papers_of(opened.person.pk), people.parties_of(opened.person.pk)
    return Beside(
        papers=paper_lines(opened, papers, at),
        ties=tie_lines(opened, at),
        parties=party_lines(opened, parties),
        withheld=withheld(opened.sight, papers),
        never=frozenset(party.phone for party in parties if party.phone),
    )


def withheld(sight: Sight, papers: Iterable[Paper]) -> tuple[DocumentKind, ...]:
    """Papers that somebody keeps from the person: a sign of control, so it is part of safety and shown from level 2."""
    seen = [paper for paper in papers if paper.withheld and sight.sees_writing_of(paper.desk_id, Section.SAFETY)]
    return tuple(dict.fromkeys(paper.kind for paper in seen))


def name_lines(opened: Opened) -> tuple[NameLine, ...]:
    """Every name that the viewer may see, other names last."""
    kinds = sorted(NAME_KINDS)
    written = people.details_of([opened.person.pk], kinds=kinds).get(opened.person.pk, [])
    rows = sorted(privacy.details_seen(opened.sight, written), key=lambda row: (row.kind in OTHER_NAME_KINDS, row.id))
    return tuple(_name_line(row, opened) for row in rows)


def known_text(row: Written) -> str:
    """From where something is known, "" where nobody said."""
    return str(Certainty(row.certainty).label) if row.certainty else ""


def paper_lines(opened: Opened, papers: Sequence[Paper], at: datetime) -> tuple[PaperLine, ...] | None:
    if not opened.sight.sees(Section.IDENTITY):
        return None
    seen = [paper for paper in papers if opened.sight.sees_writing_of(paper.desk_id, Section.IDENTITY)]
    return tuple(_paper_line(paper, opened, at) for paper in seen)


def tie_lines(opened: Opened, at: datetime) -> tuple[TieLine, ...] | None:
    """Family, as far as the viewer sees it; the file of somebody else is named only when it is open to them as well."""
    if not opened.sight.sees(Section.IDENTITY):
        return None
    ties = [tie for tie in people.ties_of(opened.person.pk) if _sees(opened, tie.desk_id, Section.IDENTITY)]
    others = [tie.other_id for tie in ties if tie.other_id is not None]
    open_ = privacy.sights(opened.holdings, others, at) if others else {}
    return tuple(_tie_line(tie, opened, tie.other if tie.other_id in open_ else "") for tie in ties)


def party_lines(opened: Opened, parties: Iterable[OtherParty]) -> tuple[PartyLine, ...] | None:
    if not opened.sight.sees(Section.STORY):
        return None
    return tuple(_party_line(party, opened) for party in parties if _sees(opened, party.desk_id, Section.STORY))


def contact_now(opened: Opened, rule: people.ContactRule | None, numbers_of_others: frozenset[str], at: datetime) -> ContactNow:
    """Whether the person may be contacted now, as the agreement says that this viewer sees. One statement."""
    tried = people.last_try(opened.person.pk, rule.version) if rule else None
    may = people.may_contact(rule, tried, at, never=numbers_of_others)
    hours = tuple(_window_text(window) for window in rule.windows) if rule else ()
    return ContactNow(may, hours, _try_line(tried))


def tried_page(opened: Opened, rule: people.ContactRule, at: datetime) -> TriedPage:
    """What was agreed, whether the person may be tried now, and the tries of before. Four statements."""
    tries = people.tries_of(opened.person.pk)
    names = accounts.names_of({one.by for one in tries})
    lines = [_try_line(one, " · ".join(names.get(one.by, ()))) for one in tries]
    return TriedPage(
        reference=opened.person.reference,
        rule=rule,
        language=language_name(rule.language) if rule.language else "",
        now=contact_now(opened, rule, people.numbers_of_others(opened.person.pk), at),
        tries=tuple(line for line in lines if line),
    )


def _sees(opened: Opened, desk_id: int, section: Section) -> bool:
    return opened.sight.sees_writing_of(desk_id, section)


def _ours(opened: Opened, desk_id: int) -> bool:
    return desk_id in opened.holdings.desk_ids


def _name_line(row: Written, opened: Opened) -> NameLine:
    other, script = row.kind in OTHER_NAME_KINDS, people.letters_of(row.value)
    known = " · ".join(word for word in (known_text(row), str(script.label) if script else "") if word)
    return NameLine(row.id, str(row.kind.label), row.value, known, _ours(opened, row.desk_id), other)


def _paper_line(paper: Paper, opened: Opened, at: datetime) -> PaperLine:
    until = paper.valid_until
    return PaperLine(
        reference=paper.reference,
        kind=paper.kind,
        number=paper.number,
        country=country_name(paper.country) if paper.country else "",
        valid_until=day_text(until) if until else "",
        expired=until is not None and until < at.date(),
        place=paper.place,
        withheld=paper.withheld,
        known=paper.known,
        holder=paper.holder,
        ours=_ours(opened, paper.desk_id),
    )


def _tie_line(tie: Tied, opened: Opened, other: str) -> TieLine:
    texts = (tie.name, str(tie.born or ""), tie.note, other)
    return TieLine(tie.reference, tie.kind, tie.lives, tie.depends, *texts, _ours(opened, tie.desk_id))


def _party_line(party: OtherParty, opened: Opened) -> PartyLine:
    nationality = country_name(party.nationality) if party.nationality else ""
    texts = (party.name, party.aliases, party.phone, party.place, nationality, party.note)
    return PartyLine(party.reference, party.kind, *texts, _ours(opened, party.desk_id))


def _window_text(window: Window) -> str:
    if window == ANY_TIME:
        return _("At any time of any day")
    times = {"from": f"{window.start:%H:%M}", "until": f"{window.until:%H:%M}"}
    return _("%(days)s, %(from)s to %(until)s") % {"days": days_text(window.days), **times}


def _try_line(tried: Try | None, who: str = "") -> TryLine | None:
    return TryLine(tried.result, tried.note, tried.at, tried.as_agreed, who) if tried else None

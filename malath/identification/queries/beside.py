"""Reads of what stands beside the decision: recovery, settlements, letters shown, and the same party in other files."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q, QuerySet

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.rules import Holdings
from malath.cases import queries as cases
from malath.cases.models import Case
from malath.cases.queries import references
from malath.cases.rules import HELPING_BODIES
from malath.cases.words import CaseStatus, Need
from malath.documents import queries as documents
from malath.documents.models import Letter
from malath.documents.queries import LetterLine
from malath.documents.words import LetterKind
from malath.foundation import clock
from malath.identification import rules
from malath.identification.marks import MarkKind
from malath.identification.models import Decision, Mark, Offer, Process, Recovery, Settlement, Shown
from malath.identification.queries import last_decision, process_of
from malath.identification.queries.again import MOST, reads_of
from malath.identification.words import OfferAnswer, ShownTo
from malath.people import queries as people
from malath.privacy import queries as privacy
from malath.privacy.queries import holders
from malath.privacy.rules import Sight
from malath.privacy.words import Answer, ConsentKind, Section

if TYPE_CHECKING:
    from malath.people.models import Person


@dataclass(frozen=True)
class RecoveryPage:
    """The recovery and reflection period. `choices`: what the person said about co-operation over time, where it is open."""

    started_on: date
    ends_on: date
    as_child: bool
    over: bool
    extensions: tuple[tuple[date, str], ...]
    offers: tuple[tuple[Need, OfferAnswer, datetime], ...]


@dataclass(frozen=True)
class SettlementLine:
    settled_on: date
    follow_up_on: date
    words: str


@dataclass(frozen=True)
class Elsewhere:
    """Another file in which the same party stands, for who may see both."""

    party: str
    case_reference: str
    person_reference: str


@dataclass(frozen=True)
class BesidePage:
    """What stands beside the decision, as this viewer may see it."""

    is_potential: bool
    recovery: RecoveryPage | None
    choices: tuple[tuple[Answer, datetime | None], ...] | None
    settlements: tuple[SettlementLine, ...] | None
    letters: tuple[LetterLine, ...]
    shown: tuple[tuple[ShownTo, date], ...]
    elsewhere: tuple[Elsewhere, ...]
    may_recover: bool


def recovery_of(case: Case) -> Recovery | None:
    return Recovery.objects.filter(case=case).first()


def settlement_recorded(once: UUID | None) -> Settlement | None:
    return Settlement.objects.filter(once=once).first() if once is not None else None


def about(case: Case, process: Process, kind: LetterKind) -> str:
    """What a letter of a case is about: its last decision, or its process."""
    decision = last_decision(case) if kind == LetterKind.DECISION else None
    return decision.reference if decision else process.reference


def letter_of(case: Case, reference: str) -> Letter | None:
    """A letter of this case by its number."""
    return next((found for one in _abouts(case) if (found := documents.letter_about(one, reference))), None)


def recoveries_to_tell(at: datetime, *, cap: int = 500) -> list[Recovery]:
    """Periods that end within days, of which nobody was told."""
    until = clock.in_amman(at).date() + rules.ENDS_SOON
    rows = Recovery.objects.filter(ends_on__lte=until, told_at__isnull=True, case__closed_at__isnull=True)
    return list(rows.order_by("ends_on", "pk")[:cap])


def marked() -> QuerySet[Mark, Any]:
    """Keys of the parties that have their marks; fit for a subquery."""
    return Mark.objects.values_list("party_id", flat=True)


def last_marked() -> int:
    return Mark.objects.order_by("-party_id").values_list("party_id", flat=True).first() or 0


def to_mark(*, all_of_them: bool, cap: int = 500) -> list[int]:
    """Keys of other parties without their marks: those written lately, or all."""
    return people.parties_after(0 if all_of_them else last_marked() - MOST, without=marked(), cap=cap)


def people_with(rows: Iterable[Mark]) -> dict[int, set[int]]:
    """The people in whose files a party stands that has one of these marks, each with the desks that wrote that party. Never
    those whose file was erased, nor parties that were ended."""
    wanted = Q(pk__in=[])
    own = set()
    for row in rows:
        own.add(row.person_id)
        if row.kind != MarkKind.NOTHING:
            wanted |= Q(kind=row.kind, value=row.value)
    found: dict[int, set[int]] = {}
    others = Mark.objects.filter(wanted, party__ended_at__isnull=True, person__key__erased_at__isnull=True)
    for person, desk in others.exclude(person_id__in=own).values_list("person_id", "party__desk_id")[:MOST]:
        found.setdefault(person, set()).add(desk)
    return found


def who_sees_both(person: "Person", others: Mapping[int, Collection[int]], at: datetime) -> list[User]:
    """Members of the desks that see this file who read of the party in both: they alone are told."""
    found: dict[int, User] = {}
    for desk in holders.desks_seeing(person, at):
        for user in accounts.workers_of(desk, at):
            held = accounts.holdings(user, at)
            sights = privacy.sights(held, [person.pk, *others], at)
            own, beside = sights.get(person.pk), [pk for pk in others if reads_of(sights.get(pk), others[pk])]
            if own is not None and Section.STORY in own.full and beside:
                found[user.pk] = user
    return list(found.values())


def elsewhere(case: Case, sight: Sight, holdings: Holdings, at: datetime) -> tuple[Elsewhere, ...]:
    """Other files in which a party of this one stands, as far as the viewer reads of it in both. As many statements for one as
    for many."""
    own = list(
        Mark.objects.filter(person_id=case.person_id, kind__gt=0, party__ended_at__isnull=True).values_list(
            "kind", "value", "party__desk_id"
        )
    )
    wanted = Q(pk__in=[])
    for kind, value, desk in own:
        if sight.sees_writing_of(desk, Section.STORY):
            wanted |= Q(kind=kind, value=value)
    rows = Mark.objects.filter(wanted, party__ended_at__isnull=True, person__key__erased_at__isnull=True)
    found: dict[int, set[int]] = {}
    for person, desk in rows.exclude(person_id=case.person_id).values_list("person_id", "party__desk_id")[:MOST]:
        found.setdefault(person, set()).add(desk)
    sights = privacy.sights(holdings, sorted(found), at)
    seen = [pk for pk, desks in found.items() if reads_of(sights.get(pk), desks)]
    return tuple(Elsewhere("", reference, person) for reference, person in references.open_references(seen))


def beside_page(case: Case, sight: Sight, holdings: Holdings, at: datetime, *, kind: str) -> BesidePage:
    """What stands beside the decision. `kind`: of the body as which the viewer works, "" for who only looks."""
    story = sight.sees(Section.STORY)
    lines = [line for one in _abouts(case) for line in documents.lines_about(one, at)]
    return BesidePage(
        is_potential=cases.became(case, CaseStatus.POTENTIAL) is not None,
        recovery=_recovery(case, sight, at),
        choices=_choices(case, sight, holdings, at),
        settlements=tuple(_settlements(case, sight)) if story else None,
        letters=tuple(sorted(lines, key=lambda line: line.issued_at, reverse=True)),
        shown=tuple((ShownTo(row.to), row.on) for row in Shown.objects.filter(case=case).order_by("-pk")[:20]),
        elsewhere=elsewhere(case, sight, holdings, at) if story else (),
        may_recover=kind in HELPING_BODIES and case.closed_at is None,
    )


def _abouts(case: Case) -> list[str]:
    """What letters of a case are about: its process and its decisions."""
    process = process_of(case)
    decisions = Decision.objects.filter(case=case, confirmed_at__isnull=False).values_list("reference", flat=True)
    return [*([process.reference] if process else []), *decisions.order_by("-pk")[:3]]


def _recovery(case: Case, sight: Sight, at: datetime) -> RecoveryPage | None:
    row = recovery_of(case)
    if row is None:
        return None
    steps = row.extensions.filter(key__erased_at__isnull=True).select_related("key").order_by("pk")
    offers = Offer.objects.filter(recovery=row).order_by("-pk")
    return RecoveryPage(
        row.started_on,
        row.ends_on,
        row.as_child,
        row.ends_on < clock.in_amman(at).date(),
        tuple((one.until, one.opened("because") if sight.sees_writing_of(one.desk_id, Section.STORY) else "") for one in steps),
        tuple((Need(one.kind), OfferAnswer(one.said), one.at) for one in offers),
    )


def _choices(case: Case, sight: Sight, holdings: Holdings, at: datetime) -> tuple[tuple[Answer, datetime | None], ...] | None:
    """What the person said about co-operation (C5), now and before; None where consents are not open."""
    if not sight.sees(Section.CONSENTS):
        return None
    standing = privacy.consent_lines(case.person, sight, holdings, at)
    past = privacy.past_consents(case.person, sight, holdings, at)
    return tuple((line.answer, line.at) for line in (*standing, *past) if line.kind == ConsentKind.C5)


def _settlements(case: Case, sight: Sight) -> Iterable[SettlementLine]:
    rows = Settlement.objects.filter(case=case, key__erased_at__isnull=True).select_related("key").order_by("-pk")
    for row in rows:
        words = row.opened("words") if sight.sees_writing_of(row.desk_id, Section.STORY) else ""
        yield SettlementLine(row.settled_on, row.follow_up_on, words)

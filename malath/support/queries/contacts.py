"""Reads of follow-up contacts, and of how the person may be reached."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from malath.agencies.models import Desk
from malath.cases.models import Case
from malath.foundation import clock
from malath.people import queries as people
from malath.people.queries import ContactRule, records
from malath.people.rules import MayContact
from malath.privacy import queries as privacy
from malath.privacy.queries import answers, holders
from malath.privacy.rules import Sight
from malath.privacy.words import BasisKind, ConsentKind, Section
from malath.support import rules
from malath.support.models import FollowUp
from malath.support.words import After, FollowUpState, WhyNot

if TYPE_CHECKING:
    from malath.people.models import Person

WRITTEN_WITHIN = rules.DAY / 8
"""How long after a contact it may be written down as made inside the hours agreed."""


@dataclass(frozen=True)
class ContactLine:
    """A contact afterwards. `words` is "" where they are not the viewer's to read."""

    reference: str
    after: After
    due_on: date
    state: FollowUpState
    attempts: int
    words: str
    late: bool


@dataclass(frozen=True)
class ContactsPage:
    """The contacts afterwards of one case. `channel`: how the person agreed to be reached, "" where nothing was agreed."""

    reference: str
    person_reference: str
    lines: tuple[ContactLine, ...]
    channel: str
    hours: str
    may: MayContact
    is_child: bool
    planned: bool
    may_work: bool
    why_not_plan: tuple[WhyNot, ...]

    @property
    def due(self) -> ContactLine | None:
        return next((line for line in self.lines if line.state == FollowUpState.DUE), None)


def way_to(person: "Person", at: datetime) -> tuple[ContactRule | None, MayContact]:
    """How the person agreed to be reached, and whether they may be now, or might have been a little while ago."""
    rule, never = people.contact_of(person.pk), people.numbers_of_others(person.pk)
    tried = records.last_try(person.pk, rule.version) if rule else None
    may = people.may_contact(rule, tried, at, never=never)
    before = people.may_contact(rule, tried, at - WRITTEN_WITHIN, never=never)
    return rule, before if before.yes and not may.yes else may


def are_planned(case: Case) -> bool:
    return FollowUp.objects.filter(case=case, state=FollowUpState.DUE).exists()


def contact_by_reference(case: Case, reference: str) -> FollowUp | None:
    return FollowUp.objects.select_related("case__person", "key", "desk").filter(case=case, reference=reference).first()


def why_not_plan(case: Case, at: datetime) -> list[WhyNot]:
    """Why no contacts are planned now. Three statements."""
    said = answers.said(case.person_id, ConsentKind.C17, at)
    protected = case.person.is_child and BasisKind.O2 in privacy.grounds_standing(case.person_id)
    return rules.why_not_plan_contacts(planned=are_planned(case), said=said, protected=protected)


def has_to_stop(row: FollowUp, at: datetime) -> bool:
    return FollowUp.objects.filter(_ended(at), pk=row.pk).exists()


def _ended(at: datetime) -> Q:
    """That the desk of a contact does not see the file any more, or the person does not want it any more."""
    return ~Q(holders.is_seen_by_its_desk(at)) | answers.took_back(ConsentKind.C17, at)


def contacts_to_stop(at: datetime, *, cap: int = 500) -> list[FollowUp]:
    """Contacts that end: the person took back what they stand on, or the purpose ended."""
    rows = FollowUp.objects.filter(_ended(at), state=FollowUpState.DUE, case__closed_at__isnull=True)
    return list(rows.order_by("pk")[:cap])


def contacts_standing_on(person_ids: Collection[int], desk: Desk) -> list[FollowUp]:
    """Contacts that a desk would make with these people: they end with its access."""
    return list(FollowUp.objects.filter(person_id__in=person_ids, desk=desk, state=FollowUpState.DUE))


def contacts_to_remind(at: datetime, *, cap: int = 500) -> list[FollowUp]:
    """Contacts whose day has come."""
    rows = FollowUp.objects.filter(remind_at__lte=at, case__closed_at__isnull=True)
    return list(rows.order_by("remind_at", "pk")[:cap])


def contacts_page(case: Case, sight: Sight, desk: Desk | None, at: datetime) -> ContactsPage:
    """The page of the contacts afterwards. Ten statements."""
    rule, may = way_to(case.person, at)
    seen, today = privacy.contact_seen(sight, rule), clock.in_amman(at).date()
    rows = FollowUp.objects.filter(case=case, key__erased_at__isnull=True).select_related("key").order_by("due_on", "pk")
    lines = tuple(_line(row, sight, today) for row in rows)
    return ContactsPage(
        reference=case.reference,
        person_reference=case.person.reference,
        lines=lines,
        channel=str(seen.channel.label) if seen else "",
        hours=seen.hours if seen else "",
        may=may,
        is_child=case.person.is_child,
        planned=any(line.state == FollowUpState.DUE for line in lines),
        may_work=desk is not None and case.closed_at is None,
        why_not_plan=tuple(why_not_plan(case, at)),
    )


def _line(row: FollowUp, sight: Sight, today: date) -> ContactLine:
    words = row.opened("words") if sight.sees_writing_of(row.desk_id, Section.IDENTITY) else ""
    state = FollowUpState(row.state)
    late = state == FollowUpState.DUE and row.due_on < today
    return ContactLine(row.reference, After(row.after), row.due_on, state, row.attempts, words, late)

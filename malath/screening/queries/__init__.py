"""Reads of screenings: rows, what was typed, what the rule made of it, what waits."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from malath.cases import queries as cases
from malath.cases.models import Case
from malath.foundation.asking import ask
from malath.foundation.references import new_reference
from malath.privacy.queries import compartments
from malath.referrals import queries as referrals
from malath.screening import content, rules
from malath.screening.content import Content
from malath.screening.models import Screening, Smuggled
from malath.screening.queries import lists
from malath.screening.rules import Found, Gist, Result
from malath.screening.words import Age, Because, Concern, State, Step

FIRST = "adult_labour"
WHOLE = ("case__person__key", "case__key", "key", "desk__agency")


def begun(once: UUID | None) -> Screening | None:
    """The screening that was begun under this mark."""
    return Screening.objects.select_related(*WHOLE).filter(once=once).first() if once is not None else None


def locked(pk: int) -> Screening:
    """A screening, locked until the act ends. Comes after its case."""
    (screening,) = ask(_locked, pk)
    return screening


def _locked(pk: int) -> QuerySet[Screening]:
    return Screening.objects.select_for_update(of=("self",)).select_related(*WHOLE).filter(pk=pk)


def by_reference(reference: str) -> Screening | None:
    """A screening as it stands now, for its gate."""
    return next(iter(ask(_by_reference, reference)), None)


def _by_reference(reference: str) -> QuerySet[Screening]:
    return Screening.objects.filter(reference=reference).select_related(*WHOLE)


def case_reference_of(reference: str) -> str:
    """Reference of the case that a screening is about; one that stands for nothing when there is none, so that a gate asks
    the same statements."""
    return next(iter(ask(_case_of, reference)), "") or new_reference()


def _case_of(reference: str) -> QuerySet[Screening, str]:
    return Screening.objects.filter(reference=reference).values_list("case__reference", flat=True)


def content_of(screening: Screening) -> Content:
    """What was typed into it."""
    return content.written(screening.opened("content"))


def profile_of(typed: Content) -> str:
    """Which list is used for what was typed."""
    held = typed.conditions
    return rules.profile_code(held.age, held.kind) if held else FIRST


def put(before: Content, step: str, values: Mapping[str, Any]) -> Content:
    """What lies there once a step is written, with the codes of the list that is used."""
    known = {one.code for one in lists.profile(profile_of(before)).of(step)}
    return content.put(before, step, values, known=known)


def typed_in(steps: Mapping[str, Mapping[str, Any]]) -> Content:
    """What was typed before a file was open, step by step, put together as a screening would be."""
    typed = Content()
    for step in in_order(steps):
        typed = put(typed, step, steps[step])
    return typed


def result_of(typed: Content) -> Result:
    """What the rule makes of what was typed, with the lists as they are now."""
    urgent = [sign.code for sign in lists.urgent_among(frozenset(typed.signs))]
    return rules.assess(lists.profile(profile_of(typed)), typed.answers, urgent_signs=urgent, purposes=typed.purposes)


def result_kept(screening: Screening) -> Result:
    """What the rule made of a finished one, then; of one under way, now."""
    text = screening.opened("result")
    if not text:
        return result_of(content_of(screening))
    kept = json.loads(text)
    found = tuple(
        Found(code, strong, medium, weak, tuple(present), not_asked, unsettled)
        for code, strong, medium, weak, present, not_asked, unsettled in kept["found"]
    )
    return Result(found, tuple(Because(code) for code in kept["because"]), kept["child"], tuple(kept["strong"]))


def list_kept(screening: Screening) -> str:
    """With which list a screening was finished, or goes on."""
    text = screening.opened("result")
    return str(json.loads(text)["profile"]) if text else profile_of(content_of(screening))


def is_flagged(screening: Screening) -> bool:
    return result_kept(screening).flagged


def in_order(steps: Iterable[str]) -> list[str]:
    """Steps by their names, the conditions first: they say which list is used."""
    return sorted(steps, key=lambda step: (step != Step.CONDITIONS, step))


def waits(screening: Screening) -> bool:
    """Whether somebody should be asked for this person still."""
    return screening.refer_by is not None and screening.settled_at is None


def was_referred(screening: Screening) -> bool:
    """Whether a referral left the case since this screening began."""
    sent = referrals.last_sent_at([screening.case_id]).get(screening.case_id)
    return sent is not None and sent >= screening.begun_at


def last_finished(case: Case) -> Screening | None:
    rows = Screening.objects.filter(case=case, state=State.FINISHED).select_related(*WHOLE)
    return rows.order_by("-ended_at", "-pk").first()


def asks_a_child_again(case: Case) -> bool:
    """Whether the person of a case is a child whom somebody has screened to the end."""
    return case.person.is_child and last_finished(case) is not None


def smuggled_standing(case: Case) -> Smuggled | None:
    return Smuggled.objects.filter(case=case, ended_at__isnull=True).select_related("key", "desk").first()


def is_open_to_desk(screening: Screening, at: datetime) -> bool:
    return compartments.sees_file(screening.case.person_id, screening.desk, at)


def to_tell(at: datetime, *, cap: int = 500) -> list[Screening]:
    """Screenings whose time is over and of which nobody was told."""
    rows = Screening.objects.filter(refer_by__lte=at, settled_at__isnull=True, told_at__isnull=True)
    return list(rows.select_related(*WHOLE).order_by("refer_by", "pk")[:cap])


def to_settle(*, size: int = 500) -> Iterator[Screening]:
    """Screenings after which a referral was sent: their clock is met. All of them, `size` at a time."""
    rows = Screening.objects.filter(referrals.sent_since("begun_at"), refer_by__isnull=False, settled_at__isnull=True)
    last = 0
    while found := list(rows.filter(pk__gt=last).select_related(*WHOLE).order_by("pk")[:size]):
        last = found[-1].pk
        yield from found


def rows_of(case_ids: Collection[int]) -> list[Screening]:
    """The screenings of some cases, the newest first. One statement."""
    return list(ask(_rows_of, tuple(sorted(case_ids))))


def _rows_of(case_ids: tuple[int, ...]) -> QuerySet[Screening]:
    rows = Screening.objects.filter(case_id__in=case_ids).exclude(state=State.DROPPED)
    return rows.select_related("key", "desk__agency", "case").order_by("-begun_at", "-pk")


def cases_named(references: Collection[str]) -> list[Case]:
    """Cases by their references; the caller has looked whose they are."""
    return cases.cases_named(references)


def last_finished_of(case_ids: Collection[int]) -> dict[int, Screening]:
    """Of each case the screening that was finished last, by its own hour. One statement."""
    finished = [row for row in reversed(rows_of(case_ids)) if row.state == State.FINISHED]
    return {row.case_id: row for row in finished}


def gist_of(screening: Screening) -> Gist | None:
    """None where nobody was to look: then it says nothing of exploitation."""
    if screening.concern not in {Concern.REFER, Concern.EMERGENCY}:
        return None
    typed, result = content_of(screening), result_kept(screening)
    held = typed.conditions or content.Conditions()
    present = frozenset(code for one in result.found for code in one.present)
    return Gist(present, result.exploitation, result.child, held.kind, str(held.work), typed.purposes)


def first_age(*, child: bool) -> Age | str:
    """As which age a form begins: a child where the file says so; nobody is an adult because nothing was chosen."""
    return Age.CHILD if child else ""


def first_conditions(code: str) -> dict[str, str]:
    """What the list that was chosen says already."""
    age, _, kind = code.partition("_")
    return {"age": age, "kind": kind}


def fresh(screening: Screening) -> Screening:
    """A screening as stored now."""
    (found,) = ask(_by_reference, screening.reference)
    return found

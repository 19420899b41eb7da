"""The demonstration shows every state that the pages can show, and none that could not be."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise

import pytest
from django.db.models import Exists, OuterRef

from config import demo
from config.demo_cast import AGES
from malath.accounts.models import Relation
from malath.agencies.models import Desk
from malath.audit.models import Event
from malath.cases.models import Case, Note, StatusChange
from malath.cases.rules import NEXT
from malath.cases.words import CaseStatus, SideState
from malath.foundation.models import Mark
from malath.linkage.models import Member, Pair, Telling
from malath.people.models import Detail, Person, SafeContact
from malath.people.words import AgeBand, Channel, DetailKind
from malath.privacy import rules
from malath.privacy.models import Anomaly, Basis, Block, BreakGlass, Consent, Endangered, File, Hold
from malath.privacy.wording import wording
from malath.privacy.words import BasisKind, ConsentKind
from malath.referrals.models import Referral
from malath.referrals.words import WAITING, Escalation, Status
from malath.returns.models import MissionAsked
from malath.returns.words import MissionAnswer
from malath.workday.management.commands.prepare import begin

PEOPLE = 72
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)  # a Wednesday, noon in Amman
CHILDREN = Basis.objects.filter(kind=BasisKind.O2)
HELD = Hold.objects.filter(ended_at=None).values("person_id")
SHOWN: dict[str, Callable[[], object]] = {
    **{f"a case {status}": partial(Case.objects.filter, status=status) for status in ("draft", "closed")},
    "a potential victim": lambda: StatusChange.objects.filter(status=CaseStatus.POTENTIAL),
    "somebody identified, and who decided": lambda: StatusChange.objects.filter(status=CaseStatus.IDENTIFIED).exclude(
        decided_by=""
    ),
    "a case in assistance": lambda: Case.objects.filter(status=CaseStatus.IN_ASSISTANCE),
    "a solution in progress": lambda: Case.objects.filter(status=CaseStatus.SOLUTION),
    "follow-up": lambda: Case.objects.filter(status=CaseStatus.FOLLOW_UP),
    **{f"a referral {one}": partial(Referral.objects.filter, status=one) for one in Status},
    "one that waits unanswered at the focal point": lambda: Referral.objects.filter(
        status__in=WAITING, escalated=Escalation.FOCAL_POINT
    ),
    "one answered after it escalated": lambda: Referral.objects.filter(
        status__in=(Status.ACCEPTED, Status.COMPLETED), escalated__gt=Escalation.NONE
    ),
    "a child's case that waits for the supervisor": lambda: CHILDREN.filter(confirmed_at=None, confirm_by__gt=NOW),
    "one that a supervisor confirmed": lambda: CHILDREN.exclude(confirmed_at=None),
    "a block": Block.objects.all,
    "two files to judge": lambda: Pair.objects.filter(said=""),
    "two files that stand together": Member.objects.all,
    "a body that was told of a question": lambda: Telling.objects.filter(reply=""),
    "somebody to make safe after a breach": lambda: Endangered.objects.filter(settled_at=None, breach__closed_at=None),
    "somebody made safe": lambda: Endangered.objects.exclude(settled_at=None),
    "a look unlike others": lambda: Anomaly.objects.filter(settled_at=None),
    "a declared relation": Relation.objects.all,
    "an agreed phone call": lambda: SafeContact.objects.filter(channel=Channel.CALL),
    "another safe way": lambda: SafeContact.objects.exclude(channel=Channel.CALL),
    "a note of a receiving desk": lambda: Note.objects.filter(
        Exists(Referral.objects.filter(case=OuterRef("case"), receiving_desk=OuterRef("desk"), key_worker__isnull=False))
    ),
    "a document number": lambda: Detail.objects.filter(kind=DetailKind.DOCUMENT),
    "a closed file": lambda: File.objects.filter(closed_at__isnull=False, review_on__gt=NOW),
    "one that is due for review": lambda: File.objects.filter(review_on__lte=NOW, erase_on=None).exclude(pk__in=HELD),
    "one that is held though it is due": lambda: File.objects.filter(review_on__lte=NOW, pk__in=HELD),
    "one that can be erased": lambda: File.objects.filter(erase_on__lte=NOW),
    "an emergency that waits for review": lambda: BreakGlass.objects.filter(reviewed_at=None),
    "one that was reviewed": lambda: BreakGlass.objects.exclude(reviewed_at=None),
    "a consent that runs out within a month": lambda: Consent.objects.filter(
        expires_on__range=(NOW.date(), NOW.date() + timedelta(days=30)), superseded_at=None, withdrawn_at=None
    ),
    "a mission of this house that sees somebody and has still to answer": lambda: MissionAsked.objects.filter(
        basis__ended_at=None, basis__isnull=False, answer=MissionAnswer.WAITING
    ),
    "a consent taken back": lambda: Consent.objects.exclude(withdrawn_at=None),
    **{f"an answer to {kind}": partial(Consent.objects.filter, kind=kind) for kind in ConsentKind},
}
NEVER: dict[str, Callable[[], object]] = {
    "a child's case that nobody confirmed within a day": lambda: CHILDREN.filter(confirmed_at=None, confirm_by__lte=NOW),
    "a ground confirmed by whoever opened it": lambda: [row for row in CHILDREN if row.confirmed_by == row.opened_by],
    "a referral whose clock ran out and did not escalate": lambda: Referral.objects.filter(
        status__in=WAITING, escalate_at__lte=NOW - timedelta(minutes=1)
    ),
    "a status that cannot follow": lambda: list(impossible_steps()),
    "an age that does not fit the year of birth": lambda: list(wrong_years()),
    "a question with words that were never read": lambda: list(unread_words()),
    "a desk without a phone, or with one that rings": lambda: [
        desk for desk in Desk.objects.all() if not desk.phone.startswith("+9626000")
    ],
    "an act before the one before it": lambda: list(unordered()),
}


@pytest.mark.long
@pytest.mark.django_db
def test_it_shows_every_state_and_none_that_could_not_be() -> None:
    begin(Mark.DEMO, lambda at: demo.load(at, people=PEOPLE), at=NOW)
    assert [what for what, rows in SHOWN.items() if not rows()] == []
    assert [(what, rows()) for what, rows in NEVER.items() if rows()] == []


def impossible_steps() -> list[tuple[CaseStatus, CaseStatus]]:
    """Steps that the rules do not know. What stands beside the way changes no status; a case opened again stands where it
    stood."""
    steps: list[tuple[CaseStatus, CaseStatus]] = []
    for case in Case.objects.all():
        way = list(case.changes.order_by("at", "pk").values_list("status", "aside"))
        taken = [(CaseStatus(now), CaseStatus(new), aside) for (now, _), (new, aside) in pairwise(way) if now != new]
        steps += [(now, new) for now, new, aside in taken if new not in NEXT[now] and aside != SideState.REOPENED]
    return steps


def wrong_years() -> list[int]:
    born = {row.person_id: int(row.opened("value")[:4]) for row in Detail.objects.filter(kind=DetailKind.BIRTH_DATE)}
    met = dict(Case.objects.values_list("person_id", "opened_at"))
    wrong = []
    for person in Person.objects.filter(pk__in=born):
        least, most = AGES.get(AgeBand(person.age_band), (0, 120))
        if not least <= met[person.pk].year - born[person.pk] <= most:
            wrong.append(person.pk)
    return wrong


def unread_words() -> list[str]:
    return [
        row.kind
        for row in Consent.objects.select_related("body").exclude(wording="")
        if row.wording != rules.wording_mark(wording(ConsentKind(row.kind), row.body).proof) and row.method != "imported"
    ]


def unordered() -> list[str]:
    """Trails in which something stands written before what came first."""
    last: dict[str, datetime] = {}
    wrong = []
    for chain, at in Event.objects.filter(chain__startswith="file:").order_by("number").values_list("chain", "at"):
        if chain in last and at < last[chain]:
            wrong.append(chain)
        last[chain] = at
    return wrong

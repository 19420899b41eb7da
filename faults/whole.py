"""What must hold of every row that acts have written, whatever happened meanwhile: an act is there whole or not at all.

Each rule yields one sentence for each thing that is there by half, without a name: references only.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.audit import queries as audit
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases.models import Case, Note, StatusChange
from malath.cases.words import CaseStatus
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.people.models import Person
from malath.privacy.models import Access, Basis, Consent, File, Left
from malath.privacy.words import BasisKind, EndedBecause, Purpose
from malath.referrals.models import Referral
from malath.referrals.words import Escalation, Status

ONCE_FOR_A_CASE: Final = (Did.PERSON_ADDED, Did.FILE_OPENED, Did.CASE_OPENED)
TAKEN_ON: Final = (Status.ACCEPTED, Status.COMPLETED)
WITHOUT_CONSENT: Final = (BasisKind.O1, BasisKind.O2, BasisKind.O3, BasisKind.O4)
AGAIN: Final = '"again":"1"'


@dataclass(frozen=True)
class Traces:
    """How often something was recorded about a reference, and how often somebody was told of it: to which desk or whom."""

    events: Counter[tuple[str, str]]
    chains: Counter[tuple[str, str]]
    items: Counter[tuple[str, str, int | None, int | None]]

    def told(self, kind: ItemKind, subject: str, *, desk: Desk | int | None = None, user: User | int | None = None) -> int:
        pks = (one.pk if isinstance(one, Desk | User) else one for one in (desk, user))
        return self.items[(kind.value, subject, *pks)]  # type: ignore[index]  # the star hides how many there are


Rule = Callable[[Traces], Iterator[str]]


def broken() -> list[str]:
    """Everything that is there by half or twice, and every chain of the trail that does not fit."""
    traces = read()
    faults = [f"the trail does not fit: {fault}" for fault in audit.verify().faults]
    return [*faults, *(sentence for rule in RULES for sentence in rule(traces))]


def read() -> Traces:
    first_times = Event.objects.exclude(facts__contains=AGAIN)
    return Traces(
        Counter(first_times.values_list("name", "subject")),
        Counter(first_times.values_list("name", "chain")),
        Counter(Item.objects.values_list("kind", "subject", "desk_id", "user_id")),
    )


def files(traces: Traces) -> Iterator[str]:
    """Every person has a file and a case, and every event that made them is there once."""
    begun = set(File.objects.values_list("person_id", flat=True))
    cases = Counter(Case.objects.values_list("person_id", flat=True))
    for pk, reference in Person.objects.values_list("pk", "reference"):
        if pk not in begun:
            yield f"person {reference} has no file"
        if cases[pk] != 1:
            yield f"person {reference} has {cases[pk]} cases"
        for name in ONCE_FOR_A_CASE:
            if traces.chains[name.value, f"file:{reference}"] != 1:
                yield f"person {reference}: {name} recorded {traces.chains[name.value, f'file:{reference}']} times"


def grounds(_traces: Traces) -> Iterator[str]:
    """Nobody holds an open file without a ground, and the desk that opened it sees it."""
    resting = Basis.objects.filter(kind=BasisKind.CONSENT, grounds__isnull=True)
    yield from (
        f"person {reference}: a basis rests on nothing" for reference in resting.values_list("person__reference", flat=True)
    )
    openers = set(Access.objects.filter(purpose=Purpose.OPENING).values_list("person_id", "desk_id"))
    first = set(StatusChange.objects.filter(status=CaseStatus.DRAFT).values_list("case_id", flat=True))
    written = Counter(Note.objects.values_list("case_id", flat=True))
    noted = Counter(
        Event.objects.filter(name=Did.NOTE_WRITTEN).exclude(facts__contains=AGAIN).values_list("subject", flat=True)
    )
    for case in Case.objects.all():
        if (case.person_id, case.desk_id) not in openers:
            yield f"case {case.reference}: the desk that opened it does not see it"
        if case.pk not in first:
            yield f"case {case.reference} began with no status"
        if written[case.pk] != noted[case.reference]:
            yield f"case {case.reference}: {written[case.pk]} notes, {noted[case.reference]} recorded"


def closing(_traces: Traces) -> Iterator[str]:
    """Each access says until when its basis stands as the basis says it."""
    rows = Access.objects.values_list("person__reference", "basis_until", "basis__until")
    yield from (
        f"person {reference}: access says another end than its basis" for reference, said, until in rows if said != until
    )


def sendings(traces: Traces) -> Iterator[str]:
    """What was sent left a trace, is known to have left, and its desk was told."""
    left = Counter(Left.objects.filter(how="referral").values_list("reference", flat=True))
    for one in Referral.objects.exclude(status=Status.DRAFT):
        counts = {
            "recorded as sent": traces.events[Did.REFERRAL_SENT, one.reference],
            "known to have left": left[one.reference],
            "told to its desk": traces.told(ItemKind.REFERRAL_ARRIVED, one.reference, desk=one.receiving_desk_id),
        }
        yield from (f"referral {one.reference}: {what} {count} times" for what, count in counts.items() if count != 1)


def answers(traces: Traces) -> Iterator[str]:
    """Who was taken on has a key worker, access and a trace, and the sender was told: once each. Nobody else has."""
    opened = set(Access.objects.values_list("person_id", "desk_id", "from_at"))
    left = Counter(Left.objects.filter(how="access").values_list("reference", flat=True))
    moved = set(StatusChange.objects.filter(status=CaseStatus.ACCEPTED).values_list("case_id", flat=True))
    for one in Referral.objects.exclude(status=Status.DRAFT):
        taken = one.status in TAKEN_ON or (one.status == Status.STOPPED and one.key_worker_id is not None)
        answered = taken or one.status == Status.DECLINED
        counts = {
            "recorded as accepted": (traces.events[Did.REFERRAL_ACCEPTED, one.reference], int(taken)),
            "its access known to have left": (left[one.reference], int(taken)),
            "its answer told to the sender": (
                traces.told(ItemKind.REFERRAL_ANSWERED, one.reference, desk=one.sending_desk_id), int(answered)
            ),
        }  # fmt: skip
        for what, (count, wanted) in counts.items():
            if count != wanted:
                yield f"referral {one.reference}, {one.status}: {what} {count} times"
        if taken and (one.key_worker_id is None or (one.person_id, one.receiving_desk_id, one.answered_at) not in opened):
            yield f"referral {one.reference}, {one.status}: its desk sees nothing"
        if taken and one.case_id not in moved:
            yield f"referral {one.reference}, {one.status}: its case was never accepted"


def settled(_traces: Traces) -> Iterator[str]:
    """What was answered or has ended waits in no inbox."""
    ended = Referral.objects.exclude(status__in=[Status.DRAFT, Status.SENT, Status.ACKNOWLEDGED]).values("reference")
    kinds = [ItemKind.REFERRAL_ARRIVED, ItemKind.REFERRAL_UNANSWERED]
    waiting = Item.objects.filter(subject__in=ended, kind__in=kinds, seen_at__isnull=True)
    yield from (
        f"referral {subject} is answered and still waits in an inbox" for subject in waiting.values_list("subject", flat=True)
    )


def escalations(traces: Traces) -> Iterator[str]:
    """Each step was taken once, and the sender told as often; what the referral says of itself is what was recorded."""
    rows = Event.objects.filter(name=Did.REFERRAL_ESCALATED).values_list("subject", "facts")
    steps = Counter((subject, step) for subject, facts in rows for step in Escalation.values if f'"step":"{step}"' in facts)
    for one in Referral.objects.exclude(status=Status.DRAFT):
        mine = {step: steps[one.reference, step] for step in Escalation.values}
        again = one.acknowledged_at is not None and one.acknowledged_at != one.answered_at
        for step, count in mine.items():
            if count > (2 if again else 1):
                yield f"referral {one.reference}: step {step} of escalation {count} times"
        told = traces.told(ItemKind.REFERRAL_UNANSWERED, one.reference, desk=one.sending_desk_id)
        if told != sum(mine.values()):
            yield f"referral {one.reference}: escalated {sum(mine.values())} times, the sender told {told} times"
        if one.escalated != max((step for step, count in mine.items() if count), default=0):
            yield f"referral {one.reference}: says {one.escalated}, recorded otherwise"


def withdrawals(traces: Traces) -> Iterator[str]:
    """What a person took back is recorded, carries nothing any more, and every desk that saw on it was told."""
    taken_back = Consent.objects.filter(withdrawn_at__isnull=False)
    counted = Counter(taken_back.values_list("person__reference", flat=True))
    for reference, count in counted.items():
        if traces.chains[Did.CONSENT_WITHDRAWN, f"file:{reference}"] != count:
            yield f"person {reference}: {count} consents taken back, not as many recorded"
    carrying = Basis.objects.filter(grounds__consent__in=taken_back, ended_at__isnull=True)
    yield from (
        f"person {reference}: access stands on what was taken back"
        for reference in carrying.values_list("person__reference", flat=True)
    )
    ended = Access.objects.filter(basis__ended_because=EndedBecause.WITHDRAWN, desk__isnull=False)
    for reference, desk in set(ended.values_list("person__reference", "desk_id")):
        if not traces.told(ItemKind.BASIS_ENDED, reference, desk=desk):
            yield f"person {reference}: a desk was not told to stop"


def reminders(_traces: Traces) -> Iterator[str]:
    """Whoever confirms a ground without consent is asked once, reminded once, and told once that the time is over."""
    opened = Counter(Basis.objects.filter(kind__in=WITHOUT_CONSENT).values_list("person__reference", flat=True))
    rows = Event.objects.filter(name=Did.BASIS_REMINDED).values_list("subject", "facts")
    reminded = Counter((subject, '"over":"1"' in facts) for subject, facts in rows)
    yield from (f"person {one}: reminded {count} times" for (one, _), count in reminded.items() if count > opened[one])
    kinds = [ItemKind.BASIS_TO_CONFIRM, ItemKind.BASIS_UNCONFIRMED]
    told = Counter(Item.objects.filter(kind__in=kinds).values_list("kind", "subject", "desk_id", "user_id"))
    for (kind, subject, _desk, _user), count in told.items():
        over = kind == ItemKind.BASIS_UNCONFIRMED
        if count > reminded[subject, over] + (0 if over else opened[subject]):
            yield f"person {subject}: {kind} told {count} times"
    asked = {subject for kind, subject, _desk, _user in told if kind == ItemKind.BASIS_TO_CONFIRM}
    yield from (f"person {one}: nobody was asked to confirm" for one in opened.keys() - asked)


def unfounded(traces: Traces) -> Iterator[str]:
    """Nothing was recorded of a case or referral that is not there."""
    there = {*Case.objects.values_list("reference", flat=True), *Referral.objects.values_list("reference", flat=True)}
    names = (Did.CASE_OPENED, Did.REFERRAL_SENT, Did.REFERRAL_ACCEPTED, Did.REFERRAL_ESCALATED)
    for name, subject in traces.events:
        if name in names and subject not in there:
            yield f"{name} was recorded of {subject}, which is not there"


RULES: Final[tuple[Rule, ...]] = (
    files, grounds, closing, sendings, answers, settled, escalations, withdrawals, reminders, unfounded,
)  # fmt: skip

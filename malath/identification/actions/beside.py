"""What stands beside the decision: the recovery period, settlements, letters, and the same party in another file."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.cases import actions as cases
from malath.cases import queries as case_queries
from malath.cases.actions.common import touch
from malath.cases.models import Case
from malath.cases.queries import references
from malath.cases.words import CaseStatus, Need
from malath.documents import actions as documents
from malath.documents import queries as document_queries
from malath.documents.actions import About
from malath.documents.models import Letter
from malath.documents.words import LetterKind, Validity
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.foundation.keys import ring
from malath.foundation.references import own_mark
from malath.identification import marks, news, queries, rules
from malath.identification.actions.base import locked, record
from malath.identification.models import Extension, Mark, Offer, Recovery, Settlement, Shown
from malath.identification.queries import beside, law
from malath.identification.words import OfferAnswer, ShownTo, Stage, WhyNotBeside
from malath.people import queries as people
from malath.privacy import actions as privacy
from malath.privacy.words import Level

LETTER_LASTS = rules.DAY * 90


class CannotBeside(Exception):
    """Something beside the decision is not done as asked."""

    def __init__(self, reasons: list[WhyNotBeside]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@act
def start_recovery(case: Case, *, desk: Desk, by: Actor, at: datetime) -> Recovery:
    """The recovery and reflection period starts, offered as soon as somebody says that the person may be a victim: thirty days
    at least, of a child ninety. Nothing is asked of the person for it. Errors: `CannotBeside`; of the case when closed."""
    case, _process = locked(case, by=by, at=at)
    is_potential = case_queries.became(case, CaseStatus.POTENTIAL) is not None
    _refuse(rules.why_not_start(is_potential=is_potential, runs=beside.recovery_of(case) is not None))
    today = clock.in_amman(at).date()
    is_child = case.person.is_child
    recovery = Recovery.objects.create(
        case=case, started_on=today, ends_on=rules.recovery_ends(today, law.spans(), is_child=is_child), as_child=is_child,
        desk=desk, by=by.reference, at=at,
    )  # fmt: skip
    touch(case, desk, at)
    record(Did.RECOVERY_STARTED, case, by=by, at=at)
    return recovery


@act
def extend_recovery(case: Case, until: date, because: str, *, desk: Desk, by: Actor, at: datetime) -> Recovery:
    """The period becomes longer, in steps of thirty days at most, each with its reason. Errors: `CannotBeside`; of the case."""
    case, _process = locked(case, by=by, at=at)
    recovery = beside.recovery_of(case)
    today = clock.in_amman(at).date()
    _refuse(rules.why_not_extend(recovery.ends_on if recovery else None, until, today, because))
    assert recovery is not None  # noqa: S101  # refused above
    step = Extension(recovery=recovery, key=case.key, until=until, desk=desk, by=by.reference, at=at)
    step.seal(because=because)
    step.save(force_insert=True)
    recovery.ends_on, recovery.told_at = until, None
    recovery.save(update_fields=["ends_on", "told_at"])
    touch(case, desk, at)
    news.settle_recovery(case, by=by, at=at)
    record(Did.RECOVERY_EXTENDED, case, by=by, at=at)
    return recovery


@act
def record_offer(case: Case, kind: Need, said: OfferAnswer, *, desk: Desk, by: Actor, at: datetime) -> Offer:
    """Write down what was offered during the period and what the person said. Nobody is reminded to offer it again. Errors:
    `CannotBeside`; of the case."""
    case, _process = locked(case, by=by, at=at)
    recovery = beside.recovery_of(case)
    _refuse([] if recovery is not None else [WhyNotBeside.NOT_STARTED])
    assert recovery is not None  # noqa: S101  # refused above
    offer = Offer.objects.create(recovery=recovery, kind=kind, said=said, desk=desk, by=by.reference, at=at)
    touch(case, desk, at)
    record(Did.RECOVERY_OFFERED, case, by=by, at=at, need=kind.value)
    return offer


@act
def remind_of_end(recovery: Recovery, *, at: datetime, by: Actor = WORKER) -> Recovery:
    """The period ends within days: the key workers are told, to ask what the person needs. Nothing ends by itself. Errors:
    `CannotBeside`."""
    privacy.lock(references.person_of(recovery.case_id))
    case = case_queries.locked(recovery.case_id)
    now = beside.recovery_of(case)
    assert now is not None  # noqa: S101  # it is never deleted
    _refuse(rules.why_not_remind_of_end(now.ends_on, clock.in_amman(at).date(), told=now.told_at is not None))
    now.told_at = at
    now.save(update_fields=["told_at"])
    news.tell_recovery_ends(case, at=at)
    record(Did.RECOVERY_REMINDED, case, by=by, at=at)
    return now


@act
def record_settlement(
    case: Case, words: str, *, on: date, follow_up_on: date, desk: Desk, by: Actor, at: datetime, once: UUID | None = None
) -> Settlement:
    """Write down that something was settled or withdrawn privately. It stays visible beside the case; a task makes somebody
    look again. The status does not change by it. Errors: `CannotBeside`; of the case."""
    case, _process = locked(case, by=by, at=at)
    mark = own_mark(once, by.reference, case.reference, words)
    if (known := beside.settlement_recorded(mark)) is not None:
        record(Did.SETTLEMENT_RECORDED, case, by=by, at=at, again="1")
        return known
    _refuse(rules.why_not_settlement(words, on, follow_up_on, clock.in_amman(at).date()))
    member = case_queries.key_worker_of(case, desk, at)
    worker = member.user if member else None
    with translation.override(worker.language if worker else "ar"):
        title = _("It was settled privately: ask the person alone how things are.")
    task = cases.set_task(case, title, due_on=follow_up_on, desk=desk, worker=worker, by=by, at=at)
    settlement = Settlement(
        case=case, key=case.key, settled_on=on, follow_up_on=follow_up_on, task=task.reference, desk=desk, by=by.reference,
        at=at, once=mark,
    )  # fmt: skip
    settlement.seal(words=words)
    settlement.save(force_insert=True)
    touch(case, desk, at)
    record(Did.SETTLEMENT_RECORDED, case, by=by, at=at)
    return settlement


@act
def issue_letter(case: Case, kind: LetterKind, content: Mapping[str, Any], *, desk: Desk, by: Actor, at: datetime) -> Letter:
    """Put on paper what was decided, or that the person is under protection meanwhile. The one of the same kind before it is
    valid no longer. What it says was made by `letters`. Errors: `CannotBeside`; of the case."""
    case, process = locked(case, by=by, at=at)
    decision = queries.last_decision(case)
    said = queries.standing_status(decision) if decision else None
    rights = rules.rights_last(Stage(process.stage), said, process.review_until, at)
    of_decision = kind == LetterKind.DECISION
    _refuse(rules.why_not_letter(of_decision=of_decision, decided=decision is not None, rights=rights))
    about = About(beside.about(case, process, kind), case.person.reference, case.key)
    letter = documents.issue(
        about, kind=kind, content=content, desk=desk, for_desk=None, valid_until=at + LETTER_LASTS, by=by, at=at
    )  # fmt: skip
    touch(case, desk, at)
    record(Did.STATUS_LETTER_ISSUED, case, by=by, at=at, letter=letter.reference)
    return letter


@act
def take_letter(letter: Letter, case: Case, *, by: Actor, at: datetime) -> Letter:
    """A copy of a letter is taken for the person: from now on it has left. Errors: `CannotBeside` when it is not valid any
    more."""
    case, _process = locked(case, by=by, at=at)
    _refuse([] if document_queries.validity_of(letter, at) == Validity.VALID else [WhyNotBeside.LETTER_ENDED])
    privacy.record_left(case.person, how="own_letter", level=Level.L3, reference=letter.reference, by=by, at=at)
    return documents.take(letter, About(letter.about, case.person.reference, case.key), by=by, at=at)


@act
def record_shown(letter: Letter, case: Case, to: ShownTo, *, on: date, desk: Desk, by: Actor, at: datetime) -> Shown:
    """The person showed a letter to somebody: written down each time. Errors: `CannotBeside`; of the case."""
    case, _process = locked(case, by=by, at=at)
    _refuse([] if on <= clock.in_amman(at).date() else [WhyNotBeside.DAY_AHEAD])
    shown = Shown.objects.create(case=case, letter=letter.reference, to=to, on=on, desk=desk, by=by.reference, at=at)
    record(Did.STATUS_LETTER_SHOWN, case, by=by, at=at, letter=letter.reference, to=to.value)
    return shown


@act
def mark_party(party_id: int, *, at: datetime, by: Actor = WORKER) -> list[Mark]:
    """Another party gets its keyed marks, and who may see both files learns that it stands in another one. Errors:
    `CannotBeside` when it has them."""
    party = people.party_with_texts(party_id)
    privacy.lock(party.person_id)
    _refuse([WhyNotBeside.MARKED] if Mark.objects.filter(party_id=party_id).exists() else [])
    found = marks.marks_of(ring().index, names=(party.name, party.aliases), phone=party.phone)
    rows = [Mark(person_id=party.person_id, party_id=party_id, kind=kind, value=value, at=at) for kind, value in sorted(found)]
    Mark.objects.bulk_create(rows)
    case = case_queries.open_case_of(party.person_id)
    if case is not None:
        news.tell_recurring(case, beside.people_with(rows), at=at)
    reference = people.references_of([party.person_id])[party.person_id]
    audit.record(Did.PARTY_MARKED, subject=reference, file=reference, by=by, at=at)
    return rows


def _refuse(reasons: list[WhyNotBeside]) -> None:
    if reasons:
        raise CannotBeside(reasons)

"""Guardians of a child: who they are, what proves it, who may not decide; and what the child says."""

from datetime import datetime

from malath.agencies.models import Desk
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.people.models import Person
from malath.privacy import rules
from malath.privacy.actions.access import lock
from malath.privacy.models import Assent, Consent, Guardian
from malath.privacy.queries.grounds import grounds_standing
from malath.privacy.rules import View
from malath.privacy.words import Answer, BasisKind, ConsentKind, GuardianKind, GuardianProof, WhyNotConsent, WhyNotGuardian

__all__ = ["View"]


class CannotGuard(Exception):
    """What was to be written about a guardian is refused."""

    def __init__(self, reasons: list[WhyNotGuardian]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@act
def name_guardian(person: Person, *, kind: GuardianKind, name: str, desk: Desk, by: Actor, at: datetime) -> Guardian:
    """Somebody says that they decide for a child. Until it is proven they decide nothing. Errors: `CannotGuard`."""
    lock(person.pk)
    _refuse(rules.why_not_name_guardian(is_child=person.is_child, name=name))
    guardian = Guardian(person=person, key=person.key, kind=kind, desk=desk, named_at=at, named_by=by.reference)
    guardian.seal(name=name)
    guardian.save(force_insert=True)
    _record(Did.GUARDIAN_NAMED, guardian, by=by, at=at)
    return guardian


@act
def verify_guardian(guardian: Guardian, *, proof: GuardianProof, which: str, by: Actor, at: datetime) -> Guardian:
    """Somebody else than who named them has seen the document or the decision. From now on they may decide together with the
    child. Errors: `CannotGuard`."""
    guardian = _locked(guardian)
    reasons = rules.why_not_verify(
        verified=guardian.verified_at is not None,
        doubted=guardian.doubted_at is not None,
        ended=guardian.ended_at is not None,
        own=guardian.named_by == by.reference,
        which=which,
    )
    _refuse(reasons)
    guardian.proof, guardian.verified_at, guardian.verified_by = proof, at, by.reference
    guardian.seal(which=which)
    guardian.save()
    _record(Did.GUARDIAN_VERIFIED, guardian, by=by, at=at, proof=proof.value)
    return guardian


@act
def doubt_guardian(guardian: Guardian, *, because: str, by: Actor, at: datetime) -> Guardian:
    """They may be part of what happened: from this moment they decide nothing, and what they agreed to lets nothing new go.
    What was opened stays, so that no child loses a bed by it. Errors: `CannotGuard`."""
    guardian = _locked(guardian)
    doubted, ended = guardian.doubted_at is not None, guardian.ended_at is not None
    _refuse(rules.why_not_doubt(doubted=doubted, ended=ended, because=because))
    guardian.doubted_at, guardian.doubted_by = at, by.reference
    guardian.seal(because=because)
    guardian.save()
    _record(Did.GUARDIAN_DOUBTED, guardian, by=by, at=at)
    return guardian


@act
def end_guardian(guardian: Guardian, *, by: Actor, at: datetime) -> Guardian:
    """They decide no longer. What they agreed to before stands until it is asked anew. Errors: `CannotGuard`."""
    guardian = _locked(guardian)
    _refuse([WhyNotGuardian.HAS_ENDED] if guardian.ended_at else [])
    guardian.ended_at, guardian.ended_by = at, by.reference
    guardian.save()
    _record(Did.GUARDIAN_ENDED, guardian, by=by, at=at)
    return guardian


@act
def record_view(person: Person, view: View, *, desk: Desk, by: Actor, at: datetime) -> Assent:
    """What a child says about what happens to it, where nobody is asked for consent. Errors: `CannotGuard`."""
    lock(person.pk)
    _refuse([] if person.is_child else [WhyNotGuardian.NOT_A_CHILD])
    return keep_view(person, view, None, desk=desk, by=by, at=at)


def keep_view(person: Person, view: View, consent: Consent | None, *, desk: Desk, by: Actor, at: datetime) -> Assent:
    """What a child says, beside the answer of its guardian or by itself. Called from inside an act."""
    assent = Assent(person=person, key=person.key, consent=consent, view=view.said, desk=desk, at=at, by=by.reference)
    assent.seal(words=view.words)
    assent.save(force_insert=True)
    facts = {"view": view.said.value} | ({"kind": consent.kind} if consent else {})
    audit.record(Did.ASSENT_RECORDED, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)
    return assent


def why_not_for_child(
    person: Person, *, kind: ConsentKind, answer: Answer, guardian: Guardian | None, view: View | None
) -> list[WhyNotConsent]:
    """Why a yes is not recorded for a child now; nothing for an adult who answers alone. Called under the person's lock."""
    if not person.is_child and guardian is None:
        return []
    now = Guardian.objects.filter(pk=guardian.pk, person=person).first() if guardian else None
    return rules.why_not_for_child(
        kind=kind, answer=answer, is_child=person.is_child, guardian=guardian is not None, view=view,
        in_danger=BasisKind.O2 in grounds_standing(person.pk), decides=now is not None and now.decides,
    )  # fmt: skip


def _locked(guardian: Guardian) -> Guardian:
    lock(guardian.person_id)
    return Guardian.objects.select_for_update(of=("self",)).select_related("person", "key").get(pk=guardian.pk)


def _refuse(reasons: list[WhyNotGuardian]) -> None:
    if reasons:
        raise CannotGuard(reasons)


def _record(event: Did, guardian: Guardian, *, by: Actor, at: datetime, **facts: str) -> None:
    file = guardian.person.reference
    facts |= {"guardian": guardian.kind}
    audit.record(event, subject=guardian.reference, file=file, by=by, at=at, facts=facts)

"""A compartment (L5) is opened by name to one worker, and closed again. Never by rank, never in an emergency."""

from datetime import datetime

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.rules import Holdings
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.people.models import Person
from malath.privacy import compartments as rules
from malath.privacy import queries as privacy
from malath.privacy.actions.access import lock, open_to, rest_on
from malath.privacy.models import Access, Basis, Left
from malath.privacy.queries import compartments as queries
from malath.privacy.words import Level, Section, WhyNotCompartment


class CannotOpenCompartment(Exception):
    """The compartment is not opened or ended as asked."""

    def __init__(self, reasons: list[WhyNotCompartment]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@act
def open_compartment(
    person: Person, section: Section, *, desk: Desk, worker: User, giver: Holdings, by: Actor, at: datetime
) -> Access:
    """Open one compartment to one worker of a desk that sees the file, by somebody who sees it, standing on what the person
    agreed to. It adds nothing else to what they see. Errors: `CannotOpenCompartment`."""
    file = lock(person.pk)
    kind, own = AgencyKind(desk.agency.kind), desk.agency_id == file.opened_by_desk.agency_id
    needed = rules.consents_needed(section, kind, own=own)
    consents = rules.fitting(needed, privacy.asked(person.pk), desk.agency_id, clock.in_amman(at).date())
    ground = None if consents is not None else queries.confirmed_ground(person.pk, rules.grounds_fitting(kind, own=own), at)
    held = accounts.holdings(worker, at)
    sight = privacy.lasting_sight(giver, person, at)
    reasons = rules.why_not_open(
        section,
        kind,
        giver_sees=sight is not None and section in sight.full,
        held=queries.is_held(person.pk, section, at),
        is_custodian=queries.is_custodian(giver, file),
        role_may=section.value in held.compartments_at(desk.pk),
        there=held.works_at(desk.pk) and queries.sees_file(person.pk, desk, at) and not privacy.is_kept_out(held, person),
        open_already=queries.is_open_to(person.pk, section, desk, worker, at),
        carried=consents is not None or ground is not None,
    )
    _stop_if(reasons)
    basis = ground if ground is not None else rest_on(person, consents or (), by=by, at=at)
    purpose = queries.purpose_at(person.pk, desk, at)
    access = open_to(
        person.pk, desk=desk, worker=worker, level=Level.L1, sections=frozenset({Section.STATUS, section}), purpose=purpose,
        basis=basis, by=by, at=at,
    )  # fmt: skip
    if desk.agency_id != giver.agency_id:
        _left(person, desk, basis, by=by, at=at)
    _record(Did.COMPARTMENT_OPENED, person, section, worker, by=by, at=at)
    return access


@act
def end_compartment(person: Person, access: Access, section: Section, *, giver: Holdings, by: Actor, at: datetime) -> Access:
    """Close a compartment to a worker to whom it was opened, by somebody who sees it. What they wrote stays. Errors:
    `CannotOpenCompartment`."""
    lock(person.pk)
    row = Access.objects.select_for_update(of=("self",)).select_related("worker").get(pk=access.pk)
    sight = privacy.lasting_sight(giver, person, at)
    sees = sight is not None and section in sight.full
    _stop_if([] if sees else [WhyNotCompartment.NOT_YOURS])
    _stop_if([WhyNotCompartment.HAS_ENDED] if row.until is not None else [])
    row.until = at
    row.save(update_fields=["until"])
    _record(Did.COMPARTMENT_ENDED, person, section, row.worker, by=by, at=at)
    return row


def _left(person: Person, desk: Desk, basis: Basis, *, by: Actor, at: datetime) -> None:
    """Another body sees something from now on. Which compartment, the statement does not say."""
    Left.objects.create(
        person=person, to_desk=desk, how="access", level=Level.L4, reference=person.reference, basis=basis, at=at,
        by=by.reference,
    )  # fmt: skip


def _stop_if(reasons: list[WhyNotCompartment]) -> None:
    if reasons:
        raise CannotOpenCompartment(reasons)


def _record(event: Did, person: Person, section: Section, worker: User | None, *, by: Actor, at: datetime) -> None:
    facts = {"section": section.value, "worker": worker.reference if worker else ""}
    audit.record(event, subject=person.reference, file=person.reference, by=by, at=at, facts=facts)

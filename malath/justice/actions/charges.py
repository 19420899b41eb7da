"""Charges of one accused against one person, what makes them graver, and what shows each element. Written by those who
investigate, and read by them alone, but for the offence."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from malath.agencies.models import Desk
from malath.audit.words import Did
from malath.cases.models import Case
from malath.cases.queries import law
from malath.foundation import clock
from malath.foundation.actor import Actor
from malath.foundation.acts import act
from malath.foundation.references import own_mark
from malath.justice import queries, rules
from malath.justice.actions.base import done, locked_in, record, refuse, side
from malath.justice.models import AllegedParty, Charge, Exhibit, Part, Proof
from malath.justice.words import Element, Side, WhyNot


@dataclass(frozen=True)
class Shown:
    """An act, means or purpose by its code in the law, in which words it is shown, and by which piece of evidence."""

    element: Element
    code: str
    what: str
    exhibit: Exhibit | None = None


@act
def charge(
    accused: AllegedParty,
    case: Case,
    code: str,
    aggravating: Collection[str] = (),
    *,
    on: date,
    desk: Desk,
    by: Actor,
    at: datetime,
) -> Charge:
    """An offence of one accused against this person, by its code in the country's law, with what makes it graver. Errors:
    `CannotDo`; of the case."""
    case, proceeding, part = locked_in(case, accused.proceeding)
    row = AllegedParty.objects.get(pk=accused.pk)
    again = Charge.objects.filter(alleged=row, part=part, code=code).exists()
    investigates = _investigates(desk) and row.side == Side.INVESTIGATION
    refuse(
        rules.why_not_charge(
            investigates=investigates, known=code in law.offences(), again=again, struck=row.struck_at is not None
        )
    )
    refuse([WhyNot.AHEAD] if on > clock.in_amman(at).date() else [])
    made = Charge.objects.create(
        alleged=row, part=part, code=code, aggravating=_circumstances(aggravating, desk), on=on, desk=desk, by=by.reference,
        at=at,
    )  # fmt: skip
    done(Did.CHARGE_WRITTEN, case, desk=desk, by=by, at=at, proceeding=proceeding.reference, code=code)
    return made


@act
def aggravate(charge: Charge, case: Case, codes: Collection[str], *, desk: Desk, by: Actor, at: datetime) -> Charge:
    """Which circumstances make a charge graver, from now on. Errors: `CannotDo`; of the case."""
    case, proceeding, _part = locked_in(case, charge.part.proceeding)
    now = queries.locked_charge(charge.pk)
    now.aggravating = _circumstances(codes, desk)
    now.save(update_fields=["aggravating"])
    facts = {"proceeding": proceeding.reference, "code": now.code, "aggravating": now.aggravating}
    done(Did.CHARGE_AGGRAVATED, case, desk=desk, by=by, at=at, **facts)
    return now


@act
def prove(
    accused: AllegedParty, case: Case, shown: Shown, *, desk: Desk, by: Actor, at: datetime, once: UUID | None = None
) -> Proof:
    """What shows an act, means or purpose of one accused against this person. The same form twice is one. Errors: `CannotDo`;
    of the case."""
    case, proceeding, part = locked_in(case, accused.proceeding)
    mark = own_mark(once, by.reference, case.reference, shown.code, shown.what)
    if (known := queries.proof_written(mark)) is not None:
        record(Did.PROOF_WRITTEN, case, by=by, at=at, again="1")
        return known
    row = AllegedParty.objects.get(pk=accused.pk)
    refuse(
        rules.why_not_prove(
            shown.code, shown.what, known=law.definition(shown.element.value),
            investigates=_investigates(desk) and row.side == Side.INVESTIGATION, kept=_kept(shown.exhibit, part),
            struck=row.struck_at is not None,
        )
    )  # fmt: skip
    proof = Proof(
        alleged=row, part=part, key=case.key, element=shown.element, code=shown.code, exhibit=shown.exhibit, desk=desk,
        by=by.reference, at=at, once=mark,
    )  # fmt: skip
    proof.seal(what=shown.what)
    proof.save(force_insert=True)
    facts = {"proceeding": proceeding.reference, "element": shown.element.value, "code": shown.code}
    done(Did.PROOF_WRITTEN, case, desk=desk, by=by, at=at, **facts)
    return proof


@act
def strike_proof(proof: Proof, case: Case, *, desk: Desk, by: Actor, at: datetime) -> Proof:
    """Something does not show what it was written down for. Errors: `CannotDo`; of the case."""
    case, proceeding, _part = locked_in(case, proof.part.proceeding)
    now = queries.locked_proof(proof.pk)
    refuse(rules.why_not_strike(struck=now.struck_at is not None, ours=now.desk.agency_id == desk.agency_id))
    now.struck_at, now.struck_by = at, by.reference
    now.save(update_fields=["struck_at", "struck_by"])
    done(Did.PROOF_STRUCK, case, desk=desk, by=by, at=at, proceeding=proceeding.reference)
    return now


def _investigates(desk: Desk) -> bool:
    return side(desk) == Side.INVESTIGATION


def _kept(exhibit: Exhibit | None, part: Part) -> bool:
    return exhibit is None or (exhibit.part_id == part.pk and _investigates(exhibit.desk))


def _circumstances(codes: Collection[str], desk: Desk) -> str:
    """Codes in the order of the law, as a charge keeps them."""
    known = law.definition("aggravating")
    refuse(rules.why_not_aggravate(codes, known=known, investigates=_investigates(desk)))
    return " ".join(code for code in known if code in codes)

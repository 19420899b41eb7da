"""The six compartments (L5): which body may ever hold one, and on which consents. Never by rank: each is named
(security.md §1). The data protection officer approves every change of this file.

Source: domain §6, table "to whom, never": no place to police, lawyer or prosecution, no therapy to the prosecution, nothing
of it to the Unit, to offices of return, to camps.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from malath.agencies.words import AgencyKind
from malath.privacy.rules import Asked
from malath.privacy.words import COMPARTMENTS, BasisKind, ConsentKind, Section, WhyNotCompartment

OF_CARE: Final = frozenset({AgencyKind.ASSOCIATION, AgencyKind.SOCIAL})
MAY_HOLD: Final[Mapping[Section, frozenset[AgencyKind]]] = {
    Section.HEALTH: OF_CARE | {AgencyKind.HEALTH, AgencyKind.SHELTER, AgencyKind.LEGAL, AgencyKind.PROSECUTION},
    Section.SEXUAL_VIOLENCE: OF_CARE | {AgencyKind.HEALTH, AgencyKind.LEGAL, AgencyKind.PROSECUTION},
    Section.THERAPY: OF_CARE | {AgencyKind.HEALTH},
    Section.HIV: OF_CARE | {AgencyKind.HEALTH},
    Section.PLACE: OF_CARE | {AgencyKind.SHELTER},
    Section.WITNESS: OF_CARE | {AgencyKind.LEGAL, AgencyKind.PROSECUTION},
}
"""Which kinds of body may be let into a compartment at all."""
MEDICAL: Final = frozenset({Section.HEALTH, Section.SEXUAL_VIOLENCE, Section.THERAPY, Section.HIV})
JUSTICE: Final = frozenset({AgencyKind.LEGAL, AgencyKind.PROSECUTION})


def consents_needed(section: Section, kind: AgencyKind, *, own: bool) -> frozenset[ConsentKind]:
    """What the person has to have agreed to: at the body that opened the file, that it is recorded; elsewhere, to that body
    (C3), and C9 for treatment, C10 for medical data to lawyer or court, C8 for the place, C5 for the prosecution."""
    if own:
        return frozenset({ConsentKind.C1})
    needed = {ConsentKind.C1, ConsentKind.C3}
    if section in MEDICAL and kind == AgencyKind.HEALTH:
        needed.add(ConsentKind.C9)
    if section in MEDICAL and kind in JUSTICE:
        needed.add(ConsentKind.C10)
    if kind == AgencyKind.PROSECUTION:
        needed.add(ConsentKind.C5)
    if section == Section.PLACE:
        needed.add(ConsentKind.C8)
    return frozenset(needed)


def grounds_fitting(kind: AgencyKind, *, own: bool) -> frozenset[BasisKind]:
    """Grounds without consent on which a compartment may be opened, once confirmed: at the own body any that carries the file,
    to the prosecution an order, to nobody else."""
    if own:
        return frozenset({BasisKind.O1, BasisKind.O2, BasisKind.O4})
    return frozenset({BasisKind.O3}) if kind == AgencyKind.PROSECUTION else frozenset()


def fitting(needed: Collection[ConsentKind], consents: Collection[Asked], body_id: int, today: date) -> frozenset[int] | None:
    """The standing answers that carry it, None where one of them is missing."""
    found = {
        row.kind: row.id
        for row in consents
        if row.kind in needed and row.carries(today) and (row.kind != ConsentKind.C3 or row.body_id == body_id)
    }
    return frozenset(found.values()) if found.keys() == set(needed) else None


def why_not_open(
    section: Section,
    kind: AgencyKind,
    *,
    giver_sees: bool,
    held: bool,
    is_custodian: bool,
    role_may: bool,
    there: bool,
    carried: bool,
    open_already: bool,
) -> list[WhyNotCompartment]:
    """Why a compartment is not opened. Who sees it opens it; one that nobody sees is begun by a supervisor of the desk
    that opened the file (`is_custodian`)."""
    if not giver_sees and (held or not is_custodian):
        return [WhyNotCompartment.NOT_YOURS]
    checks = (
        (section not in COMPARTMENTS or kind not in MAY_HOLD[section], WhyNotCompartment.NEVER),
        (not role_may, WhyNotCompartment.ROLE),
        (not there, WhyNotCompartment.NOT_THERE),
        (open_already, WhyNotCompartment.OPEN_ALREADY),
        (not carried, WhyNotCompartment.NOT_AGREED),
    )
    return [reason for failed, reason in checks if failed][:1]

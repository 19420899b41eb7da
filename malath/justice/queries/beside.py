"""What stands beside a proceeding: acts of which the person is accused, charges, measures, evidence, lawyers, testimony."""

from collections.abc import Collection, Sequence
from datetime import datetime

from malath.agencies.words import AgencyKind
from malath.cases.models import Case
from malath.cases.queries import law
from malath.justice import queries, rules
from malath.justice.models import AskedTestimony, Charge, Exhibit, Handing, Mandate, Measure, Part, Proof, Reproach
from malath.justice.queries.pages import (
    AccusedLine,
    ChargeLine,
    ExhibitLine,
    HandingLine,
    MandateLine,
    MeasureLine,
    PairLine,
    ProofLine,
    ReproachLine,
    TestimonyLine,
)
from malath.justice.queries.wall import Viewer
from malath.justice.words import Asking, Element, ExhibitKind, HeardHow, LegalAid, MeasureKind, Pardon, Reproached
from malath.people.words import PartyKind


def reproach_lines(case: Case, who: Viewer) -> tuple[ReproachLine, ...]:
    """The acts, to both sides: the one who would punish has to see that it is asked not to. Why, for who reads the story; for a
    prosecutor from the day on which they are asked. One statement."""
    rows = Reproach.objects.filter(case=case, key__erased_at__isnull=True).select_related("key").order_by("-pk")
    return tuple(_reproach(row, who) for row in rows)


def _reproach(row: Reproach, who: Viewer) -> ReproachLine:
    asked = row.state != Pardon.OPEN and who.body == AgencyKind.PROSECUTION
    reads = who.reads_story(row.desk_id) or asked
    text = {name: row.opened(name) if reads else "" for name in ("before", "link", "reasons")}
    return ReproachLine(
        row.reference, Reproached(row.act), row.on, Pardon(row.state), text["before"], text["link"], text["reasons"],
        row.asked_on, row.decided_on,
    )  # fmt: skip


def mandate_lines(case: Case, who: Viewer) -> tuple[MandateLine, ...]:
    """Who represents the person, for their side. One statement."""
    if who.investigates:
        return ()
    rows = Mandate.objects.filter(case=case, key__erased_at__isnull=True).select_related("key", "agency").order_by("-pk")
    return tuple(_mandate(row, who) for row in rows)


def _mandate(row: Mandate, who: Viewer) -> MandateLine:
    reads = who.reads_story(row.desk_id) or row.agency_id == who.holdings.agency_id
    number = row.opened("number") if reads else ""
    return MandateLine(
        row.reference, row.opened("lawyer"), row.agency.name, LegalAid(row.aid), row.on, number, row.ended_at is not None
    )


def charge_lines(part: Part, who: Viewer) -> tuple[ChargeLine, ...]:
    """The charges of each accused against this person; on the person's side the offence alone, nobody's name, and nothing of
    what makes it graver. One statement."""
    rows = Charge.objects.filter(part=part, alleged__struck_at__isnull=True, alleged__key__erased_at__isnull=True)
    found = rows.select_related("alleged__key", "alleged__desk__agency").order_by("alleged_id", "pk")
    return tuple(_charge(row, reads=who.reads(row.alleged.desk)) for row in found)


def _charge(row: Charge, *, reads: bool) -> ChargeLine:
    known, codes = law.definition("aggravating"), row.aggravating.split() if reads else []
    return ChargeLine(
        law.offence(row.code), row.on, row.alleged.opened("name") if reads else "", PartyKind(row.alleged.kind),
        row.alleged.reference, tuple(known.get(code) or law.offence(code) for code in codes),
    )  # fmt: skip


def pair_lines(
    part: Part, accused: Sequence[AccusedLine], who: Viewer, exhibits: Collection[ExhibitLine], *, is_child: bool
) -> tuple[PairLine, ...]:  # fmt: skip
    """What is shown of each accused and this person, and what is missing: for those who investigate alone. One statement."""
    if not who.investigates:
        return ()
    rows = Proof.objects.filter(part=part, struck_at__isnull=True, key__erased_at__isnull=True)
    found = rows.select_related("key", "desk__agency", "exhibit", "alleged").order_by("pk")
    kept, shown = {one.reference for one in exhibits}, dict[str, list[ProofLine]]()
    for row in found:
        if who.reads(row.desk):
            shown.setdefault(row.alleged.reference, []).append(_proof(row, who, kept))
    return tuple(_pair(one, tuple(shown.get(one.reference, ())), is_child=is_child) for one in accused)


def _proof(row: Proof, who: Viewer, kept: Collection[str]) -> ProofLine:
    exhibit = row.exhibit.reference if row.exhibit is not None and row.exhibit.reference in kept else ""
    named = law.definition(row.element).get(row.code) or law.offence(row.code)
    ours = row.desk.agency_id == who.holdings.agency_id
    return ProofLine(row.reference, Element(row.element), named, row.opened("what"), exhibit, ours)


def _pair(one: AccusedLine, proofs: tuple[ProofLine, ...], *, is_child: bool) -> PairLine:
    missing = rules.missing({proof.element for proof in proofs}, is_child=is_child)
    return PairLine(one.name, one.kind, proofs, missing)


def measure_lines(part: Part, who: Viewer) -> tuple[MeasureLine, ...]:
    """The measures and until when, to both sides; against whom and why on the side that wrote it. One statement."""
    rows = Measure.objects.filter(proceeding=part.proceeding).select_related("key", "desk__agency").order_by("-pk")
    return tuple(
        MeasureLine(
            row.reference, MeasureKind(row.kind), row.on, row.ends_on, row.ended_on,
            row.opened("words") if who.reads(row.desk) else "", queries.length_of(MeasureKind(row.kind)).law,
        )
        for row in rows
    )  # fmt: skip


def exhibit_lines(part: Part, who: Viewer, at: datetime) -> tuple[ExhibitLine, ...]:
    """The evidence of the viewer's own side; medical reports for those who investigate and for lawyers only while the person
    agrees to that (C10). Three statements at most."""
    rows = Exhibit.objects.filter(part=part, key__erased_at__isnull=True).select_related("key", "desk__agency").order_by("pk")
    seen = [row for row in rows if who.reads(row.desk)]
    needs_yes = who.investigates or who.body == AgencyKind.LEGAL
    if needs_yes and not queries.shares_medical(part.person_id, at):
        seen = [row for row in seen if row.kind != ExhibitKind.MEDICAL]
    handings: dict[int, list[HandingLine]] = {}
    for one in Handing.objects.filter(exhibit__part=part).select_related("key").order_by("pk"):
        line = HandingLine(one.opened("giver"), one.opened("whom"), one.on, one.sha256)
        handings.setdefault(one.exhibit_id, []).append(line)
    return tuple(
        ExhibitLine(row.reference, ExhibitKind(row.kind), row.opened("what"), tuple(handings.get(row.pk, ()))) for row in seen
    )


def testimony_lines(part: Part) -> tuple[TestimonyLine, ...]:
    """What was asked of the court, the last first. One statement."""
    rows = AskedTestimony.objects.filter(part=part).order_by("-pk")
    return tuple(TestimonyLine(HeardHow(row.how), row.asked_on, Asking(row.state), row.settled_on) for row in rows)

"""Hearings as one person meets them."""

from django.utils.translation import gettext as _

from malath.agencies.models import Desk
from malath.cases.models import Case
from malath.justice import queries, rules
from malath.justice.models import Appearance, Hearing, Part
from malath.justice.queries.pages import ArrangedLine, HearingLine, HearingPage
from malath.justice.queries.wall import Viewer
from malath.justice.words import Arranged, HearingState, Protecting, Purpose


def hearing_lines(part: Part) -> tuple[HearingLine, ...]:
    """The hearings at which a person appears, the next one first. One statement."""
    rows = Appearance.objects.filter(part=part).select_related("hearing").order_by("-current", "starts_at", "pk")
    return tuple(_line(row.hearing, row) for row in rows)


def hearing_page(case: Case, part: Part, hearing: Hearing, who: Viewer, desk: Desk | None) -> HearingPage:
    """One hearing in the file of one case. What a person needs is read by both sides: a screen has to be put up by somebody.
    The name of who comes along, and the note, stay with those who may read what that desk wrote."""
    row = queries.appearance_of(hearing, part)
    reads = row is not None and who.reads_story(row.desk_id)
    planned = hearing.state == HearingState.PLANNED
    moved_from = getattr(hearing, "moved_from", None)
    return HearingPage(
        reference=hearing.reference,
        case_reference=case.reference,
        proceeding=part.proceeding.reference,
        line=_line(hearing, row),
        court=hearing.opened("court"),
        needs=needs_of(row),
        arranged=_arranged(row, reads=reads),
        note=row.opened("note") if row and reads else "",
        result=hearing.opened("result") if who.reads(hearing.desk) else "",
        moved_to=_line(hearing.moved_to, None) if hearing.moved_to else None,
        moved_from=_line(moved_from, None) if moved_from else None,
        may_work=desk is not None and case.closed_at is None and planned,
    )


def needs_of(row: Appearance | None) -> tuple[Protecting, ...]:
    return tuple(Protecting(code) for code in row.needs.split()) if row else ()


def arranged_of(row: Appearance) -> tuple[Arranged, ...]:
    return tuple(Arranged(one) for one in (row.transport, row.interpreter, row.support))


def _line(hearing: Hearing, row: Appearance | None) -> HearingLine:
    planned = hearing.state == HearingState.PLANNED
    is_open = row is not None and planned and rules.is_open(arranged_of(row))
    return HearingLine(
        hearing.reference, Purpose(hearing.purpose), hearing.starts_at, HearingState(hearing.state), is_open
    )  # fmt: skip


def _arranged(row: Appearance | None, *, reads: bool) -> tuple[ArrangedLine, ...]:
    if row is None:
        return ()
    transport, interpreter, support = arranged_of(row)
    return (
        ArrangedLine(_("Way there and back"), transport),
        ArrangedLine(_("Interpreter"), interpreter),
        ArrangedLine(_("Somebody who comes along"), support, row.opened("support_name") if reads else ""),
    )

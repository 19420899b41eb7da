"""What has left and cannot be called back, and which bodies may be named in a file."""

from django.db.models import QuerySet

from malath.accounts import queries as accounts
from malath.accounts.rules import Holdings
from malath.agencies.models import Agency
from malath.agencies.words import AgencyKind
from malath.people.models import Person
from malath.privacy import rules
from malath.privacy.models import Left
from malath.privacy.queries.pages import LeftLine
from malath.privacy.rules import Sight
from malath.privacy.words import Level, Section


def left_lines(person: Person) -> list[LeftLine]:
    """What has already left and cannot be called back."""
    return [_left_line(row, row.to_desk.agency.name if row.to_desk else "") for row in _left(person)]


def left_seen(person: Person, sight: Sight, holdings: Holdings) -> list[LeftLine]:
    """The same as far as the viewer sees: to whom consents are open, all of it; to others, what their own body sent."""
    rows = _left(person)
    if Section.CONSENTS not in sight.full:
        sent_by_us = rows.filter(by__in=accounts.references_in(holdings.agency_id))
        return [_left_line(row, row.to_desk.agency.name if row.to_desk else "") for row in sent_by_us]
    known = [(row, row.to_desk.agency if row.to_desk else None) for row in rows]
    return [_left_line(row, to.name if to and may_name(sight, holdings, to) else "") for row, to in known]


def may_name(sight: Sight, holdings: Holdings, body: Agency) -> bool:
    """Whether a body may be named in a file to this viewer."""
    return rules.may_name(sight, AgencyKind(body.kind), is_own=body.pk == holdings.agency_id)


def _left(person: Person) -> QuerySet[Left]:
    return Left.objects.filter(person=person).select_related("to_desk__agency").order_by("-at", "-pk")


def _left_line(row: Left, to: str) -> LeftLine:
    return LeftLine(to, row.how, Level(row.level), row.reference, row.at)

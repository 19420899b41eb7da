"""Who looks at the legal file of a person, and what of it passes the wall."""

from dataclasses import dataclass
from datetime import datetime

from malath.accounts.rules import Holdings
from malath.agencies.models import Agency, Desk
from malath.agencies.words import AgencyKind
from malath.justice import queries, rules
from malath.justice.words import Side
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.privacy.words import BasisKind, Section


@dataclass(frozen=True)
class Viewer:
    """A member of staff before a legal file: on which side they work, whether the person co-operates, and, of a lawyer, whether
    they have the mandate of the person."""

    sight: Sight
    holdings: Holdings
    body: AgencyKind
    co_operates: bool
    mandated: bool = True

    @property
    def side(self) -> Side:
        return rules.side_of(self.body)

    @property
    def looks(self) -> bool:
        """Whether the file is open to them at all."""
        return rules.may_look(
            self.side, safety=self.sight.sees(Section.SAFETY), co_operates=self.co_operates,
            ordered=BasisKind.O3 in self.sight.bases,
        )  # fmt: skip

    @property
    def investigates(self) -> bool:
        return self.side == Side.INVESTIGATION

    def reads(self, desk: Desk) -> bool:
        """Whether they read what a desk wrote about people."""
        side = rules.side_of(AgencyKind(desk.agency.kind))
        return rules.reads_words(self.side, side, reads_story=self.reads_story(desk.pk), cap=self.holdings.cap)

    def reads_story(self, desk_id: int) -> bool:
        """Whether they read what a desk wrote of the person's story: of lawyers, who has the mandate, and each their own."""
        own = desk_id in self.holdings.own_desk_ids
        return not self.investigates and self.sight.sees_writing_of(desk_id, Section.STORY) and (self.mandated or own)

    def names(self, agency: Agency) -> str:
        """A body, where it may be named to them."""
        return agency.name if privacy.may_name(self.sight, self.holdings, agency) else ""


def viewer(sight: Sight, holdings: Holdings, body: AgencyKind, at: datetime) -> Viewer:
    """Who looks. One statement for those who investigate and for lawyers; the others look whether the person co-operates or
    not."""
    asks = rules.side_of(body) == Side.INVESTIGATION
    mandated = body != AgencyKind.LEGAL or queries.represents(sight.person_id, holdings.agency_id)
    return Viewer(sight, holdings, body, asks and queries.co_operates(sight.person_id, at), mandated)

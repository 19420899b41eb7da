"""Reading where materials are used: in campaigns, at sessions, elsewhere."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from malath.accounts.rules import Holdings
from malath.awareness.material_rules import was_live_on
from malath.awareness.models import Campaign, Chosen, Material, Session, Showing
from malath.awareness.queries.base import sees_exactly, title_of, told_of
from malath.awareness.words import MaterialState, SessionState
from malath.figures.rules import summed
from malath.foundation.clock import in_amman
from malath.ui.pieces import Tone
from malath.ui.times import told_text

MOST = 200
TONE: dict[MaterialState, Tone] = {
    MaterialState.LIVE: "ok", MaterialState.APPROVED: "info", MaterialState.TESTED: "info", MaterialState.RETIRED: "danger",
}  # fmt: skip


@dataclass(frozen=True)
class UsedLine:
    """A material where it is used. One that was retired has to be taken away there."""

    reference: str
    title: str
    state: MaterialState

    @property
    def tone(self) -> Tone:
        return TONE.get(self.state, "warn")

    @property
    def retired(self) -> bool:
        return self.state == MaterialState.RETIRED


@dataclass(frozen=True)
class ShowingLine:
    """Where a material was shown, by which desk, and to how many where they were counted."""

    on: date
    where: str
    desk: str
    session: str
    came: str


@dataclass(frozen=True)
class WhereUsed:
    """Where a material was shown and which campaigns use it. `came`: how many came to the sessions that showed it."""

    showings: tuple[ShowingLine, ...]
    came: str
    campaigns: tuple[tuple[str, str], ...]


def chosen_in(campaign: Campaign) -> list[Material]:
    """The materials of a campaign. One statement."""
    rows = Material.objects.filter(chosen__campaign=campaign, chosen__left_at__isnull=True)
    return list(rows.order_by("kind", "pk")[:MOST])


def may_choose(campaign: Campaign) -> list[Material]:
    """What speaks to an audience of a campaign and is not retired. One statement."""
    rows = Material.objects.exclude(state=MaterialState.RETIRED).order_by("kind", "pk")[:MOST]
    return [row for row in rows if set(row.audiences) & set(campaign.audiences)]


def shown_at(session: Session) -> list[Material]:
    """What a session showed. One statement."""
    rows = Material.objects.filter(showings__session=session, showings__struck_at__isnull=True)
    return list(rows.order_by("kind", "pk")[:MOST])


def may_show(session: Session) -> list[Material]:
    """What was live on the day of a session, those of its campaign first. Two statements."""
    rows = Material.objects.filter(Q(state=MaterialState.LIVE) | Q(state=MaterialState.RETIRED, live_at__isnull=False))
    live = [row for row in rows.order_by("kind", "pk") if was_live_on(session.on, day_of(row.live_at), day_of(row.retired_at))]
    chosen = {row.pk for row in chosen_in(session.campaign)}
    return sorted(live, key=lambda row: row.pk not in chosen)[:MOST]


def used_lines(materials: Collection[Material]) -> tuple[UsedLine, ...]:
    return tuple(UsedLine(row.reference, title_of(row), MaterialState(row.state)) for row in materials)


def where_used(material: Material, holdings: Holdings) -> WhereUsed:
    """Two statements."""
    rows = Showing.objects.filter(material=material, struck_at__isnull=True).select_related("session", "desk")
    lines = [(row, _showing_line(row, holdings)) for row in rows.order_by("-on", "-pk")[:MOST]]
    held = [row.session for row, _line in lines if row.session and row.session.state == SessionState.HELD]
    came = told_text(summed([told_of(one.came or 0, exact=sees_exactly(holdings, one)) for one in held])) if held else ""
    used = Campaign.objects.filter(chosen__material=material, chosen__left_at__isnull=True).order_by("-pk")[:MOST]
    return WhereUsed(tuple(line for _row, line in lines), came, tuple((one.reference, title_of(one)) for one in used))


def desks_that_use(material: Material) -> set[int]:
    """Desks that made a material, showed it or have it in a campaign: who has to take it down. Two statements."""
    showed = Showing.objects.filter(material=material, struck_at__isnull=True, desk__isnull=False)
    chose = Chosen.objects.filter(material=material, left_at__isnull=True)
    return {
        material.desk_id, *showed.values_list("desk_id", flat=True), *chose.values_list("campaign__desk_id", flat=True),
    }  # fmt: skip


def materials_locked(keys: Collection[int]) -> list[Material]:
    return list(Material.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


def day_of(moment: datetime | None) -> date | None:
    return in_amman(moment).date() if moment is not None else None


def _showing_line(row: Showing, holdings: Holdings) -> ShowingLine:
    where = _(", ").join((row.get_place_display(), row.get_governorate_display()))
    desk, session = row.desk.name if row.desk else "", row.session
    if session is None or session.state != SessionState.HELD:
        return ShowingLine(row.on, where, desk, session.reference if session else "", "")
    told = told_of(session.came or 0, exact=sees_exactly(holdings, session))
    return ShowingLine(row.on, where, desk, session.reference, told_text(told))

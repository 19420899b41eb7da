"""Papers and stay as pages show them: what somebody may see of it, and the debt that a waiver would remove in both readings."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Literal, get_args

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from malath.people.queries import stay as stays
from malath.people.queries.stay import Applied, Counted, Reported, Stay
from malath.people.words import Decided, WhyNotTravel
from malath.privacy.gates import Opened
from malath.privacy.rules import Sight
from malath.privacy.words import Section

Reading = Literal["day", "month"]


@dataclass(frozen=True)
class Sum:
    """The debt by one reading of the law: the sum, and how it is reckoned."""

    label: str
    reckoned: str
    amount: Decimal
    currency: str


@dataclass(frozen=True)
class StayPage:
    """Papers and stay of one person, as this viewer may see them."""

    reference: str
    counted: Counted | None
    sums: tuple[Sum, ...]
    article: str
    source: str
    sure: bool
    reports: tuple[Reported, ...]
    waivers: tuple[Applied, ...]
    waived: bool
    waits: bool
    why_not_travel: tuple[WhyNotTravel, ...]
    own_desks: frozenset[int]

    @property
    def why_not_travel_texts(self) -> list[str]:
        return [str(reason.label) for reason in self.why_not_travel]


def stay_page(opened: Opened, at: datetime) -> StayPage:
    """Four statements."""
    language = "en" if get_language() == "en" else "ar"
    seen, tariff = _seen(stays.stay_of(opened.person.pk, at), opened.sight, Section.IDENTITY), stays.tariff()
    return StayPage(
        opened.person.reference,
        seen.counted,
        _sums(seen.counted) if seen.counted else (),
        tariff.article[language],
        tariff.source[language],
        tariff.sure,
        seen.reports,
        seen.waivers,
        seen.waived,
        any(one.state == Decided.WAITING for one in seen.waivers),
        tuple(seen.why_not_travel),
        frozenset(opened.holdings.desk_ids),
    )


def is_reported(person_id: int, sight: Sight) -> bool:
    """Whether an absconding report stands: a sign of control, so it is part of safety and shown from level 2. One statement."""
    return any(one.stands and sight.sees_writing_of(one.desk_id, Section.SAFETY) for one in stays.reports_of(person_id))


def _seen(found: Stay, sight: Sight, section: Section) -> Stay:
    counted = found.counted if found.counted and sight.sees_writing_of(found.counted.desk_id, section) else None
    return replace(
        found,
        counted=counted,
        reports=tuple(one for one in found.reports if sight.sees_writing_of(one.desk_id, section)),
        waivers=tuple(one for one in found.waivers if counted and sight.sees_writing_of(one.desk_id, section)),
    )


def _sums(counted: Counted) -> tuple[Sum, ...]:
    """By each reading that the setting names: which one the authority uses is an open question."""
    debt, tariff, chosen = counted.debt, stays.tariff(), stays.reading()
    by_day = {"days": debt.days, "each": f"{tariff.per_day.normalize():f}"}
    by_month = {"months": debt.months, "each": f"{tariff.per_month.normalize():f}", "days": tariff.days_of_a_month}
    both = {
        "day": Sum(_("By day"), _("%(days)s days × %(each)s") % by_day, debt.by_day, debt.currency),
        "month": Sum(
            _("By month or part of a month"),
            _("%(months)s started months of %(days)s days × %(each)s") % by_month,
            debt.by_month,
            debt.currency,
        ),
    }
    return tuple(both[name] for name in get_args(Reading) if chosen in {name, "both"})

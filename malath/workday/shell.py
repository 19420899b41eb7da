"""The frame around every signed-in page: where one can go, what waits, who is signed in."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from malath.accounts.http import StaffRequest, holdings_of
from malath.accounts.idle import is_locked
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.foundation.clock import now
from malath.foundation.marks import is_training, sandbox
from malath.privacy.glass_views import SESSION_KEY
from malath.ui.shell import Lock, NavItem, Shell, Theme
from malath.workday.home import count_news

# Label, name of the page, the beginning of the addresses it stands for, and the powers of which one is needed. To
# identification are led those who take people on: front-line officers see the status afterwards.
PLACES = (
    (_("Workday"), "workday:home", (), frozenset[Power]()),
    (_("Cases"), "cases:list", ("cases",), frozenset({Power.WRITE_NOTE})),
    (_("Identification"), "identification:queue", ("identification",), frozenset({Power.BLOCK})),
    (_("Shelter"), "shelter:board", ("shelter",), frozenset({Power.REFER, Power.WRITE_NOTE})),
    (_("Hearings"), "justice:calendar", ("hearings",), frozenset({Power.BLOCK})),
    (_("Returns"), "returns:queue", ("returns",), frozenset({Power.PREPARE_RETURNS})),
    (_("Coming home"), "returns:to_us", (), frozenset({Power.PREPARE_RETURNS})),
    (_("Referrals"), "referrals:list", ("referrals",), frozenset({Power.REFER, Power.ANSWER})),
    (_("Complaints"), "support:complaints_here", ("complaints",), frozenset({Power.SUPERVISE})),
    (_("Fund"), "support:fund", ("fund",), frozenset({Power.DECIDE_FUND})),
    (_("Notices"), "notices:list", ("notices",), frozenset({Power.READ_NOTICES})),
    (_("Concerns"), "helpline:list", ("concerns",), frozenset({Power.HEAR_CONCERNS})),
    (_("Helpline"), "helpline:contacts", ("helpline",), frozenset({Power.HEAR_CONCERNS})),
    (_("Forms"), "questionnaires:list", ("forms",), frozenset({Power.FILL_FORMS, Power.AUTHOR_FORMS})),
    (_("Framework"), "framework:list", ("framework",), frozenset[Power]()),
    (_("Training"), "training:list", ("training",), frozenset[Power]()),
    (_("Awareness"), "awareness:list", ("awareness",), frozenset({Power.RUN_AWARENESS, Power.COORDINATE})),
    (_("People"), "privacy:search", ("people",), frozenset({Power.SEARCH})),
    (_("Control room"), "workday:room", ("coordination",), frozenset({Power.COORDINATE, Power.SUPERVISE})),
    (_("Figures"), "statistics:figures", ("statistics",), frozenset({Power.SEE_FIGURES, Power.READ_FIGURES})),
    (_("Directory"), "workday:directory", ("directory",), frozenset[Power]()),
    (_("Trail"), "workday:trail", ("trail",), frozenset({Power.READ_TRAIL})),
    (_("Agreements"), "privacy:agreements", (), frozenset({Power.AGREE})),
    (_("Exchange"), "exchange:home", ("exchange",), frozenset({Power.EXCHANGE})),
    (_("Transfer packages"), "exchange:packages", (), frozenset({Power.TRANSFER})),
    (pgettext_lazy("navigation", "Staff"), "accounts:staff", ("manage",), frozenset({Power.MANAGE})),
    (pgettext_lazy("navigation", "Systems"), "api:systems", (), frozenset({Power.MANAGE, Power.READ_TRAIL})),
    (pgettext_lazy("navigation", "Our systems"), "api:ours", ("systems",), frozenset({Power.SUPERVISE})),
)


@dataclass(frozen=True)
class OpenEmergency:
    """A file that is open to this session for an hour at most; `at` is the moment of the page."""

    reference: str
    until: datetime
    at: datetime


def shell(request: HttpRequest) -> dict[str, Shell | OpenEmergency | str | None]:
    """The context variable `shell`, two statements: what they hold, what waits. Before sign-in, and
    while the page is locked, only what
    this house is. A file that is open in an emergency is said on every page, from the session."""
    if not getattr(request, "user", None) or not request.user.is_authenticated or is_locked(request):
        return {"sandbox": sandbox()}
    staff = cast(StaffRequest, request)
    holdings, user = holdings_of(staff), staff.user
    return {
        "sandbox": sandbox(),
        "exercises": reverse("workday:exercises") if is_training() else "",
        "emergency": _emergency(staff, now()),
        "shell": Shell(
            nav=_nav(holdings, request.path),
            user_name=user.name,
            desk_name=user.agency.name,
            role_name=" · ".join(str(role.label) for role in sorted(holdings.roles)),
            theme=cast(Theme, user.theme),
            inbox_count=staff.news if hasattr(staff, "news") else count_news(holdings),
            sign_out_url=reverse("account_logout"),
            settings_url=reverse("accounts:settings"),
            language_url=reverse("accounts:language"),
            inbox_url=f"{reverse('workday:home')}#inbox",
            home_url=reverse("workday:home"),
            lock=Lock(settings.MALATH_IDLE_MINUTES * 60, reverse("accounts:locked"), reverse("accounts:lock_now")),
        ),
    }


def _emergency(request: StaffRequest, at: datetime) -> OpenEmergency | None:
    kept = request.session.get(SESSION_KEY)
    until = datetime.fromisoformat(kept["until"]) if kept else at
    return OpenEmergency(kept["reference"], until, at) if kept and until > at else None


def _nav(holdings: Holdings, path: str) -> tuple[NavItem, ...]:
    """The places of the viewer. The page lies in the nearest of them: one place lies in another in some addresses."""
    places = [
        (str(label), reverse(name), _nearness(path, reverse(name), prefixes))
        for label, name, prefixes, powers in PLACES
        if not powers or powers & holdings.powers
    ]
    nearest = max((near for _label, _url, near in places), default=0)
    return tuple(NavItem(label, url, current=0 < near == nearest) for label, url, near in places)


def _nearness(path: str, url: str, prefixes: tuple[str, ...]) -> int:
    """How much of an address leads to a place: 0 where it lies elsewhere."""
    roots = [url, *(f"/{prefix}/" for prefix in prefixes)]
    return max((len(root) for root in roots if path == root or (root != "/" and path.startswith(root))), default=0)

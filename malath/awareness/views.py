"""Pages of campaigns and sessions."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts.http import StaffRequest, holdings_of, power_required
from malath.accounts.roles import Power
from malath.agencies.words import Currency, Governorate
from malath.awareness import actions, gates, queries
from malath.awareness.actions import CannotDo, Counts, Plan
from malath.awareness.forms import (
    CallOff,
    CampaignForm,
    ChooseMaterials,
    CountForm,
    MoneyForm,
    MoveCampaign,
    SessionForm,
    SpreadForm,
)
from malath.awareness.http import FORM, READS, done, titles
from malath.awareness.words import Audience, CampaignState, Channel, Counted, Facilitator, MoneyKind, PlaceKind, Tongue
from malath.foundation.clock import in_amman, now
from malath.ui.help_lines import lines_of_help

if TYPE_CHECKING:
    from malath.awareness.models import Campaign, Session


@require_GET
@power_required(*READS)
def listing(request: StaffRequest) -> HttpResponse:
    """All campaigns, those that run first."""
    context = {"lines": queries.campaigns(), "may_run": holdings_of(request).may(Power.RUN_AWARENESS)}
    return render(request, "awareness/list.html", context)


@require_GET
@power_required(*READS)
def campaign(request: StaffRequest, reference: str) -> HttpResponse:
    """One campaign: its plan, its money, its sessions, whom it reached."""
    return _campaign(request, gates.campaign_to_view(reference))


@require_http_methods(FORM)
@power_required(Power.RUN_AWARENESS)
def new_campaign(request: StaffRequest) -> HttpResponse:
    """A campaign is planned, at the desk of who plans it."""
    form = CampaignForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        desk = queries.own_desks(holdings_of(request))[0]
        row = done(form, lambda: actions.plan_campaign(desk, _plan(form), by=request.user, at=now()))
        if row is not None:
            messages.success(request, _("The campaign is planned."))
            return redirect("awareness:campaign", row.reference)
    return render(request, "awareness/plan.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(FORM)
@power_required(Power.RUN_AWARENESS)
def change_campaign(request: StaffRequest, reference: str) -> HttpResponse:
    """The plan becomes another."""
    at = now()
    row = gates.campaign_to_change(request.user, reference, at=at)
    form = CampaignForm(request.POST if request.method == "POST" else None, initial=vars(queries.plan_of(row)))
    if form.is_valid() and done(form, lambda: actions.change_campaign(row, _plan(form), by=request.user, at=at)):
        messages.success(request, _("The plan was changed."))
        return redirect("awareness:campaign", reference)
    return render(request, "awareness/plan.html", {"form": form, "reference": reference}, status=422 if form.errors else 200)


@require_POST
@power_required(Power.RUN_AWARENESS)
def move_campaign(request: StaffRequest, reference: str) -> HttpResponse:
    """It begins, ends, or is called off."""
    at = now()
    row = gates.campaign_to_change(request.user, reference, at=at)
    form = MoveCampaign(request.POST)
    if form.is_valid():
        to, because = CampaignState(form.cleaned_data["to"]), form.cleaned_data["because"]
        if done(form, lambda: actions.move_campaign(row, to, because=because, by=request.user, at=at)):
            messages.success(request, _("Written down."))
            return redirect("awareness:campaign", reference)
    return _campaign(request, row, status=422, move=form)


@require_POST
@power_required(Power.RUN_AWARENESS)
def choose_materials(request: StaffRequest, reference: str) -> HttpResponse:
    """What it shows and gives out."""
    at = now()
    row = gates.campaign_to_change(request.user, reference, at=at)
    known = {one.reference: one for one in queries.may_choose(row)}
    form = ChooseMaterials(request.POST, materials=titles(known.values()), auto_id="use_%s")
    if form.is_valid():
        chosen = [known[one] for one in form.cleaned_data["materials"]]
        if done(form, lambda: actions.choose_materials(row, chosen, by=request.user, at=at)):
            messages.success(request, _("Written down."))
            return redirect("awareness:campaign", reference)
    return _campaign(request, row, status=422, use=form)


@require_POST
@power_required(Power.RUN_AWARENESS)
def write_money(request: StaffRequest, reference: str) -> HttpResponse:
    """A line of the budget, or of what was spent."""
    at = now()
    row = gates.campaign_to_change(request.user, reference, at=at)
    form = MoneyForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        kind, currency = MoneyKind(typed["kind"]), Currency(typed["currency"])
        audience = Audience(typed["audience"]) if typed["audience"] else None
        if done(
            form,
            lambda: actions.write_money(
                row, kind, typed["what"], typed["amount"], currency, on=typed["on"], audience=audience, by=request.user, at=at,
                once=typed["once"],
            ),
        ):  # fmt: skip
            messages.success(request, _("Written down."))
            return redirect("awareness:campaign", reference)
    return _campaign(request, row, status=422, money=form)


@require_POST
@power_required(Power.RUN_AWARENESS)
def strike_money(request: StaffRequest, reference: str) -> HttpResponse:
    """A wrong line counts no longer."""
    at = now()
    row = gates.money_to_strike(request.user, reference, at=at)
    return _struck(request, row.campaign, lambda: actions.strike_money(row, by=request.user, at=at))


@require_POST
@power_required(Power.RUN_AWARENESS)
def write_spread(request: StaffRequest, reference: str) -> HttpResponse:
    """How far it reached by another way than a session."""
    at = now()
    row = gates.campaign_to_change(request.user, reference, at=at)
    form = SpreadForm(request.POST, ways=row.channels, audiences=row.audiences)
    if form.is_valid():
        typed = form.cleaned_data
        way, audience = Counted(typed["way"]), Audience(typed["audience"])
        if done(
            form,
            lambda: actions.write_spread(
                row,
                way,
                audience,
                typed["number"],
                typed["known_by"],
                on=typed["on"],
                by=request.user,
                at=at,
                once=typed["once"],
            ),
        ):
            messages.success(request, _("Written down."))
            return redirect("awareness:campaign", reference)
    return _campaign(request, row, status=422, spread=form)


@require_POST
@power_required(Power.RUN_AWARENESS)
def strike_spread(request: StaffRequest, reference: str) -> HttpResponse:
    """A wrong number counts no longer."""
    at = now()
    row = gates.spread_to_strike(request.user, reference, at=at)
    return _struck(request, row.campaign, lambda: actions.strike_spread(row, by=request.user, at=at))


@require_http_methods(FORM)
@power_required(Power.RUN_AWARENESS)
def plan_session(request: StaffRequest, reference: str) -> HttpResponse:
    """A session stands in the calendar."""
    at, row = now(), gates.campaign_to_view(reference)
    desks = {desk.reference: desk for desk in queries.own_desks(holdings_of(request))}
    post = request.POST if request.method == "POST" else None
    form = SessionForm(post, desks=list(desks.values()), audiences=row.audiences)
    if form.is_valid():
        typed = form.cleaned_data
        governorate, place = Governorate(typed["governorate"]), PlaceKind(typed["place"])
        desk, audience = desks[typed["desk"]], Audience(typed["audience"])
        planned = done(
            form,
            lambda: actions.plan_session(
                row,
                desk,
                audience,
                on=typed["on"],
                governorate=governorate,
                place=place,
                by=request.user,
                at=at,
                once=typed["once"],
            ),
        )
        if planned is not None:
            messages.success(request, _("It stands in the calendar."))
            return redirect("awareness:session", planned.reference)
    return render(
        request, "awareness/plan_session.html", {"form": form, "reference": reference}, status=422 if form.errors else 200
    )


@require_GET
@power_required(*READS)
def session(request: StaffRequest, reference: str) -> HttpResponse:
    """One session, and what is done with it."""
    return _session(request, gates.session_to_view(reference))


@require_POST
@power_required(Power.RUN_AWARENESS)
def hold_session(request: StaffRequest, reference: str) -> HttpResponse:
    """How many came, and how often somebody told something."""
    at = now()
    row = gates.session_to_change(request.user, reference, at=at)
    known = {one.reference: one for one in queries.may_show(row)}
    form = CountForm(request.POST, again=row.came is not None, materials=titles(known.values()))
    if form.is_valid():
        typed = form.cleaned_data
        counts = Counts(
            typed["came"], form.counted("genders"), form.counted("ages"), form.counted("origins"), typed["disclosures"],
            typed["cards"],
        )  # fmt: skip
        by_whom, because = [Facilitator(one) for one in typed["facilitators"]], typed.get("because", "")
        shown = [known[one] for one in typed["shown"]] if known else None
        if done(
            form,
            lambda: actions.hold_session(row, counts, by_whom, shown=shown, because=because, by=request.user, at=at),
        ):
            messages.success(request, _("Counted. Nobody is named."))
            return redirect("awareness:session", reference)
    return _session(request, row, status=422, count=form)


@require_POST
@power_required(Power.RUN_AWARENESS)
def call_off_session(request: StaffRequest, reference: str) -> HttpResponse:
    """It does not take place."""
    at = now()
    row = gates.session_to_change(request.user, reference, at=at)
    form = CallOff(request.POST, auto_id="off_%s")
    because = form.cleaned_data["because"] if form.is_valid() else ""
    if form.is_valid() and done(form, lambda: actions.call_off_session(row, because, by=request.user, at=at)):
        messages.success(request, _("It is called off."))
        return redirect("awareness:session", reference)
    return _session(request, row, status=422, off=form)


@require_GET
@power_required(*READS)
def calendar(request: StaffRequest) -> HttpResponse:
    """The sessions of a month."""
    today = in_amman(now()).date()
    day, month = _day(request.GET.get("day", "")), _day(f"{request.GET.get('month', '')}-01")
    page = queries.calendar_page(holdings_of(request), day or month or today, today, one_day=day is not None)
    return render(request, "awareness/calendar.html", {"page": page})


@require_GET
@power_required(*READS)
def reach(request: StaffRequest) -> HttpResponse:
    """Whom awareness reached within two years, and what it cost."""
    today = in_amman(now()).date()
    since = date(today.year - 1, 1, 1)
    return render(request, "awareness/reach.html", {"page": queries.reach_page(holdings_of(request), since), "since": since})


@require_GET
@power_required(*READS)
def teacher_card(request: StaffRequest) -> HttpResponse:
    """What a teacher takes home: what to notice, what to say, whom to call. To be printed."""
    lines = lines_of_help("ar" if get_language() == "ar" else "en", in_amman(now()).date())
    return render(request, "awareness/teacher_card.html", {"lines": lines})


def _plan(form: CampaignForm) -> Plan:
    typed = form.cleaned_data
    lists = {
        name: frozenset(kind(one) for one in typed[name])
        for name, kind in (("audiences", Audience), ("channels", Channel), ("languages", Tongue))
    }
    return Plan(**{**typed, **lists})


def _struck(request: StaffRequest, campaign: "Campaign", strike: Callable[[], object]) -> HttpResponse:
    try:
        strike()
        messages.success(request, _("The line counts no longer."))
    except CannotDo as refused:
        messages.error(request, str(refused.reasons[0].label))
    return redirect("awareness:campaign", campaign.reference)


def _campaign(request: StaffRequest, row: "Campaign", *, status: int = 200, **forms: Form) -> HttpResponse:
    page = queries.campaign_page(row, holdings_of(request))
    kept = {"materials": [one.reference for one in page.materials]}
    context = {"page": page, "money": MoneyForm(), "move": None, **forms}
    if page.other_ways and "spread" not in forms:
        context["spread"] = SpreadForm(ways=row.channels, audiences=row.audiences)
    if page.may_change and "use" not in forms:
        context["use"] = ChooseMaterials(materials=titles(queries.may_choose(row)), initial=kept, auto_id="use_%s")
    return render(request, "awareness/campaign.html", context, status=status)


def _session(
    request: StaffRequest, row: "Session", *, status: int = 200, count: Form | None = None, off: Form | None = None
) -> HttpResponse:
    page = queries.session_page(row, holdings_of(request))
    context = {"page": page, "count": count or _count_form(row, page), "off": off or CallOff(auto_id="off_%s")}
    return render(request, "awareness/session.html", context, status=status)


def _count_form(row: "Session", page: queries.SessionPage) -> CountForm:
    """How it was counted, to be counted anew."""
    kept = {f"{way}_{one}": number for way, numbers in row.counts.items() for one, number in numbers.items()}
    initial = {
        "came": row.came, "facilitators": row.facilitators, "disclosures": row.disclosures, "cards": row.cards, **kept,
        "shown": [one.reference for one in page.shown],
    }  # fmt: skip
    known = titles(queries.may_show(row)) if page.may_change else {}
    return CountForm(again=page.held, materials=known, initial=initial if page.held else {"disclosures": 0, "cards": 0})


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None

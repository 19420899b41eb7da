"""The doors of accounts. Thin: gate, form, act, answer."""

from collections.abc import Callable

from allauth.account.views import LoginView, PasswordChangeView
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts import actions, forms, gates, queries
from malath.accounts.adapters import BACKEND
from malath.accounts.http import (
    DEMO_KEY,
    LANGUAGE_KEY,
    StaffRequest,
    device,
    holdings_of,
    power_required,
    safe_next,
    staff_required,
)
from malath.accounts.providers import providers
from malath.accounts.queries.providers import provider_links
from malath.accounts.roles import Power
from malath.accounts.words import Language, RelationKind, Theme
from malath.agencies import actions as agency_acts
from malath.agencies import queries as agency_reads
from malath.foundation.clock import in_amman, now
from malath.foundation.marks import is_demo
from malath.ui.page import say_why_not

WRONG, STALE = 422, 409
manager_required = power_required(Power.MANAGE)
checker_required = power_required(Power.SUPERVISE, Power.READ_TRAIL)
roster_required = power_required(Power.MANAGE, Power.SUPERVISE)


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password, a passkey, or the provider of a body; in a demonstration also the list of invented staff."""
    shown = {"demo": queries.demo_staff(now()) if is_demo() else (), "providers": provider_links(providers())}
    response: HttpResponse = LoginView.as_view(extra_context=shown)(request)
    return response


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """One press and one is somebody: reachable in a demonstration only (see `urls.py`)."""
    user = gates.demo_person(request.POST.get("user", ""))
    login(request, user, backend=BACKEND)
    request.session[DEMO_KEY] = True
    key = request.session.session_key or ""
    actions.record_sign_in(user, method="demo", at=now(), session_key=key, device=device(request))
    return redirect(safe_next(request))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The language button: kept with the account, or before sign-in with the session."""
    form = forms.ChooseLanguage(request.POST)
    if form.is_valid():
        chosen = Language(form.cleaned_data["language"])
        if request.user.is_authenticated:
            theme = Theme(request.user.theme)
            actions.set_preferences(request.user, language=chosen, theme=theme, by=request.user, at=now())
        else:
            request.session[LANGUAGE_KEY] = chosen.value
    return redirect(safe_next(request))


@require_http_methods(["GET", "POST"])
@rate_limit(action="login")  # type: ignore[untyped-decorator]  # the library ships no types
def accept_invitation(request: HttpRequest) -> HttpResponse:
    """Who was handed a sign-in code sets a password with it."""
    form = forms.AcceptInvitation(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if actions.accept_invitation(typed["email"], typed["code"], typed["password"], at=now()):
            messages.success(request, _("Your password is set. Sign in with it now."))
            return redirect("account_login")
        form.add_error(None, _("Address and code do not fit together, or the code is used or too old."))
    return _page(request, "accept_invitation", {"form": form}, wrong=form.is_bound)


@require_GET
@staff_required
def settings(request: StaffRequest) -> HttpResponse:
    """What somebody sees and sets about themselves."""
    return _settings(request)


@require_POST
@staff_required
def set_preferences(request: StaffRequest) -> HttpResponse:
    form = forms.Preferences(request.POST)
    if not form.is_valid():
        return _settings(request, preferences=form)
    chosen = Language(form.cleaned_data["language"]), Theme(form.cleaned_data["theme"])
    actions.set_preferences(request.user, language=chosen[0], theme=chosen[1], by=request.user, at=now())
    return redirect("accounts:settings")


@require_POST
@staff_required
def declare_relation(request: StaffRequest) -> HttpResponse:
    form = forms.DeclareRelation(request.POST)
    if form.is_valid():
        kind, file = RelationKind(form.cleaned_data["kind"]), form.cleaned_data["person_reference"]
        try:
            actions.declare_relation(request.user, person_reference=file, kind=kind, by=request.user, at=now())
            return redirect("accounts:settings")
        except actions.CannotChange as refusal:
            forms.refuse(form, refusal.reasons)
    return _settings(request, relation=form)


@require_POST
@staff_required
def ask_to_end_relation(request: StaffRequest, reference: str) -> HttpResponse:
    """Their own relation is no more, they say; somebody else answers."""
    try:
        actions.ask_to_end_relation(request.user, person_reference=reference, by=request.user, at=now())
    except actions.CannotChange as refusal:
        say_why_not(request, refusal.reasons)
    return redirect("accounts:settings")


@require_GET
@checker_required
def team(request: StaffRequest) -> HttpResponse:
    """What waits for those who check others."""
    return _page(request, "team", {"page": queries.team_page(holdings_of(request), now())})


@require_POST
@checker_required
def end_relation(request: StaffRequest) -> HttpResponse:
    """A relation is no more: the file may become visible to its declarer again."""
    return _answer_relation(request, actions.end_relation)


@require_POST
@checker_required
def keep_relation(request: StaffRequest) -> HttpResponse:
    """A relation stands."""
    return _answer_relation(request, actions.keep_relation)


@require_POST
@power_required(Power.SUPERVISE)
def confirm_seat(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody of the own body still needs this role."""
    try:
        actions.confirm_seat(gates.seat_to_confirm(holdings_of(request), reference), by=request.user, at=now())
    except actions.CannotChange as refusal:
        say_why_not(request, refusal.reasons)
    return redirect("accounts:team")


@require_POST
@roster_required
def ask_for_code(request: StaffRequest, reference: str) -> HttpResponse:
    """Vouch that somebody lost their password or phone; somebody else gives the code."""
    held, at = holdings_of(request), now()
    user = gates.staff_to_vouch_for(request.user, held, reference, at=at)
    try:
        actions.ask_for_code(user, by=request.user, at=at)
        messages.success(request, _("Asked. Another administrator gives the code."))
    except actions.CannotChange as refusal:
        say_why_not(request, refusal.reasons)
    return redirect("accounts:member", reference) if held.may(Power.MANAGE) else redirect("accounts:team")


@require_POST
@manager_required
def open_lock_out(request: StaffRequest, reference: str) -> HttpResponse:
    """An account closed after wrong passwords may be tried again at once."""
    try:
        actions.open_lock_out(gates.lock_out_to_open(reference), by=request.user, at=now())
        messages.success(request, _("Opened. They sign in as always, with password and second factor."))
    except actions.CannotChange as refusal:
        say_why_not(request, refusal.reasons)
    return redirect("accounts:staff")


@require_POST
@manager_required
def set_until(request: StaffRequest, reference: str) -> HttpResponse:
    """The day on which an account ends by itself."""
    user, form = gates.staff_to_manage(reference), forms.AccountUntil(request.POST)
    if form.is_valid():
        try:
            actions.set_until(user, form.cleaned_data["until"], by=request.user, at=now())
            return redirect("accounts:member", reference)
        except actions.CannotChange as refusal:
            forms.refuse(form, refusal.reasons)
    return _member(request, reference, until=form)


@require_http_methods(["GET", "POST"])
@staff_required
def change_password(request: StaffRequest) -> HttpResponse:
    """A new password for who has one; the invented staff of a demonstration never set any."""
    if request.user.has_usable_password():
        response: HttpResponse = PasswordChangeView.as_view()(request)
        return response
    messages.error(request, _("This account has no password to change."))
    return redirect("accounts:settings")


@require_GET
@staff_required
def factors(request: StaffRequest) -> HttpResponse:
    """Passkeys, app and recovery codes of the one who asks."""
    return render(request, "mfa/index.html", {"factors": queries.factors_of(request.user)})


@require_GET
@manager_required
def staff(request: StaffRequest) -> HttpResponse:
    form = forms.FindStaff(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    word, agency, number = asked.get("word", ""), asked.get("agency", ""), asked.get("page") or 1
    context = {
        "page": queries.staff_page(now(), word=word, agency=agency, page=number),
        "number": number,
        "word": word,
        "agency": agency,
        "agencies": agency_reads.agencies(),
        "codes": queries.codes_asked_for(now()),
        "lock_outs": queries.lock_outs(now()),
    }
    return _page(request, "staff", context)


@require_http_methods(["GET", "POST"])
@manager_required
def add_staff(request: StaffRequest) -> HttpResponse:
    form = forms.AddStaff(request.POST or None, agencies=agency_reads.agencies())
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data | {"language": Language(form.cleaned_data["language"])}
        try:
            user = actions.add_staff(**typed, by=request.user, at=now())
            return redirect("accounts:member", user.reference)
        except actions.CannotChange as refusal:
            forms.refuse(form, refusal.reasons)
    return _page(request, "add_staff", {"form": form}, wrong=form.is_bound)


@require_GET
@manager_required
def member(request: StaffRequest, reference: str) -> HttpResponse:
    return _member(request, reference)


@require_POST
@manager_required
def invite(request: StaffRequest, reference: str) -> HttpResponse:
    """The code is shown in the answer itself and nowhere else: a redirect would have to keep it somewhere."""
    user = gates.staff_to_manage(reference)
    try:
        code = actions.invite(user, by=request.user, at=now())
    except actions.CannotChange as refusal:
        say_why_not(request, refusal.reasons)
        return redirect("accounts:member", reference)
    return _page(request, "code", {"code": code, "hours": actions.CODE_HOURS, "reference": reference, "name": user.name})


@require_POST
@manager_required
def end_staff(request: StaffRequest, reference: str) -> HttpResponse:
    try:
        actions.end_staff(gates.staff_to_manage(reference), by=request.user, at=now())
    except actions.CannotChange as refusal:
        say_why_not(request, refusal.reasons)
    return redirect("accounts:member", reference)


@require_POST
@manager_required
def join_desk(request: StaffRequest, reference: str) -> HttpResponse:
    user, at = gates.staff_to_manage(reference), now()
    form = forms.JoinDesk(request.POST, **queries.where_to_join(user))
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.join_desk(user, **typed, by=request.user, at=at)
            return redirect("accounts:member", reference)
        except actions.CannotChange as refusal:
            forms.refuse(form, refusal.reasons)
    return _member(request, reference, join=form)


@require_POST
@manager_required
def leave_desk(request: StaffRequest, reference: str, seat: str) -> HttpResponse:
    membership = gates.membership_to_end(gates.staff_to_manage(reference), seat)
    try:
        actions.leave_desk(membership, by=request.user, at=now())
    except actions.CannotChange as refusal:
        say_why_not(request, refusal.reasons)
    return redirect("accounts:member", reference)


@require_GET
@manager_required
def agencies(request: StaffRequest) -> HttpResponse:
    return _page(request, "agencies", {"agencies": agency_reads.all_with_desks()})


@require_http_methods(["GET", "POST"])
@manager_required
def add_agency(request: StaffRequest) -> HttpResponse:
    form = forms.AgencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            agency_acts.add_agency(form.facts, by=request.user, at=now())
            return redirect("accounts:agencies")
        except agency_acts.CannotChange as refusal:
            forms.refuse(form, refusal.reasons)
    return _page(request, "agency", {"form": form}, wrong=form.is_bound)


@require_http_methods(["GET", "POST"])
@manager_required
def change_agency(request: StaffRequest, reference: str) -> HttpResponse:
    """Who comes second sees what changed beside what they typed."""
    agency, changed = gates.agency_to_manage(reference), None
    stored = forms.AgencyForm.of(agency_reads.agency_facts(agency), agency.version)
    form = forms.AgencyForm(request.POST) if request.method == "POST" else stored
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            agency_acts.change_agency(agency, form.facts, version=version, by=request.user, at=now())
            return redirect("accounts:agencies")
        except agency_acts.Stale:
            changed = forms.meanwhile(form, stored)
        except agency_acts.CannotChange as refusal:
            forms.refuse(form, refusal.reasons)
    context = {"form": form, "name": agency.name, "changed": changed}
    return _page(request, "agency", context, wrong=form.is_bound, stale=changed is not None)


@require_http_methods(["GET", "POST"])
@manager_required
def add_desk(request: StaffRequest, reference: str) -> HttpResponse:
    agency = gates.agency_to_manage(reference)
    form = forms.DeskForm(request.POST or None, homes=agency_reads.homes_for_posts(agency))
    if request.method == "POST" and form.is_valid():
        try:
            agency_acts.add_desk(agency, form.facts, by=request.user, at=now())
            return redirect("accounts:agencies")
        except agency_acts.CannotChange as refusal:
            forms.refuse(form, refusal.reasons)
    return _page(request, "desk", {"form": form, "agency": agency.name}, wrong=form.is_bound)


@require_http_methods(["GET", "POST"])
@manager_required
def change_desk(request: StaffRequest, reference: str) -> HttpResponse:
    """Who comes second sees what changed beside what they typed."""
    desk, changed = gates.desk_to_manage(reference), None
    homes = agency_reads.homes_for_posts(desk.agency, desk)
    stored = forms.DeskForm.of(agency_reads.desk_facts(desk), desk.version, homes)
    form = forms.DeskForm(request.POST, homes=homes) if request.method == "POST" else stored
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            agency_acts.change_desk(desk, form.facts, version=version, by=request.user, at=now())
            return redirect("accounts:agencies")
        except agency_acts.Stale:
            changed = forms.meanwhile(form, stored)
        except agency_acts.CannotChange as refusal:
            forms.refuse(form, refusal.reasons)
    context = {
        "form": form,
        "name": desk.name,
        "agency": desk.agency.name,
        "reference": reference,
        "ended": desk.ended_at,
        "changed": changed,
    }
    return _page(request, "desk", context, wrong=form.is_bound, stale=changed is not None)


@require_http_methods(["GET", "POST"])
@manager_required
def holidays(request: StaffRequest) -> HttpResponse:
    """Public holidays from this year on, and one more."""
    at = now()
    form = forms.HolidayForm(request.POST or None)
    if form.is_valid():
        try:
            agency_acts.declare_holiday(form.facts, by=request.user, at=at)
            messages.success(request, _("Clocks that wait are counted anew within a minute."))
            return redirect("accounts:holidays")
        except agency_acts.CannotChange as refusal:
            forms.refuse(form, refusal.reasons)
    rows = agency_reads.holidays_from(in_amman(at).date().replace(month=1, day=1))
    return _page(request, "holidays", {"form": form, "rows": rows, "at": at}, wrong=form.is_bound)


@require_http_methods(["GET", "POST"])
@manager_required
def change_holiday(request: StaffRequest, day: str) -> HttpResponse:
    """A holiday as it was announced: its day, its name, how sure it is."""
    holiday = gates.holiday_to_change(day)
    stored = vars(agency_reads.holiday_facts(holiday))
    form = forms.HolidayForm(request.POST if request.method == "POST" else None, initial=stored)
    if form.is_valid():
        try:
            agency_acts.change_holiday(holiday, form.facts, by=request.user, at=now())
            messages.success(request, _("Clocks that wait are counted anew within a minute."))
            return redirect("accounts:holidays")
        except agency_acts.CannotChange as refusal:
            forms.refuse(form, refusal.reasons)
    return _page(request, "holiday", {"form": form, "day": day, "on": holiday.on}, wrong=form.is_bound)


@require_POST
@manager_required
def cancel_holiday(request: StaffRequest, day: str) -> HttpResponse:
    """The day is no holiday."""
    try:
        agency_acts.cancel_holiday(gates.holiday_to_change(day), by=request.user, at=now())
        messages.success(request, _("Clocks that wait are counted anew within a minute."))
    except agency_acts.CannotChange as refusal:
        say_why_not(request, refusal.reasons)
    return redirect("accounts:holidays")


@require_GET
@roster_required
def roster(request: StaffRequest, reference: str) -> HttpResponse:
    return _roster(request, reference)


@require_POST
@roster_required
def put_on_duty(request: StaffRequest, reference: str) -> HttpResponse:
    at = now()
    desk = gates.desk_to_roster(request.user, holdings_of(request), reference, at=at)
    form = forms.PutOnDuty(request.POST, members=queries.who_may_answer(desk, at))
    if form.is_valid():
        times = {"from_at": form.from_at, "until": form.until}
        try:
            actions.put_on_duty(desk, form.cleaned_data["who"], **times, by=request.user, at=at)
            return redirect("accounts:roster", reference)
        except actions.CannotChange as refusal:
            forms.refuse(form, refusal.reasons)
    return _roster(request, reference, form=form)


@require_POST
@roster_required
def take_off_duty(request: StaffRequest, reference: str, duty: str) -> HttpResponse:
    desk = gates.desk_to_roster(request.user, holdings_of(request), reference, at=now())
    try:
        actions.take_off_duty(gates.duty_to_remove(desk, duty), by=request.user, at=now())
    except actions.CannotChange as refusal:
        say_why_not(request, refusal.reasons)
    return redirect("accounts:roster", reference)


def _settings(
    request: StaffRequest, preferences: forms.Preferences | None = None, relation: forms.DeclareRelation | None = None
) -> HttpResponse:
    page = queries.settings_page(request.user, now(), session_key=request.session.session_key or "")
    context = {
        "page": page,
        "preferences": preferences or forms.Preferences(initial={"language": page.language, "theme": page.theme}),
        "relation": relation or forms.DeclareRelation(),
    }
    return _page(request, "settings", context, wrong=bool(preferences or relation))


def _answer_relation(request: StaffRequest, act: Callable[..., None]) -> HttpResponse:
    form = forms.WhichRelation(request.POST)
    relation = gates.relation_to_answer(holdings_of(request), form.cleaned_data["relation"] if form.is_valid() else None)
    try:
        act(relation, by=request.user, at=now())
    except actions.CannotChange as refusal:
        say_why_not(request, refusal.reasons)
    return redirect("accounts:team")


def _member(
    request: StaffRequest,
    reference: str,
    join: forms.JoinDesk | None = None,
    until: forms.AccountUntil | None = None,
) -> HttpResponse:
    user, at = gates.staff_to_manage(reference), now()
    page = queries.member_page(user, at)
    context = {
        "page": page,
        "until": until or forms.AccountUntil(initial={"until": page.until}),
        "asked_by_me": page.code_asked_by == request.user.reference,
        "join": join or forms.JoinDesk(**queries.where_to_join(user)),
        "self": user == request.user,
    }
    return _page(request, "member", context, wrong=bool(join or until))


def _roster(request: StaffRequest, reference: str, form: forms.PutOnDuty | None = None) -> HttpResponse:
    at = now()
    desk = gates.desk_to_roster(request.user, holdings_of(request), reference, at=at)
    context = {
        "page": queries.roster_page(desk, at),
        "form": form or forms.PutOnDuty(members=queries.who_may_answer(desk, at)),
    }
    return _page(request, "roster", context, wrong=form is not None)


def _page(
    request: HttpRequest, name: str, context: dict[str, object], *, wrong: bool = False, stale: bool = False
) -> HttpResponse:
    status = STALE if stale else WRONG if wrong else 200
    return render(request, f"accounts/{name}.html", context, status=status)

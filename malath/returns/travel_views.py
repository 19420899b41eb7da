"""Pages of the journey, of money, and of the office as a whole."""

from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, staff_required
from malath.agencies.words import Currency
from malath.foundation.clock import in_amman, now
from malath.returns import actions, gates, queries
from malath.returns.actions import LegPlan, Part, Plan, Spent, Ticket
from malath.returns.gates import OpenedReturn
from malath.returns.http import FORM, Sheet, answered, done, pressed
from malath.returns.travel_forms import (
    MOST_LEGS,
    BuyTicket,
    ConfirmArrival,
    Depart,
    MakeGrant,
    OpenProject,
    Pay,
    PlanJourney,
    RecordCost,
    RecordRefund,
    SettleCost,
    WhichDay,
)
from malath.returns.words import BudgetLine, PaidBy


@require_http_methods(FORM)
@staff_required
def journey(request: StaffRequest, reference: str) -> HttpResponse:
    """A journey is planned, or moved to another one."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    stands = queries.journey_of(opened.returning) is not None
    form = PlanJourney(request.POST if request.method == "POST" else None)
    another = request.POST.get("go") == "another"

    def put() -> object:
        act = actions.move_journey if stands else actions.plan_journey
        return act(opened.returning, _plan(form), by=request.user, at=at)

    told = _("Leg by leg. The doctor's word has to hold on the day of the flight.")
    title = _("Move the journey") if stands else _("Plan the journey")
    more = _("Another leg") if len(form.shown) < MOST_LEGS else ""
    sheet = Sheet(title, told, _("Write it down"), more=more)
    if another:
        context = {
            "form": form.with_another(request.POST.dict()),
            "sheet": sheet,
            "back": reverse("returns:checklist", args=[reference]),
        }
        return render(request, "returns/form.html", context)
    return answered(request, reference, form, sheet, put)


def _plan(form: PlanJourney) -> Plan:
    data = form.cleaned_data
    legs = tuple(LegPlan(*leg) for leg in form.legs())
    return Plan(legs, data["hour_there"], data["meets"], data["escort"], data["airline_cares"])


@require_POST
@staff_required
def cancel_journey(request: StaffRequest, reference: str) -> HttpResponse:
    """The journey does not take place."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    return pressed(request, reference, lambda: actions.cancel_journey(opened.returning, by=request.user, at=at))


@require_http_methods(FORM)
@staff_required
def ticket(request: StaffRequest, reference: str) -> HttpResponse:
    """A ticket is bought, once every gate is open."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = BuyTicket(request.POST if request.method == "POST" else None)

    def put() -> object:
        data = form.cleaned_data
        bought = Ticket(data["number"], data["fare"], Currency(data["currency"]))
        return actions.buy_ticket(opened.returning, bought, by=request.user, at=at)

    told = _("Every gate is looked at once more in this moment.")
    return answered(request, reference, form, Sheet(_("The ticket"), told, _("Write it down")), put)


@require_http_methods(FORM)
@staff_required
def depart(request: StaffRequest, reference: str) -> HttpResponse:
    """The person is asked once more, and leaves or does not."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = Depart(request.POST if request.method == "POST" else None)

    def put() -> object:
        says_yes = form.cleaned_data["wish"] == "yes"
        return actions.depart(opened.returning, says_yes=says_yes, by=request.user, at=at)

    told = _("At the gate, alone. With a no the return stops, without any penalty.")
    return answered(request, reference, form, Sheet(_("Asked once more"), told, _("Write it down")), put)


@require_POST
@staff_required
def miss(request: StaffRequest, reference: str) -> HttpResponse:
    """The person did not board."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    return pressed(request, reference, lambda: actions.miss(opened.returning, by=request.user, at=at))


@require_http_methods(FORM)
@staff_required
def arrival(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody confirms that the person arrived."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = ConfirmArrival(request.POST if request.method == "POST" else None)

    def put() -> object:
        return actions.confirm_arrival(opened.returning, form.moment, by=request.user, at=at)

    told = _("Said by who met the person. Without it both missions are told after a day.")
    return answered(request, reference, form, Sheet(_("The arrival"), told, _("Write it down")), put)


@require_http_methods(FORM)
@staff_required
def refund(request: StaffRequest, reference: str) -> HttpResponse:
    """What came back of a fare that was not used."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = RecordRefund(request.POST if request.method == "POST" else None)

    def put() -> object:
        return actions.record_refund(opened.returning, form.cleaned_data["amount"], by=request.user, at=at)

    told = _("In the currency of the fare. It is never asked of the person.")
    return answered(request, reference, form, Sheet(_("An unused fare"), told, _("Write it down")), put)


@require_http_methods(FORM)
@staff_required
def cost(request: StaffRequest, reference: str) -> HttpResponse:
    """What something is thought to cost, or did."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    start = {"once": uuid4(), "currency": Currency.JOD, "rate": 1}
    form = RecordCost(request.POST if request.method == "POST" else None, projects=_projects(opened), initial=start)

    def put() -> object:
        data = form.cleaned_data
        spent = Spent(Currency(data["currency"]), data["estimate"], data["actual"], data["rate"], PaidBy(data["paid_by"]))
        project = gates.project_to_use(opened, data["project"])
        return actions.record_cost(
            opened.returning, BudgetLine(data["line"]), spent, project=project, by=request.user, at=at, once=data["once"]
        )

    told = _("An amount is never rounded. The dinar has three decimals.")
    return answered(request, reference, form, Sheet(_("A cost"), told, _("Write it down")), put)


@require_http_methods(FORM)
@staff_required
def settle_cost(request: StaffRequest, reference: str, cost: str) -> HttpResponse:
    """What an estimate came to."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    found = gates.cost_of(opened, cost)
    form = SettleCost(request.POST if request.method == "POST" else None)

    def put() -> object:
        return actions.settle_cost(found, form.cleaned_data["actual"], form.cleaned_data["rate"], by=request.user, at=at)

    told = _("An amount is never rounded. The dinar has three decimals.")
    return answered(request, reference, form, Sheet(_("What it was"), told, _("Write it down")), put)


@require_http_methods(FORM)
@staff_required
def grant(request: StaffRequest, reference: str) -> HttpResponse:
    """The grant, in instalments."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = MakeGrant(request.POST if request.method == "POST" else None, projects=_projects(opened))

    def put() -> object:
        parts = [Part(*part) for part in form.parts()]
        project = gates.project_to_use(opened, form.cleaned_data["project"])
        amount = form.cleaned_data["amount"]
        return actions.make_grant(opened.returning, amount, parts, project=project, by=request.user, at=at)

    told = _("One for each person and return, under whatever file. Mostly in kind; cash is small. The parts add up to it.")
    return answered(request, reference, form, Sheet(_("The grant"), told, _("Write it down")), put)


@require_safe
@staff_required
def appeal(request: StaffRequest, reference: str) -> HttpResponse:
    """Why no second grant is made, and how to appeal: one sheet in two languages, to be printed and read aloud."""
    at = now()
    opened = gates.second_grant_of(request.user, reference, at=at)
    languages = [code for code, _name in settings.LANGUAGES]
    context = {"reference": reference, "office": opened.returning.desk.agency, "languages": languages, "at": at}
    return render(request, "returns/appeal.html", context)


@require_POST
@staff_required
def reserve_again(request: StaffRequest, reference: str) -> HttpResponse:
    """The grant of a return that was taken up again is kept for the person once more."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    return pressed(request, reference, lambda: actions.reserve_again(opened.returning, by=request.user, at=at))


@require_http_methods(FORM)
@staff_required
def pay(request: StaffRequest, reference: str, part: str) -> HttpResponse:
    """An instalment is paid."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    number = gates.part_of(opened, part)
    form = Pay(request.POST if request.method == "POST" else None)

    def put() -> object:
        return actions.pay(opened.returning, number, form.cleaned_data["receipt"], by=request.user, at=at)

    told = _("Once, in order, and against a receipt.")
    return answered(request, reference, form, Sheet(_("Pay an instalment"), told, _("Write it down")), put)


@require_http_methods(FORM)
@staff_required
def programme(request: StaffRequest) -> HttpResponse:
    """The office in figures, and its projects."""
    at = now()
    page = gates.programme_to_view(request.user, at=at)
    form = OpenProject(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data, desk = form.cleaned_data, gates.desk_to_open_at(request.user, at=at)

        def put() -> object:
            return actions.open_project(
                data["name"], data["budget"], Currency(data["currency"]), data["ends_on"], desk=desk, by=request.user, at=at
            )

        if done(form, put):
            messages.success(request, _("Written down."))
            return redirect("returns:programme")
    return render(request, "returns/programme.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@require_safe
@staff_required
def departures(request: StaffRequest) -> HttpResponse:
    """Who leaves on a day, of those whom this viewer may see."""
    at = now()
    form = WhichDay(request.GET or None)
    day = (form.cleaned_data["day"] if form.is_valid() else None) or in_amman(at).date()
    page = gates.departures_to_view(request.user, day, at=at)
    context = {"page": page, "form": form, "back": reverse("returns:queue")}
    return render(request, "returns/departures.html", context)


def _projects(opened: OpenedReturn) -> list[tuple[str, str]]:
    found = queries.projects_of([opened.returning.desk_id], in_amman(now()).date())
    return [(one.reference, f"{one.name} ({Currency(one.currency).label})") for one in found]

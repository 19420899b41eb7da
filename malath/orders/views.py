"""Pages of orders: written down at a desk, decided by the data protection officer, checked by who sees the file, and read by
the office that issued them."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, power_required, staff_required
from malath.accounts.roles import Power
from malath.documents import queries as documents
from malath.documents import typesetting
from malath.foundation.clock import now
from malath.orders import actions, gates, queries
from malath.orders.actions import CannotAnswer, CannotTell, Paper
from malath.orders.forms import Check, Decide, GiveBack, NewOrder, Refuse, Tell
from malath.orders.queries import package, things
from malath.orders.words import Issuer, OrderState, Telling, WhyRefused
from malath.privacy.gates import Opened

if TYPE_CHECKING:
    from malath.documents.models import Letter
    from malath.orders.models import Order

FORM = ["GET", "HEAD", "POST"]


@require_safe
@power_required(Power.READ_TRAIL)
def listing(request: StaffRequest) -> HttpResponse:
    """What waits for the officer, and what was answered last."""
    at = now()
    return render(request, "orders/list.html", {"page": gates.orders_to_decide(request.user, at=at), "at": at})


@require_http_methods(FORM)
@power_required(Power.READ_TRAIL)
def decide(request: StaffRequest, reference: str) -> HttpResponse:
    """One order: what it names, and what of the file is given on it."""
    at = now()
    order = gates.order_to_decide(request.user, reference, at=at)
    if request.method != "POST":
        return _decide_page(request, order, at)
    found = gates.order_shown(order, request.user, at=at)
    form = Decide(request.POST, asked=queries.order_page(order, found, at).asked, things=found)
    if form.is_valid():
        choices = queries.choices_in(form.decided())
        if _done(form, lambda: actions.decide_order(order, choices, by=request.user, at=at)):
            messages.success(request, _("Decided. Somebody who sees the file now checks what would leave."))
            return redirect("orders:decide", reference)
    return _decide_page(request, order, at, form=form)


@require_POST
@power_required(Power.READ_TRAIL)
def refuse(request: StaffRequest, reference: str) -> HttpResponse:
    """Nothing is given; the sender reads why."""
    at, form = now(), Refuse(request.POST)
    order = gates.order_to_decide(request.user, reference, at=at)
    if form.is_valid():
        because = [WhyRefused(code) for code in form.cleaned_data["because"]]
        if _done(form, lambda: actions.refuse_order(order, because, by=request.user, at=at)):
            messages.success(request, _("Refused. The letter that says why is ready at the desk."))
            return redirect("orders:decide", reference)
    return _decide_page(request, order, at, refusing=form)


@require_POST
@power_required(Power.READ_TRAIL)
def release(request: StaffRequest, reference: str) -> HttpResponse:
    """Give what was checked."""
    at, form = now(), forms.Form(request.POST)
    order = gates.order_to_decide(request.user, reference, at=at)
    if _done(form, lambda: actions.release_order(order, by=request.user, at=at)):
        messages.success(request, _("Given, and nothing else. The key worker is asked to tell the person when it is safe."))
    else:
        _say(request, form)
    return redirect("orders:decide", reference)


@require_safe
@staff_required
def answer(request: StaffRequest, reference: str) -> HttpResponse:
    """The answer, for the office that issued the order."""
    at = now()
    order, letter = gates.answer_to_read(request.user, reference, at=at)
    address, beside = documents.check_of(letter.code)
    context = {
        "letter": documents.content_of(letter), "beside": beside, "address": address, "reference": reference,
        "number": letter.reference, "mark": package.mark_of(order, request.user, at), "until": letter.valid_until,
    }  # fmt: skip
    return render(request, "orders/answer.html", context)


@require_POST
@staff_required
def take_answer(request: StaffRequest, reference: str) -> HttpResponse:
    """A copy, for the office that issued the order."""
    at = now()
    order, letter = gates.answer_to_take(request.user, reference, at=at)
    return _copy(request, order, letter, at)


@require_safe
@staff_required
def of_file(request: StaffRequest, reference: str) -> HttpResponse:
    """The orders about a person that came to the own body."""
    at = now()
    opened = gates.orders_of_file(request.user, reference, at=at)
    lines = queries.orders_of(opened.person, opened.holdings)
    return render(request, "orders/file.html", {"reference": reference, "lines": lines, "at": at})


@require_http_methods(FORM)
@staff_required
def record(request: StaffRequest, reference: str) -> HttpResponse:
    """Write down an order that came."""
    at = now()
    opened = gates.order_to_record(request.user, reference, at=at)
    form = NewOrder(request.POST if request.method == "POST" else None, initial={"once": uuid4(), "to_us": "yes"})
    if form.is_valid():
        typed = form.cleaned_data
        paper = Paper(
            issuer=Issuer(typed["issuer"]), body=typed["body"], number=typed["number"], dated_on=typed["dated_on"],
            due_at=form.due_at(), asked=typed["asked"], whole=typed["whole"], to_us=typed["to_us"] == "yes",
            valid_until=typed["valid_until"], to_desk=form.office(),
        )  # fmt: skip
        once = typed["once"]
        if _done(form, lambda: actions.record_order(opened.person, paper, desk=opened.desk, by=request.user, at=at, once=once)):
            messages.success(request, _("Written down. The data protection officer decides; give nothing yourself."))
            return redirect("orders:file", reference)
    context = {"reference": reference, "form": form}
    return render(request, "orders/record.html", context, status=422 if form.errors else 200)


@require_safe
@staff_required
def one(request: StaffRequest, reference: str, order: str) -> HttpResponse:
    """One order as the desk sees it to which it came."""
    at = now()
    opened, found = gates.order_to_view(request.user, reference, order, at=at)
    return _one_page(request, opened, found, at)


@require_http_methods(FORM)
@staff_required
def check(request: StaffRequest, reference: str, order: str) -> HttpResponse:
    """Look at what would leave, and strike out what must not. The first look shows it; the second says yes to it."""
    at = now()
    opened, found = gates.order_to_check(request.user, reference, order, at=at)
    if request.method != "POST":
        return _check_page(request, opened, found, at)
    form = Check(request.POST)
    seen = parse_datetime(form.cleaned_data["seen"]) if form.is_valid() else None
    if seen is None or not form.cleaned_data["sure"]:
        return _check_page(request, opened, found, at, form=form)
    if _done(
        form,
        lambda: actions.check_order(
            found, decided_at=seen, sight=opened.sight, holdings=opened.holdings, strike=form.cleaned_data["strike"],
            by=request.user, at=at,
        ),
    ):  # fmt: skip
        messages.success(request, _("Checked. The data protection officer can give it now."))
        return redirect("orders:one", reference, order)
    return _check_page(request, opened, found, at, form=form)


@require_POST
@staff_required
def give_back(request: StaffRequest, reference: str, order: str) -> HttpResponse:
    """It must not leave like this."""
    at, form = now(), GiveBack(request.POST)
    opened, found = gates.order_to_check(request.user, reference, order, at=at)
    if form.is_valid():
        because = form.cleaned_data["because"]
        if _done(form, lambda: actions.give_back_order(found, because=because, by=request.user, at=at)):
            messages.success(request, _("Given back. The data protection officer decides anew."))
            return redirect("orders:one", reference, order)
    return _check_page(request, opened, found, at, back=form)


@require_POST
@staff_required
def tell(request: StaffRequest, reference: str, order: str) -> HttpResponse:
    """Write down whether the person was told."""
    at, form = now(), Tell(request.POST)
    opened, found = gates.order_to_tell(request.user, reference, order, at=at)
    if form.is_valid():
        how, ask_on = Telling(form.cleaned_data["how"]), form.cleaned_data["ask_on"]
        if _done(form, lambda: actions.tell_person(found, how, ask_on=ask_on, by=request.user, at=at)):
            messages.success(request, _("Written down."))
            return redirect("orders:one", reference, order)
    return _one_page(request, opened, found, at, form=form)


@require_POST
@staff_required
def copy(request: StaffRequest, reference: str, order: str) -> HttpResponse:
    """A copy of the answer, to hand it over."""
    at = now()
    found, letter = gates.answer_to_hand_over(request.user, reference, order, at=at)
    return _copy(request, found, letter, at)


def _done(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it; what was refused stands in the form."""
    try:
        act()
    except (CannotAnswer, CannotTell) as refused:
        for reason in refused.reasons:
            form.add_error(None, str(reason.label))
        return False
    return True


def _say(request: StaffRequest, form: forms.Form) -> None:
    for error in form.non_field_errors():
        messages.error(request, str(error))


def _copy(request: StaffRequest, order: "Order", letter: "Letter", at: datetime) -> HttpResponse:
    actions.take_answer(letter, order, by=request.user, at=at)
    pdf = typesetting.copy_of(letter, mark=package.mark_of(order, request.user, at))
    name = f'attachment; filename="letter-{letter.reference}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


def _decide_page(
    request: StaffRequest, order: "Order", at: datetime, *, form: Decide | None = None, refusing: Refuse | None = None
) -> HttpResponse:
    found = gates.order_shown(order, request.user, at=at)
    page = queries.order_page(order, found, at)
    context = {
        "page": page, "at": at, "form": form or Decide(asked=page.asked, things=found),
        "refusing": refusing or Refuse(initial={"because": [reason.value for reason in page.wrong]}),
    }  # fmt: skip
    return render(request, "orders/decide.html", context, status=422 if form or refusing else 200)


def _one_page(request: StaffRequest, opened: Opened, order: "Order", at: datetime, *, form: Tell | None = None) -> HttpResponse:
    page = queries.order_page(order, things.things_of(order), at)
    context = {
        "page": page, "at": at, "form": form or Tell(), "reference": opened.person.reference,
        "may": queries.may_do(order, opened.sight, opened.holdings, at),
    }  # fmt: skip
    return render(request, "orders/one.html", context, status=422 if form else 200)


def _check_page(
    request: StaffRequest,
    opened: Opened,
    order: "Order",
    at: datetime,
    *,
    form: Check | None = None,
    back: GiveBack | None = None,
) -> HttpResponse:
    strike = form.cleaned_data.get("strike", "") if form and form.is_bound and form.is_valid() else ""
    page = queries.order_page(order, things.things_of(order), at)
    shown = None
    if order.state == OrderState.DECIDED:
        asked, given = queries.asked_in(order), queries.given_in(order)
        shown = package.package_of(
            order, asked, given, sight=opened.sight, holdings=opened.holdings, strike=strike, at=at
        )[get_language() or "en"]  # fmt: skip
    seen = order.decided_at.isoformat() if order.decided_at else ""
    context = {
        "page": page, "at": at, "shown": shown, "reference": opened.person.reference,
        "form": form or Check(initial={"seen": seen}), "back": back or GiveBack(),
        "own": order.recorded_by == request.user.reference,
    }  # fmt: skip
    refused = (form and form.non_field_errors()) or back
    return render(request, "orders/check.html", context, status=422 if refused else 200)

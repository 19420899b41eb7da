"""Pages of transfer packages: make one, open one, take its receipt in, keep the keys."""

import tempfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import IO, Any, Final, cast
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, holdings_of, power_required, staff_required
from malath.accounts.roles import Power
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.exchange import gates
from malath.exchange.actions import answers, keys, packages, stopping
from malath.exchange.actions.keys import CannotKey
from malath.exchange.actions.packages import CannotPackage
from malath.exchange.package_forms import ConfirmKey, MakePackage, OpenPackage, TakeKey, TakeReceipt, TakeStop, TakeWord
from malath.exchange.package_words import Confirmed, KeyState
from malath.exchange.queries import packages as queries
from malath.exchange.queries.stopping import stop_lines
from malath.foundation.clock import now
from malath.returns.actions import CannotReturn
from malath.ui.page import say_why_not

FORM: Final = ["GET", "HEAD", "POST"]
PLAIN: Final = "application/octet-stream"


@require_safe
@power_required(Power.TRANSFER)
def home(request: StaffRequest) -> HttpResponse:
    """Keys, packages that left, packages that came."""
    return _page(request, now())


@require_POST
@power_required(Power.TRANSFER)
def open_package(request: StaffRequest) -> HttpResponse:
    """Open a package that came. It becomes a person of the desk; the receipt is on the page that follows."""
    at = now()
    form = OpenPackage(request.POST, request.FILES, desks=_page_of(request, at).desks)
    if form.is_valid():
        try:
            row = packages.open_package(
                _stream(form.cleaned_data["file"]), desk=form.cleaned_data["desk"], by=request.user, at=at
            )  # fmt: skip
            return redirect("exchange:opened", row.reference)
        except CannotPackage as refused:
            _say(form, "file", refused.reasons)
    return _page(request, at, open_form=form, status=422)


@require_POST
@power_required(Power.TRANSFER)
def take_receipt(request: StaffRequest) -> HttpResponse:
    """A receipt came back."""
    at, form = now(), TakeReceipt(request.POST, request.FILES)
    if form.is_valid():
        try:
            packages.take_receipt(form.cleaned_data["receipt"], agency=request.user.agency, by=request.user, at=at)
            messages.success(request, _("The receipt is genuine: the mission has the package."))
            return redirect("exchange:packages")
        except CannotPackage as refused:
            _say(form, "receipt", refused.reasons)
    return _page(request, at, receipt=form, status=422)


@require_POST
@power_required(Power.TRANSFER)
def take_word(request: StaffRequest) -> HttpResponse:
    """Answers of a mission came back."""
    told = _("The answers are genuine, and stand in the return now.")
    return _taken_in(request, TakeWord(request.POST, request.FILES), "word", answers.take_answer, told)


@require_POST
@power_required(Power.TRANSFER)
def make_word(request: StaffRequest, reference: str) -> HttpResponse:
    """What was said here goes back to the sender, as a file."""
    at = now()
    row = gates.package_opened_here(request.user, reference, at=at)
    otherwise = redirect("exchange:opened", reference)
    return _to_take(request, f"answers-{reference}", partial(answers.make_answer, row, by=request.user, at=at), otherwise)


@require_POST
@power_required(Power.TRANSFER)
def take_stop(request: StaffRequest) -> HttpResponse:
    """The sender of a package says that it is over."""
    told = _("Genuine: nobody is expected on this package any more.")
    return _taken_in(request, TakeStop(request.POST, request.FILES), "stop", stopping.take_stop, told)


@require_POST
@power_required(Power.TRANSFER)
def make_stop(request: StaffRequest, reference: str) -> HttpResponse:
    """The file that tells a mission that a transfer is over."""
    at = now()
    row = gates.package_to_stop(request.user, reference, at=at)
    otherwise = redirect("exchange:packages")
    return _to_take(request, f"stop-{reference}", partial(stopping.make_stop, row, by=request.user, at=at), otherwise)


@require_http_methods(FORM)
@staff_required
def make(request: StaffRequest, reference: str) -> HttpResponse:
    """Seal what a person agreed to let go, and take the file along."""
    at = now()
    opened = gates.person_to_transfer(request.user, reference, at=at)
    sent, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = MakePackage(sent, files, keys=queries.keys_in_use(opened.desk.agency), initial={"once": uuid4()})
    if form.is_valid():
        out = tempfile.TemporaryFile()  # noqa: SIM115  # sealed; it lives as long as the answer
        data = form.cleaned_data
        attached = {queries.ATTACHED: _stream(data["file"])} if data["file"] else {}
        try:
            row = packages.make_package(
                opened, form.letter, out, key=data["key"], by=request.user, at=at, files=attached, once=data["once"]
            )  # fmt: skip
        except CannotPackage as refused:
            out.close()
            _say(form, None, refused.reasons)
        else:
            out.seek(0)
            return _file(out, f"package-{row.reference}.malath")
    context = {"form": form, "preview": queries.preview(opened, at), "reference": reference}
    return render(request, "exchange/package_make.html", context, status=422 if form.errors else 200)


@require_safe
@power_required(Power.TRANSFER)
def opened(request: StaffRequest, reference: str) -> HttpResponse:
    """What a package said, and its receipt."""
    row = gates.package_opened_here(request.user, reference, at=now())
    return render(request, "exchange/package_opened.html", {"page": queries.opened_page(row, now())})


@require_POST
@power_required(Power.TRANSFER)
def take_in(request: StaffRequest, reference: str) -> HttpResponse:
    """The person of an opened package is expected here."""
    at = now()
    row = gates.package_opened_here(request.user, reference, at=at)
    try:
        packages.take_in(row, by=request.user, at=at)
        messages.success(request, _("The person is expected: send the receipt back."))
    except CannotPackage as refused:
        say_why_not(request, refused.reasons)
    return redirect("exchange:opened", reference)


@require_safe
@power_required(Power.TRANSFER)
def receipt(request: StaffRequest, reference: str) -> HttpResponse:
    """The signed receipt that goes back to the sender."""
    row = gates.package_opened_here(request.user, reference, at=now())
    name = {"Content-Disposition": f'attachment; filename="receipt-{reference}.malath"'}
    return HttpResponse(packages.receipt_of(row), content_type=PLAIN, headers=name)


@require_safe
@power_required(Power.TRANSFER)
def take_sheet(request: StaffRequest, reference: str) -> HttpResponse:
    """The same as a workbook of the standard."""
    return _taken(request, reference, queries.SHEET)


@require_safe
@power_required(Power.TRANSFER)
def take_letter(request: StaffRequest, reference: str) -> HttpResponse:
    """The letter that travelled along."""
    return _taken(request, reference, queries.ATTACHED)


@require_POST
@power_required(Power.TRANSFER)
def make_key(request: StaffRequest) -> HttpResponse:
    """A new key of the own body."""
    keys.make_own(request.user.agency, by=request.user, at=now())
    messages.success(request, _("The new key is in use. Send it to the missions; the one before opens nothing any more."))
    return redirect("exchange:packages")


@require_POST
@power_required(Power.TRANSFER)
def take_key(request: StaffRequest) -> HttpResponse:
    """The key that a mission sent."""
    at, form = now(), TakeKey(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            row = keys.take_in(request.user.agency, name=data["name"], card=data["card"], by=request.user, at=at)
            return redirect("exchange:mission_key", row.reference)
        except CannotKey as refused:
            _say(form, "card", refused.reasons)
    return _page(request, at, key_form=form, status=422)


@require_http_methods(FORM)
@power_required(Power.TRANSFER)
def mission_key(request: StaffRequest, reference: str) -> HttpResponse:
    """One key of a mission: its digits, and the form that confirms it."""
    at = now()
    key = gates.key_of_mission(request.user, reference, at=at)
    form = ConfirmKey(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            keys.confirm(key, how=Confirmed(data["how"]), digits=data["digits"], by=request.user, at=at)
            messages.success(request, _("The key is in use."))
            return redirect("exchange:packages")
        except CannotKey as refused:
            _say(form, "digits", refused.reasons)
    context = {"key": key, "state": queries.state_of(key), "form": form, "waiting": queries.state_of(key) == KeyState.WAITING}
    return render(request, "exchange/mission_key.html", context, status=422 if form.errors else 200)


@require_POST
@power_required(Power.TRANSFER)
def revoke_key(request: StaffRequest, reference: str) -> HttpResponse:
    """A key of a mission is used no more."""
    at = now()
    key = gates.key_of_mission(request.user, reference, at=at)
    try:
        keys.revoke(key, by=request.user, at=at)
    except CannotKey as refused:
        say_why_not(request, refused.reasons)
    return redirect("exchange:packages")


def _taken(request: StaffRequest, reference: str, name: str) -> HttpResponse:
    row = gates.package_opened_here(request.user, reference, at=now())
    if name not in queries.names_of(row):
        raise Http404
    return _file(queries.file_of(row, name), name)


def _file(content: IO[bytes], name: str) -> HttpResponse:
    return cast(HttpResponse, FileResponse(content, as_attachment=True, filename=name, content_type=PLAIN))


def _stream(upload: Any) -> IO[bytes]:
    """An upload to read from: sealed as it arrived, or small and in memory."""
    file: IO[bytes] = upload.stream() if hasattr(upload, "stream") else upload.file
    return file


def _say(form: forms.Form, field: str | None, reasons: Any) -> None:
    for reason in reasons:
        form.add_error(field, str(reason.label))


def _page_of(request: StaffRequest, at: datetime) -> queries.PackagesPage:
    return queries.packages_page(holdings_of(request), request.user.agency, request.user.reference, at)


def _taken_in(request: StaffRequest, form: forms.Form, field: str, take: Callable[..., object], told: str) -> HttpResponse:
    """A sealed file that came back is read by an act; a refusal stands beside its field."""
    at = now()
    if form.is_valid():
        try:
            take(_stream(form.cleaned_data[field]), agency=request.user.agency, by=request.user, at=at)
            messages.success(request, told)
            return redirect("exchange:packages")
        except (CannotPackage, CannotReturn) as refused:
            _say(form, field, refused.reasons)
    return _page(request, at, status=422, **{field: form})


def _to_take(request: StaffRequest, name: str, make: Callable[[], bytes], otherwise: HttpResponse) -> HttpResponse:
    """What an act sealed, to take along; refused, the page from which it was asked for says why."""
    try:
        data = make()
    except CannotPackage as refused:
        say_why_not(request, refused.reasons)
        return otherwise
    return HttpResponse(data, content_type=PLAIN, headers={"Content-Disposition": f'attachment; filename="{name}.malath"'})


def _page(request: StaffRequest, at: datetime, *, status: int = 200, **given: forms.Form) -> HttpResponse:
    page = _page_of(request, at)
    files = [line.package.person.reference for line in page.left] + [row.person.reference for row in page.opened]
    audit.record_list(Did.PACKAGES_LISTED, files=sorted(set(files)), by=request.user, at=at)
    context = {
        "page": page,
        "open_form": OpenPackage(desks=page.desks),
        "receipt": TakeReceipt(),
        "word": TakeWord(),
        "stop": TakeStop(),
        "stops": stop_lines(holdings_of(request), at),
        "key_form": TakeKey(),
        "at": at,
        **given,
    }
    return render(request, "exchange/packages.html", context, status=status)

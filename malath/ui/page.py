"""Answers of a view: the whole page, or only the part that changed when htmx asked for it; where a list goes on; and why an
act was refused."""

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from malath.ui.pieces import Pager

MOST_DIGITS = 18


def asked_for_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def render_part(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    part: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """`template#part` when htmx asked and a part is named, else the whole page. Wrong input: status=422."""
    name = f"{template}#{part}" if part and asked_for_part(request) else template
    return render(request, name, dict(context), status=status)


def redirect_or_part(
    request: HttpRequest,
    to: str,
    template: str,
    context: Callable[[], Mapping[str, object]],
    part: str,
) -> HttpResponse:
    """After an act: htmx gets the part that changed, everybody else is sent to `to`."""
    if asked_for_part(request):
        return render(request, f"{template}#{part}", dict(context()))
    return HttpResponseRedirect(to)


def say_why_not(request: HttpRequest, reasons: Iterable[TextChoices]) -> None:
    """On the page that follows: why the act was refused, one sentence for each reason."""
    for reason in reasons:
        messages.error(request, str(reason.label))


def place_asked(request: HttpRequest, name: str) -> int | None:
    """The row before which a page of a list begins; nonsense in the address means the newest."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


def pager(request: HttpRequest, name: str, older: int | None, kept: Mapping[str, str]) -> Pager:
    """The way to the newest rows and to the older ones, with what else the list was asked for."""
    newest = _address(request, kept) if place_asked(request, name) else ""
    return Pager(newer=newest, older=_address(request, {**kept, name: str(older)}) if older else "")


def query_of(wanted: Mapping[str, str]) -> str:
    """The end of an address that asks for this, "?" when it asks for nothing."""
    return f"?{urlencode({name: value for name, value in wanted.items() if value})}"


def _address(request: HttpRequest, wanted: Mapping[str, str]) -> str:
    return f"{request.path}{query_of(wanted)}" if any(wanted.values()) else request.path

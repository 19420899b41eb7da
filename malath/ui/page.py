"""Answers of a view: the whole page, or only the part that changed when htmx asked for it."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render


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

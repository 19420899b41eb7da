"""The page for a moment in which nothing can be read or written. It asks the database nothing, not even who asks.

What was typed is on it, in fields that nobody sees: browsers forget forms of pages that they may not keep.
"""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_supported_language_variant

RETRY_AFTER_SECONDS = 60
OWN_FIELD = "csrfmiddlewaretoken"


class Check(CsrfViewMiddleware):
    """Django's own check of where a form comes from, without its page of refusal, which would ask the database."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(status=403)


def not_now(request: HttpRequest) -> HttpResponse:
    """Status 503: what happened to the act, and a button that sends the same once more."""
    languages = _languages(request)
    typed = _typed(request) if request.method == "POST" and _is_ours(request) else None
    context = {
        "languages": languages,
        "typed": typed or [],
        "was_sent": request.method == "POST",
        "again": request.get_full_path() if typed is not None or request.method == "GET" else "",
        "csrf_token": get_token(request),
    }
    with translation.override(languages[0]):
        page = HttpResponse(render_to_string("503.html", context), status=503)
    page["Retry-After"] = str(RETRY_AFTER_SECONDS)
    page["Cache-Control"] = "no-store"
    return page


def _languages(request: HttpRequest) -> list[str]:
    """That of the member of staff; when nobody could find out who asks, that of the browser, and the other one below."""
    if known := getattr(request, "LANGUAGE_CODE", ""):
        return [get_supported_language_variant(known)]
    first = translation.get_language_from_request(request)
    return [first, *(code for code in ("ar", "en") if code != first)]


def _is_ours(request: HttpRequest) -> bool:
    """Whether it was sent from a page of ours: this page must not make a stranger's form look like one."""
    check = Check(lambda _request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, not_now, (), {}) is None


def _typed(request: HttpRequest) -> list[tuple[str, str]] | None:
    """Every field with its values in their order; None when it holds a secret, or a file, which no page can hand back."""
    names = request.POST.keys() - {OWN_FIELD}
    if request.FILES or any("password" in name or name == "code" for name in names):
        return None
    return [(name, value) for name in request.POST if name in names for value in request.POST.getlist(name)]

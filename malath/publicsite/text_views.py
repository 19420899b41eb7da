"""Pages to read, the questions one asks oneself, where help is, materials, and a copy to take along. Addresses are numbers."""

from collections.abc import Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from malath.foundation.clock import in_amman, now
from malath.publicsite import queries, shelf
from malath.publicsite.forms import Where
from malath.publicsite.http import EVEN, shown
from malath.ui.ranges import opening, ranged

CHECK, WHERE, MATERIALS, TAKE = 9, 10, 11, 12
QUICK = 180


@require_safe
def read(request: HttpRequest, language: str, number: int) -> HttpResponse:  # noqa: ARG001  # Django calls it so
    """A text; the same for everybody, so `kept` asks for it once a day."""
    with translation.override(language):
        page = queries.text_page(number, language)
        if page is None:
            raise Http404
        return _page("text", {"text": page}, language, number=number)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, language: str) -> HttpResponse:
    """Questions that somebody asks themselves. The answer is worked out, shown, and kept nowhere."""
    ticked = {int(one) for one in request.POST.getlist("sign") if one.isdecimal() and len(one) < 3}
    with translation.override(language):
        page = queries.self_check(language)
        marked = [sign for number, sign in enumerate(page.signs) if number in ticked]
        context: dict[str, object] = {"check": page, "asked": request.method == "POST", "some": bool(marked)}
        strong = any(sign.strong for sign in marked)
        help_page = queries.help_page(language=language, today=in_amman(now()).date())
        answer = _page("check_me", {**context, "strong": strong, "page": help_page}, language, clears=QUICK, number=CHECK)
    answer.content += b" " * (-len(answer.content) % EVEN)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def where(request: HttpRequest, language: str) -> HttpResponse:
    """Whom to call: hours, languages, when somebody of us called last; by part of the country, language and hour for who asks
    so. What they asked stands in no address, and the answer has as many bytes."""
    at = in_amman(now())
    with translation.override(language):
        page = queries.help_page(language=language, today=at.date())
        form = Where(request.POST or None)
        if form.is_bound and form.is_valid():
            page = queries.narrowed(page, at=at, **form.wanted)
        answer = _page("where", {"page": page, "form": form}, language, clears=QUICK if form.is_bound else 0, number=WHERE)
    answer.content += b" " * (-len(answer.content) % EVEN)
    return answer


@require_safe
def materials(request: HttpRequest, language: str) -> HttpResponse:  # noqa: ARG001  # Django calls it so
    """Videos and other materials that were approved."""
    with translation.override(language):
        return _page("materials", {"materials": shelf.materials(settings.VAR, language)}, language, number=MATERIALS)


@require_safe
def material(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the shelf, or the part of it that was asked for. Where a proxy serves the folder, nobody comes here."""
    path = shelf.file_at(settings.VAR, name)
    if path is None:
        raise Http404
    answer = ranged(request, path.stat().st_size, opening(path), shelf.TYPES[name.rpartition(".")[2]])
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def take_along(request: HttpRequest, language: str) -> HttpResponse:
    """All texts as one file, after a warning: a file stays on the phone."""
    with translation.override(language):
        if request.method != "POST":
            return _page("take", {}, language, number=TAKE)
        help_page = queries.help_page(language=language, today=in_amman(now()).date())
        pages = queries.text_pages(language)
        answer = shown("publicsite/copy.html", {"pages": pages, "page": help_page, "language": language})
    answer["Content-Disposition"] = 'attachment; filename="information.html"'
    return answer


def _page(name: str, context: Mapping[str, object], language: str, *, clears: int = 0, number: int = 0) -> HttpResponse:
    around = {**_around(language, number), "clears": clears, "minutes": clears // 60}
    return shown(f"publicsite/{name}.html", {**around, **context})


def _around(language: str, number: int) -> dict[str, object]:
    """What stands around a page: its language, and the same page in the other."""
    place = f"{number}/" if number else ""
    return {"language": language, "arabic": f"/ar/{place}", "english": f"/en/{place}", "texts": queries.text_pages(language)}

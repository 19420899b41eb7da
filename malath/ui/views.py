from collections.abc import Sequence
from typing import cast, get_args

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_http_methods

from malath.ui import gallery as samples
from malath.ui.shell import Theme


@require_http_methods(["GET", "HEAD", "POST"])
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in all its states; `?language=` and `?theme=` switch. Not served to the real world."""
    if not settings.MALATH_GALLERY:
        raise Http404
    languages = [code for code, _name in settings.LANGUAGES]
    asked = {**request.GET.dict(), **request.POST.dict()}
    language = _one_of(languages, asked.get("language"), translation.get_language() or languages[0])
    theme = cast(Theme, _one_of(get_args(Theme), asked.get("theme"), "auto"))
    with translation.override(language):
        context = {**samples.samples(), "shell": samples.shell(theme), "sandbox": "demo", "language": language, "theme": theme}
        return render(request, "ui/gallery.html", context)


def _one_of(allowed: Sequence[str], asked: str | None, otherwise: str) -> str:
    return asked if asked and asked in allowed else otherwise

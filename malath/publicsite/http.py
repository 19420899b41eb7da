"""How this site answers: nobody keeps a page, and beside a demonstration each says so."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

EVEN = 4096
"""Answers that depend on a code have a length that is a multiple of this."""


def shown(template: str, context: Mapping[str, object], status: int = 200) -> HttpResponse:
    """A page of this site: nobody keeps it. `clears`: after how many seconds it clears itself, without a script."""
    marked = {**context, "sandbox": settings.MALATH_DEMO}
    answer = HttpResponse(render_to_string(template, marked), status=status)
    answer["Cache-Control"] = "no-store"
    if seconds := context.get("clears"):
        answer["Refresh"] = f"{seconds};url={reverse('publicsite:leave')}"
    return answer

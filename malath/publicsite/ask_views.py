"""Asking for help: a few steps by POST on one address, and reading the answer with a code. No cookie, nothing in an address."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_http_methods

from malath.foundation.clock import in_amman, now
from malath.publicsite import asking, queries
from malath.publicsite.asking import NotNow
from malath.publicsite.forms import STEPS, Ask, Code, More
from malath.publicsite.http import EVEN, shown

CHECK = len(STEPS)
QUICK, SLOW = 180, 600
"""After how many seconds a page clears itself; where somebody writes, later."""
FORM, WORDS = ({"arabic": f"/ar/{one}/", "english": f"/en/{one}/"} for one in ("form", "words"))
OTHER = {"publicsite/ask.html": FORM, "publicsite/words.html": WORDS, "publicsite/code.html": WORDS}


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, language: str) -> HttpResponse:
    """One step of asking, or the code at its end."""
    with translation.override(language):
        if request.method != "POST":
            return _step(Ask(), 0, language)
        if not asking.is_from_here(request):
            return _step(Ask(), 0, language, status=403)
        form, step, go = Ask(request.POST), _number(request.POST.get("step", "")), request.POST.get("go", "next")
        if go == "back":
            return _step(form, max(step - 1, 0), language)
        if (wrong := form.wrong_step(min(step, CHECK - 1))) is not None:
            return _step(form, wrong, language, status=422, show=True)
        if step < CHECK:
            return _step(form, step + 1, language)
        return _send(request, form, language, now())


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest, language: str) -> HttpResponse:
    """What was answered, for whoever has the words; and more to write."""
    with translation.override(language):
        if request.method != "POST":
            return _code({"form": Code()}, language)
        place, at = asking.place_of(request), now()
        if not asking.is_from_here(request) or asking.too_many("codes", place, at):
            return _code({"form": Code(), "said": "too_many"}, language, status=429)
        code = asking.code_in(request.POST.get("code", "")[:120])
        try:
            thread = asking.read(code, at) if code else None
        except (NotNow, OSError):
            return _code({"form": Code(request.POST), "said": "later"}, language, status=503)
        if thread is None:
            return _code({"form": Code(request.POST), "said": "unknown"}, language, status=422)
        days = [(asking.day_of(day), text) for day, text in thread.answers]
        context: dict[str, object] = {"answers": days, "code": code, "more": More(), "mark": secrets.token_hex(16)}
        if "words" in request.POST:
            return _more(request, context, code, place, at, language)
        return _code(context, language, slow=True)


def _more(request: HttpRequest, context: dict[str, object], code: str, place: str, at: datetime, language: str) -> HttpResponse:
    form, mark = More(request.POST), request.POST.get("mark", "")
    if not form.is_valid() or not form.cleaned_data["words"]:
        return _code({**context, "more": form, "said": "nothing"}, language, slow=True, status=422)
    said = {name: str(value) for name, value in form.cleaned_data.items() if value}
    if asking.too_many("letters", place, at) or not _is_mark(mark):
        return _code({**context, "more": form, "said": "too_many"}, language, slow=True, status=429)
    try:
        sent = asking.write_again(said, code, mark, at)
    except OSError:
        sent = False
    if not sent:
        return _code({**context, "more": form, "said": "later"}, language, slow=True, status=503)
    return _code({**context, "said": "sent"}, language)


def _send(request: HttpRequest, form: Ask, language: str, at: datetime) -> HttpResponse:
    code = asking.code_in(request.POST.get("code", "")[:120])
    if not code or asking.too_many("letters", asking.place_of(request), at):
        return _step(form, CHECK, language, status=429, trouble="too_many", code=code)
    try:
        sent = asking.ask(form.said(language), code, asking.place_of(request), at)
    except OSError:
        sent = False
    if not sent:
        return _step(form, CHECK, language, status=503, trouble="later", code=code)
    return _page("publicsite/words.html", {"code": code, "said": form.cleaned_data}, language, clears=SLOW)


def _step(
    form: Ask, step: int, language: str, *, status: int = 200, show: bool = False, trouble: str = "", code: str = ""
) -> HttpResponse:
    context = {
        "form": form, "step": step, "number": step + 1, "of": CHECK + 1, "fields": form.fields_of(step),
        "carried": form.carried(step), "check": step == CHECK, "trouble": trouble,
        "code": code or (asking.new_code(language) if step == CHECK else ""),
        "errors": show, "open": asking.is_open(now()),
        "help": queries.help_page(language=language, today=in_amman(now()).date()),
        "in_danger": form["danger"].value() == "yes" or form["safe"].value() == "no",
    }  # fmt: skip
    slow = any(name == "words" for name in (STEPS[step] if step < CHECK else ()))
    return _page("publicsite/ask.html", context, language, status=status, clears=SLOW if slow else QUICK)


def _code(context: Mapping[str, object], language: str, *, slow: bool = False, status: int = 200) -> HttpResponse:
    answer = _page("publicsite/code.html", context, language, status=status, clears=SLOW if slow else QUICK)
    answer.content += b" " * (-len(answer.content) % EVEN)
    return answer


def _page(
    template: str, context: Mapping[str, object], language: str, *, status: int = 200, clears: int = QUICK
) -> HttpResponse:
    return shown(
        template, {**context, **OTHER[template], "language": language, "clears": clears, "minutes": clears // 60}, status
    )


def _number(text: str) -> int:
    return min(int(text), CHECK) if text.isdecimal() else 0


def _is_mark(text: str) -> bool:
    return len(text) == 32 and all(letter in "0123456789abcdef" for letter in text)

"""Pages of cases. The case file itself is made of many parts: `workday` puts it together."""

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts.http import StaffRequest, holdings_of, power_required, staff_required
from malath.accounts.roles import Power
from malath.cases import actions, gates, queries
from malath.cases.actions import CannotChange, FirstFacts, Ground, NotThen, Stale
from malath.cases.forms import Facts, NewCase, NewNote
from malath.cases.gates import WritableCase
from malath.cases.http import onward_in
from malath.cases.queries import Whose
from malath.cases.words import CaseStatus, NoteKind, Risk, WhyNot
from malath.foundation.clock import now
from malath.people.words import DetailKind
from malath.privacy.actions import CannotRecord, Circumstances
from malath.privacy.earlier_forms import earlier_in, say_not_then
from malath.privacy.wording import wording
from malath.privacy.words import COMPARTMENTS, Answer, BasisKind, ConsentKind, Interpreter, Method, Section
from malath.ui.meanwhile import Beside, beside
from malath.ui.pieces import Chip, Pager

if TYPE_CHECKING:
    from malath.accounts.models import User
    from malath.cases.models import Situation

CHIPS = (
    CaseStatus.DRAFT,
    CaseStatus.REFERRED,
    CaseStatus.ACCEPTED,
    CaseStatus.POTENTIAL,
    CaseStatus.IDENTIFIED,
    CaseStatus.IN_ASSISTANCE,
    CaseStatus.FOLLOW_UP,
    CaseStatus.CLOSED,
)


@require_GET
@power_required(Power.WRITE_NOTE)
def listing(request: StaffRequest) -> HttpResponse:
    """The cases this viewer may know of, last touched first."""
    at, asked = now(), request.GET.get("status", "")
    status = CaseStatus(asked) if asked in CaseStatus.values else None
    after = queries.cursor_in(request.GET.get("after", ""))
    whose = _whose(request.GET.get("whose", ""))
    page = gates.cases_to_list(request.user, at=at, after=after, status=status, whose=whose)
    older = _list_url(status, whose, after=str(page.older)) if page.older else ""
    pages = Pager(newer=_list_url(status, whose) if after else "", older=older)
    context = {
        "page": page,
        "whose": _whose_chips(status, whose),
        "chips": _chips(status, whose),
        "pages": pages,
        "at": at,
        "may_open": holdings_of(request).may(Power.OPEN_CASE),
    }
    return render(request, "cases/list.html", context)


@require_http_methods(["GET", "POST"])
@power_required(Power.OPEN_CASE)
def new(request: StaffRequest) -> HttpResponse:
    """A case for a person who is new here: danger, needs and agreement first, identity late and optional."""
    at = now()
    desks = queries.desks_to_open_at(request.user, holdings_of(request), at)
    onward = onward_in(request)
    sent = request.method == "POST" and "once" in request.POST
    situation = gates.situation_to_change(request.user, onward.situation, at=at).situation if onward.situation else None
    form = NewCase(request.POST if sent else None, desks=desks, initial={"once": uuid4()})
    if sent and form.is_valid():
        try:
            reference = _open(form, request, situation, at)
        except CannotChange as refused:
            for reason in refused.reasons:
                form.add_error(_field_of(reason, form), str(reason.label))
        except CannotRecord as refused:
            form.add_error("answer", [str(reason.label) for reason in refused.reasons])
        except NotThen as refused:
            say_not_then(form, refused)
        else:
            messages.success(request, _("The case is open. Your desk sees it, nobody else."))
            return onward.go(reference)
    words = {"words": wording(ConsentKind.C1), "child_words": wording(ConsentKind.C1, child=True)}
    context = {"form": form, "onward": onward, **words}
    return render(request, "cases/new.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required
def write_note(request: StaffRequest, reference: str) -> HttpResponse:
    """Write a note into a case, or one that corrects another."""
    at = now()
    section = _compartment_in(request.POST.get("section", ""))
    opened = gates.case_to_change(request.user, reference, at=at, power=Power.WRITE_NOTE, section=section or Section.STORY)
    form = NewNote(request.POST, open_to=opened.sight.full, ladder=section is None)
    wrong = queries.note_to_correct(opened.case, opened.sight, request.POST.get("corrects", ""))
    if "text" not in request.POST and wrong is not None:
        form = NewNote(initial={"once": uuid4(), "corrects": wrong.pk, "kind": wrong.kind})
        return render(request, "cases/note.html", {"form": form, "reference": reference, "corrects": wrong.at})
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.write_note(
                opened.case,
                kind=NoteKind(data["kind"]),
                text=data["text"],
                desk=opened.desk,
                corrects=wrong,
                section=form.compartment(),
                by=request.user,
                at=at,
                earlier=earlier_in(data, holdings_of(request), opened.desk.pk),
                once=data["once"],
            )
        except CannotChange as refused:
            form.add_error(None, [str(reason.label) for reason in refused.reasons])
        except NotThen as refused:
            say_not_then(form, refused)
        else:
            messages.success(request, _("The note is written."))
            return redirect(f"{reverse('workday:case', args=[reference])}#notes")
    context = {"form": form, "reference": reference, "corrects": wrong.at if wrong else None}
    return render(request, "cases/note.html", context, status=422)


def _compartment_in(text: str) -> Section | None:
    """The compartment that a form names, None for the notes of the ladder."""
    return next((section for section in COMPARTMENTS if section.value == text), None)


@require_http_methods(["GET", "POST"])
@staff_required
def change_facts(request: StaffRequest, reference: str) -> HttpResponse:
    """Change place and danger. Who comes second sees what changed beside what they typed."""
    at = now()
    opened = gates.facts_to_change(request.user, reference, at=at)
    assessed = queries.assessment_standing(opened.case) is not None
    form = Facts(request.POST or None, initial=queries.facts_of(opened.case), assessed=assessed)
    changed: tuple[Beside, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            _change(opened, form, request.user, at)
        except Stale:
            fresh = queries.facts_of(queries.fresh(opened.case))
            changed = beside(form, fresh)
            if not changed:
                return redirect("workday:case", reference)
            form = Facts({**form.cleaned_data, "version": fresh["version"]}, assessed=assessed)
        except CannotChange as refused:
            form.add_error(None, [str(reason.label) for reason in refused.reasons])
        else:
            messages.success(request, _("The facts are changed."))
            return redirect("workday:case", reference)
    status = 409 if changed else 422 if form.errors else 200
    context = {"form": form, "reference": reference, "changed": changed}
    return render(request, "cases/facts.html", context, status=status)


def _open(form: NewCase, request: StaffRequest, situation: "Situation | None", at: datetime) -> str:
    data = form.cleaned_data
    first = FirstFacts(
        facts={"age_band": data["age_band"], "sex": data["sex"], "language": data["language"]},
        details=[(kind, data[name]) for kind, name in ((DetailKind.NAME, "name"), (DetailKind.PHONE, "phone")) if data[name]],
        governorate=data["governorate"],
        risk=Risk(data["risk"]),
        needs=data["needs"],
        notes=_first_notes(form),
    )
    earlier = earlier_in(data, holdings_of(request), data["desk"].pk)
    case = actions.open_case(
        first, ground=_ground(form), desk=data["desk"], by=request.user, at=at, earlier=earlier, once=data["once"],
        situation=situation,
    )  # fmt: skip
    actions.look_for_others(case, desk=data["desk"], by=request.user, at=at)
    return case.reference


def _ground(form: NewCase) -> Ground:
    """A child is asked what it wants, not for consent; an adult who did not say yes needs another ground."""
    data = form.cleaned_data
    circumstances = Circumstances(Method(data["method"]), data["language"], Interpreter(data["interpreter"]))
    words = wording(ConsentKind.C1).proof
    if form.is_child:
        return Ground(Answer.NOT_ASKED, circumstances, words, BasisKind.O2, data["child_because"])
    answer = Answer(data["answer"] or Answer.NOT_ASKED)
    if answer == Answer.YES or not data["without"]:
        return Ground(answer, circumstances, words)
    return Ground(answer, circumstances, words, BasisKind(data["without"]), data["because"])


def _first_notes(form: NewCase) -> list[tuple[NoteKind, str]]:
    data = form.cleaned_data
    view = (NoteKind.WORDS, data["child_view"] if form.is_child else "")
    return [(kind, text) for kind, text in (view, (NoteKind(data["note_kind"]), data["note"])) if text]


def _field_of(reason: WhyNot, form: NewCase) -> str | None:
    because = "child_because" if form.is_child else "because"
    return {WhyNot.REASON_MISSING: because, WhyNot.NO_GROUND: "answer"}.get(reason)


def _change(opened: WritableCase, form: Facts, user: "User", at: datetime) -> None:
    data = form.cleaned_data
    actions.change_facts(
        opened.case,
        governorate=data["governorate"],
        risk=Risk(data.get("risk", opened.case.risk)),
        version=data["version"],
        desk=opened.desk,
        by=user,
        at=at,
    )


def _whose(asked: str) -> Whose:
    return "mine" if asked == "mine" else "without" if asked == "without" else ""


def _whose_chips(status: CaseStatus | None, current: Whose) -> list[Chip]:
    named: dict[Whose, str] = {
        "": pgettext("cases", "All cases"),
        "mine": pgettext("cases", "My cases"),
        "without": _("Without a key worker"),
    }
    return [Chip(label, _list_url(status, whose), current=whose == current) for whose, label in named.items()]


def _chips(current: CaseStatus | None, whose: Whose) -> list[Chip]:
    every = Chip(pgettext("cases", "All open"), _list_url(None, whose), current=current is None)
    return [every, *(Chip(str(status.label), _list_url(status, whose), current=status == current) for status in CHIPS)]


def _list_url(status: CaseStatus | None, whose: Whose = "", after: str = "") -> str:
    wanted = {"whose": whose, "status": status.value if status else "", "after": after}
    query = urlencode({name: value for name, value in wanted.items() if value})
    return reverse("cases:list") + (f"?{query}" if query else "")

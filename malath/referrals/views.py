"""Pages of referrals: the desk's list, the steps of a draft, and the page of one referral with its acts."""

from collections.abc import Callable, Mapping
from functools import wraps
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from malath.accounts.http import StaffRequest, power_required, staff_required
from malath.accounts.roles import Power
from malath.agencies.words import ServiceKind
from malath.foundation.clock import now
from malath.foundation.references import is_reference
from malath.privacy.actions import CannotRecord, Circumstances
from malath.privacy.words import Interpreter, Method
from malath.referrals import actions, gates, queries
from malath.referrals.actions import CannotDo, Given, Stale
from malath.referrals.forms import Accept, Complete, Decline, HandOver, What, Where, Why
from malath.referrals.http import do, show
from malath.referrals.queries import Box, answering, meantime, steps
from malath.referrals.queries.steps import DraftPage
from malath.referrals.words import Alternative, DeclineReason, Outcome, Status, Urgency
from malath.ui.pieces import Anchor, Chip, Pager, Step


def while_draft(view: Callable[[StaffRequest, str], HttpResponse]) -> Callable[[StaffRequest, str], HttpResponse]:
    """A step of a referral that was sent meanwhile leads to its page."""

    @wraps(view)
    def wrapper(request: StaffRequest, reference: str) -> HttpResponse:
        try:
            return view(request, reference)
        except (gates.AlreadySent, actions.CannotSend):
            return redirect("referrals:detail", reference)

    return wrapper


@require_GET
@power_required(Power.REFER, Power.ANSWER)
def listing(request: StaffRequest) -> HttpResponse:
    """What the viewer's desks received or sent, last touched first."""
    at, waiting_only = now(), request.GET.get("waiting") == "1"
    box: Box = "sent" if request.GET.get("box") == "sent" else "received"
    after = queries.cursor_in(request.GET.get("after", ""))
    page, holdings = gates.referrals_to_list(request.user, at=at, box=box, waiting_only=waiting_only, after=after)
    older = _list_url(box, waiting_only, str(page.older)) if page.older else ""
    context = {
        "page": page,
        "boxes": _boxes(box, waiting_only),
        "chips": _chips(box, waiting_only),
        "pages": Pager(newer=_list_url(box, waiting_only) if after else "", older=older),
        "answering": holdings.desks_with(Power.ANSWER),
        "may_refer": box == "sent" and holdings.may(Power.REFER),
        "at": at,
    }
    return render(request, "referrals/list.html", context)


@require_GET
@power_required(Power.RECEIVE_ESCALATIONS)
def unanswered(request: StaffRequest) -> HttpResponse:
    """What nobody answered in time, for those above, what was escalated last first."""
    at, after = now(), queries.cursor_in(request.GET.get("after", ""))
    rows, older = gates.unanswered_to_list(request.user, at=at, after=after)
    first = reverse("referrals:unanswered")
    pages = Pager(newer=first if after else "", older=f"{first}?{urlencode({'after': older})}" if older else "")
    return render(request, "referrals/unanswered.html", {"rows": rows, "pages": pages, "at": at})


@require_http_methods(["GET", "POST"])
@power_required(Power.REFER)
def new(request: StaffRequest) -> HttpResponse:
    """Step 1 of a new referral, from its case. A repeat of the same form is the same draft."""
    at, case = now(), request.GET.get("case", "")
    if not is_reference(case):
        return redirect("cases:list")
    opened = gates.case_to_refer(request.user, case, at=at)
    form = What(request.POST or None, initial={"once": uuid4(), **_offered(request)}, is_child=opened.person.is_child)
    if request.method == "POST" and form.is_valid():
        draft = actions.draft(
            opened.case,
            type=ServiceKind(form.cleaned_data["type"]),
            urgency=Urgency(form.cleaned_data["urgency"]),
            desk=opened.desk,
            by=request.user,
            at=at,
            once=form.cleaned_data["once"],
        )
        return _onward(request, draft.reference, "desk")
    context = {"form": form, "steps": _way(None, "what"), "case_reference": case}
    return render(request, "referrals/what.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@staff_required
@while_draft
def step_what(request: StaffRequest, reference: str) -> HttpResponse:
    """Step 1 again: for what, and how urgent."""
    at = now()
    referral = gates.draft_to_write(request.user, reference, at=at)
    draft = steps.draft_page(referral)
    initial = {"version": draft.version, "type": draft.type, "urgency": draft.urgency}
    form = What(request.POST or None, initial=initial, is_child=draft.is_child)

    def save() -> str:
        data = form.cleaned_data
        kind, urgency = ServiceKind(data["type"]), Urgency(data["urgency"])
        actions.change(referral, version=data["version"], type=kind, urgency=urgency, by=request.user, at=at)
        return "desk"

    return _step(request, draft, "what", form, save)


@require_http_methods(["GET", "POST"])
@staff_required
@while_draft
def step_desk(request: StaffRequest, reference: str) -> HttpResponse:
    """Step 2: to which desk; the questions about that body are asked and recorded here."""
    at = now()
    referral = gates.draft_to_write(request.user, reference, at=at)
    draft, step = steps.draft_page(referral), steps.desk_step(referral, at)
    asked = steps.how_asked(referral, request.user.reference, at)
    initial = {"version": draft.version, "desk": draft.receiving_reference, **asked}
    form = Where(request.POST or None, step=step, initial=initial)

    def save() -> str:
        desk = steps.desk_in(step, form.cleaned_data["desk"])
        assert desk is not None  # noqa: S101  # the form offers these desks only
        given = [Given(*answer) for answer in form.answers()]
        chosen = actions.choose_desk(
            referral,
            desk=desk,
            given=given,
            circumstances=_circumstances(form.cleaned_data),
            version=form.cleaned_data["version"],
            by=request.user,
            at=at,
        )
        return "why" if queries.standing_of(chosen, at).is_open else "desk"

    return _step(request, draft, "desk", form, save, {"step": step, "why_not": steps.why_not_open(referral, at)})


@require_http_methods(["GET", "POST"])
@staff_required
@while_draft
def step_why(request: StaffRequest, reference: str) -> HttpResponse:
    """Step 3: the reason, which the receiving desk reads before it answers."""
    at = now()
    referral = gates.draft_to_write(request.user, reference, at=at)
    draft = steps.draft_page(referral)
    form = Why(request.POST or None, initial={"version": draft.version, "reason": draft.reason})

    def save() -> str:
        data = form.cleaned_data
        actions.change(referral, version=data["version"], reason=data["reason"], by=request.user, at=at)
        return "check"

    return _step(request, draft, "why", form, save)


@require_GET
@staff_required
@while_draft
def step_check(request: StaffRequest, reference: str) -> HttpResponse:
    """Step 4: this is what they will see; then send."""
    at = now()
    referral = gates.draft_to_write(request.user, reference, at=at)
    draft = steps.draft_page(referral)
    context = {"draft": draft, "preview": steps.preview(referral, at), "steps": _way(draft, "check")}
    return render(request, "referrals/check.html", context)


@require_POST
@staff_required
def send(request: StaffRequest, reference: str) -> HttpResponse:
    """Send a draft. Sent already: its page says so."""
    at = now()
    referral = gates.referral_to_send(request.user, reference, at=at)
    try:
        actions.send(referral, by=request.user, at=at)
    except CannotDo as refused:
        reasons = [str(reason.label) for reason in refused.reasons]
        if referral.status != Status.DRAFT:
            return show(request, reference, at, status=409, refused=reasons)
        draft = steps.draft_page(referral)
        context = {
            "draft": draft,
            "preview": steps.preview(referral, at),
            "steps": _way(draft, "check"),
            "tried": True,
        }
        return render(request, "referrals/check.html", context, status=409)
    messages.success(request, _("Sent. From now on the clocks run."))
    return redirect("referrals:detail", reference)


@require_POST
@staff_required
@while_draft
def discard(request: StaffRequest, reference: str) -> HttpResponse:
    """Throw a draft away."""
    at = now()
    referral = gates.draft_to_write(request.user, reference, at=at)
    case = steps.draft_page(referral).case_reference
    actions.discard(referral, by=request.user, at=at)
    messages.success(request, _("The draft is thrown away."))
    return redirect("workday:case", case)


@require_GET
@staff_required
def detail(request: StaffRequest, reference: str) -> HttpResponse:
    """One referral: what it asks, where it stands, and what the viewer may do; a draft leads to its next step."""
    return show(request, reference, now())


@require_POST
@staff_required
def acknowledge(request: StaffRequest, reference: str) -> HttpResponse:
    """The receiving desk has read it."""
    at = now()
    referral = gates.referral_to_answer(request.user, reference, at=at)
    said = _("Acknowledged. The sender was told. Now answer it.")
    return do(request, reference, at, lambda: actions.acknowledge(referral, by=request.user, at=at), said)


@require_POST
@staff_required
def accept(request: StaffRequest, reference: str) -> HttpResponse:
    """The desk takes the person on and names a key worker."""
    at = now()
    referral = gates.referral_to_answer(request.user, reference, at=at)
    form = Accept(request.POST, workers=answering.key_workers(referral, at), auto_id="accept_%s")
    if not form.is_valid():
        return show(request, reference, at, status=422, typed={"accept": form})
    worker, note = form.cleaned_data["key_worker"], form.cleaned_data["note"]

    def take_on() -> object:
        return actions.accept(referral, by=request.user, at=at, key_worker=worker, note=note)

    return do(request, reference, at, take_on, _("Accepted. The sender learns that, and no more."), {"accept": form})


@require_POST
@staff_required
def decline(request: StaffRequest, reference: str) -> HttpResponse:
    """The desk cannot take the person on: why, and what instead."""
    at = now()
    referral = gates.referral_to_answer(request.user, reference, at=at)
    form = Decline(request.POST, desks=meantime.other_desks(referral), auto_id="decline_%s")
    if not form.is_valid():
        return show(request, reference, at, status=422, typed={"decline": form})
    data = form.cleaned_data

    def turn_down() -> object:
        because, instead = DeclineReason(data["because"]), Alternative(data["alternative"])
        return actions.decline(
            referral,
            because=because,
            alternative=instead,
            alternative_desk=data["desk"],
            by=request.user,
            at=at,
            note=data["note"],
        )

    return do(request, reference, at, turn_down, _("Declined. The sender reads why and what you offer."), {"decline": form})


@require_POST
@staff_required
def hand_over(request: StaffRequest, reference: str) -> HttpResponse:
    """Another worker of the desk looks after the person from now on."""
    at = now()
    referral = gates.referral_to_answer(request.user, reference, at=at)
    form = HandOver(request.POST, workers=answering.key_workers(referral, at), auto_id="hand_over_%s")
    if not form.is_valid():
        return show(request, reference, at, status=422, typed={"hand_over": form})
    worker = form.cleaned_data["to"]

    def give() -> object:
        return actions.hand_over(referral, to=worker, by=request.user, at=at)

    return do(request, reference, at, give, _("Handed over. Both workers are told."), {"hand_over": form})


@require_POST
@staff_required
def withdraw(request: StaffRequest, reference: str) -> HttpResponse:
    """The sender takes back a referral that waits."""
    at = now()
    referral = gates.referral_to_withdraw(request.user, reference, at=at)
    said = _("Withdrawn. The receiving desk was told.")
    return do(request, reference, at, lambda: actions.withdraw(referral, by=request.user, at=at), said)


@require_POST
@staff_required
def complete(request: StaffRequest, reference: str) -> HttpResponse:
    """What came of it: a code, the only thing the sender learns."""
    at = now()
    referral = gates.referral_to_answer(request.user, reference, at=at)
    form = Complete(request.POST, auto_id="complete_%s")
    if not form.is_valid():
        return show(request, reference, at, status=422, typed={"complete": form})
    outcome = Outcome(form.cleaned_data["outcome"])

    def finish() -> object:
        return actions.complete(referral, outcome=outcome, by=request.user, at=at)

    return do(request, reference, at, finish, _("The outcome is recorded. The sender was told."), {"complete": form})


def _step(
    request: StaffRequest,
    draft: DraftPage,
    name: str,
    form: Form,
    save: Callable[[], str],
    more: Mapping[str, object] | None = None,
) -> HttpResponse:
    """One step of a draft: shown, or saved and onward; whoever comes second sees what stands there beside what they
    typed."""
    stale = False
    if request.method == "POST" and form.is_valid():
        try:
            onward = save()
        except Stale:
            stale = True
            form.data = request.POST.copy()
            form.data["version"] = str(draft.version)
        except CannotRecord as refused:
            form.add_error(None, [str(reason.label) for reason in refused.reasons])
        else:
            return _onward(request, draft.reference, onward)
    context = {"form": form, "draft": draft, "steps": _way(draft, name), "stale": stale, **(more or {})}
    status = 409 if stale else 422 if form.errors else 200
    return render(request, f"referrals/{name}.html", context, status=status)


def _onward(request: StaffRequest, reference: str, step: str) -> HttpResponse:
    if "later" in request.POST:
        messages.success(request, _("Saved as a draft. It waits on your workday."))
        return redirect("workday:home")
    return redirect(f"referrals:step_{step}", reference)


def _way(draft: DraftPage | None, current: str) -> list[Step]:
    """The task list on top of each step; what was begun can be opened in any order."""
    done = {"what": draft is not None, "desk": bool(draft and draft.receiving), "why": bool(draft and draft.reason)}
    labels = {
        "what": pgettext("step", "What for"),
        "desk": pgettext("step", "To whom"),
        "why": pgettext("step", "Why"),
        "check": pgettext("step", "Check and send"),
    }
    return [
        Step(
            label,
            "current" if name == current else "done" if done.get(name) else "ahead",
            reverse(f"referrals:step_{name}", args=[draft.reference]) if draft and name != current else "",
        )
        for name, label in labels.items()
    ]


def _offered(request: StaffRequest) -> dict[str, str]:
    """What the page before offers, as the first choice of the form: for what, and how urgent."""
    asked = {"type": (request.GET.get("type", ""), ServiceKind), "urgency": (request.GET.get("urgency", ""), Urgency)}
    return {name: value for name, (value, words) in asked.items() if value in words.values}


def _circumstances(data: Mapping[str, str]) -> Circumstances:
    return Circumstances(
        Method(data["method"] or Method.SPOKEN), data["language"], Interpreter(data["interpreter"] or Interpreter.NONE)
    )


def _boxes(box: Box, waiting_only: bool) -> list[Anchor]:
    labels: dict[Box, str] = {
        "received": pgettext("referrals", "Received"),
        "sent": pgettext("referrals", "Sent by us"),
    }
    return [Anchor(label, _list_url(name, waiting_only), current=name == box) for name, label in labels.items()]


def _chips(box: Box, waiting_only: bool) -> list[Chip]:
    return [
        Chip(pgettext("referrals", "All"), _list_url(box, waiting_only=False), current=not waiting_only),
        Chip(pgettext("referrals", "Waiting for an answer"), _list_url(box, waiting_only=True), current=waiting_only),
    ]


def _list_url(box: Box, waiting_only: bool, after: str = "") -> str:
    query = urlencode({"box": box, **({"waiting": "1"} if waiting_only else {}), **({"after": after} if after else {})})
    return f"{reverse('referrals:list')}?{query}"

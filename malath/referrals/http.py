"""Between the web and a referral: its page as it stands now, after an act or instead of one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from malath.accounts.http import StaffRequest, safe_next
from malath.accounts.roles import Power
from malath.referrals import gates, queries
from malath.referrals.actions import CannotDo
from malath.referrals.forms import Accept, Complete, Decline, HandOver
from malath.referrals.meantime_forms import AskSender, GiveFeedback, Hold, Reply
from malath.referrals.queries import answering, meantime, steps
from malath.referrals.queries.meantime import Meantime
from malath.referrals.words import Status
from malath.ui.fields import Story
from malath.ui.page import asked_for_part, render_part


def do(
    request: StaffRequest,
    reference: str,
    at: datetime,
    act: Callable[[], object],
    said: str,
    typed: Mapping[str, Form] | None = None,
) -> HttpResponse:
    """One act on a referral: done, or refused with the page as it stands now and what was typed."""
    try:
        act()
    except CannotDo as refused:
        reasons = [str(reason.label) for reason in refused.reasons]
        return show(request, reference, at, status=409, refused=reasons, typed=typed)
    if asked_for_part(request):
        return show(request, reference, at, said=said)
    messages.success(request, said)
    return redirect(safe_next(request, otherwise=reverse("referrals:detail", args=[reference])))


def show(
    request: StaffRequest,
    reference: str,
    at: datetime,
    *,
    status: int = 200,
    refused: Sequence[str] = (),
    said: str = "",
    typed: Mapping[str, Form] | None = None,
) -> HttpResponse:
    referral, holdings = gates.referral_to_view(request.user, reference, at=at)
    if referral.status == Status.DRAFT and holdings.may_at(referral.sending_desk_id, Power.REFER):
        return redirect(f"referrals:step_{steps.draft_page(referral).next_step}", reference)
    page = queries.referral_page(referral, holdings, at)
    typed = typed or {}
    chooses = page.offers_accept or page.offers_hand_over or {"accept", "hand_over"} & set(typed)
    workers = answering.key_workers(referral, at) if chooses else []
    others = meantime.other_desks(referral) if page.may_answer and page.waits else ()
    mine = {"key_worker": request.user.reference}
    forms: Mapping[str, Form] = {
        "accept": Accept(workers=workers, initial=mine, auto_id="accept_%s"),
        "decline": Decline(desks=others, auto_id="decline_%s"),
        "complete": Complete(auto_id="complete_%s"),
        "hand_over": HandOver(workers=[one for one in workers if one.pk != referral.key_worker_id], auto_id="hand_over_%s"),
        **typed,
    }
    notes = [form[name].value() for form in typed.values() for name in ("note", "words", "because") if is_story(form, name)]
    answered = {"refused": refused, "said": said, "typed": list(typed), "typed_notes": [note for note in notes if note]}
    more = meantime.meantime_of(referral, page, holdings, at)
    forms = {**beside(more), **forms}
    context = {"page": page, "more": more, "at": at, "personal": answering.is_personal(referral), **answered, **forms}
    return render_part(request, "referrals/detail.html", context, "answer", status=status)


def is_story(form: Form, name: str) -> bool:
    """Whether somebody may have written at length here: it is shown again where the form is not."""
    return name in form.fields and isinstance(form.fields[name], Story)


def beside(more: Meantime) -> dict[str, Form]:
    """The forms beside the answer, each with its own names on the page."""
    return {
        "ask": AskSender(auto_id="ask_%s"),
        "reply": Reply(auto_id="reply_%s"),
        "hold": Hold(auto_id="hold_%s"),
        "feedback": GiveFeedback(initial={"went": more.went, "person_said": more.person_said}, auto_id="feedback_%s"),
    }

"""What is pressed between sending and the end, after it, and for several people at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from malath.accounts.http import StaffRequest, staff_required
from malath.foundation.clock import now
from malath.referrals import actions, gates
from malath.referrals.actions import CannotDo
from malath.referrals.http import do, show
from malath.referrals.meantime_forms import AskSender, GiveFeedback, Hold, Reply
from malath.referrals.words import HowItWent, PersonSaid, QuestionKind, ReplyKind


@require_POST
@staff_required
def ask(request: StaffRequest, reference: str) -> HttpResponse:
    """The receiving desk asks the sender."""
    at = now()
    referral = gates.referral_to_answer(request.user, reference, at=at)
    form = AskSender(request.POST, auto_id="ask_%s")
    if not form.is_valid():
        return show(request, reference, at, status=422, typed={"ask": form})
    kind, words = QuestionKind(form.cleaned_data["kind"]), form.cleaned_data["words"]

    def put() -> object:
        return actions.ask(referral, kind, words=words, by=request.user, at=at)

    return do(request, reference, at, put, _("Asked. The sender was told; the clocks run on."), {"ask": form})


@require_POST
@staff_required
def reply(request: StaffRequest, reference: str) -> HttpResponse:
    """The sender answers a question, as far as the person agreed."""
    at = now()
    form = Reply(request.POST, auto_id="reply_%s")
    number = int(request.POST["question"]) if request.POST.get("question", "").isdecimal() else 0
    question = gates.question_to_reply(request.user, reference, min(number, 2**31), at=at)
    if not form.is_valid():
        return show(request, reference, at, status=422, typed={"reply": form})
    kind, words = ReplyKind(form.cleaned_data["reply"]), form.cleaned_data["words"]

    def answer() -> object:
        return actions.reply(question, kind, words=words, by=request.user, at=at)

    return do(request, reference, at, answer, _("Answered. The receiving desk was told."), {"reply": form})


@require_POST
@staff_required
def hold(request: StaffRequest, reference: str) -> HttpResponse:
    """The person asked for time."""
    at = now()
    referral, desk = gates.referral_to_hold(request.user, reference, at=at)
    form = Hold(request.POST, auto_id="hold_%s")
    if not form.is_valid():
        return show(request, reference, at, status=422, typed={"hold": form})
    until, because = form.until_at, form.cleaned_data["because"]

    def stop() -> object:
        return actions.hold(referral, because=because, until=until, desk=desk, by=request.user, at=at)

    return do(request, reference, at, stop, _("The clocks stand still. The other desk was told."), {"hold": form})


@require_POST
@staff_required
def resume(request: StaffRequest, reference: str) -> HttpResponse:
    """The clocks run again."""
    at = now()
    referral, _desk = gates.referral_to_hold(request.user, reference, at=at)
    said = _("The clocks run again. Both desks were told.")
    return do(request, reference, at, lambda: actions.resume(referral, by=request.user, at=at), said)


@require_POST
@staff_required
def feedback(request: StaffRequest, reference: str) -> HttpResponse:
    """How it went, and whether it helped as the person says."""
    at = now()
    referral = gates.referral_to_withdraw(request.user, reference, at=at)
    form = GiveFeedback(request.POST, auto_id="feedback_%s")
    if not form.is_valid():
        return show(request, reference, at, status=422, typed={"feedback": form})
    went, person_said = HowItWent(form.cleaned_data["went"]), PersonSaid(form.cleaned_data["person_said"])

    def say() -> object:
        return actions.give_feedback(referral, went=went, person_said=person_said, by=request.user, at=at)

    return do(request, reference, at, say, _("Thank you. The receiving desk was told."), {"feedback": form})


@require_POST
@staff_required
def again(request: StaffRequest, reference: str) -> HttpResponse:
    """Another desk is asked with what was typed: a draft that waits for its consent."""
    at = now()
    referral = gates.referral_to_go_on_with(request.user, reference, at=at)
    try:
        draft = actions.draft_again(referral, by=request.user, at=at)
    except CannotDo as refused:
        return show(request, reference, at, status=409, refused=[str(reason.label) for reason in refused.reasons])
    messages.success(request, _("A new draft holds what was typed. Choose the desk and ask the person."))
    return redirect("referrals:step_desk", draft.reference)

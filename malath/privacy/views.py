"""Pages around the person: search, what is written down, consents and blocks."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts import queries as accounts
from malath.accounts.http import StaffRequest, holdings_of, power_required, safe_next, staff_required
from malath.accounts.roles import Power
from malath.agencies import queries as agencies
from malath.audit.words import Did
from malath.foundation import clock
from malath.foundation.clock import now
from malath.people import actions as people
from malath.people.actions import CannotWrite
from malath.people.actions import Stale as ChangedMeanwhile
from malath.people.tokens import TooLittle
from malath.people.words import PHONE_KINDS, Channel, WhyNotWrite
from malath.privacy import actions, gates, queries
from malath.privacy.actions import CannotBlock, CannotConfirm, CannotRecord, CannotRely, Circumstances, NotThen, Stale, View
from malath.privacy.earlier_forms import at_most, earlier_in, say_not_then
from malath.privacy.forms import (
    CONSENT_DAYS,
    IDENTITY_KINDS,
    REACH_KINDS,
    WHICH_BODY,
    ConsentAnswer,
    EndBlock,
    Facts,
    GoOnWithout,
    Identity,
    JudgeGround,
    NewBlock,
    PickBody,
    Reach,
    SafeContact,
    SearchPeople,
    Withdrawal,
    WithdrawSeveral,
    contact_shown,
    details_shown,
    facts_shown,
    seen_in,
)
from malath.privacy.gates import OpenedToWrite
from malath.privacy.queries import QuestionPage
from malath.privacy.search import search_page
from malath.privacy.words import (
    Answer,
    AssentView,
    BasisKind,
    BlockKind,
    ConsentKind,
    Heard,
    Interpreter,
    Method,
    Section,
    WhyNotConsent,
)
from malath.ui.meanwhile import beside, rest_on
from malath.ui.page import say_why_not

FORM = ["GET", "HEAD", "POST"]
BESIDE = {
    WhyNotConsent.GUARDIAN_MISSING: "guardian",
    WhyNotConsent.VIEW_MISSING: "view",
    WhyNotConsent.CHILD_SAID_NO: "view",
    WhyNotConsent.LANGUAGE_MISSING: "language",
    WhyNotConsent.EXPIRY_PAST: "expires_on",
    WhyNotConsent.EXPIRY_FAR: "expires_on",
}
"""Beside which field a refusal stands; all others stand beside the answer."""


@require_http_methods(FORM)
@power_required(Power.SEARCH)
def search(request: StaffRequest) -> HttpResponse:
    """Look for a person. What is looked for is posted, so that no name lands in an address, a history or a log."""
    form, page = SearchPeople(_posted(request)), None
    if form.is_valid():
        name, year, number = (form.cleaned_data[field] for field in ("name", "birth_year", "number"))
        page = search_page(holdings_of(request), request.user, name, year, now(), number=number)
        if TooLittle.ONE_PART_WITHOUT_YEAR in page.too_little:
            form.add_error("name", _("Add another part of the name, or the year of birth."))
        elif page.too_little:
            form.add_error("name", _("Nothing in this can be searched for. Write a name, or a number below."))
    found = None if form.errors else page
    status = 429 if found and found.too_many else 422 if form.errors else 200
    return render(request, "privacy/search.html", {"form": form, "page": found}, status=status)


@require_http_methods(FORM)
@staff_required
def facts(request: StaffRequest, reference: str) -> HttpResponse:
    """Change the facts of a person."""
    at = now()
    opened = gates.facts_to_write(request.user, reference, at=at, event=_seen(request, Did.PERSON_VIEWED))
    person, before = opened.person, queries.facts_of(opened.person)
    form = Facts(_posted(request), full=opened.sight.sees(Section.IDENTITY), initial=facts_shown(before))
    texts = (_("Facts"), _("Only what helps the person now. Not known is an answer, too."))
    if form.is_valid():
        version, typed = form.cleaned_data["version"], form.facts(before)
        try:
            people.change_facts(person, typed, version=version, desk=opened.desk, by=request.user, at=at)
        except ChangedMeanwhile:
            gates.record_shown(opened, request.user, at=at, event=Did.PERSON_VIEWED)
            return _too_late(request, reference, form, facts_shown(queries.facts_of(queries.fresh(person))), texts)
        return _saved(request, reference)
    return _form_page(request, reference, form, texts)


@require_http_methods(FORM)
@staff_required
def identity(request: StaffRequest, reference: str) -> HttpResponse:
    """Write who the person is, as this desk knows it. What other desks wrote stays theirs."""
    at, event = now(), _seen(request, Did.IDENTITY_VIEWED)
    opened = gates.person_to_write(
        request.user, reference, at=at, section=Section.IDENTITY, power=Power.WRITE_NOTE, event=event
    )
    written = details_shown(queries.own_details(opened.person, opened.desk, IDENTITY_KINDS))
    form = Identity(_posted(request), today=clock.in_amman(at).date(), initial=written)
    texts = (_("Identity"), _("As your desk knows it; nothing is required. What another desk wrote stays as it is."))
    return _write_details(request, opened, form, written, texts, at)


@require_http_methods(FORM)
@staff_required
def reach(request: StaffRequest, reference: str) -> HttpResponse:
    """Write numbers and addresses, as this desk knows them. Whether they may be used, safe contact says."""
    at, event = now(), _seen(request, Did.IDENTITY_VIEWED)
    opened = gates.person_to_write(request.user, reference, at=at, section=Section.CONTACT, power=Power.WRITE_NOTE, event=event)
    written = details_shown(queries.own_details(opened.person, opened.desk, REACH_KINDS))
    form = Reach(_posted(request), initial=written)
    texts = (_("Numbers and addresses"), _("Nothing is required. No number may be used before safe contact says so."))
    return _write_details(request, opened, form, written, texts, at)


@require_http_methods(FORM)
@staff_required
def safe_contact(request: StaffRequest, reference: str) -> HttpResponse:
    """Agree with the person how to reach them."""
    at, event = now(), _seen(request, Did.IDENTITY_VIEWED)
    opened, rule = gates.contact_to_write(request.user, reference, at=at, event=event)
    numbers = queries.numbers_to_agree_on(opened.person, opened.sight)
    form = SafeContact(_posted(request), numbers=numbers, initial=contact_shown(rule))
    texts = (
        _("Safe contact"),
        _("Agree it with the person, alone. Whatever reaches a phone can be read by somebody else."),
    )
    if form.is_valid():
        try:
            _agree_contact(opened, form, request, at)
        except ChangedMeanwhile:
            gates.record_shown(opened, request.user, at=at, event=Did.IDENTITY_VIEWED)
            return _too_late(request, reference, form, contact_shown(rule), texts)
        except CannotWrite as refused:
            _add_reasons(form, "number", [reason.label for reason in refused.reasons])
            gates.record_shown(opened, request.user, at=at, event=Did.IDENTITY_VIEWED)
            return _form_page(request, reference, form, texts)
        except NotThen as refused:
            say_not_then(form, refused)
            gates.record_shown(opened, request.user, at=at, event=Did.IDENTITY_VIEWED)
            return _form_page(request, reference, form, texts)
        return _saved(request, reference)
    return _form_page(request, reference, form, texts)


@require_safe
@staff_required
def consents(request: StaffRequest, reference: str) -> HttpResponse:
    """What the person agreed to, question by question, and what was answered before."""
    at, event = now(), Did.CONSENTS_VIEWED
    opened = gates.person_to_view(request.user, reference, at=at, section=Section.CONSENTS, event=event)
    page = queries.consents_page(opened.person, opened.sight, opened.holdings, at)
    return render(request, "privacy/consents.html", {"page": page, "at": at})


@require_safe
@staff_required
def ask_whom(request: StaffRequest, reference: str) -> HttpResponse:
    """C3 is asked for one body at a time: which one?"""
    gates.consents_to_write(request.user, reference, at=now(), event=Did.CONSENTS_VIEWED)
    form = PickBody(request.GET or None, label=str(WHICH_BODY))
    if form.is_valid():
        return redirect("privacy:ask_for_body", reference, form.cleaned_data["body"])
    return render(request, "privacy/ask_whom.html", {"reference": reference, "form": form})


@require_http_methods(FORM)
@staff_required
def ask(request: StaffRequest, reference: str, kind: str, body: str = "") -> HttpResponse:
    """Ask one question in its own words, and record the answer."""
    at, question, whom = now(), _question(kind, body), gates.body_named(body)
    opened = gates.consents_to_write(request.user, reference, at=at, event=_seen(request, Did.CONSENTS_VIEWED))
    page = queries.question_page(opened.person, opened.sight, opened.holdings, question, whom, at)
    initial = _first_answer(opened, page, request, at)
    form = ConsentAnswer(
        _posted(request), kind=question, today=clock.in_amman(at).date(), initial=initial, is_child=page.is_child,
        guardians=[(one.reference, one.name) for one in page.guardians],
    )  # fmt: skip
    status = 200
    if form.is_valid():
        try:
            _record(opened, page, form, request, at)
        except CannotRecord as refused:
            for reason in refused.reasons:
                form.add_error(BESIDE.get(reason, "answer"), str(reason.label))
        except NotThen as refused:
            say_not_then(form, refused)
        except Stale:
            rest_on(form, seen=page.seen)
            status = 409
        else:
            messages.success(request, _said(opened, page, Answer(form.cleaned_data["answer"])))
            return redirect(f"{reverse('privacy:consents', args=[reference])}#{question.value}")
    _shown_again(request, opened, at)
    context = {"page": page, "form": form, "at": at, "changed": status == 409}  # HTTP's own number
    return render(request, "privacy/ask.html", context, status=422 if form.errors else status)


@require_http_methods(FORM)
@staff_required
def withdraw(request: StaffRequest, reference: str, kind: str, body: str = "", use: str = "") -> HttpResponse:
    """Take a consent back for the person: first what cannot be called back, then whether it is the person's own wish."""
    at, question, event = now(), _question(kind, body, use), _seen(request, Did.CONSENTS_VIEWED)
    opened, consent = gates.consent_to_withdraw(
        request.user, reference, question, gates.body_named(body), at=at, event=event, use=use
    )
    form = Withdrawal(_posted(request))
    if form.is_valid():
        try:
            heard = Heard(form.cleaned_data["heard"])
            actions.withdraw(consent, opened.person, by=request.user, at=at, heard=heard)
        except CannotRecord as refused:
            _add_reasons(form, "heard", [reason.label for reason in refused.reasons])
        else:
            messages.success(
                request,
                _("The consent is withdrawn. Access that stood on it ended at once. No service ends."),
            )
            return _where_still_open(request, reference, "privacy:consents")
    _shown_again(request, opened, at)
    page = queries.withdrawal_page(consent, opened.sight, opened.holdings, at)
    return render(request, "privacy/withdraw.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@require_http_methods(FORM)
@staff_required
def withdraw_several(request: StaffRequest, reference: str) -> HttpResponse:
    """Take several consents back in one moment: all that is chosen, or nothing."""
    at, event = now(), _seen(request, Did.CONSENTS_VIEWED)
    opened = gates.consents_to_write(request.user, reference, at=at, event=event)
    page = queries.withdrawal_of_several(opened.person, opened.sight, opened.holdings, at)
    form = WithdrawSeveral(_posted(request), lines=page.standing)
    if form.is_valid():
        try:
            heard = Heard(form.cleaned_data["heard"])
            chosen = queries.consents_among(opened.person, opened.sight, form.chosen)
            taken = actions.withdraw_several(chosen, opened.person, by=request.user, at=at, heard=heard)
        except CannotRecord as refused:
            _add_reasons(form, "heard", [reason.label for reason in refused.reasons])
        else:
            messages.success(request, _taken_back(len(taken)))
            return _where_still_open(request, reference, "privacy:consents")
    _shown_again(request, opened, at)
    return render(request, "privacy/withdraw_several.html", {"page": page, "form": form}, status=422 if form.errors else 200)


@require_http_methods(FORM)
@staff_required
def blocks(request: StaffRequest, reference: str) -> HttpResponse:
    """Keep somebody out of a file because the person asks for it."""
    at, event = now(), _seen(request, Did.CONSENTS_VIEWED)
    opened = gates.blocks_to_change(request.user, reference, at=at, event=event)
    body = gates.body_named(request.GET.get("body", ""))
    choices = queries.whom_to_block(body) if body else []
    form = NewBlock(_posted(request), choices=choices)
    if form.is_valid():
        try:
            _block(opened, form, request, at)
        except CannotBlock as refused:
            _add_reasons(form, "whom", [reason.label for reason in refused.reasons])
        else:
            messages.success(request, _("Kept out, from this moment on."))
            return _where_still_open(request, reference, "privacy:blocks")
    _shown_again(request, opened, at)
    pick = PickBody(label=_("Of which body?"))
    context = {"page": queries.blocks_page(opened.person), "form": form, "pick": pick, "body": body}
    return render(request, "privacy/blocks.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required
def end_block(request: StaffRequest, reference: str) -> HttpResponse:
    """End a block that the person no longer wants."""
    at, form = now(), EndBlock(request.POST)
    opened = gates.blocks_to_change(request.user, reference, at=at)
    row = queries.block_of(opened.person, form.cleaned_data["block"]) if form.is_valid() else None
    if row is None:
        raise Http404
    try:
        actions.unblock(row, opened.person, by=request.user, at=at)
    except CannotBlock as refused:
        say_why_not(request, refused.reasons)
    else:
        messages.success(request, _("The block has ended."))
    return redirect("privacy:blocks", reference)


@require_http_methods(FORM)
@staff_required
def rely_on(request: StaffRequest, reference: str) -> HttpResponse:
    """Go on without the person's agreement: on which ground, and why. Nothing leaves by this alone."""
    at, event = now(), _seen(request, Did.CONSENTS_VIEWED)
    opened = gates.consents_to_write(request.user, reference, at=at, event=event)
    form = GoOnWithout(_posted(request), grounds=queries.grounds_to_rely_on(opened.person))
    if form.is_valid():
        try:
            kind, because = BasisKind(form.cleaned_data["kind"]), form.cleaned_data["because"]
            actions.rely_on(opened.person, kind, because=because, desk=opened.desk, by=request.user, at=at)
        except CannotRely as refused:
            _add_reasons(form, "kind", [reason.label for reason in refused.reasons])
        else:
            messages.success(request, _("You go on without consent. Your supervisor was told and looks at it within 24 hours."))
            return redirect(safe_next(request, otherwise=reverse("privacy:consents", args=[reference])))
    back = safe_next(request, otherwise=reverse("privacy:consents", args=[reference]))
    context = {"reference": reference, "form": form, "back": back, "is_child": opened.person.is_child}
    return render(request, "privacy/rely_on.html", context, status=422 if form.errors else 200)


@require_POST
@staff_required
def confirm_ground(request: StaffRequest, reference: str) -> HttpResponse:
    """A supervisor confirms that going on without consent was right."""
    return _judge(request, reference, actions.confirm, _("Confirmed. It goes on."))


@require_POST
@staff_required
def end_ground(request: StaffRequest, reference: str) -> HttpResponse:
    """A supervisor ends going on without consent."""
    return _judge(request, reference, actions.end_ground, _("Ended. What stood on it ended at once."))


def _judge(request: StaffRequest, reference: str, act: Callable[..., object], said: str) -> HttpResponse:
    at, form = now(), JudgeGround(request.POST)
    number = form.cleaned_data["ground"] if form.is_valid() else None
    opened, basis = gates.ground_to_judge(request.user, reference, number, at=at)
    try:
        act(basis, opened.person, by=request.user, at=at)
    except CannotConfirm as refused:
        say_why_not(request, refused.reasons)
    else:
        messages.success(request, said)
    return _where_still_open(request, reference, "privacy:consents")


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _seen(request: HttpRequest, event: Did) -> Did | None:
    """A form that is opened shows what stands; one that is sent and done shows nothing new."""
    return None if request.method == "POST" else event


def _shown_again(request: StaffRequest, opened: OpenedToWrite, at: datetime) -> None:
    """What was sent and refused comes back on a page that shows what stands; the gate recorded the page that was opened."""
    if request.method == "POST":
        gates.record_shown(opened, request.user, at=at, event=Did.CONSENTS_VIEWED)


def _question(kind: str, body: str, use: str = "") -> ConsentKind:
    """The question an address names: C3 with its body, C15 with its use, the others alone."""
    about_body, about_use = kind == ConsentKind.C3, kind == ConsentKind.C15
    if kind not in ConsentKind.values or about_body != bool(body) or about_use != bool(use):
        raise Http404
    return ConsentKind(kind)


def _form_page(
    request: StaffRequest, reference: str, form: forms.Form, texts: tuple[str, str], status: int = 200
) -> HttpResponse:
    context = {"reference": reference, "form": form, "title": texts[0], "intro": texts[1]}
    return render(request, "privacy/write.html", context, status=422 if form.errors else status)


def _too_late(
    request: StaffRequest,
    reference: str,
    form: forms.Form,
    stored: Mapping[str, object],
    texts: tuple[str, str],
) -> HttpResponse:
    """Somebody else was faster: what stands now beside what was typed, and nothing typed is lost."""
    rest_on(form, **{name: stored[name] for name in ("version", "seen") if name in form.fields})
    context = {
        "reference": reference,
        "form": form,
        "title": texts[0],
        "intro": texts[1],
        "changed": beside(form, stored),
    }
    return render(request, "privacy/write.html", context, status=409)


def _write_details(
    request: StaffRequest,
    opened: OpenedToWrite,
    form: Identity | Reach,
    written: Mapping[str, object],
    texts: tuple[str, str],
    at: datetime,
) -> HttpResponse:
    person, desk = opened.person, opened.desk
    if form.is_valid() and _may_try(opened, form, written, request, at):
        try:
            seen = seen_in(form)
            certain = form.certain() if isinstance(form, Identity) else {}
            people.write_details(person, form.details(), desk=desk, by=request.user, at=at, seen=seen, certain=certain)
        except ChangedMeanwhile:
            gates.record_shown(opened, request.user, at=at, event=Did.IDENTITY_VIEWED)
            return _too_late(request, person.reference, form, written, texts)
        except CannotWrite as refused:
            _add_reasons(form, "phone", [reason.label for reason in refused.reasons])
            gates.record_shown(opened, request.user, at=at, event=Did.IDENTITY_VIEWED)
            return _form_page(request, person.reference, form, texts)
        return _saved(request, person.reference)
    return _form_page(request, person.reference, form, texts)


def _may_try(
    opened: OpenedToWrite, form: Identity | Reach, written: Mapping[str, object], request: StaffRequest, at: datetime
) -> bool:
    """Whether the numbers that are new here may be written; what was typed stays in the form where not."""
    known = set(map(str, written.values()))
    new = any(kind in PHONE_KINDS and value and value not in known for kind, value in form.details())
    if not new or gates.may_try_numbers(opened, request.user, at=at):
        return True
    form.add_error("phone", str(WhyNotWrite.TOO_MANY_NUMBERS.label))
    return False


def _agree_contact(opened: OpenedToWrite, form: SafeContact, request: StaffRequest, at: datetime) -> None:
    data = form.cleaned_data
    people.agree_contact(
        opened.person,
        channel=Channel(data["channel"]),
        may_leave_message=data["may_leave_message"],
        may_say_agency=data["may_say_agency"],
        language=data["language"],
        texts={name: data[name] for name in ("hours", "code_word", "who_else")},
        desk=opened.desk,
        by=request.user,
        at=at,
        version=data["version"],
        number=data["number"],
        windows=form.windows(),
        earlier=earlier_in(data, opened.holdings, opened.desk.pk),
        began=queries.began_at(opened.person.pk),
    )


def _first_answer(opened: OpenedToWrite, page: QuestionPage, request: StaffRequest, at: datetime) -> dict[str, object]:
    """What the form begins with: language, interpreter and method as in the question before, in one conversation."""
    before = queries.last_circumstances(opened.person, request.user.reference, at)
    same = dict(zip(("language", "interpreter", "method"), before, strict=True)) if before else {}
    return {"seen": page.seen, "language": opened.person.language, **same}


def _record(opened: OpenedToWrite, page: QuestionPage, form: ConsentAnswer, request: StaffRequest, at: datetime) -> None:
    data = form.cleaned_data
    earlier = earlier_in(data, opened.holdings, opened.desk.pk)
    actions.record_consent(
        opened.person,
        kind=page.kind,
        answer=Answer(data["answer"]),
        circumstances=Circumstances(
            Method(data["method"]), data["language"], Interpreter(data["interpreter"]), data["witness"]
        ),
        wording=page.words.proof,
        desk=opened.desk,
        by=request.user,
        at=at,
        body=page.body,
        expires_on=at_most(data["expires_on"], earlier, CONSENT_DAYS) if data["answer"] == Answer.YES else None,
        seen=data["seen"],
        guardian=gates.guardian_answering(opened, data.get("guardian") or ""),
        view=View(AssentView(data["view"]), data["words"]) if data.get("view") else None,
        earlier=earlier,
    )


def _said(opened: OpenedToWrite, page: QuestionPage, answer: Answer) -> str:
    """What is said after an answer. A yes widens nothing in silence: only the next referral reaches as far as it; an office of
    return that took the person on sees more at once, and that is said."""
    if answer != Answer.YES or not page.reached_by_referral or not opened.holdings.may(Power.REFER):
        return _("The answer is recorded.")
    said = _("The answer is recorded. It opens nothing by itself: nobody sees more until you refer, or refer again.")
    if page.kind == ConsentKind.C11:
        said = _(
            "The answer is recorded. A return office that took the person on sees from now on who they are; nobody else sees"
            " more until you refer, or refer again."
        )
    person_url = reverse("workday:person", args=[opened.person.reference])
    return format_html('{} <a href="{}#cases">{}</a>', said, person_url, _("To the case, to refer"))


def _taken_back(count: int) -> str:
    said = ngettext(
        "%(count)d consent is withdrawn. Access that stood on it ended at once. No service ends.",
        "%(count)d consents are withdrawn. Access that stood on them ended at once. No service ends.",
        count,
    )
    return said % {"count": count}


def _block(opened: OpenedToWrite, form: NewBlock, request: StaffRequest, at: datetime) -> None:
    kind, reference = form.cleaned_data["whom"].split()
    actions.block(
        opened.person,
        kind=BlockKind.ASKED,
        by=request.user,
        at=at,
        user=accounts.user_by_reference(reference) if kind == "user" else None,
        desk=agencies.desk_by_reference(reference) if kind == "desk" else None,
        agency=agencies.agency_by_reference(reference) if kind == "agency" else None,
        blocker=opened.holdings,
        others_help=form.cleaned_data["others_help"],
    )


def _add_reasons(form: forms.Form, field: str, reasons: Sequence[object]) -> None:
    for reason in reasons:
        form.add_error(field, str(reason))


def _saved(request: StaffRequest, reference: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("workday:person", reference)


def _where_still_open(request: StaffRequest, reference: str, page: str) -> HttpResponse:
    """Back to the page, or, when the act closed the file to its own author, to the first page."""
    if queries.sight_of(accounts.holdings(request.user, now()), reference, now()) is not None:
        return redirect(page, reference)
    messages.info(request, _("The file is now closed to you as well."))
    return redirect("workday:home")

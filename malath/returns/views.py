"""Pages of the queue, of one return, and of what opens its gates."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from malath.accounts.http import StaffRequest, staff_required
from malath.foundation.clock import in_amman, now
from malath.people.words import DetailKind
from malath.privacy.actions import Circumstances
from malath.privacy.wording import wording
from malath.privacy.words import ConsentKind, Interpreter, Method
from malath.returns import actions, gates, queries
from malath.returns.actions import Met, Needed, Request, Said
from malath.returns.forms import (
    AnswerFear,
    ArrangeChild,
    Ask,
    AskFirst,
    AskMission,
    AssessDanger,
    ChooseFines,
    Declare,
    RecordAnswer,
    RecordFitness,
    RecordTalk,
    SettlePaper,
    Stop,
)
from malath.returns.http import FORM, Sheet, answered, done, pressed
from malath.returns.queries.file import checklist as checklist_of
from malath.returns.words import (
    AskedBy,
    Court,
    Fear,
    FineWay,
    Gate,
    MissionAnswer,
    PaperKind,
    PaperState,
    Pressing,
    ReturnKind,
    StopReason,
    TalkWith,
    Way,
)


@require_safe
@staff_required
def queue(request: StaffRequest) -> HttpResponse:
    """The returns that our desk prepares."""
    at = now()
    mine, gate = request.GET.get("whose") == "mine", request.GET.get("gate", "")
    known = gate if gate in {*Gate.values, "none"} else ""
    page = gates.queue_to_view(request.user, at=at, after=request.GET.get("after", ""), mine=mine, gate=known)
    return render(request, "returns/queue.html", {"page": page, "mine": mine, "gate": known, "gates": Gate, "at": at})


@require_safe
@staff_required
def checklist(request: StaffRequest, reference: str) -> HttpResponse:
    """One return: each gate, why it is closed, who acts next."""
    at = now()
    opened = gates.return_to_view(request.user, reference, at=at)
    if opened.returning.kind == ReturnKind.INCOMING:
        return redirect("returns:incoming", reference)
    page = checklist_of(opened.returning, opened.sight, opened.holdings, at, may_work=opened.desk is not None)
    return render(request, "returns/checklist.html", {"page": page, "at": at})


@require_http_methods(FORM)
@staff_required
def ask(request: StaffRequest, reference: str) -> HttpResponse:
    """A return for a person whose file we see."""
    at = now()
    opened = gates.person_to_return(request.user, reference, at=at)
    form = Ask(request.POST if request.method == "POST" else None, initial={"once": uuid4(), "asked_on": in_amman(at).date()})
    if form.is_valid():
        made: list[str] = []

        def put() -> None:
            case = gates.case_beside(opened)
            row = actions.ask(
                opened.person, _request(form), case=case, desk=opened.desk, by=request.user, at=at,
                once=form.cleaned_data["once"],
            )  # fmt: skip
            made.append(row.reference)

        if done(form, put):
            messages.success(request, _("Written down."))
            return redirect("returns:checklist", made[0])
    told = _("The person stands first: no case of trafficking is needed, and no paper that proves anything.")
    sheet = Sheet(_("A return is asked for"), told, _("Open the return"))
    context = {"form": form, "sheet": sheet, "back": reverse("workday:person", args=[reference])}
    return render(request, "returns/form.html", context, status=422 if form.errors else 200)


@require_http_methods(FORM)
@staff_required
def ask_first(request: StaffRequest) -> HttpResponse:
    """A return for somebody who is new here."""
    at = now()
    desk = gates.desk_to_open_at(request.user, at=at)
    start = {"once": uuid4(), "asked_on": in_amman(at).date()}
    form = AskFirst(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        made: list[str] = []

        def put() -> None:
            row = actions.ask_first(
                _met(form), _request(form), desk=desk, by=request.user, at=at, once=form.cleaned_data["once"]
            )
            made.append(row.reference)

        if done(form, put):
            messages.success(request, _("Written down."))
            return redirect("returns:checklist", made[0])
    words = [wording(kind) for kind in (ConsentKind.C1, ConsentKind.C11)]
    told = _("Somebody who walks in. Read both questions aloud; without both answers nothing is kept.")
    first = _("A child, or age in doubt? A case comes first: somebody protects the child, and a panel finds what is best.")
    child = (first, _("Open a case for the child"), reverse("cases:new"))
    sheet = Sheet(_("Somebody new asks to return"), told, _("Open the return"), first=child)
    context = {"form": form, "sheet": sheet, "back": reverse("returns:queue"), "words": words}
    return render(request, "returns/form.html", context, status=422 if form.errors else 200)


def _request(form: Ask) -> Request:
    data = form.cleaned_data
    return Request(
        ReturnKind(data["kind"]), data["country"], AskedBy(data["asked_by"]), data["asked_on"], own_wish=data["own_wish"],
        own_means=data["own_means"], other_funder=data["other_funder"],
        pressing=tuple(Pressing(one) for one in data["pressing"]), words=data["words"],
    )  # fmt: skip


def _met(form: AskFirst) -> Met:
    data = form.cleaned_data
    heard = Circumstances(Method(data["method"]), data["language"], Interpreter(data["interpreter"]))
    facts = {"sex": data["sex"], "age_band": data["age_band"], "language": data["language"]}
    if data["nationality"]:
        facts["nationalities"] = [data["nationality"]]
    said = ((DetailKind.NAME, data["name"]), (DetailKind.PHONE, data["phone"]))
    wordings = {kind: wording(kind).proof for kind in (ConsentKind.C1, ConsentKind.C11)}
    return Met(heard, wordings, facts, tuple((kind, text) for kind, text in said if text))


@require_http_methods(FORM)
@staff_required
def fear(request: StaffRequest, reference: str) -> HttpResponse:
    """G1: whether the person fears going back, and whether a court waits for them."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = AnswerFear(request.POST if request.method == "POST" else None)

    def put() -> object:
        said = Fear(form.cleaned_data["fear"]), Court(form.cleaned_data["court"])
        return actions.answer_fear(opened.returning, *said, by=request.user, at=at)

    told = _("Asked before anything else, and again before every new try.")
    return answered(request, reference, form, Sheet(_("Protection first"), told, _("Write it down")), put)


@require_POST
@staff_required
def close_road(request: StaffRequest, reference: str) -> HttpResponse:
    """The person closes the road to international protection themselves."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    return pressed(request, reference, lambda: actions.close_road(opened.returning, by=request.user, at=at))


@require_http_methods(FORM)
@staff_required
def talk(request: StaffRequest, reference: str) -> HttpResponse:
    """G2: a counselling talk."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = RecordTalk(request.POST if request.method == "POST" else None, initial={"once": uuid4(), "held_by": "office"})

    def put() -> object:
        data = form.cleaned_data
        return actions.record_talk(
            opened.returning, TalkWith(data["held_by"]), form.moment, data["language"], data["words"], alone=data["alone"],
            own_language=data["own_language"], by=request.user, at=at, once=data["once"],
        )  # fmt: skip

    told = _("Two of them, a day or more apart. Never by a police officer, and never in front of others.")
    return answered(request, reference, form, Sheet(_("A counselling talk"), told, _("Write it down")), put)


@require_http_methods(FORM)
@staff_required
def declare(request: StaffRequest, reference: str) -> HttpResponse:
    """G3: the voluntary declaration."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = Declare(request.POST if request.method == "POST" else None)

    def put() -> object:
        data = form.cleaned_data
        said = Said(data["own_language"], data["read_aloud"], data["detained"], bool(data["witness"]))
        return actions.declare(opened.returning, said, data["language"], data["witness"], by=request.user, at=at)

    told = _("It may be taken back at any moment before boarding, without a reason. Then only a new one counts.")
    return answered(request, reference, form, Sheet(_("The person declares their wish"), told, _("Write it down")), put)


@require_POST
@staff_required
def withdraw(request: StaffRequest, reference: str) -> HttpResponse:
    """The person takes the declaration back."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    return pressed(request, reference, lambda: actions.withdraw_declaration(opened.returning, by=request.user, at=at))


@require_http_methods(FORM)
@staff_required
def danger(request: StaffRequest, reference: str) -> HttpResponse:
    """G4: the danger there."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = AssessDanger(request.POST if request.method == "POST" else None, initial={"way": "none"})

    def put() -> object:
        data = form.cleaned_data
        return actions.assess_danger(
            opened.returning, int(data["likelihood"]), int(data["harm"]), data["words"], Way(data["way"]), by=request.user,
            at=at,
        )  # fmt: skip

    told = _("Likelihood × harm: from 15 it is high. A high danger is solved, leads to another place, or stops the return.")
    return answered(request, reference, form, Sheet(_("Danger on return"), told, _("Write it down")), put)


@require_http_methods(FORM)
@staff_required
def child(request: StaffRequest, reference: str) -> HttpResponse:
    """G5: who receives a child and goes with it."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = ArrangeChild(request.POST if request.method == "POST" else None)

    def put() -> object:
        data = form.cleaned_data
        return actions.arrange_child(
            opened.returning, data["receiver"], data["escort"], traced=data["traced"], by=request.user, at=at
        )

    told = _("What is best for the child is found by a panel, and a guardian decides with it: both stand in its case.")
    return answered(request, reference, form, Sheet(_("The way of a child"), told, _("Write it down")), put)


@require_http_methods(FORM)
@staff_required
def paper(request: StaffRequest, reference: str) -> HttpResponse:
    """G6: a paper or a hold."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = SettlePaper(request.POST if request.method == "POST" else None)

    def put() -> object:
        kind, state = PaperKind(form.cleaned_data["kind"]), PaperState(form.cleaned_data["state"])
        return actions.settle_paper(opened.returning, kind, state, by=request.user, at=at)

    told = _("The embassy is asked for a paper only with the person's yes (C6), and is never told why they return.")
    return answered(request, reference, form, Sheet(_("Papers and holds"), told, _("Write it down")), put)


@require_http_methods(FORM)
@staff_required
def fines(request: StaffRequest, reference: str) -> HttpResponse:
    """G6: fines that were not waived."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = ChooseFines(request.POST if request.method == "POST" else None)

    def put() -> object:
        way, because = FineWay(form.cleaned_data["way"]), form.cleaned_data["because"]
        return actions.choose_fines(opened.returning, way, because, by=request.user, at=at)

    told = _("A waiver was refused. The ticket waits; the person is not asked to pay.")
    return answered(request, reference, form, Sheet(_("Fines"), told, _("Write it down")), put)


@require_POST
@staff_required
def approve_fines(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody else approves that a project pays."""
    at = now()
    opened = gates.fines_to_approve(request.user, reference, at=at)
    return pressed(request, reference, lambda: actions.approve_fines(opened.returning, by=request.user, at=at))


@require_http_methods(FORM)
@staff_required
def fit(request: StaffRequest, reference: str) -> HttpResponse:
    """G7: what a doctor says about flying."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = RecordFitness(request.POST if request.method == "POST" else None)

    def put() -> object:
        data = form.cleaned_data
        return actions.record_fitness(
            opened.returning, data["examined_on"], data["until"], fit=data["fit"] == "yes", escort=data["escort"],
            medicines=data["medicines"] or 0, by=request.user, at=at,
        )  # fmt: skip

    told = _("Only whether and until when: what the person has is the doctor's, and theirs.")
    return answered(request, reference, form, Sheet(_("Fit to travel"), told, _("Write it down")), put)


@require_http_methods(FORM)
@staff_required
def ask_mission(request: StaffRequest, reference: str) -> HttpResponse:
    """G8: the receiving mission is asked."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    bodies = queries.missions(but=opened.returning.desk.agency_id)
    form = AskMission(request.POST if request.method == "POST" else None, missions=bodies)

    def put() -> object:
        mission = gates.mission_named(form.cleaned_data["mission"])
        data = form.cleaned_data
        told = Needed(tuple(data["needs"]), data["health"], data["plan"], agreed=data["agreed"])
        return actions.ask_mission(opened.returning, mission, data["words"], told=told, by=request.user, at=at)

    told = _("Before the ticket. What leaves for it is covered by the person's yes to the transfer (C12), in neutral words.")
    return answered(request, reference, form, Sheet(_("Ask the receiving mission"), told, _("Write it down")), put)


@require_http_methods(FORM)
@staff_required
def answer(request: StaffRequest, reference: str) -> HttpResponse:
    """G8: what the mission answered."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = RecordAnswer(request.POST if request.method == "POST" else None)

    def put() -> object:
        said, words = MissionAnswer(form.cleaned_data["answer"]), form.cleaned_data["words"]
        return actions.record_answer(opened.returning, said, words, by=request.user, at=at)

    told = _("However it came. Only a yes opens the gate.")
    return answered(request, reference, form, Sheet(_("The mission's answer"), told, _("Write it down")), put)


@require_http_methods(FORM)
@staff_required
def stop(request: StaffRequest, reference: str) -> HttpResponse:
    """The return does not go on."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    form = Stop(request.POST if request.method == "POST" else None)

    def put() -> object:
        return actions.stop_return(opened.returning, StopReason(form.cleaned_data["because"]), by=request.user, at=at)

    told = _("It may be taken up again later, with a new declaration.")
    return answered(request, reference, form, Sheet(_("Stop the return"), told, _("Stop the return")), put)


@require_POST
@staff_required
def reopen(request: StaffRequest, reference: str) -> HttpResponse:
    """The person wishes to go home after all."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    desk = opened.returning.desk
    return pressed(request, reference, lambda: actions.reopen(opened.returning, desk=desk, by=request.user, at=at))


@require_POST
@staff_required
def take(request: StaffRequest, reference: str) -> HttpResponse:
    """This worker goes on with the return."""
    at = now()
    opened = gates.return_to_work_on(request.user, reference, at=at)
    return pressed(request, reference, lambda: actions.take(opened.returning, request.user, by=request.user, at=at))

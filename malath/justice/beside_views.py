"""Pages of what stands beside a proceeding: acts not to be punished, lawyers, measures, evidence, testimony."""

from uuid import uuid4

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from malath.accounts.http import StaffRequest, staff_required
from malath.foundation.clock import now
from malath.justice import actions, gates
from malath.justice.actions import Handed
from malath.justice.answering import Asks, answer, file_url, press, proceeding_url
from malath.justice.beside_forms import (
    AskPardon,
    AskTestimony,
    DecidePardon,
    ExtendMeasure,
    GiveMandate,
    Hand,
    OnADayOnly,
    OrderMeasure,
    SettleTestimony,
    TakeExhibit,
    WishHome,
    WriteReproach,
)
from malath.justice.words import ExhibitKind, HeardHow, LegalAid, MeasureKind, Reproached, WantsHome

FORM = ["GET", "HEAD", "POST"]


def _asks(title: str, told: str) -> Asks:
    return Asks(title, told, _("Write it down"), _("Written down."))


@require_http_methods(FORM)
@staff_required
def reproach(request: StaffRequest, reference: str) -> HttpResponse:
    """Somebody accuses the person of an act."""
    at = now()
    opened = gates.file_to_work_on(request.user, reference, at=at)
    form = WriteReproach(request.POST or None, initial={"once": uuid4()})
    asks = _asks(_("An act of which the person is accused"), _("It says nothing against the person, and changes no help."))

    def act() -> object:
        data = form.cleaned_data
        return actions.reproach(
            opened.case, Reproached(data["act"]), on=data["on"], before=data["before"], link=data["link"], desk=opened.desk,
            by=request.user, at=at, once=data["once"],
        )  # fmt: skip

    return answer(request, form, asks, act, back=file_url(reference))


@require_http_methods(FORM)
@staff_required
def ask_pardon(request: StaffRequest, reference: str, act: str) -> HttpResponse:
    """It is asked that the person is not punished."""
    at = now()
    opened, found = gates.reproach_to_work_on(request.user, reference, act, at=at)
    form = AskPardon(request.POST or None)
    asks = _asks(_("Ask that the person is not punished"), str(Reproached(found.act).label))
    do = lambda: actions.ask_pardon(  # noqa: E731
        found, form.cleaned_data["link"], on=form.cleaned_data["on"], desk=opened.desk, by=request.user, at=at
    )
    return answer(request, form, asks, do, back=file_url(reference))


@require_http_methods(FORM)
@staff_required
def decide_pardon(request: StaffRequest, reference: str, act: str) -> HttpResponse:
    """What was decided."""
    at = now()
    opened, found = gates.reproach_to_work_on(request.user, reference, act, at=at)
    form = DecidePardon(request.POST or None)
    asks = _asks(_("What was decided"), str(Reproached(found.act).label))

    def do() -> object:
        data = form.cleaned_data
        return actions.decide_pardon(
            found, data["granted"] == "yes", on=data["on"], reasons=data["reasons"], desk=opened.desk, by=request.user, at=at
        )

    return answer(request, form, asks, do, back=file_url(reference))


@require_http_methods(FORM)
@staff_required
def give_mandate(request: StaffRequest, reference: str) -> HttpResponse:
    """A lawyer represents the person."""
    at = now()
    opened = gates.file_to_help(request.user, reference, at=at)
    form = GiveMandate(request.POST or None)
    asks = _asks(_("Mandate of a lawyer"), _("It opens no file by itself: for that the person agrees to the body first."))

    def act() -> object:
        data = form.cleaned_data
        return actions.give_mandate(
            opened.case, form.agency(), data["lawyer"], aid=LegalAid(data["aid"]), on=data["on"], number=data["number"],
            desk=opened.desk, by=request.user, at=at,
        )  # fmt: skip

    return answer(request, form, asks, act, back=file_url(reference))


@require_POST
@staff_required
def end_mandate(request: StaffRequest, reference: str, mandate: str) -> HttpResponse:
    """A lawyer does not represent the person any more."""
    at = now()
    opened, found = gates.mandate_to_end(request.user, reference, mandate, at=at)
    act = lambda: actions.end_mandate(found, desk=opened.desk, by=request.user, at=at)  # noqa: E731
    return press(request, _("Ended. The lawyer reads no words of it any more."), act, back=file_url(reference))


@require_http_methods(FORM)
@staff_required
def order(request: StaffRequest, reference: str, proceeding: str) -> HttpResponse:
    """A measure of a prosecutor."""
    at = now()
    opened = gates.part_to_investigate(request.user, reference, proceeding, at=at)
    form = OrderMeasure(request.POST or None, initial={"once": uuid4()})
    asks = _asks(
        _("A measure of the prosecutor"), _("Both sides see that it is there and until when; against whom, one side alone.")
    )

    def act() -> object:
        data = form.cleaned_data
        return actions.order(
            opened.part.proceeding, opened.case, MeasureKind(data["kind"]), on=data["on"], ends_on=data["ends_on"],
            words=data["words"], desk=opened.desk, by=request.user, at=at, once=data["once"],
        )  # fmt: skip

    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


@require_http_methods(FORM)
@staff_required
def extend(request: StaffRequest, reference: str, proceeding: str, measure: str) -> HttpResponse:
    """A measure lasts longer."""
    at = now()
    opened, found = gates.measure_to_change(request.user, reference, proceeding, measure, at=at)
    form = ExtendMeasure(request.POST or None)
    asks = _asks(_("The measure lasts longer"), str(MeasureKind(found.kind).label))
    act = lambda: actions.extend(  # noqa: E731
        found, opened.case, form.cleaned_data["until"], desk=opened.desk, by=request.user, at=at
    )
    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


@require_http_methods(FORM)
@staff_required
def end_measure(request: StaffRequest, reference: str, proceeding: str, measure: str) -> HttpResponse:
    """A measure ended."""
    at = now()
    opened, found = gates.measure_to_change(request.user, reference, proceeding, measure, at=at)
    form = OnADayOnly(request.POST or None)
    asks = _asks(_("The measure has ended"), str(MeasureKind(found.kind).label))
    act = lambda: actions.end_measure(  # noqa: E731
        found, opened.case, on=form.cleaned_data["on"], desk=opened.desk, by=request.user, at=at
    )
    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


@require_http_methods(FORM)
@staff_required
def take(request: StaffRequest, reference: str, proceeding: str) -> HttpResponse:
    """A piece of evidence is taken in custody."""
    at = now()
    opened = gates.part_to_work_on(request.user, reference, proceeding, at=at)
    form = TakeExhibit(request.POST or None, initial={"once": uuid4()})
    asks = _asks(
        _("Evidence in custody"), _("The log only grows: from whom, to whom, when. A medical report needs the person's yes.")
    )

    def act() -> object:
        data = form.cleaned_data
        return actions.take(
            opened.part.proceeding, opened.case, ExhibitKind(data["kind"]), data["what"], _handed(data), desk=opened.desk,
            by=request.user, at=at, once=data["once"],
        )  # fmt: skip

    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


@require_http_methods(FORM)
@staff_required
def hand_on(request: StaffRequest, reference: str, proceeding: str, exhibit: str) -> HttpResponse:
    """A piece of evidence went to somebody else."""
    at = now()
    opened, found = gates.exhibit_to_hand_on(request.user, reference, proceeding, exhibit, at=at)
    form = Hand(request.POST or None)
    asks = _asks(_("It went to somebody else"), str(ExhibitKind(found.kind).label))
    act = lambda: actions.hand_on(  # noqa: E731
        found, opened.case, _handed(form.cleaned_data), desk=opened.desk, by=request.user, at=at
    )
    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


@require_http_methods(FORM)
@staff_required
def ask_testimony(request: StaffRequest, reference: str, proceeding: str) -> HttpResponse:
    """Early or remote testimony."""
    at = now()
    opened = gates.part_to_work_on(request.user, reference, proceeding, at=at)
    form = AskTestimony(request.POST or None)
    asks = _asks(_("Early or remote testimony"), _("Long trials keep people in shelters. Nobody has to stay to be heard."))
    act = lambda: actions.ask_testimony(  # noqa: E731
        opened.part.proceeding, opened.case, HeardHow(form.cleaned_data["how"]), on=form.cleaned_data["on"],
        desk=opened.desk, by=request.user, at=at,
    )  # fmt: skip
    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


@require_http_methods(FORM)
@staff_required
def settle_testimony(request: StaffRequest, reference: str, proceeding: str) -> HttpResponse:
    """What the court said to it."""
    at = now()
    opened = gates.part_to_work_on(request.user, reference, proceeding, at=at)
    form = SettleTestimony(request.POST or None)
    asks = _asks(_("What the court said"), _("Early or remote testimony"))
    act = lambda: actions.settle_testimony(  # noqa: E731
        opened.part.proceeding, opened.case, form.cleaned_data["granted"] == "yes", on=form.cleaned_data["on"],
        desk=opened.desk, by=request.user, at=at,
    )  # fmt: skip
    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


@require_http_methods(FORM)
@staff_required
def wish_home(request: StaffRequest, reference: str, proceeding: str) -> HttpResponse:
    """Whether the person wants to go home before the judgment."""
    at = now()
    opened = gates.part_to_help(request.user, reference, proceeding, at=at)
    form = WishHome(request.POST or None)
    asks = _asks(_("Home before the judgment?"), _("The person decides, and may change it at any time."))
    act = lambda: actions.wish_home(  # noqa: E731
        opened.part.proceeding, opened.case, WantsHome(form.cleaned_data["wish"]), desk=opened.desk, by=request.user, at=at
    )
    return answer(request, form, asks, act, back=proceeding_url(reference, proceeding))


def _handed(data: dict[str, object]) -> Handed:
    return Handed(**{name: data[name] for name in ("whom", "on", "giver", "sha256")})  # type: ignore[arg-type]  # as the form

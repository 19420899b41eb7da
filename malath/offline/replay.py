"""Reading a record from a phone in: the same gates and acts as on the pages, at the moment it came, for the moment at which
it happened. Each step is done once; what a gate or an act refuses waits at the desk with the reason, and the rest goes on.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from malath.accounts import queries as accounts
from malath.accounts.roles import Power
from malath.agencies import queries as agencies
from malath.agencies.words import ServiceKind
from malath.awareness.actions import CannotDo as CannotCount
from malath.cases import actions as cases
from malath.cases import gates as case_gates
from malath.cases import queries as case_reads
from malath.cases.actions import CannotChange, FirstFacts, Ground, Stale
from malath.cases.forms import NewCase
from malath.cases.gates import WritableCase
from malath.cases.words import Need, NoteKind, Risk
from malath.foundation.clock import in_amman
from malath.foundation.references import is_reference
from malath.offline import actions, queries, rules
from malath.offline.counted import STEPS as COUNTED
from malath.offline.envelope import DoesNotOpen, Malformed
from malath.offline.forms import FIRST, MORE, Notes, Wanted
from malath.offline.steps import Content, Do, Held, Prepare, Reading
from malath.offline.steps import list_in as _list
from malath.offline.steps import text_in as _text
from malath.offline.words import WhyHeld
from malath.people import actions as people
from malath.people.earlier import Earlier, NotThen
from malath.people.rules import BY_PHONE
from malath.people.words import Channel, DetailKind, WhyNotThen
from malath.privacy import actions as privacy
from malath.privacy import gates as privacy_gates
from malath.privacy import queries as privacy_reads
from malath.privacy.actions import CannotRecord, CannotRely, Circumstances
from malath.privacy.forms import SafeContact
from malath.privacy.wording import wording
from malath.privacy.words import Answer, BasisKind, ConsentKind, Interpreter, Method, Section
from malath.referrals import actions as referrals
from malath.referrals import gates as referral_gates
from malath.referrals.actions import CannotDo as CannotRefer
from malath.referrals.words import Status, Urgency
from malath.screening import actions as screenings
from malath.screening import gates as screening_gates
from malath.screening.actions import CannotScreen, Decision
from malath.screening.content import conditions_in
from malath.screening.words import Answer as SignAnswer
from malath.screening.words import Concern, HandPurpose
from malath.screening.words import Step as ScreeningStep
from malath.training.actions.base import CannotTrain

if TYPE_CHECKING:
    from malath.accounts.models import User
    from malath.agencies.models import Desk
    from malath.offline.models import Packet
    from malath.people.queries import ContactRule

EARLIEST: Final = datetime(2026, 1, 1, tzinfo=UTC)
LATER: Final = frozenset({WhyNotThen.LATER_ANSWER, WhyNotThen.LATER_JUDGED})
MOST_REFERRALS: Final = 6
WATCH: Final = _("Look again: this person is kept under watch")


def replay(packet: "Packet", *, at: datetime, by: "User | None" = None) -> "Packet":
    """Read a record in, as far as it goes. `by`: who does it at the desk, where it could not be done in the name of who wrote
    it. Done twice it changes nothing the second time."""
    if packet.settled_at is not None:
        return packet
    author = packet.device.user
    author.through = "device"
    if by is None and not queries.serves(packet.device, at):
        return actions.hold(packet, [WhyHeld.PHONE_ENDED], by=author, at=at)
    user = by or author
    user.held = None
    user.held = accounts.holdings(user, at)
    try:
        steps = list(_steps(content_of(packet)))
        reasons = _go_through(packet, steps, user, at)
    except Held as held:
        reasons = [held.why]
    packet = queries.fresh(packet)
    if reasons:
        return actions.hold(packet, list(dict.fromkeys(reasons)), by=user, at=at)
    return actions.finish(packet, by=user, at=at)


def content_of(packet: "Packet") -> Content:
    """What a phone wrote. Errors: `Held`."""
    try:
        return queries.opened(packet)
    except DoesNotOpen:
        raise Held(WhyHeld.UNREADABLE) from None
    except Malformed:
        raise Held(WhyHeld.SHAPE) from None


def moment_in(packet: "Packet", content: Content) -> datetime:
    """When what a phone wrote happened, by our clock. Errors: `Held`."""
    try:
        written = datetime.fromisoformat(content["written_at"])
    except (KeyError, TypeError, ValueError):
        raise Held(WhyHeld.SHAPE) from None
    if written.tzinfo is None or not EARLIEST <= written <= EARLIEST.replace(year=2100):
        raise Held(WhyHeld.SHAPE)
    return rules.happened_at(written, packet.skew, packet.received_at)


def _go_through(packet: "Packet", steps: list[tuple[str, Prepare]], user: "User", at: datetime) -> list[WhyHeld]:
    """Take every step that is left; why some were not taken. Without a case there is nothing to go on with."""
    content, reasons = content_of(packet), []
    looked = user.held.may_at(packet.desk_id, Power.SUPERVISE)
    earlier = Earlier(moment_in(packet, content), looked=looked)
    for name, prepare in steps:
        if name in packet.done:
            continue
        try:
            do = prepare(Reading(packet, content, user, earlier, at))
            packet = actions.take_step(packet, name, do, by=user, at=at)
        except EXPECTED as error:
            reasons.append(why_held(error))
            if name == FIRST:
                break
    return reasons


def _steps(content: Content) -> Iterator[tuple[str, Prepare]]:
    """What there is to do, in order. Errors: `Held` when it is not what our phones write."""
    wanted, kind = content.get("refer", []), content.get("kind")
    if content.get("v") != 1 or kind not in (FIRST, MORE, *COUNTED) or not isinstance(wanted, list):
        raise Held(WhyHeld.SHAPE)
    if kind in COUNTED:
        yield kind, COUNTED[kind]
        return
    yield from _of_somebody_new(content) if content["kind"] == FIRST else _of_a_known_case(content)
    if content.get("contact"):
        yield "contact", _contact
    for number in range(len(wanted[:MOST_REFERRALS])):
        yield f"refer {number}", partial(_refer, number=number)
        yield f"send {number}", partial(_send, number=number)
    if content["kind"] == FIRST:
        yield "others", _look_for_others


def _of_somebody_new(content: Content) -> Iterator[tuple[str, Prepare]]:
    yield FIRST, _open
    if content.get("screening"):
        yield "screening", _screen


def _of_a_known_case(content: Content) -> Iterator[tuple[str, Prepare]]:
    for part in ("words", "observation", "opinion"):
        if content.get(part):
            yield part, partial(_note, kind=NoteKind(part))
    needs = content.get("needs") or []
    for need in needs if isinstance(needs, list) else [needs]:
        yield f"need {need}", partial(_need, need=need)
    if content.get("risk"):
        yield "risk", _risk


def _open(reading: Reading) -> Do:
    """A case for somebody who is new, in the shape of the page that opens one."""
    content, user, at = reading.content, reading.user, reading.at
    desks = case_reads.desks_to_open_at(user, user.held, at)
    desk = next((one for one in desks if one.pk == reading.packet.desk_id), None)
    if desk is None:
        raise Held(WhyHeld.NO_RIGHT)
    form = NewCase(_as_typed(content, desk, reading.mark(FIRST)), desks=[desk])
    notes = Notes(_texts(content))
    if not form.is_valid() or not notes.is_valid():
        raise Held(WhyHeld.SHAPE)
    first = _first_facts(form, notes)
    earlier = Earlier(reading.earlier.at, looked=reading.earlier.looked, words=_text(content, "c1_mark") or None)

    def do(packet: "Packet") -> None:
        case = cases.open_case(
            first, ground=_ground(form), desk=desk, by=user, at=at, earlier=earlier, once=reading.mark(FIRST)
        )
        packet.case_reference = case.reference

    return do


def _screen(reading: Reading) -> Do:
    """The screening that was finished on the phone, with what followed. The rule looks at it here once more."""
    content = reading.content["screening"]
    opened = screening_gates.case_to_screen(reading.user, reading.packet.case_reference, at=reading.at)
    try:
        carried, decision = _screened(content, in_amman(reading.at).date())
        conditions_in(carried[ScreeningStep.CONDITIONS])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Held(WhyHeld.SHAPE) from None

    def do(_packet: "Packet") -> None:
        by, at = reading.user, reading.at
        screening = screenings.begin(
            opened.case, desk=opened.desk, by=by, at=at, carried=carried, earlier=reading.earlier,
            once=reading.mark("screening"),
        )  # fmt: skip
        if screening.stop and screening.passed_at is None:
            screening = screenings.save(screening, ScreeningStep.STOP, {}, state=0, by=by, at=at)
        screenings.finish(screening, decision, by=by, at=at)

    return do


def _screened(content: Content, today: date) -> tuple[dict[str, Mapping[str, Any]], Decision]:
    """The steps of a screening by their names, and what followed. Words stand in the notes already; a day on which somebody was
    to look again and that has passed on the way is today."""
    answers: dict[str, dict[str, str]] = {}
    for code, answer in content["answers"].items():
        answers.setdefault(str(code)[:2], {})[str(code)] = SignAnswer(answer)
    words = {"purposes": [HandPurpose(one).value for one in content["purposes"]], "said": "", "seen": "", "thought": ""}
    conditions = {name: value for name, value in content["conditions"].items() if value is not None}
    carried: dict[str, Mapping[str, Any]] = {ScreeningStep.CONDITIONS: conditions, **answers, ScreeningStep.WORDS: words}
    if content["signs"]:
        carried[ScreeningStep.SIGNS] = {"signs": [str(one) for one in content["signs"]]}
    watch_on = max(date.fromisoformat(content["watch_on"]), today) if content["watch_on"] else None
    said = {"because": _text(content, "because"), "watch": str(WATCH) if watch_on else ""}
    return carried, Decision(Concern(content["concern"]), watch_on=watch_on, **said)


def _contact(reading: Reading) -> Do:
    """How the person may be reached, in the shape of its page. What was agreed or tried since is newer, and stands."""
    opened = _case(reading, Section.CONTACT)
    opened_file, rule = privacy_gates.contact_to_write(reading.user, opened.person.reference, at=reading.at)
    numbers = privacy_reads.numbers_to_agree_on(opened_file.person, opened_file.sight)
    form = SafeContact(_contact_as_typed(reading.content, rule, numbers), numbers=numbers)
    if not form.is_valid():
        raise Held(WhyHeld.SHAPE)
    data = form.cleaned_data

    def do(_packet: "Packet") -> None:
        people.agree_contact(
            opened_file.person, channel=Channel(data["channel"]), may_leave_message=data["may_leave_message"],
            may_say_agency=data["may_say_agency"], language=data["language"], number=data["number"], windows=form.windows(),
            texts={name: data[name] for name in ("hours", "code_word", "who_else")}, desk=opened_file.desk, by=reading.user,
            at=reading.at, earlier=reading.earlier, began=privacy_reads.began_at(opened_file.person.pk),
        )  # fmt: skip

    return do


def _contact_as_typed(content: Content, rule: "ContactRule | None", numbers: list[str]) -> MultiValueDict[str, Any]:
    """What was agreed as its page would send it. The number is the one that was said in the same talk; of a known case the
    one that stands, while the way is the same."""
    said = content["contact"]
    if not isinstance(said, dict):
        raise Held(WhyHeld.SHAPE)
    channel = _text(said, "channel")
    standing = rule.number if rule is not None and rule.channel == channel else ""
    number = numbers[0] if content["kind"] == FIRST and numbers and channel in BY_PHONE else standing
    names = ("channel", "from1", "until1", "hours", "code_word", "who_else")
    typed: MultiValueDict[str, Any] = MultiValueDict({name: [_text(said, name)] for name in names})
    typed["version"], typed["language"], typed["number"] = "0", _text(content, "language"), number
    typed.setlist("days1", _list(said, "days1"))
    for allowed in _list(said, "may"):
        typed[allowed] = "on"
    return typed


def _note(reading: Reading, *, kind: NoteKind) -> Do:
    opened = _case(reading, Section.STORY)
    form = Notes(_texts(reading.content))
    if not form.is_valid():
        raise Held(WhyHeld.SHAPE)

    def do(packet: "Packet") -> None:
        cases.write_note(
            opened.case, kind=kind, text=form.cleaned_data[kind.value], desk=opened.desk, by=reading.user, at=reading.at,
            earlier=reading.earlier, once=reading.mark(kind.value),
        )  # fmt: skip
        packet.case_reference = opened.case.reference

    return do


def _need(reading: Reading, *, need: object) -> Do:
    opened = _case(reading, Section.SAFETY)
    if not isinstance(need, str) or need not in Need.values:
        raise Held(WhyHeld.SHAPE)
    kind = Need(str(need))

    def do(packet: "Packet") -> None:
        cases.state_need(opened.case, kind, desk=opened.desk, by=reading.user, at=reading.at, earlier=reading.earlier)
        packet.case_reference = opened.case.reference

    return do


def _look_for_others(reading: Reading) -> Do:
    """Whether the body has another file of this person: last, so that nothing stands in the way of help."""
    opened = _case(reading, Section.SAFETY)
    return lambda _: cases.look_for_others(opened.case, desk=opened.desk, by=reading.user, at=reading.at)


def _risk(reading: Reading) -> Do:
    """How great the danger was. What somebody judged since is newer, and stands."""
    reference, risk = _text(reading.content, "case"), reading.content["risk"]
    if not isinstance(risk, str) or risk not in Risk.values or not is_reference(reference):
        raise Held(WhyHeld.SHAPE)
    opened = case_gates.facts_to_change(reading.user, reference, at=reading.at)
    if queries.risk_changed_since(opened.person.reference, reading.earlier.at):
        raise Held(WhyHeld.CHANGED_SINCE)

    def do(packet: "Packet") -> None:
        case = opened.case
        cases.change_facts(
            case, governorate=case.governorate, risk=Risk(risk), version=case.version, desk=opened.desk, by=reading.user,
            at=reading.at,
        )  # fmt: skip
        packet.case_reference = case.reference

    return do


def _refer(reading: Reading, *, number: int) -> Do:
    """Prepare a referral: what the person answered, to which desk, and why. It leaves in a step of its own."""
    form = _wanted(reading, number)
    data, at, user = form.cleaned_data, reading.at, reading.user
    reference = reading.packet.case_reference or _text(reading.content, "case")
    if not is_reference(reference):
        raise Held(WhyHeld.SHAPE)
    opened = referral_gates.case_to_refer(user, reference, at=at)
    desk = agencies.desk_by_reference(data["desk"])
    if desk is None or desk.ended_at is not None:
        raise Held(WhyHeld.DESK_GONE)

    def do(packet: "Packet") -> None:
        referral = referrals.draft(
            opened.case, type=ServiceKind(data["type"]), urgency=Urgency(data["urgency"]), desk=opened.desk, by=user, at=at,
            once=reading.mark(f"refer {number}"), earlier=reading.earlier,
        )  # fmt: skip
        _record_answers(form, opened, desk, reading)
        referrals.change(referral, version=referral.version, receiving_desk=desk, reason=data["reason"], by=user, at=at)
        packet.referral_references = [*packet.referral_references, referral.reference]
        packet.case_reference = opened.case.reference

    return do


def _record_answers(form: Wanted, opened: WritableCase, desk: "Desk", reading: Reading) -> None:
    """Each question by itself, at the moment it was asked. A child is asked none."""
    data = form.cleaned_data
    interpreter = Interpreter(data["interpreter"] or Interpreter.NONE)
    circumstances = Circumstances(Method(data["method"] or Method.SPOKEN), data["language"], interpreter)
    for kind, answer, mark in form.answers() if not opened.person.is_child else ():
        body = desk.agency if kind == ConsentKind.C3 else None
        privacy.record_consent(
            opened.person, kind=kind, answer=answer, circumstances=circumstances, wording=wording(kind, body).proof,
            desk=opened.desk, by=reading.user, at=reading.at, body=body,
            earlier=Earlier(reading.earlier.at, looked=reading.earlier.looked, words=mark or None),
        )  # fmt: skip


def _send(reading: Reading, *, number: int) -> Do:
    """Let a referral leave: its clocks run from now. An emergency was called, not sent: it is not sent late and unseen."""
    if number >= len(reading.packet.referral_references):
        raise Held(WhyHeld.NOT_SENT)
    reference = reading.packet.referral_references[number]
    referral = referral_gates.referral_to_send(reading.user, reference, at=reading.at)
    if referral.status == Status.DRAFT and referral.urgency == Urgency.EMERGENCY:
        raise Held(WhyHeld.EMERGENCY)

    def do(_packet: "Packet") -> None:
        if referral.status == Status.DRAFT:
            referrals.send(referral, by=reading.user, at=reading.at)

    return do


def _wanted(reading: Reading, number: int) -> Wanted:
    wanted = reading.content["refer"][number]
    form = Wanted({name: _text(wanted, name) for name in Wanted().fields} if isinstance(wanted, dict) else {})
    if not form.is_valid():
        raise Held(WhyHeld.SHAPE)
    return form


def _case(reading: Reading, section: Section) -> WritableCase:
    """The case that the record opened, or one by the number that somebody typed on the phone, behind its gate."""
    reference = reading.packet.case_reference or _text(reading.content, "case")
    if not is_reference(reference):
        raise Held(WhyHeld.SHAPE)
    return case_gates.case_to_change(reading.user, reference, at=reading.at, power=Power.WRITE_NOTE, section=section)


def _as_typed(content: Content, desk: "Desk", once: UUID) -> MultiValueDict[str, Any]:
    """A record as the page that opens a case would send it."""
    names = (
        "age_band sex risk language interpreter answer method without because child_because child_view governorate name phone"
    )
    typed = MultiValueDict({name: [_text(content, name)] for name in names.split()})
    typed.setlist("needs", _list(content, "needs"))
    for name, value in (("once", str(once)), ("desk", desk.reference), ("note_kind", NoteKind.OBSERVATION.value)):
        typed[name] = value
    return typed


def _first_facts(form: NewCase, notes: Notes) -> FirstFacts:
    data, said = form.cleaned_data, notes.cleaned_data
    kinds = (NoteKind.WORDS, NoteKind.OBSERVATION, NoteKind.OPINION)
    view = [(NoteKind.WORDS, data["child_view"])] if form.is_child and data["child_view"] else []
    return FirstFacts(
        facts={"age_band": data["age_band"], "sex": data["sex"], "language": data["language"]},
        details=[(kind, data[name]) for kind, name in ((DetailKind.NAME, "name"), (DetailKind.PHONE, "phone")) if data[name]],
        governorate=data["governorate"],
        risk=Risk(data["risk"]),
        needs=data["needs"],
        notes=[*view, *((kind, said[kind.value]) for kind in kinds if said[kind.value])],
    )


def _ground(form: NewCase) -> Ground:
    """As on the page: a child is asked what it wants; an adult who did not say yes needs another ground."""
    data = form.cleaned_data
    circumstances = Circumstances(Method(data["method"]), data["language"], Interpreter(data["interpreter"]))
    words = wording(ConsentKind.C1).proof
    if form.is_child:
        return Ground(Answer.NOT_ASKED, circumstances, words, BasisKind.O2, data["child_because"])
    answer = Answer(data["answer"] or Answer.NOT_ASKED)
    if answer == Answer.YES or not data["without"]:
        return Ground(answer, circumstances, words)
    return Ground(answer, circumstances, words, BasisKind(data["without"]), data["because"])


def _texts(content: Content) -> dict[str, str]:
    return {name: _text(content, name) for name in ("words", "observation", "opinion")}


EXPECTED: Final = (
    Held, Http404, PermissionDenied, NotThen, Stale, privacy.Stale, referrals.Stale, CannotChange, CannotRecord, CannotRely,
    CannotRefer, CannotScreen, people.CannotWrite, CannotCount, CannotTrain,
)  # fmt: skip


def why_held(error: Exception) -> WhyHeld:
    """What a refusal of a gate or an act means for the record."""
    if isinstance(error, Held):
        return error.why
    if isinstance(error, NotThen):
        if WhyNotThen.LONG_AGO in error.reasons:
            return WhyHeld.LONG_AGO
        return WhyHeld.CHANGED_SINCE if LATER & set(error.reasons) else WhyHeld.NOT_THEN
    meant: tuple[tuple[type[Exception], WhyHeld], ...] = (
        (Http404, WhyHeld.NOT_OPEN),
        (PermissionDenied, WhyHeld.NO_RIGHT),
        (CannotRefer, WhyHeld.NOT_SENT),
        (CannotScreen, WhyHeld.NOT_SCREENED),
        (CannotChange, WhyHeld.NOT_WRITTEN),
        (people.CannotWrite, WhyHeld.NOT_WRITTEN),
        (CannotRecord, WhyHeld.NOT_OPENED),
        (CannotRely, WhyHeld.NOT_OPENED),
        (CannotCount, WhyHeld.NOT_COUNTED),
        (CannotTrain, WhyHeld.NOT_COUNTED),
    )
    return next((why for kind, why in meant if isinstance(error, kind)), WhyHeld.CHANGED_SINCE)

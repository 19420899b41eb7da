"""Screenings in the demonstration: under way, finished with each concern, and one who was smuggled. It throws no dice."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from config.demo_cast import DATA
from config.demo_work import Work
from malath.screening import actions, queries
from malath.screening.actions import Decision
from malath.screening.models import Screening
from malath.screening.queries import lists
from malath.screening.words import Age, Alone, Answer, Concern, Danger, HandPurpose, Kind, Pending, Place, Step
from malath.screening.words import Work as Setting

TEXTS = DATA["screening"]
FLAGGED = "DR01 DR02 CR05 VR03 EX01 EX02 EX03 CD01 CD03 CD14 VD01"
FEW = "VR08 EX02 VD05"
ABSENT = "CR01 CR02 CD04 CD05"
MINUTE = timedelta(minutes=1)


def screen(work: Work, at: datetime) -> None:
    """Two of three are screened; by the number of the person one sees every stage."""
    match work.person.number % 9:
        case 0 | 4:
            _finish(_marked(work, FLAGGED, at), Decision(Concern.REFER), work, at)
        case 1:
            _marked(work, FEW, at, place=Place.RAID, pending=(Pending.OVERSTAY, Pending.ABSCONDING))
        case 2:
            day = at.date() + timedelta(days=14)
            decision = (
                Decision(Concern.REFER) if work.person.is_child else Decision(Concern.KEEP_WATCH, "", day, _told(work, "watch"))
            )
            _finish(_marked(work, FEW, at), decision, work, at)
        case 5:
            decision = Decision(Concern.REFER, _told(work, "because"))
            _finish(_marked(work, FEW, at), decision, work, at)
        case 7:
            _smuggled(work, at)
        case 8:
            _marked(work, "DR01", at)


def _marked(
    work: Work, present: str, at: datetime, *, place: Place = Place.HOME, pending: tuple[Pending, ...] = ()
) -> Screening:
    """A screening under way: the talk, what is present, what was said."""
    begun = actions.begin(work.case, desk=work.desk, by=work.officer, at=at)
    child = work.person.is_child
    _save(begun, Step.CONDITIONS, {
        "age": Age.CHILD if child else Age.ADULT, "kind": Kind.LABOUR, "alone": Alone.YES, "danger": Danger.NO,
        "language": work.person.language, "interpreter": "phone", "place": place, "work": Setting.DOMESTIC, "governorate": "AM",
        "pending": list(pending),
    }, work, at)  # fmt: skip
    if pending:
        _save(begun, Step.STOP, {}, work, at)
    if child:
        _save(begun, Step.SIGNS, {"signs": ["CL01", "CC03"]}, work, at)
    answers = {**dict.fromkeys(ABSENT.split(), Answer.ABSENT), **dict.fromkeys(present.split(), Answer.PRESENT)}
    profile = lists.profile(queries.profile_of(queries.content_of(queries.fresh(begun))))
    for dimension in profile.dimensions:
        here = {one.code: answers[one.code] for one in profile.of(dimension) if one.code in answers}
        if here:
            _save(begun, dimension, here, work, at)
    purposes = [HandPurpose.BEGGING] if child else []
    words = {"said": _told(work, "said"), "seen": _told(work, "seen"), "thought": "", "purposes": purposes}
    _save(begun, Step.WORDS, words, work, at)
    return begun


def _save(screening: Screening, step: str, values: Mapping[str, object], work: Work, at: datetime) -> None:
    state = queries.content_of(queries.fresh(screening)).state(step)
    actions.save(screening, step, values, state=state, by=work.officer, at=at)


def _finish(screening: Screening, decision: Decision, work: Work, at: datetime) -> None:
    actions.finish(screening, decision, by=work.officer, at=at + MINUTE)


def _smuggled(work: Work, at: datetime) -> None:
    """Decided after a screening; for every other one taken back again. A child is referred instead."""
    screening = _marked(work, "", at, place=Place.BORDER, pending=(Pending.OVERSTAY,))
    if work.person.is_child:
        _finish(screening, Decision(Concern.REFER), work, at)
        return
    _finish(screening, Decision(Concern.NO_CONCERN), work, at)
    later = at + 2 * MINUTE
    actions.say_smuggled(work.case, _told(work, "smuggled"), desk=work.desk, by=work.officer, at=later)
    if work.person.number % 2:
        actions.take_back_smuggled(work.case, _told(work, "taken_back"), by=work.officer, at=later + MINUTE)


def _told(work: Work, what: str) -> str:
    text: str = TEXTS[what]
    return work.person.told(text)

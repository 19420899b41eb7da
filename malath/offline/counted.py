"""What is counted on a phone: who came to a session, in numbers, and who was there in half a day of a course."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.datastructures import MultiValueDict

from malath.awareness import actions as awareness
from malath.awareness import gates as awareness_gates
from malath.awareness.forms import CountForm
from malath.awareness.rules import Counts
from malath.awareness.words import Facilitator, SessionState
from malath.foundation.references import is_reference
from malath.offline.steps import Content, Do, Held, Prepare, Reading, list_in, text_in
from malath.offline.words import WhyHeld
from malath.training import gates as training_gates
from malath.training.actions import courses as training
from malath.training.queries import courses
from malath.training.words import Half

if TYPE_CHECKING:
    from malath.offline.models import Packet


def count(reading: Reading) -> Do:
    """How many came to a session. What somebody counted since stands."""
    reference = _reference(reading.content, "session")
    session = awareness_gates.session_to_change(reading.user, reference, at=reading.at)
    if session.state == SessionState.HELD:
        raise Held(WhyHeld.CHANGED_SINCE)
    form = CountForm(_as_typed(reading.content), again=False)
    if not form.is_valid():
        raise Held(WhyHeld.NOT_COUNTED)
    typed = form.cleaned_data
    counts = Counts(
        typed["came"], form.counted("genders"), form.counted("ages"), form.counted("origins"), typed["disclosures"],
        typed["cards"],
    )  # fmt: skip
    held_by = [Facilitator(one) for one in typed["facilitators"]]
    return lambda _: awareness.hold_session(session, counts, held_by, by=reading.user, at=reading.at)


def list_present(reading: Reading) -> Do:
    """Who was there, as the trainer marked it. Who was not on the list of the phone stays as they signed in. A list that was
    written since, or somebody who is admitted no more, is said first; read in by hand, the list from the phone holds."""
    content, user, at = reading.content, reading.user, reading.at
    on, half = _half_day(content)
    course = training_gates.course_to_deliver(user, _reference(content, "course"), at=at)
    half_day = courses.half_day_of(course, on, half)
    there, listed = set(list_in(content, "there")), set(list_in(content, "listed"))
    if not reading.by_hand and len(courses.admitted_among(course, there)) < len(there):
        raise Held(WhyHeld.NOT_ADMITTED)
    if not reading.by_hand and half_day and courses.was_listed_since(half_day, reading.earlier.at):
        raise Held(WhyHeld.CHANGED_SINCE)

    def do(_packet: "Packet") -> None:
        row = half_day or training.open_half_day(course, on, half, by=user, at=at)
        training.list_present(row, there | (courses.present_in(row) - listed), by=user, at=at)

    return do


STEPS: Final[Mapping[str, Prepare]] = {"session": count, "attendance": list_present}
"""By the kind of the record."""


def _reference(content: Content, name: str) -> str:
    reference = text_in(content, name)
    if not is_reference(reference):
        raise Held(WhyHeld.SHAPE)
    return reference


def _half_day(content: Content) -> tuple[date, Half]:
    try:
        return date.fromisoformat(text_in(content, "on")), Half(text_in(content, "half"))
    except ValueError:
        raise Held(WhyHeld.SHAPE) from None


def _as_typed(content: Content) -> MultiValueDict[str, Any]:
    """The counts as their page would send them."""
    typed: MultiValueDict[str, Any] = MultiValueDict({name: [text_in(content, name)] for name in CountForm(again=False).fields})
    typed.setlist("facilitators", list_in(content, "facilitators"))
    return typed

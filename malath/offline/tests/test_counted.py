"""Sessions are counted and lists of courses kept on a phone: codes and numbers; what differs meanwhile is said first."""

from typing import Any

import pytest
from django.test import Client

from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.audit.models import Event
from malath.audit.words import Did
from malath.awareness import actions as awareness
from malath.awareness.models import Session
from malath.awareness.testing import CLASS, make_campaign, make_session
from malath.awareness.words import Facilitator, SessionState
from malath.foundation import clock
from malath.offline import queries
from malath.offline.models import Packet
from malath.offline.replay import replay
from malath.offline.testing import Phone, make_phone
from malath.offline.tests.conftest import Field
from malath.offline.words import DeviceName, PacketState, WhyHeld
from malath.training.actions import courses as training
from malath.training.models import Course, HalfDay, Nomination, Presence
from malath.training.queries.courses import sign_in_code
from malath.training.testing import make_admitted, make_course, make_officer
from malath.training.words import CourseKind, Half, Level, Part

COUNTED: dict[str, Any] = {
    "v": 1, "kind": "session", "came": "62", "genders_female": "30", "genders_male": "32", "ages_teens": "62",
    "facilitators": ["ctu"], "disclosures": "1", "cards": "62",
}  # fmt: skip


def came(client: Client, phone: Phone, content: dict[str, Any]) -> Packet:
    phone.send(client, phone.record(content))
    return replay(queries.fresh(Packet.objects.latest("pk")), at=clock.now())


@pytest.fixture
def session(field: Field) -> Session:
    at = clock.now()
    return make_session(make_campaign(field.elsewhere), on=clock.in_amman(at).date(), at=at)


@pytest.fixture
def dana(field: Field) -> Phone:
    """Of somebody who runs awareness and opens no case."""
    return make_phone(make_user(Role.AWARENESS, field.elsewhere), field.elsewhere, name=DeviceName.SAGE)


def test_a_session_is_counted_without_network(client: Client, dana: Phone, session: Session) -> None:
    packet = came(client, dana, COUNTED | {"session": session.reference})
    session.refresh_from_db()
    assert (packet.state, packet.sealed, packet.reasons) == (PacketState.DONE, None, [])
    assert (session.state, session.came, session.disclosures) == (SessionState.HELD, 62, 1)
    assert session.counts["genders"] == {"female": 30, "male": 32}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"disclosures": "-1"}, WhyHeld.NOT_COUNTED),
        ({"genders_female": "31"}, WhyHeld.NOT_COUNTED),
        ({"facilitators": ["nobody"]}, WhyHeld.NOT_COUNTED),
        ({"session": "not one"}, WhyHeld.SHAPE),
        ({"session": "2222-2222-2222"}, WhyHeld.NOT_OPEN),
    ],
)
def test_what_does_not_add_up_waits_and_nothing_is_counted(
    client: Client, dana: Phone, session: Session, wrong: dict[str, Any], why: WhyHeld
) -> None:
    packet = came(client, dana, COUNTED | {"session": session.reference} | wrong)
    session.refresh_from_db()
    assert (packet.state, packet.reasons) == (PacketState.HELD, [why.value])
    assert session.state == SessionState.PLANNED


def test_a_count_that_somebody_made_since_stands(client: Client, dana: Phone, session: Session) -> None:
    awareness.hold_session(session, CLASS, [Facilitator.IOM], by=dana.device.user, at=clock.now())
    packet = came(client, dana, COUNTED | {"session": session.reference, "came": "40"})
    session.refresh_from_db()
    assert packet.reasons == [WhyHeld.CHANGED_SINCE.value]
    assert (session.came, session.facilitators) == (62, ["iom"])


def test_the_session_of_another_desk_is_not_counted(field: Field, client: Client, session: Session) -> None:
    packet = came(client, field.phone, COUNTED | {"session": session.reference})
    assert packet.reasons == [WhyHeld.NO_RIGHT.value]


def test_a_phone_takes_along_what_its_holder_does_there(field: Field, dana: Phone, session: Session) -> None:
    hers, his = (queries.pack_for(one.device, clock.now()) for one in (dana, field.phone))
    assert (hers["opens"], hers["desks"], his["opens"], his["count"]) == (False, [], True, None)
    assert [one[0] for one in hers["count"]["sessions"]] == [session.reference]
    assert ["female", "نساء وفتيات", "Women and girls"] in hers["count"]["genders"]


def test_whoever_runs_awareness_sees_their_own_records_only(field: Field, client: Client, dana: Phone) -> None:
    own = came(client, dana, COUNTED | {"session": "not one"})
    stranger = make_phone(field.stranger, field.elsewhere)
    other = came(client, stranger, COUNTED | {"session": "not one"})
    signed_in(client, dana.device.user)
    page = client.get("/phones/records/").content.decode()
    assert (own.reference in page, other.reference in page) == (True, False)
    assert client.get(f"/phones/records/{own.reference}/").status_code == 200
    assert client.get(f"/phones/records/{other.reference}/").status_code == 404


@pytest.fixture
def course(field: Field) -> Course:
    """Rana trains; three were admitted."""
    at = clock.now()
    row = make_course(CourseKind.CAMP, starts_on=clock.in_amman(at).date(), days=1, modules=["M8"], at=at)
    rana = make_officer(user=field.rana, level=Level.NATIONAL, at=at)
    training.name_trainer(row, rana, Part.LEAD, by=field.hala, at=at)
    for _ in range(3):
        make_admitted(row, make_officer(row.host, at=at), at=at)
    return row


def marked(course: Course, there: list[Nomination], listed: list[Nomination] | None = None) -> dict[str, Any]:
    everybody = listed if listed is not None else list(course.nominations.all())
    return {
        "v": 1, "kind": "attendance", "course": course.reference, "on": course.starts_on.isoformat(), "half": "morning",
        "there": [one.reference for one in there], "listed": [one.reference for one in everybody]
    }  # fmt: skip


def test_the_list_of_the_trainer_opens_the_half_day_and_holds(field: Field, client: Client, course: Course) -> None:
    one, two, _three = course.nominations.order_by("pk")
    packet = came(client, field.phone, marked(course, [one, two]))
    half_day = HalfDay.objects.get(course=course, half=Half.MORNING)
    assert packet.state == PacketState.DONE
    assert {row.nomination_id for row in half_day.presences.all()} == {one.pk, two.pk}


def test_who_was_not_on_the_list_of_the_phone_stays_as_they_signed_in(field: Field, client: Client, course: Course) -> None:
    one, two, three = course.nominations.order_by("pk")
    half_day = training.open_half_day(course, course.starts_on, Half.MORNING, by=field.rana, at=clock.now())
    for row in (two, three):
        row.officer.user = make_user(Role.INSPECTOR, field.inspection)
        training.sign_in(course, row.officer, sign_in_code(half_day), by=row.officer.user, at=clock.now())
    came(client, field.phone, marked(course, [one], [one, two]))
    assert {row.nomination_id for row in half_day.presences.all()} == {one.pk, three.pk}


def test_a_list_that_was_written_since_is_said_and_then_the_phone_holds_by_hand(
    field: Field, client: Client, course: Course
) -> None:
    one, two, _three = course.nominations.order_by("pk")
    content = field.phone.record(marked(course, [one]), at=clock.now())
    half_day = training.open_half_day(course, course.starts_on, Half.MORNING, by=field.rana, at=clock.now())
    training.list_present(half_day, [two.reference], by=field.rana, at=clock.now())
    field.phone.send(client, content)
    packet = replay(queries.fresh(Packet.objects.latest("pk")), at=clock.now())
    assert packet.reasons == [WhyHeld.CHANGED_SINCE.value]
    assert {row.nomination_id for row in half_day.presences.all()} == {two.pk}
    assert replay(packet, at=clock.now(), by=field.rana).state == PacketState.DONE
    assert {row.nomination_id for row in half_day.presences.all()} == {one.pk}


def test_somebody_who_is_not_admitted_is_said_and_never_listed(field: Field, client: Client, course: Course) -> None:
    one = course.nominations.order_by("pk").first()
    assert one is not None
    strange = marked(course, [one]) | {"there": [one.reference, "2222-2222-2222"]}
    packet = came(client, field.phone, strange)
    assert packet.reasons == [WhyHeld.NOT_ADMITTED.value]
    assert not HalfDay.objects.exists()
    assert replay(packet, at=clock.now(), by=field.rana).state == PacketState.DONE
    assert Presence.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"on": "2020-01-01"}, WhyHeld.NOT_COUNTED),
        ({"on": "soon"}, WhyHeld.SHAPE),
        ({"half": "night"}, WhyHeld.SHAPE),
    ],
)
def test_a_list_of_no_half_day_of_the_course_waits(
    field: Field, client: Client, course: Course, wrong: dict[str, str], why: WhyHeld
) -> None:
    packet = came(client, field.phone, marked(course, []) | wrong)
    assert packet.reasons == [why.value]
    assert not HalfDay.objects.exists()


def test_who_does_not_train_there_keeps_no_list_of_it(field: Field, client: Client, course: Course) -> None:
    packet = came(client, field.other_phone, marked(course, []))
    assert packet.reasons == [WhyHeld.NO_RIGHT.value]
    assert not Event.objects.filter(name=Did.ATTENDANCE_LISTED).exists()


def test_a_list_is_taken_along_by_its_trainer_signed_in_only(field: Field, client: Client, course: Course) -> None:
    assert client.get("/field/lists/").status_code == 302
    assert signed_in(Client(), field.nour).get("/field/lists/").json() == {"lists": []}
    (taken,) = signed_in(client, field.rana).get("/field/lists/").json()["lists"]
    assert taken["course"] == course.reference
    assert {one[0] for one in taken["people"]} == {one.reference for one in course.nominations.all()}


def test_the_page_of_a_list_that_waits_counts_and_names_nobody(field: Field, client: Client, course: Course) -> None:
    one = course.nominations.order_by("pk").first()
    assert one is not None
    packet = came(client, field.phone, marked(course, [one]) | {"half": "night"})
    page = signed_in(client, field.rana).get(f"/phones/records/{packet.reference}/").content.decode()
    assert f"/training/courses/{course.reference}/" in page
    assert one.officer.name_ar not in page
    assert one.officer.name_en not in page

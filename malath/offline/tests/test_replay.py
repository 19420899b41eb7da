"""A record from a phone is read in through the same gates and acts as on the pages, once, for when it happened."""

import json
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client

from malath.accounts import actions as accounts
from malath.accounts.models import Membership
from malath.accounts.roles import Role
from malath.audit.models import Event
from malath.audit.words import Did
from malath.cases.models import Case, Note, StatedNeed
from malath.cases.testing import make_case
from malath.cases.words import NoteKind, Risk
from malath.foundation import clock
from malath.inbox.models import Item
from malath.offline import actions, queries, work
from malath.offline.models import Packet
from malath.offline.replay import replay
from malath.offline.testing import ADULT, CHILD, Phone, make_phone
from malath.offline.tests.conftest import Field
from malath.offline.words import DeviceName, PacketState, SetAside, WhyEnded, WhyHeld
from malath.people import queries as people
from malath.people.queries import ContactRule
from malath.people.rules import Window
from malath.people.testing import make_safe_contact
from malath.privacy.models import Basis, Consent
from malath.privacy.testing import make_block
from malath.privacy.words import Answer, BasisKind, ConsentKind
from malath.referrals.actions import close_desk
from malath.referrals.models import Referral
from malath.referrals.words import Status
from malath.screening.models import Screening

HOURS_AGO = timedelta(hours=5)


def shelter_for(field: Field, **changed: Any) -> dict[str, Any]:
    wanted = {
        "desk": field.shelter.reference, "type": "shelter", "urgency": "urgent", "reason": "She needs a bed tonight.",
        "C3": "yes", "C8": "yes", "method": "spoken", "language": "am", "interpreter": "phone",
    }  # fmt: skip
    return wanted | changed


def came(field: Field, client: Client, content: Any, *, phone: Phone | None = None, ago: timedelta = HOURS_AGO) -> Packet:
    sender = phone or field.phone
    sender.send(client, sender.record(content, at=clock.now() - ago))
    return Packet.objects.latest("pk")


def read_in(packet: Packet, **named: Any) -> Packet:
    return replay(queries.fresh(packet), at=clock.now(), **named)


def test_it_opens_a_case_for_when_the_person_was_met(field: Field, client: Client) -> None:
    packet = read_in(came(field, client, ADULT))
    case = Case.objects.get()
    assert packet.state == PacketState.DONE
    assert packet.sealed is None
    assert (case.desk, case.opened_by, case.reference) == (field.inspection, field.rana.reference, packet.case_reference)
    assert abs(case.opened_at - (clock.now() - HOURS_AGO)) < timedelta(minutes=1)
    assert {note.kind: note.opened("text") for note in Note.objects.all()} == {
        NoteKind.WORDS: "They keep my passport.",
        NoteKind.OBSERVATION: "Saw that the door was locked from outside.",
    }
    assert set(StatedNeed.objects.values_list("kind", flat=True)) == {"safe_place", "wages"}
    assert Consent.objects.get().at == case.opened_at


def test_it_names_who_wrote_it_and_that_a_phone_brought_it(field: Field, client: Client) -> None:
    read_in(came(field, client, ADULT))
    event = Event.objects.get(name=Did.CASE_OPENED)
    assert (event.by, event.by_kind) == (field.rana.reference, "device")
    assert "happened_at" in event.facts
    assert clock.now() - event.at < timedelta(minutes=1)


def test_it_does_nothing_the_second_time(field: Field, client: Client) -> None:
    packet = read_in(came(field, client, ADULT | {"refer": [shelter_for(field)]}))
    events = Event.objects.filter(by_kind="device").exclude(name=Did.PACKETS_RECEIVED).count()
    field.phone.send(client, field.phone.record(ADULT, uid=packet.uid))
    assert replay(queries.fresh(packet), at=clock.now()).state == PacketState.DONE
    assert (Case.objects.count(), Referral.objects.count(), Packet.objects.count()) == (1, 1, 1)
    assert Event.objects.filter(name=Did.CASE_OPENED).count() == 1
    assert Event.objects.filter(by_kind="device").exclude(name=Did.PACKETS_RECEIVED).count() == events


def test_a_referral_leaves_when_it_arrives_and_says_when_it_was_written(field: Field, client: Client) -> None:
    read_in(came(field, client, ADULT | {"refer": [shelter_for(field)]}))
    referral = Referral.objects.get()
    assert referral.status == Status.SENT
    assert referral.sent_at is not None
    assert clock.now() - referral.sent_at < timedelta(minutes=1)
    assert abs(referral.drafted_at - (clock.now() - HOURS_AGO)) < timedelta(minutes=1)
    assert referral.acknowledge_due is not None
    assert referral.acknowledge_due > referral.sent_at
    given = {row.kind: row.at for row in Consent.objects.filter(kind__in=["C3", "C8"])}
    assert set(given) == {ConsentKind.C3, ConsentKind.C8}
    assert all(abs(at - referral.drafted_at) < timedelta(seconds=1) for at in given.values())


def test_a_child_is_opened_without_a_question_of_consent(field: Field, client: Client) -> None:
    read_in(came(field, client, CHILD | {"refer": [shelter_for(field)]}))
    case = Case.objects.get()
    assert case.person.is_child
    assert Basis.objects.filter(person=case.person, kind=BasisKind.O2).exists()
    assert not Consent.objects.filter(answer=Answer.YES).exists()
    words = Note.objects.get(kind=NoteKind.WORDS)
    assert words.opened("text") == CHILD["child_view"]


SCREENED: dict[str, Any] = {
    "conditions": {
        "age": "adult", "kind": "labour", "alone": "yes", "danger": "no", "place": "home", "pending": ["absconding"],
    },
    "answers": dict.fromkeys(
        "DR01 DR02 CR05 VR03 VR08 EX01 EX02 EX03 CD01 CD03 CD11 CD14 VD01 VD02".split(), "present"
    ),
    "signs": [], "purposes": [], "concern": "refer", "because": "", "watch_on": "",
}  # fmt: skip


def test_a_screening_is_finished_as_it_was_on_the_phone(field: Field, client: Client) -> None:
    packet = read_in(came(field, client, ADULT | {"screening": SCREENED}))
    assert packet.state == PacketState.DONE
    screening = Screening.objects.get()
    assert (screening.case.reference, screening.concern, screening.state) == (packet.case_reference, "refer", "finished")
    assert screening.case.status == "screened"
    result = json.loads(screening.opened("result"))
    counts = {code: [strong, medium, weak] for code, strong, medium, weak, *_ in result["found"]}
    assert counts == {"DR": [1, 1, 0], "CR": [0, 1, 0], "VR": [0, 2, 0], "EX": [1, 2, 0], "CD": [2, 2, 0], "VD": [0, 2, 0]}


def test_a_screening_stands_at_its_own_hour_and_not_at_that_of_its_arrival(field: Field, client: Client) -> None:
    read_in(came(field, client, ADULT | {"screening": SCREENED}))
    screening = Screening.objects.get()
    happened_at = clock.now() - HOURS_AGO
    assert abs(screening.begun_at - happened_at) < timedelta(minutes=1)
    assert screening.ended_at == screening.begun_at
    assert screening.refer_by == screening.begun_at + timedelta(hours=24)
    assert screening.typed_at is not None
    assert screening.typed_at - screening.begun_at > HOURS_AGO - timedelta(minutes=1)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"concern": "no_concern"}, WhyHeld.NOT_SCREENED),
        ({"conditions": {"age": "adult", "kind": "labour", "alone": "no"}}, WhyHeld.NOT_SCREENED),
        ({"concern": "guilty"}, WhyHeld.SHAPE),
        ({"answers": {"DR01": "perhaps"}}, WhyHeld.SHAPE),
        ({"conditions": {}}, WhyHeld.SHAPE),
        ({"answers": []}, WhyHeld.SHAPE),
    ],
)
def test_a_screening_that_the_rules_refuse_waits_and_the_case_stands(
    field: Field, client: Client, changed: dict[str, Any], why: WhyHeld
) -> None:
    packet = read_in(came(field, client, ADULT | {"screening": SCREENED | changed}))
    assert packet.reasons == [why]
    assert Case.objects.count() == 1


def test_an_emergency_is_prepared_and_never_sent_late_and_unseen(field: Field, client: Client) -> None:
    packet = read_in(came(field, client, ADULT | {"refer": [shelter_for(field, urgency="emergency")]}))
    assert Referral.objects.get().status == Status.DRAFT
    assert (packet.state, packet.reasons) == (PacketState.HELD, [WhyHeld.EMERGENCY])
    item = Item.objects.get(kind="phone_record_held")
    assert (item.desk, item.pressing) == (field.inspection, "emergency")


def test_what_cannot_leave_waits_with_its_draft_and_the_rest_goes_on(field: Field, client: Client) -> None:
    refused = shelter_for(field, C3="no")
    packet = read_in(came(field, client, ADULT | {"refer": [refused]}))
    assert (packet.state, packet.reasons) == (PacketState.HELD, [WhyHeld.NOT_SENT])
    assert Case.objects.count() == 1
    assert Referral.objects.get().status == Status.DRAFT
    assert packet.sealed is not None


def test_a_desk_that_closed_meanwhile_is_said(field: Field, client: Client) -> None:
    content = ADULT | {"refer": [shelter_for(field, desk="2222-2222-2222")]}
    packet = read_in(came(field, client, content))
    assert WhyHeld.DESK_GONE in packet.reasons
    assert Case.objects.count() == 1


def test_a_moment_by_a_wrong_clock_is_put_right(field: Field, client: Client) -> None:
    slow = clock.now() - timedelta(hours=30)
    field.phone.send(client, field.phone.record(ADULT, at=slow), sent_at=slow)
    read_in(Packet.objects.get())
    assert clock.now() - Case.objects.get().opened_at < timedelta(minutes=1)


def test_a_clock_that_is_ahead_makes_nothing_happen_in_the_future(field: Field, client: Client) -> None:
    ahead = clock.now() + timedelta(days=400)
    field.phone.send(client, field.phone.record(ADULT, at=ahead), sent_at=ahead)
    packet = read_in(Packet.objects.get())
    assert packet.state == PacketState.DONE
    assert Case.objects.get().opened_at <= clock.now()


def test_what_is_older_than_sixty_days_a_supervisor_reads_in(field: Field, client: Client) -> None:
    packet = read_in(came(field, client, ADULT, ago=timedelta(days=61)))
    assert packet.reasons == [WhyHeld.LONG_AGO]
    assert read_in(packet, by=field.nour).reasons == [WhyHeld.LONG_AGO]
    accounts.join_desk(field.hala, field.inspection, Role.INSPECTOR, by=field.rana, at=clock.now())
    assert read_in(packet, by=field.hala).state == PacketState.DONE


def test_a_phone_ended_before_it_came_is_looked_at_first(field: Field, client: Client) -> None:
    actions.end_device(field.phone.device, why=WhyEnded.LOST, by=field.rana, at=clock.now())
    packet = read_in(came(field, client, ADULT))
    assert packet.reasons == [WhyHeld.PHONE_ENDED]
    assert not Case.objects.exists()
    assert read_in(packet, by=field.nour).state == PacketState.DONE
    assert Case.objects.get().opened_by == field.nour.reference


def test_who_left_the_desk_writes_nothing_any_more(field: Field, client: Client) -> None:
    packet = came(field, client, ADULT)
    seat = Membership.objects.get(user=field.rana)
    accounts.leave_desk(seat, by=field.hala, at=clock.now())
    assert read_in(packet).reasons == [WhyHeld.PHONE_ENDED]
    work.go_on(clock.now)
    field.phone.device.refresh_from_db()
    assert field.phone.device.why_ended == WhyEnded.SEAT_ENDED


def more(case: Case, **what: Any) -> dict[str, Any]:
    return {"v": 1, "kind": "more", "case": case.reference, "refer": [], **what}


def old_case(field: Field) -> Case:
    return make_case(field.inspection, field.rana, clock.now() - timedelta(days=3))


def test_it_adds_to_a_case_of_which_the_number_is_known(field: Field, client: Client) -> None:
    case = old_case(field)
    content = more(case, observation="The door is open now.", needs=["food"], risk="low")
    assert read_in(came(field, client, content)).state == PacketState.DONE
    case.refresh_from_db()
    assert case.risk == Risk.LOW
    assert StatedNeed.objects.filter(case=case, kind="food").exists()
    note = Note.objects.get(case=case, kind=NoteKind.OBSERVATION)
    assert abs(note.at - (clock.now() - HOURS_AGO)) < timedelta(minutes=1)


def test_danger_that_was_changed_since_is_left_alone_and_said(field: Field, client: Client) -> None:
    from malath.cases import actions as cases  # noqa: PLC0415

    case = old_case(field)
    packet = came(field, client, more(case, risk="low", observation="Calm."))
    cases.change_facts(
        case, governorate="IR", risk=Risk.CRITICAL, version=case.version, desk=field.inspection, by=field.nour, at=clock.now()
    )
    packet = read_in(packet)
    case.refresh_from_db()
    assert case.risk == Risk.CRITICAL
    assert packet.reasons == [WhyHeld.CHANGED_SINCE]
    assert Note.objects.filter(case=case, kind=NoteKind.OBSERVATION).exists()


def test_who_is_blocked_by_now_writes_nothing_and_sees_nothing(field: Field, client: Client) -> None:
    case = old_case(field)
    packet = came(field, client, more(case, observation="Calm."))
    make_block(case.person, user=field.rana, at=clock.now())
    packet = read_in(packet)
    assert packet.reasons == [WhyHeld.NOT_OPEN]
    assert not Note.objects.filter(case=case).exists()


def test_a_number_that_never_was_is_said_like_one_that_is_not_theirs(field: Field, client: Client) -> None:
    case = make_case(field.elsewhere, field.stranger, clock.now() - timedelta(days=3))
    theirs = read_in(came(field, client, more(case, observation="x")))
    content = {"v": 1, "kind": "more", "case": "2222-2222-2222", "observation": "x", "refer": []}
    never = read_in(came(field, client, content))
    assert theirs.reasons == never.reasons == [WhyHeld.NOT_OPEN]


@pytest.mark.parametrize(
    "content",
    [
        {}, {"v": 2}, {"v": 1, "kind": "other"}, ADULT | {"age_band": "old"}, ADULT | {"refer": 7}, ADULT | {"refer": [3]},
        ADULT | {"written_at": "yesterday"}, ADULT | {"written_at": "0001-01-01T00:00:00+00:00"}, ADULT | {"needs": 3},
        ADULT | {"words": "x" * 30_000}, ADULT | {"needs": ["gold"]}, {"v": 1, "kind": "more", "case": 3, "risk": []},
        {"v": 1, "kind": "more", "needs": [{}], "case": "x"},
    ],
)  # fmt: skip
def test_what_our_phones_do_not_write_waits_and_breaks_nothing(field: Field, client: Client, content: dict[str, Any]) -> None:
    packet = came(field, client, content)
    assert work.go_on(clock.now) == 1
    packet.refresh_from_db()
    assert packet.state in {PacketState.HELD, PacketState.DONE}
    assert packet.state == PacketState.DONE or WhyHeld.SHAPE in packet.reasons


def test_what_was_sealed_to_the_key_before_still_opens(field: Field, client: Client) -> None:
    record = field.phone.record(ADULT)
    actions.renew_key(field.inspection.agency, by=field.hala, at=clock.now())
    field.phone.send(client, record)
    assert read_in(Packet.objects.get()).state == PacketState.DONE


def test_a_step_that_fails_leaves_nothing_behind(field: Field, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    packet = came(field, client, ADULT)

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("malath.offline.actions._record", fail)
    with pytest.raises(RuntimeError):
        read_in(packet)
    packet.refresh_from_db()
    assert (packet.state, packet.done) == (PacketState.WAITING, [])
    assert not Case.objects.exists()


def test_it_is_set_aside_by_a_person_and_then_it_is_gone(field: Field, client: Client) -> None:
    packet = read_in(came(field, client, ADULT | {"age_band": "old"}))
    packet = actions.set_aside(packet, SetAside.TYPED, by=field.nour, at=clock.now())
    assert (packet.state, packet.sealed, packet.settled_by) == (PacketState.SET_ASIDE, None, field.nour.reference)
    assert not Item.objects.filter(kind="phone_record_held", seen_at__isnull=True).exists()
    with pytest.raises(actions.CannotDo):
        actions.set_aside(packet, SetAside.TYPED, by=field.nour, at=clock.now())


def test_a_closed_own_desk_is_said(field: Field, client: Client) -> None:
    packet = came(field, client, ADULT)
    close_desk(field.inspection, by=field.hala, at=clock.now())
    assert read_in(packet).reasons == [WhyHeld.PHONE_ENDED]
    assert Item.objects.get(kind="phone_record_held").user == field.hala


def test_it_comes_from_a_second_phone_as_well(field: Field, client: Client) -> None:
    phone = make_phone(field.rana, field.inspection, name=DeviceName.SAGE)
    assert read_in(came(field, client, ADULT, phone=phone)).state == PacketState.DONE


REACHED: dict[str, Any] = {
    "channel": "call", "may": ["may_leave_message"], "days1": ["4"], "from1": "10:00", "until1": "12:00",
    "hours": "Never while the children sleep.", "code_word": "blue door", "who_else": "Her sister answers at night.",
}  # fmt: skip


def agreed(case: Case) -> ContactRule:
    rule = people.contact_of(case.person_id)
    assert rule is not None
    return rule


def test_how_the_person_may_be_reached_comes_along_with_what_was_agreed(field: Field, client: Client) -> None:
    packet = read_in(came(field, client, ADULT | {"phone": "0791234567", "contact": REACHED}))
    assert packet.state == PacketState.DONE
    rule = agreed(Case.objects.get())
    assert (rule.channel, rule.number, rule.hours, rule.code_word) == (
        "call", "+962791234567", REACHED["hours"], "blue door",
    )  # fmt: skip
    assert rule.windows == (Window(frozenset({4}), time(10), time(12)),)
    assert (rule.may_leave_message, rule.may_say_agency, rule.language) == (True, False, "am")
    assert abs(rule.agreed_at - (clock.now() - HOURS_AGO)) < timedelta(minutes=1)


def test_who_said_nothing_of_it_is_contacted_by_nobody(field: Field, client: Client) -> None:
    read_in(came(field, client, ADULT | {"phone": "0791234567", "contact": None}))
    assert people.contact_of(Case.objects.get().person_id) is None


def test_what_was_agreed_since_stands_and_the_rest_goes_on(field: Field, client: Client) -> None:
    case = make_case(field.inspection, field.rana, at=clock.now() - timedelta(days=2))
    make_safe_contact(case.person, field.inspection, at=clock.now() - timedelta(hours=1))
    more = {"v": 1, "kind": "more", "case": case.reference, "words": "Call me on Friday.", "contact": REACHED, "refer": []}
    packet = read_in(came(field, client, more))
    assert (packet.state, packet.reasons) == (PacketState.HELD, [WhyHeld.CHANGED_SINCE])
    assert agreed(case).hours != REACHED["hours"]
    assert Note.objects.filter(case=case, kind=NoteKind.WORDS).exists()


def test_of_a_known_case_it_takes_the_place_of_what_was_agreed_before(field: Field, client: Client) -> None:
    case = make_case(field.inspection, field.rana, at=clock.now() - timedelta(days=2))
    make_safe_contact(case.person, field.inspection, at=clock.now() - timedelta(days=1))
    more = {"v": 1, "kind": "more", "case": case.reference, "contact": REACHED | {"channel": "none"}, "refer": []}
    assert read_in(came(field, client, more)).state == PacketState.DONE
    assert agreed(case).channel == "none"


@pytest.mark.parametrize("changed", [{"channel": "pigeon"}, {"from1": "", "until1": ""}, {"days1": ["9"]}, {"until1": "10:00"}])
def test_what_is_no_agreement_is_not_read_in_as_one(field: Field, client: Client, changed: dict[str, Any]) -> None:
    packet = read_in(came(field, client, ADULT | {"contact": REACHED | changed}))
    assert packet.reasons == [WhyHeld.SHAPE]
    assert people.contact_of(Case.objects.get().person_id) is None


def test_another_file_of_the_same_person_is_looked_for_last(field: Field, client: Client) -> None:
    for name in ("Fatuma Ali Hassan", "فاطمة علي حسن"):
        assert read_in(came(field, client, ADULT | {"name": name})).state == PacketState.DONE
    assert Event.objects.filter(name=Did.SAME_LOOKED_FOR, by_kind="device").count() == 2
    assert "others" in Packet.objects.latest("pk").done

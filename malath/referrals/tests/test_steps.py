"""The steps of a draft, asked for as a browser does, up to the sending."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from malath.accounts.roles import Role
from malath.accounts.testing import Cast, make_user, signed_in
from malath.accounts.words import Language
from malath.agencies.testing import ALWAYS, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.audit import queries as trail
from malath.cases.models import Case
from malath.cases.testing import make_case, make_child_case
from malath.foundation.testing import Clock
from malath.privacy import actions as privacy
from malath.privacy import queries as privacy_queries
from malath.privacy.actions import Circumstances
from malath.privacy.testing import MONDAY, make_agreement, make_block
from malath.privacy.wording import wording
from malath.privacy.words import Answer, ConsentKind, Interpreter, Method
from malath.referrals import actions as referrals
from malath.referrals.models import Referral
from malath.referrals.testing import (
    REASON,
    make_draft,
)
from malath.referrals.tests.asking import page, post, speak, text
from malath.referrals.words import Status, Urgency

pytestmark = [pytest.mark.usefixtures("clock")]
NOBODY = "ZZZZ-ZZZZ-ZZZZ"


def what(**changes: object) -> dict[str, object]:
    return {"once": str(uuid4()), "urgency": Urgency.NORMAL, "type": ServiceKind.SHELTER, **changes}


def where(draft: Referral, people: Cast, **changes: object) -> dict[str, object]:
    """The person agrees to the shelter's body and to stay in a shelter."""
    shelter = people.shelter.reference
    return {
        "version": draft.version,
        "desk": shelter,
        f"c3_{shelter}": Answer.YES,
        f"c8_{shelter}": Answer.YES,
        "language": "am",
        "interpreter": Interpreter.PHONE,
        "method": Method.SPOKEN,
        **changes,
    }


def chosen_urgency(shown: str) -> list[str]:
    """The choice that is set on the page of step 1."""
    radios = re.findall(r'<input[^>]*name="urgency"[^>]*>', shown)
    return [value for radio in radios if "checked" in radio for value in re.findall(r'value="(\w+)"', radio)]


def test_an_emergency_is_sent_in_four_screens(basim: Client, people: Cast, case: Case) -> None:
    answer = basim.post(f"/referrals/new/?case={case.reference}", what(urgency=Urgency.EMERGENCY))
    draft = Referral.objects.get()
    assert answer["Location"] == f"/referrals/{draft.reference}/step/desk/"
    answer = basim.post(answer["Location"], where(draft, people))
    assert answer["Location"] == f"/referrals/{draft.reference}/step/why/"
    answer = basim.post(answer["Location"], {"version": 2, "reason": REASON})
    assert answer["Location"] == f"/referrals/{draft.reference}/step/check/"
    answer = post(basim, draft, "send")
    assert answer["Location"] == f"/referrals/{draft.reference}/"
    draft.refresh_from_db()
    assert (draft.status, draft.receiving_desk) == (Status.SENT, people.shelter)


def test_the_same_first_step_sent_twice_is_one_draft(basim: Client, case: Case) -> None:
    form, url = what(), f"/referrals/new/?case={case.reference}"
    assert basim.post(url, form)["Location"] == basim.post(url, form)["Location"]
    assert Referral.objects.count() == 1


def test_the_same_mark_about_another_person_is_another_draft(basim: Client, people: Cast, case: Case) -> None:
    form, other = what(), make_case(people.station, people.basim)
    for one in (case, other):
        basim.post(f"/referrals/new/?case={one.reference}", form)
    assert set(Referral.objects.values_list("case_id", flat=True)) == {case.pk, other.pk}


def test_a_referral_begins_from_a_case(basim: Client, people: Cast, case: Case) -> None:
    assert basim.get("/referrals/new/")["Location"] == "/cases/"
    before = trail.verify().events
    assert basim.get("/referrals/new/?case=Almaz%20Tesfaye%00")["Location"] == "/cases/"
    assert trail.verify().events == before, "what somebody typed is kept for ever"
    assert basim.get(f"/referrals/new/?case={NOBODY}").status_code == 404
    assert signed_in(Client(), people.zayd).get(f"/referrals/new/?case={case.reference}").status_code == 404


def test_the_first_step_needs_both_answers(basim: Client, case: Case) -> None:
    answer = basim.post(f"/referrals/new/?case={case.reference}", what(urgency="", type="magic"))
    assert answer.status_code == 422
    assert not Referral.objects.exists()


def test_a_childs_referral_begins_as_urgent_and_says_that_nothing_makes_it_slower(
    basim: Client, people: Cast, case: Case
) -> None:
    child = make_child_case(people.station, people.basim)
    shown, of_an_adult = (text(basim.get(f"/referrals/new/?case={one.reference}")) for one in (child, case))
    slower = "For a child the clocks of an urgent referral run all the same."
    assert (slower in shown, slower in of_an_adult) == (True, False)
    assert [chosen_urgency(one) for one in (shown, of_an_adult)] == [[Urgency.URGENT], []]


@pytest.mark.parametrize(("urgency", "said"), [(Urgency.NORMAL, True), (Urgency.URGENT, False)])
def test_the_check_says_that_a_childs_clocks_are_faster(basim: Client, people: Cast, urgency: Urgency, said: bool) -> None:
    case = make_child_case(people.station, people.basim)
    draft = make_draft(people.basim, people.station, people.shelter, case=case, urgency=urgency)
    assert ("The clocks of an urgent referral run" in page(basim, draft, "step/check/")) == said


def test_saving_for_later_leads_home_and_the_draft_waits_there(basim: Client, case: Case) -> None:
    answer = basim.post(f"/referrals/new/?case={case.reference}", what(later="1"))
    assert answer["Location"] == "/"
    assert Referral.objects.get().reference in text(basim.get("/"))


def test_the_words_name_the_body_that_would_be_asked(basim: Client, people: Cast, draft: Referral) -> None:
    shown = page(basim, draft, "step/desk/")
    assert "Dar al-Nakheel" in shown
    assert "دار النخيل" in shown


def test_each_answer_is_a_consent_of_its_own(basim: Client, people: Cast, draft: Referral) -> None:
    basim.post(f"/referrals/{draft.reference}/step/desk/", where(draft, people))
    to_body = privacy_queries.standing_row(draft.person_id, ConsentKind.C3, people.shelter.agency)
    shelter = privacy_queries.standing_row(draft.person_id, ConsentKind.C8, None)
    assert to_body is not None
    assert shelter is not None
    assert (to_body.answer, to_body.language, to_body.interpreter) == (Answer.YES, "am", Interpreter.PHONE)
    assert to_body.wording != shelter.wording


def test_the_questions_begin_as_those_before_in_the_same_conversation(
    basim: Client, people: Cast, draft: Referral, clock: Clock
) -> None:
    spoken = Circumstances(Method.SPOKEN, "am", Interpreter.PHONE)
    kind, words = ConsentKind.C10, wording(ConsentKind.C10).proof
    privacy.record_consent(
        draft.person, kind=kind, answer=Answer.NO, circumstances=spoken, wording=words, desk=people.station, by=people.basim,
        at=clock.at,
    )  # fmt: skip
    address = f"/referrals/{draft.reference}/step/desk/"
    form = basim.get(address).context["form"]
    assert (form["language"].value(), form["interpreter"].value()) == ("am", Interpreter.PHONE)
    clock.forward(hours=3)
    assert basim.get(address).context["form"]["interpreter"].value() == Interpreter.NONE


def test_who_agreed_is_not_asked_again(basim: Client, people: Cast, draft: Referral) -> None:
    make_agreement(draft.person, people.shelter.agency, desk=people.station, also=[ConsentKind.C8])
    shown = page(basim, draft, "step/desk/")
    assert "The person agreed" in shown
    assert "c3_" not in shown


def test_a_no_is_recorded_and_the_step_says_that_this_body_cannot_be_asked(
    basim: Client, people: Cast, draft: Referral
) -> None:
    refused = where(draft, people, **{f"c3_{people.shelter.reference}": Answer.NO})
    answer = basim.post(f"/referrals/{draft.reference}/step/desk/", refused, follow=True)
    assert answer.redirect_chain == [(f"/referrals/{draft.reference}/step/desk/", 302)]
    assert "The person said no to this body." in text(answer)
    assert "The person said no" in page(basim, draft, "step/check/")


def test_not_asked_is_not_recorded_as_a_no(basim: Client, people: Cast, draft: Referral) -> None:
    unasked = where(draft, people, **{f"c3_{people.shelter.reference}": Answer.NOT_ASKED})
    basim.post(f"/referrals/{draft.reference}/step/desk/", unasked)
    assert privacy_queries.standing_row(draft.person_id, ConsentKind.C3, people.shelter.agency) is None


def test_nobody_agrees_to_what_was_not_understood(basim: Client, people: Cast, draft: Referral) -> None:
    answer = basim.post(f"/referrals/{draft.reference}/step/desk/", where(draft, people, interpreter=Interpreter.MISSING))
    assert answer.status_code == 422
    assert "No interpreter was found" in text(answer)
    assert privacy_queries.standing_row(draft.person_id, ConsentKind.C8, None) is None


@pytest.mark.parametrize("said", [Answer.YES, Answer.NO])
def test_an_answer_is_not_recorded_without_the_language_in_which_it_was_asked(
    basim: Client, people: Cast, draft: Referral, said: Answer
) -> None:
    typed = where(draft, people, language="", **{f"c3_{people.shelter.reference}": said})
    answer = basim.post(f"/referrals/{draft.reference}/step/desk/", typed)
    assert answer.status_code == 422
    assert "Say in which language you asked." in text(answer)
    assert privacy_queries.standing_row(draft.person_id, ConsentKind.C3, people.shelter.agency) is None


def test_where_nothing_was_answered_no_language_is_asked_for(basim: Client, people: Cast, draft: Referral) -> None:
    typed = {"version": draft.version, "desk": people.shelter.reference, "language": ""}
    assert basim.post(f"/referrals/{draft.reference}/step/desk/", typed).status_code == 302


def test_a_life_in_danger_goes_on_without_consent_and_comes_back_to_this_step(
    basim: Client, people: Cast, draft: Referral
) -> None:
    here = f"/referrals/{draft.reference}/step/desk/"
    way = f"/people/{draft.person.reference}/consents/without/?next={here}"
    assert f'href="{way}"' in basim.get(here).content.decode()
    answer = basim.post(way, {"kind": "O1", "because": "He is outside the door."}, follow=True)
    assert answer.redirect_chain == [(here, 302)]
    assert "Without consent: least data" in text(answer)
    typed = {"version": draft.version, "desk": people.shelter.reference}
    assert basim.post(here, typed)["Location"].endswith("/step/why/")
    assert basim.post(f"/referrals/{draft.reference}/send/").status_code == 302
    assert Referral.objects.get(pk=draft.pk).status == Status.SENT


def test_the_unit_is_asked_about_by_three_separate_questions(basim: Client, people: Cast, case: Case) -> None:
    unit = make_desk(make_agency(AgencyKind.CTU), services=[ServiceKind.IDENTIFICATION])
    draft = make_draft(people.basim, people.station, case=case, type=ServiceKind.IDENTIFICATION)
    answers = {
        f"c3_{unit.reference}": Answer.YES,
        f"c4_{unit.reference}": Answer.NO,
        f"c5_{unit.reference}": Answer.NOT_NOW,
    }
    typed = {"version": draft.version, "desk": unit.reference, "language": "am", **answers}
    assert basim.post(f"/referrals/{draft.reference}/step/desk/", typed).status_code == 302
    rows = [
        privacy_queries.standing_row(case.person_id, kind, body)
        for kind, body in ((ConsentKind.C3, unit.agency), (ConsentKind.C4, None), (ConsentKind.C5, None))
    ]
    assert [row.answer if row else None for row in rows] == [Answer.YES, Answer.NO, Answer.NOT_NOW]


def test_a_child_is_not_asked(basim: Client, people: Cast) -> None:
    case = make_child_case(people.station, people.basim)
    draft = make_draft(people.basim, people.station, case=case)
    shown = page(basim, draft, "step/desk/")
    assert "Without consent: least data" in shown
    assert "c3_" not in shown
    typed = {"version": draft.version, "desk": people.shelter.reference}
    answer = basim.post(f"/referrals/{draft.reference}/step/desk/", typed)
    assert answer["Location"].endswith("/step/why/")


def test_a_desk_that_the_person_keeps_out_is_not_offered(basim: Client, people: Cast, draft: Referral) -> None:
    make_block(draft.person, agency=people.shelter.agency)
    assert people.shelter.reference not in page(basim, draft, "step/desk/")
    make_agreement(draft.person, people.shelter.agency, desk=people.station, also=[ConsentKind.C8])
    answer = post(basim, draft, "send")
    assert answer.status_code == 409
    assert "This desk does not give this service." in text(answer)


def test_the_place_of_a_shelter_is_not_told(basim: Client, people: Cast, draft: Referral) -> None:
    house = make_desk(make_agency(AgencyKind.SHELTER), services=[ServiceKind.SHELTER], governorate="KA")
    both = [ServiceKind.SHELTER, ServiceKind.PROTECTION]
    also = make_desk(make_agency(AgencyKind.ASSOCIATION), services=both, governorate="KA")
    html = text(basim.get(f"/referrals/{draft.reference}/step/desk/"))
    assert house.name_en in html
    assert also.name_en in html
    assert "Karak" not in html


def test_desks_on_duty_come_first_when_it_is_urgent(basim: Client, people: Cast, case: Case) -> None:
    closed = make_desk(make_agency(name_en="AAA first by name"), hours=ALWAYS, services=[ServiceKind.SHELTER])
    draft = make_draft(people.basim, people.station, case=case, urgency=Urgency.EMERGENCY)
    shown = page(basim, draft, "step/desk/")
    assert "Nobody on duty now" in shown
    assert shown.index(people.shelter.reference) < shown.index(closed.reference)


def on_saturday(clock: Clock, client: Client, people: Cast) -> None:
    """No ordinary desk works."""
    clock.forward(days=5)
    signed_in(client, people.basim)


def test_an_emergency_is_refused_where_nobody_is_on_duty_before_any_answer_is_recorded(
    basim: Client, people: Cast, case: Case
) -> None:
    unmanned = make_desk(make_agency(), hours=ALWAYS, services=[ServiceKind.SHELTER])
    draft = make_draft(people.basim, people.station, case=case, urgency=Urgency.EMERGENCY)
    assert f"c3_{unmanned.reference}" not in page(basim, draft, "step/desk/")
    typed = where(draft, people, desk=unmanned.reference, **{f"c3_{unmanned.reference}": Answer.YES})
    answer = basim.post(f"/referrals/{draft.reference}/step/desk/", typed)
    assert answer.status_code == 422
    assert "Nobody is on duty at this desk now. Choose a desk on duty." in text(answer)
    assert privacy_queries.standing_row(draft.person_id, ConsentKind.C3, unmanned.agency) is None


def test_what_was_typed_stays_when_the_duty_ended_meanwhile(basim: Client, people: Cast, case: Case, clock: Clock) -> None:
    draft = make_draft(people.basim, people.station, case=case, urgency=Urgency.EMERGENCY)
    on_saturday(clock, basim, people)
    answer = basim.post(f"/referrals/{draft.reference}/step/desk/", where(draft, people))
    assert answer.status_code == 422
    assert f"c3_{people.shelter.reference}" in text(answer)


@pytest.mark.parametrize("language", list(Language))
def test_when_nobody_is_on_duty_at_all_the_page_says_what_to_do_instead(
    basim: Client, people: Cast, case: Case, clock: Clock, language: Language
) -> None:
    make_desk(make_agency(), services=[ServiceKind.SHELTER], phone="+96260000007")
    speak(language, people.basim)
    draft = make_draft(people.basim, people.station, case=case, urgency=Urgency.EMERGENCY)
    instead = {Language.ENGLISH: "Tell your supervisor now.", Language.ARABIC: "أبلغ مشرفك الآن"}[language]
    assert instead not in page(basim, draft, "step/desk/")
    on_saturday(clock, basim, people)
    shown = page(basim, draft, "step/desk/")
    notice = shown[: shown.index("Which desk?" if language == Language.ENGLISH else "أي مكتب؟")]
    assert instead in notice
    assert "911" in notice
    assert "+962 6 000 0007" in notice
    assert "c3_" not in shown


def test_a_normal_referral_waits_for_the_desk_to_open(basim: Client, people: Cast, case: Case, clock: Clock) -> None:
    draft = make_draft(people.basim, people.station, case=case)
    on_saturday(clock, basim, people)
    assert "Tell your supervisor now." not in page(basim, draft, "step/desk/")
    assert basim.post(f"/referrals/{draft.reference}/step/desk/", where(draft, people)).status_code == 302


def test_only_those_who_may_open_the_file_count_as_on_duty(basim: Client, people: Cast, case: Case) -> None:
    draft = make_draft(people.basim, people.station, people.shelter, case=case, urgency=Urgency.EMERGENCY)
    assert "On duty now" in page(basim, draft, "step/desk/")
    make_block(draft.person, user=people.amal)
    shown = page(basim, draft, "step/desk/")
    assert "On duty now" not in shown
    assert "Amal" not in shown
    make_user(Role.SHELTER_MANAGER, people.shelter)
    assert "On duty now" in page(basim, draft, "step/desk/")


def test_a_desk_that_was_not_offered_is_refused(basim: Client, people: Cast, draft: Referral) -> None:
    for reference in (people.station.reference, people.health_centre.reference, NOBODY, ""):
        typed = {"version": draft.version, "desk": reference}
        assert basim.post(f"/referrals/{draft.reference}/step/desk/", typed).status_code == 422


def test_the_check_shows_what_they_will_see_and_no_more(basim: Client, people: Cast, draft: Referral) -> None:
    shown = page(basim, draft, "step/check/")
    assert REASON in shown
    assert "21 to 29" in shown
    assert "Dana Alias" not in shown
    assert "has not agreed to be referred to this body" in shown
    assert f"/referrals/{draft.reference}/send/" not in shown


SECOND = {
    "what": {"urgency": "urgent", "type": "legal"},
    "why": {"reason": "Mine."},
}
CHANGED = {
    Language.ENGLISH: "Somebody else changed this draft",
    Language.ARABIC: "غيّر شخص آخر هذه المسودة",
}


@pytest.mark.parametrize("name", list(SECOND))
@pytest.mark.parametrize("language", list(Language))
def test_who_comes_second_sees_both_and_loses_nothing(
    basim: Client, people: Cast, draft: Referral, name: str, language: Language
) -> None:
    old, typed, heading = draft.version, SECOND[name], CHANGED[language]
    referrals.change(draft, version=old, reason="Theirs.", by=people.huda, at=MONDAY)
    speak(language, people.basim)
    url = f"/referrals/{draft.reference}/step/{name}/"
    answer = basim.post(url, {"version": old, **typed})
    assert answer.status_code == 409
    shown = text(answer)
    assert heading in shown
    assert "Theirs." in shown
    assert f'name="version" value="{old + 1}"' in shown
    for value in typed.values():
        assert value in shown
    assert basim.post(url, {"version": old + 1, **typed}).status_code == 302


def test_who_comes_second_at_the_desks_records_no_answer(basim: Client, people: Cast, draft: Referral) -> None:
    typed = where(draft, people)
    referrals.change(draft, version=draft.version, reason="Theirs.", by=people.huda, at=MONDAY)
    assert basim.post(f"/referrals/{draft.reference}/step/desk/", typed).status_code == 409
    assert privacy_queries.standing_row(draft.person_id, ConsentKind.C8, None) is None


@pytest.mark.parametrize("step", ["what", "desk", "why", "check"])
def test_a_step_of_a_sent_referral_leads_to_its_page(basim: Client, sent: Referral, step: str) -> None:
    answer = basim.get(f"/referrals/{sent.reference}/step/{step}/")
    assert answer["Location"] == f"/referrals/{sent.reference}/"


@pytest.mark.parametrize("step", ["what", "desk", "why", "check"])
def test_a_draft_does_not_exist_for_others(amal: Client, people: Cast, draft: Referral, step: str) -> None:
    for client in (amal, signed_in(Client(), people.zayd)):
        assert client.get(f"/referrals/{draft.reference}/step/{step}/").status_code == 404


@pytest.mark.parametrize("step", ["what", "desk", "why", "check"])
def test_a_draft_closes_when_the_person_takes_back_the_first_consent(
    basim: Client, people: Cast, draft: Referral, step: str
) -> None:
    consent = privacy_queries.standing_row(draft.person_id, ConsentKind.C1, None)
    assert consent is not None
    privacy.withdraw(consent, draft.person, by=people.basim, at=MONDAY)
    assert basim.get(f"/referrals/{draft.reference}/step/{step}/").status_code == 403


def test_a_draft_is_neither_sent_nor_shown_once_the_file_is_closed_to_the_desk(
    basim: Client, people: Cast, draft: Referral
) -> None:
    consent = privacy_queries.standing_row(draft.person_id, ConsentKind.C1, None)
    assert consent is not None
    privacy.withdraw(consent, draft.person, by=people.basim, at=MONDAY)
    answer = post(basim, draft, "send")
    assert answer.status_code == 403
    assert REASON not in text(answer)


def test_a_draft_leads_to_its_first_open_step(basim: Client, people: Cast, draft: Referral, case: Case) -> None:
    assert basim.get(f"/referrals/{draft.reference}/")["Location"].endswith("/step/check/")
    empty = make_draft(people.basim, people.station, case=case, reason="")
    assert basim.get(f"/referrals/{empty.reference}/")["Location"].endswith("/step/desk/")


def test_a_draft_is_thrown_away_by_post(basim: Client, draft: Referral) -> None:
    assert basim.get(f"/referrals/{draft.reference}/discard/").status_code == 405
    answer = post(basim, draft, "discard")
    assert answer["Location"] == f"/cases/{draft.case.reference}/"
    assert not Referral.objects.exists()
    assert post(basim, draft, "discard").status_code == 404


@pytest.mark.parametrize(("length", "status"), [(4_000, 302), (4_001, 422)])
def test_a_reason_has_an_end(basim: Client, draft: Referral, length: int, status: int) -> None:
    typed = {"version": draft.version, "reason": "س" * length}
    assert basim.post(f"/referrals/{draft.reference}/step/why/", typed).status_code == status


def test_hidden_characters_in_a_reason_are_dropped(basim: Client, draft: Referral) -> None:
    typed = {"version": draft.version, "reason": "No\u202epapers\x00."}
    basim.post(f"/referrals/{draft.reference}/step/why/", typed)
    assert Referral.objects.select_related("key").get().opened("reason") == "Nopapers."


# Send

UNSENDABLE = {
    "consent": ("has not agreed to be referred to this body", "لم يوافق الشخص على الإحالة إلى هذه الجهة"),
    "duty": ("Nobody is on duty at this desk now.", "لا مناوب في هذا المكتب الآن."),
    "reason": ("Say why the person is referred.", "اكتب لماذا يُحال الشخص."),
    "desk": ("Name the receiving desk.", "سمِّ المكتب المستقبِل."),
}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("lacks", list(UNSENDABLE))
def test_what_cannot_be_sent_says_why(
    basim: Client, people: Cast, case: Case, clock: Clock, lacks: str, language: Language
) -> None:
    desk = None if lacks == "desk" else people.shelter
    reason = "" if lacks == "reason" else REASON
    draft = make_draft(people.basim, people.station, desk, case=case, urgency=Urgency.EMERGENCY, reason=reason)
    if lacks != "consent":
        make_agreement(draft.person, people.shelter.agency, desk=people.station, also=[ConsentKind.C8])
    if lacks == "duty":
        clock.forward(hours=6)
    speak(language, people.basim)
    answer = post(basim, draft, "send")
    assert answer.status_code == 409
    assert UNSENDABLE[lacks][language == Language.ARABIC] in text(answer)
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_sending_twice_is_sending_once_and_says_so(basim: Client, sent: Referral) -> None:
    answer = post(basim, sent, "send")
    assert answer.status_code == 409
    assert "This referral was already sent." in text(answer)

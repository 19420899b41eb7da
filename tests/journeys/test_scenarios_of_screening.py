"""The screening steps of scenarios 1, 2, 3, 4, 5, 6, 9 and 10, through the pages that officers press, with the numbers that
stand there."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk, make_interpreter
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases import actions as cases
from malath.cases.actions import CannotChange
from malath.cases.models import Case, InterpreterLink, SituationMember, StatedNeed
from malath.cases.testing import make_situation, make_wanted
from malath.cases.words import CaseStatus, Link, Need
from malath.cases.words import WhyNot as WhyNotCase
from malath.foundation.testing import Clock
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.people import queries as people
from malath.privacy.testing import MONDAY
from malath.referrals.models import Referral
from malath.screening import queries
from malath.screening.models import Screening
from malath.screening.queries import lists
from malath.screening.words import Concern, State
from malath.workday.tick import tick

pytestmark = [pytest.mark.django_db]
TALK = {
    "alone": "yes", "danger": "no", "age": "adult", "kind": "labour", "language": "am", "interpreter": "phone", "place": "home",
    "work": "domestic", "governorate": "AM",
}  # fmt: skip
STEPS = ("signs", "DR", "CR", "VR", "EX", "CD", "VD", "words")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(MONDAY)
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
def desk() -> Desk:
    return make_desk(make_agency(AgencyKind.LABOUR, "Inspection", "التفتيش"))


@pytest.fixture
def officer(desk: Desk) -> User:
    return make_user(Role.INSPECTOR, desk)


@pytest.fixture
def page(client: Client, officer: User) -> "Pages":
    return Pages(signed_in(client, officer))


class Pages:
    """What an officer presses, one after the other."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def open(self, *, child: bool = False, situation: str = "", carried: dict[str, str] | None = None) -> Case:
        """Screen somebody: the file is opened by the same form as any, and leads on."""
        age = "9-17" if child else "21-29"
        form = {
            "once": str(uuid4()), "then": "screening", "age_band": age, "sex": "female", "risk": "high", "language": "am",
            "interpreter": "phone", "method": "spoken", "note_kind": "observation", "situation": situation,
            **({"child_because": "A marriage in five days.", "child_view": "I am afraid."} if child else {"answer": "yes"}),
        }  # fmt: skip
        answer = self.client.post(reverse("cases:new"), form | (carried or {}))
        assert answer.status_code in {302, 307}, answer.content.decode()[:3000]
        return Case.objects.latest("pk")

    def begin(self, case: Case, **talk: object) -> Screening:
        self.client.post(reverse("screening:begin", args=[case.reference]), {"once": str(uuid4())})
        screening = Screening.objects.latest("pk")
        assert self.save(screening, "conditions", **{**TALK, **talk}).status_code == 302
        return screening

    def save(self, screening: Screening, step: str, **typed: object):  # type: ignore[no-untyped-def]
        state = queries.content_of(queries.fresh(screening)).state(step)
        url = reverse("screening:step", args=[screening.reference, step])
        return self.client.post(url, {"state": state, **typed})

    def mark(self, screening: Screening, present: str, *, absent: str = "") -> None:
        profile = lists.profile(queries.profile_of(queries.content_of(queries.fresh(screening))))
        answers = {**dict.fromkeys(absent.split(), "absent"), **dict.fromkeys(present.split(), "present")}
        for dimension in profile.dimensions:
            here = {one.code: answers[one.code] for one in profile.of(dimension) if one.code in answers}
            if here:
                assert self.save(screening, dimension, **here).status_code == 302

    def text(self, name: str, *args: str) -> str:
        answer = self.client.get(reverse(name, args=args))
        assert answer.status_code == 200, answer.status_code
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", unescape(answer.content.decode())))

    def finish(self, screening: Screening, concern: str, **typed: str):  # type: ignore[no-untyped-def]
        return self.client.post(reverse("screening:finish", args=[screening.reference]), {"concern": concern, **typed})

    def found(self, screening: Screening) -> dict[str, tuple[int, int, int, bool]]:
        result = queries.result_kept(queries.fresh(screening))
        return {one.dimension: (one.strong, one.medium, one.weak, one.positive) for one in result.found}


def test_worker_a_is_screened_without_a_name_and_only_alone(page: Pages) -> None:
    case = page.open()
    assert people.details_of([case.person_id]) == {}
    screening = page.begin(case, alone="no", pending=["absconding"])
    assert "Screening before any immigration action" in page.text("screening:step", screening.reference, "stop")
    assert page.save(screening, "DR", DR01="present").status_code == 422
    assert page.save(screening, "stop").status_code == 302
    locked = page.text("screening:step", screening.reference, "DR")
    assert "Stop, or move to another place" in locked
    assert "DR01" not in locked
    assert page.save(screening, "DR", DR01="present").status_code == 302
    assert "DR01" not in queries.content_of(queries.fresh(screening)).answers
    assert page.save(screening, "conditions", **TALK, pending=["absconding"]).status_code == 302

    page.mark(screening, "DR01 DR02 CR05 VR03 VR08 EX01 EX02 EX03 CD01 CD03 CD11 CD14 VD01 VD02")
    assert page.found(screening) == {
        "DR": (1, 1, 0, True), "CR": (0, 1, 0, False), "VR": (0, 2, 0, False), "EX": (1, 2, 0, True), "CD": (2, 2, 0, True),
        "VD": (0, 2, 0, False),
    }  # fmt: skip
    shown = page.text("screening:finish", screening.reference)
    assert "Others should look at it: the indicators say so." in shown
    assert "This is no verdict." in shown
    assert "It is a means of control that employers use, not a mark against the person." in shown
    assert "Screening comes first" in page.text("workday:case", case.reference)

    assert page.finish(screening, "no_concern").status_code == 422
    assert page.finish(screening, "refer").status_code == 302
    assert Case.objects.get(pk=case.pk).status == CaseStatus.SCREENED
    assert "Screening comes first" not in page.text("workday:case", case.reference)
    result = page.text("screening:one", screening.reference)
    assert "Identification" in result
    assert "Labour complaint" in result


def test_a_girl_at_risk_of_marriage_is_flagged_by_one_strong_indicator(page: Pages) -> None:
    case = page.open(child=True)
    screening = page.begin(case, age="child", kind="sexual", danger="not_known")
    page.save(screening, "signs", early_marriage=["CH01", "CH02", "CH03", "CH05", "CH06"])
    page.mark(screening, "CR03 VR01 VR08 VR15")
    page.save(screening, "words", purposes=["child_sale"])
    found = page.found(screening)
    assert (found["CR"], found["VR"], found["EX"]) == ((1, 0, 0, False), (0, 3, 0, True), (0, 0, 0, False))
    shown = page.text("screening:finish", screening.reference)
    assert "One strong indicator is enough for a child, or while the age is in doubt." in shown
    assert "Not verified" in shown
    assert "Sale or purchase of a child, also attempted" in shown
    assert "The girl says she did not agree" in shown
    assert page.finish(screening, "refer").status_code == 302
    done = queries.fresh(screening)
    assert done.refer_by is not None
    assert done.refer_by - MONDAY < timedelta(hours=24)
    offered = page.client.get(reverse("screening:one", args=[screening.reference])).context["page"].fitting
    assert offered[0] == ServiceKind.CHILD_PROTECTION
    assert Case.objects.get(pk=case.pk).status == CaseStatus.SCREENED


def test_a_stranded_migrant_is_watched_and_labelled_by_nobody(page: Pages) -> None:
    case = page.open()
    screening = page.begin(case, place="office", work="construction")
    page.mark(screening, "VR08 EX02 VD05")
    found = page.found(screening)
    assert (found["VR"], found["EX"], found["VD"]) == ((0, 1, 0, False), (0, 1, 0, False), (0, 1, 0, False))
    assert not any(positive for *_, positive in found.values())
    day = (MONDAY + timedelta(days=14)).date()
    assert page.finish(screening, "keep_watch", watch_on=f"{day:%d/%m/%Y}").status_code == 302
    result = page.text("screening:one", screening.reference)
    assert "the indicators do not say that others should look at it" in result
    assert "Refer for something else" in result
    assert not Referral.objects.exists()
    assert "victim" not in page.text("workday:case", case.reference).lower()


def test_fourteen_people_of_one_place_are_screened_one_by_one(page: Pages, desk: Desk, officer: User) -> None:
    situation = make_situation(desk=desk, by=officer)
    found_there = [page.open(situation=situation.reference) for _ in range(14)]
    codes = [row.number for row in SituationMember.objects.filter(situation=situation).order_by("number")]
    assert codes == list(range(1, 15))

    first = page.begin(found_there[0], work="garment", place="workplace")
    page.mark(first, "DR02 DR07 CR04 VR08 EX01 EX03 CD02 CD12 CD14 VD01")
    found = page.found(first)
    assert found == {
        "DR": (0, 2, 0, False), "CR": (0, 1, 0, False), "VR": (0, 1, 0, False), "EX": (1, 1, 0, True), "CD": (1, 2, 0, True),
        "VD": (0, 1, 0, False),
    }  # fmt: skip
    assert page.finish(first, "refer").status_code == 302

    second = page.begin(found_there[1], work="garment", place="workplace")
    assert queries.content_of(queries.fresh(second)).answers == {}
    present = "DR02 VR08 EX01 CD14"
    others = [one.code for one in lists.profile("adult_labour").indicators if one.code not in present.split()]
    page.mark(second, present, absent=" ".join(others[:25]))
    found = page.found(second)
    assert found["EX"] == (1, 0, 0, False)
    shown = page.text("screening:finish", second.reference)
    assert "Incomplete 38 not asked" in shown
    assert "Others should look at it: the indicators say so." not in shown

    listed = page.text("screening:situation", situation.reference)
    assert [word for word in ("G-01", "G-14", "Refer", "Under way", "Not screened yet") if word not in listed] == []

    for_all = reverse("cases:ask_for_all", args=[situation.reference])
    chosen = [case.reference for case in found_there]
    assert page.client.post(for_all, {"need": Need.TRANSPORT, "cases": chosen}).status_code == 302
    assert StatedNeed.objects.filter(kind=Need.TRANSPORT).count() == 14
    assert page.client.post(for_all, {"need": Need.HEALTH, "cases": chosen}).status_code == 422


def test_a_worker_of_the_same_dormitory_interprets_for_nobody_there(page: Pages, desk: Desk, officer: User) -> None:
    situation = make_situation(desk=desk, by=officer)
    one, other = (page.open(situation=situation.reference) for _ in range(2))
    interpreter = make_interpreter()
    cases.keep_apart(one, interpreter, Link.SAME_PLACE, desk=desk, by=officer, at=MONDAY)
    assert InterpreterLink.objects.count() == 1
    with pytest.raises(CannotChange) as refused:
        cases.book_interpreter(other, interpreter, make_wanted(MONDAY), desk=desk, by=officer, at=MONDAY)
    assert WhyNotCase.LINK_SAME_PLACE in refused.value.reasons


def test_an_organ_fits_no_list_and_the_purpose_is_set_by_hand(page: Pages) -> None:
    screening = page.begin(page.open(), kind="labour", place="office", work="other")
    page.mark(screening, "DR02 VR04 VR08 CD02 VD03")
    assert not any(positive for *_, positive in page.found(screening).values())
    page.save(screening, "words", purposes=["organs"])
    shown = page.text("screening:finish", screening.reference)
    assert "Removal of an organ" in shown
    assert "No published list fits it: the result follows the purpose, not the count." in shown
    assert page.finish(screening, "no_concern").status_code == 422
    assert page.finish(screening, "refer").status_code == 302


def test_a_guard_on_a_farm_is_flagged(page: Pages) -> None:
    screening = page.begin(page.open(), place="phone", work="agriculture")
    page.mark(screening, "DR04 CR05 EX01 EX02 CD01 CD03 CD05")
    found = page.found(screening)
    assert (found["EX"], found["CD"]) == ((1, 1, 0, True), (2, 1, 0, True))
    assert "Others should look at it: the indicators say so." in page.text("screening:finish", screening.reference)


def test_a_begging_child_whose_age_is_disputed_is_screened_as_a_child(page: Pages) -> None:
    screening = page.begin(page.open(), age="doubt", place="street", work="street", danger="yes")
    page.save(screening, "signs", child_labour=["CL02", "CL03", "CL05"], child_general=["CC01"])
    page.mark(screening, "VR01 VR08 EX01 EX02 EX09 CD04 CD05 CD06 VD01")
    found = page.found(screening)
    assert (found["EX"], found["CD"]) == ((1, 2, 0, True), (3, 0, 0, True))
    shown = page.text("screening:finish", screening.reference)
    assert "A sign of the card for children is urgent." in shown
    assert page.finish(screening, "emergency").status_code == 302
    result = page.text("screening:one", screening.reference)
    assert "Call now" in result
    assert "911" in result
    assert (
        page.client.get(reverse("screening:one", args=[screening.reference])).context["page"].fitting[0] == "child_protection"
    )


def test_a_raid_stops_before_any_action_and_judgement_overrides_the_count(page: Pages, clock: Clock) -> None:
    case = page.open()
    screening = page.begin(case, kind="sexual", place="raid", work="entertainment", pending=["charge", "overstay"])
    assert page.save(screening, "DR", DR01="present").status_code == 422
    assert "Each person alone." in page.text("screening:step", screening.reference, "stop")
    page.save(screening, "stop")
    page.mark(screening, "DR01 DR02 VR02 VR08 EX02 EX03 CD03 CD04 CD07 CD11 VD05")
    found = page.found(screening)
    assert (found["DR"], found["EX"], found["CD"]) == ((1, 1, 0, True), (0, 2, 0, False), (3, 1, 0, True))
    shown = page.text("screening:finish", screening.reference)
    assert "The exploitation dimension is not positive, on an unverified list." in shown
    assert page.finish(screening, "refer").status_code == 422
    assert page.finish(screening, "refer", because="Locked in, beaten, a debt.").status_code == 302
    done = queries.fresh(screening)
    assert (done.state, done.concern, done.refer_by) == (State.FINISHED, Concern.REFER, MONDAY + timedelta(hours=24))
    assert "Refer for something else" in page.text("screening:one", screening.reference)

    tick(clock.forward(hours=25))
    assert Item.objects.filter(kind=ItemKind.SCREENING_OVERDUE).exists()


def test_who_agrees_to_nothing_is_screened_and_nothing_is_kept(page: Pages) -> None:
    typed = {"list": "adult_labour", "s-age": "adult", "s-kind": "labour", "s-alone": "yes", "s-danger": "no"}
    marked = {f"s-{code}": "present" for code in "EX01 EX02 CD01 CD03".split()}
    answer = page.client.post(reverse("screening:without"), typed | marked)
    assert "Others should look at it: the indicators say so." in answer.content.decode()
    assert not Screening.objects.exists()
    assert not Case.objects.exists()

    case_form = page.client.post(reverse("cases:new"), typed | marked | {"then": "screening"})
    assert case_form.status_code == 200
    assert 'name="s-EX01" value="present"' in case_form.content.decode()
    case = page.open(carried=typed | marked)
    form = {"once": str(uuid4())} | typed | marked
    assert page.client.post(reverse("screening:begin", args=[case.reference]), form).status_code == 302
    screening = Screening.objects.get()
    assert page.found(screening)["EX"] == (1, 1, 0, True)


def test_from_the_page_that_keeps_nothing_no_story_comes_of_somebody_who_is_not_alone(page: Pages) -> None:
    typed = {
        "list": "adult_labour",
        "s-age": "adult",
        "s-kind": "labour",
        "s-alone": "no",
        "s-danger": "no",
        "s-EX01": "present",
    }
    case = page.open()
    page.client.post(reverse("screening:begin", args=[case.reference]), typed)
    assert queries.content_of(Screening.objects.get()).answers.get("EX01") is None

"""Texts with versions, read and understood; gaps and recommendations that lead to nobody."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user, signed_in
from malath.agencies.models import Desk
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.audit.models import Event
from malath.audit.words import Did
from malath.documents import queries as documents
from malath.documents.testing import make_pdf, make_received
from malath.foundation.actor import WORKER
from malath.framework import actions, queries, rules
from malath.framework.actions import CannotDo
from malath.framework.models import Finding, Read, TextVersion
from malath.framework.testing import MONDAY, make_content, make_finding, make_text, make_version
from malath.framework.words import FindingState, WhyNot
from malath.inbox.models import Item

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

S = FindingState
W = WhyNot
DAY = timedelta(days=1)
TODAY = MONDAY.date()


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)
    monkeypatch.setattr("malath.documents.queries.attachments.folder", lambda: tmp_path)


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk(make_agency(AgencyKind.ASSOCIATION))


@pytest.fixture
def nour(desk: Desk) -> User:
    return make_user(Role.CASE_MANAGER, desk, name_en="Nour")


@pytest.fixture
def focal(db: None) -> User:
    return make_user(Role.FOCAL_POINT, make_desk(make_agency(AgencyKind.MECHANISM)), name_en="Focal")


def refused(act: object) -> list[WhyNot]:
    with pytest.raises(CannotDo) as refusal:
        act()  # type: ignore[operator]
    return refusal.value.reasons


def page_for(user: User) -> queries.FrameworkPage:
    return queries.framework_page(accounts.holdings(user, MONDAY))


@pytest.mark.parametrize(
    "text",
    [
        "Call her on 079 000 0012", "اتصل على ٠٧٩٠٠٠٠٠١٢", "+962 79 000 00 12", "Case 7KQF-2M9X-4TZB waits",
        "passport EP4412345", "رقم الهوية 9876543210",
    ],
)  # fmt: skip
def test_what_leads_to_somebody_is_found(text: str) -> None:
    assert rules.why_not_note(text) == [W.NAMES_SOMEBODY]


@pytest.mark.parametrize(
    "text", ["Law 10 of 2021, art. 9", "14 beds for 9 people in 2026", "لا مأوى للرجال منذ 2023", "45 days"]
)
def test_a_year_or_a_number_of_beds_leads_to_nobody(text: str) -> None:
    assert rules.why_not_note(text) == []


@given(st.sampled_from(S), st.sampled_from(S), st.booleans(), st.sampled_from(["", "Done so."]))
def test_a_finding_goes_on_with_an_owner_and_ends_with_a_word(
    state: FindingState, to: FindingState, owned: bool, because: str
) -> None:  # drawn
    found = rules.why_not_move(state, to, owned=owned, because=because)
    assert (W.HAS_ENDED in found) == (state in {S.DONE, S.PARTLY, S.DROPPED})
    assert (W.NO_OWNER in found) == (to != S.NEW and not owned)
    assert (W.REASON_MISSING in found) == (to in {S.DONE, S.PARTLY, S.DROPPED} and not because)


@given(st.text(max_size=12), st.booleans(), st.integers(-3, 3))
def test_a_version_needs_words_a_new_name_and_a_day_that_has_come(label: str, readable: bool, days: int) -> None:
    found = rules.why_not_version(label, ["Law 9 of 2009"], TODAY + days * DAY, TODAY, readable=readable)
    assert found == [W.NOTHING_TO_READ] * (not readable) + [W.DAY_AHEAD] * (days > 0)
    assert W.SAME_LABEL in rules.why_not_version("LAW 9 of 2009", ["Law 9 of 2009"], TODAY, TODAY, readable=True)


def test_a_text_comes_in_with_its_source_and_how_sure_it_is(nour: User) -> None:
    version = make_text()
    (line,) = page_for(nour).lines
    assert (line.version.label, line.version.proof, line.to_read) == ("By-law 46 of 2023", "press", True)
    assert Event.objects.get(name=Did.FRAMEWORK_CHANGED).subject == version.reference


def test_what_is_no_version_is_refused(db: None) -> None:
    assert refused(lambda: make_text(make_content(words=" "))) == [W.NOTHING_TO_READ]
    version = make_text()
    assert refused(lambda: make_version(version.text, make_content("by-law 46 OF 2023"))) == [W.SAME_LABEL]
    assert refused(lambda: make_version(version.text, make_content("New", dated_on=TODAY + DAY))) == [W.DAY_AHEAD]
    assert TextVersion.objects.count() == 1


def test_a_version_is_read_once_and_a_new_one_has_to_be_read_anew(nour: User) -> None:
    version = make_text()
    for _ in range(2):
        actions.say_read(version, nour, by=nour, at=MONDAY)
    assert (Read.objects.count(), page_for(nour).to_read) == (1, 0)
    make_version(version.text, make_content("By-law of 2026", dated_on=TODAY))
    assert page_for(nour).to_read == 1
    assert refused(lambda: actions.say_read(version, nour, by=nour, at=MONDAY)) == [W.OLD_VERSION]


def test_only_the_roles_that_were_named_have_to_read_it(nour: User, desk: Desk) -> None:
    make_text(make_content(roles=["lawyer"]))
    assert page_for(nour).to_read == 0
    assert page_for(make_user(Role.LAWYER, desk)).to_read == 1


def test_who_brings_texts_sees_how_many_of_each_role_have_read(nour: User, focal: User, desk: Desk) -> None:
    version = make_text()
    make_user(Role.CASE_MANAGER, desk)
    actions.say_read(version, nour, by=nour, at=MONDAY)
    page = queries.text_page(version.text, accounts.holdings(focal, MONDAY), MONDAY)
    assert (str(Role.CASE_MANAGER.label), 1, 2) in page.readers
    assert queries.text_page(version.text, accounts.holdings(nour, MONDAY), MONDAY).readers == ()


def test_what_changed_is_said_to_training_and_forms(db: None) -> None:
    version = make_text(make_content(touches=["M1", "needs"]))
    make_version(version.text, make_content("By-law of 2026", dated_on=TODAY, touches=["M10"]), at=MONDAY + DAY)
    assert [change.label for change in queries.changed_since(MONDAY)] == ["By-law of 2026"]
    assert queries.changed_since(datetime(2030, 1, 1, tzinfo=UTC)) == ()
    found = queries.touched(["M1", "M10", "other"])
    assert {code: change.label for code, change in found.items()} == {"M1": "By-law 46 of 2023", "M10": "By-law of 2026"}


def test_a_file_goes_with_a_version_and_is_taken_by_any_member_of_staff(client: Client, nour: User) -> None:
    version = make_text(make_content(words="", received=make_received(make_pdf(), "law.pdf")))
    answer = signed_in(client, nour).get(reverse("framework:take_file", args=[version.reference]))
    assert b"".join(answer.streaming_content) == make_pdf()  # type: ignore[attr-defined]  # by its answer
    assert make_pdf() not in b"".join(path.read_bytes() for path in Path(str(documents.folder())).glob("*/*"))


def typed(**more: object) -> dict[str, object]:
    return {
        "kind": "law", "title_en": "Law", "title_ar": "قانون", "label": "Law 10 of 2021", "dated_on": "02/05/2021",
        "source": "Gazette", "proof": "press", "words": "Seventeen articles.", "touches": "M1, M10", **more,
    }  # fmt: skip


def test_the_focal_point_brings_a_text_in_through_the_page(client: Client, focal: User) -> None:
    signed_in(client, focal)
    file = SimpleUploadedFile("law.pdf", make_pdf())
    assert client.post(reverse("framework:bring"), typed(file=file)).status_code == 302
    version = TextVersion.objects.get()
    assert (version.touches, bool(version.attachment)) == (["M1", "M10"], True)
    page = client.get(reverse("framework:text", args=[version.text.reference])).content.decode()
    assert all(one in page for one in ("Law 10 of 2021", "Read in the press only", "Take the file with the text"))
    new = reverse("framework:bring_version", args=[version.text.reference])
    assert client.post(new, typed(label="Law of 2026", dated_on="01/11/2026")).status_code == 302
    assert "Earlier versions" in client.get(reverse("framework:text", args=[version.text.reference])).content.decode()


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"words": ""}, "Add the text, or a file with it."),
        ({"touches": "M1, ???"}, "Write codes of letters, numbers and dashes."),
        ({"dated_on": "03/11/2026"}, "This day is still to come."),
        ({"file": SimpleUploadedFile("law.pdf", b"MZ\x90\0")}, "Files of this kind are not kept here."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(client: Client, focal: User, more: dict[str, object], why: str) -> None:
    answer = signed_in(client, focal).post(reverse("framework:bring"), typed(**more))
    text = answer.content.decode()
    assert (answer.status_code, why in text, 'value="Law 10 of 2021"' in text) == (422, True, True)
    assert not TextVersion.objects.exists()


def test_others_read_and_do_not_bring(client: Client, nour: User) -> None:
    version = make_text()
    signed_in(client, nour)
    assert client.get(reverse("framework:bring")).status_code == 403
    assert client.post(reverse("framework:bring_version", args=[version.text.reference])).status_code == 403
    assert client.get(reverse("framework:text", args=["7KQF-2M9X-4TZB"])).status_code == 404
    said = client.post(reverse("framework:say_read", args=[version.reference]), follow=True).content.decode()
    assert "you read it and understood it" in said
    assert "Something waits to be read" not in client.get(reverse("framework:list")).content.decode()


def found(client: Client, **more: str) -> "Answer":
    data = {"once": str(uuid4()), "kind": "gap", "source": "work", "matter": "service", "words": "No shelter for men.", **more}
    return client.post(reverse("framework:findings"), data)


def test_a_gap_is_written_down_given_to_a_desk_and_settled(client: Client, nour: User, focal: User, desk: Desk) -> None:
    assert found(signed_in(client, nour)).status_code == 302
    finding = Finding.objects.get()
    assert finding.opened("words") == "No shelter for men."
    here = reverse("framework:move_finding", args=[finding.reference])
    page = reverse("framework:finding", args=[finding.reference])
    assert client.post(here, {"state": "in_work"}).status_code == 403
    signed_in(client, focal)
    assert "Say which desk answers for it." in client.post(here, {"state": "in_work"}).content.decode()
    move = {"state": "in_work", "owner": desk.reference, "due_on": "01/11/2026"}
    assert client.post(here, move).status_code == 302
    assert Item.objects.get(kind="finding_given").link == page
    assert "Late" in client.get(reverse("framework:findings")).content.decode()
    assert "Say what was done" in client.post(here, {**move, "state": "done"}).content.decode()
    assert client.post(here, {**move, "state": "done", "because": "A shelter opened."}).status_code == 302
    assert "No shelter for men." not in client.get(reverse("framework:findings")).content.decode()
    assert "No shelter for men." in client.get(reverse("framework:findings") + "?show=settled").content.decode()
    assert "This was settled already." in client.post(here, move).content.decode()


def test_a_supervisor_of_the_desk_says_how_it_goes_on(client: Client, desk: Desk) -> None:
    finding = make_finding()
    actions.move_finding(finding, S.IN_WORK, owner=desk, by=WORKER, at=MONDAY)
    signed_in(client, make_user(Role.SUPERVISOR, desk))
    here = reverse("framework:move_finding", args=[finding.reference])
    done = {"state": "partly", "owner": desk.reference, "because": "One room."}
    assert client.post(here, done).status_code == 302


def test_a_finding_that_leads_to_somebody_is_refused_and_stays_typed(client: Client, nour: User) -> None:
    answer = found(signed_in(client, nour), words="Call her on 0790000012, nobody did")
    assert (answer.status_code, "leads to nobody" in answer.content.decode()) == (422, True)
    assert "nobody did" in answer.content.decode()
    assert not Finding.objects.exists()


def test_the_same_form_twice_is_one_finding(client: Client, nour: User) -> None:
    once = str(uuid4())
    signed_in(client, nour)
    assert [found(client, once=once).status_code for _ in range(2)] == [302, 302]
    assert Finding.objects.count() == 1


def test_who_has_to_read_is_told_of_each_version_without_its_words(nour: User, desk: Desk) -> None:
    other = make_user(Role.SOCIAL, desk)
    first = make_text(make_content(roles=[Role.CASE_MANAGER]))

    def waiting() -> list[Item]:
        return list(Item.objects.filter(kind="text_to_read", seen_at__isnull=True))

    assert [(item.user, item.subject) for item in waiting()] == [(nour, first.text.reference)]
    actions.say_read(first, nour, by=nour, at=MONDAY)
    assert waiting() == []
    make_version(first.text, make_content("By-law 12 of 2026"))
    make_version(first.text, make_content("By-law 13 of 2026"))
    assert {item.user for item in waiting()} == {nour, other}
    assert len(waiting()) == 2, "one item stands in the place of the one before"
    assert all("victims" not in f"{item.link}{item.subject}" for item in waiting())

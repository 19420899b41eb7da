"""Materials, from the draft to their end; what the public finds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from malath.accounts import queries as accounts
from malath.accounts.models import Membership, User
from malath.agencies.models import Desk
from malath.agencies.words import Governorate
from malath.audit.models import Event
from malath.audit.words import Did
from malath.awareness import actions, material_rules, publishing, queries, shelf
from malath.awareness.models import Material, MaterialFile, Showing
from malath.awareness.testing import (
    CAPTIONS_AR,
    MONDAY,
    make_approved,
    make_captions,
    make_facts,
    make_live,
    make_material,
    make_moving,
    make_officer,
    make_video,
)
from malath.awareness.tests.test_campaigns import refused
from malath.awareness.words import MaterialKind, MaterialState, NoHarm, Part, PlaceKind, Tongue, WhyNot, WhyRetired
from malath.documents import queries as documents
from malath.documents.testing import make_received
from malath.documents.words import Format
from malath.foundation.actor import WORKER
from malath.foundation.acts import unguarded
from malath.inbox.models import Item

W, S = WhyNot, MaterialState
USE = "7KQF-2M9X-4TZB"


@pytest.fixture
def draft(desk: Desk, dana: User) -> Material:
    return make_material(desk, by=dana)


def desk_of(user: User) -> Desk:
    return Membership.objects.get(user=user).desk


def seen_at(material: Material, user: User) -> Showing:
    day = MONDAY.date()
    return actions.note_showing(material, desk_of(user), day, Governorate.IRBID, PlaceKind.SCHOOL, by=user, at=MONDAY)


def state_of(material: Material) -> str:
    return Material.objects.get(pk=material.pk).state


def test_what_it_is_says_for_whom_when_made_and_when_looked_at_again() -> None:
    facts = replace(
        make_facts(year=2027, review_on=MONDAY.date(), consents=("Rosa",)), audiences=frozenset(), languages=frozenset()
    )
    found = material_rules.why_not_facts(facts, today=MONDAY.date())
    assert found == [W.NO_AUDIENCE, W.NO_LANGUAGE, W.NO_YEAR, W.REVIEW_PAST, W.NO_REFERENCE]
    assert material_rules.why_not_facts(make_facts(consents=(USE,)), today=MONDAY.date()) == []


@pytest.mark.parametrize(
    ("kind", "part", "found", "fine"),
    [
        ("video", "main", "webm", True), ("video", "main", "pdf", False), ("poster", "main", "pdf", True),
        ("poster", "captions", "txt", False), ("audio", "sign", "mp4", True), ("video", "poster", "png", True),
        ("card", "main", "mp3", False),
    ],
)  # fmt: skip
def test_a_file_fits_its_place(kind: str, part: str, found: str, fine: bool) -> None:
    reasons = material_rules.why_not_file(MaterialKind(kind), Part(part), "ar", Format(found))
    assert reasons == ([] if fine else [W.WRONG_FILE])


def test_a_draft_lies_sealed_and_plays_for_who_made_it(draft: Material, tmp_path: Path) -> None:
    main = MaterialFile.objects.get(part=Part.MAIN)
    attachment = queries.attachment_of(main)
    assert attachment is not None
    assert b"".join(queries.content_of(main)) == make_video()
    assert b"V_VP8" not in documents.path_of(attachment.place).read_bytes()


def test_captions_of_a_wrong_encoding_leave_nothing(draft: Material, dana: User) -> None:
    wrong = replace(make_captions(), chunks=lambda: iter([CAPTIONS_AR.encode("cp1256")]))
    assert refused(lambda: actions.put_file(draft, Part.CAPTIONS, Tongue.AR, wrong, by=dana, at=MONDAY)) == [W.WRONG_ENCODING]
    assert MaterialFile.objects.count() == 2


def test_captions_that_never_end_are_read_no_further_than_they_may(draft: Material, dana: User) -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        while True:
            read += 100_000
            yield b"WEBVTT\n" + b"x" * 99_993

    wrong = replace(make_captions(), chunks=endless)
    assert refused(lambda: actions.put_file(draft, Part.CAPTIONS, Tongue.AR, wrong, by=dana, at=MONDAY)) == [
        W.CAPTIONS_TOO_LONG
    ]
    assert read <= 1_200_000


def test_captions_need_a_language_and_a_second_file_takes_the_place_of_the_first(draft: Material, dana: User) -> None:
    put = actions.put_file
    assert refused(lambda: put(draft, Part.CAPTIONS, None, make_captions(), by=dana, at=MONDAY)) == [W.NO_TONGUE]
    put(draft, Part.MAIN, None, make_moving(make_video(2)), by=dana, at=MONDAY)
    main = MaterialFile.objects.get(part=Part.MAIN)
    assert b"".join(queries.content_of(main)) == make_video(2)


def test_it_is_approved_by_a_second_person_who_looked_at_everything(draft: Material, dana: User, rami: User) -> None:
    everything = list(NoHarm)
    assert refused(lambda: actions.approve(draft, everything, by=rami, at=MONDAY)) == [W.NOT_TESTED]
    actions.say_tested(draft, 8, "They knew whom to call.", by=dana, at=MONDAY)
    assert refused(lambda: actions.approve(draft, everything, by=dana, at=MONDAY)) == [W.SAME_PERSON]
    assert refused(lambda: actions.approve(draft, everything[1:], by=rami, at=MONDAY)) == [W.UNCHECKED]
    assert actions.approve(draft, everything, by=rami, at=MONDAY).approved_by == rami.reference


def test_who_put_a_file_in_its_place_made_it_too(desk: Desk, dana: User, rami: User) -> None:
    material = make_material(desk, by=dana)
    actions.put_file(material, Part.SIGN, None, make_moving(), by=rami, at=MONDAY)
    assert refused(lambda: make_approved(material, rami, by=dana)) == [W.SAME_PERSON]


def test_two_of_one_desk_do_not_approve_each_other(desk: Desk, draft: Material, rami: User) -> None:
    colleague = make_officer(desk, "Lina")
    assert refused(lambda: make_approved(draft, colleague)) == [W.SAME_DESK]
    page = queries.material_page(Material.objects.get(pk=draft.pk), accounts.holdings(colleague, MONDAY), MONDAY)
    assert (page.may_approve, page.too_close) == (False, str(W.SAME_DESK.label))
    assert actions.approve(draft, list(NoHarm), by=rami, at=MONDAY).approved_by == rami.reference


def test_who_sits_beside_somebody_who_gave_a_file_is_too_close(draft: Material, rami: User) -> None:
    actions.put_file(draft, Part.SIGN, None, make_moving(), by=rami, at=MONDAY)
    assert refused(lambda: make_approved(draft, make_officer(desk_of(rami), "Sami"))) == [W.SAME_DESK]


def test_the_database_keeps_no_approval_of_ones_own(draft: Material, rami: User) -> None:
    make_approved(draft, rami)
    with pytest.raises(IntegrityError), transaction.atomic(), unguarded():
        Material.objects.filter(pk=draft.pk).update(approved_by=draft.by)


def test_nothing_goes_live_without_captions_in_each_language(desk: Desk, dana: User, rami: User) -> None:
    material = make_material(desk, make_facts(languages=frozenset({Tongue.EN, Tongue.AR})), by=dana)
    make_approved(material, rami)
    assert refused(lambda: actions.go_live(material, by=dana, at=MONDAY)) == [W.NO_SUBTITLES]
    actions.send_back(material, "Arabic is missing.", by=rami, at=MONDAY)
    actions.put_file(material, Part.CAPTIONS, Tongue.AR, make_captions(CAPTIONS_AR), by=dana, at=MONDAY)
    assert make_live(material, rami).live_at == MONDAY


def test_a_tested_one_is_not_changed_without_being_sent_back(draft: Material, dana: User) -> None:
    actions.say_tested(draft, 8, "Good.", by=dana, at=MONDAY)
    assert refused(lambda: actions.change_material(draft, make_facts(), by=dana, at=MONDAY)) == [W.NOT_DRAFT]
    assert refused(lambda: actions.put_file(draft, Part.MAIN, None, make_moving(), by=dana, at=MONDAY)) == [W.NOT_DRAFT]
    assert refused(lambda: actions.send_back(draft, " ", by=dana, at=MONDAY)) == [W.BECAUSE_MISSING]


def test_whoever_is_shown_has_agreed_before_it_is_approved(desk: Desk, dana: User, rami: User) -> None:
    material = make_material(desk, make_facts(consents=(USE,)), by=dana)
    assert refused(lambda: make_approved(material, rami)) == [W.CONSENT_UNKNOWN]
    actions.note_consents(material, stand=False, at=MONDAY)
    assert refused(lambda: actions.note_consents(material, stand=False, at=MONDAY)) == [W.RETIRED_ALREADY]


def test_once_somebody_agrees_no_longer_it_is_gone_everywhere(desk: Desk, dana: User, rami: User, tmp_path: Path) -> None:
    material = make_material(desk, make_facts(consents=(USE,)), by=dana)
    actions.note_consents(material, stand=True, at=MONDAY)
    make_live(material, rami)
    seen_at(material, rami)
    publishing.publish(tmp_path, MONDAY)
    actions.note_consents(material, stand=False, at=MONDAY)
    publishing.publish(tmp_path, MONDAY)
    kept = list(MaterialFile.objects.all())
    assert (state_of(material), list(shelf.read(tmp_path))) == (S.RETIRED, [])
    assert [path.name for path in shelf.place(tmp_path).iterdir()] == ["index.json"]
    assert [b"".join(queries.content_of(row)) for row in kept] == [b"", b""]
    page = queries.material_page(material, accounts.holdings(dana, MONDAY), MONDAY)
    assert [one.desk for one in page.used.showings] == [desk_of(rami).name]
    told = Item.objects.filter(kind="material_retired", subject=material.reference)
    assert {item.desk for item in told} == {desk, desk_of(rami)}


def test_what_is_live_stands_whole_on_the_shelf(draft: Material, rami: User, tmp_path: Path) -> None:
    make_live(draft, rami)
    assert publishing.publish(tmp_path, MONDAY)
    assert not publishing.publish(tmp_path, MONDAY)
    (found,) = shelf.read(tmp_path)
    assert (found.reference, found.languages, found.transcript["en"]) == (
        draft.reference, ("en",), "Nobody may keep your passport.\nCall us.",
    )  # fmt: skip
    (main,) = found.of("main")
    path = shelf.file_at(tmp_path, main.name)
    assert path is not None
    assert (path.read_bytes(), path.stat().st_mode & 0o777, main.type) == (make_video(), 0o644, "video/webm")


def test_a_draft_is_not_on_the_shelf_and_nothing_else_is_reached_through_it(draft: Material, tmp_path: Path) -> None:
    publishing.publish(tmp_path, MONDAY)
    (tmp_path / "secret").write_text("x")
    assert shelf.read(tmp_path) == ()
    assert all(shelf.file_at(tmp_path, name) is None for name in ("../../secret", "index.json", "", "0" * 32 + ".webm"))


def test_a_damaged_file_is_not_published(draft: Material, rami: User, tmp_path: Path) -> None:
    make_live(draft, rami)
    with unguarded():
        MaterialFile.objects.filter(part=Part.MAIN).update(name="0" * 32 + ".webm")
    publishing.publish(tmp_path, MONDAY)
    assert shelf.read(tmp_path) == ()


def test_one_file_in_ruins_keeps_no_other_from_the_public(desk: Desk, draft: Material, rami: User, tmp_path: Path) -> None:
    make_live(draft, rami)
    other = make_material(desk)
    actions.put_file(other, Part.MAIN, None, make_moving(make_video(2)), by=WORKER, at=MONDAY)
    make_live(other, rami)
    main = queries.attachment_of(MaterialFile.objects.get(material=draft, part=Part.MAIN))
    assert main is not None
    documents.path_of(main.place).write_bytes(b"malath1")
    publishing.publish(tmp_path, MONDAY)
    assert [one.reference for one in shelf.read(tmp_path)] == [other.reference]


def test_an_index_of_another_time_is_no_index(tmp_path: Path) -> None:
    shelf.place(tmp_path).mkdir(parents=True)
    for text in ("", "{", '{"version": 9, "materials": []}'):
        (shelf.place(tmp_path) / "index.json").write_text(text)
        assert shelf.read(tmp_path) == ()


def test_it_is_retired_once_and_the_trail_says_why(draft: Material, dana: User) -> None:
    actions.retire(draft, WhyRetired.OUTDATED, by=dana, at=MONDAY)
    assert refused(lambda: actions.retire(draft, WhyRetired.HARM, by=dana, at=MONDAY)) == [W.RETIRED_ALREADY]
    assert '"why":"outdated"' in Event.objects.get(name=Did.MATERIAL_RETIRED).facts


@pytest.mark.parametrize(("seconds", "length"), [(0, ""), (4, "0:04"), (125, "2:05")])
def test_a_page_says_how_long_it_is(seconds: int, length: str) -> None:
    assert material_rules.length(seconds) == length


def test_a_poster_needs_no_captions(desk: Desk, dana: User, rami: User) -> None:
    material = actions.add_material(desk, make_facts(kind=MaterialKind.POSTER), by=dana, at=MONDAY)
    actions.put_file(material, Part.MAIN, Tongue.AR, make_received(), by=dana, at=MONDAY)
    assert make_live(material, rami).state == S.LIVE


def test_on_the_day_of_its_review_it_waits_to_be_taken_from_the_public(desk: Desk, dana: User, rami: User) -> None:
    material, day = make_material(desk, make_facts(review_on=date(2027, 1, 10)), by=dana), date(2027, 1, 10)
    assert queries.past_review(day) == []
    make_live(material, rami)
    assert queries.past_review(day - timedelta(days=1)) == []
    assert [one.pk for one in queries.past_review(day)] == [material.pk]
    actions.retire(material, WhyRetired.OUTDATED, by=WORKER, at=MONDAY)
    assert (state_of(material), queries.past_review(day)) == (S.RETIRED, [])
    assert Item.objects.filter(kind="material_retired", subject=material.reference).count() == 1

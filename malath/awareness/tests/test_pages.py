"""What the pages show, keep and refuse."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from malath.accounts.models import User
from malath.accounts.testing import signed_in
from malath.agencies.models import Desk
from malath.awareness import actions, queries
from malath.awareness.models import Campaign, Material, Session, Spread
from malath.awareness.testing import MONDAY, make_counted, make_live, make_material, make_session, make_video
from malath.awareness.words import NoHarm, Part
from malath.inbox.models import Item

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

PLAN = {
    "title_ar": "كلنا عمال", "title_en": "All workers", "objective": "They call.", "message": "Keep your passport.",
    "audiences": ["students"], "channels": ["session"], "languages": ["ar"], "begins_on": "1/11/2026", "ends_on": "30/11/2026",
}  # fmt: skip


def post(client: Client, user: User, name: str, *where: str, **data: object) -> "Answer":
    signed_in(client, user)
    return client.post(reverse(f"awareness:{name}", args=where), data)


def test_a_campaign_is_planned_on_its_page(client: Client, dana: User) -> None:
    answer = post(client, dana, "new_campaign", **PLAN)
    campaign = Campaign.objects.get()
    assert answer["Location"] == reverse("awareness:campaign", args=[campaign.reference])
    assert "They call." in client.get(answer["Location"]).content.decode()


def test_what_was_typed_stays_when_a_plan_is_refused(client: Client, dana: User) -> None:
    answer = post(client, dana, "new_campaign", **(PLAN | {"ends_on": "1/10/2026", "objective": "They call us."}))
    assert answer.status_code == 422
    assert all(words in answer.content.decode() for words in ("They call us.", "ends before it begins"))


def test_money_and_a_session_are_written_from_the_campaign(client: Client, campaign: Campaign, dana: User) -> None:
    once = "0b5e8f0e-6a4f-4d7e-9a53-111111111111"
    money = {"once": once, "kind": "spent", "what": "Cards", "amount": "١٢٫٥٠٠", "currency": "JOD", "on": "1/11/2026"}
    assert post(client, dana, "write_money", campaign.reference, **money).status_code == 302
    assert post(client, dana, "write_money", campaign.reference, **(money | {"amount": "1.0001"})).status_code == 422
    planned = {
        "once": once, "desk": campaign.desk.reference, "audience": "students", "on": "3/11/2026", "governorate": "MA",
        "place": "school",
    }  # fmt: skip
    assert post(client, dana, "plan_session", campaign.reference, **planned).status_code == 302
    page = client.get(reverse("awareness:campaign", args=[campaign.reference])).content.decode()
    assert all(words in page for words in ("Cards", "12.500"))


def test_how_far_it_reached_is_written_and_struck_on_the_page(
    client: Client, campaign: Campaign, dana: User, rami: User
) -> None:
    typed = {
        "once": "0b5e8f0e-6a4f-4d7e-9a53-222222222222", "way": "print", "audience": "students", "number": "٥٠٠٠",
        "known_by": "فاتورة المطبعة", "on": "1/11/2026",
    }  # fmt: skip
    refused = post(client, dana, "write_spread", campaign.reference, **(typed | {"way": "radio"}))
    assert (refused.status_code, "فاتورة المطبعة" in refused.content.decode()) == (422, True)
    assert post(client, dana, "write_spread", campaign.reference, **typed).status_code == 302
    spread = Spread.objects.get()
    assert post(client, rami, "strike_spread", spread.reference).status_code == 403
    post(client, dana, "strike_spread", spread.reference)
    spread.refresh_from_db()
    assert (spread.number, spread.struck_by) == (5_000, dana.reference)


def test_a_session_is_counted_on_its_page(client: Client, campaign: Campaign, dana: User) -> None:
    session = make_session(campaign)
    counts = {"came": "62", "facilitators": ["ctu"], "disclosures": "1", "cards": "60", "genders_female": "30"}
    wrong = post(client, dana, "hold_session", session.reference, **counts)
    assert (wrong.status_code, "do not add up" in wrong.content.decode()) == (422, True)
    assert post(client, dana, "hold_session", session.reference, **counts, genders_male="32").status_code == 302
    assert Session.objects.get().counts["genders"] == {"female": 30, "male": 32}


def test_another_desk_neither_counts_nor_changes(client: Client, campaign: Campaign, rami: User) -> None:
    session = make_counted(make_session(campaign))
    assert post(client, rami, "hold_session", session.reference).status_code == 403
    assert post(client, rami, "change_campaign", campaign.reference).status_code == 403
    assert post(client, rami, "move_campaign", campaign.reference, to="ended").status_code == 403
    assert client.get(reverse("awareness:session", args=[session.reference])).status_code == 200


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", ["list", "calendar", "reach", "teacher_card", "changes"])
def test_a_focal_point_reads(client: Client, focal: User, campaign: Campaign, name: str, language: str) -> None:
    signed_in(client, focal)
    answer = client.get(reverse(f"awareness:{name}"), {"language": language})
    assert answer.status_code == 200


def test_a_day_that_is_none_shows_this_month(client: Client, dana: User) -> None:
    signed_in(client, dana)
    assert client.get(reverse("awareness:calendar"), {"day": "2026-13-99"}).status_code == 200


def test_another_desk_approves_a_material_and_changes_nothing_of_it(client: Client, desk: Desk, dana: User, rami: User) -> None:
    material = make_material(desk, by=dana)
    actions.say_tested(material, 8, "Good.", by=dana, at=MONDAY)
    for name in ("change_material", "go_live", "retire_material"):
        assert post(client, rami, name, material.reference).status_code == 403
    assert post(client, rami, "approve", material.reference, checks=list(NoHarm.values)).status_code == 302
    answer = post(client, dana, "go_live", material.reference)
    assert (answer.status_code, Material.objects.get().state) == (302, "live")


def test_what_does_harm_is_taken_from_the_public_by_any_desk(
    client: Client, desk: Desk, dana: User, rami: User, settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    material = make_live(make_material(desk, by=dana), rami, by=dana)
    assert post(client, rami, "retire_material", material.reference, why="replaced").status_code == 403
    assert post(client, rami, "retire_material", material.reference, why="harm").status_code == 302
    assert Item.objects.get(kind="material_retired").desk == desk


def test_a_file_is_played_by_stretches(client: Client, desk: Desk, dana: User, focal: User) -> None:
    material = make_material(desk, by=dana)
    main = next(row for row in queries.files_of(material) if row.part == Part.MAIN)
    signed_in(client, dana)
    answer = client.get(reverse("awareness:play", args=[main.reference]), headers={"Range": "bytes=4-9"})
    assert (answer.status_code, answer["Content-Range"]) == (206, f"bytes 4-9/{main.size}")
    assert answer.getvalue() == make_video()[4:10]
    signed_in(client, focal)
    assert client.get(reverse("awareness:play", args=[main.reference])).status_code == 403


def test_what_cannot_be_kept_says_why_beside_the_file(client: Client, desk: Desk, dana: User) -> None:
    material = make_material(desk, by=dana)
    for name, content, why in (
        ("a.exe", b"MZ\x90\x00" * 40, "does not belong there"),
        ("film.mp4", make_video(), "end of its name"),
    ):
        file = SimpleUploadedFile(name, content)
        answer = post(client, dana, "put_file", material.reference, part="main", file=file)
        assert (answer.status_code, why in answer.content.decode()) == (422, True)


def test_the_card_for_teachers_leads_to_the_card_of_signs_and_names_nobody(client: Client, dana: User) -> None:
    page = signed_in(client, dana).get(reverse("awareness:teacher_card")).content.decode()
    assert f'href="{reverse("helpline:enter")}"' in page
    assert "<form" not in page[page.index("<main") : page.index("</main>")]

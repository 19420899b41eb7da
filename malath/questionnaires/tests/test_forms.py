"""How a form comes in, is tried out, published by a second person, and retired."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.audit import actions as audit
from malath.audit.models import Event
from malath.audit.words import Did
from malath.foundation.testing import Clock, guarded_rows
from malath.helpline.testing import MONDAY
from malath.inbox.models import Item
from malath.inbox.words import ItemKind
from malath.questionnaires import actions, queries
from malath.questionnaires.actions import CannotDo, Source
from malath.questionnaires.actions import filling as filling_actions
from malath.questionnaires.converting import convert_xlsform
from malath.questionnaires.models import Filling, Questionnaire, Version
from malath.questionnaires.testing import enough_for, make_needs, make_published, make_version, make_xlsform
from malath.questionnaires.tests.conftest import House, alike
from malath.questionnaires.words import FilledState, Kind, State, WhyNot


def sent(client: Client, data: bytes, kind: str = "other", name: str = "needs.xlsx") -> Any:
    return client.post("/forms/bring/", {"kind": kind, "file": SimpleUploadedFile(name, data)})


def reasons(act: Callable[[], object]) -> list[WhyNot]:
    with pytest.raises(CannotDo) as refused:
        act()
    return refused.value.reasons


def tried(version: Version, house: House) -> Version:
    trial = filling_actions.begin(version, house.office, trial=True, by=house.rana, at=MONDAY)
    filling_actions.save(trial, enough_for(queries.form_of(version), MONDAY), by=house.rana, at=MONDAY)
    filling_actions.finish(trial, by=house.rana, at=MONDAY)
    version.refresh_from_db()
    return version


def test_a_form_comes_in_as_a_draft_for_all_bodies(faris: Client, house: House, clock: Clock) -> None:
    answer = sent(faris, make_needs())
    version = Version.objects.get()
    assert answer.status_code == 302
    assert (version.state, version.label, version.questionnaire.agency) == (State.DRAFT, "1", None)
    assert (version.brought_by, version.brought_at) == (house.faris.reference, MONDAY)
    assert Event.objects.filter(name=Did.FORM_BROUGHT, subject=version.reference).exists()


def test_a_form_of_a_supervisor_is_for_the_own_body(huda: Client, house: House, clock: Clock) -> None:
    sent(huda, make_needs())
    assert Questionnaire.objects.get().agency == house.desk.agency


def test_what_was_understood_is_shown_in_each_language(faris: Client, house: House, clock: Clock) -> None:
    version = make_version(make_needs(), house.faris, at=MONDAY)
    english = faris.get(f"/forms/versions/{version.reference}/?in=en").content.decode()
    arabic = faris.get(f"/forms/versions/{version.reference}/?in=ar").content.decode()
    assert "Is the home safe?" in english
    assert "هل المسكن آمن؟" in arabic
    assert "home/why" in english


def test_a_form_that_is_not_understood_is_refused_with_its_row(faris: Client, clock: Clock) -> None:
    survey = [{"type": "text", "name": "a", "label": "A"}, {"type": "image", "name": "photo", "label": "Photo"}]
    answer = sent(faris, make_xlsform(survey))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "photo" in page
    assert "<bdi>3</bdi>" in page
    assert not Version.objects.exists()


@pytest.mark.parametrize("data", [b"", b"nothing", b"PK\x03\x04broken", b"<html/>"])
def test_a_file_that_is_no_form_is_refused(faris: Client, clock: Clock, data: bytes) -> None:
    assert sent(faris, data).status_code == 422


def test_the_very_same_form_is_here_already(house: House) -> None:
    data = make_needs()
    make_version(data, house.faris, at=MONDAY)
    assert reasons(lambda: make_version(data, house.faris, at=MONDAY)) == [WhyNot.HERE_ALREADY]


def test_other_content_under_the_same_version_is_refused(house: House) -> None:
    make_version(make_needs(), house.faris, at=MONDAY)
    other = make_needs(form_title="Other")
    assert reasons(lambda: make_version(other, house.faris, at=MONDAY)) == [WhyNot.SAME_VERSION]


def test_an_id_belongs_to_whom_it_belongs(huda: Client, house: House, clock: Clock) -> None:
    make_version(make_needs(), house.faris, at=MONDAY)
    answer = sent(huda, make_needs("2"))
    assert answer.status_code == 409
    assert Version.objects.count() == 1


def test_another_kind_under_the_same_id_is_refused(house: House) -> None:
    make_version(make_needs(), house.faris, at=MONDAY)
    assert reasons(lambda: make_version(make_needs("2"), house.faris, at=MONDAY, kind=Kind.KAP)) == [WhyNot.OTHER_KIND]


def test_nobody_publishes_what_nobody_tried_out(house: House) -> None:
    version = make_version(make_needs(), house.faris, at=MONDAY)
    assert reasons(lambda: actions.publish(version, by=house.rana, at=MONDAY)) == [WhyNot.NOT_TRIED]


def test_nobody_publishes_alone(faris: Client, rana: Client, house: House, clock: Clock) -> None:
    version = tried(make_version(make_needs(), house.faris, at=MONDAY), house)
    assert version.state == State.TRIED
    assert reasons(lambda: actions.publish(version, by=house.faris, at=MONDAY)) == [WhyNot.OWN_FORM]
    assert (
        f"/forms/versions/{version.reference}/publish/"
        not in faris.get(f"/forms/versions/{version.reference}/").content.decode()
    )
    rana.post(f"/forms/versions/{version.reference}/publish/")
    version.refresh_from_db()
    assert (version.state, version.published_by, version.published_at) == (State.PUBLISHED, house.rana.reference, MONDAY)


def waiting(user: User) -> list[str]:
    rows = Item.objects.filter(user=user, kind=ItemKind.FORM_TO_PUBLISH, seen_at__isnull=True)
    return list(rows.values_list("subject", flat=True))


def test_who_may_publish_is_told_once_it_was_tried_out_and_the_bringer_is_not(house: House) -> None:
    version = make_version(make_needs(), house.faris, at=MONDAY)
    assert not Item.objects.exists()
    tried(version, house)
    assert waiting(house.rana) == [version.reference]
    told = Item.objects.filter(kind=ItemKind.FORM_TO_PUBLISH)
    assert {item.user for item in told} == {house.rana}
    assert told.get().link == f"/forms/versions/{version.reference}/"
    actions.publish(version, by=house.rana, at=MONDAY)
    assert waiting(house.rana) == []


def test_of_a_body_with_one_supervisor_the_mechanism_is_told(house: House) -> None:
    source = Source(make_needs(), convert_xlsform(make_needs(), form_id="form"))
    version = actions.bring(source, Kind.OTHER, agency=house.desk.agency, by=house.huda, at=MONDAY)
    assert {user.pk for user in queries.publishers_of(version, MONDAY)} == {house.faris.pk, house.rana.pk}
    second = make_user(Role.SUPERVISOR, house.desk)
    assert queries.publishers_of(version, MONDAY) == [second]


def test_what_is_retired_before_it_was_published_waits_for_nobody(house: House) -> None:
    version = tried(make_version(make_needs(), house.faris, at=MONDAY), house)
    actions.retire(version, by=house.rana, at=MONDAY)
    assert waiting(house.rana) == []


def test_a_new_version_retires_the_one_before_and_says_what_is_different(
    rana: Client, house: House, published: Version, clock: Clock
) -> None:
    second = make_published(make_needs("2", form_title="Needs, again"), house.faris, house.rana, house.office, at=MONDAY)
    published.refresh_from_db()
    assert (published.state, published.retired_by) == (State.RETIRED, house.rana.reference)
    assert "Nothing that is asked" in rana.get(f"/forms/versions/{second.reference}/").content.decode()


def test_a_published_form_never_changes(house: House, published: Version) -> None:
    assert reasons(lambda: actions.publish(published, by=house.rana, at=MONDAY)) == [WhyNot.NOT_A_DRAFT]
    kept = (published.source_mark, published.xform, published.definition)
    actions.retire(published, by=house.rana, at=MONDAY)
    published.refresh_from_db()
    assert (published.source_mark, published.xform, published.definition) == kept
    assert reasons(lambda: actions.retire(published, by=house.rana, at=MONDAY)) == [WhyNot.NOT_PUBLISHED]


def test_a_trial_leaves_nothing_of_what_was_answered(house: House) -> None:
    tried(make_version(make_needs(), house.faris, at=MONDAY), house)
    row = Filling.objects.select_related("key").get()
    assert (row.state, row.answers, row.xml, row.key.wrapped) == (FilledState.THROWN, None, None, None)


def test_the_same_workbook_goes_out_again(amal: Client, published: Version, clock: Clock) -> None:
    answer = amal.post(f"/forms/versions/{published.reference}/take-out/xlsx/")
    assert answer.content == bytes(published.source)
    assert answer["Content-Disposition"] == f'attachment; filename="{published.reference}.xlsx"'
    assert Event.objects.filter(name=Did.FORM_TAKEN_OUT, subject=published.reference).exists()


def test_what_goes_out_comes_in_again_the_same(amal: Client, published: Version, clock: Clock) -> None:
    out = amal.post(f"/forms/versions/{published.reference}/take-out/xlsx/").content
    assert convert_xlsform(out).form == queries.form_of(published)
    xform = amal.post(f"/forms/versions/{published.reference}/take-out/xml/").content
    assert xform.decode() == published.xform


def test_it_is_printed_to_be_filled_in_by_hand(amal: Client, published: Version, clock: Clock) -> None:
    answer = amal.post(f"/forms/versions/{published.reference}/take-out/pdf/")
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Type"] == "application/pdf"
    assert amal.post(f"/forms/versions/{published.reference}/take-out/exe/").status_code == 404


def test_a_draft_is_not_seen_by_who_cannot_change_it(amal: Client, basim: Client, house: House, clock: Clock) -> None:
    draft = make_version(make_needs(), house.faris, at=MONDAY)
    stranger = amal.get("/forms/versions/2222-2222-2222/")
    assert (amal.get(f"/forms/versions/{draft.reference}/").status_code, stranger.status_code) == (404, 404)
    assert alike(amal.get(f"/forms/versions/{draft.reference}/")) == alike(stranger)


def test_a_form_of_one_body_is_for_no_other(basim: Client, huda: Client, house: House, clock: Clock) -> None:
    sent(huda, make_needs())
    version = Version.objects.get()
    assert huda.get(f"/forms/versions/{version.reference}/").status_code == 200
    assert basim.get(f"/forms/versions/{version.reference}/").status_code == 404


@pytest.mark.parametrize("act", ["publish", "retire"])
def test_who_may_not_publish_is_refused(amal: Client, published: Version, act: str) -> None:
    assert amal.post(f"/forms/versions/{published.reference}/{act}/").status_code == 403


@pytest.mark.parametrize("act", ["publish", "retire", "begin", "take-out/pdf"])
def test_acts_need_post(rana: Client, published: Version, act: str) -> None:
    assert rana.get(f"/forms/versions/{published.reference}/{act}/").status_code == 405


def test_nothing_is_left_behind_when_the_trace_fails(house: House, published: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    before = guarded_rows()
    monkeypatch.setattr(audit, "_append", broken)
    with pytest.raises(RuntimeError):
        actions.retire(published, by=house.rana, at=MONDAY)
    with pytest.raises(RuntimeError):
        make_version(make_needs("9"), house.faris, at=MONDAY)
    assert guarded_rows() == before

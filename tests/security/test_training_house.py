"""A house for training cannot be mistaken for the real one: its sign stands on what it shows and gives away."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from malath.accounts.providers import providers
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.documents import typesetting
from malath.exchange.actions import keys
from malath.exchange.actions.keys import CannotKey
from malath.exchange.archive import Refusal
from malath.exchange.package_words import WhyNotKey
from malath.exchange.reasons import WhyRefused
from malath.exchange.sealed_package import CARD, TRAINING_CARD, card_of, key_of, new_key
from malath.exchange.workbook import open_workbook
from malath.foundation import marks
from malath.foundation.clock import now
from malath.foundation.models import Mark
from malath.inbox import channels
from malath.ui.training import BAND, HEADER, SHEET, SIGN, bytes_of, signed

pytestmark = pytest.mark.django_db
PAGE = {"lang": "en", "dir": "ltr", "heading": "A letter", "lead": [], "rows": [("one", "two")], "told": [], "foot": []}


@pytest.fixture
def training() -> Iterator[None]:
    Mark.objects.create(kind=Mark.TRAINING, created_at=datetime(2026, 11, 8, tzinfo=UTC))
    marks.forget()
    yield
    marks.forget()


def keep(kind: str) -> None:
    """A key of this kind is pasted at a return office. Errors: `CannotKey`."""
    office = make_agency(AgencyKind.RETURNS)
    keys.take_in(office, name="Mission", card=str(new_key(kind).card), by=make_user(Role.RETURN, make_desk(office)), at=now())


@pytest.fixture
def real() -> Iterator[None]:
    marks.forget()
    yield
    marks.forget()


def answered(**headers: str) -> HttpResponse:
    answer = signed(lambda _: HttpResponse("a,b\r\n", headers=headers))(RequestFactory().get("/"))
    assert isinstance(answer, HttpResponse)
    return answer


def test_it_is_told_from_a_demonstration_and_has_invented_people_too(training: None, tmp_path: Path) -> None:
    assert (marks.sandbox(), marks.is_training(), marks.is_demo()) == ("training", True, True)
    marks.tell(tmp_path)
    assert (tmp_path / marks.SIGN).read_text() == "training"


@pytest.mark.parametrize(("language", "said"), SIGN.items())
def test_every_page_says_so_above_in_the_title_and_by_its_icon(
    training: None, client: Client, language: str, said: str
) -> None:
    pages = [reverse("account_login"), "/no/such/page/", reverse("helpline:enter"), reverse("awareness:answer_enter")]
    for page in pages:
        answer = client.get(page, headers={"accept-language": language})
        text = answer.content.decode()
        assert f"</svg>{said}" in text, page
        assert f"<title>{said.partition(':')[0]} – " in text, page
        assert answer[HEADER]
    assert "icon-training.svg" in client.get(pages[0]).content.decode()


def test_who_is_signed_in_reads_it_on_each_page_with_the_way_to_exercises(training: None, client: Client) -> None:
    client.post("/demo/sign-in/", {"user": make_user(Role.SOCIAL, make_desk()).reference})
    text = client.get(reverse("accounts:settings")).content.decode()
    assert SIGN["en"] in text
    assert reverse("workday:exercises") in text


def test_the_page_of_the_field_kit_says_so(training: None, client: Client) -> None:
    assert BAND in client.get(reverse("offline:shell"), headers={"accept-encoding": "br"}).content.decode()


def test_a_real_house_says_nothing_of_the_kind(real: None, client: Client) -> None:
    answer = client.get(reverse("account_login"))
    assert HEADER not in answer
    assert "training" not in answer.content.decode()
    kept = {"Content-Disposition": 'attachment; filename="a.csv"', "Content-Type": "text/csv"}
    assert answered(**kept).content == b"a,b\r\n"
    assert answered(**kept)["Content-Disposition"] == kept["Content-Disposition"]


def test_a_file_says_so_in_its_name_and_a_text_table_in_its_last_line(training: None) -> None:
    answer = answered(**{"Content-Disposition": 'attachment; filename="a.csv"', "Content-Type": "text/csv; charset=utf-8"})
    assert answer["Content-Disposition"] == 'attachment; filename="TRAINING-a.csv"'
    assert answer.content.decode().splitlines()[-1] == BAND


def test_a_workbook_opens_at_a_sheet_that_says_so_and_prints_it(training: None) -> None:
    book = load_workbook(BytesIO(bytes_of(Workbook())))
    assert [cell.value for cell in book.active["A"]] == [*SIGN.values()]  # type: ignore[index]  # a sheet of cells
    assert book.worksheets[0].oddHeader.center.text == BAND  # type: ignore[union-attr]  # never None


def test_a_workbook_of_a_real_house_has_no_such_sheet(real: None) -> None:
    assert len(load_workbook(BytesIO(bytes_of(Workbook()))).worksheets) == 1


def test_a_workbook_of_training_is_not_taken_into_a_real_house(real: None) -> None:
    book = Workbook()
    book.create_sheet(SHEET)
    out = BytesIO()
    book.save(out)
    with pytest.raises(Refusal) as refused:
        open_workbook(out.getvalue())
    assert refused.value.code == WhyRefused.FROM_TRAINING


def test_paper_says_so_before_its_title(training: None) -> None:
    made = typesetting.batch_of([{"title": "Letter", "ar": PAGE, "en": PAGE}], mark="m")
    assert "Training: nothing here is real – Letter" in made.decode("utf-16-be", "ignore") or b"Training" in made


def test_no_mail_text_or_medium_is_reached(training: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "MALATH_OUTBOX", tmp_path)
    monkeypatch.setattr(settings, "MALATH_TEXT_GATEWAY", "no.such.Gateway")
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "no.such.Backend")
    channels.send_mail("a@body.invalid", "Something waits", "Look.", number="1")
    channels.send_text("+96270000001", "Look.")
    channels.write_on_medium(tmp_path / "usb", "state.txt", b"x")
    assert sorted(path.parent.name for path in tmp_path.rglob("*.*")) == ["mail", "media", "texts"]


def test_no_provider_is_asked(training: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MALATH_PROVIDERS", {"body": object()})
    assert providers() == ()


@pytest.mark.parametrize(("kind", "other"), [(CARD, TRAINING_CARD), (TRAINING_CARD, CARD)])
def test_no_package_passes_between_training_and_a_real_house(kind: str, other: str, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("real" if kind == CARD else "training")
    keep(kind)
    with pytest.raises(CannotKey) as refused:
        keep(other)
    assert refused.value.reasons == [WhyNotKey.OTHER_WORLD]


def test_a_key_of_training_is_known_as_one(real: None) -> None:
    key = new_key(TRAINING_CARD)
    assert card_of(str(key.card)).kind == key_of(key.secret).card.kind == TRAINING_CARD
    assert card_of(str(new_key().card)).kind == CARD

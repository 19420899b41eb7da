"""Scenario 1, steps 1 to 4, on a phone: a labour inspector screens a worker without a name, in Arabic and in English."""

import pytest
from playwright.sync_api import Page, expect

from malath.accounts.words import Language
from malath.screening.models import Screening
from malath.screening.words import Concern
from tests.journeys.conftest import SignIn, Town
from tests.journeys.test_scenarios import choose, send_form, speak

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = {
    Language.ARABIC: (
        "الفرز الأولي قبل أي إجراء متعلق بالإقامة", "توقف، أو انتقل إلى مكان آخر", "هذا ليس حكمًا", "التعرف على الضحية",
    ),
    Language.ENGLISH: (
        "Screening before any immigration action", "Stop, or move to another place", "This is no verdict", "Identification",
    ),
}  # fmt: skip
MARKED = {
    "DR": "DR01 DR02",
    "CR": "CR05",
    "VR": "VR03 VR08",
    "EX": "EX01 EX02 EX03",
    "CD": "CD01 CD03 CD11 CD14",
    "VD": "VD01 VD02",
}


def talk(page: Page, *, alone: str) -> None:
    choose(page, alone=alone, danger="no", age="adult", kind="labour", pending="absconding")
    page.locator("[name='place']").select_option("home")
    send_form(page)


@pytest.mark.parametrize("language", [Language.ARABIC, Language.ENGLISH])
def test_worker_a_is_screened_on_a_phone(town: Town, sign_in: SignIn, language: Language) -> None:
    stop, move, verdict, identification = WORDS[language]
    speak(town.inspector, language)
    rana = sign_in(town.inspector, phone=True)
    rana.locator("main a[href$='then=screening']").first.click()
    rana.locator("[name='age_band']").select_option("21-29")
    choose(rana, risk="high", answer="yes")
    rana.locator("select[name='language']").select_option("am")
    send_form(rana)
    rana.locator("main form[action$='/begin/'] button.primary").click()

    talk(rana, alone="no")
    expect(rana.locator("main")).to_contain_text(stop)
    send_form(rana)
    expect(rana.locator("[name='signs'], form.stack").first).to_be_visible()
    send_form(rana)
    expect(rana.locator("main")).to_contain_text(move)
    expect(rana.locator("[name='DR01']")).to_have_count(0)
    rana.goto(rana.url.replace("/DR/", "/conditions/"))
    talk(rana, alone="yes")
    send_form(rana)
    send_form(rana)
    for codes in MARKED.values():
        for code in codes.split():
            choose(rana, **{code: "present"})
        send_form(rana)
    rana.locator("[name='said']").fill("قالت: جواز السفر عند صاحب البيت.")
    send_form(rana)
    expect(rana.locator("main")).to_contain_text(verdict)
    wide = rana.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    send_form(rana)
    expect(rana.locator("#next")).to_contain_text(identification)
    done = Screening.objects.get()
    assert (done.concern, done.ended_by) == (Concern.REFER, town.inspector.reference)
    rana.locator("#next a.primary").click()
    expect(rana.locator("[name='type']:checked")).to_have_count(1)

"""What a message may say: how much waits, and nothing else (invariant I2)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malath.accounts.words import Language
from malath.inbox import wording
from malath.inbox.words import Sentence

# What no message may hold, in either language: the work, its subject, a status, a place, whom it is about.
NEVER = re.compile(
    r"traffick|victim|referr|case|file|person|shelter|police|consent|status|malath|http|www|@|amman"
    r"|اتجار|ضحي|إحالة|حالة|ملف|شخص|إيواء|شرطة|موافقة|ملاذ|عمّان",
    re.IGNORECASE,
)
languages = st.sampled_from([language.value for language in Language])


@given(st.integers(1, 150), st.integers(0, 150), languages)
def test_a_mail_says_how_much_waits_and_nothing_else(items: int, urgent: int, language: str) -> None:
    for text in wording.digest(items, urgent, language):
        assert not NEVER.search(text), text
        assert len(text) < 90


@pytest.mark.parametrize("language", Language.values)
@pytest.mark.parametrize("sentence", Sentence)
def test_a_text_message_is_one_of_the_list(sentence: Sentence, language: str) -> None:
    text = wording.sentence(sentence, language)
    assert not NEVER.search(text), text
    assert len(text) <= 70, "longer than one message in Arabic"


@pytest.mark.parametrize("language", Language.values)
def test_the_mail_to_a_keeper_says_nothing_of_the_work(language: str) -> None:
    for text in wording.about_a_state(language):
        assert not re.search(r"traffick|victim|malath|journal|trail|اتجار|ضحي|ملاذ", text, re.IGNORECASE), text


def test_it_counts_as_people_do() -> None:
    assert wording.digest(1, 0, "en") == ("1 item waits", "1 item waits for you. Sign in.")
    assert wording.digest(3, 1, "en") == ("3 items wait", "3 items wait for you. 1 is urgent. Sign in.")
    assert wording.digest(100, 2, "en") == ("100+ items wait", "100+ items wait for you. 2 are urgent. Sign in.")
    assert wording.digest(2, 1, "ar") == ("بندان ينتظران", "لديك بندان ينتظران. منها واحد عاجل. سجّل الدخول.")
    assert wording.digest(11, 3, "ar") == ("11 بندًا ينتظر", "لديك 11 بندًا ينتظر. منها 3 عاجلة. سجّل الدخول.")

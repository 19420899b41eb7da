"""What a mission says of somebody who came in a package, as it stands in a file. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from malath.exchange.package_words import WhyNotPackage
from malath.exchange.sealed_package import NoPackage
from malath.returns.rules_mission import Word
from malath.returns.words import MissionAnswer
from malath.returns.words_mission import Known, MissionQuestion


def said_of(word: Word) -> dict[str, Any]:
    """As it travels."""
    return {
        "answers": {one.value: known.value for one, known in word.answers.items()},
        "told": word.told,
        "reception": word.reception.value if word.reception else "",
        "words": word.words,
        "came_at": word.came_at.isoformat() if word.came_at else "",
        "missing_at": word.missing_at.isoformat() if word.missing_at else "",
    }


def word_in(content: Mapping[str, Any]) -> Word:
    """As it is read. Errors: `NoPackage` where it is none."""
    try:
        word = Word(
            answers={MissionQuestion(one): Known(known) for one, known in content["answers"].items()},
            told=str(content["told"]),
            reception=MissionAnswer(content["reception"]) if content["reception"] else None,
            words=str(content["words"]),
            came_at=_moment(content["came_at"]),
            missing_at=_moment(content["missing_at"]),
        )
    except (KeyError, ValueError, TypeError, AttributeError):
        raise NoPackage(WhyNotPackage.NOT_A_PACKAGE) from None
    return word


def why_not_say(word: Word, at: datetime, *, came_before: bool, missing: bool) -> list[WhyNotPackage]:
    """Why nothing goes back: all six questions are answered or none, nobody came tomorrow, and who came is not missing."""
    refused = {
        WhyNotPackage.NOTHING_SAID: word.says_nothing,
        WhyNotPackage.SOME_QUESTIONS: bool(word.answers) and set(word.answers) != set(MissionQuestion),
        WhyNotPackage.CAME_AHEAD: word.came_at is not None and word.came_at > at,
        WhyNotPackage.CAME_ALREADY: came_before and missing,
    }
    return [reason for reason, holds in refused.items() if holds]


def _moment(text: str) -> datetime | None:
    moment = datetime.fromisoformat(text) if text else None
    if moment is not None and moment.tzinfo is None:
        raise ValueError(text)
    return moment

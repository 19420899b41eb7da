"""Which form of the screen stands on which sheet of paper. Labels, choices and words are read from the forms themselves, so a
label that changes on the screen changes on paper; only what a paper needs and a screen does not is said here."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from django.utils.functional import Promise, lazy
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from malath.accounts.roles import Power
from malath.cases.forms import Assess, NewCase, NewNeed, NewNote
from malath.cases.words import NoteKind
from malath.documents.blank_forms import Item, Option, Part, items_of, points
from malath.helpline.forms import Worry
from malath.helpline.words import CARD
from malath.privacy.earlier_forms import WORDS, day_field, hour_field
from malath.privacy.forms import WHICH_BODY, ConsentAnswer, SafeContact, UseAnswer
from malath.privacy.marks import marks_of, short
from malath.privacy.wording import CHILD, OPENS, Wording, wording
from malath.privacy.words import ConsentKind
from malath.screening.forms import Conditions, Finish, Signs, Words
from malath.screening.queries import cards, lists
from malath.screening.queries.lists import Dimension
from malath.screening.words import Step, WhyNot
from malath.ui.help_lines import Line, lines_of_help

LANGUAGES: Final = ("ar", "en")
ROOM_OF_A_NOTE: Final = 6
ROOM_OF_FIRST_NOTE: Final = 11
SET, ADULT, CHILD_ASKED = "M-00", "M-02", "M-03"


class OpenBody:
    """A body that is written in by hand."""

    name_ar = name_en = "………………………………"


@dataclass(frozen=True)
class Paper:
    """One sheet: its number, what it is called, where it is typed in, and what stands on it in the language that is spoken
    when it is asked. `words`: the mark of the words read from it, where an answer keeps them; `of_somebody`: it is filled in
    about one person."""

    code: str
    title: Promise
    where: Promise
    parts: Callable[[date], tuple[Part, ...]]
    words: str = ""
    power: Power = Power.OPEN_CASE
    of_somebody: bool = True

    def version(self, today: date) -> str:
        """The mark that changes with any word on the sheet; where an answer keeps words, it is theirs."""
        return short(self.words) if self.words else _mark_of(self, today)


def papers(code: str) -> tuple[Paper, ...]:
    """The sheets that a number stands for, none when it stands for nothing."""
    several = {SET: FOR_ONE_PERSON, ADULT: QUESTIONS, CHILD_ASKED: QUESTIONS_TO_A_CHILD}
    return several.get(code, tuple(one for one in EVERY if one.code == code))


def title(code: str) -> str:
    """What the file calls itself: its number, and neither a question nor a body."""
    kinds = []
    for language in LANGUAGES:
        with override(language):
            kinds.append(gettext("Form"))
    return " · ".join((code, *kinds))


def content(shown: Sequence[Paper], today: date) -> dict[str, list[dict[str, Any]]]:
    """What stands on the sheets, in each language."""
    return {language: [_sheet(one, language, today) for one in shown] for language in LANGUAGES}


@lru_cache(maxsize=32)
def _mark_of(paper: Paper, today: date) -> str:
    said = json.dumps([_said(paper, language, today) for language in LANGUAGES], ensure_ascii=False)
    return short(sha256(said.encode()).hexdigest())


def _said(paper: Paper, language: str, today: date) -> list[dict[str, Any]]:
    with override(language):
        return _plain(paper.parts(today))


def _sheet(paper: Paper, language: str, today: date) -> dict[str, Any]:
    with override(language):
        return {**_frame(paper, today), "parts": _plain(paper.parts(today))}


def _frame(paper: Paper, today: date) -> dict[str, Any]:
    """What stands on every sheet: number, version, day and hour, and how to carry it."""
    named = {
        "code": paper.code,
        "version": paper.version(today),
        "day": f"{today:%d/%m/%Y}",
        "page": "{page}",
        "pages": "{pages}",
    }
    foot = gettext("%(code)s · version %(version)s · printed on %(day)s · page %(page)s of %(pages)s") % named
    own = gettext("Your own sign for the person, or the number of the case. Never a name.")
    return {
        "number": paper.code, "title": str(paper.title), "foot": foot,
        "day": str(day_field().label), "hour": str(hour_field().label),
        "own": own if paper.of_somebody else gettext("Phone of your desk"),
        "again": gettext("The same sign as on the first page") if paper.of_somebody else "",
        "one": gettext("one answer"), "many": gettext("all that apply"),
        "warning": asdict(_warning()),
    }  # fmt: skip


def _warning() -> Item:
    """How to carry it."""
    return points(
        gettext("This paper can put somebody in danger"),
        (
            gettext("Write no name, phone number or address where others could find it."),
            gettext("Carry it folded, apart from the person's papers; no photographs."),
            gettext("Once it is typed in, hand it to your desk or destroy it wholly."),
            gettext("If it is lost, or others have seen it, tell your supervisor at once."),
        ),
    )


def _plain(parts: Sequence[Part]) -> list[dict[str, Any]]:
    return [asdict(part) for part in parts]


def _first_contact(_today: date) -> tuple[Part, ...]:
    return tuple(_steps(NewCase(desks=())))


def _steps(form: NewCase) -> Iterator[Part]:
    """The steps of the screen; identity on a strip of its own."""
    aloud = {"child": wording(ConsentKind.C1, child=True), "adult": wording(ConsentKind.C1)}
    cuts = {
        "identity": gettext("Cut here: carry this strip apart from the rest, or leave it empty and remember what was said."),
        "note": gettext("Cut here."),
    }
    own = (Item("line", gettext("The same sign as on the first page")),)
    for name, step in form.steps.items():
        told = tuple(str(text) for text in (step.told, step.aloud) if text)
        read = (_aloud(aloud[name], marks_of(ConsentKind.C1)[-1] if name == "adult" else ""),) if name in aloud else ()
        fields = items_of(form, step.names, lines=ROOM_OF_FIRST_NOTE if name == "note" else 0)
        if name == "child":
            why, view = fields
            yield Part(str(step.title), (why, Item("told", str(step.aloud)), *read, view), (str(step.told),))
            continue
        yield Part(str(step.title), (*read, *fields, *(own if name == "identity" else ())), told, cuts.get(name, ""))


def _aloud(words: Wording, mark: str) -> Item:
    """The words in the language that is spoken, and their mark where an answer keeps them."""
    text = words.ar if get_language() == "ar" else words.en
    label = NewCase.base_fields[WORDS].label
    return Item("words", text, f"{label}:" if mark else "", mark=short(mark) if mark else "")


def _question(kind: ConsentKind, *, child: bool) -> Callable[[date], tuple[Part, ...]]:
    def parts(today: date) -> tuple[Part, ...]:
        form = UseAnswer(today=today) if kind == ConsentKind.C15 else ConsentAnswer(kind=kind, today=today, is_child=child)
        what = [name for name in UseAnswer.field_order if name in form.fields]
        words = wording(kind, OpenBody if kind == ConsentKind.C3 else None, child=child)
        reach, body = OPENS[kind], (Item("line", str(WHICH_BODY)),) if kind == ConsentKind.C3 else ()
        opens = tuple(Option(f"{head}: {text}") for head, text in ((reach.yes, reach.opens), (reach.no, reach.not_this)))
        first = Part(str(UseAnswer.first_title), items_of(form, what)) if what else Part("", body)
        return (
            Part(str(reach.title), (Item("points", "", options=opens),), (str(NewCase.steps["child"].told),) if child else ()),
            first,
            Part(str(words.title), (_aloud(words, marks_of(kind, child=child)[-1]),), (str(words.how),)),
            Part(str(form.title), tuple(one for one in items_of(form) if one not in first.items)),
        )

    return parts


def _safe_contact(_today: date) -> tuple[Part, ...]:
    return (Part("", items_of(SafeContact())),)


def _needs(_today: date) -> tuple[Part, ...]:
    """All that is needed on one sheet, though the screen takes one need at a time."""
    several = tuple(replace(one, kind="many") for one in items_of(NewNeed()))
    return (Part("", several, (gettext("Each need is typed in by itself."),)),)


def _note(_today: date) -> tuple[Part, ...]:
    """Own words, observation and opinion, each in its own place: three notes."""
    form = NewNote()
    kind: Any = form.fields["kind"]
    text = items_of(form, ["text"], lines=ROOM_OF_A_NOTE)
    apart = tuple(Part(str(one.label), text, (str(kind.hints[one]),)) for one in NoteKind)
    told = (str(kind.label), gettext("Each kind is typed in as a note of its own."))
    return (Part("", (), told), *apart)


def _danger(_today: date) -> tuple[Part, ...]:
    form = Assess()
    rows = form.grid
    _name, likelihood, harm = rows[0]
    heads = ("", str(likelihood.label), str(harm.label))
    scale = tuple(one.text for one in items_of(form, [likelihood.name])[0].options)
    grid = Item("grid", "", options=tuple(Option(str(name)) for name, _one, _other in rows), heads=heads, scale=scale)
    return (Part("", (grid, *items_of(form, ["plan"])), (str(form.told),)),)


def _screening(code: str) -> Callable[[date], tuple[Part, ...]]:
    """The list of one profile: how the talk was, each indicator with its answer, the words, and what follows."""

    def parts(today: date) -> tuple[Part, ...]:
        found = lists.list_of(code)
        numbers = [_number(line) for line in lines_of_help(lists.spoken(), today)]
        talk = items_of(Conditions(child=found.child, data=None), ["alone", "danger", "age", "place", "work", "pending"])
        legend = gettext("1 present, 2 absent, 3 not answered, 4 unclear. No box crossed: not asked, which is never a no.")
        alone = (str(WhyNot.NOT_ALONE.label),)
        asked = tuple(Part(part.name, (_answers(part),), _badge(verified=part.verified)) for part in found.dimensions)
        signs = (Part(str(Step.SIGNS.label), items_of(Signs(child=True))),) if found.child else ()
        return (
            Part(str(Step.CONDITIONS.label), (*talk, points(gettext("Whom to call"), numbers)), alone),
            Part("", (), (legend,)), *asked, *signs, Part(str(Step.WORDS.label), items_of(Words())),
            Part("", items_of(Finish(), ["concern", "because", "watch_on"])),
        )  # fmt: skip

    return parts


def _answers(part: Dimension) -> Item:
    rows = tuple(Option(one.text, "") for one in part.indicators)
    return Item("grid", "", options=rows, heads=("", gettext("The answer")), scale=("1", "2", "3", "4"))


def _badge(*, verified: bool) -> tuple[str, ...]:
    return () if verified else (gettext("Not verified"),)


def _signs(today: date) -> tuple[Part, ...]:
    language = "ar" if get_language() == "ar" else "en"
    numbers = [_number(line) for line in lines_of_help(language, today)]
    form = Worry()
    return (
        Part(str(CARD.danger), (points("", numbers),), (str(CARD.phone),)),
        Part(str(CARD.title), (points(str(CARD.do), CARD.do_these), points(str(CARD.do_not), CARD.not_these))),
        Part(str(CARD.worry), items_of(form), (str(CARD.about_it), str(CARD.unverified))),
    )


def _emergency(today: date) -> tuple[Part, ...]:
    """Whom to call, and the card that asks whether it is safe to talk."""
    language = "ar" if get_language() == "ar" else "en"
    numbers = [_number(line) for line in lines_of_help(language, today)]
    asks = cards.card(language)
    return (
        Part(gettext("Whom to call"), (points("", numbers),)),
        Part(
            gettext("Is it safe to talk?"),
            (points("", asks.sentences if asks else ()),),
            (gettext("Show the card or read it, when nobody else looks. Go on only when the person nods."),),
        ),
    )


def _number(line: Line) -> str:
    beside = [line.hours, *([gettext("Not verified")] if line.unchecked else [])]
    return f"{line.who}: {line.number}" + "".join(f" · {text}" for text in beside if text)


def _questions(code: str, *, child: bool) -> tuple[Paper, ...]:
    """A sheet for each question: none is bundled with another on paper either."""
    kinds = [kind for kind in ConsentKind if not child or kind in CHILD]
    where = _("Consents → Ask or withdraw")
    return tuple(
        Paper(f"{code}-{kind.value}", kind.label, where, _question(kind, child=child), marks_of(kind, child=child)[-1])
        for kind in kinds
    )


QUESTIONS = _questions(ADULT, child=False)
QUESTIONS_TO_A_CHILD = _questions(CHILD_ASKED, child=True)
FOR_ONE_PERSON = (
    Paper("M-01", _("First contact"), _("Workday → New case"), _first_contact),
    Paper("M-04", _("Safe contact"), _("Person → Safe contact"), _safe_contact),
    Paper("M-05", _("Needs"), _("Case → Needs"), _needs),
    Paper("M-06", _("Note"), _("Case → Write a note"), _note),
    Paper("M-07", _("Danger and safety plan"), _("Case → Danger and safety plan"), _danger),
)
SIGN_CARD = Paper(
    "M-08", CARD.title, _("The sign card, with the code of the desk"), _signs, power=Power.HEAR_CONCERNS, of_somebody=False
)
EMERGENCY = Paper("M-09", _("Emergency sheet"), _("It is not typed in"), _emergency, power=Power.SCREEN, of_somebody=False)
SCREENINGS = tuple(
    Paper(
        f"M-{number}", format_lazy("{}: {}", _("Screening"), lazy(lambda code=code: lists.list_of(code).name, str)()),
        _("Case → Screening"), _screening(code), power=Power.SCREEN,
    )
    for number, code in enumerate(lists.profile_codes(), start=10)
)  # fmt: skip
EVERY = (*FOR_ONE_PERSON, *QUESTIONS, *QUESTIONS_TO_A_CHILD, SIGN_CARD, EMERGENCY, *SCREENINGS)

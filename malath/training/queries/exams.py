"""Questions, tests and what came of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from malath.accounts import queries as accounts
from malath.accounts.models import User
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.documents import queries as documents
from malath.documents.models import Letter
from malath.foundation import clock
from malath.training import rules
from malath.training.models import Certificate, Course, Item, Nomination, Paper, Sitting, TeachBack
from malath.training.queries import courses, curriculum
from malath.training.queries.courses import CourseLine
from malath.training.words import CourseKind, Criterion, Moment, NoGain, NominationState, WhyNot
from malath.ui.pieces import Tone
from malath.ui.times import day_text

LOOKED_AT = 2_000
"""So many of the newest tests say how good a question is."""
TITLE = "\u0634\u0647\u0627\u062f\u0629 · Certificate"


@dataclass(frozen=True)
class ItemLine:
    """A question of the bank. `difficulty`: how many of a hundred answer rightly; None of too few answers."""

    reference: str
    module: str
    words: str
    options: tuple[str, ...]
    right: int
    retired: bool
    answers: int
    difficulty: int | None
    discrimination: Decimal | None

    @property
    def is_weak(self) -> bool:
        """It tells nobody apart, or nearly nobody or everybody knows it."""
        return self.discrimination is not None and (self.discrimination < Decimal("0.1") or self.difficulty in {0, 100})


@dataclass(frozen=True)
class Question:
    """One question of a test as somebody is asked it."""

    reference: str
    words: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """What somebody reached. `why_not`: why no certificate is issued yet; `ended`: the certificate does not hold any more."""

    reference: str
    name: str
    body: str
    scores: tuple[tuple[Moment, int], ...]
    passed: bool
    low: bool
    gain: Decimal | NoGain
    teach_back: Decimal | None
    certificate: str
    holds: bool
    why_not: tuple[WhyNot, ...]
    rubric: tuple[tuple[Criterion, int], ...] = ()

    @property
    def tone(self) -> Tone:
        return "ok" if self.passed else "warn"

    @property
    def gain_told(self) -> str:
        return str(self.gain.label) if isinstance(self.gain, NoGain) else f"{self.gain:.2f}"


@dataclass(frozen=True)
class ResultsPage:
    """What everybody in a course reached: for whoever trains there and whoever runs the pool."""

    course: CourseLine
    kind: CourseKind
    prepared: int
    results: tuple[Result, ...]
    runs: bool


@dataclass(frozen=True)
class OwnTests:
    """Which tests the viewer may sit now, and what they reached."""

    reference: str
    open: tuple[Moment, ...]
    result: Result | None


def items() -> tuple[ItemLine, ...]:
    """The bank, those in use first. Two statements."""
    told = _answers(Sitting.objects.order_by("-pk")[:LOOKED_AT])
    rows = Item.objects.order_by("retired_at", "module", "pk")
    return tuple(_item(row, told.get(row.reference, [])) for row in rows)


def bank(modules: Iterable[str]) -> dict[str, list[str]]:
    """Of each module the questions in use."""
    found: dict[str, list[str]] = {module: [] for module in modules}
    for module, reference in Item.objects.filter(module__in=list(found), retired_at__isnull=True).values_list(
        "module", "reference"
    ):
        found[module].append(reference)
    return found


def item_by_reference(reference: str) -> Item | None:
    return Item.objects.filter(reference=reference).first()


def item_locked(pk: int) -> Item:
    return Item.objects.select_for_update().get(pk=pk)


def is_prepared(course: Course) -> bool:
    return Paper.objects.filter(course=course).exists()


def paper_of(course: Course, moment: Moment) -> Paper | None:
    return Paper.objects.filter(course=course, moment=moment).first()


def in_own_order(nomination: Nomination, paper: Paper) -> list[str]:
    """The questions of a test in the order of this officer."""
    return rules.in_order_of(paper.items, f"{nomination.reference} {paper.moment}")


def questions(references: Sequence[str]) -> tuple[Question, ...]:
    """Questions in this order, in the language of the page. One statement."""
    rows = {row.reference: row for row in Item.objects.filter(reference__in=references)}
    return tuple(_question(rows[one]) for one in references)


def right_answers(references: Sequence[str]) -> list[int]:
    found = dict(Item.objects.filter(reference__in=references).values_list("reference", "right"))
    return [found[one] for one in references]


def sittings_of(nomination: Nomination) -> dict[Moment, Sitting]:
    return {Moment(row.moment): row for row in nomination.sittings.all()}


def failed_on(kind: CourseKind, sat: dict[Moment, Sitting]) -> Any:
    """The day on which the test after the course was not passed; None where it was, or was not sat."""
    post = sat.get(Moment.POST)
    if post is None or rules.passed(kind, post.right, post.asked):
        return None
    return clock.in_amman(post.at).date()


def why_not_sit(nomination: Nomination, moment: Moment, at: datetime, *, prepared: bool, held: bool) -> list[WhyNot]:
    """Why somebody does not sit a test now."""
    sat = sittings_of(nomination)
    return rules.why_not_sit(
        moment, admitted=nomination.state == NominationState.ADMITTED, prepared=prepared, sat=set(sat), held=held,
        failed_on=failed_on(CourseKind(nomination.course.kind), sat), today=clock.in_amman(at).date(),
    )  # fmt: skip


def own_tests(course: Course, user: User, at: datetime) -> OwnTests | None:
    """The viewer's own tests in a course. Five statements."""
    row = _with_results(course).filter(officer__user=user).first()
    if row is None or row.state != NominationState.ADMITTED:
        return None
    prepared, held = is_prepared(course), courses.was_held(course)
    ahead = tuple(one for one in Moment if not why_not_sit(row, one, at, prepared=prepared, held=held))
    return OwnTests(row.reference, ahead, _result(row, at, 0, trains_here=False, oneself=True))


def results_page(course: Course, *, runs: bool, user: User, at: datetime) -> ResultsPage:
    """Six statements."""
    held = course.half_days.count()
    rows = _with_results(course).filter(state=NominationState.ADMITTED).order_by("officer__name_ar", "pk")
    here = courses.is_trainer(course, user.pk)
    line = courses.course_line(course, clock.in_amman(at).date())
    paper = course.papers.first()
    found = tuple(_result(row, at, held, trains_here=here, oneself=row.officer.user_id == user.pk) for row in rows)
    return ResultsPage(line, CourseKind(course.kind), len(paper.items) if paper else 0, found, runs)


def why_not_certify(nomination: Nomination, user_reference: str, at: datetime) -> list[WhyNot]:
    """Why this member of staff issues no certificate to somebody."""
    course, row = nomination.course, _with_results(nomination.course).get(pk=nomination.pk)
    here = courses.trains_here(course, user_reference)
    oneself = row.officer.user is not None and row.officer.user.reference == user_reference
    return list(_result(row, at, course.half_days.count(), trains_here=here, oneself=oneself).why_not)


def certificate_by_reference(reference: str) -> Certificate | None:
    beside = ("key", "officer__agency", "officer__user", "course__host")
    rows = Certificate.objects.select_related(*(f"nomination__{one}" for one in beside))
    return rows.filter(reference=reference).first()


def certificate_locked(pk: int) -> Certificate:
    return Certificate.objects.select_for_update().get(pk=pk)


def holds(certificate: Certificate, at: datetime) -> bool:
    return certificate.ended_at is None and certificate.valid_until > at


def letter_of(certificate: Certificate) -> Letter | None:
    found = documents.letters_about([certificate.reference], cap=1)
    return found[0] if found else None


def desk_of(user: User, at: datetime) -> Desk | None:
    """In whose name a member of staff issues a certificate."""
    ids = accounts.holdings(user, at).own_desk_ids
    return next(iter(agencies.desks_among(ids)), None)


def content_of(nomination: Nomination, reference: str, at: datetime) -> dict[str, Any]:
    """What a certificate says, in both languages: who took part in what, which versions were taught; never how well."""
    return {"title": TITLE, **{language: _in_language(language, nomination, reference, at) for language in ("ar", "en")}}


def _in_language(language: str, nomination: Nomination, reference: str, at: datetime) -> dict[str, Any]:
    course, officer = nomination.course, nomination.officer
    with translation.override(language):
        taught = sorted({(one[0], one[1]) for half_day in course.half_days.all() for one in half_day.modules})
        titles = curriculum.titles()
        rows = [
            [_("Name"), officer.name], [_("Body"), officer.agency.name], [_("Course"), course.title],
            [_("Days"), f"{day_text(course.starts_on)} – {day_text(course.ends_on)}"],
            *([f"{code} ({label})", titles.get(code, code)] for code, label in taught),
        ]  # fmt: skip
        issued = _("Issued: %(moment)s · Number: %(number)s")
        return {
            "lang": language, "dir": "rtl" if language == "ar" else "ltr", "heading": str(CourseKind(course.kind).label),
            "lead": [issued % {"moment": day_text(clock.in_amman(at).date()), "number": reference}],
            "rows": [[str(one), str(two)] for one, two in rows], "told": [],
            "foot": [_("It says that its holder took part and passed where there was a test, and nothing of how well.")],
        }  # fmt: skip


def _with_results(course: Course) -> Any:
    rows = course.nominations.select_related("officer__agency", "officer__user", "course", "teach_back", "certificate")
    return rows.prefetch_related("sittings", "presences")


def _result(row: Nomination, at: datetime, held: int, *, trains_here: bool, oneself: bool) -> Result:
    kind, sat = CourseKind(row.course.kind), sittings_of(row)
    percent = {moment: Decimal(100 * one.right) / one.asked for moment, one in sat.items()}
    passed = any(rules.passed(kind, one.right, one.asked) for moment, one in sat.items() if moment != Moment.PRE)
    teach_back: TeachBack | None = getattr(row, "teach_back", None)
    certificate: Certificate | None = getattr(row, "certificate", None)
    rated = rules.mean(teach_back.scores) if teach_back else None
    rubric = tuple((one, teach_back.scores[one]) for one in Criterion) if teach_back else ()
    why_not = rules.why_not_certify(
        kind, courses.state_of(row.course, clock.in_amman(at).date()),
        took_part=rules.took_part(len(row.presences.all()), held), passed=passed, teach_back=rated,
        certified=certificate is not None, trains_here=trains_here, oneself=oneself,
    )  # fmt: skip
    return Result(
        row.reference, row.officer.name, row.officer.agency.name,
        tuple((moment, int(percent[moment])) for moment in Moment if moment in percent), passed,
        Moment.POST in sat and not passed, rules.gain(percent.get(Moment.PRE), percent.get(Moment.POST)), rated,
        certificate.reference if certificate else "", certificate is not None and holds(certificate, at), tuple(why_not),
        rubric,
    )  # fmt: skip


def _answers(sittings: Iterable[Sitting]) -> dict[str, list[tuple[bool, Decimal]]]:
    """For each question whether it was answered rightly, and how good the test was. Two statements."""
    rows, right = list(sittings), dict(Item.objects.values_list("reference", "right"))
    found: dict[str, list[tuple[bool, Decimal]]] = {}
    for row in rows:
        whole = Decimal(row.right) / row.asked
        for item, answer in zip(row.items, row.answers, strict=True):
            found.setdefault(item, []).append((answer == right.get(item), whole))
    return found


def _item(row: Item, answers: list[tuple[bool, Decimal]]) -> ItemLine:
    asked = _question(row)
    return ItemLine(
        row.reference, row.module, asked.words, asked.options, row.right, row.retired_at is not None, len(answers),
        rules.difficulty(answers), rules.discrimination(answers),
    )  # fmt: skip


def _question(row: Item) -> Question:
    english = get_language() == "en"
    words, options = (row.words_en, row.options_en) if english else (row.words_ar, row.options_ar)
    return Question(row.reference, words, tuple(options))

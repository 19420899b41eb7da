"""Officers and courses for tests and demo data, made by the real acts."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from malath.accounts.models import User
from malath.agencies.models import Agency
from malath.agencies.testing import make_agency, make_desk
from malath.agencies.words import AgencyKind
from malath.foundation import clock
from malath.foundation.actor import WORKER, Actor
from malath.training.actions import after, costs, courses, exams
from malath.training.actions.after import Journey
from malath.training.actions.costs import Spending
from malath.training.actions.courses import Plan
from malath.training.actions.exams import Written
from malath.training.actions.levels import enter_level
from malath.training.actions.officers import Facts, enlist
from malath.training.models import Certificate, Cost, Course, HalfDay, Item, Nomination, Officer, Sitting, Undertaking
from malath.training.queries import exams as exam_queries
from malath.training.words import (
    BudgetLine,
    CourseKind,
    Criterion,
    Discipline,
    Half,
    Job,
    Level,
    Merit,
    Moment,
    PaidFrom,
    Part,
    Sex,
)

MONDAY = datetime(2026, 11, 2, 7, tzinfo=UTC)
TODAY = MONDAY.date()
_number = count(1)


def make_officer(
    agency: Agency | None = None,
    *,
    name_en: str = "",
    name_ar: str = "",
    since: date = date(2018, 1, 1),
    user: User | None = None,
    job: Job = Job.INSPECTOR,
    sex: Sex = Sex.WOMAN,
    directorate: str = "Sahab",
    governorate: str = "AM",
    level: Level | None = None,
    by: Actor = WORKER,
    at: datetime = MONDAY,
) -> Officer:
    """A labour inspector of eight years, no trainer, unless said otherwise."""
    number = next(_number)
    home = user.agency if user else agency or make_agency(AgencyKind.LABOUR, at=at)
    names = (name_en or f"Officer {number}", name_ar or f"ضابط {number}")
    officer = enlist(Facts(*names, home, job, sex, since, directorate, governorate, user), by=by, at=at)
    return enter_level(officer, level, "Trained in 2017 by the project.", by=by, at=at) if level else officer


def make_course(
    kind: CourseKind = CourseKind.FRONT_LINE,
    *,
    starts_on: date = TODAY,
    days: int = 5,
    modules: Sequence[str] = ("M1", "M2"),
    host: Agency | None = None,
    titles: tuple[str, str] = ("Signs and first contact", "المؤشرات والتواصل الأول"),
    experts: bool = False,
    by: Actor = WORKER,
    at: datetime = MONDAY,
) -> Course:
    """Five days of two modules that begin today, unless said otherwise."""
    ends_on = starts_on + timedelta(days=days - 1)
    home = host or make_agency(AgencyKind.LABOUR, at=at)
    return courses.announce(
        Plan(kind, *titles, home, "Training centre", starts_on, ends_on, "AM", modules, experts), by=by, at=at
    )


def make_cost(course: Course, *, by: Actor = WORKER, at: datetime = MONDAY) -> Cost:
    """The hall, of which the state paid six hundred dinars."""
    paid = Decimal(600)
    spending = Spending(BudgetLine.PLACE, "Ministry of Labour", PaidFrom.STATE, actual=paid, paid_on=clock.in_amman(at).date())
    return costs.write_cost(course, spending, by=by, at=at)


def make_nominated(
    course: Course, officer: Officer, discipline: Discipline = Discipline.NONE, *, by: Actor = WORKER, at: datetime = MONDAY
) -> Nomination:
    return courses.nominate(course, officer, discipline, by=by, at=at)


def make_admitted(course: Course, officer: Officer, *, by: Actor = WORKER, at: datetime = MONDAY) -> Nomination:
    return courses.admit(make_nominated(course, officer, by=by, at=at), by=by, at=at)


def make_traveller(course: Course, officer: Officer, *, by: Actor = WORKER, at: datetime = MONDAY) -> Nomination:
    """Everything speaks for sending them."""
    nomination = courses.nominate(course, officer, Discipline.NONE, merits=list(Merit), by=by, at=at)
    return courses.admit(nomination, by=by, at=at)


def make_agreed(
    kind: CourseKind = CourseKind.WORKSHOP, officer: Officer | None = None, *, by: Actor = WORKER, at: datetime = MONDAY
) -> Undertaking:
    """A workshop or a study visit of one day, a hundred days ago, and what one of those who were there does at home."""
    before, day = at - timedelta(days=100), timedelta(days=1)
    course = make_course(kind, starts_on=before.date(), days=1, modules=(), at=before - day)
    who = officer or make_officer(at=before - day)
    make_traveller(course, who, by=by, at=before - day)
    if kind == CourseKind.STUDY_VISIT:
        after.plan_visit(course, Journey("Canada", "A police service", "How others listen"), by=by, at=before - day)
        after.approve_travel(course, by=by, at=before - day)
    make_half_day(course, at=before)
    return after.agree(course, who, "A room to talk in alone", before.date() + timedelta(days=60), by=by, at=before)


def make_half_day(
    course: Course, half: Half = Half.MORNING, *, on: date | None = None, by: Actor = WORKER, at: datetime = MONDAY
) -> HalfDay:
    return courses.open_half_day(course, on or course.starts_on, half, by=by, at=at)


def make_items(*modules: str, number: int = 3, by: Actor = WORKER, at: datetime = MONDAY) -> list[Item]:
    """So many questions of each module; the second answer is the right one."""
    return [
        exams.write_item(
            Written(
                module, f"سؤال {place} من {module}", f"Question {place} of {module}", ("أ", "ب", "ج"), ("a", "b", "c"), 1
            ),
            by=by, at=at,
        )
        for module in modules
        for place in range(number)
    ]  # fmt: skip


def make_sat(nomination: Nomination, moment: Moment, right: int, *, by: Actor = WORKER, at: datetime = MONDAY) -> Sitting:
    """So many questions answered rightly."""
    paper = exam_queries.paper_of(nomination.course, moment)
    items = paper.items if paper else []
    answers = {item: 1 if place < right else 0 for place, item in enumerate(items)}
    return exams.sit(nomination, moment, answers, by=by, at=at)


def marks(*numbers: int) -> dict[str, int]:
    """Of a teach-back: content, clarity, taking part, safety."""
    return dict(zip(Criterion.values, numbers, strict=True))


def make_certified(
    officer: Officer, kind: CourseKind = CourseKind.CAMP, *, trainer: Officer | None = None, by: Actor = WORKER,
    at: datetime = MONDAY,
) -> Certificate:  # fmt: skip
    """Half a day in a camp last month, and the certificate of it."""
    before = at - timedelta(days=30)
    course = make_course(kind, starts_on=before.date(), days=1, modules=["M8"], at=before)
    if trainer:
        courses.name_trainer(course, trainer, Part.CO, by=by, at=before)
    nomination = make_admitted(course, officer, by=by, at=before)
    courses.list_present(make_half_day(course, at=before), [nomination.reference], by=by, at=before)
    return exams.certify(nomination, desk=make_desk(officer.agency, at=before), by=by, at=before + timedelta(days=2))

"""Training of the demonstration: a session three months ago of which it is asked what became practice, trainers who learnt to
teach two months ago, and a course that began yesterday."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from config.demo_cast import DATA, House
from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.agencies.words import Currency
from malath.foundation.clock import in_amman
from malath.training.actions import after, costs, courses, exams, levels, plans, practice
from malath.training.actions.costs import Spending
from malath.training.actions.courses import Plan
from malath.training.actions.coverage import count_posts
from malath.training.actions.exams import Written
from malath.training.actions.officers import Facts, enlist
from malath.training.models import Course, Nomination, Officer
from malath.training.queries.exams import in_own_order, paper_of, right_answers
from malath.training.words import (
    BudgetLine,
    CourseKind,
    Criterion,
    Discipline,
    Half,
    HowOften,
    Job,
    Level,
    Moment,
    PaidFrom,
    Part,
    Practice,
    Said,
    Sex,
)

DAY = timedelta(days=1)
TEXTS = DATA["training"]
RUBRIC = dict(zip(Criterion.values, (4, 3, 3, 3), strict=True))


def somebody_learns(house: House, now: datetime) -> None:
    """Firas has taught for years; Rana and Hind learnt it from him and passed; Rana and he teach front-line officers now."""
    reem, begun = house.named("Reem Demo"), now - 70 * DAY
    desk = house.desks["inspection_amman"]
    firas = _officer(house.named("Firas Demo"), Job.POLICE, Sex.MAN, now - 103 * DAY, by=reem)
    levels.enter_level(firas, Level.MASTER, TEXTS["because"], by=reem, at=now - 103 * DAY)
    learners = [
        _officer(house.named(name), Job.INSPECTOR, Sex.MAN, now - 103 * DAY, by=reem) for name in ("Sami Demo", "Lubna Demo")
    ]
    _a_session(desk, firas, learners, now, by=reem)
    rana = _officer(house.named("Rana Demo"), Job.INSPECTOR, Sex.WOMAN, begun - 4 * DAY, by=reem)
    for row in TEXTS["questions"]:
        exams.write_item(Written(**row), by=reem, at=begun - 4 * DAY)
    others = [_without_account(row, desk, begun - 4 * DAY, by=reem) for row in TEXTS["officers"]]
    _a_workshop(desk, rana, begun, by=reem)
    _trainers_learn(desk, firas, [rana, others[0]], begun, by=reem)
    levels.raise_level(rana, Level.CO_TRAINER, by=reem, at=begun + 8 * DAY)
    _officers_learn(desk, firas, rana, [*learners, *others[1:]], now, by=reem)
    plans.note_own_plan(desk.agency, stands=True, plan=TEXTS["plan"], on=in_amman(now).date(), by=reem, at=now)
    count_posts(desk.agency, "Zarqa", 12, in_amman(now).date(), TEXTS["staff_list"], by=reem, at=now)


def _a_session(desk: Desk, firas: Officer, learners: list[Officer], now: datetime, *, by: User) -> None:
    """Half a day, a hundred days ago; Sami has said what became practice, Lubna and their supervisor are asked."""
    held, asked = now - 100 * DAY, now - 7 * DAY
    day, titles = in_amman(held).date(), TEXTS["session"]
    plan = Plan(CourseKind.CAMP, titles[0], titles[1], desk.agency, titles[2], day, day, "AM", ("M8",))
    course = courses.announce(plan, by=by, at=held - 2 * DAY)
    courses.name_trainer(course, firas, Part.LEAD, by=by, at=held - 2 * DAY)
    rows = [_admitted(course, officer, held - DAY, by=by) for officer in learners]
    _half_day(course, rows, held, by=by)
    first, *_others = [exams.certify(row, desk=desk, by=by, at=held + 2 * DAY) for row in rows]
    practice.remind_of_practice(course, at=asked)
    often = dict.fromkeys(Practice, HowOften.ALWAYS) | {Practice.ALONE: HowOften.SOMETIMES}
    practice.say_practice(first, Said.OFFICER, often, by=learners[0].user or by, at=asked + DAY)


def _a_workshop(desk: Desk, rana: Officer, begun: datetime, *, by: User) -> None:
    """Three days before: what came out of it, and what Rana does until it is asked what became of it."""
    held = begun - 3 * DAY
    day, titles = in_amman(held).date(), TEXTS["workshop"]
    plan = Plan(CourseKind.WORKSHOP, titles[0], titles[1], desk.agency, titles[2], day, day, "AM")
    course = courses.announce(plan, by=by, at=held)
    row = _admitted(course, rana, held, by=by)
    _half_day(course, [row], held, by=by)
    after.write_report(course, TEXTS["report"], by=by, at=held)
    after.agree(course, rana, TEXTS["agreed"], day + 45 * DAY, by=by, at=held)


def _trainers_learn(desk: Desk, firas: Officer, learners: list[Officer], begun: datetime, *, by: User) -> None:
    """Five days, tests, teach-backs and certificates."""
    course = _course(CourseKind.TOT, desk, TEXTS["tot"], ("M2", "T2"), begun, by=by)
    courses.name_trainer(course, firas, Part.LEAD, by=by, at=begun - 3 * DAY)
    rows = [_admitted(course, officer, begun - 2 * DAY, by=by) for officer in learners]
    exams.prepare_tests(course, 1, by=by, at=begun - 2 * DAY)
    for row in rows:
        _sit(row, Moment.PRE, 1, begun, by=by)
    for number in range(5):
        _half_day(course, rows, begun + number * DAY, by=by)
    for row in rows:
        _sit(row, Moment.POST, 2, begun + 4 * DAY, by=by)
        exams.rate_teach_back(row, RUBRIC, by=by, at=begun + 4 * DAY)
        exams.certify(row, desk=desk, by=by, at=begun + 7 * DAY)
    _paid(course, begun + 8 * DAY, by=by)


def _paid(course: Course, at: datetime, *, by: User) -> None:
    """Half of it by the state, the rest from abroad; the meals are not paid yet."""
    state, donor = TEXTS["funders"]
    day = in_amman(at).date()
    for spending in (
        Spending(BudgetLine.PLACE, state, PaidFrom.STATE, estimate=Decimal(600), actual=Decimal(600), paid_on=day),
        Spending(
            BudgetLine.FEES, donor, PaidFrom.ABROAD, Currency.USD, Decimal("0.709"), Decimal(900), Decimal(850), paid_on=day
        ),
        Spending(BudgetLine.MEALS, state, PaidFrom.STATE, estimate=Decimal("212.500")),
    ):
        costs.write_cost(course, spending, by=by, at=at)


def _officers_learn(desk: Desk, firas: Officer, rana: Officer, learners: list[Officer], now: datetime, *, by: User) -> None:
    """The first half-day was yesterday; one officer is nominated and waits."""
    *admitted, waits = learners
    begun = now - DAY
    course = _course(CourseKind.FRONT_LINE, desk, TEXTS["course"], ("M2",), begun, by=by)
    for officer, part in ((firas, Part.LEAD), (rana, Part.CO)):
        courses.name_trainer(course, officer, part, by=by, at=begun - 3 * DAY)
    rows = [_admitted(course, officer, begun - 2 * DAY, by=by) for officer in admitted]
    courses.nominate(course, waits, Discipline.NOT_ASKED, by=by, at=begun - 2 * DAY)
    exams.prepare_tests(course, 1, by=by, at=begun - 2 * DAY)
    _half_day(course, rows, begun, by=by)


def _course(kind: CourseKind, desk: Desk, titles: list[str], modules: tuple[str, ...], begun: datetime, *, by: User) -> Course:
    first = in_amman(begun).date()
    plan = Plan(kind, titles[0], titles[1], desk.agency, titles[2], first, first + 4 * DAY, "AM", modules)
    return courses.announce(plan, by=by, at=begun - 3 * DAY)


def _admitted(course: Course, officer: Officer, at: datetime, *, by: User) -> Nomination:
    return courses.admit(courses.nominate(course, officer, Discipline.NONE, by=by, at=at), by=by, at=at)


def _half_day(course: Course, rows: list[Nomination], at: datetime, *, by: User) -> None:
    half_day = courses.open_half_day(course, in_amman(at).date(), Half.MORNING, by=by, at=at)
    courses.list_present(half_day, [row.reference for row in rows], by=by, at=at)


def _sit(row: Nomination, moment: Moment, right: int, at: datetime, *, by: User) -> None:
    """So many questions answered rightly, the others with the answer after it."""
    paper = paper_of(row.course, moment)
    items = in_own_order(row, paper) if paper else []
    answers = right_answers(items)
    given = {
        item: one if place < right else (one + 1) % 3 for place, (item, one) in enumerate(zip(items, answers, strict=True))
    }
    exams.sit(row, moment, given, by=by, at=at)


def _officer(user: User, job: Job, sex: Sex, at: datetime, *, by: User) -> Officer:
    names = (user.name_en, user.name_ar)
    return enlist(Facts(*names, user.agency, job, sex, date(2017, 1, 1), governorate="AM", user=user), by=by, at=at)


def _without_account(row: dict[str, str], desk: Desk, at: datetime, *, by: User) -> Officer:
    facts = Facts(row["en"], row["ar"], desk.agency, Job.INSPECTOR, Sex(row["sex"]), date(2019, 1, 1), row["directorate"], "AZ")
    return enlist(facts, by=by, at=at)

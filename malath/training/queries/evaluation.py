"""How a course went, for whoever trains there and whoever runs the pool."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from malath.training import evaluation_rules, rules
from malath.training.evaluation_rules import Learnt
from malath.training.models import Course, Sitting, TeachBack
from malath.training.queries import courses
from malath.training.queries.courses import CourseLine
from malath.training.words import CourseKind, Criterion, Moment, NoGain, NominationState, Statement


@dataclass(frozen=True)
class EvaluationPage:
    """What was said, learnt and taught back. `answers`: from how many the means of what was said are told."""

    course: CourseLine
    admitted: int
    answers: int
    said: tuple[tuple[Statement, Decimal], ...]
    sat: int
    passed: int
    learnt: Learnt | None
    rated: int
    taught_back: tuple[tuple[Criterion, Decimal], ...]

    @property
    def together(self) -> str:
        found = self.learnt.together if self.learnt else NoGain.NOT_SAT
        return str(found.label) if isinstance(found, NoGain) else f"{found}"


def evaluation_page(course: Course, today: date) -> EvaluationPage:
    """Four statements."""
    admitted = course.nominations.filter(state=NominationState.ADMITTED)
    sittings = _sittings(course)
    marks = list(course.reactions.order_by("pk").values_list("marks", flat=True))
    scores = list(TeachBack.objects.filter(nomination__in=admitted).values_list("scores", flat=True))
    answers, said = evaluation_rules.told_reactions(marks)
    kind, after = CourseKind(course.kind), [found for found in sittings.values() if set(found) - {Moment.PRE}]
    pairs = [
        (_percent(found[Moment.PRE]), _percent(found[Moment.POST]))
        for found in after
        if {Moment.PRE, Moment.POST} <= set(found)
    ]
    passed = sum(_passed(kind, found) for found in after)
    return EvaluationPage(
        courses.course_line(course, today), admitted.count(), answers, tuple(said.items()), len(after), passed,
        evaluation_rules.learnt(pairs), len(scores), tuple(evaluation_rules.taught_back(scores).items()),
    )  # fmt: skip


def _sittings(course: Course) -> dict[int, dict[Moment, Sitting]]:
    found: dict[int, dict[Moment, Sitting]] = {}
    for row in Sitting.objects.filter(nomination__course=course, nomination__state=NominationState.ADMITTED):
        found.setdefault(row.nomination_id, {})[Moment(row.moment)] = row
    return found


def _passed(kind: CourseKind, found: dict[Moment, Sitting]) -> bool:
    return any(rules.passed(kind, row.right, row.asked) for moment, row in found.items() if moment != Moment.PRE)


def _percent(row: Sitting) -> Decimal:
    return Decimal(100 * row.right) / row.asked

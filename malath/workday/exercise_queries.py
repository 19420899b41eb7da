"""Exercises of a house for training, from the scenarios of the mission: tasks, and by the trail whether somebody did them.

They are data: an exercise is for who holds its power, and a task is done when one of its events stands in the trail in the
name of the trainee. Nothing is graded and nothing is kept.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from malath.accounts.queries.trainees import Trainee, trainees
from malath.accounts.roles import RULES, Power
from malath.accounts.rules import Holdings
from malath.audit import queries as trail
from malath.audit.words import Did


@dataclass(frozen=True)
class Task:
    """One thing to do. Any of its events shows that it was done."""

    text: str | Promise
    events: frozenset[Did]


@dataclass(frozen=True)
class Exercise:
    """A situation and what to do in it. `page`: where it begins."""

    title: str | Promise
    story: str | Promise
    power: Power
    page: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class TaskLine:
    text: str
    is_done: bool


@dataclass(frozen=True)
class ExerciseLine:
    """An exercise as the trainee sees it."""

    title: str
    story: str
    page: str
    tasks: tuple[TaskLine, ...]

    @property
    def is_done(self) -> bool:
        return all(task.is_done for task in self.tasks)


@dataclass(frozen=True)
class TraineeLine:
    """How far somebody of a course has come, of what their role is asked."""

    name: str
    role: str
    desk: str
    done: int
    of: int


@dataclass(frozen=True)
class ExercisesPage:
    """`trainees`: for who leads the course."""

    exercises: tuple[ExerciseLine, ...]
    trainees: tuple[TraineeLine, ...]
    leads: bool


def _task(text: str | Promise, *events: Did) -> Task:
    return Task(text, frozenset(events))


EXERCISES: Final = (
    Exercise(
        _("Somebody you meet"),
        _("A woman of 24 works in a house. She has no papers, and will not say her name. May the door be closed?"),
        Power.OPEN_CASE, "cases:new",
        (
            _task(_("Open a case without a name. Read the question aloud."), Did.CASE_OPENED),
            _task(_("Write down what she said, in her own words."), Did.NOTE_WRITTEN),
            _task(_("Screen, and finish with what you think."), Did.SCREENING_FINISHED),
            _task(_("Refer her to a shelter that answers now, after she said yes to it."), Did.REFERRAL_SENT),
        ),
    ),
    Exercise(
        _("She changes her mind"),
        _("The next day she says, alone and face to face: the body that you told should not see this any more."),
        Power.RECORD_CONSENT, "cases:list",
        (
            _task(_("Write down her answer to one more question. A no is an answer."),
                  Did.CONSENT_GIVEN, Did.CONSENT_REFUSED, Did.CONSENT_RECORDED),
            _task(_("Take back what she takes back. Do not ask why."), Did.CONSENT_WITHDRAWN),
        ),
    ),
    Exercise(
        _("A referral comes in"),
        _("Referrals wait for your desk. One is urgent, and one is not for you."),
        Power.ANSWER, "workday:home",
        (
            _task(_("Acknowledge the one whose clock is shortest."), Did.REFERRAL_ACKNOWLEDGED),
            _task(_("Accept one, and name who looks after the person."), Did.REFERRAL_ACCEPTED),
            _task(_("Decline one, and say what you offer instead."), Did.REFERRAL_DECLINED),
            _task(_("Write down what came of one."), Did.REFERRAL_COMPLETED),
        ),
    ),
    Exercise(
        _("A plan that is the person's own"),
        _("He wants his passport back, his wages, and to call his mother. Nothing else, for now."),
        Power.BLOCK, "cases:list",
        (
            _task(_("Assess the danger, together with him."), Did.RISK_ASSESSED),
            _task(_("Write down one goal, as he says it."), Did.GOAL_WRITTEN),
            _task(_("Set a task with a day."), Did.TASK_SET),
            _task(_("Keep somebody out whom he does not trust. No reason is asked."), Did.BLOCK_SET),
        ),
    ),
    Exercise(
        _("You answer for a desk"),
        _("An officer went on without consent last night. A desk has nobody on Friday."),
        Power.SUPERVISE, "workday:home",
        (
            _task(_("Read the reason, then confirm it or end it."), Did.BASIS_CONFIRMED, Did.BASIS_ENDED),
            _task(_("Put somebody on the roster."), Did.DUTY_SET),
            _task(_("Look at an assessment of danger of your desk."), Did.RISK_LOOKED_AT),
        ),
    ),
    Exercise(
        _("Somebody wants to go home"),
        _("A man whose permit ran out asks to return. He is no case of trafficking, as far as he says."),
        Power.PREPARE_RETURNS, "returns:queue",
        (
            _task(_("Write his wish down."), Did.RETURN_ASKED),
            _task(_("Ask whether he fears going back, before anything else."), Did.RETURN_FEAR),
            _task(_("Write down one talk of counselling."), Did.RETURN_TALK),
        ),
    ),
    Exercise(
        _("A call to the helpline"),
        _("Somebody calls from a kitchen and speaks low. She may have to hang up."),
        Power.HEAR_CONCERNS, "helpline:contacts",
        (
            _task(_("Write the call down, without a name."), Did.CONTACT_ARRIVED),
            _task(_("Take a contact up that waits."), Did.CONTACT_TAKEN),
            _task(_("Write down what came of one."), Did.CONTACT_SETTLED),
        ),
    ),
    Exercise(
        _("People are told"),
        _("Before the summer, domestic workers of one nationality should know where to ask."),
        Power.RUN_AWARENESS, "awareness:list",
        (
            _task(_("Plan a campaign."), Did.CAMPAIGN_PLANNED),
            _task(_("Plan a session, and count who came."), Did.AWARENESS_HELD),
        ),
    ),
    Exercise(
        _("Who looked at what"),
        _("Somebody says that a neighbour knew of her file."),
        Power.READ_TRAIL, "workday:trail",
        (
            _task(_("Look at the trail of one day."), Did.TRAIL_VIEWED),
            _task(_("Review an emergency."), Did.GLASS_REVIEWED),
        ),
    ),
)  # fmt: skip
LOST: Final = Exercise(
    _("Your phone is gone"),
    _("You left it in a taxi ten minutes ago. The field kit was open."),
    Power.OPEN_CASE, "workday:report",
    (_task(_("Report it at once, before anything else."), Did.BREACH_REPORTED),),
)  # fmt: skip
ALL: Final = (*EXERCISES, LOST)
EVENTS: Final = frozenset(event for exercise in ALL for task in exercise.tasks for event in task.events)
LEADS: Final = frozenset({Power.MANAGE, Power.SUPERVISE})


def exercises_page(reference: str, holdings: Holdings, at: datetime) -> ExercisesPage:
    """What is asked of somebody, and for who leads a course how far each has come. Two statements at most."""
    leads = bool(LEADS & holdings.powers)
    people = trainees(at) if leads else []
    done = trail.done_by([reference, *(one.reference for one in people)], EVENTS)
    lines = tuple(_trainee(one, done.get(one.reference, set())) for one in people)
    return ExercisesPage(_lines(holdings.powers, done.get(reference, set())), lines, leads)


def _trainee(one: Trainee, done: set[Did]) -> TraineeLine:
    tasks = [task for asked in ALL if asked.power in RULES[one.role].may for task in asked.tasks]
    return TraineeLine(one.name, str(one.role.label), one.desk, sum(bool(task.events & done) for task in tasks), len(tasks))


def _lines(powers: frozenset[Power], done: set[Did]) -> tuple[ExerciseLine, ...]:
    return tuple(
        ExerciseLine(
            str(one.title), str(one.story), one.page,
            tuple(TaskLine(str(task.text), bool(task.events & done)) for task in one.tasks),
        )
        for one in ALL
        if one.power in powers
    )  # fmt: skip

"""What is asked and answered between sending and the end, and what was said afterwards, as a viewer sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.agencies.words import ServiceKind
from malath.foundation.asking import ask
from malath.privacy.words import Level
from malath.referrals import meantime_rules
from malath.referrals.models import Feedback, Question, Referral
from malath.referrals.queries import body_of, standing_to_accept, stands
from malath.referrals.queries.pages import ReferralPage
from malath.referrals.words import LIVES, WAITING, HowItWent, PersonSaid, QuestionKind, Reason, ReplyKind, Status


@dataclass(frozen=True)
class QuestionLine:
    """A question and its answer; texts are "" where the viewer may not read them (any more). `why_not_told`: why the answer
    itself cannot be sent, that nothing is told always can."""

    pk: int
    kind: QuestionKind
    words: str
    asked_at: datetime
    reply: ReplyKind | None
    reply_words: str
    replied_at: datetime | None
    why_not_told: tuple[Reason, ...]

    @property
    def reasons_not_told(self) -> list[str]:
        return [str(reason.label) for reason in self.why_not_told]


@dataclass(frozen=True)
class Meantime:
    """What happens beside the answer to one referral, for this viewer."""

    questions: tuple[QuestionLine, ...]
    why_not_ask: tuple[Reason, ...]
    may_ask: bool
    may_reply: bool
    may_hold: bool
    may_resume: bool
    held_until: datetime | None
    held_because: str
    may_give_feedback: bool
    went: HowItWent | None
    person_said: PersonSaid | None
    may_ask_another: bool
    alternative_desk: str
    is_outside: bool

    @property
    def asks_now(self) -> bool:
        return self.may_ask and not self.why_not_ask

    @property
    def reasons_not_ask(self) -> list[str]:
        return [str(reason.label) for reason in self.why_not_ask]


def kinds_waiting(referral: Referral) -> list[QuestionKind]:
    """The questions about a referral that nobody has answered."""
    kinds = Question.objects.filter(referral=referral, reply="").values_list("kind", flat=True)
    return [QuestionKind(kind) for kind in kinds]


def question_of(referral: Referral, pk: int) -> Question | None:
    """A question about this referral."""
    return Question.objects.select_related("referral", "key").filter(referral=referral, pk=pk).first()


def meantime_of(referral: Referral, page: ReferralPage, holdings: Holdings, at: datetime) -> Meantime:
    """What was asked, held and said about a referral. Two statements, and those of the consents while a question waits for
    this viewer's answer."""
    rows, said = ask(_questions, referral.pk), next(iter(ask(_feedback, referral.pk)), None)
    waiting = [QuestionKind(row.kind) for row in rows if not row.reply]
    open_ = stands(referral, at)
    sends = page.side == "sending" and holdings.may_at(referral.sending_desk_id, Power.REFER)
    may_reply = sends and bool(waiting) and page.status in LIVES
    level = standing_to_accept(referral, at).level if may_reply else Level.L0
    reads = page.facts is not None or (page.side == "sending" and open_)
    held, acts = referral.held_at is not None and page.status in WAITING, sends or page.may_answer
    why_not_ask = meantime_rules.why_not_ask(status=page.status, stands=open_, waiting=waiting)
    return Meantime(
        questions=tuple(_line(row, reads, level, lives=page.status in LIVES) for row in rows),
        why_not_ask=tuple(why_not_ask),
        may_ask=page.may_answer and page.status in LIVES,
        may_reply=may_reply,
        may_hold=acts and page.status in WAITING and not held,
        may_resume=acts and held,
        held_until=referral.held_until if held else None,
        held_because=referral.opened("held_because") if held and reads else "",
        may_give_feedback=sends and not meantime_rules.why_not_feedback(status=page.status),
        went=HowItWent(said.went) if said and page.side != "overseeing" else None,
        person_said=PersonSaid(said.person_said) if said and page.side != "overseeing" else None,
        may_ask_another=sends and not meantime_rules.why_not_again(status=page.status, case_closed=_is_closed(referral)),
        is_outside=referral.receiving_desk is not None and not referral.receiving_desk.agency.has_accounts,
        alternative_desk=_alternative(referral) if page.status == Status.DECLINED and page.side != "overseeing" else "",
    )


def question_lines(referral: Referral) -> tuple[QuestionLine, ...]:
    """What was asked and answered about a referral, for who reads its content."""
    return tuple(_line(row, reads=True, level=Level.L4, lives=True) for row in ask(_questions, referral.pk))


def other_desks(referral: Referral) -> Sequence[Desk]:
    """The desks that give the same service, for who declines to name one. Whom the person keeps out is not told here."""
    desks = agencies.desks_offering(ServiceKind(referral.type))
    return [desk for desk in desks if desk.pk not in (referral.receiving_desk_id, referral.sending_desk_id)]


def no_longer_living(references: QuerySet[Any, str], at: datetime, *, cap: int = 500) -> list[Referral]:
    """Those among some referrals that have ended, or whose ground has."""
    rows = Referral.objects.filter(reference__in=references)
    ended = ~Q(status__in=LIVES) | Q(basis__ended_at__isnull=False) | Q(basis__until__lte=at)
    return list(rows.filter(ended).order_by("pk")[:cap])


def to_resume(at: datetime, *, cap: int = 500) -> list[Referral]:
    """Referrals whose clocks stood still long enough."""
    rows = Referral.objects.filter(held_until__lte=at, status__in=WAITING)
    return list(rows.order_by("held_until", "pk")[:cap])


def _questions(referral_id: int) -> QuerySet[Question]:
    return Question.objects.filter(referral_id=referral_id).select_related("key").order_by("pk")


def _feedback(referral_id: int) -> QuerySet[Feedback]:
    return Feedback.objects.filter(referral_id=referral_id)


def _line(row: Question, reads: bool, level: Level, *, lives: bool) -> QuestionLine:
    kind = QuestionKind(row.kind)
    why_not = meantime_rules.why_not_reply(
        kind, ReplyKind.TOLD, words=".", replied=bool(row.reply), lives=lives, stands=True, level=level
    )
    return QuestionLine(
        pk=row.pk,
        kind=kind,
        words=row.opened("words") if reads else "",
        asked_at=row.asked_at,
        reply=ReplyKind(row.reply) if row.reply else None,
        reply_words=row.opened("reply_words") if reads else "",
        replied_at=row.replied_at,
        why_not_told=tuple(why_not),
    )


def _is_closed(referral: Referral) -> bool:
    return referral.case.closed_at is not None


def _alternative(referral: Referral) -> str:
    desks = agencies.desks_among([referral.alternative_desk_id]) if referral.alternative_desk_id else []
    return body_of(next(iter(desks), None))

"""The pages of the steps of a draft: for what, to which desk, why, and what they will see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from malath.accounts.queries.answering import who_answers
from malath.agencies import queries as agencies
from malath.agencies.models import Agency, Desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.cases.models import Case
from malath.foundation import clock
from malath.privacy import queries as privacy
from malath.privacy import rules as privacy_rules
from malath.privacy.rules import Asked, Standing
from malath.privacy.words import BasisKind, ConsentKind, Level, Purpose, Section
from malath.privacy.words import WhyNot as PrivacyWhyNot
from malath.referrals import rules
from malath.referrals.models import Referral
from malath.referrals.queries import (
    MinimumFacts,
    body_of,
    lacks_file,
    minimum_facts,
    reached_now,
    standing_of,
    why_not_send,
)
from malath.referrals.queries.pages import URGENCY_TONE
from malath.referrals.words import Reason, Urgency
from malath.ui.help_lines import emergency_number
from malath.ui.pieces import Tone
from malath.ui.times import list_text

NO_STANDING = frozenset({Reason.NO_BASIS, Reason.GROUND_NOT_CONFIRMED, Reason.NO_AGREEMENT})


@dataclass(frozen=True)
class DeskChoice:
    """A desk that could be asked, what the person said about its body, and what would have to be asked first. `place` is
    "" for a desk that takes people in. `post`: where it stands, for a liaison post, `home` the desk it belongs to."""

    reference: str
    name: str
    body: Agency
    place: str
    phone: str
    opens: time
    closes: time
    around_the_clock: bool
    on_duty: bool
    standing: Standing
    asks: tuple[ConsentKind, ...]
    said_no: bool
    post: str = ""
    home: str = ""
    home_phone: str = ""
    answering: str = ""

    @property
    def body_name(self) -> str:
        return self.body.name

    @property
    def is_outside(self) -> bool:
        """Whether the body has no account: it is reached by link, letter and phone."""
        return not self.body.has_accounts

    @property
    def agreed(self) -> bool:
        return self.standing.is_open

    @property
    def no_agreement(self) -> bool:
        """Whether the two bodies have no agreement that lets anything go today."""
        return PrivacyWhyNot.NO_AGREEMENT in self.standing.why_not


@dataclass(frozen=True)
class DeskStep:
    """To which desk: those that give this service, those on duty first when it is urgent."""

    choices: tuple[DeskChoice, ...]
    without_consent: BasisKind | None
    now_needed: bool
    unconfirmed: bool
    is_child: bool

    def may_ask(self, choice: DeskChoice) -> bool:
        """Whether a desk can be asked now: what is urgent goes to somebody on duty."""
        return self.is_reached(choice) and not choice.no_agreement

    def is_reached(self, choice: DeskChoice) -> bool:
        """Whether somebody reads of it in time."""
        return choice.on_duty or not (self.now_needed or choice.post)

    @property
    def nobody_on_duty(self) -> bool:
        """Whether help is needed now and nobody would read of it."""
        return bool(self.choices) and not any(self.is_reached(choice) for choice in self.choices)

    @property
    def emergency_number(self) -> str:
        return emergency_number()


@dataclass(frozen=True)
class DraftPage:
    """A draft as its steps show it."""

    reference: str
    case_reference: str
    person_reference: str
    version: int
    type: ServiceKind
    urgency: Urgency
    is_child: bool
    receiving: str
    receiving_reference: str
    reason: str

    @property
    def next_step(self) -> str:
        """The first step that is still open."""
        return "desk" if not self.receiving else "why" if not self.reason else "check"

    @property
    def urgency_tone(self) -> Tone:
        return URGENCY_TONE[self.urgency]

    @property
    def hastened(self) -> bool:
        """Whether its clocks run faster than its urgency says: a child's are never slower than urgent."""
        return self.is_child and self.urgency == Urgency.NORMAL


@dataclass(frozen=True)
class Preview:
    """What they will see: the facts and the reason, how far access would reach, and why not."""

    receiving_desk: str
    receiving_agency: str
    facts: MinimumFacts
    reason: str
    level_on_acceptance: Level
    standing: Standing
    sections: str
    why_not: tuple[Reason, ...]
    lacks_file: bool
    person_reference: str

    @property
    def reasons(self) -> list[str]:
        """Why it cannot be sent yet, each said once: for a missing agreement, which one."""
        standing = [str(reason.label) for reason in self.standing.why_not]
        others = [str(reason.label) for reason in self.why_not if reason not in NO_STANDING or not standing]
        return [*others, *(standing if NO_STANDING & set(self.why_not) else [])]


def draft_page(referral: Referral) -> DraftPage:
    """A draft as its steps show it. The gate before has loaded all of it."""
    return DraftPage(
        reference=referral.reference,
        case_reference=referral.case.reference,
        person_reference=referral.person.reference,
        version=referral.version,
        type=ServiceKind(referral.type),
        urgency=Urgency(referral.urgency),
        is_child=referral.person.is_child,
        receiving=body_of(referral.receiving_desk),
        receiving_reference=referral.receiving_desk.reference if referral.receiving_desk else "",
        reason=referral.opened("reason"),
    )


def desk_step(referral: Referral, at: datetime) -> DeskStep:
    """The desks that could be asked. Eleven statements, however many desks; two more where liaison posts are among them."""
    desks = [desk for desk in agencies.desks_offering(ServiceKind(referral.type)) if desk.pk != referral.sending_desk_id]
    kept_out = privacy.desks_kept_from(referral.person, desks)
    on_duty = reached_now(desks, at, without=privacy.users_kept_from(referral.person))
    hidden = agencies.hiding_their_place(desks)
    posts = [desk for desk in desks if desk.post_of_id is not None]
    answering = who_answers(posts, at) if posts else {}
    asked, (grounds, unconfirmed) = privacy.asked(referral.person_id), privacy.grounds(referral.person_id, at)
    today, sender = clock.in_amman(at).date(), referral.sending_desk.agency_id
    shared = privacy.shared_with(sender, {desk.agency_id for desk in desks}, Purpose(referral.type), at)
    choices = [
        _desk_choice(
            desk,
            referral,
            asked,
            grounds,
            today,
            on_duty=desk.pk in on_duty,
            place_shown=desk.pk not in hidden,
            unconfirmed=unconfirmed,
            shared=shared[desk.agency_id],
            answering=answering.get(desk.pk, []),
        )
        for desk in desks
        if desk.pk not in kept_out
    ]
    now_needed = referral.urgency != Urgency.NORMAL
    ordered = sorted(choices, key=lambda choice: now_needed and not choice.on_duty)
    return DeskStep(tuple(ordered), next(iter(sorted(grounds)), None), now_needed, unconfirmed, referral.person.is_child)


def desks_to_ask(case: Case, desk: Desk, *, type: ServiceKind, urgency: Urgency, at: datetime) -> DeskStep:
    """The same before a draft is begun: nothing of it is kept."""
    return desk_step(Referral(case=case, person=case.person, sending_desk=desk, type=type, urgency=urgency), at)


def how_asked(referral: Referral, by: str, at: datetime) -> dict[str, str]:
    """What the questions begin with: language, interpreter and method as before in the same conversation."""
    before = privacy.last_circumstances(referral.person, by, at)
    if before is None:
        return {"language": referral.person.language}
    return dict(zip(("language", "interpreter", "method"), before, strict=True))


def desk_in(step: DeskStep, reference: str) -> Desk | None:
    """The desk that was chosen, if it was among the choices."""
    known = {choice.reference for choice in step.choices}
    return agencies.desk_by_reference(reference) if reference in known else None


def why_not_open(referral: Referral, at: datetime) -> list[str]:
    """Why the body of the chosen desk could not be given access; nothing while no desk is chosen."""
    return [str(reason.label) for reason in standing_of(referral, at).why_not]


def preview(referral: Referral, at: datetime) -> Preview:
    """What the receiving desk will see, and why it cannot be sent yet."""
    standing = standing_of(referral, at)
    desk = referral.receiving_desk
    opened = frozenset().union(*(grant.sections for grant in standing.grants)) - {Section.STATUS}
    return Preview(
        receiving_desk=desk.name if desk else "",
        receiving_agency=desk.agency.name if desk else "",
        facts=minimum_facts(referral),
        reason=referral.opened("reason"),
        level_on_acceptance=standing.level,
        standing=standing,
        sections=list_text([str(section.label) for section in Section if section in opened]),
        why_not=tuple(why_not_send(referral, standing, at)),
        lacks_file=lacks_file(referral, standing),
        person_reference=referral.person.reference,
    )


def _desk_choice(
    desk: Desk,
    referral: Referral,
    asked: list[Asked],
    grounds: Mapping[BasisKind, int],
    today: date,
    *,
    on_duty: bool,
    place_shown: bool,
    unconfirmed: bool,
    shared: Level,
    answering: Sequence[str],
) -> DeskChoice:
    """Whoever goes on without consent asks no question, confirmed or not: a child is never asked because of a delay. For a
    child a guardian answers, on the page of consents."""
    body, hours = desk.agency, agencies.hours_of(desk)
    standing = privacy_rules.standing(
        purpose=Purpose(referral.type),
        receiver_kind=AgencyKind(body.kind),
        receiver_id=body.pk,
        consents=asked,
        without_consent=grounds,
        today=today,
        unconfirmed=unconfirmed,
        shared=shared,
    )
    asks = rules.questions(Purpose(referral.type), AgencyKind(body.kind), body.pk, asked, today)
    return DeskChoice(
        reference=desk.reference,
        name=desk.name,
        body=body,
        place=agencies.place(desk.governorate) if place_shown else "",
        phone=desk.phone,
        opens=hours.opens_at,
        closes=hours.closes_at,
        around_the_clock=hours.around_the_clock,
        on_duty=on_duty,
        standing=standing,
        asks=() if grounds or unconfirmed or referral.person.is_child else asks,
        said_no=PrivacyWhyNot.CONSENT_REFUSED in standing.why_not,
        post=agencies.post_label(desk),
        home=desk.post_of.name if desk.post_of else "",
        home_phone=desk.post_of.phone if desk.post_of else "",
        answering=list_text(answering) if answering and on_duty else "",
    )

"""Reads of consents, bases and access. Everything that shows a person starts at `visible`."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from malath.accounts import queries as accounts
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies.models import Agency, Desk
from malath.agencies.words import AgencyKind
from malath.foundation import clock
from malath.foundation.asking import ask
from malath.people import queries as people
from malath.people.languages import language_name
from malath.people.models import Person
from malath.people.queries import ContactRule, Written
from malath.people.rules import FACTS
from malath.people.words import CONTACT_KINDS, NAME_KINDS, NAME_PART_KINDS, PHONE_KINDS, DetailKind
from malath.privacy import rules
from malath.privacy.levels import NORMAL_LEVEL, SECTION_LEVEL
from malath.privacy.marks import is_older, short
from malath.privacy.models import Access, Basis, Consent, File, Ground
from malath.privacy.queries.agreements import agreements_over, shared_with
from malath.privacy.queries.answers import (
    agrees,
    consent_of,
    consents_among,
    heard_todays_words,
    last_circumstances,
    may_be_counted,
    standing_row,
    uses_standing,
    why_not_show,
    with_whom,
)
from malath.privacy.queries.blocks import (
    block_lines,
    block_of,
    blocks_page,
    blocks_upon,
    desks_kept_from,
    is_blocked,
    is_kept_out,
    users_kept_from,
    whom_nothing_keeps_from,
    whom_to_block,
)
from malath.privacy.queries.ended import bases_ended, has_run_out, run_out
from malath.privacy.queries.grounds import (
    Grounds,
    basis_lines,
    ground_of,
    grounds,
    grounds_or_closed,
    grounds_standing,
    grounds_to_rely_on,
    is_unconfirmed,
    open_without_consent,
    to_remind,
    waits_for_supervisor,
)
from malath.privacy.queries.guardians import guardians_who_decide
from malath.privacy.queries.holders import another_body_sees, has_withdrawn_record, is_one_workers, withdrew_record
from malath.privacy.queries.left import left_lines, left_seen, may_name
from malath.privacy.queries.pages import (
    BasisLine,
    BlockLine,
    BlocksPage,
    ConsentLine,
    ConsentsPage,
    LeftLine,
    Question,
    QuestionPage,
    Ways,
    WhyLine,
    WithdrawalPage,
)
from malath.privacy.queries.standing import standing
from malath.privacy.rules import Asked, Held, Sight, Standing
from malath.privacy.wording import OPENS, READ_IN, wording
from malath.privacy.words import (
    COMPARTMENTS,
    Answer,
    BasisKind,
    ConsentKind,
    Level,
    Purpose,
    Section,
    WhyHidden,
    WhyNot,
)

__all__ = [
    "BasisLine",
    "BlockLine",
    "BlocksPage",
    "ConsentLine",
    "ConsentsPage",
    "LeftLine",
    "Question",
    "QuestionPage",
    "Ways",
    "WhyLine",
    "WithdrawalPage",
    "agreements_over",
    "agrees",
    "another_body_sees",
    "bases_ended",
    "basis_lines",
    "block_lines",
    "block_of",
    "blocks_page",
    "consent_of",
    "consents_among",
    "desks_kept_from",
    "ground_of",
    "grounds",
    "grounds_or_closed",
    "grounds_standing",
    "grounds_to_rely_on",
    "has_run_out",
    "has_withdrawn_record",
    "heard_todays_words",
    "is_blocked",
    "is_kept_out",
    "is_one_workers",
    "is_unconfirmed",
    "last_circumstances",
    "left_lines",
    "left_seen",
    "may_be_counted",
    "may_name",
    "open_without_consent",
    "run_out",
    "shared_with",
    "standing_row",
    "to_remind",
    "users_kept_from",
    "uses_standing",
    "waits_for_supervisor",
    "whom_nothing_keeps_from",
    "whom_to_block",
    "why_not_show",
    "withdrew_record",
]


def visible(holdings: Holdings, at: datetime) -> QuerySet[Access]:
    """Access rows that open something to this viewer now: own desk or worker, basis open, not blocked. What is open to
    one worker of a desk its supervisors see too, the others at the desk do not. A file opened in an emergency stands in no
    list and no search finds it."""
    return visible_in_emergency(holdings, at).exclude(purpose=Purpose.BREAK_GLASS)


def visible_in_emergency(holdings: Holdings, at: datetime) -> QuerySet[Access]:
    """The same and what is open for an hour in an emergency: for the file of which somebody holds the reference."""
    shared = Q(desk_id__in=holdings.desk_ids, worker__isnull=True)
    mine = shared | Q(desk_id__in=holdings.desks_with(Power.SUPERVISE)) | _in_person(holdings)
    return _open_now(holdings, at).filter(mine)


def visible_by_holder(holdings: Holdings, at: datetime) -> list[QuerySet[Access]]:
    """The same rows, apart for each desk and for the worker: each set has an index in the order of `touched_at`."""
    mine = [*(_of_desk(holdings, desk) for desk in holdings.desk_ids), _in_person(holdings)]
    return [_open_now(holdings, at).filter(holder).exclude(purpose=Purpose.BREAK_GLASS) for holder in mine]


def _level_of_key_worker(holdings: Holdings, at: datetime) -> QuerySet[Access, Any]:
    """How far another worker at the desk of an access row sees the same person alone; fit for a subquery."""
    alone = Access.objects.filter(person_id=OuterRef("person_id"), desk_id=OuterRef("desk_id"), worker__isnull=False)
    return alone.exclude(worker_id=holdings.user_id).filter(standing(at)).order_by("-level").values("level")[:1]


def _of_desk(holdings: Holdings, desk_id: int) -> Q:
    every = Q(desk_id=desk_id)
    return every if holdings.may_at(desk_id, Power.SUPERVISE) else every & Q(worker__isnull=True)


def _in_person(holdings: Holdings) -> Q:
    """What is open to this worker alone; as worker of a desk, only while they sit there."""
    return Q(worker_id=holdings.user_id) & (Q(desk__isnull=True) | Q(desk_id__in=holdings.desk_ids))


def _open_now(holdings: Holdings, at: datetime) -> QuerySet[Access]:
    blocked, related = few_kept_from(holdings)
    return Access.objects.filter(standing(at), from_at__lte=at).exclude(person_id__in=blocked).exclude(person_id__in=related)


def has_open_files(desk: Desk, at: datetime) -> bool:
    """Whether any file is open to a desk now."""
    return Access.objects.filter(standing(at), desk=desk, from_at__lte=at).exists()


def people_visible_to(holdings: Holdings, at: datetime, *, level: Level) -> QuerySet[Person]:
    """People of whom this viewer may see at least a level, by the access row and by the role at its desk."""
    return people.where(Exists(reached(holdings, at, level=level).filter(person_id=OuterRef("pk"))))


def reached(holdings: Holdings, at: datetime, *, level: Level) -> QuerySet[Access]:
    """The rows of `visible` through which a viewer sees at least a level."""
    reach = Q(desk_id__in=[desk for desk in holdings.desk_ids if holdings.cap_at(desk) >= level])
    if holdings.cap >= level:
        reach |= Q(desk__isnull=True)
    return visible(holdings, at).filter(reach, level__gte=level)


def kept_from(holdings: Holdings) -> Q:
    """A condition on rows with a `person`: those of files that a block or a declared relation keeps from this member of
    staff. It begins at the few blocks of the viewer, not at the many people."""
    blocked = blocks_upon(holdings).values("person_id")
    return Q(person_id__in=blocked) | Q(person__reference__in=accounts.related_references(holdings.user_id))


def few_kept_from(holdings: Holdings) -> tuple[QuerySet[Any, Any], ...]:
    """Keys of the people whose files are kept from this member of staff: by block, and by relation. Each begins at the
    few rows of the viewer."""
    related = people.where(Q(reference__in=accounts.related_references(holdings.user_id)))
    return (blocks_upon(holdings).values("person_id"), related.values("pk"))


def are_kept_from(holdings: Holdings, reference: str) -> tuple[Exists, ...]:
    """The same as conditions on rows of which a column holds the `reference` of a file. Asked for each row: a body with many
    files has many blocks, and few rows stand on a page."""
    blocked = blocks_upon(holdings).filter(person__reference=OuterRef(reference))
    related = accounts.related_references(holdings.user_id).filter(person_reference=OuterRef(reference))
    return (Exists(blocked), Exists(related))


def sight_of(holdings: Holdings, reference: str, at: datetime) -> tuple[Person, Sight] | None:
    """A person and what the viewer sees of them, an emergency included, or None as for a reference that never existed. One
    statement."""
    held = [row for row in ask(_ways_to, holdings, reference, at) if _cap(holdings, row.desk_id) >= Level.L1]
    if not held:
        return None
    person = held[0].person
    return person, rules.sight(person.pk, person.reference, [_held_on(holdings, row) for row in held])


def lasting_sight(holdings: Holdings, person: Person, at: datetime) -> Sight | None:
    """What the viewer sees of a person without an emergency: who reads for an hour writes nothing."""
    return sights(holdings, [person.pk], at).get(person.pk)


def sights(holdings: Holdings, person_ids: Collection[int], at: datetime) -> dict[int, Sight]:
    """What the viewer sees of several people, in one statement."""
    ways: dict[tuple[int, str], list[Held]] = {}
    for person_id, reference, desk_id, *way in ask(_ways_to_several, holdings, tuple(dict.fromkeys(person_ids)), at):
        held = _held(holdings, desk_id, way)
        if held.cap >= Level.L1:
            ways.setdefault((person_id, reference), []).append(held)
    return {pk: rules.sight(pk, reference, held) for (pk, reference), held in ways.items()}


def _ways_to(holdings: Holdings, reference: str, at: datetime) -> QuerySet[Access]:
    return visible_in_emergency(holdings, at).filter(person__reference=reference).select_related("person__key", "basis")


def _ways_to_several(holdings: Holdings, person_ids: tuple[int, ...], at: datetime) -> QuerySet[Access, tuple[Any, ...]]:
    """As plain values: a search reads hundreds of them."""
    rows = visible(holdings, at).filter(person_id__in=person_ids)
    columns = ("desk_id", "level", "sections", "own_writing_only", "purpose", "basis__kind")
    return rows.values_list("person_id", "person__reference", *columns)


def why_visible(holdings: Holdings, person: Person, at: datetime) -> Ways:
    """The rows that open this file to the viewer: what "why can I see this?" shows. Two statements."""
    return ask(_ways_with_grounds, holdings, person.pk, at)


def _ways_with_grounds(holdings: Holdings, person_id: int, at: datetime) -> QuerySet[Access]:
    grounds = Prefetch("basis__grounds", Ground.objects.select_related("consent").order_by("pk"))
    rows = visible_in_emergency(holdings, at).filter(person_id=person_id).select_related("basis", "desk")
    rows = rows.annotate(level_alone=Subquery(_level_of_key_worker(holdings, at)))
    return rows.prefetch_related(grounds).order_by("from_at", "pk")


def why_lines(holdings: Holdings, rows: Ways) -> tuple[WhyLine, ...]:
    """Those rows in the order of their beginning, each with its ground."""
    return tuple(_why_line(holdings, row) for row in rows if _cap(holdings, row.desk_id) >= Level.L1)


def why_hidden(holdings: Holdings, rows: Ways, section: Section) -> WhyHidden:
    """Why a section of a file that the viewer knows is not shown: open to another at the desk alone, closed for all, or by
    the rule."""
    if any((getattr(row, "level_alone", None) or 0) >= SECTION_LEVEL[section] for row in rows):
        return WhyHidden.KEY_WORKER
    if rows and all(row.basis.kind == BasisKind.MANDATE for row in rows):
        return WhyHidden.CLOSED
    return rules.why_hidden(section, [_held_on(holdings, row) for row in rows])


def may_write(holdings: Holdings, rows: Ways, section: Section, power: Power) -> bool:
    """Whether the rows that open a file let somebody write into a section: what decides whether a button is shown."""
    return any(_writes(holdings, row, section, power) for row in rows)


def writing_desk(holdings: Holdings, person: Person, section: Section, power: Power, at: datetime) -> Desk | None:
    """The desk as which somebody writes into a section: one that sees it and gives the power, their own desk first."""
    rows = visible(holdings, at).filter(person=person, desk__isnull=False).select_related("desk__agency")
    desks = [row.desk for row in rows.order_by("pk") if row.desk is not None and _writes(holdings, row, section, power)]
    own = [desk for desk in desks if desk.pk in holdings.own_desk_ids]
    return next(iter(own or desks), None)


def facts_of(person: Person) -> dict[str, object]:
    """The facts of a person by their names and the version they have, as a form needs them."""
    return {name: getattr(person, name) for name in (*sorted(FACTS), "version")}


def fresh(person: Person) -> Person:
    """The person as stored now, for whoever was too late."""
    return people.person_by_id(person.pk)


def own_details(person: Person, desk: Desk, kinds: Collection[DetailKind]) -> list[Written]:
    """What a desk itself has written of some kinds: what its form shows."""
    return [row for row in people.details_of([person.pk], kinds=kinds).get(person.pk, []) if row.desk_id == desk.pk]


def details_seen(sight: Sight, details: Iterable[Written]) -> list[Written]:
    """The details that a viewer may see: names and birth with identity, the rest with contact."""
    return [row for row in details if sight.sees_writing_of(row.desk_id, section_of(row.kind))]


def contact_seen(sight: Sight, rule: ContactRule | None) -> ContactRule | None:
    """The safe-contact rule a viewer may see. None means for them what it means for all: not at all."""
    if rule is None or not sight.sees_writing_of(rule.desk_id, Section.CONTACT):
        return None
    return rule


def numbers_to_agree_on(person: Person, sight: Sight) -> list[str]:
    """Phones of the person that the viewer sees, without those of other parties: what safe contact may be agreed on."""
    written = people.details_of([person.pk], kinds=sorted(PHONE_KINDS)).get(person.pk, [])
    never = people.numbers_of_others(person.pk)
    return [number for number in dict.fromkeys(row.value for row in details_seen(sight, written)) if number not in never]


def section_of(kind: DetailKind) -> Section:
    return Section.CONTACT if kind in CONTACT_KINDS else Section.IDENTITY


def names_seen(sights_: dict[int, Sight]) -> dict[int, str]:
    """The name to show for each person, "" where the viewer may not know it. One statement."""
    known = [pk for pk, sight in sights_.items() if sight.sees(Section.IDENTITY)]
    details = people.details_of(known, kinds=[*NAME_KINDS, *NAME_PART_KINDS])
    return {pk: people.name_in(details_seen(sight, details.get(pk, []))) for pk, sight in sights_.items()}


def standing_for(person_id: int, *, purpose: Purpose, receiver: Agency, at: datetime, sender: Agency | None = None) -> Standing:
    """How far a body's access would reach for a purpose, and if not at all, why. `sender`: the body that passes something
    on, as far as it agreed with the receiver."""
    found = grounds_or_closed(person_id, at)
    if found.closed:
        return Standing(why_not=(WhyNot.FILE_CLOSED,))
    return standing_if_open(person_id, found, purpose=purpose, receiver=receiver, at=at, sender=sender)


def standing_if_open(
    person_id: int, found: Grounds, *, purpose: Purpose, receiver: Agency, at: datetime, sender: Agency | None = None
) -> Standing:
    """The same whether or not the file is closed: for what opens it again."""
    shared = shared_with(sender.pk, [receiver.pk], purpose, at)[receiver.pk] if sender else Level.L4
    return rules.standing(
        purpose=purpose,
        receiver_kind=AgencyKind(receiver.kind),
        receiver_id=receiver.pk,
        consents=asked(person_id),
        without_consent=found.usable,
        unconfirmed=found.unconfirmed,
        today=clock.in_amman(at).date(),
        shared=shared,
    )


def standing_unconfirmed(basis: Basis, *, receiver: Agency, at: datetime) -> Standing:
    """How far access reaches on a ground that was not confirmed in time: what it was sent with."""
    return standing_as_sent(basis, receiver=receiver, at=at) if is_unconfirmed(basis, at) else Standing()


def standing_as_sent(basis: Basis, *, receiver: Agency, at: datetime) -> Standing:
    """How far access reaches when nothing new may leave: what was sent, as long as its ground stands."""
    return rules.what_has_left(AgencyKind(receiver.kind), basis.pk) if is_open(basis.pk, at) else Standing()


def standing_without_agreement(basis: Basis, *, receiver: Agency, at: datetime) -> Standing:
    """The same, where the agreement between the bodies ended after it was sent."""
    return replace(standing_as_sent(basis, receiver=receiver, at=at), without_agreement=True)


def asked(person_id: int) -> list[Asked]:
    """The standing answers of a person."""
    return [as_asked(row) for row in ask(_standing_answers, person_id)]


def _standing_answers(person_id: int) -> QuerySet[Consent]:
    return with_whom(Consent.objects.filter(person_id=person_id, superseded_at__isnull=True))


def answers_to(kind: ConsentKind, person_ids: Collection[int]) -> dict[int, tuple[Asked, int]]:
    """The standing answer of several people to one question, with the desk that wrote it down. The caller filters."""
    rows = Consent.objects.filter(person_id__in=person_ids, kind=kind, superseded_at__isnull=True)
    rows = rows.select_related("person", "guardian")
    return {row.person_id: (as_asked(row), row.desk_id) for row in rows}


def as_asked(row: Consent) -> Asked:
    """A consent as the rules see it."""
    withdrawn, guardian = row.withdrawn_at is not None, row.guardian
    outgrown = guardian is not None and (guardian.doubted_at is not None or not row.person.is_child)
    return Asked(row.pk, ConsentKind(row.kind), row.body_id, Answer(row.answer), withdrawn, row.expires_on, outgrown)


def desk_that_opened(person: Person) -> Desk:
    """The desk that opened the file of a person."""
    return File.objects.select_related("opened_by_desk").get(pk=person.pk).opened_by_desk


def began_at(person_id: int) -> datetime:
    """When the file of a person began."""
    return File.objects.values_list("opened_at", flat=True).get(pk=person_id)


def basis_by_id(pk: int) -> Basis:
    return Basis.objects.select_related("person").get(pk=pk)


def consent_lines(person: Person, sight: Sight, holdings: Holdings, at: datetime) -> list[ConsentLine]:
    """The standing answers that a viewer may see, in order of the questions: all, or those their own desk wrote down."""
    ordered = sorted(ask(_standing_answers, person.pk), key=lambda row: (int(row.kind[1:]), row.pk))
    return _consent_lines(ordered, sight, holdings, at)


def past_consents(person: Person, sight: Sight, holdings: Holdings, at: datetime) -> list[ConsentLine]:
    """Answers replaced by later ones, newest first: history, never used."""
    rows = with_whom(Consent.objects.filter(person=person, superseded_at__isnull=False)).order_by("-pk")
    return _consent_lines(rows, sight, holdings, at)


def consents_page(person: Person, sight: Sight, holdings: Holdings, at: datetime) -> ConsentsPage:
    """The page of consents. Three statements."""
    lines = consent_lines(person, sight, holdings, at)
    questions = [Question(kind, tuple(line for line in lines if line.kind == kind)) for kind in ConsentKind]
    return ConsentsPage(
        reference=person.reference,
        is_child=person.is_child,
        questions=tuple(questions),
        past=tuple(past_consents(person, sight, holdings, at)),
        without_consent=basis_lines(person, sight, holdings, at),
        may_confirm=holdings.may(Power.SUPERVISE) and not sight.in_emergency,
        may_record=holdings.may(Power.RECORD_CONSENT) and not sight.in_emergency,
        may_block=holdings.may(Power.BLOCK),
    )


def question_page(
    person: Person, sight: Sight, holdings: Holdings, kind: ConsentKind, body: Agency | None, at: datetime, *, use: str = ""
) -> QuestionPage:
    """One question as it is asked. `seen` is what the answer will replace: None where the viewer may not know it."""
    row = standing_row(person.pk, kind, body, use)
    lines = _consent_lines([row] if row else [], sight, holdings, at)
    return QuestionPage(
        reference=person.reference,
        kind=kind,
        body=body,
        words=wording(kind, body, child=person.is_child),
        is_child=person.is_child,
        standing=next(iter(lines), None),
        seen=None if row and not lines else (row.pk if row else 0),
        reached_by_referral=kind in rules.REACHED_BY_REFERRAL,
        opens=OPENS[kind],
        opens_to_body=NORMAL_LEVEL[AgencyKind(body.kind)] if body else None,
        without_words=language_name(person.language) if person.language and person.language not in READ_IN else "",
        in_danger=person.is_child and kind in rules.NOT_ASKED_IN_DANGER and BasisKind.O2 in grounds_standing(person.pk),
        guardians=tuple(guardians_who_decide(person, sight)) if person.is_child else (),
    )


def withdrawal_page(consent: Consent, sight: Sight, holdings: Holdings, at: datetime) -> WithdrawalPage:
    """What has to be known and said before a consent is taken back."""
    person = consent.person
    lines = tuple(_consent_lines([consent], sight, holdings, at))
    return WithdrawalPage(person.reference, lines, tuple(left_seen(person, sight, holdings)), _code_word(person, sight))


def withdrawal_of_several(person: Person, sight: Sight, holdings: Holdings, at: datetime) -> WithdrawalPage:
    """The same for everything that stands and that the viewer may take back for the person."""
    lines = tuple(line for line in consent_lines(person, sight, holdings, at) if line.holds)
    return WithdrawalPage(person.reference, lines, tuple(left_seen(person, sight, holdings)), _code_word(person, sight))


def _code_word(person: Person, sight: Sight) -> str:
    contact = contact_seen(sight, people.contact_of(person.pk))
    return contact.code_word if contact else ""


def is_open(basis_id: int, at: datetime) -> bool:
    """Whether a basis still stands."""
    rows = Basis.objects.filter(pk=basis_id, ended_at__isnull=True)
    return rows.filter(Q(until__isnull=True) | Q(until__gt=at)).exists()


def _cap(holdings: Holdings, desk_id: int | None) -> int:
    return holdings.cap if desk_id is None else holdings.cap_at(desk_id)


def _held_on(holdings: Holdings, row: Access) -> Held:
    way = (row.level, row.sections, row.own_writing_only, row.purpose, row.basis.kind)
    return _held(holdings, row.desk_id, way)


def _held(holdings: Holdings, desk_id: int | None, way: Sequence[Any]) -> Held:
    cap, named = _cap(holdings, desk_id), holdings.compartments_at(desk_id)
    level, sections, own_writing_only, purpose, basis = way
    seen = frozenset(Section(section) for section in sections)
    return Held(level, cap, seen, own_writing_only, desk_id, Purpose(purpose), BasisKind(basis), named)


def _writes(holdings: Holdings, row: Access, section: Section, power: Power) -> bool:
    level = min(row.level, _cap(holdings, row.desk_id))
    return (
        section in row.sections
        and (SECTION_LEVEL[section] <= level if section in SECTION_LEVEL else section in _named(holdings, row))
        and row.desk_id is not None
        and holdings.may_at(row.desk_id, power)
    )


def _named(holdings: Holdings, row: Access) -> set[Section]:
    """The compartments that a row opens to this viewer."""
    return rules.compartments_in(_held_on(holdings, row))


def _why_line(holdings: Holdings, row: Access) -> WhyLine:
    ends = [moment for moment in (row.until, row.basis.until) if moment is not None]
    return WhyLine(
        desk=row.desk.name if row.desk else "",
        is_own_desk=row.desk_id is None or row.desk_id in holdings.own_desk_ids,
        is_key_worker=row.worker_id == holdings.user_id,
        purpose=Purpose(row.purpose),
        level=Level(min(row.level, _cap(holdings, row.desk_id))),
        own_writing_only=row.own_writing_only,
        basis=BasisKind(row.basis.kind),
        consents=tuple(ConsentKind(ground.consent.kind) for ground in row.basis.grounds.all()),
        confirm_by=None if row.basis.confirmed_at else row.basis.confirm_by,
        since=row.from_at,
        until=min(ends, default=None),
        compartments=tuple(one for one in COMPARTMENTS if one in _named(holdings, row)),
    )


def _consent_lines(rows: Iterable[Consent], sight: Sight, holdings: Holdings, at: datetime) -> list[ConsentLine]:
    today = clock.in_amman(at).date()
    seen = [row for row in rows if sight.sees_writing_of(row.desk_id, Section.CONSENTS)]
    return [_consent_line(row, sight, holdings, today) for row in seen]


def _consent_line(row: Consent, sight: Sight, holdings: Holdings, today: date) -> ConsentLine:
    rule = as_asked(row)
    ours = row.desk_id in holdings.desk_ids
    named = row.body if row.body and (ours or may_name(sight, holdings, row.body)) else None
    assent = getattr(row, "assent", None)
    return ConsentLine(
        id=row.pk,
        kind=rule.kind,
        body=named.name if named else "",
        body_reference=named.reference if named else "",
        answer=rule.answer,
        at=row.at,
        by=row.by,
        use=row.use,
        shown=row.get_shown_display(),
        about=row.opened("about"),
        said_freely=row.language != "" and row.language not in READ_IN,
        language=language_name(row.language) if row.language else "",
        interpreter=row.get_interpreter_display(),
        method=row.get_method_display(),
        expires_on=row.expires_on,
        withdrawn_at=row.withdrawn_at,
        holds=rule.holds(today),
        ours=ours,
        outgrown=rule.outgrown,
        guardian=row.guardian.opened("name") if row.guardian else "",
        view=assent.get_view_display() if assent else "",
        words=assent.opened("words") if assent and sight.sees_writing_of(row.desk_id, Section.STORY) else "",
        older_words=short(row.wording) if is_older(row.wording) else "",
    )

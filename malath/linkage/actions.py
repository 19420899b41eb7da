"""Acts on two files that may be of one person, and on questions to other bodies. A person decides; nothing opens by it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from malath.accounts.rules import Holdings
from malath.agencies.models import Desk
from malath.agencies.words import AgencyKind
from malath.audit import actions as audit
from malath.audit.words import Did
from malath.foundation.actor import WORKER, Actor
from malath.foundation.acts import act
from malath.linkage import news, queries, rules
from malath.linkage.models import Inquiry, Judgement, Member, Pair, Telling
from malath.linkage.queries import finding
from malath.linkage.scoring import Likeness
from malath.linkage.words import Part, Reply, Said, WhyNot, WhyNotAsk, WhyNotReply
from malath.people import queries as people

if TYPE_CHECKING:
    from malath.people.models import Person


class CannotSay(Exception):
    """Nothing is said of two files, for reasons that the page can show."""

    def __init__(self, reasons: list[WhyNot]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


class CannotAsk(Exception):
    """Other bodies are not asked."""

    def __init__(self, reasons: list[WhyNotAsk]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


class CannotReply(Exception):
    """A body does not answer."""

    def __init__(self, reasons: list[WhyNotReply]) -> None:
        super().__init__(*[reason.value for reason in reasons])
        self.reasons = reasons


@act
def look_for(person: "Person", *, desk: Desk, by: Actor, at: datetime) -> list[Pair]:
    """Look for other files of this person among those that the body of the desk reads, ten at most, and remember which are
    alike. What was called different is asked about again only when something else agrees now; nothing is refused by it."""
    alike = finding.alike_in_body(person.pk, desk.agency_id, at)
    together = _standing_with(person.pk)
    pairs = [_remembered(person.pk, pk, one, desk, by, at) for pk, one in alike.items() if pk not in together]
    files = people.references_of([pk for pk in alike if pk not in together])
    audit.record_list(Did.SAME_LOOKED_FOR, files=[person.reference, *sorted(files.values())], by=by, at=at)
    return pairs


def _remembered(one_id: int, other_id: int, alike: Likeness, desk: Desk, by: Actor, at: datetime) -> Pair:
    pair = queries.pair_of(one_id, other_id)
    if pair is None:
        one, other = sorted((one_id, other_id))
        return Pair.objects.create(
            one_id=one, other_id=other, parts=list(alike.parts), desk=desk, found_by=by.reference, found_at=at
        )
    if pair.said == Said.DIFFERENT and rules.is_asked_again([Part(part) for part in pair.parts], alike.parts):
        pair.said, pair.parts, pair.desk, pair.found_by, pair.found_at = "", list(alike.parts), desk, by.reference, at
        pair.save()
    return pair


@act
def lay_before(one_id: int, other_id: int, alike: Likeness, *, desk: Desk, by: Actor, at: datetime) -> Pair:
    """Two files that were found alike among everybody wait for a desk of a body that may read both, as if it had looked
    for them itself."""
    pair = _remembered(one_id, other_id, alike, desk, by, at)
    files = people.references_of([one_id, other_id])
    audit.record_list(Did.SAME_LOOKED_FOR, files=sorted(files.values()), by=by, at=at)
    return pair


@act
def say(pair: Pair, said: Said, *, because: str, answers: bool, seen: str, desk: Desk, by: Actor, at: datetime) -> Pair:
    """Say whether two files are of one person. `answers`: whether who says it is the key worker of one of them or a supervisor;
    `seen`: what stood when they looked. Errors: `CannotSay`."""
    pair = queries.locked(pair.pk)
    _refuse(rules.why_not_say(said=said, was=pair.said, seen=seen, because=because, answers=answers))
    if said == Said.SAME:
        _join(pair)
    elif said == Said.DIFFERENT and pair.other_id in _standing_with(pair.one_id):
        raise CannotSay([WhyNot.ONE_ALREADY])
    _write(pair, said, because, desk=desk, by=by, at=at)
    _record(Did.FILES_JOINED if said == Said.SAME else Did.PAIR_JUDGED, pair, by=by, at=at, said=said.value)
    return pair


@act
def part(pair: Pair, said: Said, *, because: str, answers: bool, seen: str, desk: Desk, by: Actor, at: datetime) -> Pair:
    """Two files that stood together were not of one person, or nobody is sure any more: both stay, with their numbers and all
    that was written. Errors: `CannotSay`."""
    pair = queries.locked(pair.pk)
    _refuse(rules.why_not_part(was=pair.said, seen=seen, because=because, answers=answers))
    together = _standing_with(pair.one_id)
    ties = [tie for tie in queries.ties_among(together) if tie != (pair.one_id, pair.other_id)]
    _stand(rules.groups(together, ties))
    _write(pair, said, because, desk=desk, by=by, at=at, parted=True)
    _record(Did.FILES_PARTED, pair, by=by, at=at, said=said.value)
    return pair


def _join(pair: Pair) -> None:
    """Everybody who stands with the one stands with the other."""
    one, other = _standing_with(pair.one_id), _standing_with(pair.other_id)
    different = queries.are_called_different(one, other, but=pair)
    _refuse(rules.why_not_join(together=pair.other_id in one, called_different=different))
    _stand([one | other])


def _standing_with(person_id: int) -> frozenset[int]:
    return queries.members(queries.cluster_of(person_id), person_id)


def _stand(groups: Collection[frozenset[int]]) -> None:
    """Write down who stands with whom; whoever stands alone has no row."""
    Member.objects.filter(person__in=[pk for group in groups for pk in group]).delete()
    named = [(uuid4(), group) for group in groups if len(group) > 1]
    Member.objects.bulk_create(Member(person_id=pk, cluster=name) for name, group in named for pk in sorted(group))


def _write(pair: Pair, said: Said, because: str, *, desk: Desk, by: Actor, at: datetime, parted: bool = False) -> None:
    row = Judgement(pair=pair, key=pair.one.key, said=said, parted=parted, desk=desk, by=by.reference, at=at)
    row.seal(because=because)
    row.save(force_insert=True)
    pair.said = said
    pair.save(update_fields=["said"])


def _record(event: Did, pair: Pair, *, by: Actor, at: datetime, **facts: str) -> None:
    """In the trail of both files."""
    for person in (pair.one, pair.other):
        audit.record(event, subject=pair.reference, file=person.reference, by=by, at=at, facts=facts)


def _refuse(reasons: list[WhyNot]) -> None:
    if reasons:
        raise CannotSay(reasons)


@act
def ask_elsewhere(person: "Person", *, because: str, desk: Desk, holdings: Holdings, by: Actor, at: datetime) -> Inquiry:
    """Ask whether other bodies know this person. Nothing is compared here: the worker does it, and whatever comes of it goes to
    whoever holds a file, never to who asks. Errors: `CannotAsk`, for reasons that know nothing of other files."""
    reasons = rules.why_not_ask(
        kind=AgencyKind(desk.agency.kind),
        agreed=queries.agrees_to_be_compared(person.pk, at),
        comparable=queries.has_enough(person.pk, holdings, at),
        asked_lately=queries.asked_lately(person.pk, desk.agency, at),
        asked_today=queries.asked_today(by, at),
        because=because,
    )
    if reasons:
        raise CannotAsk(reasons)
    row = Inquiry(person=person, key=person.key, desk=desk, by=by.reference, at=at)
    row.seal(because=because)
    row.save(force_insert=True)
    audit.record(Did.ELSEWHERE_ASKED, subject=row.reference, file=person.reference, by=by, at=at)
    return row


@act
def compare_elsewhere(inquiry: Inquiry, *, at: datetime) -> None:
    """The worker compares, and tells each body that may know the person. The file of who asked shows the same event whatever
    was found; after a withdrawal nobody is compared."""
    inquiry = queries.inquiry_locked(inquiry.pk)
    agreed = queries.agrees_to_be_compared(inquiry.person_id, at)
    alike = finding.alike_elsewhere(inquiry.person_id, inquiry.desk.agency, at) if agreed else {}
    if inquiry.worked_at is None:
        _tell(inquiry, alike, at)
    inquiry.worked_at = at
    inquiry.save(update_fields=["worked_at"])
    person = inquiry.person.reference
    audit.record(Did.ELSEWHERE_WORKED, subject=inquiry.reference, file=person, by=WORKER, at=at)


def _tell(inquiry: Inquiry, alike: Mapping[tuple[int, int], Likeness], at: datetime) -> None:
    files = people.references_of([person_id for person_id, _body in alike])
    for (person_id, body_id), one in alike.items():
        telling = Telling(inquiry=inquiry, person_id=person_id, body_id=body_id, parts=list(one.parts), at=at)
        telling.desk = news.tell_holder(telling, at=at)
        telling.save(force_insert=True)
        audit.record(Did.ELSEWHERE_TOLD, subject=telling.reference, file=files[person_id], by=WORKER, at=at)


@act
def reply(telling: Telling, how: Reply, *, desk: Desk, by: Actor, at: datetime) -> Telling:
    """The body that was told decides: it speaks with who asked, or says nothing, which nobody sees. Errors: `CannotReply`."""
    telling = queries.telling_locked(telling.pk)
    both = (telling.person_id, telling.inquiry.person_id)
    agreed = all(queries.agrees_to_be_compared(pk, at) for pk in both)
    reasons = rules.why_not_reply(reply=how, replied=telling.reply != "", agreed=agreed)
    if reasons:
        raise CannotReply(reasons)
    telling.reply, telling.replied_by, telling.replied_at, telling.replied_desk = how, by.reference, at, desk
    telling.save()
    news.settle(telling, by=by, at=at)
    if how == Reply.OPENLY:
        _speak(telling, by=by, at=at)
    event = Did.ELSEWHERE_SPOKEN if how == Reply.OPENLY else Did.ELSEWHERE_SILENT
    audit.record(event, subject=telling.reference, file=telling.person.reference, by=by, at=at)
    return telling


def _speak(telling: Telling, *, by: Actor, at: datetime) -> None:
    news.tell_asker(telling, at=at)
    asked = telling.inquiry
    audit.record(Did.ELSEWHERE_SPOKEN, subject=asked.reference, file=asked.person.reference, by=by, at=at)

"""What pages show of files that may be of one person, and of questions between bodies: cut to what the viewer may read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from malath.accounts import queries as accounts
from malath.accounts.rules import Holdings
from malath.agencies.models import Agency, Desk
from malath.agencies.words import AgencyKind
from malath.foundation.actor import Actor
from malath.foundation.asking import ask
from malath.linkage import queries
from malath.linkage.models import Inquiry, Judgement, Pair, Telling
from malath.linkage.queries.finding import sides_of
from malath.linkage.scoring import likeness
from malath.linkage.words import Part, Reply, Said, WhyNotAsk
from malath.privacy import queries as privacy
from malath.privacy.levels import SECRET_BODIES
from malath.privacy.rules import Sight
from malath.ui.pieces import Tone

if TYPE_CHECKING:
    from malath.people.models import Person

TONES: Mapping[str, Tone] = {Said.SAME: "ok", Said.DIFFERENT: "quiet", Said.UNSURE: "warn"}
ASKED_SHOWN = 20


@dataclass(frozen=True)
class File:
    """One of two files, as a list of cases shows it: its number, and the name where that may be known."""

    reference: str
    name: str


@dataclass(frozen=True)
class PairLine:
    """Two files that are alike: `one` is the file that the page is about. `said` is None while nobody said anything; `because`
    and `who` are of what was said last."""

    reference: str
    one: File
    other: File
    parts: tuple[Part, ...]
    said: Said | None
    because: str
    who: str
    at: datetime

    @property
    def files(self) -> tuple[File, File]:
        return (self.one, self.other)

    @property
    def seen(self) -> str:
        return self.said.value if self.said else ""

    @property
    def tone(self) -> Tone:
        return TONES.get(self.seen, "info")

    @property
    def waits(self) -> bool:
        return self.said in {None, Said.UNSURE}


@dataclass(frozen=True)
class SameSection:
    """What a file shows of others of the same person, to who may read both: `same` stand together with it."""

    lines: tuple[PairLine, ...] = ()
    same: tuple[File, ...] = ()
    may_judge: bool = False

    @property
    def waiting(self) -> tuple[PairLine, ...]:
        return tuple(line for line in self.lines if line.waits)

    @property
    def settled(self) -> tuple[PairLine, ...]:
        return tuple(line for line in self.lines if not line.waits)

    @property
    def references(self) -> frozenset[str]:
        """References of the pairs."""
        return frozenset(line.reference for line in self.lines)

    @property
    def files(self) -> list[str]:
        """References of all other files that are shown."""
        return list(dict.fromkeys([*(line.other.reference for line in self.lines), *(file.reference for file in self.same)]))


def section_of(person: "Person", holdings: Holdings, at: datetime) -> SameSection:
    """What a viewer may know of other files of a person. The same statements however many there are."""
    pairs, together = queries.pairs_about(person.pk), queries.same_as(person.pk)
    ids = [pk for pair in pairs for pk in (pair.one_id, pair.other_id)] + [other.pk for other in together]
    known = _known([person.pk, *ids], holdings, at)
    names = privacy.names_seen(known)
    lines = _lines(_readable(pairs, known), known, names, about=person.pk)
    same = tuple(File(other.reference, names[other.pk]) for other in together if person.pk in known and other.pk in known)
    return SameSection(lines, same)


def pair_line(pair: Pair, about: "Person", holdings: Holdings, at: datetime) -> PairLine | None:
    """One pair as its page shows it; None where the viewer may not read both files."""
    known = _known([pair.one_id, pair.other_id], holdings, at)
    names = privacy.names_seen(known)
    return next(iter(_lines(_readable([pair], known), known, names, about=about.pk)), None)


def history_of(pair: Pair) -> tuple[tuple[Judgement, str, str], ...]:
    """All that was said of two files, the newest first, with why and by whom. Two statements."""
    rows = Judgement.objects.filter(pair=pair).select_related("key").order_by("-pk")
    names = accounts.names_of({row.by for row in rows})
    return tuple((row, row.opened("because"), " · ".join(names.get(row.by, ()))) for row in rows)


def to_judge(holdings: Holdings, at: datetime) -> tuple[PairLine, ...]:
    """What waits for somebody at the viewer's desks: pairs of which they may read both files. The same statements however many
    there are."""
    pairs = queries.open_pairs(holdings)
    known = _known([pk for pair in pairs for pk in (pair.one_id, pair.other_id)], holdings, at)
    return _lines(_readable(pairs, known), known, privacy.names_seen(known), about=None)


def count_to_judge(holdings: Holdings, at: datetime) -> int:
    """How many pairs wait, 25 at most: of those whose files the viewer may both read. Two statements."""
    return len(queries.read_both(queries.open_pairs(holdings), holdings, at)[0])


def _known(ids: Collection[int], holdings: Holdings, at: datetime) -> dict[int, Sight]:
    return queries.identified(privacy.sights(holdings, ids, at))


def _readable(pairs: Collection[Pair], known: Mapping[int, Sight]) -> list[Pair]:
    return [pair for pair in pairs if pair.one_id in known and pair.other_id in known]


def _lines(
    pairs: Collection[Pair], known: dict[int, Sight], names: Mapping[int, str], *, about: int | None
) -> tuple[PairLine, ...]:
    """The parts are those that agree in what the viewer reads: never one of a detail that is not theirs. Two files in which
    they see nothing alike are no question to them, unless somebody joined them."""
    sides, said = sides_of(known), queries.last_said(pairs)
    who = accounts.names_of({row.by for row in said.values()})
    found = []
    for pair in pairs:
        parts, last = likeness(sides[pair.one_id], sides[pair.other_id]).parts, said.get(pair.pk)
        files = (File(pair.one.reference, names[pair.one_id]), File(pair.other.reference, names[pair.other_id]))
        one, other = files if about in {None, pair.one_id} else files[::-1]
        if parts or last:
            found.append(_line(pair, one, other, parts, last, who))
    return tuple(found)


def _line(
    pair: Pair, one: File, other: File, parts: tuple[Part, ...], last: Judgement | None, who: dict[str, tuple[str, str]]
) -> PairLine:
    stands = Said(pair.said) if pair.said else None
    because, by = (last.opened("because"), " · ".join(who.get(last.by, ()))) if last and stands else ("", "")
    return PairLine(pair.reference, one, other, parts, stands, because, by, last.at if last and stands else pair.found_at)


@dataclass(frozen=True)
class SpokenLine:
    """A body that chose to speak: whom to turn to."""

    body: str
    desk: str
    who: str
    at: datetime


@dataclass(frozen=True)
class AskedLine:
    """A question of the viewer's body: when, by whom, why. Nothing of what came of it, for nobody here knows."""

    at: datetime
    who: str
    because: str
    spoken: tuple[SpokenLine, ...]


@dataclass(frozen=True)
class ElsewherePage:
    """Asking other bodies about one person. It is the same page whether or not anybody knows them."""

    reference: str
    why_not: tuple[WhyNotAsk, ...]
    asked: tuple[AskedLine, ...]

    @property
    def reasons(self) -> list[str]:
        return [str(reason.label) for reason in self.why_not]

    @property
    def needs_consent(self) -> bool:
        return WhyNotAsk.NOT_AGREED in self.why_not


def elsewhere_page(person: "Person", desk: Desk, holdings: Holdings, by: Actor, at: datetime) -> ElsewherePage:
    """The page of one person. The same statements whoever knows them."""
    rows = ask(_asked_by_body, person.pk, holdings.agency_id)
    spoken = _spoken([row.pk for row in rows])
    names = accounts.names_of({row.by for row in rows})
    asked = [
        AskedLine(row.at, " · ".join(names.get(row.by, ())), row.opened("because"), tuple(spoken.get(row.pk, [])))
        for row in rows
    ]
    return ElsewherePage(person.reference, tuple(queries.why_not_ask_before(person, desk, by, holdings, at)), tuple(asked))


def _asked_by_body(person_id: int, body_id: int) -> QuerySet[Inquiry]:
    rows = Inquiry.objects.filter(person_id=person_id, desk__agency_id=body_id).select_related("key")
    return rows.order_by("-at", "-pk")[:ASKED_SHOWN]


def _spoken(inquiries: list[int]) -> dict[int, list[SpokenLine]]:
    rows = Telling.objects.filter(inquiry__in=inquiries, reply=Reply.OPENLY).select_related("body", "replied_desk")
    names = accounts.names_of({row.replied_by for row in rows})
    found: dict[int, list[SpokenLine]] = {}
    for row in rows.order_by("replied_at", "pk"):
        who, desk = names.get(row.replied_by, ("", ""))[0], row.replied_desk.name if row.replied_desk else ""
        found.setdefault(row.inquiry_id, []).append(SpokenLine(row.body.name, desk, who, row.replied_at or row.at))
    return found


@dataclass(frozen=True)
class ToldPage:
    """A question of another body, as the body that may know the person reads it. `asker` is "" where the part of the asking
    body in a file is itself a secret: a shelter."""

    reference: str
    person: File
    parts: tuple[Part, ...]
    asker: str
    asker_desk: str
    at: datetime
    reply: Reply | None
    replied_at: datetime | None
    who: str


def told_page(telling: Telling, sight: Sight) -> ToldPage:
    """Two statements."""
    desk = telling.inquiry.desk
    named = not _is_secret(desk.agency)
    who = accounts.names_of({telling.replied_by} if telling.replied_by else set())
    return ToldPage(
        reference=telling.reference,
        person=File(telling.person.reference, privacy.names_seen({telling.person_id: sight})[telling.person_id]),
        parts=tuple(Part(part) for part in telling.parts),
        asker=desk.agency.name if named else "",
        asker_desk=desk.name if named else "",
        at=telling.at,
        reply=Reply(telling.reply) if telling.reply else None,
        replied_at=telling.replied_at,
        who=" · ".join(who.get(telling.replied_by, ())),
    )


def _is_secret(body: Agency) -> bool:
    return AgencyKind(body.kind) in SECRET_BODIES

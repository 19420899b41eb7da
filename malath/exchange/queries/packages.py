"""Reads of transfer packages: keys, what goes into one, where each stands, and what was opened here."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any, Final
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db.models import QuerySet

from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Agency, Desk
from malath.agencies.rules import after_working_days
from malath.agencies.words import AgencyKind
from malath.exchange import mapping
from malath.exchange import package_rules as rules
from malath.exchange.htcds import Row
from malath.exchange.models import HouseKey, MissionKey, Opened, OpenedPiece, Package
from malath.exchange.package_words import KeyState, PackageState
from malath.exchange.queries import best_of
from malath.exchange.sealed_package import Key, key_of
from malath.exchange.writing import Watermark, write
from malath.foundation import clock, sealing
from malath.people import queries as people
from malath.people.words import AgeBand, Channel, DetailKind, Sex
from malath.privacy import queries as privacy
from malath.privacy.rules import Sight
from malath.privacy.words import ConsentKind, Section
from malath.returns import queries as returns
from malath.returns.queries import mission
from malath.returns.rules_mission import Travelled, receives
from malath.returns.words_mission import Need

if TYPE_CHECKING:
    from malath.people.models import Person

SHEET: Final = "htcds.xlsx"
ATTACHED: Final = "letter.pdf"
SHOWN: Final = 50
NAMES: Final = frozenset({DetailKind.FIRST_NAME, DetailKind.MIDDLE_NAME, DetailKind.FAMILY_NAME})
TRAVELS: Final = (ConsentKind.C12, ConsentKind.C13)
"""Answers that go along: what the mission does stands on them."""
GOES: Final = ("gender", "nationalities", "language", "second_language")
"""Facts that the agreement to the transfer covers (domain §10: a minimum file)."""


@dataclass(frozen=True)
class Sending:
    """A person of whom something may be sealed: as far as the one who seals it sees them, and as which desk they do it."""

    person: "Person"
    sight: Sight
    own_desks: frozenset[int]
    desk: Desk


@dataclass(frozen=True)
class Letter:
    """What is typed for the mission. `health`: only with agreement; `word`: whether it may be said what happened."""

    arrives_on: date | None = None
    journey: str = ""
    needs: tuple[Need, ...] = ()
    plan: str = ""
    health: str = ""
    health_agreed: bool = False
    word: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        return self.journey, self.plan, self.health


@dataclass(frozen=True)
class Preview:
    """What goes along by itself, as the sender sees it before it leaves."""

    name: str
    language: str
    contact: str
    agreed: bool
    named: bool


@dataclass(frozen=True)
class PackageLine:
    """A package that left."""

    package: Package
    state: PackageState
    late: bool


@dataclass(frozen=True)
class KeyLine:
    """A key of a mission."""

    key: MissionKey
    state: KeyState
    taken_by_me: bool


@dataclass(frozen=True)
class PackagesPage:
    """Own key, keys of missions, what left and what was opened."""

    own: HouseKey | None
    keys: tuple[KeyLine, ...]
    left: tuple[PackageLine, ...]
    opened: tuple[Opened, ...]
    desks: tuple[Desk, ...]


@dataclass(frozen=True)
class OpenedPage:
    """A package as it was opened: what the mission reads."""

    opened: Opened
    content: Mapping[str, Any]
    arrives_on: date | None
    needs: tuple[str, ...]
    channel: str
    has_letter: bool
    agreed: bool
    returning: str
    has_word: bool
    may_take: bool


def packages_page(holdings: Holdings, agency: Agency, by: str, at: datetime) -> PackagesPage:
    """Of the own desks, and of files that nothing keeps from the viewer. Five statements."""
    desks = holdings.desks_with(Power.TRANSFER)
    visible = privacy.visible(holdings, at).values("person_id")
    rows = Package.objects.filter(desk_id__in=desks, person_id__in=visible).select_related("key", "person", "desk")
    opened = Opened.objects.filter(desk_id__in=desks, person_id__in=visible).select_related("sender", "person")
    keys = MissionKey.objects.filter(agency=agency).order_by("name", "-taken_at")[:SHOWN]
    return PackagesPage(
        own=own_key(agency),
        keys=tuple(KeyLine(key, state_of(key), key.taken_by == by) for key in keys),
        left=tuple(_line(row, at) for row in rows.order_by("-at")[:SHOWN]),
        opened=tuple(opened.order_by("-at")[:SHOWN]),
        desks=tuple(agencies.desks_among(desks)),
    )


def _line(row: Package, at: datetime) -> PackageLine:
    state = PackageState.LEFT if row.received_at is None else PackageState.RECEIVED
    state = PackageState.TAKEN if row.taken_at is not None else state
    state = PackageState.STOPPED if row.stopped_at is not None else state
    return PackageLine(row, state, state == PackageState.LEFT and row.receipt_due <= at)


def state_of(key: MissionKey) -> KeyState:
    if key.ended_at is not None:
        return KeyState.REVOKED if key.revoked else KeyState.REPLACED
    return KeyState.IN_USE if key.confirmed_at is not None else KeyState.WAITING


def own_key(agency: Agency) -> HouseKey | None:
    """The key of a body that is in use."""
    return HouseKey.objects.select_related("key").filter(agency=agency, ended_at__isnull=True).first()


def own_key_named(agency: Agency, fingerprint: str) -> HouseKey | None:
    """A key of a body, old ones too."""
    return HouseKey.objects.select_related("key").filter(agency=agency, fingerprint=fingerprint).first()


def wait_for(agency: Agency) -> None:
    """Whoever opens with the keys of the same body at the same moment comes after."""
    list(HouseKey.objects.select_for_update().filter(agency=agency).order_by("pk").values_list("pk"))


def secret_of(row: HouseKey) -> Key:
    return key_of(row.opened("secret"))


def key_by_reference(agency: Agency, reference: str) -> MissionKey | None:
    return MissionKey.objects.filter(agency=agency, reference=reference).first()


def key_locked(pk: int) -> MissionKey:
    return MissionKey.objects.select_for_update().get(pk=pk)


def key_named(agency: Agency, fingerprint: str) -> MissionKey | None:
    return MissionKey.objects.filter(agency=agency, fingerprint=fingerprint).first()


def keys_in_use(agency: Agency) -> list[MissionKey]:
    """Missions to which something can be sealed."""
    return list(MissionKey.objects.filter(agency=agency, confirmed_at__isnull=False, ended_at__isnull=True).order_by("name"))


def begun(once: UUID | None) -> Package | None:
    return Package.objects.filter(once=once).first() if once else None


def package_of(agency: Agency, uid: UUID) -> Package | None:
    """A package of a body, locked until the act ends, by the mark inside its receipt."""
    rows = Package.objects.select_for_update(of=("self",)).select_related("key", "person")
    return rows.filter(uid=uid, desk__agency=agency).first()


def package_locked(pk: int) -> Package:
    return Package.objects.select_for_update(of=("self",)).select_related("desk__agency", "person").get(pk=pk)


def unanswered(at: datetime) -> QuerySet[Package]:
    """Packages whose mission let its days go by, and nobody was told yet."""
    waits = Package.objects.filter(received_at__isnull=True, reminded_at__isnull=True, receipt_due__lte=at)
    return waits.filter(stopped_at__isnull=True).order_by("pk")


def unanswered_of(desk_ids: Sequence[int], at: datetime) -> int:
    waits = Package.objects.filter(desk_id__in=desk_ids, received_at__isnull=True, receipt_due__lte=at)
    return waits.filter(stopped_at__isnull=True).count()


def receipt_due(desk: Desk, at: datetime) -> datetime:
    """Until when a mission answers: three working days [H]."""
    hours = agencies.hours_of(desk)
    return after_working_days(at, settings.MALATH_MISSION_ANSWERS_DAYS, hours, agencies.holidays())


def agrees(person: "Person", at: datetime) -> bool:
    """Whether the person agrees today that their data goes to the mission."""
    condition = privacy.agrees(ConsentKind.C12, at, person="pk")
    return people.where(condition).filter(pk=person.pk).exists()


def preview(sending: Sending, at: datetime) -> Preview:
    """What would go along of this person."""
    name, named = _name(sending.person, sending.sight), privacy.heard_todays_words(sending.person.pk, ConsentKind.C12)
    rule = privacy.contact_seen(sending.sight, people.contact_of(sending.person.pk))
    contact = str(rule.channel.label) if rule and named else ""
    return Preview(name, sending.person.language, contact, agrees(sending.person, at), named)


def content_of(sending: Sending, letter: Letter, at: datetime) -> dict[str, Any]:
    """A minimum file, as far as the one who sends it sees: nothing of the case, nothing of what happened."""
    person, sight = sending.person, sending.sight
    named = privacy.heard_todays_words(person.pk, ConsentKind.C12)
    return {
        "name": _name(person, sight),
        "details": _names(person, sight, sending.own_desks),
        "facts": _facts(person, named=named),
        "arrives_on": letter.arrives_on.isoformat() if letter.arrives_on else "",
        "journey": letter.journey,
        "needs": [need.value for need in letter.needs],
        "health": letter.health if letter.health_agreed else "",
        "plan": letter.plan,
        "contact": _contact(person, sight) if named else {},
        "word": letter.word,
        "country": _country(person),
        "consents": _consents(person, at),
    }


def _facts(person: "Person", *, named: bool) -> dict[str, Any]:
    """Who the person is. Under the words of before, which named no more, the languages alone (`named`)."""
    facts = {"sex": person.sex, "age_band": person.age_band, **{name: getattr(person, name) for name in GOES}}
    unnamed = {"sex": Sex.UNKNOWN.value, "age_band": AgeBand.UNKNOWN.value, "gender": "", "nationalities": []}
    return facts if named else {**facts, **unnamed}


def _country(person: "Person") -> str:
    going = returns.open_return_of(person.pk)
    return going.country if going else ""


def _consents(person: "Person", at: datetime) -> list[dict[str, str]]:
    """The yes to the transfer, and to be contacted after the return: when it was said, in what language, until when."""
    today = clock.in_amman(at).date()
    rows = [row for kind in TRAVELS if (row := privacy.standing_row(person.pk, kind, None))]
    return [
        {
            "kind": row.kind, "on": clock.in_amman(row.at).date().isoformat(), "language": row.language,
            "until": row.expires_on.isoformat() if row.expires_on else "",
        }
        for row in rows
        if privacy.as_asked(row).holds(today)
    ]  # fmt: skip


def travelled(content: Mapping[str, Any], today: date) -> dict[ConsentKind, date | None]:
    """The answers that came with a package and hold still, with the day until which they do. Errors: `ValueError`, `KeyError`,
    `TypeError` where they are none."""
    found = {}
    for one in content.get("consents", []):
        until = date.fromisoformat(one["until"]) if one["until"] else None
        if one["kind"] in TRAVELS and (until is None or until >= today):
            found[ConsentKind(one["kind"])] = until
    return found


def sheet_of(content: Mapping[str, Any], *, sender: str, at: datetime) -> IO[bytes]:
    """The same as a workbook of the standard, for whoever has nothing else to read it with."""
    details = {DetailKind(kind): text for kind, text in content["details"].items()}
    facts = {name: content["facts"][name] for name in GOES if content["facts"][name]}
    known = mapping.line(mapping.Known(facts=facts, details=details, consent=True), 1)
    values = {**known.values, **({"spl_ActionPlan": content["plan"]} if content["plan"] else {})}
    return BytesIO(write([Row(3, values)], watermark=Watermark(sender, at, "—")))


def _name(person: "Person", sight: Sight) -> str:
    return people.name_in(privacy.details_seen(sight, people.details_of([person.pk]).get(person.pk, [])))


def _names(person: "Person", sight: Sight, own: Collection[int]) -> dict[str, str]:
    """Names in the columns of the standard; a name that was only said stands in the first one."""
    found = best_of(people.details_of([person.pk]).get(person.pk, []), sight, own)
    names = {kind.value: text for kind, text in found.items() if kind in NAMES}
    said = found.get(DetailKind.NAME) or found.get(DetailKind.NAME_LATIN) or found.get(DetailKind.NAME_ARABIC)
    return names or ({DetailKind.FIRST_NAME.value: said} if said else {})


def _contact(person: "Person", sight: Sight) -> dict[str, Any]:
    """How to reach the person safely. The code word stays here."""
    rule = privacy.contact_seen(sight, people.contact_of(person.pk)) if sight.sees(Section.CONTACT) else None
    if rule is None:
        return {}
    return {
        "channel": rule.channel.value, "number": rule.number, "hours": rule.hours, "language": rule.language,
        "message": rule.may_leave_message, "say_who": rule.may_say_agency,
    }  # fmt: skip


def opened_before(agency: Agency, uid: UUID) -> bool:
    return Opened.objects.filter(agency=agency, uid=uid).exists()


def opened_by_reference(reference: str) -> Opened | None:
    return (
        Opened.objects.select_related("person__key", "key", "sender", "desk__agency", "house_key__key")
        .filter(reference=reference)
        .first()
    )


def opened_locked(pk: int) -> Opened:
    rows = Opened.objects.select_for_update(of=("self",)).select_related("person__key", "key", "sender", "desk__agency")
    return rows.get(pk=pk)


def opened_page(row: Opened, at: datetime) -> OpenedPage:
    content = json.loads(row.opened("content"))
    known = [str(Need(need).label) for need in content["needs"] if need in Need.values]
    channel = content["contact"].get("channel", "")
    arrives_on = date.fromisoformat(content["arrives_on"]) if content["arrives_on"] else None
    how = str(Channel(channel).label) if channel in Channel.values else ""
    taken, agreed = mission.incoming_from(row.reference), agrees(row.person, at)
    word = mission.word_of(row.reference) if taken else None
    return OpenedPage(
        row, content, arrives_on, tuple(known), how, ATTACHED in names_of(row), agreed,
        taken.returning.reference if taken else "", word is not None and not word.says_nothing, not rules.why_not_take(
            taken=taken is not None, stopped=row.stopped_at is not None, agreed=agreed, revoked=row.sender.revoked,
            receives=receives(AgencyKind(row.desk.agency.kind)), open_already=False,
        ),
    )  # fmt: skip


def told_by(row: Opened) -> Travelled:
    """What a package says of a return."""
    content = json.loads(row.opened("content"))
    arrives_on = date.fromisoformat(content["arrives_on"]) if content["arrives_on"] else None
    needs = tuple(need for need in content["needs"] if need in Need.values)
    country = str(content.get("country", ""))[:2]
    return Travelled(row.reference, country, arrives_on, content["journey"], needs, content["health"], content["plan"])


def names_of(row: Opened) -> list[str]:
    """What the files are called that travelled along."""
    return list(OpenedPiece.objects.filter(package=row).values_list("name", flat=True).distinct().order_by("name"))


def file_of(row: Opened, name: str) -> IO[bytes]:
    """A file that travelled along, opened."""
    pieces = OpenedPiece.objects.filter(package=row, name=name).order_by("number")
    cipher = AESGCM(sealing.unwrap(row.key))
    data = [sealing.opened(cipher, bytes(one.data), bound(row, name, one.number)) for one in pieces]
    return BytesIO(b"".join(data))


def bound(row: Opened, name: str, number: int) -> bytes:
    """Each piece is bound to its place."""
    return sealing.bound_to("exchange_openedpiece", row.uuid, f"{name}:{number}")

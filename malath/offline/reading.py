"""The page of a record that waits: what was written on the phone, in the words of the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from malath.agencies import queries as agencies
from malath.agencies.words import WEEK, Governorate, ServiceKind
from malath.cases.words import Need, Risk
from malath.foundation.references import is_reference
from malath.offline import replay
from malath.offline.field_texts import MAY
from malath.offline.steps import Held, list_in
from malath.offline.words import DeviceName, WhyHeld
from malath.people.languages import language_choices
from malath.people.words import AgeBand, Channel, Sex
from malath.privacy.words import Answer, ConsentKind
from malath.referrals.words import Urgency
from malath.training.words import Half
from malath.ui.pieces import Row

if TYPE_CHECKING:
    from malath.offline.models import Packet

WORDS: tuple[tuple[str, Promise, Any], ...] = (
    ("case", _("Number of the case"), None),
    ("age_band", _("How old is the person?"), AgeBand),
    ("sex", _("Sex"), Sex),
    ("risk", _("How great is the danger now?"), Risk),
    ("language", _("Language you speak together"), language_choices),
    ("answer", _("What did the person answer?"), Answer),
    ("because", _("Why do you go on without agreement?"), None),
    ("child_because", _("Why does this child need protection now?"), None),
    ("child_view", _("What does the girl or boy want, in their own words?"), None),
    ("governorate", _("Governorate"), Governorate),
    ("name", _("Name as said"), None),
    ("phone", _("Phone number"), None),
    ("words", _("The person's own words"), None),
    ("observation", _("What you saw or heard yourself"), None),
    ("opinion", _("What you think it means"), None),
    ("came", _("How many came?"), None),
    ("disclosures", _("How many told you something that needs help?"), None),
    ("cards", _("How many cards were given out?"), None),
    ("on", _("On which day?"), None),
    ("half", _("Which half?"), Half),
)


@dataclass(frozen=True)
class Asked:
    """A referral that was asked for, and the one that was made of it."""

    desk: str
    what: str
    urgency: str
    reason: str
    answers: tuple[str, ...]
    reference: str


@dataclass(frozen=True)
class RecordPage:
    """A record that waits, for who sees to it. `happened_at` is None where it cannot be read."""

    reference: str
    phone: str
    writer: str
    desk: str
    happened_at: datetime | None
    received_at: datetime
    clock_wrong_by: int
    carried: bool
    reasons: tuple[str, ...]
    rows: tuple[Row, ...]
    asked: tuple[Asked, ...]
    case_reference: str
    counted_url: str


def record_page(packet: "Packet") -> RecordPage:
    """What stands in it, as far as it opens."""
    try:
        content = dict(replay.content_of(packet))
        happened = replay.moment_in(packet, content)
    except Held:
        content, happened = {}, None
    device = packet.device
    return RecordPage(
        reference=packet.reference,
        phone=str(DeviceName(device.name).label),
        writer=device.user.name,
        desk=packet.desk.name,
        happened_at=happened,
        received_at=packet.received_at,
        clock_wrong_by=abs(packet.skew or 0) // 60,
        carried=packet.carrier_id != packet.device_id,
        reasons=tuple(str(WhyHeld(code).label) for code in packet.reasons),
        rows=tuple(_rows(content)),
        asked=tuple(_asked(content, packet)),
        case_reference=packet.case_reference,
        counted_url=_counted_url(content),
    )


def _counted_url(content: dict[str, Any]) -> str:
    """The page of the session or course that was counted, where its own door decides."""
    for name, page in (("session", "awareness:session"), ("course", "training:course")):
        reference = content.get(name)
        if isinstance(reference, str) and is_reference(reference):
            return reverse(page, args=[reference])
    return ""


def _rows(content: dict[str, Any]) -> Iterator[Row]:
    for name, label, known in WORDS:
        value = content.get(name)
        if isinstance(value, str) and value:
            yield Row(str(label), _label(known, value))
    needs = content.get("needs")
    if isinstance(needs, list) and needs:
        yield Row(str(_("What does the person need now?")), " · ".join(_label(Need, one) for one in map(str, needs)))
    if content.get("kind") == "attendance":
        yield Row(str(_("Marked as there")), str(len(list_in(content, "there"))))
    contact = content.get("contact")
    if isinstance(contact, dict):
        yield Row(str(_("Safe contact")), " · ".join(_reached(contact)))


def _reached(contact: dict[str, Any]) -> Iterator[str]:
    """How the person said they may be reached, piece by piece."""
    yield _label(Channel, str(contact.get("channel", "")))
    for name, known in (("may", MAY), ("days1", WEEK)):
        codes = contact.get(name)
        yield from (_label(known, str(one)) for one in (codes if isinstance(codes, list) else []))
    yield from (str(contact[name]) for name in ("from1", "until1", "hours", "code_word", "who_else") if contact.get(name))


def _asked(content: dict[str, Any], packet: "Packet") -> Iterator[Asked]:
    wanted = content.get("refer")
    for number, one in enumerate(wanted if isinstance(wanted, list) else []):
        if isinstance(one, dict):
            desk = agencies.desk_by_reference(str(one.get("desk", "")))
            made = packet.referral_references[number : number + 1]
            yield Asked(
                desk=f"{desk.agency.name} · {desk.name}" if desk else "–",
                what=_label(ServiceKind, str(one.get("type", ""))),
                urgency=_label(Urgency, str(one.get("urgency", ""))),
                reason=str(one.get("reason", "")),
                answers=tuple(_answers(one)),
                reference=made[0] if made else "",
            )


def _answers(one: dict[str, Any]) -> Iterator[str]:
    for kind in ConsentKind:
        answer = one.get(kind.value)
        if answer in Answer.values:
            yield f"{kind.label}: {Answer(answer).label}"


def _label(known: Any, value: str) -> str:
    """The word for a code; the code itself where it is not known here."""
    if known is None:
        return value
    if isinstance(known, (list, tuple)):
        choices: Any = known
    else:
        choices = known() if callable(known) and not hasattr(known, "choices") else known.choices
    return str(next((label for code, label in choices if code == value), value))

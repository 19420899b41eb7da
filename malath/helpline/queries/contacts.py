"""Who takes contacts, what came in, who goes first, and whom one may call when."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TypeVar

from babel import Locale
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db.models import QuerySet, TextChoices
from django.utils.crypto import salted_hmac

from malath.accounts import queries as accounts
from malath.accounts.roles import Power
from malath.accounts.rules import Holdings
from malath.agencies import queries as agencies
from malath.agencies.models import Desk
from malath.agencies.rules import after_working_days
from malath.agencies.words import Governorate
from malath.foundation.clock import in_amman
from malath.helpline import contact_rules as rules
from malath.helpline.contact_rules import Stand, Window
from malath.helpline.letters import Thread
from malath.helpline.models import Contact, Entry, HelpDesk, LetterKey, StaleNumber
from malath.helpline.queries import may_see
from malath.helpline.words import (
    CallResult,
    Channel,
    ContactResult,
    EntryKind,
    ForWhom,
    Reach,
    Triage,
    WhyNotContact,
    YesNo,
)
from malath.ui.help_lines import Line, stale_lines
from malath.ui.public_words import spoken
from malath.ui.times import locale

Kind = TypeVar("Kind", bound=TextChoices)
PAGE = 50
OTHERS = 25
MOST_COUNTED = 100
LONGEST = 2000


@dataclass(frozen=True)
class Told:
    """What somebody said who turned to the helpline. Every answer may be missing, and none is a name."""

    for_whom: ForWhom = ForWhom.ME
    safe: YesNo = YesNo.NOT_SAID
    danger: YesNo = YesNo.NOT_SAID
    child: YesNo = YesNo.NOT_SAID
    governorate: str = ""
    place: str = ""
    words: str = ""
    language: str = "ar"
    reach: Reach = Reach.NONE
    number: str = ""
    since: str = ""
    until: str = ""
    code_word: str = ""
    not_told: str = ""
    tongue: str = ""

    @property
    def triage(self) -> Triage:
        return rules.triage_of(safe=self.safe, danger=self.danger, child=self.child)

    @property
    def window(self) -> Window | None:
        if not (self.since and self.until):
            return None
        return Window(time.fromisoformat(self.since), time.fromisoformat(self.until))

    @property
    def language_name(self) -> str:
        """The language in which they wrote, in that of the page."""
        return named(self.language)

    @property
    def tongue_name(self) -> str:
        """The language they speak best, where they said so."""
        return named(self.tongue)

    @property
    def governorate_name(self) -> str:
        return str(Governorate(self.governorate).label) if self.governorate else ""

    def as_text(self) -> str:
        return json.dumps({name: str(value) for name, value in vars(self).items()}, ensure_ascii=False)


@dataclass(frozen=True)
class ContactLine:
    """A contact in a list: how soon it wants a look, never what was said."""

    reference: str
    desk: str
    channel: Channel
    triage: Triage
    at: datetime
    look_by: datetime
    taken: bool
    doubtful: bool
    news: bool
    came_of_it: ContactResult | None

    @property
    def waits(self) -> bool:
        return not self.taken and self.came_of_it is None


@dataclass(frozen=True)
class ContactList:
    """Whoever waits, in the order in which they are looked at, and the last of the others. Counted is no further than a
    hundred."""

    waiting: tuple[ContactLine, ...]
    others: tuple[ContactLine, ...]
    count: int
    emergencies: int
    takes: bool


@dataclass(frozen=True)
class EntryLine:
    """A line in the course of a contact, opened."""

    kind: EntryKind
    words: str
    result: CallResult | None
    by: str
    at: datetime


@dataclass(frozen=True)
class ContactPage:
    """One contact, opened for one viewer; `number` only while they may be called."""

    line: ContactLine
    told: Told | None
    entries: tuple[EntryLine, ...]
    taken_by: str
    settled_at: datetime | None
    why_not_answer: list[str]
    why_not_call: list[str]
    number: str
    alike: int
    case_opened_at: datetime | None


@dataclass(frozen=True)
class LineRow:
    """A desk of the viewer's body, and whether it takes contacts."""

    reference: str
    name: str
    since: datetime | None


def named(language: str) -> str:
    """A language in that of the page; its code where nobody names it."""
    return str(Locale.parse(locale()).languages.get(language, language))


def named_tongues() -> list[tuple[str, str]]:
    """Languages that somebody may speak best, for who writes it down."""
    return sorted(((code, named(code)) for code, _ in spoken()), key=lambda one: one[1])


def letter_key() -> LetterKey | None:
    """The key pair of the helpline; None before the first desk took contacts."""
    return LetterKey.objects.select_related("key").order_by("pk").first()


def private_half(key: LetterKey) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(bytes.fromhex(key.opened("private")))


def open_line(desk: Desk) -> HelpDesk | None:
    return HelpDesk.objects.filter(desk=desk, closed_at__isnull=True).first()


def is_anybody_there() -> bool:
    """Whether some desk takes contacts."""
    return HelpDesk.objects.filter(closed_at__isnull=True, desk__ended_at__isnull=True).exists()


def desk_for_letters(at: datetime) -> Desk | None:
    """Which desk hears what comes from the public site: one at which somebody is on duty now, before the one that took contacts
    first."""
    rows = HelpDesk.objects.filter(closed_at__isnull=True, desk__ended_at__isnull=True)
    desks = [row.desk for row in rows.select_related("desk__agency").order_by("opened_at", "pk")]
    return next((desk for desk in desks if accounts.on_duty(desk, at)), desks[0] if desks else None)


def look_by(desk: Desk, triage: Triage, at: datetime) -> datetime:
    """Until when somebody looks: danger and children on the wall clock, the others in the working days of the desk."""
    if triage == Triage.NORMAL:
        return after_working_days(at, 1, agencies.hours_of(desk), agencies.holidays())
    return at + (rules.AT_ONCE if triage == Triage.EMERGENCY else rules.SAME_DAY)


def locked(contact: Contact) -> Contact:
    return _contacts().select_for_update(of=("self",)).get(pk=contact.pk)


def by_reference(reference: str) -> Contact | None:
    return _contacts().filter(reference=reference).first()


def by_thread(thread: str) -> Contact | None:
    """Whose code this is."""
    return _contacts().filter(thread=thread).first()


def was_taken_in(mark: str) -> bool:
    """Whether this letter was read in before."""
    return Contact.objects.filter(mark=mark).exists() or Entry.objects.filter(mark=mark).exists()


def likeness_of(words: str) -> str:
    """What is kept to know other letters that say the same: nothing that leads back to the words."""
    tidy = " ".join(words.casefold().split())
    return salted_hmac("malath.helpline.likeness", tidy, algorithm="sha256").hexdigest() if tidy else ""


def alike(likeness: str, at: datetime) -> int:
    """How many said the same within a day."""
    if not likeness:
        return 0
    return Contact.objects.filter(likeness=likeness, at__gt=at - rules.ALIKE)[:MOST_COUNTED].count()


def waiting_alike(contact: Contact) -> QuerySet[Contact]:
    """Whatever says the same and has not been looked at."""
    rows = Contact.objects.filter(desk=contact.desk_id, taken_at__isnull=True, settled_at__isnull=True)
    return rows.filter(likeness=contact.likeness).exclude(likeness="").exclude(pk=contact.pk)


def stand_of(contact: Contact) -> Stand:
    return Stand(
        taken=contact.taken_at is not None, settled=contact.settled_at is not None, forgotten=contact.said is None,
        readable=contact.thread is not None, with_case=contact.case_opened_at is not None, triage=Triage(contact.triage),
    )  # fmt: skip


def told_by(contact: Contact) -> Told | None:
    """What was said; None once it was thrown away."""
    return told_in(json.loads(contact.opened("said"))) if contact.said is not None else None


def with_not_told(told: Told, more: str) -> Told:
    """What was said, with one more wish of what must not be told: an earlier one stands on."""
    wishes = [one for one in (told.not_told, more) if one]
    return replace(told, not_told=" · ".join(dict.fromkeys(wishes))[:LONGEST])


def told_in(kept: Mapping[str, str]) -> Told:
    """What a letter says. An answer that our form does not know counts as not given: nothing is lost for one wrong word."""
    where = kept.get("governorate", "")
    return Told(
        for_whom=_one_of(ForWhom, kept.get("for_whom"), ForWhom.ME),
        safe=_one_of(YesNo, kept.get("safe"), YesNo.NOT_SAID),
        danger=_one_of(YesNo, kept.get("danger"), YesNo.NOT_SAID),
        child=_one_of(YesNo, kept.get("child"), YesNo.NOT_SAID),
        governorate=where if where in Governorate.values else "",
        language=kept.get("language", "ar")[:8],
        tongue=next((code for code, _ in spoken() if code == kept.get("tongue")), ""),
        reach=_one_of(Reach, kept.get("reach"), Reach.NONE),
        since=_hour(kept.get("since")),
        until=_hour(kept.get("until")),
        place=kept.get("place", "")[:LONGEST],
        words=kept.get("words", "")[:LONGEST],
        not_told=kept.get("not_told", "")[:LONGEST],
        number=kept.get("number", "")[:LONGEST],
        code_word=kept.get("code_word", "")[:LONGEST],
    )


def why_not_call(contact: Contact, at: datetime) -> list[WhyNotContact]:
    told = told_by(contact) or Told()
    return rules.why_not_call(stand_of(contact), told.reach, told.window, in_amman(at).time())


def thread_of(contact: Contact) -> Thread:
    """What the holder of the code may read: our answers, and the days on which they were written."""
    rows = Entry.objects.filter(contact=contact, kind=EntryKind.ANSWER).select_related("key").order_by("at", "pk")
    return Thread(tuple((in_amman(row.at).date().isoformat(), row.opened("words")) for row in rows))


def contact_list(holdings: Holdings) -> ContactList:
    """What came in at the viewer's desks. As many statements for ten thousand as for none."""
    mine = _heard(holdings)
    rows = Contact.objects.filter(desk__in=mine)
    waiting = rows.filter(taken_at__isnull=True, settled_at__isnull=True)
    others = rows.exclude(taken_at__isnull=True, settled_at__isnull=True).select_related("desk").order_by("-at", "-pk")
    return ContactList(
        waiting=tuple(_line(row) for row in waiting.select_related("desk").order_by("rank", "at", "pk")[:PAGE]),
        others=tuple(_line(row) for row in others[:OTHERS]),
        count=waiting[:MOST_COUNTED].count(),
        emergencies=waiting.filter(triage=Triage.EMERGENCY)[:MOST_COUNTED].count(),
        takes=HelpDesk.objects.filter(desk__in=mine, closed_at__isnull=True).exists(),
    )


def contact_page(contact: Contact, at: datetime) -> ContactPage:
    """One contact, opened."""
    told, stand, not_call = told_by(contact), stand_of(contact), why_not_call(contact, at)
    rows = list(Entry.objects.filter(contact=contact).select_related("key").order_by("at", "pk"))
    names = accounts.names_of({contact.taken_by or "", *(row.by for row in rows)} - {""})
    return ContactPage(
        line=_line(contact),
        told=told,
        entries=tuple(_entry(row, names) for row in rows),
        taken_by=_name(names, contact.taken_by or ""),
        settled_at=contact.settled_at,
        why_not_answer=[str(reason.label) for reason in rules.why_not_answer(stand)],
        why_not_call=[str(reason.label) for reason in not_call],
        number=told.number if told and not not_call else "",
        alike=waiting_alike(contact)[:MOST_COUNTED].count(),
        case_opened_at=contact.case_opened_at,
    )


def line_rows(holdings: Holdings) -> tuple[LineRow, ...]:
    """The desks that the viewer supervises, and which of them take contacts."""
    agency = holdings.supervised_agency_id
    desks = agencies.desks_among(agencies.desk_ids_of(agency)) if agency else []
    since = dict(HelpDesk.objects.filter(desk__in=desks, closed_at__isnull=True).values_list("desk_id", "opened_at"))
    return tuple(LineRow(desk.reference, desk.name, since.get(desk.pk)) for desk in desks)


def desk_supervised(holdings: Holdings, reference: str) -> Desk | None:
    """A desk of the body that the viewer supervises."""
    agency = holdings.supervised_agency_id
    desks = agencies.desks_among(agencies.desk_ids_of(agency)) if agency else []
    return next((desk for desk in desks if desk.reference == reference), None)


def desks_taking(holdings: Holdings) -> list[Desk]:
    """Desks of the viewer's at which a contact can be written down."""
    mine = [pk for pk in holdings.desks_with(Power.HEAR_CONCERNS) if holdings.works_at(pk)]
    return [row.desk for row in HelpDesk.objects.filter(desk__in=mine, closed_at__isnull=True).select_related("desk__agency")]


def may_hear(holdings: Holdings, contact: Contact) -> bool:
    """Whether a contact is the viewer's to read: at their desk, or at one of the body they supervise."""
    return may_see(holdings, contact.desk)


def to_escalate(at: datetime, *, cap: int = 500) -> list[Contact]:
    """What nobody looked after in time, the most urgent and longest due first."""
    rows = _contacts().filter(taken_at__isnull=True, escalated_at__isnull=True, settled_at__isnull=True, look_by__lte=at)
    return list(rows.order_by("rank", "look_by", "pk")[:cap])


def to_forget(at: datetime, *, cap: int = 500) -> list[Contact]:
    """Threads whose code nobody used for ninety days, and what has no code and was settled thirty days ago; no emergency that
    nobody has looked at."""
    rows = (
        _contacts().filter(said__isnull=False).exclude(triage=Triage.EMERGENCY, taken_at__isnull=True, settled_at__isnull=True)
    )
    old = rows.filter(used_at__lte=at - rules.KEPT_UNREAD, thread__isnull=False)
    over = rows.filter(thread__isnull=True, settled_at__lte=at - rules.WORDS_KEPT)
    return [*old.order_by("used_at", "pk")[:cap], *over.order_by("settled_at", "pk")[:cap]]


def unseen_before_forgetting(at: datetime, *, cap: int = 500) -> list[Contact]:
    """Emergencies that would be forgotten now had anybody looked at them: put before a person anew."""
    rows = _contacts().filter(triage=Triage.EMERGENCY, taken_at__isnull=True, settled_at__isnull=True, said__isnull=False)
    return list(rows.filter(used_at__lte=at - rules.KEPT_UNREAD, escalated_at__lte=at - timedelta(days=1))[:cap])


def to_publish(*, cap: int = 500) -> list[Contact]:
    """Threads in which something is new: what can be read with their codes is written anew."""
    return list(_contacts().filter(news_at__isnull=False, thread__isnull=False).order_by("news_at")[:cap])


def numbers_to_tell(at: datetime) -> list[Line]:
    """Numbers that left the public pages, and of which nobody was told. No statement while all are fresh."""
    stale = stale_lines(in_amman(at).date())
    told = (
        set(StaleNumber.objects.filter(code__in=[one.code for one in stale]).values_list("code", "called_on"))
        if stale
        else set()
    )
    return [one for one in stale if (one.code, one.verified_on) not in told]


def numbers_mended(at: datetime) -> list[StaleNumber]:
    """Numbers that were called again since their owners were told."""
    stale = {(one.code, one.verified_on) for one in stale_lines(in_amman(at).date())}
    rows = StaleNumber.objects.filter(mended_at__isnull=True).order_by("pk")
    return [row for row in rows if (row.code, row.called_on) not in stale]


def _one_of(kind: type[Kind], value: str | None, otherwise: Kind) -> Kind:
    return kind(value) if value in kind.values else otherwise


def _hour(text: str | None) -> str:
    try:
        return time.fromisoformat(text or "").isoformat("minutes")
    except ValueError:
        return ""


def _contacts() -> QuerySet[Contact]:
    return Contact.objects.select_related("desk__agency", "key")


def _heard(holdings: Holdings) -> tuple[int, ...]:
    heard = holdings.desks_with(Power.HEAR_CONCERNS)
    above = agencies.desk_ids_of(holdings.supervised_agency_id) if holdings.supervised_agency_id else ()
    return tuple(dict.fromkeys([*heard, *above]))


def _line(row: Contact) -> ContactLine:
    result = ContactResult(row.came_of_it) if row.came_of_it else None
    return ContactLine(
        row.reference, row.desk.name, Channel(row.channel), Triage(row.triage), row.at, row.look_by,
        row.taken_at is not None, row.rank % 2 == 1, row.heard_at is not None, result,
    )  # fmt: skip


def _entry(row: Entry, names: Mapping[str, tuple[str, str]]) -> EntryLine:
    result = CallResult(row.result) if row.result else None
    return EntryLine(EntryKind(row.kind), row.opened("words") if row.words else "", result, _name(names, row.by), row.at)


def _name(names: Mapping[str, tuple[str, str]], who: str) -> str:
    return names.get(who, ("", ""))[0]

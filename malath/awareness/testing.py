"""Campaigns and sessions for tests and demo data, made by the real acts."""

import base64
import struct
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from hashlib import sha256

from malath.accounts.models import User
from malath.accounts.roles import Role
from malath.accounts.testing import make_user
from malath.agencies.models import Desk
from malath.agencies.words import Currency, Governorate
from malath.awareness import actions
from malath.awareness.material_rules import Facts
from malath.awareness.models import Campaign, Material, Money, Session, Spread, Survey
from malath.awareness.rules import Counts, Plan
from malath.awareness.words import (
    Ages,
    Arm,
    Audience,
    CampaignState,
    Channel,
    Counted,
    Entry,
    Facilitator,
    Gender,
    MaterialKind,
    MoneyKind,
    NoHarm,
    Part,
    PlaceKind,
    Suits,
    Tongue,
    Wave,
)
from malath.documents.actions import Received
from malath.documents.looking import cleaned, look
from malath.documents.testing import stream_of
from malath.documents.words import Format
from malath.foundation.actor import WORKER, Actor

MONDAY = datetime(2026, 11, 2, 7, tzinfo=UTC)
FIRST, LAST = date(2020, 10, 1), date(2099, 12, 31)
CLASS = Counts(
    62, {Gender.FEMALE: 30, Gender.MALE: 32}, {Ages.TEENS: 62}, disclosures=1, cards=62
)  # fmt: skip
"""The school session of scenario B."""


def make_officer(desk: Desk, name_en: str = "Dana") -> User:
    """Somebody who runs awareness at a desk."""
    return make_user(Role.AWARENESS, desk, name_en=name_en)


def make_plan(
    *,
    audiences: frozenset[Audience] = frozenset({Audience.STUDENTS, Audience.EMPLOYERS}),
    objective: str = "Students can name three signs and two ways to help.",
    begins_on: date = FIRST,
    ends_on: date = LAST,
) -> Plan:
    return Plan(
        "كلنا عمال", "We are all workers", objective, "Nobody may keep your passport.", audiences,
        frozenset({Channel.SESSION, Channel.PRINT}),
        frozenset({Tongue.AR, Tongue.EN}), begins_on, ends_on, "Answers before and after.",
    )  # fmt: skip


def make_campaign(desk: Desk, plan: Plan | None = None, *, by: Actor = WORKER, at: datetime = MONDAY) -> Campaign:
    """A campaign that runs."""
    campaign = actions.plan_campaign(desk, plan or make_plan(), by=by, at=at)
    return actions.move_campaign(campaign, CampaignState.RUNNING, by=by, at=at)


def make_session(
    campaign: Campaign,
    *,
    audience: Audience = Audience.STUDENTS,
    on: date | None = None,
    governorate: Governorate = Governorate.MAFRAQ,
    place: PlaceKind = PlaceKind.SCHOOL,
    by: Actor = WORKER,
    at: datetime = MONDAY,
) -> Session:
    """A session that is planned; without a day, for that of the moment."""
    return actions.plan_session(
        campaign, campaign.desk, audience, on=on or at.date(), governorate=governorate, place=place, by=by, at=at
    )


def make_counted(session: Session, counts: Counts = CLASS, *, by: Actor = WORKER, at: datetime = MONDAY) -> Session:
    return actions.hold_session(session, counts, [Facilitator.CTU, Facilitator.PARTNER], by=by, at=at)


def make_money(
    campaign: Campaign,
    amount: str = "310.000",
    *,
    kind: MoneyKind = MoneyKind.SPENT,
    audience: Audience | None = Audience.STUDENTS,
    currency: Currency = Currency.JOD,
    by: Actor = WORKER,
    at: datetime = MONDAY,
) -> Money:
    on = (at - timedelta(days=1)).date()
    return actions.write_money(
        campaign, kind, "Cards", Decimal(amount), currency, on=on, audience=audience, by=by, at=at
    )  # fmt: skip


def make_spread(
    campaign: Campaign,
    number: int = 5_000,
    *,
    way: Counted = Counted.PRINT,
    audience: Audience = Audience.STUDENTS,
    by: Actor = WORKER,
    at: datetime = MONDAY,
) -> Spread:
    return actions.write_spread(campaign, way, audience, number, "The printer's bill", on=at.date(), by=by, at=at)


PICTURE = base64.b64decode(
    "MAkAnQEqoABaAD8RiLpWP6olo6gVWAPwIglnbt1epqtgHI3HIi2UJYbLvIca/YH3HhdtqRy5jOMhiJfIiruVJKrgXtW26ctaUGALm7aUqL44"
    "AAD+6e4m9P69aW5saH8+gKVkIypOESvvi8SyXjHs9Jz2lSYwaKZIaneg8kl/igLnBFb8xfnINKVzRxOx63xFHCayaVNCS9d+AAAAAAAAAA=="
)
"""One picture in VP8, 160 by 90: a light field on a dark one."""
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\nNobody may keep your passport.\n\n00:02.000 --> 00:04.000\nCall us.\n"
CAPTIONS_AR = "WEBVTT\n\n00:00.000 --> 00:02.000\nلا يحق لأحد أن يحتجز جواز سفرك.\n\n00:02.000 --> 00:04.000\nاتصل بنا.\n"
REVIEWED = date(2099, 1, 1)


def make_video(seconds: int = 4, *, behind: bytes = b"") -> bytes:
    """A video in WebM that browsers play: the same picture once a second. `behind`: what hides after its end."""
    blocks = [_element("a3", b"\x81" + struct.pack(">h", second * 1000) + b"\x80" + PICTURE) for second in range(seconds)]
    video = _element("e0", _element("b0", b"\x00\xa0") + _element("ba", b"\x5a"))
    track = _element(
        "ae", _element("d7", b"\x01") + _element("73c5", b"\x01") + _element("83", b"\x01") + _element("86", b"V_VP8") + video
    )
    info = _element("2ad7b1", b"\x0f\x42\x40") + _element("4489", struct.pack(">d", seconds * 1000.0))
    info += _element("4d80", b"malath") + _element("5741", b"malath")
    cluster = _element("1f43b675", _element("e7", b"\0") + b"".join(blocks))
    content = _element("1549a966", info) + _element("1654ae6b", track) + cluster
    head = b"".join(_element(name, value) for name, value in HEAD)
    return _element("1a45dfa3", head) + _element("18538067", content) + behind


HEAD = (
    ("4286", b"\1"),
    ("42f7", b"\1"),
    ("42f2", b"\4"),
    ("42f3", b"\x08"),
    ("4282", b"webm"),
    ("4287", b"\2"),
    ("4285", b"\2"),
)


def make_moving(content: bytes | None = None, name: str = "film.webm") -> Received:
    """A video that was looked at, as an act gets it."""
    given = make_video() if content is None else content
    stream = stream_of(given)
    found = look(stream, name, public=True)
    return Received(found, sha256(given).hexdigest(), partial(cleaned, stream, found, public=True))


def make_captions(text: str = CAPTIONS) -> Received:
    content = text.encode()
    return Received(Format.TEXT, sha256(content).hexdigest(), lambda: iter([content]))


def make_facts(
    *,
    languages: frozenset[Tongue] = frozenset({Tongue.EN}),
    consents: tuple[str, ...] = (),
    kind: MaterialKind = MaterialKind.VIDEO,
    year: int = 2026,
    review_on: date = REVIEWED,
) -> Facts:
    return Facts(
        kind, "جوازك لك", "Your passport is yours", "ما يحق لك", "What is yours by right", frozenset({Audience.MIGRANTS}),
        languages,
        Suits.ALL, year, "CC BY-NC 4.0", review_on, 4, consents,
    )  # fmt: skip


def make_material(desk: Desk, facts: Facts | None = None, *, by: Actor = WORKER, at: datetime = MONDAY) -> Material:
    """A draft of a video with captions in English."""
    material = actions.add_material(desk, facts or make_facts(), by=by, at=at)
    actions.put_file(material, Part.MAIN, None, make_moving(), by=by, at=at)
    actions.put_file(material, Part.CAPTIONS, Tongue.EN, make_captions(), by=by, at=at)
    return material


def make_approved(material: Material, second: Actor, *, by: Actor = WORKER, at: datetime = MONDAY) -> Material:
    """Tested, and approved by somebody of another desk."""
    actions.say_tested(material, 8, "They knew whom to call.", by=by, at=at)
    return actions.approve(material, list(NoHarm), by=second, at=at)


def make_live(material: Material, second: Actor, *, by: Actor = WORKER, at: datetime = MONDAY) -> Material:
    return actions.go_live(make_approved(material, second, by=by, at=at), by=by, at=at)


def _element(name: str, content: bytes) -> bytes:
    """One element of EBML, its length in eight bytes."""
    return bytes.fromhex(name) + (1 << 56 | len(content)).to_bytes(8, "big") + content


def make_survey(campaign: Campaign, *, by: Actor = WORKER, at: datetime = MONDAY) -> Survey:
    return actions.open_survey(campaign, campaign.desk, Audience.STUDENTS, by=by, at=at)


def make_answers(
    survey: Survey,
    wave: Wave,
    number: int,
    *,
    right: int,
    codes_from: int = 0,
    arm: Arm = Arm.TOOK_PART,
    by: Actor = WORKER,
    at: datetime = MONDAY,
) -> None:
    """Sheets of one class: the first so many right on whether a passport may be kept, each with a code of its own."""
    for place in range(number):
        good = place < right
        values = {"K1": "false" if good else "true", "A1": "1" if good else "4", "P3": "yes" if good else "no"}
        actions.enter_answers(
            survey, wave, arm, f"fa{codes_from + place:04}", values, entry=Entry.PAPER, by=by, at=at
        )  # fmt: skip

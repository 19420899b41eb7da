"""Awareness in the demonstration: a campaign that runs, a school session that was counted, a video that anybody may see and a
draft that nobody may, and a survey before and after."""

from datetime import datetime, timedelta
from decimal import Decimal

from config.demo_cast import House
from malath.accounts.models import User
from malath.agencies.words import Currency, Governorate
from malath.awareness import actions
from malath.awareness.models import Campaign, Session
from malath.awareness.rules import Counts, Plan
from malath.awareness.testing import (
    CAPTIONS_AR,
    CLASS,
    make_answers,
    make_captions,
    make_facts,
    make_live,
    make_material,
    make_survey,
)
from malath.awareness.words import (
    Ages,
    Audience,
    CampaignState,
    Channel,
    Counted,
    Facilitator,
    Gender,
    MoneyKind,
    Part,
    PlaceKind,
    Tongue,
    Wave,
)
from malath.foundation.clock import in_amman

DAY = timedelta(days=1)
AUDIENCES = frozenset({Audience.STUDENTS, Audience.TEACHERS, Audience.EMPLOYERS, Audience.VOLUNTEERS, Audience.MIGRANTS})
SMALL = Counts(28, {Gender.FEMALE: 17, Gender.MALE: 11}, {Ages.TEENS: 28}, disclosures=0, cards=28)
DRAFT = "WEBVTT\n\n00:00.000 --> 00:02.000\nجواز سفري معي.\n"
"""What stands in a draft is sealed; the search of the dump looks for it."""


def people_are_told(house: House, now: datetime) -> None:
    """Two months of one campaign, as it would have been written down."""
    dana, second, desk = house.named("Dana Demo"), house.named("Nader Demo"), house.desks["association"]
    campaign = _planned(house, dana, now - 60 * DAY)
    survey = make_survey(campaign, by=dana, at=now - 31 * DAY)
    held = _session(campaign, dana, now - 30 * DAY, at=now - 31 * DAY)
    for wave, number, right, days in ((Wave.BEFORE, 34, 12, 30), (Wave.AFTER, 32, 24, 29)):
        make_answers(survey, wave, number, right=right, by=dana, at=now - days * DAY)
    actions.hold_session(held, CLASS, [Facilitator.CTU, Facilitator.PARTNER], by=dana, at=now - 29 * DAY)
    video = make_material(desk, make_facts(languages=frozenset({Tongue.AR, Tongue.EN})), by=dana, at=now - 20 * DAY)
    actions.put_file(video, Part.CAPTIONS, Tongue.AR, make_captions(CAPTIONS_AR), by=dana, at=now - 20 * DAY)
    make_live(video, second, by=dana, at=now - 15 * DAY)
    posters = in_amman(now - 16 * DAY).date()
    actions.write_spread(
        campaign, Counted.PRINT, Audience.EMPLOYERS, 1_200, "فاتورة المطبعة", on=posters, by=dana, at=now - 15 * DAY
    )  # fmt: skip
    actions.choose_materials(campaign, [video], by=dana, at=now - 14 * DAY)
    second_class = _session(campaign, dana, now - 10 * DAY, at=now - 13 * DAY)
    actions.hold_session(second_class, SMALL, [Facilitator.PARTNER], shown=[video], by=dana, at=now - 9 * DAY)
    on = in_amman(now - 6 * DAY).date()
    actions.note_showing(video, house.desks["mechanism"], on, Governorate.IRBID, PlaceKind.CENTRE, by=second, at=now - 5 * DAY)
    draft = make_material(desk, by=dana, at=now - 3 * DAY)
    actions.put_file(draft, Part.CAPTIONS, Tongue.AR, make_captions(DRAFT), by=dana, at=now - 3 * DAY)
    _session(campaign, dana, now + 9 * DAY, at=now - 2 * DAY)


def _planned(house: House, dana: User, at: datetime) -> Campaign:
    today = in_amman(at).date()
    plan = Plan(
        "كلنا عمال: لنا حقوق وعلينا واجبات", "We are all workers: rights and duties",
        "يعرف المشاركون ثلاث علامات وطريقين إلى المساعدة.", "لا يحق لأحد أن يحتجز جواز سفرك.", AUDIENCES,
        frozenset({Channel.SESSION, Channel.SOCIAL, Channel.PRINT}), frozenset({Tongue.AR, Tongue.EN, Tongue.BN, Tongue.AM}),
        today, today + 180 * DAY, "إجابات قبل الجلسة وبعدها وبعد ثلاثة أشهر.",
    )  # fmt: skip
    campaign = actions.plan_campaign(house.desks["association"], plan, by=dana, at=at)
    lines = ((MoneyKind.BUDGET, "ميزانية السنة", "4000", None), (MoneyKind.SPENT, "بطاقات", "186.500", Audience.STUDENTS))
    for kind, what, amount, audience in lines:
        actions.write_money(
            campaign, kind, what, Decimal(amount), Currency.JOD, on=today, audience=audience, by=dana, at=at
        )  # fmt: skip
    return actions.move_campaign(campaign, CampaignState.RUNNING, by=dana, at=at)


def _session(campaign: Campaign, dana: User, day: datetime, *, at: datetime) -> Session:
    return actions.plan_session(
        campaign, campaign.desk, Audience.STUDENTS, on=in_amman(day).date(), governorate=Governorate.MAFRAQ,
        place=PlaceKind.SCHOOL, by=dana, at=at,
    )  # fmt: skip

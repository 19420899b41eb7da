"""Forms of the demonstration: one about what people of a street know (invented), and IOM's own form of HTCDS 2.0. The mechanism
brought them in and published them; a body filled them in."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings

from config.demo_cast import DATA, House
from config.demo_lives import Agenda
from malath.accounts.models import User
from malath.agencies.models import Desk
from malath.questionnaires import queries
from malath.questionnaires.actions import filling as filling_actions
from malath.questionnaires.models import Version
from malath.questionnaires.testing import enough_for, make_published, make_xlsform, rows
from malath.questionnaires.words import Kind

FOCAL_POINT, COORDINATOR, WHO, WHERE = "Reem Demo", "Munir Demo", "Maysa Demo", "social"
HTCDS = "htcds_xlsform"
KAP = Path(__file__).parent / "demo_kap.txt"
ANSWERS = Path(__file__).parent / "demo_kap_answers.txt"
SETTINGS = {"form_id": "kap_street", "version": "2026-1", "form_title": "What people know", "default_language": "Arabic (ar)"}


def forms_arrive(house: House, agenda: Agenda, at: datetime) -> None:
    """Two forms are brought in, tried out by another and published; later each is filled in."""
    told = rows(KAP.read_text(encoding="utf-8")), rows(ANSWERS.read_text(encoding="utf-8"))
    kap = _published(house, make_xlsform(*told, SETTINGS), Kind.KAP, "kap_street", at)
    htcds = _published(house, (settings.STANDARDS / "htcds" / f"{HTCDS}.xlsx").read_bytes(), Kind.HTCDS, HTCDS, at)
    worker, desk, texts = house.named(WHO), house.desks[WHERE], DATA["forms"]
    agenda.add(at + timedelta(days=2), partial(_filled, kap, desk, worker, texts["kap"]))
    agenda.add(at + timedelta(days=3), partial(_filled, htcds, desk, worker, texts["htcds"]))
    agenda.add(at + timedelta(days=4), partial(_begun, kap, desk, worker, texts["begun"]))


def _published(house: House, data: bytes, kind: Kind, form_id: str, at: datetime) -> Version:
    by, other = house.named(FOCAL_POINT), house.named(COORDINATOR)
    return make_published(data, by, other, house.desks["mechanism"], at=at, kind=kind, form_id=form_id)


def _filled(version: Version, desk: Desk, worker: User, answers: dict[str, str], at: datetime) -> None:
    row = filling_actions.begin(version, desk, by=worker, at=at)
    filling_actions.save(row, enough_for(queries.form_of(version), at, **answers), by=worker, at=at)
    filling_actions.finish(row, by=worker, at=at + timedelta(minutes=12))


def _begun(version: Version, desk: Desk, worker: User, answers: dict[str, str], at: datetime) -> None:
    filling_actions.save(filling_actions.begin(version, desk, by=worker, at=at), answers, by=worker, at=at)

"""Staff for tests and demo data, made by the real acts, and the cast of every test."""

from dataclasses import dataclass
from datetime import datetime
from itertools import count

from django.test import Client

from malath.accounts import actions
from malath.accounts.models import User
from malath.accounts.queries import PROVEN_KEY
from malath.accounts.roles import Role
from malath.accounts.words import Language
from malath.agencies.models import Agency, Desk
from malath.agencies.testing import LONG_AGO, make_agency, make_desk
from malath.agencies.words import AgencyKind, ServiceKind
from malath.foundation.actor import WORKER, Actor

PASSWORD = "a long sentence nobody guesses"
_number = count(1)


@dataclass(frozen=True)
class Cast:
    """Amal answers at a shelter, Basim refers from a police station, Huda supervises his agency, Zayd has no right."""

    amal: User
    basim: User
    huda: User
    zayd: User
    shelter: Desk
    station: Desk
    health_centre: Desk


def make_user(
    role: Role | None = None,
    desk: Desk | None = None,
    *,
    agency: Agency | None = None,
    name_en: str = "",
    name_ar: str = "",
    email: str = "",
    language: Language = Language.ENGLISH,
    password: str | None = None,
    by: Actor = WORKER,
    at: datetime = LONG_AGO,
) -> User:
    """A member of staff; with a role at a desk when these are named, able to sign in when a password is."""
    number = next(_number)
    home = agency or (desk.agency if desk else make_agency(by=by, at=at))
    user = actions.add_staff(
        agency=home,
        email=email or f"staff{number}@example.org",
        name_en=name_en or f"Staff {number}",
        name_ar=name_ar or f"موظف {number}",
        language=language,
        by=by,
        at=at,
    )
    if role:
        actions.join_desk(user, desk or make_desk(home, by=by, at=at), role, by=by, at=at)
    if password:
        user.set_password(password)
        user.save(update_fields=["password"])
    return user


def cast(at: datetime = LONG_AGO) -> Cast:
    """The four people of the tests, each at their desk since long ago."""
    shelter_house = make_agency(AgencyKind.SHELTER, "Dar al-Nakheel", "دار النخيل", at=at)
    police = make_agency(AgencyKind.POLICE, "Station district one", "مركز المنطقة الأولى", at=at)
    clinic = make_agency(AgencyKind.HEALTH, "Clinic of the hill", "عيادة التل", at=at)
    shelter = make_desk(shelter_house, name_en="Admissions", name_ar="القبول", services=[ServiceKind.SHELTER], at=at)
    station = make_desk(police, name_en="Front office", name_ar="المكتب الأمامي", services=[ServiceKind.PROTECTION], at=at)
    centre = make_desk(clinic, name_en="Reception", name_ar="الاستقبال", services=[ServiceKind.HEALTH], at=at)
    return Cast(
        amal=make_user(Role.SHELTER_MANAGER, shelter, name_en="Amal", name_ar="أمل", at=at),
        basim=make_user(Role.POLICE, station, name_en="Basim", name_ar="باسم", at=at),
        huda=make_user(Role.SUPERVISOR, station, name_en="Huda", name_ar="هدى", at=at),
        zayd=make_user(Role.SOCIAL, centre, name_en="Zayd", name_ar="زيد", at=at),
        shelter=shelter,
        station=station,
        health_centre=centre,
    )


def signed_in(client: Client, user: User) -> Client:
    """The client as this member of staff, with the second factor shown."""
    client.force_login(user)
    session = client.session
    session[PROVEN_KEY] = True
    session.save()
    return client

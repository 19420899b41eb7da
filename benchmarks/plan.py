"""What a bench offers to whoever measures it: sessions, references, names to look for. Kept beside its database."""

import json
import random
from dataclasses import asdict, dataclass
from typing import Final

from django.apps import apps
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Model

from benchmarks.house import LABOUR, Station
from benchmarks.lives import YEARS, Frame
from benchmarks.names import ends, near
from benchmarks.people_names import typo, variant
from malath.accounts.adapters import StaffBackend
from malath.accounts.models import User
from malath.accounts.queries import PROVEN_KEY
from malath.cases.models import Case
from malath.cases.words import OPEN_STATUSES
from malath.foundation import keys
from malath.people import queries as people
from malath.people.models import Person
from malath.people.words import DetailKind
from malath.privacy.models import Access, Block
from malath.privacy.words import Level
from malath.referrals.models import Referral
from malath.referrals.words import Status

FILE: Final = "plan.json"
SAMPLE: Final = 300
STAFF: Final = f"{StaffBackend.__module__}.{StaffBackend.__qualname__}"
SEED: Final = 7
Asked = tuple[str, str]
"""A name as somebody types it, and the year of birth or nothing."""


@dataclass(frozen=True)
class Plan:
    """Sessions of staff by group; cases and waiting referrals of the big desk; people whom very many see; searches by desk;
    what it cost to fill."""

    people: int
    seconds: float
    rows: dict[str, int]
    sessions: dict[str, list[str]]
    cases: list[str]
    waiting: list[str]
    widely_seen: list[str]
    searches: dict[str, list[Asked]]


def of(frame: Frame, *, seconds: float) -> Plan:
    """Read from what is stored."""
    house = frame.house
    big, small = house.big[0], house.small[0]
    front = house.of(LABOUR)[0]
    staff = {"big": big.staff, "small": small.staff, "front": front.staff, "supervisor": house.supervisors}
    staff["focal"] = house.focal_points
    waiting = Referral.objects.filter(receiving_desk=big.desk, status=Status.SENT).order_by("-pk")
    return Plan(
        people=frame.people,
        seconds=round(seconds, 1),
        rows={table._meta.db_table: table._default_manager.count() for table in _tables()},
        sessions={who: [session_of(user) for user in users] for who, users in staff.items()},
        cases=_cases_at(big),
        waiting=list(waiting.values_list("reference", flat=True)),
        widely_seen=list(Person.objects.filter(pk__lte=frame.widely_seen).order_by("pk").values_list("reference", flat=True)),
        searches={"big": _searches(big, slips=False), "big, typo": _searches(big, slips=True), "small": _searches(small)},
    )


def write(made: Plan) -> None:
    path = keys.var_folder() / FILE
    path.write_text(json.dumps(asdict(made), ensure_ascii=False), encoding="utf-8")


def session_of(user: User) -> str:
    """The key of a session in which somebody showed both factors. Nothing but a bench makes one like this."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), STAFF
    session[HASH_SESSION_KEY], session[PROVEN_KEY] = user.get_session_auth_hash(), True
    session.set_expiry(int(YEARS.total_seconds()))
    session.create()
    return str(session.session_key)


def _tables() -> list[type[Model]]:
    return [table for table in apps.get_models() if table.__module__.startswith("malath.")]


def _people_at(station: Station, level: Level = Level.L1) -> list[int]:
    """Some of the people whose files a desk sees, old and new ones; none who keeps somebody out."""
    rows = Access.objects.filter(desk=station.desk, level__gte=level, basis__ended_at__isnull=True)
    rows = rows.exclude(person_id__in=Block.objects.values("person_id"))
    seen = list(rows.values_list("person_id", flat=True))
    return random.Random(SEED).sample(seen, min(SAMPLE, len(seen)))


def _cases_at(station: Station) -> list[str]:
    cases = Case.objects.filter(person_id__in=_people_at(station), status__in=OPEN_STATUSES)
    return list(cases.values_list("reference", flat=True))


def _searches(station: Station, *, slips: bool = False) -> list[Asked]:
    """Names of people whom the desk may find, as others would write them: half with a year, a third without the middle."""
    chance, found = random.Random(SEED), []
    details = people.details_of(_people_at(station, Level.L3), kinds=[DetailKind.NAME, DetailKind.BIRTH_DATE])
    for number, written in enumerate(details.values()):
        values = {row.kind: row.value for row in written}
        if len(values) < 2:
            continue
        name = values[DetailKind.NAME] if slips else variant(chance, values[DetailKind.NAME])
        asked = ends(name) if number % 3 == 0 else name
        year = str(near(chance, int(values[DetailKind.BIRTH_DATE]))) if number % 2 or " " not in asked else ""
        found.append((typo(chance, asked) if slips else asked, year))
    return found

"""Files of the demonstration that were closed years ago: due, held, announced; two were opened in an emergency since."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from config.demo_cast import DATA, House, Invented, invent
from config.demo_lives import Agenda, spoken
from config.demo_work import Work, close_case
from malath.accounts.models import User
from malath.agencies.words import Governorate
from malath.cases import actions as cases
from malath.cases.words import CaseStatus, Need, NoteKind, Risk
from malath.people.words import AgeBand, DetailKind
from malath.privacy.actions import glass, retention
from malath.privacy.models import BreakGlass, File
from malath.privacy.wording import wording
from malath.privacy.words import Answer, ConsentKind, Emergency, HoldKind, Verdict

YEARS = timedelta(days=6 * 366)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
TEXTS = DATA["kept"]


@dataclass
class Old:
    """One of the people met six years ago at the association."""

    house: House
    person: Invented
    officer: User
    file: File | None = None

    def come(self, at: datetime) -> None:
        """Somebody asks for help."""
        person, desk = self.person, self.house.desks["association"]
        facts: dict[str, object] = {"sex": person.sex, "age_band": person.age_band, "language": person.language}
        details = [(DetailKind.NAME_ARABIC, person.arabic), (DetailKind.PHONE, person.phone)]
        first = cases.FirstFacts(facts, details, Governorate.AMMAN.value, Risk.MEDIUM, [Need.LEGAL])
        ground = cases.Ground(Answer.YES, spoken(person), wording(ConsentKind.C1).proof)
        case = cases.open_case(first, ground=ground, desk=desk, by=self.officer, at=at)
        text = person.told(TEXTS["note"])
        cases.write_note(case, kind=NoteKind.OBSERVATION, text=text, desk=desk, by=self.officer, at=at + HOUR)
        case = cases.set_status(case, CaseStatus.SCREENED, by=self.officer, at=at + DAY)
        close_case(Work(self.house, person, case, desk, self.officer, lambda *_: None, at), at + 30 * DAY)
        self.file = File.objects.get(person=case.person)

    def hold(self, at: datetime) -> None:
        """A court wants it kept."""
        number = self.person.told(TEXTS["order"])
        retention.hold(self._closed(), kind=HoldKind.COURT, number=number, by=self.house.named("Jamil Demo"), at=at)

    def announce(self, at: datetime) -> None:
        """The desk is told, more than a fortnight ago: it can be erased today."""
        retention.announce_erasure(self._closed(), by=self.house.named("Jamil Demo"), at=at)

    def break_glass(self, why: Emergency, at: datetime) -> BreakGlass:
        """A colleague, who sees the status only, opens it for an hour."""
        user, because = self.house.named("Zayd Demo"), self.person.told(TEXTS[why.value])
        return glass.break_glass(self._closed().person, why=why, because=because, user=user, by=user, at=at)

    def flee(self, at: datetime) -> None:
        """It waits for review."""
        self.break_glass(Emergency.DANGER, at)

    def look_into(self, at: datetime) -> None:
        """The data protection officer asked, and found it justified."""
        row, officer = self.break_glass(Emergency.CLOSED, at), self.house.named("Jamil Demo")
        found = self.person.told(TEXTS["found"])
        glass.review_glass(row, verdict=Verdict.JUSTIFIED, found=found, by=officer, at=at + DAY)

    def _closed(self) -> File:
        if self.file is None:
            raise LookupError("the demonstration closes a file before anything follows")
        return self.file


def long_ago(house: House, agenda: Agenda, number: int) -> None:
    """Four people were met six years ago, and what became of their files; their numbers begin with this one."""
    chance = random.Random(20261127)  # noqa: S311  # its own, so that it changes nobody else
    first, now, adult = agenda.now - YEARS, agenda.now, [AgeBand.B21, AgeBand.B30]
    officer = house.officer(chance, "association")
    old = [Old(house, invent(chance, number + row, first.year, adult), officer) for row in range(4)]
    for row, one in enumerate(old):
        agenda.add(first + row * DAY, one.come)
    agenda.add(now - 20 * DAY, old[1].hold)
    agenda.add(now - 15 * DAY - 2 * HOUR, old[2].announce)
    agenda.add(now - 30 * HOUR, old[1].look_into)
    agenda.add(now - 3 * HOUR, old[3].flee)

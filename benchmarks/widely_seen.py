"""People who are seen by very many, through one agreement: what a withdrawal has to end at once, at its largest."""

from typing import Final

from benchmarks.lives import Life
from malath.privacy.words import ConsentKind, Level, Purpose

ACCESSES: Final = 500


def open_to_many(life: Life) -> None:
    """Open the file to so many desks and members of staff, each on a basis of its own, as acceptances do; all rest on C1."""
    agreed = life.agreed[ConsentKind.C1, None]
    desks = [(station.desk, None) for station in life.frame.house.stations]
    staff = [(station.desk, user) for station in life.frame.house.stations for user in station.staff]
    seeing = [*desks, *staff]
    for place in range(ACCESSES):
        desk, worker = seeing[place % len(seeing)]
        basis = life.rest([agreed], life.opened_at, life.officer)
        life.open_to(life.opened_at, life.officer, basis, Level.L2, Purpose.PROTECTION, desk=desk, worker=worker)

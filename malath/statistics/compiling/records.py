"""People as records in the published shape of CTDC, read in one moment of the house. What the case and its matrix say in
codes, and nothing that lies sealed: where they do not say it, it is missing. Nothing of this is kept: `opendata.classes`
makes groups of it first."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from malath.cases.queries.for_figures import CountedCase
from malath.cases.queries.for_figures import counted as counted_cases
from malath.foundation.rows import one_moment
from malath.identification.queries.for_figures import purposes_and_means
from malath.linkage.queries.for_figures import standing_together
from malath.people.words import AgeBand, Sex
from malath.statistics.compiling import practice
from malath.statistics.definitions import NONE
from malath.statistics.opendata import shape

Record = tuple[str, ...]
GENDERS: Final = {Sex.MALE: "Man", Sex.FEMALE: "Woman", Sex.OTHER: "Trans/Transgender/NonConforming"}
AGES: Final = {
    AgeBand.B0: "0—8", AgeBand.B9: "9—17", AgeBand.B18: "18—20", AgeBand.B30: "30—38", AgeBand.B39: "39—47", AgeBand.B48: "48+",
}  # fmt: skip
"""21 to 29 is one band here and three there, so it is missing."""


def records(at: datetime) -> list[Record]:
    """Each person once, by the latest case; who may be counted is said where cases are counted."""
    found: dict[int | str, Record] = {}
    with one_moment():
        together, named = standing_together(), purposes_and_means()
        for case in counted_cases(at, duty=practice().duty):
            found[together.get(case.person_id, case.person_id)] = record(case, named.get(case.case_id, frozenset()))
    return list(found.values())


def record(case: CountedCase, named: Collection[str]) -> Record:
    """One person in the columns of the shape. The country of exploitation is the one where somebody is helped, as the codebook
    has it."""
    three = shape.by_two_letters()
    said = {
        "yearOfRegistration": str(case.opened.year),
        "gender": GENDERS.get(Sex(case.sex), NONE),
        "ageBroad": AGES.get(AgeBand(case.age_band), NONE),
        "citizenship": three.get(case.nationalities[0], NONE) if case.nationalities else NONE,
        "CountryOfExploitation": three[practice().home],
        **{flag: "1" for flag, codes in practice().flags.items() if not codes.isdisjoint(named)},
    }
    return tuple(said.get(name, NONE) for name in shape.kinds())

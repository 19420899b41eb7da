"""What a screening says in the words of the standard: methods of control, vulnerabilities, type of exploitation and industry.

Only what was present is said, and only where one word of the standard means the same. Where an indicator holds two things that
the standard keeps apart (violence: physical or sexual), nothing is said rather than guessed: an empty cell is *not recorded*.
Pure.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from malath.exchange.standard import FieldName
from malath.exchange.values import Value
from malath.screening.rules import Gist
from malath.screening.words import HandPurpose, Kind, Work

CONTROL: Final[Mapping[str, str]] = {
    **dict.fromkeys(("CR02", "CD05"), "PhysicalThreats"),
    **dict.fromkeys(("CR07", "CD11"), "ThreatsLawEnforcement"),
    **dict.fromkeys(("CR09", "CD13"), "ThreatensChildrenFamily"),
    **dict.fromkeys(("CR04", "CD02"), "DebtBondage"),
    **dict.fromkeys(("CR05", "CD01"), "WithholdsDocuments"),
    **dict.fromkeys(("CR06", "CD03"), "RestrictsMovement"),
    **dict.fromkeys(("CR10", "CD14"), "TakesEarnings"),
    **dict.fromkeys(("DR01", "DR02", "DR03", "DR04", "DR05", "DR06", "DR07", "DR08", "DR09", "DR10"), "FalsePromises"),
    "EX01": "ExcessiveWorkingHours",
}
VULNERABLE: Final[Mapping[str, str]] = {
    **dict.fromkeys(("VR08", "VD03"), "Poverty"),
    **dict.fromkeys(("VR02", "VR14", "VD02", "VD05"), "Migration"),
    "VR03": "Education",
    "VD07": "Discrimination",
}
PURPOSES: Final[Mapping[HandPurpose, str]] = {
    HandPurpose.ORGANS: "OrganRemoval",
    HandPurpose.FORCED_MARRIAGE: "ForcedMarriage",
    HandPurpose.BEGGING: "ForcedBegging",
    HandPurpose.CHILD_SALE: "Other",
}
INDUSTRY: Final[Mapping[str, str]] = {
    Work.DOMESTIC: "T_ActivitiesOfHouseholdsAsEmployers",
    Work.GARMENT: "C_Manufacturing",
    Work.AGRICULTURE: "A_AgricultureForestryAndFishing",
    Work.CONSTRUCTION: "F_Construction",
    Work.HOSPITALITY: "I_AccommodationAndFoodServiceActivities",
    Work.ENTERTAINMENT: "R_ArtsEntertainmentAndRecreation",
}


def said_by(gist: Gist) -> Iterator[tuple[FieldName, Value]]:
    """The columns that a screening fills. A type of exploitation only where its dimension is positive, or a person set the
    purpose by hand."""
    columns = (
        ("vic_MethodsOfControl", _codes(CONTROL, gist)),
        ("vic_Vulnerabilities", _codes(VULNERABLE, gist)),
        ("vic_TypeOfExploitation", tuple(dict.fromkeys(_types(gist)))),
    )
    yield from ((name, codes) for name, codes in columns if codes)
    if gist.kind == Kind.LABOUR and gist.exploited and gist.work in INDUSTRY:
        yield "vic_ForcedLabourIndustry", INDUSTRY[gist.work]


def merged(kept: Mapping[FieldName, Value], gist: Gist) -> Iterator[tuple[FieldName, Value]]:
    """What a screening says beside what was imported: of many words both, of one the imported."""
    for name, value in said_by(gist):
        before = kept.get(name)
        if isinstance(value, tuple):
            yield name, tuple(dict.fromkeys((*(before if isinstance(before, tuple) else ()), *value)))
        elif before is None:
            yield name, value


def _codes(words: Mapping[str, str], gist: Gist) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for code, word in words.items() if code in gist.present))


def _types(gist: Gist) -> Iterator[str]:
    if gist.exploited and not gist.purposes:
        yield "SexualExploitation" if gist.kind == Kind.SEXUAL else "ChildLabour" if gist.child else "ForcedLabour"
    yield from (PURPOSES[purpose] for purpose in gist.purposes)

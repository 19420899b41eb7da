"""How far each consent reaches. The data protection officer approves every change of this file.

Source: domain §6, table "to whom, normal level" (published practice and our own choices, configurable by law of the country).
"""

from typing import Final

from malath.agencies.words import AgencyKind
from malath.privacy.words import ConsentKind, Level, Purpose, Section

SECTION_LEVEL: Final[dict[Section, Level]] = {
    Section.STATUS: Level.L1,
    Section.FACTS: Level.L2,
    Section.SAFETY: Level.L2,
    Section.IDENTITY: Level.L3,
    Section.CONTACT: Level.L3,
    Section.CONSENTS: Level.L3,
    Section.STORY: Level.L4,
}

NORMAL_LEVEL: Final[dict[AgencyKind, Level]] = {
    AgencyKind.LABOUR: Level.L3,
    AgencyKind.POLICE: Level.L2,
    AgencyKind.CTU: Level.L2,
    AgencyKind.SOCIAL: Level.L4,
    AgencyKind.SHELTER: Level.L3,
    AgencyKind.HEALTH: Level.L2,
    AgencyKind.LEGAL: Level.L4,
    AgencyKind.PROSECUTION: Level.L2,
    AgencyKind.ASSOCIATION: Level.L4,
    AgencyKind.CAMP: Level.L1,
    AgencyKind.RETURNS: Level.L2,
    AgencyKind.UN: Level.L3,
    AgencyKind.FUND: Level.L2,
    AgencyKind.MECHANISM: Level.L1,
}

WIDER: Final[dict[AgencyKind, tuple[ConsentKind, Level]]] = {
    AgencyKind.CTU: (ConsentKind.C4, Level.L4),
    AgencyKind.PROSECUTION: (ConsentKind.C5, Level.L4),
    AgencyKind.RETURNS: (ConsentKind.C11, Level.L3),
}
"""Consents that widen what a body sees beyond the yes to be referred to it, and up to where."""

FRONT_LINE_BODIES: Final = frozenset({AgencyKind.LABOUR, AgencyKind.POLICE, AgencyKind.CAMP})
"""Bodies that open a file and keep only what they wrote; the others stay on the case they opened."""

PERSONAL_BODIES: Final = frozenset({AgencyKind.LEGAL, AgencyKind.PROSECUTION})
PERSONAL_PURPOSES: Final = frozenset({Purpose.LEGAL})
"""Where trust is given to one worker: the key worker sees what was agreed, the rest of the desk the minimum facts."""

SECRET_BODIES: Final = frozenset({AgencyKind.SHELTER, AgencyKind.CTU})
"""Bodies whose part in a file is itself a secret: only who sees the whole file, or is that body, reads their name in it."""


def sections_up_to(level: int) -> frozenset[Section]:
    """The sections of the ladder up to a level."""
    return frozenset(section for section, needed in SECTION_LEVEL.items() if needed <= level)

"""What is asked for several people in one go. Pure."""

from typing import Final

from malath.agencies.words import ServiceKind
from malath.referrals.words import Reason

SEVERAL: Final = frozenset({ServiceKind.SHELTER})
"""What is asked for several people in one go (scenario 4.3): a bed. Never what rests on a talk of its own: screening,
identification, anything that is decided about one person."""


def why_not_several(type: ServiceKind) -> list[Reason]:
    """Why this help is not asked for several people in one go."""
    return [] if type in SEVERAL else [Reason.NOT_FOR_SEVERAL]

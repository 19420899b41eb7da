"""Returns: the return itself, its gates, the journey, the money."""

from malath.returns.models.returning import (
    ChildsWay,
    DangerThere,
    Declaration,
    DoctorsWord,
    FineChoice,
    MissionAsked,
    PaperStep,
    Return,
    Talk,
)

__all__ = [
    "ChildsWay",
    "DangerThere",
    "Declaration",
    "DoctorsWord",
    "FineChoice",
    "MissionAsked",
    "PaperStep",
    "Return",
    "Talk",
]

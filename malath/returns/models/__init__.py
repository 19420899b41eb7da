"""Returns: the return itself, its gates, the journey, the money."""

from malath.returns.models.costs import Cost, Grant, Instalment, Project
from malath.returns.models.incoming import Incoming
from malath.returns.models.reintegration import ReintegrationPlan, SupportLine, Survey
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
from malath.returns.models.travel import Journey, Leg

__all__ = [
    "ChildsWay",
    "Cost",
    "DangerThere",
    "Declaration",
    "DoctorsWord",
    "FineChoice",
    "Grant",
    "Incoming",
    "Instalment",
    "Journey",
    "Leg",
    "MissionAsked",
    "PaperStep",
    "Project",
    "ReintegrationPlan",
    "Return",
    "SupportLine",
    "Survey",
    "Talk",
]

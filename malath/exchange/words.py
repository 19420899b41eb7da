"""On what an import stands when its lines bring no consent."""

from dataclasses import dataclass

from malath.privacy.words import BasisKind


@dataclass(frozen=True)
class GoingOn:
    """On what the lines stand that bring no consent: one of O1–O4 for the whole file, and why."""

    kind: BasisKind
    because: str

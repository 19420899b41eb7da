"""How alike two files are. Pure."""

from malath.linkage.scoring import ALIKE, Likeness, Sides, likeness

__all__ = ["ALIKE", "Likeness", "Sides", "likeness"]

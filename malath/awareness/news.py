"""Who learns that a material is shown no longer: the desks that made it, showed it or use it. What it was stands nowhere."""

from datetime import datetime

from django.urls import reverse

from malath.awareness import queries
from malath.awareness.models import Material
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind


def tell_retired(material: Material, *, at: datetime) -> None:
    link, desks = reverse("awareness:material", args=[material.reference]), queries.desks_that_use(material)
    inbox.leave_many(desks=desks, kind=ItemKind.MATERIAL_RETIRED, subject=material.reference, link=link, at=at)

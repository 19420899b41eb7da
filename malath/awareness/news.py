"""Who learns that a material is shown no longer: the desk that made it. What it was stands nowhere."""

from datetime import datetime

from django.urls import reverse

from malath.awareness.models import Material
from malath.inbox import actions as inbox
from malath.inbox.words import ItemKind


def tell_retired(material: Material, *, at: datetime) -> None:
    link = reverse("awareness:material", args=[material.reference])
    inbox.leave(to=material.desk, kind=ItemKind.MATERIAL_RETIRED, subject=material.reference, link=link, at=at)

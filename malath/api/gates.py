"""The way from a reference to the system of a body."""

from django.http import Http404

from malath.api import queries
from malath.api.models import System


def system_to_answer(reference: str) -> System:
    """A system, for administrators and the data protection officer (asked for at the door)."""
    system = queries.system_by_reference(reference)
    if system is None:
        raise Http404
    return system

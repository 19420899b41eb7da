"""Where a shelter is. The only reading of it: called by its gate, for a stay whose file opens the place to the viewer by
name."""

from malath.shelter.models import Stay


def address_of(stay: Stay) -> str:
    """The address of the house where somebody stays; "" where nobody has written it down."""
    return stay.shelter.opened("address")

"""Who asks which addresses: roles of which the tables say the same take turns. Asking took two fifths of the time of all tests.

With MALATH_WHOLE, as `make security` sets it, everybody asks everything.
"""

import os
from collections.abc import Iterator

from tests.security.who_gets_what import COLUMNS

WHOLE = bool(os.environ.get("MALATH_WHOLE"))
Share = tuple[int, int]
"""Which of how many that share the addresses of a table between them."""
ALL: Share = 0, 1


def among_twins(role: str, table: str) -> Share:
    """Roles for which a table says the same everywhere share its addresses: each is asked by one of them."""
    if WHOLE or not role:
        return ALL
    lines = [codes for _name, _method, codes in grid(table)]
    twins = [one for one in COLUMNS if all(codes[one] == codes[role] for codes in lines)]
    return twins.index(role), len(twins)


def stranger(role: str, which: int) -> Share:
    """Two positions that are kept out alike: every address is asked from each of them, by every third role."""
    return ALL if WHOLE or role == "supervisor" else ((which - [*COLUMNS].index(role)) % 3, 3)


def grid(table: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    for line in table.strip().splitlines():
        name, method, *codes = line.split()
        yield name, method, dict(zip(COLUMNS, "".join(codes), strict=True))

"""Taking turns at addresses leaves none of them out."""

import pytest

from tests.security.sharing import WHOLE, among_twins, grid, stranger
from tests.security.who_gets_what import COLUMNS, TABLES


@pytest.mark.parametrize("table", TABLES)
def test_whoever_shares_addresses_leaves_none_out(table: str) -> None:
    asked: dict[int, set[str]] = {}
    for role in COLUMNS:
        which, of = among_twins(role, table)
        for number in range(which, len(list(grid(table))), of):
            asked.setdefault(number, set()).add(role)
    for number, (name, _method, codes) in enumerate(grid(table)):
        assert {codes[role] for role in asked[number]} == set(codes.values()), name
    assert all(stranger(role, 0) != stranger(role, 1) for role in COLUMNS if role != "supervisor" and not WHOLE)

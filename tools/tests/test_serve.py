import pytest

from tools import serve
from tools.serve import Failed


def test_the_public_site_gets_neither_keys_nor_database() -> None:
    staff = {"MALATH_KEYS_FD": "5", "MALATH_DATABASE": "postgresql://x", "MALATH_DOOR": "staff", "PATH": "/bin"}
    assert serve.public_environment(staff) == {"MALATH_DOOR": "public", "PATH": "/bin"}


def test_it_listens_on_this_machine_only() -> None:
    taken = serve.listen(0, "staff")
    addresses = {listening.getsockname()[0] for listening in taken}
    for listening in taken:
        listening.close()
    assert "127.0.0.1" in addresses
    assert addresses <= {"127.0.0.1", "::1"}


def test_it_keeps_a_port_that_it_has_taken() -> None:
    first = serve.listen(0, "staff")
    number = first[0].getsockname()[1]
    with pytest.raises(Failed, match=f"Port {number}, for the public site, is taken"):
        serve.listen(number, "public")
    for listening in first:
        listening.close()

import os
from pathlib import Path

import pytest

from malath.foundation import keys
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


def test_a_house_for_training_stands_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in serve.NOT_IN_TRAINING:
        monkeypatch.setenv(name, "real")
    monkeypatch.setenv("MALATH_VAR", str(tmp_path))
    monkeypatch.setenv("MALATH_DEMO_PEOPLE", "9")
    serve.stand_alone()
    assert keys.var_folder() == tmp_path / "training"
    assert not [name for name in serve.NOT_IN_TRAINING if name in os.environ]


def test_it_is_begun_anew_and_nothing_else_ever_is(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "malath.sqlite").touch()
    with pytest.raises(Failed, match="is not a house for training, so nothing was thrown away"):
        serve.throw_away(tmp_path)
    (tmp_path / serve.DEMONSTRATION).write_text("demo")
    with pytest.raises(Failed, match="is not a house for training"):
        serve.throw_away(tmp_path)
    (tmp_path / serve.DEMONSTRATION).write_text("training")
    serve.throw_away(tmp_path)
    serve.throw_away(tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_one_that_runs_is_not_thrown_away(tmp_path: Path) -> None:
    held = serve.for_training_only(tmp_path, reset=False)
    with pytest.raises(Failed, match="runs already"):
        serve.for_training_only(tmp_path, reset=True)
    os.close(held)

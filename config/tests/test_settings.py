"""What PostgreSQL is asked with, where a wrong value is met only when it restarts."""

import pytest

from config import databases, gunicorn
from config.databases import database


def test_a_connection_of_the_pool_is_tried_before_it_is_used() -> None:
    assert database("postgresql://malath@localhost/malath")["CONN_HEALTH_CHECKS"] is True


def test_a_database_over_a_network_is_asked_encrypted_and_by_its_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGSSLMODE", "PGSSLROOTCERT"):
        monkeypatch.delenv(name, raising=False)
    far = database("postgresql://malath@db1.internal,db2.internal/malath")["OPTIONS"]
    assert (far["sslmode"], far["sslrootcert"]) == ("verify-full", databases.KNOWN_ROOTS)
    own = database("postgresql://malath@db.internal/malath?sslrootcert=/etc/malath/db.crt")["OPTIONS"]
    assert (own["sslmode"], own["sslrootcert"]) == ("verify-full", "/etc/malath/db.crt")
    monkeypatch.setenv("PGSSLMODE", "verify-ca")
    assert database("postgresql://malath@db1.internal/malath")["OPTIONS"]["sslmode"] == "verify-ca", "as the guide says for two"
    for near in ("localhost", "%2Fvar%2Frun%2Fpostgresql", "127.0.0.1,localhost"):
        assert "sslmode" not in database(f"postgresql://malath@{near}/malath")["OPTIONS"]


def test_who_waits_for_a_connection_is_told_before_the_web_process_is_ended() -> None:
    assert databases.POOL["timeout"] < gunicorn.timeout / 2


def test_the_pool_asks_again_while_somebody_waits() -> None:
    assert databases.POOL["reconnect_timeout"] < databases.POOL["timeout"]


def test_who_waits_for_a_locked_file_is_told_before_the_web_process_is_ended() -> None:
    assert database("")["OPTIONS"]["timeout"] < gunicorn.timeout / 2


def test_who_waits_on_a_network_that_was_cut_is_told_before_the_web_process_is_ended() -> None:
    kept = databases.HERE_STILL
    silent = kept["keepalives_idle"] + kept["keepalives_interval"] * kept["keepalives_count"]
    assert silent < gunicorn.timeout / 2
    assert kept["tcp_user_timeout"] / 1000 < gunicorn.timeout / 2


def test_a_second_server_is_tried_while_the_one_who_asks_still_waits() -> None:
    assert 2 * databases.CONNECTING["connect_timeout"] < databases.POOL["timeout"]


def test_the_server_lets_go_of_what_a_cut_network_left_hanging() -> None:
    said = database("postgresql://malath@db/malath")["OPTIONS"]["options"]
    assert "-c tcp_user_timeout=20000" in said
    assert "-c tcp_keepalives_idle=10" in said

"""What holds for every test: nothing leaves this machine; the browser is the one installed on it."""

import gc
import ipaddress
import os
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.engines import runs_on_each

TIMES_COMPARED = 8  # other values, the same statement: eight of them show whether it holds
SELDOM = 50_000, 10, 10  # how often Python looks for garbage; as often as it wants, it is a sixth of the time of all tests

settings.register_profile("malath", deadline=None, print_blob=True)
settings.load_profile("malath")

connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo


def pytest_configure() -> None:
    gc.set_threshold(*SELDOM)
    socket.socket.connect = connect_here  # type: ignore[method-assign, assignment]  # the guard itself
    socket.socket.connect_ex = connect_here_ex  # type: ignore[method-assign, assignment]  # the guard itself
    socket.getaddrinfo = look_up_here


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A file of which nothing would run is not read: reading all takes half a minute, and they are run three times."""
    if collection_path.suffix != ".py" or not collection_path.name.startswith("test_"):
        return None
    text = collection_path.read_text(encoding="utf-8")
    if config.getoption("markexpr") == "browser" and "browser" not in text:
        return True
    again = "MALATH_AGAIN" in os.environ and "postgres" not in text
    return True if again and not runs_on_each(collection_path.relative_to(config.rootpath)) else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long begins first. On another database only what it decides runs again (`tests/engines.py`)."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if "MALATH_AGAIN" not in os.environ:
        return
    said = [item for item in items if not asks_the_database(item)]
    items[:] = [item for item in items if asks_the_database(item)]
    config.hook.pytest_deselected(items=said)


def asks_the_database(item: pytest.Item) -> bool:
    marks = {mark.name for mark in item.iter_markers()}
    if "postgres" in marks:
        return True
    asks = "django_db" in marks or {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(asks) and runs_on_each(item.path.relative_to(item.config.rootpath))


@pytest.fixture(autouse=True)
def a_real_house() -> None:
    """What every page, letter and mail asks once: whether this house is one to train in. Unless a test makes it another."""
    from malath.foundation import marks  # noqa: PLC0415  # once Django is ready

    marks.hold()


def connect_here(self: socket.socket, address: Any, /) -> None:
    need_this_machine(self.family, address)
    connect(self, address)


def connect_here_ex(self: socket.socket, address: Any) -> int:
    need_this_machine(self.family, address)
    return connect_ex(self, address)


def look_up_here(host: Any, *arguments: Any, **named: Any) -> Any:
    if host is not None and not is_this_machine(host):
        raise AssertionError(f"A test looked up {host!r}; tests reach nothing but localhost.")
    return getaddrinfo(host, *arguments, **named)


def need_this_machine(family: int, address: Any) -> None:
    if family in {socket.AF_INET, socket.AF_INET6} and not is_this_machine(address[0]):
        raise AssertionError(f"A test connected to {address!r}; tests reach nothing but localhost.")


def is_this_machine(host: str | bytes) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return name in {"", "localhost"}


@pytest.fixture(scope="session", autouse=True)
def _what_a_tick_publishes_goes_nowhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The file of codes beside a demonstration that may run here stays as it is."""
    from malath.workday import tick  # noqa: PLC0415  # once Django is ready

    folder = tmp_path_factory.mktemp("published")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tick, "var_folder", lambda: folder)
        yield


@pytest.fixture(scope="session", autouse=True)
def _a_question_built_once_is_the_one_it_would_be_now() -> None:
    """Each question of `foundation.asking` is the same one built anew: the first times it is asked in these tests."""
    from django.core.exceptions import EmptyResultSet  # noqa: PLC0415  # once Django is ready

    from malath.foundation import asking  # noqa: PLC0415  # once Django is ready

    answered, plan_of = asking.answered, asking.plan_of
    asked = threading.local()
    times: Counter[int] = Counter()
    kept: dict[int, Any] = {}  # so that no other plan gets the number of one that was counted

    def remember(build: Any, form: Any, shape: Any) -> Any:
        asked.about = build, form, shape
        return plan_of(build, form, shape)

    def compare(plan: Any, values: Any) -> Any:
        kept[id(plan)] = plan
        times[id(plan)] += 1
        return answered(plan, values) if times[id(plan)] > TIMES_COMPARED else compared(plan, values)

    def compared(plan: Any, values: Any) -> Any:
        build, form, shape = asked.about
        rows = build(*(asking.marked(one, lambda place: values[place.number]) for one in form), *shape)
        try:
            plain = rows.query.get_compiler(using=rows.db).as_sql()
        except EmptyResultSet:
            plain = ("", ())
        if (plan.sql, plan.filled(values)) != (plain[0], tuple(plain[1])):
            raise AssertionError(f"{build.__qualname__} was built otherwise: {plan.sql} / {plain[0]}")
        return answered(plan, values)

    asking.plan_of, asking.answered = remember, compare


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001  # each process has a name of its own first
    pytestconfig: pytest.Config,
) -> None:
    """The tables are made by the migrations once, and copied for every process that runs tests."""
    from django.db.backends.base.creation import BaseDatabaseCreation  # noqa: PLC0415  # once Django is ready

    from tests.tables import kept_in  # noqa: PLC0415  # the same

    made = kept_in(pytestconfig.cache.mkdir("tables"))
    BaseDatabaseCreation.create_test_db = made  # type: ignore[method-assign]  # for tests only


@pytest.fixture(scope="session", autouse=True)
def _what_was_committed_is_taken_back() -> None:
    """After a test that commits, the tables that it filled are emptied. Django empties all hundred and writes what belongs
    to the tables themselves anew each time, which took longer than most of these tests."""
    from django.test import TransactionTestCase  # noqa: PLC0415  # once Django is ready

    from malath.audit.testing import empty  # noqa: PLC0415  # the same

    TransactionTestCase._fixture_teardown = lambda _self: empty()  # type: ignore[attr-defined]  # noqa: SLF001  # for tests


@pytest.fixture(autouse=True)
def _no_count_of_another_test() -> None:
    """Tries are counted in the cache of the process, which outlives a test."""
    from django.core.cache import cache  # noqa: PLC0415  # once Django is ready

    cache.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium of this machine, calling nobody; without its own sandbox, since tests may run as root."""
    quiet = [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("MALATH_CHROMIUM", "/usr/bin/chromium"),
        "args": [*quiet, "--disable-quic", "--no-first-run"],
    }

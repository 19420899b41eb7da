"""How fast phones get rid of what they hold, with the connection cut at random points, and how fast it is read in.

    python -m benchmarks.offline --records 1000 --engine sqlite

Aims: 1,000 sealed records in under 10 seconds with the connection cut at random points, none lost and none doubled. A phone sends
20 at once, as the kit does, and throws away only what it has a receipt for. Ends with 1 where something was lost or doubled.
"""

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import time
from base64 import b64encode
from threading import Thread
from typing import Any, Final

from benchmarks import stores

AT_ONCE: Final = 20
CUTS: Final = ("never", "before", "body", "reply")
WEIGHTS: Final = (6, 1, 1, 2)
"""How often a connection holds, breaks before anything is sent, in the middle of it, or before the answer is read."""


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--records", type=int, default=1_000)
    arguments.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    arguments.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.inside:
        return measure(options.records)
    with stores.fresh(options.engine) as env:
        print(f"{options.records:,} records on {options.engine}", flush=True)
        command = [sys.executable, "-P", "-m", "benchmarks.offline", "--inside", "--records", str(options.records)]
        return subprocess.call(command, env=dict(env))


def measure(count: int) -> int:
    """Fill an outbox, empty it over a bad connection, read all of it in."""
    phone = _phone()
    from malath.foundation import clock  # noqa: PLC0415  # once Django is set up
    from malath.offline import work  # noqa: PLC0415  # the same
    from malath.offline.models import Packet  # noqa: PLC0415  # the same
    from malath.offline.testing import ADULT  # noqa: PLC0415  # the same

    outbox = {one["id"]: one for one in (phone.record(ADULT) for _ in range(count))}
    port = _serve()
    chance, began, cuts = random.Random(7), time.perf_counter(), 0
    while outbox:
        some = list(outbox.values())[:AT_ONCE]
        cut = chance.choices(CUTS, WEIGHTS)[0]
        cuts += cut != "never"
        for uid in _sent(phone, port, some, cut, chance):
            outbox.pop(uid, None)
    sent_in = time.perf_counter() - began
    kept = Packet.objects.count()
    print(
        f"Sent in {sent_in:.2f} s, {cuts} connections cut; {kept:,} kept, {Packet.objects.values('uid').distinct().count():,} apart"
    )
    began = time.perf_counter()
    while work.go_on(clock.now):
        pass
    read_in = time.perf_counter() - began
    done, cases = Packet.objects.filter(state="done").count(), _cases()
    print(f"Read in at {count / read_in:.0f} a second; {done:,} done, {cases:,} cases")
    return 0 if kept == done == cases == count else 1


def _phone() -> Any:
    import django  # noqa: PLC0415  # the environment is set first
    from django.core.management import call_command  # noqa: PLC0415  # the same

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["MALATH_HOSTS"] = "localhost"
    django.setup()
    call_command("migrate", verbosity=0)
    from malath.accounts.roles import Role  # noqa: PLC0415  # once Django is set up
    from malath.accounts.testing import make_user  # noqa: PLC0415  # the same
    from malath.agencies.testing import make_desk  # noqa: PLC0415  # the same
    from malath.offline.testing import make_phone  # noqa: PLC0415  # the same

    desk = make_desk()
    return make_phone(make_user(Role.CASE_MANAGER, desk), desk)


def _serve() -> int:
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: PLC0415  # once Django is set up

    from config.wsgi import application  # noqa: PLC0415  # the same

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """A cut connection is what is measured."""

    server = ThreadedWSGIServer(("localhost", 0), Quiet)
    server.set_app(application)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # the same
    Thread(target=server.serve_forever, daemon=True).start()
    return int(server.server_address[1])


def _sent(phone: Any, port: int, some: list[dict[str, str]], cut: str, chance: random.Random) -> list[str]:
    """The marks of what has a receipt; none where the connection was cut before it was read."""
    from malath.offline.envelope import batch_signed  # noqa: PLC0415  # once Django is set up

    body = phone.batch(some)
    signature = b64encode(phone.sign(batch_signed(phone.reference, body))).decode()
    head = (
        f"POST /field/sync/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        f"X-Phone: {phone.reference}\r\nX-Signature: {signature}\r\nConnection: close\r\n\r\n"
    ).encode()
    with socket.create_connection(("localhost", port)) as line:
        if cut == "before":
            return []
        if cut == "body":
            line.sendall((head + body)[: chance.randrange(len(head + body))])
            return []
        line.sendall(head + body)
        if cut == "reply":
            time.sleep(chance.random() / 20)
            return []
        answer = b"".join(iter(lambda: line.recv(65_536), b""))
    said = json.loads(answer.partition(b"\r\n\r\n")[2])
    return list(said["receipts"])


def _cases() -> int:
    from malath.cases import queries  # noqa: PLC0415  # once Django is set up
    from malath.offline.models import Packet  # noqa: PLC0415  # the same

    named = set(Packet.objects.values_list("case_reference", flat=True)) - {""}
    return len(queries.cases_named(named))


if __name__ == "__main__":
    sys.exit(main())

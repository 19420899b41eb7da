"""The network is cut into two halves, the second database takes over, and the first comes back although nobody switched it off.

What the guide forbids is what happens: for a while two can be written. Whoever is sent to the lost half must not be told that
anything is done, since the other does not know of it.
"""

import os
import signal
import subprocess
import time
from dataclasses import replace
from typing import Final

from benchmarks.stores import Engine
from faults import failover, kills, load, network, site
from faults.kills import seconds_until_done, too_late, until
from faults.network import THERE, Cable
from faults.report import Finding
from faults.stores import Home, Server
from tools import postgres

FAULT: Final = "two halves, and both can be written"
BACK_SECONDS: Final = 20.0


def cut_in_two(home: Home, engine: Engine) -> Finding:
    """Staff and the second database in one half, the first database in the other."""
    cable = Cable()
    if reason := network.why_not():
        return Finding(FAULT, engine, not_run=reason)
    try:
        cable.lay()
        return _cut(home, engine, cable)
    except subprocess.CalledProcessError:
        return Finding(FAULT, engine, not_run="this machine lets nobody make a network")
    finally:
        cable.take_away()


def _cut(home: Home, engine: Engine, cable: Cable) -> Finding:
    with home.opened(engine) as alone, failover.second() as other:
        assert alone.server is not None  # noqa: S101  # this fault is for PostgreSQL only
        network.move(alone.server, cable)
        failover.begin_to_follow(alone.server, other, host=THERE)
        store = replace(alone, env={**alone.env, "MALATH_DATABASE": address(other)}, server=other)
        with site.running(store) as running, load.working(store, running.port) as journal:
            until(journal, lambda entries: len(entries) > 4)
            cable.plug(there=False)
            failover.take_over(other)
            gone = seconds_until_done(journal, time.monotonic())
            cable.plug(there=True)
            for number in running.workers:  # so that everybody asks anew who may be written, and finds the lost one first
                os.kill(number, signal.SIGKILL)
            back = time.monotonic()
            time.sleep(BACK_SECONDS)
            at_the_lost = sum(one.status == load.DONE and one.at - one.seconds > back for one in load.read(journal))
            alone.server.kill()
            again = seconds_until_done(journal, time.monotonic())
        seen = f"acts again {gone:.1f} s after the cut; {at_the_lost} acknowledged while both could be written"
        seen += f"; acts again {again:.1f} s after the lost half was switched off"
        found = kills.finding(FAULT, store, journal, 1, seen, *too_late(max(gone, again)))
        other.stop()
        return found


def address(other: Server) -> str:
    """The first at the end of the cable, then the second."""
    second = str(other.folder).replace("/", "%2F")
    return f"postgresql://{postgres.NAME}@{THERE},{second}/{postgres.NAME}"

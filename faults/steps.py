"""Acts stopped before every statement in turn; see `every_step`, which does it beside the database."""

from benchmarks.stores import Engine
from faults import kills
from faults.inside import ask
from faults.report import Finding
from faults.stores import SMALL, Home


def stop_at_each_step(home: Home, engine: Engine) -> Finding:
    """Accept, withdraw, open a case, escalate: before each statement once killed, once with a lost connection."""
    with home.opened(engine, SMALL) as store:
        answer = ask(store.env, "every_step")
        steps: dict[str, int] = answer["steps"]
        seen = ", ".join(f"{name} {count} steps" for name, count in steps.items())
        return Finding(
            "stopped before every statement", engine, 2 * sum(steps.values()), kills.verdict(answer["verdict"]), seen
        )

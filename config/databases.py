"""Where the house keeps its rows, and how the way there is looked after."""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from malath.foundation import keys

KNOWN_ROOTS = "/etc/ssl/certs/ca-certificates.crt"
# Who asks while PostgreSQL is away waits for ten seconds, not for thirty; who tries to reach it again does so at once for the
# next who asks, not ever more seldom.
POOL = {"min_size": 1, "max_size": 4, "timeout": 10, "reconnect_timeout": 5}

# A network that is cut tells nobody. Who waits for an answer asks every few seconds whether the other end is there, and breaks
# off after ten; the server does the same after twenty, so that nothing that was cut off keeps a row locked. Of several servers
# the second is tried while the one who asks still waits.
HERE_STILL = {"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3, "tcp_user_timeout": 10_000}
CONNECTING = {"connect_timeout": 4, **HERE_STILL}
THERE_STILL = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=3 -c tcp_keepalives_count=3 -c tcp_user_timeout=20000"


def on_this_machine(host: str) -> bool:
    """A socket in the file system, or the loopback: what goes there, no network hears."""
    return host in {"", "localhost", "::1"} or host.startswith(("/", "127."))


def over_a_network() -> dict[str, str]:
    """Only encrypted, and only to a server whose certificate is known; unless PostgreSQL's own names, or the address, say
    otherwise."""
    said = {"sslmode": os.environ.get("PGSSLMODE"), "sslrootcert": os.environ.get("PGSSLROOTCERT")}
    return {"sslmode": "verify-full", "sslrootcert": KNOWN_ROOTS} | {name: value for name, value in said.items() if value}


def database(url: str, *, pooled: bool = True) -> dict[str, Any]:
    """SQLCipher under MALATH_VAR by default; PostgreSQL when `url` is a postgresql:// address."""
    if not url:
        return {
            "ENGINE": "malath.foundation.sqlcipher",
            "NAME": str(keys.var_folder() / "malath.sqlite"),
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
            "TEST": {"NAME": ":memory:"},  # otherwise tests in two processes share the path of one file
        }
    parts = urlsplit(url)
    host = unquote(parts.hostname or "")
    # Of several (`db1,db2`) the one that may be written: after a fail-over the other, without a change here.
    several = {"target_session_attrs": "read-write"} if "," in host else {}
    encrypted = ({} if all(map(on_this_machine, host.split(","))) else over_a_network()) | dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        # A connection of the pool is tried before it is used: after a restart of the server nobody meets a dead one.
        "CONN_HEALTH_CHECKS": True,
        # Without the compiler of plans: our statements are many and short, and it takes longer than they do.
        "OPTIONS": {
            "options": f"-c jit=off {THERE_STILL}",
            **CONNECTING,
            **several,
            **encrypted,
            **({"pool": POOL} if pooled else {}),
        },
    }

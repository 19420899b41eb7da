"""How the web server runs each site. No access log; errors without addresses, names or values.

MALATH_DOOR=staff gunicorn -c config/gunicorn.py config.wsgi
"""

from pathlib import Path

from config import logs

worker_class = "sync"
preload_app = True
timeout = 60
graceful_timeout = 10
accesslog = None
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # heartbeat only; never waits for a disk

logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"impersonal": {"()": "malath.foundation.logs.Impersonal"}},
    "formatters": logs.FORMATTERS,
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": logs.KIND, "filters": ["impersonal"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "gunicorn.error": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "gunicorn.access": {"handlers": [], "propagate": False},
    },
}

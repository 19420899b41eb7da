"""What programs ask for: the door of programs, and beside it what other doors give to programs. The doors do not know each
other; here they are put together, for the addresses and for the description."""

from malath.api.v1 import api, described
from malath.exchange.htcds_api import router

__all__ = ["api", "described"]

api.add_router("", router)

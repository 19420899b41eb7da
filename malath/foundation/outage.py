"""When the database does not answer, or cannot write: nobody's fault at the keyboard, and soon over. Bugs are not meant."""

from django.db import Error, InterfaceError, OperationalError
from sqlcipher3 import dbapi2 as sqlite

from key_service.client import NotNow

# Primary codes of SQLite: locked by somebody else, or the disk is full, broken, away, or may not be written.
PASSING = frozenset(
    {
        sqlite.SQLITE_BUSY,
        sqlite.SQLITE_LOCKED,
        sqlite.SQLITE_READONLY,
        sqlite.SQLITE_IOERR,
        sqlite.SQLITE_FULL,
        sqlite.SQLITE_CANTOPEN,
        sqlite.SQLITE_PROTOCOL,
    }
)


def is_outage(error: BaseException | None) -> bool:
    """Whether an error, or one that it followed from, says that database or key service are not to be had just now."""
    while error is not None:
        if isinstance(error, NotNow):
            return True
        if isinstance(error, Error):
            return _passes(error)
        error = error.__cause__ or error.__context__
    return False


def _passes(error: Error) -> bool:
    """PostgreSQL keeps one class for what comes from outside; SQLite uses it for faulty statements too."""
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    if code is not None:
        return (code & 0xFF) in PASSING
    return isinstance(error, OperationalError | InterfaceError)

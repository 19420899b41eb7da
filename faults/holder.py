"""Another process that keeps the write lock of SQLite for itself: a copy gone wrong, an import without an end."""

import time

from django.db import connection


def answer(seconds: str) -> float:
    """Hold it for so long; gives for how long it was held."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        time.sleep(float(seconds))
        cursor.execute("ROLLBACK")
    return time.monotonic() - began

"""The pages of what fails: each with a stable code, none with what was being written."""

from __future__ import annotations

import sqlite3
import sys

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

GONE, FULL, READ_ONLY, BUSY = "E-DATABASE-GONE", "E-DATABASE-FULL", "E-DATABASE-READ-ONLY", "E-DATABASE-BUSY"
TEXTS: dict[str, tuple[str | Promise, str | Promise]] = {
    GONE: (
        gettext_lazy("La base de données ne répond pas."),
        gettext_lazy("Réessayez dans un instant ; si cela dure, prévenez qui tient le serveur (preste doctor)."),
    ),
    FULL: (
        gettext_lazy("Le disque est plein."),
        gettext_lazy("Prévenez qui tient le serveur : il faut libérer de la place, puis recommencer."),
    ),
    READ_ONLY: (
        gettext_lazy("La base de données ne peut pas être écrite."),
        gettext_lazy("Prévenez qui tient le serveur : le disque ou la base est en lecture seule."),
    ),
    BUSY: (
        gettext_lazy("La base de données est occupée."),
        gettext_lazy("Quelqu'un écrit au même moment : recommencez dans un instant."),
    ),
}
"""What a code says, and what to do."""
_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_CANTOPEN: GONE,
    sqlite3.SQLITE_IOERR: GONE,
    sqlite3.SQLITE_CORRUPT: GONE,
    sqlite3.SQLITE_NOTADB: GONE,
}
_POSTGRESQL = {"53100": FULL, "25006": READ_ONLY, "55P03": BUSY, "40P01": BUSY, "40001": BUSY}
_GONE_CLASSES = ("08", "53", "57", "58")
"""Classes of PostgreSQL's states: connection, resources, operator's intervention, system."""


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of an exception: 503 when the database cannot be used at present, else 500."""
    code = database_failure(sys.exc_info()[1])
    if code is None:
        return HttpResponse(render_to_string("500.html"), status=500)
    message, remedy = TEXTS[code]
    page = render_to_string("503.html", {"code": code, "message": message, "remedy": remedy})
    return HttpResponse(page, status=503, headers={"Retry-After": "30"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of a request that cannot be read."""
    return HttpResponse(render_to_string("400.html"), status=400)


def database_failure(error: BaseException | None) -> str | None:
    """The code of a failure of the database itself; None for another one, such as a row that it refuses."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    cause = error.__cause__
    number = getattr(cause, "sqlite_errorcode", None)
    if number is not None:
        return _SQLITE.get(number & 0xFF)  # the low byte is the kind, the rest the circumstance
    state = getattr(cause, "sqlstate", None)
    if state is None:  # no answer from a server, or a connection that was closed
        return GONE if type(error).__name__ in ("OperationalError", "InterfaceError") else None
    return _POSTGRESQL.get(state) or (GONE if state[:2] in _GONE_CLASSES else None)

"""Where the office's tables are: a SQLite file in the data folder, or the PostgreSQL that `DATABASE_URL` names.

And what kind of failure of the database itself an exception tells, the same for both.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.db.utils import DatabaseError, InterfaceError

from preste.errors import PresteError

WAIT_SECONDS = 20
"""How long a writer waits for another one."""
_SSL = ("sslmode", "sslrootcert", "sslcert", "sslkey")
_FORMS = "write postgresql://user:password@host:port/name, or postgresql://user@/name?host=/var/run/postgresql"


class DatabaseUrlError(PresteError):
    """`DATABASE_URL` cannot be used. The message never repeats it: it holds a password."""

    code = "E-OFFICE-DATABASE"


def database(url: str, folder: Path) -> dict[str, Any]:
    """Django's description of the database. Raises DatabaseUrlError for what is neither empty nor PostgreSQL."""
    return _postgresql(url) if url else _sqlite(folder / "preste.sqlite3")


def sqlite_file(described: Mapping[str, Any]) -> Path | None:
    """The file of a SQLite database that Django describes so; None for another kind."""
    if not described["ENGINE"].endswith("sqlite3"):
        return None
    name = str(described["NAME"])
    return Path(unquote(urlsplit(name).path)) if name.startswith("file:") else Path(name)


def make_database_file(file: Path) -> None:
    """An empty file for a first start, readable by its owner only; one that is there stays."""
    file.touch(mode=0o600)


def _sqlite(file: Path) -> dict[str, Any]:
    """`mode=rw`: a file that is not there is an error, never a new and empty office."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"{file.absolute().as_uri()}?mode=rw",
        "OPTIONS": {
            "uri": True,
            "transaction_mode": "IMMEDIATE",
            "timeout": WAIT_SECONDS,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        asked = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        host, port = asked.pop("host", "") or parts.hostname or "", asked.pop("port", "") or str(parts.port or "")
    except ValueError:
        raise DatabaseUrlError("DATABASE_URL is not an address", remedy=_FORMS) from None
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in ("postgresql", "postgres") or not name or "/" in name or parts.fragment:
        raise DatabaseUrlError("DATABASE_URL names no PostgreSQL database", remedy=_FORMS)
    if strange := sorted(set(asked) - set(_SSL)):
        raise DatabaseUrlError(
            f"DATABASE_URL has an option {strange[0]!r}", remedy=f"known ones: host, port, {', '.join(_SSL)}"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "OPTIONS": {"connect_timeout": 5, "options": f"-c lock_timeout={WAIT_SECONDS}s", **asked},
    }


GONE, FULL, READ_ONLY, BUSY = "E-DATABASE-GONE", "E-DATABASE-FULL", "E-DATABASE-READ-ONLY", "E-DATABASE-BUSY"
_SQLITE_KINDS = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_CANTOPEN: GONE,
    sqlite3.SQLITE_IOERR: GONE,
    sqlite3.SQLITE_CORRUPT: GONE,
    sqlite3.SQLITE_NOTADB: GONE,
}
_POSTGRESQL_STATES = {"53100": FULL, "25006": READ_ONLY, "55P03": BUSY, "40P01": BUSY, "40001": BUSY}
_GONE_CLASSES = ("08", "53", "57", "58")
"""Classes of PostgreSQL's states: connection, resources, operator's intervention, system."""


def database_failure(error: BaseException | None) -> str | None:
    """The code of a failure of the database itself; None for another one, such as a row that it refuses."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    cause = error.__cause__
    number = getattr(cause, "sqlite_errorcode", None)
    if number is not None:
        return _SQLITE_KINDS.get(number & 0xFF)  # the low byte is the kind, the rest the circumstance
    state = getattr(cause, "sqlstate", None)
    if state is None:  # no answer from a server, or a connection that was closed
        return GONE if type(error).__name__ in ("OperationalError", "InterfaceError") else None
    return _POSTGRESQL_STATES.get(state) or (GONE if state[:2] in _GONE_CLASSES else None)

"""A database that is put back, again and again, to what it was when it was kept: a SQLite file, or one on a server."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg

from preste.office.database import make_database_file, sqlite_file

PATIENCE = 60
"""Seconds a server is given to see that a client was killed."""


def drafts_of(described: Mapping[str, Any]) -> FileDrafts | ServerDrafts:
    """Those of the database that Django describes so."""
    file = sqlite_file(described)
    return ServerDrafts(described) if file is None else FileDrafts(file)


class FileDrafts:
    """A file, and its copy beside it."""

    def __init__(self, file: Path) -> None:
        self.file, self.copy = file, file.with_name("draft.sqlite3")

    def make(self) -> None:
        """An empty database."""
        make_database_file(self.file)

    def keep(self) -> None:
        """Remember what the database is now."""
        assert not self.file.with_name(f"{self.file.name}-wal").exists()
        shutil.copy(self.file, self.copy)

    def put_back(self) -> None:
        """Make the database what it was when it was kept."""
        for rest in self.file.parent.glob(f"{self.file.name}*"):
            rest.unlink()
        shutil.copy(self.copy, self.file)

    def settle(self) -> None:
        """Wait until nothing is left of a killed client: the locks of a file end with the process."""

    def connect(self) -> sqlite3.Connection:
        """A connection of one's own."""
        return sqlite3.connect(self.file, isolation_level=None, timeout=20)


class ServerDrafts:
    """A database of a PostgreSQL server, and a second one that it is made from."""

    def __init__(self, described: Mapping[str, Any]) -> None:
        self.name = described["NAME"]
        self._where = {"host": described["HOST"], "port": described["PORT"], "user": described["USER"]}

    def make(self) -> None:
        """An empty database."""
        self._server(f"CREATE DATABASE {self.name}")

    def keep(self) -> None:
        """Remember what the database is now."""
        self.settle()
        self._server(f"CREATE DATABASE {self.name}_draft TEMPLATE {self.name}")

    def put_back(self) -> None:
        """Make the database what it was when it was kept."""
        self.settle()
        self._server(f"DROP DATABASE {self.name}")
        self._server(f"CREATE DATABASE {self.name} TEMPLATE {self.name}_draft")

    def settle(self) -> None:
        """Wait until nothing is left of a killed client: once the server sees it gone, it undoes what it began."""
        until = time.monotonic() + PATIENCE
        while self._server(f"SELECT 1 FROM pg_stat_activity WHERE datname = '{self.name}'"):
            assert time.monotonic() < until, f"the server still works for a client of {self.name}"
            time.sleep(0.005)

    def connect(self) -> psycopg.Connection:
        """A connection of one's own."""
        return psycopg.connect(dbname=self.name, autocommit=True, **self._where)

    def _server(self, statement: str) -> list[Any]:
        with psycopg.connect(dbname="postgres", autocommit=True, **self._where) as server:
            done = server.execute(statement)
            return done.fetchall() if done.description else []

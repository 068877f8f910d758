"""Backups of the office's database while it works, and their restoration into an empty place.

A backup is one file with its SHA-256 beside it. It holds national numbers and accounts encrypted only: without the
key file nobody reads them, so the key is copied apart, and only when asked for.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from preste.errors import PresteError
from preste.office import keys
from preste.office.database import sqlite_file

SQLITE, POSTGRESQL = ".sqlite3", ".dump"


class BackupError(PresteError):
    """A backup cannot be made, or is not one that can be restored."""

    code = "E-BACKUP"


@dataclass(frozen=True)
class Backup:
    """A backup that was written; `key` is the copy of the key file, when it was asked for."""

    file: Path
    key: Path | None


def backups_dir(data: Path) -> Path:
    """Where backups go: `PRESTE_BACKUPS`, or a folder of the data folder."""
    return Path(os.environ.get("PRESTE_BACKUPS") or data / "backups")


def backups_in(folder: Path) -> list[Path]:
    """The backups of a folder, oldest first."""
    return sorted(one for one in folder.glob("preste-*") if one.suffix in (SQLITE, POSTGRESQL))


def made_at(file: Path) -> dt.datetime:
    """When a backup was made, by its name. Raises ValueError for another name."""
    stamp = file.stem.removeprefix("preste-")
    return dt.datetime.strptime(f"{stamp}+0000", "%Y%m%dT%H%M%S-%f%z")


def back_up(described: Mapping[str, Any], data: Path, folder: Path, *, with_key: bool = False, keep: int = 0) -> Backup:
    """Write a backup of the database that Django describes so, and leave the `keep` newest (0: all).

    Work goes on meanwhile: what is copied is one moment of the database. Raises BackupError or OSError; then
    nothing is left behind.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    source = sqlite_file(described)
    stamp = f"{dt.datetime.now(tz=dt.UTC):%Y%m%dT%H%M%S-%f}"
    file = folder / f"preste-{stamp}{SQLITE if source else POSTGRESQL}"
    key = file.with_suffix(".key") if with_key else None
    with _beside(file) as part:
        if source:
            _copy_sqlite(source, part)
        else:
            _dump(described, part)
        with _beside(_checksum_file(file)) as sums:
            sums.write_text(f"{_checksum(part)}  {file.name}\n", encoding="ascii")
        if key:
            with _beside(key) as copy:
                copy.write_bytes((data / keys.NAME).read_bytes())
    for old in backups_in(folder)[:-keep] if keep else []:
        for one in (old, _checksum_file(old), old.with_suffix(".key")):
            one.unlink(missing_ok=True)
    return Backup(file, key)


def verify(file: Path) -> None:
    """Raises BackupError unless the file is, byte for byte, the backup that was written."""
    try:
        expected = _checksum_file(file).read_text(encoding="ascii").split()[0]
    except (OSError, ValueError, IndexError):
        remedy = "keep the .sha256 file that was written with it beside it"
        raise BackupError(f"{file.name} has no checksum", remedy=remedy, code="E-BACKUP-CHECKSUM") from None
    if file.suffix not in (SQLITE, POSTGRESQL) or not file.is_file():
        raise BackupError(f"{file.name} is no backup of Preste", remedy="choose a file that preste backup wrote")
    if _checksum(file) != expected:
        remedy = "take another backup: this one was changed or is damaged"
        raise BackupError(f"{file.name} is not what was written", remedy=remedy, code="E-BACKUP-CHECKSUM")


def restore(file: Path, into: Path, described: Mapping[str, Any], key: Path | None = None) -> None:
    """Restore a backup into an empty data folder (and, for PostgreSQL, into the empty database that is described).

    The key is the one given, or lies beside the backup. Schema, guards, chains and key are examined before the
    folder takes its place. Raises BackupError; then the folder is as it was.
    """
    verify(file)
    key = key or file.with_suffix(".key")
    if not key.is_file():
        remedy = "give the installation's preste.key with --key: without it national numbers and accounts are lost"
        raise BackupError("the key of this backup is not here", remedy=remedy, code="E-BACKUP-KEY")
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise BackupError(f"{into} is not empty", remedy="restore into a new folder", code="E-BACKUP-PLACE")
    if (file.suffix == SQLITE) != (sqlite_file(described) is not None):
        remedy = "set DATABASE_URL for a .dump file, and leave it out for a .sqlite3 file"
        raise BackupError(f"{file.name} is of another kind of database", remedy=remedy, code="E-BACKUP-PLACE")
    into.parent.mkdir(parents=True, exist_ok=True)
    part = into.with_name(f".{into.name}.{secrets.token_hex(4)}.part")
    part.mkdir(mode=0o700)
    try:
        _write(part / keys.NAME, key)
        if file.suffix == SQLITE:
            _write(part / "preste.sqlite3", file)
        else:
            _undump(described, file)
        _examine(part)
        if into.exists():
            into.rmdir()
        part.rename(into)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _examine(data: Path) -> None:
    """Bring the restored tables to this version's schema and let the doctor look at them, in a process of their own."""
    environment = os.environ | {"PRESTE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "preste.office.settings"}
    migrated = _run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], environment)
    if migrated.returncode:
        raise BackupError("the restored tables cannot be brought to this version", remedy=_last_line(migrated.stderr))
    seen = _run([sys.executable, "-m", "preste.cli", "doctor", "--database", "--json"], environment)
    try:
        found = [one for one in json.loads(seen.stdout)["findings"] if one["level"] == "error"]
    except ValueError:
        raise BackupError("the restored database cannot be examined", remedy=_last_line(seen.stderr)) from None
    if found:
        told = " ".join(f"{one['code']} {one['message']}" for one in found)
        raise BackupError(f"the restored database is not sound: {told}", remedy="take another backup")


# ── the two databases ──────────────────────────────────────────────────────────────────────


def _copy_sqlite(source: Path, part: Path) -> None:
    """One moment of the database, read in one transaction: writers go on in the write-ahead log."""
    try:
        uri = f"{source.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True)) as live, closing(sqlite3.connect(part)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
            (state,) = copy.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        remedy = "see preste doctor; check that the disk is not full"
        raise BackupError(f"the database cannot be copied: {error}", remedy=remedy) from None
    if state != "ok":
        raise BackupError("the database is damaged", remedy="restore the last sound backup", code="E-BACKUP-DAMAGED")


def _dump(described: Mapping[str, Any], part: Path) -> None:
    _postgresql("pg_dump", ["--format=custom", "--no-owner", f"--file={part}"], described)


def _undump(described: Mapping[str, Any], file: Path) -> None:
    """Load a dump into an empty database, whole or not at all."""
    from psycopg import OperationalError, connect

    try:
        with connect(**_parameters(described)) as connection:
            row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    except OperationalError as error:
        raise BackupError(f"the database does not answer: {error}", remedy="check DATABASE_URL") from None
    if row and row[0]:
        raise BackupError("the database is not empty", remedy="make a new one: createdb", code="E-BACKUP-PLACE")
    options = ["--exit-on-error", "--single-transaction", "--no-owner", f"--dbname={described['NAME']}", str(file)]
    _postgresql("pg_restore", options, described)


def _parameters(described: Mapping[str, Any]) -> dict[str, Any]:
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {name: described[theirs] for name, theirs in named.items() if described.get(theirs)}


def _postgresql(program: str, arguments: Sequence[str], described: Mapping[str, Any]) -> None:
    """Run a program of PostgreSQL; the password goes by the environment, which others do not see."""
    if shutil.which(program) is None:
        remedy = "install the client programs of PostgreSQL, of the server's version (package postgresql-client)"
        raise BackupError(f"{program} is not on the path", remedy=remedy, code="E-BACKUP-PROGRAM")
    names = {"NAME": "PGDATABASE", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "HOST": "PGHOST", "PORT": "PGPORT"}
    given = {variable: str(described[name]) for name, variable in names.items() if described.get(name)}
    given |= {f"PG{name.upper()}": value for name, value in described["OPTIONS"].items() if name.startswith("ssl")}
    done = _run([program, *arguments], os.environ | given)
    if done.returncode:
        raise BackupError(f"{program} failed: {_last_line(done.stderr)}", remedy="see preste doctor")


# ── files ──────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """A file of its owner's only, written beside its place and put there when it is on the disk, whole."""
    part = place.with_name(f".{place.name}.part")
    try:
        part.touch(mode=0o600)
        yield part
        _sync(part)
        part.replace(place)
        _sync(place.parent)
    finally:
        part.unlink(missing_ok=True)


def _write(place: Path, source: Path) -> None:
    with _beside(place) as part:
        shutil.copyfile(source, part)


def _sync(path: Path) -> None:
    if path.is_dir() and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _checksum_file(file: Path) -> Path:
    return file.with_name(f"{file.name}.sha256")


def _checksum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _run(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or [""])[-1]

"""Reading the files of a dossier folder: each fault noted with its file, row and field, whatever the file tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from preste.calendar import Month
from preste.errors import InputError, PresteError
from preste.money import parse
from preste.payroll.dossier_files import DELIMITER, read_rows, read_yaml
from preste.payroll.fields import Fields
from preste.records import Contract


class FolderReader:
    """The files of a folder, and what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.errors: list[PresteError] = []

    def _fault(self, where: str, message: str, remedy: str, field: str = "", code: str = "E-DOSSIER") -> None:
        self.errors.append(InputError(message, where=where, field=field, remedy=remedy, code=code))

    def _yaml(self, path: Path) -> Fields | None:
        """The fields of a file; None, with the fault noted, when it cannot be read."""
        try:
            data = read_yaml(path)
        except InputError as error:
            self._unreadable(path, error)
            return None
        return Fields(data if data is not None else {})

    def _unreadable(self, path: Path, error: InputError) -> None:
        """Note why a file cannot be read, with its name and row."""
        where = ", ".join(part for part in (path.relative_to(self.folder).as_posix(), error.where) if part)
        self._fault(where, error.message, error.remedy, code=error.code)

    def _take(self, where: str, fields: Fields, *parts: Fields) -> None:
        """Report the faults of a file's fields under its name."""
        for error in fields.finish(*parts):
            self.errors.append(
                type(error)(error.message, field=error.field, where=where, remedy=error.remedy, code=error.code)
            )

    def _rows(
        self, path: Path, columns: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> Iterator[tuple[str, dict[str, str]]]:
        name = path.relative_to(self.folder).as_posix()
        rows = read_rows(path)
        try:
            number, head = next(rows, (1, []))
            if problem := _head_problem(head, columns, optional):
                remedy = f"the columns are {DELIMITER.join(columns)}"
                self._fault(f"{name}, line {number}", problem, remedy, code="E-DOSSIER-CSV")
                return
            for number, row in rows:
                where = f"{name}, line {number}"
                if len(row) > len(head):
                    self._fault(where, "more cells than columns", "check the separators", code="E-DOSSIER-CSV")
                    continue
                cells = dict(zip(head, row, strict=False))
                yield where, {c: cells.get(c, "") for c in columns}
        except InputError as error:
            self._unreadable(path, error)

    def _month(self, fields: Fields, name: str) -> Month | None:
        text = fields.text(name)
        if not text:
            return None
        try:
            return Month.parse(text, name)
        except InputError as error:
            fields.errors.append(error)
            return None

    def _files(self, folder: str, suffix: str, refused: tuple[str, ...]) -> Iterator[Path]:
        """The files of a folder with a suffix; those that were surely meant to be read too are refused."""
        place = self.folder / folder
        if not place.is_dir():
            if place.exists() or place.is_symlink():
                self._fault(folder, "this is not a folder", "put a folder in its place", code="E-DOSSIER-FILE")
            return
        for path in sorted(place.iterdir()):
            if path.suffix == suffix:
                yield path
            elif path.suffix.lower() in (suffix, *refused) and not path.name.startswith("."):
                remedy = f"save it as {path.stem}{suffix}"
                self._fault(f"{folder}/{path.name}", f"the file is not read: it is no {suffix}", remedy)

    def _monthly(self, folder: str) -> Iterator[Path]:
        for path in self._files(folder, ".csv", (".xlsx", ".ods", ".tsv")):
            try:
                Month.parse(path.stem)
            except InputError:
                self._fault(f"{folder}/{path.name}", "the file's name is not a month", "name it like 2022-01.csv")
            else:
                yield path

    def _contract(self, where: str, row: dict[str, str], contracts: dict[str, Contract]) -> bool:
        if row["contract"] in contracts:
            return True
        self._fault(where, f"no contract is called {row['contract']!r}", f"known: {', '.join(contracts)}", "contract")
        return False

    def _known(self, where: str, row: dict[str, str], contracts: dict[str, Contract], month: str) -> dt.date | None:
        if not self._contract(where, row, contracts):
            return None
        try:
            date = dt.date.fromisoformat(row["date"])
        except ValueError:
            self._fault(where, f"{row['date']!r} is not a date", "write 2022-01-31", "date", "E-INPUT-DATE")
            return None
        if not row["date"].startswith(month):
            self._fault(where, f"{date} is not in {month}", "move the row to the file of its month", "date")
            return None
        return date

    def _decimal(self, where: str, row: dict[str, str], name: str) -> int | None:
        text = row[name].replace(",", ".") or "0"
        try:
            value = parse(text, field=name)
        except InputError as error:
            self._fault(where, error.message, error.remedy, name, error.code)
            return None
        if value < 0:
            self._fault(where, f"{row[name]} is negative", "give zero or more", name, "E-INPUT-RANGE")
            return None
        return value


def _head_problem(head: list[str], columns: tuple[str, ...], optional: tuple[str, ...]) -> str:
    """What is wrong with the first row of a CSV file, in words; "" when nothing is."""
    for name in head:
        if name not in columns:
            return f"unknown column {name!r}"
        if head.count(name) > 1:
            return f"column {name!r} is there twice"
    missing = [name for name in columns if name not in head and name not in optional]
    return f"column {missing[0]!r} is missing" if missing else ""

"""The dossier folder: an employer's payroll as readable YAML and CSV files.

    employer.yaml          who the employer is
    workers/*.yaml         a file a worker: identity, household over time, contracts with their terms and items,
                           creditors who have a claim on the pay and the children declared to them
    days/2022-01.csv       what differed from the schedule in a month: contract, date, code, hours, event
    items/2022-01.csv      elements paid once in a month: contract, kind, label, amount, quantity, details
    scales.csv             optional: the wage scales that terms name: scale, pay_basis, valid_from, years, amount
    takeover/*.csv         optional: what another payroll office computed before (`payroll/takeover/files.py`)
    opening.csv            optional, with `begins` in employer.yaml: what the year's earlier months, not computed
                           here, leave: contract, name, value

Everything is read and checked before anything is computed; every fault is reported, with file, row and field.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from preste.belgium.time.codes import CODES
from preste.belgium.time.events import EVENTS_OF
from preste.calendar import Month
from preste.errors import DossierError, InputError, PresteError
from preste.ids import enterprise, iban, onss_number
from preste.money import parse
from preste.payroll import dossier_records as record
from preste.payroll.carry import OPENING_NAMES, WHOLE
from preste.payroll.dossier_files import DELIMITER, read_rows, read_yaml
from preste.payroll.dossier_scales import COLUMNS, scales_of
from preste.payroll.fields import Fields
from preste.payroll.items import KINDS
from preste.payroll.month import Dossier
from preste.payroll.scales import Scales
from preste.payroll.takeover import TakeOver
from preste.payroll.takeover.files import read_takeover
from preste.records import (
    Contract,
    Day,
    Employer,
    PayItem,
)


def read_dossier(folder: Path) -> Dossier:
    """The dossier in a folder. Raises DossierError with every fault found."""
    return _Reader(folder).read()


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.errors: list[PresteError] = []

    def read(self) -> Dossier:
        if not (self.folder / "employer.yaml").is_file():
            raise DossierError(
                f"{self.folder} is not a dossier",
                [
                    InputError(
                        "employer.yaml is missing",
                        where=str(self.folder),
                        remedy=f"make a dossier with: preste new {self.folder}",
                        code="E-DOSSIER-FILE",
                    )
                ],
            )
        employer, begins = self._employer()
        contracts = {c.id: c for c in self._contracts()}
        if not contracts:
            self._fault("workers", "no worker has a contract", "add a file to workers/", code="E-DOSSIER-EMPTY")
        days = self._days(contracts)
        items = self._items(contracts)
        opening = self._opening(contracts, begins)
        scales = self._scales(contracts)
        taken = self._takeover(contracts, begins)
        if taken is not None:
            begins, opening = taken.begins, taken.opening()
        if self.errors or employer is None:
            raise DossierError(f"{len(self.errors)} errors in {self.folder}", self.errors)
        filled = [
            replace(c, days=tuple(days.get(c.id, ())), items=c.items + tuple(items.get(c.id, ())))
            for c in contracts.values()
        ]
        return Dossier(employer, filled, begins, opening, scales, taken)

    # ── files ──────────────────────────────────────────────────────────────────────────────

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

    # ── the employer ───────────────────────────────────────────────────────────────────────

    def _employer(self) -> tuple[Employer | None, Month | None]:
        fields = self._yaml(self.folder / "employer.yaml")
        if fields is None:
            return None, None
        address = fields.part("address")
        units, moved = fields.items("establishments"), fields.items("replacement_days")
        begins = self._month(fields, "begins")
        employer = Employer(
            id=self.folder.name,
            name=fields.text("name", None),
            address=record.read_address(address),
            enterprise_number=record.read_identifier(fields, "enterprise_number", enterprise),
            onss_number=record.read_identifier(fields, "onss_number", onss_number),
            category=record.read_pattern(fields, "category", r"\d{3}", "three digits: '362'"),
            joint_committee=record.read_pattern(fields, "joint_committee", r"\d{3}(\.\d{2})?", "such as '329.02'"),
            workers_count=fields.count("workers_count", 1),
            language=fields.choice("language", ("fr", "nl", "de", "en"), "fr"),
            iban=record.read_identifier(fields, "iban", iban, wanted=False),
            bic=fields.text("bic"),
            social_secretariat=fields.text("social_secretariat"),
            accident_insurer=fields.text("accident_insurer"),
            holiday_fund=fields.text("holiday_fund"),
            payday=record.read_pattern(
                fields, "payday", r"last|[1-9]|1\d|2[0-8]", "'last' or a day of the next month: '5'", "last"
            ),
            certificate_first_day=fields.flag("certificate_first_day"),
            closure_fund=fields.choice("closure_fund", ("", "B", "C"), ""),
            replacement_days=record.read_replacement_days(fields, moved),
            establishments=tuple(record.read_establishment(unit) for unit in units),
        )
        self._take("employer.yaml", fields, address, *units, *moved)
        return employer, begins

    def _month(self, fields: Fields, name: str) -> Month | None:
        text = fields.text(name)
        if not text:
            return None
        try:
            return Month.parse(text, name)
        except InputError as error:
            fields.errors.append(error)
            return None

    # ── workers ────────────────────────────────────────────────────────────────────────────

    def _contracts(self) -> Iterator[Contract]:
        seen: dict[str, str] = {}
        for path in self._files("workers", ".yaml", (".yml",)):
            where = path.relative_to(self.folder).as_posix()
            fields = self._yaml(path)
            if fields is None:
                continue
            address = fields.part("address")
            households = fields.items("household")
            contracts = fields.items("contracts")
            worker = record.read_worker(path.stem, fields, address)
            family = tuple(record.read_household(one) for one in households)
            claims, children = fields.items("garnishments"), fields.items("declared_children")
            creditors = tuple(record.read_garnishment(one) for one in claims)
            declared = tuple(record.read_declared_children(one) for one in children)
            found = [record.read_contract(one, worker, family, creditors, declared) for one in contracts]
            ids = [one.id for one in creditors]
            for fields_of, id in zip(claims, ids, strict=True):
                if id and ids.count(id) > 1:
                    fields_of.refuse("id", f"{id!r} is the id of two claims", "give each its own", "E-GARNISHMENT-ID")
            lists = (*households, *claims, *children, *contracts, *record.nested_fields(contracts))
            self._take(where, fields, address, *lists)
            for contract in found:
                if contract.id in seen:
                    self._fault(
                        where, f"contract {contract.id!r} is in {seen[contract.id]} too", "give it its own id", "id"
                    )
                seen[contract.id] = where
                yield contract

    # ── the month ──────────────────────────────────────────────────────────────────────────

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

    def _days(self, contracts: dict[str, Contract]) -> dict[str, list[Day]]:
        found: dict[str, list[Day]] = {}
        for path in self._monthly("days"):
            for where, row in self._rows(path, ("contract", "date", "code", "hours", "event"), ("event",)):
                date = self._known(where, row, contracts, path.stem)
                hours = self._decimal(where, row, "hours")
                if date is None or hours is None:
                    continue
                days = found.setdefault(row["contract"], [])
                self._known_day(where, contracts[row["contract"]], date, row["code"])
                if hours == 0:
                    self._fault(where, "the hours are missing", "write them: 7,60", "hours", "E-INPUT-MISSING")
                elif any(d.date == date and d.code == row["code"] for d in days):
                    self._fault(where, f"{row['code']} is given twice on {date}", "keep one row", "code")
                event, when = self._event(where, row)
                days.append(Day(date=date, code=row["code"], hours=hours, event=event, event_date=when))
        return found

    def _known_day(self, where: str, contract: Contract, date: dt.date, code: str) -> None:
        if code not in CODES:
            self._fault(where, f"{code!r} is not a day code", f"use one of {', '.join(CODES)}", "code", "E-TIME-CODE")
        if date < contract.start or (contract.end is not None and date > contract.end):
            remedy = f"contract {contract.id} runs from {contract.start} to {contract.end or 'no end'}"
            self._fault(where, f"{date} is outside the contract", remedy, "date", "E-TIME-OUTSIDE")

    def _event(self, where: str, row: dict[str, str]) -> tuple[str, dt.date | None]:
        """What a leave is for, and when: `own_marriage 2026-06-13`, or the name alone."""
        name, _, written = row["event"].partition(" ")
        if not name:
            return "", None
        known = EVENTS_OF.get(row["code"], {})
        if name not in known:
            remedy = f"use one of {', '.join(known)}" if known else f"only {', '.join(EVENTS_OF)} have one"
            self._fault(where, f"{name!r} is no event of {row['code']}", remedy, "event", "E-LEAVE-EVENT")
            return "", None
        try:
            return name, dt.date.fromisoformat(written.strip()) if written.strip() else None
        except ValueError:
            self._fault(where, f"{written!r} is not a date", f"write {name} 2026-06-13", "event", "E-INPUT-DATE")
            return "", None

    def _items(self, contracts: dict[str, Contract]) -> dict[str, list[PayItem]]:
        found: dict[str, list[PayItem]] = {}
        columns = ("contract", "kind", "label", "amount", "quantity", "details")
        for path in self._monthly("items"):
            for where, row in self._rows(path, columns, ("label", "amount", "quantity", "details")):
                if not self._contract(where, row, contracts):
                    continue
                if row["kind"] not in KINDS:
                    remedy = f"use one of {', '.join(KINDS)}"
                    self._fault(where, f"{row['kind']!r} is not a kind of pay item", remedy, "kind", "E-ITEM-KIND")
                    continue
                amount, quantity = self._decimal(where, row, "amount"), self._decimal(where, row, "quantity")
                details = self._details(where, row["details"])
                if amount is None or quantity is None or details is None:
                    continue
                item = PayItem(
                    kind=row["kind"],
                    label=row["label"],
                    amount=amount,
                    quantity=quantity,
                    once=True,
                    details=details,
                    valid_from=Month.parse(path.stem).first,
                )
                found.setdefault(row["contract"], []).append(item)
        return found

    def _details(self, where: str, text: str) -> dict[str, str] | None:
        parts = [part.partition("=") for part in text.split()]
        if wrong := [name for name, equals, value in parts if not (name and equals and value)]:
            remedy = "write name=value, with spaces between several"
            self._fault(where, f"{wrong[0]!r} is not a detail", remedy, "details", "E-ITEM-DETAIL")
            return None
        return {name: value for name, _, value in parts}

    def _opening(self, contracts: dict[str, Contract], begins: Month | None) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        path = self.folder / "opening.csv"
        if not path.exists() and not path.is_symlink():
            return found
        if (self.folder / "takeover").is_dir():
            remedy = "write its balances into the columns of takeover/months.csv, and take opening.csv away"
            self._fault("opening.csv", "there is a takeover too", remedy)
            return found
        if begins is None:
            remedy = 'write in employer.yaml the first month computed here: begins: "2026-09"'
            self._fault("opening.csv", "opening balances need their month", remedy, "begins")
        for where, row in self._rows(path, ("contract", "name", "value")):
            if not self._contract(where, row, contracts):
                continue
            if row["name"] not in OPENING_NAMES:
                self._fault(
                    where,
                    f"{row['name']!r} is not an opening balance",
                    f"use one of {', '.join(OPENING_NAMES)}",
                    "name",
                )
                continue
            value = self._decimal(where, row, "value")
            balances = found.setdefault(row["contract"], {})
            if row["name"] in balances:
                self._fault(where, f"{row['name']} is given twice", "keep one row", "name")
            elif value is not None and row["name"] in WHOLE and value % 100:
                self._fault(where, f"{row['value']} is not a whole number", "write a whole number", "value")
            elif value is not None:
                balances[row["name"]] = value // 100 if row["name"] in WHOLE else value
        return found

    def _takeover(self, contracts: dict[str, Contract], begins: Month | None) -> TakeOver | None:
        """What was taken over; the holidays it tells become those of their contracts."""
        folder = self.folder / "takeover"
        if not folder.is_dir():
            return None
        found = read_takeover(folder, contracts, begins)
        self.errors += found.errors
        for name, years in found.holidays.items():
            contracts[name] = replace(contracts[name], holidays=(*contracts[name].holidays, *years))
        return found.taken

    def _scales(self, contracts: dict[str, Contract]) -> Scales:
        path = self.folder / "scales.csv"
        given = path.exists() or path.is_symlink()
        found, errors = scales_of(self._rows(path, COLUMNS) if given else ())
        self.errors += errors
        for contract in contracts.values():
            for terms in contract.terms:
                if terms.scale and terms.scale not in found:
                    remedy = f"add it to scales.csv; known: {', '.join(found) or 'none'}"
                    self._fault(f"contract {contract.id}", f"no scale is called {terms.scale!r}", remedy, "scale")
        return found

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

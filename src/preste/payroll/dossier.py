"""The dossier folder: an employer's payroll as readable YAML and CSV files.

    employer.yaml          who the employer is
    workers/*.yaml         a file a worker: identity, household over time, contracts with their terms and items,
                           creditors who have a claim on the pay and the children declared to them, what the worker
                           used of contingents for other employers
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
from preste.belgium.time.month import too_many_hours
from preste.calendar import Month
from preste.errors import DossierError, InputError
from preste.payroll import dossier_records as record
from preste.payroll.brought import month_number
from preste.payroll.carry import OPENING_NAMES, REST, REST_MONTH, WHOLE
from preste.payroll.contingents.elsewhere import read_elsewhere
from preste.payroll.dossier_cells import FolderReader
from preste.payroll.dossier_employer import read_employer
from preste.payroll.dossier_items import read_details, read_paid_on
from preste.payroll.dossier_scales import COLUMNS, scales_of
from preste.payroll.items import KINDS
from preste.payroll.month import Dossier
from preste.payroll.scales import Scales
from preste.payroll.takeover import TakeOver
from preste.payroll.takeover.files import read_takeover
from preste.payroll.takeover.records import with_carried
from preste.records import (
    Contract,
    Day,
    Employer,
    PayItem,
    held_on,
)


def read_dossier(folder: Path, told_as: Path | None = None) -> Dossier:
    """The dossier in a folder. Raises DossierError with every fault found.

    `told_as`: the folder that faults name, where `folder` is a copy on trial.
    """
    return _Reader(folder).read(told_as or folder)


class _Reader(FolderReader):
    def read(self, told_as: Path) -> Dossier:
        if not (self.folder / "employer.yaml").is_file():
            raise DossierError(
                f"{told_as} is not a dossier",
                [
                    InputError(
                        "employer.yaml is missing",
                        where=str(told_as),
                        remedy=f"make a dossier with: preste new {told_as}",
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
            raise DossierError.of(self.errors, str(told_as))
        filled = [
            replace(c, days=tuple(days.get(c.id, ())), items=c.items + tuple(items.get(c.id, ())))
            for c in contracts.values()
        ]
        return Dossier(employer, filled, begins, opening, scales, taken)

    # ── the employer ───────────────────────────────────────────────────────────────────────

    def _employer(self) -> tuple[Employer | None, Month | None]:
        fields = self._yaml(self.folder / "employer.yaml")
        if fields is None:
            return None, None
        begins = self._month(fields, "begins")
        employer, nested = read_employer(self.folder.name, fields)
        self._take("employer.yaml", fields, *nested)
        return employer, begins

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
            outside = fields.items("elsewhere")
            told = {"elsewhere": tuple(read_elsewhere(one) for one in outside)}
            found = [record.read_contract(one, worker, family, creditors, declared, **told) for one in contracts]
            ids = [one.id for one in creditors]
            for fields_of, id in zip(claims, ids, strict=True):
                if id and ids.count(id) > 1:
                    fields_of.refuse("id", f"{id!r} is the id of two claims", "give each its own", "E-GARNISHMENT-ID")
            lists = (*households, *claims, *children, *outside, *contracts, *record.nested_fields(contracts))
            self._take(where, fields, address, *lists)
            for contract in found:
                if contract.id in seen:
                    self._fault(
                        where, f"contract {contract.id!r} is in {seen[contract.id]} too", "give it its own id", "id"
                    )
                seen[contract.id] = where
                yield contract

    # ── the month ──────────────────────────────────────────────────────────────────────────

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
                terms = held_on(contracts[row["contract"]].terms, date)
                known = [one for one in days if one.date == date and one.code in CODES]
                self.errors += too_many_hours(where, date, terms.schedule[date.weekday()] if terms else 0, known)
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
        columns = ("contract", "kind", "label", "amount", "quantity", "details", "paid_on")
        for path in self._monthly("items"):
            for where, row in self._rows(path, columns, ("label", "amount", "quantity", "details", "paid_on")):
                if not self._contract(where, row, contracts):
                    continue
                if row["kind"] not in KINDS:
                    remedy = f"use one of {', '.join(KINDS)}"
                    self._fault(where, f"{row['kind']!r} is not a kind of pay item", remedy, "kind", "E-ITEM-KIND")
                    continue
                amount, quantity = self._decimal(where, row, "amount"), self._decimal(where, row, "quantity")
                try:
                    details = read_details(row["details"], where)
                    paid_on = read_paid_on(row["paid_on"], row["kind"], Month.parse(path.stem), where)
                except InputError as error:
                    self.errors.append(error)
                    continue
                if amount is None or quantity is None:
                    continue
                item = PayItem(
                    kind=row["kind"],
                    label=row["label"],
                    amount=amount,
                    quantity=quantity,
                    once=True,
                    details=details,
                    valid_from=Month.parse(path.stem).first,
                    paid_on=paid_on,
                )
                found.setdefault(row["contract"], []).append(item)
        return found

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
        for where, row in self._rows(path, ("contract", "name", "value", "earned"), ("earned",)):
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
            if row["earned"]:
                self._earned(where, row, begins, balances)
        return found

    def _earned(self, where: str, row: dict[str, str], begins: Month | None, balances: dict[str, int]) -> None:
        """The last month in which rest was earned."""
        try:
            month = Month.parse(row["earned"], "earned")
        except InputError as error:
            self._fault(where, error.message, error.remedy, "earned", error.code)
            return
        if row["name"] != REST:
            self._fault(where, f"{row['name']} has no month it was earned in", f"give it with {REST} alone", "earned")
        elif begins is not None and month >= begins:
            self._fault(where, f"{month} is not before {begins}", "give the last month that earned some", "earned")
        else:
            balances[REST_MONTH] = month_number(month)

    def _takeover(self, contracts: dict[str, Contract], begins: Month | None) -> TakeOver | None:
        """What was taken over; the holidays it tells become those of their contracts."""
        folder = self.folder / "takeover"
        if not folder.is_dir():
            return None
        found = read_takeover(folder, contracts, begins)
        self.errors += found.errors
        for name, years in found.holidays.items():
            contracts[name] = replace(contracts[name], holidays=(*contracts[name].holidays, *years))
        for name, days in found.carried.items():
            contracts[name] = replace(contracts[name], holidays=with_carried(contracts[name].holidays, days))
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

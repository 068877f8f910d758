"""The files of a takeover: what another payroll office's months, holidays, seniority and headcount are read from.

    months.csv      contract, from, to, and the amounts of `COLUMNS`: a row a month, or months added up
    holidays.csv    contract, year, months, days_week, hours_week, days, taken …: optional
    seniority.csv   contract, from: optional
    headcount.csv   quarter, workers: optional
    controls.csv    name, value: what each column of months.csv adds up to, by the other office's own totals

All is taken or nothing: every fault is told, with its file, row and column.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from preste.calendar import YEARS, Month
from preste.errors import InputError, PresteError
from preste.money import parse, text
from preste.payroll.carry import WHOLE
from preste.payroll.dossier_files import DELIMITER, read_rows
from preste.payroll.takeover.records import (
    CARRIED,
    COLUMNS,
    SIGNED,
    Problem,
    TakenMonths,
    TakeOver,
    carried_days,
    problems,
    sums,
)
from preste.records import Contract, HolidayWork, HolidayYear

FILES: Mapping[str, tuple[str, ...]] = {
    "months.csv": ("contract", "from", "to", *COLUMNS),
    "controls.csv": ("name", "value"),
    "holidays.csv": (
        "contract", "year", "months", "days_week", "hours_week", "days", "taken", "supplementary_paid",
        "variable_pay", "variable_months",
    ),
    "seniority.csv": ("contract", "from"),
    "headcount.csv": ("quarter", "workers"),
}  # fmt: skip
"""Each file and its columns; the first two are wanted."""
WANTED = ("months.csv", "controls.csv")
_FIRST = {"months.csv": 3, "holidays.csv": 5}
"""How many columns of a file have to be there: all, when not said."""

Row = tuple[str, Mapping[str, str]]


@dataclass
class Reading:
    """A takeover as it was read: what it holds, the holidays and the days carried over by contract, what is wrong."""

    taken: TakeOver | None = None
    holidays: dict[str, list[HolidayYear]] = field(default_factory=dict)
    carried: dict[str, dict[int, int]] = field(default_factory=dict)
    errors: list[PresteError] = field(default_factory=list)


def read_takeover(folder: Path, contracts: Mapping[str, Contract], begins: Month | None) -> Reading:
    """The takeover in a folder. `begins`: the first month computed here, when the employer's file says it."""
    return _Reader(folder, contracts, begins).read()


class _Reader:
    def __init__(self, folder: Path, contracts: Mapping[str, Contract], begins: Month | None) -> None:
        self.folder = folder
        self.contracts = contracts
        self.begins = begins
        self.found = Reading()

    def read(self) -> Reading:
        """Everything, when nothing is wrong."""
        for path in sorted(self.folder.iterdir()):
            if path.name not in FILES and not path.name.startswith("."):
                self._fault(f"{path.name}", "the file is not read", f"the files are {', '.join(FILES)}")
        rows = {name: list(self._rows(name)) for name in FILES}
        months = [one for where, row in rows["months.csv"] if (one := self._months(where, row)) is not None]
        if not self.found.errors and not months:
            self._fault("months.csv", "no month is taken over", "give a row for each contract")
        if not self.found.errors:
            begins = max(one.last for one in months).plus(1)
            self._check(months, begins)
            self._controls(rows["controls.csv"], months)
            self._holidays(rows["holidays.csv"])
            self._carried(months, begins)
            seniority, headcount = self._seniority(rows["seniority.csv"]), self._headcount(rows["headcount.csv"])
            self.found.taken = TakeOver(begins, tuple(months), seniority, headcount)
        return self.found

    # ── files and cells ────────────────────────────────────────────────────────────────────

    def _fault(self, where: str, message: str, remedy: str, field: str = "") -> None:
        self.found.errors.append(
            InputError(message, where=f"takeover/{where}", field=field, remedy=remedy, code="E-TAKEOVER")
        )

    def _rows(self, name: str) -> Iterator[Row]:
        path = self.folder / name
        if not path.exists():
            if name in WANTED:
                self._fault(name, "the file is missing", "write it from: preste takeover template")
            return
        columns = FILES[name]
        try:
            rows = read_rows(path)
            number, head = next(rows, (1, []))
            wanted = columns[: _FIRST.get(name, len(columns))]
            unknown = [one for one in head if one not in columns or head.count(one) > 1]
            missing = [one for one in wanted if one not in head]
            if unknown or missing:
                what = f"column {unknown[0]!r} is not known" if unknown else f"column {missing[0]!r} is missing"
                self._fault(f"{name}, line {number}", what, f"the columns are {DELIMITER.join(columns)}")
                return
            for number, cells in rows:
                if len(cells) > len(head):
                    self._fault(f"{name}, line {number}", "more cells than columns", "check the separators")
                else:
                    yield f"{name}, line {number}", dict.fromkeys(columns, "") | dict(zip(head, cells, strict=False))
        except InputError as error:
            self._fault(", ".join(part for part in (name, error.where) if part), error.message, error.remedy)

    def _contract(self, where: str, row: Mapping[str, str]) -> Contract | None:
        found = self.contracts.get(row["contract"])
        if found is None:
            remedy = f"known: {', '.join(self.contracts)}"
            self._fault(where, f"no contract is called {row['contract']!r}", remedy, "contract")
        return found

    def _month(self, where: str, row: Mapping[str, str], name: str) -> Month | None:
        try:
            return Month.parse(row[name], name)
        except InputError as error:
            self._fault(where, error.message, error.remedy, name)
            return None

    def _number(self, where: str, name: str, cell: str, *, signed: bool = False) -> int:
        """Hundredths of a cell; an empty one is nothing."""
        try:
            value = parse(cell.replace(",", ".") or "0", field=name)
        except InputError as error:
            self._fault(where, error.message, error.remedy, name)
            return 0
        if value < 0 and not signed:
            self._fault(where, f"{cell} is negative", "give zero or more", name)
        return value

    def _whole(self, where: str, row: Mapping[str, str], name: str) -> int:
        value = self._number(where, name, row[name])
        if value % 100:
            self._fault(where, f"{row[name]} is not a whole number", "write a whole number", name)
        return value // 100

    # ── months ─────────────────────────────────────────────────────────────────────────────

    def _months(self, where: str, row: Mapping[str, str]) -> TakenMonths | None:
        contract = self._contract(where, row)
        first, last = self._month(where, row, "from"), self._month(where, row, "to")
        amounts = {name: self._number(where, name, row[name], signed=name in SIGNED) for name in COLUMNS}
        for name in WHOLE:
            if amounts[name] % 100:
                self._fault(where, f"{row[name]} is not a whole number", "write a whole number", name)
        if contract is None or first is None or last is None:
            return None
        if last < first:
            self._fault(where, f"{last} is before {first}", "turn the two months round", "to")
            return None
        if first.year != last.year:
            self._fault(where, f"{first} and {last} are of two years", "give a row for each year", "to")
        if not (contract.active_in(first) and contract.active_in(last)):
            remedy = f"it runs from {contract.start} to {contract.end or 'no end'}"
            self._fault(where, f"contract {contract.id} does not run from {first} to {last}", remedy, "from")
        return TakenMonths(contract.id, first, last, {n: v for n, v in amounts.items() if v})

    def _check(self, months: list[TakenMonths], begins: Month) -> None:
        """Each month of the year once, none missing, and none of two quarters where a quarter goes on."""
        if self.begins is not None and self.begins != begins:
            message = f"the months end before {begins}, the employer's file says that {self.begins} begins"
            self._fault("months.csv", message, "correct begins in employer.yaml, or leave it out", "begins")
        for contract in self.contracts.values():
            for one in problems(months, contract, begins):
                self._problem(one)

    def _problem(self, one: Problem) -> None:
        told, field, remedy = f"{one.contract}: {one.month} is not told", "from", "give a row for it"
        if one.kind == "twice":
            told, remedy = f"{one.contract}: {one.month} is told twice", "keep one row"
        elif one.row is not None:
            told, field = f"{one.contract}: the row from {one.row.first} to {one.row.last} is of two quarters", "to"
            remedy = f"end one row in {one.month.plus(-1)}, and begin another in {one.month}: its quarter goes on here"
        self._fault("months.csv", told, remedy, field)

    def _controls(self, rows: list[Row], months: list[TakenMonths]) -> None:
        """The totals are those that the other office gave, to the cent."""
        given: dict[str, int] = {}
        for where, row in rows:
            name = row["name"]
            if name not in COLUMNS or name in given:
                what = "is given twice" if name in given else "is no column of months.csv"
                self._fault(where, f"{name!r} {what}", f"use each of {', '.join(COLUMNS)} once", "name")
                continue
            given[name] = self._number(where, "value", row["value"], signed=True)
        for name, total in sums(months).items():
            if name not in given and total:
                self._fault("controls.csv", f"the control total of {name} is missing", "give the other office's", name)
            elif given.get(name, 0) != total:
                message = f"{name} adds up to {text(total)}, the control total is {text(given[name])}"
                self._fault("controls.csv", message, "find the row that is wrong or missing", name)

    # ── the rest ───────────────────────────────────────────────────────────────────────────

    def _holidays(self, rows: list[Row]) -> None:
        for where, row in rows:
            contract = self._contract(where, row)
            year, months = self._whole(where, row, "year"), self._whole(where, row, "months")
            numbers = {n: self._number(where, n, row[n]) for n in ("days_week", "hours_week", "days", "taken")}
            if year not in YEARS or months > 12:
                self._fault(where, f"{row['year']}, {row['months']} months", "give a year and its months", "year")
            if contract is None:
                continue
            known = [one.year for one in (*contract.holidays, *self.found.holidays.get(contract.id, ()))]
            if year in known:
                self._fault(where, f"the holidays of {year} of {contract.id} are told already", "keep one", "year")
            if not numbers["days"] and not (months and numbers["days_week"] and numbers["hours_week"]):
                remedy = "give months, days_week and hours_week, or the days of the right"
                self._fault(where, "nothing gives the right", remedy, "days")
                continue
            work = HolidayWork(months=months, days_week=numbers["days_week"], hours_week=numbers["hours_week"])
            self.found.holidays.setdefault(contract.id, []).append(
                HolidayYear(
                    year=year,
                    work=(work,) if months else (),
                    days=numbers["days"] or None,
                    taken_before=numbers["taken"],
                    supplementary_paid=self._number(where, "supplementary_paid", row["supplementary_paid"]),
                    variable_pay=self._number(where, "variable_pay", row["variable_pay"]),
                    variable_months=self._whole(where, row, "variable_months"),
                )
            )

    def _carried(self, months: list[TakenMonths], begins: Month) -> None:
        """Days carried over, which the worker's file may tell too, but not otherwise."""
        for contract in self.contracts.values():
            carried = carried_days(months, contract.id, begins)
            for year, days in carried.items():
                known = next((one.carried for one in contract.holidays if one.year == year), 0)
                if days < 0 or known not in (0, days):
                    told = f", the worker's file says {text(known)}" if known else ""
                    message = f"{text(days)} days of {contract.id} are carried over from {year}{told}"
                    remedy = "give the days that are left to take, once"
                    self._fault("months.csv", message, remedy, CARRIED[begins.year - year - 1])
            if carried:
                self.found.carried[contract.id] = carried

    def _seniority(self, rows: list[Row]) -> dict[str, dt.date]:
        found: dict[str, dt.date] = {}
        for where, row in rows:
            contract = self._contract(where, row)
            try:
                day = dt.date.fromisoformat(row["from"])
            except ValueError:
                self._fault(where, f"{row['from']!r} is not a date", "write 2015-01-31", "from")
                continue
            if contract is not None and day > contract.start:
                self._fault(where, f"{day} is after the start of {contract.id}", "give an earlier day", "from")
            if row["contract"] in found:
                self._fault(where, f"the seniority of {row['contract']} is given twice", "keep one row", "contract")
            found[row["contract"]] = day
        return found

    def _headcount(self, rows: list[Row]) -> dict[str, int]:
        found: dict[str, int] = {}
        for where, row in rows:
            year, mark, number = row["quarter"].partition("-Q")
            if not (mark and year.isdigit() and int(year) in YEARS and number in ("1", "2", "3", "4")):
                self._fault(where, f"{row['quarter']!r} is not a quarter", "write 2026-Q1", "quarter")
            elif row["quarter"] in found:
                self._fault(where, f"{row['quarter']} is given twice", "keep one row", "quarter")
            else:
                found[row["quarter"]] = self._whole(where, row, "workers")
        return found

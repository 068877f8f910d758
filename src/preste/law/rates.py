"""The ONSS's quarterly rate file, as the user has it: read with its checks, kept, and asked where the book is silent.

The file is a JSON copy of `dmfa_rate_YYYY_Q`: `cotisations` (rates by employer class and code), `deductions`, and
`combinaisons` (which code may be owed for which class and worker code). Every value in it is text. It speaks of one
quarter only, and never overrules the book.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from preste import money
from preste.calendar import Quarter
from preste.errors import InputError, PresteError, refuse
from preste.law import shapes
from preste.law.series import Entry, Key, Source

_PARTS = ("PersonalRate", "EmployerRate", "SalaryModerationRate")
_TOP = ("trimestre", "date_creation_onss", "date_import", "source", "cotisations", "deductions", "combinaisons")
_KINDS = ("ContributionWorkerCode", "WorkerCode", "UnrelatedWorkerCode")
_RATE_KEYS = frozenset(
    {
        "EmployerClass", *_KINDS, "ContributionType", *_PARTS, "TotalRate", "IsFlatRate", "MinimumFlatRate", "Status",
    }
)  # fmt: skip
_DEDUCTION_KEYS = frozenset({"EmployerClass", "WorkerCode", "DeductionCode", "MaxBaseRate", "Status"})
_OWED_KEYS = frozenset({"EmployerClass", "WorkerCode", "ContributionWorkerCode", "OwednessCode"})
_OWEDNESS = ("0", "1", "2", "6")
_ACCORDING_TO_THE_CASE = "2"
_MOST_FAULTS = 20
_SIMPLE = ("253", "255", "256", "820", "825", "830", "831", "835", "852", "855", "857", "859")
_BY_MODERATION = ("810", "811")
NOTE = "imported by the user: of this quarter only"
"""What a value of a rate file says of itself."""
SERIES = ("base_contribution", "contribution_809", *(f"contribution_{code}" for code in (*_SIMPLE, *_BY_MODERATION)))
"""The series of the book that a rate file speaks of."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of the file, in hundredths of a percent."""

    personal: int
    employer: int
    moderation: int


@dataclass(frozen=True)
class RateFile:
    """A quarter's rates: by class, code and type; and how a code may be owed, by class, worker code and code."""

    quarter: Quarter
    created: str
    rates: Mapping[tuple[str, str], Mapping[str, Rate]]
    owed: Mapping[tuple[str, str, str], str]

    @property
    def classes(self) -> list[str]:
        """The employer classes it speaks of."""
        return sorted({one for one, _ in self.rates})

    @cached_property
    def _told(self) -> frozenset[tuple[str, str]]:
        """The classes and worker codes of which it says which codes may be owed."""
        return frozenset((employer_class, worker) for employer_class, worker, _ in self.owed)

    def entry(self, series: str, key: Key) -> Entry | None:
        """What the file says of a series for a class and worker code; None when it does not say."""
        value = self._value(series, *key) if series in SERIES and len(key) == len(("class", "worker")) else None
        if value is None:
            return None
        title = f"ONSS, fichier des taux {self.quarter.year}/{self.quarter.number}, importé"
        source = Source(title, self.created)
        return Entry(series, key, self.quarter.first, self.quarter.last, value, (source,), "secondary", NOTE)

    def _value(self, series: str, employer_class: str, worker: str) -> Any:
        base = self.rates.get((employer_class, worker), {})
        if len(base) != 1:  # none, or several types of which the file does not say which is meant
            return None
        (rate,) = base.values()
        if series == "base_contribution":
            return shapes.BaseContribution(rate.personal, rate.employer, rate.moderation)
        if (employer_class, worker) not in self._told:  # a base rate alone does not say which other codes are owed
            return None
        code = series.removeprefix("contribution_")
        owed = self.owed.get((employer_class, worker, code))
        if owed == _ACCORDING_TO_THE_CASE:
            return None
        moderated = (employer_class, worker, "855") in self.owed
        if code == "809":
            small, large = ("0", "5") if moderated else ("2", "4")
            found = [0, 0] if owed is None else [self._rate(employer_class, code, kind) for kind in (small, large)]
            return None if None in found else shapes.Contribution809(*found)
        if owed is None:
            return 0
        return self._rate(employer_class, code, "2" if code in _BY_MODERATION and not moderated else "0")

    def _rate(self, employer_class: str, code: str, kind: str) -> int | None:
        rate = self.rates.get((employer_class, code), {}).get(kind)
        return None if rate is None else rate.employer + rate.moderation


# ── reading ────────────────────────────────────────────────────────────────────────────────


def read_rates(path: Path) -> RateFile:
    """The rates of a file. Raises InputError or DossierError with what is wrong, the first twenty faults of it."""
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{path} is no readable JSON: {error}", remedy="give the rate file", code="E-RATES") from None
    if not isinstance(data, dict) or set(data) != set(_TOP):
        remedy = f"the file has {', '.join(_TOP)}"
        raise InputError("this is no rate file of the ONSS", where=path.name, remedy=remedy, code="E-RATES")
    faults: list[PresteError] = []
    quarter = _quarter(data["trimestre"], faults)
    rates = _rates(data["cotisations"], faults)
    owed = _owed(data["combinaisons"], faults)
    for number, row in _rows(data["deductions"], "deductions", _DEDUCTION_KEYS, faults):
        if not re.fullmatch(r"\d{4}", str(row.get("DeductionCode", ""))):
            faults.append(_fault("deductions", number, "the deduction code is no four digits"))
    if not rates and not faults:
        faults.append(_fault("cotisations", 0, "there is no rate"))
    refuse(f"{path.name} is not taken", faults[:_MOST_FAULTS])
    if quarter is None:
        raise AssertionError("a quarter that cannot be read is a fault")
    return RateFile(quarter, str(data["date_creation_onss"]), rates, owed)


def _quarter(text: object, faults: list[PresteError]) -> Quarter | None:
    match = re.fullmatch(r"(\d{4})Q([1-4])", text) if isinstance(text, str) else None
    if not match:
        faults.append(InputError(f"{text!r} is not a quarter", field="trimestre", remedy="2026Q3", code="E-RATES"))
        return None
    return Quarter(int(match[1]), int(match[2]))


def _rows(
    rows: object, name: str, known: frozenset[str], faults: list[PresteError]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows of an array, each of texts under known names."""
    if not isinstance(rows, list):
        faults.append(_fault(name, 0, "this is no list"))
        return
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or not all(isinstance(value, str) for value in row.values()):
            faults.append(_fault(name, number, "a row is texts by name"))
        elif unknown := sorted(set(row) - known):
            faults.append(_fault(name, number, f"unknown {unknown[0]}"))
        elif row.get("Status", "") not in ("", "NEW", "UPDATED"):
            faults.append(_fault(name, number, f"unknown status {row['Status']!r}"))
        elif not re.fullmatch(r"\d{3}", row.get("EmployerClass", "")):
            faults.append(_fault(name, number, "the employer class is no three digits"))
        else:
            yield number, row


def _rates(rows: object, faults: list[PresteError]) -> dict[tuple[str, str], dict[str, Rate]]:
    found: dict[tuple[str, str], dict[str, Rate]] = {}
    for number, row in _rows(rows, "cotisations", _RATE_KEYS, faults):
        codes = [row[kind] for kind in _KINDS if kind in row]
        kind = row.get("ContributionType", "")
        if len(codes) != 1 or not re.fullmatch(r"\d{3}", codes[0]) or not re.fullmatch(r"\d", kind):
            faults.append(_fault("cotisations", number, "one code of three digits and a type of one are wanted"))
            continue
        try:
            parts = [money.parse(row.get(name, "")) for name in _PARTS]
            total = money.parse(row.get("TotalRate", ""))
        except InputError as error:
            faults.append(_fault("cotisations", number, error.message))
            continue
        if sum(parts) != total:
            faults.append(_fault("cotisations", number, f"the parts of {codes[0]} are not its total rate"))
            continue
        types = found.setdefault((row["EmployerClass"], codes[0]), {})
        if kind in types:
            faults.append(_fault("cotisations", number, f"{codes[0]} type {kind} is there twice"))
        if row.get("IsFlatRate") not in ("true", "false"):
            faults.append(_fault("cotisations", number, "IsFlatRate is true or false"))
        elif row["IsFlatRate"] == "false":
            types[kind] = Rate(*parts)
    return found


def _owed(rows: object, faults: list[PresteError]) -> dict[tuple[str, str, str], str]:
    found: dict[tuple[str, str, str], str] = {}
    for number, row in _rows(rows, "combinaisons", _OWED_KEYS, faults):
        key = row["EmployerClass"], row.get("WorkerCode", ""), row.get("ContributionWorkerCode", "")
        if row.get("OwednessCode") not in _OWEDNESS:
            faults.append(_fault("combinaisons", number, f"unknown owedness {row.get('OwednessCode')!r}"))
        elif key in found:
            faults.append(_fault("combinaisons", number, f"{key[2]} is there twice for worker code {key[1]}"))
        else:
            found[key] = row["OwednessCode"]
    return found


def _fault(array: str, number: int, message: str) -> InputError:
    where = f"{array}, row {number}" if number else array
    return InputError(message, where=where, remedy="get the file again", code="E-RATES")


# ── keeping ────────────────────────────────────────────────────────────────────────────────


def keep(path: Path, folder: Path) -> RateFile:
    """Reads a rate file and keeps it in a folder, in place of an earlier one of its quarter. Raises as `read_rates`."""
    found = read_rates(path)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = folder / f".{found.quarter}.part"
    part.write_bytes(path.read_bytes())
    part.replace(folder / f"{found.quarter}.json")
    return found


def kept(folder: Path) -> list[Path]:
    """The rate files of a folder, by quarter."""
    return sorted(folder.glob("[0-9]*.json")) if folder.is_dir() else []


class Imported:
    """The rate files of a folder, each read when the first quarter of it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        files = kept(folder)
        self.quarters = {path.stem: path for path in files}
        digest = hashlib.sha256()
        for path in files:
            digest.update(path.read_bytes())
        self.version = digest.hexdigest()[:8] if files else ""

    def __call__(self, series: str, day: dt.date, key: Key) -> Entry | None:
        """What the file of the day's quarter says; None without one."""
        quarter = Quarter(day.year, (day.month + 2) // 3)
        path = self.quarters.get(str(quarter))
        if path is None or series not in SERIES:
            return None
        return _read_once(path).entry(series, key)


@lru_cache(maxsize=8)
def _read_once(path: Path) -> RateFile:
    return read_rates(path)

"""What only the employer knows of a quarter: `quarters/2022-1.csv` in a dossier folder, one fact a row.

    contract;code;amount;details
    anne;889;116,00;
    ;864;1200,00;
    paul;879;450,00;months=3 allowance=1500,00 age=60 sector=non_market family=1
    ;862;;plate=1ABC234 fuel=diesel co2=112 ordered=2021-03-01 months=3
    ;holidays;;first=2023-07-10

`code` is an ONSS contribution code, a worker code of complementary indemnities, `premium` for a premium that a fund
paid, or 862 for a car that no worker has as a pay item of their own and that is not of strictly professional use.
`holidays` tells in a fourth quarter when next year's main holidays of manual workers begin, `no_compensation` that the
employer has no right to the compensation of 2023 (links with a tax haven). `amount` in euro: what the contribution is
taken on, of an indemnity that of one month, of a car and of these two none. Of an indemnity the declaration also asks
its first day, the day of the notice and the agreement: first=2022-01-01 notice=2021-06-30 agreement=sector (or
enterprise, individual).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from preste.calendar import Quarter
from preste.errors import DossierError, InputError, PresteError
from preste.money import parse
from preste.payroll.dossier_files import read_rows
from preste.payroll.items import emission_facts
from preste.records import PayItem

COLUMNS = ("contract", "code", "amount", "details")
PREMIUM = "premium"
"""A premium paid by a fund in the employer's place."""
INDEMNITIES = ("879", "883", "885")
OF_A_WORKER = ("800", "801", "804", "812", "863", "868", "869", "888", "889")
OF_THE_EMPLOYER = ("805", "861", "864", "866", "867")
"""Declared for all workers of a category together."""
CAR = "862"
"""A company car without a driver of its own, or shared by several (pool)."""
HOLIDAYS, NO_COMPENSATION = "holidays", "no_compensation"
"""Told of the employer, and no contribution: the first day of main holidays, no right to the compensation of 2023."""
WITHOUT_AMOUNT = (CAR, HOLIDAYS, NO_COMPENSATION)
CODES = (*OF_A_WORKER, *OF_THE_EMPLOYER, CAR, *INDEMNITIES, PREMIUM, HOLIDAYS, NO_COMPENSATION)
DETAILS: Mapping[str, tuple[str, ...]] = dict.fromkeys(
    INDEMNITIES,
    ("months", "allowance", "age", "sector", "family", "half_time", "contribution", "first", "notice", "agreement"),
) | {
    CAR: ("plate", "fuel", "co2", "first_registration", "ordered", "months"),
    HOLIDAYS: ("first",),
    NO_COMPENSATION: (),
}
"""The details that some codes know; the others know `type`."""
_WANTED = {
    **dict.fromkeys(INDEMNITIES, ("months", "age", "sector")), CAR: ("plate", "fuel", "months"), HOLIDAYS: ("first",),
}  # fmt: skip
_COUNTS = {**dict.fromkeys(INDEMNITIES, ("months", "age", "family", "half_time")), CAR: ("months",)}
AGREEMENTS = ("sector", "enterprise", "individual")
"""On what a complementary indemnity rests."""


@dataclass(frozen=True, kw_only=True)
class GivenFact:
    """A fact of a quarter that no payslip holds: see the module. `contract` is "" for the employer as a whole."""

    contract: str
    code: str
    amount: int
    details: Mapping[str, str] = field(default_factory=dict)


def read_given(folder: Path, quarter: Quarter, contracts: Collection[str]) -> tuple[GivenFact, ...]:
    """The facts of a quarter in a dossier folder. Raises DossierError with everything wrong."""
    path = folder / "quarters" / f"{quarter}.csv"
    if not path.exists():
        return ()
    found: list[GivenFact] = []
    errors: list[PresteError] = []
    try:
        rows = list(read_rows(path))
    except InputError as error:
        wrong = InputError(
            error.message,
            where=", ".join(part for part in (f"quarters/{path.name}", error.where) if part),
            remedy=error.remedy,
        )
        raise DossierError(f"1 error in {path}", [wrong]) from None
    for number, row in rows[1:] if rows and tuple(rows[0][1]) == COLUMNS else rows:
        cells = dict(zip(COLUMNS, [*row, "", "", ""], strict=False))
        where = f"quarters/{path.name}, line {number}"
        problems = list(given_problems(cells, contracts, where))
        errors += problems
        if not problems:
            amount = parse(cells["amount"].replace(",", ".") or "0")
            details = _details(cells["details"])
            found.append(GivenFact(contract=cells["contract"], code=cells["code"], amount=amount, details=details))
    if errors:
        raise DossierError.of(errors, str(path))
    return tuple(found)


def _details(text: str) -> dict[str, str]:
    return {name: value for name, _, value in (part.partition("=") for part in text.split())}


def given_problems(cells: Mapping[str, str], contracts: Collection[str], where: str = "") -> Iterator[InputError]:
    """Everything wrong with a fact as it is written, by column."""
    code = cells["code"]

    def wrong(message: str, name: str, remedy: str) -> InputError:
        return InputError(message, where=where, field=name, remedy=remedy, code="E-QUARTER")

    if code not in CODES:
        yield wrong(f"{code!r} is not told by quarter", "code", f"use one of {', '.join(CODES)}")
        return
    of_employer = (*OF_THE_EMPLOYER, *WITHOUT_AMOUNT)
    if code in of_employer and cells["contract"]:
        yield wrong(f"{code} is of the employer as a whole", "contract", "leave it empty")
    if code not in of_employer and cells["contract"] not in contracts:
        yield wrong(f"no contract is called {cells['contract']!r}", "contract", f"known: {', '.join(contracts)}")
    try:
        written = "0" if code in WITHOUT_AMOUNT and not cells["amount"] else cells["amount"].replace(",", ".")
        if parse(written, field="amount") < 0:
            yield wrong("the amount is negative", "amount", "give zero or more")
    except InputError as error:
        yield wrong(error.message, "amount", error.remedy)
    yield from _details_problems(code, _details(cells["details"]), wrong)


def _details_problems(
    code: str, details: Mapping[str, str], wrong: Callable[[str, str, str], InputError]
) -> Iterator[InputError]:
    known = DETAILS.get(code, ("type",))
    for name in details:
        if name not in known:
            yield wrong(f"unknown detail {name!r}", "details", f"{code} knows {', '.join(known)}")
    for name in _WANTED.get(code, ()):
        if name not in details:
            yield wrong(f"{code} needs {name}", "details", f"write {name}=")
    for name in _COUNTS.get(code, ()):
        if not _is_count(details.get(name, "0")):
            yield wrong(f"{name} is no whole number", "details", f"write {name}=3")
    if code == CAR:
        yield from _car_problems(details, wrong)
    if code in INDEMNITIES:
        yield from _indemnity_problems(details, wrong)
    if code == HOLIDAYS and not _is_day(details.get("first", "")):
        yield wrong("first is no day", "details", "write first=2023-07-10")


def _car_problems(details: Mapping[str, str], wrong: Callable[[str, str, str], InputError]) -> Iterator[InputError]:
    if details.get("months") not in ("1", "2", "3"):
        yield wrong("a quarter has three months", "details", "write months=1, 2 or 3")
    try:
        emission_facts(car_item(details))
    except InputError as error:
        yield wrong(error.message, "details", error.remedy)


def _indemnity_problems(
    details: Mapping[str, str], wrong: Callable[[str, str, str], InputError]
) -> Iterator[InputError]:
    if details.get("sector", "market") not in ("market", "non_market"):
        yield wrong("the sector is market or non_market", "details", "write sector=non_market")
    if details.get("agreement", "sector") not in AGREEMENTS:
        yield wrong("the agreement is sector, enterprise or individual", "details", "write agreement=sector")
    if _is_count(details.get("months", "")) and int(details["months"]) not in (1, 2, 3):
        yield wrong(
            "a quarter has three months", "details", "write months=1, 2 or 3; what is paid at once is not known"
        )
    for name in ("first", "notice"):
        if name in details and not _is_day(details[name]):
            yield wrong(f"{name} is no day", "details", f"write {name}=2022-01-31")
    try:
        parse(details.get("allowance", "0").replace(",", "."))
    except InputError as error:
        yield wrong(f"allowance: {error.message}", "details", error.remedy)


def car_item(details: Mapping[str, str]) -> PayItem:
    """A car that no worker has, as the pay item that would tell it."""
    return PayItem(kind="company_car", valid_from=dt.date.min, details=dict(details))


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 4

"""A person and the worker lines: identity, uniqueness, family of blocks, category and code, dates of the quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from preste.declarations.dmfa import codes
from preste.declarations.dmfa.rules.quarter import Quarter
from preste.declarations.dmfa.seen import Seen
from preste.declarations.finding import Finding
from preste.ids import niss

ACCIDENT_CATEGORIES = frozenset({"027", "028"})
"""The funds and insurers that declare indemnities for accidents and diseases."""
_FAMILY_BLOCK = {
    "occupation": "Occupation",
    "student": "StudentContribution",
    "dismissed": "DismissedStatutoryWorkerContribution",
    "indemnity": "ComplementaryIndemnity",
    "accident": "IndemnityWAPM",
}
_ONLY_FOR = {
    "Occupation": "90015-030",
    "StudentContribution": "90003-030",
    "ComplementaryIndemnity": "90336-030",
}
"""The code of a block that the worker code has not."""
_MAY_CONTRIBUTE = frozenset({"occupation", "student", "accident"})


@dataclass(frozen=True)
class Line:
    """A worker line with what its rules need to know of it."""

    block: Seen
    quarter: Quarter
    category: str
    worker: str

    @property
    def first(self) -> dt.date:
        """The first day of the quarter for social security: pay periods need not follow the calendar."""
        return self.block.date("NOSSQuarterStartingDate") or self.quarter.first

    @property
    def last(self) -> dt.date:
        """The last day of the quarter for social security."""
        return self.block.date("NOSSQuarterEndingDate") or self.quarter.last

    @property
    def is_checked_against_lists(self) -> bool:
        """Whether the code lists are whole for that quarter."""
        return self.quarter.code <= codes.WHOLE_UNTIL

    @property
    def has_combinations(self) -> bool:
        """Whether the official list of combinations says something of this category and quarter."""
        known = codes.COMBINED_SINCE <= self.quarter.code <= codes.WHOLE_UNTIL
        return known and self.category in codes.combinations()


def of_person(person: Seen) -> Iterator[Finding]:
    """The national number, and each pair of category and worker code once."""
    number = person.text("INSS")
    if number.isdigit() and not niss.is_valid(number):
        yield person.fault("00024-004", "INSS", value=f"{number[:6]}…")
    met: set[tuple[str, str]] = set()
    for record in person.many("WorkerRecord"):
        pair = record.text("EmployerClass"), record.text("WorkerCode")
        if pair in met:
            yield record.fault("90012-006", value="/".join(pair))
        met.add(pair)


def of_record(line: Line) -> Iterator[Finding]:
    """Category and code exist and go together, the family is theirs, the dates are of the quarter."""
    yield from _of_codes(line)
    yield from _of_family(line)
    yield from _of_dates(line)
    if line.block.has("LocalUnitID") and line.quarter.code >= "20141":
        yield line.block.fault("00042-053", "LocalUnitID")


def _of_codes(line: Line) -> Iterator[Finding]:
    block, quarter = line.block, line.quarter.code
    if line.is_checked_against_lists and not codes.known("categories", line.category):
        yield block.fault("00036-008", "EmployerClass")
    elif codes.known("categories", line.category) and codes.holding("categories", line.category, quarter) is None:
        yield block.fault("00036-034", "EmployerClass")
    families = tuple(_FAMILY_BLOCK)
    row = codes.worker(line.worker, quarter, *families)
    if row is None or row.fields["presence"] not in {"1", "3"}:
        if line.is_checked_against_lists or codes.known("workers", line.worker):
            yield block.fault("00037-008", "WorkerCode")
    elif line.has_combinations and _in_list(line.worker):
        pairs = codes.combinations()[line.category]
        if not any(pair.startswith(f"{line.worker}/") for pair in pairs):
            yield block.fault("00037-025", "WorkerCode", category=line.category)


def _in_list(worker: str) -> bool:
    """The official list of combinations has ordinary and student codes only."""
    return any(pair.startswith(f"{worker}/") for pairs in codes.combinations().values() for pair in pairs)


def family_of(category: str, worker: str, quarter: str) -> str:
    """Which family of blocks a category and worker code ask for; nothing when it is not known."""
    if category in ACCIDENT_CATEGORIES and codes.worker(worker, quarter, "accident"):
        return "accident"
    row = codes.worker(worker, quarter, "occupation", "student", "dismissed", "indemnity")
    return row.fields["family"] if row is not None else ""


def _of_family(line: Line) -> Iterator[Finding]:
    family = family_of(line.category, line.worker, line.quarter.code)
    if not family:
        return
    block = line.block
    if not block.has(_FAMILY_BLOCK[family]):
        yield block.fault("90012-134", value=line.worker)
    for other, code in _ONLY_FOR.items():
        if other != _FAMILY_BLOCK[family] and block.has(other):
            yield block.many(other)[0].fault(code, code=line.worker)
    if family not in _MAY_CONTRIBUTE and block.has("WorkerContribution"):
        yield block.many("WorkerContribution")[0].fault("90001-030", code=line.worker)
    if family != "occupation" and block.has("WorkerDeduction"):
        yield block.many("WorkerDeduction")[0].fault("90110-030", code=line.worker)


def _of_dates(line: Line) -> Iterator[Finding]:
    block, quarter = line.block, line.quarter
    start, end = block.date("NOSSQuarterStartingDate"), block.date("NOSSQuarterEndingDate")
    if start is not None and start.year == quarter.year and start > quarter.last:
        yield block.fault("00038-034", "NOSSQuarterStartingDate")
    if end is not None and end.year == quarter.year and end < quarter.first:
        yield block.fault("00039-034", "NOSSQuarterEndingDate")
    for day, zone, number in (
        (start, "NOSSQuarterStartingDate", "00038"),
        (end, "NOSSQuarterEndingDate", "00039"),
    ):
        if day is not None and day.year != quarter.year:
            yield block.fault(f"{number}-008", zone)
    if start is not None and end is not None and end < start:
        yield block.fault("00039-014", "NOSSQuarterEndingDate")

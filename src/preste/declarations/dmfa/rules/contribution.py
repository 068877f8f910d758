"""Contributions and pay of a worker line: codes, types, bases and amounts; students."""

from __future__ import annotations

from collections.abc import Iterator

from preste.declarations.dmfa import codes
from preste.declarations.dmfa.rules import rates
from preste.declarations.dmfa.rules.record import Line
from preste.declarations.dmfa.rules.units import of_unit
from preste.declarations.dmfa.seen import Seen
from preste.declarations.finding import Finding
from preste.money import share, text

_EXTRA = ("extra", "indemnity")
_HIRING_DATE = "826"
_RATED = frozenset({"253", "255", "256", "809", "810", "811", "820", "825", "830", "831", "835", "852", "855"}) | (
    frozenset({"857", "859"})
)
"""Contributions that are a rate on a basis."""
_IN_THE_BASIS = frozenset({"001", "002", "003", "004", "007"})
_NOT_IN_THE_BASIS = frozenset({"009", "010", "011"})
_HOURS_ONLY_SINCE = "20171"


def of_contributions(line: Line) -> Iterator[Finding]:
    """Each contribution of a worker line."""
    met: set[tuple[str, str]] = set()
    for block in line.block.many("WorkerContribution"):
        code, kind = block.text("ContributionWorkerCode"), block.text("ContributionType")
        if (code, kind) in met:
            yield block.fault("90001-006", value=f"{code}/{kind}")
        met.add((code, kind))
        yield from _of_code(line, block, code, kind)
        yield from _of_amount(line, block, code, kind)
        if block.has("FirstHiringDate") and code != _HIRING_DATE:
            yield block.fault("00896-053", "FirstHiringDate")


def _of_code(line: Line, block: Seen, code: str, kind: str) -> Iterator[Finding]:
    quarter = line.quarter.code
    extra = codes.worker(code, quarter, *_EXTRA)
    if extra is None:
        if codes.worker(code, quarter, "occupation", "accident") is None:
            if line.is_checked_against_lists:
                yield block.fault("00082-008", "ContributionWorkerCode")
        elif code != line.worker:
            yield block.fault("00082-030", "ContributionWorkerCode", code=line.worker)
        elif line.has_combinations:
            known = any(pair.startswith(f"{code}/") for pair in codes.combinations()[line.category])
            if known and not codes.allowed(line.category, code, kind):
                yield block.fault("00083-084", "ContributionType", code=code, category=line.category)
    elif line.is_checked_against_lists and extra.fields["types"] and kind not in extra.fields["types"]:
        yield block.fault("00083-008", "ContributionType")


def _of_amount(line: Line, block: Seen, code: str, kind: str) -> Iterator[Finding]:
    amount, basis = block.number("ContributionAmount"), block.number("ContributionCalculationBasis")
    if not block.has("ContributionCalculationBasis"):
        if code == line.worker or code in _RATED:
            yield block.fault("00084-001", "ContributionCalculationBasis", code=code)
        return
    if amount is None or basis is None:
        return
    if code == line.worker and line.block.has("Occupation"):
        yield from _of_basis(line, block, basis)
    ceiling = rates.ceiling(line.quarter.code)
    rate = rates.rate_of(line.category, line.worker, code, kind, line.quarter.code)
    if rate is None or (ceiling is not None and basis > ceiling and code == line.worker):
        return
    due = share(basis, rate)
    if amount != due:
        yield block.fault("00085-044", "ContributionAmount", due=due, rate=text(rate), basis=basis)


def _of_basis(line: Line, block: Seen, basis: int) -> Iterator[Finding]:
    """The basis is the pay, or 108 % of it: where every pay code is known to be in or out."""
    pays = [pay for occupation in line.block.many("Occupation") for pay in occupation.many("Remun")]
    if not pays or not all(pay.code("RemunCode", 3) in _IN_THE_BASIS | _NOT_IN_THE_BASIS for pay in pays):
        return
    amounts = [pay.number("RemunAmount") for pay in pays if pay.code("RemunCode", 3) in _IN_THE_BASIS]
    if None in amounts:
        return
    due = sum(amount or 0 for amount in amounts)
    if block.text("ContributionType") not in {"0", "1"}:
        return
    if block.text("ContributionType") == "1" and line.worker.startswith("0"):
        part = rates.manual_share(line.quarter.code)
        if part is None:
            return
        due = share(due, part)
    if due != basis:
        yield block.fault("00084-044", "ContributionCalculationBasis", due=due)


def of_student(line: Line) -> Iterator[Finding]:
    """A student's contribution: hours within the year's quota, the amount at its rate."""
    for block in line.block.many("StudentContribution"):
        quarter = line.quarter.code
        if block.has("StudentNbrDays") and quarter >= _HOURS_ONLY_SINCE:
            yield block.fault("00078-146", "StudentNbrDays")
        hours, most = block.number("StudentHoursNbr"), rates.student_hours(quarter)
        if hours is not None and most is not None and hours > most:
            yield block.fault("01158-008", "StudentHoursNbr", most=most)
        pay, amount, rate = (
            block.number("StudentRemunAmount"),
            block.number("StudentContributionAmount"),
            rates.student_rate(quarter),
        )
        if pay is not None and amount is not None and rate is not None and amount != (due := share(pay, rate)):
            yield block.fault("00077-044", "StudentContributionAmount", due=due)
        yield from of_unit(block, quarter, "20151")

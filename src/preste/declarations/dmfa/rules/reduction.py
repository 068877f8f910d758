"""Reductions: at the right level, in force, with what each asks for."""

from __future__ import annotations

from collections.abc import Iterator

from preste.declarations.dmfa import codes
from preste.declarations.dmfa.rules.record import Line
from preste.declarations.dmfa.seen import Seen
from preste.declarations.finding import Finding
from preste.ids import niss

_ZONES = {
    "basis": ("DeductionCalculationBasis", "00088"),
    "amount": ("DeductionAmount", "00089"),
    "date": ("DeductionRightStartingDate", "00090"),
    "months": ("ManagementCostNbrMonths", "00091"),
    "replaced": ("ReplacedINSS", "00092"),
    "applicant": ("ApplicantINSS", "00093"),
}
"""What a reduction may ask for: the zone of each column of the official list."""
_DETAIL = {"worker": "DeductionDetail", "occupation": "OccupationDeductionDetail"}

_MEASURE = {
    "WorkingRegulationsStartingDate": "00143",
    "AverageWorkingTimeBeforeReduction": "00147",
    "AverageWorkingTimeAfterReduction": "00148",
}
"""What a detail tells of a measure of working time."""


def of_reductions(line: Line) -> Iterator[Finding]:
    """Every reduction of a worker line and of its occupations."""
    yield from _of_level(line, line.block.many("WorkerDeduction"), "worker", "90110-006")
    for occupation in line.block.many("Occupation"):
        yield from _of_level(line, occupation.many("OccupationDeduction"), "occupation", "90109-006")


def _of_level(line: Line, blocks: list[Seen], level: str, twice: str) -> Iterator[Finding]:
    met: set[str] = set()
    for block in blocks:
        code = block.code("DeductionCode", 4)
        if code in met:
            yield block.fault(twice, value=code)
        met.add(code)
        row = codes.holding("reductions", code, line.quarter.code)
        if row is None:
            if line.is_checked_against_lists:
                yield block.fault("00086-034" if codes.known("reductions", code) else "00086-008", "DeductionCode")
        elif row.fields["level"] != level:
            yield block.fault("00086-064", "DeductionCode")
        else:
            yield from _of_zones(block, row, level)


def _of_zones(block: Seen, row: codes.Row, level: str) -> Iterator[Finding]:
    for column, (zone, number) in _ZONES.items():
        given, wanted = block.has(zone), row.fields[column]
        if given and wanted == "-":
            yield block.fault(f"{number}-062", zone)
        elif not given and wanted == "+" and f"{number}-001" in codes.severities():
            yield block.fault(f"{number}-001", zone)
    for zone, code in (("ReplacedINSS", "00092-004"), ("ApplicantINSS", "00093-004")):
        number = block.text(zone)
        if number.strip("0") and number.isdigit() and not niss.is_valid(number):
            yield block.fault(code, zone, value=f"{number[:6]}…")
    if row.fields["detail"] == "+" and not block.has(_DETAIL[level]):
        yield block.fault("00086-066", "DeductionCode")
    for detail in block.many(_DETAIL[level]):
        yield from _of_detail(detail, row)


def _of_detail(block: Seen, row: codes.Row) -> Iterator[Finding]:
    """The measure of working time that a reduction rests on: asked whole of those that want it."""
    if row.fields["detail"] != "+":
        yield block.fault("00138-082", "DeductionDetailSequenceNbr")
        return
    for zone, number in _MEASURE.items():
        if not block.has(zone):
            yield block.fault(f"{number}-001", zone)
    given, wanted = block.has("WorkingRegulationsEndingDate"), row.fields["end"] == "+"
    if given != wanted:
        yield block.fault("00914-062" if given else "00914-001", "WorkingRegulationsEndingDate")
    before = block.number("AverageWorkingTimeBeforeReduction")
    after = block.number("AverageWorkingTimeAfterReduction")
    if before is not None and after is not None and after >= before:
        yield block.fault("00138-083", "DeductionDetailSequenceNbr")

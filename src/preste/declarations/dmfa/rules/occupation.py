"""An occupation: its period, its working time, its days and hours, its pay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from preste.declarations.dmfa import codes
from preste.declarations.dmfa.rules.quarter import days_of_week_within, most_days_within
from preste.declarations.dmfa.rules.record import Line
from preste.declarations.dmfa.rules.units import of_unit
from preste.declarations.dmfa.seen import Seen
from preste.declarations.dmfa.zones import number_ranges
from preste.declarations.finding import Finding
from preste.money import up

THIRD_PARTY_PAYERS = frozenset({"033", "099", "199", "299", "699", "898", "405"})
"""Categories of who pays for work done elsewhere."""
FLEXI = frozenset({"050", "450"})
SEVERANCE = frozenset({"003"})
"""Pay codes of a period covered by severance pay."""
BONUSES = frozenset({"002", "023", "045", "062"})
MOBILITY_BALANCE = "029"
_HOURS_EVEN_FULL_TIME = frozenset({"S", "T", "LP"})
"""Statuses whose hours are declared at full time too: seasonal, temporary, reduced services."""
_NO_WORK_DUE = "7"
_MORE_DAYS = frozenset("1356")
"""Justifications of more days than the working time gives."""
_FULL_BREAK = number_ranges("3 501-513 516-517 531 541-546 599")
"""Measures under which there may be no work at all."""
_BOTH_MEASURES = 599
_LONGER_WEEKS = {"D1": 5000, "D2": 6000}
_WEEK = 4800
_DAY = 2400
"""Hundredths of hours in a day."""


def of_occupations(line: Line) -> Iterator[Finding]:
    """Every occupation of a line, and their numbers."""
    met: set[int | None] = set()
    for block in line.block.many("Occupation"):
        number = block.number("OccupationSequenceNbr")
        if number in met:
            yield block.fault("00043-006", "OccupationSequenceNbr")
        met.add(number)
        pays = [(pay, pay.code("RemunCode", 3)) for pay in block.many("Remun")]
        severance = any(code in SEVERANCE for _, code in pays)
        yield from _of_period(line, block, severance)
        yield from _of_week(line, block)
        yield from _of_services(line, block, severance)
        yield from _of_pay(line, block, pays)
        yield from of_unit(block, line.quarter.code, "20141")
        yield from _of_lists(line, block)
        if severance and any(code not in SEVERANCE for _, code in pays):
            yield block.fault("90015-169")


def _of_period(line: Line, block: Seen, severance: bool) -> Iterator[Finding]:
    start, end = block.date("OccupationStartingDate"), block.date("OccupationEndingDate")
    quarter = line.quarter
    third_party = line.category in THIRD_PARTY_PAYERS
    if not block.has("OccupationStartingDate") and (severance or not third_party):
        yield block.fault("00044-001", "OccupationStartingDate")
    if not block.has("OccupationEndingDate") and not third_party and (severance or line.worker in FLEXI):
        yield block.fault("00045-001", "OccupationEndingDate")
    if start is not None and end is not None and end < start:
        yield block.fault("00045-014", "OccupationEndingDate")
    if severance:
        if start is not None and start < line.first:
            yield block.fault("00044-008", "OccupationStartingDate")
        if start is not None and end is not None and end.year != start.year:
            yield block.fault("00045-008", "OccupationEndingDate")
        return
    if start is not None and not (quarter.year - 100 <= start.year and start <= line.last):
        yield block.fault("00044-008", "OccupationStartingDate")
    if end is not None and not line.first <= end <= line.last:
        yield block.fault("00045-008", "OccupationEndingDate")


def _of_week(line: Line, block: Seen) -> Iterator[Finding]:
    days, own, full = (block.number(z) for z in ("WorkingDaysSystem", "MeanWorkingHours", "RefMeanWorkingHours"))
    status = block.text("WorkerStatus")
    if line.category not in THIRD_PARTY_PAYERS:
        for zone, number in (("MeanWorkingHours", "00048"), ("RefMeanWorkingHours", "00049")):
            if not block.has(zone):
                yield block.fault(f"{number}-001", zone)
    for zone, value, number in (("MeanWorkingHours", own, "00048"), ("RefMeanWorkingHours", full, "00049")):
        if value is not None and value > _LONGER_WEEKS.get(status, _WEEK):
            yield block.fault(f"{number}-008", zone)
    uneven = days is not None and own is not None and (days == 0) != (own == 0)
    if uneven or (days == 0 and not _may_do_nothing(block)):
        yield block.fault("00047-008", "WorkingDaysSystem")
    if own is not None and full is not None and own > full:
        yield block.fault("90015-244", value=f"{own}/{full}")
    measure, shares = block.number("ReorganisationMeasure"), block.many("ReorgMeasureInformation")
    if measure == _BOTH_MEASURES and len(shares) != len(("one", "other")):
        yield block.fault("90438-001", "ReorganisationMeasure")
    elif measure != _BOTH_MEASURES and shares:
        yield shares[0].fault("90438-053")


def _may_do_nothing(block: Seen) -> bool:
    return block.text("DaysJustification") == _NO_WORK_DUE or block.number("ReorganisationMeasure") in _FULL_BREAK


def _of_services(line: Line, block: Seen, severance: bool) -> Iterator[Finding]:
    services = block.many("Service")
    met: dict[str, set[object]] = {"code": set(), "number": set()}
    total = 0
    most = (line.last - line.first).days * 100 + 100
    for service in services:
        code, number = service.code("ServiceCode", 3), service.number("ServiceSequenceNbr")
        if code in met["code"]:
            yield service.fault("90018-006", value=code)
        if number in met["number"]:
            yield service.fault("00061-006", "ServiceSequenceNbr")
        met["code"].add(code)
        met["number"].add(number)
        days, hours = service.number("ServiceNbrDays") or 0, service.number("ServiceNbrHours")
        total += days
        if line.is_checked_against_lists and codes.holding("services", code, line.quarter.code) is None:
            yield service.fault("00062-008", "ServiceCode")
        if hours is None and _needs_hours(block) and not severance:
            yield service.fault("00064-001", "ServiceNbrHours")
        if hours is not None and days and hours * 100 > days * _DAY:
            yield service.fault("00064-008", "ServiceNbrHours")
        if days > most and not severance:
            yield service.fault("00063-034", "ServiceNbrDays")
    if not severance:
        yield from _of_total(line, block, total)
    if not services and not block.has("Remun") and block.number("WorkingDaysSystem") and not _may_do_nothing(block):
        yield block.fault("90015-134")


def _needs_hours(block: Seen) -> bool:
    return block.text("ContractType") == "1" or block.text("WorkerStatus") in _HOURS_EVEN_FULL_TIME


def _of_total(line: Line, block: Seen, total: int) -> Iterator[Finding]:
    """All days of an occupation fit into its part of the quarter, and into its working time."""
    first = max(line.first, block.date("OccupationStartingDate") or dt.date.min)
    last = min(line.last, block.date("OccupationEndingDate") or dt.date.max)
    calendar = max((last - first).days + 1, 0) * 100
    regime = block.number("WorkingDaysSystem")
    if total > calendar:
        yield block.fault("90015-095", value=str(total), most=calendar)
    elif regime and block.text("DaysJustification") not in _MORE_DAYS and calendar:
        week = min(max(up(regime, 100), 5), 7)
        most = most_days_within(first, last, regime, week)
        if block.text("ContractType") == "1":
            uneven = up(days_of_week_within(first, last, week) * regime, week) + regime
            most = max(most, uneven)  # a part-timer's weeks need not be alike
        if total > up(most, 100) * 100:
            yield block.fault("90015-096", value=str(total), most=most)


def _of_pay(line: Line, block: Seen, pays: list[tuple[Seen, str]]) -> Iterator[Finding]:
    met: set[tuple[str, str, str]] = set()
    numbers: set[int | None] = set()
    for pay, code in pays:
        frequency, percentage = pay.text("BonusPaymentFrequency"), pay.text("PercentagePaid")
        number = pay.number("RemunSequenceNbr")
        if (code, frequency.lstrip("0"), percentage) in met:
            yield pay.fault("90019-006", value=code)
        if number in numbers:
            yield pay.fault("00066-006", "RemunSequenceNbr")
        met.add((code, frequency.lstrip("0"), percentage))
        numbers.add(number)
        if line.is_checked_against_lists and codes.holding("remunerations", code, line.quarter.code) is None:
            yield pay.fault("00067-008", "RemunCode")
        if code in BONUSES and not frequency:
            yield pay.fault("00068-001", "BonusPaymentFrequency", code=code)
        if code not in BONUSES and frequency:
            yield pay.fault("00068-029", "BonusPaymentFrequency")
        if code != "001" and percentage:
            yield pay.fault("00069-029", "PercentagePaid")
        if pay.number("RemunAmount") == 0 and code != MOBILITY_BALANCE:
            yield pay.fault("00070-008", "RemunAmount")
    if line.worker in FLEXI and pays and not block.has("Service"):
        yield block.fault("90018-001")


def _of_lists(line: Line, block: Seen) -> Iterator[Finding]:
    committee, status, quarter = block.text("JointCommissionNbr"), block.text("WorkerStatus"), line.quarter.code
    unknown = quarter <= codes.COMMITTEES_UNTIL and not codes.known("joint_committees", committee)
    if committee and committee not in _OUTSIDE and unknown:
        yield block.fault("00046-008", "JointCommissionNbr")
    if status and line.is_checked_against_lists and codes.holding("statuses", status, quarter) is None:
        yield block.fault("00053-034" if codes.known("statuses", status) else "00053-008", "WorkerStatus")


_OUTSIDE = frozenset({"999"})
"""No joint committee."""

"""From the payslips of three months to the worker lines of their quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from preste.calendar import Quarter
from preste.errors import InputError
from preste.money import text, up
from preste.payroll import line as role
from preste.payroll.items import items_of
from preste.payroll.line import Line
from preste.payroll.payslip import Payslip
from preste.payroll.quarter.model import (
    Correction,
    Gathered,
    GatheredLine,
    Missing,
    Occupation,
    Paid,
    Pay,
    StudentMonth,
    StudentPay,
    WorkerLine,
    WorkerReduction,
)
from preste.payroll.quarter.occupations import occupations_of, severances_of
from preste.payroll.quarter.pay import free_of_onss, pay_of
from preste.records import Contract, Employer

RESTRUCTURING = "0601"
"""The worker's reduction whose declaration tells the first day of its right."""
_REDUCTIONS: Mapping[str, str] = {
    "work_bonus_a": "0001", "work_bonus_b": "0001", "restructuring": RESTRUCTURING, "sport_bonus": "0610",
}  # fmt: skip
_ORDINARY_OF: Mapping[str, str] = {"840": "015", "841": "495"}
"""What a student is beyond the quota of hours."""
LATE_FACT = "fait connu tardivement"
STUDENT_OF: Mapping[bool, str] = {True: "840", False: "841"}


_Paying = tuple[Payslip, Sequence[Pay]]
"""A payslip with its pay, worked out once."""


@dataclass(frozen=True)
class _Key:
    worker: str
    employer_class: str
    worker_code: str


def gather(
    employer: Employer,
    quarter: Quarter,
    payslips: Sequence[Payslip],
    later: Sequence[Payslip] = (),
    paid: Sequence[Paid] = (),
) -> Gathered:
    """The worker lines of a quarter, without contributions.

    `payslips`: of its months, as they should be by what is known now. `later`: those of months after it, of which
    premiums and arrears may belong to it. `paid`: payslips as they were paid, whose settlements of earlier quarters are
    told as corrections; those of later months tell why this quarter is otherwise than it was paid.
    """
    inside = [one for one in payslips if Quarter.of(one.month) == quarter]
    paying = [(one, pay_of(one)) for one in inside]
    corrections = tuple(_corrections(paying, [one for one in paid if Quarter.of(one.month) == quarter], quarter))
    moved_in = _moved_in(later, quarter)
    lines: list[GatheredLine] = []
    missing: list[Missing] = []
    notes: list[str] = []
    for key, own in _by_line(paying).items():
        made, lacking, told = _line(key, own, moved_in, quarter)
        if made is not None:
            lines.append(made)
        missing += lacking
        notes += told
    lines += _students(inside)
    notes += _untold(inside)
    placed = {occupation.contract for one in lines for occupation in one.line.occupations}
    missing += [_nowhere(contract, pays) for contract, pays in moved_in.items() if contract not in placed]
    return Gathered(
        employer=employer,
        quarter=quarter,
        lines=tuple(_main_first(lines)),
        payslips=tuple(inside),
        corrections=corrections,
        late=tuple(_late(later, paid, quarter)),
        missing=tuple(missing),
        notes=tuple(dict.fromkeys(notes)),
    )


def worker_code(contract: Contract) -> str:
    """The code of a contract's occupations: of a student, that of the pay beyond the quota."""
    return _ORDINARY_OF.get(contract.onss_worker_code, contract.onss_worker_code)


def _by_line(paying: Iterable[_Paying]) -> dict[_Key, dict[str, list[_Paying]]]:
    """The payslips of each worker line, by contract."""
    found: dict[_Key, dict[str, list[_Paying]]] = {}
    for one, pays in paying:
        key = _Key(one.contract.worker.id, one.employer.category, worker_code(one.contract))
        found.setdefault(key, {}).setdefault(one.contract.id, []).append((one, pays))
    return found


def _line(
    key: _Key, own: Mapping[str, list[_Paying]], moved_in: Mapping[str, list[Pay]], quarter: Quarter
) -> tuple[GatheredLine | None, list[Missing], list[str]]:
    occupations: list[Occupation] = []
    missing: list[Missing] = []
    notes: list[str] = []
    for contract, paying in own.items():
        made, told = occupations_of(paying, moved_in.get(contract, []), quarter)
        notes += told
        occupations += made
        for one, _ in paying:
            severed, lacking = severances_of(one, quarter)
            occupations += severed
            missing += lacking
    payslips = [one for several in own.values() for one, _ in several]
    if not occupations:
        return None, missing, notes
    line = WorkerLine(
        worker=payslips[0].contract.worker,
        employer_class=key.employer_class,
        worker_code=key.worker_code,
        occupations=tuple(occupations),
        reductions=_reductions(payslips),
    )
    of_months = sum(_liable_in_months(one) for one in payslips)
    manual = payslips[-1].contract.manual
    return GatheredLine(line=line, payslips=tuple(payslips), wage_of_months=of_months, manual=manual), missing, notes


def _liable_in_months(payslip: Payslip) -> int:
    """Pay that owes ordinary contributions, as the month's own rules have it."""
    if free_of_onss(payslip):
        return 0
    trace = payslip.trace
    ordinary = trace["ordinary_gross"] - trace["student_part"] - (trace.get("article17_part") or 0)
    return ordinary + trace["exceptional_liable"]


def _reductions(payslips: Iterable[Payslip]) -> tuple[WorkerReduction, ...]:
    """What the months took off the worker's contribution: the quarter has their sum."""
    found: dict[str, list[Line]] = {}
    started: dict[str, dt.date] = {}
    for payslip in payslips:
        since = payslip.contract.restructuring_since
        if since is not None:
            started[RESTRUCTURING] = min(since, started.get(RESTRUCTURING, since))
        for line in payslip.lines:
            if line.earned_month == payslip.month and line.code in _REDUCTIONS:
                found.setdefault(_REDUCTIONS[line.code], []).append(line)
    return tuple(
        WorkerReduction(code, amount, started.get(code), tuple(lines))
        for code, lines in sorted(found.items())
        if (amount := sum(one.amount for one in lines))
    )


def _students(payslips: Iterable[Payslip]) -> Iterator[GatheredLine]:
    """A line for each student's pay within the quota; its hours are told whole, an hour begun counting as one."""
    found: dict[tuple[str, str, str], list[Payslip]] = {}
    for one in payslips:
        if one.trace.get("student_part"):
            code = STUDENT_OF[one.contract.status == "blue_collar"]
            found.setdefault((one.contract.worker.id, one.employer.category, code), []).append(one)
    for (_, category, code), own in found.items():
        hours = sum(one.trace["student_hours_within"] for one in own)
        pay = sum(one.trace["student_part"] for one in own)
        months = tuple(
            StudentMonth(one.contract.id, one.month, one.trace["student_part"], one.trace["student_hours_within"])
            for one in own
        )
        student = StudentPay(pay, up(hours, 100), own[-1].contract.establishment, months)
        line = WorkerLine(worker=own[0].contract.worker, employer_class=category, worker_code=code, student=student)
        yield GatheredLine(line=line, payslips=tuple(own), wage_of_months=0, manual=False)


def _main_first(lines: Iterable[GatheredLine]) -> list[GatheredLine]:
    """A worker's ordinary lines before flexi-jobs and student pay, workers in the order of their first payslip."""
    order: dict[str, int] = {}
    for one in lines:
        order.setdefault(one.line.worker.id, len(order))
    return sorted(
        lines,
        key=lambda one: (
            order[one.line.worker.id], one.line.student is not None,
            any(slip.contract.regime == "flexi" for slip in one.payslips),
        ),
    )  # fmt: skip


def _moved_in(later: Iterable[Payslip], quarter: Quarter) -> dict[str, list[Pay]]:
    found: dict[str, list[Pay]] = {}
    for payslip in later:
        if Quarter.of(payslip.month) > quarter:
            for one in pay_of(payslip):
                if one.quarter == quarter:
                    found.setdefault(payslip.contract.id, []).append(one)
    return found


def _nowhere(contract: str, pays: Sequence[Pay]) -> Missing:
    """Pay of a later month that belongs to a quarter in which its contract has no line of occupation."""
    amount = text(sum(one.amount for one in pays))
    remedy = "correct the month of the arrears (earned), or correct the quarter's declaration by hand"
    error = InputError(f"{amount} paid later has no occupation here", field="earned", remedy=remedy, code="E-QUARTER")
    return Missing(contract, pays[0].code, error)


def _corrections(due: Iterable[_Paying], paid: Iterable[Paid], quarter: Quarter) -> Iterator[Correction]:
    for payslip, pays in due:
        for one in pays:
            if one.quarter != quarter:
                yield Correction(one.quarter, payslip.contract.id, one.code, one.amount, one.why)
    for slip in paid:
        yield from _settled(slip)


def _late(later: Iterable[Payslip], paid: Iterable[Paid], quarter: Quarter) -> Iterator[Correction]:
    """Pay of the payslips of later months that belongs to this quarter."""
    for payslip in later:
        if Quarter.of(payslip.month) > quarter:
            for one in pay_of(payslip):
                if one.quarter == quarter:
                    yield Correction(quarter, payslip.contract.id, one.code, one.amount, one.why)
    for slip in paid:
        if Quarter.of(slip.month) > quarter:
            yield from (one for one in _settled(slip) if one.quarter == quarter)


def _settled(payslip: Paid) -> Iterator[Correction]:
    """The pay of earlier quarters that a payslip settles."""
    own = Quarter.of(payslip.month)
    for line in payslip.lines:
        if role.GROSS in line.roles and (of := Quarter.of(line.earned_month)) != own:
            yield Correction(of, payslip.contract.id, line.onss_code or "1", line.amount, LATE_FACT)


def _untold(payslips: Iterable[Payslip]) -> Iterator[str]:
    for one in payslips:
        if free_of_onss(one) and one.time.hours_paid:
            yield f"{one.contract.id} : article 17, aucune DmfA"
        for item in one.contract.items:
            if item.kind == "arrears" and "earned" not in item.details and item in items_of((item,), one.month):
                yield f"{one.contract.id} : arriérés sans mois d'origine (détail earned), déclarés dans ce trimestre"

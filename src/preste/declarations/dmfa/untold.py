"""What a declaration asks and nobody told, of each worker: refused by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from preste.belgium.quarter.reductions import Deduction
from preste.declarations.dmfa import indemnity
from preste.declarations.dmfa.blocks import unit
from preste.errors import InputError, PresteError
from preste.ids import niss
from preste.payroll.quarter import RESTRUCTURING, Vehicle, WorkerLine
from preste.records import Employer

_FORM = "E-DMFA"


def of_lines(lines: Iterable[WorkerLine], employer: Employer) -> Iterator[PresteError]:
    """What is not told of lines: numbers, units, facts of their blocks."""
    seen: set[str] = set()
    for line in lines:
        if line.worker.id not in seen and not niss.is_valid(line.worker.niss):
            yield problem("the national number is missing or wrong", line.worker.id, "niss", "give the worker's NISS")
        seen.add(line.worker.id)
        yield from _of_line(line, employer)


def of_cars(cars: Iterable[Vehicle]) -> Iterator[PresteError]:
    """Company cars without a plate."""
    for car in cars:
        if not car.plate:
            remedy = "give the item company_car its plate: plate=1ABC234"
            yield problem("the plate of the company car is not told", car.contract, "plate", remedy)


def _of_line(line: WorkerLine, employer: Employer) -> Iterator[PresteError]:
    for paid in line.indemnities:
        for message, field, remedy in indemnity.untold(line.worker_code, paid):
            yield problem(message, line.worker.id, field, remedy)
    units = [one.establishment for one in line.occupations if not one.severance]
    if line.student is not None:
        units.append(line.student.establishment)
    if not all(unit(one, employer) for one in units):
        remedy = "give the employer its establishment unit, and the contract its number when there are several"
        yield problem("the establishment unit is not told", line.worker.id, "establishment", remedy)
    yield from _of_occupations(line)
    if any(one.code == RESTRUCTURING and one.right_started is None for one in line.reductions):
        remedy = "give the contract the first day of the right: restructuring_since"
        message = "the first day of the restructuring reduction is not told"
        yield problem(message, line.worker.id, "restructuring_since", remedy)


def _of_occupations(line: WorkerLine) -> Iterator[PresteError]:
    for one in line.occupations:
        for service in one.services:
            if service.hours and not service.days:
                remedy = "look at the days of the quarter: hours of a code need half a day at least"
                yield problem("hours without a day", line.worker.id, f"service {service.code}", remedy)
        for pay in one.remunerations:
            if pay.amount < 0:
                remedy = "correct the declaration of the quarter it takes back from"
                yield problem("negative pay", line.worker.id, f"remuneration {pay.code}", remedy)
        for each in one.deductions:
            yield from _of_deduction(each, line.worker.id)


def _of_deduction(one: Deduction, worker: str) -> Iterator[PresteError]:
    if not one.code:
        yield problem(
            "a reduction has no known code", worker, "reduction", "choose another reduction in the quarter's rights"
        )
    if one.hours is not None:
        for name in ("before", "after"):
            if not getattr(one.hours, name):
                remedy = f"give the situation the hours of a full-timer's week {name} the measure: working_time_{name}"
                message = f"the hours a week {name} the collective measure are not told"
                yield problem(message, worker, f"working_time_{name}", remedy)


def problem(message: str, where: str, field: str, remedy: str) -> InputError:
    """What is not told, where, and what to do."""
    return InputError(message, where=where, field=field, remedy=remedy, code=_FORM)

"""A quarter settled: what is owed on its lines, beside what its months had, each difference with its reason.

Worker by worker, reductions apart, which a first hire's rank may decide over all workers; then the employer's own part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from preste.calendar import Quarter
from preste.errors import InputError
from preste.payroll.quarter.cars import cars_of, vehicles
from preste.payroll.quarter.differences import differences_of, differences_of_employer, sums_of
from preste.payroll.quarter.employer import of_employer
from preste.payroll.quarter.events import given_of, given_of_employer, indemnity_lines, severance_812
from preste.payroll.quarter.given import OF_A_WORKER, PREMIUM, GivenFact
from preste.payroll.quarter.model import Contribution, Gathered, GatheredLine, Missing, Paid, WorkerLine
from preste.payroll.quarter.owed import FLEXI, base_wage, line_trace, owed_on, special
from preste.payroll.quarter.parts import EmployerPart, Sums, Whole, WorkerPart
from preste.payroll.quarter.reduced import reduce_lines
from preste.payroll.quarter.rights import Rights
from preste.payroll.quarter.together import bases_of, of_the_employer
from preste.records import Employer, Worker

SPECIAL_CODE = "856"
_OF_THE_MONTH = ("personal_contribution", "special_contribution", "employer_contributions")
"""What of a month the quarter is compared with."""


def settle(gathered: Gathered, worker: Worker, given: Sequence[GivenFact], paid: Sequence[Paid] | None) -> WorkerPart:
    """A worker's part of the quarter, before the employer's reductions; `gathered` is of that worker alone.

    `given`: what only the employer knows of the worker's contracts. `paid`: the payslips as they were paid, of the
    quarter's months and of those that settled them; None when they are those gathered.
    """
    quarter = gathered.quarter
    lines, missing = _lines(gathered, given)
    category = gathered.employer.on(quarter.first).category
    indemnities, lacking = indemnity_lines(given, worker, category, quarter)
    missing += [*lacking, *_untold(lines, given)]
    final = _final((*lines, *indemnities))
    due = sums_of(quarter, category, gathered.payslips)
    provisional = due if paid is None else sums_of(quarter, category, paid)
    return WorkerPart(
        worker=worker,
        lines=(*lines, *indemnities),
        cars=cars_of(gathered.payslips),
        corrections=gathered.corrections,
        late=gathered.late,
        provisional=provisional,
        due=due,
        final=final,
        bases=bases_of(gathered.payslips),
        payslips=len(gathered.payslips),
        blocked=any(one.errors for one in gathered.payslips),
        differences=tuple(differences_of(gathered, lines, provisional, due, final)),
        missing=(*gathered.missing, *_of_months(gathered), *missing),
        notes=gathered.notes,
    )


def with_reductions(parts: Sequence[WorkerPart], quarter: Quarter, rights: Rights) -> list[WorkerPart]:
    """The parts with the employer's reductions on their lines, chosen over all of them."""
    reduced = reduce_lines([line for part in parts for line in part.lines], quarter, rights)
    lacking: dict[str, list[Missing]] = {}
    for one in reduced.missing:
        lacking.setdefault(one.where, []).append(one)
    lines, found = iter(reduced.lines), []
    for part in parts:
        own = tuple(next(lines) for _ in part.lines)
        found.append(replace(part, lines=own, missing=(*part.missing, *lacking.get(part.worker.id, ()))))
    if found and reduced.notes:
        found[0] = replace(found[0], notes=(*found[0].notes, *reduced.notes))
    return found


def settle_employer(employer: Employer, quarter: Quarter, whole: Whole, given: Sequence[GivenFact]) -> EmployerPart:
    """What is owed for all workers together, once all are in `whole`; `given`: what was told of the employer."""
    category = employer.on(quarter.first).category
    told, missing = given_of_employer(given, category, quarter)
    cars, lacking = vehicles(whole.cars, given, category, quarter)
    missing += lacking
    unrelated = (*of_the_employer(whole.bases, cars, quarter), *told)
    own: dict[str, int] = {}
    for one in unrelated:
        own[one.code] = own.get(one.code, 0) + one.amount
    final = {code: whole.final.get(code, 0) + own.get(code, 0) for code in {*whole.final, *own}}
    told_of = of_employer(given, whole.net_basic, quarter)
    compensation = 0 if told_of.compensation is None else told_of.compensation.amount
    return EmployerPart(
        unrelated=unrelated,
        vehicles=tuple(vehicle for _, vehicle in cars),
        provisional=_in_order(whole.provisional),
        final=_in_order(final),
        differences=tuple(differences_of_employer(whole, own)),
        missing=tuple(missing),
        total=sum(final.values()),
        worker_reductions=whole.worker_reductions,
        employer_reductions=whole.employer_reductions + compensation,
        of_employer=told_of,
    )


def _lines(gathered: Gathered, given: Sequence[GivenFact]) -> tuple[list[WorkerLine], list[Missing]]:
    """Every line of a worker with what is owed on it; the special contribution on the first ordinary one."""
    made: list[WorkerLine] = []
    missing: list[Missing] = []
    before = 0
    for one in gathered.lines:
        used = base_wage(one.line)
        trace = line_trace(one, gathered.quarter, wage=one.line.wage, base_wage=used, before=before)
        before += used
        line, lacking = owed_on(one, trace)
        missing += lacking
        if line.student is None:
            line = _within_contribution(line)
            severed, lacking = severance_812(line, one.payslips, gathered.quarter)
            missing += lacking
            line = replace(line, contributions=(*line.contributions, *severed))
            line, lacking = given_of(line, given, gathered.quarter)
            missing += lacking
        made.append(line)
    _add_special(made, gathered.lines, gathered, missing)
    return made, missing


def _within_contribution(line: WorkerLine) -> WorkerLine:
    """The line with reductions of the worker that are never more than the worker's contribution of the quarter: that of
    three months, rounded apart, may be some cents more."""
    left = None if line.trace is None else line.trace.get("quarter_personal")
    if left is None or sum(one.amount for one in line.reductions) <= left:
        return line
    found = []
    for one in line.reductions:
        amount = min(one.amount, max(left, 0))
        left -= amount
        found.append(replace(one, amount=amount, beyond=one.amount - amount))
    return replace(line, reductions=tuple(found))


def _untold(lines: Iterable[WorkerLine], given: Iterable[GivenFact]) -> list[Missing]:
    """Facts of contracts that have no occupation in the quarter, on which nothing can be told of them."""
    placed = {occupation.contract for line in lines for occupation in line.occupations}
    return [without_place(one) for one in given if one.code in (*OF_A_WORKER, PREMIUM) and one.contract not in placed]


def without_place(fact: GivenFact) -> Missing:
    """A fact of a contract that has nothing in the quarter."""
    error = InputError(
        "the contract has no occupation in the quarter", field="contract",
        remedy="give it to a contract that runs in the quarter, or leave the row out", code="E-QUARTER-OCCUPATION",
    )  # fmt: skip
    return Missing(fact.contract, fact.code, error)


def _add_special(
    made: list[WorkerLine], own: Sequence[GatheredLine], gathered: Gathered, missing: list[Missing]
) -> None:
    """Code 856 on the worker's first line that is neither a flexi-job nor student pay."""
    place = next((i for i, one in enumerate(made) if one.student is None and one.worker_code not in FLEXI), None)
    if place is None:
        return
    payslips = [slip for one in own for slip in one.payslips if slip.contract.regime != "flexi"]
    trace = special(made, payslips, gathered.quarter)
    amount = trace.get("special_contribution_quarter")
    if amount is None:
        missing.append(Missing(made[place].worker.id, SPECIAL_CODE, trace.errors["special_contribution_quarter"]))
    elif amount:
        one = Contribution(SPECIAL_CODE, "0", None, amount, amount, "special_contribution_quarter", trace)
        made[place] = replace(made[place], contributions=(*made[place].contributions, one))


def _final(lines: Iterable[WorkerLine]) -> Sums:
    """What is owed by worker and code."""
    found: Sums = {}
    for line in lines:
        for one in line.contributions:
            key = line.worker.id, one.code
            found[key] = found.get(key, 0) + one.amount
    return found


def _in_order(sums: Mapping[str, int]) -> dict[str, int]:
    return {code: sums[code] for code in sorted(sums) if sums[code]}


def _of_months(gathered: Gathered) -> list[Missing]:
    """What missing law blocked in the months: their provisional amounts lack it."""
    return [
        Missing(slip.contract.worker.id, name, error)
        for slip in gathered.payslips
        for name, error in slip.errors.items()
        if name in _OF_THE_MONTH
    ]

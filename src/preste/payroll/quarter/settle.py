"""A quarter settled: what is owed on its lines, beside what its months had, each difference with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from preste.errors import InputError
from preste.payroll.quarter.differences import differences_of, sums_of
from preste.payroll.quarter.events import given_of, given_of_employer, indemnity_lines, severance_812
from preste.payroll.quarter.given import OF_A_WORKER, PREMIUM, GivenFact
from preste.payroll.quarter.model import (
    Contribution,
    Gathered,
    GatheredLine,
    Missing,
    Paid,
    QuarterResult,
    Unrelated,
    WorkerLine,
)
from preste.payroll.quarter.owed import FLEXI, base_wage, line_trace, owed_on, special
from preste.payroll.quarter.reduced import reduce_lines
from preste.payroll.quarter.rights import NO_RIGHTS, Rights
from preste.payroll.quarter.together import of_the_employer, vehicles
from preste.records import Worker

SPECIAL_CODE = "856"
_OF_THE_MONTH = ("personal_contribution", "special_contribution", "employer_contributions")
"""What of a month the quarter is compared with."""


def settle(
    gathered: Gathered,
    given: Sequence[GivenFact] = (),
    paid: Sequence[Paid] = (),
    workers: Mapping[str, Worker] | None = None,
    rights: Rights = NO_RIGHTS,
) -> QuarterResult:
    """The quarter with its contributions, and its difference from the months.

    `given`: what only the employer knows. `paid`: the payslips as they were paid, of the quarter's months and of those
    that settled them; without any, those of `gathered`. `workers`: who each contract is of, for indemnities.
    `rights`: what gives rights to target groups.
    """
    quarter = gathered.quarter
    lines, missing = _lines(gathered, given)
    reduced = reduce_lines(lines, quarter, rights)
    missing += reduced.missing
    category = gathered.employer.on(quarter.first).category
    indemnities, lacking = indemnity_lines(given, workers or {}, category, quarter)
    missing += lacking
    cars = vehicles(gathered.payslips, quarter)
    unrelated: list[Unrelated] = list(of_the_employer(gathered.payslips, cars, quarter))
    told, lacking = given_of_employer(given, category, quarter)
    unrelated += told
    missing += lacking
    missing += _untold(lines, given)
    provisional = sums_of(gathered, paid or gathered.payslips)
    final = _final((*lines, *indemnities), unrelated)
    return QuarterResult(
        employer=gathered.employer,
        quarter=quarter,
        lines=(*reduced.lines, *indemnities),
        unrelated=tuple(unrelated),
        vehicles=tuple(vehicle for _, vehicle in cars),
        corrections=gathered.corrections,
        provisional=_by_code(provisional),
        final=_by_code(final),
        differences=tuple(differences_of(gathered, lines, provisional, final)),
        missing=(*gathered.missing, *_of_months(gathered), *missing),
        notes=(*gathered.notes, *reduced.notes),
    )


def _lines(gathered: Gathered, given: Sequence[GivenFact]) -> tuple[list[WorkerLine], list[Missing]]:
    """Every worker line with what is owed on it; the special contribution on the worker's first ordinary one."""
    found: list[WorkerLine] = []
    missing: list[Missing] = []
    for own in _by_worker(gathered.lines):
        before, made = 0, []
        for one in own:
            used = base_wage(one.line)
            trace = line_trace(one, gathered.quarter, wage=one.line.wage, base_wage=used, before=before)
            before += used
            line, lacking = owed_on(one, trace)
            missing += lacking
            if line.student is None:
                severed, lacking = severance_812(line, one.payslips, gathered.quarter)
                missing += lacking
                line = replace(line, contributions=(*line.contributions, *severed))
                line, lacking = given_of(line, given, gathered.quarter)
                missing += lacking
            made.append(line)
        _add_special(made, own, gathered, missing)
        found += made
    return found, missing


def _untold(lines: Iterable[WorkerLine], given: Iterable[GivenFact]) -> list[Missing]:
    """Facts of contracts that have no occupation in the quarter, on which nothing can be told of them."""
    placed = {occupation.contract for line in lines for occupation in line.occupations}
    lost = [one for one in given if one.code in (*OF_A_WORKER, PREMIUM) and one.contract not in placed]
    return [Missing(one.contract, one.code, _no_occupation()) for one in lost]


def _no_occupation() -> InputError:
    return InputError(
        "the contract has no occupation in the quarter", field="contract",
        remedy="give it to a contract that runs in the quarter, or leave the row out", code="E-QUARTER",
    )  # fmt: skip


def _by_worker(lines: Iterable[GatheredLine]) -> list[list[GatheredLine]]:
    found: dict[str, list[GatheredLine]] = {}
    for one in lines:
        found.setdefault(one.line.worker.id, []).append(one)
    return list(found.values())


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


def _final(lines: Iterable[WorkerLine], unrelated: Iterable[Unrelated]) -> dict[tuple[str, str], int]:
    """What is owed by worker and code; of the employer as a whole under no worker."""
    found: dict[tuple[str, str], int] = {}
    for line in lines:
        for one in line.contributions:
            key = line.worker.id, one.code
            found[key] = found.get(key, 0) + one.amount
    for other in unrelated:
        found["", other.code] = found.get(("", other.code), 0) + other.amount
    return found


def _by_code(sums: Mapping[tuple[str, str], int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for (_, code), amount in sums.items():
        found[code] = found.get(code, 0) + amount
    return {code: found[code] for code in sorted(found) if found[code]}


def _of_months(gathered: Gathered) -> list[Missing]:
    """What missing law blocked in the months: their provisional amounts lack it."""
    return [
        Missing(slip.contract.worker.id, name, error)
        for slip in gathered.payslips
        for name, error in slip.errors.items()
        if name in _OF_THE_MONTH
    ]

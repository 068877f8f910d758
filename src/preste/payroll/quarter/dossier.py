"""The quarter of a dossier folder: its months as known, as paid, and what was told of the quarter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from preste.calendar import Month, Quarter
from preste.payroll.month import Dossier
from preste.payroll.quarter.given import GivenFact
from preste.payroll.quarter.model import Paid, QuarterResult
from preste.payroll.quarter.months import MonthsOf, computed
from preste.payroll.quarter.parts import EmployerPart, WorkerPart
from preste.payroll.quarter.rights import NO_RIGHTS, Rights
from preste.payroll.quarter.run import Progress, QuarterRun, say_nothing
from preste.records import Employer


def quarter_of(
    dossier: Dossier,
    quarter: Quarter,
    until: Month | None = None,
    given: Sequence[GivenFact] = (),
    rights: Rights = NO_RIGHTS,
    months: MonthsOf = computed,
    *,
    paid: Sequence[Paid] | None = None,
    report: Progress = say_nothing,
) -> QuarterResult:
    """The quarter by what was known on the pay day of a month, at first the last one of the quarter.

    `until`: a later month, whose settlements, premiums and arrears of this quarter are then in it. `months` gives a
    worker's payslips, of who has them. `paid`: the payslips as they were paid, by whoever keeps them, and then all that
    the dossier holds is known; otherwise each is computed with what was known on its own pay day. `report` is told
    (done, total) workers. Everything is in memory: `QuarterRun` goes worker by worker. Raises DossierError with what is
    wrong in the records, and InputError for a quarter that begins before the dossier does.
    """
    run = QuarterRun(dossier, quarter, until, given, rights, months, paid=paid, report=report)
    parts = list(run.workers())
    return result_of(dossier.employer, quarter, parts, run.employer())


def result_of(employer: Employer, quarter: Quarter, parts: Iterable[WorkerPart], whole: EmployerPart) -> QuarterResult:
    """The quarter as one, from the part of each worker that has any and the employer's own."""
    parts = list(parts)
    differences = [one for part in parts for one in part.differences]
    return QuarterResult(
        employer=employer,
        quarter=quarter,
        lines=tuple(line for part in parts for line in part.lines),
        unrelated=whole.unrelated,
        vehicles=whole.vehicles,
        corrections=tuple(one for part in parts for one in part.corrections),
        late=tuple(one for part in parts for one in part.late),
        provisional=whole.provisional,
        final=whole.final,
        differences=(*whole.differences, *sorted(differences, key=lambda one: (one.worker, one.code))),
        missing=(*(one for part in parts for one in part.missing), *whole.missing),
        notes=tuple(dict.fromkeys(one for part in parts for one in part.notes)),
        of_employer=whole.of_employer,
    )

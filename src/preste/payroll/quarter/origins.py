"""Where the figures of a quarter that no rule computes come from, as data: which lines of which payslips, which days.

Pay, time and the reductions of the worker's own contribution are sums: of lines, whose own explanations are those of
their payslips, and of days of the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from preste.payroll.line import Line
from preste.payroll.quarter.model import Pay, Service, StudentPay, WorkerReduction


def of_pay(pays: Iterable[Pay]) -> list[dict[str, Any]]:
    """The lines that pay under one code is made of: of each its whole amount, and `amount`, what of it counts here."""
    return [
        {**_line(one.line), "amount": one.amount, "why": one.why or _kept_back(one)}
        for one in pays
        if one.line is not None
    ]


def of_lines(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The lines that a contribution given by payslips adds up."""
    return [{**_line(line), "amount": line.amount, "why": ""} for line in lines]


def of_reduction(one: WorkerReduction) -> list[dict[str, Any]]:
    """The lines that a reduction of the worker's contribution adds up; of the last, what the contribution leaves."""
    rows, beyond = of_lines(one.lines), one.beyond
    for row in reversed(rows):
        taken = min(beyond, row["amount"])
        if taken:
            row["amount"], row["why"], beyond = row["amount"] - taken, WITHIN_CONTRIBUTION, beyond - taken
    return rows


def of_time(one: Service) -> list[tuple[str, str, int, int]]:
    """The days of a service code: date, day code, hours, and the hours that share the day (0: no day is added)."""
    return [(day.date.isoformat(), day.code, day.hours, day.shared) for day in one.worked]


def of_student(one: StudentPay) -> list[dict[str, Any]]:
    """A student's pay within the quota and its hours, month by month."""
    return [
        {"contract": each.contract, "month": str(each.month), "amount": each.pay, "hours": each.hours}
        for each in one.months
    ]


def _line(line: Line) -> dict[str, Any]:
    return {
        "contract": line.contract, "month": str(line.earned_month), "line": line.code, "label": line.label,
        "rule": line.rule, "of": line.amount,
    }  # fmt: skip


def _kept_back(pay: Pay) -> str:
    """Why less than the whole line counts: the quotas of students and of article 17 cover the rest."""
    return WITHIN_QUOTA if pay.line is not None and pay.line.amount != pay.amount else ""


WITHIN_CONTRIBUTION = "au plus la cotisation du travailleur pour le trimestre"
"""Why a line counts in part: a quarter is rounded once, its months each."""
WITHIN_QUOTA = "le reste est dans un contingent"
"""Why a line counts in part: what is within a quota is declared apart, or not at all."""

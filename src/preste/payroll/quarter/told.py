"""A quarter as data: JSON with every line, and flat rows of what is owed. Amounts are cents, time hundredths."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from preste.belgium.layers import EVERY_FACT
from preste.belgium.quarter.facts import QUARTER_FACTS
from preste.belgium.quarter.reductions import Finding, WorkingHours
from preste.belgium.quarter.reductions.worker import STRUCTURAL_CODE
from preste.engine import Trace, explain
from preste.law import Entry
from preste.law.rates import NOTE
from preste.payroll.quarter import origins
from preste.payroll.quarter.model import Contribution, Correction, Occupation, OfEmployer, QuarterResult, WorkerLine

SCHEMA = "preste.quarter/1"


def as_dict(result: QuarterResult, *, explained: bool = False) -> dict[str, Any]:
    """The whole quarter; with `explained`, the explanation of each line's contributions."""
    return {
        "schema": SCHEMA,
        "employer": result.employer.id,
        "quarter": str(result.quarter),
        "total": result.total,
        "worker_reductions": result.worker_reductions,
        "employer_reductions": result.employer_reductions,
        "owed": result.owed,
        "lines": [_line(one, explained=explained) for one in result.lines],
        "unrelated": [
            {
                "employer_class": one.employer_class, "code": one.code, "base": one.base, "amount": one.amount,
                "rule": one.rule,
            }
            | ({"explanations": _explanations([(one.trace, one.rule)])} if explained else {})
            for one in result.unrelated
        ],
        "vehicles": [
            {"contract": one.contract, "plate": one.plate, "months": one.months, "amount": one.amount}
            | ({"explanations": _explanations([(one.trace, "quarter_862")])} if explained else {})
            for one in result.vehicles
        ],
        "corrections": [_correction(one) for one in result.corrections],
        "late": [_correction(one) for one in result.late],
        "provisional": dict(result.provisional),
        "final": dict(result.final),
        "differences": [
            {"worker": one.worker, "code": one.code, "amount": one.amount, "reason": one.reason}
            for one in result.differences
        ],
        "missing": [{**one.error.as_dict(), "where": one.where, "contribution": one.code} for one in result.missing],
        "notes": list(result.notes),
        "of_employer": _of_employer(result.of_employer, explained=explained),
    }  # fmt: skip


def _of_employer(one: OfEmployer, *, explained: bool) -> dict[str, Any]:
    paid = one.compensation
    told: dict[str, Any] | None = None if paid is None else {"base": paid.base, "amount": paid.amount}
    if told is not None and paid is not None and explained:
        told["explanations"] = _explanations([(paid.trace, "competitiveness_reduction")])
    return {"compensation": told, "no_compensation": one.no_compensation, "holidays": _day(one.holidays)}


def _correction(one: Correction) -> dict[str, Any]:
    return {
        "quarter": str(one.quarter), "contract": one.contract, "remuneration": one.code, "amount": one.amount,
        "reason": one.reason,
    }  # fmt: skip


def _line(line: WorkerLine, *, explained: bool) -> dict[str, Any]:
    student = line.student
    told: dict[str, Any] = {
        "worker": line.worker.id,
        "employer_class": line.employer_class,
        "worker_code": line.worker_code,
        "wage": line.wage,
        "reducible": line.reducible,
        "third_party_premium": line.third_party_premium,
        "contributions": [_contribution(one) for one in line.contributions],
        "worker_reductions": [
            {"code": one.code, "amount": one.amount, "right_started": _day(one.right_started)}
            | ({"lines": origins.of_reduction(one)} if explained else {})
            for one in line.reductions
        ],
        "occupations": [_occupation(i, one, explained=explained) for i, one in enumerate(line.occupations, 1)],
        "student": None if student is None else {
            "pay": student.pay, "hours": student.hours, "establishment": student.establishment,
            **({"months": origins.of_student(student)} if explained else {}),
        },
        "uncertain": doubts_of(line),
        "imported": imported(line.trace),
    }  # fmt: skip
    if explained:
        told["explanations"] = _explanations((one.trace, one.rule) for one in line.contributions)
        places = _places(one.trace for one in line.contributions)
        for one, amount in zip(line.contributions, told["contributions"], strict=True):
            amount["explanation"] = None if one.trace is None else places[id(one.trace)]
            amount["lines"] = origins.of_lines(one.lines)
    return told


def _explanations(amounts: Iterable[tuple[Trace | None, str]]) -> list[dict[str, Any]]:
    """One explanation for each computation, with the amounts that rest on it as its results."""
    found: dict[int, tuple[Trace, list[str]]] = {}
    for trace, rule in amounts:
        if trace is not None:
            found.setdefault(id(trace), (trace, []))[1].append(rule)
    return [explain(trace, QUARTER_FACTS, tuple(rules)) for trace, rules in found.values()]


def _places(traces: Iterable[Trace | None]) -> dict[int, int]:
    """Where the explanation of each computation stands among those of `_explanations`."""
    ids = dict.fromkeys(id(trace) for trace in traces if trace is not None)
    return {one: place for place, one in enumerate(ids)}


def doubts_of(line: WorkerLine) -> list[str]:
    """The uncertain values of law that a line and its reductions rest on."""
    traces = [line.trace, *(trace for one in line.occupations for trace in reduction_traces(one))]
    return list(dict.fromkeys(entry.name for trace in traces if trace is not None for entry in trace.doubts()))


def reduction_traces(one: Occupation) -> tuple[Trace, ...]:
    """What explains the reductions of an occupation."""
    return () if one.reduction is None else (*one.reduction.before, one.reduction.trace)


def imported(trace: Trace | None) -> list[str]:
    """The values that come from the user's own rate file."""
    entries = () if trace is None else trace.plan.entries.values()
    return [one.name for one in entries if isinstance(one, Entry) and one.note == NOTE]


def _contribution(one: Contribution) -> dict[str, Any]:
    return {
        "code": one.code, "type": one.type, "base": one.base, "amount": one.amount, "personal": one.personal,
        "rule": one.rule,
    }  # fmt: skip


def _occupation(number: int, one: Occupation, *, explained: bool) -> dict[str, Any]:
    told = {
        "sequence": number,
        "contract": one.contract,
        "start": one.start.isoformat(),
        "end": one.end.isoformat() if one.end else None,
        "joint_committee": one.joint_committee,
        "days_week": one.days_week,
        "part_time": one.part_time,
        "hours_week": one.hours_week,
        "full_time_hours": one.full_time_hours,
        "establishment": one.establishment,
        "retired": one.retired,
        "measure": one.measure,
        "severance": one.severance,
        "reducible": one.reducible,
        "services": [
            {"code": each.code, "days": each.days, "hours": each.hours}
            | ({"worked": origins.of_time(each)} if explained else {})
            for each in one.services
        ],
        "remunerations": [
            {"code": each.code, "amount": each.amount, "frequency": each.frequency, "percentage": each.percentage}
            | ({"lines": origins.of_pay(each.pays)} if explained else {})
            for each in one.remunerations
        ],
        "undeclared": [{"code": code, "hours": hours} for code, hours in one.undeclared],
        "reductions": [
            {
                "code": each.code, "amount": each.amount,
                "rule": "structural_granted" if each.code == STRUCTURAL_CODE else "target_granted",
                "right_started": _day(each.right_started),
                "working_time": _working_time(each.hours),
            }
            for each in one.deductions
        ],
        "claimed": _claimed(one),
        "rights": [_right(each) for each in one.findings],
        "lost": one.lost,
    }  # fmt: skip
    if explained:
        told["explanations"] = [explain(trace, EVERY_FACT) for trace in reduction_traces(one)]
    return told


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _working_time(hours: WorkingHours | None) -> dict[str, Any] | None:
    """A measure of working time: its first day, and hundredths of hours a week before and after it."""
    return None if hours is None else {"since": _day(hours.since), "before": hours.before, "after": hours.after}


def _claimed(one: Occupation) -> dict[str, Any] | None:
    """The target group claimed on an occupation; a first hire's rank is 0 for another group."""
    claim = None if one.reduction is None else one.reduction.claim
    if claim is None or one.reduction is None:
        return None
    return {"code": claim.code, "rank": claim.rank, "amount": one.reduction.target}


def _right(one: Finding) -> dict[str, Any]:
    """A target group that an occupation belongs to: whether it applies, what it lacks, what it is worth in cents."""
    return {
        "code": one.claim.code,
        "group": one.claim.group,
        "rank": one.claim.rank,
        "title": one.title,
        "status": one.status,
        "worth": one.worth,
        "conditions": [{"holds": each.holds, "told": each.told} for each in one.conditions],
        "missing_law": None if one.missing_law is None else one.missing_law.message,
    }


COLUMNS = ("worker", "employer_class", "worker_code", "code", "type", "base", "amount", "personal")
"""Of the flat rows; base, amount and personal in cents."""


def rows(result: QuarterResult) -> Iterator[tuple[str | int | None, ...]]:
    """What is owed, a row for each code and type; of the employer as a whole without a worker."""
    for line in result.lines:
        for one in line.contributions:
            yield (
                line.worker.id, line.employer_class, line.worker_code, one.code, one.type, one.base, one.amount,
                one.personal,
            )  # fmt: skip
    for other in result.unrelated:
        yield "", other.employer_class, "", other.code, "0", other.base, other.amount, None

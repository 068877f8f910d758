"""What is owed on the worker lines of a quarter: contributions by code and type, with the node that explains each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from preste.belgium.quarter import OWED, line_plan, special_plan
from preste.belgium.quarter.plans import IN_BASE_CODE
from preste.calendar import Quarter
from preste.engine import Plan, Trace
from preste.errors import NoParameter
from preste.law import book
from preste.money import prorata, share
from preste.payroll.month_facts import size_of
from preste.payroll.payslip import Payslip
from preste.payroll.quarter.model import MANUAL_TYPE, Contribution, GatheredLine, Missing, Occupation, WorkerLine

_BASE_CODES = ("1", "61")
"""Remuneration codes that count for the ceiling: pay for the work of the quarter."""
FLEXI = ("050", "450")


def line_trace(one: GatheredLine, quarter: Quarter, *, wage: int, base_wage: int, before: int) -> Trace:
    """The rules of a worker line on a wage; `base_wage` of it counts for the ceiling, after `before` of other lines."""
    line = one.line
    facts = {
        "quarter_wage": wage,
        "base_wage": base_wage,
        "base_wage_before": before,
        "student_wage": line.student.pay if line.student is not None else 0,
        "manual": int(one.manual),
        **size_of(one.payslips[0].employer),
    }
    return line_plan(quarter, line.employer_class, line.worker_code).run(facts)


def base_wage(line: WorkerLine) -> int:
    """The pay of a line that counts for the ceiling."""
    return sum(one.pay(*_BASE_CODES) for one in line.occupations)


@lru_cache(maxsize=1024)
def codes_in_base(plan: Plan) -> tuple[str, ...]:
    """The codes whose rate the base code holds at the plan's date."""
    inputs = plan.rules[plan.index["base_code"]].inputs
    return tuple(code for code in IN_BASE_CODE if f"contribution_{code}" in inputs)


def owed_on(one: GatheredLine, trace: Trace) -> tuple[WorkerLine, list[Missing]]:
    """The line with its base code and the other codes that its category and worker code owe."""
    line = one.line
    if line.student is not None:
        return _student(one, trace)
    found: list[Contribution] = []
    missing: list[Missing] = []
    inside = codes_in_base(trace.plan)
    rules = {line.worker_code: "base_code"} | {code: f"employer_{code}" for code in OWED if code not in inside}
    with_moderation = _with_moderation(trace.plan)
    for code, name in rules.items():
        amount = trace.get(name)
        if amount is None:
            missing.append(Missing(line.worker.id, code, trace.errors[name]))
            continue
        if not amount and code != line.worker_code:
            continue
        personal = trace["quarter_personal"] if code == line.worker_code else 0
        kind = _type(code, line, one, trace, with_moderation=with_moderation)
        found.append(Contribution(code, kind, trace["liable_base"], amount, personal, name, trace))
    reducible = trace.get("reducible_contributions") or 0
    made = replace(
        line,
        contributions=tuple(found),
        reducible=reducible,
        occupations=_shared(line.occupations, reducible),
        trace=trace,
    )
    return made, missing


def _student(one: GatheredLine, trace: Trace) -> tuple[WorkerLine, list[Missing]]:
    line, student = one.line, one.line.student
    amount = trace.get("quarter_student")
    if student is None or amount is None:
        return line, [Missing(line.worker.id, line.worker_code, trace.errors["quarter_student"])]
    rate = book().on("student_contribution", trace.plan.earned).value.personal
    paid = Contribution(line.worker_code, "0", student.pay, amount, share(student.pay, rate), "quarter_student", trace)
    return replace(line, contributions=(paid,), trace=trace), []


def _with_moderation(plan: Plan) -> bool:
    """Whether wage moderation is in the small contributions too: of those who owe 855, not 857 and not subsidised."""
    entry = plan.entry(plan.rules[plan.index["employer_855"]], "contribution_855")
    return not isinstance(entry, NoParameter) and entry.value > 0


def _type(code: str, line: WorkerLine, one: GatheredLine, trace: Trace, *, with_moderation: bool) -> str:
    """The contribution type (annex 3)."""
    if code == line.worker_code:
        return MANUAL_TYPE if one.manual else "0"
    large = bool(trace.facts["twenty_or_more"])
    if code == "809":
        return ("5" if large else "0") if with_moderation else ("4" if large else "2")
    if code in ("810", "811"):
        return "0" if with_moderation else "2"
    return "0"


def _shared(occupations: Sequence[Occupation], reducible: int) -> tuple[Occupation, ...]:
    """What reductions may lower, by occupation: in the proportion of liable pay, to the cent in all."""
    whole, done, before, found = sum(one.liable for one in occupations), 0, 0, []
    for one in occupations:
        done += one.liable
        until = prorata(reducible, done, whole) if whole else 0
        found.append(replace(one, reducible=until - before))
        before = until
    return tuple(found)


# ── the special contribution ───────────────────────────────────────────────────────────────


def special(lines: Sequence[WorkerLine], payslips: Sequence[Payslip], quarter: Quarter) -> Trace:
    """A worker's special contribution of the quarter, on all lines but flexi-jobs; household as last told."""
    base = sum(
        line.trace["liable_base"] for line in lines
        if line.trace is not None and line.student is None and line.worker_code not in FLEXI
    )  # fmt: skip
    last = max(payslips, key=lambda one: (one.month, one.contract.id))
    facts = {
        "liable_base": base, "quarter_pay_before": 0, "household_column": last.trace.facts["household_column"]
    }  # fmt: skip
    return special_plan(quarter).run(facts)

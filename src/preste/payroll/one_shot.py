"""The one-shot interface: a case in, its pay out, as strings with two decimals; with its explanation on request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from preste.belgium import FACTS, month_plan
from preste.engine import Trace, causes, explain
from preste.errors import PresteError
from preste.money import text
from preste.payroll.case import Case, CaseError, read_case
from preste.payroll.notes import matters

OUTPUTS = {
    "personal_contribution": "personal_contribution",
    "work_bonus": "work_bonus",
    "work_bonus_a": "work_bonus_part_a",
    "work_bonus_b": "work_bonus_part_b",
    "taxable": "taxable",
    "withholding_before_bonus": "withholding_before_bonus",
    "fiscal_work_bonus": "fiscal_work_bonus",
    "withholding": "withholding",
    "special_contribution": "special_contribution",
    "net": "net",
}
"""Each output and the rule that gives it; the employer's side besides."""

_WITHHOLDING_ONLY = ("withholding_before_bonus", "fiscal_work_bonus", "withholding")
_EXCEPTIONAL = {
    "double_holiday_pay": (
        "double_holiday_pay_contribution",
        "double_holiday_pay_taxable",
        "double_holiday_pay_withholding",
    ),
    "departure_holiday_pay": (
        "departure_holiday_pay_contribution",
        "departure_holiday_pay_taxable",
        "departure_holiday_pay_withholding",
    ),
    "year_end_premium": (
        "year_end_premium_contribution",
        "year_end_premium_taxable",
        "year_end_premium_withholding",
    ),
    "arrears": ("arrears_contribution", "arrears_taxable", "arrears_tax"),
    "severance": ("severance_personal_contribution", "severance_taxable", "severance_tax"),
}


def pay(case: Mapping[str, Any], *, explained: bool = False) -> dict[str, Any]:
    """The pay of one case. Raises CaseError when the input is wrong.

    Amounts are strings with two decimals; one that a missing parameter of law blocks is None, and
    `errors` says which parameter. `warnings` names every uncertain parameter that was used.
    """
    return _answer(read_case(case), explained)


def pay_each(cases: Iterable[Any], *, explained: bool = False) -> Iterator[dict[str, Any]]:
    """The pay of many cases, in order; a wrong one gives {"error": {code, field, message, remedy}}."""
    for case in cases:
        try:
            yield pay(case, explained=explained)
        except CaseError as error:
            yield error_of(error)


def error_of(error: CaseError) -> dict[str, Any]:
    """A wrong case's answer: the first fault as `error`, all of them as `errors` when there are several."""
    out: dict[str, Any] = {"error": dict(error.as_dict())}
    if len(error.errors) > 1:
        out["errors"] = [dict(e.as_dict()) for e in error.errors]
    return out


def _answer(case: Case, explained: bool) -> dict[str, Any]:
    plan = month_plan(case.regime, "due", case.earned, case.paid, case.category, case.worker_code)
    trace = plan.run(case.facts)
    wanted = _WITHHOLDING_ONLY if case.taxable_only else tuple(OUTPUTS)
    out: dict[str, Any] = {name: _text(trace, rule) if name in wanted else None for name, rule in OUTPUTS.items()}
    out["employer_contributions"] = None if case.taxable_only else _employer(trace)
    out["employer_cost"] = None if case.taxable_only else _text(trace, "employer_cost")
    if case.kinds:
        out["exceptional"] = [_exceptional(trace, kind) for kind in case.kinds]
    needed = tuple(OUTPUTS[name] for name in wanted) + (() if case.taxable_only else ("employer_cost",))
    out["warnings"] = [*case.warnings, *doubts(trace, needed)]
    if errors := _errors(trace, needed):
        out["errors"] = [dict(e.as_dict()) for e in errors]
    if explained:
        out["explanation"] = explain(trace, FACTS, needed)
    return out


def doubts(trace: Trace, needed: tuple[str, ...]) -> list[str]:
    """A sentence for each uncertain parameter that one of the needed results rests on."""
    return [
        f"uncertain: {entry.name} from {entry.start}" + (f" ({entry.note})" if entry.note else "")
        for entry in trace.doubts(causes(trace, needed))
        if matters(entry, trace)
    ]


def _errors(trace: Trace, needed: tuple[str, ...]) -> list[PresteError]:
    """The missing parameters that the wanted results need, each once."""
    found: dict[str, PresteError] = {}
    for name in needed:
        if name in trace.errors:
            error = trace.errors[name]
            found.setdefault(error.message, error)
    return list(found.values())


def _text(trace: Trace, rule: str) -> str | None:
    value = trace.get(rule)
    return None if value is None else text(value)


def _employer(trace: Trace) -> dict[str, str | None]:
    out: dict[str, str | None] = {}
    for name in trace.plan.names:
        code = name.removeprefix("employer_")
        if code == name or code in ("contributions", "cost"):
            continue
        value = trace.get(name)
        if code in ("basic", "moderation") or value != 0:
            key = ("840" if trace.facts["manual"] else "841") if code == "student" else code
            out[key] = None if value is None else text(value)
    return {key: out[key] for key in sorted(out, key=lambda k: (k not in ("basic", "moderation"), k))}


def _exceptional(trace: Trace, kind: str) -> dict[str, str | None]:
    contribution, taxable, withholding = _EXCEPTIONAL[kind]
    return {
        "kind": kind,
        "personal_contribution": _text(trace, contribution),
        "taxable": _text(trace, taxable),
        "withholding": _text(trace, withholding),
    }

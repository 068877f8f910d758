"""Contingents as data: for JSON, with the explanation of those that rules count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from preste.belgium.contingents.facts import CONTINGENT_FACTS
from preste.engine import explain
from preste.money import text
from preste.payroll.contingents.model import Contingent, Counted


def as_dict(counted: Counted, *, explained: bool = False) -> dict[str, Any]:
    """Everything counted of a contract in a month."""
    return {
        "contract": counted.contract,
        "month": str(counted.month),
        "contingents": [_contingent(one, explained=explained) for one in counted.contingents],
        "conditions": [{"met": one.met, "told": one.told} for one in counted.conditions],
        "errors": list(counted.errors),
    }


def _contingent(one: Contingent, *, explained: bool) -> Mapping[str, Any]:
    amounts = {
        name: getattr(one, name) for name in ("limit", "before", "month", "planned", "elsewhere", "used", "left")
    }
    told = {name: None if value is None else text(value) for name, value in amounts.items()}
    found: dict[str, Any] = {
        "kind": one.kind,
        "label": one.label,
        "unit": one.unit,
        **told,
        "beyond": text(one.beyond),
        "then": one.then if one.beyond else "",
        "told_on": one.told_on.isoformat() if one.told_on else None,
        "near": one.near,
        "by_month": {str(month): text(hours) for month, hours in one.by_month},
        "doubts": list(one.doubts),
    }
    if explained and one.trace is not None:
        found["explanation"] = explain(one.trace, CONTINGENT_FACTS)
    return found

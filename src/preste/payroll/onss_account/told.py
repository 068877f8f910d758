"""An account as data. Amounts are cents, days as 2022-04-30."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from preste.belgium.collection.facts import COLLECTION_FACTS
from preste.engine import Trace, explain
from preste.payroll.onss_account.model import Account, Instalment, Provision

SCHEMA = "preste.onss-account/1"


def as_dict(account: Account, *, explained: bool = False) -> dict[str, Any]:
    """The whole account; with `explained`, the explanation of each computed amount."""
    return {
        "schema": SCHEMA,
        "on": account.on.isoformat(),
        "balance": account.balance,
        "late": account.late,
        "credit": account.credit,
        "next": [
            {"due": one.due.isoformat(), "kind": one.kind, "debt": one.debt, "amount": one.amount}
            for one in account.upcoming
        ],
        "debts": [
            {
                "debt": one.debt, "kind": one.kind, "due": one.due.isoformat(), "owed": one.owed, "left": one.total,
                **{f"left_{part}": amount for part, amount in one.left.items()},
            }
            for one in account.debts
        ],
        "postings": [
            {
                "day": one.day.isoformat(), "kind": one.kind, "debt": one.debt, "debit": one.debit,
                "credit": one.credit, "note": one.note,
            } | _explained(one.trace, one.rule, explained=explained)
            for one in account.postings
        ],
        "imputed": [
            {"day": one.day.isoformat(), "debt": one.debt, "part": one.part, "amount": one.amount}
            for one in account.imputed
        ],
        "provisions": [provision_dict(one, explained=explained) for one in account.provisions],
        "plan": plan_list(account.plan),
        "notes": list(account.notes),
    }  # fmt: skip


def provision_dict(one: Provision, *, explained: bool = False) -> dict[str, Any]:
    """A provision as data."""
    told = {"quarter": str(one.quarter), "month": str(one.month), "due": one.due.isoformat(), "amount": one.amount}
    return told | {"told": one.told} | _explained(one.trace, "provision", explained=explained)


def plan_list(plan: Iterable[Instalment]) -> list[dict[str, Any]]:
    """The instalments of a plan as data."""
    return [{"day": one.day.isoformat(), "amount": one.amount, "paid": one.paid} for one in plan]


def _explained(trace: Trace | None, rule: str, *, explained: bool) -> dict[str, Any]:
    return {"explanation": explain(trace, COLLECTION_FACTS, (rule,))} if explained and trace is not None else {}

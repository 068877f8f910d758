"""What a run settles of a contract's earlier months: each as it should have been, beside what was posted."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from preste.belgium import FACTS
from preste.calendar import Month
from preste.engine import explain
from preste.payroll.line import Line as PayLine
from preste.payroll.payslip import Payslip as Computed
from preste.payroll.settlement import Settlement, nature


@dataclass(frozen=True)
class SettledRow:
    """A line of an earlier month: what was paid in all, and what is due, in cents."""

    label: str
    paid: int
    due: int

    @property
    def difference(self) -> int:
        """What is still to pay; negative when too much was paid."""
        return self.due - self.paid


@dataclass(frozen=True)
class SettledMonth:
    """An earlier month as it should have been, and what of it this payslip pays or takes back."""

    month: Month
    lines: tuple[PayLine, ...]
    posted: tuple[PayLine, ...]
    due: Computed | None
    left: Mapping[str, int]

    @property
    def rows(self) -> list[SettledRow]:
        """Each difference as what was paid before and what is due."""
        before = [sum(p.amount for p in self.posted if _same(p, line)) for line in self.lines]
        return [SettledRow(line.label, paid, paid + line.amount) for line, paid in zip(self.lines, before, strict=True)]

    def stored(self, results: tuple[str, ...]) -> dict[str, Any]:
        """The month as the payslip keeps it: what it leaves, each difference, and why."""
        trace = (self.due.owed or self.due.trace) if self.due else None
        explanation = json.dumps(explain(trace, FACTS, results)) if trace else ""
        packed = base64.b64encode(zlib.compress(explanation.encode(), 6)).decode() if explanation else ""
        rows = [[row.label, row.paid, row.due] for row in self.rows]
        return {"month": str(self.month), "left": dict(self.left), "rows": rows, "explanation": packed}


@dataclass(frozen=True)
class Settled:
    """What a contract's payslip settles: the settlement for the rules, and each month."""

    settlement: Settlement
    months: tuple[SettledMonth, ...] = ()


def _same(posted: PayLine, line: PayLine) -> bool:
    return nature(posted) == nature(line)

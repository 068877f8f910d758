"""A computed payslip as rows of the store: its values, its lines, and how they take the place of the former ones."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

from preste.belgium import FACTS
from preste.documents.payslip.view import payslip_view
from preste.engine import explain
from preste.errors import DocumentError
from preste.office.services.chain import content_hash
from preste.office.services.settled import Settled
from preste.office.store.models import Contract, Line, PayRun, Payslip
from preste.payroll.carry import left_by, payments_in
from preste.payroll.payslip import Payslip as Computed

RESULTS = (
    "gross",
    "personal_contribution",
    "contribution_reductions",
    "taxable",
    "withholding",
    "special_contribution",
    "net",
    "employer_cost",
    "net_paid",
)
"""The results that an explanation begins with."""


def write(run: PayRun, computed: Mapping[str, tuple[dict[str, Any], list[Line]]]) -> None:
    """Put payslips, given by contract reference, in the place of their former computation."""
    contracts = dict(
        Contract.objects.filter(employer=run.employer, reference__in=computed).values_list("reference", "pk")
    )
    stored = run.payslips.filter(contract__in=contracts.values())
    before = {contract: (pk, excluded) for contract, pk, excluded in stored.values_list("contract", "pk", "excluded")}
    payslips, lines = [], []
    for reference, (values, own) in computed.items():
        payslip = Payslip(run=run, employer_id=run.employer_id, contract_id=contracts[reference], **values)
        payslip.pk, payslip.excluded = before.get(payslip.contract_id, (payslip.pk, False))
        for line in own:
            line.employer_id, line.payslip = run.employer_id, payslip
        payslip.content_hash = content_hash(payslip, own)
        payslips.append(payslip)
        lines += own
    Line.objects.filter(payslip__in=[pk for pk, _ in before.values()]).delete()
    Payslip.objects.bulk_create(
        payslips, update_conflicts=True, unique_fields=["run", "contract"], update_fields=_WRITTEN
    )
    Line.objects.bulk_create(lines)


NOTHING: dict[str, Any] = {
    **dict.fromkeys(("gross", "taxable", "withholding", "net", "net_paid", "employer_cost")),
    "facts": {},
    "left": {},
    "taxed": {},
    "settled": [],
    "explanation": b"",
    "view": {},
    "warnings": [],
    "errors": [],
}
"""What a payslip holds that could not be computed."""

_WRITTEN = [*NOTHING, "worker_name", "paid_on", "content_hash"]
"""What a computation replaces of a payslip."""


def values_of(computed: Computed, settled: Settled) -> dict[str, Any]:
    """The values of a payslip's row."""
    trace = computed.trace
    explanation = json.dumps(explain(trace, FACTS, RESULTS), ensure_ascii=False, sort_keys=True)
    try:
        view = payslip_view(computed)
    except DocumentError:
        view = {}
    return {
        "paid_on": computed.paid_on,
        "gross": trace.get("gross"),
        "taxable": trace.get("taxable"),
        "withholding": trace.get("withholding"),
        "net": trace.get("net"),
        "net_paid": trace.get("net_paid"),
        "employer_cost": trace.get("employer_cost"),
        "facts": {k: v for k, v in trace.facts.items() if v},
        "left": _left(computed, own=settled.settlement.own),
        "taxed": {} if computed.errors else computed.taxed or {},
        "settled": [month.stored(RESULTS) for month in settled.months],
        "explanation": zlib.compress(explanation.encode(), 3),
        "view": view,
        "warnings": list(computed.warnings),
        "errors": [dict(e.as_dict()) for e in {e.message: e for e in computed.errors.values()}.values()],
    }


def _left(computed: Computed, *, own: bool) -> dict[str, int]:
    """What a payslip leaves to later ones; without a month of its own, only what creditors received."""
    if computed.errors:
        return {}
    return left_by(computed) if own else payments_in(left_by(computed))


def lines_of(computed: Computed) -> list[Line]:
    """The rows of a payslip's lines, in order."""
    return [
        Line(
            position=i,
            code=line.code,
            label=line.label[:200],
            earned_month=str(line.earned_month),
            paid_on=line.paid_on,
            amount=line.amount,
            roles=list(line.roles),
            rule=line.rule,
            quantity=line.quantity,
            unit=line.unit,
            unit_amount=line.unit_amount,
            unit_decimals=line.unit_decimals,
            base=line.base,
            rate=line.rate,
            onss_code=line.onss_code,
            account=line.account,
        )
        for i, line in enumerate(computed.lines)
    ]

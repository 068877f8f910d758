"""The chain of validated runs: each bears the hash of its payslips and of the run before, so that a change shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from django.db.models import QuerySet

from preste.office.store.models import Employer, Line, PayRun, Payslip

FIRST = "0" * 64
"""What stands for the run before the first one."""


def content_hash(payslip: Payslip, of_lines: Iterable[Line] | None = None) -> str:
    """The hash of what a payslip says: totals, lines, facts, explanation. Erasing needs only the content.

    `of_lines` are its lines in order, where they are at hand; otherwise they are read.
    """
    lines = [
        [
            one.code,
            one.label,
            one.earned_month,
            one.paid_on.isoformat(),
            one.amount,
            one.roles,
            one.rule,
            one.quantity,
            one.unit,
            one.unit_amount,
            one.unit_decimals,
            one.base,
            one.rate,
            one.onss_code,
            one.account,
        ]
        for one in (payslip.lines.order_by("position") if of_lines is None else of_lines)
    ]
    content = [
        str(payslip.contract_id),
        payslip.paid_on.isoformat(),
        payslip.excluded,
        payslip.gross,
        payslip.taxable,
        payslip.withholding,
        payslip.net,
        payslip.net_paid,
        payslip.employer_cost,
        payslip.facts,
        payslip.left,
        payslip.taxed,
        payslip.settled,
        lines,
        hashlib.sha256(bytes(payslip.explanation)).hexdigest(),
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def link(run: PayRun) -> None:
    """Chain a run, not yet saved, to the employer's last validated one."""
    last = _validated(run.employer).last()
    run.previous_hash = last.hash if last else FIRST
    run.hash = run_hash(run)


def run_hash(run: PayRun) -> str:
    """The hash of a run: the one before, the month, the law, and each payslip's content hash."""
    hashes = sorted(run.payslips.values_list("content_hash", flat=True))
    content = [run.previous_hash, run.month, run.kind, run.number, run.law_version, hashes]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def broken_runs(employer: Employer) -> list[PayRun]:
    """The validated runs whose payslips, or whose link to the run before, are not what was validated."""
    broken = []
    previous = FIRST
    for run in _validated(employer):
        changed = any(p.content_hash != content_hash(p) for p in run.payslips.all())
        if changed or run.previous_hash != previous or run.hash != run_hash(run):
            broken.append(run)
        previous = run.hash
    return broken


def _validated(employer: Employer) -> QuerySet[PayRun]:
    return PayRun.objects.filter(employer=employer).exclude(hash="").order_by("validated_at")

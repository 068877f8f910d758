"""Individual accounts from the store: the year's payslips of a worker, as they stand; nothing is computed again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from preste.calendar import Month
from preste.documents.individual_account import AccountMonth, taken_month
from preste.office.services.dossiers import dossier_of
from preste.office.store.models import Contract, Employer, Payslip, RunState, Worker
from preste.office.store.models import Line as StoredLine
from preste.payroll.line import Line
from preste.payroll.month import Dossier
from preste.records import Contract as ContractRecord

CLOSED = (RunState.VALIDATED, RunState.PAID)
"""The states from which a run does not change any more."""


@dataclass(frozen=True)
class Account:
    """One worker's year: the contracts of that worker, and the months paid."""

    worker: Worker
    contracts: Sequence[ContractRecord]
    months: Sequence[AccountMonth]


def account(worker: Worker, year: int) -> Account | None:
    """The account of a worker and year, drafts included and marked; None when no contract is known."""
    dossier = dossier_of(worker.employer, Month(year, 12))
    contracts = _records(dossier, worker)
    return Account(worker, contracts, _all_months(dossier, contracts, worker, year)) if contracts else None


def accounts(dossier: Dossier, year: int, workers: Sequence[Worker]) -> Iterator[Account]:
    """The accounts of these workers, one by one, those without a contract known left out.

    `dossier` is the employer's at the end of the year; the payslips are read worker by worker.
    """
    for worker in workers:
        if contracts := _records(dossier, worker):
            yield Account(worker, contracts, _all_months(dossier, contracts, worker, year))


def workers_of_year(employer: Employer, year: int) -> list[Worker]:
    """The workers who were paid in a year, by number."""
    paid = Payslip.objects.filter(run__employer=employer, run__month__startswith=f"{year}-", excluded=False)
    found = Worker.objects.filter(employer=employer, contracts__in=paid.values("contract")).distinct()
    return sorted(found, key=lambda worker: (len(worker.number), worker.number))


def years_of(worker: Worker) -> list[int]:
    """The years in which a worker was paid, the latest first."""
    months = Payslip.objects.filter(contract__worker=worker, excluded=False).values_list("run__month", flat=True)
    return sorted({int(month[:4]) for month in months}, reverse=True)


def _records(dossier: Dossier, worker: Worker) -> list[ContractRecord]:
    return [one for one in dossier.contracts if one.worker.id == str(worker.pk)]


def _all_months(dossier: Dossier, contracts: Sequence[ContractRecord], worker: Worker, year: int) -> list[AccountMonth]:
    """The months taken over from another payroll office, then those paid here."""
    taken = dossier.taken_over.of((one.id for one in contracts), year) if dossier.taken_over is not None else []
    return [*map(taken_month, taken), *_months(worker, year)]


def _months(worker: Worker, year: int) -> list[AccountMonth]:
    """The worker's payslips of a year that have a result and are not left out, in order."""
    payslips = (
        Payslip.objects.filter(contract__worker=worker, run__month__startswith=f"{year}-", excluded=False)
        .exclude(net_paid=None)
        .defer("explanation")
        .select_related("run", "contract")
        .order_by("run__month", "run__kind", "run__number", "contract__reference")
    )
    lines: dict[object, list[StoredLine]] = defaultdict(list)
    for line in StoredLine.objects.filter(payslip__in=[one.pk for one in payslips]).order_by("position"):
        lines[line.payslip_id].append(line)
    return [_month(one, lines[one.pk]) for one in payslips]


def _month(payslip: Payslip, lines: Sequence[StoredLine]) -> AccountMonth:
    time = payslip.view.get("time", {})
    return AccountMonth(
        month=Month.parse(payslip.run.month),
        contract=payslip.contract.reference,
        paid_on=payslip.paid_on,
        lines=tuple(_line(line, payslip.contract) for line in lines),
        days=time.get("days", {}),
        hours=time.get("hours", {}),
        monthly_pay=payslip.facts.get("monthly_pay", 0),
        hourly_pay=payslip.facts.get("hourly_pay", 0),
        final=payslip.run.state in CLOSED,
    )


def _line(line: StoredLine, contract: Contract) -> Line:
    return Line(
        contract=contract.reference,
        earned_month=Month.parse(line.earned_month),
        paid_on=line.paid_on,
        code=line.code,
        label=line.label,
        amount=line.amount,
        roles=tuple(line.roles),
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

"""Corrections: what closed months still owe a worker, what a payslip settled of them, and paying it now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from preste.calendar import Month
from preste.errors import PresteError
from preste.exports.twin import Kind
from preste.office.services import audit, corrections, facts, pay_runs
from preste.office.services.settled import SettledRow
from preste.office.store.models import Contract, Employer, FactKind, PayRun, Payslip, Worker
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.tables import table_file, wants_table
from preste.office.web.words import told


@dataclass(frozen=True)
class MonthTable:
    """What is settled of one month: its lines, as paid, as due, and the difference."""

    contract: str
    month: Month
    rows: Sequence[SettledRow]
    explained: bool


@employer_view(Act.READ)
def due(request: HttpRequest, employer: Employer, worker_id: UUID) -> HttpResponse:
    """What the next run will settle for a worker: the closed months that late facts touch, line by line."""
    worker = get_object_or_404(Worker, pk=worker_id)
    references = list(Contract.objects.filter(worker=worker).values_list("reference", flat=True))
    problem = ""
    tables: list[MonthTable] = []
    try:
        found = corrections.preview(employer, references)
    except PresteError as error:
        problem = told(error)
    else:
        tables = [
            MonthTable(reference, month.month, month.rows, explained=False)
            for reference, settled in found.items()
            for month in settled.months
        ]
    audit.record(employer, user_of(request), "corrections.read", str(worker.pk))
    if wants_table(request):
        return _table(request, tables)
    known = facts.known_facts(employer).filter(worker=worker, kind=FactKind.IDENTITY)
    person = facts.worker_record(worker, list(known), timezone.localdate())
    debts = corrections.open_debts(employer, workers=[worker.pk])
    context = {
        "worker": worker,
        "person": person,
        "debt": sum(debts.get(reference, 0) for reference in references),
        "problem": problem,
    }
    return render(request, "office/corrections.html", {"employer": employer, "tables": tables, **context})


@employer_view(Act.READ)
def settled(request: HttpRequest, employer: Employer, payslip_id: UUID) -> HttpResponse:
    """What a payslip settled of earlier months, line by line, each month with its explanation."""
    payslip: Payslip = get_object_or_404(Payslip.objects.select_related("run", "contract"), pk=payslip_id)
    tables = [
        MonthTable(
            payslip.contract.reference,
            Month.parse(one["month"]),
            [SettledRow(*row) for row in one["rows"]],
            explained=bool(one["explanation"]),
        )
        for one in payslip.settled
    ]
    audit.record(employer, user_of(request), "payslip.read", str(payslip.pk), form="corrections")
    if wants_table(request):
        return _table(request, tables)
    context = {"employer": employer, "payslip": payslip, "run": payslip.run, "tables": tables}
    return render(request, "office/corrections.html", context)


COLUMNS = {
    "contrat": Kind.TEXT,
    "mois": Kind.TEXT,
    "libelle": Kind.TEXT,
    "paye": Kind.AMOUNT,
    "du": Kind.AMOUNT,
    "difference": Kind.AMOUNT,
}


def _table(request: HttpRequest, tables: Sequence[MonthTable]) -> HttpResponse:
    rows = (
        (table.contract, str(table.month), row.label, row.paid, row.due, row.difference)
        for table in tables
        for row in table.rows
    )
    return table_file(request, "regularisations", COLUMNS, rows)


@employer_view(Act.COMPUTE, "POST")
def off_cycle(request: HttpRequest, employer: Employer, run_id: UUID) -> HttpResponse:
    """Open a run that pays now what closed months still owe."""
    run = get_object_or_404(PayRun, pk=run_id)
    try:
        day = dt.date.fromisoformat(request.POST.get("pay_date", ""))
    except ValueError:
        messages.error(request, _("Écrivez le jour du paiement, par exemple 2026-09-15."))
        return redirect("run", employer.pk, run.pk)
    try:
        found = pay_runs.create_off_cycle(employer, Month.parse(run.month), user_of(request), day)
    except PresteError as error:
        messages.error(request, told(error))
        return redirect("run", employer.pk, run.pk)
    return redirect("run", employer.pk, found.pk)

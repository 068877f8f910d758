"""The individual account: a worker's year on screen and as PDF; all workers of a year. Each reading is recorded."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from preste.documents import individual_account
from preste.errors import DocumentError
from preste.exports.twin import Kind
from preste.office.services import audit, batches
from preste.office.services.dossiers import employer_record
from preste.office.services.individual_accounts import Account, account, workers_of_year, years_of
from preste.office.store.models import Employer, PayRun, Payslip, Worker
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.converters import YEARS
from preste.office.web.tables import table_file, wants_table
from preste.office.web.views.downloads import download, offered
from preste.office.web.words import told

COLUMNS = {
    "matricule": Kind.TEXT,
    "nom": Kind.TEXT,
    "mois": Kind.INTEGER,
    "brut": Kind.AMOUNT,
    "imposable": Kind.AMOUNT,
    "precompte": Kind.AMOUNT,
    "net_a_payer": Kind.AMOUNT,
    "provisoire": Kind.TEXT,
}


@employer_view(Act.READ)
def worker_account(request: HttpRequest, employer: Employer, worker_id: UUID) -> HttpResponse:
    """A worker's account of a year, with the years there are."""
    worker: Worker = get_object_or_404(Worker.objects.select_related("employer"), pk=worker_id)
    years = years_of(worker)
    year = _year(request, years)
    found = _account(worker, year)
    if wants_table(request):
        audit.record(employer, user_of(request), "account.read", str(worker.pk), year=year, form="csv")
        return _table(request, found, year)
    audit.record(employer, user_of(request), "account.read", str(worker.pk), year=year, form="page")
    view = individual_account.account_view(employer_record(employer), found.contracts, year, found.months)
    context = {"employer": employer, "worker": worker, "view": view, "year": year, "years": years or [year]}
    return render(request, "office/individual_account.html", context)


@employer_view(Act.READ)
def worker_account_pdf(request: HttpRequest, employer: Employer, worker_id: UUID) -> HttpResponse:
    """The same as PDF; with `?form=simplified` the one that is handed out at hiring, without periods."""
    worker: Worker = get_object_or_404(Worker.objects.select_related("employer"), pk=worker_id)
    year = _year(request, years_of(worker))
    found = _account(worker, year)
    simplified = request.GET.get("form") == "simplified"
    months = () if simplified else found.months
    try:
        content = individual_account.render_account(employer_record(employer), found.contracts, year, months)
    except DocumentError as error:
        messages.error(request, told(error))
        return redirect("worker-account", employer.pk, worker.pk)
    form = "simplified" if simplified else "pdf"
    audit.record(employer, user_of(request), "account.read", str(worker.pk), year=year, form=form)
    kind = "simplifie" if simplified else str(year)
    draft = "" if all(one.final for one in months) else "-provisoire"
    response = HttpResponse(content, content_type="application/pdf")
    name = f"compte-individuel-{kind}-{str(worker.pk)[:8]}{draft}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@employer_view(Act.READ)
def year_accounts(request: HttpRequest, employer: Employer) -> HttpResponse:
    """The workers paid in a year, their totals, and their accounts as files."""
    months = PayRun.objects.filter(employer=employer).values_list("month", flat=True).distinct()
    years = sorted({int(month[:4]) for month in months}, reverse=True)
    year = _year(request, years)
    rows = _rows(employer, year)
    if wants_table(request):
        audit.record(employer, user_of(request), "accounts.exported", str(employer.pk), year=year)
        told_rows = (
            (row["worker"].number, row["name"], row["months"], *(row[n] for n in _SUMS), "oui" if row["open"] else "")
            for row in rows
        )
        return table_file(request, f"comptes-{year}", COLUMNS, told_rows)
    batch = batches.account_batch(employer, year) if rows else None
    context: dict[str, Any] = {"employer": employer, "year": year, "years": years or [year], "rows": rows}
    context["totals"] = {name: sum(row[name] or 0 for row in rows) for name in _SUMS}
    context["open"] = any(row["open"] for row in rows)
    return render(request, "office/individual_accounts.html", context | offered(employer, batch, f"year={year}"))


@employer_view(Act.READ)
def year_accounts_file(request: HttpRequest, employer: Employer) -> HttpResponse:
    """All accounts of a year, or a part of them, as one PDF or an archive."""
    months = PayRun.objects.filter(employer=employer).values_list("month", flat=True).distinct()
    year = _year(request, sorted({int(month[:4]) for month in months}, reverse=True))
    batch = batches.account_batch(employer, year)
    return download(request, employer, batch, "accounts.printed", str(employer.pk), back=("accounts",))


_SUMS = ("gross", "taxable", "withholding", "net_paid")


def _rows(employer: Employer, year: int) -> list[dict[str, Any]]:
    """Each worker paid in the year: the number of months, the year's sums, how many payslips are not validated."""
    still_open = Q(run__hash="", net_paid__isnull=False)
    paid = Payslip.objects.filter(run__employer=employer, run__month__startswith=f"{year}-", excluded=False)
    counts = {"months": Count("run__month", distinct=True), "open": Count("pk", filter=still_open)}
    counted = paid.order_by().values("contract__worker").annotate(**counts, **{name: Sum(name) for name in _SUMS})
    sums = {one["contract__worker"]: one for one in counted}
    names = dict(paid.order_by("run__month").values_list("contract__worker", "worker_name"))
    return [
        {"worker": worker, "name": names[worker.pk], **sums[worker.pk]} for worker in workers_of_year(employer, year)
    ]


def _year(request: HttpRequest, years: list[int]) -> int:
    """The year asked for, by default the latest with pay. Raises Http404 when it is none."""
    text = request.GET.get("year", "")
    if not text:
        return years[0] if years else timezone.localdate().year
    if not (text.isascii() and text.isdigit() and len(text) == 4 and int(text) in YEARS):
        raise Http404
    return int(text)


def _account(worker: Worker, year: int) -> Account:
    found = account(worker, year)
    if found is None:
        raise Http404
    return found


def _table(request: HttpRequest, found: Account, year: int) -> HttpResponse:
    """The table as it stands: amounts, days and hours, all in hundredths."""
    periods = [
        name
        for quarter in range(4)
        for name in (*(f"{year}-{3 * quarter + i:02d}" for i in (1, 2, 3)), f"{year}-T{quarter + 1}")
    ]
    columns = {"groupe": Kind.TEXT, "ligne": Kind.TEXT} | dict.fromkeys([*periods, str(year)], Kind.QUANTITY)
    rows = (
        (group.title, row.label, *(_cell(value, row.kind) for value in individual_account.across(row)))
        for group in individual_account.table(found.months)
        for row in group.rows
        if row
    )
    return table_file(request, f"compte-individuel-{year}", columns, rows)


def _cell(value: int | None, kind: individual_account.Kind) -> str | int | None:
    """Hundredths as they are; a count or a date, which share their columns, as text."""
    if value is None or kind not in ("count", "date"):
        return value
    return dt.date.fromordinal(value).isoformat() if kind == "date" else str(value)

"""The pay run: open, compute, check, validate; leave a worker out knowingly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from preste.errors import InputError, PresteError
from preste.exports.twin import Kind
from preste.office.jobs.queue import done_before, latest
from preste.office.jobs.worker import PAY_RUN
from preste.office.services import audit, pay_runs
from preste.office.services.checks import Check, run_checks
from preste.office.services.differences import THRESHOLD_CENTS, THRESHOLD_PERCENT, Difference, differences
from preste.office.store.models import Contract, Employer, PayRun, Payslip, RunKind, RunState
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.converters import page_month
from preste.office.web.fresh import fresh_sign_in
from preste.office.web.show import steps
from preste.office.web.tables import table_file, wants_table
from preste.office.web.terms import euro
from preste.office.web.views.computing import computing_of
from preste.office.web.words import MESSAGES, PLACES, check_message, told

ROWS_ON_A_PAGE = 100
AMOUNTS = ("gross", "taxable", "withholding", "net", "net_paid", "employer_cost")
PAYSLIPS = {
    "nom": Kind.TEXT,
    "hors_du_mois": Kind.TEXT,
    "brut": Kind.AMOUNT,
    "imposable": Kind.AMOUNT,
    "precompte": Kind.AMOUNT,
    "net": Kind.AMOUNT,
    "net_a_payer": Kind.AMOUNT,
    "cout_employeur": Kind.AMOUNT,
    "erreurs": Kind.TEXT,
}
DIFFERENCES = {
    "nom": Kind.TEXT,
    "avant": Kind.AMOUNT,
    "maintenant": Kind.AMOUNT,
    "ecart": Kind.AMOUNT,
    "raison": Kind.TEXT,
}


@dataclass(frozen=True)
class Finding:
    """A check in words, with the page where it is put right."""

    check: Check
    message: str
    remedy: str
    address: str


@employer_view(Act.COMPUTE, "POST")
def open_run(request: HttpRequest, employer: Employer) -> HttpResponse:
    """Open the run of a month; when it is open already, go there."""
    try:
        month = page_month(request.POST.get("month", ""))
    except InputError:
        messages.error(request, _("Écrivez un mois, par exemple 2026-09."))
        return redirect("employer", employer.pk)
    run = pay_runs.create_run(employer, month, user_of(request))
    return redirect("run", employer.pk, run.pk)


@employer_view(Act.READ)
def run(request: HttpRequest, employer: Employer, run_id: UUID) -> HttpResponse:
    """The wizard: where the run stands, what was found, what each worker gets, what changed."""
    run = get_object_or_404(PayRun, pk=run_id)
    job = latest(PAY_RUN, run.pk)
    under_way = job is not None and job.live
    hidden = under_way or run.state == RunState.DRAFT  # what is being replaced is not shown
    payslips = [] if hidden else list(run.payslips.defer("explanation", "view"))
    moved = differences(run) if payslips and run.kind == RunKind.REGULAR else []
    if wants_table(request):
        audit.record(employer, user_of(request), "run.exported", str(run.pk))
        differing = request.GET.get("table") == "differences"
        return _differences_table(request, run, moved) if differing else _table(request, run, payslips)
    checking = run.state == RunState.COMPUTED and not under_way
    checks = run_checks(run) if checking else []
    blocking = sum(one.blocks for one in checks)
    return render(
        request,
        "office/run.html",
        {
            "employer": employer,
            "run": run,
            "checking": checking,
            "off_cycle": timezone.localdate() if run.kind == RunKind.REGULAR else None,
            "own_work": checking and pay_runs.prepared(run, user_of(request)) and MESSAGES["E-RUN-FOUR-EYES"][0],
            "computing": computing_of(run, job),
            "seen": done_before(PAY_RUN, run.pk),
            "closed": run.state in (RunState.VALIDATED, RunState.PAID),
            "steps": steps(run, blocked=bool(blocking), under_way=under_way),
            "findings": _findings(run, employer, checks[:ROWS_ON_A_PAGE]),
            "more_findings": len(checks[ROWS_ON_A_PAGE:]),
            "blocked": bool(blocking),
            "blocking": blocking,
            "payslips": Paginator(payslips, ROWS_ON_A_PAGE).get_page(request.GET.get("page")),
            "totals": _totals(payslips),
            "differences": Paginator(moved, ROWS_ON_A_PAGE).get_page(request.GET.get("differences")),
            "compared": any(one.before is not None for one in moved),
            "unexplained": sum(one.unexplained for one in moved),
            "threshold": _("plus de %(amount)s ou de %(percent)s %%")
            % {"amount": euro(THRESHOLD_CENTS), "percent": THRESHOLD_PERCENT},
        },
    )


def _totals(payslips: list[Payslip]) -> dict[str, int]:
    counted = [one for one in payslips if not one.excluded]
    return {name: sum(getattr(one, name) or 0 for one in counted) for name in AMOUNTS} | {"count": len(counted)}


def _findings(run: PayRun, employer: Employer, checks: list[Check]) -> list[Finding]:
    concerned = {check.contract for check in checks}
    contracts = {one.reference: one for one in Contract.objects.filter(employer=employer, reference__in=concerned)}
    names = dict(run.payslips.values_list("contract__reference", "worker_name"))
    return [_finding(check, run, contracts, names) for check in checks]


def _finding(check: Check, run: PayRun, contracts: Mapping[str, Contract], names: Mapping[str, str]) -> Finding:
    message, remedy = check_message(check, names.get(check.contract, check.contract))
    contract = contracts.get(check.contract)
    if contract is None:
        home = reverse("employer", args=[run.employer_id])
        return Finding(check, message, remedy, "" if check.code == "C-STALE" else home)
    place = PLACES.get(check.code, "worker")
    which: dict[str, tuple[object, ...]] = {
        "worker-hours": (run.employer_id, run.month, contract.pk),
        "terms": (run.employer_id, contract.pk),
        "payment": (run.employer_id, run.pk),
    }
    if place == "campaigns":
        address = f"{reverse(place, args=(run.employer_id,))}?kind=december&month={run.month}"
        return Finding(check, message, remedy, address)
    address = reverse(place, args=which.get(place, (run.employer_id, contract.worker_id)))
    return Finding(check, message, remedy, address)


def _table(request: HttpRequest, run: PayRun, payslips: list[Payslip]) -> HttpResponse:
    rows = (
        (
            one.worker_name,
            "oui" if one.excluded else "",
            *(getattr(one, name) for name in AMOUNTS),
            " | ".join(error["message"] for error in one.errors),
        )
        for one in payslips
    )
    return table_file(request, f"paie-{run.month}", PAYSLIPS, rows)


def _differences_table(request: HttpRequest, run: PayRun, moved: list[Difference]) -> HttpResponse:
    rows = ((one.worker_name, one.before, one.now, one.change, one.reason) for one in moved)
    return table_file(request, f"differences-{run.month}", DIFFERENCES, rows)


@employer_view(Act.VALIDATE, "POST")
@fresh_sign_in
def validate(request: HttpRequest, employer: Employer, run_id: UUID) -> HttpResponse:
    """Make the run immutable."""
    run = get_object_or_404(PayRun, pk=run_id)
    try:
        pay_runs.validate(run, user_of(request))
    except PresteError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Le mois est validé. Ses fiches ne changent plus."))
    return redirect("run", employer.pk, run_id)


@employer_view(Act.COMPUTE, "POST")
def exclude(request: HttpRequest, employer: Employer, payslip_id: UUID) -> HttpResponse:
    """Leave a worker out of the run, or take them in again."""
    payslip: Payslip = get_object_or_404(Payslip.objects.select_related("run"), pk=payslip_id)
    try:
        pay_runs.exclude(payslip, user_of(request), excluded=request.POST.get("excluded") == "1")
    except PresteError as error:
        messages.error(request, told(error))
    return redirect("run", employer.pk, payslip.run_id)

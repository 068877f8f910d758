"""The checks before validation: what blocks and what warns, each with where to put it right."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from preste.calendar import Month
from preste.office.services.bank_accounts import account_changes, accounts_on, masked
from preste.office.services.debts import pay_day
from preste.office.services.dossiers import dossier_of
from preste.office.store.models import PayRun, RunKind, RunState
from preste.payroll.month import active


@dataclass(frozen=True)
class Check:
    """One finding of a run."""

    code: str
    message: str
    remedy: str
    blocks: bool
    contract: str = ""


def run_checks(run: PayRun) -> list[Check]:
    """Everything found in a computed run, what blocks first."""
    from preste.office.services.pay_runs import is_stale

    found: list[Check] = []
    if is_stale(run):
        found.append(Check("C-STALE", "Des faits ont changé depuis le calcul.", "Recalculez le mois.", blocks=True))
    found += _payslips(run)
    found += _bank_accounts(run)
    found += _changed_accounts(run)
    found += _previous_month(run)
    return sorted(found, key=lambda c: not c.blocks)


def _payslips(run: PayRun) -> list[Check]:
    found = []
    for payslip in run.payslips.filter(excluded=False).select_related("contract"):
        reference = payslip.contract.reference
        for error in payslip.errors:
            found.append(
                Check(
                    error.get("code", "C-ERROR"),
                    f"{payslip.worker_name} : {error['message']}",
                    error.get("remedy", "") or "Corrigez, ou laissez ce travailleur hors du mois.",
                    blocks=True,
                    contract=reference,
                )
            )
        if payslip.net_paid is not None and payslip.net_paid < 0:
            found.append(
                Check(
                    "C-NEGATIVE",
                    f"{payslip.worker_name} : le net à payer est négatif.",
                    "Réduisez les retenues de ce mois.",
                    blocks=True,
                    contract=reference,
                )
            )
        for warning in payslip.warnings:
            found.append(Check("C-UNSURE", f"{payslip.worker_name} : {warning}", "", blocks=False, contract=reference))
    return found


def _bank_accounts(run: PayRun) -> list[Check]:
    month = Month.parse(run.month)
    dossier = dossier_of(run.employer, month)
    left_out = set(run.payslips.filter(excluded=True).values_list("contract__reference", flat=True))
    found = [
        Check(
            "C-IBAN",
            f"{contract.worker.name} n'a pas de compte bancaire.",
            "Complétez l'identité du travailleur.",
            blocks=False,
            contract=contract.id,
        )
        for contract in active(dossier, month)
        if not contract.worker.iban and contract.id not in left_out
    ]
    if not run.employer.iban:
        found.append(Check("C-IBAN", "L'employeur n'a pas de compte bancaire.", "Complétez l'employeur.", blocks=False))
    return found


def _changed_accounts(run: PayRun) -> list[Check]:
    """Accounts that are not those of the last validated month, both told so that they can be compared."""
    accounts = accounts_on(run.employer, pay_day(run, timezone.localdate()))
    found = []
    for one in account_changes(run, accounts):
        when = f"{timezone.localtime(one.changed_at):%d/%m/%Y}" if one.changed_at else ""
        told = f", écrit par {one.changed_by} le {when}" if one.changed_by else f", écrit le {when}"
        if one.before:
            code, what = "C-IBAN-CHANGED", f"compte changé, {masked(one.before)} → {masked(one.now)}"
        else:
            code, what = "C-IBAN-FIRST", f"premier compte, {masked(one.now)}"
        found.append(
            Check(code, f"{one.name} : {what}{told}.", "Comparez les comptes.", blocks=False, contract=one.contract)
        )
    return found


def _previous_month(run: PayRun) -> list[Check]:
    earlier = PayRun.objects.filter(
        employer=run.employer, kind=RunKind.REGULAR, month__lt=run.month, state__in=(RunState.DRAFT, RunState.COMPUTED)
    ).order_by("month")
    return [
        Check("C-OPEN", f"Le mois {one.month} n'est pas validé.", "Validez-le d'abord.", blocks=False)
        for one in earlier
    ]

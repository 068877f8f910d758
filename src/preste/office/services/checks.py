"""The checks before validation: what blocks and what warns, each with where to put it right."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from preste.calendar import Month
from preste.office.services.bank_accounts import account_changes, accounts_on, masked
from preste.office.services.debts import pay_day
from preste.office.services.facts import iban_on, known_facts
from preste.office.store.models import Fact, FactKind, PayRun, RunKind, RunState


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
    for payslip in run.payslips.filter(excluded=False).select_related("contract").defer("explanation", "view", "facts"):
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
    last = Month.parse(run.month).last
    identities: dict[UUID, list[Fact]] = defaultdict(list)
    for fact in known_facts(run.employer).filter(kind=FactKind.IDENTITY):
        identities[fact.worker_id].append(fact)
    paid = run.payslips.filter(excluded=False)
    found = [
        Check(
            "C-IBAN",
            f"{name} n'a pas de compte bancaire.",
            "Complétez l'identité du travailleur.",
            blocks=False,
            contract=reference,
        )
        for name, reference, worker in paid.values_list("worker_name", "contract__reference", "contract__worker_id")
        if not iban_on(identities[worker], last)
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

"""The checks before validation: what blocks and what warns, each with where to put it right."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

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
        found.append(
            Check("C-STALE", _("Des faits ont changé depuis le calcul."), _("Recalculez le mois."), blocks=True)
        )
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
                    error.get("remedy", "") or _("Corrigez, ou laissez ce travailleur hors du mois."),
                    blocks=True,
                    contract=reference,
                )
            )
        if payslip.net_paid is not None and payslip.net_paid < 0:
            found.append(
                Check(
                    "C-NEGATIVE",
                    _("%(worker)s : le net à payer est négatif.") % {"worker": payslip.worker_name},
                    _("Réduisez les retenues de ce mois."),
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
            _("%(worker)s n'a pas de compte bancaire.") % {"worker": name},
            _("Complétez l'identité du travailleur."),
            blocks=False,
            contract=reference,
        )
        for name, reference, worker in paid.values_list("worker_name", "contract__reference", "contract__worker_id")
        if not iban_on(identities[worker], last)
    ]
    if not run.employer.iban:
        found.append(
            Check("C-IBAN", _("L'employeur n'a pas de compte bancaire."), _("Complétez l'employeur."), blocks=False)
        )
    return found


def _changed_accounts(run: PayRun) -> list[Check]:
    """Accounts that are not those of the last validated month, both told so that they can be compared."""
    accounts = accounts_on(run.employer, pay_day(run, timezone.localdate()))
    found = []
    for one in account_changes(run, accounts):
        when = f"{timezone.localtime(one.changed_at):%d/%m/%Y}" if one.changed_at else ""
        written = _("écrit par %(who)s le %(day)s") if one.changed_by else _("écrit le %(day)s")
        if one.before:
            code, what = "C-IBAN-CHANGED", _("compte changé, %(before)s → %(now)s")
        else:
            code, what = "C-IBAN-FIRST", _("premier compte, %(now)s")
        told = f"{what}, {written}" % {
            "before": masked(one.before), "now": masked(one.now), "who": one.changed_by, "day": when
        }  # fmt: skip
        found.append(
            Check(code, f"{one.name} : {told}.", _("Comparez les comptes."), blocks=False, contract=one.contract)
        )
    return found


def _previous_month(run: PayRun) -> list[Check]:
    earlier = PayRun.objects.filter(
        employer=run.employer, kind=RunKind.REGULAR, month__lt=run.month, state__in=(RunState.DRAFT, RunState.COMPUTED)
    ).order_by("month")
    return [
        Check(
            "C-OPEN",
            _("Le mois %(month)s n'est pas validé.") % {"month": one.month},
            _("Validez-le d'abord."),
            blocks=False,
        )
        for one in earlier
    ]

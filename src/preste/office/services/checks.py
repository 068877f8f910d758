"""The checks before validation: what blocks and what warns, each with where to put it right."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from preste.calendar import Month
from preste.money import euro
from preste.office.services import creditors
from preste.office.services.bank_accounts import account_changes, accounts_on, masked
from preste.office.services.campaigns import unsettled
from preste.office.services.creditors import DueToCreditor
from preste.office.services.debts import pay_day, unusable
from preste.office.services.facts import iban_on, known_facts
from preste.office.store.models import Fact, FactKind, Line, PayRun, Payslip, RunKind, RunState

DECEMBER = 12


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
    parts = creditors.due_of(run)
    if is_stale(run):
        found.append(
            Check("C-STALE", _("Des faits ont changé depuis le calcul."), _("Recalculez le mois."), blocks=True)
        )
    found += _payslips(run)
    found += _bank_accounts(run)
    found += _creditors(parts)
    found += _changed_accounts(run, parts)
    found += _debts(run)
    found += _households(run)
    found += _after_cut_off(run)
    found += _reduced_hours(run)
    found += _previous_month(run)
    return sorted(found, key=lambda c: not c.blocks)


def _payslips(run: PayRun) -> list[Check]:
    found = []
    warned: dict[str, list[Payslip]] = defaultdict(list)
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
        if payslip.settled:
            months = ", ".join(one["month"] for one in payslip.settled)
            text = _("%(worker)s : des mois clôturés sont régularisés (%(months)s).")
            told = text % {"worker": payslip.worker_name, "months": months}
            found.append(Check("C-LATE", told, _("Voyez ce qui est payé ou repris."), blocks=False, contract=reference))
        for warning in payslip.warnings:
            warned[warning].append(payslip)
    return found + [_warning(warning, payslips) for warning, payslips in warned.items()]


def _warning(warning: str, payslips: Sequence[Payslip]) -> Check:
    """What one or several payslips warn of, once."""
    one = payslips[0]
    if len(payslips) == 1:
        return Check("C-UNSURE", f"{one.worker_name} : {warning}", "", blocks=False, contract=one.contract.reference)
    return Check("C-UNSURE", _("%(count)s travailleurs") % {"count": len(payslips)} + f" : {warning}", "", blocks=False)


def _debts(run: PayRun) -> list[Check]:
    """Nets below zero: nothing is paid, and the worker owes the rest."""
    lines = Line.objects.filter(payslip__run=run, payslip__excluded=False, code="debt_kept")
    return [
        Check(
            "C-DEBT",
            _("%(worker)s : le net est négatif, %(amount)s sont reportés.") % {"worker": name, "amount": euro(amount)},
            _("Voyez les retenues et les régularisations."),
            blocks=False,
            contract=reference,
        )
        for name, reference, amount in lines.values_list(
            "payslip__worker_name", "payslip__contract__reference", "amount"
        )
    ]


def _households(run: PayRun) -> list[Check]:
    """Workers of whose household nothing is known: they are taxed as single, without children."""
    known = known_facts(run.employer).filter(kind=FactKind.HOUSEHOLD).values("worker")
    without = run.payslips.filter(excluded=False).exclude(contract__worker__in=known)
    return [
        Check(
            "C-HOUSEHOLD",
            _("%(worker)s n'a pas de situation familiale : le précompte est celui d'un isolé sans enfant.")
            % {"worker": name},
            _("Ajoutez une situation familiale."),
            blocks=False,
            contract=reference,
        )
        for name, reference in without.values_list("worker_name", "contract__reference")
    ]


def _reduced_hours(run: PayRun) -> list[Check]:
    """In December, who works less and whose holiday pay is not settled."""
    month = Month.parse(run.month)
    if run.kind != RunKind.REGULAR or month.month != DECEMBER:
        return []
    paid = set(run.payslips.filter(excluded=False).values_list("contract__reference", flat=True))
    return [
        Check(
            "C-REDUCED",
            _("%(worker)s a réduit son horaire : le décompte de décembre n'est pas enregistré.")
            % {"worker": one.worker.name},
            _("Voyez-le dans « Pécules et primes » ; s'il est nul, rien n'est à enregistrer."),
            blocks=False,
            contract=one.id,
        )
        for one in unsettled(run.employer, month)
        if one.id in paid
    ]


def _after_cut_off(run: PayRun) -> list[Check]:
    """Facts of the month that were written down after the employer's cut-off day, and after the run was opened."""
    month = Month.parse(run.month)
    day = min(run.employer.cut_off_day, month.last.day)
    eve = dt.datetime.combine(month.first.replace(day=day), dt.time.max, timezone.get_current_timezone())
    late = known_facts(run.employer).filter(
        Q(valid_to=None) | Q(valid_to__gte=month.first),
        recorded_at__gt=max(eve, run.created_at),
        valid_from__lte=month.last,
        contract__payslips__in=run.payslips.filter(excluded=False),
    )
    references = late.order_by("contract__reference").values_list("contract__reference", flat=True).distinct()
    names = dict(run.payslips.values_list("contract__reference", "worker_name"))
    return [
        Check(
            "C-CUT-OFF",
            _("%(worker)s : des faits ont été écrits après le jour de clôture.") % {"worker": names[reference]},
            _("Relisez-les."),
            blocks=False,
            contract=reference,
        )
        for reference in references
    ]


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


def _creditors(parts: Sequence[DueToCreditor]) -> list[Check]:
    """Creditors who cannot be paid by a file: told before it is made, when the letter is still at hand."""
    return [
        Check(
            "C-CREDITOR-IBAN",
            _("%(creditor)s, créancier de %(worker)s, n'a pas de compte où payer sa part.")
            % {"creditor": one.claim.creditor, "worker": one.payslip.worker_name},
            _("Complétez ou corrigez le compte du créancier."),
            blocks=False,
            contract=one.payslip.contract.reference,
        )
        for one in parts
        if unusable(one.claim.iban)
    ]


def _changed_accounts(run: PayRun, parts: Sequence[DueToCreditor]) -> list[Check]:
    """Accounts that are not those of the last validated month, both told so that they can be compared."""
    accounts = accounts_on(run.employer, pay_day(run, timezone.localdate()))
    found = []
    for one in account_changes(run, accounts) + creditors.account_changes(run, parts):
        when = f"{timezone.localtime(one.changed_at):%d/%m/%Y}" if one.changed_at else ""
        written = _("écrit par %(who)s le %(day)s") if one.changed_by else _("écrit le %(day)s")
        if one.before:
            code, what = "C-IBAN-CHANGED", _("compte changé, %(before)s → %(now)s")
        else:
            code, what = "C-IBAN-FIRST", _("premier compte, %(now)s")
        told = f"{what}, {written}" % {
            "before": masked(one.before), "now": masked(one.now), "who": one.changed_by, "day": when
        }  # fmt: skip
        who = f"{one.creditor} ({one.name})" if one.creditor else one.name
        found.append(
            Check(
                code,
                _("%(worker)s : %(message)s.") % {"worker": who, "message": told},
                _("Comparez les comptes."),
                blocks=False,
                contract=one.contract,
            )
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

"""The month's tables: the accounting lines and the run's summary."""

from __future__ import annotations

from collections.abc import Sequence

from preste.errors import IdentifierError
from preste.exports.journal import journal
from preste.exports.table import amount, csv_bytes, safe
from preste.ids import iban, ogm
from preste.payroll.lines import GARNISHMENTS
from preste.payroll.payslip import Payslip

SUMMARY_HEAD = (
    "contrat",
    "nom",
    "mois",
    "brut",
    "cotisations_personnelles",
    "reductions",
    "imposable",
    "precompte",
    "csss",
    "net",
    "net_a_payer",
    "cotisations_patronales",
    "cout_employeur",
    "avertissements",
    "erreurs",
)
_SUMMARY_RULES = (
    "gross",
    "personal_contribution",
    "contribution_reductions",
    "taxable",
    "withholding",
    "special_contribution",
    "net",
    "net_paid",
    "employer_contributions",
    "employer_cost",
)


def accounting_csv(payslips: Sequence[Payslip]) -> bytes:
    """The journal of the month; debits equal credits."""
    return csv_bytes(
        ("date", "contrat", "compte", "intitule", "libelle", "debit", "credit"),
        (
            (
                p.date.isoformat(),
                safe(p.contract),
                p.account,
                p.account_name,
                safe(p.label),
                amount(p.debit) if p.debit else "",
                amount(p.credit) if p.credit else "",
            )
            for p in journal(payslips)
        ),
    )


def summary_csv(payslips: Sequence[Payslip]) -> bytes:
    """A row for each payslip with its main amounts, warnings and errors."""
    return csv_bytes(
        SUMMARY_HEAD,
        (
            (
                safe(p.contract.id),
                safe(p.contract.worker.name),
                str(p.month),
                *(amount(p.trace.get(rule)) for rule in _SUMMARY_RULES),
                safe(" | ".join(p.warnings)),
                safe(" | ".join(sorted({e.message for e in p.errors.values()}))),
            )
            for p in payslips
        ),
    )


CREDITORS_HEAD = ("contrat", "creance", "genre", "creancier", "montant", "compte", "communication", "date", "reste_du")


def creditors_csv(payslips: Sequence[Payslip]) -> bytes:
    """A row for each creditor who receives something: how much, on which account, with which communication."""
    return csv_bytes(
        CREDITORS_HEAD,
        (
            (
                safe(p.contract.id),
                safe(one.garnishment.id),
                GARNISHMENTS[one.garnishment.kind],
                safe(one.garnishment.creditor),
                amount(one.amount),
                iban.format(one.garnishment.iban) if one.garnishment.iban else "",
                safe(_communication(one.garnishment.reference)),
                p.paid_on.isoformat(),
                amount(one.left),
            )
            for p in payslips
            for one in p.withheld
            if one.amount
        ),
    )


def _communication(reference: str) -> str:
    """A structured communication without its plus signs, which a spreadsheet would take for a formula."""
    try:
        return ogm.format(ogm.validate(reference)).strip("+")
    except IdentifierError:
        return reference

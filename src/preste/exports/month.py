"""The month's tables: the accounting lines and the run's summary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from preste.errors import IdentifierError
from preste.exports.journal import journal
from preste.exports.table import amount, csv_bytes, safe
from preste.ids import iban, ogm
from preste.payroll import line as role
from preste.payroll.line import Line
from preste.payroll.lines import GARNISHMENTS
from preste.payroll.payslip import Payslip
from preste.payroll.settlement import WITHOUT_ONSS

_OF_LINES: Mapping[str, tuple[str, Callable[[Line], bool]]] = {
    "cotisations_personnelles": ("personal_contribution", lambda line: role.CONTRIBUTION in line.roles),
    "reductions": ("contribution_reductions", lambda line: role.CONTRIBUTION_REDUCTION in line.roles),
    "hors_cotisations": ("net", lambda line: line.code in WITHOUT_ONSS),
    "csss": ("special_contribution", lambda line: line.code == "csss"),
    "assurance_groupe": ("net", lambda line: line.code == "group_insurance"),
    "cotisations_patronales": (
        "employer_contributions", lambda line: role.EMPLOYER in line.roles and line.account == "621"
    ),
}  # fmt: skip
"""Columns that are sums of lines, those of settled months too: the lines, and the rule without which nothing is known.

`hors_cotisations`: guaranteed pay and net overtime, which no contribution is taken from.
"""

_OF_RULES = {
    "brut": "gross",
    "imposable": "taxable",
    "precompte": "withholding",
    "net": "net",
    "net_a_payer": "net_paid",
    "cout_employeur": "employer_cost",
}
"""Columns that a rule gives, with what is settled."""

_AMOUNTS = (
    "brut",
    "cotisations_personnelles",
    "reductions",
    "hors_cotisations",
    "imposable",
    "precompte",
    "csss",
    "assurance_groupe",
    "net",
    "net_a_payer",
    "cotisations_patronales",
    "cout_employeur",
)
"""Gross, less contributions after reductions, with pay without contributions, less withholding, special contribution
and own insurance, is net."""

SUMMARY_HEAD = ("contrat", "nom", "mois", *_AMOUNTS, "avertissements", "erreurs")


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
                *(amount(_column(p, name)) for name in _AMOUNTS),
                safe(" | ".join(p.warnings)),
                safe(" | ".join(sorted({e.message for e in p.errors.values()}))),
            )
            for p in payslips
        ),
    )


def _column(payslip: Payslip, name: str) -> int | None:
    """An amount of the summary in cents, None where missing law left it unknown."""
    if name in _OF_RULES:
        return payslip.trace.get(_OF_RULES[name])
    rule, chosen = _OF_LINES[name]
    return None if payslip.trace.get(rule) is None else sum(one.amount for one in payslip.lines if chosen(one))


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

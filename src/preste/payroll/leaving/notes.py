"""What an officer has to know of a departure, in French sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from preste.belgium.exit.indemnity import Severance
from preste.belgium.exit.notice import Notice
from preste.money import euro
from preste.payroll.items import KINDS
from preste.payroll.payslip import Payslip
from preste.records import Contract, PayItem

if TYPE_CHECKING:
    from preste.payroll.leaving.act import Act


def notes_of(contract: Contract, act: Act, told: Notice | None, rest_owed_by: str) -> Iterator[str]:
    """What does not agree, what is cut, and what is not counted. `contract` as it was."""
    last = act.last_day
    if told is not None:
        yield from _of_the_notice(told, last, rest_owed_by)
    if act.reason == "severance" and act.by == "worker":
        yield "indemnité due par le travailleur : elle ne se retient pas d'office sur la paie"
    if act.reason == "retirement":
        yield "pension : le préavis n'est pas vérifié"
    for one in contract.incapacities:
        if one.end > last:
            yield f"l'incapacité du {one.start:%d/%m/%Y} au {one.end:%d/%m/%Y} est coupée au dernier jour"
    for item in contract.items:
        yield from _of_an_item(item, last)


_REST: Mapping[str, str] = {
    "employer": "le reste est payé en indemnité",
    "worker": "le reste est dû par le travailleur, et ne se retient pas d'office sur la paie",
    "nobody": "rien n'est dû pour le reste, comme encodé",
    "unread": "le reste est dû en indemnité et n'est pas calculé ici : il se calcule à part",
}


def _of_the_notice(told: Notice, last: dt.date, rest_owed_by: str) -> Iterator[str]:
    if rest_owed_by:
        span = f"le préavis légal court du {told.start:%d/%m/%Y} au {told.end:%d/%m/%Y}"
        yield f"{span} ; {_REST[rest_owed_by]}"
    elif last > told.end:
        yield f"le préavis légal finit le {told.end:%d/%m/%Y}, avant le dernier jour donné"


def notes_of_the_severance(act: Act, owed: Severance | None) -> Iterator[str]:
    """What to know of the pay in lieu of notice, and of contribution 812 on it."""
    if owed is None:
        return
    if not act.yearly_benefits:
        yield "indemnité sans les avantages d'une année (prime, double pécule, parts patronales) : donnez-les"
    trace = owed.trace
    if "employer_812" in trace.plan.index:
        wage = euro(trace["severance_annual_wage"])
        yield f"cotisation 812 de l'employeur : {euro(trace['employer_812'])}, pour un salaire annuel de {wage}"
    else:
        yield "cotisation 812 non comptée, le trimestre n'est pas connu ici : elle se calcule à part"


def _of_an_item(item: PayItem, last: dt.date) -> Iterator[str]:
    label = item.label or KINDS.get(item.kind, item.kind)
    if item.valid_from > last:
        yield f"élément jamais payé, prévu à partir du {item.valid_from:%d/%m/%Y} : {label}"
    elif not item.once and item.valid_to is not None and item.valid_to > last:
        yield f"élément prévu jusqu'au {item.valid_to:%d/%m/%Y}, arrêté au dernier jour : {label}"


def notes_of_the_pay(payslip: Payslip) -> Iterator[str]:
    """What the last payslip leaves open."""
    if deferred := payslip.trace.get("deduction_deferred"):
        yield f"retenues de l'employeur non récupérées sur la dernière paie : {euro(deferred)}"
    for one in payslip.withheld:
        rest = "" if one.left is None else f", reste dû {euro(one.left)}"
        yield f"créancier {one.garnishment.creditor} : {euro(one.amount)} retenus{rest} ; annoncez-lui la fin"
    if (payslip.trace.get("net_paid") or 0) < 0:
        yield "le net à payer est négatif : le travailleur doit la différence"

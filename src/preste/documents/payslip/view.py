"""What a payslip prints, as text: the same sums over lines as every other document.

Everything printed adds up as printed: each group's amounts are signed, and each total is the sum of what is
above it. A quantity and a unit amount, or a base and a rate, are printed only when their product is the amount.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from preste.belgium.time.codes import CODES
from preste.belgium.time.month import MonthTime
from preste.calendar import Month
from preste.documents.payslip import words
from preste.documents.payslip.names import file_name
from preste.documents.typesetting import clean
from preste.errors import DocumentError
from preste.ids import enterprise, iban, niss, onss_number
from preste.money import half_up, number
from preste.payroll.line import (
    CONTRIBUTION,
    CONTRIBUTION_REDUCTION,
    EMPLOYER,
    GROSS,
    GROSS_IN_KIND,
    INFORMATION,
    MINUS_NET,
    MINUS_TAXABLE,
    PLUS_NET,
    PLUS_TAXABLE,
    TAX,
    TAX_REDUCTION,
    Line,
    Totals,
)
from preste.payroll.payslip import Payslip

Signs: TypeAlias = tuple[tuple[int, int], ...]
"""Roles, each with its sign."""

SECTIONS: tuple[tuple[str, str, Signs, str], ...] = (
    ("cash", "Rémunération", ((GROSS, 1),), ""),
    ("in_kind", "Avantages en nature", ((GROSS_IN_KIND, 1),), "gross"),
    ("contributions", "Sécurité sociale", ((CONTRIBUTION, -1), (CONTRIBUTION_REDUCTION, 1)), ""),
    ("not_liable", "Non soumis à l'ONSS", ((PLUS_TAXABLE, 1), (MINUS_TAXABLE, -1)), "taxable"),
    ("tax", "Impôt", ((TAX, -1), (TAX_REDUCTION, 1)), "net"),
    ("not_taxable", "Non imposable", ((PLUS_NET, 1),), "granted"),
    ("deductions", "À déduire", ((MINUS_NET, -1),), "to_pay"),
)
"""Each group of amounts: its name, its title, the roles it holds with their sign, the total it ends with."""

ROWS_ON_A_PAGE = 20
"""A payslip with more rows than this is set closer, and its pages are numbered, for it may need two."""


def payslip_view(payslip: Payslip) -> dict[str, Any]:
    """Everything the payslip prints, ready for JSON: texts, in the order they are read.

    Raises DocumentError when a missing parameter of law left the totals unknown.
    """
    where = f"contract {payslip.contract.id}, {payslip.month}"
    totals = payslip.totals
    if totals is None:
        raise _without_totals(payslip, where)
    month = words.month(payslip.month)
    worker = payslip.contract.worker
    view: dict[str, Any] = {
        "where": where,
        "title": f"Fiche de paie, {month}, {worker.name}",
        "heading": "Fiche de paie",
        "month": month,
        "period": _period(payslip),
        "employer": _employer(payslip),
        "worker": _worker(payslip),
        "recipient": [worker.name, *words.address(worker.address)],
        "base_pay": words.base_pay(payslip.terms),
        "work": _work(payslip),
        "time": {"days": days_by_code(payslip.time), "hours": dict(payslip.time.hours_by_code)},
        "counters": [[c.label, f"{words.quantity(c.value)} {c.unit}".strip()] for c in payslip.counters],
        "sections": {name: _section(payslip, title, signs, end) for name, title, signs, end in SECTIONS},
        "totals": _totals(payslip, totals),
        "to_pay": number(totals.granted),
        "payment": _payment(payslip),
        "garnishment": _garnishment(payslip),
        "information": _rows(payslip, ((INFORMATION, 1),)),
        "employer_cost": _employer_cost(payslip),
        "explanation": file_name(payslip, ".html"),
    }
    lines = sum(len(section["rows"]) for section in view["sections"].values())
    notes = len(view["information"]) + len(view["garnishment"])
    view["long"] = lines + len(view["work"]["rows"]) + notes > ROWS_ON_A_PAGE
    cleaned: dict[str, Any] = clean(view)
    return cleaned


def _without_totals(payslip: Payslip, where: str) -> DocumentError:
    cause = payslip.trace.errors["net_paid"]
    return DocumentError(
        f"the payslip cannot be made, the law book lacks what it needs: {cause.message}",
        field=cause.field,
        where=where,
        remedy=cause.remedy or "add the missing value to the law book, with its source, and compute the month again",
        code="E-DOCUMENT-TOTALS",
    )


def _period(payslip: Payslip) -> str:
    """The days of the month on which the contract runs; the whole month for pay that comes after its end."""
    contract, month = payslip.contract, payslip.month
    if not contract.active_in(month):
        return words.period(month.first, month.last)
    return words.period(max(contract.start, month.first), min(contract.end or month.last, month.last))


def _employer(payslip: Payslip) -> dict[str, Any]:
    employer = payslip.employer
    committee = payslip.contract.joint_committee or employer.joint_committee
    facts = [
        ["BCE", enterprise.format(employer.enterprise_number)],
        ["ONSS", onss_number.format(employer.onss_number)],
        ["Commission paritaire", committee],
        ["Secrétariat social", employer.social_secretariat],
    ]
    return {
        "name": employer.name,
        "address": words.address(employer.address),
        "facts": [fact for fact in facts if fact[1]],
    }


def _worker(payslip: Payslip) -> dict[str, Any]:
    contract, terms = payslip.contract, payslip.terms
    worker = contract.worker
    facts = [
        ["Fonction", terms.function],
        ["Statut", words.status(contract)],
        ["Horaire", words.hours(terms)],
        ["En service depuis le", words.date(contract.start)],
        ["Sortie de service le", _leaving(payslip)],
        ["Situation fiscale", words.household(payslip.household, payslip.trace.facts.get("scale"))],
        ["NISS", _hidden(niss.mask(worker.niss))],
    ]
    return {"name": worker.name, "number": worker.number, "facts": [fact for fact in facts if fact[1]]}


def _leaving(payslip: Payslip) -> str:
    end = payslip.contract.end
    inside = end is not None and payslip.month.first <= end <= payslip.month.last
    return words.date(end) if end is not None and inside else ""


def _payment(payslip: Payslip) -> str:
    account = payslip.contract.worker.iban
    into = f"sur le compte {_hidden(iban.format(iban.mask(account)))}" if account else "compte non communiqué"
    return f"Payé le {words.date(payslip.paid_on)}, {into}"


def _hidden(masked: str) -> str:
    return masked.replace("*", "•")


def _work(payslip: Payslip) -> dict[str, Any]:
    """Days and hours by code, and their sums, in hundredths until printed."""
    hours = payslip.time.hours_by_code
    days = days_by_code(payslip.time)
    rows = [
        [CODES[code].label if code in CODES else code, number(days.get(code, 0)), number(hours[code])] for code in hours
    ]
    total = [number(sum(days.values())), number(sum(hours.values()))]
    return {"rows": rows, "total": total}


def days_by_code(time: MonthTime) -> dict[str, int]:
    """Hundredths of days by code: a day with several codes is shared by their hours, and stays one day.

    Hours besides the schedule make no day.
    """
    by_date: dict[Any, list[tuple[str, int]]] = {}
    for day in time.calendar:
        if day.code and not (day.code in CODES and CODES[day.code].overtime):
            by_date.setdefault(day.date, []).append((day.code, day.hours))
    days: dict[str, int] = {}
    for parts in by_date.values():
        whole, left = sum(h for _, h in parts), 100
        for code, h in parts[:-1]:
            part = half_up(h * 100, whole) if whole else 0
            days[code] = days.get(code, 0) + part
            left -= part
        last = parts[-1][0]
        days[last] = days.get(last, 0) + left
    return days


def _section(payslip: Payslip, title: str, signs: Signs, total: str) -> dict[str, Any]:
    return {"title": title, "rows": _rows(payslip, signs), "total": total}


def _rows(payslip: Payslip, signs: Signs) -> list[dict[str, str]]:
    """The lines of some roles in their order, each with its sign; those of nothing are left out."""
    sign_of = dict(signs)
    found = [(line, sign_of[role]) for line in payslip.lines if line.amount for role in line.roles if role in sign_of]
    return [_row(line, sign, payslip.month) for line, sign in found]


def _row(line: Line, sign: int, month: Month) -> dict[str, str]:
    label = line.label
    if line.earned_month != month:
        label += f" ({words.month(line.earned_month)})"
    row = {"label": label, "amount": number(sign * line.amount), "quantity": "", "price": ""}
    if _multiplies(line.quantity, line.unit_amount, line.unit_decimals, line.amount):
        row["quantity"] = f"{words.quantity(line.quantity or 0)} {line.unit}".strip()
        row["price"] = _price(line.unit_amount or 0, line.unit_decimals)
    elif _multiplies(line.base, line.rate, 4, line.amount):
        row["quantity"] = number(line.base or 0)
        row["price"] = f"{number(line.rate or 0)} %"
    return row


def _price(value: int, decimals: int) -> str:
    """A unit amount with two decimals, or as many more as it needs."""
    while decimals > 2 and value % 10 == 0:
        value, decimals = value // 10, decimals - 1
    return number(value, decimals)


def _multiplies(one: int | None, other: int | None, decimals: int, amount: int) -> bool:
    """Whether the product, rounded to the cent, is the amount."""
    return one is not None and other is not None and half_up(one * other, 10**decimals) == amount


def _garnishment(payslip: Payslip) -> list[list[str]]:
    """How the seizable part of the month comes about, and what is still due; nothing without a creditor."""
    trace, kinds = payslip.trace, {one.garnishment.kind for one in payslip.withheld}
    rows = [["Net du mois pris en compte", number(trace["garnishable_month"])]] if kinds else []
    if kinds - {"maintenance"}:
        children = trace.facts["children_declared"]
        rows.append(["Partie saisissable selon les tranches", number(trace["seizable_by_bands"])])
        if children:
            label = f"Réduction pour {children} enfant{'s' if children > 1 else ''} à charge déclaré"
            rows.append([label + "s" * (children > 1), number(-trace["seizable_child_reduction"])])
        rows.append(["Partie saisissable du mois", number(trace["seizable"])])
    for one in payslip.withheld:
        if one.left is not None:
            rows.append([f"Reste dû après ce paiement : {one.garnishment.creditor}", number(one.left)])
    return rows


def _totals(payslip: Payslip, totals: Totals) -> dict[str, dict[str, str]]:
    """Gross, taxable, net and net granted; net is left out where it would be printed twice."""
    added = sum(line.amount for line in payslip.lines if PLUS_NET in line.roles)
    found = {"gross": ("Brut", totals.gross), "taxable": ("Imposable", totals.taxable)}
    if added:
        found["net"] = ("Net", totals.net)
    found["granted"] = ("Net octroyé", totals.net + added)
    return {name: {"label": label, "amount": number(value)} for name, (label, value) in found.items()}


def _employer_cost(payslip: Payslip) -> str:
    cost = payslip.trace.get("employer_cost")
    return "" if cost is None or not any(EMPLOYER in line.roles for line in payslip.lines) else number(cost)

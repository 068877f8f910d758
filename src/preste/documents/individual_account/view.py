"""What an individual account prints, as text: employer, worker, contracts, and the year's table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from preste.documents.individual_account.mentions import NOT_KEPT
from preste.documents.individual_account.months import AccountMonth
from preste.documents.individual_account.table import Group, Kind, Row, table
from preste.documents.payslip import words
from preste.documents.typesetting import clean
from preste.ids import enterprise, niss, onss_number
from preste.money import number
from preste.payroll.items import KINDS
from preste.records import Contract, Employer, Household, Terms

UNKNOWN = "pas connu"
"""Printed where the law asks for what nobody told: never left out silently."""
ROWS_ON_A_PAGE, CLOSE_ROWS_ON_A_PAGE = 38, 46
"""An account with more rows than this, titles included, is set closer; with more still, its amounts have a page."""
SEXES = {"F": "femme", "M": "homme", "X": "X"}
QUARTERS = ("1er trim.", "2e trim.", "3e trim.", "4e trim.")
SHORT_MONTHS = ("janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def account_view(
    employer: Employer, contracts: Sequence[Contract], year: int, months: Sequence[AccountMonth]
) -> dict[str, Any]:
    """Everything the account of one worker and year prints, ready for JSON.

    `contracts` are the worker's with that employer, at least one. Without months it is the simplified account of
    the hiring: who, and under which conditions.
    """
    worker = contracts[0].worker
    groups = table(months) if months else ()
    heading = f"Compte individuel {year}" if months else "Compte individuel simplifié"
    view: dict[str, Any] = {
        "where": f"individual account of worker {worker.number}, {year}",
        "title": f"{heading}, {worker.name}",
        "heading": heading,
        "year": str(year),
        "simplified": not months,
        "draft": any(not one.final for one in months),
        "taken_over": _taken_over(months),
        "employer": {"name": employer.name, "facts": _employer(employer, contracts)},
        "worker": {"name": worker.name, "number": worker.number, "facts": _worker(employer, contracts, year)},
        "contracts": [_contract(employer, one, year) for one in contracts],
        "columns": _columns(months),
        "groups": {group.name: _group(group) for group in groups},
        "not_kept": [] if not months else [f"{mention.title} : {mention.source}" for mention in NOT_KEPT],
    }
    rows = sum(1 + len(group["rows"]) for group in view["groups"].values())
    view["dense"], view["long"] = ROWS_ON_A_PAGE < rows <= CLOSE_ROWS_ON_A_PAGE, rows > CLOSE_ROWS_ON_A_PAGE
    cleaned: dict[str, Any] = clean(view)
    return cleaned


# ── who ────────────────────────────────────────────────────────────────────────────────────


def _employer(employer: Employer, contracts: Sequence[Contract]) -> list[list[str]]:
    manual = any(one.status == "blue_collar" for one in contracts)
    committees = dict.fromkeys(one.joint_committee or employer.joint_committee for one in contracts)
    return [
        ["Adresse", ", ".join(words.address(employer.address))],
        ["BCE", enterprise.format(employer.enterprise_number)],
        ["N° ONSS", onss_number.format(employer.onss_number)],
        ["N° ONVA", UNKNOWN if manual else "sans objet : aucun ouvrier sur ce compte"],
        ["Commission paritaire", " et ".join(one for one in committees if one)],
        ["Caisse de vacances", (employer.holiday_fund or UNKNOWN) if manual else "sans objet : employé"],
        ["Accidents du travail", employer.accident_insurer or UNKNOWN],
        ["Secrétariat social agréé", employer.social_secretariat or "aucun"],
    ]


def _worker(employer: Employer, contracts: Sequence[Contract], year: int) -> list[list[str]]:
    worker = contracts[0].worker
    return [
        ["Adresse", ", ".join(words.address(worker.address))],
        ["Naissance", words.date(worker.birth_date)],
        ["Sexe", SEXES[worker.sex]],
        ["NISS", niss.mask(worker.niss).replace("*", "•")],
        ["Situation fiscale", " ; ".join(_households(contracts[0].households, year)) or UNKNOWN],
        ["Périodicité du paiement", _payday(employer)],
    ]


def _payday(employer: Employer) -> str:
    if employer.payday == "last":
        return "chaque mois, le dernier jour"
    return f"chaque mois, le {employer.payday} du mois suivant"


def _households(households: Sequence[Household], year: int) -> Iterable[str]:
    """Each situation of the year, with the day it began when that is in the year."""
    for one in _of_year(households, year):
        since = f" (depuis le {words.date(one.valid_from)})" if one.valid_from.year == year else ""
        yield words.household(one, None) + since


def _of_year(dated: Sequence[Any], year: int) -> list[Any]:
    """What holds on some day of the year, in order; of those that overlap, each ends where the next begins."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    listed = sorted((one for one in dated if one.valid_from <= last), key=lambda one: one.valid_from)
    following = [one.valid_from for one in listed[1:]] + [dt.date.max]
    return [
        one
        for one, after in zip(listed, following, strict=True)
        if (one.valid_to is None or one.valid_to >= first) and after > first
    ]


def _contract(employer: Employer, contract: Contract, year: int) -> dict[str, Any]:
    terms = sorted(contract.terms, key=lambda one: one.valid_from)
    current = _of_year(terms, year) or terms[:1]
    facts = [
        ["Type de contrat", words.status(contract)],
        ["Fonction", " ; ".join(dict.fromkeys(one.function for one in current if one.function)) or UNKNOWN],
        ["Qualification professionnelle", UNKNOWN],
        ["Lieu de travail", _workplace(employer, contract)],
        ["Horaire", " ; ".join(dict.fromkeys(words.hours(one) for one in current))],
        ["Début", words.date(contract.start)],
        ["Fin", words.date(contract.end) if contract.end else "sans terme"],
        ["Rémunération de départ", words.base_pay(terms[0]) if terms else UNKNOWN],
        ["Éléments de la rémunération", ", ".join(_elements(contract, current, year))],
    ]
    return {"reference": contract.id, "facts": facts}


def _workplace(employer: Employer, contract: Contract) -> str:
    """The establishment the contract names, or the only one there is."""
    units = [one for one in employer.establishments if one.number == contract.establishment]
    if not units and not contract.establishment and len(employer.establishments) == 1:
        units = list(employer.establishments)
    return ", ".join((units[0].name, *words.address(units[0].address))) if units else UNKNOWN


def _elements(contract: Contract, terms: Sequence[Terms], year: int) -> list[str]:
    """Base pay and what is paid every month besides, by kind."""
    lasting = [one for one in contract.items if not one.once]
    kinds = dict.fromkeys(KINDS.get(one.kind, one.kind) for one in _of_year_each(lasting, year))
    pay = "traitement mensuel" if any(one.pay_basis == "monthly" for one in terms) else "salaire horaire"
    vouchers = ["titres-repas"] if any(one.meal_voucher_value for one in terms) else []
    return [pay, *(kind[0].lower() + kind[1:] for kind in kinds), *vouchers]


def _of_year_each(dated: Sequence[Any], year: int) -> list[Any]:
    """What holds on some day of the year, each by itself."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return [one for one in dated if one.valid_from <= last and (one.valid_to is None or one.valid_to >= first)]


# ── the table ──────────────────────────────────────────────────────────────────────────────


def _taken_over(months: Sequence[AccountMonth]) -> str:
    """Which months another payroll office computed; "" for none."""
    taken = [one for one in months if one.taken_over is not None]
    if not taken:
        return ""
    first = min(one.taken_over for one in taken if one.taken_over is not None)
    last = max(one.month for one in taken)
    told = f"Mois marqués ° : repris d'un autre secrétariat, de {words.month(first)} à {words.month(last)}"
    together = any(one.taken_over != one.month for one in taken)
    return told + (", additionnés dans leur dernier mois" if together else "") + " ; leurs jours n'y sont pas repris"


def _columns(months: Sequence[AccountMonth]) -> list[dict[str, str]]:
    """Three months and their quarter, four times, and the year; a month that is not validated says so."""
    drafts = {one.month.month for one in months if not one.final}
    taken = {one.month.month for one in months if one.taken_over is not None}
    columns = []
    for i, name in enumerate(SHORT_MONTHS, 1):
        mark = ("*" if i in drafts else "") + ("°" if i in taken else "")
        columns.append({"title": name + mark, "kind": "month"})
        if i % 3 == 0:
            columns.append({"title": QUARTERS[i // 3 - 1], "kind": "quarter"})
    return [*columns, {"title": "Année", "kind": "year"}]


def _group(group: Group) -> dict[str, Any]:
    """Its rows; only totals need no heading, and none at all is said under it."""
    rows = [_row(row) for row in group.rows if row]
    return {"title": group.title, "headed": not rows or any(not row["total"] for row in rows), "rows": rows}


def _row(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "label": row.label,
        "total": row.total,
        "cells": [_cell(value, row.kind, told=row.total or row.always) for value in across(row)],
    }


def across(row: Row) -> list[int | None]:
    """The seventeen values of a row: three months and their quarter, four times, and the year."""
    quarters = row.quarters
    parts = [[*row.months[3 * i : 3 * i + 3], quarters[i]] for i in range(4)]
    return [value for part in parts for value in part] + [row.year]


def _cell(value: int | None, kind: Kind, *, told: bool) -> str:
    """A value in print: nothing where there is none; a nil only where it is `told`."""
    if value is None or (not value and not told):
        return ""
    if kind == "date":
        return f"{dt.date.fromordinal(value):%d/%m/%y}"
    return {"money": number, "days": number, "hours": number}.get(kind, _plain)(value)


def _plain(value: int) -> str:
    return number(value, 0)

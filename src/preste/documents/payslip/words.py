"""French words of the payslip: dates, household, status, work, countries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from preste.calendar import Month
from preste.money import euro, number
from preste.records import Address, Contract, Household, Terms

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

STATUSES: Mapping[str, str] = {"white_collar": "Employé", "blue_collar": "Ouvrier"}

REGIMES: Mapping[str, str] = {
    "ordinary": "",
    "student": "étudiant",
    "flexi": "flexi-job",
    "article17": "article 17",
    "director": "dirigeant d'entreprise",
    "occasional": "travail occasionnel",
}

SITUATIONS: Mapping[str, str] = {
    "single": "Isolé",
    "single_parent": "Parent isolé",
    "spouse_with_income": "Conjoint avec revenus",
    "spouse_without_income": "Conjoint sans revenus",
    "spouse_low_income": "Conjoint à faibles revenus",
    "spouse_low_pension": "Conjoint à faible pension",
}

SCALES: Mapping[int, str] = {1: "barème I", 2: "barème II", 3: "barème III"}

COUNTRIES: Mapping[str, str] = {"DE": "ALLEMAGNE", "FR": "FRANCE", "LU": "LUXEMBOURG", "NL": "PAYS-BAS"}
"""How the country is written on an envelope posted in Belgium; another one keeps its two letters."""


def date(day: dt.date) -> str:
    """A date in full: "1er janvier 2022"."""
    return f"{_day(day)} {MONTHS[day.month - 1]} {day.year}"


def month(of: Month) -> str:
    """A month in full, on one line: "janvier 2022"."""
    return f"{MONTHS[of.month - 1]}\u00a0{of.year}"


def period(first: dt.date, last: dt.date) -> str:
    """The days of one month a payslip is about: "du 1er au 31 janvier 2022"."""
    return f"du {_day(first)} au {date(last)}"


def _day(day: dt.date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def status(contract: Contract) -> str:
    """Status, with the regime when it is a special one: "Employé, étudiant"."""
    regime = REGIMES[contract.regime]
    return STATUSES[contract.status] + (f", {regime}" if regime else "")


def hours(terms: Terms) -> str:
    """The weekly schedule against the full-time reference: "19 h sur 38 h par semaine"."""
    if not terms.hours_week:
        return "Horaire variable"
    if not terms.part_time:
        return f"Temps plein, {quantity(terms.hours_week)} h par semaine"
    return f"{quantity(terms.hours_week)} h sur {quantity(terms.full_time_hours)} h par semaine"


def base_pay(terms: Terms) -> str:
    """Base pay and its unit: "2 500,00 € par mois"."""
    return f"{euro(terms.amount)} par {'mois' if terms.pay_basis == 'monthly' else 'heure'}"


def household(of: Household, scale: int | None) -> str:
    """The household the withholding is computed with: "Isolé, 2 enfants à charge, barème I"."""
    parts = [SITUATIONS[of.situation]]
    if of.children:
        disabled = f" (dont {of.disabled_children} handicapé{_s(of.disabled_children)})" if of.disabled_children else ""
        parts.append(f"{of.children} enfant{_s(of.children)} à charge{disabled}")
    if of.other_dependants:
        parts.append(f"{of.other_dependants} autre{_s(of.other_dependants)} personne{_s(of.other_dependants)} à charge")
    if of.dependants_65_in_care:
        parts.append(f"{of.dependants_65_in_care} ascendant{_s(of.dependants_65_in_care)} en dépendance")
    if of.worker_disabled:
        parts.append("travailleur handicapé")
    if of.spouse_disabled:
        parts.append("conjoint handicapé")
    if not of.resident:
        parts.append("non-résident")
    if scale is not None and scale in SCALES:
        parts.append(SCALES[scale])
    return ", ".join(parts)


def _s(count: int) -> str:
    return "s" if count > 1 else ""


def address(of: Address) -> list[str]:
    """Street, and town; a third line for the country when it is not Belgium."""
    lines = [of.street, f"{of.postcode} {of.city}".strip()]
    if of.country != "BE":
        lines.append(COUNTRIES.get(of.country, of.country))
    return [line for line in lines if line.strip()]


def quantity(value: int) -> str:
    """A quantity in hundredths without needless zeros: "21", "7,60"."""
    return number(value // 100, 0) if value % 100 == 0 else number(value)

"""The balances a payslip shows: holidays, hours of a special regime, days without certificate."""

from __future__ import annotations

from preste.belgium.time.month import MonthTime
from preste.calendar import Month
from preste.errors import NoParameter
from preste.payroll.carry import Carry
from preste.payroll.holiday import Balance, holiday_balance
from preste.payroll.payslip import Counter
from preste.payroll.sickness import without_certificate
from preste.records import Contract, Terms


def balance_of(contract: Contract, terms: Terms, month: Month, warnings: list[str]) -> Balance | None:
    """The holidays of a white-collar worker whose right is known, and what is wrong with them."""
    try:
        balance = holiday_balance(contract, terms, month) if contract.status == "white_collar" else None
    except NoParameter as error:
        warnings.append(f"solde de vacances non calculé : {error.message}")
        return None
    if balance is not None and balance.left < 0:
        taken, right = (f"{value / 100:.2f}".replace(".", ",") for value in (balance.taken, balance.right))
        warnings.append(f"plus de jours de vacances pris ({taken}) que le droit de {balance.year} ({right})")
    return balance


def holiday_counters(balance: Balance | None) -> tuple[Counter, ...]:
    """The year's holidays: right, taken and left."""
    if balance is None:
        return ()
    label = f"Vacances {balance.year}"
    return (
        Counter(f"{label} : droit", balance.right, "j"),
        Counter(f"{label} : pris", balance.taken, "j"),
        Counter(f"{label} : solde", balance.left, "j"),
    )


def counters(contract: Contract, time: MonthTime, carry: Carry, month: Month) -> tuple[Counter, ...]:
    """Hours of a special regime, or days of sickness without certificate."""
    if contract.regime == "student":
        return (Counter("Heures étudiant depuis le 1er janvier", carry.student_hours + time.hours_paid, "h"),)
    if contract.regime == "article17":
        return (
            Counter("Heures article 17 depuis le 1er janvier", carry.article17_year + time.hours_paid, "h"),
            Counter(f"Heures article 17 du trimestre {month.quarter}", carry.article17_quarter + time.hours_paid, "h"),
        )
    if days := without_certificate(contract, month):
        return (Counter("Jours de maladie sans certificat depuis le 1er janvier", 100 * days, "j"),)
    return ()

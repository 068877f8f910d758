"""The counters of holidays on a payslip."""

from __future__ import annotations

from collections.abc import Iterator

from preste.calendar import Month
from preste.errors import NoParameter
from preste.payroll.holiday import Balance, holiday_balance
from preste.payroll.holiday_rights import carried_over
from preste.payroll.payslip import Counter
from preste.records import Contract, Terms


def balance_of(contract: Contract, terms: Terms, month: Month, warnings: list[str]) -> Balance | None:
    """The holidays of a worker whose right is known, and what is wrong with them."""
    try:
        balance = holiday_balance(contract, terms, month)
    except NoParameter as error:
        warnings.append(f"solde de vacances non calculé : {error.message}")
        return None
    if balance is not None and balance.left < 0:
        taken, right = (f"{value / 100:.2f}".replace(".", ",") for value in (balance.taken, balance.right))
        warnings.append(f"plus de jours de vacances pris ({taken}) que le droit de {balance.year} ({right})")
    return balance


def holiday_counters(balance: Balance | None, contract: Contract, month: Month) -> Iterator[Counter]:
    """Right, taken and left of the year's holidays, and of those carried over to it."""
    of_year = ((f"Vacances {balance.year}", balance),) if balance is not None else ()
    carried = [(f"Vacances reportées de {one.year}", one) for one in carried_over(contract, month)]
    for label, one in (*of_year, *carried):
        yield Counter(f"{label} : droit", one.right, "j")
        yield Counter(f"{label} : pris", one.taken, "j")
        yield Counter(f"{label} : solde", one.left, "j")

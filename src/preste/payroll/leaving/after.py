"""Public holidays owed after the end of a contract, paid with its last month."""

from __future__ import annotations

from collections.abc import Iterator

from preste.belgium.exit.after import holiday_pay_after_end
from preste.belgium.time.holidays import holidays_after_end
from preste.calendar import Month
from preste.engine import Trace
from preste.records import Contract, Employer, PayItem, held_on


def holiday_items(employer: Employer, contract: Contract) -> Iterator[tuple[PayItem, Trace]]:
    """A pay item, and why it is that, for each holiday that falls on a day of the schedule. Raises NoParameter."""
    if contract.end is None:
        return
    terms = held_on(contract.terms, contract.end)
    for day in holidays_after_end(contract, employer.replacement_days):
        hours = terms.schedule[day.weekday()] if terms is not None else 0
        if terms is None or not hours:
            continue
        month = Month(day.year, day.month)
        hourly = terms.pay_basis == "hourly"
        trace = holiday_pay_after_end(contract.end, {
            "monthly_pay": 0 if hourly else terms.amount,
            "hourly_pay": terms.amount if hourly else 0,
            "holiday_hours": hours,
            "schedule_possible": sum(terms.schedule[one.weekday()] for one in month.days),
        })  # fmt: skip
        item = PayItem(
            valid_from=Month(contract.end.year, contract.end.month).first,
            kind="premium",
            label=f"Jour férié du {day:%d/%m/%Y}, après la fin du contrat",
            amount=trace["holiday_after_end"],
            once=True,
        )
        yield item, trace

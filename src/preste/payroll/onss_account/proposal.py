"""A payment plan to propose to the ONSS: monthly payments of what is owed today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from preste.calendar import Month
from preste.errors import InputError
from preste.law import book
from preste.money import down
from preste.payroll.onss_account.model import Instalment


def proposed(amount: int, on: dt.date, count: int | None = None) -> tuple[Instalment, ...]:
    """An amount in equal monthly payments, the first within the law's days, the last with the odd cents; by default as
    many as are ordinarily granted.

    Interest keeps running on what is left meanwhile: the ONSS adds it. Raises NoParameter, and InputError for more
    payments than the law knows.
    """
    law = book().on("onss_plan", on).value
    count = law.instalments if count is None else count
    if not 1 <= count <= law.longest:
        raise InputError(
            f"a plan of {count} monthly payments cannot be had", field="instalments",
            remedy=f"ask for 1 to {law.instalments}, or up to {law.longest} with proof that nothing else helps",
            code="E-ONSS-PLAN",
        )  # fmt: skip
    each = down(amount, count)
    amounts = [each] * (count - 1) + [amount - each * (count - 1)]
    return monthly(on + dt.timedelta(days=law.first_within), amounts)


def monthly(first: dt.date, amounts: Sequence[int]) -> tuple[Instalment, ...]:
    """Payments on the same day of each month, or on its last day where it is shorter."""
    return tuple(Instalment(day=_later(first, i), amount=amount, paid=0) for i, amount in enumerate(amounts))


def _later(day: dt.date, months: int) -> dt.date:
    month = Month(day.year, day.month).plus(months)
    return month.first.replace(day=min(day.day, month.last.day))

"""Terms that change inside a month: what each part of it is paid with, and what is not computed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from preste.belgium.time.incapacity import SECOND_WEEK, SUPPLEMENT
from preste.belgium.time.month import MonthTime
from preste.belgium.time.stretches import Stretch
from preste.errors import InputError, PresteError
from preste.records import Terms


def change_errors(found: Sequence[Stretch], where: str) -> Iterator[PresteError]:
    """Why the terms of a month cannot be paid: days without any, two changes, another way to be paid."""
    if any(one.terms is None for one in found):
        yield _fault("the contract has days without terms in the month", "let terms hold on each of its days", where)
    elif len(found) == 2:
        before, after = (one.terms for one in found)
        if before is not None and after is not None and _way(before) != _way(after):
            message = "pay basis, full-time reference or meal vouchers change inside the month"
            yield _fault(message, "let these begin on the first day of a month", where)
    elif len(found) > 2:
        message = "the terms change more than once inside the month"
        yield _fault(message, "let one of the changes begin on its first day", where)


def sickness_before(changed: Sequence[Stretch], time: MonthTime, where: str) -> Iterator[PresteError]:
    """Guaranteed pay without ONSS before the change, which would have the pay of former terms."""
    last = changed[0].last if changed else None
    if last and any(day.code in (SECOND_WEEK, SUPPLEMENT) and day.date <= last for day in time.calendar):
        message = "the terms change inside the month, after days of guaranteed pay without ONSS"
        yield _fault(message, "let the new terms begin on the first day of the next month", where)


def change_facts(changed: Sequence[Stretch], time: MonthTime) -> dict[str, int]:
    """The facts of the days before the change."""
    if not changed or changed[0].terms is None or changed[1].terms is None:
        return {}
    before, after = changed[0].terms, changed[1].terms
    return {
        "pay_before": before.amount,
        "paid_before": time.paid_before,
        "possible_before": time.possible_before,
        "hours_week_before": before.hours_week or before.full_time_hours,
        "part_time": int(before.part_time or after.part_time),
    }


def _way(terms: Terms) -> tuple[str | int, ...]:
    vouchers = terms.meal_voucher_value, terms.meal_voucher_worker
    return terms.pay_basis, terms.full_time_hours, terms.full_time_days, *vouchers


def _fault(message: str, remedy: str, where: str) -> InputError:
    return InputError(message, where=where, field="terms", remedy=remedy, code="E-TERMS-MONTH")

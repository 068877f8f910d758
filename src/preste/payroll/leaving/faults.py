"""What hinders a departure: what contradicts the contract, what is missing, what is recorded already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from preste.belgium.year_end.plans import schemes
from preste.calendar import Month
from preste.errors import InputError, PresteError
from preste.payroll.leaving.premium import NONE
from preste.records import Contract, EndedBy, LeavingReason

if TYPE_CHECKING:
    from preste.payroll.leaving.act import Act


def faults_of(contract: Contract, act: Act) -> Iterator[PresteError]:
    """Everything that hinders the departure of a contract."""
    if contract.leaving is not None:
        remedy = "take its block leaving out of the worker's file to make the act again"
        yield _fault(f"the departure of {contract.id} is recorded already, on {contract.end}", "contract", remedy)
        return
    yield from _of_the_days(contract, act)
    yield from _of_the_reason(contract, act)
    yield from _of_the_premium(act)
    late = [day.date for day in contract.days if day.date > act.last_day]
    if late:
        remedy = f"take its row out of the hours of {late[0]:%Y-%m}"
        yield _fault(f"{len(late)} days are given after the last day, the first on {late[0]}", "days", remedy)
    for one in contract.incapacities:
        if one.start > act.last_day:
            yield _fault(f"an incapacity begins on {one.start}, after the last day", "incapacities", "take it out")
    if paid := [item for item in contract.items if item.kind == "departure_holiday_pay"]:
        month = Month(paid[0].valid_from.year, paid[0].valid_from.month)
        yield _fault(f"departure holiday pay is recorded already, in {month}", "items", "take it out: it is computed")


def _of_the_days(contract: Contract, act: Act) -> Iterator[PresteError]:
    if act.last_day < contract.start:
        yield _fault(f"the contract starts on {contract.start}", "last_day", "give a later day")
    if contract.end is not None and act.last_day > contract.end:
        yield _fault(f"the contract ends on {contract.end} already", "last_day", "give that day, or an earlier one")
    if act.notified_on is not None and act.notified_on > act.last_day:
        yield _fault("it was told after the last day", "notified_on", "correct one of the two days")
    if act.next_employer_from is not None and act.next_employer_from <= act.last_day:
        yield _fault("the next employer comes after the last day", "next_employer_from", "correct one of the two days")


_ENDED_BY: Mapping[LeavingReason, tuple[EndedBy, ...]] = {
    "notice": ("employer", "worker"),
    "severance": ("employer", "worker"),
    "term": ("nobody",),
    "agreement": ("both",),
    "grave_cause": ("employer", "worker"),
    "retirement": ("employer", "worker", "both"),
    "death": ("nobody",),
}
"""Who may have ended a contract, for each reason."""


def _of_the_reason(contract: Contract, act: Act) -> Iterator[PresteError]:
    if act.by not in _ENDED_BY[act.reason]:
        remedy = f"say {' or '.join(_ENDED_BY[act.reason])}"
        yield _fault(f"a contract that ends by {act.reason} is not ended by {act.by}", "by", remedy)
    if act.reason == "term" and contract.end != act.last_day:
        yield _fault("the contract has no term on that day", "reason", "say agreement, notice or severance")
    if contract.end == act.last_day and act.reason in ("notice", "severance"):
        yield _fault(f"the contract ends by itself on {contract.end}", "reason", "say term")
    if act.rest and act.reason != "notice":
        yield _fault("only a notice has a rest", "rest", "leave it out, or say notice")
    if act.reason in ("notice", "grave_cause") and act.notified_on is None:
        yield _fault("the day on which it was told is missing", "notified_on", "give it: 2026-07-01")


def _of_the_premium(act: Act) -> Iterator[PresteError]:
    if act.premium_scheme not in ("", NONE, *schemes()):
        remedy = f"use one of {', '.join([NONE, *schemes()])}"
        yield _fault(f"{act.premium_scheme!r} is no rule of a year-end premium", "premium_scheme", remedy)


def ended_by(reason: LeavingReason) -> EndedBy | None:
    """Who ended a contract for that reason, when there is only one answer."""
    found = _ENDED_BY[reason]
    return found[0] if len(found) == 1 else None


def _fault(message: str, field: str, remedy: str) -> InputError:
    return InputError(message, field=field, remedy=remedy, code="E-LEAVE")

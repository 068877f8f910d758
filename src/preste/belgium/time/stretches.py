"""A month's terms: one stretch of days for each, where they change inside the month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from preste.calendar import ONE_DAY, Month
from preste.records import Contract, Terms, held_on


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of a month, both ends included, on which the same pay and schedule hold; None on days without terms."""

    first: dt.date
    last: dt.date
    terms: Terms | None


def stretches(contract: Contract, month: Month) -> list[Stretch]:
    """The days of the month on which the contract runs, by the terms that hold, in order."""
    first, last = max(month.first, contract.start), min(month.last, contract.end or month.last)
    inside = [day for day in _changes(contract.terms) if first < day <= last]
    if not inside:
        return [Stretch(first, last, held_on(contract.terms, first))]
    found: list[Stretch] = []
    starts = sorted({first, *inside})
    for start, following in zip(starts, [*starts[1:], last + ONE_DAY], strict=True):
        terms = held_on(contract.terms, start)
        same = bool(found) and _pay(found[-1].terms) == _pay(terms)
        found.append(Stretch(found.pop().first if same else start, following - ONE_DAY, terms))
    return found


def the_change(contract: Contract, month: Month) -> tuple[Stretch, ...]:
    """The two stretches of a month in which the terms change once; else none."""
    found = stretches(contract, month) if len(contract.terms) > 1 else []
    return tuple(found) if len(found) == 2 and all(one.terms for one in found) else ()


def _pay(terms: Terms | None) -> Terms | None:
    """Terms without what changes no pay: their dates, the function, the place in a scale."""
    if terms is None:
        return None
    return replace(
        terms, valid_from=dt.date.min, valid_to=None, known_since=None, function="", scale="", scale_seniority_from=None
    )


def _changes(terms: Sequence[Terms]) -> Iterator[dt.date]:
    for one in terms:
        yield one.valid_from
        if one.valid_to is not None:
            yield one.valid_to + ONE_DAY


def terms_on(found: Sequence[Stretch], date: dt.date) -> Terms:
    """The terms of a day of the month; before the contract the first ones, after it the last."""
    held = next((one for one in found if date <= one.last), found[-1]).terms
    if held is None:
        raise ValueError(f"no terms on {date}")
    return held

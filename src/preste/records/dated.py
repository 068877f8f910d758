"""Facts with two times: when they hold, and since when they are known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

D = TypeVar("D", bound="Dated")


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A fact that holds from `valid_from` to `valid_to` (both included; open when None)."""

    valid_from: dt.date
    valid_to: dt.date | None = None
    known_since: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Whether the fact holds on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def held_on(facts: Iterable[D], day: dt.date) -> D | None:
    """The fact that holds on a day; where several do, the one that began last, then the one known last."""
    found = [f for f in facts if f.holds_on(day)]
    return max(found, key=lambda f: (f.valid_from, f.known_since or dt.date.min), default=None)

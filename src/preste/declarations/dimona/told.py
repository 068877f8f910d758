"""What somebody tells of a contract for Dimona alone: what was planned, and what no other record says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from preste.declarations.dimona.model import ControlCards, SmallStatute, UsingEmployer


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What somebody planned for a contract, in place of what its schedule and dates say; "" and None: as they say.

    No planned hours at all (0): nothing is planned from the start to the end, and nothing is declared.
    """

    contract: str
    start: dt.date
    end: dt.date | None = None
    worker_type: str = ""
    planned_hours: int | None = None
    start_hour: str = ""
    end_hour: str = ""

    @property
    def is_none(self) -> bool:
        """Whether it says that nothing is planned."""
        return self.planned_hours == 0


@dataclass(frozen=True, kw_only=True)
class Particulars:
    """What Dimona alone asks of a contract, from a day on until the next ones. "" and None: as other records say.

    `by_day`: each day of work of a flexi-job is declared by itself; occasional work always is. Its hours come from the
    hours of the day: they begin at `start_hour`, with `pause` minutes besides. `flat_rate`: occasional work in horeca
    at the day's flat rate, which has no ending hour.
    """

    contract: str
    since: dt.date
    worker_type: str = ""
    by_day: bool = False
    start_hour: str = ""
    pause: int = 0
    flat_rate: bool = False
    sub_entity: str = ""
    using_employer: UsingEmployer | None = None
    small_statute: SmallStatute | None = None
    cards: ControlCards | None = None


def particulars_on(told: Sequence[Particulars], day: dt.date) -> Particulars | None:
    """Those that hold on a day."""
    return max((one for one in told if one.since <= day), key=lambda one: one.since, default=None)

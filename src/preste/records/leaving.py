"""How a contract ended: why, by whom, and when that was told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

LeavingReason = Literal["notice", "severance", "term", "agreement", "grave_cause", "retirement", "death"]
"""Notice that was worked (préavis), pay in lieu of it (indemnité), the end of the term, mutual agreement (commun
accord), grave cause (motif grave), retirement (pension), death."""
EndedBy = Literal["employer", "worker", "both", "nobody"]


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """The end of a contract. `by`: who ended it; `notified_on`: the day that was told, or the letter was posted."""

    reason: LeavingReason
    by: EndedBy
    notified_on: dt.date | None = None

    @property
    def keeps_holidays(self) -> bool:
        """Whether public holidays soon after the end stay owed: not to who leaves, is dismissed for grave cause, or
        has died. A worker who leaves for a grave cause of the employer keeps them."""
        if self.reason == "death":
            return False
        return self.by != ("employer" if self.reason == "grave_cause" else "worker")

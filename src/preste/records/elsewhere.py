"""What a worker used of a contingent for other employers, as the worker told it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from preste.calendar import Month, Quarter
from preste.records.dated import Dated

ElsewhereKind = Literal["student", "article17", "article17_sport", "flexi", "flexi_right", "occupation", "occasional"]
"""heures d'étudiant (Student@work), article 17 socioculturel, article 17 sport, flexi-salaire, droit au flexi-job,
occupation d'un trimestre, jours de travail occasionnel"""


@dataclass(frozen=True, kw_only=True)
class Elsewhere(Dated):
    """What was used or reserved for other employers since 1 January, as told on `valid_from`.

    `used`: hundredths of hours of the year (of article 17 until 2021 hundredths of days), of `flexi` cents of pay;
    `quarter`: those of them that are of the quarter of `valid_from`, which only article 17 counts. A later telling of
    the year takes the place of the former. `flexi_right` has no number: the ONSS answered that the conditions of a
    flexi-job are met in the quarter of `valid_from`. `occupation`: all the work for other employers in the quarter of
    `valid_from`, in hundredths of a percent of a full-timer's.
    """

    kind: ElsewhereKind
    used: int = 0
    quarter: int = 0

    def counts_in(self, month: Month) -> bool:
        """Whether it was told by the end of the month, in its year."""
        return self.valid_from <= month.last and self.valid_from.year == month.year

    def quarter_in(self, month: Month) -> int:
        """What of it is of the quarter of the month."""
        told = Month(self.valid_from.year, self.valid_from.month)
        return self.quarter if told.quarter == month.quarter else 0


def occupation_elsewhere(told: tuple[Elsewhere, ...], quarter: Quarter) -> Elsewhere | None:
    """What was told last of the work for other employers in a quarter."""
    days = (quarter.first, quarter.last)
    found = [one for one in told if one.kind == "occupation" and days[0] <= one.valid_from <= days[1]]
    found.sort(key=lambda one: (one.known_since or dt.date.min, one.valid_from))
    return found[-1] if found else None


def told_elsewhere(told: tuple[Elsewhere, ...], kind: ElsewhereKind, month: Month) -> Elsewhere | None:
    """What holds of a kind in a month: what was told last in its year, by its end."""
    found = [one for one in told if one.kind == kind and one.counts_in(month)]
    found.sort(key=lambda one: (one.valid_from, one.known_since or dt.date.min))
    return found[-1] if found else None

"""Reasons as dated steps, in French: what is said of a day, and the law that says it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from preste.belgium.exit import part_1
from preste.belgium.exit.periods import SINGLE_STATUS, Period
from preste.belgium.exit.service import By, Service

LAW = "Loi du 3 juillet 1978"


@dataclass(frozen=True)
class Step:
    """One day of the reasoning: what it is, in French, and by which law."""

    date: dt.date
    why: str
    law: str


def length_steps(
    service: Service, by: By, starts: dt.date, found: Period, before: part_1.Part1 | None
) -> Iterator[Step]:
    """From the seniority on the day a notice starts to its months and weeks."""
    first = service.seniority_start
    law = f"{LAW}, art. 37/4"
    if before is not None:
        yield from (
            Step(day, why, "Loi du 26 décembre 2013, art. 67 et 68") for day, why in part_1.steps(before, first)
        )
        first = max(first, SINGLE_STATUS)
        law += "; loi du 26 décembre 2013, art. 69"
    yield Step(starts, f"Ancienneté depuis le {shown(first)} : {found.seniority} mois entiers.", law)
    table = {"employer": "l'employeur", "worker": "le travailleur", "counter_notice": "contre-préavis"}[by]
    part = "Partie 2, " if before is not None else ""
    begins, ends = found.row
    row = f"ligne de {begins} à moins de {ends} mois" if ends is not None else f"ligne de {begins} mois et plus"
    why = f"{part}{found.seniority} mois d'ancienneté ({row}), {table} : {weeks_text(found.weeks)}."
    yield Step(starts, why, f"{LAW}, art. 37/2")
    if found.cap is not None:
        effect = "il s'applique" if found.weeks == found.cap else "sans effet ici"
        yield Step(starts, f"Plafond de {weeks_text(found.cap)} : {effect}.", f"{LAW}, art. 37/2")


def shown(day: dt.date) -> str:
    """A day as French readers write it."""
    return day.strftime("%d/%m/%Y")


def part_1_text(found: Period) -> str:
    """The months and days of part 1 in words, before those of the weeks."""
    months = f"{found.months} mois et " if found.months else ""
    return months + (f"{found.days} jours et " if found.days else "")


def weeks_text(number: int) -> str:
    """A number of weeks in words."""
    return f"{number} semaine{'s' * (number > 1)}"

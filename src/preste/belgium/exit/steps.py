"""Reasons as dated steps, in French: what is said of a day, and the law that says it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from preste.belgium.exit.periods import SINGLE_STATUS, Period
from preste.belgium.exit.service import By, Service
from preste.calendar import ONE_DAY

LAW = "Loi du 3 juillet 1978"


@dataclass(frozen=True)
class Step:
    """One day of the reasoning: what it is, in French, and by which law."""

    date: dt.date
    why: str
    law: str


def length_steps(service: Service, by: By, starts: dt.date, found: Period) -> Iterator[Step]:
    """From the seniority on the day a notice starts to its months and weeks."""
    first = service.seniority_start
    law = f"{LAW}, art. 37/4"
    if found.months:
        yield Step(
            SINGLE_STATUS - ONE_DAY,
            f"Partie 1, contrat d'avant 2014 : {found.months} mois pour l'ancienneté du {shown(first)} "
            f"au {shown(SINGLE_STATUS - ONE_DAY)}.",
            "Loi du 26 décembre 2013, art. 67 et 68",
        )
        first = max(first, SINGLE_STATUS)
        law += "; loi du 26 décembre 2013, art. 69"
    yield Step(starts, f"Ancienneté depuis le {shown(first)} : {found.seniority} mois entiers.", law)
    table = {"employer": "l'employeur", "worker": "le travailleur", "counter_notice": "contre-préavis"}[by]
    part = "Partie 2, " if found.months else ""
    begins, ends = found.row
    row = f"ligne de {begins} à moins de {ends} mois" if ends is not None else f"ligne de {begins} mois et plus"
    why = f"{part}{found.seniority} mois d'ancienneté ({row}), {table} : {weeks_text(found.weeks)}."
    yield Step(starts, why, f"{LAW}, art. 37/2")
    if found.cap is not None:
        effect = "il s'applique" if found.weeks == found.cap else "sans effet ici"
        doubt = "; les sources divergent sur la date du contrat" if found.doubts else ""
        yield Step(starts, f"Plafond de {weeks_text(found.cap)} : {effect}{doubt}.", f"{LAW}, art. 37/2")


def shown(day: dt.date) -> str:
    """A day as French readers write it."""
    return day.strftime("%d/%m/%Y")


def weeks_text(number: int) -> str:
    """A number of weeks in words."""
    return f"{number} semaine{'s' * (number > 1)}"

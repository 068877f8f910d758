"""Part 1 of the employer's notice of a contract of before 2014: what seniority at 31 December 2013 had acquired.

White-collar workers have months, by their pay of 2013. Blue-collar workers have calendar days: by the royal decree of
their joint committee where it had one, and by the general rule (CCT n° 75, or the law of 12 April 2011 for contracts
begun since 2012) where it had none. Which of the two cannot be guessed: it is told. Part 1 can always be entered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from preste.belgium.exit.days import months_begun, months_between
from preste.belgium.exit.periods import SINGLE_STATUS, contract_from, row_at
from preste.belgium.exit.service import By, Service
from preste.calendar import ONE_DAY
from preste.errors import NoParameter
from preste.law import Entry, book
from preste.money import up

SERIES = "notice_part_1_blue_collar"
GENERAL = "general"
"""The sector of who has no royal decree of its own."""
ARTICLE_59 = "article_59"
"""The sector of who has an agreement on security of employment instead of CCT n° 75."""


@dataclass(frozen=True)
class Part1:
    """The months and the calendar days of part 1, why in French, and the values of law."""

    months: int = 0
    days: int = 0
    why: str = ""
    laws: tuple[Entry, ...] = ()


def part_1(service: Service, by: By, on: dt.date) -> Part1 | None:
    """Part 1 of the notice that `by` gives; None where there is none. Raises NoParameter."""
    if by != "employer" or not service.before_single_status:
        return None
    if service.part_1_entered:
        return Part1(service.part_1_months or 0, service.part_1_days or 0, "encodée, non calculée")
    if service.status_2013 == "blue_collar":
        return _blue_collar(service, on)
    return _white_collar(service, on)


def sectors() -> tuple[str, ...]:
    """The sectors whose table the law book holds, the general rule first."""
    known = {key[0] for key in book().series[SERIES].entries}
    return (GENERAL, ARTICLE_59, *sorted(known - {GENERAL, ARTICLE_59}))


def _white_collar(service: Service, on: dt.date) -> Part1:
    threshold = book().on("notice_part_1_threshold", on)
    lower = (service.pay_2013 or 0) <= threshold.value
    law = book().on("notice_part_1", on, ("lower_white_collar" if lower else "higher_white_collar",))
    periods = up(months_begun(service.seniority_start, SINGLE_STATUS), law.value.period * 12)
    return Part1(months=max(law.value.minimum, periods * law.value.months), laws=(threshold, law))


def _blue_collar(service: Service, on: dt.date) -> Part1:
    law = book().on(SERIES, on, (service.sector_2013, contract_from(SERIES, service.start)))
    seniority = months_between(service.seniority_start, SINGLE_STATUS)
    row = row_at(law.value.months, seniority)
    if row < 0:
        raise NoParameter(
            f"notice part 1 of sector {service.sector_2013} has no value for {seniority} months", field="sector_2013",
            remedy="enter part 1 in days",
        )  # fmt: skip
    why = {
        GENERAL: "régime général, le secteur n'ayant pas d'arrêté royal propre, comme indiqué",
        ARTICLE_59: "art. 59 de la loi du 3 juillet 1978, un accord de stabilité d'emploi tenant lieu de CCT n° 75",
    }.get(service.sector_2013, f"arrêté royal de la commission paritaire {service.sector_2013}")
    return Part1(days=law.value.days[row], why=f"ouvrier, {why} ; {seniority} mois entiers", laws=(law,))


def steps(found: Part1, first: dt.date) -> Iterator[tuple[dt.date, str]]:
    """The day and the words of part 1 for seniority since `first`."""
    length = f"{found.days} jours" if found.days else f"{found.months} mois"
    if found.days and found.months:
        length = f"{found.months} mois et {found.days} jours"
    last = SINGLE_STATUS - ONE_DAY
    why = f" ({found.why})" if found.why else ""
    yield (
        last,
        f"Partie 1, contrat d'avant 2014 : {length} pour l'ancienneté du {first:%d/%m/%Y} au {last:%d/%m/%Y}{why}.",
    )

"""Article 17 on a payslip: which plan a month follows, with what facts, and what the officer is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from preste.belgium.regimes.limits import Article17Use, article17_excess, article17_from
from preste.belgium.time.month import MonthTime
from preste.calendar import Month
from preste.money import number
from preste.payroll.carry import Carry
from preste.records import Contract

_FREE = "article 17 : aucun précompte n'est retenu, aucun texte trouvé ne le demande"
_NO_LINK = ("article17", "student")
"""Regimes that are no employment by which one waits."""


@dataclass(frozen=True)
class Article17:
    """The regime of a month of article 17, the facts that go with it, and what is told, in French."""

    regime: str
    facts: dict[str, int]
    told: str


def article17(contract: Contract, own: Sequence[Contract], time: MonthTime, month: Month, carry: Carry) -> Article17:
    """How a month of article 17 is paid; `own`: all contracts of the worker. Raises NoParameter."""
    employed = None if contract.student or contract.pensioner else _employed_until(contract, own, month)
    if employed is not None and article17_from(employed) > max(month.first, contract.start):
        told = f"article 17 exclu : le travailleur était en service jusqu'au {employed:%d/%m/%Y}, un an d'attente"
        return Article17("ordinary", {}, f"{told} ; la rémunération suit le régime ordinaire")
    excess = article17_excess(_use(contract, time, carry), month)
    if excess is None:
        return Article17("article17", {}, _FREE)
    if not contract.student:
        told = f"article 17 dépassé ({excess.reason}) : la rémunération suit le régime ordinaire"
        return Article17("ordinary", {}, told)
    facts = {
        "hours_within_limits": time.hours_paid - excess.hours,
        "student_hours": excess.hours,
        "student_hours_used": carry.student_hours,
    }
    hours = number(excess.hours)
    told = f"article 17 dépassé ({excess.reason}) : {hours} h sont prises sur le contingent d'étudiant"
    return Article17("article17_student", facts, told)


def _use(contract: Contract, time: MonthTime, carry: Carry) -> Article17Use:
    sport = carry.article17_sport_year, carry.article17_sport_quarter
    rest = carry.article17_year - sport[0], carry.article17_quarter - sport[1]
    own, other = (sport, rest) if contract.article17_sector == "sport" else (rest, sport)
    return Article17Use(
        sector=contract.article17_sector,
        hours=time.hours_paid,
        hours_year=own[0],
        hours_quarter=own[1],
        days=time.days_worked,
        days_year=carry.article17_days,
        other_year=other[0],
        other_quarter=other[1],
        student=contract.student,
    )


def _employed_until(contract: Contract, own: Sequence[Contract], month: Month) -> dt.date | None:
    """The last day so far of another kind of contract with the employer."""
    others = (one for one in own if one.regime not in _NO_LINK and one.start <= month.last)
    days = [min(one.end or month.last, month.last) for one in others]
    if contract.employed_until is not None:
        days.append(contract.employed_until)
    return max(days, default=None)

"""Occasional work (travail occasionnel, saisonnier) in agriculture, horticulture and the horeca: days of the year.

The days of all employers of a sector count together. Who works in agriculture and in horticulture has the limit of
horticulture for both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from preste.calendar import Month
from preste.errors import NoParameter
from preste.law import book
from preste.law.shapes import OccasionalDays
from preste.payroll.article17 import worked_days
from preste.payroll.contingents.elsewhere import used_elsewhere
from preste.payroll.contingents.model import Condition, Contingent
from preste.records import Contract, Employer, told_elsewhere

OCCASIONAL = "occasional"
"""The regime."""
_COMMITTEE = 3
"""Digits of a joint committee, before those of its sub-committee."""
OCCASIONAL_THEN = "au-delà, cotisations ordinaires sur la rémunération réelle"
ELSEWHERE_NOT = "le travail occasionnel n'existe que dans l'agriculture, l'horticulture (sans les jardins) et l'horeca"
NOT_COUNTED = "non comptés : demi-jours de l'élevage, jours en plus du champignon, limite plus basse de l'intérim"
OF_EMPLOYER = "l'employeur a aussi un contingent de {days} jours par an : voyez Horeca@work"
NO_DAYS_TOLD = "rien n'a été dit des autres employeurs : voyez le formulaire occasionnel, Green@work ou Horeca@work"


def sector_of(employer: Employer, contract: Contract) -> str:
    """The joint committee whose occasional work a contract is; "" where it knows none."""
    committee, entries = contract.joint_committee or employer.joint_committee, book().series["occasional_days"].entries
    found = committee if (committee,) in entries else committee[:_COMMITTEE]
    return found if (found,) in entries and entries[found,][0].value.worker else ""


def occasional_condition(employer: Employer, contract: Contract) -> Iterator[Condition]:
    """That the sector knows occasional work."""
    if contract.regime == OCCASIONAL and not sector_of(employer, contract):
        yield Condition(contract.id, False, ELSEWHERE_NOT)


def occasional_errors(employer: Employer, contract: Contract, month: Month) -> list[NoParameter]:
    """Why occasional work cannot be paid: the daily lump sum that its contributions are due on is not known."""
    if contract.regime != OCCASIONAL:
        return []
    try:
        book().on("occasional_lump_sum", month.first, (sector_of(employer, contract),))
    except NoParameter as error:
        return [error]
    return []


def occasional_rows(
    employer: Employer, contract: Contract, own: Sequence[Contract], month: Month
) -> Iterator[Contingent]:  # fmt: skip
    """The days of the sector, and those of agriculture and horticulture together where both are worked."""
    sector = sector_of(employer, contract)
    if not sector:
        return
    yield _row(employer, contract, own, month, (sector,))
    others = {sector_of(employer, one) for one in own if one.regime == OCCASIONAL} - {"", sector}
    both = [one for one in sorted(others) if _law(one, month).together]
    if both and _law(sector, month).together:
        yield _row(employer, contract, own, month, (sector, *both))


def occasional_room(employer: Employer, contract: Contract, own: Sequence[Contract], month: Month) -> int:
    """How many days the month may hold, in hundredths. Raises NoParameter."""
    rows = list(occasional_rows(employer, contract, own, month))
    return min((max(0, (one.limit or 0) - one.before - one.elsewhere) for one in rows), default=0)


def _law(sector: str, month: Month) -> OccasionalDays:
    found: OccasionalDays = book().on("occasional_days", month.first, (sector,)).value
    return found


def _row(
    employer: Employer, contract: Contract, own: Sequence[Contract], month: Month, sectors: Sequence[str]
) -> Contingent:  # fmt: skip
    laws = [_law(one, month) for one in sectors]
    limit, days = 100 * max(law.worker for law in laws), _days(employer, own, month, sectors)
    told = told_elsewhere(contract.elsewhere, "occasional", month)
    elsewhere, _ = used_elsewhere(contract, "occasional", month)
    before = sum(1 for day in days if day < month.first)
    now, both = len(days) - before, len(sectors) > 1
    of_employer = max(law.employer for law in laws)
    also = OF_EMPLOYER.format(days=of_employer) if of_employer else NOT_COUNTED
    return Contingent(
        contract=contract.id, kind="occasional_both" if both else "occasional", unit="j", limit=limit,
        label=f"Travail occasionnel, {'agriculture et horticulture' if both else 'jours'} {month.year}",
        before=100 * before, month=100 * now, elsewhere=elsewhere, told_on=told.valid_from if told else None,
        beyond=min(100 * now, max(0, 100 * len(days) + elsewhere - limit)), then=OCCASIONAL_THEN,
        doubts=(also,) if told else (NO_DAYS_TOLD, also),
    )  # fmt: skip


def _days(employer: Employer, own: Sequence[Contract], month: Month, sectors: Sequence[str]) -> list[dt.date]:
    """The days of the year until the month's end on which a worker did occasional work of these sectors, each once."""
    found: set[dt.date] = set()
    for one in own:
        if one.regime == OCCASIONAL and sector_of(employer, one) in sectors:
            found |= set(worked_days(one, Month(month.year, 1), month))
    return sorted(found)

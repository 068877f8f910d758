"""What a regime asks of a worker besides hours: the year after an employment, one sector, four fifths elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from preste.belgium.regimes.limits import article17_days, article17_from, counted_by_day
from preste.calendar import Month, Quarter
from preste.law import book
from preste.money import number, prorata
from preste.payroll.article17 import employed_until
from preste.payroll.contingents.model import Condition
from preste.records import Contract, held_on, occupation_elsewhere, told_elsewhere

_PERCENT = 10_000
"""A hundred percent, in hundredths."""


def conditions_of(contract: Contract, own: Sequence[Contract], month: Month) -> Iterator[Condition]:
    """The conditions of a contract's regime in a month. Raises NoParameter."""
    if contract.regime == "article17":
        yield from _article17(contract, own, month)
    elif contract.regime == "flexi":
        yield from _flexi(contract, own, month)


def _article17(contract: Contract, own: Sequence[Contract], month: Month) -> Iterator[Condition]:
    last = None if contract.student or contract.pensioner else employed_until(contract, own, month)
    if last is not None and book().series["article17_waiting"].exists_on(month.first):
        first = article17_from(last)
        met = first <= max(month.first, contract.start)
        told = f"en service sous un autre contrat jusqu'au {last:%d/%m/%Y} : article 17 à partir du {first:%d/%m/%Y}"
        yield Condition(contract.id, met, told)
    sectors = {one.article17_sector for one in own if one.regime == "article17" and _in_year(one, month)}
    if counted_by_day(month) and len(sectors) > 1:
        days = article17_days(month)
        told = f"sport et socioculturel ne se cumulaient pas : les deux ensemble sont comptés sur {days} jours"
        yield Condition(contract.id, None, told)


def _flexi(contract: Contract, own: Sequence[Contract], month: Month) -> Iterator[Condition]:
    law = book().on("flexi_condition", month.first).value
    whole = f"{law.share // 100} %"
    for other in own:
        if other.regime in ("flexi", "student") or not _in_quarter(other, month):
            continue
        if _share(other, month.first) >= law.share:
            told = f"occupé ce trimestre par le contrat {other.id} à {whole} ou plus chez le même employeur : interdit"
            yield Condition(contract.id, False, told)
        else:
            told = f"occupé ce trimestre par le contrat {other.id} chez le même employeur : vérifiez que c'est permis"
            yield Condition(contract.id, None, told)
    if contract.pensioner:
        quarter = _back(month, law.pension_quarters)
        told = f"pensionné : l'était-il à la fin du trimestre {quarter} ? Sinon {whole} au trimestre "
        yield Condition(contract.id, True, told + _back(month, law.quarters))
        return
    right = told_elsewhere(contract.elsewhere, "flexi_right", month)
    back = Quarter.of(month).plus(-law.quarters)
    told = f"occupé à {whole} au moins chez d'autres employeurs au trimestre {back.year}/{back.number}"
    if right is not None and Month(right.valid_from.year, right.valid_from.month).quarter == month.quarter:
        yield Condition(contract.id, True, f"{told} : confirmé le {right.valid_from:%d/%m/%Y}")
        return
    noted = occupation_elsewhere(contract.elsewhere, back)
    if noted is not None:
        share = number(noted.used, 2).rstrip("0").rstrip(",.")
        yield Condition(contract.id, noted.used >= law.share, f"{told} : {share} % noté")
        return
    yield Condition(contract.id, None, f"{told} : {TO_CHECK}")
    for other in own:
        if not _in_quarter(other, month) and _share_in(other, back) >= law.share:
            told = f"le contrat {other.id} au trimestre {back.year}/{back.number} ne compte pas : il est chez vous"
            yield Condition(contract.id, None, told)


TO_CHECK = "à vérifier ; demandez une attestation d'occupation, ou lisez la réponse à la Dimona FLX, et notez-le"
"""What to do where nothing answers."""


def _share(contract: Contract, day: dt.date) -> int:
    """What part of a full-timer's the hours of a contract are on a day, in hundredths of a percent."""
    terms = held_on(contract.terms, max(day, contract.start))
    return prorata(_PERCENT, terms.hours_week, terms.full_time_hours) if terms and terms.full_time_hours else 0


def _share_in(contract: Contract, quarter: Quarter) -> int:
    """The same in a quarter; none where the contract is no employment or did not run."""
    if contract.regime in ("flexi", "student") or not any(contract.active_in(one) for one in quarter.months):
        return 0
    return _share(contract, quarter.first)


def _back(month: Month, quarters: int) -> str:
    found = month.plus(-3 * quarters)
    return f"{found.year}/{found.quarter}"


def _in_quarter(contract: Contract, month: Month) -> bool:
    first = Month(month.year, 3 * month.quarter - 2)
    return any(contract.active_in(first.plus(n)) for n in range(3))


def _in_year(contract: Contract, month: Month) -> bool:
    return any(contract.active_in(Month(month.year, number)) for number in range(1, month.month + 1))

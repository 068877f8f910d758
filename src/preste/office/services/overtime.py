"""Overtime in the hours of a month: what a cell may not hold, after what the year's earlier months used.

The quotas are those of the year's days as they are recorded; balances from before the office are not known here, and
are counted when the month is computed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from preste.belgium.time.codes import CODES
from preste.belgium.time.holidays import holidays_of, usual_days
from preste.belgium.time.overtime import Used, count_overtime
from preste.calendar import Month
from preste.office.services.dossiers import dossier_of
from preste.office.store.models import Contract, Employer
from preste.payroll.overtime import HORECA
from preste.records import Contract as ContractRecord
from preste.records import Day, held_on
from preste.records import Employer as EmployerRecord


@dataclass(frozen=True)
class CellError:
    """What is wrong with a cell; `asks` is the code of a day whose event is to be told, `record` the contract then."""

    contract: str
    date: dt.date
    message: str
    asks: str = ""
    record: ContractRecord | None = None


REASONS: Mapping[str, str | Promise] = {
    "E-OVERTIME-QUOTA": _("ces heures dépassent le maximum de l'année ; écrivez le surplus sous un autre code"),
    "E-OVERTIME-FULL-TIME": _("HC est pour les temps partiels ; écrivez HS, HP ou HV"),
    "E-OVERTIME-REGIME": _("les heures supplémentaires de ce contrat ne sont pas calculées ; payez-les par un élément"),
}
"""Why overtime is refused, by the code of the fault; what is not here is told when the month is computed."""

Changed = Sequence[tuple[Contract, dt.date, Sequence[Day]]]


def refused_overtime(employer: Employer, month: Month, changed: Changed) -> list[CellError]:
    """What is wrong with the overtime of changed cells, worker by worker over the year."""
    days = {(str(contract.pk), date): found for contract, date, found in changed}
    with_overtime = [(contract, found) for contract, _date, found in changed if has_overtime(found)]
    if not with_overtime:
        return []
    workers = sorted({contract.worker_id for contract, _found in with_overtime})
    references = dict(Contract.objects.filter(worker__in=workers).values_list("reference", "pk"))
    dossier = dossier_of(employer, month, workers=workers)
    by_worker: dict[str, list[ContractRecord]] = {}
    for record in dossier.contracts:
        id = str(references[record.id])
        kept = [day for day in record.days if (id, day.date) not in days]
        new = [day for (whose, _date), found in days.items() if whose == id for day in found]
        by_worker.setdefault(record.worker.id, []).append(replace(record, days=tuple(kept + new)))
    found = (one for own in by_worker.values() for one in _refused(dossier.employer, own, month))
    told = ((str(references[id]), date, REASONS.get(code)) for id, date, code in found)
    return [CellError(id, date, str(why)) for id, date, why in told if why and (id, date) in days]


def has_overtime(days: Sequence[Day]) -> bool:
    """Whether overtime is among the days of a cell."""
    return any(CODES[day.code].overtime for day in days)


def _refused(
    employer: EmployerRecord, own: Sequence[ContractRecord], month: Month
) -> Iterator[tuple[str, dt.date, str]]:
    """Contract, day and code of each fault of a worker in a month, after the year's earlier months."""
    used = Used()
    for at in (Month(month.year, number) for number in range(1, month.month + 1)):
        for record in own:
            terms = held_on(record.terms, max(at.first, record.start))
            if terms is None or not record.active_in(at):
                continue
            holidays = holidays_of(at.year, employer.replacement_days, usual_days(terms))
            horeca = (record.joint_committee or employer.joint_committee).startswith(HORECA)
            found, refused = count_overtime(record, terms, at, used, holidays, horeca=horeca)
            used = Used(used.net + found.net, used.voluntary + found.voluntary, used.waived + found.waived)
            if at == month:
                yield from ((record.id, date, error.code) for date, error in refused)

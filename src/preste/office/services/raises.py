"""Raises of many at once: an indexation, or the steps of a month, shown first and then recorded as new terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from preste.calendar import Month
from preste.errors import PresteError
from preste.office.accounts.models import User
from preste.office.services import audit, facts
from preste.office.services.changes import record_change
from preste.office.store.models import Contract, Employer, FactKind
from preste.payroll.month import Dossier
from preste.payroll.raises import Raise, indexation, steps


class StaleRaises(PresteError):
    """What was shown is no longer what would be recorded."""

    code = "E-RAISES-STALE"


@dataclass(frozen=True)
class Wanted:
    """What to raise: everybody by `rate` (hundredths of a percent) from a month, or only new steps when it is 0."""

    month: Month
    rate: int = 0
    moderated: int = 0


def preview(dossier: Dossier, wanted: Wanted) -> list[Raise]:
    """What everybody has and would have; nothing is recorded. Raises InputError for a rate that is none."""
    if wanted.rate:
        return list(indexation(dossier, wanted.month, wanted.rate, wanted.moderated))
    return list(steps(dossier, wanted.month))


def later_terms(one: Raise, month: Month) -> dt.date | None:
    """The first day of terms that are already known to begin later: they are not raised."""
    return min((t.valid_from for t in one.contract.terms if t.valid_from > month.first), default=None)


def post(employer: Employer, dossier: Dossier, wanted: Wanted, shown: Sequence[tuple[str, int]], user: User) -> int:
    """Record the new terms that were shown (contract and cents), all or nothing; how many there are.

    Raises StaleRaises when the preview no longer says the same.
    """
    with transaction.atomic():
        audit.lock(employer.pk)
        raises = [one for one in preview(dossier, wanted) if moves(one)]
        if [(one.contract.id, one.amount) for one in raises] != list(shown):
            raise StaleRaises("somebody recorded new facts meanwhile", remedy="read the preview again")
        contracts = {one.reference: one for one in Contract.objects.filter(employer=employer).select_related("worker")}
        for one in raises:
            terms = one.terms(wanted.month)
            contract = contracts[one.contract.id]
            record_change(
                contract.worker,
                FactKind.TERMS,
                facts.terms_data(terms),
                valid_from=terms.valid_from,
                valid_to=terms.valid_to,
                contract=contract,
                user=user,
            )
        audit.record(employer, user, "raises.recorded", str(wanted.month), contracts=len(raises))
    return len(raises)


def moves(one: Raise) -> bool:
    """Whether a raise changes somebody's pay."""
    return one.problem is None and one.amount != one.old.amount

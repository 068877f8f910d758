"""The day from which the seniority of a contract counts, when earlier service with the employer counts too.

Notice and severance are read with it; pay is not. The start of the contract counts where nothing is written.
"""

from __future__ import annotations

import datetime as dt

from preste.office.accounts.models import User
from preste.office.services import changes, facts
from preste.office.store.models import Contract, Fact, FactKind


def known(contract: Contract) -> Fact | None:
    """The fact that tells it, None when none is written."""
    found = facts.known_facts(contract.employer).filter(contract=contract, kind=FactKind.SENIORITY)
    fact: Fact | None = found.order_by("-recorded_at").first()
    return fact


def since(contract: Contract) -> dt.date | None:
    """The first day that counts, None when it is that of the contract."""
    fact = known(contract)
    return fact.valid_from if fact else None


def record(contract: Contract, day: dt.date, user: User) -> Fact:
    """Write it down, in place of what was known. Raises ChangeError when that was replaced meanwhile."""
    return changes.record_change(
        contract.worker, FactKind.SENIORITY, {}, valid_from=day, contract=contract, replaces=known(contract), user=user
    )

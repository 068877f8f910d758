"""Double holiday pay, certificates and year-end premiums of everybody: shown first, then recorded as pay items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.db import transaction

from preste.calendar import Month
from preste.engine import Trace
from preste.errors import NoParameter, PresteError
from preste.office.accounts.models import User
from preste.office.services import audit, facts
from preste.office.services.changes import record_change
from preste.office.services.dossiers import dossier_of
from preste.office.store.models import Contract, Employer, FactKind
from preste.payroll.holiday_campaign import Reason, double_pay_campaign
from preste.payroll.holiday_imputation import imputations
from preste.payroll.holiday_items import items_to_post
from preste.payroll.month import Dossier
from preste.payroll.premium_campaign import Premium, premium_campaign
from preste.records import Contract as ContractRecord
from preste.records import PayItem

Kind = Literal["double", "certificate", "premium"]
"""Double holiday pay, certificates of previous employers imputed and settled, year-end premiums."""


class StaleCampaign(PresteError):
    """What was shown is no longer what would be recorded."""

    code = "E-CAMPAIGN-STALE"


@dataclass(frozen=True)
class Wanted:
    """What is asked for: of which kind, in which month it is paid, and by what a premium is reckoned."""

    kind: Kind
    month: Month
    premium: Premium = field(default_factory=Premium)


@dataclass(frozen=True)
class Due:
    """What a contract is due: the items that would be recorded, the answers they come of, or why there are none."""

    contract: ContractRecord
    items: tuple[PayItem, ...] = ()
    traces: tuple[tuple[str, Trace], ...] = ()
    reason: Reason = ""
    why: str = ""

    @property
    def amount(self) -> int:
        """What is recorded in all, in cents; what is imputed is told as it is written."""
        return sum(item.amount for item in self.items)

    @property
    def open(self) -> int:
        """Cents of a certificate that are left to impute when the net of the settlement is known."""
        return sum(trace["certificate_open"] for question, trace in self.traces if question == "settlement")


def preview(dossier: Dossier, wanted: Wanted) -> list[Due]:
    """What everybody is due; nothing is recorded."""
    return list(_dues(dossier, wanted))


def _dues(dossier: Dossier, wanted: Wanted) -> Iterator[Due]:
    month = wanted.month
    if wanted.kind == "certificate":
        for paper in imputations(dossier, month):
            found = (("certificate", paper.imputed), ("settlement", paper.settled))
            yield _due(paper.contract, [(q, t) for q, t in found if t is not None], month, paper.reason, paper.why)
        return
    rows = (
        double_pay_campaign(dossier, month)
        if wanted.kind == "double"
        else premium_campaign(dossier, month, wanted.premium)
    )
    for row in rows:
        yield _due(row.contract, [(wanted.kind, row.trace)] if row.trace else [], month, row.reason, row.why)


def _due(contract: ContractRecord, traces: Sequence[tuple[str, Trace]], month: Month, reason: Reason, why: str) -> Due:
    try:
        items = [item for question, trace in traces for item in items_to_post(question, trace, month)]
    except NoParameter as error:
        return Due(contract, traces=tuple(traces), reason="law", why=error.message)
    return Due(contract, tuple(items), tuple(traces), reason, why)


def post(employer: Employer, wanted: Wanted, shown: Sequence[tuple[str, int]], user: User) -> int:
    """Record the items that were shown (contract and cents), all or nothing; of how many contracts.

    Raises StaleCampaign when the preview no longer says the same: so nothing is recorded twice.
    """
    with transaction.atomic():
        audit.lock(employer.pk)
        dues = [one for one in preview(dossier_of(employer, wanted.month), wanted) if one.items]
        if [(one.contract.id, one.amount) for one in dues] != list(shown):
            raise StaleCampaign("somebody recorded new facts meanwhile", remedy="read the preview again")
        contracts = {one.reference: one for one in Contract.objects.filter(employer=employer).select_related("worker")}
        for one in dues:
            contract = contracts[one.contract.id]
            for item in one.items:
                record_change(
                    contract.worker, FactKind.ITEM, facts.item_data(item), valid_from=item.valid_from,
                    contract=contract, user=user,
                )  # fmt: skip
        audit.record(
            employer, user, "campaign.recorded", f"{wanted.kind} {wanted.month}", kind=wanted.kind, contracts=len(dues)
        )
    return len(dues)

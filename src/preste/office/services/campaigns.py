"""Double holiday pay, certificates, December's settlements and year-end premiums of everybody: shown, then recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from django.db import transaction

from preste.calendar import Month
from preste.engine import Trace
from preste.errors import NoParameter, PresteError
from preste.office.accounts.models import User
from preste.office.services import audit, facts
from preste.office.services.changes import record_change
from preste.office.services.dossiers import READ_TOGETHER, dossier_of
from preste.office.store.models import Contract, Employer, FactKind, PayRun, RunKind
from preste.payroll.december_campaign import concerned, december_campaign, reductions, settled
from preste.payroll.holiday_campaign import Reason, double_pay_campaign, leaves
from preste.payroll.holiday_imputation import imputations
from preste.payroll.holiday_items import items_to_post
from preste.payroll.month import Dossier, active
from preste.payroll.premium_campaign import Premium, premium_campaign
from preste.records import Contract as ContractRecord
from preste.records import PayItem

Kind = Literal["double", "certificate", "december", "premium"]
"""Double holiday pay, certificates of previous employers imputed and settled, December's settlement of reduced hours,
year-end premiums."""


class StaleCampaign(PresteError):
    """What was shown is no longer what would be recorded."""

    code = "E-CAMPAIGN-STALE"


class NeverPaid(PresteError):
    """The month is before those that are computed here: what is recorded in it would be paid by nobody."""

    code = "E-CAMPAIGN-MONTH"


@dataclass(frozen=True)
class Wanted:
    """What is asked for: of which kind, in which month it is paid, and by what a premium is reckoned."""

    kind: Kind
    month: Month
    premium: Premium = field(default_factory=Premium)


@dataclass(frozen=True)
class Due:
    """What a contract is due: the items that would be recorded, the answers they come of, or why there are none.

    Of December's settlement: the days from which less is worked, and the hundredths of days of holiday not taken.
    """

    contract: ContractRecord
    items: tuple[PayItem, ...] = ()
    traces: tuple[tuple[str, Trace], ...] = ()
    reason: Reason = ""
    why: str = ""
    reduced: tuple[dt.date, ...] = ()
    left: int = 0

    @property
    def amount(self) -> int:
        """What is recorded in all, in cents; what is imputed is told as it is written."""
        return sum(item.amount for item in self.items)

    @property
    def open(self) -> int:
        """Cents of a certificate that are left to impute when the net of the settlement is known."""
        return sum(trace["certificate_open"] for question, trace in self.traces if question == "settlement")


def dossier_for(employer: Employer, wanted: Wanted) -> Dossier:
    """The dossier that a campaign is previewed with: of December's settlement, last year's pay is read too."""
    since = wanted.month.year - 1 if wanted.kind == "december" else None
    return dossier_of(employer, wanted.month, since=since)


def unsettled(employer: Employer, month: Month) -> list[ContractRecord]:
    """The contracts whose hours were reduced and whose settlement of a December is not recorded, in order."""
    terms = facts.known_facts(employer).filter(kind=FactKind.TERMS)
    since = dt.date(month.year - 1, 1, 2)
    changed = terms.filter(valid_from__gte=since, valid_from__lte=month.last).values_list("worker", flat=True)
    workers = sorted(set(changed), key=str)
    found: list[ContractRecord] = []
    for n in range(0, len(workers), READ_TOGETHER):
        dossier = dossier_of(employer, month, workers=workers[n : n + READ_TOGETHER], with_days=False)
        found += [
            one
            for one in active(dossier, month)
            if concerned(one) and reductions(one, month.year) and not settled(one, month)
            if not leaves(dossier, one, month)
        ]
    return sorted(found, key=lambda one: one.id)


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
    if wanted.kind == "december":
        for one in december_campaign(dossier, month):
            traces = [("december", one.trace)] if one.trace else []
            yield replace(_due(one.contract, traces, month, one.reason, one.why), reduced=one.reduced, left=one.left)
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


def never_paid(employer: Employer, month: Month) -> bool:
    """Whether a month is before those computed here, and was not opened: items of it would be paid by no run."""
    if employer.begins and month < Month.parse(employer.begins):
        return True
    runs = PayRun.objects.filter(employer=employer, kind=RunKind.REGULAR)
    later = runs.filter(month__gt=str(month)).exclude(hash="")
    return later.exists() and not runs.filter(month=str(month)).exists()


def post(employer: Employer, wanted: Wanted, shown: Sequence[tuple[str, int]], user: User) -> int:
    """Record the items that were shown (contract and cents), all or nothing; of how many contracts.

    Raises StaleCampaign when the preview no longer says the same: so nothing is recorded twice; and NeverPaid.
    """
    with transaction.atomic():
        audit.lock(employer.pk)
        if never_paid(employer, wanted.month):
            raise NeverPaid(f"{wanted.month} is not computed here", remedy="choose a month that is still to be paid")
        dues = [one for one in preview(dossier_for(employer, wanted), wanted) if one.items]
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

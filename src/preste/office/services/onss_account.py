"""The account of an employer with the ONSS: what was told of it, its quarters as they are computed, its provisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from preste.belgium.collection import scheme_of
from preste.calendar import Month, Quarter
from preste.errors import DossierError, InputError, NoParameter, PresteError
from preste.office.accounts.models import User
from preste.office.services import audit
from preste.office.services.facts import known_facts
from preste.office.store.models import (
    Affiliation,
    AffiliationKind,
    ComputedQuarter,
    Employer,
    FactKind,
    OnssEntry,
    OnssEntryKind,
)
from preste.payroll.onss_account import (
    Account,
    Entry,
    Instalment,
    Provision,
    Upcoming,
    account_of,
    amounts,
    plus,
    problems,
    provisions_of,
    told_of,
    twice,
)

PROVISION_TERM, BALANCE_TERM = "onss_provision", "onss_balance"
"""The deadlines whose amounts the account knows."""
REGIME_OUTSIDE = "article17"
"""Whom the ONSS is not told of by quarter."""


class OnssAccountError(PresteError):
    """An entry of the account cannot be given up."""

    code = "E-ONSS-GONE"


def rows(employer: Employer) -> list[OnssEntry]:
    """The entries that are believed, in the order in which they were written."""
    return list(OnssEntry.objects.filter(employer=employer, superseded_at=None).select_related("recorded_by"))


def as_entry(row: OnssEntry) -> Entry:
    """A stored entry as the account reads it."""
    return Entry(
        kind=row.kind, amount=row.amount, period=row.period, day=row.day, towards=row.towards, note=row.note
    )  # fmt: skip


def collector(employer: Employer) -> str:
    """The social secretariat that collects the contributions; empty when the ONSS is paid directly."""
    found = Affiliation.objects.filter(employer=employer, kind=AffiliationKind.SOCIAL_SECRETARIAT).first()
    return found.name if found else ""


def account(employer: Employer, on: dt.date) -> Account:
    """The account on a day; on a day to come it tells what being late costs. Raises NoParameter."""
    return _Told(employer).account(on)


def record(employer: Employer, entry: Entry, user: User | None) -> OnssEntry:
    """Write an entry down. Raises InputError, or DossierError with everything wrong."""
    return record_all(employer, [entry], user)[0]


def record_all(employer: Employer, entries: Sequence[Entry], user: User | None) -> list[OnssEntry]:
    """Write entries down together, or none of them. Raises as `record` does."""
    now = timezone.now()
    with transaction.atomic():
        audit.lock(employer.pk)
        known = [as_entry(row) for row in rows(employer)]
        wrong: list[PresteError] = [one for entry in entries for one in problems(entry)]
        wrong += twice([*known, *entries])
        if len(wrong) == 1:
            raise wrong[0]
        if wrong:
            raise DossierError.of(wrong, "the account")
        made = [
            OnssEntry.objects.create(
                employer=employer, kind=one.kind, amount=one.amount, period=one.period, day=one.day,
                towards=one.towards, note=one.note, recorded_at=now, recorded_by=user,
            )
            for one in entries
        ]  # fmt: skip
        for one in made:
            audit.record(employer, user, "onss.recorded", str(one.pk), kind=one.kind, period=one.period)
    return made


def withdraw(employer: Employer, entry_id: UUID, user: User | None) -> None:
    """Give up an entry; it stays, with the moment. Raises OnssAccountError."""
    with transaction.atomic():
        audit.lock(employer.pk)
        row = OnssEntry.objects.filter(employer=employer, pk=entry_id, superseded_at=None).first()
        if row is None or hasattr(row, "order"):
            raise OnssAccountError("it was given up, or an order paid it", remedy="look at the account again")
        row.superseded_at, row.superseded_by = timezone.now(), user
        row.save(update_fields=["superseded_at", "superseded_by"])
        audit.record(employer, user, "onss.withdrawn", str(row.pk), kind=row.kind, period=row.period)


def upcoming(employer: Employer, on: dt.date) -> tuple[Upcoming, ...]:
    """What is to be paid next, as far as it is known; nothing for an employer of whom nothing was told or computed."""
    try:
        return account(employer, on).upcoming
    except PresteError:
        return ()


def agree_plan(employer: Employer, plan: Sequence[Instalment], user: User | None) -> list[OnssEntry]:
    """The instalments that were agreed with the ONSS, in the place of those of a former plan. Raises as `record`."""
    with transaction.atomic():
        audit.lock(employer.pk)
        former = OnssEntry.objects.filter(employer=employer, kind=OnssEntryKind.PLAN, superseded_at=None)
        former.update(superseded_at=timezone.now(), superseded_by=user)
        kind = OnssEntryKind.PLAN.value
        return record_all(employer, [Entry(kind=kind, amount=one.amount, day=one.day) for one in plan], user)


def due_amounts(employer: Employer, on: dt.date) -> dict[tuple[str, str], int]:
    """What is to be paid, as far as it is known, by deadline and the last month of its period."""
    found: dict[tuple[str, str], int] = {}
    for one in upcoming(employer, on):
        if one.kind == OnssEntryKind.PROVISION and one.amount:
            found[PROVISION_TERM, one.debt] = one.amount
        elif one.kind == OnssEntryKind.OWED and one.amount:
            found[BALANCE_TERM, str(Quarter.parse(one.debt).months[-1])] = one.amount
    return found


class _Told:
    """What is known of an employer's account, read once."""

    def __init__(self, employer: Employer) -> None:
        self.employer = employer
        self.entries = [as_entry(row) for row in rows(employer)]
        found = ComputedQuarter.objects.filter(employer=employer, computed_at__isnull=False)
        stored = list(found.values_list("quarter", "owed", "provisional", "told__missing"))
        self.incomplete = {Quarter.parse(quarter) for quarter, _, _, missing in stored if missing}
        self.computed = {Quarter.parse(quarter): owed for quarter, owed, _, missing in stored if not missing}
        self.provisional = {Quarter.parse(quarter) for quarter, _, provisional, _ in stored if provisional}
        self.told = amounts(self.entries, {})
        self.references = _by_quarter(self.entries, OnssEntryKind.REFERENCE)
        self.written = {
            Month.parse(one.period): one.amount for one in self.entries if one.kind == OnssEntryKind.PROVISION
        }
        contracts = known_facts(employer).filter(kind=FactKind.CONTRACT).exclude(data__regime=REGIME_OUTSIDE)
        self.contracts = list(contracts.values_list("worker", "valid_from", "valid_to"))

    def account(self, on: dt.date) -> Account:
        computed, provisions, notes = {}, list[Provision](), list[str]()
        quarter, last = self._begins(on), Quarter.of(Month(on.year, on.month))
        scheme = scheme_of(self.employer.joint_committee)
        while quarter <= last:
            if quarter in self.computed and quarter.last < on:
                computed[quarter] = self.computed[quarter]
            try:
                provisions += provisions_of(quarter, self.owed, self.workers, scheme, self.written)
            except (InputError, NoParameter) as error:
                why = f"reference {quarter} {error.field}" if isinstance(error, InputError) else f"law {quarter}"
                notes.append(why)
                provisions += told_of(quarter, self.written)
            quarter = plus(quarter, 1)
        notes += [f"provisional {one}" for one in sorted(computed) if one in self.provisional and one not in self.told]
        known = {*self.told, *self.references}
        notes += [f"incomplete {one}" for one in sorted(self.incomplete - known) if one.last < on]
        return account_of(self.entries, computed, provisions, on, notes)

    def owed(self, quarter: Quarter) -> int | None:
        """The contributions of a quarter: as told, else as computed; none before the first contract."""
        if quarter in self.told:
            return self.told[quarter]
        if quarter in self.references:
            return self.references[quarter]
        if quarter in self.computed:
            return self.computed[quarter]
        starts = [start for _, start, _ in self.contracts]
        return 0 if starts and quarter.last < min(starts) else None

    def workers(self, day: dt.date) -> int:
        """How many workers the ONSS is told of on a day."""
        return len({who for who, start, end in self.contracts if start <= day and (end is None or day <= end)})

    def _begins(self, on: dt.date) -> Quarter:
        """The first quarter that is a debt: of what was still owed when Preste began, which holds all of before; else
        the first one told, paid for or computed; else the day's own."""
        told = [*self.told, *(Quarter.of(month) for month in self.written)]
        opened = [_quarter(one.day) for one in self.entries if one.kind == OnssEntryKind.OPENING and one.day]
        if opened:
            return min([*told, *opened])
        days = [_quarter(one.day) for one in self.entries if one.day is not None]
        return min([*told, *days, *self.computed, *self.incomplete], default=_quarter(on))


def _quarter(day: dt.date) -> Quarter:
    return Quarter.of(Month(day.year, day.month))


def _by_quarter(entries: Sequence[Entry], kind: str) -> dict[Quarter, int]:
    return {Quarter.parse(one.period): one.amount for one in entries if one.kind == kind}

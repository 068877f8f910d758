"""Somebody leaves: worked out from what is known, recorded at once as it was shown, and taken back as one act.

What is shown is what the run will pay: the departure is recorded, the run's own code computes the payslip, and all of
it is given up again. A last day in a validated month leaves that month as it is; the next run settles the differences.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import replace

from django.db import transaction

from preste.calendar import Month
from preste.errors import PresteError
from preste.office.accounts.models import User
from preste.office.services import audit, changes, facts, pay_runs, seniority
from preste.office.services.corrections import Past
from preste.office.services.dossiers import dossier_of
from preste.office.services.hours import is_closed
from preste.office.store.models import Contract, Employer, Fact, FactKind, PayRun, RunKind
from preste.office.store.models import Payslip as Payslips
from preste.payroll.leaving import Act, Departure, leave
from preste.payroll.month import Dossier
from preste.payroll.payslip import Payslip
from preste.records import Contract as ContractRecord
from preste.records import PayItem


class LeavingError(PresteError):
    """The departure cannot be recorded, or taken back."""

    code = "E-LEAVE-STATE"


def work_out(contract: Contract, act: Act, user: User) -> Departure:
    """The departure of a contract from the facts known now, with the payslip that the run will make of it.

    Raises DossierError with everything that hinders it, InputError for what is not known, and NoParameter.
    """
    if act.seniority_from is None:
        act = replace(act, seniority_from=seniority.since(contract))
    dossier = dossier_of(contract.employer, act.month, since=act.month.year - 1, workers=[contract.worker_id])
    closed = _closed_days(contract, act)
    given_up = {one.valid_from for one in closed}
    dossier = replace(dossier, contracts=[_without(one, contract, given_up) for one in dossier.contracts])
    known = next(len(one.items) for one in dossier.contracts if one.id == contract.reference)

    def last_pay(_dossier: Dossier, record: ContractRecord, month: Month) -> Payslip:
        with transaction.atomic():
            audit.lock(contract.employer_id)
            if record.leaving is not None:
                _write(contract, act, record, record.items[known:], user)
            payslip = _paid_in_run(contract, act.month)
            transaction.set_rollback(True)
        return payslip

    return leave(dossier, contract.reference, act, last_pay=last_pay)


def paying_month(employer: Employer, month: Month) -> Month:
    """The month whose run pays a departure in a month: that one, or the first one that is not validated."""
    while is_closed(employer, month):
        month = month.plus(1)
    return month


def _paid_in_run(contract: Contract, month: Month) -> Payslip:
    """The payslip of a contract in the run that pays its last month, from the facts as they stand."""
    employer, paying = contract.employer, paying_month(contract.employer, month)
    run = PayRun(employer=employer, month=str(paying), kind=RunKind.REGULAR)
    workers = [contract.worker_id]
    past = Past(run, dossier_of(employer, paying, workers=workers), workers=workers)
    record = next(one for one in past.dossier.contracts if one.id == contract.reference)
    return pay_runs.pay(run, past, record)[0]


def _closed_days(contract: Contract, act: Act) -> list[Fact]:
    """The hours of validated months after the last day: who had left by then worked none of them."""
    known = facts.known_facts(contract.employer).filter(contract=contract, kind=FactKind.DAY)
    later = known.filter(valid_from__gt=act.last_day).order_by("valid_from")
    return [one for one in later if is_closed(contract.employer, Month(one.valid_from.year, one.valid_from.month))]


def _without(record: ContractRecord, contract: Contract, given_up: Collection[dt.date]) -> ContractRecord:
    """The contract without the hours that the departure gives up."""
    if record.id != contract.reference or not given_up:
        return record
    return replace(record, days=tuple(day for day in record.days if day.date not in given_up))


def digest(found: Departure) -> str:
    """What a departure would record and pay, as a short text: what is recorded is what was shown."""
    told = (
        [[one.kind, one.amount, one.label] for one in found.items],
        [[one.code, one.amount] for one in found.payslip.lines],
    )
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:32]


def record(contract: Contract, act: Act, shown: str, user: User) -> Departure:
    """Write down everything a departure changes, all of it or nothing.

    Raises LeavingError when it is no longer what was shown, or when law is missing; and as `work_out` does.
    """
    with transaction.atomic():
        audit.lock(contract.employer_id)
        found = work_out(contract, act, user)
        if digest(found) != shown:
            raise LeavingError("what is known changed since this was shown", code="E-LEAVE-STALE")
        if found.payslip.errors:
            raise LeavingError("law is missing for the last pay", code="E-LEAVE-LAW")
        written = _write(contract, act, found.contract, found.items, user)
        audit.record(
            contract.employer, user, "contract.left", str(contract.worker_id), reference=contract.reference,
            reason=act.reason, facts=written,
        )  # fmt: skip
    return found


def _write(contract: Contract, act: Act, ended: ContractRecord, items: Sequence[PayItem], user: User) -> int:
    """Write down what a departure changes, with the items it adds; how many facts besides the contract."""
    written = [*_cut_incapacities(contract, act.last_day, user), *_items(contract, items, user)]
    given_up = _closed_days(contract, act)
    for one in given_up:
        changes.withdraw(one, user)
    core = _core(contract)
    following = ended.next_employer_from
    data = dict(core.data) | {
        "fixed_term": ended.fixed_term,
        "holidays_after_end": ended.holidays_after_end,
        "next_employer_from": following.isoformat() if following else None,
        "leaving": facts.leaving_data(act.leaving)
        | {"facts": [str(one.pk) for one in written], "given_up": [str(one.pk) for one in given_up]},
    }
    changes.record_change(
        contract.worker, FactKind.CONTRACT, data, valid_from=core.valid_from, valid_to=act.last_day,
        contract=contract, replaces=core, user=user,
    )  # fmt: skip
    return len(written)


def undo(contract: Contract, user: User) -> None:
    """Take a departure back: what it wrote is given up, what it changed is as before; all stays visible.

    Raises LeavingError when there is none, or when a validated run paid it.
    """
    with transaction.atomic():
        audit.lock(contract.employer_id)
        core = _core(contract)
        if not core.data.get("leaving") or core.valid_to is None:
            raise LeavingError("there is no departure to take back", code="E-LEAVE-NONE")
        if _is_paid(contract, core):
            raise LeavingError("the last month is validated", code="E-LEAVE-CLOSED")
        for one in Fact.objects.filter(pk__in=core.data["leaving"]["facts"], superseded_at__isnull=True):
            _give_up(one, user)
        for one in Fact.objects.filter(pk__in=core.data["leaving"].get("given_up", ())):
            changes.record_change(
                contract.worker, FactKind(one.kind), dict(one.data), valid_from=one.valid_from,
                valid_to=one.valid_to, contract=contract, user=user,
            )  # fmt: skip
        before = Fact.objects.filter(superseded_by=core).latest("recorded_at")
        changes.record_change(
            contract.worker, FactKind.CONTRACT, dict(before.data), valid_from=before.valid_from,
            valid_to=before.valid_to, contract=contract, replaces=core, user=user,
        )  # fmt: skip
        audit.record(
            contract.employer, user, "contract.stays", str(contract.worker_id), reference=contract.reference
        )  # fmt: skip


def _is_paid(contract: Contract, core: Fact) -> bool:
    """Whether a validated run that knew of the departure paid the contract's last month, or settled it."""
    if core.valid_to is None:
        return False
    paid = Payslips.objects.filter(contract=contract, excluded=False, run__computed_at__gt=core.recorded_at)
    return paid.filter(run__month__gte=f"{core.valid_to:%Y-%m}").exclude(run__hash="").exists()


def left(contract: Contract) -> Fact | None:
    """The fact of a contract that was left by an act; None when it was not."""
    core = facts.known_facts(contract.employer).filter(contract=contract, kind=FactKind.CONTRACT)
    found: Fact | None = core.order_by("-recorded_at").first()
    return found if found is not None and found.data.get("leaving") else None


def _core(contract: Contract) -> Fact:
    known = facts.known_facts(contract.employer).filter(contract=contract, kind=FactKind.CONTRACT)
    found: Fact = known.latest("recorded_at")
    return found


def _items(contract: Contract, items: Sequence[PayItem], user: User) -> list[Fact]:
    """The pay items of the last month."""
    return [
        changes.record_change(
            contract.worker, FactKind.ITEM, facts.item_data(one), valid_from=one.valid_from, contract=contract,
            user=user,
        )
        for one in items
    ]  # fmt: skip


def _cut_incapacities(contract: Contract, last_day: dt.date, user: User) -> list[Fact]:
    """Incapacities that would outlast the contract end with it."""
    known = facts.known_facts(contract.employer).filter(
        contract=contract, kind=FactKind.INCAPACITY, valid_from__lte=last_day, valid_to__gt=last_day
    )
    written = []
    for one in known:
        data = dict(one.data)
        if data.get("partial_to") and data["partial_to"] > last_day.isoformat():
            data["partial_to"] = last_day.isoformat()
        written.append(
            changes.record_change(
                contract.worker, FactKind.INCAPACITY, data, valid_from=one.valid_from, valid_to=last_day,
                contract=contract, replaces=one, user=user,
            )
        )  # fmt: skip
    return written


def _give_up(one: Fact, user: User) -> None:
    """What the departure wrote is withdrawn; where it took the place of another, that one is told again."""
    before = Fact.objects.filter(superseded_by=one).order_by("-recorded_at").first()
    if before is None:
        changes.withdraw(one, user)
        return
    changes.record_change(
        one.worker, FactKind(one.kind), dict(before.data), valid_from=before.valid_from, valid_to=before.valid_to,
        contract=one.contract, replaces=one, user=user,
    )  # fmt: skip

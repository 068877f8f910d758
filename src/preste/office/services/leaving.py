"""Somebody leaves: worked out from what is known, recorded at once as it was shown, and taken back as one act."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import replace

from django.db import transaction

from preste.calendar import Month
from preste.errors import PresteError
from preste.office.accounts.models import User
from preste.office.services import audit, changes, facts, seniority
from preste.office.services.dossiers import dossier_of
from preste.office.services.hours import is_closed
from preste.office.store.models import Contract, Fact, FactKind
from preste.payroll.leaving import Act, Departure, leave


class LeavingError(PresteError):
    """The departure cannot be recorded, or taken back."""

    code = "E-LEAVE-STATE"


def work_out(contract: Contract, act: Act) -> Departure:
    """The departure of a contract from the facts known now.

    Raises DossierError with everything that hinders it, InputError for what is not known, and NoParameter.
    """
    if act.seniority_from is None:
        act = replace(act, seniority_from=seniority.since(contract))
    dossier = dossier_of(contract.employer, act.month, since=act.month.year - 1, workers=[contract.worker_id])
    return leave(dossier, contract.reference, act)


def digest(found: Departure) -> str:
    """What a departure would record and pay, as a short text: what is recorded is what was shown."""
    told = (
        [[one.kind, one.amount, one.label] for one in found.items],
        [[one.code, one.amount] for one in found.payslip.lines],
    )
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:32]


def record(contract: Contract, act: Act, shown: str, user: User) -> Departure:
    """Write down everything a departure changes, all of it or nothing.

    Raises LeavingError when it is no longer what was shown, when law is missing, or when its month is validated; and
    as `work_out` does.
    """
    with transaction.atomic():
        audit.lock(contract.employer_id)
        found = work_out(contract, act)
        if digest(found) != shown:
            raise LeavingError("what is known changed since this was shown", code="E-LEAVE-STALE")
        if found.payslip.errors:
            raise LeavingError("law is missing for the last pay", code="E-LEAVE-LAW")
        if is_closed(contract.employer, act.month):
            raise LeavingError("the last month is validated", code="E-LEAVE-CLOSED")
        written = [*_cut_incapacities(contract, act.last_day, user), *_items(contract, found, user)]
        core = _core(contract)
        ended = found.contract
        following = ended.next_employer_from
        data = dict(core.data) | {
            "fixed_term": ended.fixed_term,
            "holidays_after_end": ended.holidays_after_end,
            "next_employer_from": following.isoformat() if following else None,
            "leaving": facts.leaving_data(act.leaving) | {"facts": [str(one.pk) for one in written]},
        }
        changes.record_change(
            contract.worker, FactKind.CONTRACT, data, valid_from=core.valid_from, valid_to=act.last_day,
            contract=contract, replaces=core, user=user,
        )  # fmt: skip
        audit.record(
            contract.employer, user, "contract.left", str(contract.worker_id), reference=contract.reference,
            reason=act.reason, facts=len(written),
        )  # fmt: skip
    return found


def undo(contract: Contract, user: User) -> None:
    """Take a departure back: what it wrote is given up, what it changed is as before; all stays visible.

    Raises LeavingError when there is none, or when its month is validated.
    """
    with transaction.atomic():
        audit.lock(contract.employer_id)
        core = _core(contract)
        if not core.data.get("leaving") or core.valid_to is None:
            raise LeavingError("there is no departure to take back", code="E-LEAVE-NONE")
        if is_closed(contract.employer, Month(core.valid_to.year, core.valid_to.month)):
            raise LeavingError("the last month is validated", code="E-LEAVE-CLOSED")
        for one in Fact.objects.filter(pk__in=core.data["leaving"]["facts"], superseded_at__isnull=True):
            _give_up(one, user)
        before = Fact.objects.filter(superseded_by=core).latest("recorded_at")
        changes.record_change(
            contract.worker, FactKind.CONTRACT, dict(before.data), valid_from=before.valid_from,
            valid_to=before.valid_to, contract=contract, replaces=core, user=user,
        )  # fmt: skip
        audit.record(
            contract.employer, user, "contract.stays", str(contract.worker_id), reference=contract.reference
        )  # fmt: skip


def left(contract: Contract) -> Fact | None:
    """The fact of a contract that was left by an act; None when it was not."""
    core = facts.known_facts(contract.employer).filter(contract=contract, kind=FactKind.CONTRACT)
    found: Fact | None = core.order_by("-recorded_at").first()
    return found if found is not None and found.data.get("leaving") else None


def _core(contract: Contract) -> Fact:
    known = facts.known_facts(contract.employer).filter(contract=contract, kind=FactKind.CONTRACT)
    found: Fact = known.latest("recorded_at")
    return found


def _items(contract: Contract, found: Departure, user: User) -> list[Fact]:
    """The pay items of the last month."""
    return [
        changes.record_change(
            contract.worker, FactKind.ITEM, facts.item_data(one), valid_from=one.valid_from, contract=contract,
            user=user,
        )
        for one in found.items
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

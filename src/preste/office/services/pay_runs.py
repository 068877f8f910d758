"""The pay run: created, computed, checked, validated. Validation makes it immutable and chains it by hash."""

from __future__ import annotations

import base64
import datetime as dt
import json
import logging
import zlib
from collections.abc import Callable, Sequence
from traceback import format_tb
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from preste.calendar import Month
from preste.errors import PresteError
from preste.law import book
from preste.office.accounts.models import User
from preste.office.database import database_failure
from preste.office.services import audit, facts
from preste.office.services.chain import content_hash, link
from preste.office.services.corrections import Past
from preste.office.services.dossiers import dossier_of, workers_in_parts
from preste.office.services.employer_facts import FOLLOWED
from preste.office.services.headcount import HEADCOUNT
from preste.office.services.payments import settle
from preste.office.services.payslips import NOTHING, lines_of, values_of, write
from preste.office.services.settled import Settled
from preste.office.store.models import (
    AuditEvent,
    Employer,
    EmployerFact,
    Fact,
    FactKind,
    Line,
    PayRun,
    Payslip,
    RunKind,
    RunState,
)
from preste.payroll.month import active, pay_contract, payday
from preste.payroll.payslip import Payslip as Computed
from preste.records import Contract as ContractRecord

WRITTEN_TOGETHER = 25
"""Payslips of one transaction: about half a second of work, which is what a kill makes to be done again."""
_log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]


def _say_nothing(done: int, total: int) -> None:
    """No report."""


class RunError(PresteError):
    """The act is not possible in the run's present state."""

    code = "E-RUN"


def create_run(employer: Employer, month: Month, user: User | None) -> PayRun:
    """The employer's run of a month; asking again gives the same run."""
    return _create(employer, month, user, RunKind.REGULAR, 1, None)


def create_off_cycle(employer: Employer, month: Month, user: User | None, pay_date: dt.date) -> PayRun:
    """A run that pays now what closed months, that one included, still owe; one that is open already is given again.

    Raises RunError when the month is not validated: its regular run pays it.
    """
    runs = PayRun.objects.filter(employer=employer, month=str(month))
    if not runs.filter(kind=RunKind.REGULAR).exclude(hash="").exists():
        raise RunError(
            f"{month} is not validated", remedy="what it owes is paid by its own run", code="E-RUN-OFF-CYCLE"
        )
    off_cycle = runs.filter(kind=RunKind.OFF_CYCLE)
    last = off_cycle.order_by("-number").first()
    if last is not None and not last.hash:
        return last
    return _create(employer, month, user, RunKind.OFF_CYCLE, off_cycle.count() + 1, pay_date)


def _create(
    employer: Employer, month: Month, user: User | None, kind: RunKind, number: int, pay_date: dt.date | None
) -> PayRun:
    try:
        with transaction.atomic():
            audit.lock(employer.pk)
            run = PayRun.objects.create(
                employer=employer,
                month=str(month),
                kind=kind,
                number=number,
                pay_date=pay_date,
                created_at=timezone.now(),
                created_by=user,
            )
            audit.record(employer, user, "run.created", str(run.pk), month=str(month), kind=kind.value)
    except IntegrityError:
        run = PayRun.objects.get(employer=employer, month=str(month), kind=kind, number=number)
    return run


def compute(
    run: PayRun, user: User | None, report: Progress = _say_nothing, *, since: dt.datetime | None = None
) -> PayRun:
    """Compute every payslip of the run from the facts as they are known when it begins.

    Payslips are written some at a time, each replacing its former computation; a contract that cannot be
    computed gets a payslip with its errors. Until the last one is written the run is a draft. A
    computation that began at `since` or later and was broken off goes on with what it left, on the same
    facts. `report` is told (done, total) inside each transaction that writes: what it raises undoes that
    transaction and ends the computation. Workers are read some hundreds at a time, so that memory does not
    grow with their number. Raises RunError once the run is validated, or when another
    computation of it began meanwhile.
    """
    month = Month.parse(run.month)
    _begin(run, report, since)
    written = set(run.payslips.exclude(content_hash="").values_list("contract__reference", flat=True))
    parts = workers_in_parts(run.employer, month, run.known_at)
    done, ahead = 0, sum(running for _, running in parts) if run.kind == RunKind.REGULAR else 0
    for workers, running in parts:
        past = Past(run, dossier_of(run.employer, month, run.known_at, workers=workers), run.known_at, workers)
        records = past.contracts(active(past.dossier, month))
        left = [record for record in records if record.id not in written]
        ahead = max(0, ahead - running)
        total, done = done + len(records) + ahead, done + len(records) - len(left)
        for start in range(0, len(left), WRITTEN_TOGETHER):
            batch = left[start : start + WRITTEN_TOGETHER]
            computed = {one.id: found for one in batch if (found := _compute_one(run, past, one)) is not None}
            done += len(batch)
            with transaction.atomic():
                audit.lock(run.employer_id)
                _under_way(run)
                write(run, computed)
                report(done, total)
    _complete(run, user, done, report)
    return run


def _begin(run: PayRun, report: Progress, since: dt.datetime | None) -> None:
    with transaction.atomic():
        audit.lock(run.employer_id)  # a fact that is being written has its time already and cannot be read yet
        stored = _locked(run)
        under_way = since and stored.known_at and stored.known_at >= since
        if under_way and stored.law_version == book().version:
            run.known_at = stored.known_at
            return
        run.state, run.known_at, run.law_version = RunState.DRAFT, timezone.now(), book().version
        run.save(update_fields=["state", "known_at", "law_version"])
        run.payslips.update(content_hash="")
        report(0, 0)


def _complete(run: PayRun, user: User | None, count: int, report: Progress) -> None:
    with transaction.atomic():
        audit.lock(run.employer_id)
        stored = _under_way(run)
        report(count, count)
        if stored.state == RunState.COMPUTED and stored.computed_at == run.known_at:
            return
        run.payslips.filter(content_hash="").delete()
        count = run.payslips.count()
        run.state, run.computed_at, run.law_version = RunState.COMPUTED, run.known_at, stored.law_version
        run.save(update_fields=["state", "computed_at"])
        audit.record(run.employer, user, "run.computed", str(run.pk), payslips=count)


def require_open(run: PayRun) -> None:
    """Raises RunError once the run is validated."""
    _require(run, RunState.DRAFT, RunState.COMPUTED)


def _locked(run: PayRun) -> PayRun:
    """The run as it is stored, held until the transaction ends. Raises RunError once it is validated."""
    stored = PayRun.objects.select_for_update().get(pk=run.pk)
    require_open(stored)
    return stored


def _under_way(run: PayRun) -> PayRun:
    """The run as it is stored, held until the transaction ends, as long as this computation is its last one."""
    stored = _locked(run)
    if stored.known_at != run.known_at:
        raise RunError("another computation of the run began", remedy="wait for it", code="E-RUN-OVERTAKEN")
    return stored


def pay(run: PayRun, past: Past, record: ContractRecord) -> tuple[Computed, Settled]:
    """A contract's payslip in a run, with what it settles of closed months. Raises PresteError."""
    month = Month.parse(run.month)
    settled, left = past.settle(record.worker.id, run.pay_date or payday(past.dossier.employer, month))
    own, others = settled[record.id], past.beside(record, settled)
    return pay_contract(past.of_worker(record), record, month, left, own.settlement, others), own


def _compute_one(run: PayRun, past: Past, record: ContractRecord) -> tuple[dict[str, Any], list[Line]] | None:
    """The values and lines of one contract's payslip; those of its errors when it cannot be computed.

    None when it has nothing to pay: no month of its own in this run, and no earlier one to settle.
    """
    try:
        computed, settled = pay(run, past, record)
        if not (settled.months or settled.settlement.own):
            return None
        values, lines = values_of(computed, settled), lines_of(computed)
    except Exception as error:
        if database_failure(error):
            raise  # closed months could not be read: no fault of this payslip
        found = _errors_of(error, record)
        paid_on = run.pay_date or Month.parse(run.month).last
        values, lines = {"paid_on": paid_on, "errors": [dict(one.as_dict()) for one in found]}, []
    return NOTHING | {"worker_name": record.worker.name} | values, lines


def _errors_of(error: Exception, record: ContractRecord) -> Sequence[PresteError]:
    """What is wrong with a payslip. A fault of the program is told as such: it stops this payslip, not the others."""
    if isinstance(error, PresteError):
        return getattr(error, "errors", [error])
    _log.error("a payslip could not be computed: %s\n%s", type(error).__name__, "".join(format_tb(error.__traceback__)))
    message = f"the program failed on this payslip ({type(error).__name__})"
    return [PresteError(message, where=f"contract {record.id}", remedy="report it", code="E-PAYSLIP-FAULT")]


def exclude(payslip: Payslip, user: User | None, *, excluded: bool) -> None:
    """Leave a contract out of the run knowingly, or take it in again; what the worker's others are taxed with moves."""
    with transaction.atomic():
        audit.lock(payslip.employer_id)
        run = PayRun.objects.get(pk=payslip.run_id)
        _require(run, RunState.COMPUTED)
        payslip.excluded = excluded
        payslip.content_hash = content_hash(payslip)
        payslip.save(update_fields=["excluded", "content_hash"])
        _compute_beside(run, payslip)
        action = "payslip.excluded" if excluded else "payslip.included"
        audit.record(payslip.employer, user, action, str(payslip.pk))


def _compute_beside(run: PayRun, payslip: Payslip) -> None:
    """Compute the worker's other payslips of a run again, from the facts the run was computed from."""
    worker = payslip.contract.worker_id
    beside = run.payslips.filter(contract__worker=worker).exclude(pk=payslip.pk)
    references = set(beside.values_list("contract__reference", flat=True))
    if not references:
        return
    dossier = dossier_of(run.employer, Month.parse(run.month), run.known_at, workers=[worker])
    past = Past(run, dossier, run.known_at, [worker])
    records = [one for one in past.contracts(active(past.dossier, past.month)) if one.id in references]
    write(run, {one.id: found for one in records if (found := _compute_one(run, past, one)) is not None})


def validate(run: PayRun, user: User) -> PayRun:
    """Make the run immutable and chain it to the employer's last validated one; it is paid when it owes nothing.

    Raises RunError when something blocks: a payslip with an error that is not left out, facts recorded
    since the computation, a negative net, or, under four eyes, the same person who computed it.
    """
    from preste.office.services.checks import run_checks

    with transaction.atomic():
        audit.lock(run.employer_id)
        run = PayRun.objects.select_for_update().get(pk=run.pk)
        _require(run, RunState.COMPUTED)
        blocking = [c for c in run_checks(run) if c.blocks]
        if blocking:
            raise RunError(blocking[0].message, remedy=blocking[0].remedy, code=blocking[0].code)
        if prepared(run, user):
            raise RunError("who prepared the run cannot validate it", remedy="ask an approver", code="E-RUN-FOUR-EYES")
        run.state, run.validated_at, run.validated_by = RunState.VALIDATED, timezone.now(), user
        link(run)
        run.save(update_fields=["previous_hash", "state", "validated_at", "validated_by", "hash"])
        audit.record(run.employer, user, "run.validated", str(run.pk), hash=run.hash)
        settle(run)
    return run


def prepared(run: PayRun, user: User) -> bool:
    """Whether, under four eyes, somebody else must validate: that person opened the run or computed it, ever."""
    if not run.employer.four_eyes:
        return False
    acts = AuditEvent.objects.filter(employer=run.employer, subject=str(run.pk), user=user)
    return run.created_by_id == user.pk or acts.filter(action__in=("run.created", "run.computed")).exists()


def explanation_of(payslip: Payslip, month: str = "") -> dict[str, Any]:
    """The stored explanation of a payslip, or of an earlier month it settles; empty when there is none."""
    packed = bytes(payslip.explanation)
    if month and month != payslip.run.month:
        packed = next((base64.b64decode(one["explanation"]) for one in payslip.settled if one["month"] == month), b"")
    data: dict[str, Any] = json.loads(zlib.decompress(packed)) if packed else {}
    return data


OF_NO_RUN = (FactKind.SITUATION, FactKind.DIMONA)
"""Kinds of facts that no run rests on."""


def is_stale(run: PayRun) -> bool:
    """Whether facts were recorded or given up since the run was computed."""
    if run.computed_at is None:
        return True
    known = facts.known_facts(run.employer).exclude(kind__in=OF_NO_RUN)
    if known.filter(recorded_at__gt=run.computed_at).exists():
        return True
    late = Q(recorded_at__gt=run.computed_at) | Q(superseded_at__gt=run.computed_at)
    if EmployerFact.objects.filter(late, employer=run.employer).exclude(field__in=(HEADCOUNT, FOLLOWED)).exists():
        return True
    given_up = Fact.objects.filter(employer=run.employer, superseded_at__gt=run.computed_at)
    return given_up.exclude(kind__in=OF_NO_RUN).exists()


def _require(run: PayRun, *states: str) -> None:
    if run.state not in states:
        label = RunState(run.state).label
        raise RunError(
            f"the run is {label.lower()}", remedy="a validated run is corrected by a new one", code="E-RUN-STATE"
        )

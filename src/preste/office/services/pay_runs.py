"""The pay run: created, computed, checked, validated. Validation makes it immutable and chains it by hash."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from preste.belgium import FACTS
from preste.calendar import Month
from preste.documents.payslip.view import payslip_view
from preste.engine import explain
from preste.errors import DocumentError, PresteError
from preste.law import book
from preste.office.accounts.models import User
from preste.office.services import audit, facts
from preste.office.services.corrections import Past, Settled, taxed_by
from preste.office.services.dossiers import dossier_of
from preste.office.store.models import Contract, Employer, Line, PayRun, Payslip, RunKind, RunState
from preste.payroll.carry import left_by
from preste.payroll.month import Dossier, active, pay_contract, payday
from preste.payroll.payslip import Payslip as Computed
from preste.records import Contract as ContractRecord

FIRST = "0" * 64
Progress = Callable[[int, int], None]

RESULTS = (
    "gross",
    "personal_contribution",
    "contribution_reductions",
    "taxable",
    "withholding",
    "special_contribution",
    "net",
    "employer_cost",
    "net_paid",
)


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


def compute(run: PayRun, user: User | None, progress: Progress | None = None) -> PayRun:
    """Compute every payslip of the run from the facts as they are known now.

    Each payslip is written by itself, replacing its former computation; a contract whose facts are wrong
    gets a payslip with its errors. Raises RunError once the run is validated.
    """
    _require(run, RunState.DRAFT, RunState.COMPUTED)
    with transaction.atomic():
        audit.lock(run.employer_id)  # a fact that is being written has its time already and cannot be read yet
        started = timezone.now()
        dossier = dossier_of(run.employer, Month.parse(run.month))
        past = Past(run, dossier)
    contracts = past.contracts(active(dossier, Month.parse(run.month)))
    excluded = set(run.payslips.filter(excluded=True).values_list("contract__reference", flat=True))
    paid = []
    for done, contract in enumerate(contracts, 1):
        if _compute_one(run, dossier, past, contract, excluded=contract.id in excluded):
            paid.append(contract.id)
        if progress:
            progress(done, len(contracts))
    with transaction.atomic():
        audit.lock(run.employer_id)
        _require(PayRun.objects.get(pk=run.pk), RunState.DRAFT, RunState.COMPUTED)
        run.payslips.exclude(contract__reference__in=paid).delete()
        run.state, run.computed_at, run.law_version = RunState.COMPUTED, started, book().version
        run.save(update_fields=["state", "computed_at", "law_version"])
        audit.record(run.employer, user, "run.computed", str(run.pk), payslips=len(paid))
    return run


def pay(run: PayRun, dossier: Dossier, past: Past, record: ContractRecord) -> tuple[Computed, Settled]:
    """A contract's payslip in a run, with what it settles of closed months. Raises PresteError."""
    month = Month.parse(run.month)
    settled, left = past.settle(record, run.pay_date or payday(dossier.employer, month))
    return pay_contract(dossier, record, month, left, settled.settlement), settled


def _compute_one(run: PayRun, dossier: Dossier, past: Past, record: ContractRecord, *, excluded: bool) -> bool:
    """Write the payslip of a contract; false when there is nothing to pay it."""
    contract = Contract.objects.get(employer=run.employer, reference=record.id)
    try:
        computed, settled = pay(run, dossier, past, record)
        if not (settled.months or settled.settlement.own):
            return False
        values, lines = _values(computed, settled), _lines(computed)
    except PresteError as error:
        values = {
            "paid_on": run.pay_date or Month.parse(run.month).last,
            "errors": [dict(one.as_dict()) for one in getattr(error, "errors", [error])],
        }
        lines = []
    with transaction.atomic():
        payslip, _ = Payslip.objects.update_or_create(
            run=run,
            contract=contract,
            defaults={
                **_NOTHING,
                "employer": run.employer,
                "worker_name": record.worker.name,
                "excluded": excluded,
                **values,
            },
        )
        payslip.lines.all().delete()
        for line in lines:
            line.employer, line.payslip = run.employer, payslip
        Line.objects.bulk_create(lines)
        payslip.content_hash = content_hash(payslip)
        payslip.save(update_fields=["content_hash"])
    return True


_NOTHING: dict[str, Any] = {
    **dict.fromkeys(("gross", "taxable", "withholding", "net", "net_paid", "employer_cost")),
    "facts": {},
    "left": {},
    "taxed": {},
    "settled": [],
    "explanation": b"",
    "view": {},
    "warnings": [],
    "errors": [],
}
"""What a payslip holds that could not be computed."""


def _values(computed: Computed, settled: Settled) -> dict[str, Any]:
    trace = computed.trace
    explanation = json.dumps(explain(trace, FACTS, RESULTS), ensure_ascii=False, sort_keys=True)
    try:
        view = payslip_view(computed)
    except DocumentError:
        view = {}
    return {
        "paid_on": computed.paid_on,
        "gross": trace.get("gross"),
        "taxable": trace.get("taxable"),
        "withholding": trace.get("withholding"),
        "net": trace.get("net"),
        "net_paid": trace.get("net_paid"),
        "employer_cost": trace.get("employer_cost"),
        "facts": {k: v for k, v in trace.facts.items() if v},
        "left": left_by(computed) if settled.settlement.own and not computed.errors else {},
        "taxed": {} if computed.errors else taxed_by(computed),
        "settled": [month.stored(RESULTS) for month in settled.months],
        "explanation": zlib.compress(explanation.encode(), 6),
        "view": view,
        "warnings": list(computed.warnings),
        "errors": [dict(e.as_dict()) for e in {e.message: e for e in computed.errors.values()}.values()],
    }


def _lines(computed: Computed) -> list[Line]:
    return [
        Line(
            position=i,
            code=line.code,
            label=line.label[:200],
            earned_month=str(line.earned_month),
            paid_on=line.paid_on,
            amount=line.amount,
            roles=list(line.roles),
            rule=line.rule,
            quantity=line.quantity,
            unit=line.unit,
            unit_amount=line.unit_amount,
            unit_decimals=line.unit_decimals,
            base=line.base,
            rate=line.rate,
            onss_code=line.onss_code,
            account=line.account,
        )
        for i, line in enumerate(computed.lines)
    ]


def content_hash(payslip: Payslip) -> str:
    """The hash of what a payslip says: totals, lines, facts, explanation. Erasing needs only the content."""
    lines = [
        [
            one.code,
            one.label,
            one.earned_month,
            one.paid_on.isoformat(),
            one.amount,
            one.roles,
            one.rule,
            one.quantity,
            one.unit,
            one.unit_amount,
            one.unit_decimals,
            one.base,
            one.rate,
            one.onss_code,
            one.account,
        ]
        for one in payslip.lines.order_by("position")
    ]
    content = [
        str(payslip.contract_id),
        payslip.paid_on.isoformat(),
        payslip.excluded,
        payslip.gross,
        payslip.taxable,
        payslip.withholding,
        payslip.net,
        payslip.net_paid,
        payslip.employer_cost,
        payslip.facts,
        payslip.left,
        payslip.taxed,
        payslip.settled,
        lines,
        hashlib.sha256(bytes(payslip.explanation)).hexdigest(),
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def exclude(payslip: Payslip, user: User | None, *, excluded: bool) -> None:
    """Leave a worker out of the run knowingly, or take them in again."""
    with transaction.atomic():
        audit.lock(payslip.employer_id)
        _require(PayRun.objects.get(pk=payslip.run_id), RunState.COMPUTED)
        payslip.excluded = excluded
        payslip.content_hash = content_hash(payslip)
        payslip.save(update_fields=["excluded", "content_hash"])
        action = "payslip.excluded" if excluded else "payslip.included"
        audit.record(payslip.employer, user, action, str(payslip.pk))


def validate(run: PayRun, user: User) -> PayRun:
    """Make the run immutable and chain it to the employer's last validated one.

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
        if run.employer.four_eyes and run.created_by_id == user.pk:
            raise RunError("who prepared the run cannot validate it", remedy="ask an approver", code="E-RUN-FOUR-EYES")
        last = _last_validated(run.employer)
        run.previous_hash = last.hash if last else FIRST
        run.state, run.validated_at, run.validated_by = RunState.VALIDATED, timezone.now(), user
        run.hash = run_hash(run)
        run.save(update_fields=["previous_hash", "state", "validated_at", "validated_by", "hash"])
        audit.record(run.employer, user, "run.validated", str(run.pk), hash=run.hash)
    return run


def run_hash(run: PayRun) -> str:
    """The hash of a run: the one before, the month, the law, and each payslip's content hash."""
    hashes = sorted(run.payslips.values_list("content_hash", flat=True))
    content = [run.previous_hash, run.month, run.kind, run.number, run.law_version, hashes]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def broken_runs(employer: Employer) -> list[PayRun]:
    """The validated runs whose payslips, or whose link to the run before, are not what was validated."""
    broken = []
    previous = FIRST
    for run in PayRun.objects.filter(employer=employer).exclude(hash="").order_by("validated_at"):
        changed = any(p.content_hash != content_hash(p) for p in run.payslips.all())
        if changed or run.previous_hash != previous or run.hash != run_hash(run):
            broken.append(run)
        previous = run.hash
    return broken


def explanation_of(payslip: Payslip, month: str = "") -> dict[str, Any]:
    """The stored explanation of a payslip, or of an earlier month it settles; empty when there is none."""
    packed = bytes(payslip.explanation)
    if month and month != payslip.run.month:
        packed = next((base64.b64decode(one["explanation"]) for one in payslip.settled if one["month"] == month), b"")
    data: dict[str, Any] = json.loads(zlib.decompress(packed)) if packed else {}
    return data


def is_stale(run: PayRun) -> bool:
    """Whether facts were recorded or given up since the run was computed."""
    if run.computed_at is None:
        return True
    known = facts.known_facts(run.employer)
    if known.filter(recorded_at__gt=run.computed_at).exists():
        return True
    from preste.office.store.models import Fact

    return Fact.objects.filter(employer=run.employer, superseded_at__gt=run.computed_at).exists()


def _last_validated(employer: Employer) -> PayRun | None:
    return PayRun.objects.filter(employer=employer).exclude(hash="").order_by("-validated_at").first()


def _require(run: PayRun, *states: str) -> None:
    if run.state not in states:
        label = RunState(run.state).label
        raise RunError(
            f"the run is {label.lower()}", remedy="a validated run is corrected by a new one", code="E-RUN-STATE"
        )

"""Corrections: what is known too late for a closed month is settled in a later run, and never overwrites it.

A worker is touched when a fact about a closed month was recorded or given up after the last run that paid the
worker, when the employer's category, size or replaced public holidays of a closed month are known otherwise than to
that run, or when a closed month left the worker out. The months from the first one touched are computed again as they
should have been; what was posted for them, in all runs together, is taken off; the differences are lines of the
present run.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet, Sum
from django.utils import timezone

from preste.calendar import Month
from preste.errors import NoParameter
from preste.office.services import employer_facts
from preste.office.services.dossiers import dossier_of
from preste.office.services.settled import Settled, SettledMonth
from preste.office.store.models import Contract, Employer, Fact, FactKind, Line, PayRun, Payslip, RunKind
from preste.payroll.article17 import exceeds
from preste.payroll.carry import Carry, balances_in, carried, left_by, payments_in
from preste.payroll.line import Line as PayLine
from preste.payroll.month import Dossier, pay_contract, payday
from preste.payroll.settlement import LEFT_OUT, Settlement, differences, late_facts, refuse_missing
from preste.records import Contract as ContractRecord

DEBTS = {"debt_kept": 1, "debt_recovered": -1}
"""Lines that make a worker's debt, and that pay it back."""
OFF_CYCLE = RunKind.OFF_CYCLE
NOT_PAY = (
    FactKind.IDENTITY,
    FactKind.GARNISHMENT,
    FactKind.DECLARED,
    FactKind.HOLIDAYS,
    FactKind.SITUATION,
    FactKind.DIMONA,
)
"""Kinds of facts that change no closed month: creditors take of later pay, what holidays are worth is paid by items."""

_INSURANCE = ("facts__group_insurance", "facts__late_group_insurance")

Left = dict[tuple[str, Month], Mapping[str, int]]
"""What months leave to later ones, by contract."""


@dataclass
class _History:
    """What the validated runs hold of one contract."""

    left: dict[Month, dict[str, int]] = field(default_factory=dict)
    paid: set[Month] = field(default_factory=set)

    def leave(self, month: Month, left: Mapping[str, int]) -> None:
        """What a payslip of the month leaves, beside what creditors received of the month's other payments."""
        before = payments_in(self.left.get(month, {}))
        received = {name: before.get(name, 0) + value for name, value in payments_in(left).items()}
        self.left[month] = self.left.get(month, {}) | dict(left) | received

    def settle(self, month: Month, left: Mapping[str, int]) -> None:
        """What the month leaves once it is settled; what creditors received stays as it was paid."""
        self.paid.add(month)
        self.left[month] = balances_in(left) | payments_in(self.left.get(month, {}))


class Past:
    """What the validated runs before a run hold, read once for all its contracts.

    With `workers` the dossier holds those alone, and no more than theirs is read.
    """

    def __init__(
        self,
        run: PayRun,
        dossier: Dossier,
        known_at: dt.datetime | None = None,
        workers: Collection[UUID] | None = None,
    ) -> None:
        self.run, self.dossier, self.known_at, self.workers = run, dossier, known_at, workers
        self.month = Month.parse(run.month)
        left_out = Payslip.objects.filter(employer=run.employer, run=run.pk, excluded=True)
        self._excluded = set(left_out.values_list("contract__reference", flat=True))
        self.closed = sorted(Month.parse(month) for month in _closed(run).values_list("month", flat=True))
        self._histories: dict[str, _History] = defaultdict(_History)
        self._debts: dict[str, int] = {}
        self._touched: dict[str, Month] = {}
        self._last: tuple[tuple[str, dt.date], tuple[dict[str, Settled], Left]] | None = None
        if self.closed:
            self._read()
        first = min((*(month.year for month in self._touched.values()), *self._claimed()), default=self.month.year)
        if first < self.month.year:
            self.dossier = dossier_of(run.employer, self.month, known_at, since=first, workers=workers)
        self.dossier = replace(self.dossier, seen=self.month)
        self._own: dict[str, list[ContractRecord]] = defaultdict(list)
        for contract in self.dossier.contracts:
            self._own[contract.worker.id].append(contract)

    # ── what a run asks ────────────────────────────────────────────────────────────────────

    def contracts(self, active: Sequence[ContractRecord]) -> list[ContractRecord]:
        """The contracts of the run: those active in its month, and those with a month to settle.

        An off-cycle run has only the latter.
        """
        own = set() if self.run.kind == OFF_CYCLE else {c.id for c in active}
        return [c for c in self.dossier.contracts if c.id in own or c.worker.id in self._touched]

    def of_worker(self, contract: ContractRecord) -> Dossier:
        """The dossier with the contracts of one worker: all that this worker's pay rests on."""
        return replace(self.dossier, contracts=self._own[contract.worker.id])

    def left(self, contracts: Iterable[str]) -> Left:
        """What closed months left, for `pay_contract`."""
        return {(one, month): left for one in contracts for month, left in self._histories[one].left.items()}

    def settle(self, worker: str, paid_on: dt.date) -> tuple[dict[str, Settled], Left]:
        """What the payslip of each of a worker's contracts settles, and what closed months leave once it is done."""
        if self._last and self._last[0] == (worker, paid_on):
            return self._last[1]
        own = self._own[worker]
        left = self.left(c.id for c in own)
        months: dict[str, list[SettledMonth]] = defaultdict(list)
        first = self._touched.get(worker)
        if first is not None:
            posted = _posted_lines(self.run, [c.id for c in own], first)
            for month in (m for m in self.closed if m >= first):
                for one in own:
                    found = self._settled_month(one, month, left, posted[one.id, month], paid_on)
                    left[one.id, month] = found.left
                    if found.lines:
                        months[one.id].append(found)
        self._last = (worker, paid_on), ({one.id: self._settled(one, months[one.id]) for one in own}, left)
        return self._last[1]

    def beside(self, contract: ContractRecord, settled: Mapping[str, Settled]) -> dict[str, Settlement]:
        """What the worker's other contracts settle in the run; of one that is left out of it, nothing is paid."""
        others = {one: found.settlement for one, found in settled.items() if one != contract.id}
        return {one: LEFT_OUT if one in self._excluded else settlement for one, settlement in others.items()}

    # ── inside ─────────────────────────────────────────────────────────────────────────────

    def _settled(self, contract: ContractRecord, months: Sequence[SettledMonth]) -> Settled:
        lines = tuple(line for month in months for line in month.lines)
        debt = self._debts.get(contract.id, 0)
        facts = late_facts(lines) | ({"debt_before": debt} if debt else {})
        pays_own = self.run.kind != OFF_CYCLE and contract.active_in(self.month)
        settlement = Settlement(lines, facts, own=pays_own, keeps_debts=True, paid_on=self.run.pay_date)
        return Settled(settlement, tuple(months))

    def _settled_month(
        self,
        contract: ContractRecord,
        month: Month,
        left: Mapping[tuple[str, Month], Mapping[str, int]],
        posted: Sequence[PayLine],
        paid_on: dt.date,
    ) -> SettledMonth:
        due = None
        known = {key: value for key, value in left.items() if key != (contract.id, month)}
        if contract.active_in(month):
            due = pay_contract(self.of_worker(contract), contract, month, known)
            refuse_missing(due)
        lines = differences(posted, due, contract.id, month, paid_on)
        now = balances_in(left_by(due)) if due else {}
        paid = payments_in(left.get((contract.id, month), {}))  # what follows payment stays as it was
        return SettledMonth(month, tuple(lines), tuple(posted), due, now | paid)

    def _read(self) -> None:
        employer = self.run.employer
        payslips = _of(
            Payslip.objects.filter(employer=employer, excluded=False, run__in=_validated_before(self.run)),
            self.workers,
            "contract",
        )
        considered = dict(payslips.order_by().values_list("contract__reference").annotate(Max("run__computed_at")))
        self._touch_by_facts(considered)
        self._touch_by_article17()
        self._touch_by_employer(considered)
        start = min((m.year for m in self._touched.values()), default=self.month.year)
        start = min(start, self.month.year - 1)
        contracts = {contract.id: contract for contract in self.dossier.contracts}
        names = ("contract__reference", "run__month", "run__kind", "paid_on", "left", "taxed", "settled", *_INSURANCE)
        wanted = Q(run__month__gte=str(Month(start, 1))) | Q(contract__reference__in=self._garnished())
        read = payslips.filter(wanted).order_by("run__validated_at").values_list(*names)
        for reference, month, kind, paid_on, left, taxed, settled, *insurance in read.iterator():
            history, paid = self._histories[reference], dict[str, int]()
            if kind == RunKind.REGULAR:
                history.paid.add(Month.parse(month))
            for one in settled:
                history.settle(Month.parse(one["month"]), one["left"])
            if taxed and reference in contracts:  # group insurance stood once among the facts alone
                taxed.setdefault("group_insurance_before", sum(amount or 0 for amount in insurance))
                paid = carried(taxed, contracts[reference], paid_on)
            if left or paid:
                history.leave(Month.parse(month), left | paid)
        self._touch_left_out(Month(start, 1))
        self._debts = open_debts(employer, self.run, self.workers)

    def _claimed(self) -> Iterator[int]:
        """The years whose days count for a claim with a total: they begin before the first closed month."""
        claims = {one for contract in self.dossier.contracts for one in contract.garnishments if one.total}
        begins = self.dossier.begins.first if self.dossier.begins else dt.date.min
        first = min((max(one.valid_from, begins) for one in claims), default=None)
        if first is not None and not (self.closed and self.closed[0].first <= first):
            yield first.year

    def _garnished(self) -> list[str]:
        """The contracts of workers with a creditor: what was paid of a claim counts from its first month on."""
        return [contract.id for contract in self.dossier.contracts if contract.garnishments]

    def _touch_left_out(self, start: Month) -> None:
        """Closed months in which a contract ran and was not paid."""
        for contract in self.dossier.contracts:
            paid = self._histories[contract.id].paid
            for month in self.closed:
                if month >= start and contract.active_in(month) and month not in paid:
                    self._touch(contract.worker.id, month)

    def _touch_by_facts(self, considered: Mapping[str, dt.datetime]) -> None:
        """Facts that no run which paid the worker could know."""
        by_worker: dict[str, list[str]] = defaultdict(list)
        for contract in self.dossier.contracts:
            by_worker[contract.worker.id].append(contract.id)
        stored = _of(Contract.objects.filter(employer=self.run.employer), self.workers)
        ids = dict(stored.values_list("pk", "reference"))
        for fact in _late_facts_of(self.run.employer, self.closed, self.known_at, self.workers):
            worker = str(fact["worker_id"])
            concerned = [ids[fact["contract_id"]]] if fact["contract_id"] else by_worker[worker]
            since = max(fact["recorded_at"], fact["superseded_at"] or fact["recorded_at"])
            if all(one in considered and since <= considered[one] for one in concerned):
                continue
            until = _ends(fact)
            touched = (m for m in self.closed if m.last >= fact["valid_from"] and (until is None or m.first <= until))
            if first := next(touched, None):
                self._touch(worker, first)

    def _touch_by_article17(self) -> None:
        """The year's closed months of article 17, where the run's own exceeds a limit: all of them may be liable.

        Where the limits are not known, the contract's own payslip says so.
        """
        for contract in self.dossier.contracts:
            first = next((m for m in self.closed if m.year == self.month.year and contract.active_in(m)), None)
            if first is None or contract.regime != "article17" or contract.student:
                continue
            own = [one for one in self.dossier.contracts if one.worker.id == contract.worker.id]
            brought = Carry.sum(self.dossier.opening.get(one.id, {}) for one in own)
            with suppress(NoParameter):
                if contract.active_in(self.month) and exceeds(contract, own, self.month, self.dossier.begins, brought):
                    self._touch(contract.worker.id, first)

    def _touch_by_employer(self, considered: Mapping[str, dt.datetime]) -> None:
        """Months whose employer is known otherwise now than to the last run that paid the contract."""
        now, facts = self.dossier.employer, employer_facts.read(self.run.employer)
        changed: dict[dt.datetime, list[Month]] = {}
        for contract in self.dossier.contracts if facts else ():
            if (moment := considered.get(contract.id)) is None:
                continue
            if moment not in changed:
                known = employer_facts.history(self.run.employer, facts, moment)
                was = replace(now, history=known, replacement_days=employer_facts.replaced(facts, moment))
                changed[moment] = employer_facts.paid_otherwise(was, now, self.closed)
            if first := next((month for month in changed[moment] if contract.active_in(month)), None):
                self._touch(contract.worker.id, first)

    def _touch(self, worker: str, month: Month) -> None:
        self._touched[worker] = min(month, self._touched.get(worker, month))


def _of(rows: QuerySet[Any], workers: Collection[UUID] | None, by: str = "worker") -> QuerySet[Any]:
    """The rows of these workers, or all of them; `by` is the column that says whose: "worker" or "contract"."""
    if workers is None:
        return rows
    return rows.filter(**{f"{by}__in": workers if by == "worker" else Contract.objects.filter(worker__in=workers)})


def open_debts(
    employer: Employer, before: PayRun | None = None, workers: Collection[UUID] | None = None
) -> dict[str, int]:
    """What workers owe after negative nets, in cents, by contract reference; from validated lines alone.

    Before a run, what they owed when it was computed: its own lines and those of later runs left out.
    """
    found: dict[str, int] = defaultdict(int)
    runs = _validated_before(before or PayRun(employer=employer))
    payslips = _of(Payslip.objects.filter(employer=employer, excluded=False, run__in=runs), workers, "contract")
    lines = payslips.filter(lines__code__in=DEBTS).order_by().values_list("contract__reference", "lines__code")
    for reference, code, amount in lines.annotate(Sum("lines__amount")):
        found[reference] += DEBTS[code] * amount
    return {reference: amount for reference, amount in found.items() if amount}


def _validated_before(run: PayRun) -> QuerySet[PayRun]:
    """The employer's validated runs before this one, or all of them while it is open."""
    runs = PayRun.objects.filter(employer=run.employer).exclude(hash="").exclude(pk=run.pk)
    return runs.filter(validated_at__lt=run.validated_at) if run.validated_at else runs


def _closed(run: PayRun) -> QuerySet[PayRun]:
    """The regular runs whose months the run may settle: before its own, and for an off-cycle run its own too."""
    runs = _validated_before(run).filter(kind=RunKind.REGULAR)
    return runs.filter(month__lte=run.month) if run.kind == OFF_CYCLE else runs.filter(month__lt=run.month)


def _late_facts_of(
    employer: Employer, closed: Sequence[Month], known_at: dt.datetime | None, workers: Collection[UUID] | None
) -> Iterable[Mapping[str, Any]]:
    """Facts about pay recorded or given up after the first closed month was computed, and that begin before its end.

    Of what became known after `known_at`, nothing.
    """
    runs = PayRun.objects.filter(employer=employer, kind=RunKind.REGULAR).exclude(hash="")
    moment = runs.aggregate(first=Min("computed_at"))["first"]
    until = known_at or timezone.now()
    facts = _of(Fact.objects.filter(employer=employer, valid_from__lte=closed[-1].last), workers)
    facts = facts.exclude(kind__in=NOT_PAY)
    known = Q(recorded_at__gt=moment, recorded_at__lte=until)
    given_up = Q(superseded_at__gt=moment, superseded_at__lte=until)
    dates = ("valid_from", "valid_to", "recorded_at", "superseded_at")
    found: Iterable[Mapping[str, Any]] = facts.filter(known | given_up).values(
        "worker_id", "contract_id", *dates, "data__once"
    )
    return found


def _ends(fact: Mapping[str, Any]) -> dt.date | None:
    if fact["data__once"]:
        return Month(fact["valid_from"].year, fact["valid_from"].month).last
    end: dt.date | None = fact["valid_to"]
    return end


def _posted_lines(run: PayRun, contracts: Sequence[str], first: Month) -> Mapping[tuple[str, Month], list[PayLine]]:
    """What the validated runs posted for contracts, by the month it was earned in."""
    lines = Line.objects.filter(employer=run.employer, payslip__excluded=False, earned_month__gte=str(first))
    lines = lines.filter(payslip__contract__reference__in=contracts, payslip__run__in=_validated_before(run))
    found: dict[tuple[str, Month], list[PayLine]] = defaultdict(list)
    for line in lines.select_related("payslip__contract").order_by("payslip__run__validated_at", "position"):
        reference = line.payslip.contract.reference
        month = Month.parse(line.earned_month)
        found[reference, month].append(
            PayLine(
                reference, month, line.paid_on, line.code, line.label, line.amount, tuple(line.roles), rule=line.rule,
                onss_code=line.onss_code, account=line.account,
            )
        )  # fmt: skip
    return found


def preview(employer: Employer, contracts: Iterable[str]) -> dict[str, Settled]:
    """What the next regular run would settle for contracts that are touched, by reference. Raises PresteError."""
    last = PayRun.objects.filter(employer=employer, kind=RunKind.REGULAR).exclude(hash="").order_by("-month").first()
    if last is None:
        return {}
    month = Month.parse(last.month).plus(1)
    wanted = set(contracts)
    stored = Contract.objects.filter(employer=employer, reference__in=wanted)
    workers = list(stored.values_list("worker", flat=True).distinct())
    dossier = dossier_of(employer, month, workers=workers)
    past = Past(PayRun(employer=employer, month=str(month), kind=RunKind.REGULAR), dossier, workers=workers)
    records = [c for c in past.contracts([]) if c.id in wanted]
    paid_on = payday(dossier.employer, month)
    found = {one.id: past.settle(one.worker.id, paid_on)[0][one.id] for one in records}
    return {reference: settled for reference, settled in found.items() if settled.months}

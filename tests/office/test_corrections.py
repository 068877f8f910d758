"""Corrections: late facts are settled in a later run; the past stays, nothing is paid twice."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest
from django_scopes import scope

from preste.calendar import Month
from preste.engine import replay
from preste.ids import niss
from preste.office.services import chain, changes, facts, hours, pay_runs, recompute
from preste.office.services.checks import run_checks
from preste.office.services.corrections import DEBTS, Past, open_debts
from preste.office.services.differences import differences
from preste.office.services.dossiers import dossier_of, import_dossier
from preste.office.services.pay_runs import RunError
from preste.office.store.models import Contract, Employer, Fact, FactKind, Line, PayRun, Payslip
from preste.payroll.carry import balances_in
from preste.payroll.line import Line as PayLine
from preste.payroll.line import totals
from preste.payroll.month import pay_contract
from preste.records import PayItem

MONTHS = ("2026-07", "2026-08")


class Bureau:
    """An employer of one or more contracts and what its officer does."""

    def __init__(self, employer: Employer, user: Any) -> None:
        self.employer, self.user = employer, user

    def close(self, month: str) -> PayRun:
        run = self.compute(month)
        return pay_runs.validate(run, self.user)

    def compute(self, month: str) -> PayRun:
        run = pay_runs.create_run(self.employer, Month.parse(month), self.user)
        return pay_runs.compute(run, self.user)

    def off_cycle(self, month: str, day: str) -> PayRun:
        run = pay_runs.create_off_cycle(self.employer, Month.parse(month), self.user, dt.date.fromisoformat(day))
        return pay_runs.compute(run, self.user)

    def payslip(self, run: PayRun, reference: str = "c") -> Payslip:
        return run.payslips.get(contract__reference=reference)

    def contract(self, reference: str = "c") -> Contract:
        return Contract.objects.select_related("worker__employer").get(employer=self.employer, reference=reference)

    def raise_pay(self, amount: int, since: str, reference: str = "c") -> Fact:
        contract = self.contract(reference)
        known = facts.known_facts(self.employer).filter(contract=contract, kind=FactKind.TERMS)
        data = known.order_by("-valid_from").first().data | {"amount": amount}
        start = dt.date.fromisoformat(since)
        return changes.record_change(
            contract.worker, FactKind.TERMS, data, valid_from=start, contract=contract, user=self.user
        )

    def absent(self, *days: str, reference: str = "c") -> None:
        """Unpaid days known late: recorded as facts, whatever the month's state."""
        contract = self.contract(reference)
        for day in days:
            date = dt.date.fromisoformat(day)
            facts.record_fact(
                contract.worker, FactKind.DAY, {"code": "SS", "hours": 760}, valid_from=date, valid_to=date,
                contract=contract, user=self.user,
            )  # fmt: skip

    def end(self, day: str, reference: str = "c") -> None:
        contract = self.contract(reference)
        core = facts.known_facts(self.employer).get(contract=contract, kind=FactKind.CONTRACT)
        changes.record_change(
            contract.worker, FactKind.CONTRACT, dict(core.data), valid_from=core.valid_from,
            valid_to=dt.date.fromisoformat(day), contract=contract, replaces=core, user=self.user,
        )  # fmt: skip

    def posted(self, month: str, reference: str = "c") -> dict[str, int]:
        """What the validated runs posted for a month, by code, all runs together; what is zero left out."""
        found: dict[str, int] = defaultdict(int)
        lines = Line.objects.filter(payslip__contract__reference=reference, earned_month=month)
        for line in lines.exclude(payslip__run__hash=""):
            found[line.code] += line.amount
        return {code: amount for code, amount in found.items() if amount}


@pytest.fixture
def bureau(office: Any, make: Any) -> Any:
    """A new employer of one contract of 2 500 EUR since 2015, begun in July 2026."""

    def build(*contracts: Any, begins: str = "2026-07") -> Bureau:
        dossier = make.dossier(*(contracts or (make.contract(),)), begins=Month.parse(begins))
        employer = import_dossier(dossier, office.users["bureau"])
        entered.append(scope(employer=employer))
        entered[-1].__enter__()
        return Bureau(employer, office.users["bureau"])

    entered: list[Any] = []
    yield build
    for one in reversed(entered):
        one.__exit__(None, None, None)


TAXED_WHEN_PAID = {"withholding", "fiscal_bonus", "taxed_before", "withheld_before"}


def due(make: Any, month: str, contract: Any, **dossier: Any) -> dict[str, int]:
    """What payroll says of a month, by code, but for what follows the day of payment."""
    payslip = pay_contract(make.dossier(contract, begins=Month(2026, 7), **dossier), contract, Month.parse(month))
    found: dict[str, int] = defaultdict(int)
    for line in payslip.lines:
        found[line.code] += line.amount
    return {code: amount for code, amount in found.items() if code not in TAXED_WHEN_PAID}


def without_tax(found: dict[str, int]) -> dict[str, int]:
    return {code: amount for code, amount in found.items() if code not in TAXED_WHEN_PAID}


def as_lines(payslip: Payslip) -> list[PayLine]:
    return [
        PayLine("c", Month.parse(one.earned_month), one.paid_on, one.code, one.label, one.amount, tuple(one.roles))
        for one in payslip.lines.all()
    ]


def check_adds_up(payslip: Payslip) -> None:
    """The payslip's totals are sums of its lines, and its explanation replays."""
    found = totals(as_lines(payslip))
    assert (found.gross, found.taxable, found.granted) == (payslip.gross, payslip.taxable, payslip.net_paid)
    tree = pay_runs.explanation_of(payslip)
    assert replay(tree) == len(tree["nodes"])


def check_past_stays_past(desk: Bureau) -> None:
    """Each closed month computed again from what was known then is what was validated."""
    assert [one for one in recompute.moved(desk.employer) if one.cause is not recompute.Cause.FACTS] == []


def test_a_raise_known_late_is_paid_with_the_months_it_was_earned_in(bureau: Any, make: Any) -> None:
    desk = bureau()
    closed = [desk.close(month) for month in MONTHS]
    hashes = [run.hash for run in closed]
    before = [desk.payslip(run).content_hash for run in closed]
    desk.raise_pay(270_000, "2026-07-01")
    run = desk.close("2026-09")
    payslip = desk.payslip(run)
    raised = make.contract(amount=270_000)
    for month in (*MONTHS, "2026-09"):
        assert without_tax(desk.posted(month)) == due(make, month, raised)
    gross = {one.earned_month: one.amount for one in payslip.lines.filter(code="base_pay")}
    assert gross == {"2026-07": 20_000, "2026-08": 20_000, "2026-09": 270_000}
    assert {one.paid_on for one in payslip.lines.all()} == {payslip.paid_on}
    check_adds_up(payslip)
    # taxed in the month of payment, on the whole
    together = make.pay(make.contract(amount=270_000), "2026-09").trace
    taxable = payslip.taxable
    assert taxable > together["taxable"]
    assert payslip.withholding > together["withholding"]
    # nothing is overwritten
    for old, digest in zip(closed, hashes, strict=True):
        old.refresh_from_db()
        assert old.hash == digest
    assert [desk.payslip(one).content_hash for one in closed] == before
    assert chain.broken_runs(desk.employer) == []


def test_nothing_is_paid_twice(bureau: Any) -> None:
    desk = bureau()
    for month in MONTHS:
        desk.close(month)
    desk.raise_pay(270_000, "2026-07-01")
    run = desk.compute("2026-09")
    first = desk.payslip(run)
    assert desk.payslip(pay_runs.compute(run, desk.user)).content_hash == first.content_hash
    pay_runs.validate(run, desk.user)
    later = desk.payslip(desk.compute("2026-10"))
    assert {one.earned_month for one in later.lines.all()} == {"2026-10"}
    assert later.settled == []
    with pytest.raises(RunError):
        pay_runs.create_off_cycle(desk.employer, Month(2026, 10), desk.user, dt.date(2026, 10, 15))


def test_the_bonus_and_the_special_contribution_follow_the_month_earned(bureau: Any, make: Any) -> None:
    desk = bureau(make.contract(amount=255_000))
    for month in (*MONTHS, "2026-09"):
        desk.close(month)
    desk.raise_pay(275_000, "2026-07-01")
    payslip = desk.payslip(desk.close("2026-10"))
    raised = make.contract(amount=275_000)
    for month in (*MONTHS, "2026-09"):
        assert without_tax(desk.posted(month)) == due(make, month, raised)
    codes = {(one.code, one.earned_month) for one in payslip.lines.filter(amount__lt=0)}
    assert ("work_bonus_b", "2026-07") in codes
    # the quarter was settled in September: its special contribution moves there
    assert payslip.lines.filter(code="csss", earned_month="2026-09").exists()
    check_adds_up(payslip)


def test_an_absence_known_late_is_taken_back(bureau: Any, make: Any) -> None:
    desk = bureau()
    for month in MONTHS:
        desk.close(month)
    desk.absent("2026-08-03", "2026-08-04")
    run = desk.close("2026-09")
    payslip = desk.payslip(run)
    days = make.days(("2026-08-03", "SS", 760), ("2026-08-04", "SS", 760))
    absent = make.contract(days=days)
    assert without_tax(desk.posted("2026-08")) == due(make, "2026-08", absent)
    assert without_tax(desk.posted("2026-07")) == due(make, "2026-07", absent)
    assert payslip.lines.get(code="base_pay", earned_month="2026-08").amount < 0
    check_adds_up(payslip)


def test_late_facts_end_in_the_same_state_as_facts_known_in_time(bureau: Any, make: Any) -> None:
    late, timely = bureau(), bureau()
    timely.raise_pay(262_345, "2026-08-01")
    timely.absent("2026-08-05")
    with scope(employer=timely.employer):
        for month in (*MONTHS, "2026-09"):
            timely.close(month)
        posted = {month: without_tax(timely.posted(month)) for month in (*MONTHS, "2026-09")}
        left = timely.payslip(PayRun.objects.get(employer=timely.employer, month="2026-09")).left
    with scope(employer=late.employer):
        late.close("2026-07")
        late.close("2026-08")
        late.raise_pay(262_345, "2026-08-01")
        late.absent("2026-08-05")
        run = late.close("2026-09")
        assert {month: without_tax(late.posted(month)) for month in posted} == posted
        assert late.payslip(run).left == left


def test_a_worker_left_out_is_caught_up(bureau: Any, make: Any) -> None:
    desk = bureau(make.contract(), make.contract(id="d", worker=make.worker(id="v", number="2", niss="90010100477")))
    run = desk.compute("2026-07")
    pay_runs.exclude(desk.payslip(run, "d"), desk.user, excluded=True)
    pay_runs.validate(run, desk.user)
    late = desk.payslip(desk.close("2026-08"), "d")
    assert {one.earned_month for one in late.lines.all()} == {"2026-07", "2026-08"}
    other = desk.payslip(PayRun.objects.get(employer=desk.employer, month="2026-08"), "c")
    assert {one.earned_month for one in other.lines.all()} == {"2026-08"}
    check_adds_up(late)


def test_a_leaver_known_late_pays_back_and_the_rest_is_a_debt(bureau: Any) -> None:
    desk = bureau()
    for month in MONTHS:
        desk.close(month)
    desk.end("2026-07-31")
    run = desk.compute("2026-09")
    payslip = desk.payslip(run)
    assert payslip.lines.get(code="base_pay").amount == -250_000
    assert payslip.net_paid == 0
    debt = payslip.lines.get(code="debt_kept").amount
    assert debt > 0
    check_adds_up(payslip)
    pay_runs.validate(run, desk.user)
    assert open_debts(desk.employer) == {"c": debt}


def test_a_debt_is_recovered_within_a_fifth_of_the_net(bureau: Any, make: Any) -> None:
    desk = bureau()
    contract = desk.contract()
    item = PayItem(kind="deduction", label="Avance", amount=400_000, once=True, valid_from=dt.date(2026, 7, 1))
    facts.record_fact(
        contract.worker, FactKind.ITEM, facts.item_data(item), valid_from=item.valid_from, contract=contract
    )
    first = desk.payslip(desk.close("2026-07"))
    debt = first.lines.get(code="debt_kept").amount
    assert first.net_paid == 0
    owed = debt
    for month in ("2026-08", "2026-09", "2026-10"):
        payslip = desk.payslip(desk.close(month))
        ordinary = make.pay(make.contract(), month, begins=Month(2026, 7)).trace["net_paid"]
        taken = payslip.lines.get(code="debt_recovered").amount
        assert taken == min(owed, (ordinary * 2 + 5) // 10)
        assert payslip.net_paid == ordinary - taken
        owed -= taken
        assert open_debts(desk.employer).get("c", 0) == owed
        check_adds_up(payslip)
    check_past_stays_past(desk)


def test_an_advance_beyond_a_fifth_is_kept_month_by_month_and_once(bureau: Any, make: Any) -> None:
    """Also when a raise that is known late moves the fifth of a closed month."""
    desk = bureau()
    contract = desk.contract()
    item = PayItem(kind="advance", amount=1_200_00, once=True, valid_from=dt.date(2026, 7, 1))
    facts.record_fact(
        contract.worker, FactKind.ITEM, facts.item_data(item), valid_from=item.valid_from, contract=contract
    )
    codes = ("advance", "deduction_deferred", "deduction_recovered")
    first = desk.payslip(desk.close("2026-07"))
    fifth = (make.pay(make.contract(), "2026-07", begins=Month(2026, 7)).trace["net"] + 2) // 5
    assert sum(line.amount for line in first.lines.filter(code__in=codes)) == fifth
    assert first.left["deferred_deductions"] == 1_200_00 - fifth
    (found,) = differences(desk.compute("2026-08"))
    assert found.reason == "Frais, titres-repas ou retenues"
    desk.raise_pay(270_000, "2026-07-01")
    kept = []
    for month in ("2026-08", "2026-09", "2026-10"):
        payslip = desk.payslip(desk.close(month))
        check_adds_up(payslip)
        kept.append(sum(line.amount for line in payslip.lines.filter(code__in=codes)))
    assert fifth + sum(kept) == 1_200_00
    assert kept[-1] > 0 or kept[-2] > 0
    check_past_stays_past(desk)


def test_an_off_cycle_run_pays_now_and_is_taxed_with_the_month(bureau: Any, make: Any) -> None:
    desk = bureau()
    regular = desk.payslip(desk.close("2026-07"))
    desk.raise_pay(270_000, "2026-07-01")
    run = desk.off_cycle("2026-07", "2026-07-31")
    assert pay_runs.create_off_cycle(desk.employer, Month(2026, 7), desk.user, dt.date(2026, 8, 1)).pk == run.pk
    payslip = desk.payslip(run)
    pay_runs.validate(run, desk.user)
    raised = make.pay(make.contract(amount=270_000), "2026-07", begins=Month(2026, 7)).trace
    for name in ("gross", "taxable", "withholding", "net_paid", "employer_cost"):
        assert getattr(regular, name) + getattr(payslip, name) == raised[name], name
    check_adds_up(payslip)
    later = desk.payslip(desk.compute("2026-08"))
    assert {one.earned_month for one in later.lines.all()} == {"2026-08"}
    check_past_stays_past(desk)


def test_the_reduction_for_group_insurance_is_given_once_in_a_month_of_payment(bureau: Any, make: Any) -> None:
    """2 700 EUR and 100 EUR of group insurance in one payment: the key formula gives 397.64 of tax on 2 538.85; less
    30 % of the contribution (30.00) and the fiscal bonus (76.00), 291.64 is withheld. At 2 500 EUR it was 211.97."""
    desk = bureau(make.contract(items=(make.item("group_insurance", 100_00),)))
    regular = desk.payslip(desk.close("2026-07"))
    desk.raise_pay(270_000, "2026-07-01")
    run = desk.off_cycle("2026-07", "2026-07-31")
    payslip = desk.payslip(run)
    assert (regular.withholding, payslip.withholding) == (211_97, 79_67)
    assert (regular.net, payslip.net) == (2_093_26, 38_01)
    assert payslip.facts["group_insurance_before"] == 100_00
    check_adds_up(payslip)
    pay_runs.validate(run, desk.user)
    # a third payment of the month counts the first two
    desk.raise_pay(250_000, "2026-07-01")
    third = desk.payslip(desk.off_cycle("2026-07", "2026-07-31"))
    assert (third.withholding, third.net, third.net_paid) == (-79_67, -38_01, 0)


def test_group_insurance_known_late_lowers_the_tax_of_the_month_it_is_kept_in(bureau: Any, make: Any) -> None:
    """Off-cycle in the month itself: 30.00 of tax is given back. In a later month: 30 % of both contributions."""
    desk = bureau()
    insured = make.item("group_insurance", 100_00, since="2026-07-01")

    def insure() -> None:
        contract = desk.contract()
        facts.record_fact(
            contract.worker, FactKind.ITEM, facts.item_data(insured), valid_from=insured.valid_from, contract=contract
        )

    regular = desk.payslip(desk.close("2026-07"))
    assert (regular.withholding, regular.net) == (241_97, 2_163_26)
    insure()
    now = desk.payslip(desk.off_cycle("2026-07", "2026-07-31"))
    assert (now.withholding, now.net, now.net_paid) == (-30_00, -70_00, 0)
    assert now.lines.get(code="debt_kept").amount == 70_00
    check_adds_up(now)
    # the off-cycle run stays open: August settles July instead
    august = desk.payslip(desk.compute("2026-08"))
    assert august.lines.get(code="group_insurance", earned_month="2026-07").amount == 100_00
    assert (august.withholding, august.net) == (181_97, 2_023_26)
    check_adds_up(august)


def test_group_insurance_of_another_month_of_payment_is_not_counted(bureau: Any, make: Any) -> None:
    desk = bureau(make.contract(items=(make.item("group_insurance", 100_00),)))
    desk.close("2026-07")
    desk.raise_pay(270_000, "2026-07-01")
    payslip = desk.payslip(desk.off_cycle("2026-07", "2026-08-03"))
    assert "group_insurance_before" not in payslip.facts
    assert payslip.withholding == 0  # 118.88 EUR of taxable pay, alone in its month


def test_an_off_cycle_run_waits_for_its_month(bureau: Any) -> None:
    desk = bureau()
    with pytest.raises(RunError) as told:
        pay_runs.create_off_cycle(desk.employer, Month(2026, 7), desk.user, dt.date(2026, 7, 15))
    assert told.value.code == "E-RUN-OFF-CYCLE"


def test_closed_months_are_read_not_computed_again(bureau: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = bureau()
    for month in MONTHS:
        desk.close(month)
    computed: list[str] = []
    from preste.payroll import month as payroll_month

    one = payroll_month._one
    monkeypatch.setattr(payroll_month, "_one", lambda *a, **k: (computed.append(str(a[2])), one(*a, **k))[1])
    desk.compute("2026-09")
    assert computed == ["2026-09"]


def test_a_closed_month_s_left_is_what_was_validated(bureau: Any, make: Any) -> None:
    desk = bureau()
    run = desk.close("2026-07")
    dossier = dossier_of(desk.employer, Month(2026, 8))
    later = pay_runs.create_run(desk.employer, Month(2026, 8), desk.user)
    left = Past(later, dossier).left(["c"])
    (found,) = left.values()
    assert balances_in(found) == desk.payslip(run).left
    assert found["quarter_pay"] == 250_000
    assert found["month:taxed_before@2026-07"] == desk.payslip(run).taxable == desk.payslip(run).taxed["taxed_before"]


def test_hours_of_a_closed_month_are_written_as_a_correction_only(bureau: Any, make: Any) -> None:
    desk = bureau()
    desk.close("2026-07")
    cell = hours.Cell(str(desk.contract().pk), dt.date(2026, 7, 6), "SS")
    with pytest.raises(hours.HoursError):
        hours.set_days(desk.employer, Month(2026, 7), [cell], desk.user)
    assert hours.set_days(desk.employer, Month(2026, 7), [cell], desk.user, correcting=True) == 1
    desk.close("2026-08")
    absent = make.contract(days=make.days(("2026-07-06", "SS", 760)))
    assert without_tax(desk.posted("2026-07")) == due(make, "2026-07", absent)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_known_late_ends_as_if_known_in_time(bureau: Any, seed: int) -> None:
    """A random year of late facts: what all runs posted for each month is what that month is worth in the end."""
    _lives_through(bureau, seed, _happens)


@pytest.mark.parametrize("seed", range(3))
def test_overtime_known_late_ends_as_if_known_in_time(bureau: Any, seed: int) -> None:
    """So with overtime, whose net hours and tax reduction of a month depend on the months before it."""
    _lives_through(bureau, seed, _overtime_happens)


def _lives_through(bureau: Any, seed: int, happens: Any) -> None:
    chance = random.Random(seed)
    desk = bureau()
    contract = desk.contract()
    months = [Month(2026, 7).plus(i) for i in range(5)]
    for i, month in enumerate(months):
        desk.close(str(month))
        for _ in range(chance.choice((0, 1, 1, 2))):
            happens(desk, contract, chance, months[: i + 1])
        if chance.random() < 0.3:
            pay_runs.validate(desk.off_cycle(str(month), str(month.last)), desk.user)
    last = desk.off_cycle(str(months[-1]), str(months[-1].last))
    pay_runs.validate(last, desk.user)
    dossier = dossier_of(desk.employer, months[-1])
    record = dossier.contracts[0]
    for month in months:
        worth: dict[str, int] = defaultdict(int)
        if record.active_in(month):
            for line in pay_contract(dossier, record, month).lines:
                worth[line.code] += line.amount
        posted = {c: a for c, a in desk.posted(str(month)).items() if c not in DEBTS}
        assert without_tax(posted) == without_tax(worth), (seed, str(month))
    for run in PayRun.objects.filter(employer=desk.employer):
        for payslip in run.payslips.all():
            check_adds_up(payslip)
    assert chain.broken_runs(desk.employer) == []
    check_past_stays_past(desk)


def _overtime_happens(desk: Bureau, contract: Contract, chance: random.Random, months: list[Month]) -> None:
    """Many hours of overtime become known about one of the months, or a raise."""
    month = chance.choice(months)
    if chance.random() < 0.2:
        desk.raise_pay(chance.randrange(200_000, 400_000), str(month.first))
        return
    code, hours_each = chance.choice(("HV", "HV", "HP", "HS")), chance.randrange(100, 1_400)
    for date in month.days[chance.randrange(10) :: 3]:
        known = facts.known_facts(desk.employer).filter(kind=FactKind.DAY, valid_from=date)
        if not known.exists():
            facts.record_fact(
                contract.worker, FactKind.DAY, {"code": code, "hours": hours_each}, valid_from=date, valid_to=date,
                contract=contract, user=desk.user,
            )  # fmt: skip


def _happens(desk: Bureau, contract: Contract, chance: random.Random, months: list[Month]) -> None:
    """Something becomes known about one of the months."""
    month = chance.choice(months)
    what = chance.choice(("raise", "absence", "premium", "household", "bicycle", "end"))
    if what == "raise":
        desk.raise_pay(chance.randrange(200_000, 400_000), str(month.first))
    elif what == "absence":
        date = next(d for d in month.days if d.weekday() == chance.randrange(5) and d.day > chance.randrange(20))
        known = facts.known_facts(desk.employer).filter(kind=FactKind.DAY, valid_from=date)
        if not known.exists():
            desk.absent(date.isoformat())
    elif what == "household":
        data = {"situation": chance.choice(("single", "spouse_without_income")), "children": chance.randrange(3)}
        changes.record_change(contract.worker, FactKind.HOUSEHOLD, data, valid_from=month.first, user=desk.user)
    elif what == "end":
        if chance.random() < 0.3:
            desk.end(month.last.isoformat())
    else:
        kind, more = ("premium", {"amount": 12_345}) if what == "premium" else ("bicycle", {"quantity": 10_000})
        item = PayItem(kind=kind, label="Élément", once=True, valid_from=month.first, **more)
        changes.record_change(
            contract.worker, FactKind.ITEM, facts.item_data(item), valid_from=item.valid_from, contract=contract,
            user=desk.user,
        )  # fmt: skip


# ── what the run says of it ────────────────────────────────────────────────────────────────


def test_the_run_says_which_months_it_settles_and_which_nets_are_below_zero(bureau: Any) -> None:
    desk = bureau()
    for month in MONTHS:
        desk.close(month)
    desk.end("2026-07-31")
    checks = {one.code: one for one in run_checks(desk.compute("2026-09"))}
    assert "2026-08" in checks["C-LATE"].message
    assert checks["C-DEBT"].contract == "c"
    assert not any(one.blocks for one in checks.values())


def test_facts_written_after_the_cut_off_day_are_shown(bureau: Any) -> None:
    desk = bureau()
    run = desk.compute("2026-07")
    assert "C-CUT-OFF" not in {one.code for one in run_checks(run)}
    desk.raise_pay(270_000, "2026-07-01")
    found = {one.code: one for one in run_checks(desk.compute("2026-07"))}
    assert found["C-CUT-OFF"].contract == "c"


def test_who_has_no_household_is_shown(bureau: Any, make: Any) -> None:
    desk = bureau(make.contract(households=()))
    assert "C-HOUSEHOLD" in {one.code for one in run_checks(desk.compute("2026-07"))}


def test_a_common_raise_is_an_indexation_and_another_one_is_not(bureau: Any, make: Any) -> None:
    people = [make.worker(id=f"w{i}", number=str(i), niss=niss.make(dt.date(1990, 1, i), 2)) for i in range(1, 5)]
    desk = bureau(*(make.contract(id=f"c{i}", worker=one) for i, one in enumerate(people)))
    desk.close("2026-07")
    for reference in ("c0", "c1", "c2"):
        desk.raise_pay(255_000, "2026-08-01", reference)
    desk.raise_pay(300_000, "2026-08-01", "c3")
    reasons = {d.payslip.contract.reference: d.reason for d in differences(desk.compute("2026-08"))}
    assert reasons == dict.fromkeys(("c0", "c1", "c2"), "Indexation") | {"c3": "Salaire ou horaire modifié"}


def test_article_17_beyond_a_limit_settles_the_months_that_were_free(office: Any, make: Any) -> None:
    """100 h in July and 100 in August 2026, of 190 in the quarter: July's contributions are the employer's, once."""
    days = [(f"2026-{month:02d}-{day:02d}", "W", 1_000) for month in (7, 8) for day in range(1, 11)]
    days.append(("2026-09-01", "W", 500))
    terms = {"pay_basis": "hourly", "amount": 1_500, "schedule": (0,) * 7}
    contract = make.contract(regime="article17", days=make.days(*days), **terms)
    user = office.users["bureau"]
    employer = import_dossier(make.dossier(contract, begins=Month(2026, 7)), user)
    with scope(employer=employer):
        runs = []
        for n in (7, 8, 9):
            run = pay_runs.compute(pay_runs.create_run(employer, Month(2026, n), user), user)
            runs.append(pay_runs.validate(run, user))
        posted = {
            (run.month, line.earned_month, line.code): line.amount
            for run in runs
            for line in Line.objects.filter(payslip__run=run)
        }
        august = runs[1].payslips.get()
        told = [one.code for one in run_checks(runs[1])]
    alone = make.dossier(contract, begins=Month(2026, 7))
    due = pay_contract(alone, contract, Month(2026, 8))
    assert august.net_paid == due.trace["net_paid"]
    assert ("2026-07", "2026-07", "onss") not in posted
    ordinary = make.pay(replace(contract, regime="ordinary"), "2026-07", begins=Month(2026, 7)).trace
    personal = ordinary["personal_contribution"] - ordinary["contribution_reductions"]
    assert posted["2026-08", "2026-07", "onss_borne"] == personal
    late = {key: amount for key, amount in posted.items() if key[0] != key[1]}
    assert {key[:2] for key in late} == {("2026-08", "2026-07")}
    assert sum(late.values()) == personal + ordinary["employer_contributions"]
    assert "C-LATE" in told


def test_limits_of_article_17_that_are_not_known_stop_that_payslip_alone(office: Any, make: Any) -> None:
    """The limits of December 2026 are not in the book: the run says so of who has that contract."""
    terms = {"pay_basis": "hourly", "amount": 1_500, "schedule": (0,) * 7}
    days = make.days(("2026-11-02", "W", 500), ("2026-12-01", "W", 500))
    contract = make.contract(regime="article17", days=days, **terms)
    user = office.users["bureau"]
    employer = import_dossier(make.dossier(contract, begins=Month(2026, 11)), user)
    with scope(employer=employer):
        november = pay_runs.compute(pay_runs.create_run(employer, Month(2026, 11), user), user)
        pay_runs.validate(november, user)
        december = pay_runs.compute(pay_runs.create_run(employer, Month(2026, 12), user), user)
        told = " ".join(one.message for one in run_checks(december))
    assert december.state == "computed"
    assert "article17 hours has no value on 2026-12-01" in told

"""What is shown of a departure is what the run pays, debts and late months included; also of a validated month."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

import pytest
from django_scopes import scope

from preste.calendar import Month
from preste.errors import NoParameter
from preste.office.services import changes, facts, leaving, pay_runs
from preste.office.services.corrections import open_debts
from preste.office.services.dossiers import dossier_of
from preste.office.store.models import Fact, FactKind, Line, PayRun, Payslip
from preste.payroll.leaving import Act, Departure
from preste.payroll.month import pay_contract
from preste.records import PayItem

RIGHT: dict[str, Any] = {"reason": "agreement", "by": "both", "right": 2_000, "taken": 800}


@pytest.fixture(autouse=True)
def inside(office: Any) -> Any:
    """Each test stands in the employer's scope."""
    with scope(employer=office.employer):
        yield


def believed(office: Any) -> list[tuple[str, Any, Any, str]]:
    """What is believed of Anne's contract, hours too."""
    found = Fact.objects.filter(contract__reference="anne", superseded_at=None)
    return sorted((f.kind, f.valid_from, f.valid_to, str(sorted(f.data.items()))) for f in found)  # type: ignore[type-var]


def left(office: Any, act: Act) -> Departure:
    """The departure as it was shown, recorded."""
    officer = office.users["officer"]
    shown = leaving.work_out(office.contract(), act, officer)
    leaving.record(office.contract(), act, leaving.digest(shown), officer)
    return shown


def compute(office: Any, month: str) -> PayRun:
    run = pay_runs.create_run(office.employer, Month.parse(month), office.users["bureau"])
    return pay_runs.compute(run, office.users["bureau"])


def close(office: Any, month: str) -> PayRun:
    return pay_runs.validate(compute(office, month), office.users["bureau"])


def assert_as_shown(shown: Departure, stored: Payslip) -> None:
    """The run's payslip has the lines and the net that were shown, to the cent."""
    assert stored.net_paid == shown.payslip.trace["net_paid"]
    lines = list(stored.lines.order_by("position").values_list("code", "amount"))
    assert lines == [(line.code, line.amount) for line in shown.payslip.lines]


def raise_pay(office: Any, amount: int, since: str) -> None:
    contract = office.contract()
    known = facts.known_facts(office.employer).filter(contract=contract, kind=FactKind.TERMS)
    data = known.order_by("-valid_from").first().data | {"amount": amount}
    changes.record_change(
        contract.worker, FactKind.TERMS, data, valid_from=dt.date.fromisoformat(since), contract=contract,
        user=office.users["officer"],
    )  # fmt: skip


def owe(office: Any, amount: int, month: str) -> None:
    """A deduction beyond the net of a month: what is not covered becomes a debt."""
    contract = office.contract()
    item = PayItem(kind="deduction", label="Avance", amount=amount, once=True, valid_from=Month.parse(month).first)
    facts.record_fact(
        contract.worker, FactKind.ITEM, facts.item_data(item), valid_from=item.valid_from, contract=contract
    )


# ── debts and late months ──────────────────────────────────────────────────────────────────


def test_debts_and_late_months_are_in_what_is_shown(office: Any) -> None:
    owe(office, 400_000, "2026-09")
    close(office, "2026-09")
    debt = open_debts(office.employer)["anne"]
    assert debt > 0
    raise_pay(office, 400_000, "2026-08-01")
    before = believed(office)
    act = Act(last_day=dt.date(2026, 10, 16), **RIGHT)
    shown = leaving.work_out(office.contract(), act, office.users["officer"])
    assert believed(office) == before
    recovered = [line.amount for line in shown.payslip.lines if line.code == "debt_recovered"]
    assert recovered and 0 < recovered[0] <= debt
    assert {str(line.earned_month) for line in shown.payslip.lines} == {"2026-08", "2026-09", "2026-10"}
    leaving.record(office.contract(), act, leaving.digest(shown), office.users["officer"])
    assert_as_shown(shown, compute(office, "2026-10").payslips.get(contract__reference="anne"))


def test_without_the_departure_is_what_the_run_would_pay(office: Any) -> None:
    raise_pay(office, 400_000, "2026-08-01")
    run = compute(office, "2026-09")
    act = Act(last_day=dt.date(2026, 9, 25), **RIGHT)
    shown = leaving.work_out(office.contract(), act, office.users["officer"])
    assert shown.before is not None
    assert shown.before.trace["net_paid"] == run.payslips.get(contract__reference="anne").net_paid


# ── a month that is validated ──────────────────────────────────────────────────────────────

AUGUST = Act(last_day=dt.date(2026, 8, 14), **RIGHT)


def lines_of(run: PayRun) -> list[tuple[str, int]]:
    return list(Line.objects.filter(payslip__run=run).order_by("pk").values_list("code", "amount"))


def test_a_validated_month_stays_and_the_next_run_settles_the_departure(office: Any) -> None:
    was = lines_of(office.closed)
    paid: dict[str, int] = defaultdict(int)
    for code, amount in office.payslip(run=office.closed).lines.values_list("code", "amount"):
        paid[code] += amount
    shown = left(office, AUGUST)
    assert str(shown.payslip.month) == "2026-09"
    stored = compute(office, "2026-09").payslips.get(contract__reference="anne")
    assert_as_shown(shown, stored)
    assert lines_of(office.closed) == was
    now: dict[str, int] = defaultdict(int)
    for code, amount in stored.lines.filter(earned_month="2026-08").values_list("code", "amount"):
        now[code] += amount
    # the pay of August is that of its days until the 14th, once both payslips are added up
    dossier = dossier_of(office.employer, Month(2026, 8))
    record = next(one for one in dossier.contracts if one.id == "anne")
    alone = pay_contract(dossier, record, Month(2026, 8))
    for code in ("base_pay", "onss", "csss", "departure_simple", "departure_double", "withholding_departure"):
        assert paid[code] + now[code] == sum(line.amount for line in alone.lines if line.code == code), code
    assert now["departure_simple"] > 0
    assert now["base_pay"] < 0


def test_it_is_paid_off_cycle_too(office: Any) -> None:
    left(office, AUGUST)
    run = pay_runs.create_off_cycle(office.employer, Month(2026, 8), office.users["bureau"], dt.date(2026, 9, 10))
    pay_runs.compute(run, office.users["bureau"])
    codes = set(run.payslips.get(contract__reference="anne").lines.values_list("code", flat=True))
    assert {"departure_simple", "departure_double"} <= codes


def test_hours_of_validated_months_after_the_end_are_given_up_and_come_back(office: Any) -> None:
    contract = office.contract()
    day = dt.date(2026, 8, 20)
    facts.record_fact(
        contract.worker, FactKind.DAY, {"code": "SS", "hours": 760}, valid_from=day, valid_to=day, contract=contract,
    )  # fmt: skip
    before = believed(office)
    left(office, AUGUST)
    days = Fact.objects.filter(contract=contract, kind="day", superseded_at=None, valid_from__gt=AUGUST.last_day)
    assert not days.filter(valid_from__lte=dt.date(2026, 8, 31)).exists()
    leaving.undo(contract, office.users["officer"])
    assert believed(office) == before


def test_it_is_taken_back_until_a_run_has_paid_it(office: Any) -> None:
    before = believed(office)
    left(office, AUGUST)
    leaving.undo(office.contract(), office.users["officer"])
    assert believed(office) == before
    left(office, AUGUST)
    close(office, "2026-09")
    with pytest.raises(leaving.LeavingError) as caught:
        leaving.undo(office.contract(), office.users["officer"])
    assert caught.value.code == "E-LEAVE-CLOSED"


def test_months_paid_after_the_end_are_taken_back_and_the_rest_is_owed(office: Any) -> None:
    close(office, "2026-09")
    shown = left(office, Act(last_day=dt.date(2026, 7, 31), **RIGHT))
    assert str(shown.payslip.month) == "2026-10"
    run = close(office, "2026-10")
    assert_as_shown(shown, run.payslips.get(contract__reference="anne"))
    for month in ("2026-08", "2026-09"):
        posted = Line.objects.filter(payslip__contract__reference="anne", earned_month=month, code="base_pay")
        assert sum(posted.values_list("amount", flat=True)) == 0


def test_missing_law_of_a_validated_month_is_told_and_never_left_out(office: Any) -> None:
    """The home-office maximum of 2026 is not known: the settlement would be paid without what it exempts."""
    item = PayItem(valid_from=dt.date(2026, 8, 1), kind="home_office", label="Télétravail", amount=100_00, once=True)
    contract = office.contract()
    facts.record_fact(contract.worker, "item", facts.item_data(item), valid_from=item.valid_from, contract=contract)
    act = Act(last_day=dt.date(2026, 8, 14), **RIGHT)
    with pytest.raises(NoParameter, match="home_office"):
        leaving.work_out(office.contract(), act, office.users["officer"])

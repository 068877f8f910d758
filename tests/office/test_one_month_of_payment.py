"""A month paid in several payments of the same calendar month is the month paid in one: tax, contributions, net."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from django_scopes import scope
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from preste.calendar import Month
from preste.office.accounts.models import User
from preste.office.services import chain, changes, facts, pay_runs
from preste.office.services.corrections import DEBTS
from preste.office.services.dossiers import dossier_of, import_dossier
from preste.office.store.models import Contract, Employer, FactKind, Line, Payslip
from preste.payroll.month import pay_contract
from preste.records import PayItem

JULY = Month(2025, 7)
NOT_OWN = {*DEBTS, "taxed_before", "withheld_before"}
"""Lines of what was paid before: debts, and what a payment is taxed with."""
AMOUNTS = {
    "group_insurance": st.integers(1, 300_00),
    "commuting_car": st.integers(1, 900_00),
    "home_office": st.integers(1, 200_00),
    "premium": st.integers(1, 700_00),
    "cost": st.integers(1, 100_00),
    "benefit_in_kind": st.integers(1, 300_00),
}


def an_item(kind: str, amount: int) -> PayItem:
    return PayItem(kind=kind, label=kind, amount=amount, once=True, valid_from=JULY.first)


ITEMS = st.sampled_from(sorted(AMOUNTS)).flatmap(lambda kind: st.builds(an_item, st.just(kind), AMOUNTS[kind]))
HOUSEHOLDS = st.builds(
    lambda situation, children: {"situation": situation, "children": children},
    st.sampled_from(("single", "spouse_without_income", "spouse_with_income")), st.integers(0, 3),
)  # fmt: skip


class Desk:
    """An employer of one worker, and its runs of July; facts are of the contract it looks at."""

    def __init__(self, employer: Employer, user: User) -> None:
        self.employer, self.user = employer, user
        self.contracts = list(Contract.objects.select_related("worker__employer").filter(employer=employer))
        self.contract = self.contracts[0]

    def know(self, what: Any) -> None:
        """A fact of July: a pay item, a household, a monthly pay or unpaid days."""
        if isinstance(what, PayItem):
            self._record(FactKind.ITEM, facts.item_data(what))
        elif isinstance(what, dict):
            changes.record_change(self.contract.worker, FactKind.HOUSEHOLD, what, valid_from=JULY.first, user=self.user)
        elif isinstance(what, dt.date):
            self._record(FactKind.DAY, {"code": "SS", "hours": 760}, day=what)
        else:
            known = facts.known_facts(self.employer).filter(contract=self.contract, kind=FactKind.TERMS)
            terms = known.order_by("-valid_from").first()
            changes.record_change(
                self.contract.worker, FactKind.TERMS, terms.data | {"amount": what}, valid_from=JULY.first,
                contract=self.contract, user=self.user,
            )  # fmt: skip

    def _record(self, kind: FactKind, data: dict[str, Any], day: dt.date | None = None) -> None:
        facts.record_fact(
            self.contract.worker, kind, data, valid_from=day or JULY.first, valid_to=day, contract=self.contract
        )

    def regular(self) -> None:
        run = pay_runs.create_run(self.employer, JULY, self.user)
        pay_runs.validate(pay_runs.compute(run, self.user), self.user)

    def off_cycle(self) -> None:
        run = pay_runs.create_off_cycle(self.employer, JULY, self.user, JULY.last)
        pay_runs.validate(pay_runs.compute(run, self.user), self.user)

    def posted(self) -> dict[str, int]:
        """What all runs posted, by code, without debts and information: those are of what was already paid out."""
        found: dict[str, int] = defaultdict(int)
        for code, amount in Line.objects.filter(employer=self.employer).values_list("code", "amount"):
            found[code] += amount
        return {code: amount for code, amount in found.items() if amount and code not in NOT_OWN}

    def total(self, name: str) -> int:
        return sum(getattr(payslip, name) for payslip in Payslip.objects.filter(employer=self.employer))

    def check(self) -> None:
        """All payments together are what one payment of everything would be, in each line and each total."""
        dossier = dossier_of(self.employer, JULY)
        once = [pay_contract(dossier, one, JULY) for one in dossier.contracts]
        worth: dict[str, int] = defaultdict(int)
        for line in (line for payslip in once for line in payslip.lines):
            worth[line.code] += line.amount
        assert self.posted() == {c: a for c, a in worth.items() if a and c not in NOT_OWN}
        for name in ("gross", "taxable", "withholding", "net", "employer_cost"):
            assert self.total(name) == sum(payslip.trace[name] for payslip in once), name
        lines = Line.objects.filter(employer=self.employer)
        debt = sum(DEBTS[code] * a for code, a in lines.filter(code__in=DEBTS).values_list("code", "amount"))
        assert self.total("net_paid") - debt == sum(p.trace["net_paid"] - (p.trace.get("debt_kept") or 0) for p in once)


@pytest.fixture
def desk_of(office: Any, make: Any) -> Any:
    """Makes an employer of one worker, begun in July, and its officer."""

    def build(*contracts: Any) -> Any:
        dossier = make.dossier(*contracts, begins=JULY)
        return import_dossier(dossier, office.users["bureau"]), office.users["bureau"]

    return build


@settings(
    max_examples=10, phases=(Phase.generate,), deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    amount=st.integers(180_000, 420_000), raised=st.integers(180_000, 420_000), household=HOUSEHOLDS,
    known=st.lists(ITEMS, max_size=3), late=st.lists(ITEMS, min_size=1, max_size=3),
    later=st.lists(st.one_of(ITEMS, st.dates(dt.date(2025, 7, 14), dt.date(2025, 7, 17))), max_size=2, unique_by=str),
)  # fmt: skip
def test_a_month_in_several_payments_is_the_month_in_one(
    desk_of: Any, make: Any, amount: int, raised: int, household: dict[str, Any], known: list[PayItem],
    late: list[PayItem], later: list[Any],
) -> None:  # fmt: skip
    """Pay, items, household and absences known late, in one off-cycle run or two."""
    contract = make.contract(amount=amount, items=tuple(known))
    with transaction.atomic():
        employer, user = desk_of(contract)
        with scope(employer=employer):
            desk = Desk(employer, user)
            desk.regular()
            for what in (raised, household, *late):
                desk.know(what)
            desk.off_cycle()
            desk.check()
            if later:
                for what in later:
                    desk.know(what)
                desk.off_cycle()
                desk.check()
        transaction.set_rollback(True)


def test_a_household_known_late_alone_is_no_payment(desk_of: Any, make: Any) -> None:
    """Withholding is due on a payment: without one, nothing is given back before the next."""
    employer, user = desk_of(make.contract())
    with scope(employer=employer):
        desk = Desk(employer, user)
        desk.regular()
        desk.know({"situation": "single", "children": 2})
        run = pay_runs.compute(pay_runs.create_off_cycle(employer, JULY, user, JULY.last), user)
        assert run.payslips.count() == 0
        desk.know(an_item("cost", 10_00))
        pay_runs.validate(pay_runs.compute(run, user), user)
        desk.check()


@settings(
    max_examples=8, phases=(Phase.generate,), deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    amounts=st.lists(st.integers(60_000, 300_000), min_size=2, max_size=3), household=HOUSEHOLDS,
    passes=st.booleans(), known=ITEMS,
    rounds=st.lists(
        st.lists(st.tuples(st.integers(0, 2), st.one_of(ITEMS, st.integers(60_000, 300_000), HOUSEHOLDS)), max_size=3),
        min_size=1, max_size=3,
    ),
)  # fmt: skip
def test_several_contracts_and_payments_are_the_month_known_in_time(
    desk_of: Any, make: Any, amounts: list[int], household: dict[str, Any], passes: bool, known: PayItem,
    rounds: list[list[tuple[int, Any]]],
) -> None:  # fmt: skip
    """Late facts of any of a worker's contracts, paid in off-cycle runs: all payments together are one month's."""
    homes = (make.household(household["situation"], children=household["children"]),)
    contracts = [make.contract(id=f"c{i}", amount=amount, households=homes) for i, amount in enumerate(amounts)]
    contracts[0] = replace(contracts[0], items=(known,))
    if passes:
        contracts[0] = replace(contracts[0], end=JULY.first.replace(day=15))
        contracts[1] = replace(contracts[1], start=JULY.first.replace(day=16))
    with transaction.atomic():
        employer, user = desk_of(*contracts)
        with scope(employer=employer):
            desk = Desk(employer, user)
            desk.regular()
            desk.check()
            for late in rounds:
                for which, what in late:
                    desk.contract = desk.contracts[which % len(contracts)]
                    desk.know(what)
                desk.know(an_item("cost", 10_00))  # a payment, so that a household alone is counted too
                desk.off_cycle()
                desk.check()
        transaction.set_rollback(True)


def test_a_contract_left_out_of_the_run_is_not_taxed_with_the_others(desk_of: Any, make: Any) -> None:
    """Left out, the other one's tax is that of its pay alone; taken in again, as before; caught up, the month's."""
    half = [make.contract(id=one, amount=200_000) for one in ("a", "b")]
    employer, user = desk_of(*half)
    with scope(employer=employer):
        run = pay_runs.compute(pay_runs.create_run(employer, JULY, user), user)
        first, second = (run.payslips.get(contract__reference=one) for one in ("a", "b"))
        assert second.withholding > first.withholding
        pay_runs.exclude(first, user, excluded=True)
        second.refresh_from_db()
        alone = pay_contract(make.dossier(half[1], begins=JULY), half[1], JULY)
        assert second.withholding == alone.trace["withholding"] == first.withholding
        pay_runs.exclude(first, user, excluded=False)
        assert run.payslips.get(contract__reference="b").content_hash != second.content_hash
        assert run.payslips.get(contract__reference="b").withholding > first.withholding
        pay_runs.exclude(run.payslips.get(contract__reference="a"), user, excluded=True)
        pay_runs.validate(run, user)
        assert chain.broken_runs(employer) == []
        desk = Desk(employer, user)
        desk.off_cycle()
        once = [pay_contract(make.dossier(*half, begins=JULY), one, JULY).trace["withholding"] for one in half]
        paid = Payslip.objects.filter(employer=employer, excluded=False).values_list("withholding", flat=True)
        assert sum(paid) == sum(once)

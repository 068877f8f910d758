"""A month paid in several payments of the same calendar month is the month paid in one: tax, contributions, net."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

import pytest
from django.db import transaction
from django_scopes import scope
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from preste.calendar import Month
from preste.office.accounts.models import User
from preste.office.services import changes, facts, pay_runs
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
    """An employer of one contract, and its runs of July."""

    def __init__(self, employer: Employer, user: User) -> None:
        self.employer, self.user = employer, user
        self.contract = Contract.objects.select_related("worker__employer").get(employer=employer)

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
        once = pay_contract(dossier, dossier.contracts[0], JULY)
        worth: dict[str, int] = defaultdict(int)
        for line in once.lines:
            worth[line.code] += line.amount
        assert self.posted() == {c: a for c, a in worth.items() if a and c not in NOT_OWN}
        for name in ("gross", "taxable", "withholding", "net", "employer_cost"):
            assert self.total(name) == once.trace[name], name
        lines = Line.objects.filter(employer=self.employer)
        debt = sum(DEBTS[code] * a for code, a in lines.filter(code__in=DEBTS).values_list("code", "amount"))
        owed = once.trace.get("debt_kept") if "debt_kept" in once.trace.plan.index else 0
        assert self.total("net_paid") - debt == once.trace["net_paid"] - (owed or 0)


@pytest.fixture
def desk_of(office: Any, make: Any) -> Any:
    """Makes an employer of one contract, begun in July, and its officer."""

    def build(contract: Any) -> Any:
        dossier = make.dossier(contract, begins=JULY)
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

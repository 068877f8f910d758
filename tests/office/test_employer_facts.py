"""What of the employer decides pay is dated: known late, it is settled as a worker's facts are, and only once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django_scopes import scope

from preste.calendar import Month
from preste.office.services import chain, employer_facts, pay_runs, recompute
from preste.office.services.checks import run_checks
from preste.office.services.corrections import preview
from preste.office.services.dossiers import employer_record, import_dossier
from preste.office.services.employers import change_employer, late_months, snapshot
from preste.office.store.models import AuditEvent, Employer, EmployerFact, Line, PayRun, Payslip
from preste.payroll.month import pay_contract

JULY, AUGUST, SEPTEMBER, OCTOBER = (Month(2026, month) for month in (7, 8, 9, 10))


class Desk:
    """An employer of two workers, and its officer."""

    def __init__(self, employer: Employer, user: Any) -> None:
        self.employer, self.user = employer, user

    def compute(self, month: Month) -> PayRun:
        return pay_runs.compute(pay_runs.create_run(self.employer, month, self.user), self.user)

    def close(self, month: Month) -> PayRun:
        return pay_runs.validate(self.compute(month), self.user)

    def change(self, since: Month | None = None, **own: Any) -> None:
        was = snapshot(self.employer)
        data = type(was)(**{**vars(was), "own": {**was.own, **own}, "since": since})
        assert change_employer(self.employer, data, self.user)
        self.employer = Employer.objects.get(pk=self.employer.pk)

    def posted(self, month: Month, reference: str = "c") -> dict[str, int]:
        """What the validated runs posted for a month, by code, all together."""
        found: dict[str, int] = defaultdict(int)
        lines = Line.objects.filter(payslip__contract__reference=reference, earned_month=str(month))
        for line in lines.exclude(payslip__run__hash=""):
            found[line.code] += line.amount
        return {code: amount for code, amount in found.items() if amount}


@pytest.fixture
def desk(office: Any, make: Any) -> Iterator[Desk]:
    second = make.worker(id="v", number="2", niss="90010100477")
    contracts = make.contract(), make.contract(id="d", worker=second, amount=310_000)
    employer = import_dossier(make.dossier(*contracts, begins=JULY), office.users["bureau"])
    with scope(employer=employer):
        yield Desk(employer, office.users["bureau"])


@pytest.fixture
def worth(make: Any) -> Callable[..., dict[str, int]]:
    """What payroll says of a month of an employer that always was so, by code."""

    def found(month: Month, reference: str = "c", **employer: Any) -> dict[str, int]:
        amount = 250_000 if reference == "c" else 310_000
        contract = make.contract(id=reference, amount=amount)
        dossier = make.dossier(contract, begins=JULY, **employer)
        sums: dict[str, int] = defaultdict(int)
        for line in pay_contract(dossier, contract, month).lines:
            sums[line.code] += line.amount
        return {code: amount for code, amount in sums.items() if amount}

    return found


def test_a_size_known_late_moves_the_employers_cost_and_no_net(desk: Desk, worth: Any) -> None:
    for month in (JULY, AUGUST):
        desk.close(month)
    before = {month: desk.posted(month) for month in (JULY, AUGUST)}
    desk.change(since=AUGUST, workers_count=25)
    run = desk.compute(SEPTEMBER)
    for reference in ("c", "d"):
        payslip = run.payslips.get(contract__reference=reference)
        late = payslip.lines.filter(earned_month=str(AUGUST))
        assert late and not payslip.lines.filter(earned_month=str(JULY)).exists()
        assert {tuple(one.roles) for one in late} == {(12,)}
        ordinary = worth(SEPTEMBER, reference, workers_count=25)
        assert {one.code: one.amount for one in payslip.lines.filter(earned_month=str(SEPTEMBER))} == ordinary
        tax = sum(ordinary.get(code, 0) for code in ("withholding",)) - ordinary.get("fiscal_bonus", 0)
        assert payslip.withholding == tax
        assert payslip.facts["late_employer"] == sum(one.amount for one in late) != 0
        assert not {name for name in payslip.facts if name.startswith("late_")} - {"late_employer"}
    assert "2026-08" in {one.code: one.message for one in run_checks(run)}["C-LATE"]
    pay_runs.validate(run, desk.user)
    assert desk.posted(JULY) == before[JULY] == worth(JULY)
    assert desk.posted(AUGUST) == worth(AUGUST, workers_count=25) != before[AUGUST]
    assert desk.posted(AUGUST, "d") == worth(AUGUST, "d", workers_count=25)
    assert chain.broken_runs(desk.employer) == []


def test_a_late_category_is_settled_once(desk: Desk, worth: Any) -> None:
    for month in (JULY, AUGUST):
        desk.close(month)
    desk.change(since=JULY, category="010")
    assert set(preview(desk.employer, ["c", "d"])) == {"c", "d"}
    desk.close(SEPTEMBER)
    for month in (JULY, AUGUST, SEPTEMBER):
        assert desk.posted(month) == worth(month, category="010") != worth(month)
    assert preview(desk.employer, ["c", "d"]) == {}
    with pytest.raises(pay_runs.RunError):
        pay_runs.create_off_cycle(desk.employer, OCTOBER, desk.user, dt.date(2026, 10, 15))
    later = desk.close(OCTOBER)
    for payslip in later.payslips.all():
        assert payslip.settled == []
        assert {one.earned_month for one in payslip.lines.all()} == {str(OCTOBER)}
    assert [one for one in recompute.moved(desk.employer) if one.cause is not recompute.Cause.FACTS] == []


def test_an_off_cycle_run_settles_it_and_the_next_regular_run_does_not(desk: Desk, worth: Any) -> None:
    desk.close(JULY)
    desk.change(since=JULY, workers_count=25)
    run = pay_runs.create_off_cycle(desk.employer, JULY, desk.user, dt.date(2026, 8, 4))
    pay_runs.validate(pay_runs.compute(run, desk.user), desk.user)
    assert {p.net_paid for p in run.payslips.all()} == {0}
    assert desk.posted(JULY) == worth(JULY, workers_count=25)
    assert all(p.settled == [] for p in desk.compute(AUGUST).payslips.all())


def test_a_change_that_is_taken_back_is_taken_back_once(desk: Desk, worth: Any) -> None:
    desk.close(JULY)
    desk.change(since=JULY, workers_count=25)
    desk.close(AUGUST)
    desk.change(since=JULY, workers_count=9)
    desk.close(SEPTEMBER)
    for month in (JULY, AUGUST, SEPTEMBER):
        assert desk.posted(month) == worth(month)
    assert all(p.settled == [] for p in desk.compute(OCTOBER).payslips.all())


def test_without_a_date_a_change_begins_with_the_first_open_month(desk: Desk, worth: Any) -> None:
    desk.close(JULY)
    desk.change(category="010", workers_count=25)
    assert preview(desk.employer, ["c", "d"]) == {}
    run = desk.close(AUGUST)
    assert all(p.settled == [] for p in run.payslips.all())
    assert desk.posted(JULY) == worth(JULY)
    assert desk.posted(AUGUST) == worth(AUGUST, category="010", workers_count=25)


def test_the_pay_day_of_a_closed_month_never_changes(desk: Desk) -> None:
    desk.close(JULY)
    desk.change(since=JULY, payday="5")
    was = employer_record(desk.employer)
    assert (was.on(JULY.first).payday, was.on(AUGUST.first).payday) == ("last", "5")
    assert preview(desk.employer, ["c", "d"]) == {}
    run = desk.close(AUGUST)
    assert {p.paid_on for p in run.payslips.all()} == {dt.date(2026, 9, 5)}
    assert all(p.settled == [] for p in run.payslips.all())
    assert list(recompute.moved(desk.employer)) == []


def test_what_decides_no_contribution_touches_no_month(desk: Desk) -> None:
    desk.close(JULY)
    was = employer_record(desk.employer)
    desk.change(since=JULY, joint_committee="329.01", workers_count=7, name="Autre nom ASBL")
    assert late_months(desk.employer, was) == []
    assert preview(desk.employer, ["c", "d"]) == {}
    assert all(p.settled == [] for p in desk.compute(AUGUST).payslips.all())


def test_a_closed_month_is_computed_again_as_the_employer_was_known_then(desk: Desk) -> None:
    desk.close(JULY)
    desk.change(since=JULY, category="010")
    moved = list(recompute.moved(desk.employer))
    assert {(one.contract, one.cause) for one in moved} == {
        ("c", recompute.Cause.FACTS), ("d", recompute.Cause.FACTS)
    }  # fmt: skip


def test_a_change_makes_an_open_run_stale(desk: Desk) -> None:
    desk.close(JULY)
    run = desk.compute(AUGUST)
    assert not pay_runs.is_stale(run)
    desk.change(category="010")
    assert pay_runs.is_stale(run)
    assert not pay_runs.is_stale(desk.compute(AUGUST))


def test_a_late_change_gives_way_to_nothing_and_replaces_what_begins_later(desk: Desk) -> None:
    desk.close(JULY)
    desk.change(since=SEPTEMBER, workers_count=25)
    desk.change(since=AUGUST, workers_count=12)
    history = employer_record(desk.employer).history
    assert [(one.since, one.workers_count) for one in history] == [
        (employer_facts.ALWAYS, 9), (AUGUST.first, 12)
    ]  # fmt: skip
    kept = EmployerFact.objects.filter(field="workers_count").order_by("recorded_at")
    assert [(one.value, one.superseded_at is None) for one in kept] == [(9, True), (25, False), (12, True)]
    event = AuditEvent.objects.filter(action="employer.changed").latest("id")
    assert event.details == {"workers_count": [25, 12], "since": "2026-08"}


def test_nobody_who_left_before_is_touched(desk: Desk, make: Any, office: Any) -> None:
    leaver = make.contract(end=dt.date(2026, 7, 31))
    employer = import_dossier(make.dossier(leaver, make.contract(id="d"), begins=JULY), office.users["bureau"])
    with scope(employer=employer):
        other = Desk(employer, office.users["bureau"])
        for month in (JULY, AUGUST):
            other.close(month)
        other.change(since=AUGUST, category="010")
        run = other.compute(SEPTEMBER)
        assert [p.contract.reference for p in run.payslips.all()] == ["d"]


def test_the_form_says_from_when_and_which_closed_months_it_touches(office: Any) -> None:
    client = office.client("officer")
    page = client.get(office.url("edit/"))
    form = page.context["form"]
    assert "since" in form.fields
    rows = [one for name in ("units", "accounts") for one in (page.context[name].management_form, *page.context[name])]
    fields = [field for one in (form, *rows) for field in one if field.name != "DELETE"]
    sent = {field.html_name: "" if field.value() is None else field.value() for field in fields}
    answer = client.post(office.url("edit/"), sent | {"workers_count": "30", "since": "2026-08"}, follow=True)
    told = answer.content.decode()
    assert answer.redirect_chain
    assert "des mois déjà validés" in told
    assert "août" in told.split("des mois déjà validés")[1][:40]
    assert "juillet" not in told.split("des mois déjà validés")[1][:40]
    with scope(employer=office.employer):
        reference = Payslip.objects.filter(run=office.closed).first().contract.reference
        (settled,) = preview(office.employer, [reference])[reference].months
        assert settled.month == AUGUST
    wrong = client.post(office.url("edit/"), sent | {"since": "août"})
    assert "since" in wrong.context["form"].errors

"""Everything that a dossier folder tells is kept: the office pays from it what `preste run` does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from preste.belgium.time.events import EVENTS
from preste.belgium.time.holidays import holidays_after_end
from preste.belgium.time.leave import leave_errors
from preste.calendar import Month
from preste.errors import InputError
from preste.office.services import changes, employer_facts, facts, pay_runs
from preste.office.services.dossiers import dossier_of, import_dossier, opening_day
from preste.office.store.models import AuditEvent, Contract, Employer, EmployerFact, FactKind, Line, PayRun
from preste.office.web.records_text import BALANCES
from preste.payroll.carry import OPENING_NAMES
from preste.payroll.dossier import read_dossier
from preste.payroll.month import Dossier, run_month
from preste.records import Day, HolidayCertificate, HolidayWork, HolidayYear, ReplacedHoliday

JULY, AUGUST, SEPTEMBER = (Month(2026, month) for month in (7, 8, 9))

EVERYTHING = {
    "employer.yaml": (
        'payday: "last"',
        'payday: "last"\nbegins: "2026-07"\ncertificate_first_day: true\nreplacement_days:\n'
        "  - {holiday: 2026-08-15, day: 2026-08-17}\n  - {holiday: 2026-11-01, day: 2026-11-02}\n",
    ),
    "workers/farid.yaml": (
        "    items:\n",
        """    incapacities:
      - {start: 2026-08-18, end: 2026-08-21, certificate: 2026-08-19}
    holidays:
      - year: 2026
        work: [{months: 9, days_week: "5", hours_week: "38"}]
        certificates:
          - {months: 3, days_week: "5", hours_week: "38", simple: "900.00", double: "880.00", days: "5", taken: "1"}
        taken_before: "2"
        supplementary_paid: "12.00"
        variable_pay: "600.00"
        variable_months: 6
    items:
""",
    ),
    "workers/ines.yaml": (
        "    end: 2024-06-30\n",
        "    end: 2024-06-30\n    holidays_after_end: true\n    next_employer_from: 2024-07-10\n",
    ),
}
"""What is put in files of the demonstration, so that its folder tells all that a folder can tell."""

NEW_FILES = {
    "days/2026-07.csv": "contract;date;code;hours;event\nfarid;2026-07-03;PC;7,60;own_marriage 2026-07-04\n"
    "farid;2026-07-06;PC;7,60;own_marriage 2026-07-04\nfarid;2026-07-08;V;7,60;\nanne;2026-07-08;NAI;7,60;birth\n",
    "opening.csv": "contract;name;value\nfarid;quarter_pay;13500,00\nfarid;work_bonus;10,00\nelise;article17_days;4\n"
    "elise;article17_year;32,00\nhugo;commuting;120,50\n",
}


@pytest.fixture
def whole_folder(demo_folder: Path) -> Path:
    """A folder with everything of every kind."""
    for name, (old, new) in EVERYTHING.items():
        text = (demo_folder / name).read_text()
        assert text.count(old) == 1, name
        (demo_folder / name).write_text(text.replace(old, new))
    for name, text in NEW_FILES.items():
        (demo_folder / name).write_text(text)
    return demo_folder


@pytest.fixture
def kept(office: Any) -> Iterator[Any]:
    """Brings a dossier into the office; what is asked of it then is asked inside its scope."""
    entered = []

    def build(dossier: Dossier) -> Employer:
        employer = import_dossier(dossier, office.users["bureau"])
        entered.append(scope(employer=employer))
        entered[-1].__enter__()
        return employer

    yield build
    for one in reversed(entered):
        one.__exit__(None, None, None)


def as_told(dossier: Dossier) -> Dossier:
    """A dossier without the keys that the store gives, and without when each fact became known."""
    employer = replace(dossier.employer.on(dt.date(2026, 9, 1)), id="", history=())
    contracts = sorted(dossier.contracts, key=lambda one: one.id)
    return replace(dossier, employer=employer, contracts=[_told(one) for one in contracts])


def _told(contract: Any) -> Any:
    dated = ("households", "terms", "items", "garnishments", "declared_children")
    kept = {name: _sorted(replace(one, known_since=None) for one in getattr(contract, name)) for name in dated}
    kept |= {name: _sorted(getattr(contract, name)) for name in ("days", "incapacities", "holidays")}
    return replace(contract, worker=replace(contract.worker, id=""), **kept)


def _sorted(records: Any) -> tuple[Any, ...]:
    return tuple(sorted(records, key=repr))


def test_a_folder_that_tells_everything_comes_back_from_the_store(kept: Any, whole_folder: Path) -> None:
    folder = read_dossier(whole_folder)
    assert folder.opening
    assert folder.employer.certificate_first_day
    assert any(day.event for one in folder.contracts for day in one.days)
    stored = as_told(dossier_of(kept(folder), Month(2022, 12), since=2021))
    later = as_told(dossier_of(kept(folder), SEPTEMBER, since=2021))
    told = as_told(folder)
    assert later == told
    assert stored.opening == told.opening


@pytest.mark.parametrize("folder", ["demo_folder", "whole_folder"])
def test_the_office_pays_what_the_folder_pays(
    kept: Any, office: Any, folder: str, request: pytest.FixtureRequest
) -> None:
    dossier, user = read_dossier(request.getfixturevalue(folder)), office.users["bureau"]
    employer = kept(dossier)
    for month in (JULY, AUGUST, SEPTEMBER):
        run = pay_runs.compute(pay_runs.create_run(employer, month, user), user)
        paid = {one.contract.reference: one for one in run.payslips.all()}
        due = {one.contract.id: one for one in run_month(dossier, month)}
        assert paid.keys() == due.keys()
        for contract, payslip in paid.items():
            assert payslip.errors == []
            lines = [(line.code, line.label, line.amount) for line in payslip.lines.order_by("position")]
            assert lines == [(line.code, line.label[:200], line.amount) for line in due[contract].lines], contract
            assert payslip.warnings == list(due[contract].warnings)
            assert payslip.net_paid == due[contract].trace["net_paid"]
        pay_runs.validate(run, user)


DAYS_2026 = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
HUNDREDTHS = st.integers(1, 50_000)
WORK = {"months": st.integers(1, 6), "days_week": st.integers(100, 600), "hours_week": HUNDREDTHS}
YEARS = st.builds(
    HolidayYear,
    year=st.integers(2021, 2027),
    work=st.lists(st.builds(HolidayWork, **WORK), max_size=2).map(tuple),
    certificates=st.lists(
        st.builds(HolidayCertificate, **WORK, simple=HUNDREDTHS, double=HUNDREDTHS, days=HUNDREDTHS, taken=HUNDREDTHS),
        max_size=2,
    ).map(tuple),
    days=st.none() | HUNDREDTHS,
    taken_before=HUNDREDTHS,
    supplementary_paid=HUNDREDTHS,
    variable_pay=HUNDREDTHS,
    variable_months=st.integers(0, 12),
)
EVENT_DAYS = st.builds(
    Day,
    date=DAYS_2026,
    code=st.just("PC"),
    hours=st.integers(1, 760),
    event=st.sampled_from(["", *EVENTS]),
).flatmap(lambda day: DAYS_2026.map(lambda when: replace(day, event_date=when if day.event else None)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    holidays=st.lists(YEARS, max_size=3, unique_by=lambda one: one.year),
    days=st.lists(EVENT_DAYS, max_size=4, unique_by=lambda day: day.date),
    opening=st.dictionaries(st.sampled_from(OPENING_NAMES), HUNDREDTHS, max_size=4),
    after=st.none() | DAYS_2026,
    moved=st.sampled_from([(), (("2026-08-15", "2026-08-17"),), (("2026-11-01", "2026-11-02"),)]),
    first_day=st.booleans(),
)
def test_any_record_comes_back_from_the_store(
    office: Any, make: Any, holidays: Any, days: Any, opening: Any, after: Any, moved: Any, first_day: bool
) -> None:
    contract = make.contract(holidays=tuple(holidays), days=tuple(days), next_employer_from=after)
    replaced = tuple(ReplacedHoliday(holiday=dt.date.fromisoformat(h), day=dt.date.fromisoformat(d)) for h, d in moved)
    told = make.dossier(
        contract,
        begins=JULY,
        opening={"c": opening} if opening else {},
        replacement_days=replaced,
        certificate_first_day=first_day,
    )
    with transaction.atomic():
        employer = import_dossier(told, office.users["bureau"])
        with scope(employer=employer):
            assert as_told(dossier_of(employer, Month(2026, 12))) == as_told(told)
        transaction.set_rollback(True)


# ── known late ─────────────────────────────────────────────────────────────────────────────


class Desk:
    """An employer in the office, and what its officer does."""

    def __init__(self, employer: Employer, user: Any) -> None:
        self.employer, self.user = employer, user

    def compute(self, month: Month) -> PayRun:
        return pay_runs.compute(pay_runs.create_run(self.employer, month, self.user), self.user)

    def close(self, month: Month) -> PayRun:
        return pay_runs.validate(self.compute(month), self.user)

    def posted(self, month: Month, code: str) -> int:
        """What the validated runs posted for a month under a code, in cents."""
        lines = Line.objects.filter(earned_month=str(month), code=code).exclude(payslip__run__hash="")
        return sum(lines.values_list("amount", flat=True))

    def open_with(self, **balances: int) -> None:
        contract = Contract.objects.select_related("worker__employer").get(employer=self.employer)
        changes.record_change(
            contract.worker, FactKind.OPENING, balances, valid_from=opening_day(self.employer), contract=contract,
            user=self.user,
        )  # fmt: skip


@pytest.fixture
def desk(kept: Any, office: Any, make: Any) -> Any:
    def build(begins: Month = JULY, **terms: Any) -> Desk:
        return Desk(kept(make.dossier(make.contract(**terms), begins=begins)), office.users["bureau"])

    return build


def amount(payslip: Any, code: str) -> int:
    return sum(line.amount for line in payslip.lines if line.code == code)


def test_a_holiday_kept_on_its_own_day_known_late_gives_the_meal_voucher_of_the_other(desk: Any, make: Any) -> None:
    """Nothing decided, the holiday of Saturday 15 August is on Monday 17; kept on its Saturday, Monday was work."""
    terms = {"meal_voucher_value": 800, "meal_voucher_worker": 109}
    here = desk(**terms)
    here.close(JULY)
    here.close(AUGUST)
    before = here.posted(AUGUST, "meal_vouchers")
    contract = make.contract(**terms)
    moved = ReplacedHoliday(holiday=dt.date(2026, 8, 15), day=dt.date(2026, 8, 15))
    due = make.pay(contract, "2026-08", begins=JULY, replacement_days=(moved,))
    assert before == amount(make.pay(contract, "2026-08", begins=JULY), "meal_vouchers")
    assert amount(due, "meal_vouchers") == before + 109
    assert employer_facts.replace_holidays(here.employer, {moved.holiday: moved.day}, here.user) == 1
    assert pay_runs.is_stale(here.compute(SEPTEMBER)) is False
    here.close(SEPTEMBER)
    assert here.posted(AUGUST, "meal_vouchers") == before + 109
    assert here.posted(JULY, "meal_vouchers") == amount(make.pay(contract, "2026-07", begins=JULY), "meal_vouchers")


def test_every_balance_has_its_name_on_the_page() -> None:
    assert set(BALANCES) == set(OPENING_NAMES)


def test_an_opening_balance_known_late_is_settled_and_only_once(desk: Any, make: Any) -> None:
    """The quarter began elsewhere: September settled its special contribution without July."""
    here = desk(begins=AUGUST)
    here.close(AUGUST)
    here.close(SEPTEMBER)
    opening = {"quarter_pay": 250_000, "quarter_special": 0}
    due = make.pay(make.contract(), "2026-09", begins=AUGUST, opening={"c": opening})
    assert here.posted(SEPTEMBER, "csss") != amount(due, "csss")
    here.open_with(**opening)
    here.close(Month(2026, 10))
    assert here.posted(SEPTEMBER, "csss") == amount(due, "csss")
    (fact,) = facts.known_facts(here.employer).filter(kind=FactKind.OPENING)
    assert changes.closed_months(fact) == [AUGUST, SEPTEMBER, Month(2026, 10)]
    here.close(Month(2026, 11))
    assert here.posted(SEPTEMBER, "csss") == amount(due, "csss")


def test_a_certificate_asked_for_from_now_on_leaves_what_was_before(desk: Any) -> None:
    here = desk()
    here.close(JULY)
    assert employer_facts.ask_for_certificate(here.employer, True, None, here.user)
    assert not employer_facts.ask_for_certificate(here.employer, True, None, here.user)
    employer = dossier_of(here.employer, AUGUST).employer
    assert not employer.on(JULY.first).certificate_first_day
    assert employer.on(AUGUST.first).certificate_first_day
    assert AuditEvent.objects.filter(action="employer.certificate").count() == 1


def test_replacement_days_fit_the_year_or_none_is_kept(desk: Any) -> None:
    here = desk()
    assumption, all_saints = dt.date(2026, 8, 15), dt.date(2026, 11, 1)
    with pytest.raises(InputError):
        employer_facts.replace_holidays(
            here.employer, {assumption: dt.date(2026, 8, 17), all_saints: dt.date(2026, 11, 8)}, here.user
        )
    assert not EmployerFact.objects.filter(employer=here.employer).exists()
    employer_facts.replace_holidays(here.employer, {assumption: dt.date(2026, 8, 17)}, here.user)
    employer_facts.replace_holidays(here.employer, {assumption: dt.date(2026, 8, 18)}, here.user)
    assert dossier_of(here.employer, AUGUST).employer.replacement_days == (
        ReplacedHoliday(holiday=assumption, day=dt.date(2026, 8, 18)),
    )
    employer_facts.replace_holidays(here.employer, {assumption: None}, here.user)
    assert dossier_of(here.employer, AUGUST).employer.replacement_days == ()
    assert EmployerFact.objects.filter(employer=here.employer).count() == 2


def test_a_right_that_began_last_year_counts_the_days_of_last_year(kept: Any, make: Any) -> None:
    """A birth in December: the days taken then count in January too, where only January's days would leave it whole."""
    born = dt.date(2025, 12, 20)
    days = [Day(date=dt.date(2025, 12, 22) + dt.timedelta(n), code="NAI", hours=760, event="birth", event_date=born)
            for n in (0, 1, 2, 7, 8, 9)]  # fmt: skip
    later = [replace(days[0], date=dt.date(2026, 1, 5) + dt.timedelta(n)) for n in range(16) if n % 7 < 5]
    contract = make.contract(days=(*days, *later), next_employer_from=dt.date(2026, 2, 1))
    told = make.dossier(contract)
    employer = kept(told)
    (stored,) = dossier_of(employer, Month(2026, 1)).contracts
    found = [error.message for error in leave_errors(stored, Month(2026, 1))]
    assert found == [error.message for error in leave_errors(contract, Month(2026, 1))]
    assert found
    ended = [replace(one, end=dt.date(2026, 1, 31), holidays_after_end=True) for one in (stored, contract)]
    assert holidays_after_end(ended[0]) == holidays_after_end(ended[1])

"""A month's pay made by the rules, its lines made by hand: what the payslip tests start from."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from preste.belgium import DEFAULTS, month_plan
from preste.belgium.time.month import month_time
from preste.calendar import Month
from preste.ids import enterprise, iban, niss, onss_number
from preste.payroll import line as roles
from preste.payroll.line import Line
from preste.payroll.payslip import Counter, Payslip
from preste.records import Address, Contract, Day, Employer, Household, Terms, Worker

MakePayslip = Callable[..., Payslip]
JANUARY = Month(2022, 1)
PAID = dt.date(2022, 1, 31)


def make_payslip(**changes: Any) -> Payslip:
    """An ordinary month of January 2022: 2 250 EUR, one week of leave, a bicycle, meal vouchers."""
    terms = Terms(
        valid_from=dt.date(2020, 3, 1),
        pay_basis="monthly",
        amount=225_000,
        schedule=(760, 760, 760, 760, 760, 0, 0),
        full_time_hours=3_800,
        function="Animatrice socioculturelle",
    )
    household = Household(valid_from=dt.date(2020, 3, 1), situation="single", children=1)
    leave = (
        *(Day(date=dt.date(2022, 1, d), code="V", hours=760) for d in (3, 4, 5)),
        Day(date=dt.date(2022, 1, 6), code="M", hours=760),
        Day(date=dt.date(2022, 1, 7), code="V", hours=380),
    )
    contract = Contract(
        id="C-0007",
        worker=make_worker(),
        start=dt.date(2020, 3, 1),
        terms=(terms,),
        households=(household,),
        days=leave,
    )
    time, errors = month_time(contract, terms, JANUARY)
    assert not errors
    plan = month_plan("ordinary", "due", JANUARY.first, PAID, "362", "495")
    facts = dict(DEFAULTS) | {
        "pay_due": 225_000,
        "days_paid": time.days_paid,
        "days_possible": time.days_possible,
        "single": 1,
        "children_counted": 1,
        "bicycle_km": 12_600,
        "meal_vouchers": 16,
        "meal_voucher_value": 800,
        "meal_voucher_worker": 109,
    }
    trace = plan.run(facts)
    payslip = Payslip(
        employer=make_employer(),
        contract=contract,
        terms=terms,
        household=household,
        month=JANUARY,
        paid_on=PAID,
        time=time,
        lines=make_lines(trace),
        trace=trace,
        counters=(Counter("Vacances légales, solde", 1_650, "jours"), Counter("Heures supplémentaires", 375, "h")),
    )
    return dataclasses.replace(payslip, **changes)


def make_worker(**changes: Any) -> Worker:
    """A fictional worker."""
    worker = Worker(
        id="W7",
        number="0007",
        last_name="Vandenbroucke",
        first_name="Élodie",
        niss=niss.make(dt.date(1991, 5, 14), 128),
        birth_date=dt.date(1991, 5, 14),
        sex="F",
        address=Address(street="Rue des Tanneurs 58, boîte 3", postcode="1000", city="Bruxelles"),
        iban=iban.make_be(5390075470),
    )
    return dataclasses.replace(worker, **changes)


def make_employer(**changes: Any) -> Employer:
    """A fictional non-profit employer."""
    employer = Employer(
        id="E1",
        name="Maison de quartier Les Tilleuls ASBL",
        address=Address(street="Avenue du Roi 12", postcode="1060", city="Saint-Gilles"),
        enterprise_number=enterprise.make(4_550_077),
        onss_number=onss_number.make(1_277_920),
        category="362",
        joint_committee="329.02",
        workers_count=8,
    )
    return dataclasses.replace(employer, **changes)


def make_line(code: str, label: str, amount: int, *given: int, **rest: Any) -> Line:
    """A line of the month."""
    rest = {"earned_month": JANUARY} | rest
    return Line(contract="C-0007", paid_on=PAID, code=code, label=label, amount=amount, roles=given, **rest)


def make_lines(trace: Any) -> tuple[Line, ...]:
    """The lines of the ordinary month, from the values of the rules."""
    return (
        make_line("1000", "Traitement mensuel", 225_000, roles.GROSS),
        make_line(
            "2000", "Cotisation personnelle ONSS", trace["personal_contribution"], roles.CONTRIBUTION,
            base=225_000, rate=1_307,
        ),
        make_line("2100", "Bonus à l'emploi", trace["work_bonus"], roles.CONTRIBUTION_REDUCTION),
        make_line("3000", "Précompte professionnel", trace["withholding_before_bonus"], roles.TAX),
        make_line("3100", "Bonus à l'emploi fiscal", trace["fiscal_work_bonus"], roles.TAX_REDUCTION),
        make_line("3200", "Cotisation spéciale de sécurité sociale", trace["special_contribution"], roles.TAX),
        make_line(
            "4000", "Indemnité vélo", trace["bicycle"], roles.PLUS_NET,
            quantity=12_600, unit="km", unit_amount=2_500, unit_decimals=4,
        ),
        make_line(
            "5000", "Titres-repas, part du travailleur", 1_744, roles.MINUS_NET,
            quantity=1_600, unit="titres", unit_amount=109,
        ),
        make_line("6000", "Titres-repas, part de l'employeur", 11_056, roles.INFORMATION, roles.EMPLOYER),
        make_line("7000", "Cotisations patronales", trace["employer_contributions"], roles.EMPLOYER),
    )  # fmt: skip


@pytest.fixture(scope="session", name="make_payslip")
def make_payslip_fixture() -> MakePayslip:
    """The maker of payslips; its arguments replace fields of the ordinary month's."""
    return make_payslip


@pytest.fixture(scope="session")
def payslip() -> Payslip:
    """The ordinary month's payslip."""
    return make_payslip()

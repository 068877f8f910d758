"""Sickness on payslips: amounts by hand from the law, what is refused, and what is told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from preste.belgium import FACTS
from preste.calendar import Month
from preste.engine import explain, replay
from preste.errors import DossierError, InputError
from preste.payroll import line as role
from preste.payroll.dossier import read_dossier
from preste.payroll.guaranteed import guaranteed
from preste.payroll.month import run_month
from preste.payroll.payslip import Payslip
from preste.records import Incapacity

MARCH, APRIL = Month(2026, 3), Month(2026, 4)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2026-{text}")


def sick(first: str, last: str, **more: Any) -> Incapacity:
    return Incapacity(**{"start": day(first), "end": day(last), "certificate": day(first)} | more)  # type: ignore[arg-type]


def pay(
    make: Any, month: Month, *incapacities: Incapacity, employer: dict[str, Any] | None = None, **terms: Any
) -> Payslip:
    contract = make.contract(incapacities=incapacities, **terms)
    (payslip,) = run_month(make.dossier(contract, **employer or {}), month)
    return payslip


def amounts(payslip: Payslip) -> dict[str, int]:
    return {line.code: line.amount for line in payslip.lines}


def refused(make: Any, month: Month, *incapacities: Incapacity, **more: Any) -> list[str]:
    with pytest.raises(DossierError) as caught:
        pay(make, month, *incapacities, **more)
    return [error.code for error in caught.value.errors]


WORKMAN: dict[str, Any] = {"status": "blue_collar", "pay_basis": "hourly", "amount": 1_500}
ILLNESS = (sick("03-09", "04-07"), sick("04-20", "04-30"))
"""Ill from Monday 9 March to 7 April 2026, thirty days; again on 20 April, within the 56 days of a relapse."""


# ── by hand ────────────────────────────────────────────────────────────────────────────────


def test_a_blue_collar_worker_ill_for_thirty_days_then_again(make: Any) -> None:
    """15.00 EUR an hour, 7.60 h a day: 114.00 EUR a day.

    March: 5 days of work and 5 of full guaranteed pay, 10 x 114.00; 5 days of the second week, 570.00 x 85.88 %;
    7 days from 23 to 31 March, 798.00 x 25.88 %. April: 8 days of work and Easter Monday, 9 x 114.00; 4 days from 1
    to 7 April, 456.00 x 25.88 %; from 20 April nothing is left: 9 days of the mutual fund.
    """
    march, april = pay(make, MARCH, *ILLNESS, **WORKMAN), pay(make, APRIL, *ILLNESS, **WORKMAN)
    assert dict(march.time.hours_by_code) == {"W": 3_800, "M": 3_800, "MS": 3_800, "MC": 5_320}
    assert dict(april.time.hours_by_code) == {"MC": 3_040, "F": 760, "W": 6_080, "MM": 6_840}
    found = amounts(march)
    assert (found["base_pay"], found["sick_second_week"], found["sick_supplement"]) == (114_000, 48_952, 20_652)
    found = amounts(april)
    assert (found["base_pay"], found["sick_supplement"]) == (102_600, 11_801)
    assert "sick_second_week" not in found


def test_what_owes_no_onss_is_taxed_all_the_same(make: Any) -> None:
    payslip = pay(make, MARCH, *ILLNESS, **WORKMAN)
    trace, totals = payslip.trace, payslip.totals
    assert totals is not None
    assert trace["contribution_base"] == trace["liable_base"] == 123_120  # 108 % of 1 140.00
    assert trace["ordinary_contribution"] == 16_092
    assert totals.gross == 114_000
    after = 114_000 - 16_092 + trace["contribution_reductions"]
    assert totals.taxable == trace["ordinary_taxable"] == after + 48_952 + 20_652
    assert totals.granted == trace["net_paid"]
    assert (trace.facts["days_paid"], trace.facts["days_possible"]) == (1_000, 2_200)  # of the work bonus
    lines = {line.code: line for line in payslip.lines}
    assert lines["sick_second_week"].roles == lines["sick_supplement"].roles == (role.PLUS_TAXABLE,)
    assert (lines["sick_second_week"].base, lines["sick_second_week"].rate) == (57_000, 8_588)
    cost = 114_000 + 48_952 + 20_652 + trace["employer_contributions"]
    assert trace["employer_cost"] == cost


def test_above_the_ceiling_of_the_sickness_insurance(make: Any) -> None:
    """30.00 EUR an hour is 228.00 a day; the ceiling of March 2026 is 186.7916 x 6 / 5 = 224.14992 a day.

    7 days: 1 596.00, of which 1 569.05 below the ceiling: 1 569.05 x 25.88 % + 26.95 x 85.88 %.
    """
    payslip = pay(make, MARCH, *ILLNESS, **WORKMAN | {"amount": 3_000})
    assert payslip.trace["supplement_below_ceiling"] == 156_905
    assert amounts(payslip)["sick_supplement"] == 40_607 + 2_314


def test_a_white_collar_worker_on_a_short_term(make: Any) -> None:
    """2 600.00 over 22 days of March 2026: 5 days at full pay, 5 at 86.93 %, 12 at 26.93 %."""
    payslip = pay(
        make, MARCH, sick("03-02", "03-31"), amount=260_000, start=day("02-02"), end=day("04-17"), fixed_term=True
    )
    found = amounts(payslip)
    assert (found["base_pay"], found["sick_second_week"], found["sick_supplement"]) == (59_091, 51_368, 38_192)


def test_a_total_incapacity_beyond_the_weeks_of_a_partial_resumption_is_paid_by_its_hours(make: Any) -> None:
    """Three half days of 3.80 h from 3 to 7 June 2024, then work as before: 125.40 h of 152 of 2 500 EUR."""
    part = {"partial_from": dt.date(2024, 1, 10), "partial_schedule": (380, 380, 380, 0, 0, 0, 0)}
    first = Incapacity(start=dt.date(2024, 1, 3), end=dt.date(2024, 6, 2), certificate=dt.date(2024, 1, 3), **part)
    flu = Incapacity(start=dt.date(2024, 6, 3), end=dt.date(2024, 6, 7), certificate=dt.date(2024, 6, 3))
    contract = make.contract(amount=250_000, incapacities=(first, flu))
    payslip = make.pay(contract, "2024-06")
    assert payslip.trace["base_pay"] == 206_250
    assert payslip.errors == {}
    rows = [(row.code, row.hours, row.pay) for row in guaranteed(contract) if row.first >= dt.date(2024, 6, 3)]
    assert rows == [("M", 1_140, 18_750)]  # 2 500 x 11.40 / 152


def test_explanations_replay(make: Any) -> None:
    trace = pay(make, MARCH, *ILLNESS, **WORKMAN).trace
    tree = explain(trace, FACTS, ("net_paid", "employer_cost"))
    assert replay(tree) == len(tree["nodes"])
    node = next(node for node in tree["nodes"] if node["name"] == "supplement_pay")
    assert node["numbers"] == "798,00 × 25,88\u00a0% + 0,00 × 85,88\u00a0%"


def test_a_code_written_by_hand_is_paid_as_it_says(make: Any) -> None:
    days = make.days(("2026-03-16", "MS", 760), ("2026-03-23", "MC", 760), ("2026-03-24", "MM", 760))
    found = amounts(pay(make, MARCH, days=days, **WORKMAN))
    assert (found["sick_second_week"], found["sick_supplement"]) == (9_790, 2_950)


# ── what is told ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("status", "month", "told"),
    [
        ("blue_collar", MARCH, ("dès le 23/03/2026", "au plus tard le 01/04/2026")),
        ("blue_collar", APRIL, ("dès le 20/04/2026", "au plus tard le 04/05/2026")),  # 1 May is a Friday
        ("white_collar", APRIL, ("dès le 20/04/2026", "au plus tard le 04/05/2026")),
    ],
)
def test_the_day_the_mutual_fund_takes_over(make: Any, status: str, month: Month, told: tuple[str, str]) -> None:
    (warning,) = [w for w in pay(make, month, *ILLNESS, status=status).warnings if "mutuelle" in w]
    assert "feuille de renseignements" in warning
    assert all(one in warning for one in told)


def test_the_sheet_is_not_due_before_the_fund_takes_over(make: Any) -> None:
    """A white-collar worker ill from 16 March: the fund pays from 15 April, after the first working day of April."""
    (warning,) = [w for w in pay(make, APRIL, sick("03-16", "04-30")).warnings if "mutuelle" in w]
    assert "dès le 15/04/2026" in warning
    assert "au plus tard le 15/04/2026" in warning


def test_work_resumed_in_part_is_declared_each_month(make: Any) -> None:
    one = sick("02-02", "03-31", partial_from=day("03-09"), partial_schedule=(380, 0, 0, 0, 0, 0, 0))
    assert [w for w in pay(make, MARCH, one).warnings if "scénario 2" in w]
    assert [w for w in pay(make, Month(2026, 2), one).warnings if "scénario 2" in w] == []


def test_nothing_is_told_while_the_employer_pays(make: Any) -> None:
    assert [w for w in pay(make, MARCH, *ILLNESS).warnings if "mutuelle" in w] == []


def test_an_accident_at_work(make: Any) -> None:
    """A workman: 5 days of work, 5 at full pay, then the insurer's; what the employer adds is told as not computed."""
    payslip = pay(make, MARCH, sick("03-09", "03-31", cause="work_accident"), **WORKMAN)
    assert dict(payslip.time.hours_by_code) == {"W": 3_800, "ATG": 3_800, "AT": 9_120}
    assert amounts(payslip)["base_pay"] == 114_000
    assert [w for w in payslip.warnings if "complément de l'employeur à l'assureur" in w]
    employee = pay(make, MARCH, sick("03-09", "03-31", cause="work_accident"))
    assert amounts(employee)["base_pay"] == 250_000
    assert [w for w in employee.warnings if "incapacité" in w] == []


# ── certificates ───────────────────────────────────────────────────────────────────────────


def without(first: str, last: str = "") -> Incapacity:
    return sick(first, last or first, certificate=None)


def test_two_first_days_a_year_go_without_certificate(make: Any) -> None:
    payslip = pay(make, MARCH, without("01-12"), without("03-09"))
    assert [(c.label, c.value) for c in payslip.counters] == [
        ("Jours de maladie sans certificat depuis le 1er janvier", 200)
    ]
    assert refused(make, APRIL, without("01-12"), without("03-09"), without("04-13")) == ["E-SICK-CERTIFICATE"]


def test_three_until_2025(make: Any) -> None:
    three = [Incapacity(start=d, end=d) for d in (dt.date(2025, 1, 13), dt.date(2025, 2, 10), dt.date(2025, 3, 10))]
    assert pay(make, Month(2025, 3), *three).counters[0].value == 300


@pytest.mark.parametrize(
    ("incapacities", "employer", "reason"),
    [
        ([without("03-09", "03-10")], {}, "second day"),
        ([sick("03-09", "03-09"), without("03-10")], {}, "only the first day"),
        ([without("03-09")], {"certificate_first_day": True, "workers_count": 49}, "from the first day"),
        ([without("03-09")], {"certificate_first_day": True, "workers_count": 50}, "50 workers or more"),
    ],
)
def test_a_missing_certificate_is_refused(
    make: Any, incapacities: list[Incapacity], employer: Any, reason: str
) -> None:
    with pytest.raises(DossierError) as caught:
        pay(make, MARCH, *incapacities, employer=employer)
    (error,) = caught.value.errors
    assert (error.code, error.field) == ("E-SICK-CERTIFICATE", "certificate")
    assert reason in error.message


def test_before_the_law_every_day_needs_one(make: Any) -> None:
    one = Incapacity(start=dt.date(2022, 11, 25), end=dt.date(2022, 11, 25))
    assert refused(make, Month(2022, 11), one) == ["E-SICK-CERTIFICATE"]


def test_the_employer_may_ask_for_none(make: Any) -> None:
    payslip = pay(make, MARCH, sick("03-09", "03-13", certificate=None, certificate_waived=True))
    assert payslip.counters == ()
    assert amounts(payslip)["base_pay"] == 250_000


# ── what is refused ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("regime", ["student", "flexi", "article17"])
def test_the_second_week_of_a_special_regime(make: Any, regime: str) -> None:
    assert refused(make, MARCH, *ILLNESS, regime=regime, **WORKMAN) == ["E-SICK-REGIME"]


def test_a_second_week_of_a_white_collar_worker(make: Any) -> None:
    assert refused(make, MARCH, days=make.days(("2026-03-16", "MS", 760))) == ["E-SICK-BAND"]


def test_a_second_week_written_for_a_short_contract(make: Any) -> None:
    """Two months, said to be a fixed term by whoever writes the code: 7.60 of 167.20 hours of 2 500.00, at 86.93 %."""
    days = make.days(("2026-03-16", "MS", 760))
    payslip = pay(make, MARCH, days=days, start=day("02-02"), end=day("04-01"))
    assert amounts(payslip)["sick_second_week"] == 9_879


def test_the_ceiling_of_an_older_incapacity_is_not_in_the_book(make: Any) -> None:
    one = Incapacity(start=dt.date(2023, 12, 11), end=dt.date(2024, 1, 9), certificate=dt.date(2023, 12, 11))
    assert refused(make, Month(2024, 1), one, **WORKMAN) == ["E-LAW-MISSING"]


# ── the dossier folder ─────────────────────────────────────────────────────────────────────

GOOD = """
    incapacities:
      - start: 2026-03-09
        end: 2026-04-07
        certificate: 2026-03-10
      - {start: 2026-04-20, end: 2026-04-30, certificate: 2026-04-20, cause: private_accident, other_illness: true}
"""


def dossier_with(demo_folder: Any, text: str) -> Any:
    path = demo_folder / "workers" / "carla.yaml"
    path.write_text(path.read_text(encoding="utf-8").rstrip() + text, encoding="utf-8")
    return read_dossier(demo_folder)


def test_incapacities_are_read(demo_folder: Any) -> None:
    carla = next(c for c in dossier_with(demo_folder, GOOD).contracts if c.id == "carla")
    first, second = carla.incapacities
    assert first == Incapacity(start=day("03-09"), end=day("04-07"), certificate=day("03-10"))
    assert (second.cause, second.other_illness) == ("private_accident", True)


@pytest.mark.parametrize(
    ("text", "field", "said"),
    [
        ("{start: 2026-03-09, end: 2026-03-08}", "end", "before it starts"),
        ("{start: 2026-03-09}", "end", "missing"),
        ("{start: 2019-03-29, end: 2019-04-02}", "incapacities", "outside the contract"),
        ("{start: 2026-03-09, end: 2026-03-12, cause: flu}", "cause", "'flu'"),
        ("{start: 2026-03-09, end: 2026-03-12, partial_from: 2026-03-10}", "partial_from", "its hours"),
        (
            "{start: 2026-03-09, end: 2026-03-12, partial_from: 2026-03-13, partial_schedule: {mon: 4}}",
            "partial_from",
            "not inside",
        ),
        ("{start: 2026-03-09, end: 2026-03-12}\n      - {start: 2026-03-12, end: 2026-03-13}", "incapacities", "ends"),
    ],
)
def test_wrong_incapacities_are_told(demo_folder: Any, text: str, field: str, said: str) -> None:
    with pytest.raises(DossierError) as caught:
        dossier_with(demo_folder, f"\n    incapacities:\n      - {text}\n")
    (error,) = caught.value.errors
    assert isinstance(error, InputError)
    assert error.where == "workers/carla.yaml"
    assert error.field.endswith(field)
    assert said in error.message
    assert error.remedy


@pytest.mark.parametrize("code", ["M", "MM"])
def test_a_day_of_sickness_without_an_incapacity_is_told(make: Any, code: str) -> None:
    """Nothing tells of its certificate, nor how long the worker has been ill."""
    given = make.days(("2026-03-10", code, 760))
    told = "sans incapacité encodée : ni le certificat ni le droit ne sont vérifiés"
    assert len([one for one in pay(make, MARCH, days=given).warnings if told in one and f"({code})" in one]) == 1
    written = pay(make, MARCH, sick("03-10", "03-10"), days=make.days(("2026-03-10", "M", 760)))
    assert not [one for one in written.warnings if told in one]

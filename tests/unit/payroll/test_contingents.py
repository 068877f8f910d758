"""Contingents: what is counted, left and beyond, the same as pay counts it, and what the worker told of elsewhere."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from preste.belgium.contingents.facts import CONTINGENT_FACTS
from preste.calendar import Month
from preste.cli.app import app
from preste.engine import explain, replay
from preste.errors import DossierError
from preste.payroll.contingents.count import contingents, days_room, room
from preste.payroll.contingents.model import Contingent, Counted
from preste.payroll.contingents.overtime import overtime_rooms
from preste.payroll.dossier import read_dossier
from preste.payroll.month import Dossier, pay_contract
from preste.payroll.payslip import Payslip
from preste.records import Contract, Elsewhere

NO_SCHEDULE = (0, 0, 0, 0, 0, 0, 0)


def worked(make: Any, hours: dict[str, int], **more: Any) -> Contract:
    """Hours from the first day of each month on, ten a day, at 15 EUR."""
    days = []
    for month, count in hours.items():
        parts = [1_000] * (count // 1_000) + ([count % 1_000] if count % 1_000 else [])
        days += [(f"{month}-{day:02d}", "W", part) for day, part in enumerate(parts, 1)]
    made = {"regime": "student", "pay_basis": "hourly", "amount": 1_500, "schedule": NO_SCHEDULE}
    contract: Contract = make.contract(**made | {"days": make.days(*days)} | more)
    return contract


def told(on: str, used: int, kind: Any = "student", quarter: int = 0) -> Elsewhere:
    return Elsewhere(valid_from=dt.date.fromisoformat(on), kind=kind, used=used, quarter=quarter)


def dossier(make: Any, *contracts: Contract, **employer: Any) -> Dossier:
    return Dossier(make.employer(**employer), contracts)


def counted(make: Any, contract: Contract, month: str, *others: Contract, **employer: Any) -> Counted:
    return contingents(dossier(make, *others, contract, **employer), contract, Month.parse(month))


def only(found: Counted) -> Contingent:
    (one,) = found.contingents
    return one


def paid(make: Any, contract: Contract, month: str, **employer: Any) -> Payslip:
    return pay_contract(dossier(make, contract, **employer), contract, Month.parse(month))


# ── students ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("month", "limit"), [("2022-05", 47_500), ("2023-05", 60_000), ("2024-05", 60_000),
                                              ("2025-05", 65_000), ("2026-05", 65_000)])  # fmt: skip
def test_the_student_quota_of_each_year(make: Any, month: str, limit: int) -> None:
    before = str(Month.parse(month).plus(-1))
    one = only(counted(make, worked(make, {before: 3_000, month: 2_000}), month))
    assert (one.limit, one.before, one.month, one.left) == (limit, 3_000, 2_000, limit - 5_000)
    assert [(str(at), hours) for at, hours in one.by_month] == [(before, 3_000), (month, 2_000)]


def test_45_hours_of_the_first_quarter_of_2022_do_not_count(make: Any) -> None:
    """40 h in January and 20 in February: 45 are left out, 15 count."""
    contract = worked(make, {"2022-01": 4_000, "2022-02": 2_000, "2022-04": 1_000})
    assert (only(counted(make, contract, "2022-01")).month, only(counted(make, contract, "2022-02")).month) == (
        0,
        1_500,
    )
    april = only(counted(make, contract, "2022-04"))
    assert (april.before, april.month, april.left) == (1_500, 1_000, 45_000)
    assert [counter.value for counter in paid(make, contract, "2022-02").counters] == [1_500]


def test_in_care_no_hour_of_that_quarter_counts(make: Any) -> None:
    contract = worked(make, {"2022-03": 20_000, "2022-04": 1_000}, elsewhere=(told("2022-01-10", 47_500),))
    march = only(counted(make, contract, "2022-03", joint_committee="330.01"))
    assert (march.month, march.beyond, march.left) == (0, 0, 0)
    payslip = paid(make, contract, "2022-03", joint_committee="330.01")
    assert payslip.trace["student_part"] == payslip.trace["gross"]
    assert room(dossier(make, contract, joint_committee="330.01"), contract, Month(2022, 3)) is None
    april = only(counted(make, contract, "2022-04", joint_committee="330.01"))
    assert (april.before, april.month, april.beyond) == (0, 1_000, 1_000)


@pytest.mark.parametrize(
    ("month", "committee", "counts"),
    [
        ("2022-06", "330", 1_000),
        ("2022-07", "330", 0),
        ("2022-12", "318.01", 0),
        ("2022-12", "225", 1_000),  # education no longer
        ("2022-12", "329.02", 1_000),
        ("2023-03", "319.02", 0),
        ("2023-04", "319.02", 1_000),
    ],
)
def test_care_is_left_out_again_from_july_2022_to_march_2023(
    make: Any, month: str, committee: str, counts: int
) -> None:  # fmt: skip
    """Student@work, 2023-05-03: third and fourth quarters of 2022, first of 2023, not prolonged."""
    contract = worked(make, {month: 1_000})
    assert only(counted(make, contract, month, joint_committee=committee)).month == counts


def test_the_third_quarter_of_2021_does_not_count_for_anybody(make: Any) -> None:
    contract = worked(make, {"2021-06": 1_000, "2021-07": 30_000, "2021-10": 2_000})
    assert only(counted(make, contract, "2021-07")).month == 0
    assert only(counted(make, contract, "2021-10")).before == 1_000


def test_hours_told_of_elsewhere_use_the_quota_here_and_on_the_payslip(make: Any) -> None:
    """640 of 650 h used elsewhere: of 20 h, 10 are ordinary work, 150.00 EUR of 300.00."""
    contract = worked(make, {"2026-05": 2_000}, elsewhere=(told("2026-01-15", 30_000), told("2026-05-04", 64_000)))
    one = only(counted(make, contract, "2026-05"))
    assert (one.elsewhere, one.beyond, one.left, one.told_on) == (64_000, 1_000, 0, dt.date(2026, 5, 4))
    assert "code 495" in one.then
    payslip = paid(make, contract, "2026-05")
    assert (payslip.trace["student_part"], payslip.trace["contribution_base"]) == (15_000, 15_000)
    assert room(dossier(make, contract), contract, Month(2026, 5)) == 1_000
    assert only(counted(make, contract, "2026-04")).elsewhere == 30_000
    assert counted(make, contract, "2027-01").errors == ("student hours quota has no value on 2027-01-01",)


def test_what_is_told_of_a_year_ends_with_it_and_nothing_told_is_a_doubt(make: Any) -> None:
    one = only(counted(make, worked(make, {"2026-02": 800}, elsewhere=(told("2025-12-30", 60_000),)), "2026-02"))
    assert one.elsewhere == 0
    assert "rien n'a été dit" in one.doubts[0]


def test_from_four_fifths_on_it_is_near(make: Any) -> None:
    assert not only(
        counted(make, worked(make, {"2026-05": 1_000}, elsewhere=(told("2026-05-01", 50_999),)), "2026-05")
    ).near
    assert only(
        counted(make, worked(make, {"2026-05": 1_000}, elsewhere=(told("2026-05-01", 51_000),)), "2026-05")
    ).near


def test_days_after_the_day_asked_for_are_planned(make: Any) -> None:
    contract = worked(make, {"2026-05": 5_000})
    one = only(contingents(dossier(make, contract), contract, Month(2026, 5), dt.date(2026, 5, 2)))
    assert (one.month, one.planned) == (5_000, 3_000)


MONTHS = st.lists(st.integers(0, 20_000), min_size=1, max_size=6)


@hypothesis_settings(max_examples=25)
@given(hours=MONTHS, elsewhere=st.integers(0, 60_000), year=st.sampled_from([2022, 2026]))
def test_the_count_is_that_of_the_payslip(make: Any, hours: list[int], elsewhere: int, year: int) -> None:
    """What is beyond, and what the grid may count down from, is what the payslip takes as ordinary."""
    contract = worked(
        make, {f"{year}-{n:02d}": one for n, one in enumerate(hours, 1)}, elsewhere=(told(f"{year}-01-01", elsewhere),)
    )
    month = Month(year, len(hours))
    one, payslip = only(contingents(dossier(make, contract), contract, month)), paid(make, contract, str(month))
    facts = payslip.trace.facts
    assert one.beyond == facts["student_hours"] - payslip.trace["student_hours_within"]
    assert one.before + one.elsewhere == facts["student_hours_used"]
    left = room(dossier(make, contract), contract, month)
    assert left is not None
    assert one.beyond == max(0, hours[-1] - left)
    assert one.trace is not None
    tree = explain(one.trace, CONTINGENT_FACTS)
    assert replay(tree) == len(tree["nodes"])


# ── article 17 ─────────────────────────────────────────────────────────────────────────────


def article17(make: Any, hours: dict[str, int], **more: Any) -> Contract:
    return worked(make, hours, **{"regime": "article17"} | more)


def rows(found: Counted) -> dict[str, tuple[int | None, int, int, int, int]]:
    return {one.kind: (one.limit, one.before, one.month, one.elsewhere, one.beyond) for one in found.contingents}


def test_the_year_and_the_quarter_of_each_sector(make: Any) -> None:
    socio = article17(make, {"2026-04": 9_000, "2026-05": 2_000})
    assert rows(counted(make, socio, "2026-05")) == {
        "article17_year": (30_000, 9_000, 2_000, 0, 0), "article17_quarter": (10_000, 9_000, 2_000, 0, 1_000),
    }  # fmt: skip
    july = article17(make, {"2026-04": 9_000, "2026-07": 2_000}, article17_sector="sport")
    assert rows(counted(make, july, "2026-07")) == {
        "article17_year": (45_000, 9_000, 2_000, 0, 0), "article17_quarter": (28_500, 0, 2_000, 0, 0),
    }  # fmt: skip
    assert room(dossier(make, socio), socio, Month(2026, 5)) == 1_000


def test_both_sectors_and_other_employers_count_together(make: Any) -> None:
    """Sport here, 100 h of socio-cultural work told of elsewhere in the quarter: 50 h are left of the quarter."""
    more = {"article17_sector": "sport", "elsewhere": (told("2026-05-01", 20_000, "article17", 10_000),)}
    contract = article17(make, {"2026-05": 6_000}, **more)
    assert rows(counted(make, contract, "2026-05"))["article17_both_quarter"] == (15_000, 0, 6_000, 10_000, 1_000)
    assert paid(make, contract, "2026-05").trace["contribution_base"] == 90_000
    august = article17(make, {"2026-08": 6_000}, **more)
    assert rows(counted(make, august, "2026-08"))["article17_both_quarter"][3] == 0


def test_a_student_s_excess_is_taken_from_the_student_quota(make: Any) -> None:
    """190 h a year: of 100 h after 150, 60 are student hours, with the quarter's limit of 285 of sport."""
    contract = article17(make, {"2026-04": 14_000, "2026-07": 10_000}, article17_sector="sport", student=True)
    found = counted(make, contract, "2026-07")
    assert rows(found)["article17_student"] == (19_000, 14_000, 10_000, 0, 5_000)
    assert rows(found)["student"] == (65_000, 0, 5_000, 0, 0)
    facts = paid(make, contract, "2026-07").trace.facts
    assert (facts["hours_within_limits"], facts["student_hours"]) == (5_000, 5_000)
    assert rows(counted(make, contract, "2026-08"))["article17_student"][:2] == (19_000, 24_000)


def test_an_event_allows_32_hours_within_three_days(make: Any) -> None:
    """From 3 to 9 May 2026 around the 6th."""

    def event(*days: tuple[str, str, int]) -> Contract:
        return article17(make, {}, article17_event=dt.date(2026, 5, 6), days=make.days(*days))

    inside = event(("2026-05-03", "W", 1_600), ("2026-05-09", "W", 1_600))
    assert rows(counted(make, inside, "2026-05"))["article17_event"] == (3_200, 0, 3_200, 0, 0)
    assert paid(make, inside, "2026-05").trace["contribution_base"] == 0
    long = event(("2026-05-03", "W", 1_600), ("2026-05-06", "W", 1_700))
    assert rows(counted(make, long, "2026-05"))["article17_event"][-1] == 100
    assert paid(make, long, "2026-05").trace["contribution_base"] == 49_500
    both = event(("2026-05-03", "W", 1_600), ("2026-06-09", "W", 100))
    assert (room(dossier(make, long), long, Month(2026, 5)), room(dossier(make, both), both, Month(2026, 6))) == (
        3_200,
        1_600,
    )
    late = event(("2026-05-10", "W", 800))
    assert rows(counted(make, late, "2026-05"))["article17_event"][-1] == 800
    assert paid(make, late, "2026-05").trace["contribution_base"] == 12_000


def test_before_2022_days_are_counted_and_sectors_share_them(make: Any) -> None:
    sport = article17(make, {"2021-03": 20_000}, id="sport", article17_sector="sport")
    contract = article17(make, {"2021-04": 8_000}, elsewhere=(told("2021-04-01", 300, "article17"),))
    found = counted(make, contract, "2021-04", sport)
    assert rows(found) == {"article17_days": (2_500, 2_000, 800, 300, 600)}
    assert "ne se cumulaient pas" in found.conditions[0].told
    assert days_room(dossier(make, sport, contract), contract, Month(2021, 4)) == 200  # what the grid counts down from
    assert room(dossier(make, sport, contract), contract, Month(2021, 4)) is None


def test_a_former_employee_waits_a_year(make: Any) -> None:
    contract = article17(make, {"2026-05": 1_000}, employed_until=dt.date(2025, 9, 30))
    (condition,) = counted(make, contract, "2026-05").conditions
    assert (condition.met, condition.told.endswith("01/10/2026")) == (False, True)
    assert counted(make, replace(contract, pensioner=True), "2026-05").conditions == ()


# ── flexi-jobs and overtime ────────────────────────────────────────────────────────────────


def test_flexi_pay_is_counted_in_euros_with_what_was_paid_elsewhere(make: Any) -> None:
    """18 000 EUR in 2025, 17 500 elsewhere, 300 and 7.67 % of holiday pay in April: of 323.01 in May 146.02 are
    taxable."""
    contract = worked(
        make, {"2025-04": 2_000, "2025-05": 2_000}, regime="flexi", elsewhere=(told("2025-05-01", 1_750_000, "flexi"),)
    )
    one = only(counted(make, contract, "2025-05"))
    assert (one.limit, one.before, one.month, one.beyond) == (1_800_000, 32_301, 32_301, 14_602)
    assert paid(make, contract, "2025-05").trace["ordinary_taxable"] == 14_602
    pensioner = only(counted(make, replace(contract, pensioner=True), "2025-05"))
    assert (pensioner.limit, pensioner.beyond) == (None, 0)


def test_the_conditions_of_a_flexi_job(make: Any) -> None:
    flexi = worked(make, {"2026-05": 800}, regime="flexi", id="flexi")

    def met(contract: Contract, *others: Contract) -> list[bool | None]:
        return [one.met for one in counted(make, contract, "2026-05", *others).conditions]

    assert met(flexi) == [None]
    assert "2025/3" in counted(make, flexi, "2026-05").conditions[0].told
    assert met(replace(flexi, elsewhere=(told("2026-04-02", 0, "flexi_right"),))) == [True]
    assert met(replace(flexi, elsewhere=(told("2026-03-31", 0, "flexi_right"),))) == [None]
    assert met(replace(flexi, pensioner=True)) == [True]
    assert met(flexi, make.contract(schedule=(760, 760, 760, 760, 0, 0, 0))) == [False, None]
    assert met(flexi, make.contract(schedule=(760, 760, 760, 0, 0, 0, 0))) == [None, None]


def test_four_fifths_of_a_flexi_job_by_what_was_noted_of_that_quarter(make: Any) -> None:
    """For May 2026 the quarter is 2025/3: what is noted of it answers, whatever is noted of another; work here does not
    count, and is said not to."""
    flexi = worked(make, {"2026-05": 800}, regime="flexi", id="flexi")

    def answer(*noted: tuple[str, int], others: tuple[Contract, ...] = ()) -> list[tuple[bool | None, str]]:
        contract = replace(flexi, elsewhere=tuple(told(day, share, "occupation") for day, share in noted))
        return [(one.met, one.told) for one in counted(make, contract, "2026-05", *others).conditions]

    assert answer(("2025-09-30", 8_000)) == [
        (True, "occupé à 80 % au moins chez d'autres employeurs au trimestre 2025/3 : 80 % noté")
    ]
    assert [one[0] for one in answer(("2025-07-01", 7_999))] == [False]
    assert [one[0] for one in answer(("2025-07-01", 5_000), ("2025-08-01", 10_000))] == [True]
    ((met, text),) = answer(("2025-10-01", 10_000))
    assert (met, "demandez une attestation" in text) == (None, True)
    here = make.contract(id="here", start=dt.date(2025, 1, 1), end=dt.date(2025, 12, 31))
    assert answer(others=(here,))[1] == (None, "le contrat here au trimestre 2025/3 ne compte pas : il est chez vous")


def test_voluntary_overtime_counts_for_the_year(make: Any) -> None:
    """120 h a year in 2024: 60 before, 70 in May."""
    days = [(f"2024-04-{day:02d}", "HV", 600) for day in range(1, 11)] + [
        (f"2024-05-{day:02d}", "HV", 700) for day in range(2, 12)
    ]
    contract = make.contract(days=make.days(*days))
    found = {one.label: one for one in counted(make, contract, "2024-05").contingents}
    one = found["Heures volontaires avec sursalaire 2024"]
    assert (one.limit, one.before, one.month, one.beyond, one.near) == (12_000, 6_000, 7_000, 1_000, True)
    assert counted(make, contract, "2024-06").contingents == ()


def test_voluntary_hours_beside_relaunch_hours_are_100(make: Any) -> None:
    days = make.days(("2024-04-02", "HR", 800), *((f"2024-05-{day:02d}", "HV", 1_050) for day in range(2, 12)))
    found = {one.label: one for one in counted(make, make.contract(days=days), "2024-05").contingents}
    one = found["Heures volontaires avec sursalaire 2024"]
    assert (one.limit, one.month, one.beyond, one.asks) == (10_000, 10_500, 500, True)


def left_of_overtime(make: Any, month: str, *days: tuple[str, str, int], **more: Any) -> dict[str, int]:
    contract = make.contract(days=make.days(*days), **more)
    rooms = overtime_rooms(dossier(make, contract), contract, Month.parse(month))
    return {one.codes[0]: one.room for one in rooms}


@pytest.mark.parametrize(
    ("month", "committee", "left"),
    [
        ("2021-03", "200", {"HV": 12_000, "HR": 12_000}),  # corona hours of crucial sectors
        ("2022-05", "200", {"HV": 12_000, "HR": 12_000}),
        ("2023-05", "200", {"HV": 12_000, "HR": 0}),
        ("2023-08", "200", {"HV": 12_000, "HR": 12_000}),
        ("2026-03", "200", {"HV": 10_000, "HR": 12_000}),
        ("2026-04", "200", {"HV": 36_000, "HR": 0}),  # 240 net and 120 with the supplement
        ("2026-04", "302", {"HV": 45_000, "HR": 0}),
    ],
)
def test_what_overtime_a_month_may_hold_by_date_and_sector(
    make: Any, month: str, committee: str, left: dict[str, int]
) -> None:
    found = left_of_overtime(make, month, joint_committee=committee)
    assert found == left | {"HP": 9_100, "HS": 14_300}


def test_what_earlier_months_used_of_each_quota(make: Any) -> None:
    """Relaunch hours of 2026 are deducted from the net ones; hours to recover count until rest is taken."""
    days = [("2026-02-02", "HR", 800), ("2026-05-04", "HV", 700), ("2026-05-05", "HP", 300), ("2026-05-06", "HS", 900),
            ("2026-05-07", "R", 400), ("2026-06-03", "HV", 200)]  # fmt: skip
    assert left_of_overtime(make, "2026-06", *days) == {"HV": 34_500, "HR": 0, "HP": 8_800, "HS": 13_800}
    assert left_of_overtime(make, "2024-06", ("2024-04-02", "HR", 800))["HV"] == 10_000
    assert left_of_overtime(make, "2026-06", regime="student") == {}


def test_hours_to_recover_beyond_the_internal_limit_are_told(make: Any) -> None:
    """140 h are left of May's; of 8 h in June 5 are beyond the 143."""
    days = make.days(*((f"2026-05-{day:02d}", "HS", 1_400) for day in range(4, 14)), ("2026-06-02", "HS", 800))
    contract = make.contract(days=days)
    one = next(one for one in counted(make, contract, "2026-06").contingents if one.kind == "rest")
    assert (one.limit, one.before, one.month, one.beyond, one.asks) == (14_300, 14_000, 800, 500, True)
    rested = make.contract(days=(*days, *make.days(("2026-06-10", "R", 760))))
    one = next(one for one in counted(make, rested, "2026-06").contingents if one.kind == "rest")
    assert (one.month, one.beyond, one.left) == (40, 0, 260)


# ── a dossier folder ───────────────────────────────────────────────────────────────────────


def write(folder: Path, **changes: Any) -> None:
    path = folder / "workers" / "david.yaml"
    path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def test_a_folder_tells_what_was_used_elsewhere(demo_folder: Path) -> None:
    write(demo_folder, elsewhere=[{"told_on": "2026-07-02", "kind": "student", "used": "600.50"}])
    asked = ["contingents", str(demo_folder), "--worker", "david", "--on", "2026-07-15"]
    answer = CliRunner().invoke(app, [*asked, "--json"])
    assert answer.exit_code == 0, answer.output
    (david,) = json.loads(answer.stdout)
    (one,) = david["contingents"]
    assert (one["elsewhere"], one["month"], one["beyond"], one["left"]) == ("600.50", "167.20", "117.70", "0.00")
    assert replay(one["explanation"]) == len(one["explanation"]["nodes"])
    shown = CliRunner().invoke(app, asked).output
    assert "david : Heures d'étudiant 2026, 117,70 h de trop" in shown
    known = read_dossier(demo_folder)
    payslip = pay_contract(known, next(one for one in known.contracts if one.id == "david"), Month(2026, 7))
    assert payslip.trace["student_hours_within"] == 4_950


def test_what_is_told_wrongly_is_refused_together(demo_folder: Path) -> None:
    write(
        demo_folder,
        elsewhere=[{"told_on": "2026-07-02", "kind": "student", "used": "5.00", "quarter": "8.00"}, {"kind": "x"}],
    )
    with pytest.raises(DossierError) as caught:
        read_dossier(demo_folder)
    assert {one.field for one in caught.value.errors} == {
        "elsewhere[0].quarter", "elsewhere[1].told_on", "elsewhere[1].kind",
    }  # fmt: skip


def test_an_unknown_worker_is_refused(demo_folder: Path) -> None:
    answer = CliRunner().invoke(app, ["contingents", str(demo_folder), "--worker", "personne"])
    assert answer.exit_code != 0

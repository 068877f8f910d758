"""`preste labour notice` and `severance` as typed: what they print, what they answer as JSON, what they refuse."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from preste.cli.app import app
from preste.engine import replay
from preste.errors import InputError
from preste.money import parse
from preste.payroll.one_shot import pay

GUIDE = Path(__file__).parents[2] / "docs" / "tutoriel.md"
NOTICE = ("labour", "notice", "--by", "employer", "--start", "2025-01-01")
SEVERANCE = ("labour", "severance", "--by", "employer", "--start", "2024-01-01", "--end", "2025-10-12")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "200"})


def output(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exception is None, result.exception
    return result.stdout


def as_json(*arguments: str) -> Any:
    return json.loads(output(*arguments, "--json"))


def words(text: str) -> list[str]:
    """Lines without spacing of any kind."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def test_the_guide_shows_what_the_commands_print() -> None:
    shown = re.findall(
        r"^```sh\npreste (labour [^\n]*)\n```\n\n```text\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.M | re.S
    )
    assert len(shown) == 2
    for command, printed in shown:
        lines = words(output(*command.split()))
        assert lines[: len(words(printed))] == words(printed)


def test_a_notice_with_its_reasons() -> None:
    text = output(*NOTICE, "--sent", "2026-10-29", "--absence", "annual_holidays:2026-12-21:2026-12-31")
    assert "11 semaines, suspendu 11 jours" in text
    assert "01/11/2026" in text
    assert "Dimanche, et jour férié (Toussaint)" in text
    assert "Vacances annuelles jusqu'au 31/12/2026 : le préavis est suspendu 11 jours." in text


def test_a_notice_as_json() -> None:
    found = as_json(*NOTICE, "--sent", "2026-10-29")
    days = {"effect": "2026-11-02", "start": "2026-11-09", "end": "2027-01-24"}
    lengths = {"weeks": 11, "months": 0, "days": 77, "suspended_days": 0, "seniority_months": 22}
    assert found.items() >= {**days, **lengths}.items()
    assert found["steps"][0]["date"] == "2026-10-29"
    assert set(found["steps"][0]) == {"date", "why", "law"}
    assert found["doubts"] == []


def test_a_doubt_is_told() -> None:
    away = ("--absence", "birth_leave:2026-11-16:2026-11-18")
    arguments = ("labour", "notice", "--by", "employer", "--start", "2020-06-08", "--sent", "2026-10-29", *away)
    assert "? Incertain : notice_suspension[birth_leave]. Announced" in output(*arguments)
    assert as_json(*arguments)["doubts"][0]["parameter"] == "notice_suspension[birth_leave]"


def test_part_1_of_a_blue_collar_worker_is_told() -> None:
    old = ("labour", "notice", "--by", "employer", "--start", "2005-03-01", "--sent", "2026-10-07")
    told = output(*old, "--status-2013", "blue_collar", "--sector-2013", "general")
    assert words(told)[0] == "Durée 42 jours et 39 semaines"
    assert as_json(*old, "--part-1-days", "56")["part_1_days"] == 56
    paid = ("labour", "severance", "--by", "employer", "--start", "2005-03-01", "--end", "2026-10-11")
    found = as_json(*paid, "--hourly", "15", "--hours-week", "38", "--part-1-days", "56")
    assert (found["part_1_days"], found["part_1"]) == (56, "4560.00")  # eight weeks of 570.00


def test_a_student_and_two_parts_are_told() -> None:
    student = ("--kind", "student", "--planned-end", "2026-08-31", "--sent", "2026-07-18")
    assert words(output("labour", "notice", "--by", "worker", "--start", "2026-07-01", *student))[0] == "Durée 3 jours"
    old = ("--status-2013", "white_collar", "--pay-2013", "30000.00", "--sent", "2026-10-07")
    lines = words(output("labour", "notice", "--by", "employer", "--start", "2008-03-01", *old))
    assert lines[0] == "Durée 6 mois et 39 semaines"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((*NOTICE, "--sent", "2026-10-32"), "E-INPUT-DATE"),
        ((*NOTICE, "--sent", "2026-10-29", "--means", "handed_over"), "E-NOTICE-MEANS"),
        ((*NOTICE, "--sent", "2026-10-29", "--absence", "annual_holidays"), "E-NOTICE-ABSENCE"),
        ((*SEVERANCE, "--monthly", "3.000,00"), "E-INPUT-NUMBER"),
        ((*SEVERANCE, "--hourly", "20.00", "--hours-week", "380"), "E-INPUT-RANGE"),
        ((*NOTICE, "--sent", "2026-10-29", "--pay-2013", "-1"), "E-INPUT-RANGE"),
        ((*NOTICE, "--sent", "2026-10-29", "--pay-2013", "0"), "E-INPUT-RANGE"),
        ((*NOTICE, "--sent", "2026-10-29", "--seniority-from", "1900-01-01"), "E-EXIT"),
        ((*SEVERANCE, "--hourly", "20.00"), "E-EXIT"),
    ],
)
def test_what_is_wrong_has_its_code(arguments: tuple[str, ...], code: str) -> None:
    caught = run(*arguments).exception
    assert isinstance(caught, InputError)
    assert caught.code == code


def test_a_fault_names_the_option_that_was_typed() -> None:
    caught = run(*SEVERANCE, "--hourly", "20,00").exception
    assert isinstance(caught, InputError)
    assert caught.field == "hours_week"


def test_amounts_are_typed_with_a_comma_too() -> None:
    assert as_json(*SEVERANCE, "--monthly", "3000,50")["weekly_base"] == "692.42"


def test_days_that_two_absences_share_are_counted_once() -> None:
    found = as_json(
        *NOTICE, "--sent", "2026-10-29", "--absence", "annual_holidays:2026-12-21:2026-12-31",
        "--absence", "incapacity:2026-12-28:2027-01-08", "--absence", "maternity:2026-12-29:2027-01-02",
    )  # fmt: skip
    assert found["suspended_days"] == 19
    assert [step["why"].partition(" : ")[2] for step in found["steps"] if step["law"].endswith("art. 38")] == [
        "le préavis est suspendu 11 jours.",
        "le préavis est suspendu 8 jours de plus (4 déjà comptés).",
        "ces jours suspendent déjà le préavis.",
    ]


def test_the_rest_of_a_term_and_its_cap_are_told_apart() -> None:
    arguments = ("labour", "severance", "--by", "employer", "--start", "2025-01-01", "--kind", "fixed_term")
    found = as_json(*arguments, "--planned-end", "2025-12-31", "--end", "2025-10-25", "--monthly", "3000")
    told = " ".join(step["why"] for step in found["steps"])
    assert "il reste 9,57 semaines jusque-là" in told
    assert "2 × 7 semaines = 14,00 semaines ; le moindre des deux : 9,57 semaines." in told


def test_the_values_of_law_are_told() -> None:
    notice = as_json(*NOTICE, "--sent", "2026-10-29")["parameters"]
    assert notice["notice_weeks.weeks"]["sources"]
    assert notice["notice_posting"]["value"] == 3
    assert "30 valeurs : preste law show notice_weeks" in output(*NOTICE, "--sent", "2026-10-29")
    severance = as_json(*SEVERANCE, "--monthly", "3000")["parameters"]
    assert {"notice_weeks.weeks", "severance_basis.weeks"} <= set(severance)


def test_severance_is_posted_and_paid() -> None:
    """What the command says to post is taken by the payslip as it is; in 2025, whose withholding is known."""
    found = as_json(*SEVERANCE, "--monthly", "3000.00", "--quarter-pay", "14000.00", "--quarter-days", "65.00")
    assert found["amount"] == "7615.41"
    assert found["contribution_812"] == "76.15"
    assert found["dmfa_code"] == "3"
    plain = pay({"period": "2025-10", "status": "white_collar", "gross": "0.00", "exceptional": [
        {name: value for name, value in found["item"].items() if name != "contribution_812"}
    ]})  # fmt: skip
    payslip = pay({"period": "2025-10", "status": "white_collar", "gross": "0.00", "exceptional": [found["item"]]})
    assert "errors" not in payslip
    assert payslip["exceptional"][0]["personal_contribution"] == "995.33"
    assert parse(payslip["employer_cost"]) - parse(plain["employer_cost"]) == 76_15
    assert replay(found["explanation"]) == len(found["explanation"]["nodes"]) == 13


def test_severance_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "rupture.json"
    path.write_text(output(*SEVERANCE, "--monthly", "3000.00", "--json"), encoding="utf-8")
    tree = output("explain", str(path), "--result", "severance_amount")
    assert "3 000,00 × 3 ÷ 13" in tree.replace("\u202f", " ")
    assert "nombre de mois" in tree


def test_severance_of_the_worker_is_no_pay() -> None:
    arguments = ("labour", "severance", "--by", "worker", "--start", "2024-01-01", "--end", "2025-10-12")
    found = as_json(*arguments, "--hourly", "15.50", "--hours-week", "38.00")
    assert (found["amount"], found["item"], found["dmfa_code"]) == ("2945.00", None, None)
    assert (found["covered_from"], found["covered_to"]) == (None, None)
    told = output(*arguments, "--hourly", "15.50", "--hours-week", "38.00")
    assert "Couvre" not in told
    assert "code rémunération 3" not in told
    assert "ce n'est pas une rémunération" in output(*arguments, "--hourly", "15.50", "--hours-week", "38.00")


def test_without_the_quarter_812_says_what_it_needs() -> None:
    assert "non calculée : donnez --quarter-pay" in output(*SEVERANCE, "--monthly", "3000.00")
    assert as_json(*SEVERANCE, "--monthly", "3000.00")["contribution_812"] is None


def test_rules_of_severance_can_be_read() -> None:
    assert "return severance_part_1 + severance_part_2 - outplacement_deduction" in output("rules", "severance_amount")

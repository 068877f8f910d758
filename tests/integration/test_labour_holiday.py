"""`preste labour holiday` and `preste labour premium`: what they answer, what they post, what they refuse."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from preste.calendar import Month
from preste.cli.app import app
from preste.errors import DossierError, InputError
from preste.payroll.dossier import read_dossier
from preste.payroll.month import run_month


def run(*arguments: str, status: int = 0) -> str:
    """The output of a command, whose errors are those a person would see."""
    found = CliRunner().invoke(app, ["labour", *arguments], catch_exceptions=True)
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    assert found.exit_code == status, found.output
    return str(found.output)


def asked(*arguments: str, status: int = 0) -> dict[str, Any]:
    """The JSON answer of a command."""
    answer: dict[str, Any] = json.loads(run(*arguments, "--json", status=status))
    return answer


def test_the_right_of_a_full_year_and_of_shorter_hours() -> None:
    found = asked("holiday", "right", "--on", "2026-05-01", "--taken", "3")["results"]
    assert (found["holiday_days_right"], found["holiday_days_left"]) == ("20.00", "17.00")
    less = asked("holiday", "right", "--on", "2026-05-01", "--hours", "20", "--hours-then", "38")["results"]
    assert (less["holiday_days_right"], less["holiday_hours_beyond"]) == ("20.00", "72.00")


def test_what_is_due_is_a_pay_item() -> None:
    found = asked("holiday", "double", "--gross", "3300", "--months", "9", "--on", "2024-05-31")
    assert found["items"] == [{"kind": "double_holiday_pay", "month": "2024-05", "amount": "2277.00", "details": {}}]
    assert found["explanation"]["schema"].startswith("preste.explanation/")


def test_double_pay_that_the_previous_employer_paid_is_not_paid_again() -> None:
    """The official example: 1,800 a month, the certificate pays 7.67 % of a higher year."""
    found = asked(
        "holiday", "double", "--gross", "1800", "--on", "2024-06-30", "--certificate-months", "12",
        "--double", "1840.80",
    )  # fmt: skip
    assert found["results"]["double_pay_imputed"] == "1656.00"
    assert found["items"] == []


DEPARTURE = (
    "--gross-this", "30000", "--gross-last", "36000", "--taken", "12", "--double-paid", "2760", "--months-this", "10",
    "--on", "2026-10-31",
)  # fmt: skip


LEFT_IN_MAY = ("--gross-this", "15000", "--gross-last", "18000", "--on", "2026-05-31")
PAPER = ("--gross", "3000", "--certificate-days", "20")
REDUCED = ("--gross-last", "30000", "--simple-paid", "2000", "--double-paid", "2000")


def test_the_right_of_who_leaves_follows_from_last_years_months() -> None:
    """Six months of work in 2025: ten days in 2026, of which five are taken."""
    found = asked("holiday", "departure", *LEFT_IN_MAY, "--months-last", "6", "--months-this", "5", "--taken", "5")
    assert found["results"]["departure_simple_last_year"] == "690.30"
    assert [(one["months"], one["days"]) for one in found["certificates"]] == [(6, "5.00"), (5, "9.00")]
    assert found["notes"][0] == "droit de 2026 : 10,00 jours, pour 6 mois de 2025"
    assert found["parameters"]["holiday_right.weeks"]["value"] == 4
    assert [one["plan"] for one in found["explanations_before"]] == ["belgium/holiday/right"] * 2
    part_time = asked("holiday", "departure", *LEFT_IN_MAY, "--months-this", "5", "--days", "3", "--hours", "22,8")
    assert part_time["certificates"][0]["days"] == "12.00"


def test_who_was_hired_this_year_has_no_days_of_the_year_before() -> None:
    found = asked("holiday", "departure", "--gross-this", "15000", "--gross-last", "0", "--months-this", "5", "--on",
                  "2026-05-31")  # fmt: skip
    assert [(one["months"], one["days"], one["simple"]) for one in found["certificates"]] == [
        (0, "0.00", "0.00"),
        (5, "9.00", "1150.50"),
    ]


def test_departure_gives_two_certificates_that_the_next_employer_reads(starter_folder: Path) -> None:
    found = asked("holiday", "departure", *DEPARTURE)
    assert found["items"][0]["amount"] == "5706.48"
    assert found["items"][0]["details"] == {"simple_part": "3405.48"}
    this_year, next_year = found["certificates"]
    assert (this_year["year"], this_year["days"], this_year["simple"]) == (2026, "8.00", "1104.48")
    assert (next_year["year"], next_year["days"], next_year["double"]) == (2027, "17.00", "2301.00")
    path = starter_folder / "workers" / "exemple.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["contracts"][0]["holidays"] = [
        {"year": paper.pop("year"), "certificates": [paper]} for paper in found["certificates"]
    ]
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    (payslip,) = run_month(read_dossier(starter_folder), Month(2026, 11))
    assert {one.label: one.value for one in payslip.counters} == {
        "Vacances 2026 : droit": 2_000, "Vacances 2026 : pris": 1_200, "Vacances 2026 : solde": 800,
    }  # fmt: skip


def test_the_page_of_a_departure_shows_what_to_enter() -> None:
    told = run("holiday", "departure", *DEPARTURE)
    assert "2026-10  CONTRAT;departure_holiday_pay;;5706,48;;simple_part=3405.48" in told
    assert 'attestation pour les vacances de 2027 : {months: 10, days_week: "5.00"' in told


CERTIFICATE = (
    "--gross",
    "3000",
    "--taken",
    "5",
    "--month-days",
    "22",
    "--certificate-days",
    "20",
    "--simple",
    "1917.50",
)


@pytest.mark.parametrize(("on", "imputed"), [("2023-04-30", "479.38"), ("2024-04-30", "613.64")])
def test_the_certificate_is_imputed_by_the_law_of_the_day(on: str, imputed: str) -> None:
    found = asked("holiday", "certificate", *CERTIFICATE, "--on", on)
    assert found["items"] == [{"kind": "imputed_holiday_pay", "month": on[:7], "amount": imputed, "details": {}}]


SETTLEMENT = ("--simple", "1917.50", "--certificate-days", "20", "--taken", "20")


def test_the_settlement_gives_back_or_takes_within_the_limit() -> None:
    more = asked("holiday", "settlement", *SETTLEMENT, "--pay", "2727.27", "--imputed", "2454.55", "--on", "2024-12-31")
    assert more["items"] == [
        {"kind": "holiday_settlement", "month": "2024-12", "amount": "537.05", "details": {"reason": "certificate"}}
    ]
    less = asked(
        "holiday", "settlement", *SETTLEMENT, "--pay", "1900", "--imputed", "1710", "--net", "500", "--on", "2024-12-31"
    )
    assert [one["amount"] for one in less["items"]] == ["100.00"]  # a fifth of 500; 90 more stay open
    assert less["results"]["certificate_open"] == "90.00"


def test_there_is_no_settlement_before_2024() -> None:
    with pytest.raises(InputError, match="no settlement of the certificate on 2023-12-31"):
        run("holiday", "settlement", *SETTLEMENT, "--pay", "1", "--imputed", "1", "--on", "2023-12-31")


def test_december_and_days_not_taken() -> None:
    found = asked(
        "holiday", "december", "--gross-last", "30000", "--simple-paid", "2000", "--double-paid", "1840",
        "--on", "2025-12-31",
    )  # fmt: skip
    assert found["items"][0]["amount"] == "762.00"
    assert found["items"][0]["details"] == {"simple_part": "301.00"}
    days = asked(
        "holiday", "untaken", "--gross", "3000", "--month-days", "23", "--taken", "15", "--without-double", "5", "--on",
        "2025-12-31",
    )  # fmt: skip
    assert [(one["kind"], one["amount"]) for one in days["items"]] == [
        ("holiday_settlement", "652.17"), ("double_holiday_pay", "690.00"),
    ]  # fmt: skip


def test_the_fund_of_blue_collar_workers() -> None:
    found = asked("holiday", "fund", "--gross-last", "30000", "--on", "2026-04-30")
    results = found["results"]
    assert (results["fund_holiday_pay"], results["debit_notice"]) == ("4983.12", "3327.48")
    assert found["items"] == []


def test_a_premium_of_a_scheme_or_as_entered() -> None:
    found = asked("premium", "--scheme", "329.02-fwb", "--october", "3000", "--on", "2023-12-31")
    assert found["items"][0]["amount"] == "1354.01"
    assert [note for note in found["notes"] if note.startswith("règle théorique")]
    mine = asked(
        "premium", "--fixed", "500", "--rate", "2.5", "--october", "3000", "--months", "6", "--on", "2026-11-30"
    )
    assert (mine["items"][0]["amount"], mine["notes"]) == ("700.00", [])


def test_a_premium_without_law_says_what_is_missing() -> None:
    found = asked("premium", "--scheme", "329.02-fwb", "--october", "3000", "--on", "2025-12-31", status=2)
    assert found["items"] == []
    assert [error["code"] for error in found["errors"]] == ["E-LAW-MISSING"]


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("premium", "--scheme", "999", "--october", "1"), "scheme"),
        (("premium", "--scheme", "329.01", "--october", "1", "--fixed", "2"), "scheme"),
        (("holiday", "double", "--gross", "beaucoup"), "gross"),
        (("holiday", "double", "--gross", "-1"), "gross"),
        (("holiday", "right", "--on", "demain"), "on"),
        (("holiday", "right", "--days", "9"), "days"),
        (("holiday", "right", "--hours", "200"), "hours"),
        (("holiday", "double", "--gross", "3000", "--months", "5", "--certificate-months", "7"), "certificate_months"),
        (("holiday", "double", "--gross", "3000", "--double", "900"), "certificate_months"),
        (("holiday", "december", *REDUCED, "--on", "2026-11-30"), "on"),
        (("holiday", "untaken", "--gross", "3000", "--month-days", "0"), "month_days"),
        (("holiday", "untaken", "--gross", "3000", "--month-days", "22", "--days", "3", "--taken", "13"), "taken"),
        (("holiday", "certificate", *PAPER, "--taken", "25", "--month-days", "22", "--on", "2026-06-30"), "taken"),
        (("holiday", "certificate", *PAPER, "--taken", "5", "--month-days", "0", "--on", "2026-06-30"), "month_days"),
        (("holiday", "certificate", *PAPER, "--taken", "5", "--month-days", "22", "--on", "2023-06-30"), "simple"),
        (("premium", "--october", "2700"), "scheme"),
        (("premium", "--october", "2700", "--rate", "250"), "rate"),
        (("premium", "--october", "2700", "--rate", "2.5", "--hours", "19"), "hours_full"),
        (("premium", "--october", "2700", "--rate", "2.5", "--hours", "40", "--hours-full", "38"), "hours"),
        (("premium", "--october", "2700", "--rate", "2.5", "--coefficient", "1.1"), "coefficient"),
        (("holiday", "departure", *LEFT_IN_MAY, "--months-this", "0"), "months_this"),
        (("holiday", "departure", *LEFT_IN_MAY, "--months-this", "6"), "months_this"),
        (("holiday", "departure", *LEFT_IN_MAY, "--months-this", "5", "--months-last", "0"), "months_last"),
        (("holiday", "departure", *LEFT_IN_MAY, "--months-this", "5", "--right", "0"), "right"),
        (("holiday", "departure", *LEFT_IN_MAY, "--months-this", "5", "--taken", "21"), "taken"),
    ],
)
def test_what_is_wrong_is_told(arguments: tuple[str, ...], field: str) -> None:
    with pytest.raises(InputError) as caught:
        run(*arguments)
    assert caught.value.field == field


def test_several_faults_are_told_together() -> None:
    with pytest.raises(DossierError) as caught:
        run("holiday", "departure", *LEFT_IN_MAY, "--months-last", "6", "--taken", "12")
    assert {one.field for one in caught.value.errors} == {"months_this", "taken"}


@pytest.mark.parametrize("typed", ["2700,50", "2700.50", " 2700,5 "])
def test_numbers_are_typed_with_a_comma_or_a_point(typed: str) -> None:
    assert asked("premium", "--october", typed, "--rate", "2,5", "--on", "2026-11-30")["items"][0]["amount"] == "810.15"


def test_a_number_with_thousands_is_told_as_it_was_typed() -> None:
    with pytest.raises(InputError, match=r"'3\.000,00' is not a decimal number"):
        run("premium", "--october", "3.000,00", "--rate", "2,5")


# ── the campaign ───────────────────────────────────────────────────────────────────────────


@pytest.fixture
def campaign_folder(demo_folder: Path) -> Path:
    """The demonstration, where the right of one of its employees is known."""
    path = demo_folder / "workers" / "anne.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    work = {"months": 12, "days_week": "5", "hours_week": "38.00"}
    data["contracts"][0]["holidays"] = [{"year": 2026, "work": [work]}]
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    return demo_folder


def test_the_campaign_is_previewed_then_posted_once(campaign_folder: Path) -> None:
    command = ("holiday", "campaign", str(campaign_folder), "--month", "2026-05")
    rows = {row["contract"]: row for row in json.loads(run(*command, "--json"))}
    assert rows["anne"]["double_pay_due"] == "2806.00"  # 92 % of 3,050
    assert rows["bruno"]["why"].startswith("mois de 2025 inconnus")
    assert "carla" not in rows  # paid by a fund
    items = campaign_folder / "items" / "2026-05.csv"
    assert not items.exists()
    assert "1 lignes ajoutées" in run(*command, "--post")
    assert "anne;double_holiday_pay;;2806,00;;" in items.read_text(encoding="utf-8")
    dossier = read_dossier(campaign_folder)
    payslip = next(one for one in run_month(dossier, Month(2026, 5)) if one.contract.id == "anne")
    assert payslip.trace["exceptional_gross"] == 280_600
    again = {row["contract"]: row for row in json.loads(run(*command, "--post", "--json"))}
    assert again["anne"]["why"] == "déjà encodé en 2026-05"
    assert items.read_text(encoding="utf-8").count("double_holiday_pay") == 1


def test_posting_keeps_what_the_file_holds(campaign_folder: Path) -> None:
    items = campaign_folder / "items" / "2026-05.csv"
    items.write_text("# mai\nkind;contract;amount\npremium;bruno;50,00", encoding="utf-8")
    run("holiday", "campaign", str(campaign_folder), "--month", "2026-05", "--post")
    assert items.read_text(encoding="utf-8").splitlines() == [
        "# mai", "kind;contract;amount", "premium;bruno;50,00", "double_holiday_pay;anne;2806,00",
    ]  # fmt: skip


def test_a_file_without_the_column_of_the_amount_is_left_as_it_is(campaign_folder: Path) -> None:
    items = campaign_folder / "items" / "2026-05.csv"
    items.write_text("contract;kind;quantity\n", encoding="utf-8")
    with pytest.raises(InputError, match="has no column for amount"):
        run("holiday", "campaign", str(campaign_folder), "--month", "2026-05", "--post")
    assert items.read_text(encoding="utf-8") == "contract;kind;quantity\n"


def test_who_leaves_has_no_double_pay_of_the_campaign(campaign_folder: Path) -> None:
    path = campaign_folder / "workers" / "anne.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data["contracts"][0]["end"] = dt.date(2026, 5, 31)
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    rows = json.loads(run("holiday", "campaign", str(campaign_folder), "--month", "2026-05", "--post", "--json"))
    (anne,) = (row for row in rows if row["contract"] == "anne")
    assert anne["why"] == "quitte ce mois : pécule de sortie"
    assert "double_pay_due" not in anne
    assert not (campaign_folder / "items" / "2026-05.csv").exists()


def test_missing_law_of_the_campaign_ends_with_status_2(campaign_folder: Path) -> None:
    command = ("holiday", "campaign", str(campaign_folder), "--month", "2020-05")
    path = campaign_folder / "workers" / "anne.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    contract = data["contracts"][0]
    contract["start"] = contract["terms"][0]["valid_from"] = dt.date(2018, 1, 1)
    contract["holidays"][0]["year"] = 2020
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    rows = json.loads(run(*command, "--post", "--json", status=2))
    (anne,) = (row for row in rows if row["contract"] == "anne")
    assert (anne["error"]["code"], anne["error"]["where"]) == ("E-LAW-MISSING", "contract anne")
    assert anne["error"]["remedy"]
    assert "E-LAW-MISSING" in run(*command, "--post", status=2)


# ── the certificates of a dossier ──────────────────────────────────────────────────────────


def test_the_certificates_of_a_dossier_are_imputed_once(demo_folder: Path) -> None:
    path = demo_folder / "workers" / "anne.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    paper = {
        "months": 12, "days_week": "5", "hours_week": "38.00", "simple": "2500.00", "double": "2500.00", "days": "20",
    }  # fmt: skip
    data["contracts"][0]["holidays"] = [{"year": 2026, "certificates": [paper]}]
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    rows = [f"anne;2026-06-{day:02d};V;7,60" for day in (1, 2, 3)]
    (demo_folder / "days" / "2026-06.csv").write_text("\n".join(["contract;date;code;hours", *rows]), encoding="utf-8")
    command = ("holiday", "imputation", str(demo_folder), "--month", "2026-06")
    (row,) = json.loads(run(*command, "--json"))
    assert [(item["kind"], item["amount"]) for item in row["items"]] == [("imputed_holiday_pay", "374.32")]
    assert "anne : imputed_holiday_pay 374.32" in run(*command, "--post")  # 90 % of 3/22 of 3,050
    payslip = next(one for one in run_month(read_dossier(demo_folder), Month(2026, 6)) if one.contract.id == "anne")
    assert payslip.trace["ordinary_gross"] == 305_000 - 37_432
    assert "déjà encodé en 2026-06" in run(*command, "--post")


def test_a_dossier_without_certificates_is_told(demo_folder: Path) -> None:
    told = run("holiday", "imputation", str(demo_folder), "--month", "2026-06")
    assert told.startswith("aucune attestation pour les vacances de 2026 dans ce dossier")

"""`preste labour benefits …`: what each command tells, posts and refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from preste.cli.app import app
from preste.payroll.dossier import read_dossier


def run(*args: str) -> Any:
    return CliRunner().invoke(app, ["labour", "benefits", *args])


def results(*args: str) -> Any:
    return json.loads(run(*args, "--json").stdout)["results"]


def test_eco_vouchers() -> None:
    assert results("eco", "--hours", "19", "--on", "2026-05-31")["eco_due"] == "125.00"
    found = run("eco", "--hours", "19", "--on", "2026-05-31")
    assert "2026-05  CONTRAT;eco_vouchers;;125,00;;" in found.stdout
    beyond = json.loads(run("eco", "--hours", "38", "--agreed", "300", "--on", "2026-05-31", "--json").stdout)
    assert beyond["results"]["eco_due"] == "250.00"
    assert any("dépasse le maximum" in note for note in beyond["notes"])


def test_the_grant_of_2022_and_of_no_other_year() -> None:
    assert results("eco", "--hours", "25", "--grant-329-02", "--on", "2022-12-31")["eco_due"] == "130.00"
    late = run("eco", "--hours", "25", "--grant-329-02", "--on", "2024-12-31")
    assert late.exit_code != 0


def test_the_vouchers_of_a_year() -> None:
    args = ("vouchers", "--value", "8", "--worker", "1.09", "--on", "2025-06-30")
    assert results(*args)["voucher_year_employer"] == "1623.85"
    dear = json.loads(run("vouchers", "--value", "10", "--worker", "1.09", "--on", "2025-06-30", "--json").stdout)
    assert dear["results"]["voucher_beyond"] == "2.00" and dear["notes"]


def test_tickets() -> None:
    assert results("train", "--distance", "15", "--on", "2024-06-01")["train_share"] == "62.00"
    assert results("public", "--price", "40", "--on", "2024-01-31")["unit_price_share"] == "28.72"
    assert results("public", "--price", "50", "--on", "2024-01-31")["unit_price_share"] == "34.00"
    missing = run("train", "--distance", "20", "--on", "2024-06-01")
    assert missing.exit_code == 2 and "E-LAW-MISSING" in missing.stdout


def test_the_campaign_of_a_dossier_is_previewed_then_posted(demo_folder: Path) -> None:
    args = ("eco-campaign", str(demo_folder), "--from", "2026-09", "--to", "2026-09")
    rows = json.loads(run(*args, "--json").stdout)
    assert [row["contract"] for row in rows] == [
        one.id for one in read_dossier(demo_folder).contracts if one.end is None or str(one.end) >= "2026-09-01"
    ]
    assert all(float(row["eco_due"]) <= 250 for row in rows)
    before = (demo_folder / "items" / "2026-09.csv").read_text(encoding="utf-8")
    assert run(*args, "--post").exit_code == 0
    after = (demo_folder / "items" / "2026-09.csv").read_text(encoding="utf-8")
    assert after.startswith(before) and after.count("eco_vouchers") == sum(row["eco_due"] != "0.00" for row in rows)


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("--from", "2025-06", "--to", "2026-06"), "E-INPUT-DATE"),
        (("--from", "2026-06", "--to", "2026-05"), "E-INPUT-DATE"),
        (("--from", "2026-05", "--to", "2026-05", "--also", "ZZ"), "E-TIME-CODE"),
    ],
)
def test_a_wrong_campaign_is_refused(demo_folder: Path, args: tuple[str, ...], code: str) -> None:
    done = run("eco-campaign", str(demo_folder), *args)
    assert done.exit_code != 0
    assert code in (getattr(done.exception, "code", "") or done.output)

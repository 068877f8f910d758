"""`preste onss`: the account of a folder on the screen and as JSON, provisions, the holiday debit notice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from preste.cli.app import app
from preste.engine import replay
from preste.errors import DossierError, InputError, NoParameter

HEAD = "kind;period;day;amount;towards;note\n"
ENTRIES = (
    "reference;2021-1;;20000,00;;", "reference;2021-3;;19000,00;;", "opening;2021-4;2022-01-31;1500,00;;",
    "payment;;2022-02-05;6000,00;2022-1;", "payment;;2022-03-05;1000,00;;", "owed;2022-1;;22016,47;;",
)  # fmt: skip


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["onss", *arguments], env={"COLUMNS": "200"})


def told(*arguments: str) -> dict[str, Any]:
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def entries(folder: Path, *rows: str) -> Path:
    (folder / "onss").mkdir(exist_ok=True)
    (folder / "onss" / "account.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return folder


def test_on_the_screen(demo_folder: Path) -> None:
    done = run("account", str(entries(demo_folder, *ENTRIES)), "--on", "2022-05-20", "--propose", "6")
    assert done.exit_code == 0, done.output
    for words in (
        "À payer d'abord : 516,92, le 31/01/2022 (en retard)", "Solde au 20/05/2022 : 18 382,39, dont échu 18 382,39",
        "Majoration", "1 601,65", "Indemnité forfaitaire", "185,92", "intérêts", "30/10/2022", "3 063,74",
    ):  # fmt: skip
        assert words in done.stdout, words


def test_as_data_it_adds_up_and_replays(demo_folder: Path) -> None:
    data = told("account", str(entries(demo_folder, *ENTRIES)), "--on", "2022-05-20", "--explain")
    assert data["balance"] == sum(one["debit"] - one["credit"] for one in data["postings"])
    assert data["balance"] == sum(one["left"] for one in data["debts"]) - data["credit"]
    explained = [one["explanation"] for one in data["postings"] if "explanation" in one]
    assert len(explained) == 5
    assert all(replay(one) >= 1 for one in explained)


def test_a_quarter_that_is_not_told_is_computed(demo_folder: Path) -> None:
    """What `preste quarter` gives for the demonstration's first quarter of 2022 (see its own test)."""
    data = told("account", str(entries(demo_folder, *ENTRIES[:-1])), "--on", "2022-04-15")
    assert [one["owed"] for one in data["debts"] if one["debt"] == "2022-1"] == [2_201_647]


def test_a_quarter_paid_after_its_term_is_a_debt(demo_folder: Path) -> None:
    """The account begins with the quarter that the first payment is for, not with the one in which it came."""
    folder = str(entries(demo_folder, "payment;;2022-05-20;1000,00;2022-1;"))
    debts = told("account", folder, "--on", "2022-05-25")["debts"]
    assert [one["owed"] for one in debts if one["debt"] == "2022-1"] == [2_201_647]


def test_provisions_and_notice(demo_folder: Path) -> None:
    found = told("provisions", str(entries(demo_folder, *ENTRIES)), "--quarter", "2022-1")
    assert [(one["due"], one["amount"]) for one in found] == [  # type: ignore[index]
        ("2022-02-05", 600_000), ("2022-03-05", 600_000), ("2022-04-05", 500_000)
    ]  # fmt: skip
    assert "Provisions de 2022-1" in run("provisions", str(demo_folder), "--quarter", "2022-1").stdout
    notice = told("notice", str(demo_folder), "--year", "2023")
    # 10.27 % of 29 557.00
    assert (notice["wages"], notice["amount"], notice["due"]) == (2_955_700, 303_550, "2023-04-30")


def test_a_late_declaration(demo_folder: Path) -> None:
    """495.79, and 247.89 for each whole slice of 24 789.35 above 49 578.70: the second is whole at 99 157.40."""
    rows = ("owed;2020-1;;1000,00;;", "owed;2022-1;;22016,47;;", "owed;2022-2;;99157,39;;", "owed;2022-3;;99157,40;;")
    folder = str(entries(demo_folder, *rows))
    assert "tardive : 495,79" in run("late", folder, "--quarter", "2022-1").stdout
    found = [told("late", folder, "--quarter", quarter)["amount"] for quarter in ("2022-2", "2022-3")]
    assert found == [49_579 + 24_789, 49_579 + 2 * 24_789]
    assert isinstance(run("late", folder, "--quarter", "2020-1").exception, NoParameter)


def test_a_quarter_that_lacks_law_is_not_known(demo_folder: Path) -> None:
    """Structural reductions before October 2021 are not in the book: what 2021-1 owes is not told, nor guessed."""
    folder = str(entries(demo_folder, "reference;2021-3;;19000,00;;", "payment;;2021-02-05;1000,00;2021-1;"))
    error = run("provisions", folder, "--quarter", "2022-1").exception
    assert isinstance(error, InputError) and (error.code, error.field) == ("E-ONSS-REFERENCE", "2021-1")
    done = run("account", folder, "--on", "2021-05-15")
    assert "2021-1 : " in done.stdout and "ses cotisations ne sont pas connues" in done.stdout
    assert "Cotisations" not in done.stdout


def test_everything_wrong_is_told_together(demo_folder: Path) -> None:
    rows = (
        "owned;2022-1;;1;;", "owed;2022;;1;;", "payment;;;1;;", "payment;;2022-01-01;-1;;", "payment;;2022-01-01;1;x;",
        "notice;2022-1;;1;;", "costs;;2022-13-01;1;;", "plan;;2022-01-01;a;;", "provision;2022;;1;;",
        "opening;2022-2;2022-01-01;1;;", "owed;2022-2;;1;;",
    )  # fmt: skip
    done = run("account", str(entries(demo_folder, *rows)), "--on", "2022-05-20")
    assert isinstance(done.exception, DossierError)
    assert len(done.exception.errors) == 10
    assert {one.where for one in done.exception.errors} == {
        *(f"onss/account.csv, line {n}" for n in range(2, 11)), ""
    }  # fmt: skip


def test_a_wrong_day_and_too_long_a_plan(demo_folder: Path) -> None:
    assert isinstance(run("account", str(demo_folder), "--on", "30/04/2022").exception, InputError)
    done = run("account", str(entries(demo_folder, *ENTRIES)), "--on", "2022-05-20", "--propose", "25")
    assert isinstance(done.exception, InputError)
    assert done.exception.code == "E-ONSS-PLAN"


def test_without_a_file_nothing_is_paid(demo_folder: Path) -> None:
    done = run("account", str(demo_folder), "--on", "2022-02-10")
    assert done.exit_code == 0, done.output
    assert "Solde au 10/02/2022" in done.stdout

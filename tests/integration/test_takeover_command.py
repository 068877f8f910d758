"""`preste takeover`: all refused or all taken, and the rest of the year computed the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from preste.calendar import Month
from preste.cli.app import app
from preste.documents.individual_account import across, table, taken_month
from preste.errors import DossierError, InputError
from preste.payroll.dossier import read_dossier
from preste.payroll.month import run_month


def run(*arguments: str) -> str:
    """The output of the command, whose errors are those a person would see."""
    found = CliRunner().invoke(app, ["takeover", *arguments], catch_exceptions=True)
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    assert found.exit_code == 0, found.output
    return str(found.output)


def test_a_dossier_handed_over_and_taken_over_pays_the_same(demo_folder: Path, tmp_path: Path) -> None:
    before = [one.lines for one in run_month(read_dossier(demo_folder), Month(2025, 9))]
    run("export", str(demo_folder), "--to", "2025-08", "--out", str(tmp_path / "out"))
    shown = run("import", str(demo_folder), "--from", str(tmp_path / "out"))
    assert "Rien n'est repris" in shown
    assert not (demo_folder / "takeover").exists()
    assert "2025-09" in run("import", str(demo_folder), "--from", str(tmp_path / "out"), "--write")
    dossier = read_dossier(demo_folder)
    assert dossier.begins == Month(2025, 9)
    assert [one.lines for one in run_month(dossier, Month(2025, 9))] == before
    with pytest.raises(InputError, match="exists already"):
        run("import", str(demo_folder), "--from", str(tmp_path / "out"), "--write")


def test_a_wrong_control_total_takes_nothing(demo_folder: Path, tmp_path: Path) -> None:
    run("export", str(demo_folder), "--to", "2025-08", "--out", str(tmp_path / "out"))
    controls = tmp_path / "out" / "controls.csv"
    controls.write_text(controls.read_text(encoding="utf-8").replace("gross;", "gross;1"), encoding="utf-8")
    with pytest.raises(DossierError) as caught:
        run("import", str(demo_folder), "--from", str(tmp_path / "out"), "--write")
    assert [error.field for error in caught.value.errors] == ["gross"]
    assert sorted(path.name for path in demo_folder.iterdir()) == [
        "days",
        "dimona",
        "employer.yaml",
        "items",
        "workers",
    ]


def test_the_account_shows_the_months_taken_over_as_such(demo_folder: Path, tmp_path: Path) -> None:
    run("export", str(demo_folder), "--to", "2025-08", "--out", str(tmp_path / "out"))
    run("import", str(demo_folder), "--from", str(tmp_path / "out"), "--write")
    taken = read_dossier(demo_folder).taken_over
    assert taken is not None
    rows = taken.of(["farid"], 2025)
    groups = {group.name: group for group in table([taken_month(row) for row in rows])}
    for group, total, column in (
        ("in_kind", "gross", "gross"), ("not_liable", "taxable", "taxable"), ("deductions", "to_pay", "net"),
    ):  # fmt: skip
        assert across(groups[group].row(total))[-1] == sum(row[column] for row in rows)
    found = CliRunner().invoke(
        app, ["account", str(demo_folder), "--year", "2025", "--worker", "farid", "-o", str(tmp_path / "accounts")]
    )
    assert found.exit_code == 0, found.output
    assert "12 mois" in found.output


def test_the_template_is_written_once(tmp_path: Path) -> None:
    assert "article17_hours" in run("template", str(tmp_path / "new"))
    with pytest.raises(InputError, match="not empty"):
        run("template", str(tmp_path / "new"))

"""A premium paid on a day of its own, from the items' file to its payslip, its journal and the individual account."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from preste.calendar import Month
from preste.cli.app import app
from preste.documents.individual_account import account_month
from preste.errors import DossierError
from preste.money import parse
from preste.payroll.apart import payments_apart
from preste.payroll.dossier import read_dossier
from preste.payroll.late import pay_as_known

HEAD = "contract;kind;label;amount;quantity;details;paid_on\n"


def run(*arguments: str) -> str:
    found = CliRunner().invoke(app, [*arguments], catch_exceptions=True)
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return str(found.output)


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))


def sums(path: Path, contract: str = "farid") -> dict[str, int]:
    """The amounts of a summary, all rows of a contract together."""
    rows = [row for row in table(path) if row["contrat"] == contract]
    return {
        name: sum(parse(row[name].replace(",", ".")) for row in rows)
        for name in ("brut", "cotisations_personnelles", "reductions", "imposable", "csss", "cout_employeur")
    }


def write(folder: Path, *rows: str) -> None:
    (folder / "items" / "2026-09.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def test_a_premium_paid_apart_has_its_own_payslip_and_the_month_is_paid_once(demo_folder: Path, tmp_path: Path) -> None:
    write(demo_folder, "farid;premium;Prime de coordination;150,00;;;2026-10-15")
    told = run("run", str(demo_folder), "--month", "2026-09", "--out", str(tmp_path / "apart"))
    place = tmp_path / "apart" / "2026-09"
    assert {p.name for p in (place / "fiches").glob("2026-09_farid*")} == {
        "2026-09_farid.pdf", "2026-09_farid_2026-10-15.pdf",
    }  # fmt: skip
    assert (place / "explications" / "2026-09_farid_2026-10-15.html").exists()
    assert "15/10/2026" in told
    dates = {row["date"] for row in table(place / "comptabilite.csv") if row["contrat"] == "farid"}
    assert dates == {"2026-09-30", "2026-10-15"}
    write(demo_folder, "farid;premium;Prime de coordination;150,00;;;")
    run("run", str(demo_folder), "--month", "2026-09", "--out", str(tmp_path / "within"))
    apart, within = (sums(tmp_path / name / "2026-09" / "resume.csv") for name in ("apart", "within"))
    assert len(apart) == 6
    assert apart == within


def test_a_file_without_the_column_is_read_as_before(demo_folder: Path) -> None:
    items = {one.id: one.items for one in read_dossier(demo_folder).contracts}["farid"]
    assert all(item.paid_on is None for item in items)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("farid;premium;Prime;150,00;;;le 15", "E-INPUT-DATE"),
        ("farid;premium;Prime;150,00;;;2026-08-31", "E-ITEM-PAID-ON"),
        ("farid;advance;Avance;150,00;;;2026-10-15", "E-ITEM-PAID-ON"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(demo_folder: Path, row: str, code: str) -> None:
    write(demo_folder, row)
    with pytest.raises(DossierError) as caught:
        read_dossier(demo_folder)
    (error,) = caught.value.errors
    assert (error.code, error.field) == (code, "paid_on")
    assert "items/2026-09.csv, line 2" in str(error)


def test_the_individual_account_has_both(demo_folder: Path, tmp_path: Path) -> None:
    write(demo_folder, "farid;premium;Prime de coordination;150,00;;;2026-10-15")
    dossier = read_dossier(demo_folder)
    farid = next(one for one in dossier.contracts if one.id == "farid")
    month = Month(2026, 9)
    months: list[Any] = [pay_as_known(dossier, farid, month), *payments_apart(dossier, farid, month)]
    assert [account_month(one).paid_on.isoformat() for one in months] == ["2026-09-30", "2026-10-15"]
    gross = [sum(line.amount for line in one.lines if line.code == "premium") for one in months]
    assert gross == [0, 150_00]
    run("account", str(demo_folder), "--year", "2026", "--to", "2026-09", "--worker", "farid", "--out", str(tmp_path))
    assert len(list(tmp_path.glob("*.pdf"))) == 1

"""`preste labour garnish`, and a dossier folder with creditors run to its payslips."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pypdf
import pytest
from typer.testing import CliRunner

from preste.cli.app import app
from preste.engine import replay
from preste.errors import NoParameter, PresteError

SCENARIO = ("--net", "2300", "--children", "1", "--maintenance", "450", "--tax", "9999", "--advance", "300")
CREDITORS = """
garnishments:
  - id: secal
    kind: maintenance
    creditor: "SECAL"
    notified_on: 2026-01-12
    monthly: "150.00"
    iban: "BE68539007547034"
    reference: "+++010/8068/17183+++"
  - {id: fisc, kind: tax, creditor: "SPF Finances", notified_on: 2026-03-02, total: "9000.00"}
declared_children:
  - {valid_from: 2026-01-12, children: 1}
contracts:
"""


def run(*arguments: str) -> str:
    """What a command prints; what it raises is raised here."""
    done = CliRunner().invoke(app, list(arguments), catch_exceptions=False, env={"COLUMNS": "200"})
    return done.stdout


def test_amounts_in_french_with_their_law() -> None:
    told = " ".join(run("labour", "garnish", *SCENARIO, "--on", "2026-09-30").replace("\u202f", " ").split())
    for part in ("592,20", "504,20", "450,00", "54,20", "460,00", "Net à payer 1 495,80", "art. 1412", "art. 23"):
        assert part in told.replace("\u00a0", " "), part


def test_json_with_the_explanation_of_each_amount() -> None:
    answer = json.loads(run("labour", "garnish", *SCENARIO, "--on", "2026-09-30", "--json"))
    assert {name: answer[name] for name in ("seizable", "garnished", "privileged_kept", "net_paid")} == {
        "seizable": "504.20", "garnished": "504.20", "privileged_kept": "54.20", "net_paid": "1495.80",
    }  # fmt: skip
    assert replay(answer["explanation"]) == len(answer["explanation"]["nodes"])


def test_an_advance_alone_invents_no_seizure() -> None:
    answer = json.loads(run("labour", "garnish", "--net", "1900", "--advance", "500", "--on", "2026-09-30", "--json"))
    assert (answer["garnished"], answer["deductions_kept"], answer["net_paid"]) == ("0.00", "380.00", "1520.00")


def test_the_doubt_about_maintenance_is_told_as_by_the_payslip() -> None:
    told = run("labour", "garnish", *SCENARIO, "--on", "2026-09-30")
    assert "Remarque : pension alimentaire et autres créanciers" in told
    assert "lecture incertaine" in told
    alone = json.loads(
        run("labour", "garnish", "--net", "1900", "--maintenance", "100", "--on", "2026-09-30", "--json")
    )
    assert alone["notes"] == []


def test_the_bands_are_told() -> None:
    told = run("labour", "garnish", "--net", "1900", "--on", "2026-09-30").replace("\u202f", " ")
    assert "limites des tranches 1 419,00" in told
    answer = json.loads(run("labour", "garnish", "--net", "1900", "--on", "2026-09-30", "--json"))
    assert answer["parameters"]["garnishment.bounds"]["value"][0] == 1_419_00


def test_a_second_payment_of_the_month() -> None:
    """1,000 after 1,300 of the same month takes what 2,300 gives; the first alone gave nothing."""
    first = json.loads(run("labour", "garnish", "--net", "1300", "--on", "2026-09-15", "--json"))
    second = json.loads(
        run("labour", "garnish", "--net", "1000", "--paid-before", "1300", "--on", "2026-09-30", "--json")
    )
    assert (first["garnished"], second["garnished"]) == ("0.00", "592.20")


def test_replacement_income_alone_and_with_earnings() -> None:
    alone = json.loads(run("labour", "garnish", "--net", "2000", "--replacement", "--on", "2024-05-31", "--json"))
    assert alone["garnished"] == "401.00"
    mixed = json.loads(
        run("labour", "garnish", "--net", "1200", "--replacement-income", "800", "--on", "2024-05-31", "--json")
    )
    assert mixed["garnished"] == "386.10"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--net", "x", "--on", "2026-01-31"), "E-INPUT-NUMBER"),
        (("--net", "-1", "--on", "2026-01-31"), "E-INPUT-RANGE"),
        (("--net", "2000", "--on", "tomorrow"), "E-INPUT-DATE"),
        (("--net", "2000", "--on", "2026-01-31", "--children", "31"), "E-INPUT"),
        (("--net", "2000", "--on", "2027-01-31"), "E-LAW-MISSING"),
    ],
)
def test_what_is_wrong_is_told(arguments: tuple[str, ...], code: str) -> None:
    with pytest.raises(PresteError) as raised:
        run("labour", "garnish", *arguments)
    assert raised.value.code == code


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("--net", "abc", "--on", "2026-01-31"), "--net"),
        (("--net", "2000", "--on", "2026-01-31", "--paid-before", "x"), "--paid-before"),
        (("--net", "2000", "--on", "2026-01-31", "--seizure", "-1"), "--seizure"),
        (("--net", "2000", "--on", "tomorrow"), "--on"),
        (("--net", "2000", "--on", "2026-01-31", "--children", "31"), "--children"),
    ],
)
def test_what_is_wrong_names_the_option_as_it_is_typed(arguments: tuple[str, ...], option: str) -> None:
    with pytest.raises(PresteError) as raised:
        run("labour", "garnish", *arguments)
    assert raised.value.field == option


def test_missing_law_is_told_in_json_too() -> None:
    done = CliRunner().invoke(app, ["labour", "garnish", "--net", "2000", "--on", "2027-01-31", "--json"])
    answer = json.loads(done.stdout)
    assert done.exit_code == 2
    assert answer["garnished"] is None
    assert answer["errors"][0]["code"] == NoParameter("").code


def test_a_folder_with_creditors_becomes_payslips(starter_folder: Path, tmp_path: Path) -> None:
    worker = starter_folder / "workers" / "exemple.yaml"
    worker.write_text(worker.read_text(encoding="utf-8").replace("\ncontracts:\n", CREDITORS, 1), encoding="utf-8")
    run("run", str(starter_folder), "--month", "2026-09", "--out", str(tmp_path / "out"))
    out = tmp_path / "out" / "2026-09"
    (row,) = csv.DictReader(io.StringIO((out / "resume.csv").read_text(encoding="utf-8-sig")), delimiter=";")
    tree = json.loads((out / "explications" / "2026-09_exemple.json").read_text(encoding="utf-8"))
    nodes = {node["name"]: node["value"] for node in tree["nodes"]}
    assert nodes["maintenance_kept"] == 150_00
    assert tree["facts"]["children_declared"]["value"] == 1
    paid = nodes["net"] - nodes["garnished"]
    assert row["net_a_payer"].replace(",", "").replace(".", "") == str(paid)
    text = pypdf.PdfReader(out / "fiches" / "2026-09_exemple.pdf").pages[0].extract_text()
    assert "Saisie du fisc : SPF Finances" in " ".join(text.split())
    journal = (out / "comptabilite.csv").read_text(encoding="utf-8-sig")
    assert "Pension alimentaire : SECAL" in journal
    paid_to = list(csv.DictReader(io.StringIO((out / "creanciers.csv").read_text(encoding="utf-8-sig")), delimiter=";"))
    assert [row["creance"] for row in paid_to] == ["secal", "fisc"]
    assert paid_to[0] == {
        "contrat": "exemple", "creance": "secal", "genre": "Pension alimentaire", "creancier": "SECAL",
        "montant": "150,00", "compte": "BE68 5390 0754 7034", "communication": "010/8068/17183", "date": "2026-09-30",
        "reste_du": "",
    }  # fmt: skip
    assert sum(int(row["montant"].replace(",", "")) for row in paid_to) == nodes["garnished"]


def test_a_folder_without_creditors_has_no_such_table(starter_folder: Path, tmp_path: Path) -> None:
    run("run", str(starter_folder), "--month", "2026-09", "--out", str(tmp_path / "out"))
    assert not (tmp_path / "out" / "2026-09" / "creanciers.csv").exists()

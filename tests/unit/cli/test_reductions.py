"""`preste labour reductions`: a quarter's reductions for people and as JSON, with what is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from preste.cli.app import app
from preste.engine import replay
from preste.payroll.reductions_case import TEMPLATE


def run(*args: str) -> Any:
    return CliRunner().invoke(app, ["labour", "reductions", *args], env={"COLUMNS": "200"})


def file(folder: Path, **change: Any) -> str:
    told = {**json.loads(TEMPLATE.read_text(encoding="utf-8")), **change}
    path = folder / "quarter.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return str(path)


def test_a_quarter_is_told_line_by_line_with_its_rights_and_first_hires(tmp_path: Path) -> None:
    done = run(file(tmp_path))
    told = " ".join(done.stdout.replace("\u202f", " ").replace("\xa0", " ").split())
    assert done.exit_code == 0
    assert "anne/1 2 325,00 € 237,10 € 2 087,90 € 0,00 € 3315" in told
    assert "anne/1 : 7320 Travailleurs âgés : presque" in told
    assert "manque : salaire trimestriel de référence inférieur à 8 323,20 € (ici 9 765,00 €)" in told
    assert "ouvre le droit pour un 2e travailleur, le 01/09/2025" in told
    assert "Droit 1er travailleur, ouvert le 05/02/2024 : sans limite de durée" in told
    assert "11 trimestres sur 13 restants, à utiliser jusqu'au 2030Q2" in told
    assert "Facteur de multiplication de la réduction structurelle" in told


def test_as_json_every_line_has_its_explanation_and_replays(tmp_path: Path) -> None:
    answer = json.loads(run(file(tmp_path), "--json").stdout)
    anne, bart = answer["lines"]
    assert anne["deductions"] == [
        {"code": "3000", "amount": "237.10", "right_started": None},
        {"code": "3315", "amount": "2087.90", "right_started": "2024-02-05"},
    ]
    assert (bart["structural"], bart["target"], bart["left"]) == ("325.95", "724.05", "0.00")
    for line in answer["lines"]:
        for tree in (line["explanation"], *line.get("explanations_before", [])):
            assert replay(tree) == len(tree["nodes"]) > 0
    assert [one["rank"] for one in answer["first_hires"]["entries"]] == [1, 2]
    assert answer["first_hires"]["rights"][1]["left"] == 11
    assert answer["first_hires"]["uses"] == [
        {"rank": 1, "quarter": "2026Q1", "worker": "anne"},
        {"rank": 2, "quarter": "2026Q1", "worker": "bart"},
    ]
    elderly = next(one for one in anne["findings"] if one["code"] == "7320")
    assert (elderly["status"], [c["holds"] for c in elderly["conditions"]].count(False)) == ("almost", 1)
    assert "structural_reduction.s0" in answer["parameters"]


def test_a_line_is_explained_by_the_command_that_explains(tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    answer.write_text(run(file(tmp_path), "--json").stdout, encoding="utf-8")
    args = ["explain", str(answer), "--result", "structural_granted", "--case", "2"]
    told = CliRunner().invoke(app, args, env={"COLUMNS": "200"}).stdout.replace("\xa0", " ")
    assert "3000 Réduction structurelle = 325,95" in told
    assert "Fraction de prestations (µ) = 0,49" in told


def test_missing_law_is_told_and_is_an_exit_status(tmp_path: Path) -> None:
    path = file(tmp_path, quarter="2026Q3", structural_category="2")
    done = run(path)
    assert done.exit_code == 2
    assert "Droit manquant : E-LAW-MISSING structural reduction" in done.stdout
    answer = json.loads(run(path, "--json").stdout)
    assert [one["structural"] for one in answer["lines"]] == [None, None]
    assert answer["lines"][0]["errors"][0]["code"] == "E-LAW-MISSING"


def test_what_is_unsure_is_told(tmp_path: Path) -> None:
    told = json.loads(TEMPLATE.read_text(encoding="utf-8"))
    told["workers"][0] |= {"born": "2002-01-01"}
    told["workers"][0]["occupations"][0] |= {
        "region": "flanders", "young": True, "hired": "2024-06-03", "wage": "7000.00",
    }  # fmt: skip
    path = file(tmp_path, workers=told["workers"][:1], first_hires=None)
    assert json.loads(run(path, "--json").stdout)["lines"][0]["doubts"] == ["young_reduction"]
    assert "Remarque : paramètre incertain : young_reduction" in run(path).stdout


def test_a_template_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("--template", "t.json").exit_code == 0
    assert run("t.json").exit_code == 0
    assert "exists already" in str(run("--template", "t.json").exception)
    assert "a file is wanted" in str(run().exception)

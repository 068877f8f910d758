"""`preste dmfa build`: the demo's quarter as a whole file that the official schema accepts, or no file at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from tests.support.official import official
from typer.testing import CliRunner, Result

from preste.cli.app import app
from preste.declarations import schemas
from preste.declarations.dmfa.read import read
from preste.errors import InputError


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESTE_DATA", str(tmp_path / "data"))


def run(folder: Path, out: Path, quarter: str = "2022-1", *arguments: str) -> Result:
    command = ["dmfa", "build", str(folder), "--quarter", quarter, "-o", str(out), *arguments]
    return CliRunner().invoke(app, command, env={"COLUMNS": "200"})


def test_the_demo_s_declaration(demo_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "dmfa.xml"
    done = run(demo_folder, out)
    assert done.exit_code == 0, done.output
    for words in ("DmfAOriginal 2022/1, 9 personnes", "Aucune anomalie", "elise : article 17", "22\u202f016,47"):
        assert words in done.stdout, words
    (form,) = read(out)
    declaration = form.employer_declaration
    people = list(declaration.natural_persons)
    assert (declaration.quarter, declaration.net_owed_amount, len(people)) == ("20221", 2_201_647, 9)
    carla = people[2].worker_records[0]
    assert (carla.employer_class, carla.worker_code) == ("362", "015")
    assert [
        (one.contribution_worker_code, one.contribution_type, one.contribution_amount)
        for one in carla.worker_contributions
    ] == [("015", 1, 371_563), ("810", 0, 728), ("811", 0, 146), ("820", 0, 1_455), ("859", 0, 728), ("856", 0, 6_356)]
    assert [(one.deduction_code, one.deduction_amount) for one in carla.worker_deductions] == [("0001", 34_819)]
    bruno = people[1].worker_records[0].occupations[0]
    assert (bruno.contract_type, bruno.mean_working_hours, bruno.ref_mean_working_hours) == (1, 1_900, 3_800)
    assert [(one.service_nbr_days, one.service_nbr_hours) for one in bruno.services] == [(3_900, 24_700)]
    assert [(one.deduction_code, one.deduction_amount) for one in bruno.occupation_deductions] == [("3000", 13_027)]
    jules = people[8].worker_records[0].occupations[0]
    assert str(jules.occupation_ending_date) == "2022-01-14"
    (student,) = (told for one in people if (told := one.worker_records[0].student_contribution) is not None)
    assert (student.student_remun_amount, student.student_contribution_amount, student.student_hours_nbr) == (
        36_600, 2_979, 31,
    )  # fmt: skip
    assert [one.license_plate for one in declaration.company_vehicles] == ["1XYZ998"]
    assert [(one.unrelated_worker_code, one.unrelated_amount) for one in declaration.contributions_unrelated_to_np] == [
        ("862", 13_795)
    ]


def test_the_official_schema_accepts_it(demo_folder: Path, tmp_path: Path) -> None:
    xsd = official("xsd", "dmfa", "DmfAOriginal_20221.xsd")
    schemas.add([xsd])
    out = tmp_path / "dmfa.xml"
    done = run(demo_folder, out)
    assert done.exit_code == 0 and "sans le schéma officiel" not in done.stdout
    etree.XMLSchema(etree.parse(xsd)).assertValid(etree.parse(out))


def test_missing_law_is_named_and_nothing_is_written(demo_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "dmfa.xml"
    done = run(demo_folder, out, "2026-3")
    assert (
        done.exit_code == 2
        and done.stdout.count("Manque : ") == 1
        and "jules, code 3000 : structural reduction structural category 2" in done.stdout
    )
    assert not out.exists() and not list(tmp_path.glob(".*.part"))


def test_a_file_that_would_be_refused_is_not_written(demo_folder: Path, tmp_path: Path) -> None:
    """A joint committee that does not exist is one (00046-008)."""
    employer = demo_folder / "employer.yaml"
    employer.write_text(employer.read_text(encoding="utf-8").replace('"329.02"', '"399"'), encoding="utf-8")
    out = tmp_path / "dmfa.xml"
    done = run(demo_folder, out)
    assert (done.exit_code, out.exists()) == (2, False), done.output
    assert "00046-008 (bloquant)" in done.stdout and "Rien n'est écrit." in done.stdout


def test_a_quarter_newer_than_every_structure_says_so(demo_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "dmfa.xml"
    done = run(demo_folder, out, "2025-1")
    assert done.exit_code == 0 and "la structure du trimestre 20251 n'est pas connue" in done.stdout
    assert "DmfAOriginal_20231.xsd" in out.read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_named(demo_folder: Path, tmp_path: Path) -> None:
    done = run(demo_folder, tmp_path / "nowhere" / "dmfa.xml")
    assert isinstance(done.exception, InputError) and str(done.exception).startswith("E-OUT there is no folder")


def test_nothing_is_replaced(demo_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "dmfa.xml"
    out.write_text("mine", encoding="utf-8")
    done = run(demo_folder, out)
    assert isinstance(done.exception, InputError) and out.read_text(encoding="utf-8") == "mine"


def test_what_nobody_told_is_refused(demo_folder: Path, tmp_path: Path) -> None:
    """A car without a plate."""
    farid = demo_folder / "workers" / "farid.yaml"
    farid.write_text(farid.read_text(encoding="utf-8").replace(', plate: "1XYZ998"', ""), encoding="utf-8")
    done = run(demo_folder, tmp_path / "dmfa.xml")
    assert isinstance(done.exception, InputError) and "plate" in str(done.exception)
    assert not list(tmp_path.glob("*.xml"))

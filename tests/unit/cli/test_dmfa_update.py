"""`preste dmfa update`: which declared quarter is to be corrected and why, and its modification, whole or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.onss_numbers import pids_message
from typer.testing import CliRunner, Result

from preste.cli.app import app
from preste.declarations.dmfa.read import read, read_update
from preste.errors import InputError

OLD = """      - valid_from: 2017-01-01
        valid_to: 2022-12-31
        function: "Éducatrice"
        pay_basis: monthly
        amount: "2300.00"
"""
LATE = """      - valid_from: 2017-01-01
        valid_to: 2022-02-28
        function: "Éducatrice"
        pay_basis: monthly
        amount: "2300.00"
        schedule: {mon: "7.60", tue: "7.60", wed: "7.60", thu: "7.60", fri: "7.60"}
        full_time_hours: "38.00"
      - valid_from: 2022-03-01
        valid_to: 2022-12-31
        known_since: 2022-05-10
        function: "Éducatrice"
        pay_basis: monthly
        amount: "2500.00"
"""


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESTE_DATA", str(tmp_path / "data"))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["dmfa", *map(str, arguments)], env={"COLUMNS": "200"})


@pytest.fixture
def declared(demo_folder: Path, tmp_path: Path) -> Path:
    """The first quarter as it was declared; then a raise from March becomes known in May."""
    path = tmp_path / "dmfa.xml"
    assert run("build", demo_folder, "--quarter", "2022-1", "-o", path).exit_code == 0
    gisele = demo_folder / "workers" / "gisele.yaml"
    text = gisele.read_text(encoding="utf-8")
    assert OLD in text
    gisele.write_text(text.replace(OLD, LATE), encoding="utf-8")
    return path


def test_what_differs_is_told_with_its_reason(demo_folder: Path, declared: Path) -> None:
    done = run("update", demo_folder, "--declared", declared, "--until", "2022-05")
    assert done.exit_code == 0, done.output
    for words in (
        "2022/1 : à corriger", "de plus à l'ONSS",
        "Gisèle Supposée : fait connu tardivement ; conditions du contrat connues après le trimestre (10/05/2022)",
        "rémunération 001 : RemunAmount 690000 → 710000",
    ):  # fmt: skip
        assert words in done.stdout, words
    assert "Anne" not in done.stdout
    before = run("update", demo_folder, "--declared", declared, "--until", "2022-04")
    assert before.stdout == "2022/1 : rien à corriger\n"


def test_the_modification_is_written_checked_and_applied(demo_folder: Path, declared: Path, tmp_path: Path) -> None:
    pids, out = tmp_path / "pids.xml", tmp_path / "update.xml"
    [form] = read(declared)
    pids.write_bytes(pids_message(form))
    command = ("update", demo_folder, "--declared", declared, "--until", "2022-05", "--pids", pids)
    done = run(*command, "--quarter", "2022-1", "-o", out)
    assert done.exit_code == 0 and "Aucune anomalie." in done.stdout, done.output
    [update] = read_update(out)
    [person] = update.employer_declaration_update.natural_person_updates
    [record] = person.worker_record_updates
    assert record.worker_record_update_action.update_action == 1
    assert update.employer_declaration_update.justification is None
    again = run("update", demo_folder, "--declared", declared, "--declared", out, "--until", "2022-05")
    assert again.stdout == "2022/1 : rien à corriger\n"
    assert isinstance(run(*command, "-o", out).exception, InputError)


def test_numbers_of_another_quarter_write_nothing(demo_folder: Path, declared: Path, tmp_path: Path) -> None:
    pids, out = tmp_path / "pids.xml", tmp_path / "update.xml"
    [form] = read(declared)
    pids.write_bytes(pids_message(form).replace(b"<Quarter>20221<", b"<Quarter>20214<"))
    done = run("update", demo_folder, "--declared", declared, "--until", "2022-05", "--pids", pids, "-o", out)
    assert isinstance(done.exception, InputError) and done.exception.code == "E-UPDATE"
    alone = run("update", demo_folder, "--declared", declared, "--until", "2022-05", "-o", out)
    assert isinstance(alone.exception, InputError)
    assert not out.exists() and not list(tmp_path.glob(".*part"))

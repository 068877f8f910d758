"""`preste labour start`: a worker's file tried, then put into the dossier whole; what is due, and what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from preste.cli.app import app
from preste.errors import DossierError, InputError
from preste.payroll.dossier import read_dossier


def run(*arguments: str) -> str:
    """The output of the command, whose errors are those a person would see."""
    found = CliRunner().invoke(app, ["labour", "start", *arguments], catch_exceptions=True)
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    assert found.exit_code == 0, found.output
    return str(found.output)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """The template, with a number of her own: somebody who begins on 5 January 2026, without an account."""
    path = tmp_path / "alix.yaml"
    run("--template", str(path))
    path.write_text(path.read_text(encoding="utf-8").replace('number: "1" ', 'number: "21"', 1), encoding="utf-8")
    return path


def test_what_is_due_and_missing_is_told_and_nothing_written(demo_folder: Path, filled: Path) -> None:
    shown = run(str(demo_folder), "--file", str(filled))
    for words in ("Dimona IN", "05/01/2026", "05/03/2026", "pas de compte bancaire", "vacances de 2026 inconnues"):
        assert words in shown
    assert not (demo_folder / "workers" / "alix.yaml").exists()


def test_the_file_is_put_in_place_and_paid(demo_folder: Path, filled: Path) -> None:
    told = json.loads(run(str(demo_folder), "--file", str(filled), "--write", "--json"))
    (one,) = told["contracts"]
    assert (one["contract"], one["start"]) == ("exemple", "2026-01-05")
    assert float(one["net_paid"]) > 1_000
    assert {due["code"] for due in one["due"]} == {"dimona_in", "transparency", "work_rules", "account_hired"}
    assert (demo_folder / "workers" / "alix.yaml").read_bytes() == filled.read_bytes()
    assert "exemple" in [contract.id for contract in read_dossier(demo_folder).contracts]
    with pytest.raises(InputError, match="exists already"):
        run(str(demo_folder), "--file", str(filled), "--write")
    with pytest.raises(DossierError, match="error in"):  # the contract is there twice
        run(str(demo_folder), "--file", str(filled), "--name", "alix2", "--write")
    assert not (demo_folder / "workers" / "alix2.yaml").exists()


def test_a_wrong_file_is_refused_with_every_fault(demo_folder: Path, filled: Path) -> None:
    filled.write_text(
        filled.read_text(encoding="utf-8").replace('"2600.00"', '"x"').replace("sex: F", "sex: Q"), encoding="utf-8"
    )
    with pytest.raises(DossierError) as caught:
        run(str(demo_folder), "--file", str(filled), "--write")
    assert len(caught.value.errors) == 2
    assert not (demo_folder / "workers" / "alix.yaml").exists()


def test_somebody_known_gets_a_contract_not_a_second_file(demo_folder: Path, filled: Path) -> None:
    run(str(demo_folder), "--file", str(filled), "--write")
    again = filled.with_name("again.yaml")
    again.write_text(filled.read_text(encoding="utf-8").replace("id: exemple", "id: autre"), encoding="utf-8")
    with pytest.raises(InputError, match="another worker"):
        run(str(demo_folder), "--file", str(again), "--write")


def test_a_number_in_use_is_refused(demo_folder: Path, filled: Path) -> None:
    filled.write_text(filled.read_text(encoding="utf-8").replace('number: "21"', 'number: "1" ', 1), encoding="utf-8")
    with pytest.raises(InputError, match=r"number 1 is that of workers/anne\.yaml"):
        run(str(demo_folder), "--file", str(filled), "--write")
    assert not (demo_folder / "workers" / "alix.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "words"), [(("--file", "none.yaml"), "is not a file"), ((), "a dossier and a file"),
                             (("--file", "x.yaml", "--name", "../x"), "no name of a file")],
)  # fmt: skip
def test_what_is_missing_is_asked_for(demo_folder: Path, arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(InputError, match=words):
        run(str(demo_folder), *arguments)

"""`preste dmfa check`, `preste dmfa diff` and `preste desk`, as a person types them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import Result
from tests.support.official import official
from typer.testing import CliRunner

from preste.cli.app import app
from preste.declarations import schemas
from preste.errors import InputError

VALID = Path(__file__).parents[1] / "unit" / "declarations" / "dmfa" / "valid_20231.xml"


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESTE_DATA", str(tmp_path / "data"))


def run(*arguments: str) -> Result:
    found = CliRunner().invoke(app, list(arguments))
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.xml"
    text = VALID.read_text(encoding="utf-8").replace(">000000000693034<", ">000000000693035<")
    path.write_text(text, encoding="utf-8")
    return path


def test_a_right_file_is_told_right_and_without_the_schema() -> None:
    found = run("dmfa", "check", str(VALID))
    assert found.exit_code == 0
    assert "2023/1, 3 personnes" in found.output
    assert "sans le schéma officiel DmfAOriginal_20231.xsd" in found.output
    assert "Aucune anomalie." in found.output


def test_with_the_schema_nothing_is_said_of_it() -> None:
    schemas.add([official("xsd", "dmfa", "DmfAOriginal_20231.xsd")])
    assert "schéma" not in run("dmfa", "check", str(VALID)).output


def test_a_wrong_file_ends_with_two_and_says_line_code_and_sum(broken: Path) -> None:
    found = run("dmfa", "check", str(broken))
    assert found.exit_code == 2
    assert "ligne 19  00015-007 (bloquant)  le montant net déclaré est 693035" in found.output
    assert "L'ONSS refuserait ce fichier." in found.output


def test_the_report_as_json(broken: Path) -> None:
    found = run("dmfa", "check", str(broken), "--json")
    assert found.exit_code == 2
    report = json.loads(found.output)
    assert (report["blocking"], report["quarters"], report["people"]) == (True, ["20231"], 3)
    assert [one["code"] for one in report["findings"]] == ["00015-007"]
    assert set(report["findings"][0]["text"]) == {"fr", "nl", "de", "en"}


def test_a_modification_is_known_by_itself() -> None:
    found = run("dmfa", "check", str(official("samples", "DmfAUpdate_20223_1.xml")))
    assert found.exit_code == 2
    assert found.output.startswith("DmfAUpdate 2022/3")


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<html/>", encoding="utf-8")
    with pytest.raises(InputError, match="no DmfAOriginal"):
        run("dmfa", "check", str(path))


def test_the_difference_of_two_files(broken: Path) -> None:
    assert run("dmfa", "diff", str(VALID), str(broken)).output == "déclaration : NetOwedAmount 693034 → 693035\n"
    assert run("dmfa", "diff", str(VALID), str(VALID)).output == "Aucune différence.\n"
    [change] = json.loads(run("dmfa", "diff", str(VALID), str(broken), "--json").output)
    assert (change["zone"], change["before"], change["after"]) == ("NetOwedAmount", "693034", "693035")


def test_the_table_of_occupations() -> None:
    assert run("dmfa", "show", str(VALID), "--csv").output.count("\n") == 4


def test_a_rehearsal_at_the_desk(tmp_path: Path, broken: Path) -> None:
    folder = tmp_path / "desk"
    found = run("desk", str(folder))
    assert (found.exit_code, "Rien à recevoir" in found.output) == (0, True)
    for sequence, path in enumerate((VALID, broken), 1):
        box = folder / "INTEST-S"
        name = f"DMFA.112768.20230420.0000{sequence}.S.1"
        (box / f"FI.{name}.1").write_bytes(path.read_bytes())
        (box / f"GO.{name}").write_bytes(b"")
    found = run("desk", str(folder))
    assert found.exit_code == 2
    assert "DMFA 000100006  accepté, 0 anomalie " in found.output
    assert "DMFA 000100006  refusé, 1 anomalie " in found.output
    assert len(list((folder / "OUTTEST-S").iterdir())) == 4


# ── reading ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """The quarter before, in which the student was not there and the first person earned less."""
    path = tmp_path / "before.xml"
    text = VALID.read_text(encoding="utf-8").replace("<Quarter>20231<", "<Quarter>20224<")
    start = text.index("<NaturalPerson>", text.index("</NaturalPerson>"))
    text = text[:start] + text[text.index("</NaturalPerson>", start) + len("</NaturalPerson>") :]
    path.write_text(text.replace(">00000850000<", ">00000800000<"), encoding="utf-8")
    return path


def test_a_declaration_is_read_on_the_screen(demo_folder: Path) -> None:
    found = CliRunner().invoke(app, ["dmfa", "show", str(VALID), "--names", str(demo_folder)], env={"COLUMNS": "200"})
    text = found.output
    for words in ("La Maison des Exemples ASBL, DmfA 2023/1", "Bonus à l'emploi", "001 : 20,00 j 152,00 h", "40,00 h"):
        assert words in text, words
    assert "77101500172" not in text


def test_beside_another_quarter_as_csv(before: Path) -> None:
    text = run("dmfa", "show", str(VALID), "--beside", str(before), "--csv").output
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))
    pay = next(
        row for row in rows if row["niss"] == "77101500172" and row["code"] == "001" and row["sorte"] == "rémunération"
    )
    assert (pay["avant"], pay["maintenant"], pay["ecart"]) == ("8000,00", "8500,00", "500,00")
    assert {row["statut"] for row in rows if row["niss"] == "97010100173"} == {"nouveau"}
    assert rows[-1]["sorte"] == "montant net dû"


def test_a_declaration_on_paper_replaces_nothing(tmp_path: Path, before: Path) -> None:
    paper = tmp_path / "dmfa.pdf"
    run("dmfa", "show", str(VALID), "--beside", str(before), "--pdf", str(paper))
    assert paper.read_bytes().startswith(b"%PDF-")
    with pytest.raises(InputError) as told:
        run("dmfa", "show", str(VALID), "--pdf", str(paper))
    assert told.value.code == "E-OUT"

"""`preste flexiatwork`: what flexi payslips tell, what a check finds, and nothing written where something is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree
from typer.testing import CliRunner, Result

from preste.cli.app import app
from preste.errors import InputError, NoParameter

NS = "{http://socialsecurity.be/xml/ns/FLXWAGE}"
EMPLOYER = """\
name: "Le Café Modèle"
address: {street: "Rue du Modèle 1", postcode: "5000", city: "Namur"}
enterprise_number: "0999.991.212"
onss_number: "1999991-58"
category: "011"
joint_committee: "329.02"
workers_count: 3
language: fr
begins: "2026-01"
"""
WORKER = """\
number: "1"
last_name: "Exemple"
first_name: "Alix"
niss: "90.01.01-001.23"
birth_date: 1990-01-01
sex: F
address: {street: "Rue du Modèle 2", postcode: "5000", city: "Namur"}
household:
  - {valid_from: 2020-01-01, situation: single}
contracts:
  - id: alix
    start: 2026-01-05
    status: blue_collar
    regime: flexi
    terms:
      - valid_from: 2026-01-05
        function: "Salle"
        pay_basis: hourly
        amount: "22.94"
        schedule: {}
        full_time_hours: "38.00"
"""


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESTE_DATA", str(tmp_path / "data"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """16 hours at 22.94 EUR in May 2026 are 367.04 EUR; a premium of 102.09 EUR in April beside 8 hours."""
    root = tmp_path_factory.mktemp("flexi") / "dossier"
    for name in ("workers", "days", "items"):
        (root / name).mkdir(parents=True)
    (root / "employer.yaml").write_text(EMPLOYER, encoding="utf-8")
    (root / "workers" / "alix.yaml").write_text(WORKER, encoding="utf-8")
    days = "contract;date;code;hours\n" + "".join(f"alix;2026-05-{day:02d};W;8,00\n" for day in (2, 9))
    (root / "days" / "2026-05.csv").write_text(days, encoding="utf-8")
    april = "contract;date;code;hours\nalix;2026-04-04;W;8,00\n"
    (root / "days" / "2026-04.csv").write_text(april, encoding="utf-8")
    (root / "items" / "2026-04.csv").write_text(
        "contract;kind;label;amount;quantity;details\nalix;premium;Prime;102,09;;\n", encoding="utf-8"
    )
    return root


@pytest.fixture(scope="module")
def may(folder: Path) -> Path:
    """The declaration of May."""
    out = folder.parent / "may.xml"
    assert run("build", folder, "--month", "2026-05", "-o", out).exit_code == 0
    return out


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["flexiatwork", *map(str, arguments)], env={"COLUMNS": "200"})


def built(folder: Path, month: str, *more: str) -> etree._Element:
    out = folder.parent / f"{month}-{len(list(folder.parent.iterdir()))}.xml"
    done = run("build", folder, "--month", month, "-o", out, *more)
    assert done.exit_code == 0, done.output
    return etree.parse(out).getroot()


def texts(root: etree._Element, name: str) -> list[str]:
    return [one.text or "" for one in root.iter(f"{NS}{name}")]


def test_a_flexi_month_is_one_relation(folder: Path) -> None:
    root = built(folder, "2026-05")
    assert root.tag == f"{NS}FLXWAGE"
    assert texts(root, "NOSSRegistrationNbr") == ["199999158"]
    assert texts(root, "INSS") == ["90010100123"]
    assert texts(root, "AttestationStatus") == ["0"]
    period = [*texts(root, "CalculationPeriodStartingDate"), *texts(root, "CalculationPeriodEndingDate")]
    assert period == ["2026-05-01", "2026-05-31"]
    assert (texts(root, "EmployerClass"), texts(root, "WorkerCode")) == (["011"], ["050"])
    # 367.04 and 7.67 % of it
    told = list(zip(texts(root, "FinancialElementCode"), texts(root, "Amount"), strict=True))
    assert told == [("0001001000", "39519")]


def test_a_premium_is_told_apart_with_its_holiday_pay(folder: Path) -> None:
    root = built(folder, "2026-04")
    told = list(zip(texts(root, "FinancialElementCode"), texts(root, "Amount"), strict=True))
    # 183.52 + 14.08; 102.09 + 7.83
    assert told == [("0001001000", "19760"), ("0002001000", "10992")]


def test_a_change_and_a_cancellation_name_the_same_relation(folder: Path) -> None:
    new, changed = built(folder, "2026-05"), built(folder, "2026-05", "--operation", "modification")
    gone = built(folder, "2026-05", "--operation", "annulation", "--contract", "alix")
    assert texts(new, "ReferenceNbr") == texts(changed, "ReferenceNbr") == texts(gone, "ReferenceNbr")
    assert texts(new, "ReferenceNbr") != texts(built(folder, "2026-04"), "ReferenceNbr")
    assert [texts(one, "AttestationStatus") for one in (changed, gone)] == [["1"], ["3"]]
    assert texts(changed, "Amount") == ["39519"] and texts(gone, "CalculationDate") == []


def test_it_says_until_when_to_transmit_and_what_is_not_known(folder: Path, tmp_path: Path) -> None:
    done = run("build", folder, "--month", "2026-05", "-o", tmp_path / "f.xml")
    assert "au plus tard le 05/06/2026, 5 jours après le calcul du 31/05/2026" in done.stdout
    assert "le schéma officiel de Flexi@Work n'a pas été lu" in done.stdout


def test_nothing_is_written_where_something_is_wrong(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "f.xml"
    for month, code in (("2025-12", "E-FLEXIATWORK"), ("2026-03", "E-FLEXIATWORK"), ("2026-13", "E-INPUT-MONTH")):
        done = run("build", folder, "--month", month, "-o", out)
        assert isinstance(done.exception, InputError) and done.exception.code == code
        assert not out.exists()
    assert isinstance(run("build", folder, "--month", "2026-05", "-o", folder).exception, InputError)
    wrong = run("build", folder, "--month", "2026-05", "-o", out, "--operation", "autre")
    assert isinstance(wrong.exception, InputError) and not out.exists()
    back = run("build", folder, "--month", "2026-05", "-o", out, "--until", "2026-04")
    assert isinstance(back.exception, InputError) and not out.exists()


def test_before_2025_there_is_no_such_declaration(folder: Path, tmp_path: Path) -> None:
    done = run("build", folder, "--month", "2024-12", "-o", tmp_path / "f.xml")
    assert isinstance(done.exception, NoParameter) and not (tmp_path / "f.xml").exists()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("<INSS>90010100123<", "<INSS>90010100124<", "00024-004"),
        (">199999158<", ">199999159<", "00011-004"),
        (">0999991212<", ">0999991213<", "00014-004"),
        ("<WorkerCode>050<", "<WorkerCode>495<", "00037-008"),
        ("<Amount>39519<", "<Amount>0<", "FLEXI-008"),
        ("<Amount>39519<", "<Amount>395,19<", "FLEXI-002"),
        ("0001001000", "0009001000", "FLEXI-008"),
        ("EndingDate>2026-05-31<", "EndingDate>2027-01-05<", "FLEXI-008"),
        ("<AttestationStatus>0<", "<AttestationStatus>3<", "FLEXI-146"),
        ("<AttestationStatus>0<", "<AttestationStatus>2<", "00110-008"),
        ('xmlns="http://socialsecurity.be/xml/ns/FLXWAGE"', 'xmlns="http://example.org"', "FLEXI-146"),
    ],
)
def test_what_is_wrong_is_found(may: Path, tmp_path: Path, old: str, new: str, code: str) -> None:
    text = may.read_text(encoding="utf-8")
    assert old in text
    wrong = tmp_path / "wrong.xml"
    wrong.write_text(text.replace(old, new), encoding="utf-8")
    done = run("check", wrong, "--json")
    assert done.exit_code == 2
    assert code in {one["code"] for one in json.loads(done.stdout)["findings"]}


def test_a_good_file_has_no_fault(may: Path) -> None:
    assert run("check", may).exit_code == 0


def test_another_message_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "f.xml"
    file.write_text("<DmfAOriginal/>", encoding="utf-8")
    assert isinstance(run("check", file).exception, InputError)

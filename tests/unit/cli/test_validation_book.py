"""`preste vblv`: the official samples, and what is wrong with spoiled ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.support.official import official
from typer.testing import CliRunner, Result

from preste.cli.app import app
from preste.errors import InputError

SAMPLES = ("VBLV001_20231_1.xml", "VBLV001_20231_2.xml")


def run(file: Path, *more: str) -> Result:
    return CliRunner().invoke(app, ["vblv", str(file), "--on", "2013-07-15", *more])


@pytest.mark.parametrize("name", SAMPLES)
def test_an_official_sample_has_no_fault(name: str) -> None:
    done = run(official("samples", name))
    assert done.exit_code == 0, done.output
    assert "Aucune anomalie" in done.stdout


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("NA1000101", "XA1000101", "01014-003"),
        ("NA1000101", "N1000101", "01014-093"),
        ("<RefStartingDate>2013-07-01", "<RefStartingDate>2013-07-02", "00074-008"),
        ("2013-07-", "2014-10-", "00074-008"),
        ("<RefEndingDate>2013-07-31", "<RefEndingDate>2013-07-30", "00075-098"),
        ("<RefEndingDate>2013-07-31", "<RefEndingDate>2013-07-32", "00075-003"),
        ("<INSS>74101199805", "<INSS>74101199806", "00024-004"),
        ("<NOSSRegistrationNbr>114135340", "<NOSSRegistrationNbr>114135341", "00011-004"),
        ("<CompanyID>1999999943", "<CompanyID>1999999942", "00014-004"),
        ("<IdentificationOfRisk>001", "<IdentificationOfRisk>002", "00430-008"),
        ("<Trusteeship>0</Trusteeship>", "", "00012-001"),
        ("<INSS>74101199805</INSS>", "<INSS>74101199805</INSS><WorkerName>X</WorkerName>", "00025-146"),
    ],
)
def test_what_is_wrong_is_found(tmp_path: Path, old: str, new: str, code: str) -> None:
    text = official("samples", SAMPLES[0]).read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "f.xml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    done = run(file, "--json")
    assert done.exit_code == 2
    assert [one["code"] for one in json.loads(done.stdout)["findings"]] == [code]


def test_a_card_of_a_secretariat_begins_as_it_likes(tmp_path: Path) -> None:
    text = official("samples", SAMPLES[1]).read_text(encoding="utf-8")
    file = tmp_path / "f.xml"
    file.write_text(text.replace("<SocialSecretariatNumber>710</SocialSecretariatNumber>", ""), encoding="utf-8")
    assert "01014-003" in run(file).stdout


def test_other_files_and_days_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "f.xml"
    file.write_text("<DmfAOriginal/>", encoding="utf-8")
    assert isinstance(run(file).exception, InputError)
    file.write_text("<!DOCTYPE x><VBLV001/>", encoding="utf-8")
    assert isinstance(run(file).exception, InputError)
    assert isinstance(CliRunner().invoke(app, ["vblv", str(file), "--on", "hier"]).exception, InputError)

"""A valid file broken in many named ways: each break is told under the ONSS's code, and nothing else is told."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import re
import time
from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from lxml import etree
from tests.support.official import official

from preste.declarations import schemas
from preste.declarations.dmfa import structure
from preste.declarations.dmfa.check import check, check_file
from preste.declarations.dmfa.codes import severities
from preste.declarations.dmfa.read import pieces
from preste.declarations.dmfa.report import Report
from preste.declarations.dmfa.rules.quarter import most_days_within
from preste.declarations.dmfa.schema import SecondOpinion
from preste.declarations.finding import KEPT, Severity
from preste.errors import InputError

VALID = (Path(__file__).parent / "valid_20231.xml").read_text(encoding="utf-8")
TODAY = dt.date(2023, 4, 20)

BREAKS: list[tuple[str, str, str, set[str]]] = [
    (row["name"], row["old"], row["new"], set(row["codes"]))
    for row in yaml.safe_load((Path(__file__).parent / "breaks.yaml").read_text(encoding="utf-8"))
]
NAMES = [name for name, *_ in BREAKS]


def broken(old: str, new: str) -> bytes:
    """The valid file with one thing otherwise; the first that fits is changed, and one fits."""
    assert old in VALID
    return VALID.replace(old, new, 1).encode()


def told(data: bytes) -> Report:
    return check_file(io.BytesIO(data), "a.xml", today=TODAY)


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESTE_DATA", str(tmp_path / "data"))


@pytest.fixture
def with_schemas() -> None:
    schemas.add([official("xsd", "dmfa", "DmfAOriginal_20231.xsd")])


def test_the_valid_file_has_no_fault() -> None:
    report = told(VALID.encode())
    assert (report.findings, report.people, report.quarters, report.version) == ([], 3, ("20231",), "20231")


@pytest.mark.usefixtures("with_schemas")
def test_the_valid_file_follows_the_official_schema() -> None:
    report = told(VALID.encode())
    assert (report.findings, report.notes, report.schema) == ([], [], "DmfAOriginal_20231.xsd")


@pytest.mark.parametrize(("name", "old", "new", "codes"), BREAKS, ids=NAMES)
def test_each_break_has_its_code(name: str, old: str, new: str, codes: set[str]) -> None:
    assert {found.code for found in told(broken(old, new)).findings} == codes


@pytest.mark.parametrize(("name", "old", "new", "codes"), BREAKS, ids=NAMES)
@pytest.mark.usefixtures("with_schemas")
def test_the_schema_finds_nothing_that_we_do_not(name: str, old: str, new: str, codes: set[str]) -> None:
    """With the official schema the same codes: it refuses nothing that our own structure takes."""
    report = told(broken(old, new))
    assert {found.code for found in report.findings} == codes
    assert report.schema


def test_there_are_more_than_eighty_breaks_under_sixty_codes() -> None:
    assert len(BREAKS) > 80
    assert len(set().union(*(codes for *_, codes in BREAKS))) > 60


def test_every_finding_has_a_place_and_a_sentence_in_four_languages() -> None:
    for _, old, new, _ in BREAKS:
        for found in told(broken(old, new)).findings:
            assert found.path.startswith("/DmfAOriginal/Form[1]")
            assert 1 < found.line < 200
            assert set(found.text) == {"fr", "nl", "de", "en"}
            assert not any("{" in text or "None" in text for text in found.text.values())
            assert "77101500172" not in str(found.text)


def test_every_code_and_class_is_one_of_the_official_lists() -> None:
    """Of the published glossaries 2022/3 and 2023/3: our list holds their pairs, no more and no less."""
    theirs: dict[str, str] = {}
    for name in ("DMFAUpdate_anomalies_nl", "dmfa_anomalies_fr_2022_3", "dmfa_anomalies_nl_2023_3"):
        with official("glossary", f"{name}.csv").open(encoding="utf-8", newline="") as file:
            theirs |= {row["code"]: row["severity"] for row in csv.DictReader(file)}
    assert dict(severities()) == theirs


def test_a_line_of_the_file_is_told() -> None:
    [found] = told(broken(">000100006<", ">000100007<")).findings
    assert VALID.splitlines()[found.line - 1].strip().startswith("<NOSSRegistrationNbr>")
    assert (found.severity, found.value) == (Severity.BLOCKING, "000100007")


# ── versions and schemas ─────────────────────────────────────────────────────────────────────


def test_without_the_schema_the_report_says_so() -> None:
    [note] = told(VALID.encode()).notes
    assert note.code == "N-NO-SCHEMA"
    assert "DmfAOriginal_20231.xsd" in note.text["fr"]


@pytest.mark.parametrize("quarter", ["20264", "20234", "20182"])
def test_a_quarter_of_another_structure_is_never_silent(quarter: str) -> None:
    data = VALID.replace("20231", quarter).replace("2023-", f"{quarter[:4]}-").encode()
    notes = {note.code: note.text["fr"] for note in check_file(io.BytesIO(data), "a.xml").notes}
    assert set(notes) == {"N-NO-SCHEMA", "N-VERSION"}
    assert quarter in notes["N-VERSION"]


def test_a_schema_older_than_the_quarter_is_told() -> None:
    data = VALID.replace("DmfAOriginal_20231.xsd", "DmfAOriginal_20214.xsd").encode()
    assert [note.code for note in told(data).notes] == ["N-OLD-SCHEMA", "N-NO-SCHEMA"]


@pytest.mark.parametrize("sample", ["DmfAOriginal_20222_1.xml", "DmfAOriginal_20223_1_Corrected.xml"])
def test_whatever_a_file_holds_it_is_judged(sample: str) -> None:
    """Official samples with many things otherwise at once: findings come, and no rule falls over what is not there."""
    whole = etree.parse(official("samples", sample)).getroot()
    chance = random.Random(20231)
    for _ in range(60):
        root = deepcopy(whole)
        for _ in range(12):
            one = chance.choice(
                [one for one in root.iter() if one.tag not in {"DmfAOriginal", "Form", "EmployerDeclaration"}]
            )
            if chance.random() < 0.7:
                one.text = chance.choice(("", "x", "-1", "0", "9" * 25, "2023-13-01", "\u0663", "00000"))
            else:
                one.getparent().remove(one)
        report = told(etree.tostring(root))
        assert report.findings


@pytest.mark.parametrize(("days", "codes"), [("02400", set()), ("02500", {"90015-096"})])
def test_a_part_timer_s_weeks_need_not_be_alike(days: str, codes: set[str]) -> None:
    """January and February at two and a half days a week: 42 weekdays make 21 days, and a week more 23.5."""
    found = told(broken("<ServiceNbrDays>02000<", f"<ServiceNbrDays>{days}<")).findings
    assert {one.code for one in found} == codes


def test_codes_of_later_quarters_than_the_lists_are_not_refused() -> None:
    """A category that came after the published lists is not told as wrong for a quarter after them."""
    data = VALID.replace("20231", "20261").replace("2023-", "2026-").replace(">362<", ">257<").encode()
    codes = {found.code for found in told(data).findings}
    assert not codes & {"00036-008", "00037-008", "00037-025", "00083-084"}


@pytest.mark.usefixtures("with_schemas")
@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (">00000850000<", ">8500.00<", "00070-002"),
        ("<TypeForm>SU<", "<TypeForm>XX<", "00297-008"),
        ("     <Border>0</Border>\n", "", "90015-091"),
        (">329.02<", ">32902<", "00046-008"),
        (">77101500172<", ">7710150017<", "00024-003"),
        ("    <LicensePlate>", "    <Surprise/><LicensePlate>", "90059-091"),
    ],
)
def test_what_only_the_schema_sees_has_a_code(old: str, new: str, code: str) -> None:
    """A second opinion: where our structure were blind, the schema's fault has the zone's number, class and line."""
    own = schemas.find("DmfAOriginal", "20231")
    assert own is not None
    opinion = SecondOpinion(own.path, "DmfAOriginal", structure.original("20231"))
    source = io.BytesIO(broken(old, new))
    [found] = [one for piece in pieces(source, "DmfAOriginal") for one in opinion.add(piece, [])]
    assert (found.code, found.severity) == (code, Severity.BLOCKING)
    assert found.line > 1


# ── files that are too much ──────────────────────────────────────────────────────────────────


def people(count: int) -> bytes:
    start, _, rest = VALID.partition("   <NaturalPerson>\n")
    person, _, _ = rest.partition("   </NaturalPerson>\n")
    end = VALID[VALID.index("   <CompanyVehicle>") :]
    person = f"   <NaturalPerson>\n{person}   </NaturalPerson>\n"
    return (start + person * count + end).encode()


def test_a_file_with_many_faults_is_told_to_have_more() -> None:
    report = told(people(5001).replace(b"<Border>0<", b"<Border>7<"))
    assert len(report.findings) == KEPT <= report.counts[Severity.BLOCKING]
    assert report.as_dict()["left_out"] == report.left_out > 0
    assert "N-NOT-READ" in {note.code for note in report.notes}


@pytest.mark.parametrize(
    "hostile",
    [
        b'<!DOCTYPE DmfAOriginal [<!ENTITY a "b">]><DmfAOriginal/>',
        b"<DmfAOriginal>" * 100_000,
        b"<DmfAOriginal " + b" ".join(b'a%d="1"' % number for number in range(50_000)) + b"></DmfAOriginal>",
        b"<DmfAUpdate/>",
        b"<html><body/></html>",
        b"<DmfAOriginal></DmfAOriginal>",
        b"PK\x03\x04" + b"\x00" * 1000,
        VALID.replace("</Form>", "").encode(),
        ('<?xml version="1.0" encoding="UTF-16"?>' + "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>").encode("utf-16"),
    ],
    ids=["entities", "deep", "attributes", "update", "html", "empty", "zip", "cut", "utf-16"],
)
def test_hostile_and_foreign_files_are_refused_at_once(hostile: bytes) -> None:
    begun = time.process_time()
    with pytest.raises(InputError) as error:
        told(hostile)
    assert error.value.code in {"E-XML", "E-XML-DOCTYPE", "E-XML-MESSAGE", "E-MESSAGE"}
    assert time.process_time() - begun < 1


def around(junk: bytes) -> bytes:
    return b"<DmfAOriginal><Form><EmployerDeclaration>" + junk + b"</EmployerDeclaration></Form></DmfAOriginal>"


@pytest.mark.parametrize("within", ["form", "person"])
def test_what_never_ends_is_refused_at_once(within: str) -> None:
    junk = b"<x/>" * 2_000_000
    begun = time.process_time()
    with pytest.raises(InputError) as error:
        told(around(junk if within == "form" else b"<NaturalPerson>" + junk + b"</NaturalPerson>"))
    assert error.value.code == "E-XML-SIZE"
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("hostile", [around(b"<NaturalPerson/>" * 300_000), b"<DmfAOriginal>" + b"<Form/>" * 300_000])
def test_a_file_that_nothing_can_save_is_not_read_to_its_end(hostile: bytes) -> None:
    begun = time.process_time()
    report = told(hostile)
    assert report.blocking and "N-NOT-READ" in {note.code for note in report.notes}
    assert time.process_time() - begun < 1


def test_two_forms_of_one_employer_and_quarter_are_told() -> None:
    form = re.search(r" <Form>.*</Form>\n", VALID, re.S)
    assert form
    codes = [found.code for found in told(VALID.replace(form[0], form[0] * 2).encode()).findings]
    assert codes.count("90007-006") == 1
    assert codes.count("90017-006") == 3


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(VALID, encoding="utf-8")
    assert check(path, today=TODAY).findings == []


@pytest.mark.parametrize(
    ("first", "last", "regime", "most"),
    [
        ("2023-01-01", "2023-03-31", 500, 6_500),  # every Monday to Friday
        ("2023-01-01", "2023-03-31", 300, 3_900),  # thirteen weeks of three days
        ("2025-11-01", "2025-12-31", 300, 2_700),  # begins on a Saturday and ends on a Wednesday: nine times three
        ("2025-11-01", "2025-11-05", 300, 300),
        ("2025-11-01", "2025-11-04", 300, 200),
        ("2023-01-02", "2023-01-08", 550, 550),
    ],
)
def test_the_most_days_of_a_regime(first: str, last: str, regime: int, most: int) -> None:
    week = max(5, -(-regime // 100))
    assert most_days_within(dt.date.fromisoformat(first), dt.date.fromisoformat(last), regime, week) == most

"""A printed DmfA: the employer's sheet, one for each person, beside an earlier quarter's; a PDF that lasts."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from preste.declarations.dmfa.model import Form
from preste.declarations.dmfa.read import read
from preste.documents.dmfa import Known, dmfa_sheets, render_dmfa

VALID = Path(__file__).parents[2] / "declarations" / "dmfa" / "valid_20231.xml"
KNOWN = Known("ASBL <Fictive>", {"77101500172": "Nadia Inventée"})


@pytest.fixture(scope="module")
def form() -> Form:
    [found] = read(VALID)
    return found


def earlier(form: Form) -> Form:
    """The quarter before: without the student."""
    declaration = form.employer_declaration
    people = tuple(one for one in declaration.natural_persons if one.inss != "97010100173")
    return replace(form, employer_declaration=replace(declaration, quarter="20224", natural_persons=people))


def test_a_sheet_for_the_employer_and_one_a_person(form: Form) -> None:
    first, *people = dmfa_sheets(form, earlier(form), KNOWN)
    assert (first["employer"], first["quarter"], first["earlier"]) == ("ASBL <Fictive>", "2023/1", "2022/4")
    assert dict(first["facts"])["Nouveaux"] == "Personne n° 2"
    assert [one["title"] for one in people] == ["Nadia Inventée", "Personne n° 2", "Personne n° 3"]
    assert [one["status"] for one in people] == ["", "nouveau", ""]
    pay = next(group for group in people[0]["lines"][0]["groups"] if group["title"] == "Rémunérations")
    assert pay["rows"][0] == ["001", "Rémunération", "", "8\u202f500,00", "8\u202f500,00", "–"]
    student = people[1]["lines"][0]["groups"]
    assert student[0]["rows"] == [["841", "Rémunération étudiant, employé, 40,00 h", "", "0,00", "560,00", "560,00"]]


def test_no_sheet_shows_a_whole_national_number(form: Form) -> None:
    told = str(dmfa_sheets(form, earlier(form), KNOWN))
    assert "77101500172" not in told and "72" in told


def test_an_occupation_is_read_with_its_days(form: Form) -> None:
    manual = dmfa_sheets(form)[3]
    [row] = manual["lines"][0]["occupations"]
    assert row[4] == "001 : 20,00 j 152,00 h"
    assert "19,00 / 38,00 h" in row[3] and "28 février 2023" in row[1]


def test_the_pdf_is_tagged_follows_the_standards_and_is_the_same_twice(form: Form) -> None:
    content = render_dmfa(form, earlier(form), KNOWN)
    assert content == render_dmfa(form, earlier(form), KNOWN)
    pdf = pypdf.PdfReader(io.BytesIO(content))
    assert len(pdf.pages) == 4
    root = pdf.root_object
    assert "/StructTreeRoot" in root
    metadata = root["/Metadata"].get_data().decode()
    for mark in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert mark in metadata
    assert "ASBL <Fictive>" in pdf.pages[0].extract_text()

"""A DmfA to read and to print."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

from lxml import etree

from preste.declarations.dmfa.read import read
from preste.declarations.dmfa.view import COLUMNS, as_csv, as_html

VALID = Path(__file__).parent / "valid_20231.xml"


def test_the_table_has_a_row_for_each_occupation_and_student() -> None:
    found = list(csv.DictReader(io.StringIO(as_csv(read(VALID)))))
    assert [(row["numéro"], row["code"]) for row in found] == [("1", "495"), ("2", "841"), ("3", "015")]
    first, student, manual = found
    assert tuple(first) == COLUMNS
    assert first["rémunérations"] == "001 8500.00 + 002 500.00"
    assert first["prestations"] == "001 60.00 j + 050 5.00 j"
    assert first["cotisations"] == "495/0 4095.00 + 856/0 54.30"
    assert first["réductions"] == "0001 54.00 + 3000 200.00"
    assert (student["prestations"], student["rémunérations"], student["cotisations"]) == ("40 h", "560.00", "841 45.58")
    assert (manual["Q/S"], manual["fin"], manual["prestations"]) == (
        "19.00/38.00",
        "2023-02-28",
        "001 20.00 j 152.00 h",
    )


def test_the_print_has_a_page_for_each_worker_and_escapes_what_it_holds() -> None:
    [form] = read(VALID)
    first, *rest = form.employer_declaration.natural_persons
    [record] = first.worker_records
    odd = replace(record, occupations=(replace(record.occupations[0], joint_commission_nbr="<b>"),))
    people = (replace(first, worker_records=(odd,)), *rest)
    page = as_html([replace(form, employer_declaration=replace(form.employer_declaration, natural_persons=people))])
    root = etree.HTML(page)
    assert [section.findtext("h1") for section in root.iter("section")] == [
        "DmfA 2023/1, n° 1",
        "DmfA 2023/1, n° 2",
        "DmfA 2023/1, n° 3",
    ]
    assert "&lt;b&gt;" in page
    cells = ["".join(cell.itertext()) for cell in root.iterfind(".//section[3]//td")]
    assert "28/02/2023" in cells
    assert "19,00/38,00" in cells
    assert "<td>495/0 4\u202f095,00<br>856/0 54,30</td>" in page
    assert not list(root.iter("b", "script"))

"""A DmfA as a table of occupations."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from preste.declarations.dmfa.read import read
from preste.declarations.dmfa.view import COLUMNS, as_csv

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

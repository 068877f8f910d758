"""The page of the one-shot interface says what the program does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import preste
from preste.payroll import CaseError

PAGE = (Path(__file__).parents[3] / "docs" / "one_shot.md").read_text(encoding="utf-8")
CASE: dict[str, Any] = {"period": "2022-01", "status": "white_collar", "gross": "2500.00"}
NESTED: dict[str, Any] = {
    "household": {"?": 1},
    "exceptional": [{"kind": "arrears", "amount": "1.00", "?": 1}],
    "student": {"hours": "1.00", "?": 1},
    "flexi": {"?": 1},
    "article17": {"?": 1},
}


def rows(heading: str) -> list[str]:
    """The names in the first column of the table under a heading."""
    section = re.split(r"^#+ ", PAGE.split(f"{heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


def known(fields: dict[str, Any]) -> set[str]:
    """The fields that the refusal of an unknown one lists."""
    with pytest.raises(CaseError) as caught:
        preste.pay({**CASE, **fields})
    return set(caught.value.errors[0].remedy.removeprefix("known fields: ").split(", "))


def test_every_input_field_is_on_the_page() -> None:
    assert set(rows("## Input")) == known({"?": 1})


@pytest.mark.parametrize("part", NESTED)
def test_every_nested_field_is_on_the_page(part: str) -> None:
    heading = "### `exceptional`, each payment" if part == "exceptional" else f"### `{part}`"
    named = known({part: NESTED[part]})
    if part == "exceptional":
        for kind in ("departure_holiday_pay", "severance"):
            named |= known({"exceptional": [{"kind": kind, "amount": "1.00", "?": 1}]})
    assert set(rows(heading)) == named


def test_every_output_is_on_the_page() -> None:
    blocked = {"period": "2023-06", "exceptional": [{"kind": "year_end_premium", "amount": "1.00"}]}
    assert rows("## Output") == list(preste.pay({**CASE, **blocked}, explained=True))


def test_the_examples_are_true() -> None:
    (case,) = re.findall(r"^\{\"period\".*\}$", PAGE, re.MULTILINE)
    found = preste.pay(json.loads(case))
    for name, value in re.findall(r'^  "(\w+)": "([\d.]+)",$', PAGE, re.MULTILINE):
        assert found[name] == value
    (told,) = re.findall(r'^result\["net"\]  # "([\d.]+)"', PAGE, re.MULTILINE)
    assert found["net"] == told


def test_every_code_of_a_refusal_is_on_the_page() -> None:
    source = Path(preste.__file__).parent / "payroll"
    used: set[str] = set()
    for name in ("case.py", "fields.py"):
        used |= set(re.findall(r'"(E-INPUT[A-Z-]*)"', (source / name).read_text(encoding="utf-8")))
    used -= {"E-INPUT-DATE"}  # a case has a month and no dates
    assert used | {"E-INPUT-MONTH", "E-LAW-MISSING"} == set(rows("## Errors"))

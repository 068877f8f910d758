"""The reductions of a quarter from one JSON object: read whole, faults told together, answered line by line."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from preste.errors import DossierError, InputError, PresteError
from preste.payroll.reductions_case import TEMPLATE, answer_quarter, read_quarter


def quarter(**more: Any) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(TEMPLATE.read_text(encoding="utf-8"))
    return {**told, **more}


def test_the_template_is_read_whole() -> None:
    case = read_quarter(quarter())
    anne, bart = case.workers
    assert str(case.quarter) == "2026Q1"
    line = bart.occupations[0]
    assert (line.wage, line.hours_week, line.reference_hours_week, line.hours) == (420_000, 1900, 3800, {"1": 24_320})
    assert anne.age == 62
    assert line.situation.region == "brussels"
    assert case.history is not None and len(case.history.employments) == 2
    assert [(one.rank, str(one.quarter)) for one in case.uses] == [(2, "2025Q3"), (2, "2025Q4")]


def test_the_template_is_answered() -> None:
    found = answer_quarter(quarter())
    amounts = {who: (one.structural, one.target, one.left) for (who, _), one in found.choices.reductions.items()}
    # anne: 62 of 65 days, S = 9,300.00 × 1.05; bart: 32 of 65 halves, S = 4,200.00 × 2.03
    assert amounts == {"anne": (23_710, 208_790, 0), "bart": (32_595, 72_405, 0)}
    assert found.hires is not None
    assert [one.left for one in found.hires.rights] == [None, 11]


def test_the_employer_chooses_by_line_or_leaves_a_line_without() -> None:
    found = answer_quarter(quarter(chosen={"anne/1": "", "bart/1": "3324"}))
    codes = {who: one.claim and one.claim.code for (who, _), one in found.choices.reductions.items()}
    assert codes == {"anne": None, "bart": "3324"}
    with pytest.raises(InputError, match="no right to the reduction 7320"):
        answer_quarter(quarter(chosen={"anne/1": "7320"}))


def test_no_file_of_first_hires_without_employments() -> None:
    told = quarter()
    del told["first_hires"]
    found = answer_quarter(told)
    assert found.hires is None
    assert {one.claim for one in found.choices.reductions.values()} == {None}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"quarter": "2026Q7"}, "quarter"),
        ({"structural_category": "4"}, "structural_category"),
        ({"workers": []}, "workers"),
        ({"chosen": {"carl/1": "3315"}}, "chosen.carl/1"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_what_is_wrong_is_told_with_its_field(change: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as told:
        read_quarter(quarter(**change))
    errors = told.value.errors if isinstance(told.value, DossierError) else [told.value]
    assert field in {one.field for one in errors}


def places(told: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value of the template."""
    items = told.items() if isinstance(told, dict) else enumerate(told) if isinstance(told, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


@pytest.mark.parametrize("odd", [None, 0, -1, "", "x", [1], {"1": "x"}, "2026-13-01"], ids=str)
def test_whatever_stands_in_a_field_is_answered_or_refused(odd: Any) -> None:
    """No other error than ours, at any place of the file."""
    refused = 0
    for path in places(quarter()):
        told = copy.deepcopy(quarter())
        holder = told
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = odd
        try:
            answer_quarter(told)
        except PresteError:
            refused += 1
    assert refused > 10


def test_faults_of_all_lines_are_told_together() -> None:
    told = copy.deepcopy(quarter())
    line = told["workers"][0]["occupations"][0]
    line["wage"] = -5
    line["days"] = {"1": "many"}
    line["region"] = "luxembourg"
    told["workers"][1]["worker"] = "anne"
    told["first_hires"]["employments"][0]["begins"] = "yesterday"
    with pytest.raises(DossierError) as found:
        read_quarter(told)
    assert {one.field for one in found.value.errors} == {
        "workers", "workers[0].occupations[0].wage", "workers[0].occupations[0].days.1",
        "workers[0].occupations[0].region", "first_hires.employments[0].begins",
    }  # fmt: skip

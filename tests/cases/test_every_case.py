"""No case is silently skipped: each one is tested, disputed, or named as out of scope with its reason."""

from __future__ import annotations

import pytest

from . import (
    test_benefits,
    test_deadlines,
    test_declarations,
    test_dimona,
    test_exit,
    test_gaps_fiscal,
    test_garnishment,
    test_holiday,
    test_ltds,
    test_onss,
    test_overtime,
    test_parameters,
    test_quarter,
    test_reductions,
    test_sickness,
    test_withholding,
)
from .reading import FILES, Worked, cases, disputed, fields_left_out, load, out_of_scope

MODULES = (
    test_deadlines,
    test_withholding,
    test_onss,
    test_overtime,
    test_gaps_fiscal,
    test_garnishment,
    test_parameters,
    test_ltds,
    test_exit,
    test_holiday,
    test_sickness,
    test_benefits,
    test_dimona,
    test_declarations,
    test_quarter,
    test_reductions,
)
TESTED: list[Worked] = [case for module in MODULES for case in module.TESTED]


@pytest.mark.parametrize("file", FILES)
def test_every_case_is_answered_once(file: str) -> None:
    tested = [case.id for case in TESTED if case.file == file]
    assert len(tested) == len(set(tested)), "a case stands in two tests' lists"
    contested = [key for key, entry in disputed().items() if entry["file"] == file]
    aside = [key for group in load("out_of_scope")["cases"] if group["file"] == file for key in group["ids"]]
    assert sorted([*tested, *contested, *aside]) == sorted(cases(file))


def test_ids_are_unique_over_all_files() -> None:
    every = [key for file in FILES for key in cases(file)]
    assert len(every) == len(set(every))


def test_every_reason_is_given() -> None:
    assert all(len(reason) > 20 for reason in [*out_of_scope().values(), *fields_left_out().values()])


@pytest.mark.parametrize(("key", "field"), sorted(fields_left_out()), ids="/".join)
def test_fields_left_out_exist(key: str, field: str) -> None:
    """They are fields of a case that is otherwise compared."""
    answered = {case.id: case for case in TESTED} | {k: cases(e["file"])[k] for k, e in disputed().items()}
    assert field in answered[key].expected

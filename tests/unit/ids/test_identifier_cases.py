"""Every published or derived identifier of `identifiers.yaml`, with its source, through its module."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from preste import ids
from preste.errors import IdentifierError
from preste.ids import iban, lu_matricule, niss

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "identifiers.yaml").read_text("utf-8"))
READ_ON = date(2026, 11, 21)


def module(case: dict[str, Any]) -> ModuleType:
    found: ModuleType = getattr(ids, case["kind"])
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_valid_or_not(case: dict[str, Any]) -> None:
    kind = module(case)
    assert kind.is_valid(case["value"]) is case["valid"], case["source"]
    if case["valid"]:
        assert kind.validate(kind.format(case["value"])) == kind.validate(case["value"])
        return
    with pytest.raises(IdentifierError) as caught:
        kind.validate(case["value"])
    assert caught.value.remedy and caught.value.message and caught.value.field == ""


@pytest.mark.parametrize("case", [c for c in CASES if "register" in c], ids=lambda case: case["id"])
def test_niss_register(case: dict[str, Any]) -> None:
    assert niss.register(case["value"]) == case["register"]


@pytest.mark.parametrize("case", [c for c in CASES if "sex" in c], ids=lambda case: case["id"])
def test_niss_sex(case: dict[str, Any]) -> None:
    assert niss.sex(case["value"]) == case["sex"]


@pytest.mark.parametrize("case", [c for c in CASES if "birth_date" in c], ids=lambda case: case["id"])
def test_birth_date(case: dict[str, Any]) -> None:
    if case["kind"] == "niss":
        assert niss.birth_date(case["value"], on=READ_ON) == case["birth_date"]
    else:
        assert lu_matricule.birth_date(case["value"]) == case["birth_date"]


def test_birth_year_of_the_century_case() -> None:
    case = next(c for c in CASES if "birth_year" in c)
    born = niss.birth_date(case["value"], on=READ_ON)
    assert born is not None and born.year == case["birth_year"]


def test_cases_are_sourced_once_and_cover_every_kind_that_has_check_digits() -> None:
    assert all(case["source"] for case in CASES)
    assert [name for name, count in Counter(case["id"] for case in CASES).items() if count > 1] == []
    kinds = Counter((case["kind"], case["valid"]) for case in CASES)
    assert all(kinds[kind, True] for kind in ids.__all__ if kind != "bic")  # a BIC has only a form


def test_iban_of_another_country_keeps_its_country() -> None:
    countries = {iban.country(case["value"]) for case in CASES if case["kind"] == "iban" and case["valid"]}
    assert countries == {"BE", "LU", "DE", "FR", "NL"}

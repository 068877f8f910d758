"""The error tree: codes, texts, JSON, and who is a kind of what."""

from __future__ import annotations

import inspect
import re

import pytest

from preste import errors
from preste.errors import (
    DocumentError,
    DossierError,
    IdentifierError,
    InputError,
    LawError,
    NoParameter,
    PresteError,
    RuleError,
)

ALL = [one for _, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, PresteError)]


def test_the_tree_is_the_one_the_module_draws() -> None:
    assert errors.__doc__ is not None
    drawn = re.findall(r"^\s*[│├└─ ]*(\w+(?:Error|Parameter))\b", errors.__doc__, re.MULTILINE)
    assert sorted(drawn) == sorted(one.__name__ for one in ALL)
    assert {one.__name__: one.__bases__[0].__name__ for one in ALL if one is not PresteError} == {
        "InputError": "PresteError",
        "IdentifierError": "InputError",
        "DossierError": "InputError",
        "NoParameter": "PresteError",
        "LawError": "PresteError",
        "RuleError": "PresteError",
        "DocumentError": "PresteError",
    }


def test_every_error_has_a_code_of_its_own() -> None:
    codes = [one.code for one in ALL]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"E(-[A-Z]+)+", code) for code in codes)


@pytest.mark.parametrize(
    "kind", [PresteError, InputError, IdentifierError, NoParameter, LawError, RuleError, DocumentError]
)
def test_the_text_says_what_where_and_what_to_do(kind: type[PresteError]) -> None:
    error = kind("no wage", field="wage", where="pay.csv row 3", remedy="give it")
    assert str(error) == f"{kind.code} no wage (pay.csv row 3, wage) — give it"
    assert error.as_dict() == {
        "code": kind.code,
        "field": "wage",
        "message": "no wage",
        "remedy": "give it",
        "where": "pay.csv row 3",
    }
    assert error.args == ("no wage",)


def test_what_is_not_known_is_not_told() -> None:
    assert str(InputError("no wage")) == "E-INPUT no wage"
    assert str(InputError("no wage", field="wage")) == "E-INPUT no wage (wage)"
    assert str(InputError("no wage", remedy="give it")) == "E-INPUT no wage — give it"
    assert InputError("no wage").as_dict() == {"code": "E-INPUT", "field": "", "message": "no wage", "remedy": ""}


def test_a_closer_code_replaces_that_of_the_kind() -> None:
    error = InputError("no month", code="E-INPUT-MONTH")
    assert (error.code, error.as_dict()["code"], InputError.code) == ("E-INPUT-MONTH", "E-INPUT-MONTH", "E-INPUT")
    assert str(error).startswith("E-INPUT-MONTH ")


def test_a_dossier_error_carries_everything_found() -> None:
    found: list[PresteError] = [InputError("no wage"), NoParameter("no rate")]
    error = DossierError("2 errors", found)
    assert error.errors == found
    assert str(error) == "E-DOSSIER 2 errors"


def test_a_dossier_error_counts_in_the_singular_too() -> None:
    one, other = InputError("wrong"), InputError("wrong too")
    assert str(DossierError.of([one], "days")) == "E-DOSSIER 1 error in days"
    assert str(DossierError.of([one, other], "days")) == "E-DOSSIER 2 errors in days"
    assert DossierError.of([one, other], "days").errors == [one, other]


def test_a_missing_law_is_not_an_error_of_the_user() -> None:
    assert not issubclass(NoParameter, InputError)
    with pytest.raises(PresteError):
        raise NoParameter("no rate")

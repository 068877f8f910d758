"""What the package promises: names added or taken away change this file, and the version."""

from __future__ import annotations

import importlib
import importlib.resources
import inspect
import re
from types import ModuleType

import pytest

import preste
import preste.engine

PRESTE = [
    "CaseError",
    "InputError",
    "Month",
    "NoParameter",
    "PresteError",
    "explain",
    "pay",
    "pay_each",
    "replay",
]

ENGINE = [
    "EARNED",
    "PAID",
    "SCHEMA",
    "Fact",
    "Layer",
    "Plan",
    "ReplayError",
    "Rule",
    "Trace",
    "build",
    "causes",
    "explain",
    "replay",
    "rule",
    "rule_of",
    "rules_in",
]


def test_the_names_of_the_package() -> None:
    assert preste.__all__ == PRESTE


def test_the_names_of_the_engine() -> None:
    assert preste.engine.__all__ == ENGINE


@pytest.mark.parametrize("module", [preste, preste.engine], ids=lambda module: module.__name__)
def test_every_name_is_there_and_is_described(module: ModuleType) -> None:
    for name in module.__all__:
        found = getattr(module, name)
        assert not inspect.ismodule(found), f"{name} is a module: the name of what it holds is hidden"
        if inspect.isclass(found) or inspect.isfunction(found):
            assert inspect.getdoc(found), f"{name} has no description"


def test_names_stay_what_they_are_once_all_is_imported() -> None:
    """A module imported later must not take the name of a function."""
    for module in ("preste.engine.render", "preste.payroll.month", "preste.payroll.one_shot", "preste.cli.app"):
        importlib.import_module(module)
    assert callable(preste.pay)
    assert callable(preste.explain)
    assert callable(preste.replay)
    assert callable(preste.engine.rule)


def test_the_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+([ab]\d+|rc\d+)?", preste.__version__)


def test_the_package_is_typed() -> None:
    assert (importlib.resources.files("preste") / "py.typed").is_file()

"""Reading the worked cases: every number as text, never as a float; every field compared or said to be left out."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from preste.money import half_up, parse, text

HERE = Path(__file__).parent
FILES = (
    "withholding", "onss", "gaps_social", "gaps_fiscal", "payslips", "labour", "ltds", "dimona", "declarations",
)  # fmt: skip


@dataclass(frozen=True)
class Worked:
    """A worked case: where it comes from, what goes in and what the source says comes out."""

    file: str
    id: str
    raw: Mapping[str, Any]

    @property
    def inputs(self) -> Mapping[str, Any]:
        """What the source computes from."""
        found: Mapping[str, Any] = self.raw["inputs"]
        return found

    @property
    def expected(self) -> Mapping[str, Any]:
        """What the source says comes out; a row without such a part holds everything itself."""
        found: Mapping[str, Any] = self.raw.get("expected", self.raw)
        return found

    @property
    def month(self) -> str:
        """The month of the case: "2021-01"; a case that names a year only is of its January."""
        date = str(self.raw["date"])
        return date[:7] if len(date) >= 7 else f"{date}-01"


def load(name: str) -> Any:
    """A YAML file beside this one, every scalar as text (the base loader builds nothing else)."""
    with (HERE / f"{name}.yaml").open(encoding="utf-8") as file:
        return yaml.load(file, Loader=yaml.BaseLoader)


@cache
def cases(file: str) -> Mapping[str, Worked]:
    """The cases of a file by id; the sections of a file without ids are numbered."""
    content = load(file)
    rows: Iterable[tuple[str, Any]]
    if isinstance(content, list):
        rows = [(row["id"], row) for row in content]
    else:
        rows = [(row.get("id", f"{name}-{i}"), row) for name, part in content.items() for i, row in enumerate(part)]
    found: dict[str, Worked] = {}
    for key, row in rows:
        assert key not in found, f"{file}.yaml has two cases {key}"
        found[key] = Worked(file, key, row)
    return found


def table(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file beside this one."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def chosen(file: str, *prefixes: str, kind: str = "") -> list[Worked]:
    """The cases of a file whose id begins so (or of that kind), but for the disputed and those out of scope."""
    put_aside = set(disputed()) | set(out_of_scope())
    found = [
        case
        for case in cases(file).values()
        if case.id not in put_aside
        and ((kind and case.raw.get("kind") == kind) or any(case.id.startswith(p) for p in prefixes))
    ]
    assert found, f"no case of {file}.yaml begins with {prefixes or kind}"
    return found


def each(*lists: list[Worked]) -> pytest.MarkDecorator:
    """Parametrises a test with one id for each case."""
    every = [case for one in lists for case in one]
    return pytest.mark.parametrize("case", every, ids=[case.id for case in every])


@cache
def disputed() -> Mapping[str, Mapping[str, Any]]:
    """The cases where Preste and the source differ, by id."""
    return {row["id"]: row for row in load("disputed")}


@cache
def out_of_scope() -> Mapping[str, str]:
    """The cases that are not computed, by id, with the reason."""
    return {key: row["reason"] for row in load("out_of_scope")["cases"] for key in row["ids"]}


@cache
def fields_left_out() -> Mapping[tuple[str, str], str]:
    """The fields of tested cases that are not compared, with the reason."""
    return {(row["id"], field): row["reason"] for row in load("out_of_scope")["fields"] for field in row["fields"]}


def cents(amount: str) -> int:
    """Cents of a published amount, whatever decimals it is printed with."""
    return half_up(parse(amount, 8), 10**6)


def plain(amount: str) -> str:
    """A published amount with two decimals, as Preste writes it."""
    return text(cents(amount))


def check(case: Worked, got: Mapping[str, str | None], expected: Mapping[str, Any] | None = None) -> None:
    """Every field the source gives is compared to the cent, but for those said to be left out."""
    wanted = case.expected if expected is None else expected
    compared = {name: plain(value) for name, value in wanted.items() if (case.id, name) not in fields_left_out()}
    assert compared, f"{case.id}: nothing is compared"
    assert set(compared) <= set(got), f"{case.id}: {sorted(set(compared) - set(got))} are not computed"
    found = {name: got[name] for name in compared}
    assert found == compared, f"{case.id}: Preste gives {found}, the source {compared}"

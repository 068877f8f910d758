"""Disputed cases: Preste's value is exactly the one that is written down with its reason, so it cannot drift."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from preste import pay
from preste.money import text

from .asking import decava_rates, ended, rules
from .reading import cases, disputed, fields_left_out, plain

PAGE = Path(__file__).parents[2] / "docs" / "disputed_cases.md"


def asked(value: Any) -> Any:
    """A one-shot case read as text, with its counts and flags."""
    if isinstance(value, Mapping):
        return {k: int(v) if k == "children" else asked(v) for k, v in value.items()}
    return [asked(v) for v in value] if isinstance(value, list) else value


def found(entry: Mapping[str, Any]) -> dict[str, str]:
    """What Preste gives for each field that the entry reads."""
    if "rules" in entry:
        how = dict(entry["rules"])
        facts = {name: int(value) for name, value in how.pop("facts").items()}
        trace = rules(how.pop("month"), facts, **how)
        lacking = [trace.errors[rule].field for rule in entry["read"].values() if trace.get(rule) is None]
        assert lacking == ([entry["missing"]] if "missing" in entry else [])
        known = {field: trace.get(rule) for field, rule in entry["read"].items()}
        return {field: "" if value is None else text(value) for field, value in known.items()}
    if "decava" in entry:
        return decava_rates(int(entry["decava"]["age"]))
    answer = pay(asked(entry["pay"]))
    if "severance" in entry:
        answer["severance"] = ended(entry["severance"])
        item, paid = answer["severance"]["item"], entry["pay"]["exceptional"][0]
        assert {name: item[name] for name in paid} == paid, "the payslip pays what was found"
    missing = [error["field"] for error in answer.get("errors", [])]
    assert missing == ([entry["missing"]] if "missing" in entry else [])
    return {field: follow(answer, path) or "" for field, path in entry["read"].items()}


def told(value: str) -> str:
    """A field of a source: a day as it is, a number with two decimals."""
    return value if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else plain(value)


def follow(answer: Any, path: str) -> str | None:
    """The value at `exceptional.0.withholding`."""
    for step in path.split("."):
        answer = answer[int(step)] if step.isdigit() else answer[step]
    assert answer is None or isinstance(answer, str)
    return answer


@pytest.mark.parametrize("entry", disputed().values(), ids=list(disputed()))
def test_ours_is_what_is_written_down(entry: Mapping[str, Any]) -> None:
    assert found(entry) == entry["ours"]


@pytest.mark.parametrize("entry", disputed().values(), ids=list(disputed()))
def test_the_source_is_told_truly(entry: Mapping[str, Any]) -> None:
    """Every field of the source stands in the entry, or is said to be left out; and one at least differs."""
    case = cases(entry["file"])[entry["id"]]
    said = entry["source_says"]
    assert {field: told(case.expected[field]) for field in said} == said
    if "expected" in case.raw:
        assert {f for f in case.expected if f not in said} == {f for i, f in fields_left_out() if i == case.id}
    assert set(said) == set(entry["ours"]) == set(entry["read"])
    assert said != entry["ours"]
    assert len(entry["reason"]) > 80


def test_the_page_tells_the_same() -> None:
    """The page for readers has one row for each entry, in order, with the same amounts."""
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]*) \| ([^|]*) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [row[0] for row in rows] == list(disputed())
    for key, said, ours in rows:
        entry = disputed()[key]
        for field, value in entry["source_says"].items():
            if value != entry["ours"][field]:
                assert figure(value) in said, (key, field)
                assert figure(entry["ours"][field]) in ours, (key, field)


def figure(value: str) -> str:
    """An amount as the page writes it."""
    if not value:
        return "nothing"
    whole, _, cents = value.partition(".")
    return f"{int(whole):,}.{cents}"

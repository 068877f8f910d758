from __future__ import annotations

import pytest
from lxml import etree

from preste.declarations.structure import Block, Choice, Clock, Codes, Date, Number, Text, Zone, check

LINE = Block(
    "Line", "90001", (Zone("Code", "00010", Number(3, exact=True)), Zone("Day", "00011", Date(), least=0)), most=2
)
ROOT = Block(
    "Root",
    "90000",
    (
        Zone("Kind", "00001", Codes(frozenset({"A", "B"}))),
        Zone("Hour", "00002", Clock(), least=0),
        Choice(((LINE,), (Zone("Days", "00020", Number(2, 1, 50)), Zone("Why", "00021", Text(5, "[a-z]*"), least=0)))),
        Zone("End", "00030", Text(3, least=1), least=0),
    ),
)


def codes(inner: str) -> list[str]:
    return [finding.code for finding in check(etree.XML(f"<Root>{inner}</Root>"), ROOT)]


@pytest.mark.parametrize(
    "inner",
    [
        "<Kind>A</Kind><Line><Code>012</Code></Line>",
        "<Kind>A</Kind><Hour>10:00:00.000</Hour><Days>7</Days><End>x</End>",
        "<Kind>B</Kind><Line><Code>012</Code><Day>2024-02-29</Day></Line><Line><Code>013</Code></Line>",
    ],
)
def test_what_follows_the_tree_has_no_fault(inner: str) -> None:
    assert codes(inner) == []


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<Line><Code>012</Code></Line>", ["00001-001"]),
        ("<Kind>C</Kind><Days>7</Days>", ["00001-008"]),
        ("<Kind>A</Kind>", ["90001-001"]),
        ("<Kind>A</Kind><Days>x</Days>", ["00020-002"]),
        ("<Kind>A</Kind><Days>-1</Days>", ["00020-002"]),
        ("<Kind>A</Kind><Days>51</Days>", ["00020-008"]),
        ("<Kind>A</Kind><Days>123</Days>", ["00020-093"]),
        (f"<Kind>A</Kind><Days>{'9' * 10_000}</Days>", ["00020-093"]),
        ("<Kind>A</Kind><Days>1</Days><Why>TOO</Why>", ["00021-003"]),
        ("<Kind>A</Kind><Days>1</Days><End></End>", ["00030-093"]),
        ("<Days>1</Days><Kind>A</Kind>", ["00001-091"]),
        ("<Kind>A</Kind><Days>1</Days><Days>1</Days>", ["00020-090"]),
        ("<Kind>A</Kind><Days>1</Days><Other/>", ["90000-146"]),
        ("<Kind>A</Kind><Days>1</Days><Line><Code>012</Code></Line>", ["90000-146"]),
        ("<Kind>A</Kind><Line><Code>12</Code><Day>2023-02-29</Day></Line>", ["00010-093", "00011-003"]),
        ("<Kind>A</Kind><Hour>25:00:00</Hour><Days>1</Days>", ["00002-003"]),
    ],
)
def test_each_departure_has_its_code(inner: str, expected: list[str]) -> None:
    assert codes(inner) == expected


def test_a_finding_says_where_and_what_in_four_languages() -> None:
    [found] = check(etree.XML("<Root>\n<Kind>A</Kind>\n<Line><Code>x12</Code></Line>\n</Root>"), ROOT)
    assert (found.path, found.line, found.value) == ("/Root/Line[1]/Code", 3, "x12")
    assert set(found.text) == {"fr", "nl", "de", "en"}
    assert found.as_dict()["severity"] == "B"

from __future__ import annotations

import pytest
from lxml import etree

from preste.declarations.structure import Among, Block, Choice, Clock, Code, Codes, Date, Number, Text, Zone, check

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


FAMILIES = Block(
    "Record",
    "90012",
    (
        Choice(
            (
                (Zone("Work", "00001", Text(3), most=9), Zone("Due", "00002", Number(3), least=0, most=9)),
                (Zone("Due", "00002", Number(3), most=2), Zone("Paid", "00003", Number(3))),
                (
                    Zone("Old", "00004", Code(4, exact=True), least=0, most=0),
                    Zone("Year", "00005", Among(2, allowed=frozenset({7}))),
                ),
            )
        ),
        Zone("Since", "00006", Date("2007-07-01"), least=0),
    ),
)


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<Work>a</Work><Due>1</Due><Due>1</Due><Due>1</Due>", []),
        ("<Due>1</Due><Work>a</Work>", ["00001-091"]),
        ("<Due>1</Due><Paid>1</Paid>", []),
        ("<Due>1</Due><Due>1</Due><Due>1</Due><Paid>1</Paid>", ["00002-090"]),
        ("<Paid>1</Paid><Due>1</Due>", ["00002-091"]),
        ("<Due>1</Due>", ["00001-001"]),
        ("<Work>a</Work><Paid>1</Paid>", ["90012-146"]),
        ("<Old>1234</Old><Year>7</Year>", ["00004-146"]),
        ("<Year>8</Year><Since>2007-06-30</Since>", ["00005-008", "00006-008"]),
    ],
)
def test_a_choice_takes_the_option_that_fits_best(inner: str, expected: list[str]) -> None:
    """The same zone has another place and another count in each option."""
    assert [found.code for found in check(etree.XML(f"<Record>{inner}</Record>"), FAMILIES)] == expected


def test_what_is_opaque_is_counted_and_not_entered() -> None:
    root = etree.XML("<Root><Kind>A</Kind><Line><Code>wrong</Code></Line><Line/><Line/></Root>")
    assert [found.code for found in check(root, ROOT, opaque=frozenset({"Line"}))] == ["90001-090"]


def test_of_two_options_that_fit_alike_the_one_that_lacks_least_is_taken() -> None:
    """A modification of what all workers owe together names nobody: the option with people is not meant."""
    people, together = Zone("People", "00001", Number(2)), Zone("Together", "00002", Number(2))
    optional = Zone("Together", "00002", Number(2), least=0)
    block = Block("Root", "90000", (Choice(((people, optional), (together,))),))
    told = {
        inner: [one.code for one in check(etree.XML(f"<Root>{inner}</Root>"), block)]
        for inner in ("<Together>1</Together>", "<People>1</People><Together>1</Together>", "")
    }
    assert list(told.values()) == [[], [], ["00001-001"]]

"""Reading law files: what a good one gives, and the error each malformed one gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from preste.errors import LawError
from preste.law import Book


def test_a_bare_number_becomes_an_integer_of_its_kind(small: Book) -> None:
    entry = small.on("bread_allowance", dt.date(2021, 6, 1))
    assert entry.value == 1000
    assert (entry.start, entry.end, entry.status) == (dt.date(2021, 1, 1), dt.date(2021, 12, 31), "official")
    assert [source.as_dict() for source in entry.sources] == [
        {"title": "Moniteur belge", "date": "2020-12-30", "link": "https://example.be/gazette"}
    ]


def test_a_table_is_read_field_by_field_and_key_by_key(small: Book) -> None:
    series = small.series["flour_table"]
    assert set(series.entries) == {("01", "rye"), ("01", "oats"), ("02", "rye"), ("02", "oats")}
    before = small.on("flour_table", dt.date(2021, 12, 31), ("02", "rye")).value
    after = small.on("flour_table", dt.date(2022, 1, 1), ("02", "rye")).value
    assert (before.rate, before.bounds) == (1307, (10000, 20000))
    assert (after.rate, after.bounds) == (1400, (10000, 21050))
    assert small.on("flour_table", dt.date(2022, 1, 1), ("01", "rye")).value == before


def test_an_entry_runs_to_the_next_one_or_to_the_end_of_the_series(small: Book) -> None:
    ends = [entry.end for entry in small.series["flour_table"].entries["02", "oats"]]
    assert ends == [dt.date(2021, 12, 31), dt.date(2022, 12, 31)]
    assert small.series["bread_allowance"].entries[()][-1].end is None


def test_entries_may_be_written_in_any_order(read: Callable[..., Book], bread: str) -> None:
    first = '      - {from: "2021-01-01", value: "10.00", source: gazette, status: official}\n'
    last = '      - {from: "2024-01-01", value: "10.61", source: bakers, status: unsure}\n'
    swapped = bread.replace(first, "@").replace(last, first).replace("@", last)
    assert swapped != bread
    assert read(swapped).series["bread_allowance"].entries == read(bread).series["bread_allowance"].entries


def test_the_version_follows_the_content(read: Callable[..., Book], bread: str) -> None:
    version = read(bread).version
    assert read(bread).version == version
    assert read(bread.replace('"10.61"', '"10.62"')).version != version


SPOILED = [
    # what is replaced, by what, what the error says, where
    ("sources:\n", "sources: [\n", "not YAML", "be/bread.yaml line"),
    ("sources:\n", "comments: x\nsources:\n", "no ['comments", "be/bread.yaml"),
    ("sources:\n", "fountains:\n", "`sources` and `series`", "be/bread.yaml"),
    ('title: "Moniteur belge", ', "", "a source has a title", "be/bread.yaml: source gazette"),
    ('date: "2020-12-30"', 'page: "4"', "a source has a title", "be/bread.yaml: source gazette"),
    ('date: "2020-12-30"', "date: 2020-12-30", "2020-12-30 is not quoted", "be/bread.yaml line 3"),
    ('    law: "AR du 1 avril 2020"\n    fields', "    fields", "a series has title, law", "bread_allowance"),
    ('    begins: "2021', '    colour: blue\n    begins: "2021', "no colour", "bread.yaml: flour_table"),
    (', en: "Bread allowance"', "", "fr, nl, de and en", "bread.yaml: bread_allowance"),
    ('en: "Bread allowance"', 'en: ""', "fr, nl, de and en", "bread.yaml: bread_allowance"),
    ("value: {kind: money", "value: {kind: gold", "field value wants a kind", "bread_allowance"),
    ("value: {kind: money", "value: {kind: [money]", "field value wants a kind", "bread_allowance"),
    ('percent, unit: "% of the wage", ', "percent, ", "field rate wants a kind", "flour_table"),
    ('title: "Rate"}', 'heading: "Rate"}', "field rate wants a kind", "flour_table"),
    ('begins: "2021-07-01"', 'begins: "July 2021"', "'July 2021' is not a quoted ISO date", "flour_table"),
    ('ends: "2022-12-31"', 'ends: "2022-12-32"', "is not a quoted ISO date", "flour_table"),
    ('ends: "2022-12-31"', 'ends: "2021-12-31"', "starts after the series ends", "flour_table"),
    ("keys: [mill, grain]", "keys: {mill: grain}", "keys: a list", "flour_table"),
    ('{from: "2021-01-01", value', "{value", "a value has", "bread_allowance"),
    ('value: "10.00"', "amount: \"10.00\"", "a value has", "bread_allowance"),
    ('{from: "2021-01-01"', '{from: "1 January 2021"', "is not a quoted ISO date", "bread_allowance"),
    ('value: "10.00"', "value: 10.00", "10.00 is not quoted", "be/bread.yaml line 12"),
    ('value: "10.00"', 'value: "10,00"', "is not a decimal number", "bread_allowance from 2021-01-01"),
    ('value: "10.00"', 'value: "10.005"', "more than 2 decimals", "bread_allowance from 2021-01-01"),
    ('value: "10.00"', 'value: ["10.00"]', "is a quoted string", "bread_allowance from 2021-01-01"),
    ('bounds: ["100.00", "200.00"]', 'bounds: "100.00"', "a quoted string in a list", "flour_table from 2021-07-01"),
    ('rate: "13.07"', 'share: "13.07"', "the fields are ['bounds', 'rate']", "flour_table from 2021-07-01"),
    ("status: official}", "status: certain}", "status 'certain'", "bread_allowance from 2021-01-01"),
    ('value: "10.00"', "value: null", "`unknown` goes with a null value", "bread_allowance from 2021-01-01"),
    ("value: null", 'value: "10.40"', "`unknown` goes with a null value", "bread_allowance from 2023-01-01"),
    ("source: bakers", "source: butchers", "'butchers' is not among", "bread_allowance from 2024-01-01"),
    ("source: bakers", "source: []", "a value has a source", "bread_allowance from 2024-01-01"),
    ("source: bakers", "source: {bakers: true}", "source: a list", "bread_allowance from 2024-01-01"),
    ('mill: "02", grain', "grain", "the key is ['mill', 'grain']", "flour_table from 2022-01-01"),
    ('mill: "02"', "mill: 02", "02 is not quoted", "be/bread.yaml line"),
    ('value: "10.00"', 'key: {mill: "01"}, value: "10.00"', "the key is []", "bread_allowance from 2021-01-01"),
    ('{from: "2022-01-01", value', '{from: "2021-01-01", value', "two values from 2021-01-01", "bread_allowance"),
    ('mill: "02"', 'mill: ["02", "02"]', "two values from 2022-01-01", "flour_table"),
    ("  flour_table:", "  bread_allowance:", "bread_allowance is written twice", "be/bread.yaml line"),
    ("source: gazette, status", "status: official, status", "status is written twice", "be/bread.yaml line 12"),
    ("{field: value, as", "{field: crust, as", "one of the fields", "bread_allowance"),
    ('only: ["2022-01-01"]', 'when: ["2022-01-01"]', "one of the fields", "bread_allowance"),
    ('only: ["2022-01-01"]', 'except: ["2022-01-01"]', "says why it has exceptions", "bread_allowance"),
    ('only: ["2022-01-01"]', 'only: ["2022"]', "is not a quoted ISO date", "bread_allowance"),
    ('as: "round(previous * 1.02, 2)"', "as: [previous]", "a derivation is a text", "bread_allowance"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message", "where"), SPOILED, ids=[f"{s[2]}:{s[1]}"[:60] for s in SPOILED])
def test_a_malformed_file_is_a_law_error(
    read: Callable[..., Book], bread: str, old: str, new: str, message: str, where: str
) -> None:
    assert old in bread
    with pytest.raises(LawError) as caught:
        read(bread.replace(old, new, 1))
    assert message in caught.value.message
    assert where in caught.value.where
    assert "be/bread.yaml" in caught.value.where


@pytest.mark.parametrize("text", ["", "- a list", "a text", "sources: {}\nseries: [bread]", "sources:\nseries:\n"])
def test_a_file_without_its_two_parts_is_a_law_error(read: Callable[..., Book], text: str) -> None:
    with pytest.raises(LawError, match="`sources` and `series`") as caught:
        read(text)
    assert caught.value.where == "be/bread.yaml"


def test_a_series_of_two_files_is_a_law_error(read: Callable[..., Book], bread: str) -> None:
    with pytest.raises(LawError, match=r"series bread_allowance stands in be/bread\.yaml too") as caught:
        read(bread, cake=bread)
    assert caught.value.where == "be/cake.yaml"


def test_unquoted_words_are_text_and_only_null_true_and_false_are_more(read: Callable[..., Book], bread: str) -> None:
    series = read(bread).series["flour_table"]
    assert [field.is_list for field in series.fields] == [False, True]
    assert series.keys == ("mill", "grain")


@pytest.mark.parametrize(
    ("horizon", "message"),
    [
        ("known_until: {be: 2026-11-30}", "2026-11-30 is not quoted"),
        ('known_until: {be: "November 2026"}', "'November 2026' is not a quoted ISO date"),
        ('known_until: "2026-11-30"', "says `known_until` by folder"),
        ('known_until: {be: "2026-11-30"}\nedition: two', "says `known_until` by folder"),
        ("- be", "says `known_until` by folder"),
    ],
)
def test_a_malformed_horizon_is_a_law_error(read: Callable[..., Book], horizon: str, message: str) -> None:
    with pytest.raises(LawError) as caught:
        read(horizon=horizon)
    assert message in caught.value.message
    assert caught.value.where.startswith("book.yaml")

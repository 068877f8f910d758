"""How numbers and keys of the law are told."""

from __future__ import annotations

import datetime as dt

import pytest

from preste.law import Book, view


def test_numbers_by_field(small: Book) -> None:
    table = small.series["flour_table"]
    entry = table.entries["01", "rye"][0]
    assert [view.number(entry, spec) for spec in table.fields] == [1307, (10000, 20000)]
    assert [view.text(view.number(entry, spec), spec) for spec in table.fields] == ["13.07", "100.00, 200.00"]
    assert [view.plain(view.number(entry, spec), spec) for spec in table.fields] == ["13.07", ["100.00", "200.00"]]


def test_an_unknown_number_is_nothing(small: Book) -> None:
    series = small.series["bread_allowance"]
    (spec,) = series.fields
    unknown = next(entry for entry in series.entries[()] if entry.start == dt.date(2023, 1, 1))
    assert view.number(unknown, spec) is None
    assert view.number(None, spec) is None
    assert (view.text(None, spec), view.plain(None, spec)) == ("", None)


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ((), ""),
        (((),), ""),
        ((("1",),), "1"),
        ((("1",), ("2",)), "1, 2"),
        ((("262", "015"), ("262", "024"), ("762", "015"), ("762", "024")), "262, 762 × 015, 024"),
        ((("262", "015"), ("262", "024"), ("762", "015")), "262 × 015, 024; 762 × 015"),
        ((("a", "b", "c"), ("a", "b", "d")), "a × b × c, d"),
    ],
)
def test_keys_in_few_words(keys: tuple[tuple[str, ...], ...], text: str) -> None:
    assert view.keys_text(keys) == text


def test_entries_that_differ_by_their_key_only_are_grouped(small: Book) -> None:
    entries = list(small.series["flour_table"].all_entries())
    groups = view.grouped(entries, lambda entry: (entry.start, entry.value))
    assert [(group[0].start, len(group[1])) for group in groups] == [(dt.date(2021, 7, 1), 4), (dt.date(2022, 1, 1), 2)]

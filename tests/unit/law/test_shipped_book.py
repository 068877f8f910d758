"""The statute book that ships with Preste: whole, sourced, and consistent with its own arithmetic."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from preste.law import FIRST_DAY, Book, Derivation, Series, book, shapes
from preste.law.check import ERROR, check
from preste.law.shape_writer import written

SERIES = list(book().series.values())
TODAY = dt.date(2026, 11, 21)
each_series = pytest.mark.parametrize("series", SERIES, ids=[one.name for one in SERIES])


@each_series
def test_every_day_has_one_entry(series: Series) -> None:
    assert series.entries
    for entries in series.entries.values():
        assert entries[0].start == series.begins >= FIRST_DAY
        assert entries[-1].end == series.ends
        for one, following in itertools.pairwise(entries):
            assert one.end is not None
            assert following.start - one.end == dt.timedelta(days=1)


@each_series
def test_it_says_what_it_is(series: Series) -> None:
    assert set(series.title) == {"fr", "nl", "de", "en"}
    assert all(title.strip() for title in series.title.values())
    assert series.law
    assert all(field.unit for field in series.fields)
    assert series.known_until is not None, f"book.yaml does not say until when {series.file} is known"


@each_series
def test_every_value_has_a_source_and_every_unknown_one_a_note(series: Series) -> None:
    for entry in series.all_entries():
        if entry.value is None:
            assert entry.status == "unknown"
            assert entry.note, f"{entry.name} from {entry.start} does not say what is missing"
        else:
            assert entry.sources, entry.name


@each_series
def test_every_number_is_an_integer(series: Series) -> None:
    for entry in series.all_entries():
        if entry.value is not None:
            for number in [entry.value] if isinstance(entry.value, int) else entry.value:
                numbers = number if isinstance(number, tuple) else (number,)
                assert all(type(one) is int for one in numbers)


@each_series
def test_a_table_has_the_class_that_rules_name(series: Series) -> None:
    values = [entry.value for entry in series.all_entries() if entry.value is not None]
    if series.is_scalar:
        assert all(type(value) is int for value in values)
    else:
        shape = getattr(shapes, "".join(part.title() for part in series.name.split("_")))
        assert all(type(value) is shape for value in values)


def test_shapes_are_current() -> None:
    assert Path(shapes.__file__).read_text(encoding="utf-8") == written(SERIES)


def test_the_check_finds_no_error() -> None:
    assert [finding for finding in check(book(), TODAY) if finding.level == ERROR] == []


RULES = [(series, rule) for series in SERIES for rule in series.derived]


@pytest.mark.parametrize(("series", "rule"), RULES, ids=[f"{s.name}-{r.field}-{i}" for i, (s, r) in enumerate(RULES)])
def test_a_spoiled_value_is_seen_by_its_derivation(series: Series, rule: Derivation) -> None:
    entry = next(e for e in series.all_entries() if e.value is not None and rule.holds_for(e.start))
    spoiled = replace(entry, value=_one_more(entry.value, rule.field))
    entries = tuple(spoiled if one is entry else one for one in series.entries[entry.key])
    changed = replace(series, entries={**series.entries, entry.key: entries})
    found = check(Book({**book().series, series.name: changed}, "spoiled"), TODAY)
    assert (series.name, entry.start, "contradiction") in [(f.series, f.start, f.kind) for f in found]


def _one_more(value: Any, field: str) -> Any:
    return value + 1 if isinstance(value, int) else value._replace(**{field: getattr(value, field) + 1})

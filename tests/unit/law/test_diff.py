"""What the law changed between two months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from preste.calendar import Month
from preste.errors import InputError
from preste.law import Book, book, view
from preste.law.diff import Change, diff


def changes(law: Book, a: str, b: str) -> list[Change]:
    return diff(law, Month.parse(a), Month.parse(b))


def test_a_changed_number(small: Book) -> None:
    (change,) = [c for c in changes(small, "2021-12", "2022-01") if c.series.name == "bread_allowance"]
    assert (change.old, change.new, change.since) == (1000, 1020, dt.date(2022, 1, 1))
    assert (change.old_status, change.status, change.note) == ("official", "derived", "Indexed.")
    assert [source.title for source in change.sources] == ["Moniteur belge", "Federation of bakers, 2022"]
    assert change.keys == ((),)


def test_only_the_fields_that_changed_and_the_keys_together(small: Book) -> None:
    found = [c for c in changes(small, "2021-12", "2022-01") if c.series.name == "flour_table"]
    assert [(c.field.name, c.old, c.new) for c in found] == [
        ("rate", 1307, 1400),
        ("bounds", (10000, 20000), (10000, 21050)),
    ]
    assert {c.keys for c in found} == {(("02", "rye"), ("02", "oats"))}


def test_a_number_that_becomes_unknown_and_known_again(small: Book) -> None:
    (lost,) = [c for c in changes(small, "2022-12", "2023-02") if c.series.name == "bread_allowance"]
    assert (lost.old, lost.new, lost.status, lost.since) == (1020, None, "unknown", dt.date(2023, 1, 1))
    (found,) = changes(small, "2023-02", "2024-02")
    assert (found.old, found.new, found.old_status, found.status) == (None, 1061, "unknown", "unsure")


def test_a_parameter_that_begins_and_one_that_ends(small: Book) -> None:
    begun = [c for c in changes(small, "2021-06", "2021-07") if c.field.name == "rate"]
    assert [(c.old, c.old_status, c.new, c.since) for c in begun] == [(None, "", 1307, dt.date(2021, 7, 1))]
    ended = [c for c in changes(small, "2022-12", "2023-01") if c.field.name == "rate"]
    assert {(c.old, c.new, c.status, c.since, c.sources) for c in ended} == {
        (1307, None, "", dt.date(2023, 1, 1), ()),
        (1400, None, "", dt.date(2023, 1, 1), ()),
    }


def test_nothing_changes_within_a_month_or_by_a_repeated_value(read: Callable[..., Book], bread: str) -> None:
    law = read(bread.replace('"10.20"', '"10.00"'))
    assert changes(law, "2022-05", "2022-05") == []
    assert [c for c in changes(law, "2021-12", "2022-01") if c.series.name == "bread_allowance"] == []


def test_since_looks_through_values_that_only_repeat(read: Callable[..., Book], bread: str) -> None:
    unknown = 'value: null, source: [], status: unknown, note: "amount after 2022"'
    law = read(bread.replace(unknown, 'value: "10.20", source: bakers, status: secondary'))
    (change,) = [c for c in changes(law, "2021-12", "2023-06") if c.series.name == "bread_allowance"]
    assert (change.since, change.status) == (dt.date(2022, 1, 1), "secondary")


def test_months_in_the_wrong_order(small: Book) -> None:
    with pytest.raises(InputError, match="2022-01 comes before 2022-04"):
        changes(small, "2022-04", "2022-01")


def test_a_month_after_the_horizon_counts_as_far_as_it_is_known(read: Callable[..., Book]) -> None:
    law = read(horizon='known_until: {be: "2021-12-31"}')
    assert changes(law, "2021-12", "2022-01") == []
    assert {c.since for c in changes(law, "2021-06", "2022-01")} == {dt.date(2021, 7, 1)}


def test_a_change_as_json(small: Book) -> None:
    found = {c.field.name: c.as_dict() for c in changes(small, "2021-12", "2022-01")}
    assert found["bounds"] == {
        "series": "flour_table",
        "title": {"fr": "Barème de la farine", "nl": "Meelschaal", "de": "Mehltabelle", "en": "Flour table"},
        "key_names": ["mill", "grain"],
        "keys": [["02", "rye"], ["02", "oats"]],
        "field": "bounds",
        "unit": "EUR/month",
        "old": ["100.00", "200.00"],
        "new": ["100.00", "210.50"],
        "since": "2022-01-01",
        "old_status": "official",
        "status": "secondary",
        "sources": [{"title": "Moniteur belge", "date": "2020-12-30", "link": "https://example.be/gazette"}],
        "note": "",
    }
    assert (found["value"]["old"], found["value"]["new"], found["value"]["keys"]) == ("10.00", "10.20", [])


def test_two_steps_make_the_whole() -> None:
    # Of the shipped book: what changed by July is what changed by April, then by July.
    def by_key(a: str, b: str) -> dict[tuple[str, str, tuple[str, ...]], tuple[object, object]]:
        return {
            (c.series.name, c.field.name, key): ((c.old, c.old_status == ""), (c.new, c.status == ""))
            for c in changes(book(), a, b)
            for key in c.keys
        }

    first, second, whole = by_key("2022-01", "2022-04"), by_key("2022-04", "2022-07"), by_key("2022-01", "2022-07")
    for name in {*first, *second}:
        old, new = (
            first.get(name, second.get(name, (None, None)))[0],
            second.get(name, first.get(name, (None, None)))[1],
        )
        assert whole.get(name, (old, old)) == (old, new)
    assert set(whole) <= {*first, *second}


def test_the_closure_fund_of_2022_is_told_once_for_each_group_of_workers() -> None:
    found = [c for c in changes(book(), "2021-12", "2022-01") if c.series.name == "contribution_810"]
    assert [(c.old, c.new, len(c.keys)) for c in found] == [(14, 10, 36), (13, 9, 60)]
    assert view.keys_text(found[0].keys).endswith("× 015, 046, 495")

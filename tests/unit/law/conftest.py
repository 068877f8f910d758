"""A small law book of our own, so that a test can spoil it in one place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from preste.law import Book, read_book

BREAD = """
sources:
  gazette: {title: "Moniteur belge", date: "2020-12-30", link: "https://example.be/gazette"}
  bakers: {title: "Federation of bakers, 2022"}
series:
  bread_allowance:
    title: {fr: "Indemnité de pain", nl: "Broodvergoeding", de: "Brotzulage", en: "Bread allowance"}
    law: "AR du 1 avril 2020"
    fields:
      value: {kind: money, unit: "EUR/month"}
    values:
      - {from: "2021-01-01", value: "10.00", source: gazette, status: official}
      - {from: "2022-01-01", value: "10.20", source: [gazette, bakers], status: derived, note: "Indexed."}
      - {from: "2023-01-01", value: null, source: [], status: unknown, note: "amount after 2022"}
      - {from: "2024-01-01", value: "10.61", source: bakers, status: unsure}
    derived:
      - {field: value, as: "round(previous * 1.02, 2)", only: ["2022-01-01"]}
  flour_table:
    title: {fr: "Barème de la farine", nl: "Meelschaal", de: "Mehltabelle", en: "Flour table"}
    law: "AR du 1 avril 2020"
    begins: "2021-07-01"
    ends: "2022-12-31"
    keys: [mill, grain]
    fields:
      rate: {kind: percent, unit: "% of the wage", title: "Rate"}
      bounds: {kind: money, unit: "EUR/month", list: true}
    values:
      - from: "2021-07-01"
        key: {mill: ["01", "02"], grain: ["rye", "oats"]}
        value: {rate: "13.07", bounds: ["100.00", "200.00"]}
        source: gazette
        status: official
      - from: "2022-01-01"
        key: {mill: "02", grain: ["rye", "oats"]}
        value: {rate: "14", bounds: ["100.00", "210.50"]}
        source: gazette
        status: secondary
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Book]:
    """Reads the text as the file be/bread.yaml of a law book, with other files beside it and a book.yaml if given."""

    def written(text: str = BREAD, *, horizon: str = "", **others: str) -> Book:
        (tmp_path / "be").mkdir(exist_ok=True)
        for name, content in {"bread": text, **others}.items():
            (tmp_path / "be" / f"{name}.yaml").write_text(content, encoding="utf-8")
        if horizon:
            (tmp_path / "book.yaml").write_text(horizon, encoding="utf-8")
        return read_book(tmp_path)

    return written


@pytest.fixture
def bread() -> str:
    """The text of the small law book."""
    return BREAD


@pytest.fixture
def small(read: Callable[..., Book]) -> Book:
    """The small law book."""
    return read()

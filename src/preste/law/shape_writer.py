"""Writes `law/shapes.py`: one typed NamedTuple for each table of the law files.

Rules name these classes as the types of their parameters, so that a type checker knows a table's fields.
Run `python -m preste.law.shape_writer` after changing the fields of a law file; a test compares.
"""

from __future__ import annotations

from pathlib import Path

from preste import money
from preste.law.series import Field, Series

_TYPE = {
    money.MONEY.name: "Cents",
    money.PERCENT.name: "Percent",
    money.RATE.name: "Ratio",
    money.QUANTITY.name: "Hundredths",
    money.UNIT_PRICE.name: "UnitPrice",
    money.INDEX.name: "Index",
    money.COUNT.name: "Count",
}


def written(series: list[Series]) -> str:
    """The text of `shapes.py` for these series."""
    tables = [s for s in sorted(series, key=lambda s: s.name) if not s.is_scalar]
    names = sorted({_TYPE[f.kind.name] for s in tables for f in s.fields})
    head = (
        '"""The shape of each table of the law, written by `preste.law.shape_writer`. Do not edit."""\n\n'
        "from typing import NamedTuple\n\n" + (f"from preste.money import {', '.join(names)}\n" if names else "")
    )
    return head + "".join(_class(s) for s in tables)


def _class(series: Series) -> str:
    name = "".join(part.title() for part in series.name.split("_"))
    lines = [f"\n\nclass {name}(NamedTuple):", f'    """{series.title["en"]}: {series.file}."""', ""]
    return "\n".join(lines + [f"    {f.name}: {_annotation(f)}" for f in series.fields]) + "\n"


def _annotation(spec: Field) -> str:
    kind = _TYPE[spec.kind.name]
    return f"tuple[{kind}, ...]" if spec.is_list else kind


if __name__ == "__main__":
    from preste.law.read import read_book

    root = Path(__file__).parent
    (root / "shapes.py").write_text(written(list(read_book(root).series.values())), encoding="utf-8")

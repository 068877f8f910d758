"""The ONSS's code lists, and the codes of its anomalies, as facts beside this file.

Each row of a list has the quarters between which it holds, empty where there is no bound that matters since 2021.
A list is whole until the quarter of `WHOLE_UNTIL`; of a later quarter it says what it knows, and no more.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

WHOLE_UNTIL = "20232"
"""The last quarter for which the published lists were read whole (categories, worker codes, combinations)."""
COMBINED_SINCE = "20221"
"""The first quarter that the combinations of 2023/2 are read for: before it categories and codes were others."""
COMMITTEES_UNTIL = "20264"
"""The last quarter for which the list of joint committees (March 2026) may be called whole."""
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    """A code and when it may be used; `fields` is what else its list says."""

    code: str
    first: str
    last: str
    fields: Mapping[str, str]

    def holds_in(self, quarter: str) -> bool:
        """Whether the code may be used in a quarter, YYYYQ."""
        return self.first <= quarter and (not self.last or quarter <= self.last)


@cache
def rows(name: str) -> Mapping[str, tuple[Row, ...]]:
    """The rows of a list by code: `workers`, `categories`, `reductions`, `services`, `remunerations`…"""
    found: dict[str, tuple[Row, ...]] = {}
    with (_HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for raw in csv.DictReader(file):
            row = Row(raw["code"], raw["from"], raw["until"], raw)
            found[row.code] = (*found.get(row.code, ()), row)
    return found


def known(name: str, code: str) -> bool:
    """Whether a list has a code, in whatever quarter."""
    return code in rows(name)


@cache
def holding(name: str, code: str, quarter: str) -> Row | None:
    """The row of a code that holds in a quarter, if any does."""
    return next((row for row in rows(name).get(code, ()) if row.holds_in(quarter)), None)


@cache
def worker(code: str, quarter: str, *families: str) -> Row | None:
    """The row of a worker code in one of these families, if it holds in that quarter."""
    of = rows("workers").get(code, ())
    return next((row for row in of if row.fields["family"] in families and row.holds_in(quarter)), None)


@cache
def combinations() -> Mapping[str, frozenset[str]]:
    """What each employer category may declare: worker code and contribution type, "495/0"."""
    found: dict[str, frozenset[str]] = {}
    with (_HERE / "combinations.csv").open(encoding="utf-8", newline="") as file:
        for raw in csv.DictReader(file):
            for category in raw["categories"].split():
                found[category] = frozenset(raw["codes"].split())
    return found


def allowed(category: str, code: str, kind: str) -> bool:
    """Whether a category may declare an ordinary contribution of this code and type; the list of 2023/2."""
    return f"{code}/{kind}" in combinations().get(category, frozenset())


@cache
def severities() -> Mapping[str, str]:
    """The class of every official anomaly, by its nine characters: "00015-007" is "B"."""
    found: dict[str, str] = {}
    with (_HERE / "anomalies.csv").open(encoding="utf-8", newline="") as file:
        for raw in csv.DictReader(file):
            number = raw.pop("number")
            found |= {f"{number}-{suffix}": kind for kind, some in raw.items() for suffix in some.split()}
    return found

"""Two tables row by row: the official scales of 2021, and a public calculator's net pay of 2024 to 2026."""

from __future__ import annotations

from typing import Any

import pytest

from preste.money import parse

from .asking import STATUS, answer
from .reading import table

SCALES = table("withholding_scales_2021")
NETS = table("net_2024_2026")
WITHIN = 3
"""Cents: the calculator rounds intermediate results in its own way."""
EXACT = 143
"""How many rows of the calculator are met to the cent; more or fewer is a change to look at."""

SCALE = {"1": "spouse_with_income", "2": "spouse_without_income"}
# The calculator's figures are those of the work bonus of these months.
MONTHS = {"2024": "2024-05", "2025": "2025-01", "2026": "2026-03"}
SITUATIONS = {
    "single": "single",
    "one_income": "spouse_without_income",
    "two_incomes": "spouse_with_income",
    "partner_low_pension": "spouse_low_pension",
    "partner_low_earned": "spouse_low_income",
}


@pytest.mark.parametrize("row", SCALES, ids=[f"scale-{r['scale']}-{r['monthly_taxable']}" for r in SCALES])
def test_official_scale_of_2021(row: dict[str, str]) -> None:
    asked = {
        "period": "2021-01",
        "status": "white_collar",
        "taxable_override": row["monthly_taxable"],
        "household": {"situation": SCALE[row["scale"]]},
    }
    assert answer(asked)["withholding"] == row["worker"]


def asked(row: dict[str, str]) -> dict[str, Any]:
    """The one-shot case of a row of the calculator; its `extra` is read word by word."""
    case: dict[str, Any] = {"period": MONTHS[row["year"]], "status": STATUS[row["status"]], "gross": row["gross"]}
    house: dict[str, Any] = {"situation": SITUATIONS[row["family"]], "children": 0}
    for word in row["extra"].split():
        name, _, number = word.rpartition("_")
        if name == "children":
            house["children"] += int(number)
        elif name == "disabled_children":  # counted beside the others in the calculator, among them in Preste
            house["children"] += int(number)
            house["disabled_children"] = int(number)
        elif word == "disabled":
            house["worker_disabled"] = True
        elif word == "disabled_partner":
            house["spouse_disabled"] = True
        elif name == "group":
            case["group_insurance"] = number
        elif word.startswith("parttime_"):
            case["hours_week"], case["hours_week_full_time"] = word.split("_")[1:]
        else:
            raise AssertionError(f"the row says {word!r}, which is not read")
    if house["children"] and house["situation"] == "single":
        house["situation"] = "single_parent"  # the calculator's "single" with children
    return case | {"household": house}


def off_by(row: dict[str, str]) -> int:
    """Cents between Preste and the calculator."""
    return parse(answer(asked(row))["net"], 2) - parse(row["net"], 2)


def name(row: dict[str, str]) -> str:
    """The id of a row."""
    return "-".join(part.replace(" ", "+") for part in row.values() if part)


@pytest.mark.parametrize("row", NETS, ids=[name(r) for r in NETS])
def test_net_of_2024_to_2026(row: dict[str, str]) -> None:
    assert abs(off_by(row)) <= WITHIN


def test_how_many_nets_are_exact(record_property: Any) -> None:
    differences = [off_by(row) for row in NETS]
    exact = sum(1 for d in differences if d == 0)
    record_property("exact", f"{exact} of {len(NETS)}")
    print(f"net pay 2024-2026: {exact} of {len(NETS)} rows to the cent, worst {max(map(abs, differences))} cents")
    assert (exact, len(NETS)) == (EXACT, 165)

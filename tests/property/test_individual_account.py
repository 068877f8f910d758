"""The individual account of any year: what is printed adds up, and is what the lines say."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from preste.belgium.time.codes import CODES
from preste.calendar import Month
from preste.documents.individual_account import AccountMonth, account_view
from preste.payroll import line as role
from preste.payroll.line import Line, totals

ROLES = [(r,) for r in range(1, 13)] + [(role.PLUS_TAXABLE, role.MINUS_NET), (role.MINUS_TAXABLE, role.PLUS_NET)]
ENDS = {"in_kind": "gross", "not_liable": "taxable", "tax": "net", "deductions": "to_pay"}
PARTS = ("cash", "in_kind", "contributions", "not_liable", "tax", "not_taxable", "deductions")


@st.composite
def months(draw: st.DrawFn) -> AccountMonth:
    """A payslip of any lines, some earned in another month, and any days."""
    month = Month(2026, draw(st.integers(1, 12)))
    hours = draw(st.dictionaries(st.sampled_from(list(CODES)), st.integers(0, 16_000), max_size=4))
    return AccountMonth(
        month=month,
        contract=draw(st.sampled_from(("a", "b"))),
        paid_on=month.last,
        lines=tuple(draw(st.lists(lines(month), max_size=8))),
        days={code: value // 7 for code, value in hours.items()},
        hours=hours,
        monthly_pay=draw(st.integers(0, 900_000)),
        final=draw(st.booleans()),
    )


@st.composite
def lines(draw: st.DrawFn, month: Month) -> Line:
    """A line of any roles, in its own month or earlier."""
    return Line(
        contract="a",
        earned_month=draw(st.sampled_from((month, month, month.plus(-1), Month(2025, 12)))),
        paid_on=month.last,
        code=draw(st.sampled_from(("base_pay", "premium", "csss", "withholding", "cost", "double_holiday_pay"))),
        label=draw(st.sampled_from(("Traitement mensuel", "Traitement mensuel (7,60 h payées sur 8,00)", "Autre"))),
        amount=draw(st.integers(-900_000, 9_000_000)),
        roles=draw(st.sampled_from(ROLES)),
    )


def read(printed: str) -> Decimal:
    """The number a reader sees; an empty cell is nothing."""
    return Decimal((printed or "0").replace("\u202f", "").replace("\u2212", "-").replace(",", "."))


def rows(view: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = view["groups"][name]["rows"]
    return found


def cells(view: dict[str, Any], name: str, which: str) -> list[Decimal]:
    (found,) = [one for one in rows(view, name) if one["name"] == which]
    return [read(cell) for cell in found["cells"]]


@settings(max_examples=150)
@given(st.lists(months(), min_size=1, max_size=14))
def test_printed_sums_add_up_in_every_column(make: Any, paid: list[AccountMonth]) -> None:
    view = account_view(make.employer(), [make.contract(id="a")], 2026, paid)
    above = [Decimal(0)] * 17
    for name in PARTS:
        for one in rows(view, name):
            if not one["total"]:
                above = [was + read(cell) for was, cell in zip(above, one["cells"], strict=True)]
        if name in ENDS:
            assert cells(view, name, ENDS[name]) == above, name
    for group in view["groups"].values():
        for one in group["rows"]:
            if group["title"] != "Période de paie":
                values = [read(cell) for cell in one["cells"]]
                quarters = [sum(values[i : i + 3], Decimal(0)) for i in (0, 4, 8, 12)]
                assert [values[3], values[7], values[11], values[15]] == quarters, one["label"]
                assert values[16] == sum(quarters), one["label"]


@settings(max_examples=150)
@given(st.lists(months(), min_size=1, max_size=14))
def test_the_year_is_what_the_lines_say(make: Any, paid: list[AccountMonth]) -> None:
    view = account_view(make.employer(), [make.contract(id="a")], 2026, paid)
    found = totals(line for one in paid for line in one.lines)
    told = [cells(view, name, which)[16] for name, which in ENDS.items()]
    assert [int(amount * 100) for amount in told] == [found.gross, found.taxable, found.net, found.granted]
    days = cells(view, "work", "days")[16] + cells(view, "interruptions", "interruptions")[16]
    assert days * 100 == sum(sum(one.days.values()) for one in paid)
    hours = cells(view, "work", "all_hours")[16]
    assert hours * 100 == sum(sum(one.hours.values()) for one in paid)
    assert view["draft"] == any(not one.final for one in paid)
    assert view["columns"][16] == {"title": "Année", "kind": "year"}

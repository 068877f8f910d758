"""What creditors may seize of a net: published examples and amounts of 2021 to 2025, and bands given for 2016."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from preste.belgium import DEFAULTS, FACTS, garnishment_plan
from preste.belgium.net.garnishment import seizable_by_bands
from preste.calendar import Month
from preste.engine import Trace, explain
from preste.law import book
from preste.law.shapes import Garnishment
from preste.money import text

from .reading import Worked, cents, check, chosen, each, plain

NETS = [*chosen("withholding", "saisie-"), *chosen("labour", "GA-02", "GA-03")]
BY_CHILDREN = chosen("labour", "GA-04", "GA-07", "GA-08")
EXAMPLE = chosen("payslips", "garnishment-2024-2000-3children")
ABOVE = chosen("payslips", "garnishment-2024-above-ceiling")
GIVEN_BANDS = chosen("payslips", "garnishment-thresholds-2016")
BANDS = [case for case in chosen("payslips", "garnishment-thresholds-") if case not in GIVEN_BANDS]
REPLACEMENT = chosen("payslips", "garnishment-replacement-income")
PER_CHILD = chosen("payslips", "garnishment-per-child")
TESTED = [*NETS, *BY_CHILDREN, *EXAMPLE, *ABOVE, *GIVEN_BANDS, *BANDS, *REPLACEMENT, *PER_CHILD]

DAYS = {"GA-07": "2021-10-01"}
"""The source's amounts of 2021 held from October: until then they were raised by a fifth."""
A_LOT = 1_000_000_00


def day_of(case: Worked) -> dt.date:
    """A day of the case: the first of a span of days, else the first of its month or year."""
    date = DAYS.get(case.id, str(case.raw["date"]))[:10]
    return dt.date.fromisoformat(date) if len(date) == 10 else Month.parse(case.month).first


def seized(day: dt.date, net: int, children: int = 0, *, replacement: bool = False) -> Trace:
    """What one creditor with a large claim takes of a net paid on a day."""
    facts = {"net_given": net, "children_declared": children, "ordinary_due": A_LOT}
    return garnishment_plan(day, replacement=replacement).run(dict(DEFAULTS) | facts)


def taken(day: dt.date, net: int, children: int = 0, *, replacement: bool = False) -> str:
    return text(seized(day, net, children, replacement=replacement)["garnished"])


def slices(trace: Trace) -> list[str]:
    """The part of each band above the first, as the explanation tells it."""
    (node,) = (n for n in explain(trace, FACTS, ("garnished",))["nodes"] if n["name"] == "seizable_by_bands")
    return [text(move["value"]) for move in node["moves"]]


def above(day: dt.date) -> int:
    """A net that fills every band but the last by a euro."""
    return int(book().on("garnishment", day).value.bounds[-1]) + 100


@each(NETS)
def test_seizable_and_kept(case: Worked) -> None:
    trace = seized(
        day_of(case),
        cents(case.inputs["net"]),
        int(case.inputs.get("children", "0")),
        replacement=case.inputs.get("income") == "replacement",
    )
    check(case, {"seizable": text(trace["garnished"]), "kept": text(trace["net_paid"])})


@each(BY_CHILDREN)
def test_with_children_and_without(case: Worked) -> None:
    day, net = day_of(case), cents(case.inputs["net"])
    got = {f"children_{n}": taken(day, net, n) for n in (0, 1, 3)}
    got |= {"replacement_0": taken(day, net, replacement=True), "net1500_0": taken(day, 1_500_00)}
    check(case, got)


@each(EXAMPLE)
def test_the_example_band_by_band(case: Worked) -> None:
    trace = seized(day_of(case), cents(case.inputs["net_month"]), int(case.inputs["children"]))
    wanted = dict(case.expected)
    assert slices(trace) == [plain(one) for one in wanted.pop("slices")]
    names = {
        "seizable_before_children": "seizable_by_bands", "reduction": "seizable_child_reduction",
        "seizable": "seizable", "kept": "net_paid",
    }  # fmt: skip
    check(case, {field: text(trace[rule]) for field, rule in names.items()}, wanted)


@each(ABOVE)
def test_above_the_last_bound_all_is_taken(case: Worked) -> None:
    day = day_of(case)
    trace = seized(day, above(day))
    assert slices(trace)[:3] == [plain(one) for one in case.expected["slices_max"]]
    assert text(trace["net_paid"]) == plain(case.expected["kept"])
    assert seized(day, above(day) + 12_345)["net_paid"] == trace["net_paid"]


@each(BANDS)
def test_bands_of_the_law_book(case: Worked) -> None:
    day = day_of(case)
    law = book().on("garnishment", day).value
    assert [text(bound) for bound in law.bounds] == [plain(one) for one in case.inputs["thresholds"]]
    assert text(law.per_child) == plain(case.inputs["per_child"])
    trace = seized(day, above(day))
    assert slices(trace)[:3] == [plain(one) for one in case.expected["slice_max"]]
    if "kept_above_ceiling" in case.expected:
        assert text(trace["net_paid"]) == plain(case.expected["kept_above_ceiling"])


@each(GIVEN_BANDS)
def test_bands_before_the_law_book(case: Worked) -> None:
    """The amounts are the source's own, for the book begins in 2021; the percentages are those of 2021."""
    bounds = tuple(cents(one) for one in case.inputs["thresholds"])
    given = Garnishment(bounds=bounds, per_child=cents(case.inputs["per_child"]))
    rates = book().on("garnishment_rates", dt.date(2021, 1, 1)).value
    sums = [seizable_by_bands(bound, given, rates) for bound in bounds]
    assert [text(b - a) for a, b in pairwise(sums)] == [plain(s) for s in case.expected["slice_max"]]


@each(REPLACEMENT)
def test_replacement_income_has_one_band_less(case: Worked) -> None:
    day = day_of(case)
    first, *_, last = (cents(one) for one in case.inputs["thresholds"])
    second = cents(case.inputs["thresholds"][1])
    at_second = seized(day, second, replacement=True)["garnished"]
    at_last = seized(day, last, replacement=True)["garnished"]
    assert seized(day, first, replacement=True)["garnished"] == 0
    assert [text(at_second), text(at_last - at_second)] == [plain(one) for one in case.expected["slice_max"]]


@each(PER_CHILD)
def test_reduction_for_a_child(case: Worked) -> None:
    trace = seized(day_of(case), 2_000_00, 1)
    check(case, {"per_child": text(trace["seizable_child_reduction"])})

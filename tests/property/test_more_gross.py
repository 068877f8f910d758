"""One cent more of gross pay never gives less net pay, but at the steps of the law listed in `steps.yaml`.

Children are left out where an exceptional payment is read with the month's own gross pay: there the exemption of
annex III, n° 54 falls cent by cent as the year's pay rises.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from preste.belgium import month_plan
from preste.engine import Trace
from preste.errors import NoParameter
from preste.law import Entry
from preste.money import parse, share, text
from preste.payroll import read_case

from .generate import MONTHS, STATUSES, cases

Step = Mapping[str, Any]


@cache
def listed() -> Mapping[str, Any]:
    """The list of steps, every scalar as text."""
    path = Path(__file__).parent / "steps.yaml"
    found: Mapping[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return found


def computed(case: Mapping[str, Any], gross: int) -> Trace:
    """The rules of a case with this gross pay, in cents."""
    read = read_case({**case, "gross": text(gross)})
    plan = month_plan(read.regime, "due", read.earned, read.paid, read.category, read.worker_code)
    return plan.run(read.facts)


def value(trace: Trace, name: str) -> int | None:
    """The value of a rule or of a fact."""
    return trace.get(name) if name in trace.plan.index else trace.facts.get(name)


def bounds(trace: Trace, name: str) -> Iterable[int]:
    """The bounds that a step names, as the plan's law has them on its date; none when it has no such series."""
    series, _, field = name.partition(".")
    for (held, _), entry in trace.plan.entries.items():
        if held == series and isinstance(entry, Entry):
            found = getattr(entry.value, field)
            return found if isinstance(found, (list, tuple)) else (found,)
    return ()


def is_met(step: Step, before: Trace, after: Trace) -> bool:
    """Whether this cent of gross pay meets the step."""
    if any(value(after, name) != int(wanted) for name, wanted in step.get("only", {}).items()):
        return False
    low, high = value(before, step["rule"]), value(after, step["rule"])
    if low is None or high is None:
        return False
    if step["kind"] == "jump":
        return high - low > 1
    if step["reached"] == "at":
        return any(low < bound <= high for bound in bounds(after, step["bound"]))
    return any(low <= bound < high for bound in bounds(after, step["bound"]))


def explains(step: Step, after: Trace) -> int:
    """The greatest loss that a step explains, in cents."""
    if "of" in step:
        return share(after[step["of"]], parse(step["percent"], 2)) + 1
    return parse(step["most"], 2)


def loss(before: Trace, after: Trace) -> int:
    """Cents of net pay lost."""
    return before["net"] - after["net"]


def allowed(before: Trace, after: Trace) -> int:
    """Cents of net pay that rounding and the steps met may take."""
    met = [step for step in listed()["steps"] if is_met(step, before, after)]
    return parse(listed()["rounding"]["most"], 2) + sum(explains(step, after) for step in met)


def check(case: Mapping[str, Any], gross: int) -> None:
    """Between `gross` less a cent and `gross`, no more is lost than the law explains."""
    before, after = computed(case, gross - 1), computed(case, gross)
    try:
        lost = loss(before, after)
    except NoParameter:
        assume(False)
    assert lost <= allowed(before, after), f"{lost} cents are lost at {text(gross)}"


def reads_own_gross(case: Mapping[str, Any]) -> bool:
    """Whether an exceptional payment of the case is read with twelve times its gross pay."""
    return any("annual_reference" not in part for part in case.get("exceptional", []))


@given(cases(), st.integers(2, 1_200_000))
@settings(max_examples=700)
def test_more_gross_more_net(case: dict[str, Any], gross: int) -> None:
    if reads_own_gross(case):
        case["household"] |= {"children": 0, "disabled_children": 0}
    check(case, gross)


@pytest.mark.parametrize("month", MONTHS[::5])
def test_around_the_bounds_of_the_law(month: str) -> None:
    """The cents around every bound that ordinary pay of the month is read with."""
    for status in STATUSES:
        for situation in ("single", "spouse_with_income", "spouse_without_income"):
            case = {"period": month, "status": status, "household": {"situation": situation}}
            for gross in around(computed(case, 200_000), status):
                check(case, gross)


def around(trace: Trace, status: str) -> list[int]:
    """Gross pay at each bound of the work bonus and the special contribution, and beside it."""
    names = ("lower_bound", "middle_bound", "upper_bound", "plateau_to", "zero_at")
    found = [b for n in names for s in BONUSES for b in bounds_or_none(trace, f"{s}.{n}")]
    for bound in SPECIAL:
        for series in ("special_contribution_single_table", "special_contribution_three_columns"):
            found += [
                b * 100 // 108 if status == "blue_collar" else b for b in bounds_or_none(trace, f"{series}.{bound}")
            ]
    assert len(found) >= 6
    return [gross + cents for gross in found for cents in (-1, 0, 1, 2)]


BONUSES = ("work_bonus_one_slope", "work_bonus_two_slopes", "work_bonus_a", "work_bonus_b")
SPECIAL = ("low_bound", "first_bound", "second_bound", "third_bound", "fourth_bound", "top_bound")


def bounds_or_none(trace: Trace, name: str) -> list[int]:
    """The bounds of that name; none when the series has no such field."""
    series, _, field = name.partition(".")
    if series not in trace.plan.book or field not in {f.name for f in trace.plan.book.series[series].fields}:
        return []
    return list(bounds(trace, name))


@pytest.mark.parametrize("step", listed()["steps"], ids=[step["name"] for step in listed()["steps"]])
def test_every_step_is_real(step: Step) -> None:
    """The example loses more than rounding can take, meets this step and no other, and the step explains it."""
    example = dict(step["example"])
    gross = parse(example.pop("gross"), 2)
    before, after = computed(example, gross - 1), computed(example, gross)
    rounding = parse(listed()["rounding"]["most"], 2)
    assert rounding < loss(before, after) <= rounding + explains(step, after)
    assert [one["name"] for one in listed()["steps"] if is_met(one, before, after)] == [step["name"]]
    assert len(step["law"]) > 40

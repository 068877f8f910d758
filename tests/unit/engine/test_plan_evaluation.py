"""What a plan computes: values, the path each rule took, and what a missing parameter stops."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import ModuleType

import pytest

from preste.engine import Fact, Layer, Plan, build, explain, replay, rules_in
from preste.errors import NoParameter
from preste.law import Book
from preste.money import MONEY

Write = Callable[[str], ModuleType]

TITLES = {"fr": "paie", "nl": "loon", "de": "Lohn", "en": "pay"}
FACTS = {"pay": Fact(MONEY, TITLES), "other": Fact(MONEY, TITLES)}
RULES = """
    @rule(**SAYS)
    def free(pay: Cents) -> Cents:
        return pay + 1

    @rule(**SAYS)
    def cut(pay: Cents, floor: Cents) -> Cents:
        if pay == 0:
            return 0
        return max(0, pay - floor)

    @rule(**SAYS)
    def after_cut(free: Cents, cut: Cents) -> Cents:
        return free - cut

    @rule(**SAYS)
    def last(after_cut: Cents) -> Cents:
        return after_cut * 2

    @rule(**SAYS)
    def aside(free: Cents, part: Percent) -> Cents:
        return share(free, part)
"""


def plan_of(book: Book, module: ModuleType, day: dt.date) -> Plan:
    return build("tried", [Layer("only", rules_in(module))], day, day, {"colour": "red"}, book, tuple(FACTS))


def test_a_trace_gives_values_by_name(write_rules: Write, small_book: Book) -> None:
    plan = plan_of(small_book, write_rules(RULES), dt.date(2021, 6, 1))
    trace = plan.run({"pay": 15_000})
    assert {n: trace[n] for n in plan.names} == plan.amounts({"pay": 15_000})
    assert (trace["free"], trace["cut"], trace["after_cut"], trace["last"], trace["aside"]) == (
        15_001, 5_000, 10_001, 20_002, 1_500,
    )  # fmt: skip
    assert trace.get("cut") == 5_000
    assert trace.get("nothing") is None
    assert trace.errors == {}
    assert trace.paths[plan.index["cut"]] == 1
    assert plan.run({"pay": 0}).paths[plan.index["cut"]] == 0


def test_a_missing_parameter_stops_only_what_needs_it(write_rules: Write, small_book: Book) -> None:
    plan = plan_of(small_book, write_rules(RULES), dt.date(2023, 6, 1))
    trace = plan.run({"pay": 15_000})
    assert (trace["free"], trace["aside"]) == (15_001, 1_500)
    assert set(trace.errors) == {"cut", "after_cut", "last"}
    for name in trace.errors:
        assert trace.get(name) is None
        with pytest.raises(NoParameter) as caught:
            trace[name]
        assert caught.value.message == "floor has no value on 2023-06-01"
        assert (caught.value.code, caught.value.field) == ("E-LAW-MISSING", "floor")
        assert caught.value.remedy == "not published; add it with its source to xx/topic/small.yaml"
    with pytest.raises(NoParameter, match="floor has no value on 2023-06-01"):
        plan.amounts({"pay": 15_000})


def test_a_missing_parameter_that_the_path_does_not_read_stops_nothing(write_rules: Write, small_book: Book) -> None:
    plan = plan_of(small_book, write_rules(RULES), dt.date(2023, 6, 1))
    trace = plan.run({"pay": 0})
    assert trace.errors == {}
    assert {n: trace[n] for n in plan.names} == plan.amounts({"pay": 0})


def test_what_failed_is_explained_by_its_error(write_rules: Write, small_book: Book) -> None:
    plan = plan_of(small_book, write_rules(RULES), dt.date(2023, 6, 1))
    explanation = explain(plan.run({"pay": 15_000}), FACTS)
    failed = {n["name"]: n for n in explanation["nodes"] if n["value"] is None}
    assert set(failed) == {"cut", "after_cut", "last"}
    for node in failed.values():
        assert node["error"]["code"] == "E-LAW-MISSING"
        assert node["error"]["field"] == "floor"
        assert (node["formula"], node["numbers"], node["moves"]) == ("", "", [])
    assert replay(explanation) == 2
    assert explain(plan.run({"pay": 15_000}), FACTS, ("last",))["nodes"][-1]["name"] == "last"


USES = {
    "compared": "if pay > floor:\n    return 1\nreturn 2",
    "equal": "if pay == floor:\n    return 1\nreturn 2",
    "different": "if floor != pay:\n    return 1\nreturn 2",
    "added": "return pay + floor",
    "subtracted from": "return floor - pay",
    "negated": "return -floor",
    "multiplied": "return 0 * floor",
    "truth": "if floor:\n    return 1\nreturn 2",
    "not": "if not floor:\n    return 1\nreturn 2",
    "and": "if pay == 1 and floor == 2:\n    return 1\nreturn 2",
    "min": "return min(pay, floor)",
    "share": "return share(pay, floor)",
    "half_up": "return half_up(pay, floor)",
    "per": "return per(floor, pay)",
    "row of a table": "return row(steps.bounds, floor)",
    "position in a table": "return at(steps.rates, floor)",
    "local": "left: Cents = floor + 1\nreturn left",
}


HANDED_ON = {
    "returned": "return floor",
    "local returned": "left: Cents = floor\nreturn left",
    "down": "return down(pay, floor)",
    "down_to": "return down_to(pay, floor)",
}


@pytest.mark.parametrize("body", USES.values(), ids=USES)
def test_any_use_of_a_missing_parameter_raises(write_rules: Write, small_book: Book, body: str) -> None:
    check_use(write_rules, small_book, body)


@pytest.mark.parametrize("body", HANDED_ON.values(), ids=HANDED_ON)
def test_a_missing_parameter_is_not_handed_on(write_rules: Write, small_book: Book, body: str) -> None:
    check_use(write_rules, small_book, body)


def check_use(write: Write, book: Book, body: str) -> None:
    lines = "\n".join("    " + line for line in body.splitlines())
    module = write(f"@rule(**SAYS)\ndef used(pay: Cents, floor: Cents, steps: object) -> Cents:\n{lines}\n")
    plan = plan_of(book, module, dt.date(2023, 6, 1))
    with pytest.raises(NoParameter, match="floor"):
        plan.amounts({"pay": 1})
    assert set(plan.run({"pay": 1}).errors) == {"used"}


def test_a_missing_table_stops_what_reads_a_number_of_it(write_rules: Write, small_book: Book) -> None:
    module = write_rules(
        "@rule(**SAYS)\ndef used(pay: Cents, steps: object) -> Cents:\n    return at(steps.rates, 0)\n"
    )
    day = dt.date(2022, 1, 1)
    plan = build("tried", [Layer("only", rules_in(module))], day, day, {"colour": "blue"}, small_book, ("pay",))
    assert plan.run({"pay": 1}).errors["used"].field == "steps"


def test_a_doubtful_parameter_is_told_only_when_read(write_rules: Write, small_book: Book) -> None:
    module = write_rules(RULES)
    unsure = plan_of(small_book, module, dt.date(2022, 6, 1))
    assert [e.name for e in unsure.run({"pay": 15_000}).doubts()] == ["floor"]
    assert list(unsure.run({"pay": 0}).doubts()) == []
    sure = plan_of(small_book, module, dt.date(2021, 6, 1))
    assert list(sure.run({"pay": 15_000}).doubts()) == []


def test_a_trace_keeps_the_facts_it_was_made_from(write_rules: Write, small_book: Book) -> None:
    plan = plan_of(small_book, write_rules(RULES), dt.date(2021, 6, 1))
    facts = {"pay": 15_000}
    trace = plan.run(facts)
    facts["pay"] = 1
    assert replay(explain(trace, FACTS)) == len(plan.rules)

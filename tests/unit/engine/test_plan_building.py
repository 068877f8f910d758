"""How layers, dates and the law book make a plan, and what is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from types import ModuleType

import pytest

from preste.engine import Layer, Plan, build, rules_in
from preste.errors import InputError, NoParameter, RuleError
from preste.law import Book, Entry

Write = Callable[[str], ModuleType]

DAY = dt.date(2022, 6, 15)
FACTS = ("pay", "manual", "other")
BASE = """
    @rule(**SAYS)
    def last(middle: Cents, first: Cents) -> Cents:
        return middle + first

    @rule(**SAYS)
    def middle(first: Cents, floor: Cents) -> Cents:
        return max(first, floor)

    @rule(**SAYS)
    def first(pay: Cents) -> Cents:
        return pay * 2
"""


def plan_of(
    book: Book, *layers: ModuleType, earned: dt.date = DAY, paid: dt.date = DAY, facts: Sequence[str] = FACTS
) -> Plan:
    made = [Layer(f"layer {i}", rules_in(module)) for i, module in enumerate(layers)]
    return build("tried", made, earned, paid, {"colour": "red"}, book, facts)


def test_rules_are_ordered_by_need(write_rules: Write, small_book: Book) -> None:
    plan = plan_of(small_book, write_rules(BASE))
    assert plan.names == ("first", "middle", "last")
    assert plan.index == {"first": 0, "middle": 1, "last": 2}
    assert plan.facts == ("pay",)
    assert plan.amounts({"pay": 15_000}) == {"first": 30_000, "middle": 30_000, "last": 60_000}
    assert plan.amounts({"pay": 1}) == {"first": 2, "middle": 20_000, "last": 20_002}
    assert (plan.name, plan.earned, plan.paid, plan.key) == ("tried", DAY, DAY, {"colour": "red"})
    assert plan.version == small_book.version


def test_a_later_layer_replaces_a_rule_by_name(write_rules: Write, small_book: Book) -> None:
    base = write_rules(BASE)
    above = write_rules("""
        @rule(**SAYS, why="it is given")
        def middle(other: Cents) -> Cents:
            return other
    """)
    plan = plan_of(small_book, base, above)
    assert plan.amounts({"pay": 5, "other": 7})["last"] == 17
    assert plan.rules[plan.index["middle"]].why == "it is given"
    assert plan.facts == ("pay", "other")
    assert plan.entries == {}
    assert plan_of(small_book, above, base).rules[1].function is base.middle


def test_a_later_layer_replaces_only_on_its_dates(write_rules: Write, small_book: Book) -> None:
    base = write_rules(BASE)
    above = write_rules("""
        @rule(**SAYS, since="2022-07-01")
        def middle(other: Cents) -> Cents:
            return other
    """)
    assert plan_of(small_book, base, above).facts == ("pay",)
    assert plan_of(small_book, base, above, earned=dt.date(2022, 7, 1)).facts == ("pay", "other")


def test_dates_pick_the_rule_among_those_of_one_name(write_rules: Write, small_book: Book) -> None:
    module = write_rules("""
        @rule(**SAYS, name="cut", until="2021-12-31")
        def cut_then(pay: Cents) -> Cents:
            return 1

        @rule(**SAYS, name="cut", since="2022-01-01", until="2022-06-30")
        def cut_between(pay: Cents) -> Cents:
            return 2

        @rule(**SAYS, name="cut", since="2022-07-01")
        def cut_now(pay: Cents) -> Cents:
            return 3
    """)
    days = {"2021-01-01": 1, "2021-12-31": 1, "2022-01-01": 2, "2022-06-30": 2, "2022-07-01": 3, "2030-01-01": 3}
    for day, wanted in days.items():
        assert plan_of(small_book, module, earned=dt.date.fromisoformat(day)).amounts({"pay": 0}) == {"cut": wanted}, (
            day
        )


def test_each_clock_has_its_day(write_rules: Write, small_book: Book) -> None:
    module = write_rules("""
        @rule(**SAYS)
        def by_work(floor: Cents) -> Cents:
            return floor + 1

        @rule(**SAYS, clock=PAID)
        def by_payment(floor: Cents) -> Cents:
            return floor + 2
    """)
    plan = plan_of(small_book, module, earned=dt.date(2021, 12, 1), paid=dt.date(2022, 1, 5))
    assert plan.amounts({}) == {"by_work": 10_001, "by_payment": 20_002}
    entries = [plan.entry(rule, "floor") for rule in plan.rules]
    assert [e.start.year for e in entries if isinstance(e, Entry)] == [2021, 2022]


def test_a_keyed_series_is_read_with_the_key_of_the_plan(write_rules: Write, small_book: Book) -> None:
    module = write_rules("""
        @rule(**SAYS)
        def stepped(pay: Cents, steps: object) -> Cents:
            return share(pay, at(steps.rates, row(steps.bounds, pay)))
    """)
    plan = plan_of(small_book, module)
    assert [plan.amounts({"pay": p})["stepped"] for p in (1_000, 1_001, 2_000, 2_001)] == [10, 20, 40, 60]
    layers = [Layer("only", rules_in(module))]
    blue = build("blue", layers, DAY, DAY, {"colour": "blue"}, small_book, FACTS)
    with pytest.raises(NoParameter, match="steps colour blue has no value on 2022-06-15"):
        blue.amounts({"pay": 1})


def test_two_rules_of_one_name_in_one_layer_on_one_day_are_an_error(write_rules: Write, small_book: Book) -> None:
    module = write_rules("""
        @rule(**SAYS, until="2022-06-30")
        def cut(pay: Cents) -> Cents:
            return 1

        @rule(**SAYS, name="cut", since="2022-06-01")
        def cut_too(pay: Cents) -> Cents:
            return 2
    """)
    with pytest.raises(RuleError) as caught:
        plan_of(small_book, module)
    assert caught.value.message == "layer layer 0 has two rules cut on 2022-06-15"
    assert plan_of(small_book, module, earned=dt.date(2022, 7, 1)).amounts({"pay": 0}) == {"cut": 2}


def test_rules_in_a_circle_are_an_error(write_rules: Write, small_book: Book) -> None:
    module = write_rules("""
        @rule(**SAYS)
        def hen(egg: Cents) -> Cents:
            return egg

        @rule(**SAYS)
        def egg(hen: Cents, pay: Cents) -> Cents:
            return hen + pay
    """)
    with pytest.raises(RuleError, match="rules need each other in a circle") as caught:
        plan_of(small_book, module)
    assert "hen" in caught.value.message
    assert "egg" in caught.value.message


def test_a_rule_that_needs_itself_is_an_error(write_rules: Write, small_book: Book) -> None:
    module = write_rules("@rule(**SAYS)\ndef pay(pay: Cents) -> Cents:\n    return pay\n")
    with pytest.raises(RuleError, match="circle"):
        plan_of(small_book, module)


def test_a_name_that_nobody_gives_is_an_error(write_rules: Write, small_book: Book) -> None:
    module = write_rules("@rule(**SAYS)\ndef cut(wages: Cents) -> Cents:\n    return wages\n")
    with pytest.raises(RuleError) as caught:
        plan_of(small_book, module)
    assert caught.value.message == "rule cut needs wages, which is no rule, parameter or fact"


@pytest.mark.parametrize(
    ("argument", "told", "held"),
    [
        ("floor: Percent", "percent", "money"),
        ("part: Cents", "money", "percent"),
        ("floor: int", "None", "money"),
        ("steps: Cents", "money", "None"),
    ],
)
def test_a_parameter_is_read_as_the_book_holds_it(
    write_rules: Write, small_book: Book, argument: str, told: str, held: str
) -> None:
    name = argument.partition(":")[0]
    module = write_rules(f"@rule(**SAYS)\ndef cut(pay: Cents, {argument}) -> Cents:\n    return pay\n")
    with pytest.raises(RuleError) as caught:
        plan_of(small_book, module)
    assert caught.value.message == f"rule cut reads {name} as {told}, the book has {held}"


def test_a_rule_stands_before_a_parameter_of_its_name(write_rules: Write, small_book: Book) -> None:
    module = write_rules("""
        @rule(**SAYS)
        def floor(pay: Cents) -> Cents:
            return pay

        @rule(**SAYS)
        def raised(floor: Cents) -> Cents:
            return floor + 1
    """)
    assert plan_of(small_book, module).amounts({"pay": 5}) == {"floor": 5, "raised": 6}


def test_a_fact_that_is_not_given_is_named(write_rules: Write, small_book: Book) -> None:
    plan = plan_of(small_book, write_rules(BASE))
    for compute in (plan.run, plan.amounts):
        with pytest.raises(InputError, match="fact pay is not given") as caught:
            compute({"other": 1})
        assert (caught.value.code, caught.value.field) == ("E-INPUT-FACT", "pay")

"""The explanation: its schema, what it holds of a real month, and that it survives JSON."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from preste import money
from preste.belgium import DEFAULTS, FACTS, month_plan
from preste.engine import SCHEMA, Plan, explain, replay

TOP = ["schema", "plan", "earned", "paid", "law", "facts", "parameters", "nodes"]
FACT = {"titles", "kind", "value"}
PARAMETER = {
    "titles", "field", "kind", "unit", "value", "from", "to", "key", "status", "sources", "law", "note",
}  # fmt: skip
NODE = {
    "name", "titles", "law", "kind", "value", "inputs", "parameters", "moves", "formula", "numbers", "roundings",
}  # fmt: skip
TEST_MOVE = {"formula", "numbers", "holds"}
STEP_MOVE = {"name", "kind", "formula", "numbers", "value"}
LANGUAGES = {"fr", "nl", "de", "en"}


def node(explanation: dict[str, Any], name: str) -> dict[str, Any]:
    return next(n for n in explanation["nodes"] if n["name"] == name)


def test_the_schema_is_stable(explained: dict[str, Any]) -> None:
    assert SCHEMA == explained["schema"] == "preste.explanation/1"
    assert list(explained) == TOP
    assert all(set(f) == FACT and set(f["titles"]) == LANGUAGES for f in explained["facts"].values())
    assert all(set(p) == PARAMETER and set(p["titles"]) == LANGUAGES for p in explained["parameters"].values())
    assert all(set(n) == NODE and set(n["titles"]) == LANGUAGES for n in explained["nodes"])
    moves = [m for n in explained["nodes"] for m in n["moves"]]
    assert {frozenset(m) for m in moves} == {frozenset(TEST_MOVE), frozenset(STEP_MOVE)}


def test_kinds_statuses_and_roundings_are_known_words(explained: dict[str, Any]) -> None:
    everything = [*explained["facts"].values(), *explained["parameters"].values(), *explained["nodes"]]
    assert {e["kind"] for e in everything} <= set(money.KINDS)
    assert {p["status"] for p in explained["parameters"].values()} <= {"official", "secondary", "derived", "unsure"}
    assert {r for n in explained["nodes"] for r in n["roundings"]} == {"nearest", "down"}
    assert all(p["sources"] and p["law"] and p["from"] <= "2022-01-31" for p in explained["parameters"].values())


def test_every_value_is_a_whole_number(explained: dict[str, Any]) -> None:
    def numbers(value: Any) -> list[Any]:
        return value if isinstance(value, list) else [value]

    held = [*explained["facts"].values(), *explained["parameters"].values(), *explained["nodes"]]
    held += [m for n in explained["nodes"] for m in n["moves"] if "name" in m]
    assert all(isinstance(v, int) for h in held for v in numbers(h["value"]))


def test_it_survives_json(explained: dict[str, Any]) -> None:
    back = json.loads(json.dumps(explained))
    assert back == explained
    assert replay(back) == len(explained["nodes"])


def test_names_are_held_before_they_are_used(explained: dict[str, Any]) -> None:
    known = set(explained["facts"])
    for n in explained["nodes"]:
        assert set(n["inputs"]) <= known, n["name"]
        assert set(n["parameters"]) <= set(explained["parameters"]), n["name"]
        known.add(n["name"])


def test_everything_held_is_used(explained: dict[str, Any]) -> None:
    read = {i for n in explained["nodes"] for i in n["inputs"]}
    assert set(explained["facts"]) <= read
    assert set(explained["parameters"]) == {p for n in explained["nodes"] for p in n["parameters"]}
    assert {n["name"] for n in explained["nodes"]} - read <= {"net_paid", "employer_cost"}


def test_the_head_says_which_plan_dates_and_law(explained: dict[str, Any], january_2022: Plan) -> None:
    assert (explained["plan"], explained["earned"], explained["paid"]) == (
        "belgium/ordinary/due", "2022-01-01", "2022-01-31",
    )  # fmt: skip
    assert explained["law"] == january_2022.version


def test_a_contribution_worked_out_by_hand(january_2022: Plan) -> None:
    explanation = explain(january_2022.run(dict(DEFAULTS) | {"pay_due": 250_000}), FACTS, ("ordinary_contribution",))
    found = node(explanation, "ordinary_contribution")
    assert found["value"] == 32_675
    assert found["formula"] == "share(contribution_base, base_contribution.personal)"
    assert found["numbers"] == "2\u202f500,00 × 13,07\u00a0%"
    assert (found["roundings"], found["kind"], found["moves"]) == (["nearest"], "money", [])
    assert (found["inputs"], found["parameters"]) == (["contribution_base"], ["base_contribution.personal"])
    rate = explanation["parameters"]["base_contribution.personal"]
    assert (rate["value"], rate["kind"], rate["key"], rate["to"]) == (1_307, "percent", ["362", "495"], None)


def test_moves_tell_the_tests_met_and_the_local_values(january_2022: Plan) -> None:
    facts = dict(DEFAULTS) | {"pay_due": 150_000, "days_paid": 1_500, "days_possible": 2_100}
    found = node(explain(january_2022.run(facts), FACTS, ("reference_wage",), "en"), "reference_wage")
    assert [m["formula"] for m in found["moves"]] == [
        "part_time", "bonus_days == days_possible", "bonus_days == 0", "per(bonus_wage, bonus_days)",
    ]  # fmt: skip
    assert [m.get("holds") for m in found["moves"]] == [False, False, False, None]
    assert found["moves"][3] == {
        "name": "day", "kind": "money", "formula": "per(bonus_wage, bonus_days)", "numbers": "1,500.00 ÷ 15.00",
        "value": 10_000,
    }  # fmt: skip
    assert (found["formula"], found["numbers"], found["value"]) == (
        "times(day, days_possible)", "100.00 × 21.00", 210_000,
    )  # fmt: skip


def test_only_what_the_wanted_amounts_rest_on(january_2022: Plan, busy_month: dict[str, int]) -> None:
    trace = january_2022.run(busy_month)
    everything = {n["name"]: n for n in explain(trace, FACTS)["nodes"]}
    assert list(everything) == list(january_2022.names)
    wanted = ("taxable_benefits", "work_bonus")
    causes, todo = set(wanted), list(wanted)
    while todo:
        below = [i for i in everything[todo.pop()]["inputs"] if i in everything and i not in causes]
        causes.update(below)
        todo += below
    few = explain(trace, FACTS, wanted)["nodes"]
    assert [n["name"] for n in few] == [n for n in january_2022.names if n in causes]
    assert {"car_benefit_year", "ordinary_contribution"} <= causes
    assert not causes & {"net", "withholding", "special_contribution"}
    assert explain(trace, FACTS, ("no_such_rule",))["nodes"] == []


def test_a_path_not_taken_leaves_no_trace(january_2022: Plan) -> None:
    explanation = explain(january_2022.run(dict(DEFAULTS) | {"pay_due": 200_000}), FACTS)
    held = set(explanation["parameters"])
    assert not {n for n in held if n.startswith(("car_benefit.", "exceptional_withholding.", "bicycle"))}
    assert "arrears_withholding.rates" not in held


@pytest.mark.parametrize("lang", ["fr", "nl", "de", "en"])
def test_the_language_changes_only_how_numbers_are_written(
    january_2022: Plan, busy_month: dict[str, int], lang: str
) -> None:
    trace = january_2022.run(busy_month)

    def bare(explanation: dict[str, Any]) -> dict[str, Any]:
        for n in explanation["nodes"]:
            del n["numbers"]
            for move in n["moves"]:
                del move["numbers"]
        return explanation

    assert bare(explain(trace, FACTS, lang=lang)) == bare(explain(trace, FACTS))


def test_each_clock_reads_the_law_of_its_day() -> None:
    plan = month_plan("ordinary", "due", dt.date(2022, 12, 1), dt.date(2023, 1, 5), "362", "495")
    explanation = explain(plan.run(dict(DEFAULTS) | {"pay_due": 300_000}), FACTS)
    assert explanation["parameters"]["withholding_scale.exempt_tax"]["from"] == "2023-01-01"
    assert explanation["parameters"]["work_bonus_one_slope.upper_bound"]["from"] == "2022-12-01"
    assert replay(explanation) == len(plan.rules)


def test_missing_law_that_a_test_did_not_come_to_read_is_a_question_mark() -> None:
    """`reference_wage == 0 or reference_wage > work_bonus_a.zero_at`, on a day whose bonus is not known."""
    plan = month_plan("ordinary", "due", dt.date(2026, 12, 1), dt.date(2026, 12, 31), "362", "495")
    trace = plan.run(DEFAULTS)
    assert "full_bonus_a" not in trace.errors
    moves = node(explain(trace, FACTS, ("full_bonus_a",)), "full_bonus_a")["moves"]
    assert ("?" in moves[0]["numbers"], moves[0]["holds"]) == (True, True)

"""The outputs of a case add up, and so do they with their explanation."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from preste import pay, pay_each, replay
from preste.money import parse
from preste.payroll.one_shot import OUTPUTS

from .generate import cases


def cents(amounts: dict[str, Any], name: str) -> int:
    """An output in cents."""
    return parse(amounts[name], 2)


def paid_besides(case: dict[str, Any]) -> int:
    """The exceptional payments of a case, in cents."""
    return sum(parse(part["amount"], 2) for part in case.get("exceptional", []))


@given(cases())
def test_net_is_what_is_left(case: dict[str, Any]) -> None:
    found = pay(case)
    if found["net"] is None:
        assert found["errors"]
        return
    left = parse(case["gross"], 2) + paid_besides(case)
    left -= cents(found, "personal_contribution") - cents(found, "work_bonus")
    left -= cents(found, "withholding") + cents(found, "special_contribution")
    left -= parse(case.get("group_insurance", "0.00"), 2)
    assert cents(found, "net") == left


@given(cases())
def test_withholding_is_before_less_the_fiscal_bonus(case: dict[str, Any]) -> None:
    found = pay(case)
    if found["withholding"] is None:
        assert found["errors"]
        return
    before, bonus = cents(found, "withholding_before_bonus"), cents(found, "fiscal_work_bonus")
    assert cents(found, "withholding") == before - bonus
    assert 0 <= bonus <= before


@given(cases())
def test_work_bonus_is_its_two_parts_within_the_contribution(case: dict[str, Any]) -> None:
    found = pay(case)
    parts = cents(found, "work_bonus_a") + cents(found, "work_bonus_b")
    assert 0 <= cents(found, "work_bonus") == parts <= cents(found, "personal_contribution")


@given(cases())
def test_employer_cost_is_pay_and_contributions(case: dict[str, Any]) -> None:
    found = pay(case)
    if found["employer_cost"] is None:
        assert any(error["code"] == "E-LAW-MISSING" for error in found["errors"])
        return
    contributions = sum(parse(amount, 2) for amount in found["employer_contributions"].values())
    assert cents(found, "employer_cost") == parse(case["gross"], 2) + paid_besides(case) + contributions


@given(cases())
def test_exceptional_parts_are_within_the_totals(case: dict[str, Any]) -> None:
    """Each payment is taxed on what its contribution leaves; the month's totals hold them all."""
    found = pay(case)
    for part, given_part in zip(found.get("exceptional", []), case.get("exceptional", []), strict=True):
        assert part["kind"] == given_part["kind"]
        amount = parse(given_part["amount"], 2)
        assert cents(part, "taxable") == amount - cents(part, "personal_contribution")
        assert cents(part, "personal_contribution") <= cents(found, "personal_contribution")
        if part["withholding"] is not None and found["withholding"] is not None:
            assert (
                0 <= cents(part, "withholding") <= min(cents(part, "taxable"), cents(found, "withholding_before_bonus"))
            )


@given(cases())
@settings(max_examples=60)
def test_explanation_gives_the_outputs_and_replays(case: dict[str, Any]) -> None:
    found = pay(case, explained=True)
    nodes = {node["name"]: node for node in found["explanation"]["nodes"]}
    for output, rule in OUTPUTS.items():
        told = nodes[rule]["value"]
        assert (found[output] is None) == (told is None)
        assert told is None or told == cents(found, output)
    cost = nodes["employer_cost"]["value"]
    assert cost == (None if found["employer_cost"] is None else cents(found, "employer_cost"))
    for name, node in nodes.items():
        code = name.removeprefix("employer_")
        if name != code and found["employer_contributions"].get(code) is not None:
            assert parse(found["employer_contributions"][code], 2) == node["value"]
    assert replay(found["explanation"]) == sum(1 for node in nodes.values() if node["value"] is not None)


@given(cases())
@settings(max_examples=50)
def test_asking_for_the_explanation_changes_nothing(case: dict[str, Any]) -> None:
    explained = pay(case, explained=True)
    explained.pop("explanation")
    assert explained == pay(case)


@given(cases(), cases(), cases())
@settings(max_examples=100)
def test_a_batch_is_one_by_one(one: dict[str, Any], two: dict[str, Any], three: dict[str, Any]) -> None:
    """The order and the neighbours of a case change nothing in its answer."""
    alone = [pay(case) for case in (one, two, three)]
    assert list(pay_each([one, two, three])) == alone
    assert list(pay_each([three, one, two])) == [alone[2], alone[0], alone[1]]

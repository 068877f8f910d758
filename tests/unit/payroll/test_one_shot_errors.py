"""What the one-shot interface refuses: the code, the field, what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

import preste
from preste.errors import InputError
from preste.payroll import CaseError

BASE: dict[str, Any] = {"period": "2022-01", "status": "white_collar", "gross": "2500.00"}
TWICE = [{"kind": "severance", "amount": "1.00"}, {"kind": "severance", "amount": "1.00"}]


def faults(fields: Mapping[str, Any]) -> list[Mapping[str, str]]:
    """Every fault of the base case with these fields; a field set to None is left out."""
    with pytest.raises(CaseError) as caught:
        preste.pay({name: value for name, value in {**BASE, **fields}.items() if value is not None})
    return [error.as_dict() for error in caught.value.errors]


WRONG: list[tuple[dict[str, Any], str, str, str]] = [
    # fields, code, field, a word of the message
    ({"gross": None}, "E-INPUT-MISSING", "gross", "missing"),
    ({"gross": "2500,00"}, "E-INPUT-NUMBER", "gross", "not a decimal number"),
    ({"gross": "2 500.00"}, "E-INPUT-NUMBER", "gross", "not a decimal number"),
    ({"gross": "1e3"}, "E-INPUT-NUMBER", "gross", "not a decimal number"),
    ({"gross": ""}, "E-INPUT-NUMBER", "gross", "not a decimal number"),
    ({"gross": "1.005"}, "E-INPUT-NUMBER", "gross", "more than 2 decimals"),
    ({"gross": "-1.00"}, "E-INPUT-RANGE", "gross", "negative"),
    ({"gross": "1" * 14}, "E-INPUT-NUMBER", "gross", "too large"),
    ({"gross": 2500.0}, "E-INPUT-NUMBER", "gross", "not exact"),
    ({"gross": True}, "E-INPUT-NUMBER", "gross", "True is not an amount"),
    ({"gross": ["2500.00"]}, "E-INPUT-NUMBER", "gross", "not an amount"),
    ({"gross": {"EUR": "2500.00"}}, "E-INPUT-NUMBER", "gross", "not an amount"),
    ({"gross": float("nan")}, "E-INPUT-NUMBER", "gross", "nan is not exact"),
    ({"gross": 1e22}, "E-INPUT-NUMBER", "gross", "1e+22 is not exact"),
    ({"gross": 10**5000}, "E-INPUT-NUMBER", "gross", "a number too large"),
    ({"gross": -(10**5000)}, "E-INPUT-NUMBER", "gross", "a number too large"),
    ({"gross": "1" * 5000}, "E-INPUT-NUMBER", "gross", "111...111"),
    ({"gross": [10**5000]}, "E-INPUT-NUMBER", "gross", "a number too large"),
    ({"workers_count": 10**5000}, "E-INPUT-COUNT", "workers_count", "whole number"),
    ({"workers_count": "1" * 5000}, "E-INPUT-COUNT", "workers_count", "whole number"),
    ({"status": 10**5000}, "E-INPUT-CHOICE", "status", "too large"),
    ({"director": 10**5000}, "E-INPUT-FLAG", "director", "neither"),
    ({"period": "1899-12"}, "E-INPUT-MONTH", "period", "not a month"),
    ({"period": "9999-12"}, "E-INPUT-MONTH", "period", "not a month"),
    ({"period": "0000-01"}, "E-INPUT-MONTH", "period", "not a month"),
    ({"benefits_in_kind": 0.1}, "E-INPUT-NUMBER", "benefits_in_kind", "not exact"),
    ({"group_insurance": "x"}, "E-INPUT-NUMBER", "group_insurance", "not a decimal number"),
    ({"taxable_override": 1.5}, "E-INPUT-NUMBER", "taxable_override", "not exact"),
    ({"status": None}, "E-INPUT-CHOICE", "status", "missing"),
    ({"status": "clerk"}, "E-INPUT-CHOICE", "status", "'clerk'"),
    ({"period": None}, "E-INPUT-MONTH", "period", "not a month"),
    ({"period": "2022-13"}, "E-INPUT-MONTH", "period", "'2022-13'"),
    ({"period": "01/2022"}, "E-INPUT-MONTH", "period", "not a month"),
    ({"period": "2020-12"}, "E-INPUT", "period", "begins on 2021-01-01"),
    ({"employer_category": "36"}, "E-INPUT", "employer_category", "not an ONSS code"),
    ({"employer_category": 362}, "E-INPUT-TEXT", "employer_category", "text"),
    ({"worker_code": "abc"}, "E-INPUT", "worker_code", "not an ONSS code"),
    ({"workers_count": -1}, "E-INPUT-COUNT", "workers_count", "whole number"),
    ({"workers_count": 1.5}, "E-INPUT-COUNT", "workers_count", "whole number"),
    ({"full_time": "yes"}, "E-INPUT-FLAG", "full_time", "neither true nor false"),
    ({"full_time": False}, "E-INPUT", "hours_week", "part time needs"),
    (
        {"full_time": True, "hours_week": "19.00", "hours_week_full_time": "38.00"},
        "E-INPUT",
        "full_time",
        "fewer hours",
    ),
    ({"hours_week": "19.00"}, "E-INPUT", "hours_week", "part time needs"),
    ({"hours_week": "40.00", "hours_week_full_time": "38.00"}, "E-INPUT", "hours_week", "larger"),
    ({"days_paid": "21.00", "days_possible": "20.00"}, "E-INPUT", "days_paid", "more days are paid"),
    ({"resident": 1}, "E-INPUT-FLAG", "resident", "neither true nor false"),
    ({"director": "no"}, "E-INPUT-FLAG", "director", "neither true nor false"),
    ({"household": []}, "E-INPUT-OBJECT", "household", "object"),
    ({"household": {"situation": "widow"}}, "E-INPUT-CHOICE", "household.situation", "'widow'"),
    ({"household": {"children": "two"}}, "E-INPUT-COUNT", "household.children", "whole number"),
    ({"household": {"children": 31}}, "E-INPUT-COUNT", "household.children", "from 0 to 30"),
    ({"household": {"children": 1, "disabled_children": 2}}, "E-INPUT", "household.disabled_children", "more disabled"),
    ({"household": {"worker_disabled": "x"}}, "E-INPUT-FLAG", "household.worker_disabled", "neither"),
    ({"exceptional": {}}, "E-INPUT-LIST", "exceptional", "list"),
    ({"exceptional": [1]}, "E-INPUT-OBJECT", "exceptional[0]", "object"),
    ({"exceptional": [{"kind": "gift", "amount": "1.00"}]}, "E-INPUT-CHOICE", "exceptional[0].kind", "'gift'"),
    ({"exceptional": [{"kind": "arrears"}]}, "E-INPUT-MISSING", "exceptional[0].amount", "missing"),
    ({"exceptional": TWICE}, "E-INPUT", "exceptional[1].kind", "twice"),
    (
        {"gross": "0.00", "exceptional": [{"kind": "severance", "amount": "5000.00"}]},
        "E-INPUT-MISSING",
        "exceptional[0].annual_reference",
        "missing",
    ),
    ({"worker_code": "015"}, "E-INPUT", "worker_code", "no code of a white_collar worker"),
    (
        {"exceptional": [{"kind": "departure_holiday_pay", "amount": "10.00", "simple_part": "11.00"}]},
        "E-INPUT",
        "exceptional[0].simple_part",
        "exceeds",
    ),
    ({"student": {}}, "E-INPUT-MISSING", "student.hours", "missing"),
    ({"student": {"hours": "0.00"}}, "E-INPUT", "student.hours", "needs its hours"),
    ({"student": 5}, "E-INPUT-OBJECT", "student", "object"),
    ({"flexi": {"pensioner": 1}}, "E-INPUT-FLAG", "flexi.pensioner", "neither"),
    ({"article17": {"sector": "dance"}}, "E-INPUT-CHOICE", "article17.sector", "'dance'"),
    ({"article17": {"days": -1}}, "E-INPUT-COUNT", "article17.days", "whole number"),
    ({"director": True, "flexi": {"income_year": "0.00"}}, "E-INPUT", "flexi", "one regime"),
    ({"student": {"hours": "1.00"}, "article17": {}}, "E-INPUT", "student", "one regime"),
]


@pytest.mark.parametrize(("fields", "code", "field", "word"), WRONG, ids=[f"{w[2]}: {w[3]}" for w in WRONG])
def test_refused(fields: dict[str, Any], code: str, field: str, word: str) -> None:
    """One fault, told by code, field and message, with something to do about it."""
    (fault,) = faults(fields)
    assert (fault["code"], fault["field"]) == (code, field)
    assert word in fault["message"]
    assert len(fault["remedy"]) > 5


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"grosss": "1"}, "grosss"),
        ({"household": {"kids": 2}}, "household.kids"),
        ({"exceptional": [{"kind": "arrears", "amount": "1.00", "date": "2022-01-01"}]}, "exceptional[0].date"),
        ({"student": {"hours": "1.00", "quota": 600}}, "student.quota"),
        ({"flexi": {"income": "1.00"}}, "flexi.income"),
        ({"article17": {"hour": "1.00"}}, "article17.hour"),
    ],
)
def test_an_unknown_field_is_refused_by_name(fields: dict[str, Any], name: str) -> None:
    (fault,) = faults(fields)
    assert (fault["code"], fault["field"]) == ("E-INPUT-UNKNOWN", name)
    assert repr(name.rpartition(".")[2]) in fault["message"]
    assert fault["remedy"].startswith("known fields: ")


def test_the_remedy_of_an_unknown_field_names_the_known_ones() -> None:
    """They are all of the input fields, so the documentation is not needed to go on."""
    remedy = faults({"x": 1})[0]["remedy"]
    fields = """period status gross employer_category worker_code workers_count benefits_in_kind group_insurance
        days_paid days_possible hours_week hours_week_full_time full_time exceptional household resident director
        taxable_override student flexi article17 closure_fund"""
    assert set(remedy.removeprefix("known fields: ").split(", ")) == set(fields.split())


@pytest.mark.parametrize("value", [True, 0.5, ["1.00"], float("inf"), 1e22, pytest.param(10**5000, id="huge")])
def test_the_remedy_of_a_wrong_amount_can_be_followed(value: Any) -> None:
    """What is proposed between quotes is an amount."""
    (fault,) = faults({"benefits_in_kind": value})
    proposed = fault["remedy"].partition('"')[2].rstrip('"')
    if proposed:
        assert preste.pay({**BASE, "benefits_in_kind": proposed})["net"]
    assert len(str(fault)) < 300


def test_a_value_of_any_depth_is_told_in_a_line() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    for field in ("gross", "status", "workers_count", "director"):
        (fault,) = faults({field: deep})
        assert len(fault["message"]) < 100, field


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "\x1b[31m"])
def test_what_cannot_be_printed_is_refused(text: str) -> None:
    fault = faults({"period": text})[0]
    assert fault["field"] == "period"
    assert fault["message"].isprintable()
    (fault,) = faults({text: "1.00"})
    assert fault["code"] == "E-INPUT-UNKNOWN"
    assert fault["message"].isprintable()


@pytest.mark.parametrize("case", [None, [], "2500.00", 5])
def test_a_case_is_an_object(case: Any) -> None:
    with pytest.raises(CaseError) as caught:
        preste.pay(case)
    (fault,) = caught.value.errors
    assert fault.code == "E-INPUT-OBJECT"


def test_every_fault_is_told_at_once() -> None:
    found = faults({"gross": 1.5, "status": "clerk", "grosss": "1", "household": {"children": -1}})
    assert [f["field"] for f in found] == ["grosss", "status", "gross", "household.children"]


def test_a_case_error_is_an_input_error_with_the_first_fault() -> None:
    with pytest.raises(InputError) as caught:
        preste.pay({**BASE, "gross": 2500.5})
    assert str(caught.value).startswith("E-INPUT-NUMBER 2500.5 is not exact (gross)")
    assert "2500.5" in caught.value.remedy


def test_a_wrong_case_in_a_list_leaves_the_others() -> None:
    answers = list(preste.pay_each([BASE, {**BASE, "gross": 2500.0}, "no case", {**BASE, "gross": "3000.00"}]))
    assert answers[0] == preste.pay(BASE)
    assert answers[1] == {
        "error": {
            "code": "E-INPUT-NUMBER",
            "field": "gross",
            "message": "2500.0 is not exact",
            "remedy": answers[1]["error"]["remedy"],
        }
    }
    assert answers[2]["error"]["code"] == "E-INPUT-OBJECT"
    assert answers[3] == preste.pay({**BASE, "gross": "3000.00"})


def test_several_faults_in_a_list_are_all_told() -> None:
    (answer,) = preste.pay_each([{**BASE, "gross": "x", "status": "y"}])
    assert answer["error"] == answer["errors"][0]
    assert [error["field"] for error in answer["errors"]] == ["status", "gross"]


def test_cases_are_read_one_at_a_time() -> None:
    """A long list need not be in memory: an answer comes before the next case is asked for."""
    asked: list[int] = []

    def one_by_one() -> Any:
        for i in range(3):
            asked.append(i)
            yield BASE

    answers = preste.pay_each(one_by_one())
    next(answers)
    assert asked == [0]

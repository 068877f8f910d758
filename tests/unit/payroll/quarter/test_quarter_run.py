"""A quarter worker by worker: the same lines, whatever the way and the number of processes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from preste.calendar import Month, Quarter
from preste.errors import DossierError, InputError
from preste.payroll.month import Dossier
from preste.payroll.quarter import (
    GivenFact,
    Months,
    QuarterRun,
    Rights,
    WorkerPart,
    computed,
    quarter_of,
    result_of,
    run,
)

FIRST_2022 = Quarter(2022, 1)
CAR = {"catalogue_value": "30000.00", "fuel": "diesel", "co2": "112", "first_registration": "2021-05-14", "plate": "1A"}


def lines_of(part: WorkerPart) -> tuple[str, list[tuple[str, int]], list[str], int]:
    """What of a part goes from one process to another: its worker, what is owed, notes, reductions."""
    owed = [(one.code, one.amount) for line in part.lines for one in line.contributions]
    reduced = sum(each.amount for line in part.lines for one in line.occupations for each in one.deductions)
    return part.worker.id, owed, list(part.notes), reduced


def several(make: Any, **more: Any) -> Dossier:
    """Four workers, one with a premium, holiday pay and a car, one who begins in February, one with two contracts."""
    items = (
        make.item("premium", 12_345, since="2022-01-01", once=True),
        make.item("double_holiday_pay", 200_000, since="2022-01-01", once=True),
        make.item("company_car", details=CAR),
    )
    v, w, x, y = (make.worker(id=name) for name in "vwxy")
    contracts = [
        make.contract(id="a", items=items, worker=v),
        make.contract(id="b", status="blue_collar", worker=w, amount=180_000),
        make.contract(id="c", start=dt.date(2022, 2, 1), worker=x, amount=190_000),
        make.contract(id="d", worker=y),
        make.contract(id="e", worker=y, status="blue_collar", amount=160_000),
    ]
    dossier: Dossier = make.dossier(*contracts, **more)
    return dossier


def test_parts_are_the_quarter(make: Any) -> None:
    """Whoever goes worker by worker has the lines, the totals and the differences of who asks the whole."""
    given = (
        GivenFact(contract="b", code="premium", amount=11_600),
        GivenFact(contract="", code="864", amount=120_000),
    )
    dossier = several(make)
    asked = QuarterRun(dossier, FIRST_2022, given=given)
    parts = list(asked.workers())
    whole, result = asked.employer(), quarter_of(dossier, FIRST_2022, given=given)
    assert result_of(dossier.employer, FIRST_2022, parts, whole) == result
    assert [part.worker.id for part in parts] == ["v", "w", "x", "y"]
    assert (whole.total, whole.owed) == (result.total, result.owed)
    assert {one.code for one in whole.unrelated} == {"862", "864", "870"}
    assert sum(result.final.values()) == result.total
    for code in {*result.provisional, *result.final}:
        named = sum(one.amount for one in result.differences if one.code == code)
        assert result.provisional.get(code, 0) + named == result.final.get(code, 0), code


def test_several_processes_tell_the_same(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "CHUNK", 2)
    given = (GivenFact(contract="b", code="premium", amount=11_600),)
    alone, together = (QuarterRun(several(make), FIRST_2022, given=given) for _ in range(2))
    assert list(together.told(lines_of, processes=2)) == list(alone.told(lines_of))
    assert together.employer() == alone.employer()


def test_errors_of_every_worker_are_told_at_the_end(make: Any) -> None:
    """Two workers whose days cannot be: the third is told, then both errors together."""
    days = make.days(("2022-01-04", "V", 900))
    wrong = [make.contract(id=name, worker=make.worker(id=name), days=days) for name in ("a", "b")]
    asked = QuarterRun(make.dossier(*wrong, make.contract(id="c")), FIRST_2022)
    workers = asked.workers()
    assert next(workers).worker.id == "w"
    with pytest.raises(DossierError) as refused:
        next(workers)
    assert [one.where for one in refused.value.errors] == ["contract a, 2022-01-04", "contract b, 2022-01-04"]


def test_a_choice_without_right_is_refused(make: Any) -> None:
    with pytest.raises(InputError, match="no right"):
        list(QuarterRun(several(make), FIRST_2022, rights=Rights(chosen={"a": "3315"})).workers())


def test_payslips_may_be_given(make: Any) -> None:
    """Who has the payslips gives them: nothing is computed again, and a worker without any has no line."""
    dossier, asked = several(make), []

    def stored(own: Dossier, quarter: Quarter, last: Month, late: bool) -> Months:
        asked.append([one.id for one in own.contracts])
        return computed(own, quarter, last, late) if own.contracts[0].id == "b" else Months(due=(), paid=())

    result = quarter_of(dossier, FIRST_2022, months=stored)
    assert asked == [["a"], ["b"], ["c"], ["d", "e"]]
    assert [line.worker.id for line in result.lines] == ["w"]


def test_a_fact_of_an_unknown_contract_is_missing(make: Any) -> None:
    asked = QuarterRun(several(make), FIRST_2022, given=(GivenFact(contract="z", code="889", amount=1),))
    list(asked.workers())
    assert [one.where for one in asked.employer().missing] == ["z"]

"""What a folder tells of its quarters comes back as it was written, whatever it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from preste.belgium.quarter.reductions import Situation
from preste.calendar import Quarter
from preste.payroll.quarter import Rights, ToldQuarter, read_quarters
from preste.payroll.quarter.write import write_quarters

QUARTER = Quarter(2022, 1)
SITUATIONS: list[dict[str, Any]] = [
    *({name: True} for name, value in vars(Situation()).items() if value is False),
    {"region": "wallonia"}, {"hired": dt.date(2021, 3, 4)}, {"insertion": "312_days"},
    {"working_time": "37_hours", "working_time_since": dt.date(2021, 3, 4), "working_time_before": 3800,
     "working_time_after": 3650},
]  # fmt: skip


def test_every_field_of_a_situation_is_tried() -> None:
    assert {name for one in SITUATIONS for name in one} == set(vars(Situation()))


@pytest.mark.parametrize("told", SITUATIONS, ids=lambda one: next(iter(one)))
def test_a_situation_comes_back(tmp_path: Path, told: dict[str, Any]) -> None:
    one = ToldQuarter(given=(), rights=Rights(situations={"anne": Situation(**told)}))
    write_quarters(tmp_path, {QUARTER: one})
    assert read_quarters(tmp_path, ["anne"]) == {QUARTER: one}

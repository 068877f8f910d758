"""Every contribution code of the third quarter of 2026, by hand from the ONSS's rate file of 2026/3."""

from __future__ import annotations

from typing import Any

import pytest

from preste.calendar import Quarter
from preste.payroll.quarter import GivenFact, quarter_of

THIRD_2026 = Quarter(2026, 3)
WORKER = {"status": "blue_collar", "amount": 250_000}


@pytest.mark.parametrize(
    ("employer", "contract", "owed"),
    [
        (  # 7 500.00: 38.07, 0.02, 0.01, 0.34, 0.10, 0.23 and 0.10 %
            {"category": "010", "joint_committee": "200"}, {},
            {"495": 285_525, "255": 150, "256": 75, "809": 2_550, "810": 750, "831": 1_725, "859": 750},
        ),
        (  # from ten workers 855, 1.69 %; from twenty 809 at 0.39 %
            {"category": "010", "joint_committee": "200", "workers_count": 20}, {},
            {
                "495": 285_525, "255": 150, "256": 75, "809": 2_925, "810": 750, "831": 1_725, "855": 12_675,
                "859": 750,
            },
        ),
        (  # non-profit of the Flemish Community: 45.47, fund 0.20, sector pension 0.48, 811 at 0.01 %
            {"category": "262", "joint_committee": "329.01"}, {},
            {"495": 341_025, "255": 150, "256": 75, "810": 750, "811": 75, "830": 1_500, "835": 3_600, "859": 750},
        ),
        (  # a manual worker, on 8 100.00: quarterly holidays at 5.57 %
            {"category": "262", "joint_committee": "329.01"}, WORKER,
            {
                "015": 368_307, "253": 45_117, "255": 162, "256": 81, "810": 810, "811": 81, "820": 1_620,
                "825": 3_888, "859": 810,
            },
        ),
        (  # a young trainee of an employer of ten: 5.57 + 16.06, 857 at 1.60, 810 at 0.09, fund 0.22 %
            {"category": "362", "workers_count": 10}, {"worker_code": "487"},
            {"487": 162_225, "255": 150, "256": 75, "810": 675, "811": 75, "830": 1_650, "857": 12_000, "859": 750},
        ),
    ],
    ids=["commercial", "commercial-20", "non-profit", "manual", "trainee"],
)  # fmt: skip
def test_codes_of_a_line(make: Any, employer: dict[str, Any], contract: dict[str, Any], owed: dict[str, int]) -> None:
    result = quarter_of(make.dossier(make.contract(**contract), **employer), THIRD_2026)
    found = {one.code: one.amount for one in result.lines[0].contributions if one.amount and one.code != "856"}
    assert found == owed


@pytest.mark.parametrize(
    ("code", "amount", "personal"),
    [
        ("800", 100_000, 0), ("804", 100_000, 0), ("863", 100_000, 0), ("868", 100_000, 0), ("869", 38_070, 38_070),
        ("888", 46_070, 13_070), ("889", 33_000, 0),
    ],
)  # fmt: skip
@pytest.mark.parametrize("of", [Quarter(2022, 1), THIRD_2026], ids=str)
def test_codes_of_an_event_of_a_worker(make: Any, of: Quarter, code: str, amount: int, personal: int) -> None:
    fact = GivenFact(contract="c", code=code, amount=100_000)
    (line,) = quarter_of(make.dossier(make.contract()), of, given=[fact]).lines
    (one,) = [each for each in line.contributions if each.code == code]
    assert (one.base, one.amount, one.personal) == (100_000, amount, personal)


@pytest.mark.parametrize(
    ("code", "amount"), [("805", 100_000), ("861", 13_070), ("864", 8_860), ("866", 8_860), ("867", 3_000)]
)
def test_codes_of_the_employer_as_a_whole(make: Any, code: str, amount: int) -> None:
    fact = GivenFact(contract="", code=code, amount=100_000)
    result = quarter_of(make.dossier(make.contract()), Quarter(2022, 1), given=[fact])
    assert [(one.code, one.base, one.amount) for one in result.unrelated] == [(code, 100_000, amount)]

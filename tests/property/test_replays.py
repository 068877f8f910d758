"""Ten thousand explanations, of cases drawn over all months and regimes, replay to the cent.

`PRESTE_REPLAYS` asks for another number. The draw is the same at every run.
"""

from __future__ import annotations

import os
import random
from typing import Any, get_args

import pytest

from preste import pay, replay
from preste.belgium import FACTS, month_plan
from preste.engine import explain, render
from preste.money import parse, text
from preste.payroll import read_case
from preste.records import Situation

from .generate import MONTHS, REGIMES, STATUSES

REPLAYS = int(os.environ.get("PRESTE_REPLAYS", "10000"))
PARTS = 20
"""The draw is cut in parts, so that they may run side by side."""
WANTED = ("net", "employer_cost")
KINDS = ("double_holiday_pay", "year_end_premium", "departure_holiday_pay")


def drawn(chance: random.Random) -> dict[str, Any]:
    """One case: mostly ordinary, sometimes of another regime, sometimes with more to it."""
    children = chance.choice([0, 0, 1, 2, 3, 5])
    case: dict[str, Any] = {
        "period": chance.choice(MONTHS),
        "status": chance.choice(STATUSES),
        "gross": text(chance.randrange(900_000)),
        "household": {
            "situation": chance.choice(get_args(Situation)),
            "children": children,
            "disabled_children": chance.randrange(children + 1),
            "worker_disabled": chance.random() < 0.1,
        },
    }
    if chance.random() < 0.3:
        case |= REGIMES[chance.choice(list(REGIMES))]
    if chance.random() < 0.3:
        case |= {"hours_week": text(chance.randrange(400, 3801)), "hours_week_full_time": "38.00"}
    elif chance.random() < 0.3:
        case |= {"days_paid": text(100 * chance.randrange(20)), "days_possible": "20.00"}
    if chance.random() < 0.3:
        case["group_insurance"] = text(chance.randrange(15_000))
        case["benefits_in_kind"] = text(chance.randrange(60_000))
    if chance.random() < 0.2:
        reference = text(chance.randrange(500_000, 8_000_000))
        part = {
            "kind": chance.choice(KINDS),
            "amount": text(chance.randrange(1, 400_000)),
            "annual_reference": reference,
        }
        case["exceptional"] = [part]
    return case


@pytest.fixture
def without_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Formulas as people read them are not replayed: they are not written here, for speed alone."""
    monkeypatch.setattr(render, "numbers", lambda *_: "")


@pytest.mark.usefixtures("without_words")
@pytest.mark.parametrize("part", range(PARTS))
def test_explanations_replay(part: int) -> None:
    chance = random.Random(f"replays {part}")
    for _ in range(REPLAYS // PARTS):
        case = drawn(chance)
        read = read_case(case)
        plan = month_plan(read.regime, "due", read.earned, read.paid, read.category, read.worker_code)
        trace = plan.run(read.facts)
        told = explain(trace, FACTS, WANTED)
        computed = [node for node in told["nodes"] if node["value"] is not None]
        assert replay(told) == len(computed), case
        assert {node["name"]: node["value"] for node in computed}.items() <= dict(
            zip(plan.names, trace.values, strict=True)
        ).items(), case


def test_what_is_replayed_is_what_is_paid() -> None:
    """The explanations replayed above are those of the amounts that the one-shot interface answers."""
    chance = random.Random("replays 0")
    for _ in range(50):
        case = drawn(chance)
        found = pay(case, explained=True)
        nodes = {node["name"]: node["value"] for node in found["explanation"]["nodes"]}
        for name in WANTED:
            assert nodes[name] == (None if found[name] is None else parse(found[name], 2))

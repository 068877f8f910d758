"""First hires of a quarter from the dossier's own contracts and the headcount taken over, worked by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from preste.belgium.quarter.reductions import Employment, History, Right, Use, examine
from preste.calendar import Month, Quarter
from preste.payroll.quarter import QuarterResult, Rights, quarter_of
from preste.payroll.quarter.hires import uses_in, with_own
from preste.payroll.takeover import TakeOver
from preste.records import Contract


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def hired(make: Any, who: str, start: str, end: str = "", **changes: Any) -> Contract:
    """A full-time contract at 2 500 EUR a month of a person of its own."""
    ends = day(end) if end else None
    contract: Contract = make.contract(id=who, worker=make.worker(id=who), start=day(start), end=ends, **changes)
    return contract


def told(until: str = "2026-12-31", **more: Any) -> History:
    return History(employments=more.pop("employments", ()), known_until=day(until), **more)


def quarter(make: Any, which: Quarter, *contracts: Contract, category: str = "362", **rights: Any) -> QuarterResult:
    history = rights.pop("history", told())
    return quarter_of(make.dossier(*contracts, category=category), which, rights=Rights(history=history, **rights))


def reductions(result: QuarterResult) -> dict[str, list[tuple[str, int]]]:
    return {
        line.worker.id: [(one.code, one.amount) for each in line.occupations for one in each.deductions]
        for line in result.lines
    }


def taken(begins: str, **headcount: int) -> TakeOver:
    """A takeover with the workers of quarters: `taken("2025-07", Q2025_1=2)`."""
    named = {name[1:].replace("_", "-Q"): number for name, number in headcount.items()}
    return TakeOver(Month.parse(begins), headcount=named)


# ── three files of first hires, worked by hand to the cent ─────────────────────────────────


def test_the_first_worker_of_a_new_non_profit_in_february_2022(make: Any) -> None:
    """Nobody before, one from 1 February: rank 1, G18 = 4 000.

    µ = 43 days of 65 = 0.66; β = 1 + (0.66 − 0.55) = 1.11; Pg = 4 000 × 0.66 × 1.11 = 2 930.40. Left to reduce: 32.40 %
    of 5 000.00 = 1 620.00, less social Maribel 504.10 = 1 115.90, less the structural reduction: S = 5 000 × 1.51 =
    7 550.00, R = 79.00 + 0.2557 × 504.57 = 208.02, × 0.66 × (1.18 + 0.28 × 0.11) = 166.23. Granted: 949.67.
    """
    result = quarter(make, Quarter(2022, 1), hired(make, "a", "2022-02-01"))
    assert reductions(result) == {"a": [("3000", 16_623), ("3315", 94_967)]}
    (line,) = result.lines
    assert line.occupations[0].reduction is not None
    assert line.occupations[0].reduction.trace["target_prorated"] == 293_040
    assert line.occupations[0].deductions[1].right_started == day("2022-02-01")
    assert uses_in(result) == (Use(1, uses_in(result)[0].quarter, "a"),)
    assert str(uses_in(result)[0].quarter) == "2022Q1"


def test_the_second_worker_of_april_2022(make: Any) -> None:
    """One since February, a second from 1 April: rank 2, its first of five quarters at 1 550.00, whole (µ = 1).

    The first worker's takes the balance of the other: 2 430.00 − 504.10 − 261.99 = 1 663.91.
    """
    people = [hired(make, "a", "2022-02-01"), hired(make, "b", "2022-04-01")]
    result = quarter(make, Quarter(2022, 2), *people)
    both = reductions(result)
    assert sorted(one for each in both.values() for one in each) == [
        ("3000", 26_199), ("3000", 26_199), ("3315", 166_391), ("3324", 155_000),
    ]  # fmt: skip
    used = quarter(make, Quarter(2022, 2), *people, chosen={"a": None})
    assert reductions(used)["a"] == [("3000", 26_199)]
    assert reductions(used)["b"] == [("3000", 26_199), ("3315", 166_391)]


def test_a_second_worker_of_july_2026(make: Any) -> None:
    """One since 6 January 2025, a second from 1 July 2026 (category 010): a thousand a quarter for twelve quarters, its
    code not known yet; the first worker's is 2 000. 25 % of 7 500.00 = 1 875.00, less the structural reduction:
    S = 7 500 × 65/66 = 7 500 × 0.98 = 7 350.00, 0.14 × (11 687.74 − 7 350.00) + 0.16 × (9 738.14 − 7 350.00) =
    607.28 + 382.10. Left: 885.62 each."""
    people = [hired(make, "a", "2025-01-06"), hired(make, "b", "2026-07-01")]
    result = quarter(make, Quarter(2026, 3), *people, category="010")
    both = [one for each in reductions(result).values() for one in each]
    assert sorted(both) == [("", 88_562), ("3000", 98_938), ("3000", 98_938), ("3315", 88_562)]
    found = {(one.claim.rank, one.status) for line in result.lines for o in line.occupations for one in o.findings}
    assert found == {(1, "applies"), (2, "applies")}
    wide = [one for o in result.lines[0].occupations for one in o.findings if one.claim.rank == 2]
    assert wide[0].reductions is not None
    assert wide[0].reductions.before[0]["first_hire_amount"] == 100_000


# ── what comes from the contracts ──────────────────────────────────────────────────────────


def test_contracts_come_by_themselves_and_are_not_doubled(make: Any) -> None:
    people = [hired(make, "a", "2022-02-01", "2022-06-30"), hired(make, "b", "2022-05-02")]
    again = told(employments=(Employment("a", day("2022-02-01")), Employment("old", day("2020-01-06"))))
    merged = with_own(again, people)
    assert {(one.worker, one.begins, one.ends) for one in merged.employments} == {
        ("a", day("2022-02-01"), day("2022-06-30")), ("b", day("2022-05-02"), None), ("old", day("2020-01-06"), None),
    }  # fmt: skip
    assert with_own(merged, people) == merged


def test_somebody_told_not_to_count_does_not(make: Any) -> None:
    people = [hired(make, "a", "2022-02-01"), hired(make, "b", "2022-05-02")]
    history = with_own(told(employments=(Employment("a", day("2022-02-01"), counted=False),)), people)
    assert [(one.worker, one.right and one.right.rank) for one in examine(history)] == [("b", 1)]


@pytest.mark.parametrize("changes", [{"regime": "student"}, {"regime": "article17"}, {"worker_code": "487"}])
def test_who_does_not_count(make: Any, changes: dict[str, str]) -> None:
    history = with_own(told(), [hired(make, "x", "2022-01-03", **changes), hired(make, "a", "2022-02-01")])
    assert [(one.worker, one.right and one.right.rank) for one in examine(history)] == [("a", 1)]


def test_without_being_told_nothing_is_looked_for(make: Any) -> None:
    result = quarter_of(make.dossier(hired(make, "a", "2022-02-01")), Quarter(2022, 1))
    assert reductions(result) == {"a": [("3000", 16_623)]}


def test_a_file_that_is_not_confirmed_almost_gives(make: Any) -> None:
    """Nothing is claimed; rank 1 is lost on one line, rank 2 (1 550 × 0.66 × 1.11 = 1 135.53, at most the 949.67 that
    are left) on the other, each once."""
    people = [hired(make, "a", "2022-02-01"), hired(make, "c", "2022-02-01")]
    result = quarter(make, Quarter(2022, 1), *people, history=told(confirmed=False))
    assert reductions(result) == {"a": [("3000", 16_623)], "c": [("3000", 16_623)]}
    lines = [one for line in result.lines for one in line.occupations]
    assert {one.status for each in lines for one in each.findings} == {"almost"}
    assert [one.told for one in lines[0].findings[0].lacking] == ["le dossier des premiers engagements est confirmé"]
    assert [one.lost for one in lines] == [94_967, 94_967]


# ── the headcount taken over ───────────────────────────────────────────────────────────────


def entry(make: Any, over: TakeOver, *more: Contract, **history: Any) -> Any:
    """The entry of `b` on 1 October 2025, with `a` there since 2023."""
    people = [hired(make, "a", "2023-01-02"), hired(make, "b", "2025-10-01"), *more]
    return next(one for one in examine(with_own(told(**history), people, over)) if one.worker == "b")


def test_the_headcount_refuses_a_rank_and_says_that_days_are_not_known(make: Any) -> None:
    """Two declared in the first quarter of 2025, one of them unknown: perhaps two at once, so no second worker."""
    found = entry(make, taken("2025-07", Q2024_4=1, Q2025_1=2, Q2025_2=1))
    assert found.right is None
    assert "il y avait déjà 2 travailleurs" in found.reasons[-1]
    assert found.doubts == (
        "du 01/01/2025 au 31/03/2025, seul le nombre de travailleurs par trimestre est connu ; s'ils n'étaient pas "
        "là en même temps, cet engagement ouvrirait le droit pour un 2e travailleur",
    )


def test_a_headcount_that_changes_nothing_leaves_no_doubt(make: Any) -> None:
    found = entry(make, taken("2025-07", Q2024_4=1, Q2025_1=1, Q2025_2=1))
    assert found.right.rank == 2 and found.doubts == ()


def test_quarters_of_which_nothing_is_known_are_told(make: Any) -> None:
    found = entry(make, taken("2025-07", Q2025_1=1))
    assert found.right.rank == 2
    assert found.doubts == (
        "l'occupation du 01/10/2024 au 31/12/2024 n'est pas connue",
        "l'occupation du 01/04/2025 au 30/06/2025 n'est pas connue",
    )
    assert entry(make, taken("2025-07", Q2025_1=2), known_from=day("2021-01-01")).doubts == ()


def test_those_of_a_number_go_on_from_quarter_to_quarter_and_open_nothing(make: Any) -> None:
    over = taken("2025-08", Q2024_3=3, Q2024_4=3, Q2025_1=2, Q2025_2=1, Q2025_3=4)
    merged = with_own(told(), [hired(make, "a", "2023-01-02")], over)
    assert [(one.begins, one.ends) for one in merged.employments if one.by_count] == [
        (day("2024-07-01"), day("2025-03-31")), (day("2025-07-01"), day("2025-07-31")),
        (day("2024-07-01"), day("2024-12-31")), (day("2025-07-01"), day("2025-07-31")),
        (day("2025-07-01"), day("2025-07-31")),
    ]  # fmt: skip
    assert [one.worker for one in examine(merged)] == ["a"]
    assert with_own(merged, [hired(make, "a", "2023-01-02")], over) == merged


def test_a_right_taken_over_is_used_from_a_folder(make: Any) -> None:
    """The takeover goes with the dossier: the right opened in 2019 is used, the headcount read."""
    person = hired(make, "a", "2019-03-04")
    dossier = replace(make.dossier(person), taken_over=taken("2025-07", Q2025_2=1))
    history = told(rights=(Right(1, day("2019-03-04"), "a"),))
    result = quarter_of(dossier, Quarter(2025, 3), rights=Rights(history=history))
    assert [code for code, _ in reductions(result)["a"]] == ["3000", "3315"]

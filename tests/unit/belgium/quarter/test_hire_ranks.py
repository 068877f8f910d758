"""First hires: who opens which rank, alone and in a technical business unit, by the instructions of 2022."""

from __future__ import annotations

import datetime as dt
from typing import Any

from preste.belgium.quarter.reductions import (
    Employment,
    Examined,
    History,
    Member,
    Quarter,
    Right,
    examine,
    offers_of,
    rights_of,
)
from preste.belgium.quarter.reductions.history import Headcount


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def at(who: str, begins: str, ends: str = "", entity: str = "", counted: bool = True) -> Employment:
    return Employment(who, day(begins), day(ends) if ends else None, entity, counted)


def history(*employments: Employment, until: str = "2024-12-31", **more: Any) -> History:
    return History(employments=employments, known_until=day(until), **more)


def ranks(told: History) -> dict[str, int | None]:
    return {one.worker: one.right.rank if one.right else None for one in examine(told)}


def one(told: History, who: str) -> Examined:
    return next(found for found in examine(told) if found.worker == who)


# ── an employer alone ──────────────────────────────────────────────────────────────────────


def test_a_new_employer_opens_one_rank_after_the_other() -> None:
    told = history(at("a", "2022-02-01"), at("b", "2022-05-02"), at("c", "2022-05-02"), at("d", "2023-09-01"))
    assert ranks(told) == {"a": 1, "b": 2, "c": 3, "d": 4}
    assert one(told, "a").reasons == (
        "1er travailleur en même temps chez l'employeur ; dans les 12 mois avant, aucun travailleur",
        "ouvre le droit pour un 1er travailleur, le 01/02/2022",
    )
    assert "au plus 1 en même temps (le 01/02/2022)" in one(told, "b").reasons[0]


def test_a_replacement_opens_nothing() -> None:
    told = history(at("a", "2022-02-01"), at("b", "2022-05-02", "2022-06-30"), at("c", "2022-08-01"))
    assert ranks(told) == {"a": 1, "b": 2, "c": None}
    assert (
        one(told, "c").reasons[-1] == "pas de droit : il y avait déjà 2 travailleurs en même temps dans les mois avant"
    )


def test_twelve_months_are_counted_from_date_to_date() -> None:
    """Nobody since 14 June 2021: on 14 June 2022 that day still counts, on the next it does not."""
    gone = at("z", "2019-01-07", "2021-06-14")
    assert ranks(history(gone, at("a", "2022-06-14"))) == {"a": None}
    assert ranks(history(gone, at("a", "2022-06-15"))) == {"a": 1}


def test_each_rank_serves_once() -> None:
    """Alone again for more than a year, the second worker's rank was opened already."""
    told = history(at("a", "2022-02-01"), at("b", "2022-05-02", "2022-07-31"), at("c", "2024-01-08"))
    assert ranks(told) == {"a": 1, "b": 2, "c": None}
    assert one(told, "c").reasons[-1].startswith("ce rang a déjà été ouvert le 02/05/2022")


def test_a_first_worker_s_right_ends_after_a_year_without_anybody_and_opens_anew() -> None:
    told = history(at("a", "2022-02-01", "2022-03-31"), at("b", "2023-04-03"))
    assert ranks(told) == {"a": 1, "b": 1}
    assert [(right.worker, right.ends) for right in rights_of(told)] == [("a", day("2022-03-31")), ("b", None)]
    shorter = history(at("a", "2022-02-01", "2022-03-31"), at("b", "2023-03-31"))
    assert ranks(shorter) == {"a": 1, "b": None}
    assert [right.ends for right in rights_of(shorter)] == [None]


def test_who_does_not_count_opens_nothing_and_holds_no_rank() -> None:
    told = history(at("flexi", "2022-01-10", counted=False), at("a", "2022-02-01"))
    assert ranks(told) == {"a": 1}


def test_a_renewed_contract_is_no_entry_and_two_contracts_are_one_person() -> None:
    told = history(
        at("a", "2022-02-01", "2022-06-30"), at("a", "2022-07-01"), at("a", "2022-09-01"), at("b", "2022-10-03")
    )
    assert ranks(told) == {"a": 1, "b": 2}


def test_no_right_beyond_the_sixth_worker() -> None:
    told = history(*(at(name, "2022-02-01") for name in "abcdefg"))
    assert list(ranks(told).values()) == [1, 2, 3, 4, 5, 6, None]
    assert one(told, "g").reasons == ("7e travailleur : au-delà du 6e, il n'y a pas de droit",)


def test_ranks_that_the_law_no_longer_gives() -> None:
    """No fourth to sixth from 2024, a fourth and fifth again from July 2026."""
    three = [at(name, "2023-02-01") for name in "abc"]
    assert ranks(history(*three, at("d", "2024-01-02")))["d"] is None
    told = history(*three, at("d", "2026-07-01"), at("e", "2026-07-02"), at("f", "2026-07-03"), until="2026-09-30")
    assert [ranks(told)[name] for name in "def"] == [4, 5, None]


def test_rights_opened_before_2022_are_kept() -> None:
    told = history(at("a", "2019-03-04"), at("b", "2022-05-02"), rights=(Right(1, day("2019-03-04"), "a"),))
    assert ranks(told) == {"b": 2}
    assert [(right.rank, right.opened) for right in rights_of(told)] == [(1, day("2019-03-04")), (2, day("2022-05-02"))]


# ── a simultaneous technical business unit ─────────────────────────────────────────────────

SISTER = Member("soeur", "simultaneous")


def test_ranks_of_a_simultaneous_unit_are_the_unit_s() -> None:
    told = history(at("x", "2020-01-06", entity="soeur"), at("a", "2022-02-01"), members=(SISTER,))
    assert ranks(told) == {"a": 2}
    assert "dans l'unité technique d'exploitation" in one(told, "a").reasons[0]


def test_the_workers_that_a_rank_asks_for_are_the_unit_s() -> None:
    """One at the employer, one at the sister: the second rank of the unit is used, but alone again it is not."""
    people = (at("x", "2020-01-06", "2022-09-30", entity="soeur"), at("a", "2022-02-01"))
    told = history(*people, members=(SISTER,))

    def holds(year: int, number: int) -> list[bool]:
        (offer,) = offers_of(told, Quarter(year, number))
        return [one.holds for one in offer.conditions]

    assert holds(2022, 3) == [True, True, True]
    assert holds(2022, 4) == [False, True, True]


def test_a_unit_of_six_opens_nothing_more() -> None:
    six = [at(name, "2020-01-06", entity="soeur") for name in "uvwxyz"]
    assert ranks(history(*six, at("a", "2022-02-01"), members=(SISTER,))) == {"a": None}


def test_a_rank_that_the_sister_opened_since_2022_is_taken_but_not_an_earlier_one() -> None:
    people = (at("x", "2022-01-10", entity="soeur"), at("a", "2022-02-01", "2022-03-31"))

    def later(rights: tuple[Right, ...]) -> int | None:
        entries = (*people, at("b", "2023-06-01"))
        return ranks(history(*entries, members=(SISTER,), rights=rights))["b"]

    assert later((Right(2, day("2022-02-01"), "y", "soeur"),)) is None
    assert later((Right(2, day("2021-02-01"), "y", "soeur"),)) is None  # a opened the unit's second in 2022
    theirs = (Right(2, day("2021-02-01"), "y", "soeur"),)
    without_a = history(people[0], at("b", "2023-06-01"), members=(SISTER,), rights=theirs)
    assert ranks(without_a) == {"b": 2}


def test_five_days_of_the_highest_headcount_are_ignored() -> None:
    def opened(last: str) -> Examined:
        help_out = at("extra", "2022-03-01", last, entity="soeur")
        staff = at("x", "2020-01-06", entity="soeur")
        return one(history(staff, help_out, at("a", "2022-06-01"), members=(SISTER,)), "a")

    five, six = opened("2022-03-05"), opened("2022-03-06")
    assert five.right is not None and five.right.rank == 2
    assert five.before.ignored == (2, 2, 2, 2, 2)
    assert "sans les 5 jours les plus hauts (jusqu'à 2)" in five.reasons[0]
    assert six.right is None


def test_no_day_is_ignored_for_an_employer_alone() -> None:
    told = history(at("a", "2021-01-04"), at("extra", "2022-03-01", "2022-03-01"), at("b", "2022-06-01"))
    assert ranks(told) == {"extra": 2, "b": None}


def test_the_extra_job_is_kept_a_month_in_the_whole_unit() -> None:
    def opened(leaves: str, until: str = "2022-12-31") -> Examined:
        staff = at("x", "2020-01-06", leaves, entity="soeur")
        return one(history(staff, at("a", "2022-06-01"), members=(SISTER,), until=until), "a")

    lost = opened("2022-06-29")
    assert lost.right is None
    assert "n'est pas gardé un mois" in lost.reasons[-1] and "le 30/06/2022" in lost.reasons[-1]
    assert opened("2022-06-30").right is not None
    running = opened("", until="2022-06-15")
    assert running.right is not None and running.provisional
    assert "à garder jusqu'au 30/06/2022" in running.reasons[1]
    assert not opened("").provisional


# ── a historical one ───────────────────────────────────────────────────────────────────────

BEFORE = Member("ancienne", "historical")


def test_a_historical_unit_asks_for_an_extra_job_and_ranks_the_entity() -> None:
    """The former entity had three; the new one takes two over and hires: its third is no extra job, its fourth is."""
    former = [at(name, "2018-01-08", "2022-02-28", "ancienne") for name in ("x", "y", "z")]
    taken = [at("x", "2022-03-01"), at("y", "2022-03-01")]
    told = history(*former, *taken, at("c", "2022-04-01"), at("d", "2022-05-02"), members=(BEFORE,))
    assert ranks(told) == {"x": None, "y": None, "c": None, "d": 4}
    refused = "pas d'emploi supplémentaire dans l'unité technique d'exploitation : 3 travailleurs, au plus 3"
    assert one(told, "c").reasons[-1] == f"{refused} dans les mois avant"
    assert any("4, au plus 3 avant" in reason for reason in one(told, "d").reasons)


# ── headcounts ─────────────────────────────────────────────────────────────────────────────


def test_periods_without_anybody() -> None:
    people = Headcount(
        (at("a", "2022-02-01", "2022-03-31"), at("b", "2022-03-15", "2022-05-31"), at("c", "2022-07-01"))
    )
    found = list(people.empty(day("2022-01-01"), day("2022-12-31")))
    assert found == [(day("2022-01-01"), day("2022-01-31")), (day("2022-06-01"), day("2022-06-30"))]
    assert list(people.empty(day("2022-02-01"), day("2022-05-31"))) == []
    assert list(people.empty(day("2022-05-01"), day("2022-06-02"))) == [(day("2022-06-01"), day("2022-06-02"))]

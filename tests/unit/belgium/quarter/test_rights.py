"""Rights to target groups: what applies, what almost does, what is chosen; the file of first hires."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from preste.belgium.quarter.reductions import (
    Employment,
    Finding,
    History,
    Occupation,
    Offer,
    Quarter,
    Right,
    Situation,
    Use,
    WorkerQuarter,
    choose,
    findings_of,
    hire_file,
    offers_of,
    uses_of,
)
from preste.errors import InputError


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def worker(name: str = "anne", quarter: str = "2025Q2", **more: Any) -> WorkerQuarter:
    """A full quarter at full time of 7,000.00 with 2,660.00 of contributions; other names are the situation's."""
    line_facts = ("begins", "ends", "wage", "days", "contributions", "part_time")
    of_line = {key: more.pop(key) for key in line_facts if key in more}
    of_worker = {key: more.pop(key) for key in ("structural_category", "born", "occupations") if key in more}
    own = {
        "begins": day("2025-01-06"), "wage": 700_000, "contributions": 266_000, "days_week": 500, "hours_week": 3800,
        "reference_hours_week": 3800, "days": {"1": 6500}, "situation": Situation(**more),
    }  # fmt: skip
    line = Occupation(number=1, **{**own, **of_line})
    facts = {"structural_category": "1", "occupations": (line,), **of_worker}
    return WorkerQuarter(worker=name, quarter=Quarter.parse(quarter), **facts)


def found(one: WorkerQuarter, *offers: Offer) -> dict[str, Finding]:
    return {each.claim.code: each for each in findings_of(one, one.occupations[0], offers)}


# ── conditions ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("quarter", "region", "born", "worth"),
    [
        ("2023Q2", "wallonia", "1961-06-30", 150_000),  # 62: the highest amount, until June 2023
        ("2023Q3", "wallonia", "1961-06-30", 100_000),  # only from 65 on since
        ("2024Q4", "wallonia", "1961-06-30", 100_000),
        ("2025Q2", "wallonia", "1960-06-30", 150_000),  # 65, until the pension age of 66
        ("2026Q2", "wallonia", "1962-06-30", 100_000),  # 64
        ("2021Q4", "flanders", "1962-01-01", 60_000),  # 59
        ("2021Q4", "flanders", "1961-12-31", 150_000),  # 60
        ("2022Q4", "flanders", "1962-12-31", 60_000),  # 60
        ("2022Q4", "flanders", "1961-12-31", 150_000),  # 61
        ("2022Q4", "flanders", "1965-01-01", 0),
    ],
)
def test_older_workers_by_region_and_date(quarter: str, region: str, born: str, worth: int) -> None:
    """CCI mag, June 2023, and Horeca est ma passion, 2025, for Wallonia; Liantis, 2023-01-06, for Flanders."""
    one = worker(quarter=quarter, region=region, born=day(born), begins=day("2015-01-05"))
    (finding,) = [each for each in findings_of(one, one.occupations[0], ()) if each.claim.group == "elderly"] or [None]
    assert (finding.worth if finding else 0) == worth


@pytest.mark.parametrize(
    ("quarter", "status", "worth"),
    [("2021Q4", "applies", 40_000), ("2023Q4", "applies", 40_000), ("2024Q1", "refused", None)],
)
def test_a_restructuring_in_the_german_speaking_community(quarter: str, status: str, worth: int | None) -> None:
    """Hired by 2018 at 45 or more: five quarters of 1,000.00, over by 2019/4, then sixteen of 400.00, by 2023/4."""
    one = worker(quarter=quarter, region="german_community", restructuring=True, begins=day("2018-11-05"))
    finding = found(one)["3611"]
    assert (finding.status, finding.worth) == (status, worth)


@pytest.mark.parametrize(
    ("quarter", "hired", "born", "wage", "status", "freed"),
    [
        ("2022Q1", "2021-10-04", "1997-01-01", 749_999, "applies", True),  # 24 on 31 December
        ("2022Q1", "2021-10-04", "1996-12-31", 700_000, "refused", True),  # 25 that day
        ("2022Q3", "2021-10-04", "1997-01-01", 750_000, "almost", False),
        ("2022Q4", "2021-10-04", "1997-01-01", 809_999, "applies", True),  # the fifth quarter
        ("2022Q4", "2021-10-04", "1997-01-01", 810_000, "almost", False),
        ("2023Q3", "2021-10-04", "1997-01-01", 700_000, "applies", True),
        ("2023Q4", "2021-10-04", "1997-01-01", 700_000, "refused", False),  # the ninth
        ("2026Q1", "2024-06-28", "2000-01-01", 700_000, "applies", True),  # hired before the end of the measure
        ("2025Q2", "2024-07-01", "2003-01-01", 700_000, "refused", True),
    ],
)
def test_a_low_skilled_young_worker_in_flanders(
    quarter: str, hired: str, born: str, wage: int, status: str, freed: bool
) -> None:
    """vlaanderen.be: the whole balance in eight quarters, 7,500 then 8,100 EUR; hired before 1 July 2024."""
    facts = {"region": "flanders", "young": True, "born": day(born), "begins": day(hired), "hired": day(hired)}
    finding = found(worker(quarter=quarter, wage=wage, **facts))["6300"]
    assert finding.status == status, [each.told for each in finding.lacking]
    assert finding.reductions is not None
    assert finding.worth == (266_000 - finding.reductions.trace["structural_granted"] if freed else 0)


@pytest.mark.parametrize(
    ("facts", "code", "status", "worth"),
    [
        ({"born": day("1964-06-30"), "region": "brussels"}, "7320", "applies", 100_000),  # 61 on the last day
        ({"born": day("1964-07-01"), "region": "brussels"}, "7320", "almost", 0),
        ({"born": day("1964-06-30"), "region": "brussels", "wage": 816_000}, "7320", "almost", 0),  # the ceiling
        ({"born": day("1964-06-30"), "region": "brussels", "wage": 815_999}, "7320", "applies", 100_000),
        (
            {"born": day("1964-06-30"), "region": "brussels", "quarter": "2025Q4", "wage": 1_000_000},
            "7320",
            "applies",
            100_000,
        ),
        ({"born": day("1968-01-01"), "region": "wallonia"}, "8320", "almost", 40_000),  # no jobseeker
        ({"born": day("1968-01-01"), "region": "wallonia", "jobseeker_when_hired": True}, "8320", "applies", 40_000),
        ({"born": day("1965-01-01"), "region": "wallonia"}, "8320", "applies", 100_000),
        ({"born": day("1960-01-01"), "region": "wallonia"}, "8320", "applies", 150_000),
        ({"born": day("1960-01-01"), "region": "wallonia", "structural_category": "2"}, "8320", "refused", 150_000),
        ({"born": day("1960-01-01"), "region": "flanders"}, "6320", "unknown", None),
        ({"born": day("1960-01-01"), "region": "german_community"}, "9300", "unknown", None),
        ({"artist": True, "region": "brussels"}, "4300", "applies", 51_700),
        ({"artist": True, "region": "brussels", "wage": 600_000}, "4300", "almost", 0),
        ({"subsidised": True, "region": "brussels"}, "4000", "applies", 203_438),
        ({"subsidised": True, "region": "wallonia"}, "4000", "refused", 203_438),
        ({"sportsperson": True}, "4110", "applies", 132_235),
        ({"mentor": True, "region": "flanders"}, "3800", "applies", 80_000),
        ({"mentor": True, "region": "wallonia"}, "3800", "refused", 80_000),
        ({"mentor": True}, "3800", "almost", 80_000),  # the Region is not told
        ({"young": True, "region": "flanders"}, "6300", "almost", 0),  # the day of hiring is not told
        ({"researcher": True}, "1511", "unknown", None),
        ({"working_time": "37_hours", "working_time_since": day("2025-03-01")}, "3500", "applies", 40_000),
        ({"working_time": "37_hours", "working_time_since": day("2025-04-01")}, "3500", "almost", 0),
        ({"working_time": "four_days", "working_time_since": day("2024-06-30")}, "3510", "applies", 40_000),
        ({"working_time": "four_days", "working_time_since": day("2024-03-31")}, "3510", "almost", 0),
        ({"working_time": "both", "working_time_since": day("2025-01-01")}, "3520", "applies", 100_000),
    ],
)
def test_status_and_worth(facts: dict[str, Any], code: str, status: str, worth: int | None) -> None:
    one = found(worker(**facts))[code]
    assert (one.status, one.worth) == (status, worth), [each.told for each in one.lacking]


def test_subsidised_staff_of_wallonia_until_2021_and_sportspeople_since_2022() -> None:
    assert found(worker(quarter="2021Q4", subsidised=True, region="wallonia"))["4000"].status == "applies"
    assert found(worker(quarter="2022Q1", subsidised=True, region="wallonia"))["4000"].status == "refused"
    assert found(worker(quarter="2021Q4", sportsperson=True))["4110"].status == "refused"


def test_what_is_missing_is_told() -> None:
    one = found(worker(born=day("1968-01-01"), region="wallonia"))["8320"]
    assert [each.told for each in one.lacking] == [
        "demandeur d'emploi inoccupé la veille de l'engagement (avant 60 ans)"
    ]
    young = found(worker(born=day("1964-07-01"), region="brussels"))["7320"]
    assert [each.told for each in young.lacking] == ["de 61 à 66 ans au dernier jour du trimestre (ici 60)"]


def test_who_belongs_to_no_group_finds_nothing_and_a_line_of_severance_neither() -> None:
    assert found(worker(born=day("1990-01-01"))) == {}
    one = worker(artist=True, region="brussels")
    line = one.occupations[0]
    severed = Occupation(**{**{f: getattr(line, f) for f in line.__dataclass_fields__}, "without_reduction": True})
    assert findings_of(one, severed) == ()


def test_those_that_apply_come_first_the_best_first() -> None:
    one = worker(born=day("1960-01-01"), region="wallonia", artist=True, subsidised=True)
    assert list(found(one)) == ["8320", "4300", "4000"]


# ── the choice ─────────────────────────────────────────────────────────────────────────────

FIRST, SECOND = Offer(1, day("2024-02-01"), 0, "3315"), Offer(2, day("2025-04-01"), 1, "3324")


def claimed(found: Any) -> dict[str, str]:
    return {who: one.claim.code for (who, _), one in found.reductions.items() if one.claim is not None}


def test_the_proposal_gives_most_over_all_workers() -> None:
    """The rank goes where it is worth most beyond what the line has already: to who has no other right."""
    old = worker("old", born=day("1960-01-01"), region="wallonia")  # 1,500.00 without a rank
    plain = worker("plain")  # nothing without a rank
    both = choose([old, plain], [SECOND])
    assert claimed(both) == {"old": "8320", "plain": "3324"}
    assert both.worth == 305_000
    two_ranks = choose([old, plain], [FIRST, SECOND])
    assert (set(claimed(two_ranks).values()), two_ranks.worth) == ({"3315", "3324"}, 358_438)


def test_the_employer_chooses() -> None:
    old, plain = worker("old", born=day("1960-01-01"), region="wallonia"), worker("plain")
    chosen = choose([old, plain], [SECOND], {("old", 1): "3324"})
    assert claimed(chosen) == {"old": "3324"}  # the rank is taken: nothing is left for plain
    assert claimed(choose([old], [SECOND], {("old", 1): None})) == {}


def test_a_choice_without_a_right_or_of_one_rank_twice_is_refused() -> None:
    one, two = worker("one"), worker("two")
    with pytest.raises(InputError, match="has no right to the reduction 7320"):
        choose([one], [SECOND], {("one", 1): "7320"})
    with pytest.raises(InputError, match="rank 2 is chosen for one and two at the same time"):
        choose([one, two], [SECOND], {("one", 1): "3324", ("two", 1): "3324"})


def test_successors_share_a_rank_in_a_quarter() -> None:
    half = {"days": {"1": 3300}, "wage": 350_000, "contributions": 133_000}
    first = worker("first", ends=day("2025-05-15"), **half)
    then = worker("then", begins=day("2025-05-16"), **half)
    overlapping = worker("then", begins=day("2025-05-15"), **half)
    assert claimed(choose([first, then], [SECOND])) == {"first": "3324", "then": "3324"}
    assert len(claimed(choose([first, overlapping], [SECOND]))) == 1
    with pytest.raises(InputError, match="at the same time"):
        choose([first, overlapping], [SECOND], {("first", 1): "3324", ("then", 1): "3324"})


def test_who_does_not_count_for_first_hires_is_offered_none() -> None:
    one = found(worker(never_first_hire=True), SECOND)["3324"]
    assert one.status == "almost"
    assert claimed(choose([worker(never_first_hire=True)], [SECOND])) == {}


# ── the file of first hires ────────────────────────────────────────────────────────────────


def employed(*days: str) -> tuple[Employment, ...]:
    return tuple(Employment(f"w{i}", day(one)) for i, one in enumerate(days))


def test_quarters_used_and_left() -> None:
    told = History(employments=employed("2022-02-01", "2022-05-02"), known_until=day("2025-06-30"))
    uses = [Use(2, Quarter(2022, 2).plus(n), "w1") for n in (0, 1, 2, 4, 5, 6)]
    file = hire_file(told, [*uses, Use(2, Quarter(2022, 2), "w0")])
    first, second = file.rights
    assert (first.left, first.told) == (None, "sans limite de durée")
    assert (second.quarters, second.left, str(second.last)) == (13, 7, "2027Q1")
    assert second.told == "7 trimestres sur 13 restants, à utiliser jusqu'au 2027Q1"
    offers = {one.rank: one for one in offers_of(told, Quarter(2025, 2), uses)}
    assert (offers[1].code, offers[2].code, offers[2].right_quarter) == ("3315", "3325", 7)
    again = {one.rank: one for one in offers_of(told, Quarter(2022, 3), uses)}
    assert (again[2].right_quarter, again[2].code) == (2, "3324")  # the quarter itself and later ones do not count


def test_a_right_from_quarter_to_quarter() -> None:
    """A second worker's right to its end: five quarters, four and four, but the one of unpaid leave; then nothing."""
    told = History(employments=employed("2022-02-01", "2022-05-02"), known_until=day("2026-06-30"))
    uses: list[Use] = []
    amounts = []
    for n in range(15):
        quarter = Quarter(2022, 2).plus(n)
        absent = {"wage": 0, "contributions": 0, "days": {"30": 6500}} if n == 2 else {"contributions": 400_000}
        staff = [worker("w1", quarter=str(quarter), begins=day("2022-05-02"), **absent)]
        offers = [one for one in offers_of(told, quarter, uses) if one.rank == 2]
        found = choose(staff, offers)
        amounts.append(found.worth)
        uses += uses_of(found, quarter)
    assert amounts == [*[155_000] * 2, 0, *[155_000] * 3, *[105_000] * 4, *[45_000] * 4, 0]
    assert [one.left for one in hire_file(told, uses).rights] == [None, 0]


def test_a_right_is_used_up_or_too_late() -> None:
    told = History(employments=employed("2022-02-01", "2022-05-02"), known_until=day("2027-06-30"))
    uses = [Use(2, Quarter(2022, 2).plus(n)) for n in range(13)]
    spent = {one.rank: one for one in offers_of(told, Quarter(2026, 1), uses)}[2]
    assert [one.holds for one in spent.conditions] == [True, False, True]
    assert found(worker(quarter="2026Q1"), spent)[""].status == "refused"
    late = {one.rank: one for one in offers_of(told, Quarter(2027, 2))}[2]
    assert [one.holds for one in late.conditions] == [True, True, False]


def test_the_nth_worker_s_right_asks_for_n_at_once_in_the_quarter() -> None:
    people = (Employment("a", day("2022-02-01")), Employment("b", day("2022-05-02"), day("2024-12-31")))
    told = History(employments=people, known_until=day("2025-06-30"))
    offers = {one.rank: one for one in offers_of(told, Quarter(2025, 1))}
    assert [one.told for one in offers[2].conditions if not one.holds] == [
        "2 travailleurs en même temps dans le trimestre (ici 1)"
    ]
    assert {one.rank: one for one in offers_of(told, Quarter(2024, 4))}[2].conditions[0].holds


def test_rights_of_2026_have_no_known_code() -> None:
    told = History(employments=employed("2022-02-01", "2026-08-03"), known_until=day("2026-09-30"))
    second = {one.rank: one for one in offers_of(told, Quarter(2026, 3))}[2]
    assert (second.code, second.right_quarter) == ("", 1)


def test_a_right_of_before_2016_is_kept_and_its_amount_is_missing_law() -> None:
    old = Right(2, day("2015-05-04"), "w1")
    told = History(employments=employed("2015-02-02", "2015-05-04"), known_until=day("2021-12-31"), rights=(old,))
    (state,) = hire_file(told).rights
    assert (state.quarters, state.told) == (None, "montants inconnus à la date d'ouverture")
    assert state.missing is not None and state.missing.code == "E-LAW-MISSING"
    (offer,) = offers_of(told, Quarter(2021, 4))
    assert found(worker(quarter="2021Q4"), offer)[""].status == "refused"  # the window ended in 2021Q1


def test_a_use_that_no_right_explains_is_refused() -> None:
    told = History(employments=employed("2022-02-01"), known_until=day("2022-12-31"))
    with pytest.raises(InputError, match="rank 2 was used in 2022Q2"):
        hire_file(told, [Use(2, Quarter(2022, 2))])
    kept = History(
        employments=employed("2019-02-01", "2020-02-03"), known_until=day("2022-12-31"),
        rights=(Right(2, day("2020-02-03"), "w1"),),
    )  # fmt: skip
    assert hire_file(kept, [Use(2, Quarter(2022, 2))]).rights[0].left == 12


# ── quarters ───────────────────────────────────────────────────────────────────────────────


def test_quarters() -> None:
    one = Quarter.parse("2026Q3")
    assert (one, str(one)) == (Quarter.parse("20263"), "2026Q3")
    assert (one.first, one.last) == (day("2026-07-01"), day("2026-09-30"))
    assert (one.plus(2), one.plus(-3)) == (Quarter(2027, 1), Quarter(2025, 4))
    assert (Quarter.of(day("2026-09-30")), one.since(Quarter(2025, 4))) == (one, 3)
    for wrong in ("2026Q5", "26Q1", "2026", ""):
        with pytest.raises(InputError, match="is not a quarter"):
            Quarter.parse(wrong)

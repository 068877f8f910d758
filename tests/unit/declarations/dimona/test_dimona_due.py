"""From records to the forms due: what is asked for, what differs from what the ONSS knows, by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from preste.declarations.dimona.build import build, differences, unnumbered
from preste.declarations.dimona.check import check_rules
from preste.declarations.dimona.compare import Difference, compare
from preste.declarations.dimona.model import (
    OPEN_END,
    Cancel,
    EmployerId,
    In,
    Out,
    Period,
    Person,
    SmallStatute,
    Update,
    UsingEmployer,
)
from preste.declarations.dimona.places import dimona_address
from preste.declarations.dimona.room import beyond
from preste.declarations.dimona.told import Particulars, Plan
from preste.declarations.dimona.wanted import Wanted, wanted
from preste.declarations.dimona.worker_types import dimona_committee
from preste.errors import DossierError, InputError, PresteError
from preste.ids import dimona_period, enterprise, establishment_unit, onss_number
from preste.records import Address, Contract, Establishment

NOW = dt.datetime(2026, 9, 1, 9)
NUMBER = dimona_period.make(6_000_000_001)
DAY = dt.timedelta(1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def shown(asked: Sequence[Wanted]) -> list[tuple[str, str, str, int | None]]:
    return [
        (one.worker_type, one.start.isoformat(), one.end.isoformat() if one.end else "", one.planned_hours)
        for one in asked
    ]


def asked_of(make: Any, through: str = "2026-12-31", plans: Sequence[Plan] = (), **contract: Any) -> list[Wanted]:
    return wanted(make.employer(), make.contract(**contract), day(through), plans)


# ── what is asked for ──────────────────────────────────────────────────────────────────────


def test_an_ordinary_contract_is_one_period(make: Any) -> None:
    assert shown(asked_of(make, start=day("2026-09-07"))) == [("OTH", "2026-09-07", "", None)]
    ended = asked_of(make, start=day("2026-09-07"), end=day("2027-08-31"), fixed_term=True)
    assert shown(ended) == [("OTH", "2026-09-07", "2027-08-31", None)]
    assert ended[0].joint_committee == "XXX"
    director = asked_of(make, regime="director", start=day("2026-09-07"))  # under a contract of employment
    assert shown(director) == [("OTH", "2026-09-07", "", None)]
    assert asked_of(make, through="2026-09-06", start=day("2026-09-07")) == []


def test_a_student_is_declared_quarter_by_quarter_with_whole_hours(make: Any) -> None:
    """From 7 September to 9 October 2026: 18 days of 7.60 h in September, 7 in October."""
    student = {"regime": "student", "start": day("2026-09-07"), "end": day("2026-10-09")}
    assert shown(asked_of(make, **student)) == [
        ("STU", "2026-09-07", "2026-09-30", 137),  # 136.80
        ("STU", "2026-10-01", "2026-10-09", 54),  # 53.20
    ]
    only_summer = (0, 0, 0, 0, 0, 400, 0)
    saturdays = asked_of(make, **{**student, "schedule": only_summer, "end": day("2026-10-02")})
    assert shown(saturdays) == [("STU", "2026-09-07", "2026-09-30", 12)]  # no work in October: not declared


@pytest.mark.parametrize(
    ("start", "sector", "expected"),
    [("2026-11-02", "socio_cultural", "O17"), ("2026-11-02", "sport", "S17"), ("2022-01-03", "sport", "S17")],
)
def test_article_17_by_quarter(make: Any, start: str, sector: str, expected: str) -> None:
    asked = asked_of(make, regime="article17", article17_sector=sector, start=day(start), end=day(start) + 6 * DAY)
    assert shown(asked) == [(expected, start, (day(start) + 6 * DAY).isoformat(), 38)]


def test_article_17_was_declared_day_by_day_before_2022(make: Any) -> None:
    asked = asked_of(make, regime="article17", start=day("2021-12-30"), end=day("2022-01-03"))
    assert shown(asked) == [
        ("A17", "2021-12-30", "2021-12-30", None),
        ("A17", "2021-12-31", "2021-12-31", None),
        ("O17", "2022-01-01", "2022-01-03", 8),  # 7.60
    ]


def test_a_flexi_job_runs_to_the_end_of_the_quarter(make: Any) -> None:
    asked = asked_of(make, regime="flexi", start=day("2026-09-07"))
    assert shown(asked) == [("FLX", "2026-09-07", "2026-09-30", None), ("FLX", "2026-10-01", "2026-12-31", None)]


@pytest.mark.parametrize(("code", "status"), [("035", "blue_collar"), ("439", "white_collar")])
def test_apprentices_have_a_type_of_their_own_since_september_2023(make: Any, code: str, status: str) -> None:
    for start, expected in (("2023-08-31", "OTH"), ("2023-09-01", "ALT")):
        asked = asked_of(make, start=day(start), worker_code=code, status=status)
        assert [one.worker_type for one in asked] == [expected]


@pytest.mark.parametrize(
    ("committee", "start", "expected"),
    [
        ("329.02", "2026-01-01", "XXX"),
        ("200", "2026-01-01", "XXX"),
        ("302", "2026-01-01", "302"),
        ("140.03", "2026-01-01", "140"),
        ("149.01", "2026-01-01", "149"),
        ("149.01", "2017-09-30", "XXX"),
        ("149.04", "2026-01-01", "XXX"),
        ("320", "2019-03-31", "XXX"),
        ("320", "2019-04-01", "320"),
        ("322.01", "2026-01-01", "XXX"),
        ("322", "2026-01-01", "322"),
    ],
)
def test_joint_committees_as_dimona_knows_them(committee: str, start: str, expected: str) -> None:
    assert dimona_committee(committee, day(start)) == expected


def test_hours_that_nobody_planned_stop_only_what_is_to_be_sent(make: Any) -> None:
    student = make.contract(
        regime="student", start=day("2026-07-01"), pay_basis="hourly", amount=1_500, schedule=(0,) * 7
    )
    found = differences(make.employer(), [student], [], day("2026-12-31"))
    assert [one.wanted.planned_hours for one in found if one.wanted] == [None, None]
    with pytest.raises(PresteError, match="no hours are planned") as told:
        build(make.employer(), found, day("2026-07-01"), day("2026-07-31"), NOW)
    assert told.value.code == "E-DIMONA-PLAN"
    assert "c;2026-07-01;2026-09-30" in told.value.remedy
    assert build(make.employer(), found, day("2026-11-01"), day("2026-11-30"), NOW) == []
    plans = [Plan(contract="c", start=day("2026-07-01"), end=day("2026-08-31"), planned_hours=80)]
    asked = wanted(make.employer(), student, day("2026-12-31"), plans)
    assert shown(asked) == [("STU", "2026-07-01", "2026-08-31", 80), ("STU", "2026-10-01", "2026-12-31", None)]


def test_a_plan_gives_the_hours_of_a_flexi_job_of_one_day(make: Any) -> None:
    plan = Plan(contract="c", start=day("2026-09-12"), end=day("2026-09-12"), start_hour="1700", end_hour="2130")
    contract = make.contract(regime="flexi", start=day("2026-09-12"), end=day("2026-09-12"))
    found = differences(make.employer(), [contract], [], day("2026-09-30"), [plan])
    [one] = build(make.employer(), found, day("2026-09-01"), day("2026-09-30"), NOW)
    assert isinstance(one.form.declaration, In)
    assert (one.form.declaration.start_hour, one.form.declaration.end_hour) == ("1700", "2130")
    assert check_rules(one.form, NOW.date()) == ([], [])


def test_a_student_elsewhere_than_at_the_seat_tells_where(make: Any) -> None:
    unit = Establishment(
        number=establishment_unit.make(20_000_002),
        name="Atelier",
        address=Address(street="Rue Haute 12 bte 3", postcode="1000", city="Bruxelles"),
    )
    employer = make.employer(establishments=(unit,))
    student = make.contract(regime="student", start=day("2026-09-07"), end=day("2026-09-11"), establishment=unit.number)
    [one] = wanted(employer, student, day("2026-09-30"))
    place = one.place_of_work
    assert place is not None and place.address is not None
    assert (place.name, place.address.street, place.address.house_number, place.address.box) == (
        "Atelier",
        "Rue Haute",
        "12",
        "3",
    )
    here = replace(unit, address=employer.address)
    assert wanted(make.employer(establishments=(here,)), student, day("2026-09-30"))[0].place_of_work is None
    lost = replace(unit, address=replace(unit.address, street="Place du Marché"))
    other = replace(lost, number=establishment_unit.make(20_000_003))
    contracts = [student, replace(student, id="d", establishment=other.number)]
    with pytest.raises(DossierError) as told:
        differences(make.employer(establishments=(lost, other)), contracts, [], day("2026-09-30"))
    assert [error.code for error in told.value.errors] == ["E-DIMONA-ADDRESS"] * 2


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Rue du Modèle 3", ("Rue du Modèle", "3", "")),
        ("Rue de l'Invention, 12", ("Rue de l'Invention", "12", "")),
        ("Avenue du 11 Novembre 7B", ("Avenue du 11 Novembre", "7B", "")),
        ("Kerkstraat 5 bus 12", ("Kerkstraat", "5", "12")),
        ("Grand-Rue 8 boîte A", ("Grand-Rue", "8", "A")),
        ("Grand-Rue 8/2", ("Grand-Rue", "8", "2")),
    ],
)
def test_streets_and_numbers(line: str, expected: tuple[str, str, str]) -> None:
    found = dimona_address(Address(street=line, postcode="5000", city="Namur"))
    assert (found.street, found.house_number, found.box) == expected
    with pytest.raises(InputError, match="no Belgian street"):
        dimona_address(Address(street=line, postcode="59000", city="Lille", country="FR"))


# ── what was told for Dimona alone ─────────────────────────────────────────────────────────


def told_of(since: str = "2026-01-01", **fields: Any) -> Particulars:
    return Particulars(contract="c", since=day(since), **fields)


def asked_with(make: Any, told: Sequence[Particulars], through: str = "2026-12-31", **contract: Any) -> list[Wanted]:
    return wanted(make.employer(), make.contract(**contract), day(through), (), told)


def test_nothing_planned_is_not_declared(make: Any) -> None:
    """No hours from one day to another: the quarters in between are not asked for, those at the edges are cut."""
    student = make.contract(
        regime="student", start=day("2026-01-05"), pay_basis="hourly", amount=1_500, schedule=(0,) * 7
    )
    none = [Plan(contract="c", start=day("2026-04-01"), end=day("2026-09-30"), planned_hours=0)]
    assert shown(wanted(make.employer(), student, day("2026-12-31"), none)) == [
        ("STU", "2026-01-05", "2026-03-31", None),
        ("STU", "2026-10-01", "2026-12-31", None),
    ]
    cut = [Plan(contract="c", start=day("2026-03-01"), end=day("2026-11-15"), planned_hours=0)]
    assert shown(wanted(make.employer(), student, day("2026-12-31"), cut)) == [
        ("STU", "2026-01-05", "2026-02-28", None),
        ("STU", "2026-11-16", "2026-12-31", None),
    ]
    ordinary = make.contract(start=day("2026-01-05"))  # whose periods are of no quarter
    assert shown(wanted(make.employer(), ordinary, day("2026-12-31"), none)) == [("OTH", "2026-01-05", "", None)]


EXTRA = {"regime": "ordinary", "start": dt.date(2026, 9, 1), "joint_committee": "302", "schedule": (0,) * 7}
WORKED = (("2026-09-04", "W", 600), ("2026-09-05", "W", 750), ("2026-09-06", "M", 600), ("2026-09-06", "HS", 0))


def test_occasional_work_is_declared_by_the_recorded_days(make: Any) -> None:
    """Six hours from 17:00 end at 23:00; seven and a half with half an hour of rest go through midnight."""
    told = [told_of(worker_type="EXT", start_hour="1700", pause=30)]
    asked = asked_with(make, told, **EXTRA, days=make.days(*WORKED))
    assert [(one.start.day, one.start_hour, one.end and one.end.day, one.end_hour) for one in asked] == [
        (4, "1700", 4, "2330"),
        (5, "1700", 6, "0100"),
    ]
    assert {(one.worker_type, one.joint_committee) for one in asked} == {("EXT", "302")}
    contract = make.contract(**EXTRA, days=make.days(*WORKED))
    found = differences(make.employer(), [contract], [], day("2026-09-30"), (), told)
    due = build(make.employer(), found, day("2026-09-01"), day("2026-09-30"), NOW)
    assert [check_rules(one.form, day("2026-09-01")) for one in due] == [([], []), ([], [])]
    flat = asked_with(make, [replace(told[0], flat_rate=True)], **EXTRA, days=make.days(WORKED[0]))
    assert [(one.start_hour, one.end_hour) for one in flat] == [("1700", "")]
    untold = [told_of(worker_type="EXT")]
    assert [one.lacks_hours for one in asked_with(make, untold, **EXTRA, days=make.days(*WORKED))] == [True, True]
    asking = differences(make.employer(), [contract], [], day("2026-09-30"), (), untold)
    with pytest.raises(DossierError) as refused:
        build(make.employer(), asking, day("2026-09-01"), day("2026-09-30"), NOW)
    assert [error.field for error in refused.value.errors] == ["start_hour"] * 2


def test_a_day_changes_with_its_recorded_hours_and_is_cancelled_only_when_told(make: Any) -> None:
    told = [told_of(worker_type="EXT", start_hour="1700")]
    period = known(
        worker_type="EXT", joint_committee="302", start=day("2026-09-04"), end=day("2026-09-04"), start_hour="1700",
        end_hour="2200",
    )  # fmt: skip

    def found(
        *days: tuple[str, str, int], period: Period = period, told: Sequence[Particulars] = told, **ends: dt.date
    ) -> Any:
        contract = make.contract(**EXTRA, **ends, days=make.days(*days))
        rows = differences(make.employer(), [contract], [period], day("2026-09-30"), (), told)
        return [(one.kind, one.fields) for one in rows]

    assert found(("2026-09-04", "W", 500)) == []
    assert found(("2026-09-04", "W", 600)) == [("update", ("end_hour",))]
    assert found() == []  # nothing is recorded yet
    assert found(end=day("2026-09-03")) == [("cancel", ())]  # nor will be: the contract is over
    assert found(("2026-09-04", "SS", 500)) == [("cancel", ())]
    assert found(("2026-09-04", "W", 600), told=[told_of(worker_type="EXT")]) == []  # nobody told when it begins
    flat = replace(period, end_hour="")
    again = [("cancel", ("end_hour",)), ("in", ("end_hour",))]
    assert found(("2026-09-04", "W", 500), period=flat) == again


def test_a_flexi_job_by_day_and_article_17_before_2022_follow_the_recorded_days(make: Any) -> None:
    flexi = {"regime": "flexi", "start": day("2026-09-01"), "schedule": (0,) * 7}
    told = [told_of(since="2026-09-05", by_day=True, start_hour="1000")]
    asked = asked_with(make, told, through="2026-09-30", **flexi, days=make.days(*WORKED[:2]))
    assert [(one.start.day, one.end and one.end.day, one.end_hour) for one in asked] == [(1, 4, ""), (5, 5, "1730")]
    old = {"regime": "article17", "start": day("2021-09-01"), "end": day("2021-09-30"), "schedule": (0,) * 7}
    assert [one.start.day for one in asked_with(make, [], **old, days=make.days(("2021-09-04", "W", 300)))] == [4]
    holiday = {"regime": "article17", "start": day("2021-11-10"), "end": day("2021-11-12")}
    assert [one.start.day for one in asked_with(make, [], **holiday)] == [10, 12]  # the 11th is a public holiday


def test_the_building_trade_has_a_type_of_its_own(make: Any) -> None:
    building = {"start": day("2026-09-07"), "joint_committee": "124", "status": "blue_collar"}
    assert shown(asked_of(make, **building)) == [("BCW", "2026-09-07", "", None)]
    apprentice = asked_with(make, [told_of(worker_type="RTA")], **building)
    assert shown(apprentice) == [("RTA", "2026-09-07", "", None)]
    user = UsingEmployer(joint_committee="124", enterprise_number=enterprise.make(123_456))
    agency = {**building, "joint_committee": "322", "end": day("2026-09-30")}
    assert shown(asked_with(make, [told_of(using_employer=user)], **agency)) == [
        ("BCW", "2026-09-07", "2026-09-30", None)
    ]
    assert asked_with(make, [], **agency)[0].lacks_particulars


def test_trainees_tell_their_accident_insurance(make: Any) -> None:
    trainee = make.contract(start=day("2026-09-07"), end=day("2026-12-04"))
    small = SmallStatute(nature="EMPLOYEE", risk="401", status="F1")
    for told, codes in ((told_of(worker_type="IVT"), 1), (told_of(worker_type="IVT", small_statute=small), 0)):
        found = differences(make.employer(), [trainee], [], day("2026-12-31"), (), [told])
        if codes:
            with pytest.raises(InputError) as refused:
                build(make.employer(), found, day("2026-09-01"), day("2026-09-30"), NOW)
            assert refused.value.code == "E-DIMONA-DETAILS"
            continue
        [one] = build(make.employer(), found, day("2026-09-01"), day("2026-09-30"), NOW)
        assert isinstance(one.form.declaration, In)
        assert one.form.declaration.small_statute == small
        assert check_rules(one.form, NOW.date()) == ([], [])


def test_another_type_begins_a_period_of_its_own(make: Any) -> None:
    told = [told_of(since="2026-09-01", worker_type="DWD"), told_of(since="2027-01-01")]
    asked = asked_with(make, told, through="2027-12-31", start=day("2026-09-01"))
    assert shown(asked) == [("DWD", "2026-09-01", "2026-12-31", None), ("OTH", "2027-01-01", "", None)]


# ── what differs ───────────────────────────────────────────────────────────────────────────


def known(**changes: Any) -> Period:
    made = Period(number=NUMBER, worker_type="OTH", joint_committee="XXX", start=day("2026-01-05"), contract="c")
    return replace(made, **changes)


def found_of(make: Any, period: Period | None, **contract: Any) -> list[Difference]:
    given = {"start": day("2026-01-05")} | contract
    periods = [period] if period is not None else []
    return differences(make.employer(), [make.contract(**given)], periods, day("2026-12-31"))


def told(found: Sequence[Difference]) -> list[tuple[str, tuple[str, ...], str]]:
    return [(one.kind, one.fields, one.due.isoformat() if one.due else "") for one in found]


STUDENT = {"regime": "student", "start": dt.date(2026, 7, 1), "end": dt.date(2026, 7, 31)}
STUDENT_PERIOD = {
    "worker_type": "STU",
    "start": dt.date(2026, 7, 1),
    "end": dt.date(2026, 7, 31),
    "planned_hours": 175,
}


@pytest.mark.parametrize(
    ("period", "contract", "expected"),
    [
        (known(), {}, []),
        (None, {}, [("in", (), "2026-01-05")]),
        # an end on Friday 18 September: Saturday is a working day
        (known(), {"end": day("2026-09-18")}, [("out", ("end",), "2026-09-19")]),
        # an end on Saturday: Monday
        (known(), {"end": day("2026-09-19")}, [("out", ("end",), "2026-09-21")]),
        (known(end=day("2026-06-30")), {"end": day("2026-05-29")}, [("update", ("end",), "2026-05-30")]),
        (known(end=day("2026-06-30")), {"end": day("2026-10-31")}, [("update", ("end",), "2026-07-01")]),
        (known(end=day("2026-06-30")), {}, [("update", ("end",), "2026-07-01")]),
        (known(start=day("2026-01-12")), {}, [("update", ("start",), "")]),
        (
            known(start=day("2026-01-12")),
            {"end": day("2026-09-18")},
            [("out", ("end",), "2026-09-19"), ("update", ("start",), "")],
        ),
        (
            known(worker_type="FLX"),
            {},
            [("cancel", ("worker_type",), ""), ("in", ("worker_type",), "2026-01-05")],
        ),
        (
            known(joint_committee="302"),
            {},
            [("cancel", ("joint_committee",), ""), ("in", ("joint_committee",), "2026-01-05")],
        ),
        (known(**STUDENT_PERIOD), STUDENT, []),
        (known(**{**STUDENT_PERIOD, "planned_hours": 100}), STUDENT, [("update", ("planned_hours",), "")]),
        (
            known(**STUDENT_PERIOD),
            {**STUDENT, "start": day("2026-07-02")},
            [
                ("cancel", ("start", "planned_hours"), ""),
                ("in", ("start", "planned_hours"), "2026-07-02"),
            ],
        ),
        (
            known(**STUDENT_PERIOD),
            {**STUDENT, "start": day("2026-10-01"), "end": day("2026-10-02")},
            [("cancel", (), ""), ("in", (), "2026-10-01")],
        ),
    ],
)
def test_each_difference_and_its_term(make: Any, period: Period | None, contract: Any, expected: Any) -> None:
    assert told(found_of(make, period, **contract)) == expected


def test_the_end_of_a_flexi_job_is_never_put_off(make: Any) -> None:
    """Who stays longer than was declared has a period more; who leaves earlier has an update."""
    period = known(worker_type="FLX", start=day("2026-07-01"), end=day("2026-07-31"))
    flexi = {"regime": "flexi", "start": day("2026-07-01")}
    longer = found_of(make, period, **flexi, end=day("2026-09-15"))
    assert told(longer) == [("in", (), "2026-08-01")]
    assert longer[0].wanted is not None and longer[0].wanted.end == day("2026-09-15")
    more = replace(period, number=dimona_period.make(6_000_000_002), start=day("2026-08-01"), end=day("2026-09-15"))
    contract = make.contract(**flexi, end=day("2026-09-15"))
    assert differences(make.employer(), [contract], [period, more], day("2026-12-31")) == []
    assert told(found_of(make, period, **flexi, end=day("2026-07-15"))) == [("update", ("end",), "2026-07-16")]


def test_a_changed_end_has_a_term_to_be_verified_and_missing_law_is_told(make: Any) -> None:
    [changed] = found_of(make, known(end=day("2026-06-30")), end=day("2026-05-29"))
    assert changed.unsure
    [later] = found_of(make, known(), end=day("2027-03-31"))
    assert later.due is None
    assert "2027-03-31" in later.lacking


def test_a_period_of_nobody_is_told_and_never_cancelled(make: Any) -> None:
    found = differences(make.employer(), [], [known(contract="gone")], day("2026-12-31"))
    assert [one.kind for one in found] == ["unknown"]
    assert build(make.employer(), found, day("2026-01-01"), day("2026-12-31"), NOW) == []


def test_a_period_that_begins_after_the_days_asked_is_left_alone(make: Any) -> None:
    asked = wanted(make.employer(), make.contract(start=day("2026-01-05")), day("2026-06-30"))
    assert compare(asked, [known(), known(start=day("2026-10-01"))], day("2026-06-30")) == []


def test_who_leaves_without_a_known_number_is_told(make: Any) -> None:
    september = day("2026-09-01"), day("2026-09-30")
    assert len(unnumbered(found_of(make, None, end=day("2026-09-18")), *september)) == 1
    assert unnumbered(found_of(make, known(), end=day("2026-09-18")), *september) == []
    assert unnumbered(found_of(make, None, end=day("2026-09-18"), fixed_term=True), *september) == []
    assert unnumbered(found_of(make, None, end=day("2026-10-18")), *september) == []


@pytest.mark.parametrize(
    ("kind", "start", "hours", "declared", "expected"),
    [
        ("STU", "2026-07-01", 190, 460, None),
        ("STU", "2026-07-01", 191, 460, (1, "year", False)),  # 650 hours since 2025
        ("STU", "2024-07-01", 200, 460, (60, "year", False)),  # 600
        ("O17", "2026-10-01", 100, 200, None),
        ("O17", "2026-10-01", 101, 0, (1, "quarter", True)),
        ("O17", "2026-07-01", 190, 100, None),  # the third quarter has more
        ("O17", "2026-07-01", 190, 115, (5, "year", True)),
        ("S17", "2026-10-01", 151, 0, (1, "quarter", True)),
        ("S17", "2035-10-01", 999, 0, None),  # no law of that year
        ("OTH", "2026-10-01", None, 0, None),
    ],
)
def test_planned_hours_beyond_what_the_law_leaves(
    make: Any, kind: str, start: str, hours: int | None, declared: int, expected: Any
) -> None:
    """Those declared before in the year count, those of another year and of the period itself do not."""
    one = Wanted(
        contract=make.contract(), worker_type=kind, joint_committee="XXX", start=day(start), planned_hours=hours
    )
    year = day(start).replace(month=1, day=1)
    before = known(worker_type=kind, start=year, planned_hours=declared)
    others = [before, replace(before, start=year - DAY), replace(before, start=day(start))]
    over = beyond(one, others)
    assert (None if over is None else (over.hours, over.of, over.refused)) == expected


# ── forms ──────────────────────────────────────────────────────────────────────────────────


def form_of(make: Any, period: Period | None, first: str, last: str, **contract: Any) -> list[Any]:
    due = build(make.employer(), found_of(make, period, **contract), day(first), day(last), NOW)
    for one in due:
        assert check_rules(one.form, NOW.date()) == ([], [])
    return [one.form.declaration for one in due]


def test_the_forms(make: Any) -> None:
    employer = make.employer()
    [begun] = form_of(make, None, "2026-01-01", "2026-01-31")
    assert begun.employer == EmployerId(onss_number=employer.onss_number, enterprise_number=employer.enterprise_number)
    assert (begun.person, begun.start, begun.end) == (Person(niss=make.worker().niss), day("2026-01-05"), None)
    assert form_of(make, known(), "2026-09-01", "2026-09-30", end=day("2026-09-18")) == [
        Out(period=NUMBER, end=day("2026-09-18"))
    ]
    assert form_of(make, known(end=day("2026-06-30")), "2026-06-01", "2026-06-30") == [
        Update(period=NUMBER, end=OPEN_END)
    ]
    fewer = known(**{**STUDENT_PERIOD, "planned_hours": 100})
    assert form_of(make, fewer, "2026-07-01", "2026-07-31", **STUDENT) == [Update(period=NUMBER, planned_hours=175)]
    again = form_of(make, known(worker_type="FLX"), "2026-01-01", "2026-01-31")
    assert [type(one) for one in again] == [Cancel, In]


def test_only_what_is_of_the_days_asked(make: Any) -> None:
    assert form_of(make, None, "2026-02-01", "2026-02-28") == []
    assert form_of(make, known(), "2026-08-01", "2026-08-31", end=day("2026-09-18")) == []


def test_references_tell_form_and_worker(make: Any) -> None:
    [one] = build(make.employer(), found_of(make, None), day("2026-01-05"), day("2026-01-05"), NOW)
    assert [(ref.kind, ref.number) for ref in one.form.references] == [(1, "260901090000-00001"), (8, "1")]


def test_a_new_employer_has_a_provisional_number(make: Any) -> None:
    provisional = onss_number.make_provisional(50_000_001)
    employer = make.employer(onss_number=provisional)
    found = differences(employer, [make.contract(start=day("2026-01-05"))], [], day("2026-01-31"))
    [one] = build(employer, found, day("2026-01-01"), day("2026-01-31"), NOW)
    assert isinstance(one.form.declaration, In)
    assert one.form.declaration.employer is not None
    assert one.form.declaration.employer.provisional_number == provisional
    assert one.form.declaration.employer.onss_number == ""


def test_a_contract_is_read_whatever_others_do(make: Any) -> None:
    """Two contracts of one worker keep their own periods."""
    first: Contract = make.contract(start=day("2026-01-05"), end=day("2026-03-31"))
    second = replace(first, id="d", start=day("2026-04-01"), end=None)
    found = differences(make.employer(), [first, second], [known()], day("2026-12-31"))
    assert [(one.kind, one.contract) for one in found] == [("out", "c"), ("in", "d")]

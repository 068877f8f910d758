"""The bodies of the web service: what each declaration becomes, and what is refused instead of guessed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from preste.declarations.dimona.model import (
    OPEN_END,
    Address,
    Cancel,
    ControlCards,
    DailyRegistration,
    Declaration,
    EmployerId,
    Features,
    In,
    Person,
    SmallStatute,
    Update,
    UsingEmployer,
)
from preste.declarations.dimona.rest import answer_of, body
from preste.errors import InputError

OTHER = Features(joint_committee="XXX", worker_type="OTH")
NUMBER = "600027876089"


def test_who_has_no_niss_is_told_whole() -> None:
    person = Person(
        last_name="Exemple",
        first_name="Alix",
        birth_date="1990-01-01",
        birth_place="Namur",
        birth_country=150,
        nationality=150,
        sex=2,
        address=Address(street="Rue du Modèle", house_number="3", postcode="5000", city="Namur", country=150),
    )
    employer = EmployerId(onss_number="199999158")
    told = body(In(start=dt.date(2026, 9, 7), employer=employer, person=person, features=OTHER))
    assert told["employer"] == {"employerId": 199999158}
    assert told["worker"]["familyName"] == "Exemple"
    assert told["worker"]["address"]["municipality"] == {"name": "Namur"}
    assert "ssin" not in told["worker"]


@pytest.mark.parametrize(
    ("declaration", "expected"),
    [
        (Cancel(period=NUMBER), {"dimonaCancel": {"periodId": int(NUMBER)}}),
        (
            Update(period=NUMBER, end=OPEN_END, planned_hours=8, start_hour="1000"),
            {
                "dimonaUpdate": {
                    "periodId": int(NUMBER),
                    "endDate": "9999-12-31",
                    "plannedHoursNumber": 8,
                    "startHour": "1000",
                }
            },
        ),
    ],
)
def test_bodies(declaration: Declaration, expected: Any) -> None:
    assert body(declaration) == expected


@pytest.mark.parametrize(
    ("declaration", "said"),
    [
        (DailyRegistration(action=0, period=NUMBER), "daily registration"),
        (In(features=OTHER, cards=ControlCards(first="1", second="2")), "control card"),
        (In(features=OTHER, small_statute=SmallStatute(nature="WORKER", status="F1")), "small statute"),
        (In(features=OTHER, planned_days=5), "plan in days"),
        (In(features=Features(worker_type="OTH", using_employer=UsingEmployer())), "user of an agency"),
        (In(features=Features(worker_type="OTH", sub_entity="1")), "sub-entity"),
        (In(), "needs its type of worker"),
    ],
)
def test_what_has_no_known_name_is_refused(declaration: Declaration, said: str) -> None:
    with pytest.raises(InputError, match=said):
        body(declaration)


@pytest.mark.parametrize("told", [{}, {"declarationStatus": []}, {"declarationStatus": {"result": ["A"]}}])
def test_an_answer_without_a_result_is_refused(told: Any) -> None:
    with pytest.raises(InputError, match="without a result"):
        answer_of(told)


def test_a_worker_still_to_be_identified() -> None:
    answer = answer_of({"declarationStatus": {"result": "S"}}, "A-1")
    assert (answer.result, answer.period, answer.reference, answer.quotas) == ("S", "", "A-1", ())

"""Short absences in the hours: which event, how much of its right is left, and nothing beyond it."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

from django_scopes import scope

from preste.calendar import Month
from preste.office.services import employer_facts
from preste.office.services.dossiers import dossier_of
from preste.office.store.models import Fact

WEDDING = {"event": "own_marriage", "event_date": "2026-09-12"}
SEPTEMBER = Month(2026, 9)


def post(office: Any, *cells: tuple[str, str], contract: str = "anne", **event: str) -> Any:
    id = str(office.contract(contract).pk)
    body = {"cells": [{"contract": id, "date": date, "text": text, **event} for date, text in cells]}
    url = office.url("hours/2026-09/")
    return office.client("officer").post(url, json.dumps(body), content_type="application/json")


def known(office: Any, contract: str = "anne") -> dict[int, Any]:
    with scope(employer=office.employer):
        found = Fact.objects.filter(
            kind="day", contract__reference=contract, superseded_at=None, valid_from__month=9, valid_from__year=2026
        )
        return {fact.valid_from.day: fact.data for fact in found}


def test_the_grid_asks_for_which_event_and_says_what_each_gives(office: Any) -> None:
    answer = post(office, ("2026-09-10", "PC"), ("2026-09-11", "V"))
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    given = {one["event"]: one["text"] for one in error["options"]}
    assert given["own_marriage"] == "mariage du travailleur : 2 j"
    assert given["birth"] == "naissance, jours payés par l'employeur : 3 j"
    assert known(office) == {}


def test_an_event_is_kept_and_its_right_counted(office: Any) -> None:
    assert post(office, ("2026-09-10", "PC"), **WEDDING).json()["changed"] == 1
    assert known(office)[10] == {"code": "PC", "hours": 760, **WEDDING}
    again = post(office, ("2026-09-11", "PC")).json()["errors"][0]["options"]
    assert again[0] == {
        "event": "own_marriage", "date": "2026-09-12",
        "text": "mariage du travailleur, 12/09/2026 : reste 1 j sur 2",
    }  # fmt: skip
    assert post(office, ("2026-09-11", "PC"), **WEDDING).status_code == 200


def test_beyond_the_right_a_day_is_refused_and_nothing_is_kept(office: Any) -> None:
    assert post(office, ("2026-09-10", "PC"), ("2026-09-11", "PC"), **WEDDING).status_code == 200
    answer = post(office, ("2026-09-14", "PC"), **WEDDING)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["message"] == (
        "« mariage du travailleur » donne 2 j, 3 avec celui-ci : donnez un autre code au-delà du droit"
    )
    assert sorted(known(office)) == [10, 11]
    other = {"event": "own_marriage", "event_date": "2026-12-12"}
    assert post(office, ("2026-09-14", "PC"), **other).status_code == 200


def test_a_half_day_uses_half_a_day(office: Any) -> None:
    cells = [(f"2026-09-{day:02d}", "PC 3,8") for day in (7, 8, 9, 10)]
    assert post(office, *cells, **WEDDING).status_code == 200
    assert post(office, ("2026-09-11", "PC 3,8"), **WEDDING).status_code == 422


def test_urgent_reasons_have_no_event_and_an_end(office: Any) -> None:
    days = [day for day in range(1, 31) if dt.date(2026, 9, day).weekday() < 5][:11]
    cells = [(f"2026-09-{day:02d}", "RI") for day in days]
    assert post(office, *cells[:10]).status_code == 200
    assert "raisons impérieuses" in post(office, cells[10]).json()["errors"][0]["message"]


def test_what_was_told_of_a_day_stays_when_its_cell_is_written_again(office: Any) -> None:
    post(office, ("2026-09-10", "PC"), **WEDDING)
    assert post(office, ("2026-09-10", "PC 3,8 + V 3,8")).status_code == 200
    with scope(employer=office.employer):
        found = Fact.objects.get(
            kind="day", contract__reference="anne", valid_from="2026-09-10", superseded_at=None, data__code="PC"
        )
    assert found.data == {"code": "PC", "hours": 380, **WEDDING}


def test_the_plain_form_asks_too(office: Any) -> None:
    client, url = office.client("officer"), office.url(f"hours/2026-09/{office.contract().pk}/")
    answer = client.post(url, {"d10": "PC"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r'<select name="e10".*?<option value="own_marriage">mariage du travailleur : 2 j', page, re.DOTALL)
    assert client.post(url, {"d10": "PC", "e10": "own_marriage", "w10": "2026-09-12"}).status_code == 302
    assert known(office)[10] == {"code": "PC", "hours": 760, **WEDDING}
    assert "mariage du travailleur, 12/09/2026" in client.get(url).content.decode()
    second = {"d10": "PC", "d11": "PC", "e11": "own_marriage 2026-09-12", "w11": "2026-09-11"}
    assert client.post(url, second).status_code == 302
    assert known(office)[11] == {"code": "PC", "hours": 760, **WEDDING}


def test_an_event_that_is_none_is_refused(office: Any) -> None:
    assert post(office, ("2026-09-10", "PC"), event="party").status_code == 400
    assert post(office, ("2026-09-10", "PC"), event="own_marriage", event_date="soon").status_code == 400
    assert known(office) == {}


def test_a_replaced_holiday_is_marked_on_its_other_day(office: Any) -> None:
    with scope(employer=office.employer):
        moved = {dt.date(2026, 11, 1): dt.date(2026, 11, 3)}
        employer_facts.replace_holidays(office.employer, moved, office.users["bureau"])
        assert dossier_of(office.employer, SEPTEMBER).employer.replacement_days
    page = office.client("reader").get(office.url("hours/2026-11/")).content.decode()
    heads = re.findall(r'<th scope="col" class="holiday" title="([^"]*)"><span class="wd">\w+</span>(\d+)', page)
    assert heads == [("Toussaint", "3"), ("Jour de l&#x27;Armistice", "11")]

"""Short absences in the hours: which event, how much of its right is left, and nothing beyond it."""

from __future__ import annotations

import ast
import datetime as dt
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from preste.belgium.time import refusal
from preste.calendar import Month
from preste.office.services import employer_facts
from preste.office.services.dossiers import dossier_of
from preste.office.services.hours import Cell, set_days
from preste.office.services.leaves import REASONS
from preste.office.store.models import Fact
from preste.payroll import holiday_rights

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
    assert given["birth"] == "naissance : 3 j"
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


# ── leaves that run on ─────────────────────────────────────────────────────────────────────

ADOPTION = {"event": "adoption", "event_date": "2026-09-01"}
BEFORE_BIRTH = {"event": "expected_birth", "event_date": "2026-09-22"}


def working_days(first: int, last: int) -> list[str]:
    return [f"2026-09-{day:02d}" for day in range(first, last + 1) if dt.date(2026, 9, day).weekday() < 5]


def told(answer: Any) -> dict[str, str]:
    assert answer.status_code == 422
    return {one["date"]: one["message"] for one in answer.json()["errors"]}


def save(office: Any, *cells: dict[str, str], contract: str = "anne", month: str = "2026-09") -> Any:
    id = str(office.contract(contract).pk)
    body = json.dumps({"cells": [{"contract": id, **cell} for cell in cells]})
    return office.client("officer").post(office.url(f"hours/{month}/"), body, content_type="application/json")


def test_only_the_first_day_of_a_leave_is_asked_and_the_others_follow(office: Any) -> None:
    days = working_days(1, 30)
    answer = post(office, *((day, "ADO") for day in days))
    (error,) = answer.json()["errors"]
    assert (error["date"], error["when"], error["day"]) == ("2026-09-01", "Premier jour du congé", "2026-09-01")
    assert error["options"][0] == {"event": "adoption", "date": "", "text": "adoption"}
    assert known(office) == {}
    cells = [{"date": day, "text": "ADO"} for day in days]
    cells[0] |= ADOPTION
    assert save(office, *reversed(cells)).json()["changed"] == len(days)
    assert {fact["event_date"] for fact in known(office).values()} == {"2026-09-01"}
    later = save(office, {"date": "2026-10-01", "text": "ADO"}, month="2026-10")
    assert later.json()["rows"][0]["cells"]["2026-10-01"]["event"] == "adoption, 01/09/2026"


def test_a_leave_that_is_over_asks_for_another_event(office: Any) -> None:
    """Ten weeks from 29 June 2026 end on 6 September."""
    old = {"event": "adoption", "event_date": "2026-06-29"}
    assert save(office, {"date": "2026-09-04", "text": "ADO", **old}).status_code == 200
    answer = post(office, ("2026-09-07", "ADO"), ("2026-09-08", "ADO"))
    over = "« adoption » donne 10 semaines au plus, d'une traite dès le 29/06/2026 : jusqu'au 06/09/2026"
    assert told(answer) == {"2026-09-07": over}
    assert answer.json()["errors"][0]["options"][0] == {
        "event": "adoption", "date": "2026-06-29", "text": "adoption, 29/06/2026",
    }  # fmt: skip
    assert told(post(office, ("2026-09-07", "ADO"), **old)) == {"2026-09-07": over}
    assert "options" not in post(office, ("2026-09-07", "ADO"), **old).json()["errors"][0]
    other = {"event": "adoption", "event_date": "2026-09-07"}
    cells = {"date": "2026-09-07", "text": "ADO", **other}, {"date": "2026-09-08", "text": "ADO"}
    assert save(office, *cells).status_code == 200
    assert known(office)[8]["event_date"] == "2026-09-07"


def test_maternity_asks_again_from_the_expected_day_on(office: Any) -> None:
    cells = [{"date": day, "text": "MAT"} for day in working_days(14, 25)]
    cells[0] |= BEFORE_BIRTH
    answer = save(office, *cells)
    (error,) = answer.json()["errors"]
    assert (error["date"], error["day"]) == ("2026-09-22", "")
    assert error["when"] == "Date de la naissance, attendue ou réelle"
    assert {"event": "expected_birth", "date": "2026-09-22", "text": "naissance attendue, 22/09/2026"} in error[
        "options"
    ]
    cells[6] |= {"event": "birth", "event_date": "2026-09-22"}
    assert save(office, *cells).status_code == 200
    events = {day: data["event"] for day, data in known(office).items()}
    assert events == {
        day: "expected_birth" if day < 22 else "birth" for day in (14, 15, 16, 17, 18, 21, 22, 23, 24, 25)
    }


def test_the_day_of_a_birth_is_never_guessed(office: Any) -> None:
    assert told(post(office, ("2026-09-14", "MAT"), event="birth")) == {"2026-09-14": "dites le jour de la naissance"}


def test_what_no_law_counts_yet_is_taken_and_a_right_in_weeks_says_no_days(office: Any) -> None:
    training = {"event": "brussels_other", "event_date": "2026-09-10"}
    assert post(office, ("2026-09-10", "CE"), **training).status_code == 200
    beyond = {"event": "adoption", "event_date": "2026-01-05"}
    assert list(told(post(office, ("2026-09-11", "ADO"), **beyond))) == ["2026-09-11"]


def test_the_parts_of_a_thematic_leave_and_hours_of_training_are_counted(office: Any) -> None:
    """The weeks that begin before September's end and are not over before it: five of 38 h, so a fifth is 38 h."""
    fifth = {"event": "parental_fifth", "event_date": "2026-09-01"}
    days = working_days(1, 8)
    assert len(days) == 6
    answer = post(office, *((day, "CT") for day in days), **fifth)
    (message,) = told(answer).values()
    assert message.startswith("« congé parental d'un cinquième » couvre 38 h du mois, 45,60 avec ce jour")
    assert post(office, *((day, "CT") for day in days[:5]), **fifth).status_code == 200


def test_a_day_put_before_others_shows_the_one_it_puts_beyond_the_right(office: Any) -> None:
    assert post(office, ("2026-09-10", "PC"), ("2026-09-11", "PC"), **WEDDING).status_code == 200
    assert list(told(post(office, ("2026-09-09", "PC"), **WEDDING))) == ["2026-09-11"]


def test_the_grid_says_why_in_the_readers_language(office: Any) -> None:
    client = office.client("officer")
    client.post("/compte/", {"name": "Une personne", "language": "en"})
    id = str(office.contract().pk)
    cell = {"contract": id, "date": "2026-09-07", "text": "ADO", "event": "adoption", "event_date": "2026-06-29"}
    answer = client.post(office.url("hours/2026-09/"), json.dumps({"cells": [cell]}), content_type="application/json")
    (error,) = answer.json()["errors"]
    assert error["message"] == "“adoption” gives 10 weeks at most, in one go from 29/06/2026: until 06/09/2026"


@pytest.mark.parametrize(
    ("contract", "date", "code", "reason"),
    [
        ("anne", "2026-11-11", "V", "le 11/11/2026 est un jour férié, payé comme tel"),
        ("anne", "2026-11-02", "V", "le 02/11/2026 est un jour férié, payé comme tel"),
        ("anne", "2026-09-10", "VO", "VO n'est pas de ce statut"),
        ("carla", "2026-09-10", "V", "V n'est pas de ce statut"),
        ("anne", "2026-09-10", "VJ", "vacances jeunes avant 25 ans au 31 décembre précédent, seniors dès 50 ans"),
    ],
)
def test_holidays_that_cannot_be_are_refused_by_the_grid_and_by_a_file(
    office: Any, contract: str, date: str, code: str, reason: str
) -> None:
    """1 November 2026 is a Sunday: the law replaces it by Monday, the 2nd."""
    one, month = office.contract(contract), date[:7]
    body = {"cells": [{"contract": str(one.pk), "date": date, "text": code}]}
    client = office.client("officer")
    answer = client.post(office.url(f"hours/{month}/"), json.dumps(body), content_type="application/json")
    assert answer.status_code == 422
    assert reason in answer.json()["errors"][0]["message"]
    file = SimpleUploadedFile("heures.csv", f"matricule;date;code\n{one.worker.number};{date};{code}\n".encode())
    tried = client.post(office.url(f"hours/{month}/import/"), {"file": file}, follow=True).content.decode()
    assert reason in unescape(tried)
    with scope(employer=office.employer):
        assert not Fact.objects.filter(kind="day", contract=one, valid_from=date, superseded_at=None).exists()


def test_every_reason_of_the_rights_has_its_words() -> None:
    said: set[str] = set()
    folder = Path(refusal.__file__).parent
    names = ("refusal", "leave", "family_leave", "career_break", "unemployment", "annual")
    for file in (*(folder / f"{name}.py" for name in names), Path(holiday_rights.__file__)):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        texts = (one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str))
        said |= {text for text in texts if re.search(r"\{\w+\}", text)}
    assert said == set(REASONS)
    for reason, words in REASONS.items():
        assert set(re.findall(r"\{(\w+)\}", reason)) == set(re.findall(r"%\((\w+)\)s", str(words)))


def test_the_plain_form_shows_the_event_of_each_day_and_changes_it_for_the_days_that_follow(office: Any) -> None:
    client, url = office.client("officer"), office.url(f"hours/2026-09/{office.contract().pk}/")
    cells = [{"date": day, "text": "ADO"} for day in ("2026-09-01", "2026-09-02", "2026-09-03")]
    assert save(office, cells[0] | ADOPTION, *cells[1:]).status_code == 200
    page = client.get(url).content.decode()
    assert re.search(r'name="e1".*?<option value="adoption 2026-09-01" selected>', page, re.DOTALL)
    assert re.search(r'name="e2".*?<option value="=" selected>comme le 01/09/2026</option>', page, re.DOTALL)
    assert ">adoption, 01/09/2026</option>" in page
    same = {"d1": "ADO", "e1": "adoption 2026-09-01", "d2": "ADO", "e2": "=", "d3": "ADO", "e3": "="}
    assert "Rien n&#x27;a changé" in client.post(url, same, follow=True).content.decode()
    changed = same | {"e1": "foster", "w1": "2026-08-31"}
    assert client.post(url, changed).status_code == 302
    assert {(one["event"], one["event_date"]) for one in known(office).values()} == {("foster", "2026-08-31")}


def test_carers_leave_is_a_choice_that_nobody_asks(office: Any) -> None:
    client, url = office.client("officer"), office.url(f"hours/2026-09/{office.contract().pk}/")
    assert post(office, ("2026-09-10", "RI")).status_code == 200
    page = client.get(url).content.decode()
    assert re.search(r'name="e10".*?<option value="-" selected>sans événement', page, re.DOTALL)
    assert client.post(url, {"d10": "RI", "e10": "carer"}).status_code == 302
    assert known(office)[10] == {"code": "RI", "hours": 760, "event": "carer", "event_date": None}
    assert client.post(url, {"d10": "RI", "e10": "-"}).status_code == 302
    assert known(office)[10] == {"code": "RI", "hours": 760}
    five = [(day, "RI") for day in working_days(14, 18)]
    assert post(office, *five, event="carer").status_code == 200
    beyond = told(post(office, ("2026-09-21", "RI"), event="carer"))
    assert beyond["2026-09-21"].startswith("« congé d'aidant » donne 5 j, 6 avec celui-ci")


def test_hours_from_a_file_take_no_event_by_themselves(office: Any) -> None:
    assert save(office, {"date": "2026-09-01", "text": "ADO", **ADOPTION}).status_code == 200
    with scope(employer=office.employer):
        cell = Cell(str(office.contract().pk), dt.date(2026, 9, 2), "ADO")
        assert set_days(office.employer, SEPTEMBER, [cell], office.users["bureau"]) == 1
    assert known(office)[2] == {"code": "ADO", "hours": 760}

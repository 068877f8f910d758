"""The pages of a quarter's facts, of situations and of company cars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope
from lxml import html

from preste.belgium.quarter.reductions import Situation
from preste.calendar import Month, Quarter
from preste.declarations.dmfa.build import build
from preste.errors import DossierError
from preste.office.services import employer_facts, quarter_facts, vehicles
from preste.office.services.dossiers import dossier_of, import_dossier
from preste.office.store.models import Contract, Employer, Fact, FactKind, QuarterFact
from preste.office.web.quarter_words import gap
from preste.payroll.quarter import GivenFact, Rights, quarter_of
from preste.records import Contract as ContractRecord

THIRD = Quarter(2026, 3)
CAR = {
    "plate": "1-ABC-234", "fuel": "diesel", "co2": "112", "first_registration": "2021-05-14", "ordered": "",
    "catalogue_value": "30 000,00",
}  # fmt: skip


class Desk:
    """A small employer of two workers, and its officer's browser."""

    def __init__(self, employer: Employer, client: Client, user: Any) -> None:
        self.employer, self.client, self.user = employer, client, user

    def url(self, path: str) -> str:
        return f"/employers/{self.employer.pk}/{path}"

    def get(self, path: str) -> Any:
        answer = self.client.get(self.url(path))
        assert answer.status_code == 200
        return html.fromstring(answer.content.decode())

    def post(self, path: str, **data: Any) -> Any:
        return self.client.post(self.url(path), data)

    def contract(self, reference: str) -> Contract:
        return Contract.objects.select_related("worker__employer", "employer").get(reference=reference)

    def errors(self, answer: Any) -> dict[str, str]:
        assert answer.status_code == 422
        return {name: " ".join(told) for name, told in answer.context["form"].errors.items()}


@pytest.fixture
def desk(office: Any, make: Any) -> Iterator[Desk]:
    second = make.worker(id="v", number="2", niss="90010100477")
    contracts = make.contract(), make.contract(id="d", worker=second, amount=310_000)
    employer = import_dossier(make.dossier(*contracts, begins=Month(2026, 7)), office.users["bureau"])
    with scope(employer=employer):
        yield Desk(employer, office.client("bureau"), office.users["bureau"])


def text(page: Any) -> str:
    return " ".join(page.text_content().split())


# ── facts ──────────────────────────────────────────────────────────────────────────────────


def test_a_fact_is_added_corrected_and_withdrawn(desk: Desk) -> None:
    page, form = "quarters/2026-3/facts/", "quarters/2026-3/facts/write/"
    assert "Rien n'est écrit" in text(desk.get(page))
    anne = str(desk.contract("c").pk)
    assert desk.post(form, code="889", contract=anne, amount="116,00").status_code == 302
    first = QuarterFact.objects.get()
    assert desk.get(f"{form}?replaces={first.pk}").xpath("//input[@name='amount']/@value") == ["116,00"]
    assert desk.post(f"{form}?replaces={first.pk}", code="889", contract=anne, amount="232,00").status_code == 302
    (row,) = desk.get(page).xpath("//tbody/tr[not(@class='struck')]")
    assert "889 Amendes de roulage remboursées" in text(row) and "232,00" in text(row)
    assert "116,00" in text(desk.get(page).xpath("//tr[@class='struck']")[0])
    told = desk.client.get(desk.url(f"{page}?format=csv")).content.decode()
    assert len(told.splitlines()) == 3
    second = quarter_facts.known(desk.employer, first.kind).get()  # type: ignore[arg-type]
    assert desk.post(f"quarters/facts/{second.pk}/withdraw/").status_code == 302
    assert quarter_facts.given(desk.employer, THIRD) == ()
    assert len(desk.get(page).xpath("//tr[@class='struck']")) == 2


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"code": "", "amount": "1"}, "code"),
        ({"code": "889", "amount": "1"}, "contract"),
        ({"code": "864", "amount": "1", "contract": "c"}, "contract"),
        ({"code": "879", "amount": "1", "contract": "c", "age": "60", "sector": "market"}, "months"),
        ({"code": "889", "amount": "-1", "contract": "c"}, "amount"),
        ({"code": "889", "amount": "1", "contract": "c", "type": "x"}, "type"),
        ({"code": "889", "contract": "c"}, "amount"),
        ({"code": "holidays", "contract": "c", "first": "2027-07-12"}, "contract"),
        ({"code": "holidays"}, "first"),
    ],
)
def test_each_fault_of_a_fact_is_told_in_words_at_its_field(desk: Desk, sent: dict[str, str], field: str) -> None:
    if "contract" in sent:
        sent = sent | {"contract": str(desk.contract(sent["contract"]).pk)}
    told = desk.errors(desk.post("quarters/2026-3/facts/write/", **sent))
    assert list(told) == [field]
    assert "is not" not in told[field]
    assert not QuarterFact.objects.exists()


def test_an_indemnity_is_shown_with_its_details_in_words(desk: Desk) -> None:
    sent = {
        "code": "879", "contract": str(desk.contract("d").pk), "amount": "450,00", "months": "3", "age": "60",
        "sector": "non_market", "allowance": "1 500,00", "family": "on", "first": "2026-07-01",
        "notice": "2025-12-15", "agreement": "sector",
    }  # fmt: skip
    assert desk.post("quarters/2026-3/facts/write/", **sent).status_code == 302
    (fact,) = quarter_facts.given(desk.employer, THIRD)
    assert fact.details == {
        "months": "3", "age": "60", "sector": "non_market", "allowance": "1500.00", "family": "1",
        "first": "2026-07-01", "notice": "2025-12-15", "agreement": "sector",
    }  # fmt: skip
    shown = text(desk.get("quarters/2026-3/facts/")).replace("\u202f", " ")
    assert "Secteur : non marchand" in shown and "1 500,00 €" in shown and "charge de famille : oui" in shown
    assert "Premier jour : 01/07/2026" in shown and "Convention : du secteur" in shown
    assert desk.post("quarters/2026-4/facts/write/", code="holidays", first="2027-07-12").status_code == 302
    (holidays,) = quarter_facts.given(desk.employer, Quarter(2026, 4))
    assert (holidays.contract, holidays.amount, holidays.details) == ("", 0, {"first": "2027-07-12"})
    assert "Premier jour : 12/07/2027" in text(desk.get("quarters/2026-4/facts/"))


def test_what_a_declaration_lacks_is_told_in_the_reader_s_words(make: Any) -> None:
    rights = Rights(situations={"c": Situation(working_time="36_hours", working_time_since=dt.date(2021, 11, 1))})
    indemnity = {"months": "3", "age": "60", "sector": "non_market", "allowance": "1500"}
    given = [GivenFact(contract="c", code="879", amount=45_000, details=indemnity)]
    dossier = make.dossier(make.contract(restructuring_right=2))
    with pytest.raises(DossierError) as refused:
        build(quarter_of(dossier, Quarter(2022, 1), given=given, rights=rights), dt.datetime(2022, 4, 20))
    assert len({one.message for one in refused.value.errors}) > 4
    assert [one.message for one in refused.value.errors if gap(one).code != "E-GAP"] == []


def test_a_reduction_that_was_chosen_is_shown_and_given_up(desk: Desk) -> None:
    contract = desk.contract("c")
    with scope(employer=desk.employer):
        quarter_facts.choose(desk.employer, THIRD, contract, "3800", None)
        (choice,) = QuarterFact.objects.filter(kind="choice")
    page = desk.get("quarters/2026-3/facts/")
    assert "3800" in text(page)
    assert page.xpath("//a[contains(@href, 'quarters/2026-3/reductions/')]")
    assert desk.post(f"quarters/facts/{choice.pk}/withdraw/").status_code == 302
    assert quarter_facts.rights(desk.employer, THIRD).chosen == {}
    trail = text(desk.get("audit/"))
    assert "Réduction choisie pour un trimestre" in trail and "Réduction choisie retirée" in trail


# ── situations ─────────────────────────────────────────────────────────────────────────────


def test_a_situation_is_told_once_dated_and_shown(desk: Desk) -> None:
    contract = desk.contract("c")
    form = f"contracts/{contract.pk}/situation/"
    wrong = desk.errors(desk.post(form, valid_from="2026-07-01", working_time="four_days", valid_to="2026-06-01"))
    assert set(wrong) == {"valid_to", "working_time_since"}
    assert desk.post(form, valid_from="2026-07-01", region="wallonia", mentor="on").status_code == 302
    for page in (f"workers/{contract.worker_id}/", "quarters/2026-4/facts/"):
        assert "Wallonie de langue française · Tuteur" in text(desk.get(page))
    fact = Fact.objects.get(kind=FactKind.SITUATION)
    corrected = desk.get(f"{form}?replaces={fact.pk}")
    assert corrected.xpath("//input[@name='mentor']/@checked") and not corrected.xpath(
        "//input[@name='artist']/@checked"
    )
    sent = {"valid_from": "2026-07-01", "valid_to": "2026-09-30", "region": "wallonia"}
    assert desk.post(f"{form}?replaces={fact.pk}", **sent).status_code == 302
    assert list(quarter_facts.rights(desk.employer, THIRD).situations) == ["c"]
    assert quarter_facts.rights(desk.employer, Quarter(2026, 4)).situations == {}
    assert (
        desk.post(f"facts/{Fact.objects.get(kind=FactKind.SITUATION, superseded_at=None).pk}/withdraw/").status_code
        == 302
    )
    assert quarter_facts.rights(desk.employer, THIRD).situations == {}


def test_a_shorter_week_and_a_jobseeker_of_sine_are_told_with_what_they_rest_on(desk: Desk) -> None:
    contract = desk.contract("c")
    form, since = f"contracts/{contract.pk}/situation/", {"valid_from": "2026-07-01", "region": "wallonia"}
    week = {"working_time": "36_hours", "working_time_since": "2026-05-01", "working_time_before": "38"}
    wrong = desk.errors(desk.post(form, **since, **week, working_time_after="38", insertion="312_days"))
    assert set(wrong) == {"working_time_after", "hired"}
    sent = since | week | {"working_time_after": "36", "insertion": "312_days", "hired": "2024-03-01", "horeca": "on"}
    assert desk.post(form, **sent).status_code == 302
    told = quarter_facts.rights(desk.employer, THIRD).situations["c"]
    assert (told.working_time_before, told.working_time_after) == (3800, 3600)
    assert (told.insertion, told.horeca, told.hired) == ("312_days", True, dt.date(2024, 3, 1))
    shown = text(desk.get(f"workers/{contract.worker_id}/"))
    assert "de 38 h à 36 h par semaine" in shown and "SINE : moins de 45 ans, 312 jours en 18 mois (3240)" in shown


# ── cars ───────────────────────────────────────────────────────────────────────────────────


def always_known(contract: ContractRecord) -> ContractRecord:
    dated = {
        name: tuple(replace(one, known_since=None) for one in getattr(contract, name))
        for name in ("terms", "households", "items")
    }
    return replace(contract, **dated)


def declared(employer: Employer) -> list[tuple[str, int, int]]:
    """The cars of the third quarter as payroll declares them from the same facts."""
    dossier = dossier_of(employer, Month(2026, 9))
    dossier = replace(dossier, contracts=[always_known(one) for one in dossier.contracts])
    result = quarter_of(dossier, THIRD, given=quarter_facts.given(employer, THIRD))
    return sorted((one.plate, one.months, one.amount) for one in result.vehicles)


def shown(employer: Employer) -> list[tuple[str, int, int | None]]:
    return [(one.plate, one.months, one.amount) for one in vehicles.fleet(employer, THIRD)]


def test_a_car_changes_hands_and_is_owed_once_as_it_is_declared(desk: Desk) -> None:
    first, second = desk.contract("c"), desk.contract("d")
    assert desk.post("vehicles/new/", contract=str(first.pk), valid_from="2026-07-01", **CAR).status_code == 302
    fact = Fact.objects.get(kind=FactKind.ITEM, data__kind="company_car")
    hand = f"vehicles/{fact.pk}/hand-over/"
    assert list(desk.errors(desk.post(hand, day="2026-07-01", to=str(second.pk)))) == ["day"]
    assert desk.post(hand, day="2026-08-14", to=str(second.pk)).status_code == 302
    page = desk.get("quarters/2026-3/vehicles/")
    row = text(page.xpath("//tbody/tr")[0])
    assert row.count("13/08/2026") == row.count("14/08/2026") == 1
    assert [(plate, months) for plate, months, _ in shown(desk.employer)] == [("1ABC234", 3)]
    assert shown(desk.employer) == declared(desk.employer)
    why = page.xpath("//a[contains(@href, '/why/')]/@href")
    assert "862" in desk.client.get(why[0]).content.decode()
    assert len(desk.client.get(desk.url("quarters/2026-3/vehicles/?format=csv")).content.decode().splitlines()) == 3
    taken = Fact.objects.get(kind=FactKind.ITEM, contract=second, superseded_at=None)
    assert desk.post(f"vehicles/{taken.pk}/hand-over/", day="2026-09-01", to="spare").status_code == 302
    assert shown(desk.employer) == declared(desk.employer)
    assert shown(desk.employer)[0][:2] == ("1ABC234", 3)
    pool = QuarterFact.objects.get()
    end = {"valid_from": "2026-09-01", "valid_to": "2026-09-20"}
    assert desk.post(f"vehicles/new/?replaces={pool.pk}", **CAR, **end).status_code == 302
    assert [one for one in quarter_facts.given(desk.employer, Quarter(2026, 4)) if one.code == "862"] == []


def test_a_missing_plate_and_a_car_told_in_two_ways_are_marked(desk: Desk, make: Any) -> None:
    details = {"catalogue_value": "30000.00", "fuel": "diesel", "co2": "112", "first_registration": "2021-05-14"}
    first, second = desk.contract("c"), desk.contract("d")
    vehicles.give(first, details, dt.date(2026, 7, 1), None, desk.user)
    page = text(desk.get("quarters/2026-3/vehicles/"))
    assert "Il manque la plaque d'une voiture" in page and "plaque à donner" in page
    fact = Fact.objects.get(kind=FactKind.ITEM, data__kind="company_car")
    assert desk.post(f"vehicles/{fact.pk}/hand-over/", day="2026-07-15", to="back").status_code == 302
    vehicles.give(second, details | {"plate": "1ABC234"}, dt.date(2026, 7, 1), None, desk.user)
    vehicles.give(first, details | {"plate": "1ABC234", "co2": "99"}, dt.date(2026, 9, 1), None, desk.user)
    assert "la disent autrement le même mois" in text(desk.get("quarters/2026-3/vehicles/"))
    busy = desk.post("vehicles/new/", contract=str(second.pk), valid_from="2026-09-01", **CAR)
    assert "déjà une voiture" in desk.errors(busy)["contract"]


@pytest.mark.parametrize(
    ("change", "field"),
    [({"plate": "-"}, "plate"), ({"fuel": ""}, "fuel"), ({"valid_to": "2026-01-01"}, "valid_to"),
     ({"catalogue_value": ""}, "catalogue_value")],
)  # fmt: skip
def test_each_fault_of_a_car_is_told_at_its_field(desk: Desk, change: dict[str, str], field: str) -> None:
    sent = CAR | {"contract": str(desk.contract("c").pk), "valid_from": "2026-07-01"} | change
    assert list(desk.errors(desk.post("vehicles/new/", **sent))) == [field]


# ── the letter of the Closure Fund ─────────────────────────────────────────────────────────


def test_the_letter_of_the_closure_fund_is_told_from_a_month_on(desk: Desk) -> None:
    page = desk.get("edit/")
    sent = {
        one.get("name"): one.get("value", "")
        for one in page.xpath("//main//input[@name]")
        if one.get("type") != "checkbox"
    }
    sent |= {
        one.get("name"): (one.xpath("option[@selected]/@value") or [""])[0] for one in page.xpath("//main//select")
    }
    assert sent["closure_fund"] == ""
    assert desk.post("edit/", **(sent | {"closure_fund": "B", "since": "2026-08"})).status_code == 302
    assert employer_facts.letter(desk.employer) == "B"
    record = dossier_of(desk.employer, Month(2026, 9)).employer
    assert [record.on(dt.date(2026, month, 1)).closure_fund for month in (7, 8)] == ["", "B"]
    assert desk.get("edit/").xpath("//select[@name='closure_fund']/option[@selected]/@value") == ["B"]

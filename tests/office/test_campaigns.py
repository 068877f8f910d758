"""Double holiday pay, certificates and year-end premiums of everybody: shown, then recorded as shown, and only once."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django_scopes import scope

import preste
from preste.belgium.holiday.plans import ask
from preste.calendar import Month
from preste.office.services import campaigns, checks, pay_runs
from preste.office.services.dossiers import dossier_of, import_dossier
from preste.office.store.models import AuditEvent, Fact, Line
from preste.payroll.dossier import read_dossier
from preste.payroll.holiday_campaign import double_pay_campaign
from preste.payroll.holiday_imputation import imputations
from preste.payroll.holiday_items import items_to_post
from preste.payroll.premium_campaign import Premium, premium_campaign, whole_months
from preste.records import HolidayCertificate, HolidayWork, HolidayYear

DEMO = Path(preste.__file__).parent / "payroll" / "demo"
SEPTEMBER, DECEMBER = Month(2026, 9), Month(2026, 12)
WORK = {"work_0_months": "12", "work_0_days_week": "5", "work_0_hours_week": "38"}
PAPER = {
    "work_0_months": "6", "work_0_days_week": "5", "work_0_hours_week": "38", "certificate_0_months": "6",
    "certificate_0_days_week": "5", "certificate_0_hours_week": "38", "certificate_0_simple": "1200,00",
    "certificate_0_double": "1150,00", "certificate_0_days": "10",
}  # fmt: skip
DOUBLE = {"kind": "double", "month": "2026-09"}


def write(office: Any, given: dict[str, str], reference: str = "anne", year: int = 2026) -> None:
    url = office.url(f"contracts/{office.contract(reference).pk}/holidays/{year}/")
    assert office.client("officer").post(url, given).status_code == 302


def shown(office: Any, **asked: str) -> dict[str, int]:
    """What the page shows as due, by contract, in cents."""
    page = office.client("officer").get(office.url("campaigns/"), asked).content.decode()
    pairs = (text.rpartition("=") for text in re.findall(r'name="due" value="([^"]*)"', page))
    return {name: int(cents) for name, _sign, cents in pairs}


def post(office: Any, due: dict[str, int], **asked: str) -> Any:
    sent = asked | {"due": [f"{name}={cents}" for name, cents in due.items()]}
    return office.client("officer").post(office.url("campaigns/"), sent)


def items(office: Any, *kinds: str) -> list[tuple[str, str, int]]:
    with scope(employer=office.employer):
        found = Fact.objects.filter(kind="item", superseded_at=None, data__kind__in=kinds, data__once=True)
        return sorted((f.contract.reference, f.data["kind"], f.data["amount"]) for f in found)


def test_double_pay_is_shown_and_recorded_once(office: Any) -> None:
    write(office, WORK)
    write(office, WORK | {"work_0_months": "9"}, "farid")
    with scope(employer=office.employer):
        rows = double_pay_campaign(dossier_of(office.employer, SEPTEMBER), SEPTEMBER)
        told = {row.contract.id: row.trace["double_pay_due"] for row in rows if row.trace}
    assert told.keys() == {"anne", "farid"}
    found = shown(office, **DOUBLE)
    assert found == told
    assert found["farid"] == (450_000 * 92 * 9 + 600) // 1200  # 92 % of a month, nine twelfths
    assert post(office, found, **DOUBLE).status_code == 302
    assert items(office, "double_holiday_pay") == [(c, "double_holiday_pay", a) for c, a in sorted(told.items())]
    assert shown(office, **DOUBLE) == {}
    page = office.client("officer").get(office.url("campaigns/"), DOUBLE).content.decode()
    assert "déjà enregistré" in page
    assert "les mois de l&#x27;année d&#x27;avant ne sont pas écrits" in page
    assert post(office, found, **DOUBLE).status_code == 409
    assert len(items(office, "double_holiday_pay")) == 2
    with scope(employer=office.employer):
        assert AuditEvent.objects.filter(action="campaign.recorded").count() == 1
        run = pay_runs.compute(office.run, office.users["officer"])
        paid = Line.objects.filter(payslip__run=run, code="double_holiday_pay")
        assert {line.payslip.contract.reference: line.amount for line in paid} == told


def test_what_changed_meanwhile_is_noticed_and_nothing_is_recorded(office: Any) -> None:
    write(office, WORK)
    found = shown(office, **DOUBLE)
    write(office, WORK | {"work_0_months": "11"})
    answer = post(office, found, **DOUBLE)
    assert answer.status_code == 409
    assert "des données ont changé depuis cet aperçu" in answer.content.decode()
    assert items(office, "double_holiday_pay") == []


def test_each_amount_is_explained(office: Any) -> None:
    write(office, WORK)
    page = office.client("officer").get(office.url("campaigns/"), DOUBLE | {"why": str(office.contract().pk)})
    assert "Double pécule" in page.content.decode()
    assert "script-src" in page.headers["Content-Security-Policy"]
    assert (
        office.client("officer")
        .get(office.url("campaigns/"), DOUBLE | {"why": str(office.contract("hugo").pk)})
        .status_code
        == 404
    )
    twin = office.client("officer").get(office.url("campaigns/"), DOUBLE | {"format": "json"})
    rows = {row["contrat"]: row for row in json.loads(b"".join(twin))["rows"]}
    assert rows["anne"]["element"] == "double_holiday_pay"
    assert rows["farid"]["montant"] is None


def test_certificates_are_imputed_on_days_taken_and_settled_in_december(office: Any) -> None:
    """90 % of the pay of each day taken, from the certificate's simple pay; what is left is settled in December."""
    write(office, PAPER)
    contract = str(office.contract().pk)
    cells = [{"contract": contract, "date": f"2026-09-{day:02d}", "text": "V"} for day in (7, 8, 9)]
    client = office.client("officer")
    client.post(office.url("hours/2026-09/"), json.dumps({"cells": cells}), content_type="application/json")
    asked = {"kind": "certificate", "month": "2026-09"}
    found = shown(office, **asked)
    with scope(employer=office.employer):
        wanted = campaigns.Wanted("certificate", SEPTEMBER)
        (due,) = [one for one in campaigns.preview(dossier_of(office.employer, SEPTEMBER), wanted) if one.items]
        facts = due.traces[0][1].facts
    assert facts["days_taken"] == 300
    assert found == {"anne": ask("certificate", SEPTEMBER.first, facts)["holiday_pay_imputed"]}
    assert found["anne"] > 0
    assert post(office, found, **asked).status_code == 302
    assert items(office, "imputed_holiday_pay") == [("anne", "imputed_holiday_pay", found["anne"])]
    assert shown(office, **asked) == {}


def test_what_is_left_of_a_certificate_is_settled_in_december_once(office: Any, make: Any) -> None:
    paper = HolidayCertificate(months=6, days_week=500, hours_week=3800, simple=120_000, double=115_000, days=1000)
    known = HolidayYear(year=2025, work=(HolidayWork(months=6, days_week=500, hours_week=3800),), certificates=(paper,))
    days = make.days(*((f"2025-12-{day:02d}", "V", 760) for day in (22, 23, 24)))
    told = make.dossier(make.contract(holidays=(known,), days=days))
    employer, user, month = import_dossier(told, office.users["bureau"]), office.users["bureau"], Month(2025, 12)
    wanted = campaigns.Wanted("certificate", month)
    with scope(employer=employer):
        (due,) = campaigns.preview(dossier_of(employer, month), wanted)
        (paid,) = imputations(told, month)
        assert paid.imputed
        assert paid.settled
        expected = [
            *items_to_post("certificate", paid.imputed, month),
            *items_to_post("settlement", paid.settled, month),
        ]
        assert list(due.items) == expected
        assert [question for question, _trace in due.traces] == ["certificate", "settlement"]
        assert campaigns.post(employer, wanted, [("c", due.amount)], user) == 1
        (again,) = campaigns.preview(dossier_of(employer, month), wanted)
        assert (again.items, again.reason) == ((), "posted")
        with pytest.raises(campaigns.StaleCampaign):
            campaigns.post(employer, wanted, [("c", due.amount)], user)


def test_december_has_no_law_yet_and_says_so(office: Any) -> None:
    write(office, WORK)
    page = office.client("officer").get(office.url("campaigns/"), DOUBLE | {"month": "2026-12"}).content.decode()
    assert "valeur de la loi inconnue à cette date" in page


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "premium", "month": "2026-11"}, "scheme"),
        ({"kind": "premium", "month": "2026-11", "scheme": "329.01", "rate": "2,5"}, "scheme"),
        ({"kind": "double", "month": "2026"}, "month"),
        ({"kind": "bonus", "month": "2026-11"}, "kind"),
    ],
)
def test_what_is_asked_wrongly_is_told_at_its_field(office: Any, given: dict[str, str], field: str) -> None:
    answer = office.client("officer").get(office.url("campaigns/"), given)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()


def test_a_premium_by_numbers_entered_is_shown_and_recorded_once(office: Any) -> None:
    """A fixed part of 500 EUR and 2,5 % of twelve Octobers, for whole months of nine."""
    asked = {"kind": "premium", "month": "2026-11", "fixed": "500,00", "rate": "2,50", "period": "9"}
    found = shown(office, **asked)
    assert found["farid"] == 500_00 + 12 * 450_000 * 250 // 10_000
    assert post(office, found, **asked).status_code == 302
    assert ("farid", "year_end_premium", found["farid"]) in items(office, "year_end_premium")
    assert shown(office, **asked) == {}
    assert shown(office, **asked | {"month": "2026-10"}) == {}


def test_a_premium_by_a_scheme_of_the_book(make: Any) -> None:
    month = Month(2023, 12)
    dossier = make.dossier(make.contract(amount=300_000), make.contract(id="later", start=make.terms().valid_from))
    later = replace(dossier.contracts[1], start=Month(2023, 4).first)
    rows = {row.contract.id: row for row in premium_campaign(
        replace(dossier, contracts=[dossier.contracts[0], later]), month, Premium(scheme="329.02-isp")
    )}  # fmt: skip
    whole = rows["c"].trace
    assert whole
    # 210,40 + 457,88 + 400,61 and 2,5 % of twelve times 3 000 EUR
    assert whole["premium_due"] == 21040 + 45788 + 40061 + 90_000
    part = rows["later"].trace
    assert part
    assert part.facts["premium_months"] == 6 == whole_months(later, 2023, 9)
    hourly = make.contract(terms=(make.terms(pay_basis="hourly", amount=1_500),))
    gone = make.contract(end=Month(2023, 9).last)
    told = [
        row.reason for one in (hourly, gone) for row in premium_campaign(make.dossier(one), month, Premium("329.01"))
    ]
    assert told == ["pay"]
    (row,) = premium_campaign(make.dossier(make.contract()), Month(2026, 11), Premium("329.02-fwb"))
    assert row.reason == "law"


# ── December's settlement of reduced hours ─────────────────────────────────────────────────

LAST = Month(2025, 12)
SETTLED = {"kind": "december", "month": str(LAST)}
SHARE = (12 * 293_000 * 767 + 5_000) // 10_000
"""7.67 % of what Anne earned in 2024: twelve times the 2 930.00 of the demonstration."""


@pytest.fixture
def begun(office: Any) -> Any:
    """The demonstration again, without a month computed: Anne works half of the week since June 2025."""
    demo = read_dossier(DEMO)
    anne = next(one for one in demo.contracts if one.id == "anne")
    known = HolidayYear(year=2025, work=(HolidayWork(months=12, days_week=500, hours_week=3_800),))
    employer = import_dossier(replace(demo, contracts=[replace(anne, holidays=(known,))]), office.users["bureau"])
    other = replace(office, employer=employer)
    week = {f"day_{i}": hours for i, hours in enumerate(("7,6", "7,6", "3,8", "0", "0", "0", "0"))}
    terms = {
        "valid_from": "2025-06-01", "pay_basis": "monthly", "amount": "1525,00", "full_time_hours": "38",
        "full_time_days": "5", "function": "Animatrice", "scale": "", **week,
    }  # fmt: skip
    with scope(employer=employer):
        assert campaigns.unsettled(employer, LAST) == []
    url = other.url(f"contracts/{other.contract().pk}/terms/")
    assert office.client("bureau").post(url, terms).status_code == 302
    return other


def asked(office: Any, **more: str) -> str:
    answer = office.client("bureau").get(office.url("campaigns/"), SETTLED | more)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_reduced_hours_are_settled_in_december_as_shown_and_once(begun: Any) -> None:
    page = asked(begun)
    assert re.findall(r'name="due" value="([^"]*)"', page) == [f"anne={2 * SHARE}"]
    assert "Horaire réduit depuis le 01/06/2025" in page
    assert "12,00 j de vacances ne sont pas pris" in page
    assert "Décompte de décembre, simple pécule" in asked(begun, why=str(begun.contract().pk))
    sent = SETTLED | {"due": [f"anne={2 * SHARE}"]}
    assert begun.client("bureau").post(begun.url("campaigns/"), sent).status_code == 302
    assert items(begun, "departure_holiday_pay") == [("anne", "departure_holiday_pay", 2 * SHARE)]
    page = asked(begun)
    assert 'name="due"' not in page
    assert "déjà enregistré" in page
    assert begun.client("bureau").post(begun.url("campaigns/"), sent).status_code == 409
    assert len(items(begun, "departure_holiday_pay")) == 1


def test_the_settlement_is_asked_for_in_december_only(begun: Any) -> None:
    answer = begun.client("bureau").get(begun.url("campaigns/"), SETTLED | {"month": "2025-11"})
    assert answer.status_code == 422
    assert "Le décompte se fait en décembre" in answer.content.decode()


def test_decembers_run_names_who_is_not_settled_until_it_is(begun: Any) -> None:
    user = begun.users["bureau"]
    with scope(employer=begun.employer):
        runs = [pay_runs.compute(pay_runs.create_run(begun.employer, one, user), user) for one in (LAST, LAST.plus(-1))]
        found = [[(c.contract, c.blocks) for c in checks.run_checks(one) if c.code == "C-REDUCED"] for one in runs]
    assert found == [[("anne", False)], []]
    page = begun.client("bureau").get(begun.url(f"runs/{runs[0].pk}/")).content.decode()
    assert "Anne Exemple a réduit son horaire" in page
    assert "campaigns/?kind=december&amp;month=2025-12" in page
    sent = SETTLED | {"due": [f"anne={2 * SHARE}"]}
    assert begun.client("bureau").post(begun.url("campaigns/"), sent).status_code == 302
    with scope(employer=begun.employer):
        run = pay_runs.compute(pay_runs.create_run(begun.employer, LAST, user), user)
        assert not [one for one in checks.run_checks(run) if one.code == "C-REDUCED"]
        paid = Line.objects.filter(payslip__run=run, code__in=("departure_simple", "departure_double"))
        assert sorted(line.amount for line in paid) == [SHARE, SHARE]


def test_nothing_is_recorded_in_a_month_that_nobody_pays(office: Any) -> None:
    """May 2026 is before the first month that was computed here: its items would never be paid."""
    write(office, WORK)
    may = DOUBLE | {"month": "2026-05"}
    page = office.client("officer").get(office.url("campaigns/"), may).content.decode()
    assert "rien ne s&#x27;y paierait" in page.replace("&#39;", "&#x27;") or "rien ne s'y paierait" in page
    assert 'name="due"' not in page
    assert post(office, {"anne": 280_600}, **may).status_code == 409
    assert items(office, "double_holiday_pay") == []

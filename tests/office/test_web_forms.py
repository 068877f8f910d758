"""The worker's forms: each adds a fact; what was known stays, superseded."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from django_scopes import scope

from preste.ids import iban
from preste.office.store.models import AuditEvent, Fact

HOUSEHOLD = {"valid_from": "2026-10-01", "situation": "single_parent", "children": "2", "disabled_children": "0",
             "other_dependants": "0", "dependants_65_in_care": "0", "resident": "on"}  # fmt: skip
TERMS = {"valid_from": "2026-10-01", "function": "Coordinatrice", "pay_basis": "monthly", "amount": "3 250,50",
         "full_time_hours": "38", "full_time_days": "5", **{f"day_{i}": "7,6" for i in range(5)}}  # fmt: skip
ITEM = {"kind": "premium", "amount": "120", "when": "once", "valid_from": "2026-09-01"}
IDENTITY = {"valid_from": "2026-09-15", "last_name": "Exemple", "first_name": "Anne", "street": "Rue Neuve 1",
            "postcode": "5000", "city": "Namur", "country": "BE", "language": "fr", "iban": ""}  # fmt: skip


def facts(office: Any, kind: str, reference: str = "anne", *, known: bool = True) -> list[Fact]:
    contract = office.contract(reference)
    with scope(employer=office.employer):
        found = Fact.objects.filter(worker=contract.worker, kind=kind, superseded_at__isnull=known)
        return list(found.order_by("valid_from", "recorded_at"))


def post(office: Any, page: str, data: dict[str, str], query: str = "") -> Any:
    contract = office.contract()
    of = f"workers/{contract.worker_id}" if page in ("identity", "household") else f"contracts/{contract.pk}"
    return office.client("officer").post(office.url(f"{of}/{page}/{query}"), data)


def errors(answer: Any) -> set[str]:
    """The fields an answer says are wrong; each must name its error for who hears the page."""
    told = answer.content.decode()
    assert answer.status_code == 422
    found = set(re.findall(r'id="id_(\w+)_error"', told))
    for name in found:
        assert re.search(rf'aria-describedby="[^"]*id_{name}_error', told), name
    return found


def test_household(office: Any) -> None:
    assert post(office, "household", HOUSEHOLD).status_code == 302
    old, new = facts(office, "household")
    assert old.superseded_at is None
    assert (new.valid_from, new.data["situation"], new.data["children"]) == (dt.date(2026, 10, 1), "single_parent", 2)
    assert new.recorded_by == office.users["officer"]
    with scope(employer=office.employer):
        assert AuditEvent.objects.filter(action="household.recorded").count() == 1


def test_a_household_of_the_same_day_takes_the_place_of_the_old_one(office: Any) -> None:
    (old,) = facts(office, "household")
    post(office, "household", HOUSEHOLD | {"valid_from": old.valid_from.isoformat()})
    (new,) = facts(office, "household")
    (former,) = facts(office, "household", known=False)
    assert (former.pk, former.superseded_by_id) == (old.pk, new.pk)


def test_correcting_a_household(office: Any) -> None:
    (old,) = facts(office, "household")
    assert post(office, "household", HOUSEHOLD, f"?replaces={old.pk}").status_code == 302
    assert [f.data["children"] for f in facts(office, "household")] == [2]
    assert post(office, "household", HOUSEHOLD, f"?replaces={old.pk}").status_code == 404
    assert post(office, "household", HOUSEHOLD, "?replaces=x").status_code == 404


@pytest.mark.parametrize(
    ("page", "base", "change", "wrong"),
    [
        ("household", HOUSEHOLD, {"children": "-1"}, {"children"}),
        ("household", HOUSEHOLD, {"disabled_children": "3"}, {"disabled_children"}),
        ("household", HOUSEHOLD, {"valid_from": "hier"}, {"valid_from"}),
        ("household", HOUSEHOLD, {"situation": "autre"}, {"situation"}),
        ("terms", TERMS, {"amount": "douze"}, {"amount"}),
        ("terms", TERMS, {"amount": "12,345"}, {"amount"}),
        ("terms", TERMS, {"amount": "0"}, {"amount"}),
        ("terms", TERMS, {"valid_from": "2026-10-02"}, {"valid_from"}),
        ("terms", TERMS, {"valid_to": "2026-09-30"}, {"valid_to"}),
        ("terms", TERMS, {"day_5": "7,6"}, {"full_time_hours"}),
        ("terms", TERMS, {"meal_voucher_value": "8", "meal_voucher_worker": "9"}, {"meal_voucher_worker"}),
        ("item", ITEM, {"kind": "autre"}, {"kind"}),
        ("item", ITEM, {"amount": ""}, {"amount"}),
        ("item", ITEM, {"kind": "company_car", "amount": ""}, {"first_registration"}),
        ("item", ITEM, {"when": "monthly", "valid_to": "2026-08-31"}, {"valid_to"}),
        ("identity", IDENTITY, {"iban": "BE00 0000 0000 0000"}, {"iban"}),
        ("identity", IDENTITY, {"last_name": ""}, {"last_name"}),
        ("end", {}, {"end": "2018-08-31"}, {"end"}),
        ("end", {}, {"end": ""}, {"end"}),
    ],
)
def test_errors_are_tied_to_their_field_and_nothing_is_kept(
    office: Any, page: str, base: dict[str, str], change: dict[str, str], wrong: set[str]
) -> None:
    with scope(employer=office.employer):
        before = Fact.objects.count()
    assert errors(post(office, page, base | change)) == wrong
    with scope(employer=office.employer):
        assert Fact.objects.count() == before


def test_terms(office: Any) -> None:
    assert post(office, "terms", TERMS).status_code == 302
    new = facts(office, "terms")[-1]
    assert new.data["amount"] == 325_050
    assert new.data["schedule"] == [760] * 5 + [0, 0]
    assert new.data["function"] == "Coordinatrice"
    told = office.client("reader").get(office.url(f"workers/{office.contract().worker_id}/")).content.decode()
    assert "01/10/2026" in told
    assert "30/09/2026" in told  # the former terms end on the eve


def test_vouchers_by_hours_and_own_equipment(office: Any) -> None:
    vouchers = {"meal_voucher_value": "8", "meal_voucher_worker": "1,09", "meal_voucher_by_hours": "on"}
    assert post(office, "terms", TERMS | vouchers).status_code == 302
    assert facts(office, "terms")[-1].data["meal_voucher_by_hours"] is True
    equipment = ITEM | {"kind": "home_equipment", "amount": "10", "equipment": "screen", "count": "2"}
    assert post(office, "item", equipment).status_code == 302
    (new,) = [f for f in facts(office, "item") if f.data["kind"] == "home_equipment"]
    assert new.data["details"] == {"equipment": "screen", "count": "2"}
    assert errors(post(office, "item", ITEM | {"kind": "home_equipment", "amount": "10"})) == {"equipment"}


def test_new_terms_start_from_the_latest(office: Any) -> None:
    told = office.client("officer").get(office.url(f"contracts/{office.contract().pk}/terms/")).content.decode()
    assert "Animatrice socioculturelle" in told
    assert "3\u00a0050,00" in told


def test_item_once(office: Any) -> None:
    assert post(office, "item", ITEM | {"valid_to": "2026-12-31"}).status_code == 302
    new = next(f for f in facts(office, "item") if f.data["kind"] == "premium")
    assert (new.data["amount"], new.data["once"], new.valid_to) == (12_000, True, None)
    client = office.client("officer")
    before = office.payslip().gross
    client.post(office.url(f"runs/{office.run.pk}/compute/"))
    assert office.payslip().gross == before + 12_000


def test_item_with_details(office: Any) -> None:
    car = {"kind": "company_car", "when": "monthly", "valid_from": "2026-09-01", "catalogue_value": "30 000",
           "fuel": "electric", "first_registration": "2024-01-15"}  # fmt: skip
    assert post(office, "item", car).status_code == 302
    new = next(f for f in facts(office, "item") if f.data["kind"] == "company_car")
    expected = {"catalogue_value": "30000.00", "fuel": "electric", "first_registration": "2024-01-15"}
    assert new.data["details"] == expected
    page = office.client("officer").get(office.url(f"contracts/{office.contract().pk}/item/?replaces={new.pk}"))
    assert 'value="30000,00"' in page.content.decode()


def test_an_item_that_settles_holiday_pay_says_what_for(office: Any) -> None:
    item = {"kind": "holiday_settlement", "amount": "537,05", "when": "once", "valid_from": "2026-09-30"}
    assert post(office, "item", item).status_code == 422
    assert post(office, "item", item | {"reason": "certificate"}).status_code == 302
    new = next(f for f in facts(office, "item") if f.data["kind"] == "holiday_settlement")
    assert (new.data["amount"], new.data["details"]) == (53_705, {"reason": "certificate"})


def test_an_item_is_corrected_and_given_up(office: Any) -> None:
    post(office, "item", ITEM)
    first = next(f for f in facts(office, "item") if f.data["kind"] == "premium")
    post(office, "item", ITEM | {"amount": "130"}, f"?replaces={first.pk}")
    second = next(f for f in facts(office, "item") if f.data["kind"] == "premium")
    assert second.data["amount"] == 13_000
    client = office.client("officer")
    client.post(office.url(f"facts/{second.pk}/withdraw/"))
    assert not [f for f in facts(office, "item") if f.data["kind"] == "premium"]
    answer = client.post(office.url(f"facts/{second.pk}/withdraw/"), follow=True)
    assert "modifiée entre-temps" in answer.content.decode()
    told = client.get(office.url(f"workers/{office.contract().worker_id}/")).content.decode()
    assert len(re.findall("<s>", told)) == 2


def test_days_and_identities_are_not_withdrawn_here(office: Any) -> None:
    (identity,) = facts(office, "identity")
    assert office.client("officer").post(office.url(f"facts/{identity.pk}/withdraw/")).status_code == 404


def test_end_of_contract(office: Any) -> None:
    (old,) = facts(office, "contract")
    assert post(office, "end", {"end": "2026-09-30"}).status_code == 302
    (new,) = facts(office, "contract")
    assert (new.valid_from, new.valid_to, new.data) == (old.valid_from, dt.date(2026, 9, 30), old.data)
    assert facts(office, "contract", known=False)[0].superseded_by_id == new.pk


def test_an_address_keeps_the_account_and_a_new_account_is_kept_secret(office: Any) -> None:
    account = json.loads(facts(office, "identity")[-1].secret)["iban"]
    post(office, "identity", IDENTITY)
    assert json.loads(facts(office, "identity")[-1].secret)["iban"] == account
    other = iban.make_be(19_999_992)
    post(office, "identity", IDENTITY | {"iban": iban.format(other), "valid_from": "2026-09-16"})
    newest = facts(office, "identity")[-1]
    assert json.loads(newest.secret)["iban"] == other
    assert other not in json.dumps(newest.data)
    with scope(employer=office.employer):
        details = json.dumps([e.details for e in AuditEvent.objects.filter(action="identity.recorded")])
    assert other not in details


def test_a_change_of_a_validated_month_is_told(office: Any) -> None:
    worker = office.contract().worker_id
    data = HOUSEHOLD | {"valid_from": "2026-08-01"}
    answer = office.client("officer").post(office.url(f"workers/{worker}/household/"), data, follow=True)
    told = answer.content.decode()
    assert "déjà validés" in told
    assert "août" in told
    answer = office.client("officer").post(office.url(f"workers/{worker}/household/"), HOUSEHOLD, follow=True)
    assert "déjà validés" not in answer.content.decode()

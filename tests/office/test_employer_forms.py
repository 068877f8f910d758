"""A new employer and the change of one: what is refused, what is kept, what the trail tells."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django_scopes import scope

from preste.ids import enterprise, establishment_unit, iban, onss_number
from preste.office.services.dossiers import employer_record
from preste.office.services.employers import EmployerData, EmployerError, change_employer, snapshot
from preste.office.services.facts import known_facts
from preste.office.store.models import Affiliation, AuditEvent, BankAccount, Employer, Establishment

ROWS = {
    f"{name}-{part}": number
    for name in ("units", "accounts")
    for part, number in (("TOTAL_FORMS", "2"), ("INITIAL_FORMS", "0"), ("MIN_NUM_FORMS", "0"), ("MAX_NUM_FORMS", "99"))
}
UNIT = {"units-0-number": establishment_unit.format(establishment_unit.make(20_000_101)), "units-0-name": "Atelier",
        "units-0-street": "Rue du Test 4", "units-0-postcode": "5000", "units-0-city": "Namur"}  # fmt: skip
DATA = ROWS | UNIT | {
    "name": "Atelier Fictif ASBL", "street": "Rue du Test 3", "postcode": "5000", "city": "Namur", "country": "BE",
    "language": "fr", "enterprise_number": enterprise.format(enterprise.make(9_999_931)),
    "onss_number": onss_number.format(onss_number.make(1_999_971)), "category": "362", "joint_committee": "329.02",
    "other_committees": "319.02, 200", "workers_count": "7", "iban": iban.format(iban.make_be(19_999_971)), "bic": "",
    "payday_kind": "day", "payday_day": "5", "cut_off_day": "25", "begins": "2026-10",
    "accident_insurer_name": "Assurance Fictive", "accident_insurer_number": "123/A",
    "accounts-0-label": "Réserve", "accounts-0-iban": iban.make_be(19_999_972),
}  # fmt: skip


def wrong(answer: Any) -> dict[str, list[str]]:
    """The faults told, by field, of the form and of its rows."""
    assert answer.status_code == 422
    context = answer.context
    found = dict(context["form"].errors)
    for name in ("units", "accounts"):
        found |= {f"{name}.{field}": told for errors in context[name].errors for field, told in errors.items()}
        if context[name].non_form_errors():
            found[name] = context[name].non_form_errors()
    return found


def create(office: Any, role: str = "bureau", **change: str) -> Any:
    return office.client(role).post("/employers/new/", DATA | change)


def made(answer: Any) -> Employer:
    assert answer.status_code == 302
    return Employer.objects.get(pk=answer.headers["Location"].split("/")[2])


def change(office: Any, employer: Employer, **change: str) -> Any:
    data = DATA | {"units-INITIAL_FORMS": "1", "accounts-INITIAL_FORMS": "1"} | change
    return office.client("bureau").post(f"/employers/{employer.pk}/edit/", data)


def test_a_new_employer(office: Any) -> None:
    employer = made(create(office))
    assert (employer.enterprise_number, employer.onss_number) == (
        enterprise.make(9_999_931), onss_number.make(1_999_971),
    )  # fmt: skip
    assert (employer.payday, employer.cut_off_day, employer.begins) == ("5", 25, "2026-10")
    assert employer.other_committees == ["319.02", "200"]
    assert employer.iban == iban.make_be(19_999_971)
    with scope(employer=employer):
        record = employer_record(employer)
        (account,) = BankAccount.objects.all()
        event = AuditEvent.objects.get()
    assert [(u.number, u.name, u.address.city) for u in record.establishments] == [
        (establishment_unit.make(20_000_101), "Atelier", "Namur")
    ]
    assert record.accident_insurer == "Assurance Fictive"
    assert (account.label, account.iban) == ("Réserve", iban.make_be(19_999_972))
    assert (event.action, event.user) == ("employer.created", office.users["bureau"])


def test_accounts_are_not_in_clear_in_the_database(office: Any) -> None:
    from django.db import connection

    employer = made(create(office))
    with connection.cursor() as cursor:
        cursor.execute("SELECT iban FROM store_bankaccount")
        kept = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT iban FROM store_employer")
        kept += [row[0] for row in cursor.fetchall()]
    assert len(kept) >= 2
    assert not [one for one in kept if employer.iban in one or iban.make_be(19_999_972) in one]


@pytest.mark.parametrize(
    ("fault", "field", "told"),
    [
        ({"name": ""}, "name", "obligatoire"),
        ({"enterprise_number": "0123.456.748"}, "enterprise_number", "mal écrit"),
        ({"onss_number": "1234567-89"}, "onss_number", "mal écrit"),
        ({"category": "36"}, "category", "valide"),
        ({"joint_committee": "CP 329"}, "joint_committee", "valide"),
        ({"other_committees": "329.02"}, "other_committees", "répéter"),
        ({"other_committees": "sport"}, "other_committees", "virgules"),
        ({"workers_count": "0"}, "workers_count", "1"),
        ({"iban": "BE00 0000 0000 0000"}, "iban", "mal écrit"),
        ({"bic": "XX"}, "bic", "BIC"),
        ({"payday_day": ""}, "payday_day", "Quel jour"),
        ({"payday_day": "31"}, "payday_day", "28"),
        ({"cut_off_day": "32"}, "cut_off_day", "31"),
        ({"begins": "octobre"}, "begins", "année"),
        ({"country": "Belgique"}, "country", "valide"),
        ({"accident_insurer_name": ""}, "accident_insurer_name", "organisme"),
        ({"units-0-number": "0.123.456.749"}, "units.number", "mal écrit"),
        ({"units-0-name": ""}, "units.name", "obligatoire"),
        ({"accounts-0-iban": "BE1"}, "accounts.iban", "mal écrit"),
        ({f"units-1-{name[8:]}": value for name, value in UNIT.items()}, "units", "deux fois"),
    ],
)
def test_each_fault_is_told_at_its_field_and_nothing_is_written(
    office: Any, fault: dict[str, str], field: str, told: str
) -> None:
    before = Employer.objects.count()
    answer = create(office, **fault)
    found = wrong(answer)
    assert set(found) == {field}
    assert told in " ".join(found[field])
    assert "Rien n&#x27;a été enregistré" in answer.content.decode() or "Rien n'a été" in answer.content.decode()
    assert Employer.objects.count() == before


def test_an_enterprise_is_there_once(office: Any) -> None:
    create(office)
    assert "déjà" in wrong(create(office))["enterprise_number"][0]


@pytest.mark.parametrize("role", ["officer", "approver", "reader", "worker", "stranger"])
def test_only_the_bureau_creates(office: Any, role: str) -> None:
    before = Employer.objects.count()
    assert create(office, role).status_code == 403
    assert Employer.objects.count() == before


def test_a_change_is_kept_with_what_it_was(office: Any) -> None:
    employer = made(create(office))
    assert change(office, employer, name="Atelier Renommé ASBL", category="262").status_code == 302
    employer.refresh_from_db()
    assert employer.name == "Atelier Renommé ASBL"
    with scope(employer=employer):
        event = AuditEvent.objects.get(action="employer.changed")
    assert event.details == {"name": ["Atelier Fictif ASBL", "Atelier Renommé ASBL"], "category": ["362", "262"]}
    told = office.client("bureau").get(f"/employers/{employer.pk}/audit/").content.decode()
    assert "Employeur modifié" in told
    assert "Atelier Fictif ASBL" in told


def test_a_change_of_account_is_told_without_the_account(office: Any) -> None:
    employer = made(create(office))
    new = iban.make_be(19_999_973)
    change(office, employer, iban=new)
    employer.refresh_from_db()
    assert employer.iban == new
    with scope(employer=employer):
        event = AuditEvent.objects.get(action="employer.account_changed")
        everything = json.dumps([e.details for e in AuditEvent.objects.all()])
    assert event.user == office.users["bureau"]
    assert event.details == {"main": True}
    assert new not in everything
    assert iban.make_be(19_999_971) not in everything


def test_nothing_changed_writes_nothing(office: Any) -> None:
    employer = made(create(office))
    change(office, employer)
    with scope(employer=employer):
        assert AuditEvent.objects.count() == 1


def test_units_and_affiliations_are_changed_and_given_up(office: Any) -> None:
    employer = made(create(office))
    change(office, employer, **{"units-0-city": "Dinant", "accident_insurer_name": "", "accident_insurer_number": ""})
    with scope(employer=employer):
        assert [u.city for u in Establishment.objects.all()] == ["Dinant"]
        assert not Affiliation.objects.exists()
        details = AuditEvent.objects.get(action="employer.changed").details
    assert details["establishments"][0] != details["establishments"][1]
    assert details["affiliations"] == [{"accident_insurer": ["Assurance Fictive", "123/A"]}, {}]
    change(office, employer, **{"units-0-DELETE": "on", "accident_insurer_name": "", "accident_insurer_number": ""})
    with scope(employer=employer):
        assert not Establishment.objects.exists()


def test_a_unit_where_somebody_works_is_not_given_up(office: Any) -> None:
    employer = office.employer
    number = establishment_unit.make(20_000_101)
    with scope(employer=employer):
        Establishment.objects.create(
            employer=employer, number=number, name="Ici", street="Rue 1", postcode="5000", city="Namur"
        )
        fact = known_facts(employer).filter(kind="contract").first()
        fact.data["establishment"] = number
        fact.save()
        whole = snapshot(employer)
        with pytest.raises(EmployerError) as raised:
            change_employer(employer, EmployerData(own=whole.own, iban=whole.iban), office.users["bureau"])
        assert raised.value.code == "E-EMPLOYER-UNIT"
        assert Establishment.objects.filter(number=number).exists()


def test_the_form_shows_what_is_known(office: Any) -> None:
    employer = made(create(office))
    told = office.client("bureau").get(f"/employers/{employer.pk}/edit/").content.decode()
    number = enterprise.format(employer.enterprise_number)
    for shown in (number, "319.02, 200", "Atelier", "Assurance Fictive", "Réserve"):
        assert shown in told, shown

"""Taking somebody on: person, contract and terms at once; corrections; loans; numbers checked while typed."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from django.utils import timezone
from django_scopes import scope

from preste.calendar import Month
from preste.ids import iban, niss
from preste.office.services import loans, pay_runs
from preste.office.services.dossiers import contract_record, dossier_of
from preste.office.services.facts import known_facts
from preste.office.services.hiring import correct_contract, next_number
from preste.office.store.models import AuditEvent, Contract, Fact, Worker

BORN = dt.date(1991, 3, 4)
NISS = niss.make(BORN, 122)
PERSON = {"number": "77", "niss": niss.format(NISS), "birth_date": "1991-03-04", "sex": "F",
          "last_name": "Fictïve", "first_name": "Zoé", "street": "Rue du Test 1", "postcode": "5000", "city": "Namur",
          "country": "BE", "language": "fr", "iban": iban.make_be(19_999_961), "situation": "single",
          "children": "0", "disabled_children": "0", "other_dependants": "0", "dependants_65_in_care": "0",
          "resident": "on"}  # fmt: skip
CONTRACT = {"start": "2026-09-01", "end": "", "status": "white_collar", "regime": "ordinary", "worker_code": "",
            "joint_committee": "", "establishment": "", "article17_sector": "socio_cultural"}  # fmt: skip
TERMS = {"function": "Animatrice", "pay_basis": "monthly", "amount": "2 800,00", "full_time_hours": "38",
         "full_time_days": "5", **{f"day_{i}": "7,6" for i in range(5)}}  # fmt: skip
DATA = PERSON | CONTRACT | TERMS


def post(office: Any, role: str = "officer", **change: str) -> Any:
    return office.client(role).post(office.url("workers/new/"), DATA | change)


def counts(office: Any) -> tuple[int, ...]:
    with scope(employer=office.employer):
        return tuple(model.objects.count() for model in (Worker, Contract, Fact, AuditEvent))


def wrong(answer: Any, *forms: str) -> dict[str, list[str]]:
    assert answer.status_code == 422
    names = forms or ("of", "identity", "household", "contract", "terms")
    return {field: told for name in names for field, told in answer.context[name].errors.items()}


def hired(office: Any) -> Worker:
    with scope(employer=office.employer):
        return Worker.objects.get(number="77")


def test_a_new_worker_is_paid(office: Any) -> None:
    answer = post(office)
    worker = hired(office)
    assert answer.headers["Location"] == office.url(f"workers/{worker.pk}/")
    assert (worker.niss, worker.birth_date, worker.sex) == (NISS, BORN, "F")
    with scope(employer=office.employer):
        contract = worker.contracts.get()
        run = pay_runs.compute(pay_runs.create_run(office.employer, Month(2026, 9), None), None)
        payslip = run.payslips.get(contract=contract)
        actions = list(AuditEvent.objects.filter(subject=str(worker.pk)).values_list("action", "user__email"))
    assert payslip.errors == []
    assert payslip.gross == 280_000
    assert actions == [("worker.created", "officer@exemple.be"), ("contract.created", "officer@exemple.be")]


def test_what_an_engagement_asks_for_is_on_the_worker_s_page(office: Any) -> None:
    start = timezone.localdate().replace(day=1)
    answer = post(office, start=start.isoformat(), function="", iban="")
    told = office.client("officer").get(answer.headers["Location"]).content.decode()
    for words in ("À faire et à remettre", "Dimona IN", f"{start:%d/%m/%Y}", "Compte individuel simplifié",
                  "pas de compte bancaire", "pas de fonction"):  # fmt: skip
        assert words in told
    long_ago = office.client("officer").get(office.url(f"workers/{office.worker().pk}/")).content.decode()
    assert "Dimona IN" not in long_ago


def test_the_trail_holds_neither_number_nor_account_nor_pay(office: Any) -> None:
    post(office)
    with scope(employer=office.employer):
        told = json.dumps([e.details for e in AuditEvent.objects.filter(subject=str(hired(office).pk))])
    assert not [one for one in (NISS, niss.format(NISS), DATA["iban"], "280000", "2800") if one in told]


@pytest.mark.parametrize(
    ("fault", "field", "told"),
    [
        ({"niss": "1"}, "niss", "onze chiffres"),
        ({"niss": NISS[:-1] + str((int(NISS[-1]) + 1) % 10)}, "niss", "derniers chiffres"),
        ({"niss": ""}, "niss", "obligatoire"),
        ({"birth_date": "1991-03-05"}, "niss", "date de naissance"),
        ({"birth_date": "2091-03-04"}, "birth_date", "à venir"),
        ({"sex": "M"}, "sex", "autre sexe"),
        ({"sex": ""}, "sex", "obligatoire"),
        ({"number": ""}, "number", "obligatoire"),
        ({"number": "1"}, "number", "déjà ce matricule"),
        ({"last_name": ""}, "last_name", "obligatoire"),
        ({"iban": "BE00 1"}, "iban", "mal écrit"),
        ({"disabled_children": "1"}, "disabled_children", "plus d'enfants"),
        ({"start": ""}, "start", "obligatoire"),
        ({"end": "2026-08-31"}, "end", "précède"),
        ({"regime": "autre"}, "regime", "valide"),
        ({"worker_code": "15"}, "worker_code", "valide"),
        ({"worker_code": "015"}, "worker_code", "n'est pas un code d'employé"),
        ({"joint_committee": "999"}, "joint_committee", "valide"),
        ({"establishment": "2000000240"}, "establishment", "valide"),
        ({"amount": "beaucoup"}, "amount", "nombre"),
        ({"day_6": "8"}, "full_time_hours", "dépasse"),
        ({f"day_{i}": "" for i in range(5)}, "day_0", "horaire"),
        ({"meal_voucher_worker": "2"}, "meal_voucher_worker", "dépasse"),
    ],
)
def test_each_fault_is_told_at_its_field_and_nothing_is_written(
    office: Any, fault: dict[str, str], field: str, told: str
) -> None:
    before = counts(office)
    found = wrong(post(office, **fault))
    assert set(found) == {field}
    assert told in " ".join(found[field])
    assert counts(office) == before


def test_a_number_that_is_there_leads_to_who_has_it(office: Any) -> None:
    known = office.worker()
    change = {"niss": known.niss, "birth_date": known.birth_date.isoformat(), "sex": known.sex}
    before = counts(office)
    answer = post(office, **change)
    assert "déjà ce NISS" in wrong(answer)["niss"][0]
    assert office.url(f"workers/{known.pk}/") in answer.content.decode()
    assert counts(office) == before


def test_another_employer_may_have_the_same_person(office: Any) -> None:
    post(office)
    answer = office.client("bureau").post(f"/employers/{office.other.pk}/workers/new/", DATA)
    assert answer.status_code == 302
    with scope(employer=office.other):
        assert Worker.objects.get(number="77").niss_hash == hired(office).niss_hash


def test_the_next_matricule_is_proposed(office: Any) -> None:
    with scope(employer=office.employer):
        numbers = [int(n) for n in Worker.objects.values_list("number", flat=True)]
        assert next_number(office.employer) == str(max(numbers) + 1)
    told = office.client("officer").get(office.url("workers/new/")).content.decode()
    assert f'name="number" value="{max(numbers) + 1}"' in told


def test_a_failure_after_the_worker_leaves_nothing(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from preste.office.services import hiring

    def fail(*_: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(hiring, "engage", fail)
    before = counts(office)
    with pytest.raises(RuntimeError):
        post(office)
    assert counts(office) == before


def test_another_contract(office: Any) -> None:
    worker = office.worker()
    answer = office.client("officer").post(
        office.url(f"workers/{worker.pk}/contract/"), CONTRACT | TERMS | {"start": "2026-10-15", "regime": "student"}
    )
    assert answer.status_code == 302
    with scope(employer=office.employer):
        new = worker.contracts.exclude(reference="anne").get()
        kinds = {f.kind: f for f in known_facts(office.employer).filter(contract=new)}
    assert new.reference == f"{worker.number}-1"
    assert set(kinds) == {"contract", "terms"}
    assert kinds["contract"].valid_from == dt.date(2026, 10, 15)
    assert kinds["contract"].data["regime"] == "student"


def test_what_article_17_rests_on_is_told_with_the_contract(office: Any) -> None:
    worker = office.worker()
    url = office.url(f"workers/{worker.pk}/contract/")
    data = CONTRACT | TERMS | {"start": "2026-10-15", "regime": "article17", "pay_basis": "hourly", "amount": "15,00"}
    told = {"student": "on", "employed_until": "2026-03-31"}
    assert office.client("officer").post(url, data | told).status_code == 302
    with scope(employer=office.employer):
        new = worker.contracts.exclude(reference="anne").get()
        own = known_facts(office.employer).get(contract=new, kind="contract")
        assert (own.data["student"], own.data["employed_until"]) == (True, "2026-03-31")
        record = next(one for one in dossier_of(office.employer, Month(2026, 10)).contracts if one.id == new.reference)
    assert (record.student, record.employed_until) == (True, dt.date(2026, 3, 31))
    page = office.client("reader").get(office.url(f"workers/{worker.pk}/")).content.decode()
    assert "aussi étudiant · autre contrat jusqu&#x27;au 31/03/2026" in page
    correction = office.url(f"contracts/{new.pk}/correct/")
    form = office.client("officer").get(correction).content.decode()
    assert 'value="2026-03-31"' in form
    ordinary = CONTRACT | {"start": "2026-10-15"} | told
    assert office.client("officer").post(correction, ordinary).status_code == 302
    with scope(employer=office.employer):
        own = known_facts(office.employer).get(contract=new, kind="contract")
    assert (own.data["regime"], own.data["student"], own.data["employed_until"]) == ("ordinary", False, None)


def test_the_next_employer_is_asked_where_holidays_are_owed_after_the_end(office: Any) -> None:
    contract = office.contract()
    url, client = office.url(f"contracts/{contract.pk}/correct/"), office.client("officer")
    assert "next_employer_from" not in client.get(url).content.decode()
    with scope(employer=office.employer):
        data = {"holidays_after_end": True}
        start = known_facts(office.employer).get(contract=contract, kind="contract").valid_from
        correct_contract(contract, data, start, dt.date(2026, 10, 15), office.users["officer"])
    assert 'name="next_employer_from"' in client.get(url).content.decode()
    ended = CONTRACT | {"start": start.isoformat(), "end": "2026-10-15"}
    early = client.post(url, ended | {"next_employer_from": "2026-10-15"})
    assert wrong(early, "form") == {"next_employer_from": ["L'autre employeur vient après le dernier jour."]}
    assert client.post(url, ended | {"next_employer_from": "2026-10-20"}).status_code == 302
    with scope(employer=office.employer):
        own = known_facts(office.employer).get(contract=contract, kind="contract")
    assert own.data["next_employer_from"] == "2026-10-20"
    assert client.post(url, ended).status_code == 302
    with scope(employer=office.employer):
        own = known_facts(office.employer).get(contract=contract, kind="contract")
    assert own.data["next_employer_from"] is None


def test_a_contract_is_corrected_as_a_new_fact(office: Any) -> None:
    contract = office.contract()
    with scope(employer=office.employer):
        (old,) = known_facts(office.employer).filter(contract=contract, kind="contract")
    data = CONTRACT | {"start": old.valid_from.isoformat(), "worker_code": "495", "pensioner": "on"}
    assert office.client("officer").post(office.url(f"contracts/{contract.pk}/correct/"), data).status_code == 302
    with scope(employer=office.employer):
        (new,) = known_facts(office.employer).filter(contract=contract, kind="contract")
        old.refresh_from_db()
    assert old.superseded_by_id == new.pk
    assert (new.data["worker_code"], new.data["pensioner"]) == ("495", True)
    assert set(new.data) == set(old.data)


def test_a_right_to_reductions_of_ones_own_contribution_is_told_in_the_contract(office: Any) -> None:
    contract, client = office.contract(), office.client("officer")
    with scope(employer=office.employer):
        (old,) = known_facts(office.employer).filter(contract=contract, kind="contract")
    url, data = office.url(f"contracts/{contract.pk}/correct/"), CONTRACT | {"start": old.valid_from.isoformat()}
    wrong = client.post(url, data | {"restructuring_right": "2"})
    assert set(wrong.context["form"].errors) == {"restructuring_since"}
    sent = data | {"restructuring_right": "2", "restructuring_since": "2022-01-03", "sport_bonus_right": "1"}
    assert client.post(url, sent).status_code == 302
    with scope(employer=office.employer):
        told = contract_record(contract, Month(2022, 1))
    assert told is not None
    assert (told.restructuring_right, told.restructuring_since, told.sport_bonus_right) == (2, dt.date(2022, 1, 3), 1)


def correct(office: Any, worker: Worker, **change: str) -> Any:
    data = {"niss": worker.niss, "birth_date": worker.birth_date.isoformat(), "sex": worker.sex} | change
    return office.client("officer").post(office.url(f"workers/{worker.pk}/correct/"), data, follow=True)


def test_a_number_typed_wrong_is_put_right_and_told(office: Any) -> None:
    worker, born = office.worker(), dt.date(1992, 1, 2)
    new = niss.make(born, 124)
    told = correct(office, worker, niss=new, birth_date="1992-01-02", sex="F").content.decode()
    assert "C’est corrigé" in told or "C&#x27;est corrigé" in told
    assert "Mois validés qui portent" in told
    with scope(employer=office.employer):
        worker = Worker.objects.get(pk=worker.pk)
        event = AuditEvent.objects.get(action="worker.corrected")
        assert known_facts(office.employer).filter(worker=worker, kind="identity", valid_from=born).exists()
    assert (worker.niss, worker.birth_date) == (new, born)
    assert "niss birth_date" in event.details["changed"]
    assert event.details["validated_months"] == 2
    assert new not in json.dumps(event.details)


def test_a_correction_is_checked_like_the_first_time(office: Any) -> None:
    worker, other = office.worker(), office.worker("Postiche")
    assert "date de naissance" in wrong(correct(office, worker, birth_date="1900-01-01"), "form")["niss"][0]
    same = {"niss": other.niss, "birth_date": other.birth_date.isoformat(), "sex": other.sex}
    assert "déjà ce NISS" in wrong(correct(office, worker, **same), "form")["niss"][0]
    told = correct(office, worker).content.decode()
    assert "Rien n’a changé" in told or "Rien n&#x27;a changé" in told


@pytest.mark.parametrize(
    ("lent", "monthly", "repayments"),
    [
        (100_000, 30_000, [30_000, 30_000, 30_000, 10_000]),
        (90_000, 30_000, [30_000, 30_000, 30_000]),
        (5_000, 5_000, [5_000]),
        (5_001, 2_500, [2_500, 2_500, 1]),
    ],
)
def test_a_loan_is_paid_back_to_the_cent(office: Any, lent: int, monthly: int, repayments: list[int]) -> None:
    with scope(employer=office.employer):
        made = loans.lend(office.contract(), "Prêt", lent, monthly, Month(2026, 11), office.users["officer"])
        for i, due in enumerate(repayments):
            day = Month(2026, 11).plus(i).first
            (balance,) = loans.balances(made, day)
            assert balance.left == sum(repayments[i:]), due
            assert balance.last == Month(2026, 11).plus(len(repayments) - 1)
        assert loans.balances(made, Month(2026, 11).plus(len(repayments)).first) == []


def test_a_loan_is_deducted_from_net(office: Any) -> None:
    contract = office.contract()
    with scope(employer=office.employer):
        before = office.payslip().net_paid
    data = {"label": "Prêt vélo", "lent": "700", "monthly": "300", "first": "2026-09"}
    client = office.client("officer")
    assert client.post(office.url(f"contracts/{contract.pk}/loan/"), data).status_code == 302
    told = client.get(office.url(f"workers/{contract.worker_id}/")).content.decode()
    assert "Prêt vélo" in told
    with scope(employer=office.employer):
        run = pay_runs.compute(office.run, office.users["officer"])
        assert run.payslips.get(contract=contract).net_paid == before - 30_000


@pytest.mark.parametrize(
    ("fault", "field"),
    [({"lent": ""}, "lent"), ({"monthly": "800"}, "monthly"), ({"monthly": "0,01"}, "monthly"),
     ({"first": "x"}, "first"), ({"label": ""}, "label")],
)  # fmt: skip
def test_faults_of_a_loan(office: Any, fault: dict[str, str], field: str) -> None:
    data = {"label": "Prêt", "lent": "700", "monthly": "300", "first": "2026-09"} | fault
    before = counts(office)
    answer = office.client("officer").post(office.url(f"contracts/{office.contract().pk}/loan/"), data)
    assert set(wrong(answer, "form")) == {field}
    assert counts(office) == before


@pytest.mark.parametrize(
    ("data", "ok", "told"),
    [
        ({"kind": "niss", "value": NISS, "birth_date": "1991-03-04", "sex": "F"}, True, niss.format(NISS)),
        ({"kind": "niss", "value": NISS, "birth_date": "1991-03-04", "sex": "M"}, False, "autre sexe"),
        ({"kind": "niss", "value": NISS, "birth_date": "1990-03-04"}, False, "naissance"),
        ({"kind": "niss", "value": NISS, "birth_date": "hier"}, True, niss.format(NISS)),
        ({"kind": "iban", "value": "BE1"}, False, "mal écrit"),
        ({"kind": "enterprise", "value": "0123456749"}, True, "0123.456.749"),
    ],
)
def test_a_number_is_checked_while_it_is_typed(office: Any, data: dict[str, str], ok: bool, told: str) -> None:
    found = office.client("officer").post("/check/", data).json()
    assert found["ok"] is ok
    assert told in (found["shown"] if ok else found["message"])


def test_a_kind_there_is_not_is_refused(office: Any) -> None:
    assert office.client("officer").post("/check/", {"kind": "x", "value": "1"}).status_code == 400

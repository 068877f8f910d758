"""Somebody leaves: worked out on a page, recorded at once as shown, audited, and taken back as one act."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django_scopes import scope

from preste.calendar import Month
from preste.office.services import facts, leaving, pay_runs
from preste.office.services.dossiers import dossier_of
from preste.office.store.models import AuditEvent, Fact, PayRun
from preste.payroll.leaving import Act
from preste.payroll.month import pay_contract
from preste.records import Contract, PayItem

DEPARTURE = {"last_day": "2026-09-25", "reason": "agreement", "right": "20", "taken": "8"}


def known(office: Any) -> Contract:
    """Anne's contract, as it is known now."""
    with scope(employer=office.employer):
        return next(one for one in dossier_of(office.employer, Month(2026, 9)).contracts if one.id == "anne")


def believed(office: Any) -> list[tuple[str, Any, Any, str]]:
    """What is believed of Anne's contract: each fact with its dates."""
    with scope(employer=office.employer):
        found = Fact.objects.filter(contract__reference="anne", superseded_at=None).exclude(kind="day")
        return sorted((f.kind, f.valid_from, f.valid_to, str(sorted(f.data.items()))) for f in found)  # type: ignore[type-var]


def page(office: Any, data: dict[str, str], status: int = 200, role: str = "officer") -> str:
    url = office.url(f"contracts/{office.contract().pk}/leave/")
    answer = office.client(role).post(url, data)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return str(answer.content.decode())


def shown(told: str) -> str:
    """What the page keeps of what it showed."""
    found = re.search(r'name="shown" value="(\w+)"', told)
    assert found
    return found[1]


def test_the_page_shows_the_last_pay_and_what_is_due_and_records_nothing(office: Any) -> None:
    before = believed(office)
    told = page(office, DEPARTURE)
    for words in ("La dernière paie", "Pécule de sortie simple", "Dimona OUT", "C4", "26/09/2026", "Attestations"):
        assert words in told
    assert believed(office) == before
    explained = page(office, DEPARTURE | {"why": "1"})
    assert "Précompte" in explained
    assert believed(office) == before


def test_everything_is_recorded_as_it_was_shown(office: Any) -> None:
    told = page(office, DEPARTURE)
    page(office, DEPARTURE | {"shown": shown(told)}, status=302)
    contract = known(office)
    assert contract.end == dt.date(2026, 9, 25)
    assert contract.leaving is not None
    assert (contract.leaving.reason, contract.leaving.by) == ("agreement", "both")
    with scope(employer=office.employer):
        events = AuditEvent.objects.filter(action="contract.left")
        assert [event.details["reason"] for event in events] == ["agreement"]
        run = pay_runs.compute(PayRun.objects.get(month="2026-09"), office.users["officer"])
        stored = run.payslips.get(contract__reference="anne")
        dossier = dossier_of(office.employer, Month(2026, 9))
        payslip = pay_contract(dossier, contract, Month(2026, 9))
        assert stored.net_paid == payslip.trace["net_paid"]
        lines = dict(stored.lines.values_list("code", "amount"))
    assert {"departure_simple", "departure_double"} <= set(lines)
    again = office.client("officer").get(office.url(f"contracts/{office.contract().pk}/leave/")).content.decode()
    assert "Ce départ est enregistré" in again
    assert "Annuler le départ" in again
    assert "Ce départ est déjà enregistré" in page(office, DEPARTURE, status=422)


def test_it_is_taken_back_as_one_act(office: Any) -> None:
    before = believed(office)
    told = page(office, DEPARTURE)
    page(office, DEPARTURE | {"shown": shown(told)}, status=302)
    assert believed(office) != before
    url = office.url(f"contracts/{office.contract().pk}/leave/undo/")
    assert office.client("officer").post(url).status_code == 302
    assert believed(office) == before
    with scope(employer=office.employer):
        assert AuditEvent.objects.filter(action="contract.stays").count() == 1
        kept = Fact.objects.filter(contract__reference="anne", data__kind="departure_holiday_pay")
        assert kept.count() == 1  # visible, given up
    told = office.client("officer").post(url, follow=True).content.decode()
    assert "pas de départ à annuler" in told


def test_an_incapacity_is_cut_and_comes_back(office: Any) -> None:
    data = {"start": "2026-09-21", "end": "2026-10-09", "cause": "illness", "certificate": "2026-09-21"}
    url = office.url(f"contracts/{office.contract().pk}/incapacity/")
    assert office.client("officer").post(url, data).status_code == 302
    before = believed(office)
    told = page(office, DEPARTURE)
    page(office, DEPARTURE | {"shown": shown(told)}, status=302)
    assert known(office).incapacities[0].end == dt.date(2026, 9, 25)
    office.client("officer").post(office.url(f"contracts/{office.contract().pk}/leave/undo/"))
    assert believed(office) == before


def test_what_changed_since_it_was_shown_is_shown_again(office: Any) -> None:
    told = page(office, DEPARTURE)
    before = believed(office)
    again = page(office, DEPARTURE | {"taken": "9", "shown": shown(told)}, status=422)
    assert "ont changé depuis ce calcul" in again
    assert shown(again) != shown(told)
    assert believed(office) == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"last_day": "2017-01-01"}, "avant le début du contrat"),
        ({"reason": "notice"}, "demande de dire qui met fin"),
        ({"reason": "notice", "by": "worker"}, "Le jour de la notification manque"),
        ({"reason": "term"}, "pas de terme ce jour-là"),
        ({"right": ""}, "Les vacances de l&#x27;année ne sont pas connues"),
        ({"last_day": ""}, "obligatoire"),
        ({"reason": ""}, "obligatoire"),
    ],
)
def test_what_hinders_it_stands_beside_its_field(office: Any, changes: dict[str, str], words: str) -> None:
    assert words in page(office, DEPARTURE | changes, status=422)


def test_missing_law_is_told_and_nothing_can_be_recorded(office: Any) -> None:
    """The home office's amount of 2026 was not found."""
    with scope(employer=office.employer):
        item = PayItem(
            valid_from=dt.date(2026, 9, 1), kind="home_office", label="Télétravail", amount=100_00, once=True
        )
        contract = office.contract()
        facts.record_fact(contract.worker, "item", facts.item_data(item), valid_from=item.valid_from, contract=contract)
    told = page(office, DEPARTURE | {"reason": "severance", "by": "employer", "yearly_benefits": "5000"})
    assert "paramètre de la loi" in told
    assert 'name="shown"' not in told
    act = Act(last_day=dt.date(2026, 9, 25), reason="severance", by="employer", right=2_000, taken=800)
    with scope(employer=office.employer):
        told = leaving.digest(leaving.work_out(office.contract(), act, office.users["officer"]))
        with pytest.raises(leaving.LeavingError) as caught:
            leaving.record(office.contract(), act, told, office.users["officer"])
    assert caught.value.code == "E-LEAVE-LAW"


def test_a_reader_sees_no_such_page(office: Any) -> None:
    page(office, DEPARTURE, status=403, role="reader")


# ── what is asked ──────────────────────────────────────────────────────────────────────────


def asked(told: str) -> set[str]:
    """The names of the fields of a page."""
    return set(re.findall(r'name="(\w+)"', told))


def test_only_what_the_contract_and_the_reason_need_is_asked(office: Any) -> None:
    url = office.url(f"contracts/{office.contract().pk}/leave/")
    first = asked(office.client("officer").get(url).content.decode())
    assert {"rest", "right", "premium_scheme", "yearly_benefits"} <= first
    assert "pay_2013" not in first  # Anne began after 2013
    agreed = asked(page(office, DEPARTURE))
    assert {"right", "next_employer_from"} <= agreed
    assert not {"rest", "means", "yearly_benefits"} & agreed
    with scope(employer=office.employer):
        fund = next(c for c in dossier_of(office.employer, Month(2026, 9)).contracts if c.status == "blue_collar")
    paid_by_a_fund = office.client("officer").get(office.url(f"contracts/{office.contract(fund.id).pk}/leave/"))
    assert not {"right", "taken", "double_paid"} & asked(paid_by_a_fund.content.decode())


def test_a_group_stands_open_when_something_of_it_is_missing(office: Any) -> None:
    told = page(office, DEPARTURE | {"right": ""}, status=422)
    opened = re.findall(r'<details class="more" open><summary>([^<]+)', told)
    assert opened == ["Le pécule de sortie"]


CUT = DEPARTURE | {"reason": "notice", "by": "employer", "notified_on": "2026-08-03"}


def test_the_rest_of_a_cut_notice_is_paid_unless_somebody_else_owes_it(office: Any) -> None:
    """Posted on 3 August 2026: 24 weeks from the 10th, to 24 January 2027; 121 days are left."""
    told = page(office, CUT)
    assert "le reste est payé en indemnité" in told
    assert "il en reste 121 jours, soit 17,29 semaines" in told
    agreed = page(office, CUT | {"rest": "nobody"})
    assert "rien n&#x27;est dû pour le reste" in agreed
    assert "Indemnité de rupture" not in agreed


@pytest.mark.parametrize(
    ("part", "words"), [("severance", "Indemnité de rupture due"), ("holidays", "Pécule de sortie simple, total")]
)
def test_each_part_is_explained(office: Any, part: str, words: str) -> None:
    assert words in page(office, CUT | {"why": part})


def test_a_validated_month_is_said_to_stay(office: Any) -> None:
    told = page(office, DEPARTURE | {"last_day": "2026-08-14"})
    assert "reste comme il est : la paie de septembre\u00a02026 règle la différence" in told
    assert "reste comme il est" not in page(office, DEPARTURE)


def test_what_is_taken_off_has_its_sign_and_remarks_name_no_command(office: Any) -> None:
    told = page(office, DEPARTURE)
    amounts = dict(re.findall(r'<tr><th scope="row">([^<]+)</th><td class="figure">([^<]+)</td></tr>', told))
    assert amounts["Pécule de sortie simple"][0].isdigit()
    assert {amounts[name][0] for name in ("Cotisation ONSS", "Précompte professionnel")} == {"−"}
    with scope(employer=office.employer):
        payslip = leaving.work_out(office.contract(), Act(
            last_day=dt.date(2026, 9, 25), reason="agreement", by="both", right=2_000, taken=800,
        ), office.users["officer"]).payslip  # fmt: skip
    bill = told[told.index('<table class="fit bill">') : told.index("Ce qui change")]
    signed = [text.replace("\u202f", "").replace("\xa0", "").replace("−", "-").replace(",", "")
              for text in re.findall(r'<td class="figure">([^<]+)</td>', bill)]  # fmt: skip
    assert sum(map(int, signed)) == payslip.trace["net_paid"]
    assert "preste labour" not in told


def test_the_end_of_a_contract_leads_to_the_departure(office: Any) -> None:
    contract = office.contract()
    told = office.client("officer").get(office.url(f"contracts/{contract.pk}/end/")).content.decode()
    assert f'href="{office.url(f"contracts/{contract.pk}/leave/")}"' in told


def test_a_recorded_departure_is_taken_back_before_its_end_is_changed(office: Any) -> None:
    """Another end written beside it would keep the departure's pay of the former one."""
    before = known(office).end
    page(office, DEPARTURE | {"shown": shown(page(office, DEPARTURE))}, status=302)
    contract, client = office.contract(), office.client("officer")
    answer = client.post(office.url(f"contracts/{contract.pk}/end/"), {"end": "2026-09-30"})
    assert answer.headers["Location"] == office.url(f"contracts/{contract.pk}/leave/")
    assert known(office).end == dt.date(2026, 9, 25)
    client.post(office.url(f"contracts/{contract.pk}/leave/undo/"))
    assert client.post(office.url(f"contracts/{contract.pk}/end/"), {"end": "2026-09-30"}).status_code == 302
    assert (before, known(office).end) == (None, dt.date(2026, 9, 30))


def test_nothing_of_a_contract_that_has_ended_is_current(office: Any) -> None:
    def current() -> int:
        """How often a fact of Anne's contract is called current."""
        told = office.client("officer").get(office.url(f"workers/{office.worker().pk}/")).content.decode()
        return str(told.split('id="h-person"')[0]).count("en cours")

    assert current() == 3  # dates, terms, the bicycle
    contract = office.contract()
    office.client("officer").post(office.url(f"contracts/{contract.pk}/end/"), {"end": "2026-09-15"})
    assert current() == 0

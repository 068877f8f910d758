"""The run's wizard: its steps, its checks, who is left out, validation."""

from __future__ import annotations

import re
from typing import Any

from django_scopes import scope

from preste.office.store.models import Fact, PayRun, Payslip


def page(office: Any, run: PayRun | None = None, role: str = "officer") -> str:
    return office.client(role).get(office.url(f"runs/{(run or office.run).pk}/")).content.decode()


def current(told: str) -> str:
    return re.search(r'aria-current="step">.*?<strong>(\w+)</strong>', told, re.S)[1]


def test_opening_a_month_twice_gives_the_same_run(office: Any) -> None:
    client = office.client("officer")
    first = client.post(office.url("runs/"), {"month": "2026-10"})
    assert first.headers["Location"] == client.post(office.url("runs/"), {"month": "2026-10"}).headers["Location"]
    told = client.get(first.headers["Location"]).content.decode()
    assert current(told) == "Calcul"
    assert "Calculer le mois" in told


def test_a_month_that_is_none_is_told(office: Any) -> None:
    for month in ("octobre", "0000-01", ""):
        answer = office.client("officer").post(office.url("runs/"), {"month": month}, follow=True)
        assert "Écrivez un mois" in answer.content.decode()


def test_compute_then_validate(office: Any) -> None:
    client = office.client("officer")
    assert current(page(office)) == "Validation"
    answer = client.post(office.url(f"runs/{office.run.pk}/validate/"), follow=True)
    told = answer.content.decode()
    assert current(told) == "Paiement"
    assert "Validé le" in told
    assert "Recalculer" not in told
    with scope(employer=office.employer):
        assert PayRun.objects.get(pk=office.run.pk).state == "validated"
    again = client.post(office.url(f"runs/{office.run.pk}/compute/"), follow=True).content.decode()
    assert "pas possible" in again


def test_five_steps_are_always_shown(office: Any) -> None:
    for run in (office.run, office.closed):
        assert len(re.findall(r'<li class="(?:done|current|next)"', page(office, run))) == 5


def test_an_approver_validates_and_does_not_compute(office: Any) -> None:
    told = page(office, role="approver")
    assert "Valider le mois" in told
    assert "Recalculer" not in told
    assert "Valider le mois" not in page(office, role="reader")


def test_what_blocks_comes_first_with_a_link_to_its_place(office: Any) -> None:
    contract = office.contract()
    with scope(employer=office.employer):
        Fact.objects.filter(contract=contract, kind="terms").update(valid_to="2026-08-31", valid_from="2026-01-01")
    office.client("officer").post(office.url(f"runs/{office.run.pk}/compute/"))
    told = page(office)
    findings = re.findall(r'<li class="(blocks|warns)">.*?</li>', told, re.S)
    assert findings == sorted(findings)
    assert findings[0] == "blocks"
    assert current(told) == "Contrôle"
    assert "Valider le mois" not in told
    assert office.url(f"contracts/{contract.pk}/terms/") in told
    refused = office.client("approver").post(office.url(f"runs/{office.run.pk}/validate/"), follow=True)
    assert 'class="error"' in refused.content.decode()
    with scope(employer=office.employer):
        assert PayRun.objects.get(pk=office.run.pk).state == "computed"


def test_a_worker_is_left_out_and_taken_in_again(office: Any) -> None:
    client = office.client("officer")
    payslip = office.payslip()
    with scope(employer=office.employer):
        total = sum(p.net_paid for p in Payslip.objects.filter(run=office.run))
    from preste.money import euro

    client.post(office.url(f"payslips/{payslip.pk}/exclude/"), {"excluded": "1"})
    told = page(office)
    assert "hors du mois" in told
    assert euro(total - payslip.net_paid) in told
    client.post(office.url(f"payslips/{payslip.pk}/exclude/"), {"excluded": "0"})
    assert euro(total) in page(office)


def test_an_unexplained_difference_is_marked_by_a_word_and_a_sign(office: Any) -> None:
    with scope(employer=office.employer):
        before = Payslip.objects.get(run=office.closed, contract__reference="anne")
        now = office.payslip()
        Payslip.objects.filter(pk=now.pk).update(net_paid=before.net_paid + 90_000, facts=before.facts)
    told = page(office)
    row = re.search(r'<tr class="red">.*?</tr>', told, re.S)[0]
    assert "Anne Exemple" in row
    assert "sans raison connue" in row
    assert "✕" in row


def test_the_dashboard_leads_to_the_next_step(office: Any) -> None:
    told = office.client("officer").get("/").content.decode()
    assert office.url(f"runs/{office.run.pk}/") in told
    assert "Contrôler et valider" in told
    assert "Consulter" in office.client("reader").get("/").content.decode()


def test_the_demo_is_offered_only_when_there_is_no_employer(office: Any) -> None:
    from preste.office.store.models import Employer

    client = office.client("bureau")
    assert "Charger l" not in client.get("/").content.decode()
    count = Employer.objects.count()
    assert "déjà un employeur" in client.post("/demo/", follow=True).content.decode()
    assert Employer.objects.count() == count


def test_the_first_month_has_nothing_to_compare_with(office: Any) -> None:
    with scope(employer=office.employer):
        first = PayRun.objects.get(month="2026-07")
    assert "rien à comparer" in page(office, first)
    assert "rien à comparer" not in page(office, office.closed)


def test_under_four_eyes_who_prepared_is_not_offered_to_validate(office: Any) -> None:
    office.employer.four_eyes = True
    office.employer.save(update_fields=["four_eyes"])
    try:
        office.client("officer").post(office.url(f"runs/{office.run.pk}/compute/"))
        assert "Valider le mois" not in page(office)
        assert "Qui a préparé le mois" in page(office)
        assert "Valider le mois" in page(office, role="approver")
    finally:
        office.employer.four_eyes = False


def test_an_off_cycle_draft_asks_for_no_hours(office: Any) -> None:
    answer = office.client("officer").post(
        office.url(f"runs/{office.closed.pk}/off-cycle/"), {"pay_date": "2026-09-10"}, follow=True
    )
    told = answer.content.decode()
    assert "Calculer le mois" in told
    assert "Saisir les heures" not in told

"""Creditors of a worker: kept as facts, served on each payslip, their balances from what was validated."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django_scopes import scope

from preste import money
from preste.calendar import Month
from preste.engine import replay
from preste.ids import iban
from preste.law import book
from preste.money import share
from preste.office.services import changes, creditors, debts, facts, pay_runs
from preste.office.services.differences import differences
from preste.office.services.dossiers import dossier_of, import_dossier
from preste.office.store.models import AuditEvent, Contract, Employer, Fact, FactKind, PayRun, Payslip
from preste.payroll.carry import of_claim
from preste.payroll.month import Dossier, run_month
from preste.records import DeclaredChildren, Garnishment

ACCOUNT = "BE71096123456769"
JULY = dt.date(2026, 7, 1)


def claim(id: str = "bailiff", **given: Any) -> Garnishment:
    first = {"valid_from": JULY, "notified_on": dt.date(2026, 6, 20), "kind": "seizure", "creditor": "Huissier Dubois"}
    return Garnishment(**{"id": id, "total": 600_00, "iban": ACCOUNT, **first} | given)


class Desk:
    """An employer, and what its officer does."""

    def __init__(self, dossier: Dossier, user: Any) -> None:
        self.dossier, self.user = dossier, user
        self.employer: Employer = import_dossier(dossier, user)

    def validate(self, run: PayRun) -> Payslip:
        pay_runs.validate(pay_runs.compute(run, self.user), self.user)
        return run.payslips.get(contract__reference="c")

    def close(self, month: str) -> Payslip:
        return self.validate(pay_runs.create_run(self.employer, Month.parse(month), self.user))

    def off_cycle(self, month: str, day: dt.date) -> Payslip:
        return self.validate(pay_runs.create_off_cycle(self.employer, Month.parse(month), self.user, day))

    def contract(self) -> Contract:
        return Contract.objects.select_related("worker__employer").get(employer=self.employer, reference="c")

    def raise_pay(self, amount: int, since: dt.date) -> None:
        contract = self.contract()
        known = facts.known_facts(self.employer).filter(contract=contract, kind=FactKind.TERMS)
        data = known.order_by("-valid_from").first().data | {"amount": amount}
        changes.record_change(
            contract.worker, FactKind.TERMS, data, valid_from=since, contract=contract, user=self.user
        )

    def record(self, claim: Garnishment, **replaced: Fact) -> Fact:
        data, secret = facts.garnishment_data(claim)
        start, end = claim.valid_from, claim.valid_to
        return changes.record_change(
            self.contract().worker, FactKind.GARNISHMENT, data, valid_from=start, valid_to=end, secret=secret,
            user=self.user, **replaced,
        )  # fmt: skip

    def fact(self) -> Fact:
        return facts.known_facts(self.employer).get(kind=FactKind.GARNISHMENT)


@pytest.fixture
def desk(office: Any, make: Any) -> Any:
    """A new employer of one worker at 2 500 EUR with creditors, begun in July 2026."""

    def build(*claims: Garnishment, begins: str = "2026-07", payday: str = "last", **of: Any) -> Desk:
        dossier = make.dossier(make.contract(garnishments=claims, **of), begins=Month.parse(begins))
        found = Desk(replace(dossier, employer=replace(dossier.employer, payday=payday)), office.users["bureau"])
        entered.append(scope(employer=found.employer))
        entered[-1].__enter__()
        return found

    entered: list[Any] = []
    yield build
    for one in reversed(entered):
        one.__exit__(None, None, None)


def close(desk: Desk, month: str) -> Any:
    """A validated run of all the worker's contracts."""
    run = pay_runs.create_run(desk.employer, Month.parse(month), desk.user)
    return pay_runs.validate(pay_runs.compute(run, desk.user), desk.user)


def taken(payslip: Payslip) -> list[int]:
    return [line.amount for line in payslip.lines.filter(code="garnishment")]


def test_claims_and_declared_children_come_back_as_they_were_imported(desk: Any) -> None:
    claims = (claim(), claim("secal", kind="maintenance", total=0, monthly=100_00, reference="123456789002", iban=""))
    children = (DeclaredChildren(valid_from=JULY, valid_to=dt.date(2026, 12, 31), children=2),)
    made = desk(*claims, declared_children=children)
    (found,) = dossier_of(made.employer, Month(2026, 7)).contracts
    assert tuple(replace(one, known_since=None) for one in found.garnishments) == claims
    assert tuple(replace(one, known_since=None) for one in found.declared_children) == children
    assert ACCOUNT not in str(list(Fact.objects.values_list("data", flat=True)))


def test_the_payslips_are_those_of_the_same_dossier_computed_without_the_office(desk: Any) -> None:
    tax = claim("tax", kind="tax", creditor="SPF Finances", total=900_00, already_paid=100_00)
    made = desk(claim(), tax, declared_children=(DeclaredChildren(valid_from=JULY, children=1),))
    for month in ("2026-07", "2026-08", "2026-09", "2026-10"):
        (expected,) = run_month(made.dossier, Month.parse(month))
        payslip = made.close(month)
        told = [(line.code, line.label, line.amount) for line in expected.lines]
        assert sorted(payslip.lines.values_list("code", "label", "amount")) == sorted(told)
        assert payslip.net_paid == expected.trace["net_paid"]


def test_a_total_stops_when_it_is_reached_over_the_year_s_end_and_a_correction(desk: Any) -> None:
    made = desk(claim(total=1_000_00, valid_from=dt.date(2025, 11, 1)), begins="2025-11")
    received = taken(made.close("2025-11"))
    made.raise_pay(270_000, dt.date(2025, 11, 1))  # known late: more was earned, and is paid in December
    december = made.close("2025-12")
    assert december.settled
    received += taken(december)
    assert sum(received) < 1_000_00
    january = made.close("2026-01")
    received += taken(january)
    assert sum(received) == 1_000_00
    assert taken(made.close("2026-02")) == []


def test_what_an_off_cycle_run_gives_to_creditors_is_remembered(desk: Any) -> None:
    """In the same calendar month it is summed with the next pay, and it counts for the claim's total."""
    made = desk(claim(kind="maintenance", total=100_000_00, monthly=1_000_00))
    july = made.close("2026-07")
    made.raise_pay(270_000, JULY)
    between = made.off_cycle("2026-07", dt.date(2026, 8, 10))
    (extra,) = taken(between)
    assert (between.left[of_claim("bailiff")], between.net_paid) == (extra, 0)
    owed = debts.owed(PayRun.objects.get(pk=between.run_id), between.paid_on)
    assert [(one.name, one.amount) for one in owed] == [("Huissier Dubois", extra)]
    august = made.close("2026-08")
    assert august.facts["garnishable_before"] == between.left["month:net@2026-08"] == extra
    assert (august.facts["maintenance_before"], taken(august)) == (extra, [1_000_00 - extra])
    before = sum(sum(taken(one)) for one in (july, between, august))
    assert creditors.received([made.contract().worker])[made.contract().worker_id, "bailiff"] == before
    explained = pay_runs.explanation_of(august)
    assert replay(explained) == len(explained["nodes"])


def test_what_another_contract_settles_in_the_run_counts_for_the_creditor(office: Any, make: Any) -> None:
    """The month's nets together, late ones too, whichever contract settles them: as much as in one payment of all."""
    bailiff = claim(total=9_000_00)
    both = [make.contract(id=one, amount=100_000, garnishments=(bailiff,)) for one in ("a", "b")]
    dossier = make.dossier(*both, begins=Month(2026, 7))
    made = Desk(dossier, office.users["bureau"])
    with scope(employer=made.employer):
        close(made, "2026-07")
        raised = Contract.objects.select_related("worker__employer").get(employer=made.employer, reference="a")
        terms = facts.known_facts(made.employer).get(contract=raised, kind=FactKind.TERMS)
        changes.record_change(
            raised.worker, FactKind.TERMS, terms.data | {"amount": 120_000}, valid_from=JULY, contract=raised,
            user=made.user,
        )  # fmt: skip
        payslips = list(close(made, "2026-08").payslips.select_related("contract"))
        assert {one.contract.reference: one.facts.get("late_gross") for one in payslips} == {"a": 200_00, "b": None}
        net = sum(one.net for one in payslips)
        bounds, rates = (book().on(name, dt.date(2026, 8, 31)).value for name in ("garnishment", "garnishment_rates"))
        edges = (*bounds.bounds, 10**9)
        seizable = sum(
            share(max(0, min(net, high) - low), rate)
            for low, high, rate in zip(edges, edges[1:], rates.earnings[1:], strict=False)
        )
        assert sum(amount for one in payslips for amount in taken(one)) == seizable


def test_an_off_cycle_run_of_december_is_summed_with_january_s_pay(desk: Any) -> None:
    made = desk(claim(total=0, monthly=5_000_00, valid_from=dt.date(2026, 1, 1)), begins="2025-12")
    made.close("2025-12")
    made.raise_pay(270_000, dt.date(2025, 12, 1))
    between = made.off_cycle("2025-12", dt.date(2026, 1, 15))
    january = made.close("2026-01")
    assert january.facts["garnishable_before"] == between.left["month:net@2026-01"] > 0


def test_a_claim_counts_what_was_validated_years_ago(desk: Any) -> None:
    """Also of months that are not read for anything else, and not what they would give to a creditor today."""
    made = desk(begins="2024-11")
    months = [str(Month(2024, 11).plus(n)) for n in range(15)]
    made.close(months[0])
    made.record(claim(total=100_000_00, valid_from=dt.date(2024, 11, 1)))
    received = [taken(made.close(month)) for month in months[1:]]
    assert months[-1] == "2026-01"
    assert all(received)
    february = made.close("2026-02")
    assert february.facts["ordinary_due"] == 100_000_00 - sum(sum(one) for one in received)


def test_a_late_claim_touches_no_closed_month(desk: Any) -> None:
    made = desk()
    made.close("2026-07")
    assert changes.closed_months(made.record(claim())) == []
    august = made.close("2026-08")
    assert august.settled == []
    assert taken(august)
    (found,) = differences(august.run)
    assert found.reason == "Créanciers"


# ── the pages ──────────────────────────────────────────────────────────────────────────────

FORM = {"kind": "seizure", "creditor": "Huissier Dubois", "notified_on": "2026-08-20", "total": "600,00", "monthly": "",
        "already_paid": "", "valid_from": "2026-09-01", "valid_to": "", "iban": ACCOUNT,
        "reference": "+++123/4567/89002+++"}  # fmt: skip


def send(office: Any, data: dict[str, str], query: str = "", *, page: str = "creditor", fresh: bool = True) -> Any:
    address = office.url(f"workers/{office.worker().pk}/{page}/{query}")
    return office.client("officer", fresh=fresh).post(address, data)


def known(office: Any, kind: str = FactKind.GARNISHMENT) -> Fact:
    with scope(employer=office.employer):
        return facts.known_facts(office.employer).get(kind=kind)


def page(office: Any, path: str, role: str = "officer") -> str:
    answer = office.client(role).get(office.url(path))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_claim_is_written_corrected_lifted_and_withdrawn(office: Any) -> None:
    assert send(office, FORM).status_code == 302
    first = known(office)
    assert facts.garnishment_record(first) == Garnishment(
        id=first.data["id"], kind="seizure", creditor="Huissier Dubois", notified_on=dt.date(2026, 8, 20), total=600_00,
        iban=ACCOUNT, reference="123456789002", valid_from=dt.date(2026, 9, 1), known_since=first.recorded_at.date(),
    )  # fmt: skip
    lifted = FORM | {"iban": "", "reference": "", "valid_to": "2026-12-31"}
    assert send(office, lifted, f"?replaces={first.pk}", fresh=False).status_code == 302
    second = known(office)
    record = facts.garnishment_record(second)
    assert (record.id, record.iban, record.valid_to) == (first.data["id"], ACCOUNT, dt.date(2026, 12, 31))
    told = page(office, f"workers/{office.worker().pk}/")
    assert "<s>Huissier Dubois</s>" in told
    assert "BE71 •••• 6769" in told
    with scope(employer=office.employer):
        first.refresh_from_db()
        assert first.superseded_by_id == second.pk
    client = office.client("officer")
    assert client.post(office.url(f"facts/{second.pk}/withdraw/")).status_code == 302
    with scope(employer=office.employer):
        assert not facts.known_facts(office.employer).filter(kind=FactKind.GARNISHMENT).exists()


def test_a_new_account_asks_for_a_fresh_sign_in(office: Any) -> None:
    answer = send(office, FORM, fresh=False)
    assert answer.status_code == 200
    assert "fresh_password" in answer.content.decode()
    with scope(employer=office.employer):
        assert not Fact.objects.filter(kind=FactKind.GARNISHMENT).exists()


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"total": ""}, "total", "Donnez le total"),
        ({"total": "douze"}, "total", "Écrivez un nombre"),
        ({"already_paid": "700"}, "already_paid", "plus que le total"),
        ({"valid_to": "2026-08-31"}, "valid_to", "précède"),
        ({"iban": "BE71096123456768"}, "iban", "mal écrit"),
        ({"reference": "+++123/4567/89003+++"}, "reference", "mal écrite"),
        ({"notified_on": "hier"}, "notified_on", "date"),
        ({"kind": "gift"}, "kind", "choix"),
        ({"creditor": ""}, "creditor", "obligatoire"),
    ],
)
def test_faults_are_told_at_their_fields(office: Any, changed: dict[str, str], field: str, told: str) -> None:
    answer = send(office, FORM | changed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert set(re.findall(r'id="id_(\w+)_error"', text)) == {field}
    assert told in re.search(rf'id="id_{field}_error".*?</ul>', text, re.DOTALL)[0]
    with scope(employer=office.employer):
        assert not Fact.objects.filter(kind=FactKind.GARNISHMENT).exists()


def test_declared_children_are_written_and_corrected(office: Any) -> None:
    given = {"valid_from": "2026-09-01", "valid_to": "", "children": "2"}
    assert send(office, given, page="declared").status_code == 302
    assert known(office, FactKind.DECLARED).data == {"children": 2}
    again = f"?replaces={known(office, FactKind.DECLARED).pk}"
    assert send(office, given | {"children": "1"}, again, page="declared").status_code == 302
    assert known(office, FactKind.DECLARED).data == {"children": 1}
    wrong = send(office, given | {"valid_to": "2026-08-01"}, page="declared")
    assert wrong.status_code == 422
    assert 'id="id_valid_to_error"' in wrong.content.decode()


def test_the_payment_says_what_is_due_to_whom_and_the_payslip_why(office: Any) -> None:
    send(office, FORM)
    with scope(employer=office.employer):
        pay_runs.compute(office.run, office.users["officer"])
        payslip = office.payslip()
        line = payslip.lines.get(code="garnishment")
        amount = line.amount
    assert payslip.left[of_claim(known(office).data["id"])] == amount > 0
    told = page(office, f"runs/{office.run.pk}/payment/")
    assert "Dû aux créanciers" in told
    assert "BE71 •••• 6769" in told
    assert "+++123/4567/89002+++" in told
    assert 'name="payslips"' not in told  # nothing is paid before the month is validated
    twin = page(office, f"runs/{office.run.pk}/payment/?format=json&table=creditors", "reader")
    (row,) = json.loads(twin)["rows"]
    assert (row["creancier"], row["travailleur"], row["compte"]) == (
        "Huissier Dubois", payslip.worker_name, "BE71 •••• 6769",
    )  # fmt: skip
    assert row["montant"] == amount
    shown = page(office, f"payslips/{payslip.pk}/")
    assert "Saisie-arrêt : Huissier Dubois" in shown
    assert "Autres saisies et cessions" in page(office, f"payslips/{payslip.pk}/why/?rule={line.rule}")


def test_the_worker_s_page_tells_what_was_kept_by_validated_months_alone(office: Any) -> None:
    send(office, FORM)
    with scope(employer=office.employer):
        pay_runs.compute(office.run, office.users["officer"])
        received = office.payslip().left[of_claim(known(office).data["id"])]
        worker = office.worker()
        assert [one.kept for one in creditors.held(worker, [known(office)])] == [0]
        pay_runs.validate(office.run, office.users["officer"])
        (held,) = creditors.held(worker, [known(office)])
    assert (held.kept, held.left) == (received, 600_00 - received)
    told = page(office, f"workers/{worker.pk}/")
    assert money.text(held.left).replace(".", ",") in told


def test_no_account_in_clear_in_pages_logs_or_audit(office: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        send(office, FORM)
        with scope(employer=office.employer):
            pay_runs.compute(office.run, office.users["officer"])
        worker, run = f"workers/{office.worker().pk}/", f"runs/{office.run.pk}/payment/"
        correct = f"{worker}creditor/?replaces={known(office).pk}"
        paths = (worker, correct, run, f"payslips/{office.payslip().pk}/", "audit/")
        pages = [page(office, path) for path in paths]
        for path, table in ((worker, ""), (run, ""), (run, "&table=creditors")):
            pages.append(page(office, f"{path}?format=csv{table}"))
    account = iban.format(ACCOUNT)
    for told in [*pages, caplog.text]:
        assert ACCOUNT not in told
        assert account not in told
    with scope(employer=office.employer):
        trail = str(list(AuditEvent.objects.filter(employer=office.employer).values_list("details", flat=True)))
        assert AuditEvent.objects.filter(action="garnish.recorded").count() == 1
    for secret in ("Dubois", "123456789002", "60000", "600,00", ACCOUNT):
        alone = re.compile(rf"(?<!\d){re.escape(secret)}(?!\d)")
        assert not alone.search(caplog.text)
        assert not alone.search(trail)

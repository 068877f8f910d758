"""Who may open what: every address of the office, tried by everybody."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django_scopes import scope

from preste.belgium.quarter import employer_plan
from preste.belgium.quarter.facts import QUARTER_FACTS
from preste.calendar import Month, Quarter
from preste.engine import explain
from preste.ids import iban, niss
from preste.office.accounts.models import Membership, User
from preste.office.services import (
    facts,
    hire_file,
    imports,
    onss_account,
    onss_orders,
    payments,
    quarter_facts,
    quarters,
)
from preste.office.services.onss_orders import ToPay
from preste.office.store.models import (
    ComputedQuarter,
    Contract,
    Declaration,
    DimonaDeclaration,
    DimonaPeriod,
    DimonaSending,
    Employer,
    Fact,
    FactKind,
    HireKind,
    ImportKind,
    OnssOrder,
    PaymentOrder,
    PayRun,
    Payslip,
    QuarterFact,
    QuarterWorker,
    Receipt,
    Transfer,
    Upload,
    Worker,
)
from preste.payments import next_bank_day
from preste.payroll.onss_account import Entry
from preste.payroll.quarter import GivenFact
from preste.records import PayItem

DMFA = Path(__file__).parents[1] / "unit" / "declarations" / "dmfa" / "valid_20231.xml"
ANYBODY = {"worker", "reader", "officer", "approver", "bureau", "stranger"}
READERS = {"reader", "officer", "approver", "bureau"}
EDITORS = {"officer", "bureau"}
VALIDATORS = {"officer", "approver", "bureau"}
ROLES = ("anonymous", "stranger", "worker", "reader", "officer", "approver", "bureau")

PUBLIC = {
    "account_login", "account_logout", "account_inactive", "mfa_authenticate", "mfa_login_webauthn", "one-time-link",
    "first-account",
}  # fmt: skip
OF_ONESELF = {
    "account": "GET POST", "mfa_index": "GET POST", "mfa_list_webauthn": "GET POST", "end-sessions": "POST",
    "account_change_password": "GET POST", "account_reauthenticate": "GET POST", "mfa_activate_totp": "GET POST",
    "mfa_deactivate_totp": "GET POST", "mfa_add_webauthn": "GET POST", "mfa_remove_webauthn": "GET POST",
    "mfa_view_recovery_codes": "GET", "mfa_generate_recovery_codes": "GET POST",
}  # fmt: skip
"""Addresses that show everybody who is signed in what is their own, and nothing of anybody else."""
OF_NO_EMPLOYER = {
    "dashboard": ("GET", ANYBODY),
    "deadlines": ("GET", ANYBODY),
    "deadlines-ics": ("GET", ANYBODY),
    "dimonas": ("GET", ANYBODY),
    "dimonas-answers": ("GET", ANYBODY),
    "all-quarters": ("GET", ANYBODY),
    "search": ("POST", ANYBODY),
    "check": ("POST", ANYBODY),
    "help": ("GET", ANYBODY),
    "help-topic": ("GET", ANYBODY),
    "help-whole": ("GET", ANYBODY),
    "new-employer": ("GET", {"bureau"}),
    "demo": ("POST", {"bureau"}),
    "users": ("GET", {"bureau"}),
    "user": ("GET", {"bureau"}),
    "invite-officer": ("GET", {"bureau"}),
}
OF_AN_EMPLOYER = {
    "employer": [("GET", READERS)],
    "export-folder": [("GET", EDITORS)],
    "edit-employer": [("GET", EDITORS), ("POST", EDITORS)],
    "employer-deadlines": [("GET", READERS)],
    "employer-deadlines-ics": [("GET", READERS)],
    "mark-deadline": [("POST", EDITORS)],
    "dimona": [("GET", READERS)],
    "dimona-prepare": [("POST", EDITORS)],
    "dimona-sending": [("GET", READERS)],
    "dimona-file": [("GET", EDITORS)],
    "dimona-mark": [("POST", EDITORS)],
    "dimona-answer": [("GET", EDITORS), ("POST", EDITORS)],
    "dimona-answers": [("POST", EDITORS)],
    "dimona-compare": [("GET", READERS)],
    "dimona-portal": [("GET", EDITORS), ("POST", EDITORS)],
    "dimona-period": [("GET", EDITORS), ("POST", EDITORS)],
    "dimona-list": [("GET", EDITORS), ("POST", EDITORS)],
    "dimona-forget": [("POST", EDITORS)],
    "dimona-plan": [("GET", EDITORS), ("POST", EDITORS)],
    "dimona-particulars": [("GET", EDITORS), ("POST", EDITORS)],
    "dimona-following": [("GET", EDITORS), ("POST", EDITORS)],
    "scales": [("GET", READERS)],
    "record-scales": [("POST", EDITORS)],
    "raises": [("GET", EDITORS), ("POST", EDITORS)],
    "campaigns": [("GET", EDITORS), ("POST", EDITORS)],
    "new-worker": [("GET", EDITORS), ("POST", EDITORS)],
    "new-contract": [("GET", EDITORS), ("POST", EDITORS)],
    "correct-person": [("GET", EDITORS), ("POST", EDITORS)],
    "contract-core": [("GET", EDITORS), ("POST", EDITORS)],
    "loan": [("GET", EDITORS), ("POST", EDITORS)],
    "audit": [("GET", READERS)],
    "verify-audit": [("POST", READERS)],
    "members": [("GET", VALIDATORS)],
    "invite": [("GET", EDITORS), ("POST", EDITORS)],
    "member": [("GET", EDITORS), ("POST", EDITORS)],
    "four-eyes": [("POST", VALIDATORS)],
    "open-run": [("POST", EDITORS)],
    "run": [("GET", READERS)],
    "compute": [("POST", EDITORS)],
    "validate": [("POST", VALIDATORS)],
    "run-documents": [("GET", READERS)],
    "run-file": [("GET", READERS)],
    "accounts": [("GET", READERS)],
    "accounts-file": [("GET", READERS)],
    "worker-account": [("GET", READERS)],
    "worker-account-pdf": [("GET", READERS)],
    "payslip": [("GET", READERS)],
    "why": [("GET", READERS)],
    "payslip-pdf": [("GET", READERS)],
    "explanation": [("GET", READERS)],
    "exclude": [("POST", EDITORS)],
    "hours": [("GET", READERS), ("POST", EDITORS)],
    "worker-hours": [("GET", READERS), ("POST", EDITORS)],
    "payment": [("GET", READERS)],
    "prepare-payment": [("POST", VALIDATORS)],
    "pay-otherwise": [("POST", VALIDATORS)],
    "pay-again": [("GET", VALIDATORS), ("POST", VALIDATORS)],
    "payments": [("GET", READERS)],
    "payment-order": [("GET", READERS)],
    "payment-file": [("GET", VALIDATORS)],
    "mark-order": [("POST", VALIDATORS)],
    "reject-transfer": [("GET", VALIDATORS), ("POST", VALIDATORS)],
    "confirm-transfer": [("POST", VALIDATORS)],
    "reveal-account": [("POST", VALIDATORS)],
    "progress": [("GET", READERS)],
    "cancel": [("POST", EDITORS)],
    "settled": [("GET", READERS)],
    "onss-account": [("GET", READERS)],
    "onss-why": [("GET", READERS)],
    "onss-explanation": [("GET", READERS)],
    "onss-notice": [("POST", EDITORS)],
    "onss-entry": [("GET", EDITORS), ("POST", EDITORS)],
    "withdraw-onss-entry": [("POST", EDITORS)],
    "onss-plan": [("GET", EDITORS), ("POST", EDITORS)],
    "onss-transfer": [("GET", VALIDATORS), ("POST", VALIDATORS)],
    "mark-onss-transfer": [("POST", VALIDATORS)],
    "onss-transfer-file": [("GET", VALIDATORS)],
    "quarters": [("GET", READERS)],
    "quarter": [("GET", READERS)],
    "compute-quarter": [("POST", EDITORS)],
    "quarter-progress": [("GET", READERS)],
    "cancel-quarter": [("POST", EDITORS)],
    "dmfa": [("GET", READERS)],
    "modifications": [("GET", READERS)],
    "modify-quarter": [("POST", EDITORS)],
    "dmfa-pdf": [("GET", READERS)],
    "dmfa-why": [("GET", READERS)],
    "dmfa-explanation": [("GET", READERS)],
    "dmfa-worker": [("GET", READERS)],
    "dmfa-worker-why": [("GET", READERS)],
    "dmfa-worker-explanation": [("GET", READERS)],
    "build-declaration": [("POST", EDITORS)],
    "declaration": [("GET", READERS)],
    "check-declaration": [("POST", EDITORS)],
    "rehearse-declaration": [("POST", EDITORS)],
    "hand-over": [("POST", VALIDATORS)],
    "abandon-declaration": [("POST", VALIDATORS)],
    "declaration-file": [("GET", VALIDATORS)],
    "receive-answer": [("POST", VALIDATORS)],
    "answer-file": [("GET", VALIDATORS)],
    "reductions": [("GET", READERS)],
    "note-uses": [("POST", EDITORS)],
    "choose-reduction": [("POST", EDITORS)],
    "hire-file": [("GET", READERS)],
    "confirm-hires": [("POST", EDITORS)],
    "add-company": [("GET", EDITORS), ("POST", EDITORS)],
    "add-staff": [("GET", EDITORS), ("POST", EDITORS)],
    "add-right": [("GET", EDITORS), ("POST", EDITORS)],
    "add-use": [("GET", EDITORS), ("POST", EDITORS)],
    "withdraw-hire": [("POST", EDITORS)],
    "off-cycle": [("POST", EDITORS)],
    "corrections": [("GET", READERS)],
    "worker": [("GET", READERS)],
    "identity": [("GET", EDITORS), ("POST", EDITORS)],
    "household": [("GET", EDITORS), ("POST", EDITORS)],
    "creditor": [("GET", EDITORS), ("POST", EDITORS)],
    "declared": [("GET", EDITORS), ("POST", EDITORS)],
    "elsewhere": [("GET", EDITORS), ("POST", EDITORS)],
    "contingents": [("GET", READERS)],
    "terms": [("GET", EDITORS), ("POST", EDITORS)],
    "item": [("GET", EDITORS), ("POST", EDITORS)],
    "incapacity": [("GET", EDITORS), ("POST", EDITORS)],
    "leave": [("GET", EDITORS), ("POST", EDITORS)],
    "undo-leave": [("POST", EDITORS)],
    "end": [("GET", EDITORS), ("POST", EDITORS)],
    "withdraw": [("POST", EDITORS)],
    "holiday-year": [("GET", READERS), ("POST", EDITORS)],
    "holiday-why": [("GET", READERS)],
    "opening": [("GET", EDITORS), ("POST", EDITORS)],
    "notice": [("GET", READERS), ("POST", READERS)],
    "public-days": [("GET", READERS)],
    "record-public-days": [("POST", EDITORS)],
    "ask-certificate": [("POST", EDITORS)],
    "hours-import": [("GET", EDITORS), ("POST", EDITORS)],
    "hours-template": [("GET", EDITORS)],
    "items-import": [("GET", EDITORS), ("POST", EDITORS)],
    "items-template": [("GET", EDITORS)],
    "headcount": [("GET", READERS), ("POST", EDITORS)],
    "seniority": [("GET", EDITORS), ("POST", EDITORS)],
    "takeover-import": [("GET", EDITORS), ("POST", EDITORS)],
    "quarter-facts": [("GET", READERS)],
    "quarter-fact": [("GET", EDITORS), ("POST", EDITORS)],
    "withdraw-quarter-fact": [("POST", EDITORS)],
    "vehicles": [("GET", READERS)],
    "vehicle-why": [("GET", READERS)],
    "new-vehicle": [("GET", EDITORS), ("POST", EDITORS)],
    "hand-over-car": [("GET", EDITORS), ("POST", EDITORS)],
    "situation": [("GET", EDITORS), ("POST", EDITORS)],
    "takeover-template": [("GET", EDITORS)],
    "import": [("GET", EDITORS)],
    "import-columns": [("POST", EDITORS)],
    "import-apply": [("POST", EDITORS)],
}
"""Each address of an employer: with each method, who is let in."""

NO_ROW = {"employer_id", "month", "quarter", "year"}
"""Arguments of an address that are of no row."""


def patterns(found: list[Any] | None = None) -> Iterator[URLPattern]:
    """Every address there is."""
    for one in found if found is not None else get_resolver().url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one


def arguments(pattern: URLPattern, of: Employer) -> dict[str, Any]:
    """Arguments of an address, for rows of an employer."""
    with scope(employer=of):
        rows: dict[str, Any] = {
            "worker_id": Worker.objects.get(number="1").pk,
            "contract_id": Contract.objects.get(reference="anne").pk,
            "run_id": PayRun.objects.get(month="2026-09").pk,
            "payslip_id": Payslip.objects.get(run__month="2026-09", contract__reference="anne").pk,
            "order_id": PaymentOrder.objects.get(run__month="2026-08").pk,
            "transfer_id": Transfer.objects.get(payslip__run__month="2026-08", payslip__contract__reference="anne").pk,
            "fact_id": Fact.objects.get(kind="item", contract__reference="anne", data__kind="bicycle").pk,
        }
        if "car_id" in names(pattern):
            rows["car_id"] = make_car(of).pk
        if "told_id" in names(pattern):
            rows["told_id"] = make_quarter_fact(of).pk
        if pattern.name.startswith("dimona") and {"sending_id", "declaration_id", "period_id"} & set(names(pattern)):
            rows |= make_dimona(of)
        elif "declaration_id" in names(pattern):
            rows["declaration_id"] = make_declaration(of).pk
        if "upload_id" in names(pattern):
            rows["upload_id"] = make_upload(of).pk
        if pattern.name.startswith("dmfa"):
            make_quarter(of)
        if "hire_id" in names(pattern):
            told = {"name": "Sœur", "enterprise_number": "", "unit": "simultaneous"}
            made = hire_file.record(of, HireKind.COMPANY, told, valid_from=dt.date(2022, 1, 1), user=None)
            rows["hire_id"] = made.pk
        if "onss_order_id" in names(pattern):
            rows["onss_order_id"] = make_transfer(of).pk
        if "entry_id" in names(pattern):
            paid = Entry(kind="payment", amount=100, day=dt.date(2026, 9, 4))
            rows["entry_id"] = onss_account.record(of, paid, None).pk
    rows |= {"quarter": "2026-3", "number": 1}
    rows |= {"employer_id": of.pk, "month": "2026-09", "year": 2026, "token": "x", "pk": 1, "name": "heures"}
    member = Membership.objects.filter(employer=of).order_by("-role").first()
    rows |= {"member_id": member.pk, "user_id": member.user_id}
    return {name: rows[name] for name in names(pattern)}


def make_car(of: Employer) -> Fact:
    """A company car of a worker."""
    anne = Contract.objects.select_related("worker__employer", "employer").get(employer=of, reference="anne")
    details = {"catalogue_value": "30000.00", "fuel": "diesel", "co2": "112", "first_registration": "2021-05-14"}
    first = dt.date(2026, 1, 1)
    known = facts.known_facts(of).filter(contract=anne, data__kind="company_car").first()
    item = PayItem(kind="company_car", valid_from=first, details=details | {"plate": "1ABC234"})
    return known or facts.record_fact(
        anne.worker, FactKind.ITEM, facts.item_data(item), valid_from=first, contract=anne
    )  # fmt: skip


def make_quarter_fact(of: Employer) -> QuarterFact:
    """A fact of a quarter."""
    fact = GivenFact(contract="anne", code="889", amount=1_00)
    return quarter_facts.record_given(of, Quarter(2026, 3), fact, None)


def make_dimona(of: Employer) -> dict[str, Any]:
    """A sending of one declaration, and a known period."""
    now, told = timezone.now(), {"worker_type": "OTH", "joint_committee": "XXX", "start": "2026-09-14"}
    sending = DimonaSending.objects.create(employer=of, day=now.date(), file="<Dimona/>", made_at=now)
    declared = DimonaDeclaration.objects.create(
        employer=of, sending=sending, rank=1, kind="in", reference="260914-0", **told
    )
    return {
        "sending_id": sending.pk,
        "declaration_id": declared.pk,
        "period_id": DimonaPeriod.objects.filter(employer=of).first().pk,
    }


def make_upload(of: Employer) -> Upload:
    """A table that waits to be recorded."""
    anne = Contract.objects.select_related("worker").get(reference="anne")
    content = f"matricule;date;code\n{anne.worker.number};08/09/2026;M\n".encode()
    return imports.try_file(of, ImportKind.HOURS, Month(2026, 9), content, None)


@cache
def explained() -> dict[str, Any]:
    """An explanation of one amount."""
    facts = {"quarter_double_holiday_pay": 100_00, "quarter_departure_double": 0, "quarter_pension_premiums": 0}
    return explain(employer_plan(Quarter(2026, 3)).run(facts), QUARTER_FACTS, ("contribution_870",))


def make_quarter(of: Employer) -> ComputedQuarter:
    """A computed quarter with a declaration in which worker 1 is, and an amount explained."""
    worker = Worker.objects.get(number="1")
    message = DMFA.read_text(encoding="utf-8").replace("77101500172", niss.compact(worker.niss))
    amount = {"code": "870", "type": "0", "base": None, "amount": 1_307, "personal": 0, "rule": "contribution_870"}
    told: dict[str, Any] = {
        "provisional": {}, "final": {}, "unrelated": [amount | {"explanations": [explained()]}],
        **{name: [] for name in ("missing", "notes", "differences", "vehicles", "corrections", "late")},
    }  # fmt: skip
    now = timezone.now()
    made, _ = ComputedQuarter.objects.update_or_create(
        employer=of, quarter="2026-3",
        defaults={
            "computed_at": now, "known_at": now, "until": "2026-09", "told": told, "message_version": "20231",
            "message": quarters.pack(message.encode()),
        },
    )  # fmt: skip
    line: dict[str, Any] = {"employer_class": "362", "worker_code": "495", "occupations": [], "worker_reductions": []}
    line |= {"contributions": [amount | {"explanation": 0}], "explanations": [explained()]}
    kept = zlib.compress(json.dumps([line]).encode())
    sums = dict.fromkeys(("wage", "total", "worker_reductions", "employer_reductions"), 0)
    QuarterWorker.objects.update_or_create(
        employer=of, quarter=made, worker=worker, defaults=sums | {"name": "Anne", "told": kept}
    )
    return made


def make_declaration(of: Employer) -> Declaration:
    """A declaration that was handed over, with an answer."""
    content, now = quarters.pack(b"<DmfAOriginal/>"), timezone.now()
    made = Declaration.objects.filter(employer=of).first() or Declaration.objects.create(
        employer=of, quarter="2026-3", number=1, state="handed_over", content=content, sha256="0" * 64, size=15,
        people=0, owed=0, message_version="20263", law_version="1", known_at=now, until="2026-09", made_at=now,
        environment="T", sender="123456", sent_on=now.date(), sequence=Declaration.objects.count() + 1,
        handed_over_at=now,
    )  # fmt: skip
    if not made.receipts.exists():
        Receipt.objects.create(
            employer=of, declaration=made, kind="acrf", file_name="x", sha256="1" * 64, content=content, read_at=now
        )
    return made


def make_transfer(of: Employer) -> OnssOrder:
    """A transfer to the ONSS that was prepared."""
    day = next_bank_day(payments.today())
    asked = ToPay(100, "", "ONSS", iban.make_be(9_000_002), "", day)
    bureau = User.objects.get(email="bureau@exemple.be")
    return onss_orders.prepare(of, asked, bureau, number=onss_orders.next_number(of))


def names(pattern: URLPattern) -> list[str]:
    own = list(pattern.pattern.converters)
    return ["employer_id", *own] if pattern.name in OF_AN_EMPLOYER else own


def test_every_address_has_an_entry() -> None:
    found = [one.name for one in patterns()]
    assert len(found) == len(set(found))
    assert set(found) == PUBLIC | set(OF_ONESELF) | set(OF_NO_EMPLOYER) | set(OF_AN_EMPLOYER)


def test_no_address_carries_more_than_ids_months_and_topics() -> None:
    kinds = {
        type(kind).__name__
        for one in patterns()
        for kind in one.pattern.converters.values()
        if one.name not in ("one-time-link", "first-account")
    }
    dates = {"MonthConverter", "QuarterConverter", "YearConverter"}
    assert kinds <= dates | {"UUIDConverter", "IntConverter", "TopicConverter"}


def expected(role: str, method: str, allowed: set[str]) -> set[int]:
    if role == "anonymous":
        return {302}
    if role == "stranger":
        return {404}
    if role not in allowed:
        return {403}
    # A POST without content is refused as content (400, 422) or answered by a redirection: it was let in.
    return {200} if method == "GET" else {200, 302, 400, 422}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", OF_AN_EMPLOYER)
def test_matrix(office: Any, name: str, role: str) -> None:
    pattern = next(one for one in patterns() if one.name == name)
    address = reverse(name, kwargs=arguments(pattern, office.employer))
    for method, allowed in OF_AN_EMPLOYER[name]:
        answer = office.client(role).generic(method, address)
        assert answer.status_code in expected(role, method, allowed), (method, answer.status_code)
        if role == "anonymous":
            assert answer.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", OF_AN_EMPLOYER)
def test_a_method_that_is_not_offered_is_refused(office: Any, name: str) -> None:
    pattern = next(one for one in patterns() if one.name == name)
    address = reverse(name, kwargs=arguments(pattern, office.employer))
    offered = {method for method, _ in OF_AN_EMPLOYER[name]}
    for method in {"GET", "POST", "PUT", "DELETE"} - offered:
        assert office.client("bureau").generic(method, address).status_code == 405


def of_a_row() -> list[str]:
    """The addresses of an employer that name a row; the others exist for every employer."""
    return sorted(one.name for one in patterns() if one.name in OF_AN_EMPLOYER and set(names(one)) - NO_ROW)


@pytest.mark.parametrize("name", of_a_row())
def test_rows_of_another_employer_are_not_found_under_ours(office: Any, name: str) -> None:
    pattern = next(one for one in patterns() if one.name == name)
    given = arguments(pattern, office.other) | {"employer_id": office.employer.pk}
    for role in ("officer", "bureau"):
        for method, _ in OF_AN_EMPLOYER[name]:
            assert office.client(role).generic(method, reverse(name, kwargs=given)).status_code == 404


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", OF_NO_EMPLOYER)
def test_addresses_of_no_employer(office: Any, name: str, role: str) -> None:
    method, allowed = OF_NO_EMPLOYER[name]
    pattern = next(one for one in patterns() if one.name == name)
    address = reverse(name, kwargs=arguments(pattern, office.employer))
    status = office.client(role).generic(method, address).status_code
    if role == "anonymous":
        assert status == 302
    elif role in allowed:
        assert status in (200, 302, 400)
    else:
        assert status == 403


def test_the_dashboard_shows_only_ones_own_employers(office: Any) -> None:
    told = office.client("stranger").get("/").content.decode()
    assert str(office.other.pk) in told
    assert str(office.employer.pk) not in told


KEPT_BY_READING = ("django_session", "store_auditevent", "usersessions_usersession", "accounts_cache")
"""What reading leaves: the session, that one was seen, and that somebody's pay was read."""
READ = sorted({*PUBLIC, *OF_ONESELF, *OF_NO_EMPLOYER, *OF_AN_EMPLOYER})


@pytest.mark.parametrize("name", READ)
def test_reading_changes_nothing(office: Any, name: str) -> None:
    pattern = next(one for one in patterns() if one.name == name)
    client = office.client("bureau")
    address = reverse(name, kwargs=arguments(pattern, office.employer))
    with CaptureQueriesContext(connection) as done:
        answer = client.get(address)
    assert answer.status_code in (200, 302, 404, 405, 410)
    writes = [one["sql"] for one in done if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert not [sql for sql in writes if not any(f'"{table}"' in sql[:60] for table in KEPT_BY_READING)]
    if name in ("account_logout", "end-sessions", "demo"):
        assert answer.status_code == 405


@pytest.mark.parametrize("role", ["anonymous", "worker", "bureau"])
@pytest.mark.parametrize("name", OF_ONESELF)
def test_addresses_of_oneself(office: Any, name: str, role: str) -> None:
    pattern = next(one for one in patterns() if one.name == name)
    address = reverse(name, kwargs=arguments(pattern, office.employer))
    for method in OF_ONESELF[name].split():
        answer = office.client(role).generic(method, address)
        if role == "anonymous":
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith(reverse("account_login"))
        else:
            assert answer.status_code in (200, 302, 404)
            assert "stranger@exemple.be" not in answer.content.decode()


def test_public_addresses_show_nobody(office: Any) -> None:
    for one in patterns():
        if one.name in PUBLIC:
            told = office.client("anonymous").get(reverse(one.name, kwargs=arguments(one, office.employer)))
            assert told.status_code in (200, 302, 405, 410)
            assert "@exemple.be" not in told.content.decode()


def test_sign_in_and_out(office: Any) -> None:
    client = office.client("anonymous")
    wrong = client.post("/connexion/", {"login": "bureau@exemple.be", "password": "faux"})
    assert wrong.status_code == 200
    assert "inconnu" in wrong.content.decode()
    right = client.post("/connexion/", {"login": "Bureau@Exemple.be", "password": "mot-de-passe-de-test"})
    assert right.headers["Location"] == "/"
    assert client.get("/").status_code == 200
    assert client.post("/deconnexion/").status_code == 302
    assert client.get("/").status_code == 302


def test_sign_in_does_not_lead_elsewhere(office: Any) -> None:
    data = {"login": "bureau@exemple.be", "password": "mot-de-passe-de-test", "next": "https://mal.example/"}
    assert office.client("anonymous").post("/connexion/", data).headers["Location"] == "/"

"""Who may open what: every address of the office, tried by everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django_scopes import scope

from preste.office.store.models import Contract, Employer, Fact, PayRun, Payslip, Worker

ANYBODY = {"worker", "reader", "officer", "approver", "bureau", "stranger"}
READERS = {"reader", "officer", "approver", "bureau"}
EDITORS = {"officer", "bureau"}
VALIDATORS = {"officer", "approver", "bureau"}
ROLES = ("anonymous", "stranger", "worker", "reader", "officer", "approver", "bureau")

PUBLIC = {"sign-in", "sign-out"}
OF_NO_EMPLOYER = {"dashboard": ("GET", ANYBODY), "demo": ("POST", {"bureau"})}
OF_AN_EMPLOYER = {
    "employer": [("GET", READERS)],
    "audit": [("GET", READERS)],
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
    "worker": [("GET", READERS)],
    "identity": [("GET", EDITORS), ("POST", EDITORS)],
    "household": [("GET", EDITORS), ("POST", EDITORS)],
    "terms": [("GET", EDITORS), ("POST", EDITORS)],
    "item": [("GET", EDITORS), ("POST", EDITORS)],
    "end": [("GET", EDITORS), ("POST", EDITORS)],
    "withdraw": [("POST", EDITORS)],
}
"""Each address of an employer: with each method, who is let in."""


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
        rows = {
            "worker_id": Worker.objects.get(number="1").pk,
            "contract_id": Contract.objects.get(reference="anne").pk,
            "run_id": PayRun.objects.get(month="2026-09").pk,
            "payslip_id": Payslip.objects.get(run__month="2026-09", contract__reference="anne").pk,
            "fact_id": Fact.objects.get(kind="item", contract__reference="anne", data__kind="bicycle").pk,
        }
    rows |= {"employer_id": of.pk, "month": "2026-09"}
    return {name: rows[name] for name in names(pattern)}


def names(pattern: URLPattern) -> list[str]:
    if pattern.name in PUBLIC | set(OF_NO_EMPLOYER):
        return []
    return ["employer_id", *pattern.pattern.converters]


def test_every_address_has_an_entry() -> None:
    found = [one.name for one in patterns()]
    assert len(found) == len(set(found))
    assert set(found) == PUBLIC | set(OF_NO_EMPLOYER) | set(OF_AN_EMPLOYER)


def test_no_address_carries_more_than_ids_and_months() -> None:
    kinds = {type(kind).__name__ for one in patterns() for kind in one.pattern.converters.values()}
    assert kinds <= {"UUIDConverter", "MonthConverter"}


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
            assert answer.headers["Location"].startswith(reverse("sign-in"))


@pytest.mark.parametrize("name", OF_AN_EMPLOYER)
def test_a_method_that_is_not_offered_is_refused(office: Any, name: str) -> None:
    pattern = next(one for one in patterns() if one.name == name)
    address = reverse(name, kwargs=arguments(pattern, office.employer))
    offered = {method for method, _ in OF_AN_EMPLOYER[name]}
    for method in {"GET", "POST", "PUT", "DELETE"} - offered:
        assert office.client("bureau").generic(method, address).status_code == 405


@pytest.mark.parametrize(
    "name", sorted(set(OF_AN_EMPLOYER) - {"employer", "audit", "open-run", "hours", "accounts", "accounts-file"})
)
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
    status = office.client(role).generic(method, reverse(name)).status_code
    if role == "anonymous":
        assert status == 302
    elif role in allowed:
        assert status in (200, 302)
    else:
        assert status == 403


def test_the_dashboard_shows_only_ones_own_employers(office: Any) -> None:
    told = office.client("stranger").get("/").content.decode()
    assert str(office.other.pk) in told
    assert str(office.employer.pk) not in told


def test_a_post_without_its_token_is_refused(office: Any) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(office.users["bureau"])
    assert client.post(office.url(f"runs/{office.run.pk}/compute/")).status_code == 403


def test_sign_in_and_out(office: Any) -> None:
    client = office.client("anonymous")
    wrong = client.post("/connexion/", {"username": "bureau@exemple.be", "password": "faux"})
    assert wrong.status_code == 200
    assert "inconnu" in wrong.content.decode()
    right = client.post("/connexion/", {"username": "Bureau@Exemple.be", "password": "mot-de-passe-de-test"})
    assert right.headers["Location"] == "/"
    assert client.get("/").status_code == 200
    assert client.post("/deconnexion/").status_code == 302
    assert client.get("/").status_code == 302


def test_sign_in_does_not_lead_elsewhere(office: Any) -> None:
    data = {"username": "bureau@exemple.be", "password": "mot-de-passe-de-test", "next": "https://mal.example/"}
    assert office.client("anonymous").post("/connexion/", data).headers["Location"] == "/"

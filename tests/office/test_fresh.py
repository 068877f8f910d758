"""Acts that ask for a sign-in of less than five minutes: asked before, and nothing that was typed is lost."""

from __future__ import annotations

import json
import re
import time
from html import unescape
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from django_scopes import scope

from preste.ids import iban
from preste.office.services.facts import known_facts
from preste.office.store.models import PayRun

RIGHT = "mot-de-passe-de-test"
NEW = iban.make_be(29_999_991)
IDENTITY = {
    "valid_from": "2026-09-15", "last_name": "Exemple", "first_name": "Anne", "street": "Rue Neuve 1 « bis »",
    "postcode": "5000", "city": "Namur", "country": "BE", "language": "fr",
}  # fmt: skip


def account(office: Any) -> str:
    with scope(employer=office.employer):
        known = known_facts(office.employer).filter(kind="identity", worker=office.worker())
        return str(json.loads(known.order_by("recorded_at").last().secret)["iban"])


def state(office: Any) -> str:
    with scope(employer=office.employer):
        return PayRun.objects.get(pk=office.run.pk).state


def held(answer: Any) -> dict[str, str]:
    """The fields that the page of the question holds, in its last form."""
    form = answer.content.decode().split("<form")[-1]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_a_new_account_is_asked_for_again_and_what_was_typed_is_kept(office: Any) -> None:
    client = office.client("officer", fresh=False)
    path = office.url(f"workers/{office.worker().pk}/identity/")
    before = account(office)
    asked = client.post(path, IDENTITY | {"iban": NEW})
    assert "Confirmez" in asked.content.decode()
    assert held(asked) == IDENTITY | {"iban": NEW}
    assert account(office) == before
    wrong = client.post(path, held(asked) | {"fresh_password": "faux"})
    assert "pas votre mot de passe" in unescape(wrong.content.decode())
    assert account(office) == before
    assert client.post(path, held(wrong) | {"fresh_password": RIGHT}).status_code == 302
    assert account(office) == NEW


def test_what_was_typed_is_not_kept_on_the_server(office: Any) -> None:
    client = office.client("officer", fresh=False)
    client.post(office.url(f"workers/{office.worker().pk}/identity/"), IDENTITY | {"iban": NEW})
    assert not [one for one in Session.objects.all() if NEW in str(one.get_decoded())]


def test_another_address_alone_asks_for_nothing(office: Any) -> None:
    client = office.client("officer", fresh=False)
    path = office.url(f"workers/{office.worker().pk}/identity/")
    assert client.post(path, IDENTITY).status_code == 302


def test_a_month_is_validated_by_who_has_just_signed_in(office: Any) -> None:
    path = office.url(f"runs/{office.run.pk}/validate/")
    client = office.client("officer", fresh=False)
    assert "Confirmez" in client.post(path).content.decode()
    assert state(office) == "computed"
    assert client.post(path, {"fresh_password": RIGHT}).status_code == 302
    assert state(office) == "validated"


def test_five_minutes_later_it_is_asked_again(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = office.client("officer", fresh=False)
    assert client.post("/confirmer/", {"fresh_password": RIGHT}).status_code == 302
    path = office.url("members/invite/")
    assert client.get(path).status_code == 200
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + 5 * 60 + 1)
    assert client.get(path).status_code == 302


def test_a_sign_in_counts(office: Any) -> None:
    client = office.client("anonymous")
    client.post("/connexion/", {"login": "officer@exemple.be", "password": RIGHT})
    assert client.get(office.url("members/invite/")).status_code == 200


@pytest.mark.parametrize("role", ["officer", "bureau"])
def test_a_page_is_asked_for_before_it_is_shown_and_come_back_to(office: Any, role: str) -> None:
    client = office.client(role, fresh=False)
    path = office.url("members/invite/") if role == "officer" else "/bureau/nouveau/"
    asked = client.get(path, follow=True)
    assert asked.redirect_chain[-1][0].startswith("/confirmer/?next=")
    assert client.post("/confirmer/", held(asked) | {"fresh_password": RIGHT}).headers["Location"] == path
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["members/invite/", "four-eyes/", "members/{member}/"])
def test_changes_of_members_are_asked_for(office: Any, path: str) -> None:
    from preste.office.accounts.models import Membership

    member = Membership.objects.get(user=office.users["reader"])
    client = office.client("officer", fresh=False)
    answer = client.post(office.url(path.format(member=member.pk)), {"withdraw": "1", "on": "1"})
    assert "Confirmez" in answer.content.decode()
    assert Membership.objects.filter(pk=member.pk).exists()
    office.employer.refresh_from_db()
    assert not office.employer.four_eyes


def test_a_code_is_a_proof_too(office: Any) -> None:
    TOTP.activate(office.users["officer"], "JBSWY3DPEHPK3PXP")
    client = office.client("officer", fresh=False)
    path = office.url(f"runs/{office.run.pk}/validate/")
    assert "code de votre application" in client.post(path).content.decode()
    client.post(path, {"fresh_code": "000000"})
    assert state(office) == "computed"
    code = format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", int(time.time()) // 30))
    client.post(path, {"fresh_code": code})
    assert state(office) == "validated"


def test_guessing_here_is_stopped(office: Any) -> None:
    client = office.client("officer", fresh=False)
    path = office.url(f"runs/{office.run.pk}/validate/")
    for _ in range(10):
        client.post(path, {"fresh_password": "x"})
    assert "Trop d'essais" in unescape(client.post(path, {"fresh_password": RIGHT}).content.decode())
    assert state(office) == "computed"


@pytest.mark.parametrize(
    "elsewhere", ["https://mal.example/", "//mal.example/", "javascript:alert(1)", "/\\mal.example"]
)
def test_it_does_not_lead_elsewhere(office: Any, elsewhere: str) -> None:
    client = office.client("officer", fresh=False)
    answer = client.post("/confirmer/", {"fresh_password": RIGHT, "next": elsewhere})
    assert answer.headers["Location"] == "/compte/"

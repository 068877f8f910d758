"""Signing in: failures are counted by account and by address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from preste.office.accounts.limits import BY_ACCOUNT, BY_ADDRESS

PATH = "/connexion/"
RIGHT = "mot-de-passe-de-test"


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sign_in(email: str, password: str, address: str = "127.0.0.1") -> Any:
    return Client(REMOTE_ADDR=address).post(PATH, {"username": email, "password": password})


def test_guessing_one_account_is_stopped_and_others_may_go_on(office: Any) -> None:
    for i in range(BY_ACCOUNT):
        assert "inconnu" in sign_in("officer@exemple.be", "x", f"10.0.0.{i}").content.decode()
    assert "Trop d&#x27;essais" in sign_in("officer@exemple.be", RIGHT).content.decode()
    assert sign_in("reader@exemple.be", RIGHT).status_code == 302


def test_trying_many_accounts_from_one_address_is_stopped(office: Any) -> None:
    for i in range(BY_ADDRESS):
        sign_in(f"personne{i}@exemple.be", "x", "10.0.0.9")
    assert "Trop d&#x27;essais" in sign_in("officer@exemple.be", RIGHT, "10.0.0.9").content.decode()
    assert sign_in("officer@exemple.be", RIGHT).status_code == 302


def test_signing_in_forgets_the_failures_of_the_account(office: Any) -> None:
    for _ in range(2):
        for _ in range(BY_ACCOUNT - 1):
            sign_in("officer@exemple.be", "x")
        assert sign_in("officer@exemple.be", RIGHT).status_code == 302

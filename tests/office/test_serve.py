"""`preste serve`: what it prepares before it opens."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

import pytest
import typer
from django.test import Client
from rich.console import Console

from preste.cli.serve import _lost, prepare
from preste.data_folder import data_dir
from preste.errors import InputError
from preste.office.accounts.models import User
from preste.office.keys import NAME

LONG = "une longue phrase de passe"


@pytest.fixture
def no_account(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(User.objects, "exists", lambda: False)


def test_it_makes_key_file_tables_and_first_account(no_account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["premier@exemple.be", LONG])
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: next(answers))
    console = Console(file=StringIO())
    assert callable(prepare("", console))
    assert (data_dir() / NAME).stat().st_mode & 0o777 == 0o600
    first = User.objects.get(email="premier@exemple.be")
    assert first.bureau
    client = Client()
    assert client.login(username="premier@exemple.be", password=LONG)
    assert client.get("/").status_code == 200


def test_a_weak_password_is_refused(no_account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: "court")
    with pytest.raises(InputError, match="12"):
        prepare("second@exemple.be", Console(file=StringIO()))
    assert not User.objects.filter(email="second@exemple.be").exists()


def test_without_a_terminal_the_first_account_is_made_in_the_browser(
    no_account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = StringIO()
    prepare("", Console(file=told), "http://localhost:8123", terminal=False)
    (path,) = re.findall(r"http://localhost:8123(/premier-compte/\S+)", told.getvalue())
    client = Client()
    assert client.get(path).status_code == 200
    data = {"email": "Premier@exemple.be", "name": "Paul Premier", "password": LONG, "again": LONG}
    assert client.post(path, data | {"again": "autre"}).status_code == 200
    assert client.post(path, data | {"password": "court", "again": "court"}).status_code == 200
    assert client.post(path, data).headers["Location"] == "/connexion/"
    assert User.objects.get(email="premier@exemple.be").bureau
    monkeypatch.undo()
    assert client.get(path).status_code == 410
    assert client.post(path, data | {"email": "second@exemple.be"}).status_code == 410


def test_a_link_that_was_not_printed_makes_no_account(no_account: None) -> None:
    assert Client().get("/premier-compte/abc:def/").status_code == 410


def test_who_starts_the_server_makes_a_link_for_a_lost_password(office: Any) -> None:
    assert Client().get(_lost("Bureau@exemple.be")).status_code == 200
    with pytest.raises(InputError, match="no open account"):
        _lost("personne@exemple.be")

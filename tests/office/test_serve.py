"""`preste serve`: what it prepares before it opens."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
import typer
from django.test import Client
from rich.console import Console

from preste.cli.serve import prepare
from preste.errors import InputError
from preste.office.accounts.models import User
from preste.office.keys import NAME, data_dir


def test_it_makes_key_file_tables_and_first_account(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.all().update(is_active=False)
    monkeypatch.setattr(User.objects, "exists", lambda: False)
    answers = iter(["premier@exemple.be", "une longue phrase de passe"])
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: next(answers))
    console = Console(file=StringIO())
    assert callable(prepare("", console))
    assert (data_dir() / NAME).stat().st_mode & 0o777 == 0o600
    first = User.objects.get(email="premier@exemple.be")
    assert first.bureau
    client = Client()
    assert client.login(username="premier@exemple.be", password="une longue phrase de passe")
    assert client.get("/").status_code == 200


def test_a_weak_password_is_refused(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(User.objects, "exists", lambda: False)
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: "court")
    with pytest.raises(InputError, match="12"):
        prepare("second@exemple.be", Console(file=StringIO()))
    assert not User.objects.filter(email="second@exemple.be").exists()

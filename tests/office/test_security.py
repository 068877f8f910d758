"""Gates that a mistake in settings, addresses or headers would open."""

from __future__ import annotations

import inspect
import io
import json
import logging
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import preste.cli.serve as serving
from preste.office.accounts.links import new_link
from preste.office.database import make_database_file
from preste.office.keys import make_key_file

KINDS = {
    "UUIDConverter": uuid.UUID(int=1),
    "IntConverter": 1,
    "MonthConverter": "2026-09",
    "QuarterConverter": "2026-3",
    "YearConverter": "2026",
    "TopicConverter": "heures",
}


def addresses(found: list[Any] | None = None, outer: tuple[Any, ...] = ()) -> Iterator[str]:
    """Every address there is, with rows that there are not."""
    for one in found if found is not None else get_resolver().url_patterns:
        inner = (*outer, *one.pattern.converters.items())
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, inner)
        elif isinstance(one, URLPattern):
            yield reverse(one.name, kwargs={name: KINDS.get(type(kind).__name__, "x") for name, kind in inner})


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of its own."""
    folder: Path = tmp_path_factory.mktemp("elsewhere")
    make_key_file(folder)
    make_database_file(folder / "preste.sqlite3")
    (folder / "static").mkdir()
    return folder


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("PRESTE_", "DATABASE_URL", "DJANGO_"))}
    given = {"PRESTE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "preste.office.settings"} | environment
    return subprocess.run([sys.executable, *command], env=kept | given, capture_output=True, text=True, check=False)


PRODUCTION = {"PRESTE_TLS": "1", "PRESTE_HOSTS": "paie.exemple.be"}


def test_django_finds_nothing_to_say_of_production(elsewhere: Path) -> None:
    done = run(elsewhere, "-m", "django", "check", "--deploy", "--fail-level", "DEBUG", **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


SCRIPT = """
import json, sys
import django
from django.core.management import call_command
django.setup()
from django.conf import settings
from django.test import Client
call_command("migrate", verbosity=0)
from preste.office.accounts.models import User
User.objects.create_user("a@exemple.be", "une longue phrase de passe", bureau=True)
client = Client(HTTP_HOST="paie.exemple.be")
plain = client.get("/connexion/")
behind = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}
page = client.get("/connexion/", **behind)
data = {"login": "a@exemple.be", "password": "une longue phrase de passe"}
entered = client.post("/connexion/", data, **behind)
after = client.get("/", **behind)
print(json.dumps({
    "plain": [plain.status_code, plain.headers["Location"]],
    "headers": dict(page.headers),
    "cookies": {n: dict(c) for n, c in client.cookies.items()},
    "entered": [entered.status_code, entered.headers["Location"]],
    "after": [after.status_code, after.headers.get("Location")],
    "address": __import__("allauth.usersessions.models", fromlist=["x"]).UserSession.objects.get().ip,
    "foreign": Client(HTTP_HOST="mal.example").get("/connexion/", **behind).status_code,
}))
"""


def test_production_over_tls(elsewhere: Path) -> None:
    done = run(elsewhere, "-c", SCRIPT, **PRODUCTION)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["plain"] == [301, "https://paie.exemple.be/connexion/"]
    assert told["headers"]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    for cookie in told["cookies"].values():
        assert cookie["secure"] and cookie["samesite"] == "Lax"
    session = told["cookies"]["sessionid"]
    assert session["httponly"]
    assert not session["max-age"]  # it goes with the browser
    assert told["entered"] == [302, "/"]
    assert told["after"] == [302, "/compte/"]  # a second factor is required
    assert told["address"] == "203.0.113.9"
    assert told["foreign"] == 400


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"PRESTE_HOSTS": "paie.exemple.be"}, "E-OFFICE-TLS"),
        ({"PRESTE_HOSTS": "localhost,192.0.2.1"}, "E-OFFICE-TLS"),
        ({"PRESTE_HOSTS": "*"}, "E-OFFICE-TLS"),
        ({"PRESTE_MFA": "non"}, "E-OFFICE-MFA"),
        ({"PRESTE_PROXIES": "une"}, "E-OFFICE-PROXIES"),
    ],
)
def test_open_settings_are_refused(elsewhere: Path, given: dict[str, str], code: str) -> None:
    done = run(elsewhere, "-c", "import preste.office.settings", **given)
    assert done.returncode != 0
    assert code in done.stderr


def test_without_a_key_file_nothing_starts(tmp_path: Path) -> None:
    done = run(tmp_path, "-c", "import preste.office.settings")
    assert "E-OFFICE-KEY" in done.stderr


def test_it_is_served_on_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stop(Exception):
        """Instead of serving."""

    def listen(host: str, *_: Any, **__: Any) -> None:
        raise Stop(host)

    monkeypatch.setattr(serving, "prepare", lambda *_, **__: None)
    monkeypatch.setattr(serving, "make_server", listen)
    with pytest.raises(Stop, match=r"^localhost$"):
        serving.serve()
    assert not [name for name in inspect.signature(serving.serve).parameters if "host" in name or "address" in name]
    assert settings.DEBUG is False


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_every_address_asks_for_the_token(office: Any, method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.users["bureau"])
    for address in addresses():
        answer = client.generic(method, address)
        assert answer.status_code == 403, address
        assert "trop vieille" in answer.content.decode(), address


@pytest.mark.parametrize("who", ["anonymous", "bureau"])
def test_every_answer_is_private_and_runs_nothing_of_others(office: Any, who: str) -> None:
    client = office.client(who)
    for address in addresses():
        answer = client.get(address)
        assert answer.status_code in (200, 302, 403, 404, 405, 410), address
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_cookies_of_a_session(office: Any) -> None:
    client = Client()
    client.post("/connexion/", {"login": "officer@exemple.be", "password": "mot-de-passe-de-test"})
    session = client.cookies["sessionid"]
    assert session["httponly"] and session["samesite"] == "Lax" and not session["max-age"]


def test_a_session_changes_its_name_at_sign_in(office: Any) -> None:
    client = Client()
    client.get("/connexion/")
    session = client.session
    session["x"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.post("/connexion/", {"login": "officer@exemple.be", "password": "mot-de-passe-de-test"})
    assert client.cookies["sessionid"].value != session.session_key


@pytest.mark.parametrize("to", ["https://mal.example/", "//mal.example", "/\\mal.example", "javascript:alert(1)"])
def test_nothing_leads_elsewhere(office: Any, to: str) -> None:
    data = {"login": "officer@exemple.be", "password": "mot-de-passe-de-test", "next": to}
    assert Client().post("/connexion/", data).headers["Location"] == "/"
    assert Client().post(f"/connexion/?next={to}", data).headers["Location"] == "/"
    assert office.client("officer").get("/connexion/", {"next": to}).headers["Location"] == "/"
    assert office.client("officer").post("/deconnexion/", {"next": to}).headers["Location"] == "/connexion/"


def test_the_log_holds_no_token_of_a_link(office: Any) -> None:
    token = new_link(office.users["officer"])
    (handler,) = [one for one in logging.getLogger().handlers if type(one) is logging.StreamHandler]
    written = io.StringIO()
    before = handler.setStream(written)
    try:
        assert Client(enforce_csrf_checks=True).post(f"/lien/{token}/").status_code == 403
        Client().get("/lien/ancien-lien/")
    finally:
        handler.setStream(before)
    assert "403 POST" in written.getvalue()
    assert "410 GET" in written.getvalue()
    assert token not in written.getvalue()


def test_an_address_of_ours_is_led_to(office: Any) -> None:
    data = {"login": "officer@exemple.be", "password": "mot-de-passe-de-test", "next": office.url("audit/")}
    assert Client().post("/connexion/", data).headers["Location"] == office.url("audit/")

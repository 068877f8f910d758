"""The production guide: what it names exists, and gunicorn serves the office as it says."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

import preste
from preste.cli.app import app
from preste.office.web.views.failures import TEXTS

GUIDE = (Path(__file__).parents[2] / "docs" / "production.md").read_text(encoding="utf-8")
OFFICE = Path(preste.__file__).parent / "office"
CANARY = "Kanarienvogel"


def test_its_settings_are_those_of_the_office() -> None:
    files = (*OFFICE.rglob("*.py"), OFFICE.parent / "data_folder.py")
    code = "\n".join(one.read_text(encoding="utf-8") for one in files)
    read = set(re.findall(r'environ(?:\.get\(|\[)"((?:PRESTE_|DATABASE_)\w+)"', code))
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", GUIDE, re.MULTILINE))
    assert told == read
    assert set(re.findall(r"\b(PRESTE_[A-Z_]+|DATABASE_URL)\b", GUIDE)) == read


def test_its_commands_and_codes_exist() -> None:
    commands = {one.name for one in app.registered_commands} | {one.name for one in app.registered_groups}
    shell = "\n".join(re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL))
    used = set(re.findall(r"(?<!-u )\bpreste (?=[a-z])(\w+)", shell, re.MULTILINE)) - {"preste"}
    used |= set(re.findall(r"ExecStart=\S*/preste (\w+)", GUIDE))
    assert {"prepare", "backup", "restore", "doctor"} <= used
    assert used <= commands
    assert set(re.findall(r"`(E-DATABASE-[A-Z-]+)`", GUIDE)) == set(TEXTS)


def test_its_units_start_the_application() -> None:
    (module,) = set(re.findall(r"bin/gunicorn ([\w.]+) ", GUIDE))
    assert (OFFICE.parent.parent / (module.replace(".", "/") + ".py")).is_file()


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """A new installation, prepared by the command."""
    data = tmp_path_factory.mktemp("production") / "data"
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PRESTE_BACKUPS")}
    found = kept | {"PRESTE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "preste.office.settings"}
    phrase = "une longue phrase de passe"
    command = [sys.executable, "-m", "preste.cli", "prepare", "--email", "a@exemple.be"]
    subprocess.run(command, env=found, input=f"{phrase}\n{phrase}\n", text=True, check=True, capture_output=True)
    return found


@contextmanager
def served(environment: Mapping[str, str], told: list[str]) -> Iterator[int]:
    """gunicorn on a free port of this machine; what it writes is added to `told` when it ends."""
    command = [sys.executable, "-m", "gunicorn", "preste.office.wsgi", "--bind", "127.0.0.1:0", "--threads", "2"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            for line in process.stderr:
                told.append(line)
                if found := re.search(r"Listening at: http://127\.0\.0\.1:(\d+)", line):
                    yield int(found[1])
                    return
            pytest.fail("".join(told))
        finally:
            process.terminate()
            told += process.stderr.readlines()


def get(port: int, path: str, **headers: str) -> tuple[int, Mapping[str, str], bytes]:
    """The answer of the server to one request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(
        "GET", path, headers={"Host": "localhost"} | {k.replace("_", "-"): v for k, v in headers.items()}
    )
    answer = connection.getresponse()
    found = (answer.status, answer.headers, answer.read())
    connection.close()
    return found


def test_gunicorn_serves_pages_and_style(environment: Mapping[str, str]) -> None:
    told: list[str] = []
    with served(environment, told) as port:
        assert get(port, "/")[0] == 302
        status, headers, page = get(port, "/connexion/")
        assert status == 200
        assert "Preste" in page.decode()
        assert headers["Content-Security-Policy"]
        status, headers, _ = get(port, "/static/office/office.css")
        assert status == 200
        assert headers["Content-Type"].startswith("text/css")
        assert get(port, f"/{CANARY}/?nom={CANARY}")[0] == 404
        assert get(port, "/", Host=f"{CANARY}.be")[0] == 400
        Path(environment["PRESTE_DATA"], "preste.sqlite3").rename(Path(environment["PRESTE_DATA"], "moved"))
        status, _, page = get(port, "/connexion/", Cookie="sessionid=" + "a" * 32)
        Path(environment["PRESTE_DATA"], "moved").rename(Path(environment["PRESTE_DATA"], "preste.sqlite3"))
        assert get(port, "/connexion/")[0] == 200
    assert status == 503
    assert "E-DATABASE-GONE" in page.decode()
    assert "404 GET" in "".join(told)
    assert CANARY not in "".join(told)


def test_behind_tls_nothing_goes_in_clear(environment: Mapping[str, str]) -> None:
    with served({**environment, "PRESTE_TLS": "1", "PRESTE_HOSTS": "paie.exemple.be"}, []) as port:
        status, headers, _ = get(port, "/connexion/", Host="paie.exemple.be")
        assert (status, headers["Location"]) == (301, "https://paie.exemple.be/connexion/")
        status, headers, _ = get(port, "/connexion/", Host="paie.exemple.be", X_Forwarded_Proto="https")
        assert status == 200
        assert "max-age=31536000" in headers["Strict-Transport-Security"]
        assert "Secure" in headers["Set-Cookie"]

"""What no browser sends to the pages of accounts: told as a mistake, never a failure of the server."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

PASSKEY = '{"id":"YQ","rawId":"YQ","type":"public-key","response":%s}'
NO_PASSKEYS = (
    "", "x", "null", "[]", "1", '"a"', "{}", '{"id":1}', '{"response":[]}', '{"response":{"userHandle":5}}',
    '{"id":"a","rawId":"a","type":"public-key","response":{}}', PASSKEY % "null", PASSKEY % "{}",
    PASSKEY % '{"clientDataJSON":"YQ","authenticatorData":"YQ","signature":"YQ","userHandle":"MQ"}',
    PASSKEY % '{"clientDataJSON":"e30","authenticatorData":"%s","signature":"YQ"}' % ("YWFh" * 20),
    PASSKEY % '{"clientDataJSON":"e30","attestationObject":"oA"}',
    '{"id":"é","rawId":"é","response":{"userHandle":"é"}}',
)  # fmt: skip


@pytest.mark.parametrize("path", ["/connexion/cle/", "/confirmer/", "/compte/cles/ajouter/"])
@pytest.mark.parametrize("given", NO_PASSKEYS)
def test_what_is_no_passkey(office: Any, path: str, given: str) -> None:
    cache.clear()
    client = Client() if "connexion" in path else office.client("officer")
    client.get(path, headers={"accept": "application/json"})
    answer = client.post(path, {"credential": given, "fresh_credential": given, "name": "x", "passwordless": "on"})
    assert answer.status_code in (200, 302)
    if path != "/connexion/cle/":
        assert answer.status_code == 200
        assert 'class="problem" role="alert"' in answer.content.decode()
    else:
        assert answer.headers["Location"] == "/connexion/"


@pytest.mark.parametrize(
    "path",
    ["/lien/%00/", f"/lien/{'z' * 3000}-1/", "/lien/zzzzzzzzzzzz-1-2/", "/lien/1-%F0%9F%92%A9/", "/lien/-1-1/",
     "/premier-compte/%00:/", f"/bureau/{'9' * 30}/", f"/compte/cles/{'9' * 30}/retirer/"],
)  # fmt: skip
def test_addresses_of_nothing(office: Any, path: str) -> None:
    assert office.client("bureau").get(path).status_code in (404, 410)


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("/connexion/", {"login": "\x00@x.be", "password": "\x00"}, 200),
        ("/compte/", {"name": "\x00", "language": "zz"}, 200),
        ("/compte/sessions/", {"session": "9" * 40}, 302),
        ("/compte/sessions/", {"session": "²"}, 302),
        ("/bureau/1/", {}, 302),
        ("/bureau/1/", {"bureau": "x", "open": "x"}, 302),
        ("/bureau/nouveau/", {"email": "a", "name": ""}, 200),
        ("members/invite/", {"email": "a\x00@b.be", "name": "x\x00", "role": "zz", "worker": "no"}, 200),
        (f"members/{'9' * 30}/", {"save": "1"}, 404),
        ("four-eyes/", {"on": "x"}, 302),
    ],
)
def test_forms_of_nonsense(office: Any, path: str, data: dict[str, str], status: int) -> None:
    client = Client() if path == "/connexion/" else office.client("bureau")
    assert client.post(path if path.startswith("/") else office.url(path), data).status_code == status

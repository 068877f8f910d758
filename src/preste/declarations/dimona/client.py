"""The Dimona web service: a signed request for a token, a declaration posted, its answer waited for.

OAuth 2, client credentials, with an RS256 assertion signed by the key of the employer's certificate (Chaman). Nothing
is followed to another address, every call has its time limit, and an answer that is too long is refused.
"""

from __future__ import annotations

import base64
import json
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from http.client import HTTPException, HTTPMessage
from typing import Any

from preste.declarations.dimona.model import Answer, Declaration
from preste.declarations.dimona.rest import answer_of, body
from preste.errors import PresteError

SCOPES = "scope:dimona:declaration:declarant scope:dimona:declaration:consult"
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_LIFE_OF_ASSERTION = 300
_MARGIN = 30
"""Seconds before its end at which a token is not used any more."""
_LONGEST_ANSWER = 1_000_000
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Service:
    """Where the service is: declarations and periods below `base`, tokens at `token`."""

    base: str
    token: str


PRODUCTION = Service(
    "https://services.socialsecurity.be/REST/dimona/v2", "https://services.socialsecurity.be/REST/oauth/v5/token"
)
SIMULATION = Service(
    "https://services-sim.socialsecurity.be/REST/dimona/v2",
    "https://services-sim.socialsecurity.be/REST/oauth/v5/token",
)


def waits() -> Iterator[int]:
    """Seconds to wait before each question, as the ONSS asks: 2, then each second to half a minute, each minute to
    twenty, then each hour."""
    yield 2
    elapsed = 2
    while True:
        step = 1 if elapsed < 30 else 60 if elapsed < 20 * 60 else 60 * 60
        yield step
        elapsed += step


class _Still(urllib.request.HTTPRedirectHandler):
    """No redirection: the token would go along."""

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Refuses."""


@dataclass(frozen=True)
class _Reply:
    status: int
    headers: Mapping[str, str]
    data: bytes


class Client:
    """Sends declarations for one technical user.

    `client_id`: the account of Chaman; `key`: its private RSA key, PEM. `timeout`: seconds for each call.
    """

    def __init__(
        self,
        service: Service,
        client_id: str,
        key: bytes,
        *,
        timeout: float = 30,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        for address in (service.base, service.token):
            _require_safe(address)
        self._service, self._client_id, self._key = service, client_id, key
        self._timeout, self._clock, self._sleep = timeout, clock, sleep
        self._token, self._token_ends = "", 0.0
        self._open = urllib.request.build_opener(_Still).open

    def submit(self, declaration: Declaration) -> str:
        """Posts a declaration; the id under which its answer will be. Raises PresteError."""
        reply = self._call("POST", "/declarations", body(declaration))
        if reply.status != HTTPStatus.CREATED:
            raise _refused(reply)
        id = reply.headers.get("location", "").rstrip("/").rpartition("/")[2]
        if not id:
            raise _service_error("the service took the declaration without telling its number", "look in the portal")
        return id

    def fetch(self, id: str) -> Answer | None:
        """What became of a declaration; None while it is being handled. Raises PresteError."""
        reply = self._call("GET", f"/declarations/{urllib.parse.quote(id, safe='')}")
        if reply.status == HTTPStatus.NOT_FOUND:
            return None
        return answer_of(self._read(reply), id)

    def wait(self, id: str, seconds: float) -> Answer | None:
        """The answer, asked for at the pace that the ONSS wants; None when it has not come in so many seconds."""
        ends = self._clock() + seconds
        for pause in waits():
            if self._clock() + pause > ends:
                return None
            self._sleep(pause)
            answer = self.fetch(id)
            if answer is not None:
                return answer
        return None  # pragma: no cover - the pace never ends

    def period(self, number: str) -> Mapping[str, Any]:
        """A Dimona period as the service tells it. Raises PresteError."""
        return self._read(self._call("GET", f"/periods/{urllib.parse.quote(number, safe='')}"))

    # ── calls ──────────────────────────────────────────────────────────────────────────────

    def _call(self, method: str, path: str, data: Mapping[str, Any] | None = None) -> _Reply:
        """One call; a token that the service does not take any more is renewed once."""
        content = None if data is None else json.dumps(data).encode()
        reply = self._send(method, self._service.base + path, content, self._authorised())
        if reply.status == HTTPStatus.UNAUTHORIZED:
            self._token = ""
            reply = self._send(method, self._service.base + path, content, self._authorised())
        return reply

    def _authorised(self) -> dict[str, str]:
        if not self._token or self._clock() >= self._token_ends:
            self._renew()
        return {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}

    def _renew(self) -> None:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": _ASSERTION,
            "client_assertion": assertion(self._client_id, self._service.token, self._key, int(self._clock())),
            "client_id": self._client_id,
            "scope": SCOPES,
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        reply = self._send("POST", self._service.token, urllib.parse.urlencode(form).encode(), headers)
        told = self._read(reply)
        token, life = told.get("access_token"), told.get("expires_in", 0)
        if not isinstance(token, str) or not token or not isinstance(life, int | float):
            raise _service_error("the service gave no token", "check the account and its certificate in Chaman")
        self._token, self._token_ends = token, self._clock() + max(0, life - _MARGIN)

    def _send(self, method: str, address: str, data: bytes | None, headers: dict[str, str]) -> _Reply:
        request = urllib.request.Request(address, data=data, method=method)  # noqa: S310 - `_require_safe`
        for name, value in (headers | {"Accept": "application/json, application/problem+json"}).items():
            request.add_header(name, value)
        try:
            with self._open(request, timeout=self._timeout) as answer:
                return _Reply(answer.status, _headers(answer.headers), _bounded(answer))
        except urllib.error.HTTPError as refused:
            with refused:
                return _Reply(refused.code, _headers(refused.headers), _bounded(refused))
        except (urllib.error.URLError, TimeoutError, OSError, HTTPException) as fault:
            reason = getattr(fault, "reason", fault)
            raise _service_error(f"the service cannot be reached: {reason}", _after_silence(method, address)) from fault

    def _read(self, reply: _Reply) -> Mapping[str, Any]:
        if reply.status != HTTPStatus.OK:
            raise _refused(reply)
        told = _json(reply.data)
        if told is None:
            raise _service_error("the service answered with something else than JSON", "ask again")
        return told


def assertion(client_id: str, audience: str, key: bytes, now: int) -> str:
    """A signed JSON web token that proves who asks. Raises PresteError: no `cryptography`, or no RSA key."""
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import padding, rsa
    except ImportError:
        raise PresteError(
            "signing needs the library cryptography", remedy='install it: pip install "preste[office]"',
            code="E-DIMONA-KEY",
        ) from None  # fmt: skip
    claims = {"iss": client_id, "sub": client_id, "aud": audience, "jti": str(uuid.uuid4()), "iat": now}
    claims["exp"] = now + _LIFE_OF_ASSERTION
    signed = b".".join(_base64(json.dumps(part).encode()) for part in ({"alg": "RS256", "typ": "JWT"}, claims))
    try:
        private = serialization.load_pem_private_key(key, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        private = None
    if not isinstance(private, rsa.RSAPrivateKey):
        raise PresteError(
            "this is no private RSA key without password", remedy="give the PEM file of the key", code="E-DIMONA-KEY"
        )
    return (signed + b"." + _base64(private.sign(signed, padding.PKCS1v15(), hashes.SHA256()))).decode()


def _base64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def _headers(given: Message) -> dict[str, str]:
    return {name.lower(): str(value) for name, value in given.items()}


def _bounded(answer: Any) -> bytes:
    data: bytes = answer.read(_LONGEST_ANSWER + 1)
    if len(data) > _LONGEST_ANSWER:
        raise _service_error("the service's answer is too long", "ask again")
    return data


def _json(data: bytes) -> Mapping[str, Any] | None:
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _after_silence(method: str, address: str) -> str:
    """What to do when no answer came: a declaration may have arrived all the same."""
    if method == "POST" and address.endswith("/declarations"):
        return "look in the portal whether the declaration arrived before sending it again"
    return "try again later"


def _require_safe(address: str) -> None:
    parts = urllib.parse.urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
        raise PresteError(f"{address} is not https", remedy="give an https address", code="E-DIMONA-SERVICE")


def _refused(reply: _Reply) -> PresteError:
    """The service's own words (problem+json), or what its status means."""
    told = _json(reply.data) or {}
    words = " ".join(str(told[name])[:500] for name in ("title", "detail") if told.get(name))
    meaning: dict[int, tuple[str, str]] = {
        HTTPStatus.BAD_REQUEST: ("the declaration is not well written", "check it with: preste dimona check"),
        HTTPStatus.UNAUTHORIZED: ("the account is not known", "check the account and its certificate in Chaman"),
        HTTPStatus.FORBIDDEN: ("the account has no right to this", "check mandate and rights of the account"),
        HTTPStatus.NOT_FOUND: ("there is no such thing", "check the number"),
    }
    message, remedy = meaning.get(reply.status, ("the service failed", "try again later"))
    return _service_error(f"{message} ({reply.status}){': ' + words if words else ''}", remedy)


def _service_error(message: str, remedy: str) -> PresteError:
    return PresteError(message, remedy=remedy, code="E-DIMONA-SERVICE")

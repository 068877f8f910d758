"""The client of the web service, against a stand-in on this machine that checks what it is asked."""

from __future__ import annotations

import base64
import builtins
import datetime as dt
import itertools
import json
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from preste.declarations.dimona import client as module
from preste.declarations.dimona.client import PRODUCTION, SIMULATION, Client, Service, assertion, waits
from preste.declarations.dimona.model import Anomaly, Answer, Out, Quota
from preste.errors import PresteError

OUT = Out(period="600027876089", end=dt.date(2026, 9, 30))
ACCEPTED = {"declarationStatus": {"result": "A", "period": {"id": 600027876089}, "anomalies": []}}


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture(scope="module")
def pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


class StandIn(ThreadingHTTPServer):
    """The service: gives tokens to who signs well, and answers as the test says (status, headers, body)."""

    def __init__(self, public: rsa.RSAPublicKey) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.public = public
        self.tokens = 0
        self.asked: list[tuple[str, str, Any]] = []
        self.answers: list[tuple[int, dict[str, str], Any]] = []
        self.silence = 0.0

    @property
    def service(self) -> Service:
        base = f"http://127.0.0.1:{self.server_port}"
        return Service(f"{base}/REST/dimona/v2", f"{base}/REST/oauth/v5/token")


class _Handler(BaseHTTPRequestHandler):
    server: StandIn

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        self._answer("GET", None)

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.endswith("/token"):
            self._token(dict(urllib.parse.parse_qsl(data.decode())))
        else:
            self._answer("POST", json.loads(data))

    def _token(self, form: dict[str, str]) -> None:
        head, claims, signature = form["client_assertion"].split(".")
        try:
            self.server.public.verify(
                decoded(signature), f"{head}.{claims}".encode(), padding.PKCS1v15(), hashes.SHA256()
            )
        except InvalidSignature:
            return self._send(401, {}, {"title": "invalid_client"})
        told = json.loads(decoded(claims))
        good = (
            json.loads(decoded(head)) == {"alg": "RS256", "typ": "JWT"}
            and told["iss"] == told["sub"] == form["client_id"] == "self_service_chaman_1"
            and told["aud"] == self.server.service.token
            and told["exp"] - told["iat"] == 300
            and form["grant_type"] == "client_credentials"
            and form["client_assertion_type"].endswith(":jwt-bearer")
            and "scope:dimona:declaration:declarant" in form["scope"]
        )
        if not good:
            return self._send(400, {}, {"title": "invalid_request"})
        self.server.tokens += 1
        self._send(200, {}, {"access_token": f"token-{self.server.tokens}", "expires_in": 600})

    def _answer(self, method: str, data: Any) -> None:
        self.server.asked.append((method, self.path, data))
        if self.headers["Authorization"] != f"Bearer token-{self.server.tokens}":
            return self._send(401, {}, {})
        time.sleep(self.server.silence)
        self._send(*self.server.answers.pop(0))

    def _send(self, status: int, headers: dict[str, str], body: Any) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def stand_in(key: rsa.RSAPrivateKey) -> Iterator[StandIn]:
    server = StandIn(key.public_key())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def client(stand_in: StandIn, pem: bytes) -> Client:
    return Client(stand_in.service, "self_service_chaman_1", pem, timeout=5)


class Clock:
    """A time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now, self.slept = 1_000_000.0, list[float]()

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_a_declaration_is_posted_and_its_answer_fetched(stand_in: StandIn, client: Client) -> None:
    stand_in.answers = [
        (201, {"Location": "/REST/dimona/v2/declarations/600027876190"}, b""),
        (404, {}, {"title": "Not Found"}),
        (200, {}, ACCEPTED),
    ]
    id = client.submit(OUT)
    assert id == "600027876190"
    assert stand_in.asked == [
        (
            "POST",
            "/REST/dimona/v2/declarations",
            {"dimonaOut": {"periodId": 600027876089, "endDate": "2026-09-30"}},
        )
    ]
    assert client.fetch(id) is None
    assert client.fetch(id) == Answer(result="A", period="600027876089", reference="600027876190")
    assert stand_in.asked[-1][:2] == ("GET", "/REST/dimona/v2/declarations/600027876190")
    assert stand_in.tokens == 1


def test_the_answer_is_waited_for_at_the_onss_s_pace(stand_in: StandIn, pem: bytes) -> None:
    clock = Clock()
    client = Client(stand_in.service, "self_service_chaman_1", pem, clock=clock, sleep=clock.sleep)
    stand_in.answers = [(404, {}, {})] * 3 + [(200, {}, ACCEPTED)]
    answer = client.wait("1", 60)
    assert answer is not None
    assert answer.result == "A"
    assert clock.slept == [2, 1, 1, 1]
    stand_in.answers = [(404, {}, {})] * 30
    assert client.wait("1", 10) is None
    assert sum(clock.slept) - 5 <= 10


def test_the_pace() -> None:
    """Not before 2 s; each second to 30 s; each minute to 20 minutes; then each hour."""
    asked_at = list(itertools.accumulate(itertools.islice(waits(), 55)))
    assert asked_at[:3] == [2, 3, 4]
    assert [at for at in asked_at if at <= 30] == list(range(2, 31))
    minutes = [at for at in asked_at if 30 < at <= 21 * 60]
    assert {after - before for before, after in itertools.pairwise([30, *minutes])} == {60}
    assert {after - before for before, after in itertools.pairwise(asked_at[-5:])} == {3600}


def test_anomalies_and_contingents_are_read_back(stand_in: StandIn, client: Client) -> None:
    quotas = [{"type": "STUDENT", "exceedingHours": 12}, {"type": "OTHER"}]
    anomalies = [{"code": "90017-369", "severity": "W", "descriptionFr": "Contingent dépassé", "quotas": quotas}]
    stand_in.answers = [(200, {}, {"declarationStatus": {"result": "W", "anomalies": anomalies}})]
    answer = client.fetch("1")
    assert answer is not None
    quota = Quota(kind="STUDENT", hours_over=12)
    assert answer.anomalies == (Anomaly(code="90017-369", severity="W", label="Contingent dépassé", quotas=(quota,)),)
    assert answer.quotas == (quota,)


def test_a_token_lives_until_shortly_before_its_end(stand_in: StandIn, pem: bytes) -> None:
    clock = Clock()
    client = Client(stand_in.service, "self_service_chaman_1", pem, clock=clock, sleep=clock.sleep)
    stand_in.answers = [(200, {}, {"id": 1})] * 3
    client.period("600027876089")
    clock.now += 560
    client.period("600027876089")
    assert stand_in.tokens == 1
    clock.now += 20
    client.period("600027876089")
    assert stand_in.tokens == 2


def test_a_token_that_was_taken_back_is_renewed_once(stand_in: StandIn, client: Client) -> None:
    stand_in.answers = [(200, {}, {}), (200, {}, {}), (401, {}, {}), (401, {}, {"title": "No"})]
    client.period("1")
    stand_in.tokens += 5
    client.period("1")
    with pytest.raises(PresteError, match=r"account is not known \(401\): No"):
        client.period("1")


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (400, {"title": "Bad Request", "detail": "startDate is missing"}, "startDate is missing"),
        (403, {"type": "urn:problem:forbidden", "title": "Forbidden"}, r"no right to this \(403\): Forbidden"),
        (500, b"<html>", r"the service failed \(500\)"),
        (599, b"", r"the service failed \(599\)"),
        (200, {}, r"\(200\)"),
    ],
)
def test_a_refusal_says_why(stand_in: StandIn, client: Client, status: int, body: Any, said: str) -> None:
    stand_in.answers = [(status, {}, body)]
    with pytest.raises(PresteError, match=said) as told:
        client.submit(OUT)
    assert told.value.code == "E-DIMONA-SERVICE"
    assert told.value.remedy


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((200, {}, b"\x00" * 1_000_001), "too long"),
        ((200, {}, b"[]"), "something else than JSON"),
        ((200, {}, b"[" * 100_000), "something else than JSON"),
        ((200, {}, {"declarationStatus": {"result": "?"}}), "without a result"),
        ((302, {"Location": "http://127.0.0.1:9/"}, b""), r"\(302\)"),
    ],
)
def test_a_strange_answer_is_refused(stand_in: StandIn, client: Client, answer: Any, said: str) -> None:
    stand_in.answers = [answer]
    with pytest.raises(PresteError, match=said):
        client.fetch("1")


def test_a_declaration_without_a_number_is_told(stand_in: StandIn, client: Client) -> None:
    stand_in.answers = [(201, {}, b"")]
    with pytest.raises(PresteError, match="without telling its number"):
        client.submit(OUT)


def test_silence_has_its_limit_and_says_what_to_do(stand_in: StandIn, pem: bytes) -> None:
    client = Client(stand_in.service, "self_service_chaman_1", pem, timeout=0.3)
    stand_in.silence = 1
    stand_in.answers = [(201, {}, b"")] * 2
    begun = time.monotonic()
    with pytest.raises(PresteError, match="cannot be reached") as told:
        client.submit(OUT)
    assert time.monotonic() - begun < 1
    assert "before sending it again" in told.value.remedy


def test_nobody_there(pem: bytes) -> None:
    service = Service("http://127.0.0.1:9/v2", "http://127.0.0.1:9/token")
    with pytest.raises(PresteError, match="cannot be reached"):
        Client(service, "x", pem, timeout=1).period("1")


def test_another_key_is_refused(stand_in: StandIn) -> None:
    other = rsa.generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    with pytest.raises(PresteError, match="invalid_client"):
        Client(stand_in.service, "self_service_chaman_1", other).period("1")
    assert stand_in.asked == []


@pytest.mark.parametrize("address", ["http://example.test/v2", "ftp://localhost/v2", "file:///etc/passwd", ""])
def test_only_https_is_spoken_to(address: str, pem: bytes) -> None:
    with pytest.raises(PresteError, match="not https"):
        Client(Service(address, SIMULATION.token), "x", pem)
    assert PRODUCTION.base.startswith("https://") and PRODUCTION.token.startswith("https://")


def _curve() -> bytes:
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


@pytest.mark.parametrize("wrong", [lambda: b"no key", lambda: b"", _curve], ids=["text", "empty", "curve"])
def test_a_key_that_is_none(wrong: Callable[[], bytes]) -> None:
    with pytest.raises(PresteError, match="no private RSA key") as told:
        assertion("x", "y", wrong(), 0)
    assert told.value.code == "E-DIMONA-KEY"


def test_without_cryptography_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch, pem: bytes) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name.startswith("cryptography"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(PresteError, match="needs the library cryptography") as told:
        assertion("x", "y", pem, 0)
    assert "preste[office]" in told.value.remedy
    assert module.__name__ == "preste.declarations.dimona.client"

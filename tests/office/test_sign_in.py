"""Signing in: password, second factor, limits; closed accounts; what ends a session."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.test import Client, TestCase

from preste.office.accounts.models import AccountEvent, User
from preste.office.services import users

PATH = "/connexion/"
RIGHT = "mot-de-passe-de-test"
BY_ACCOUNT, BY_ADDRESS = 10, 40
"""As the settings say: in a quarter of an hour."""
MANY = "Trop d&#x27;essais"


def sign_in(email: str, password: str, address: str = "127.0.0.1", client: Client | None = None) -> Any:
    return (client or Client()).post(PATH, {"login": email, "password": password}, REMOTE_ADDR=address)


def later(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + seconds)


def test_guessing_one_account_is_stopped_and_others_may_go_on(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for i in range(BY_ACCOUNT):
        assert "inconnu" in sign_in("officer@exemple.be", "x", f"10.0.0.{i}").content.decode()
    assert MANY in sign_in("Officer@exemple.be", RIGHT).content.decode()
    assert sign_in("reader@exemple.be", RIGHT).status_code == 302
    later(monkeypatch, 15 * 60 + 1)
    assert sign_in("officer@exemple.be", RIGHT).status_code == 302


def test_trying_many_accounts_from_one_address_is_stopped(office: Any) -> None:
    for i in range(BY_ADDRESS):
        sign_in(f"personne{i}@exemple.be", "x", "10.0.0.9")
    assert MANY in sign_in("officer@exemple.be", RIGHT, "10.0.0.9").content.decode()
    assert sign_in("officer@exemple.be", RIGHT).status_code == 302


def test_right_passwords_in_between_do_not_reset_the_count(office: Any) -> None:
    for i in range(BY_ACCOUNT):
        sign_in("officer@exemple.be", "x", "10.0.0.8")
        if i % 3 == 0:
            assert sign_in("reader@exemple.be", RIGHT, "10.0.0.8").status_code == 302
    assert MANY in sign_in("officer@exemple.be", RIGHT).content.decode()


def test_asking_under_another_port_does_not_start_a_new_count(office: Any) -> None:
    for i in range(BY_ACCOUNT):
        Client(HTTP_HOST=f"testserver:{8000 + i}").post(
            PATH, {"login": "officer@exemple.be", "password": "x"}, REMOTE_ADDR=f"10.0.1.{i}"
        )
    assert MANY in sign_in("officer@exemple.be", RIGHT).content.decode()


def test_unknown_and_known_accounts_are_told_alike(office: Any) -> None:
    def told(email: str) -> str:
        answer = sign_in(email, "x").content.decode()
        return answer[answer.index("<main") :].replace(email, "").split("csrfmiddlewaretoken")[-1][100:]

    assert told("officer@exemple.be") == told("personne@exemple.be")


def with_totp(user: User) -> str:
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    return "JBSWY3DPEHPK3PXP"


def code(secret: str, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def test_a_second_factor_is_asked_for_and_its_secret_is_not_stored_in_clear(office: Any) -> None:
    secret = with_totp(office.users["officer"])
    assert secret not in str(Authenticator.objects.get(user=office.users["officer"]).data)
    client = Client()
    assert sign_in("officer@exemple.be", RIGHT, client=client).headers["Location"] == "/connexion/code/"
    assert client.get("/").status_code == 302
    assert "pas le bon" in client.post("/connexion/code/", {"code": "000000"}).content.decode()
    now = code(secret)
    assert client.post("/connexion/code/", {"code": now}).headers["Location"] == "/"
    assert client.get("/").status_code == 200
    again = Client()
    sign_in("officer@exemple.be", RIGHT, client=again)
    assert again.post("/connexion/code/", {"code": now}).status_code == 200  # a code is good once


def test_guessing_codes_is_stopped(office: Any) -> None:
    secret = with_totp(office.users["officer"])
    client = Client()
    sign_in("officer@exemple.be", RIGHT, client=client)
    for _ in range(BY_ACCOUNT):
        client.post("/connexion/code/", {"code": "000000"})
    assert MANY in client.post("/connexion/code/", {"code": code(secret)}).content.decode()


def test_setting_up_the_application_and_the_codes_of_rescue(office: Any) -> None:
    client = office.client("officer")
    assert client.get("/compte/application/").status_code == 200
    secret = client.session["mfa.totp.secret"]
    assert client.post("/compte/application/", {"code": "000000"}).status_code == 200
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post("/compte/application/", {"code": code(secret)}, follow=True)
    rescue = answer.context["unused_codes"]
    assert answer.redirect_chain[-1][0] == "/compte/codes/"
    assert len(rescue) == 10
    other = Client()
    for expected in (302, 200):  # once only
        other.post("/deconnexion/")
        sign_in("officer@exemple.be", RIGHT, client=other)
        assert other.post("/connexion/code/", {"code": rescue[0]}).status_code == expected
    assert client.post("/compte/application/retirer/").status_code == 302
    assert not Authenticator.objects.filter(user=office.users["officer"]).exists()
    actions = list(AccountEvent.objects.values_list("action", flat=True))
    assert {"factor.added", "factor.removed", "account.signed_in"} <= set(actions)
    assert users.broken_account_events() == []


def test_a_second_factor_is_set_up_by_who_has_just_signed_in(office: Any) -> None:
    client = office.client("officer", fresh=False)
    for path in ("/compte/application/", "/compte/cles/ajouter/", "/compte/codes/nouveaux/"):
        assert client.get(path).headers["Location"].startswith("/confirmer/")


def test_where_it_is_required_who_acts_sets_it_up_first(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MFA_REQUIRED", True)
    for role in ("officer", "approver", "bureau"):
        client = office.client(role)
        assert client.get("/").headers["Location"] == "/compte/"
        assert client.post(office.url(f"runs/{office.run.pk}/validate/")).headers["Location"] == "/compte/"
        assert "exigé" in client.get("/compte/").content.decode()
        assert client.get("/compte/application/").status_code == 200
    assert office.client("reader").get("/").status_code == 200
    with_totp(office.users["officer"])
    assert office.client("officer").get("/").status_code == 200


def test_at_first_sign_in_a_second_factor_is_offered(office: Any) -> None:
    for role, offered in (("officer", True), ("officer", False), ("reader", False)):
        client = Client()
        told = sign_in(f"{role}@exemple.be", RIGHT, client=client)
        assert ("second facteur" in client.get(told.headers["Location"]).content.decode()) is offered


def test_a_closed_account_does_not_sign_in_and_its_sessions_end(office: Any) -> None:
    client = office.client("officer")
    assert client.get("/").status_code == 200
    users.set_open(office.users["officer"], office.users["bureau"], is_open=False)
    assert client.get("/").status_code == 302
    assert sign_in("officer@exemple.be", RIGHT).headers["Location"] == "/connexion/ferme/"
    assert "inconnu" in sign_in("officer@exemple.be", "x").content.decode()


@pytest.mark.parametrize(("steps", "open_at_the_end"), [([1790], True), ([1790] * 15, True), ([1810], False),
                                                       ([1790] * 17, False)])  # fmt: skip
def test_a_session_ends_after_half_an_hour_idle_and_eight_hours(
    office: Any, monkeypatch: pytest.MonkeyPatch, steps: list[int], open_at_the_end: bool
) -> None:
    client = office.client("officer")
    client.get("/")
    for step in steps:
        later(monkeypatch, step)
        answer = client.get("/")
    assert (answer.status_code == 200) is open_at_the_end
    if not open_at_the_end:
        assert "a pris fin" in client.get(PATH).content.decode()


def test_the_account_page_shows_sessions_and_ends_the_others(office: Any) -> None:
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    here, there, foreign = office.client("officer"), office.client("officer"), office.client("reader")
    there.get("/", headers={"user-agent": agent})
    foreign.get("/")
    told = here.get("/compte/").content.decode()
    assert "Firefox, Linux" in told
    assert told.count("Fermer</button>") == 1
    here.post("/compte/sessions/")
    assert [client.get("/").status_code for client in (here, there, foreign)] == [200, 302, 200]


def test_one_session_of_somebody_else_is_not_ended(office: Any) -> None:
    from allauth.usersessions.models import UserSession

    mine, theirs = office.client("officer"), office.client("reader")
    theirs.get("/")
    session = UserSession.objects.get(user=office.users["reader"])
    mine.post("/compte/sessions/", {"session": session.pk})
    assert theirs.get("/").status_code == 200


def test_a_new_password_ends_other_sessions(office: Any) -> None:
    here, there = office.client("officer"), office.client("officer")
    new = "une autre longue phrase"
    data = {"oldpassword": RIGHT, "password1": new, "password2": new}
    assert here.post("/compte/mot-de-passe/", data | {"oldpassword": "faux"}).status_code == 200
    assert here.post("/compte/mot-de-passe/", data | {"password1": "court", "password2": "court"}).status_code == 200
    assert there.get("/").status_code == 200
    assert here.post("/compte/mot-de-passe/", data).headers["Location"] == "/compte/"
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302
    assert sign_in("officer@exemple.be", new).status_code == 302


def test_name_and_language(office: Any) -> None:
    client = office.client("officer")
    assert client.post("/compte/", {"name": "Odile Autrement", "language": "it"}).status_code == 200  # not offered
    assert client.post("/compte/", {"name": "Odile Autrement", "language": "nl"}).status_code == 302
    told = client.get("/").content.decode()
    assert '<html lang="nl">' in told
    assert "Odile Autrement" in told


def test_nobody_signs_up(office: Any) -> None:
    for path in ("/connexion/signup/", "/signup/", "/accounts/signup/", "/compte/email/", "/password/reset/"):
        assert Client().get(path).status_code == 404


def test_renewed_codes_replace_the_old_and_leave_a_trace(office: Any) -> None:
    user = office.users["officer"]
    with_totp(user)
    client = office.client("officer")
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post("/compte/codes/nouveaux/")
    first = client.get("/compte/codes/").context["unused_codes"]
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post("/compte/codes/nouveaux/")
    assert not set(first) & set(client.get("/compte/codes/").context["unused_codes"])
    assert AccountEvent.objects.filter(action="codes.renewed", subject=str(user.pk)).count() == 2
    assert office.client("officer", fresh=False).get("/compte/codes/").headers["Location"].startswith("/confirmer/")

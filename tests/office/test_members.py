"""Who works at an employer and in which role; accounts and their links. Nobody raises their own rights."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import DatabaseError, transaction
from django.test import Client
from django_scopes import scope

from preste.office.accounts.models import AccountEvent, Membership, Role, User
from preste.office.services import members, users
from preste.office.services.members import MemberError
from preste.office.services.users import UserError
from preste.office.store.models import AuditEvent

LONG = "une longue phrase de passe"


def invite(office: Any, role: str = "approver", by: str = "officer", **more: Any) -> Any:
    data = {"email": "Nouvelle@exemple.be", "name": "Alix Nouvelle", "role": role, "save": "1"} | more
    return office.client(by).post(office.url("members/invite/"), data)


def link_in(answer: Any) -> str:
    (path,) = re.findall(r"http://testserver(/lien/[^\"]+)", answer.content.decode())
    return path


def membership(office: Any, role: str) -> Membership:
    return Membership.objects.get(user=office.users[role], employer=office.employer)


def change(office: Any, role: str, data: dict[str, Any], by: str = "officer") -> Any:
    path = office.url(f"members/{membership(office, role).pk}/")
    return office.client(by).post(path, data, follow=True)


def actions(office: Any) -> list[str]:
    with scope(employer=office.employer):
        return list(AuditEvent.objects.filter(action__regex="^(member|four)").values_list("action", flat=True))


def test_somebody_new_gets_a_link_chooses_a_password_and_comes_in(office: Any) -> None:
    path = link_in(invite(office))
    visitor = Client()
    assert "Alix Nouvelle" in visitor.get(path).content.decode()
    assert visitor.post(path, {"password": "court", "again": "court"}).status_code == 200
    assert visitor.post(path, {"password": LONG, "again": "autre"}).status_code == 200
    assert visitor.post(path, {"password": LONG, "again": LONG}).headers["Location"] == "/connexion/"
    assert visitor.get(path).status_code == 410  # once
    visitor.post("/connexion/", {"login": "nouvelle@exemple.be", "password": LONG})
    assert visitor.get(office.url("")).status_code == 200
    assert visitor.get(office.url("members/invite/")).status_code == 403
    assert actions(office) == ["member.invited"]


def test_the_link_is_good_for_a_week(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import datetime as dt

    from django.contrib.auth.tokens import PasswordResetTokenGenerator

    path = link_in(invite(office))
    now = dt.datetime.now()
    for days, status in ((6, 200), (8, 410)):
        later = now + dt.timedelta(days=days)
        monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self, later=later: later)
        assert Client().get(path).status_code == status


def test_a_newer_link_replaces_the_older(office: Any) -> None:
    first = link_in(invite(office))
    member = Membership.objects.get(user__email="nouvelle@exemple.be")
    second = link_in(office.client("officer").post(office.url(f"members/{member.pk}/"), {"link": "1"}))
    assert [Client().get(path).status_code for path in (first, second)] == [410, 200]


def test_a_changed_link_opens_nothing(office: Any) -> None:
    path = link_in(invite(office))
    who, _, sealed = path.removeprefix("/lien/").partition("-")
    other = office.users["bureau"].pk
    for wrong in (
        f"/lien/{other}-{sealed}",
        "/lien/x/",
        "/lien/-/",
        f"/lien/{who}-abc-def/",
        "/lien/zzzzzzzzzzzzzzzz-1/",
    ):
        assert Client().get(wrong).status_code == 410


def test_who_has_an_account_comes_in_without_a_link(office: Any) -> None:
    answer = invite(office, email="stranger@exemple.be")
    assert answer.status_code == 302
    assert office.client("stranger").get(office.url("")).status_code == 200


def test_an_invitation_that_is_not_taken_up_elsewhere_is_not_shared(office: Any) -> None:
    """Whoever made the first link could use it, and would have the second role too."""
    invite(office)
    with pytest.raises(MemberError) as refused:
        members.invite(office.other, office.users["stranger"], "nouvelle@exemple.be", "X", Role.OFFICER)
    assert refused.value.code == "E-MEMBER-PENDING"


@pytest.mark.parametrize("role", ["reader", "approver", "worker"])
def test_an_officer_makes_no_link_for_who_has_a_password(office: Any, role: str) -> None:
    assert "a déjà un compte" in change(office, role, {"link": "1"}).content.decode()


def test_a_role_is_changed_and_withdrawn(office: Any) -> None:
    change(office, "reader", {"role": "approver", "save": "1"})
    assert membership(office, "reader").role == "approver"
    change(office, "reader", {"withdraw": "1"})
    assert office.client("reader").get(office.url("")).status_code == 404
    assert actions(office) == ["member.changed", "member.withdrawn"]


@pytest.mark.parametrize("data", [{"role": "reader", "save": "1"}, {"withdraw": "1"}, {"link": "1"}])
def test_nobody_changes_their_own_rights(office: Any, data: dict[str, str]) -> None:
    assert "ses propres droits" in change(office, "officer", data).content.decode()
    assert membership(office, "officer").role == "officer"


@pytest.mark.parametrize("role", ["reader", "approver", "worker"])
def test_who_is_no_officer_changes_nothing(office: Any, role: str) -> None:
    before = list(Membership.objects.values_list("pk", "role"))
    assert invite(office, by=role, role="officer").status_code == 403
    assert change(office, "reader", {"role": "officer", "save": "1"}, by=role).status_code == 403
    assert list(Membership.objects.values_list("pk", "role")) == before


def test_an_officer_does_not_invite_themselves_again(office: Any) -> None:
    assert "propres droits" in invite(office, email="officer@exemple.be").content.decode()
    assert "déjà un accès" in invite(office, email="reader@exemple.be").content.decode()


@pytest.mark.parametrize("data", [{"role": "reader", "save": "1"}, {"withdraw": "1"}])
def test_the_last_officer_stays(office: Any, data: dict[str, str]) -> None:
    assert "dernier gestionnaire" in change(office, "officer", data, by="bureau").content.decode()
    Membership.objects.create(user=office.users["stranger"], employer=office.employer, role=Role.OFFICER)
    change(office, "officer", data, by="bureau")
    assert not Membership.objects.filter(user=office.users["officer"], role=Role.OFFICER).exists()


def test_a_closed_account_is_no_officer_left(office: Any) -> None:
    Membership.objects.create(user=office.users["stranger"], employer=office.employer, role=Role.OFFICER)
    users.set_open(office.users["stranger"], office.users["bureau"], is_open=False)
    assert "dernier gestionnaire" in change(office, "officer", {"withdraw": "1"}, by="bureau").content.decode()


def test_a_worker_s_access_names_a_worker_of_the_employer(office: Any) -> None:
    assert "de quel travailleur" in invite(office, role="worker").content.decode()
    with scope(employer=office.other):
        foreign = office.other.workers.first()
    assert "wrong" in invite(office, role="worker", worker=foreign.pk).content.decode()
    assert link_in(invite(office, role="worker", worker=office.worker().pk))
    assert Membership.objects.get(user__email="nouvelle@exemple.be").worker_id == office.worker().pk
    change(office, "worker", {"worker": office.worker("Postiche").pk, "save": "1"})
    assert membership(office, "worker").worker_id == office.worker("Postiche").pk
    assert "wrong" in change(office, "worker", {"worker": foreign.pk, "save": "1"}).content.decode()
    with pytest.raises(DatabaseError, match="another employer"), transaction.atomic():
        Membership.objects.filter(pk=membership(office, "worker").pk).update(worker=foreign.pk)


def test_a_worker_s_access_does_not_become_another(office: Any) -> None:
    with pytest.raises(MemberError):
        members.change_role(membership(office, "worker"), office.users["officer"], Role.OFFICER)


def test_four_eyes_are_given_up_by_an_approver_or_the_bureau_only(office: Any) -> None:
    def eyes(by: str, on: str) -> bool:
        office.client(by).post(office.url("four-eyes/"), {"on": on})
        office.employer.refresh_from_db()
        return bool(office.employer.four_eyes)

    assert eyes("officer", "1")
    assert eyes("officer", "0")  # still on
    assert not eyes("approver", "0")
    assert eyes("approver", "1")
    Membership.objects.create(user=office.users["officer"], employer=office.employer, role=Role.APPROVER)
    assert eyes("officer", "0")  # an officer who made themselves approver
    assert not eyes("bureau", "0")
    assert actions(office) == ["four_eyes.on", "four_eyes.off", "four_eyes.on", "four_eyes.off"]


# ── accounts, by officers of the bureau ────────────────────────────────────────────────────


def act(office: Any, role: str, data: dict[str, str], by: str = "bureau") -> Any:
    return office.client(by).post(f"/bureau/{office.users[role].pk}/", data, follow=True)


@pytest.mark.parametrize("role", ["officer", "approver", "reader", "worker", "stranger"])
@pytest.mark.parametrize("data", [{"bureau": "1"}, {"open": "0"}, {"link": "1"}])
def test_only_the_bureau_changes_accounts(office: Any, role: str, data: dict[str, str]) -> None:
    officers, events = User.objects.filter(bureau=True).count(), AccountEvent.objects.count()
    assert act(office, role, data, by=role).status_code == 403
    assert act(office, "bureau", data, by=role).status_code == 403
    person = {"email": "n@exemple.be", "name": "N"}
    assert office.client(role).post("/bureau/nouveau/", person).status_code == 403
    assert (User.objects.filter(bureau=True).count(), AccountEvent.objects.count()) == (officers, events)


def test_another_officer_of_the_bureau(office: Any) -> None:
    path = link_in(office.client("bureau").post("/bureau/nouveau/", {"email": "B2@exemple.be", "name": "B"}))
    Client().post(path, {"password": LONG, "again": LONG})
    assert User.objects.get(email="b2@exemple.be").bureau
    twice = office.client("bureau").post("/bureau/nouveau/", {"email": "B2@exemple.be", "name": "B"})
    assert "déjà un compte" in twice.content.decode()
    act(office, "reader", {"bureau": "1"})
    assert office.client("reader").get("/bureau/").status_code == 200
    act(office, "reader", {"bureau": "0"})
    assert office.client("reader").get("/bureau/").status_code == 403
    told = office.client("bureau").get("/bureau/").content.decode()
    assert "Nommé gestionnaire du bureau" in told
    assert "altéré" not in told


@pytest.mark.parametrize("data", [{"bureau": "0"}, {"open": "0"}])
def test_no_officer_of_the_bureau_removes_themselves(office: Any, data: dict[str, str]) -> None:
    """So that the last one stays."""
    assert "propres droits" in act(office, "bureau", data).content.decode()
    bureau = User.objects.get(pk=office.users["bureau"].pk)
    assert bureau.bureau and bureau.is_active


def test_a_lost_password_and_a_lost_telephone(office: Any) -> None:
    officer = office.users["officer"]
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    session = office.client("officer")
    path = link_in(act(office, "officer", {"link": "1"}))
    assert officer.authenticator_set.count() == 1
    assert session.get("/").status_code == 200  # nothing changes until the link is used
    path = link_in(act(office, "officer", {"link": "1", "factors": "1"}))
    assert officer.authenticator_set.count() == 0
    Client().post(path, {"password": LONG, "again": LONG})
    assert session.get("/").status_code == 302
    answer = Client().post("/connexion/", {"login": officer.email, "password": LONG})
    assert answer.headers["Location"] == "/"


def test_a_link_of_a_closed_account_opens_nothing(office: Any) -> None:
    path = link_in(act(office, "officer", {"link": "1"}))
    act(office, "officer", {"open": "0"})
    assert Client().get(path).status_code == 410
    with pytest.raises(UserError):
        users.first_account("x@exemple.be", "", LONG)


def test_the_trail_of_accounts_is_not_changed(office: Any) -> None:
    act(office, "officer", {"open": "0"})
    event = AccountEvent.objects.last()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AccountEvent.objects.filter(pk=event.pk).update(action="account.reopened")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AccountEvent.objects.filter(pk=event.pk).delete()
    AccountEvent.objects.create(at=event.at, action="bureau.given", subject="1", previous_hash="0", hash="0")
    assert len(users.broken_account_events()) == 1

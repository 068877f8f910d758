"""Who works at an employer and in which role. Nobody changes their own rights; an officer always remains."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from preste.errors import PresteError
from preste.office.accounts.links import new_link
from preste.office.accounts.models import Membership, Role, User
from preste.office.services import audit
from preste.office.services.users import account_event
from preste.office.store.models import Employer, Worker


class MemberError(PresteError):
    """The change of members is not allowed."""

    code = "E-MEMBER"


def invite(
    employer: Employer, actor: User, email: str, name: str, role: str, worker: Worker | None = None
) -> tuple[User, str]:
    """Give somebody a role at an employer. Returns the person and, for a new account, the token of its link.

    Raises MemberError for oneself, a member who has a role already, or an invitation elsewhere that is not taken up:
    whoever holds that one's link could take the new role too.
    """
    with transaction.atomic():
        _lock(employer)
        user = User.objects.filter(email=email.strip().lower()).first()
        token = ""
        if user is None:
            user = User.objects.create_user(email, name=name)
            account_event("account.created", user, actor)
            token = new_link(user)
        elif user == actor:
            raise _own_rights()
        elif _roles(employer, user, role).exists():
            raise MemberError(
                "this person is a member already", remedy="change the role in the list", code="E-MEMBER-TWICE"
            )
        elif not user.has_usable_password():
            raise MemberError(
                "this address has an invitation that is not taken up",
                remedy="wait until the person has chosen a password",
                code="E-MEMBER-PENDING",
            )
        Membership.objects.create(user=user, employer=employer, role=role, worker=worker)
        audit.record(employer, actor, "member.invited", str(user.pk), role=role)
    return user, token


def change_role(membership: Membership, actor: User, role: str) -> None:
    """Another role for a member, who keeps the link to a worker as it is. Raises MemberError."""
    with transaction.atomic():
        _require_other(membership, actor)
        if Role.WORKER in (role, membership.role):
            raise MemberError("a worker's access is given and withdrawn, not changed", code="E-MEMBER-WORKER")
        if role != Role.OFFICER:
            _require_officer_left(membership)
        membership.role = role
        membership.save(update_fields=["role"])
        audit.record(membership.employer, actor, "member.changed", str(membership.user_id), role=role)


def link_worker(membership: Membership, actor: User, worker: Worker) -> None:
    """Say which worker a member with the worker's role is. Raises MemberError."""
    with transaction.atomic():
        _require_other(membership, actor)
        if membership.role != Role.WORKER:
            raise MemberError("only a worker's own access names a worker", code="E-MEMBER-WORKER")
        membership.worker = worker
        membership.save(update_fields=["worker"])
        audit.record(membership.employer, actor, "member.changed", str(membership.user_id), worker=str(worker.pk))


def withdraw(membership: Membership, actor: User) -> None:
    """End somebody's access to an employer. Raises MemberError."""
    with transaction.atomic():
        _require_other(membership, actor)
        _require_officer_left(membership)
        audit.record(membership.employer, actor, "member.withdrawn", str(membership.user_id), role=membership.role)
        membership.delete()


def may_renew(membership: Membership) -> bool:
    """Whether an officer may make a new link: for an invitation not taken up, of somebody who is nowhere else."""
    user = membership.user
    elsewhere = user.memberships.exclude(employer=membership.employer_id).exists()
    return user.is_active and not (user.bureau or user.has_usable_password() or elsewhere)


def renew_link(membership: Membership, actor: User) -> str:
    """The token of a new link for an invitation that is not taken up. Raises MemberError."""
    with transaction.atomic():
        _require_other(membership, actor)
        if not may_renew(membership):
            raise MemberError(
                "this person has an account", remedy="ask an officer of the bureau for a new link", code="E-MEMBER-LINK"
            )
        audit.record(membership.employer, actor, "member.link", str(membership.user_id))
        return new_link(membership.user)


def set_four_eyes(employer: Employer, actor: User, *, on: bool) -> None:
    """Ask that two people make a month: one prepares, another validates. Raises MemberError.

    An officer may ask for it; only an approver, or the bureau, may give it up.
    """
    with transaction.atomic():
        _lock(employer)
        roles = set(Membership.objects.filter(employer=employer, user=actor).values_list("role", flat=True))
        if not on and not actor.bureau and (Role.OFFICER in roles or Role.APPROVER not in roles):
            raise MemberError(
                "an officer does not release themselves from four eyes", remedy="ask an approver", code="E-FOUR-EYES"
            )
        if employer.four_eyes != on:
            employer.four_eyes = on
            employer.save(update_fields=["four_eyes"])
            audit.record(employer, actor, "four_eyes.on" if on else "four_eyes.off", str(employer.pk))


def _roles(employer: Employer, user: User, role: str) -> QuerySet[Membership]:
    found = Membership.objects.filter(employer=employer, user=user)
    return found.filter(role=role) if role == Role.WORKER else found.exclude(role=Role.WORKER)


def _lock(employer: Employer) -> None:
    Employer.objects.select_for_update().get(pk=employer.pk)


def _own_rights() -> MemberError:
    return MemberError("nobody changes their own rights", remedy="ask another officer", code="E-MEMBER-SELF")


def _require_other(membership: Membership, actor: User) -> None:
    _lock(membership.employer)
    if membership.user_id == actor.pk:
        raise _own_rights()


def _require_officer_left(membership: Membership) -> None:
    others = Membership.objects.filter(employer=membership.employer, role=Role.OFFICER, user__is_active=True)
    if membership.role == Role.OFFICER and not others.exclude(pk=membership.pk).exists():
        raise MemberError("this is the last officer", remedy="name another officer first", code="E-MEMBER-LAST")

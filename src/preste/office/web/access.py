"""Who may see and do what. A stranger to an employer learns nothing, not even that it exists: 404, never 403."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from enum import Enum
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django_scopes import scope, scopes_disabled

from preste.office.accounts.models import Membership, Role, User
from preste.office.store.models import Employer

P = ParamSpec("P")


class Act(Enum):
    """What a page asks of its reader."""

    READ = "read"
    EDIT = "edit"
    COMPUTE = "compute"
    VALIDATE = "validate"
    MANAGE = "manage"
    PAY = "pay"


ACTS: Mapping[str, frozenset[Act]] = {
    Role.OFFICER: frozenset(Act),
    Role.APPROVER: frozenset({Act.READ, Act.VALIDATE, Act.PAY}),
    Role.READER: frozenset({Act.READ}),
    Role.WORKER: frozenset(),
}
"""What each role may do at its employer; an officer of the bureau may do everything everywhere."""


def may(request: HttpRequest, act: Act) -> bool:
    """Whether the reader of an employer's page may also do that."""
    return bool(getattr(request, "may", {}).get(act.value))


EmployerView = Callable[Concatenate[HttpRequest, Employer, P], HttpResponse]


def user_of(request: HttpRequest) -> User:
    """The person signed in. Raises PermissionDenied for a visitor."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def bureau_only(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for officers of the bureau."""

    @functools.wraps(view)
    def inside(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not user_of(request).bureau:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return cast("Callable[..., HttpResponse]", login_required(inside))


def employers_of(user: User) -> QuerySet[Employer]:
    """The employers a user works with."""
    if user.bureau:
        return Employer.objects.order_by("name")
    return Employer.objects.filter(memberships__user=user).distinct().order_by("name")


def acts_of(user: User, employer: Employer) -> frozenset[Act]:
    """What a user may do at an employer. Raises Http404 for a stranger."""
    if user.bureau:
        return frozenset(Act)
    roles = Membership.objects.filter(user=user, employer=employer).values_list("role", flat=True)
    if not roles:
        raise Http404
    return frozenset().union(*(ACTS[role] for role in roles))


def acts_at(user: User, employers: Iterable[Employer]) -> dict[UUID, frozenset[Act]]:
    """What a user may do at each of these employers, in one reading."""
    if user.bureau:
        return {employer.pk: frozenset(Act) for employer in employers}
    found: dict[UUID, frozenset[Act]] = {employer.pk: frozenset() for employer in employers}
    for employer_id, role in Membership.objects.filter(user=user, employer__in=found).values_list("employer", "role"):
        found[employer_id] |= ACTS[role]
    return found


def readable_employers(user: User) -> list[Employer]:
    """The employers whose pages a user may read, by name."""
    employers = list(employers_of(user).defer("iban"))
    acts = acts_at(user, employers)
    return [employer for employer in employers if Act.READ in acts[employer.pk]]


def scope_of(user: User) -> AbstractContextManager[None]:
    """Where the rows of the employers a user may read are seen, and no others.

    For the bureau that is every row, and a list of all employers would only slow the database down.
    """
    manager: AbstractContextManager[None] = (
        scopes_disabled() if user.bureau else scope(employer=readable_employers(user))
    )
    return manager


def employer_view(
    act: Act, *methods: str
) -> Callable[[EmployerView[P]], Callable[Concatenate[HttpRequest, UUID, P], HttpResponse]]:
    """A view of one employer, run inside its scope, for those who may `act`.

    The view is given the employer instead of its id, and `request.may` holds what templates offer.
    """
    allowed = methods or ("GET", "HEAD")

    def decorate(view: EmployerView[P]) -> Callable[Concatenate[HttpRequest, UUID, P], HttpResponse]:
        @functools.wraps(view)
        def inside(request: HttpRequest, employer_id: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            employer = Employer.objects.filter(pk=employer_id).first()
            if employer is None:
                raise Http404
            acts = acts_of(user_of(request), employer)
            if act not in acts:
                raise PermissionDenied
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            request.may = {one.value: one in acts for one in Act}  # type: ignore[attr-defined]
            with scope(employer=employer):
                return view(request, employer, *args, **kwargs)

        return cast("Callable[Concatenate[HttpRequest, UUID, P], HttpResponse]", login_required(inside))

    return decorate

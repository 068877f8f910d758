"""What the pages of payments share.

Every act, and the file, goes through `paying_view`, `paying_form` or `paying_file`: the one place where a fresh
sign-in is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from preste.errors import PresteError
from preste.office.services.bank_accounts import AccountChange, masked
from preste.office.services.payments import PaymentError
from preste.office.web import terms
from preste.office.web.access import Act, EmployerView, employer_view
from preste.office.web.fresh import fresh_sign_in
from preste.office.web.words import MESSAGES, told

P = ParamSpec("P")


def _payer(*methods: str) -> Callable[[EmployerView[P]], Callable[Concatenate[HttpRequest, UUID, P], HttpResponse]]:
    """A view of an act that pays: for who may, and who proved lately who they are."""
    return lambda view: employer_view(Act.PAY, *methods)(fresh_sign_in(view))


paying_view = _payer("POST")
paying_form = _payer("GET", "HEAD", "POST")
paying_file = _payer("GET", "HEAD")


def tell_refusal(request: HttpRequest, error: PresteError) -> None:
    """The error in the reader's words; what a bank would refuse, by creditor."""
    findings = error.findings if isinstance(error, PaymentError) else ()
    for name, finding in findings:
        message, remedy = MESSAGES.get(finding.code, (finding.message, ""))
        messages.error(request, f"{name}{terms.colon()} {message}. {remedy}".strip())
    if not findings:
        messages.error(request, told(error))


def shown_changes(changes: Sequence[AccountChange]) -> list[tuple[AccountChange, str, str]]:
    """Changed accounts, both masked."""
    return [(one, masked(one.before), masked(one.now)) for one in changes]

"""What somebody tells for Dimona alone: the particulars of a contract, and from when an employer is followed here."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from preste.errors import PresteError
from preste.office.services import changes, dimona, dimona_following, facts
from preste.office.services.dimona_particulars import particulars_data, particulars_record
from preste.office.services.dimona_people import names
from preste.office.store.models import Contract, Employer, Fact, FactKind
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.dimona_told_forms import FollowForm, ParticularsForm, initial_of
from preste.office.web.views.people import corrected
from preste.office.web.words import told

FORM = ("GET", "HEAD", "POST")


@employer_view(Act.EDIT, *FORM)
def particulars(request: HttpRequest, employer: Employer, contract_id: UUID) -> HttpResponse:
    """What Dimona alone asks of a contract, from a day on, or its correction."""
    contract: Contract = get_object_or_404(Contract.objects.select_related("employer", "worker"), pk=contract_id)
    old = corrected(request, FactKind.DIMONA, contract=contract)
    known = facts.known_facts(employer).filter(contract=contract, kind=FactKind.DIMONA).order_by("valid_from")
    base = old or known.last()
    initial: dict[str, Any] = initial_of(particulars_record(base)) if base is not None else {}
    initial["valid_from"] = old.valid_from if old is not None else request.GET.get("start") or _begins(contract, base)
    form = ParticularsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        new = form.particulars()
        try:
            changes.record_change(
                contract.worker, FactKind.DIMONA, particulars_data(new), valid_from=new.since, contract=contract,
                replaces=old, user=user_of(request),
            )  # fmt: skip
        except PresteError as error:
            form.add_error(None, told(error))
        else:
            messages.success(request, _("C'est noté. Ce qui précède reste visible."))
            return redirect("dimona", employer.pk)
    who = names(employer, [contract.worker_id]).get(contract.worker_id, "")
    context = {"employer": employer, "form": form, "about": f"{who} · {contract.reference}"}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "office/dimona_particulars.html", context, status=status)


def _begins(contract: Contract, base: Fact | None) -> dt.date:
    """The day proposed: that of the contract while nothing was told, else today."""
    today = dimona.now().date()
    core = facts.known_facts(contract.employer).filter(contract=contract, kind=FactKind.CONTRACT).first()
    return core.valid_from if base is None and core is not None else today


@employer_view(Act.EDIT, *FORM)
def following(request: HttpRequest, employer: Employer) -> HttpResponse:
    """From when the Dimona of an employer are followed here; what was said before stays visible."""
    since = dimona_following.followed_since([employer])[employer.pk]
    said = dimona_following.is_said(employer)
    form = FollowForm(request.POST if request.method == "POST" else None, initial={"day": since if said else None})
    if form.is_valid():
        try:
            dimona_following.follow_from(employer, form.cleaned_data["day"], dimona.now().date(), user_of(request))
        except PresteError as error:
            form.add_error("day", told(error))
        else:
            messages.success(request, _("C'est noté. Ce qui précède reste visible."))
            return redirect("dimona", employer.pk)
    context = {
        "employer": employer,
        "form": form,
        "since": since,
        "said": said,
        "changes": [
            (one, dt.date.fromisoformat(one.value) if one.value else None) for one in dimona_following.changes(employer)
        ],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "office/dimona_following.html", context, status=status)

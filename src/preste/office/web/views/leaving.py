"""The end of a contract: its date alone, or a departure, what it would change and pay, its recording, its undoing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from preste.belgium import FACTS
from preste.belgium.due import Due, due_on_leaving
from preste.belgium.exit.facts import SEVERANCE_FACTS
from preste.belgium.exit.steps import Step
from preste.belgium.holiday.facts import HOLIDAY_FACTS
from preste.belgium.year_end.facts import YEAR_END_FACTS
from preste.calendar import Month
from preste.documents.payslip.view import SECTIONS
from preste.engine import Fact, Trace
from preste.errors import PresteError
from preste.office.services import facts, leaving
from preste.office.services.dossiers import contract_record, employer_record
from preste.office.services.hours import is_closed
from preste.office.store.models import Contract, Employer, FactKind
from preste.office.web import answers, terms
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.endings import warn_past_end
from preste.office.web.fact_texts import fact_text
from preste.office.web.forms import EndForm
from preste.office.web.leaving_forms import LeaveForm
from preste.office.web.views.people import FORM, form_page, record, sent
from preste.office.web.words import told
from preste.payroll.items import KINDS
from preste.payroll.leaving import Departure
from preste.payroll.month import payday
from preste.payroll.payslip import Payslip
from preste.records import Contract as ContractRecord

TOTALS = ("gross", "taxable", "net", "net_paid")


@employer_view(Act.EDIT, *FORM)
def leave(request: HttpRequest, employer: Employer, contract_id: UUID) -> HttpResponse:
    """The form of a departure; sent, it is worked out and shown; confirmed, it is recorded."""
    contract = _contract(contract_id)
    today = timezone.localdate()
    known = contract_record(contract, Month(today.year, today.month))
    if known is None:
        raise Http404
    committee = employer_record(employer).on(today).joint_committee
    form = LeaveForm(sent(request), initial={"last_day": known.end}, contract=known, joint_committee=committee)
    found: Departure | None = None
    if form.is_valid():
        try:
            if request.POST.get("shown"):
                leaving.record(contract, form.act(), request.POST["shown"], user_of(request))
                messages.success(request, _("Le départ est enregistré, avec tout ce qu'il change."))
                return redirect("leave", employer.pk, contract.pk)
            found = leaving.work_out(contract, form.act(), user_of(request))
        except leaving.LeavingError as error:
            form.add_error(None, told(error))
            found = leaving.work_out(contract, form.act(), user_of(request)) if error.code == "E-LEAVE-STALE" else None
        except PresteError as error:
            form.refuse(error)
    if found is not None and (part := request.POST.get("why")):
        trace, facts = _explained(found, part)
        title = f"{known.worker.name}, {terms.month(found.payslip.month)}"
        return answers.explained(trace, facts, title, _("Départ"))
    context = {
        "employer": employer,
        "contract": contract,
        "worker": contract.worker,
        "person": known.worker,
        "form": form,
        "left": known.leaving is not None,
        "due": _due(employer, known),
        "ended": known,
        "shown": leaving.digest(found) if found else "",
        **(_preview(found) if found else {}),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "office/leave.html", context, status=status)


@employer_view(Act.EDIT, "POST")
def undo(request: HttpRequest, employer: Employer, contract_id: UUID) -> HttpResponse:
    """Take a departure back, as long as its month is open."""
    contract = _contract(contract_id)
    try:
        leaving.undo(contract, user_of(request))
    except PresteError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Le départ est annulé ; ce qui était écrit reste visible."))
    return redirect("worker", employer.pk, contract.worker_id)


@employer_view(Act.EDIT, *FORM)
def end(request: HttpRequest, employer: Employer, contract_id: UUID) -> HttpResponse:
    """The end of a contract: its dates are written anew, the former ones stay visible."""
    contract = _contract(contract_id)
    found = list(facts.known_facts(employer).filter(contract=contract, kind=FactKind.CONTRACT))
    core = max(found, key=lambda f: f.recorded_at, default=None)
    if core is None:
        raise Http404
    if core.data.get("leaving") and core.valid_to is not None and not is_closed(employer, _month(core.valid_to)):
        messages.warning(request, _("Un départ est enregistré : annulez-le pour changer la fin du contrat."))
        return redirect("leave", employer.pk, contract.pk)
    form = EndForm(sent(request), initial={"end": core.valid_to}, start=core.valid_from)
    if form.is_valid():
        last = form.cleaned_data["end"]
        dates = {"valid_from": core.valid_from, "valid_to": last}
        answer = record(
            request, contract.worker, FactKind.CONTRACT, dict(core.data), **dates, contract=contract, replaces=core
        )
        warn_past_end(request, contract, last, fact_text)
        return answer
    more = {"departure": reverse("leave", args=(employer.pk, contract.pk))}
    return form_page(request, contract.worker, _("Fin du contrat"), form, template="office/end_form.html", more=more)


def _month(day: dt.date) -> Month:
    return Month(day.year, day.month)


def _due(employer: Employer, ended: ContractRecord) -> list[Due]:
    """What is due of a departure that is recorded."""
    if ended.leaving is None or ended.end is None:
        return []
    month = Month(ended.end.year, ended.end.month)
    return due_on_leaving(ended, ended.leaving, payday(employer_record(employer), month))


def _contract(contract_id: UUID) -> Contract:
    return get_object_or_404(Contract.objects.select_related("worker__employer", "employer"), pk=contract_id)


def _explained(found: Departure, part: str) -> tuple[Trace, Mapping[str, Fact]]:
    """The reasons of a part of a departure: of its severance, premium or holiday pay, else of the payslip."""
    parts: dict[str, tuple[Trace | None, Mapping[str, Fact]]] = {
        "severance": (found.severance.trace if found.severance else None, SEVERANCE_FACTS),
        "premium": (found.premium, YEAR_END_FACTS),
        "holidays": (found.holiday_pay, HOLIDAY_FACTS),
    }
    trace, facts = parts.get(part, (None, FACTS))
    return (trace, facts) if trace is not None else (found.payslip.trace, FACTS)


def _preview(found: Departure) -> dict[str, Any]:
    """What the page shows of a departure."""
    payslip = found.payslip
    missing = {error.message: error for error in payslip.errors.values()}
    return {
        "found": found,
        "items": [(one.label or KINDS[one.kind], one.amount) for one in found.items],
        "ending": [one.label or KINDS[one.kind] for one in found.ending],
        "counters": payslip.counters,
        "groups": list(_groups(payslip)),
        "totals": [_total(found, name) for name in TOTALS],
        "certificates": found.certificates,
        "missing": [told(error) for error in missing.values()],
        "steps": _steps(found),
        "reasons": [
            (part, title)
            for part, title, trace in (
                ("severance", _("Indemnité de rupture"), found.severance),
                ("premium", _("Prime de fin d'année"), found.premium),
                ("holidays", _("Pécule de sortie"), found.holiday_pay),
            )
            if trace is not None
        ],
        "late": found.payslip.month != found.act.month,
        "notes": [*found.notes, *payslip.warnings],
    }


def _steps(found: Departure) -> list[Step]:
    """The reasons of the notice and of what is paid in its place, by day."""
    steps = [*(found.notice.steps if found.notice else ()), *(found.severance.steps if found.severance else ())]
    return sorted(steps, key=lambda one: one.date)


def _groups(payslip: Payslip) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """The amounts of a payslip as it prints them: by group, what is taken off with its sign."""
    for _name, title, signs, _end in SECTIONS:
        sign = dict(signs)
        rows = [
            (line.label, sign[role] * line.amount)
            for line in payslip.lines
            for role in line.roles
            if role in sign and line.amount
        ]
        if rows:
            yield title, rows


def _total(found: Departure, name: str) -> tuple[str, int | None, int | None]:
    """The title of a total, its amount without the departure, and with it."""
    without = found.before.trace.get(name) if found.before is not None else None
    return name, without, found.payslip.trace.get(name)

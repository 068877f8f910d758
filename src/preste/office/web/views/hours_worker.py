"""The hours of one worker as a plain form of a field a day, which needs no script and shows each day's event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preste.calendar import Month
from preste.office.services.contingents import rooms, rooms_of_overtime
from preste.office.services.dossiers import dossier_of
from preste.office.services.events import FOLLOWED, nearest, options
from preste.office.services.hours import Cell, HoursError, HoursToConfirm, set_days
from preste.office.services.overtime import CellError
from preste.office.store.models import Contract, Employer
from preste.office.web.access import Act, employer_view, may, user_of
from preste.office.web.contingents import excess_text
from preste.office.web.event_choices import chosen_event, code_of, known_choice, proposed_date
from preste.office.web.hours_rows import GridRow, grid_days, row_of
from preste.office.web.views.hours import MAX_TEXT, REFUSED, about_hours, correction_asked, replaced_of
from preste.records import Contract as ContractRecord


@employer_view(Act.READ, "GET", "HEAD", "POST")
def worker_month(request: HttpRequest, employer: Employer, month: Month, contract_id: UUID) -> HttpResponse:
    """The month of one contract as a plain form of a field a day."""
    contract = get_object_or_404(Contract, pk=contract_id)
    dossier = dossier_of(employer, month, workers=[contract.worker_id])
    record = next((one for one in dossier.contracts if one.id == contract.reference), None)
    if record is None:
        raise Http404
    replaced = replaced_of(employer)
    room = rooms(dossier, [record], month).get(record.id)
    extra = rooms_of_overtime(dossier, [record], month).get(record.id, ())
    row = row_of(record, str(contract.pk), month, grid_days(month, replaced), replaced, room, extra)
    beyond: list[str] = []
    about = about_hours(request, employer, month)
    status = 200
    if request.method == "POST":
        if not may(request, Act.EDIT):
            raise PermissionDenied
        again = reverse("worker-hours", args=[employer.pk, month, contract.pk])
        written = {cell.date: request.POST.get(cell.name, "")[:MAX_TEXT] for cell in row.cells if not cell.outside}
        cells = [Cell(row.id, date, text, *chosen_event(request.POST, date)) for date, text in written.items()]
        try:
            changed = set_days(
                employer, month, cells, user_of(request), correcting=correction_asked(request), asking=True,
                confirmed=request.POST.get("confirmed") == "1",
            )  # fmt: skip
        except HoursToConfirm as error:
            beyond = [excess_text(one.contingent) for one in error.exceeded]
            _show_errors(row, written, ())
            status = REFUSED
        except HoursError as error:
            messages.error(request, error.message)
            _show_errors(row, written, error.errors)
            records = [one.record for one in error.errors if one.record is not None]
            record = records[0] if records else record
            status = REFUSED
        else:
            told = ngettext("%(n)s jour enregistré.", "%(n)s jours enregistrés.", changed) % {"n": changed}
            messages.success(request, told if changed else _("Rien n'a changé."))
            return redirect(again + "?correct=1" if about["correcting"] else again)
    if about["writable"]:
        _offer(row, record, request.POST)
    context = {"row": row, "contract": contract, "beyond": beyond, **about}
    return render(request, "office/hours_worker.html", context, status=status)


def _show_errors(row: GridRow, written: Mapping[dt.date, str], errors: Sequence[CellError]) -> None:
    """Put back what was written, with what is wrong beside it."""
    wrong = {error.date: error.message for error in errors}
    for cell in row.cells:
        cell.text = written.get(cell.date, cell.text)
        cell.error = wrong.get(cell.date, "")


def _offer(row: GridRow, record: ContractRecord, sent: QueryDict) -> None:
    """Beside each day that may have an event, the events to choose from: what was sent is chosen, or what is known."""
    for cell in row.cells:
        if not (code := code_of(cell.text)):
            continue
        day = next((one for one in record.days if (one.date, one.code) == (cell.date, code)), None)
        cell.options = options(record, code, cell.date)
        cell.before = nearest(record.days, code, cell.date) if code in FOLLOWED else None
        cell.chosen = sent.get(f"e{cell.date.day}", known_choice(code, day, cell.before))
        cell.when = sent.get(f"w{cell.date.day}", proposed_date(code, cell.date))

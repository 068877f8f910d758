"""The hours: a grid of workers by days."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from preste.belgium.time.codes import CODES
from preste.belgium.time.events import EVENTS
from preste.belgium.time.month import month_time
from preste.belgium.time.rights import RIGHTS
from preste.belgium.time.stretches import the_change
from preste.calendar import Month
from preste.exports.twin import Kind
from preste.office.services import employer_facts
from preste.office.services.contingents import rooms, rooms_of_overtime
from preste.office.services.dossiers import dossier_of, running_contracts
from preste.office.services.events import options
from preste.office.services.hours import (
    Cell,
    HoursError,
    HoursToConfirm,
    is_closed,
    set_days,
)
from preste.office.services.overtime import CellError
from preste.office.services.search import matching
from preste.office.store.models import Contract, Employer, Fact, PayRun, RunKind, Worker
from preste.office.web.access import Act, employer_view, may, user_of
from preste.office.web.contingents import excess_text
from preste.office.web.event_choices import WHEN, option_text, proposed_date
from preste.office.web.hours_rows import GridDay, GridRow, grid_days, row_of
from preste.office.web.roster import LETTERS
from preste.office.web.tables import table_file, wants_table
from preste.payroll.contingents.overtime import OvertimeRoom
from preste.records import Contract as ContractRecord
from preste.records import ReplacedHoliday, held_on

ROWS_ON_A_PAGE = 100
BODY_LIMIT = 2_000_000
MAX_TEXT = 60
NOT_JSON = 400
COLUMNS = {
    "contrat": Kind.TEXT,
    "nom": Kind.TEXT,
    "date": Kind.DATE,
    "code": Kind.TEXT,
    "heures": Kind.HOURS,
}
Key = tuple[UUID, UUID]
"""A contract and its worker."""
REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


def replaced_of(employer: Employer) -> Sequence[ReplacedHoliday]:
    """The public holidays of the employer that were moved."""
    return employer_facts.replaced(employer_facts.read(employer))


def _keys(employer: Employer, month: Month, letter: str = "", wanted: str = "") -> QuerySet[Fact, Key]:
    """The contracts that run in a month, by name: of a first letter, or of the workers a text finds."""
    found = running_contracts(employer, month)
    if letter and letter in LETTERS:
        found = found.filter(worker__search_name__startswith=letter)
    if wanted:  # the few workers first, then their contracts
        found = found.filter(worker__in=Worker.objects.filter(matching(wanted)).values("pk"))
    return found.order_by("worker__search_name", "worker", "valid_from", "pk").values_list("contract", "worker")


def _of_page(keys: QuerySet[Fact, Key], page: Page[Key]) -> list[Key]:
    """The keys of a page. Only as many workers as needed are put in order, by an index, and not all contracts."""
    stop = page.end_index()
    first = Worker.objects.filter(Exists(keys.filter(worker=OuterRef("pk")).order_by()))
    named = first.order_by("search_name", "pk").values("pk")[:stop]
    return list(keys.filter(worker__in=named)[max(0, page.start_index() - 1) : stop])


class Known(NamedTuple):
    """A contract as payroll knows it, its key, how many hours of the month its contingent covers, and overtime."""

    record: ContractRecord
    id: str
    room: int | None
    extra: Sequence[OvertimeRoom]

    def row(self, month: Month, days: Sequence[GridDay], replaced: Sequence[ReplacedHoliday]) -> GridRow:
        """Its row of the grid."""
        return row_of(self.record, self.id, month, days, replaced, self.room, self.extra)


def _records(employer: Employer, month: Month, keys: Sequence[Key]) -> list[Known]:
    """These contracts as payroll knows them, in their order; no other worker's are read."""
    workers = {worker for _, worker in keys}
    references = dict(Contract.objects.filter(worker__in=workers).values_list("pk", "reference"))
    dossier = dossier_of(employer, month, workers=workers)
    records = {one.id: one for one in dossier.contracts}
    left = rooms(dossier, dossier.contracts, month)
    extra = rooms_of_overtime(dossier, dossier.contracts, month)
    named = [(str(key), references[key]) for key, _ in keys if references[key] in records]
    return [Known(records[name], key, left.get(name), extra.get(name, ())) for key, name in named]


def _parts(employer: Employer, month: Month, keys: Sequence[Key]) -> Iterator[Known]:
    """The same for many contracts, read part by part."""
    for start in range(0, len(keys), ROWS_ON_A_PAGE):
        yield from _records(employer, month, keys[start : start + ROWS_ON_A_PAGE])


@employer_view(Act.READ, "GET", "HEAD", "POST")
def grid(request: HttpRequest, employer: Employer, month: Month) -> HttpResponse:
    """The month of the workers, by pages, of a first letter, or of those sought by name or matricule.

    A POST of changed cells as JSON records them all, or none and says why. What is sought is posted too, so that no
    name stands in an address.
    """
    if request.method == "POST" and "q" not in request.POST:
        return _save(request, employer, month)
    sought = request.POST.get("q", "")[:MAX_TEXT].strip()
    replaced = replaced_of(employer)
    if wants_table(request):
        return _table(request, _parts(employer, month, list(_keys(employer, month))), month, replaced)
    letter = "" if sought else request.GET.get("letter", "")[:1]
    keys = _keys(employer, month, letter, sought)
    page = Paginator(keys, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    days = grid_days(month, replaced)
    known = _records(employer, month, _of_page(keys, page))
    rows = [one.row(month, days, replaced) for one in known]
    about = about_hours(request, employer, month)
    several = bool(letter or sought) or page.paginator.num_pages > 1
    kept = [("letter", letter)] if letter else []
    kept += [("correct", "1")] if about["correcting"] else []
    context = {
        "rows": rows,
        "counted": any(row.room is not None or row.extra for row in rows),
        "days": days,
        "page": page,
        "letter": letter,
        "letters": LETTERS if several else "",
        "sought": sought,
        "left_out": page.paginator.count - len(rows) if sought else 0,
        "more": "".join(f"&{name}={value}" for name, value in kept),
        **about,
    }
    return render(request, "office/hours.html", context)


def about_hours(request: HttpRequest, employer: Employer, month: Month) -> dict[str, Any]:
    """What both pages of a month's hours show and allow."""
    closed = is_closed(employer, month)
    correcting = closed and correction_asked(request)
    writer = may(request, Act.EDIT)
    return {
        "employer": employer,
        "month": month,
        "before": month.plus(-1),
        "after": month.plus(1),
        "run": PayRun.objects.filter(employer=employer, month=str(month), kind=RunKind.REGULAR).first(),
        "closed": closed,
        "correcting": correcting,
        "correctable": writer and closed and not correcting,
        "writable": writer and (correcting or not closed),
        "codes": CODES.values(),
        "rights": [(code, RIGHTS[code.code]) for code in CODES.values()],
    }


def correction_asked(request: HttpRequest) -> bool:
    """Whether the hours of a validated month are to be corrected, knowingly."""
    return request.GET.get("correct") == "1"


def _save(request: HttpRequest, employer: Employer, month: Month) -> HttpResponse:
    if not may(request, Act.EDIT):
        return JsonResponse({"message": _("Vous pouvez lire ces heures, pas les écrire.")}, status=403)
    cells = _cells(request)
    if cells is None:
        return JsonResponse({"message": _("La demande ne se lit pas.")}, status=NOT_JSON)
    try:
        changed = set_days(
            employer, month, cells, user_of(request), correcting=correction_asked(request), asking=True,
            confirmed=_confirmed(request),
        )  # fmt: skip
    except HoursToConfirm as error:
        told = [f"{one.worker} : {excess_text(one.contingent)}" for one in error.exceeded]
        return JsonResponse({"message": error.message, "confirm": told}, status=HTTPStatus.CONFLICT)
    except HoursError as error:
        errors = [_refused(one) for one in error.errors]
        return JsonResponse({"message": error.message, "errors": errors}, status=REFUSED)
    contracts = Contract.objects.filter(pk__in={cell.contract for cell in cells})
    touched = list(contracts.values_list("pk", "worker"))
    replaced = replaced_of(employer)
    days = grid_days(month, replaced)
    rows = [one.row(month, days, replaced) for one in _parts(employer, month, touched)]
    return JsonResponse({"changed": changed, "rows": [_told(row) for row in rows]})


def _confirmed(request: HttpRequest) -> bool:
    """Whether hours beyond a contingent are to be recorded, knowingly."""
    return json.loads(request.body).get("confirmed") is True


def _refused(error: CellError) -> dict[str, Any]:
    """What is wrong with a cell, and the events to choose from when that is what is asked."""
    found: dict[str, Any] = {"contract": error.contract, "date": error.date.isoformat(), "message": error.message}
    if error.asks and error.record is not None:
        given = options(error.record, error.asks, error.date)
        found["options"] = [
            {"event": one.event, "date": one.date.isoformat() if one.date else "", "text": option_text(one)}
            for one in given
        ]
        found |= {"when": str(WHEN[error.asks]), "day": proposed_date(error.asks, error.date)}
    return found


def _cells(request: HttpRequest) -> list[Cell] | None:
    """The cells of a JSON body; None when it is not one."""
    if len(request.body) > BODY_LIMIT:
        return None
    try:
        given = json.loads(request.body)["cells"]
        return [_cell(one) for one in given]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _cell(given: Mapping[str, Any]) -> Cell:
    text = given["text"]
    if not isinstance(text, str) or len(text) > MAX_TEXT:
        raise ValueError("not the text of a cell")
    event, when = given.get("event") or "", given.get("event_date") or ""
    if event and event not in EVENTS:
        raise ValueError("not an event")
    date = dt.date.fromisoformat(given["date"])
    return Cell(str(UUID(given["contract"])), date, text, event, dt.date.fromisoformat(when) if when else None)


def _told(row: GridRow) -> dict[str, Any]:
    return {
        "contract": row.id,
        "work": row.work,
        "paid": row.paid,
        "room": row.room,
        "quotas": row.quotas,
        "cells": {
            cell.date.isoformat(): {"text": cell.text, "kind": cell.kind, "event": cell.event} for cell in row.cells
        },
    }


def _table(
    request: HttpRequest,
    contracts: Iterable[Known],
    month: Month,
    replaced: Sequence[ReplacedHoliday],
) -> HttpResponse:
    rows: list[tuple[str, str, dt.date, str, int]] = []
    for record, *__ in contracts:
        terms = held_on(record.terms, max(month.first, record.start))
        hours: Counter[tuple[dt.date, str]] = Counter()
        calendar = month_time(record, terms, month, replaced, the_change(record, month))[0].calendar if terms else ()
        for day in calendar:
            if day.code:
                hours[day.date, day.code] += day.hours
        rows += [(record.id, record.worker.name, date, code, total) for (date, code), total in hours.items()]
    return table_file(request, f"heures-{month}", COLUMNS, rows)

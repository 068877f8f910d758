"""The hours: a grid of workers by days, and its plain twin for one worker."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preste.belgium.time.codes import CODES
from preste.belgium.time.events import EVENTS
from preste.belgium.time.holidays import holidays_of, usual_days
from preste.belgium.time.month import month_time
from preste.belgium.time.rights import RIGHTS
from preste.belgium.time.stretches import the_change
from preste.calendar import Month
from preste.exports.twin import Kind
from preste.office.services import employer_facts
from preste.office.services.dossiers import dossier_of, running_contracts
from preste.office.services.events import Option, options
from preste.office.services.hours import (
    Cell,
    HoursError,
    cell_text,
    is_closed,
    is_free,
    scheduled_hours,
    set_days,
    sick_hours,
)
from preste.office.services.overtime import CellError
from preste.office.services.search import matching
from preste.office.store.models import Contract, Employer, Fact, PayRun, RunKind, Worker
from preste.office.web.access import Act, employer_view, may, user_of
from preste.office.web.event_choices import chosen_event, code_of, event_text, option_text, value_of
from preste.office.web.roster import LETTERS
from preste.office.web.tables import table_file, wants_table
from preste.office.web.terms import said
from preste.records import Contract as ContractRecord
from preste.records import Day, ReplacedHoliday, held_on

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


@dataclass
class DayCell:
    """One day of one contract on the page."""

    date: dt.date
    weekday: str
    holiday: str
    scheduled: int
    outside: bool
    text: str
    kind: str
    error: str = ""
    sick: Mapping[str, int] = field(default_factory=dict)
    """What an incapacity makes of the day: hundredths of hours by code."""
    event: str = ""
    """What a short absence of the day is for, in words."""
    options: Sequence[Option] = ()
    """The events it may be for, when that is asked."""
    chosen: str = ""

    @property
    def weekend(self) -> bool:
        """Saturday or Sunday."""
        return self.date.weekday() >= 5

    @property
    def hint(self) -> str:
        """What an empty cell stands for."""
        if self.sick:
            return cell_text([Day(date=self.date, code=code, hours=h) for code, h in self.sick.items()], self.scheduled)
        return "F" if self.holiday and self.scheduled else ""

    @property
    def sickness(self) -> str:
        """What an incapacity makes of the day, in words."""
        return ", ".join(said(CODES[code].label) for code in self.sick)

    @property
    def name(self) -> str:
        """Its input's name in the plain form."""
        return f"d{self.date.day}"

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The events to choose from, each with what is left of its right."""
        return [(value_of(one), option_text(one)) for one in self.options]


@dataclass(frozen=True)
class GridRow:
    """A contract's month: its cells and what they add up to, in hundredths of hours."""

    id: str
    record: ContractRecord
    free: bool
    cells: Sequence[DayCell]
    work: int
    other: int
    paid: int


class GridDay(NamedTuple):
    """A day of the month for everybody: its date, two letters of its weekday (`lu`), the legal holiday it is."""

    date: dt.date
    weekday: str
    holiday: str


def _grid_days(month: Month, replaced: Sequence[ReplacedHoliday]) -> list[GridDay]:
    """The days of the month in the reader's language, told once for all rows."""
    weekdays, holidays = [str(WEEKDAYS[n])[:2] for n in range(7)], holidays_of(month.year, replaced)
    return [GridDay(day, weekdays[day.weekday()], said(holidays.get(day, ""))) for day in month.days]


def _kind(days: Sequence[Day]) -> str:
    """How a cell is coloured: by what its first day is."""
    if not days or days[0].code not in CODES:
        return ""
    code = CODES[days[0].code]
    if code.overtime:
        return "extra"
    return "work" if code.code == "W" else "paid" if code.paid or code.own_pay else "unpaid"


def _row(
    record: ContractRecord,
    id: str,
    month: Month,
    days: Sequence[GridDay],
    replaced: Sequence[ReplacedHoliday] = (),
) -> GridRow:
    given: Mapping[dt.date, list[Day]] = _by_date(record)
    terms = held_on(record.terms, max(month.first, record.start))
    holidays = holidays_of(month.year, replaced, usual_days(terms)) if terms else {}
    time = month_time(record, terms, month, replaced, the_change(record, month))[0] if terms else None
    sick = sick_hours(record, time)
    cells = []
    for day in days:
        date = day.date
        scheduled = scheduled_hours(record, date)
        written = given.get(date, [])
        outside = date < record.start or (record.end is not None and date > record.end)
        text, of_sickness = cell_text(written, scheduled), sick.get(date, {})
        holiday = said(holidays[date]) if date in holidays else ""
        cell = DayCell(date, day.weekday, holiday, scheduled, outside, text, _kind(written), sick=of_sickness)
        cell.event = ", ".join(event_text(one) for one in written if one.event)
        cells.append(cell)
    by_code = time.hours_by_code if time else {}
    work = by_code.get("W", 0) + sum(hours for code, hours in by_code.items() if CODES[code].overtime)
    paid = sum(hours for code, hours in by_code.items() if CODES[code].paid)
    return GridRow(id, record, is_free(record), cells, work, sum(by_code.values()) - work, paid)


def _replaced(employer: Employer) -> Sequence[ReplacedHoliday]:
    return employer_facts.replaced(employer_facts.read(employer))


def _by_date(record: ContractRecord) -> dict[dt.date, list[Day]]:
    given: dict[dt.date, list[Day]] = defaultdict(list)
    for day in record.days:
        given[day.date].append(day)
    return given


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


def _records(employer: Employer, month: Month, keys: Sequence[Key]) -> list[tuple[ContractRecord, str]]:
    """These contracts as payroll knows them, in their order; no other worker's are read."""
    workers = {worker for _, worker in keys}
    references = dict(Contract.objects.filter(worker__in=workers).values_list("pk", "reference"))
    records = {one.id: one for one in dossier_of(employer, month, workers=workers).contracts}
    return [(records[references[key]], str(key)) for key, _ in keys if references[key] in records]


def _parts(employer: Employer, month: Month, keys: Sequence[Key]) -> Iterator[tuple[ContractRecord, str]]:
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
    replaced = _replaced(employer)
    if wants_table(request):
        return _table(request, _parts(employer, month, list(_keys(employer, month))), month, replaced)
    letter = "" if sought else request.GET.get("letter", "")[:1]
    keys = _keys(employer, month, letter, sought)
    page = Paginator(keys, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    days = _grid_days(month, replaced)
    rows = [_row(record, id, month, days, replaced) for record, id in _records(employer, month, _of_page(keys, page))]
    about = _about(request, employer, month)
    several = bool(letter or sought) or page.paginator.num_pages > 1
    kept = [("letter", letter)] if letter else []
    kept += [("correct", "1")] if about["correcting"] else []
    context = {
        "rows": rows,
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


def _about(request: HttpRequest, employer: Employer, month: Month) -> dict[str, Any]:
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
        changed = set_days(employer, month, cells, user_of(request), correcting=correction_asked(request), asking=True)
    except HoursError as error:
        errors = [_refused(employer, month, one) for one in error.errors]
        return JsonResponse({"message": error.message, "errors": errors}, status=REFUSED)
    contracts = Contract.objects.filter(pk__in={cell.contract for cell in cells})
    touched = list(contracts.values_list("pk", "worker"))
    replaced = _replaced(employer)
    days = _grid_days(month, replaced)
    rows = [_row(record, id, month, days, replaced) for record, id in _parts(employer, month, touched)]
    return JsonResponse({"changed": changed, "rows": [_told(row) for row in rows]})


def _refused(employer: Employer, month: Month, error: CellError) -> dict[str, Any]:
    """What is wrong with a cell, and the events to choose from when that is what is asked."""
    found: dict[str, Any] = {"contract": error.contract, "date": error.date.isoformat(), "message": error.message}
    if error.asks:
        contract = Contract.objects.get(pk=error.contract)
        own = dossier_of(employer, month, workers=[contract.worker_id]).contracts
        record = next(one for one in own if one.id == contract.reference)
        given = options(record, error.asks, error.date)
        found["options"] = [
            {"event": one.event, "date": one.date.isoformat() if one.date else "", "text": option_text(one)}
            for one in given
        ]
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
        "cells": {
            cell.date.isoformat(): {"text": cell.text, "kind": cell.kind, "event": cell.event} for cell in row.cells
        },
    }


def _table(
    request: HttpRequest,
    contracts: Iterable[tuple[ContractRecord, str]],
    month: Month,
    replaced: Sequence[ReplacedHoliday],
) -> HttpResponse:
    rows: list[tuple[str, str, dt.date, str, int]] = []
    for record, __ in contracts:
        terms = held_on(record.terms, max(month.first, record.start))
        hours: Counter[tuple[dt.date, str]] = Counter()
        calendar = month_time(record, terms, month, replaced, the_change(record, month))[0].calendar if terms else ()
        for day in calendar:
            if day.code:
                hours[day.date, day.code] += day.hours
        rows += [(record.id, record.worker.name, date, code, total) for (date, code), total in hours.items()]
    return table_file(request, f"heures-{month}", COLUMNS, rows)


@employer_view(Act.READ, "GET", "HEAD", "POST")
def worker_month(request: HttpRequest, employer: Employer, month: Month, contract_id: UUID) -> HttpResponse:
    """The month of one contract as a plain form of a field a day."""
    contract = get_object_or_404(Contract, pk=contract_id)
    own = dossier_of(employer, month, workers=[contract.worker_id]).contracts
    record = next((one for one in own if one.id == contract.reference), None)
    if record is None:
        raise Http404
    replaced = _replaced(employer)
    row = _row(record, str(contract.pk), month, _grid_days(month, replaced), replaced)
    about = _about(request, employer, month)
    status = 200
    if request.method == "POST":
        if not may(request, Act.EDIT):
            raise PermissionDenied
        again = reverse("worker-hours", args=[employer.pk, month, contract.pk])
        written = {cell.date: request.POST.get(cell.name, "")[:MAX_TEXT] for cell in row.cells if not cell.outside}
        cells = [Cell(row.id, date, text, *chosen_event(request.POST, date)) for date, text in written.items()]
        try:
            changed = set_days(
                employer, month, cells, user_of(request), correcting=correction_asked(request), asking=True
            )
        except HoursError as error:
            messages.error(request, error.message)
            _show_errors(row, written, error.errors)
            asked = {one.date: one.asks for one in error.errors if one.asks}
            for cell in row.cells:
                chosen = request.POST.get(f"e{cell.date.day}", "")
                if code := asked.get(cell.date) or (chosen and code_of(cell.text)):
                    cell.options, cell.chosen = options(row.record, code, cell.date), chosen
            status = REFUSED
        else:
            told = ngettext("%(n)s jour enregistré.", "%(n)s jours enregistrés.", changed) % {"n": changed}
            messages.success(request, told if changed else _("Rien n'a changé."))
            return redirect(again + "?correct=1" if about["correcting"] else again)
    context = {"row": row, "contract": contract, **about}
    return render(request, "office/hours_worker.html", context, status=status)


def _show_errors(row: GridRow, written: Mapping[dt.date, str], errors: Sequence[CellError]) -> None:
    """Put back what was written, with what is wrong beside it."""
    wrong = {error.date: error.message for error in errors}
    for cell in row.cells:
        cell.text = written.get(cell.date, cell.text)
        cell.error = wrong.get(cell.date, "")

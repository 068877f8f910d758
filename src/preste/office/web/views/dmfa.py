"""The declaration of a quarter read by a human: all workers, one of them, beside the quarter before; on paper, and why.

Each reading is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from preste.calendar import Quarter
from preste.declarations.dmfa.beside import Beside, Person, beside
from preste.documents.explanation.fragment import explanation_fragment
from preste.documents.explanation.page import explanation_page
from preste.errors import PresteError
from preste.exports.dmfa import COLUMNS, rows
from preste.office.services import audit, quarters, readings
from preste.office.services.batches import Batch
from preste.office.services.dmfa_prints import dmfa_batch
from preste.office.services.readings import People, Reading
from preste.office.store.models import ComputedQuarter, Declaration, Employer, Payslip, QuarterWorker, Worker
from preste.office.web import terms
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.answers import with_its_policy
from preste.office.web.dmfa_rows import (
    CAR_RULE,
    CodeGroup,
    Occupied,
    employer_groups,
    occupied,
    vehicles,
    worker_groups,
)
from preste.office.web.tables import table_file, wants_table
from preste.office.web.views.downloads import download, offered

ON_A_PAGE = 100


class Row(NamedTuple):
    """A person of the list: name, worker's id, and what is due for each quarter."""

    name: str
    worker: UUID | None
    person: Person


class Shown(NamedTuple):
    """What a page shows: a reading, the quarter before, both beside each other, and who the people are."""

    reading: Reading
    former: Reading | None
    found: Beside
    people: People


@employer_view(Act.READ)
def dmfa(request: HttpRequest, employer: Employer, quarter: Quarter) -> HttpResponse:
    """The declaration: sums by code, then each person, before, now and difference; `?of=` another declaration of it."""
    shown = _shown(request, employer, quarter)
    if shown is None:
        return render(request, "office/dmfa.html", {"employer": employer, "quarter": quarter})
    audit.record(employer, user_of(request), "dmfa.read", str(employer.pk), quarter=str(quarter))
    if wants_table(request):
        return table_file(request, f"dmfa-{quarter}", COLUMNS, rows(shown.found, shown.people.names))
    wanted = request.GET.get("q", "").strip()
    found = _rows(shown, wanted)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    more = _more(request)
    context = _context(employer, shown) | {
        "groups": employer_groups(shown.found, shown.reading.computed),
        "rows": page,
        "page": page,
        "more": more,
        "page_more": f"{more}&{urlencode({'q': wanted})}" if wanted else more,
        "wanted": wanted,
        "vehicles": vehicles(shown.reading.computed),
        "choices": _choices(employer, quarter),
        "why": _address("dmfa-explanation", employer, quarter),
        "piece": _address("dmfa-why", employer, quarter),
    }
    return render(request, "office/dmfa.html", context | offered(employer, _batch(employer, shown), more.lstrip("&")))


@employer_view(Act.READ)
def dmfa_worker(request: HttpRequest, employer: Employer, quarter: Quarter, worker_id: UUID) -> HttpResponse:
    """One worker: occupations, then each code, before, now and difference; computed amounts open their explanation."""
    worker = get_object_or_404(Worker, pk=worker_id)
    shown = _shown(request, employer, quarter)
    inss = _number_of(shown, worker)
    if shown is None or inss is None:
        raise Http404
    audit.record(employer, user_of(request), "dmfa.read", str(worker.pk), quarter=str(quarter))
    person = next(one for one in shown.found.people if one.inss == inss)
    stored = _told(shown.reading.computed, worker)
    declared = [one for one in shown.reading.form.employer_declaration.natural_persons if one.inss == inss]
    months = [str(month) for month in quarter.months]
    slips = Payslip.objects.filter(contract__worker=worker, run__month__in=months, excluded=False)
    occupations: list[Occupied] = occupied(declared[0], stored) if declared else []
    groups: Sequence[CodeGroup] = worker_groups(person.codes, stored)
    context = _context(employer, shown) | {
        "worker": worker,
        "name": shown.people.names.get(inss, worker.number),
        "person": person,
        "occupations": occupations,
        "groups": groups,
        "payslips": slips.select_related("run").order_by("run__month", "paid_on"),
        "more": _more(request),
        "why": _address("dmfa-worker-explanation", employer, quarter, worker),
        "piece": _address("dmfa-worker-why", employer, quarter, worker),
    }
    return render(request, "office/dmfa_worker.html", context)


@employer_view(Act.READ)
def dmfa_pdf(request: HttpRequest, employer: Employer, quarter: Quarter) -> HttpResponse:
    """The same on paper: the employer's sheet, then one a person; a large one in parts, `?part=`."""
    shown = _shown(request, employer, quarter)
    if shown is None:
        raise Http404
    back, subject = ("dmfa", quarter), str(employer.pk)
    batch = _batch(employer, shown)
    answer = download(request, employer, batch, "dmfa.read", subject, back=back, quarter=str(quarter))
    if batch.parts == 1 and "form" not in request.GET and "Content-Disposition" in answer.headers:  # to be read at once
        answer.headers["Content-Disposition"] = f'inline; filename="{batch.file_name("pdf")}"'
    return answer


def _batch(employer: Employer, shown: Shown) -> Batch:
    return dmfa_batch(employer, shown.reading, shown.former, shown.found, shown.people)


@employer_view(Act.READ)
def dmfa_why(request: HttpRequest, employer: Employer, quarter: Quarter, worker_id: UUID | None = None) -> HttpResponse:
    """One amount's explanation, a piece of a page for the side panel: `?at=` which one, `&rule=` the amount."""
    stored, results, _ = _explanation(request, employer, quarter, worker_id)
    rule = request.GET.get("rule") or results[-1]
    try:
        return HttpResponse(explanation_fragment(stored, rule, results, terms.language()))
    except PresteError as error:
        raise Http404 from error


@employer_view(Act.READ)
def dmfa_explanation(
    request: HttpRequest, employer: Employer, quarter: Quarter, worker_id: UUID | None = None
) -> HttpResponse:
    """The whole explanation that an amount is of. The page carries a policy of its own."""
    stored, results, name = _explanation(request, employer, quarter, worker_id)
    try:
        page = explanation_page(
            stored, name, f"{employer.name}, {terms.quarter(quarter)}", results, terms.language()
        )  # fmt: skip
    except PresteError as error:
        raise Http404 from error
    return with_its_policy(page)


def _explanation(
    request: HttpRequest, employer: Employer, quarter: Quarter, worker_id: UUID | None
) -> tuple[dict[str, Any], Sequence[str], str]:
    """The stored explanation at `?at=`, its results, and whose it is. Raises Http404."""
    computed = quarters.latest(employer, quarter)
    if computed is None:
        raise Http404
    at = request.GET.get("at") or ("unrelated-0" if worker_id is None else "0-0-0")
    if worker_id is None:
        held, name = _of_employer(computed, at), employer.name
    else:
        row = get_object_or_404(QuarterWorker, quarter=computed, worker=worker_id)
        held, name = _of_worker(quarters.lines_of(row), at), row.name
    if held is None:
        raise Http404
    subject = str(worker_id or employer.pk)
    audit.record(employer, user_of(request), "dmfa.read", subject, quarter=str(quarter), form="explanation")
    explanation, results = held
    return explanation, results, name


_Held = tuple[dict[str, Any], Sequence[str]]
"""An explanation, and the rules of the amounts that rest on it."""


def _of_employer(computed: ComputedQuarter, at: str) -> _Held | None:
    """The explanation of what concerns nobody: `unrelated-0`, `vehicles-1`."""
    kind, _, place = at.partition("-")
    found = computed.told.get(kind, []) if kind in ("unrelated", "vehicles") and place.isdecimal() else []
    if not place.isdecimal() or int(place) >= len(found) or not found[int(place)].get("explanations"):
        return None
    one = found[int(place)]
    return one["explanations"][0], [one.get("rule", CAR_RULE)]


def _of_worker(lines: Sequence[dict[str, Any]], at: str) -> _Held | None:
    """The explanation of a worker's amount: line, occupation (0 for the line) and place, as `0-1-0`."""
    parts = at.split("-")
    if len(parts) != len(("line", "occupation", "place")) or not all(one.isdecimal() for one in parts):
        return None
    line, occupation, place = map(int, parts)
    try:
        held = lines[line] if not occupation else lines[line]["occupations"][occupation - 1]
        found: dict[str, Any] = held["explanations"][place]
    except IndexError:
        return None
    if occupation:
        return found, [one["rule"] for one in held["reductions"]]
    return found, [one["rule"] for one in held["contributions"] if one["explanation"] == place]


# ── what is shown ──────────────────────────────────────────────────────────────────────────


def _shown(request: HttpRequest, employer: Employer, quarter: Quarter) -> Shown | None:
    """What was asked for: a declaration as it was kept, or the last computation; None where nothing is to be read."""
    wanted = request.GET.get("of", "")
    if wanted:
        reading = readings.of_declaration(get_object_or_404(Declaration, pk=_uuid(wanted), quarter=str(quarter)))
    else:
        reading = readings.computed(employer, quarter) or readings.declared(employer, quarter)
    if reading is None:
        if quarters.latest(employer, quarter) is None:
            raise Http404
        return None
    former = readings.before(employer, quarter)
    forms = [reading.form, former.form if former else None]
    other = former.form.employer_declaration if former else None
    if other is not None and other.noss_registration_nbr != reading.form.employer_declaration.noss_registration_nbr:
        former, other = None, None
    found = beside(reading.form.employer_declaration, other)
    return Shown(reading, former, found, readings.people_of(employer, forms))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


def _rows(shown: Shown, wanted: str) -> list[Row]:
    """The people by name, those whose name holds what is looked for."""
    names, workers = shown.people.names, shown.people.workers
    found = [
        Row(names.get(one.inss, f"{one.inss[:6]}…"), workers.get(one.inss), one) for one in shown.found.people
    ]  # fmt: skip
    listed = [row for row in found if wanted.casefold() in row.name.casefold()]
    return sorted(listed, key=lambda row: row.name.casefold())


def _number_of(shown: Shown | None, worker: Worker) -> str | None:
    """The national number a worker is declared under."""
    if shown is None:
        return None
    return next((inss for inss, pk in shown.people.workers.items() if pk == worker.pk), None)


def _told(computed: ComputedQuarter | None, worker: Worker) -> list[dict[str, Any]]:
    """The worker's lines of the computation, with their explanations; none when a kept declaration is read."""
    row = None if computed is None else QuarterWorker.objects.filter(quarter=computed, worker=worker).first()
    return [] if row is None else quarters.lines_of(row)


def _choices(employer: Employer, quarter: Quarter) -> list[Declaration]:
    found = Declaration.objects.filter(employer=employer, quarter=str(quarter), kind="original").defer("content")
    return list(found)


def _more(request: HttpRequest) -> str:
    wanted = request.GET.get("of", "")
    return f"&of={_uuid(wanted)}" if wanted else ""


def _address(name: str, employer: Employer, quarter: Quarter, worker: Worker | None = None) -> str:
    return reverse(name, args=[employer.pk, quarter, *([worker.pk] if worker else [])])


def _context(employer: Employer, shown: Shown) -> dict[str, Any]:
    return {
        "employer": employer,
        "quarter": shown.reading.quarter,
        "reading": shown.reading,
        "former": shown.former,
        "found": shown.found,
        "explained": shown.reading.explained,
        "change": shown.found.now - shown.found.before,
    }

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
from preste.exports.dmfa import COLUMNS, rows
from preste.office.services import audit, quarters, readings
from preste.office.services.batches import Batch
from preste.office.services.dmfa_prints import dmfa_batch
from preste.office.services.readings import People, Reading
from preste.office.store.models import Declaration, Employer, Payslip, QuarterWorker, Worker
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.dmfa_rows import (
    employer_groups,
    occupied,
    told_groups,
    told_occupations,
    vehicles,
    worker_groups,
)
from preste.office.web.quarter_words import title_of
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
    """One worker: occupations, then each code, before, now and difference; every amount opens its explanation.

    As declared; as computed where the quarter cannot be declared yet.
    """
    worker = get_object_or_404(Worker, pk=worker_id)
    shown = _shown(request, employer, quarter)
    inss = _number_of(shown, worker)
    computed = quarters.latest(employer, quarter)
    row = QuarterWorker.objects.filter(quarter=computed, worker=worker).first() if computed else None
    if shown is not None and inss is not None:
        told = quarters.lines_of(row) if row and shown.reading.explained else []
        context = _context(employer, shown) | _declared(shown, inss, worker, told)
    elif row is not None and not request.GET.get("of"):
        context = _as_computed(employer, quarter, row)
    else:
        raise Http404
    audit.record(employer, user_of(request), "dmfa.read", str(worker.pk), quarter=str(quarter))
    months = [str(month) for month in quarter.months]
    slips = Payslip.objects.filter(contract__worker=worker, run__month__in=months, excluded=False)
    doubts = row.uncertain if row is not None and context["explained"] else []
    context |= {
        "worker": worker,
        "doubts": sorted({title_of(name.partition("[")[0]) for name in doubts}),
        "payslips": slips.select_related("run").order_by("run__month", "paid_on", "pk"),
        "more": _more(request),
        "why": _address("dmfa-worker-explanation", employer, quarter, worker),
        "piece": _address("dmfa-worker-why", employer, quarter, worker),
    }
    return render(request, "office/dmfa_worker.html", context)


def _declared(shown: Shown, inss: str, worker: Worker, told: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A worker of a declaration."""
    person = next(one for one in shown.found.people if one.inss == inss)
    declared = [one for one in shown.reading.form.employer_declaration.natural_persons if one.inss == inss]
    return {
        "name": shown.people.names.get(inss, worker.number),
        "person": person,
        "due": person.now,
        "occupations": occupied(declared[0], told) if declared else [],
        "groups": worker_groups(person.codes, told),
    }


def _as_computed(employer: Employer, quarter: Quarter, row: QuarterWorker) -> dict[str, Any]:
    """A worker of a quarter that cannot be declared yet."""
    told = quarters.lines_of(row)
    return {
        "employer": employer,
        "quarter": quarter,
        "explained": True,
        "name": row.name,
        "due": row.owed,
        "occupations": told_occupations(told),
        "groups": told_groups(told),
    }


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

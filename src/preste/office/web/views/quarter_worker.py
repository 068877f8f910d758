"""One worker's quarter as it is told: lines, contributions, occupations, reductions; and why each amount."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from preste.calendar import Quarter
from preste.documents.explanation import explanation_page
from preste.errors import PresteError
from preste.office.services import audit, quarters
from preste.office.store.models import Employer, QuarterWorker
from preste.office.web import terms
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.answers import with_its_policy
from preste.office.web.quarter_words import title_of


@employer_view(Act.READ)
def worker(request: HttpRequest, employer: Employer, quarter: Quarter, worker_id: UUID) -> HttpResponse:
    """The worker's lines of a computed quarter."""
    found = _worker(employer, quarter, worker_id)
    audit.record(employer, user_of(request), "quarter.read", str(worker_id), quarter=str(quarter))
    doubts = sorted({title_of(name.partition("[")[0]) for name in found.uncertain})
    context = {"employer": employer, "quarter": quarter, "one": found, "doubts": doubts, "lines": _numbered(found)}
    return render(request, "office/quarter_worker.html", context)


@employer_view(Act.READ)
def why(request: HttpRequest, employer: Employer, quarter: Quarter, worker_id: UUID, number: int) -> HttpResponse:
    """One of the worker's explanations as a page of its own; they count from 1."""
    found = _worker(employer, quarter, worker_id)
    every = [one for line in quarters.lines_of(found) for one in _explanations(line)]
    if not 1 <= number <= len(every):
        raise Http404
    stored = every[number - 1]
    names = [node["name"] for node in stored["nodes"]]
    try:
        page = explanation_page(
            stored, found.name, f"{employer.name}, {terms.quarter(quarter)}", names, terms.language()
        )
    except PresteError as error:
        raise Http404 from error
    audit.record(employer, user_of(request), "quarter.read", str(worker_id), quarter=str(quarter), form="explanation")
    return with_its_policy(page)


def _worker(employer: Employer, quarter: Quarter, worker_id: UUID) -> QuarterWorker:
    found: QuarterWorker = get_object_or_404(
        QuarterWorker.objects.select_related("quarter"), employer=employer, quarter__quarter=str(quarter),
        worker=worker_id,
    )  # fmt: skip
    return found


def _explanations(line: dict[str, Any]) -> list[dict[str, Any]]:
    """Those of a line, then those of its occupations, in order."""
    return [*line["explanations"], *(one for occupation in line["occupations"] for one in occupation["explanations"])]


def _numbered(found: QuarterWorker) -> list[dict[str, Any]]:
    """The lines, with the numbers of their explanations in the place of these."""
    lines, count = quarters.lines_of(found), 0
    for line in lines:
        for part in (line, *line["occupations"]):
            part["why"] = [count + n for n in range(1, len(part.pop("explanations")) + 1)]
            count += len(part["why"])
            for name in ("start", "end"):
                part[name] = dt.date.fromisoformat(part[name]) if part.get(name) else None
    return lines

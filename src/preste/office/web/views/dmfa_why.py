"""Why an amount of a quarter: an explanation of its computation, or what it adds up. Each reading is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from preste.calendar import Quarter
from preste.declarations.dmfa.beside import beside
from preste.documents.explanation.fragment import explanation_fragment
from preste.documents.explanation.page import explanation_page
from preste.errors import PresteError
from preste.office.services import audit, quarters, readings
from preste.office.store.models import ComputedQuarter, Employer, QuarterWorker
from preste.office.web import terms
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.answers import with_its_policy
from preste.office.web.dmfa_origins import origin_of, total_of
from preste.office.web.dmfa_rows import CAR_RULE
from preste.office.web.origins import Origin


@employer_view(Act.READ)
def dmfa_why(request: HttpRequest, employer: Employer, quarter: Quarter, worker_id: UUID | None = None) -> HttpResponse:
    """One amount's explanation, a piece of a page for the side panel: `?at=` which one, `&rule=` the amount."""
    if origin := _origin(request, employer, quarter, worker_id):
        return render(request, "office/parts/origin.html", {"origin": origin[0]})
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
    """The whole explanation that an amount is of. The page carries a policy of its own, but that of a sum."""
    if origin := _origin(request, employer, quarter, worker_id):
        found, name = origin
        context = {"employer": employer, "quarter": quarter, "origin": found, "name": name, "worker_id": worker_id}
        return render(request, "office/dmfa_origin.html", context)
    stored, results, name = _explanation(request, employer, quarter, worker_id)
    try:
        page = explanation_page(
            stored, name, f"{employer.name}, {terms.quarter(quarter)}", results, terms.language()
        )  # fmt: skip
    except PresteError as error:
        raise Http404 from error
    return with_its_policy(page)


def _origin(
    request: HttpRequest, employer: Employer, quarter: Quarter, worker_id: UUID | None
) -> tuple[Origin, str] | None:
    """What the amount at `?at=` adds up, and whose it is; None where a computation explains it. Raises Http404."""
    at = request.GET.get("at", "")
    if worker_id is None and at.startswith("t-"):
        reading = readings.computed(employer, quarter)
        if reading is None:
            raise Http404
        people = readings.people_of(employer, [reading.form])
        found = total_of(employer, quarter, beside(reading.form.employer_declaration), people, at)
        name = employer.name
    elif worker_id is not None and at.startswith("o-"):
        row = get_object_or_404(QuarterWorker, quarter__quarter=str(quarter), employer=employer, worker=worker_id)
        found, name = origin_of(employer, quarters.lines_of(row), at), row.name
    else:
        return None
    if found is None:
        raise Http404
    subject = str(worker_id or employer.pk)
    audit.record(employer, user_of(request), "dmfa.read", subject, quarter=str(quarter), form="explanation")
    return found, name


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

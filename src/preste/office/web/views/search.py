"""The search of the header: workers and employers that its reader may see, and help.

What is sought is never in an address.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods

from preste.office.manual import Topic, manual
from preste.office.services import search
from preste.office.store.models import Employer, Fact, FactKind, Worker
from preste.office.web.access import readable_employers, scope_of, user_of

LONGEST = 80
SNIPPET = 120


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """What is found for the text sent; as JSON for suggestions when `format` is "json"."""
    user = user_of(request)
    text = request.POST.get("q", "")[:LONGEST].strip()
    employers: list[Employer] = []
    workers: list[dict[str, Any]] = []
    if text:
        with scope_of(user):
            known = readable_employers(user)
            employers = search.find_employers(known, text)
            workers = _shown(search.find_workers(known, text))
    topics = [_topic(*one) for one in search.find_topics(manual().topics.values(), text)]
    if request.POST.get("format") == "json":
        told = {"workers": workers, "employers": [_employer(one) for one in employers], "help": topics}
        return JsonResponse(told)
    context = {"text": text, "workers": workers, "employers": employers, "topics": topics, "most": search.MOST}
    return render(request, "office/search.html", context)


def _shown(found: list[Worker]) -> list[dict[str, Any]]:
    names = _names(found)
    return [
        {
            "name": names[worker.pk],
            "number": worker.number,
            "employer": worker.employer.name,
            "address": reverse("worker", args=[worker.employer_id, worker.pk]),
        }
        for worker in found
    ]


def _names(found: list[Worker]) -> dict[object, str]:
    """Their names as they are written, from the latest identity of each."""
    known = Fact.objects.filter(worker__in=found, kind=FactKind.IDENTITY, superseded_at__isnull=True)
    rows = known.order_by("valid_from", "recorded_at").values_list("worker", "data")
    return {worker: f"{data['last_name']} {data['first_name']}" for worker, data in rows}


def _employer(employer: Employer) -> dict[str, str]:
    return {"name": employer.name, "address": reverse("employer", args=[employer.pk])}


def _topic(topic: Topic, sentence: str) -> dict[str, str]:
    return {"name": topic.title, "snippet": Truncator(sentence).chars(SNIPPET), "address": topic.address}

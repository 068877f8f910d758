"""Many documents as files: what is offered, and the file asked for. Each download is recorded."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from preste.errors import DocumentError
from preste.office.services import audit, batches
from preste.office.services.batches import PART, Batch, Form, run_batch
from preste.office.services.individual_accounts import CLOSED
from preste.office.store.models import Employer, PayRun
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.words import told


@employer_view(Act.READ)
def run_documents(request: HttpRequest, employer: Employer, run_id: UUID) -> HttpResponse:
    """What a run's payslips can be had as."""
    run = get_object_or_404(PayRun, pk=run_id)
    context = {"employer": employer, "run": run, "draft": run.state not in CLOSED}
    return render(request, "office/run_documents.html", context | offered(employer, run_batch(run)))


@employer_view(Act.READ)
def run_file(request: HttpRequest, employer: Employer, run_id: UUID) -> HttpResponse:
    """All payslips of a run, or a part of them, as one PDF or an archive of PDFs."""
    run = get_object_or_404(PayRun, pk=run_id)
    return download(request, employer, run_batch(run), "run.printed", str(run.pk), back=("run-documents", run.pk))


def offered(employer: Employer, batch: Batch | None, query: str = "") -> dict[str, Any]:
    """For a page: the batch, its parts as numbers from and to, and which whole files are ready."""
    if batch is None or not batch.count:
        return {"batch": None}
    parts = [(n, (n - 1) * PART + 1, min(n * PART, batch.count)) for n in range(1, batch.parts + 1)]
    ready = [form for form in _FORMS if batch.parts == 1 or batches.place(employer, batch, form).exists()]
    return {"batch": batch, "parts": parts if batch.parts > 1 else [], "ready": ready, "query": query}


_FORMS: tuple[Form, ...] = ("pdf", "zip")


def download(
    request: HttpRequest,
    employer: Employer,
    batch: Batch,
    action: str,
    subject: str,
    *,
    back: tuple[object, ...],
    **details: str,
) -> HttpResponse:
    """The file asked for: `?form=pdf` or `zip`, and `part` when the batch is large. `back` is the page it came from,
    with what follows the employer in its address; `details` are recorded too.

    A part is made while its reader waits; the whole of a large batch is served when a job has made it.
    """
    form, part = _wanted(request, batch)
    kept = batches.place(employer, batch, form)
    try:
        if part is None and batch.parts > 1:
            if not kept.exists():
                raise Http404
            response: HttpResponseBase = FileResponse(kept.open("rb"))
        else:
            response = _made(batch, form, part)
    except DocumentError as error:
        messages.error(request, told(error))
        page, *rest = back
        return redirect(str(page), employer.pk, *rest)
    more = {"part": part or 0, "documents": batch.count, **details}
    audit.record(employer, user_of(request), action, subject, form=form, **more)
    name = batch.file_name(form, part)
    response.headers["Content-Type"] = "application/pdf" if name.endswith(".pdf") else "application/zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return cast(HttpResponse, response)


def _made(batch: Batch, form: Form, part: int | None) -> HttpResponse:
    """The file of a part, made now; nothing of it stays on the disk."""
    with tempfile.TemporaryDirectory(prefix="preste-") as folder:
        path = batches.write(batch, form, Path(folder) / batch.file_name(form, part), part=part)
        return HttpResponse(path.read_bytes())


def _wanted(request: HttpRequest, batch: Batch) -> tuple[Form, int | None]:
    """Form and part. Raises Http404 for what there is not."""
    form, part = request.GET.get("form", "pdf"), request.GET.get("part", "")
    if form not in _FORMS or (part and not (part.isascii() and part.isdigit() and 1 <= int(part[:6]) <= batch.parts)):
        raise Http404
    return form, int(part) if part else None

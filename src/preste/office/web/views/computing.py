"""The computation of a run, seen from its page: asked for, followed, stopped."""

from __future__ import annotations

import math
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from preste.errors import PresteError
from preste.office.jobs import queue
from preste.office.jobs.worker import PAY_RUN, work_once
from preste.office.services import audit, pay_runs
from preste.office.store.models import Contract, Employer, Job, JobState, PayRun, RunState
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.words import MESSAGES, Text, told

AT_ONCE = 30
"""Up to so many contracts, whoever asks waits for the result."""
PATIENCE = 10
"""Seconds after which a job that nobody takes is told as such."""


@dataclass(frozen=True)
class Computing:
    """Where the computation of a run stands, in numbers and in words."""

    live: bool
    done: int
    total: int
    text: Text
    remedy: Text = ""


@employer_view(Act.COMPUTE, "POST")
def compute(request: HttpRequest, employer: Employer, run_id: UUID) -> HttpResponse:
    """Ask for the computation from what is known now; a small one is done when the answer comes."""
    run: PayRun = get_object_or_404(PayRun, pk=run_id)
    seen = request.POST.get("seen", "")
    try:
        pay_runs.require_open(run)
    except PresteError as error:
        messages.error(request, told(error))
        return redirect("run", employer.pk, run_id)
    job = queue.ask(employer, PAY_RUN, run.pk, user_of(request), int(seen) if seen.isdecimal() else None)
    if job.state == JobState.WAITING and Contract.objects.filter(employer=employer).count() <= AT_ONCE:
        work_once(job.pk)
        job.refresh_from_db()
    if job.state == JobState.DONE:
        message = ngettext("%(count)s fiche calculée.", "%(count)s fiches calculées.", job.total)
        messages.success(request, message % {"count": job.total})
    return redirect("run", employer.pk, run_id)


@employer_view(Act.READ)
def progress(request: HttpRequest, employer: Employer, run_id: UUID) -> HttpResponse:
    """How far the computation is, as JSON, for the page that shows it."""
    run: PayRun = get_object_or_404(PayRun, pk=run_id)
    now = computing_of(run, queue.latest(PAY_RUN, run.pk))
    if now is None:
        return JsonResponse({"live": False})
    words = f"{now.text} {now.remedy}".strip()
    return JsonResponse({"live": now.live, "done": now.done, "total": now.total, "text": words})


@employer_view(Act.COMPUTE, "POST")
def cancel(request: HttpRequest, employer: Employer, run_id: UUID) -> HttpResponse:
    """Stop the computation; the run stays a draft until it is computed as a whole."""
    run = get_object_or_404(PayRun, pk=run_id)
    job = queue.latest(PAY_RUN, run.pk)
    if job is not None and job.live:
        queue.cancel(job)
        audit.record(employer, user_of(request), "run.cancelled", str(run.pk))
    return redirect("run", employer.pk, run_id)


def computing_of(run: PayRun, job: Job | None) -> Computing | None:
    """What is to be told of a run's last job; None when there was none, it is done, or the run went on since."""
    if job is None or job.state == JobState.DONE:
        return None
    overtaken = run.computed_at is not None and run.computed_at >= job.created_at
    if not job.live and (overtaken or run.state not in (RunState.DRAFT, RunState.COMPUTED)):
        return None
    text, remedy = _told(run, job)
    return Computing(job.live, job.done, job.total, text, remedy)


def _told(run: PayRun, job: Job) -> tuple[Text, Text]:
    return _cancelled(run, job) if job.state == JobState.CANCELLED else words_of(job)


def words_of(job: Job) -> tuple[Text, Text]:
    """Where a job that was not stopped stands, and what to do."""
    if job.state == JobState.FAILED:
        why, remedy = MESSAGES.get(job.error_code, (job.error_message, ""))
        return _("Le calcul a échoué. %(why)s") % {"why": why}, remedy
    if job.cancel_requested:
        return _("Le calcul s'arrête…"), ""
    if job.state == JobState.WAITING:
        waited = (timezone.now() - job.created_at).total_seconds() > PATIENCE
        remedy = _("Aucun processus de calcul ne répond : lancez « preste work » sur le serveur.") if waited else ""
        return _("Le calcul attend son tour."), remedy
    return _pace(job), ""


def _cancelled(run: PayRun, job: Job) -> tuple[Text, Text]:
    if run.state == RunState.COMPUTED:
        return _("Calcul interrompu avant de commencer."), _("Les fiches du calcul précédent restent.")
    text = _("Calcul interrompu à %(done)s fiches sur %(total)s.") if job.total else _("Calcul interrompu.")
    return text % {"done": job.done, "total": job.total}, _("Le mois reste à calculer en entier.")


def _pace(job: Job) -> str:
    """The count, payslips a second, and the time that is left."""
    if not job.total:
        return _("Lecture des données des travailleurs…")
    text = _("%(done)s fiches sur %(total)s") % {"done": job.done, "total": job.total}
    elapsed = (timezone.now() - job.started_at).total_seconds() if job.started_at else 0.0
    made = job.done - job.begun_with
    if made <= 0 or elapsed <= 0:
        return text
    rate = made / elapsed
    left = math.ceil((job.total - job.done) / rate)
    minutes, seconds = divmod(left, 60)
    remaining = _("%(minutes)s min %(seconds)s s") if minutes else _("%(seconds)s s")
    return _("%(text)s · %(rate)s par seconde · encore %(left)s") % {
        "text": text,
        "rate": f"{rate:.0f}" if rate >= 1 else f"{rate:.1f}".replace(".", ","),
        "left": remaining % {"minutes": minutes, "seconds": seconds},
    }

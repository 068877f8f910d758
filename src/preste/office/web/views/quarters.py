"""Quarters: the list of them; one with what is owed, what is missing, and how it differs from its months."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preste.belgium.deadlines import deadlines
from preste.calendar import Month, Quarter
from preste.declarations.dmfa.figures import CONTRIBUTION, name_of
from preste.errors import PresteError
from preste.exports.twin import Kind
from preste.office.jobs import queue
from preste.office.jobs.worker import DECLARATION, QUARTER, work_once
from preste.office.services import audit
from preste.office.services import quarters as service
from preste.office.services.quarters import Overview
from preste.office.store.models import ComputedQuarter, Contract, Employer, Job, JobState, PayRun, RunKind, Worker
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.quarter_words import gap, title_of
from preste.office.web.tables import table_file, wants_table
from preste.office.web.terms import language, said
from preste.office.web.views.computing import AT_ONCE, Computing, words_of
from preste.office.web.views.declarations import declared_states, of_quarter
from preste.office.web.words import Text, told

WORKERS_ON_A_PAGE = 100
CHANGED: Mapping[str, Text] = {
    "facts": gettext_lazy("des données enregistrées depuis"),
    "runs": gettext_lazy("un mois calculé ou validé depuis"),
    "law": gettext_lazy("une autre version de la loi"),
}
"""Why a computation is out of date."""
LIST = {
    "trimestre": Kind.TEXT,
    "mois_valides": Kind.INTEGER,
    "du": Kind.AMOUNT,
    "provisoire": Kind.TEXT,
    "dmfa": Kind.TEXT,
    "echeance": Kind.DATE,
}
WORKERS = {
    "nom": Kind.TEXT,
    "remuneration": Kind.AMOUNT,
    "cotisations": Kind.AMOUNT,
    "reductions_travailleur": Kind.AMOUNT,
    "reductions_employeur": Kind.AMOUNT,
    "du": Kind.AMOUNT,
}
CODES = {"code": Kind.TEXT, "libelle": Kind.TEXT, "mois": Kind.AMOUNT, "trimestre": Kind.AMOUNT, "ecart": Kind.AMOUNT}
DIFFERENCES = {"nom": Kind.TEXT, "code": Kind.TEXT, "ecart": Kind.AMOUNT, "raison": Kind.TEXT}


@dataclass(frozen=True)
class Gap:
    """What is missing or wrong, what to do, and of whom: names with the worker's id, which is empty where none is."""

    code: str
    text: str
    who: list[tuple[str, str]]


@employer_view(Act.READ)
def quarters(request: HttpRequest, employer: Employer) -> HttpResponse:
    """The quarters in which a month was opened."""
    states, today = declared_states(employer), timezone.localdate()
    rows = [(one, due_of(one.quarter), states.get(str(one.quarter))) for one in service.overviews(employer)]
    if wants_table(request):
        audit.record(employer, user_of(request), "quarter.exported", str(employer.pk))
        told_rows = (
            (
                str(one.quarter), one.validated, _owed(one), _provisional(one),
                declared.get_state_display() if declared else "", due,
            )
            for one, due, declared in rows
        )  # fmt: skip
        return table_file(request, "trimestres", LIST, told_rows)
    return render(request, "office/quarters.html", {"employer": employer, "rows": rows, "today": today})


@employer_view(Act.READ)
def quarter(request: HttpRequest, employer: Employer, quarter: Quarter) -> HttpResponse:
    """One quarter: what is owed, what is missing, the months beside it, each worker."""
    view = service.overview(employer, quarter)
    if not view.opened and view.computed is None:
        raise Http404
    stored, job = view.computed, job_of(employer, quarter)
    names = _Names(employer, stored) if stored else None
    if wants_table(request):
        audit.record(employer, user_of(request), "quarter.exported", str(employer.pk), quarter=str(quarter))
        return _table(request, quarter, stored, names)
    context: dict[str, Any] = of_quarter(request, employer, quarter) | {
        "employer": employer,
        "view": view,
        "quarter": quarter,
        "months": _months(employer, quarter),
        "due": due_of(quarter),
        "stored": stored,
        "computing": computing_of(job, stored),
        "seen": queue.done_before(QUARTER, job.subject) if job else 0,
        "failures": _failures(employer, quarter),
    }
    if stored is not None and names is not None:
        context |= _figures(request, stored, names)
    return render(request, "office/quarter.html", context)


@employer_view(Act.COMPUTE, "POST")
def compute(request: HttpRequest, employer: Employer, quarter: Quarter) -> HttpResponse:
    """Ask for the computation from what is known now; a small one is done when the answer comes."""
    seen = request.POST.get("seen", "")
    try:
        stored = service.opened(employer, quarter)
    except PresteError as error:
        messages.error(request, told(error))
        return redirect("quarters", employer.pk)
    job = queue.ask(employer, QUARTER, stored.pk, user_of(request), int(seen) if seen.isdecimal() else None)
    if job.state == JobState.WAITING and Contract.objects.filter(employer=employer).count() <= AT_ONCE:
        work_once(job.pk)
        job.refresh_from_db()
    if job.state == JobState.DONE:
        text = ngettext("%(count)s travailleur calculé.", "%(count)s travailleurs calculés.", job.total)
        messages.success(request, text % {"count": job.total})
    return redirect("quarter", employer.pk, quarter)


@employer_view(Act.READ)
def progress(request: HttpRequest, employer: Employer, quarter: Quarter) -> HttpResponse:
    """How far the computation is, as JSON, for the page that shows it."""
    now = computing_of(job_of(employer, quarter), service.latest(employer, quarter))
    if now is None:
        return JsonResponse({"live": False})
    words = f"{now.text} {now.remedy}".strip()
    return JsonResponse({"live": now.live, "done": now.done, "total": now.total, "text": words})


@employer_view(Act.COMPUTE, "POST")
def cancel(request: HttpRequest, employer: Employer, quarter: Quarter) -> HttpResponse:
    """Stop the computation; the former one stays."""
    job = job_of(employer, quarter)
    if job is not None and job.live:
        queue.cancel(job)
        audit.record(employer, user_of(request), "quarter.cancelled", str(job.subject), quarter=str(quarter))
    return redirect("quarter", employer.pk, quarter)


# ── what the pages say ─────────────────────────────────────────────────────────────────────


def due_of(quarter: Quarter) -> dt.date | None:
    """The last day for the declaration of a quarter; None where the law book does not know it."""
    last = quarter.months[-1]
    return next((one.due for one in deadlines(last, last) if one.code == "dmfa"), None)


def job_of(employer: Employer, quarter: Quarter) -> Job | None:
    """What was last asked for of a quarter: its computation, or its declaration."""
    stored = ComputedQuarter.objects.filter(employer=employer, quarter=str(quarter)).only("pk").first()
    asked = [queue.latest(kind, stored.pk) for kind in (QUARTER, DECLARATION)] if stored else []
    return max((one for one in asked if one is not None), key=lambda one: one.created_at, default=None)


def computing_of(job: Job | None, stored: ComputedQuarter | None) -> Computing | None:
    """What is to be told of a quarter's last job; None when there was none, or it is done."""
    if job is None or job.state == JobState.DONE:
        return None
    if job.state == JobState.CANCELLED:
        kept = _("Le calcul précédent reste.") if stored else _("Le trimestre reste à calculer.")
        return Computing(live=False, done=job.done, total=job.total, text=_("Calcul interrompu."), remedy=kept)
    if job.kind == DECLARATION and job.state == JobState.RUNNING:
        return Computing(live=True, done=0, total=0, text=_("La déclaration s'établit et se contrôle…"))
    text, remedy = words_of(job)
    return Computing(job.live, job.done, job.total, text, remedy)


def _owed(one: Overview) -> int | None:
    """What is owed; None where it is not computed, or something of it is missing."""
    return one.computed.owed if one.computed and not one.computed.told.get("missing") else None


def _provisional(one: Overview) -> str:
    return "oui" if one.computed is not None and one.computed.provisional else ""


def _months(employer: Employer, quarter: Quarter) -> list[tuple[Month, PayRun | None]]:
    runs = PayRun.objects.filter(employer=employer, kind=RunKind.REGULAR, month__in=[str(m) for m in quarter.months])
    by_month = {run.month: run for run in runs}
    return [(month, by_month.get(str(month))) for month in quarter.months]


class _Names:
    """Who is meant by the ids of a computation: workers by their own, contracts by their reference."""

    def __init__(self, employer: Employer, stored: ComputedQuarter | None) -> None:
        rows = stored.workers.values_list("worker", "name") if stored is not None else []
        self._workers = {str(worker): name for worker, name in rows}
        contracts = Contract.objects.filter(employer=employer).values_list("reference", "worker")
        self._contracts = {reference: str(worker) for reference, worker in contracts}
        self._employer = employer

    def of(self, where: str) -> tuple[str, str]:
        """A name and the worker's id, both empty for the employer as a whole; of several contracts their names."""
        if ", " in where:
            return ", ".join(self.of(one)[0] for one in where.split(", ")), ""
        worker = self._contracts.get(where, where)
        if worker not in self._workers and where:
            found = Worker.objects.filter(employer=self._employer, pk=worker).first() if len(worker) == 36 else None
            self._workers[worker] = (found.search_name or found.number).title() if found else where
        known = worker in self._contracts.values() or len(worker) == 36
        return self._workers.get(worker, where), worker if known else ""


def _gaps(found: Iterable[Mapping[str, str]], names: _Names) -> list[Gap]:
    """What is missing, the same of several workers told once."""
    gaps: dict[tuple[str, str], Gap] = {}
    for one in found:
        text = told(gap(PresteError(one["message"], remedy=one.get("remedy", ""), code=one["code"])))
        code = one.get("contribution", "")
        who = names.of(one.get("where", ""))
        told_of = gaps.setdefault((code, text), Gap(code, text, [])).who
        if who[0] and who not in told_of:
            told_of.append(who)
    return list(gaps.values())


def _failures(employer: Employer, quarter: Quarter) -> list[Gap]:
    """What was wrong in the records when a computation was last tried."""
    stored = ComputedQuarter.objects.filter(employer=employer, quarter=str(quarter)).first()
    if stored is None or not stored.failures:
        return []
    return _gaps(stored.failures, _Names(employer, stored))


def _figures(request: HttpRequest, stored: ComputedQuarter, names: _Names) -> dict[str, Any]:
    kept = stored.told
    page = Paginator(stored.workers.defer("told"), WORKERS_ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "outdated": [CHANGED[one] for one in service.outdated(stored)],
        "gaps": _gaps(kept["missing"], names),
        "problems": [] if kept["missing"] else _gaps(stored.problems, names),
        "to_know": [_note(one, names) for one in kept["notes"]],
        "doubts": _doubts(stored),
        "codes": _codes(stored),
        "by_reason": _by_reason(kept["differences"]),
        "differences": [(*names.of(one["worker"]), one) for one in kept["differences"][:WORKERS_ON_A_PAGE]],
        "more_differences": len(kept["differences"][WORKERS_ON_A_PAGE:]),
        "unrelated": kept["unrelated"],
        "vehicles": [(*names.of(one["contract"]), one) for one in kept["vehicles"]],
        "corrections": [(*names.of(one["contract"]), one) for one in kept["corrections"]],
        "rows": page,
        "page": page,
        "reductions": stored.worker_reductions + stored.employer_reductions,
    }


_UNSURE = re.compile(r"incertain : (\w+)\[?.*, dont les réductions tiennent compte")


def _note(text: str, names: _Names) -> str:
    """A note in the reader's language, with the worker's name in the place of the contract's reference."""
    if unsure := _UNSURE.fullmatch(text):
        return _("Valeur de loi incertaine, dont les réductions tiennent compte : %(title)s") % {
            "title": title_of(unsure[1])
        }
    where, between, rest = text.partition(" : ")
    who, worker = names.of(where) if between else ("", "")
    return f"{who} : {said(rest)}" if worker else said(text)


def _doubts(stored: ComputedQuarter) -> list[str]:
    """The titles of the uncertain values of law that the quarter rests on."""
    names = {name.partition("[")[0] for own in stored.workers.values_list("uncertain", flat=True) for name in own}
    return sorted({title_of(name) for name in names})


def _codes(stored: ComputedQuarter) -> list[tuple[str, str, int, int, int]]:
    """Each code with its name: the months', the quarter's, the difference."""
    was, now = stored.told["provisional"], stored.told["final"]
    rows = [(code, was.get(code, 0), now.get(code, 0)) for code in sorted({*was, *now})]
    named = language()
    return [
        (code, name_of(CONTRIBUTION, code, named), before, after, after - before) for code, before, after in rows
    ]  # fmt: skip


def _by_reason(differences: Sequence[Mapping[str, Any]]) -> list[tuple[str, int, int]]:
    """Each reason with the number of differences and their sum."""
    found: dict[str, tuple[int, int]] = {}
    for one in differences:
        count, amount = found.get(one["reason"], (0, 0))
        found[one["reason"]] = count + 1, amount + one["amount"]
    return [(reason, count, amount) for reason, (count, amount) in found.items()]


def _table(
    request: HttpRequest, quarter: Quarter, stored: ComputedQuarter | None, names: _Names | None
) -> HttpResponse:
    if stored is None or names is None:
        raise Http404
    wanted = request.GET.get("table", "")
    if wanted == "codes":
        return table_file(request, f"trimestre-{quarter}-codes", CODES, _codes(stored))
    if wanted == "differences":
        rows = ((names.of(d["worker"])[0], d["code"], d["amount"], d["reason"]) for d in stored.told["differences"])
        return table_file(request, f"trimestre-{quarter}-ecarts", DIFFERENCES, rows)
    workers = (
        (one.name, one.wage, one.total, one.worker_reductions, one.employer_reductions, one.owed)
        for one in stored.workers.defer("told").iterator()
    )
    return table_file(request, f"trimestre-{quarter}", WORKERS, workers)

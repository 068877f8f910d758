"""Dimona: what is to be declared, by term, of all employers or of one; preparing it; its files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from preste.calendar import Month, Quarter
from preste.declarations.dimona.worker_types import WORKER_TYPES
from preste.errors import PresteError
from preste.exports.twin import Kind
from preste.office.services import (
    audit,
    dimona,
    dimona_answers,
    dimona_following,
    dimona_people,
    dimona_periods,
    dimona_sendings,
)
from preste.office.services.dimona import Todo
from preste.office.store.models import (
    DimonaAnswer,
    DimonaDeclaration,
    DimonaPeriod,
    DimonaResult,
    DimonaSending,
    Employer,
)
from preste.office.web.access import Act, employer_view, readable_employers, scope_of, user_of
from preste.office.web.dimona_forms import SenderForm
from preste.office.web.dimona_words import (
    TodoRow,
    anomaly_texts,
    finding_text,
    period_text,
    periods_told,
    result_text,
    todo_row,
)
from preste.office.web.tables import table_file, wants_table
from preste.office.web.words import told

ON_A_PAGE = 50
RECENT = 10
RANK_DIGITS = 5
STATES = (
    ("", gettext_lazy("Toutes")),
    ("late", gettext_lazy("En retard")),
    ("today", gettext_lazy("Aujourd'hui")),
    ("ahead", gettext_lazy("À venir")),
)
COLUMNS = {
    "terme": Kind.DATE,
    "etat": Kind.TEXT,
    "declaration": Kind.TEXT,
    "employeur": Kind.TEXT,
    "travailleur": Kind.TEXT,
    "contrat": Kind.TEXT,
    "periode": Kind.TEXT,
    "raison": Kind.TEXT,
    "remarque": Kind.TEXT,
}


@login_required
@require_safe
def all_dimona(request: HttpRequest) -> HttpResponse:
    """What is to be declared for every employer one works with, late ones first."""
    user = user_of(request)
    with scope_of(user):
        rows = _rows(request, dimona.queue(readable_employers(user), dimona.now().date()))
    if wants_table(request):
        return _table(request, rows)
    state = request.GET.get("state", "")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": page.object_list, "state": state, "states": STATES}
    return render(request, "office/dimonas.html", context | {"more": f"&state={state}" if state else ""})


def _rows(request: HttpRequest, found: Sequence[Todo]) -> list[TodoRow]:
    """The rows of the state that is asked for."""
    today = dimona.now().date()
    wanted = request.GET.get("state", "")
    return [
        todo_row(one, today) for one in found if wanted not in ("late", "today", "ahead") or one.when(today) == wanted
    ]


def _table(request: HttpRequest, rows: Sequence[TodoRow]) -> HttpResponse:
    lines = (
        (
            row.todo.term, row.told, row.kind, row.todo.employer.name, row.todo.name, row.todo.reference, row.period,
            row.reason, row.note,
        )
        for row in rows
    )  # fmt: skip
    return table_file(request, "dimona", COLUMNS, lines)


@employer_view(Act.READ)
def of_employer(request: HttpRequest, employer: Employer) -> HttpResponse:
    """One employer's: what is to be declared, what was, what the ONSS knows."""
    return page_of(request, employer)


def page_of(
    request: HttpRequest,
    employer: Employer,
    *,
    form: SenderForm | None = None,
    problem: str = "",
    findings: Sequence[tuple[str, Sequence[str]]] = (),
    chosen: Sequence[str] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """The page of an employer, with what went wrong where something did."""
    today = dimona.now().date()
    rows = [todo_row(one, today) for one in dimona.queue([employer], today)]
    if wants_table(request):
        return _table(request, rows)
    sendings = list(DimonaSending.objects.filter(employer=employer).select_related("made_by")[:RECENT])
    last = next((one.sender for one in sendings if one.sender), "")
    last_quarter = Quarter.of(Month(today.year, today.month)).plus(-1)
    periods = dimona_periods.known(employer, last_quarter.first)
    context = {
        "employer": employer,
        "rows": rows,
        "refusals": {row.todo.key: anomaly_texts(row.todo.refusal) for row in rows if row.todo.refusal is not None},
        "form": form or SenderForm(initial={"sender": last}),
        "problem": problem,
        "findings": findings,
        "chosen": chosen if chosen is not None else [row.todo.key for row in rows if row.todo.ready],
        "ready": any(row.todo.ready for row in rows),
        "planned": _planned_links(periods),
        "under_way": lines_of(employer, dimona.under_way([employer]), {}),
        "sendings": sendings,
        "periods": periods_told(periods),
        "since": dimona_following.followed_since([employer])[employer.pk],
    }
    return render(request, "office/dimona.html", context, status=status)


def _planned_links(periods: Sequence[DimonaPeriod]) -> frozenset[UUID]:
    """The periods whose planned hours can be changed here."""
    return frozenset(
        one.pk for one in periods if one.contract_id is not None and WORKER_TYPES[one.worker_type].planned_hours
    )


@employer_view(Act.EDIT, "POST")
def prepare(request: HttpRequest, employer: Employer) -> HttpResponse:
    """Make and check the declarations that are chosen; what the ONSS would refuse is told, and nothing is kept."""
    keys = request.POST.getlist("todo")
    form = SenderForm(request.POST)
    if not form.is_valid():
        return page_of(request, employer, form=form, chosen=keys, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        sending = dimona_sendings.prepare(employer, keys, user_of(request), form.cleaned_data["sender"])
    except dimona_sendings.RefusedBefore as error:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return page_of(
            request, employer, form=form, problem=told(error), findings=_told_by_form(error), chosen=keys, status=status
        )
    except PresteError as error:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return page_of(request, employer, form=form, problem=told(error), chosen=keys, status=status)
    return redirect("dimona-sending", employer.pk, sending.pk)


def _told_by_form(error: dimona_sendings.RefusedBefore) -> list[tuple[str, list[str]]]:
    """What is wrong with each declaration, under who it is about."""
    today = dimona.now().date()
    found: list[tuple[str, list[str]]] = []
    for rank, todo in enumerate(error.todos, 1):
        place = f"/Form[{rank}]/"
        texts = [finding_text(one) for one in error.report.findings if place in one.path]
        if texts:
            row = todo_row(todo, today)
            found.append((f"{row.kind} {todo.name}, {row.period}", texts))
    return found


# ── a sending ──────────────────────────────────────────────────────────────────────────────


@employer_view(Act.READ)
def sending(request: HttpRequest, employer: Employer, sending_id: UUID) -> HttpResponse:
    """Declarations prepared together: who, what, where each stands; the files; the next step."""
    found = _sending(sending_id)
    made = found.declarations.select_related("contract", "sending").order_by("rank")
    context = {
        "employer": employer,
        "sending": found,
        "lines": lines_of(employer, made, dimona_answers.latest(made)),
        "name": dimona_sendings.batch_file(found)[0],
        "by_file_only": dimona_sendings.by_file_only(found),
    }
    return render(request, "office/dimona_sending.html", context)


def lines_of(
    employer: Employer, made: Iterable[DimonaDeclaration], answers: Mapping[Any, DimonaAnswer]
) -> list[dict[str, Any]]:
    """Declarations as they are shown, each with its worker's name and where it stands."""
    found = list(made)
    names = dimona_people.names(employer, {one.contract.worker_id for one in found if one.contract is not None})
    return [_line(one, _who(one, names), answers.get(one.pk)) for one in found]


def _who(one: DimonaDeclaration, names: Mapping[UUID, str]) -> str:
    return names.get(one.contract.worker_id, "") if one.contract is not None else ""


def _line(one: DimonaDeclaration, who: str, answer: DimonaAnswer | None) -> dict[str, Any]:
    word, sign, style = result_text(one, answer)
    return {
        "declaration": one,
        "who": who,
        "period": period_text(one),
        "word": word,
        "sign": sign,
        "style": style,
        "answer": answer,
        "anomalies": anomaly_texts(answer) if answer is not None else [],
        "open": one.sending.abandoned_at is None and (answer is None or answer.result == DimonaResult.WAITING),
    }


@employer_view(Act.EDIT)
def sending_file(request: HttpRequest, employer: Employer, sending_id: UUID) -> HttpResponse:
    """The file of the batch channel with its GO, or the bodies of the web service. Each download is recorded."""
    found = _sending(sending_id)
    form = request.GET.get("form", "batch")
    if form not in ("batch", "rest"):
        raise Http404
    rank = request.GET.get("rank", "")
    one = int(rank) if rank.isascii() and rank.isdigit() and len(rank) <= RANK_DIGITS else None
    try:
        made = dimona_sendings.batch_file(found) if form == "batch" else dimona_sendings.rest_bodies(found, one)
        name, content = made
    except PresteError as error:
        messages.error(request, told(error))
        return redirect("dimona-sending", employer.pk, found.pk)
    audit.record(employer, user_of(request), "dimona.downloaded", str(found.pk), form=form)
    kind = {"xml": "application/xml", "json": "application/json"}.get(name.rpartition(".")[2], "application/zip")
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@employer_view(Act.EDIT, "POST")
def mark(request: HttpRequest, employer: Employer, sending_id: UUID) -> HttpResponse:
    """Write down that a sending was handed over, or give it up."""
    found = _sending(sending_id)
    act = {"handed_over": dimona_sendings.hand_over, "abandoned": dimona_sendings.abandon}.get(
        request.POST.get("act", "")
    )
    try:
        if act is not None:
            act(found, user_of(request))
            messages.success(request, _("C'est noté."))
    except PresteError as error:
        messages.error(request, told(error))
    return redirect("dimona-sending", employer.pk, found.pk)


def _sending(sending_id: UUID) -> DimonaSending:
    return get_object_or_404(DimonaSending.objects.select_related("employer", "made_by"), pk=sending_id)

"""What the ONSS answered: files of one employer or of all of them at once, and an answer read on the portal."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from preste.errors import PresteError
from preste.office.services import dimona_answers, dimona_people
from preste.office.services.dimona_answers import Received
from preste.office.services.uploads import refused
from preste.office.store.models import DimonaAnswer, DimonaDeclaration, DimonaResult, Employer
from preste.office.web.access import Act, acts_at, employer_view, readable_employers, scope_of, user_of
from preste.office.web.dimona_forms import AnswerForm
from preste.office.web.dimona_words import anomaly_texts, period_text, result_text, strange_text
from preste.office.web.views.dimona import lines_of, page_of
from preste.office.web.words import told

FORM = ("GET", "HEAD", "POST")


@login_required
@require_http_methods(FORM)
def all_answers(request: HttpRequest) -> HttpResponse:
    """Files of answers for every employer whose records one may change: each answer finds its declaration."""
    user = user_of(request)
    context: dict[str, Any] = {"most": settings.DATA_UPLOAD_MAX_NUMBER_FILES}
    status = HTTPStatus.OK
    with scope_of(user):
        readable = readable_employers(user)
        acts = acts_at(user, readable)
        employers = [one for one in readable if Act.EDIT in acts[one.pk]]
        given = request.FILES.getlist("file")
        if given:
            context["files"] = [_read(one.read(), employers, request) for one in given]
        elif request.method == "POST":
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            context["problem"] = told(refused("E-UPLOAD-NONE"))
    return render(request, "office/dimona_answers.html", context, status=status)


def _read(data: bytes, employers: Sequence[Employer], request: HttpRequest) -> dict[str, Any]:
    """What a file brought, or why it could not be read; the others are read all the same."""
    try:
        received = dimona_answers.receive(employers, data, user_of(request))
    except PresteError as error:
        return {"fault": told(error)}
    return {
        "recorded": [_line(one) for one in received.recorded],
        "known": received.known,
        "strange": [strange_text(one) for one in received.strange],
        "acknowledged": received.files,
    }


def _line(answer: DimonaAnswer) -> dict[str, Any]:
    """An answer with whose it is, and the declaration it is about."""
    made = answer.declaration
    word, sign, style = result_text(made, answer)
    names = dimona_people.names(made.employer, [made.contract.worker_id] if made.contract is not None else [])
    return {
        "declaration": made,
        "answer": answer,
        "who": next(iter(names.values()), ""),
        "period": period_text(made),
        "word": word,
        "sign": sign,
        "style": style,
        "anomalies": anomaly_texts(answer),
    }


@employer_view(Act.EDIT, *FORM)
def answer(request: HttpRequest, employer: Employer, declaration_id: UUID) -> HttpResponse:
    """An answer that was read on the portal, or the file (JSON) that the web service gave."""
    made = DimonaDeclaration.objects.select_related("contract__worker", "sending", "employer")
    one: DimonaDeclaration = get_object_or_404(made, pk=declaration_id)
    [line] = lines_of(employer, [one], {})
    who = line["who"]
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AnswerForm(*sent)
    if form.is_valid():
        try:
            _note(form, one, request)
        except PresteError as error:
            form.add_error(error.field if error.field in form.fields else None, told(error))
        else:
            messages.success(request, _("La réponse est notée."))
            return redirect("dimona-sending", employer.pk, one.sending_id)
    context = {
        "employer": employer,
        "form": form,
        "title": _("Noter la réponse de l'ONSS"),
        "about": f"{one.get_kind_display()} · {who} · {period_text(one)}",
        "multipart": True,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "office/dimona_form.html", context, status=status)


def _note(form: AnswerForm, one: DimonaDeclaration, request: HttpRequest) -> None:
    data = form.cleaned_data
    if data["file"] is not None:
        dimona_answers.answer_by_service(one, data["file"].read(), user_of(request))
        return
    result = DimonaResult(data["result"])
    dimona_answers.answer_by_hand(one, result, data["number"], data["note"], user_of(request))


@employer_view(Act.EDIT, "POST")
def answers(request: HttpRequest, employer: Employer) -> HttpResponse:
    """A file of the ONSS: notifications, each matched to its declaration, or the acknowledgement of a file."""
    given = request.FILES.get("file")
    try:
        if given is None:
            raise refused("E-UPLOAD-NONE")
        received = dimona_answers.receive([employer], given.read(), user_of(request))
    except PresteError as error:
        return page_of(request, employer, problem=told(error), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    _tell(request, received)
    return redirect("dimona", employer.pk)


def _tell(request: HttpRequest, received: Received) -> None:
    for one, _sending in received.files:
        if one.readable:
            messages.success(request, _("Le fichier %(name)s a été reçu par l'ONSS, ticket %(ticket)s.") % {
                "name": one.file, "ticket": one.ticket,
            })  # fmt: skip
        else:
            text = _("L'ONSS n'a pas pu lire le fichier %(name)s : %(codes)s.")
            messages.error(request, text % {"name": one.file, "codes": ", ".join(one.errors) or "—"})
    if received.recorded:
        count = len(received.recorded)
        text = ngettext("%(n)s réponse est notée.", "%(n)s réponses sont notées.", count)
        messages.success(request, text % {"n": count})
    count = sum(one.result == DimonaResult.REFUSED for one in received.recorded)
    if count:
        text = ngettext(
            "%(n)s Dimona est refusée : elle est à refaire.",
            "%(n)s Dimona sont refusées : elles sont à refaire.",
            count,
        )
        messages.warning(request, text % {"n": count})
    if received.known:
        messages.info(request, _("%(n)s déjà connues ou sans résultat.") % {"n": received.known})
    for strange in received.strange:
        messages.warning(request, strange_text(strange))

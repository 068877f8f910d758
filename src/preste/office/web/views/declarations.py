"""Declarations of a quarter: made, rehearsed, handed over, answered; and each one as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from preste.calendar import Quarter
from preste.errors import PresteError
from preste.office.jobs import queue
from preste.office.jobs.worker import DECLARATION
from preste.office.services import audit, quarters, receipts, rehearsals
from preste.office.services import declarations as service
from preste.office.services.uploads import refused
from preste.office.store.models import (
    Declaration,
    DeclarationState,
    Employer,
    Environment,
    QuarterWorker,
    Receipt,
    Worker,
)
from preste.office.web import terms
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.show import Step
from preste.office.web.widgets import PlainForm
from preste.office.web.words import Text, told

FINDINGS_SHOWN = 100
ANSWERS_TOLD = 10
AT_ONCE = 1_000
"""Up to so many workers, whoever asks for a declaration waits for it: two seconds or so."""
CLASSES: Mapping[str, Text] = {
    "B": gettext_lazy("Bloque"),
    "P": gettext_lazy("Compté"),
    "NP": gettext_lazy("Non compté"),
    "D": gettext_lazy("Réduction"),
    "W": gettext_lazy("À voir"),
    "I": gettext_lazy("À examiner"),
}
"""The classes of anomalies, as the ONSS has them."""


class HandOverForm(PlainForm):
    """In whose name a file goes, and where to."""

    sender = forms.CharField(
        label=gettext_lazy("Numéro d'expéditeur"),
        max_length=6,
        help_text=gettext_lazy("Six chiffres, reçus de l'ONSS avec le canal de transfert de fichiers."),
        widget=forms.TextInput({"inputmode": "numeric", "pattern": r"\d{6}", "autocomplete": "off"}),
    )
    environment = forms.ChoiceField(label=gettext_lazy("Environnement"), choices=Environment.choices)


@dataclass(frozen=True)
class Found:
    """A finding in the reader's language."""

    code: str
    severity: str
    label: Text
    text: str
    place: str
    worker: str
    name: str

    @property
    def blocks(self) -> bool:
        """Whether the ONSS would refuse the declaration for it."""
        return self.severity == "B"


@employer_view(Act.COMPUTE, "POST")
def build(request: HttpRequest, employer: Employer, quarter: Quarter) -> HttpResponse:
    """Make the draft from the computed quarter, and check it; that of a large employer is a job's work."""
    stored = quarters.latest(employer, quarter)
    if stored is not None and stored.workers.count() > AT_ONCE:
        queue.ask(employer, DECLARATION, stored.pk, user_of(request))
        return redirect("quarter", employer.pk, quarter)
    try:
        draft = service.build(employer, quarter, user_of(request))
    except PresteError as error:
        messages.error(request, told(error))
    else:
        if service.blocking(draft):
            messages.warning(request, _("Déclaration établie et contrôlée : des anomalies la bloquent."))
        else:
            messages.success(request, _("Déclaration établie et contrôlée : rien ne la bloque."))
    return redirect("quarter", employer.pk, quarter)


@employer_view(Act.READ)
def declaration(request: HttpRequest, employer: Employer, declaration_id: UUID) -> HttpResponse:
    """One declaration as it was made: what it says in all, what was found, its files, its answers."""
    found = _declaration(declaration_id)
    audit.record(employer, user_of(request), "declaration.read", str(found.pk))
    context = {"employer": employer, "receipts": found.receipts.defer("content")}
    return render(request, "office/declaration.html", context | shown(request, found))


@employer_view(Act.COMPUTE, "POST")
def check(request: HttpRequest, employer: Employer, declaration_id: UUID) -> HttpResponse:
    """Look at a draft again, for example with a schema that was added since."""
    found = _declaration(declaration_id)
    try:
        service.check(found, user_of(request))
    except PresteError as error:
        messages.error(request, told(error))
    return _back(request, found)


@employer_view(Act.COMPUTE, "POST")
def rehearse(request: HttpRequest, employer: Employer, declaration_id: UUID) -> HttpResponse:
    """Put it before the reception desk of this machine."""
    found = _declaration(declaration_id)
    answer = rehearsals.rehearse(found, user_of(request))
    if answer["accepted"]:
        messages.info(request, _("Répétition : le guichet de cette machine accepterait ce fichier."))
    else:
        messages.warning(request, _("Répétition : le guichet de cette machine refuserait ce fichier."))
    return redirect("declaration", employer.pk, found.pk)


@employer_view(Act.VALIDATE, "POST")
def hand_over(request: HttpRequest, employer: Employer, declaration_id: UUID) -> HttpResponse:
    """Give a checked draft its place in a sending: it does not change any more."""
    found, form = _declaration(declaration_id), HandOverForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Écrivez les six chiffres du numéro d'expéditeur, et choisissez l'environnement."))
        return _back(request, found)
    data = form.cleaned_data
    try:
        service.hand_over(found, user_of(request), data["sender"].strip(), Environment(data["environment"]))
    except PresteError as error:
        messages.error(request, told(error))
        return _back(request, found)
    messages.success(request, _("Remise : téléchargez les fichiers, et déposez-les sur le canal de l'ONSS."))
    return redirect("declaration", employer.pk, found.pk)


@employer_view(Act.VALIDATE, "POST")
def abandon(request: HttpRequest, employer: Employer, declaration_id: UUID) -> HttpResponse:
    """Give up what was handed over and never left."""
    found = _declaration(declaration_id)
    try:
        service.abandon(found, user_of(request), request.POST.get("reason", ""))
    except PresteError as error:
        messages.error(request, told(error))
    return _back(request, found)


@employer_view(Act.VALIDATE)
def file(request: HttpRequest, employer: Employer, declaration_id: UUID) -> HttpResponse:
    """What a declaration says, as XML; once it is handed over, with `?form=zip`, the files to put on the channel."""
    found = _declaration(declaration_id)
    form = request.GET.get("form", "xml")
    if form == "zip" and not found.draft:
        name, content = service.archive(found)
    elif form == "xml":
        name, content = f"dmfa-{found.quarter}-{found.number}.xml", quarters.unpack(found.content)
    else:
        raise Http404
    audit.record(employer, user_of(request), "declaration.exported", str(found.pk), form=form)
    return _attached(name, content)


@employer_view(Act.VALIDATE, "POST")
def receive(request: HttpRequest, employer: Employer, quarter: Quarter) -> HttpResponse:
    """A file that came back from the ONSS: one answer, or several."""
    given, asked = request.FILES.get("file"), request.POST.get("from") == "modifications"
    try:
        if given is None:
            raise refused("E-UPLOAD-NONE")
        found = receipts.receive(employer, given.read(), user_of(request))
    except PresteError as error:
        messages.error(request, _("Rien n'a été noté. %(why)s") % {"why": told(error)})
        return redirect("modifications", employer.pk) if asked else redirect("quarter", employer.pk, quarter)
    for receipt in found.receipts[:ANSWERS_TOLD]:
        messages.success(request, _answer_words(receipt, of_several=len(found.receipts) > 1))
    if more := len(found.receipts[ANSWERS_TOLD:]):
        text = ngettext("Et %(count)s autre réponse notée.", "Et %(count)s autres réponses notées.", more)
        messages.success(request, text % {"count": more})
    if found.foreign:
        text = ngettext(
            "%(count)s réponse est d'un autre employeur ou d'un autre envoi : elle n'est pas notée ici.",
            "%(count)s réponses sont d'autres employeurs ou d'autres envois : elles ne sont pas notées ici.",
            found.foreign,
        )
        messages.warning(request, text % {"count": found.foreign})
    if asked:
        return redirect("modifications", employer.pk)
    of = {one.declaration_id for one in found.receipts}
    return redirect("declaration", employer.pk, of.pop()) if len(of) == 1 else redirect("quarters", employer.pk)


def _answer_words(receipt: Receipt, *, of_several: bool) -> str:
    of = receipt.declaration
    text = _("%(kind)s : la déclaration %(number)s est maintenant « %(state)s ».")
    values = {"kind": receipt.get_kind_display(), "number": of.number, "state": _inside(of.get_state_display())}
    quarter = f"{capfirst(terms.quarter(Quarter.parse(of.quarter)))}{terms.colon()} " if of_several else ""
    return quarter + text % values


def _inside(words: str) -> str:
    """Words as they stand inside a sentence; a name like ONSS keeps its capitals."""
    return words[:1].lower() + words[1:]


@employer_view(Act.VALIDATE)
def receipt(request: HttpRequest, employer: Employer, declaration_id: UUID, number: int) -> HttpResponse:
    """A file that came back, as it came; they count from 1."""
    found = list(_declaration(declaration_id).receipts.all())
    if not 1 <= number <= len(found):
        raise Http404
    one = found[number - 1]
    audit.record(employer, user_of(request), "declaration.exported", str(declaration_id), form=one.kind)
    return _attached(f"{one.kind}-{one.sha256[:8]}.xml", quarters.unpack(one.content))


# ── what the pages say ─────────────────────────────────────────────────────────────────────


def of_quarter(request: HttpRequest, employer: Employer, quarter: Quarter) -> dict[str, Any]:
    """For the page of a quarter: its declarations, and where the present one stands."""
    every = service.declared(employer, quarter)
    kept = [one for one in every if one.state != DeclarationState.ABANDONED]
    current = kept[0] if kept else None
    context: dict[str, Any] = {"declarations": every, "may_build": _may_build(employer, quarter)}
    return context | (shown(request, current) if current is not None else {"declaration": None, "steps": steps(None)})


def declared_states(employer: Employer) -> dict[str, Declaration]:
    """The declaration of each quarter that counts: the last one for production, else the last draft."""
    kept = Declaration.objects.filter(employer=employer, environment__in=("", Environment.REAL)).defer("content")
    found = kept.exclude(state=DeclarationState.ABANDONED).order_by("number")
    return {one.quarter: one for one in found}


def _may_build(employer: Employer, quarter: Quarter) -> bool:
    """Whether a new original may be made: none was accepted, none is on its way."""
    return service.standing(employer, quarter) is None


def shown(request: HttpRequest, found: Declaration) -> dict[str, Any]:
    """What every page shows of one declaration."""
    findings = findings_of(found.report.get("findings", []), _names(found))
    blocking = sum(one.blocks for one in findings)
    checked = found.state == DeclarationState.CHECKED
    sender = service.usual_sender(found.employer) if checked else found.sender
    return {
        "declaration": found,
        "quarter": Quarter.parse(found.quarter),
        "steps": steps(found),
        "findings": findings[:FINDINGS_SHOWN],
        "more_findings": len(findings[FINDINGS_SHOWN:]) + found.report.get("left_out", 0),
        "blocking": blocking,
        "notes": [_in_my_language(one["text"]) for one in found.report.get("notes", [])],
        "obstacles": [told(one) for one in service.obstacles(found, user_of(request))] if checked else [],
        "hand_over": HandOverForm(initial={"sender": sender, "environment": Environment.REAL}),
        "files": [] if found.draft else service.file_names(found),
        "real": found.environment == Environment.REAL,
        "waiting": found.state in service.WAITING,
        "rehearsal": found.rehearsal,
        "rehearsed": _answered(found.rehearsal.get("anomalies", [])),
        "anomalies": _answered(found.anomalies),
    }


def steps(found: Declaration | None) -> list[Step]:
    """The four steps of a declaration, each with where it stands."""
    names = (_("Établie"), _("Contrôlée"), _("Remise"), _("Réponse de l'ONSS"))
    here = 0
    if found is not None:
        here = {
            DeclarationState.BUILT: 1,
            DeclarationState.CHECKED: 1 if service.blocking(found) else 2,
            DeclarationState.ACCEPTED: 4,
            DeclarationState.CORRECTED: 4,
        }.get(DeclarationState(found.state), 3)
    told_of = (_("fait"), _("en cours"), _("à venir"))
    return [
        Step(
            name,
            *(("done", told_of[0]) if i < here else ("current", told_of[1]) if i == here else ("next", told_of[2])),
        )
        for i, name in enumerate(names)
    ]


def findings_of(kept: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[Found]:
    """Findings as they were kept, with their sentence in the reader's language and the name of their worker."""
    return [
        Found(
            one["code"], one["severity"], CLASSES.get(one["severity"], one["severity"]), _in_my_language(one["text"]),
            str(one["path"]).rpartition("/")[2], one.get("worker", ""), names.get(one.get("worker", ""), ""),
        )
        for one in kept
    ]  # fmt: skip


def _names(found: Declaration) -> dict[str, str]:
    """The names of the workers that findings are about."""
    ids = {one["worker"] for one in found.report.get("findings", []) if one["worker"]}
    rows = QuarterWorker.objects.filter(employer=found.employer, quarter__quarter=found.quarter, worker__in=ids)
    searched = Worker.objects.filter(employer=found.employer, pk__in=ids).values_list("pk", "search_name", "number")
    names = {str(pk): (name or number).title() for pk, name, number in searched}
    return names | {str(worker): name for worker, name in rows.values_list("worker", "name")}


def _answered(anomalies: Sequence[Mapping[str, Any]]) -> list[Found]:
    """Anomalies of an answer: as the ONSS, or the desk, wrote them."""
    return [
        Found(
            one["code"], one["severity"], CLASSES.get(one["severity"], one["severity"]), one["label"],
            one.get("tag", ""), "", "",
        )
        for one in anomalies
    ]  # fmt: skip


def _in_my_language(text: Mapping[str, str]) -> str:
    return text.get((get_language() or "fr")[:2], text["fr"])


def _declaration(declaration_id: UUID) -> Declaration:
    every = Declaration.objects.select_related("employer", "made_by", "handed_over_by")
    found: Declaration = get_object_or_404(every, pk=declaration_id)
    return found


def _back(request: HttpRequest, found: Declaration) -> HttpResponse:
    """To the page it was asked from."""
    if request.POST.get("from") == "declaration":
        return redirect("declaration", found.employer_id, found.pk)
    return redirect("quarter", found.employer_id, found.quarter)


def _attached(name: str, content: bytes) -> HttpResponse:
    kind = "application/zip" if name.endswith(".zip") else "application/xml"
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

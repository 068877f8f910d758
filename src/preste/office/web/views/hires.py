"""The file of first hires: each rank, by whom and when it was opened, why or why not, what is used and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.belgium.quarter.reductions import Examined
from preste.belgium.quarter.reductions.hire_file import RightState
from preste.calendar import Quarter
from preste.errors import DossierError, PresteError
from preste.exports.twin import Kind
from preste.office.services import hire_file as services
from preste.office.store.models import Employer, HireFact, HireKind, Worker
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.hire_forms import FORMS, UNITS, ConfirmForm, FileForm, initial_of
from preste.office.web.tables import table_file, wants_table
from preste.office.web.views.people import FORM, sent
from preste.office.web.words import told

RIGHTS = {
    "rang": Kind.INTEGER,
    "ouvert_le": Kind.DATE,
    "par": Kind.TEXT,
    "code": Kind.TEXT,
    "trimestres": Kind.INTEGER,
    "restants": Kind.INTEGER,
    "jusqu_au": Kind.TEXT,
    "etat": Kind.TEXT,
}
ENTRIES = {"le": Kind.DATE, "travailleur": Kind.TEXT, "rang": Kind.INTEGER, "raisons": Kind.TEXT, "doutes": Kind.TEXT}
TITLES = {
    HireKind.COMPANY: (gettext_lazy("Ajouter une société de l'unité"), gettext_lazy("Corriger la société")),
    HireKind.STAFF: (gettext_lazy("Ajouter des travailleurs"), gettext_lazy("Corriger ces travailleurs")),
    HireKind.RIGHT: (gettext_lazy("Reprendre un droit ouvert"), gettext_lazy("Corriger le droit repris")),
    HireKind.USE: (gettext_lazy("Noter un trimestre utilisé"), gettext_lazy("Corriger le trimestre utilisé")),
}


@dataclass(frozen=True)
class Entry:
    """An engagement that was examined, with the worker's name and page."""

    found: Examined
    name: str
    page: UUID | None


@dataclass(frozen=True)
class Opened:
    """A right, with the name of who opened it; `late` when the quarters to use it in are past."""

    state: RightState
    name: str
    last: Quarter | None
    late: bool


@employer_view(Act.READ)
def hire_file(request: HttpRequest, employer: Employer) -> HttpResponse:
    """The whole file."""
    found = services.read(employer)
    opened = [_opened(one, found.names) for one in found.file.rights]
    pages = set(map(str, Worker.objects.values_list("pk", flat=True)))
    entries = [
        Entry(one, found.names.get(one.worker, one.worker), UUID(one.worker) if one.worker in pages else None)
        for one in reversed(found.file.entries)
    ]
    if wants_table(request):
        if request.GET.get("table") == "entries":
            return table_file(request, "engagements", ENTRIES, map(_entry_row, entries))
        return table_file(request, "premiers-engagements", RIGHTS, map(_right_row, opened))
    rows = {kind.value: [one for one in found.rows if one.kind == kind] for kind in HireKind}
    context = {
        "employer": employer,
        "opened": opened,
        "entries": entries,
        "doubtful": sum(bool(one.found.doubts) for one in entries),
        "unknown": found.history.unknown,
        "problem": _words(found.problem) if found.problem else "",
        "confirmed": found.confirmed,
        "confirm": ConfirmForm(initial={"since": found.confirmed.valid_from if found.confirmed else None}),
        "kinds": _kinds(rows),
        "taken_over": bool(employer.begins),
    }
    return render(request, "office/hire_file.html", context)


@dataclass(frozen=True)
class Written:
    """What is written of one kind, with the addresses that add to it."""

    kind: str
    title: str
    note: str
    add: str
    label: str
    rows: list[tuple[HireFact, str]]


def _kinds(rows: dict[str, list[HireFact]]) -> list[Written]:
    told_of = (
        (
            HireKind.COMPANY, _("Unité technique d'exploitation"), "add-company",
            _(
                "Les sociétés qui n'en font qu'une avec l'employeur aux yeux de l'ONSS. Simultanée, les rangs se "
                "comptent dans l'unité ; historique, l'emploi doit y être en plus."
            ),
        ),
        (
            HireKind.STAFF, _("Travailleurs qui n'ont pas de contrat ici"), "add-staff",
            _("Ceux des autres sociétés de l'unité, et ceux qui sont partis avant que leur contrat soit tenu ici."),
        ),
        (
            HireKind.RIGHT, _("Droits repris"), "add-right",
            _("Ouverts avant 2022, dans un autre secrétariat, ou par une autre société de l'unité depuis 2022."),
        ),
        (
            HireKind.USE, _("Trimestres utilisés"), "add-use",
            _("Un trimestre calculé s'y note depuis sa page « Réductions » ; ceux d'avant s'écrivent ici."),
        ),
    )  # fmt: skip
    return [
        Written(kind.value, title, note, add, str(TITLES[kind][0]), [(one, _text(one)) for one in rows[kind.value]])
        for kind, title, add, note in told_of
    ]


def _text(row: HireFact) -> str:
    """What a fact says, in one line."""
    data = row.data
    if row.kind == HireKind.COMPANY:
        parts = [data["name"], data["enterprise_number"], str(dict(UNITS)[data["unit"]])]
    elif row.kind == HireKind.STAFF:
        count = _("%(n)s à la fois") % {"n": data["count"]} if data["count"] > 1 else ""
        number = _("n° %(number)s") % {"number": data["number"]} if data["number"] else ""
        parts = [data["who"], number, count, data["entity"] or _("chez l'employeur")]
        parts += [] if data["counted"] else [_("ne compte pas")]
    else:
        parts = [_("rang %(n)s") % {"n": data["rank"]}, data["worker"], data.get("entity", "")]
    return ", ".join(one for one in parts if one)


def _opened(state: RightState, names: Mapping[str, str]) -> Opened:
    last = None if state.last is None else Quarter(state.last.year, state.last.number)
    late = last is not None and last.last < timezone.localdate()
    return Opened(state, names.get(state.right.worker, state.right.worker), last, late)


def _right_row(one: Opened) -> tuple[Any, ...]:
    state = one.state
    last = str(one.last) if one.last else ""
    return (
        state.right.rank, state.right.opened, one.name, state.next_code, state.quarters, state.left, last, state.told,
    )  # fmt: skip


def _entry_row(one: Entry) -> tuple[Any, ...]:
    found = one.found
    rank = found.right.rank if found.right else None
    return found.day, one.name, rank, " ; ".join(found.reasons), " ; ".join(found.doubts)


# ── what is written ────────────────────────────────────────────────────────────────────────


@employer_view(Act.EDIT, *FORM)
def write(request: HttpRequest, employer: Employer, kind: HireKind) -> HttpResponse:
    """A new fact of the file, or the correction of one."""
    old = _corrected(request, kind)
    companies = [one.data["name"] for one in services.known(employer).filter(kind=HireKind.COMPANY)]
    numbers = set(Worker.objects.values_list("number", flat=True))
    initial = initial_of(old) if old else {}
    form: FileForm = FORMS[kind](sent(request), initial=initial, companies=companies, numbers=numbers)
    if form.is_valid():
        first, last = form.days
        try:
            services.record(
                employer, kind, form.kept(), valid_from=first, valid_to=last, replaces=old, user=user_of(request)
            )
        except PresteError as error:
            form.add_error(None, _words(error))
        else:
            messages.success(request, _("C'est noté. Ce qui précède reste visible."))
            return redirect("hire-file", employer.pk)
    context = {"employer": employer, "form": form, "title": TITLES[kind][1 if old else 0]}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "office/hire_form.html", context, status=status)


@employer_view(Act.EDIT, "POST")
def withdraw(request: HttpRequest, employer: Employer, hire_id: UUID) -> HttpResponse:
    """A fact that is no longer believed; it stays in the journal."""
    row: HireFact = get_object_or_404(HireFact.objects.select_related("employer"), pk=hire_id)
    try:
        services.withdraw(row, user_of(request))
    except PresteError as error:
        messages.error(request, _words(error))
    else:
        messages.success(request, _("C'est retiré."))
    return redirect("hire-file", employer.pk)


@employer_view(Act.EDIT, "POST")
def confirm(request: HttpRequest, employer: Employer) -> HttpResponse:
    """The employer stands for the file: its rights are claimed from now on."""
    form = ConfirmForm(request.POST)
    if form.is_valid():
        services.confirm(employer, form.cleaned_data["since"], user_of(request))
        messages.success(
            request, _("Le dossier est confirmé : ses droits sont demandés au prochain calcul du trimestre.")
        )
    else:
        given = bool(request.POST.get("since", "").strip())
        asked = _("Donnez le jour depuis lequel tous les travailleurs sont connus.")
        messages.error(request, str(form.errors["since"][0]) if given else asked)
    return redirect("hire-file", employer.pk)


def _corrected(request: HttpRequest, kind: HireKind) -> HireFact | None:
    """The fact that a form is to replace, when the address names one. Raises Http404 for another's or none."""
    wanted = request.GET.get("replaces")
    if not wanted:
        return None
    try:
        found: HireFact = get_object_or_404(HireFact, pk=UUID(wanted), kind=kind, superseded_at__isnull=True)
    except ValueError:
        raise Http404 from None
    return found


def _words(error: PresteError) -> str:
    errors: Iterable[PresteError] = error.errors if isinstance(error, DossierError) else [error]
    return " ".join(told(one) for one in errors)

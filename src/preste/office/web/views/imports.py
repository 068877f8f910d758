"""Imports: a template to fill in, a file to try, the trial to read, and its recording."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from preste.calendar import Month
from preste.errors import PresteError
from preste.exports.twin import WRITERS, Kind
from preste.office.services import audit, imports
from preste.office.services.hours import is_closed
from preste.office.services.import_table import Plan, letters, split
from preste.office.services.import_templates import as_csv, as_xlsx
from preste.office.services.import_templates import template as filled_template
from preste.office.services.uploads import refused, sheet_of
from preste.office.store.models import Employer, ImportKind, Upload, UploadState
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.contingents import caution_text
from preste.office.web.tables import table_file, wants_table
from preste.office.web.words import told

SHOWN = 200
"""Rows of a table on the page; its twins hold them all, and the page says so."""
RECENT = 10
FAULTS = {
    "cellule": Kind.TEXT,
    "colonne": Kind.TEXT,
    "valeur": Kind.TEXT,
    "raison": Kind.TEXT,
    "remede": Kind.TEXT,
}
CHANGES = {
    "ligne": Kind.INTEGER,
    "travailleur": Kind.TEXT,
    "quoi": Kind.TEXT,
    "avant": Kind.TEXT,
    "apres": Kind.TEXT,
}
TITLES = {
    ImportKind.HOURS: gettext_lazy("Importer des heures"),
    ImportKind.ITEMS: gettext_lazy("Importer des éléments de paie"),
    ImportKind.TAKEOVER: gettext_lazy("Reprendre les mois d'un autre secrétariat"),
}


@employer_view(Act.EDIT, "GET", "HEAD", "POST")
def start(request: HttpRequest, employer: Employer, month: Month, kind: ImportKind) -> HttpResponse:
    """Choose a file; a POST tries it, and leads to what it would do."""
    error, status = "", HTTPStatus.OK
    if request.method == "POST":
        try:
            given = request.FILES.get("file")
            if given is None:
                raise refused("E-UPLOAD-NONE")
            upload = imports.try_file(employer, kind, month, given.read(), user_of(request))
        except PresteError as found:
            error, status = told(found), HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            return redirect("import", employer.pk, upload.pk)
    recent = Upload.objects.filter(employer=employer, kind=kind, month=str(month), state=UploadState.APPLIED)
    context = {
        **_about(employer, month, kind),
        "error": error,
        "closed": is_closed(employer, month),
        "recent": recent.select_related("applied_by").order_by("-applied_at")[:RECENT],
    }
    return render(request, "office/import_start.html", context, status=status)


def _about(employer: Employer, month: Month, kind: str) -> dict[str, Any]:
    return {"employer": employer, "month": month, "kind": kind, "title": TITLES[ImportKind(kind)],
            "start": f"{kind}-import", "template": f"{kind}-template"}  # fmt: skip


@employer_view(Act.EDIT)
def template(request: HttpRequest, employer: Employer, month: Month, kind: ImportKind) -> HttpResponse:
    """The month's table to fill in, as a workbook or as CSV."""
    wanted = request.GET.get("format", "xlsx")
    if wanted not in ("xlsx", "csv"):
        raise Http404
    filled = filled_template(employer, kind, month)
    content = as_csv(filled) if wanted == "csv" else as_xlsx(filled)
    audit.record(employer, user_of(request), "import.template", str(month), kind=str(kind))
    response = HttpResponse(content, content_type=WRITERS[wanted][1])
    response.headers["Content-Disposition"] = f'attachment; filename="{kind}-{month}.{wanted}"'
    return response


@employer_view(Act.EDIT)
def preview(request: HttpRequest, employer: Employer, upload_id: UUID) -> HttpResponse:
    """What a table would do, cell by cell; nothing is recorded yet."""
    upload: Upload = get_object_or_404(Upload.objects.select_related("applied_by"), pk=upload_id)
    plan = Plan.read(upload.plan)
    if wants_table(request):
        name = f"import-{upload.month}"
        if request.GET.get("table") == "faults":
            faults = ((one.cell, one.header, one.value, one.reason, one.remedy) for one in plan.faults)
            return table_file(request, f"{name}-erreurs", FAULTS, faults)
        changes = ((one.row, one.who, one.what, one.old, one.new) for one in plan.changes)
        return table_file(request, f"{name}-changements", CHANGES, changes)
    context = {
        **_about(employer, Month.parse(upload.month), upload.kind),
        "upload": upload,
        "plan": plan,
        "waiting": upload.state == UploadState.PREVIEWED,
        "faults": plan.faults[:SHOWN],
        "cautions": [caution_text(one) for one in plan.cautions],
        "changes": plan.changes[:SHOWN],
        "shown": SHOWN,
        "faulty": len({one.row for one in plan.faults}),
        "before": imports.applied_before(upload),
        "whole": upload.kind in imports.WHOLE,
        **_columns(upload),
    }
    return render(request, "office/import_preview.html", context)


def _columns(upload: Upload) -> dict[str, Any]:
    """The columns of a table with their field, and what fields there are; nothing once it is recorded."""
    if upload.state != UploadState.PREVIEWED:
        return {}
    fields = imports.IMPORTERS[upload.kind].fields(Month.parse(upload.month))
    sheet = sheet_of(upload.sheet)
    head, rows = split(sheet)[1:]
    columns = [
        (i, letters(i), cell.text, name, next((row[i].text for row in rows if i < len(row) and row[i].text), ""))
        for i, (cell, name) in enumerate(zip(head, upload.columns, strict=True))
    ]
    unread = [f"{place} {text}".strip() for _i, place, text, name, _sample in columns if not name]
    return {"columns": columns, "fields": fields.items(), "unread": unread, "sheet": sheet}


@employer_view(Act.EDIT, "POST")
def columns(request: HttpRequest, employer: Employer, upload_id: UUID) -> HttpResponse:
    """Say what the columns hold, and try the table again."""
    upload = get_object_or_404(Upload, pk=upload_id)
    chosen = [request.POST.get(f"column-{i}", "") for i in range(len(upload.columns))]
    try:
        imports.choose_columns(upload, chosen, user_of(request))
    except PresteError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Le fichier est relu avec ces colonnes ; le choix est retenu."))
    return redirect("import", employer.pk, upload.pk)


@employer_view(Act.EDIT, "POST")
def apply(request: HttpRequest, employer: Employer, upload_id: UUID) -> HttpResponse:
    """Record what was shown: everything, or the rows without a fault."""
    upload = get_object_or_404(Upload, pk=upload_id)
    try:
        count = imports.apply(upload, user_of(request), only_good=request.POST.get("rows") == "good")
    except PresteError as error:
        messages.error(request, told(error))
        return redirect("import", employer.pk, upload.pk)
    saved = ngettext("%(n)s changement enregistré.", "%(n)s changements enregistrés.", count) % {"n": count}
    messages.success(request, saved if count else _("Rien n'a changé."))
    if upload.kind == ImportKind.HOURS:
        return redirect("hours", employer.pk, upload.month)
    return redirect("employer", employer.pk)

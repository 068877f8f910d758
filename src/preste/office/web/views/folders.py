"""An employer leaves with its data: the dossier folder as one file, for who proved lately who they are."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import ngettext

from preste.office.services.folder_export import export_folder
from preste.office.store.models import Employer
from preste.office.web.access import Act, employer_view, user_of
from preste.office.web.fresh import fresh_sign_in


@employer_view(Act.MANAGE)
@fresh_sign_in
def export(request: HttpRequest, employer: Employer) -> HttpResponse:
    """Everything that is known of the employer, as the folder that the command line and another office read."""
    exported = export_folder(employer, user_of(request))
    if count := len(exported.left_out):
        words = ngettext(
            "Une donnée n'est pas dans le dossier exporté : A-LIRE.txt la nomme.",
            "%(n)s données ne sont pas dans le dossier exporté : A-LIRE.txt les nomme.", count,
        ) % {"n": count}  # fmt: skip
        messages.warning(request, words)
    response = HttpResponse(exported.content, content_type="application/zip")
    name = f"dossier-{employer.enterprise_number}-{timezone.localdate():%Y-%m-%d}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response

"""A printed DmfA set in type. A PDF's date is the day on which the declaration was made."""

from __future__ import annotations

from pathlib import Path

from preste.declarations.dmfa.model import Form
from preste.documents.dmfa.view import NOBODY, Known, dmfa_sheets
from preste.documents.typesetting import noon, pdf

TEMPLATE = Path(__file__).parent / "template.typ"


def render_dmfa(form: Form, earlier: Form | None = None, known: Known = NOBODY, *, draft: bool = False) -> bytes:
    """The PDF of a declaration, beside an earlier one. Raises InputError for two employers, DocumentError for a text
    that cannot be set."""
    return pdf(TEMPLATE, dmfa_sheets(form, earlier, known, draft=draft), noon(form.form_creation_date))

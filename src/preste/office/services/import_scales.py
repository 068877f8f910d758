"""An uploaded table of wage scales: its rows, whatever the order of its columns."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preste.errors import InputError
from preste.office.services.import_table import split
from preste.office.services.scales import Row, ScalesError
from preste.office.services.uploads import Sheet
from preste.payroll.dossier_scales import COLUMNS


def rows_of(sheet: Sheet) -> list[Row]:
    """The rows of an uploaded table, whatever the order of its columns. Raises ScalesError when one is missing."""
    _at, head, cells = split(sheet)
    place = {cell.text.strip().casefold(): i for i, cell in enumerate(head)}
    if missing := [name for name in COLUMNS if name not in place]:
        told = InputError(_("la colonne %(name)s manque") % {"name": missing[0]}, remedy=";".join(COLUMNS))
        raise ScalesError([told])
    found = []
    for row in cells:
        texts = [row[place[name]].text.strip() if place[name] < len(row) else "" for name in COLUMNS]
        if any(texts):
            texts[2] = texts[2].partition("T")[0].partition(" ")[0]
            found.append((texts[0], texts[1], texts[2], texts[3], texts[4]))
    return found

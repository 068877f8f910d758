"""An uploaded table of wage scales: its rows, whatever the order of its columns."""

from __future__ import annotations

from django.utils.translation import gettext as _

from preste.errors import InputError, PresteError
from preste.office.services.import_table import plain, read_date, split
from preste.office.services.scales import Row, ScalesError
from preste.office.services.uploads import Cell, Sheet
from preste.payroll.dossier_scales import COLUMNS

HEADS = ("barème", "salaire", "depuis", "années", "montant")
"""The heads of the columns in French; those of the folder's file are read too."""
_NAMES = {plain(name): i for names in (COLUMNS, HEADS) for i, name in enumerate(names)}
_BASES = {"mois": "monthly", "parmois": "monthly", "mensuel": "monthly", "heure": "hourly", "parheure": "hourly",
          "horaire": "hourly"}  # fmt: skip


def rows_of(sheet: Sheet) -> list[Row]:
    """The rows of an uploaded table, whatever the order of its columns. Raises ScalesError when one is missing."""
    _at, head, cells = split(sheet)
    place = {_NAMES[plain(cell.text)]: i for i, cell in enumerate(head) if plain(cell.text) in _NAMES}
    if missing := [name for i, name in enumerate(HEADS) if i not in place]:
        told = InputError(_("la colonne %(name)s manque") % {"name": missing[0]}, remedy=";".join(HEADS))
        raise ScalesError([told])
    found = []
    for row in cells:
        texts = [row[place[i]].text.strip() if place[i] < len(row) else "" for i in range(len(HEADS))]
        if any(texts):
            texts[1] = _BASES.get(plain(texts[1]), texts[1])
            texts[2] = _day(texts[2].partition("T")[0].partition(" ")[0])
            found.append((texts[0], texts[1], texts[2], texts[3], texts[4]))
    return found


def _day(text: str) -> str:
    """A date as the table of scales keeps it; what is none is left, to be told."""
    try:
        return read_date(Cell("text", text)).isoformat()
    except PresteError:
        return text

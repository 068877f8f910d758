"""The cells of the hours grid. A page has thousands of them: written here, they cost a tenth of a template's."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from preste.office.web import terms

if TYPE_CHECKING:
    from preste.office.web.hours_rows import DayCell, GridRow

register = template.Library()

_OUTSIDE = '<td class="outside"><span class="unseen">{}</span></td>'
_REST = 'maxlength="60" autocomplete="off" spellcheck="false" size="4"'


@register.simple_tag
def grid_cells(row: GridRow, writable: bool) -> SafeString:
    """The cells of a row, each with its whole name for who cannot see the grid."""
    person = f"{row.record.worker.last_name} {row.record.worker.first_name}"
    outside, said = _OUTSIDE.format(escape(_("hors contrat"))), cache(terms.quantity)
    rest = _REST if writable else f"{_REST} readonly"
    safe = cache(escape)  # most cells of a row say the same
    name = safe(person)
    cells = (outside if cell.outside else _cell(cell, name, said(cell.scheduled), rest, safe) for cell in row.cells)
    return SafeString("".join(cells))  # each value is escaped where it is written


def _cell(cell: DayCell, person: str, scheduled: str, rest: str, safe: Callable[[str], str]) -> str:
    """A cell; `person` is escaped already, `safe` escapes the rest."""
    place = "holiday" if cell.holiday else "weekend" if cell.weekend else "" if cell.scheduled else "off"
    name = f"{person}, {safe(cell.weekday)} {cell.date.day}"
    name += f", {safe(cell.holiday)}" if cell.holiday else ""
    name += f", {safe(cell.event)}" if cell.event else ""
    name += f", {safe(scheduled)} h" if cell.scheduled else ""
    sick = ""
    if cell.sick:
        name += f", {safe(cell.sickness)}"
        hours = " ".join(f"{code}:{hours}" for code, hours in cell.sick.items())
        sick = f' data-sick="{hours}" title="{safe(cell.sickness)}"'
    if cell.event:
        sick += f' title="{safe(cell.event)}"'
    return (
        f'<td class="{place}"><input value="{safe(cell.text)}" placeholder="{safe(cell.hint)}" '
        f'data-date="{cell.date.isoformat()}" data-h="{cell.scheduled}"{" data-holiday" if cell.holiday else ""}{sick} '
        f'data-kind="{safe(cell.kind)}" aria-label="{name}" {rest}></td>'
    )

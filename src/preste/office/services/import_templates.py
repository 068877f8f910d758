"""The tables to fill in: with everybody's name and what is known already, so that sending one back changes nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from xlsxwriter import Workbook

from preste.belgium.time.codes import CODES
from preste.belgium.time.events import EVENTS_OF
from preste.belgium.time.holidays import holidays_of
from preste.calendar import Month
from preste.exports.table import csv_bytes, safe
from preste.money import text
from preste.office.services import facts, headcount
from preste.office.services import import_takeover_beside as beside
from preste.office.services.hours import cell_text, scheduled_hours
from preste.office.services.import_hours import WEEKDAYS
from preste.office.services.import_table import People
from preste.office.services.import_takeover import HEADS
from preste.office.store.models import Employer, Fact, FactKind, ImportKind
from preste.payroll.items import KINDS
from preste.payroll.takeover import COLUMNS

WHO = ("matricule", "nom", "contrat")
_DECIMAL = re.compile(r"\d+(,\d+)?")
Filled = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Template:
    """A table to fill in, a second one to look codes up in, and the columns that are shaded."""

    title: str
    head: Sequence[str]
    rows: Filled
    legend: str
    legend_rows: Filled
    shaded: frozenset[int] = frozenset()


def template(employer: Employer, kind: ImportKind, month: Month) -> Template:
    """The table of a month to fill in."""
    if kind == ImportKind.TAKEOVER:
        return _takeover(employer, month)
    people = sorted(People(employer, month).all, key=lambda one: (one.name, one.record.start))
    who = {one.id: (one.record.worker.number, one.name, one.record.id) for one in people}
    if kind == ImportKind.HOURS:
        holidays = holidays_of(month.year)
        rows = []
        for one in people:
            given = {day: [d for d in one.record.days if d.date == day] for day in month.days}
            rows.append([*who[one.id], *(cell_text(given[d], scheduled_hours(one.record, d)) for d in month.days)])
        shaded = frozenset(i for i, d in enumerate(month.days, len(WHO)) if d.weekday() >= 5 or d in holidays)
        days = [f"{WEEKDAYS[day.weekday()]} {day:%d/%m}" for day in month.days]
        codes = [(code.code, code.label, "payé" if code.paid else "non payé") for code in CODES.values()]
        codes += [
            (f"{code} : {name}", label, "événement") for code in EVENTS_OF for name, label in EVENTS_OF[code].items()
        ]
        return Template("Heures", [*WHO, *days], rows, "Codes", codes, shaded)
    head = [*WHO, "élément", "libellé", "montant", "quantité", "date"]
    known = facts.known_facts(employer).filter(kind=FactKind.ITEM, valid_from__range=(month.first, month.last))
    rows = [[*who[str(f.contract_id)], KINDS[f.data["kind"]], f.data["label"], _number(f.data["amount"]),
             _number(f.data["quantity"]), f"{f.valid_from:%d/%m/%Y}"]
            for f in known.order_by("recorded_at") if f.data["once"] and str(f.contract_id) in who]  # fmt: skip
    rows += [[*one, *[""] * 5] for one in who.values()]
    rows.sort(key=lambda row: row[1])
    return Template("Éléments", head, rows, "Genres", sorted((label,) for label in KINDS.values()))


def _takeover(employer: Employer, month: Month) -> Template:
    """A row for each month of the year before the first one computed here, and the row of control totals."""
    people = sorted(People(employer, month, former=True).all, key=lambda one: (one.name, one.record.start))
    before = [Month(month.year, i) for i in range(1, month.month)]
    rows = [
        [one.record.worker.number, one.name, one.record.id, str(when), str(when)]
        for one in people
        for when in before
        if one.record.active_in(when)
    ]
    empty = [""] * len(HEADS)
    since = dict(_seniorities(employer).values_list("contract__reference", "valid_from"))
    filled = [[*row, *empty, f"{since[row[2]]:%d/%m/%Y}" if row[2] in since else "", ""] for row in rows]
    counted = headcount.known(employer)
    for quarter in headcount.quarters_before(month, 1):
        told = str(counted.get(quarter, ""))
        filled.append([beside.COUNT, "", "", quarter.replace("Q", "T"), "", *empty, "", told])
    filled.append(["Total", *[""] * 4, *empty, "", ""])
    legend = [(HEADS[name], meaning) for name, meaning in COLUMNS.items()]
    legend.append((beside.HEADS[beside.SENIORITY], "le premier jour qui compte, s'il est d'avant le contrat"))
    told = f"sur les lignes « {beside.COUNT} », une par trimestre : ceux que l'autre secrétariat a déclarés"
    legend.append((beside.HEADS[beside.WORKERS], told))
    head = [*WHO, "du", "au", *HEADS.values(), *beside.HEADS.values()]
    return Template("Mois repris", head, filled, "Colonnes", legend)


def _seniorities(employer: Employer) -> QuerySet[Fact]:
    return facts.known_facts(employer).filter(kind=FactKind.SENIORITY).order_by("recorded_at")


def _number(value: int) -> str:
    return text(value).replace(".", ",") if value else ""


def as_csv(template: Template) -> bytes:
    """The table as CSV for a French spreadsheet."""
    return csv_bytes(template.head, [[safe(cell) for cell in row] for row in template.rows])


def as_xlsx(template: Template) -> bytes:
    """The table as a workbook: head and names stay in view, weekends and holidays are shaded."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        bold, grey = book.add_format({"bold": True, "bottom": 1}), book.add_format({"bg_color": "#E8E6DF"})
        sheet = book.add_worksheet(template.title)
        sheet.freeze_panes(1, len(WHO))
        for i, name in enumerate(template.head):
            width = 26 if name in ("nom", "élément", "libellé") else max(9, len(name) + 1)
            sheet.set_column(i, i, width, grey if i in template.shaded else None)
            sheet.write_string(0, i, name, bold)
        for n, row in enumerate(template.rows, start=1):
            for i, cell in enumerate(row):
                shape = grey if i in template.shaded else None
                if i >= len(WHO) and _DECIMAL.fullmatch(cell):
                    sheet.write_number(n, i, Decimal(cell.replace(",", ".")), shape)
                elif cell:
                    sheet.write_string(n, i, cell, shape)
        legend = book.add_worksheet(template.legend)
        legend.set_column(0, 1, 44)
        for n, row in enumerate(template.legend_rows):
            legend.write_row(n, 0, row)
    return out.getvalue()

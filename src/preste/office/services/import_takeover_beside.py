"""What a table of taken-over months tells beside them: seniority by contract, and workers declared by quarter."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.calendar import YEARS, Month
from preste.errors import PresteError
from preste.office.accounts.models import User
from preste.office.services import facts, headcount, seniority
from preste.office.services.import_table import Change, Person, TableReader, read_date
from preste.office.services.uploads import Cell
from preste.office.store.models import Contract, Employer, FactKind

SENIORITY, WORKERS = "seniority", "workers"
LABELS = {
    SENIORITY: gettext_lazy("ancienneté depuis le"),
    WORKERS: gettext_lazy("travailleurs déclarés, par trimestre"),
}
HEADS = {SENIORITY: "ancienneté depuis", WORKERS: "travailleurs déclarés"}
"""The heads of the template's columns, in French for everybody."""
COUNTED = ("occupation", "headcount", "tewerkstelling")
"""What a row of workers declared is called, in the column of the worker's number; its quarter stands for the month."""
COUNT = "Occupation"
MOST_WORKERS = 1_000_000
_QUARTER = re.compile(r"(?P<year>\d{4})\W*[TQKtqk]?(?P<n>[1-4])|[TQKtqk]?(?P<n2>[1-4])\W+(?P<year2>\d{4})")


@dataclass
class Beside:
    """What the rows of a table tell beside the months, with the row that tells it first."""

    seniority: dict[str, tuple[int, Person, dt.date]] = field(default_factory=dict)
    workers: dict[str, tuple[int, int]] = field(default_factory=dict)

    def read(
        self,
        table: TableReader,
        counted: Sequence[tuple[int, Sequence[Cell]]],
        persons: Sequence[tuple[int, Sequence[Cell], Person]],
        first: str,
        begins: Month,
    ) -> None:
        """What the rows tell; `first` is the field where the quarter of a row of workers stands."""
        for n, row in counted:
            self._workers(table, n, row, first, begins)
        for n, row, person in persons:
            if table.get(row, SENIORITY).text:
                self._seniority(table, n, row, person)

    def _seniority(self, table: TableReader, n: int, row: Sequence[Cell], person: Person) -> None:
        """The day of a contract, told on one of its rows or alike on several."""
        cell = table.get(row, SENIORITY)
        try:
            day = read_date(cell)
        except PresteError as error:
            table.fault(n, SENIORITY, cell.text, error.message, error.remedy)
            return
        if day > person.record.start:
            told = _("%(name)s : l'ancienneté commence après le contrat") % {"name": person.name}
            table.fault(n, SENIORITY, cell.text, told, _("Donnez un jour d'avant, ou laissez la case vide."))
        elif self.seniority.setdefault(person.id, (n, person, day))[2] != day:
            told = _("%(name)s : une autre ligne donne une autre ancienneté") % {"name": person.name}
            table.fault(n, SENIORITY, cell.text, told, _("Gardez un seul jour."))

    def _workers(self, table: TableReader, n: int, row: Sequence[Cell], first: str, begins: Month) -> None:
        """The workers of a quarter; a row that nobody filled in tells nothing."""
        quarter, cell = table.get(row, first).text, table.get(row, WORKERS)
        if not cell.text:
            return
        match = _QUARTER.fullmatch(quarter)
        year, number = (match["year"] or match["year2"], match["n"] or match["n2"]) if match else ("", "")
        name = f"{year}-Q{number}"
        if not year or int(year) not in YEARS:
            table.fault(n, first, quarter, _("ce n'est pas un trimestre"), _("Écrivez-le comme ceci : 2026-T1."))
        elif headcount.first_month(name) >= begins:
            told = _("ce trimestre n'est pas d'avant le premier mois calculé ici")
            table.fault(n, first, quarter, told, _("Retirez la ligne."))
        elif name in self.workers:
            table.fault(n, first, quarter, _("ce trimestre est dit deux fois"), _("Gardez une seule ligne."))
        elif not (cell.text.isascii() and cell.text.isdecimal() and int(cell.text) <= MOST_WORKERS):
            told = _("ce n'est pas un nombre entier de travailleurs")
            table.fault(n, WORKERS, cell.text, told, _("Écrivez par exemple 4."))
        else:
            self.workers[name] = n, int(cell.text)

    def changes(self, employer: Employer, table: TableReader) -> None:
        """Note what is not known yet."""
        known = facts.known_facts(employer).filter(kind=FactKind.SENIORITY)
        since = {str(one.contract_id): one.valid_from for one in known.order_by("recorded_at")}
        for n, person, day in self.seniority.values():
            before = since.get(person.id, person.record.start)
            if before == day:
                table.plan.unchanged += 1
                continue
            data = {SENIORITY: day.isoformat()}
            table.plan.changes.append(
                Change(n, person.id, person.name, _("Ancienneté"), f"{before:%d/%m/%Y}", f"{day:%d/%m/%Y}", data)
            )
        counted = headcount.known(employer)
        for quarter, (n, workers) in self.workers.items():
            if counted.get(quarter) == workers:
                table.plan.unchanged += 1
                continue
            data = {WORKERS: str(workers), "quarter": quarter}
            what = _("travailleurs déclarés, %(quarter)s") % {"quarter": quarter.replace("Q", "T")}
            old = str(counted[quarter]) if quarter in counted else "—"
            table.plan.changes.append(Change(n, "", employer.name, what, old, str(workers), data))


def record(employer: Employer, changes: Sequence[Change], contracts: dict[str, Contract], user: User) -> None:
    """Record what a plan tells beside the months."""
    for one in changes:
        if SENIORITY in one.data:
            seniority.record(contracts[one.contract], dt.date.fromisoformat(one.data[SENIORITY]), user)
    workers = {one.data["quarter"]: int(one.data[WORKERS]) for one in changes if WORKERS in one.data}
    headcount.record(employer, workers, user)

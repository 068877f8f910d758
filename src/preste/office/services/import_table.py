"""What every import has in common: columns and what they mean, rows and whom they are about, faults and changes."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from preste.calendar import Month
from preste.errors import PresteError
from preste.money import number
from preste.office.services.dossiers import dossier_of
from preste.office.services.uploads import EMPTY, Cell, Sheet
from preste.office.store.models import Contract, Employer
from preste.payroll.month import active
from preste.records import Contract as ContractRecord
from preste.records import ReplacedHoliday

CONTRACT, NUMBER, NAME = "contract", "number", "name"
WHO: Mapping[str, Sequence[str]] = {
    NUMBER: ("matricule", "numero", "numerodutravailleur", "no", "n", "number", "personeelsnummer"),
    NAME: ("nom", "travailleur", "nomprenom", "nometprenom", "name", "naam"),
    CONTRACT: ("contrat", "contract", "referenceducontrat", "reference"),
}
"""The fields that say whom a row is about, and the headers they are known by, without accents and signs."""


@dataclass(frozen=True)
class Fault:
    """A cell that is not taken: where it stands, what it holds, why, and what to do."""

    row: int
    column: str
    header: str
    value: str
    reason: str
    remedy: str

    @property
    def cell(self) -> str:
        """Its name in the spreadsheet: `C4`."""
        return f"{self.column}{self.row}"


@dataclass(frozen=True)
class Change:
    """What recording does for one contract: in words, and as `data` to record."""

    row: int
    contract: str
    who: str
    what: str
    old: str
    new: str
    data: dict[str, Any]


@dataclass
class Plan:
    """What a table would do: nothing is recorded yet."""

    rows: int = 0
    unchanged: int = 0
    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    cautions: list[dict[str, Any]] = field(default_factory=list)
    """What to know before it is recorded: contingents that it exceeds, as `Exceeded.told` gives them."""

    def as_json(self) -> dict[str, Any]:
        """The plan to keep."""
        return {
            "rows": self.rows,
            "unchanged": self.unchanged,
            "changes": [vars(one) for one in self.changes],
            "faults": [vars(one) for one in self.faults],
            "cautions": self.cautions,
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Plan:
        """A kept plan."""
        changes = [Change(**one) for one in kept["changes"]]
        faults = [Fault(**one) for one in kept["faults"]]
        return cls(kept["rows"], kept["unchanged"], changes, faults, kept.get("cautions", []))

    def does(self) -> list[Any]:
        """What it does and refuses, whatever the words."""
        return [[c.contract, c.data] for c in self.changes] + [[f.row, f.column] for f in self.faults]


def plain(text: str) -> str:
    """A header or name without accents, signs and capitals."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalnum())


def letters(index: int) -> str:
    """The letters of a column: 0 is A, 26 is AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def split(sheet: Sheet) -> tuple[int, Sequence[Cell], Sequence[Sequence[Cell]]]:
    """The index of the head, the head, and the rows below it. A sheet has at least one row that is not empty."""
    at = next(i for i, row in enumerate(sheet.rows) if any(cell.text for cell in row))
    return at, sheet.rows[at], sheet.rows[at + 1 :]


class TableReader:
    """A sheet read by fields: the head is the first row that is not empty; what is wrong is noted in `plan`."""

    def __init__(self, sheet: Sheet, columns: Sequence[str]) -> None:
        self.columns = columns
        self.head, self.first, self.cells = split(sheet)
        self.plan = Plan()
        self.place = {name: i for i, name in enumerate(columns) if name}

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """The rows below the head that are not empty, with the number the spreadsheet gives them."""
        for n, row in enumerate(self.cells, start=self.head + 2):
            if any(cell.text for cell in row):
                self.plan.rows += 1
                yield n, row

    def get(self, row: Sequence[Cell], name: str) -> Cell:
        """The cell of a field; an empty one when the row or the table has none."""
        i = self.place.get(name)
        return row[i] if i is not None and i < len(row) else EMPTY

    def fault(self, row: int, name: str, value: str, reason: str, remedy: str) -> None:
        """Note what is wrong with a field of a row."""
        i = self.place.get(name, 0)
        self.plan.faults.append(Fault(row, letters(i), self.header(i), value, reason, remedy))

    def head_fault(self, index: int, reason: str, remedy: str) -> None:
        """Note what is wrong with a column's head."""
        head = self.header(index)
        self.plan.faults.append(Fault(self.head + 1, letters(index), head, head, reason, remedy))

    def header(self, index: int) -> str:
        """What stands above a column."""
        return self.first[index].text if index < len(self.first) else ""

    def require(self, labels: Mapping[str, str], *choices: Sequence[str]) -> bool:
        """Whether no field is given twice, and one of each of `choices` is there; faults are noted otherwise.

        `labels` are the fields' names for the reader.
        """
        for name in {name for name in self.columns if name and list(self.columns).count(name) > 1}:
            self.fault(
                self.head + 1, name, self.header(self.place[name]), _("deux colonnes ont le même sens"),
                _("Choisissez « ne pas lire » pour l'une d'elles."),
            )  # fmt: skip
        for names in choices:
            if not set(names) & set(self.columns):
                self.plan.faults.append(
                    Fault(self.head + 1, "", "", "", _("une colonne manque : %(names)s") % {"names": labels[names[0]]},
                          _("Dites plus bas quelle colonne c'est, ou reprenez le modèle."))
                )  # fmt: skip
        return not self.plan.faults


@dataclass(frozen=True)
class Person:
    """A contract that runs in the month, its id, and the public holidays that its employer replaces."""

    id: str
    record: ContractRecord
    replaced: Sequence[ReplacedHoliday] = ()

    @property
    def name(self) -> str:
        """Last name first."""
        return f"{self.record.worker.last_name} {self.record.worker.first_name}"


class People:
    """The contracts of a month, found by reference or by the worker's number."""

    def __init__(self, employer: Employer, month: Month, *, former: bool = False) -> None:
        """With `former`, also those whose contract has ended before the month."""
        ids = dict(Contract.objects.filter(employer=employer).values_list("reference", "pk"))
        dossier = dossier_of(employer, month)
        replaced = dossier.employer.replacement_days
        found = dossier.contracts if former else active(dossier, month)
        self.all = [Person(str(ids[one.id]), one, replaced) for one in found]
        self._by_reference = {one.record.id: one for one in self.all}
        self._by_number: dict[str, list[Person]] = defaultdict(list)
        for one in self.all:
            self._by_number[one.record.worker.number.lstrip("0")].append(one)

    def find(self, table: TableReader, n: int, row: Sequence[Cell]) -> Person | None:
        """Whom a row is about; None, with a fault noted, when that is not sure."""
        reference, given = table.get(row, CONTRACT).text, table.get(row, NUMBER).text
        found = self._by_number.get(given.lstrip("0"), []) if given else self.all
        if given and not found:
            table.fault(n, NUMBER, given, _("ce matricule n'a pas de contrat ce mois-ci"), _("Vérifiez le matricule."))
            return None
        if reference:
            found = [one for one in found if one.record.id == reference]
        if not (given or reference) or not found:
            reason = _("ce contrat n'existe pas ce mois-ci, ou il est d'un autre matricule")
            told = reason if reference else _("la ligne ne dit pas de qui elle parle")
            table.fault(
                n, CONTRACT if reference else NUMBER, reference, told, _("Écrivez le matricule du travailleur.")
            )
            return None
        if len(found) > 1:
            told = _("ce travailleur a plusieurs contrats ce mois-ci")
            table.fault(n, NUMBER, given, told, _("Ajoutez une colonne « contrat » avec sa référence."))
            return None
        return found[0] if self._named(table, n, row, found[0]) else None

    @staticmethod
    def _named(table: TableReader, n: int, row: Sequence[Cell], person: Person) -> bool:
        """Whether the name beside the number is the worker's: a row that slipped shows."""
        written = table.get(row, NAME).text
        known = {plain(part) for part in person.name.split()}
        if {plain(part) for part in re.split(r"[\s,]+", written)} - {""} <= known:
            return True
        reason = _("ce nom n'est pas celui du matricule, qui est %(name)s") % {"name": person.name}
        table.fault(n, NAME, written, reason, _("Corrigez le matricule ou le nom ; ou ne lisez pas la colonne du nom."))
        return False


def read_date(cell: Cell) -> dt.date:
    """A date as a spreadsheet or a person writes it. Raises PresteError with a French message."""
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", cell.text, re.ASCII)
    parts = match.groups() if match else ()
    if not match and (match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", cell.text, re.ASCII)):
        parts = match.groups()[::-1]
    try:
        return dt.date(*map(int, parts))
    except (TypeError, ValueError):
        raise PresteError(_("ce n'est pas une date"), remedy=_("Écrivez-la comme ceci : 08/09/2026.")) from None


def decimal(value: int) -> str:
    """Hundredths as `7,6`."""
    return number(value).rstrip("0").rstrip(",")

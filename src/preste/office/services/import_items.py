"""Pay elements of a month from a table: a row for each premium, reimbursement or deduction, paid once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste import money
from preste.belgium import DEFAULTS
from preste.calendar import Month
from preste.errors import InputError, PresteError
from preste.office.accounts.models import User
from preste.office.services import audit, facts
from preste.office.services.import_table import (
    CONTRACT,
    NUMBER,
    WHO,
    Change,
    People,
    Person,
    Plan,
    TableReader,
    decimal,
    plain,
    read_date,
)
from preste.office.services.uploads import Cell, Sheet
from preste.office.store.models import Contract, Employer, FactKind
from preste.payroll.items import KINDS, add_item
from preste.records import PayItem

KIND, LABEL, AMOUNT, QUANTITY, DATE = "kind", "label", "amount", "quantity", "date"
ALIASES: Mapping[str, Sequence[str]] = {
    **WHO,
    KIND: ("element", "elementdepaie", "genre", "kind"),
    LABEL: ("libelle", "label", "description"),
    AMOUNT: ("montant", "montanteur", "amount", "bedrag"),
    QUANTITY: ("quantite", "kilometres", "km", "quantity"),
    DATE: ("date", "datum"),
}
MAX_LABEL = 80
MAX_CENTS = 100_000_000_00
_HEADERS = {alias: name for name, aliases in ALIASES.items() for alias in aliases}
_KINDS = {plain(label): kind for kind, label in KINDS.items()} | {plain(kind): kind for kind in KINDS}


def fields(_month: Month) -> dict[str, str]:
    """What a column may be, with its name."""
    named = {
        NUMBER: gettext_lazy("matricule"),
        CONTRACT: gettext_lazy("contrat"),
        "name": gettext_lazy("nom (contrôlé)"),
        KIND: gettext_lazy("élément"),
        LABEL: gettext_lazy("libellé"),
        AMOUNT: gettext_lazy("montant"),
        QUANTITY: gettext_lazy("quantité"),
        DATE: gettext_lazy("date"),
    }
    return {name: str(label) for name, label in named.items()}


def field_of(header: Cell, _month: Month) -> str:
    """The field a header names; an empty text when none is recognised."""
    return _HEADERS.get(plain(header.text), "")


def plan(employer: Employer, month: Month, sheet: Sheet, columns: Sequence[str]) -> Plan:
    """What recording a table would do: an element that is already there, as often as written, changes nothing."""
    table = TableReader(sheet, columns)
    if not table.require(fields(month), (NUMBER, CONTRACT), (KIND,), (AMOUNT, QUANTITY)):
        return table.plan
    people = People(employer, month)
    known = _known(employer, month)
    for n, row in table.rows():
        if not any(table.get(row, name).text for name in (KIND, LABEL, AMOUNT, QUANTITY)):
            continue  # a row of the template that nobody filled in
        person = people.find(table, n, row)
        item = _item(table, n, row, month, person) if person else None
        if person is None or item is None:
            continue
        key = _key(person.id, item.valid_from, facts.item_data(item))
        if known[key]:
            known[key] -= 1
            table.plan.unchanged += 1
            continue
        data = {"date": item.valid_from.isoformat(), "item": facts.item_data(item)}
        what = f"{KINDS[item.kind]}, {item.valid_from:%d/%m/%Y}"
        table.plan.changes.append(Change(n, person.id, person.name, what, "—", _words(item), data))
    return table.plan


def _words(item: PayItem) -> str:
    parts = [item.label, money.euro(item.amount) if item.amount else "", decimal(item.quantity)]
    return " · ".join(part for part in parts if part and part != "0")


def _known(employer: Employer, month: Month) -> Counter[tuple[Any, ...]]:
    found = facts.known_facts(employer).filter(kind=FactKind.ITEM, valid_from__range=(month.first, month.last))
    return Counter(_key(str(one.contract_id), one.valid_from, one.data) for one in found if one.data["once"])


def _key(contract: str, date: dt.date, data: Mapping[str, Any]) -> tuple[Any, ...]:
    names = ("kind", "label", "amount", "quantity")
    return (contract, date, *(data[name] for name in names), tuple(sorted(data["details"].items())))


def _item(table: TableReader, n: int, row: Sequence[Cell], month: Month, person: Person) -> PayItem | None:
    """The element of a row; None, with a fault noted, when it cannot be paid so."""
    kind = _KINDS.get(plain(table.get(row, KIND).text), "")
    reading = KIND
    try:
        if not kind:
            raise PresteError(_("cet élément est inconnu"), remedy=_("Prenez un nom de la feuille « Éléments »."))
        reading = AMOUNT
        amount = _hundredths(table.get(row, AMOUNT))
        reading = QUANTITY
        quantity = _hundredths(table.get(row, QUANTITY))
        reading = DATE
        date = read_date(table.get(row, DATE)) if table.get(row, DATE).text else max(month.first, person.record.start)
        if not month.first <= date <= month.last:
            raise PresteError(_("ce jour n'est pas dans le mois"), remedy=_("Un fichier porte sur un seul mois."))
        reading = LABEL
        label = table.get(row, LABEL).text or KINDS[kind]
        if len(label) > MAX_LABEL:
            raise PresteError(_("ce libellé a plus de 80 caractères"), remedy=_("Raccourcissez-le."))
        reading = AMOUNT if AMOUNT in table.place else QUANTITY
        item = PayItem(kind=kind, label=label, amount=amount, quantity=quantity, once=True, valid_from=date)
        _payable(item, month)
    except PresteError as error:
        table.fault(n, reading, table.get(row, reading).text, error.message, error.remedy)
        return None
    return item


def _hundredths(cell: Cell) -> int:
    """An amount or a quantity of two decimals, as an integer; 0 when nothing is written."""
    written = "".join(cell.text.split()).replace("€", "").replace(",", ".")
    try:
        value = money.parse(written) if written else 0
    except InputError:
        value = -1
    if not 0 <= value <= MAX_CENTS:
        raise PresteError(
            _("ce n'est pas un nombre positif avec au plus deux décimales"),
            remedy=_("Écrivez par exemple 1234,56 ; une retenue s'écrit sans signe."),
        )
    return value


def _payable(item: PayItem, month: Month) -> None:
    """Try the element as the month's computation will read it. Raises PresteError."""
    if not (item.amount or item.quantity):
        raise PresteError(_("il manque un montant ou une quantité"), remedy=_("Écrivez un montant."))
    try:
        add_item(item, dict(DEFAULTS) | {"annual_pay": 0}, month)
    except InputError:
        told = _("cet élément demande des précisions qu'un tableau ne donne pas")
        raise PresteError(told, remedy=_("Encodez-le sur la fiche du travailleur.")) from None


def record(employer: Employer, _month: Month, changes: Sequence[Change], user: User) -> int:
    """Record the elements of a plan, all or none, and tell how many."""
    contracts = {str(one.pk): one for one in Contract.objects.filter(employer=employer).select_related("worker")}
    with transaction.atomic():
        for one in changes:
            contract = contracts[one.contract]
            date = dt.date.fromisoformat(one.data["date"])
            fact = facts.record_fact(
                contract.worker, FactKind.ITEM, one.data["item"], valid_from=date, contract=contract, user=user
            )
            audit.record(employer, user, "item.recorded", str(contract.worker_id), fact=str(fact.pk))
    return len(changes)

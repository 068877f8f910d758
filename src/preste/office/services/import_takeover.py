"""The months that another payroll office computed, from a table: a row a month or several, and their control totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste import money
from preste.calendar import Month
from preste.errors import InputError
from preste.office.accounts.models import User
from preste.office.services import audit, facts
from preste.office.services import import_takeover_beside as beside
from preste.office.services.import_table import CONTRACT, NUMBER, WHO, Change, People, Person, Plan, TableReader, plain
from preste.office.services.import_takeover_beside import COUNTED, SENIORITY, Beside
from preste.office.services.uploads import Cell, Sheet
from preste.office.store.models import Contract, Employer, FactKind
from preste.payroll.takeover import COLUMNS, TakenMonths
from preste.payroll.takeover.records import CARRIED, SIGNED, Problem, carried_days, problems, sums

FIRST, LAST = "first", "last"
TOTAL = ("total", "totaux", "totaldecontrole")
"""What the row of control totals is called, in the column of the worker's number."""
LABELS: Mapping[str, Any] = {
    "gross": gettext_lazy("brut"),
    "liable": gettext_lazy("soumis à l'ONSS"),
    "double_holiday_pay": gettext_lazy("double pécule"),
    "severance": gettext_lazy("indemnité de rupture"),
    "onss": gettext_lazy("cotisations"),
    "work_bonus": gettext_lazy("bonus à l'emploi"),
    "taxable": gettext_lazy("imposable"),
    "withholding": gettext_lazy("précompte"),
    "special": gettext_lazy("cotisation spéciale"),
    "net": gettext_lazy("net"),
    "commuting": gettext_lazy("domicile-travail"),
    "student_hours": gettext_lazy("heures étudiant"),
    "flexi_pay": gettext_lazy("flexi-salaire"),
    "article17_hours": gettext_lazy("heures article 17"),
    "article17_days": gettext_lazy("jours article 17"),
    "deferred": gettext_lazy("retenues reportées"),
    "bicycle": gettext_lazy("Indemnité vélo"),
    "mileage_km": gettext_lazy("Kilomètres de service"),
    "eco_vouchers": gettext_lazy("Éco-chèques, valeur"),
    "voucher_hours": gettext_lazy("heures qui donnent des titres-repas"),
    "vouchers": gettext_lazy("titres-repas"),
    "article17_sport_hours": gettext_lazy("heures article 17 dans le sport"),
    "overtime_net": gettext_lazy("Heures supplémentaires nettes"),
    "overtime_voluntary": gettext_lazy("Heures supplémentaires volontaires"),
    "overtime_waived": gettext_lazy("Heures supplémentaires payées, sans récupération"),
    "overtime_taxed": gettext_lazy("heures supplémentaires avec réduction d'impôt"),
    "compensatory_rest": gettext_lazy("repos compensatoire"),
    "carried": gettext_lazy("vacances reportées de l'année précédente (jours)"),
    "carried_before": gettext_lazy("vacances reportées de l'avant-dernière année (jours)"),
}
HEADS: Mapping[str, str] = {
    "gross": "brut", "liable": "soumis ONSS", "double_holiday_pay": "double pécule",
    "severance": "indemnité de rupture", "onss": "cotisations", "work_bonus": "bonus emploi", "taxable": "imposable",
    "withholding": "précompte", "special": "cotisation spéciale", "net": "net",
    "commuting": "domicile travail", "student_hours": "heures étudiant",
    "flexi_pay": "flexi salaire", "article17_hours": "heures article 17", "article17_days": "jours article 17",
    "deferred": "retenues reportées", "bicycle": "indemnité vélo", "mileage_km": "kilomètres de service",
    "eco_vouchers": "éco chèques", "voucher_hours": "heures titres repas", "vouchers": "titres repas",
    "article17_sport_hours": "heures article 17 sport", "overtime_net": "heures sup nettes",
    "overtime_voluntary": "heures sup volontaires", "overtime_waived": "heures sup sans récupération",
    "overtime_taxed": "heures sup réduction impôt", "compensatory_rest": "repos compensatoire",
    "carried": "vacances reportées", "carried_before": "vacances reportées avant-dernière année",
}  # fmt: skip
"""The heads of the template's columns, in French for everybody."""
ALIASES: Mapping[str, Sequence[str]] = {
    **WHO,
    FIRST: ("du", "de", "mois", "from", "van"),
    LAST: ("au", "to", "tot"),
    **{name: (plain(head), plain(name)) for name, head in {**HEADS, **beside.HEADS}.items()},
}
_HEADERS = {alias: name for name, aliases in ALIASES.items() for alias in aliases}
MAX_CENTS = 100_000_000_00


def fields(_month: Month) -> dict[str, str]:
    """What a column may be, with its name."""
    named = {
        NUMBER: gettext_lazy("matricule"),
        CONTRACT: gettext_lazy("contrat"),
        "name": gettext_lazy("nom (contrôlé)"),
        FIRST: gettext_lazy("du mois"),
        LAST: gettext_lazy("au mois"),
        **LABELS,
        **beside.LABELS,
    }
    return {name: str(label) for name, label in named.items()}


def field_of(header: Cell, _month: Month) -> str:
    """The field a header names; an empty text when none is recognised."""
    return _HEADERS.get(plain(header.text), "")


def plan(employer: Employer, month: Month, sheet: Sheet, columns: Sequence[str]) -> Plan:
    """What taking the months before `month` over would do; one fault anywhere, and nothing of it is taken."""
    table = TableReader(sheet, columns)
    if not table.require(fields(month), (NUMBER, CONTRACT), (FIRST,), ("gross",)):
        return table.plan
    if employer.begins not in ("", str(month)):
        told = _("chez l'employeur, le premier mois calculé ici est un autre")
        table.fault(table.head + 1, FIRST, employer.begins, told, _("Reprenez les mois d'avant celui-là."))
        return table.plan
    people = People(employer, month, former=True)
    rows = _Rows.of(table)
    persons = [(n, row, people.find(table, n, row)) for n, row in rows.people]
    found = [
        (n, person, taken)
        for n, row, person in persons
        if person is not None and _tells_months(table, row)
        if (taken := _row(table, n, row, person, month)) is not None
    ]
    totals = _totals(table, rows.total)
    if not table.plan.faults:
        _together(table, people, found, month)
        _controls(table, found, totals)
    others = Beside()
    others.read(table, rows.counted, [(n, row, person) for n, row, person in persons if person], FIRST, month)
    if not table.plan.faults:
        _changes(employer, table, found)
        others.changes(employer, table)
    return table.plan


@dataclass
class _Rows:
    """The rows of a table by what they are of: people, workers declared in a quarter, the control totals."""

    people: list[tuple[int, Sequence[Cell]]] = field(default_factory=list)
    counted: list[tuple[int, Sequence[Cell]]] = field(default_factory=list)
    total: tuple[int, Sequence[Cell]] | None = None

    @classmethod
    def of(cls, table: TableReader) -> _Rows:
        """Those that somebody filled in."""
        found = cls()
        for n, row in table.rows():
            who = plain(table.get(row, NUMBER).text or table.get(row, CONTRACT).text)
            if who in COUNTED:
                found.counted.append((n, row))
            elif who in TOTAL:
                found.total = n, row
            elif _tells_months(table, row) or table.get(row, SENIORITY).text:
                found.people.append((n, row))
        return found


def _tells_months(table: TableReader, row: Sequence[Cell]) -> bool:
    return any(table.get(row, name).text for name in COLUMNS)


def _totals(table: TableReader, total: tuple[int, Sequence[Cell]] | None) -> tuple[int, dict[str, int]] | None:
    if total is None:
        return None
    n, row = total
    return n, {name: _hundredths(table, n, row, name, signed=True) for name in COLUMNS if name in table.place}


def _hundredths(table: TableReader, n: int, row: Sequence[Cell], name: str, *, signed: bool) -> int:
    """Hundredths of a cell, a fault noted when it is no such number."""
    cell = table.get(row, name)
    written = "".join(cell.text.split()).replace("€", "").replace(",", ".")
    try:
        value = money.parse(written) if written else 0
    except InputError:
        value = MAX_CENTS + 1
    if abs(value) > MAX_CENTS or (value < 0 and not signed):
        told = _("ce n'est pas un nombre avec au plus deux décimales, ou il est négatif")
        table.fault(n, name, cell.text, told, _("Écrivez par exemple 1234,56."))
        return 0
    return value


def _month(table: TableReader, n: int, row: Sequence[Cell], name: str) -> Month | None:
    cell = table.get(row, name)
    text = cell.text[:7] if cell.kind == "date" else cell.text
    month, _sign, year = text.partition("/")
    try:
        return Month.parse(f"{year}-{month.zfill(2)}" if year else text)
    except InputError:
        table.fault(n, name, cell.text, _("ce n'est pas un mois"), _("Écrivez-le comme ceci : 2026-03."))
        return None


def _row(table: TableReader, n: int, row: Sequence[Cell], person: Person, month: Month) -> TakenMonths | None:
    first = _month(table, n, row, FIRST)
    last = _month(table, n, row, LAST) if table.get(row, LAST).text else first
    amounts = {name: _hundredths(table, n, row, name, signed=name in SIGNED) for name in COLUMNS}
    if first is None or last is None:
        return None
    contract = person.record
    if not first <= last < month or first.year != last.year:
        told = _("ces mois ne se suivent pas, ou ne sont pas d'une même année, avant le premier mois calculé ici")
        table.fault(n, LAST if LAST in table.place else FIRST, str(last), told, _("Corrigez les deux mois."))
        return None
    if not (contract.active_in(first) and contract.active_in(last)):
        table.fault(n, FIRST, str(first), _("le contrat ne court pas ces mois-là"), _("Vérifiez ses dates."))
        return None
    return TakenMonths(contract.id, first, last, {name: value for name, value in amounts.items() if value})


def _together(
    table: TableReader, people: People, found: Sequence[tuple[int, Person, TakenMonths]], month: Month
) -> None:
    """What is wrong with the months of a contract together."""
    numbers = {id(taken): n for n, _person, taken in found}
    rows = [taken for _n, _person, taken in found]
    for person in people.all:
        for one in problems(rows, person.record, month):
            n = numbers.get(id(one.row), table.head + 1)
            table.fault(n, FIRST, str(one.month), _reason(one, person.name), _remedy(one))
        for year, days in carried_days(rows, person.record.id, month).items():
            known = next((one.carried for one in person.record.holidays if one.year == year), 0)
            if days < 0 or known not in (0, days):
                told = _("%(name)s : les jours reportés de %(year)s sont négatifs, ou écrits autrement sur sa fiche")
                remedy = _("Donnez une fois les jours qui restent à prendre.")
                column = CARRIED[month.year - year - 1]
                table.fault(
                    table.head + 1, column, money.number(days), told % {"name": person.name, "year": year}, remedy
                )


def _reason(one: Problem, name: str) -> str:
    told = {
        "twice": _("%(name)s : ce mois est dit deux fois"),
        "two_quarters": _("%(name)s : cette ligne est de deux trimestres, dont le second continue ici"),
        "gap": _("%(name)s : ce mois n'est pas dit"),
    }
    return told[one.kind] % {"name": name}


def _remedy(one: Problem) -> str:
    told = {
        "twice": _("Gardez une seule ligne."),
        "two_quarters": _("Partagez-la au début du trimestre."),
        "gap": _("Ajoutez une ligne pour ce mois."),
    }
    return told[one.kind]


def _controls(
    table: TableReader, found: Sequence[tuple[int, Person, TakenMonths]], totals: tuple[int, dict[str, int]] | None
) -> None:
    """The totals are those that the other office gave, to the cent."""
    if totals is None:
        told = _("la ligne « Total » des totaux de contrôle manque")
        remedy = _("Ajoutez-la, avec les totaux de l'autre secrétariat.")
        table.fault(table.head + 1, NUMBER if NUMBER in table.place else CONTRACT, "", told, remedy)
        return
    n, given = totals
    for name, total in sums([taken for _n, _person, taken in found]).items():
        if given.get(name, 0) != total:
            told = _("les lignes font %(total)s") % {"total": money.number(total)}
            remedy = _("Cherchez la ligne fausse ou manquante.")
            table.fault(n, name, money.number(given.get(name, 0)), told, remedy)


def _changes(employer: Employer, table: TableReader, found: Sequence[tuple[int, Person, TakenMonths]]) -> None:
    """The rows that are not known yet; what is known otherwise refuses them."""
    known = facts.known_facts(employer).filter(kind__in=(FactKind.TAKEN, FactKind.OPENING))
    opened = {str(one.contract_id) for one in known if one.kind == FactKind.OPENING}
    taken = {
        (str(one.contract_id), one.valid_from, one.valid_to): one.data for one in known if one.kind == FactKind.TAKEN
    }
    for n, person, row in found:
        key = (person.id, row.first.first, row.last.last)
        others = [one for one in taken if one[0] == person.id and one[1] <= key[2] and key[1] <= (one[2] or one[1])]
        if taken.get(key) == dict(row.amounts):
            table.plan.unchanged += 1
        elif others:
            told = _("ces mois sont déjà repris, avec d'autres montants")
            table.fault(n, FIRST, str(row.first), told, _("Retirez-les d'abord de la fiche du travailleur."))
        elif person.id in opened:
            told = _("des soldes de départ sont déjà écrits pour ce contrat")
            table.fault(n, FIRST, str(row.first), told, _("Retirez-les : les mois repris les donnent."))
        else:
            span = str(row.first) if row.first == row.last else f"{row.first} – {row.last}"
            data = {"first": str(row.first), "last": str(row.last), "amounts": dict(row.amounts)}
            told_of = {name: money.euro(row[name]) for name in ("gross", "net")}
            new = _("brut %(gross)s, net %(net)s") % told_of
            table.plan.changes.append(Change(n, person.id, person.name, span, "—", new, data))


def record(employer: Employer, month: Month, changes: Sequence[Change], user: User) -> int:
    """Record the months of a plan, all or none, and tell how many; the employer begins here with `month`."""
    contracts = {str(one.pk): one for one in Contract.objects.filter(employer=employer).select_related("worker")}
    with transaction.atomic():
        if changes and not employer.begins:
            employer.begins = str(month)
            employer.save(update_fields=["begins"])
        beside.record(employer, changes, contracts, user)
        for one in changes:
            if "amounts" not in one.data:
                continue
            contract = contracts[one.contract]
            first, last = (Month.parse(one.data[name]) for name in ("first", "last"))
            fact = facts.record_fact(
                contract.worker, FactKind.TAKEN, one.data["amounts"], valid_from=first.first, valid_to=last.last,
                contract=contract, user=user,
            )  # fmt: skip
            audit.record(employer, user, "taken.recorded", str(contract.worker_id), fact=str(fact.pk))
    return len(changes)

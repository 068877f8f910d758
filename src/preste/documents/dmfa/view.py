"""What a printed DmfA says, as text: a sheet for the employer, then one for each person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from preste.declarations.dmfa.beside import GONE, NEW, Beside, Code, Person, Sum, beside
from preste.declarations.dmfa.figures import SERVICE, STUDENT
from preste.declarations.dmfa.model import Form, NaturalPerson, Occupation, WorkerRecord
from preste.documents.payslip import words
from preste.documents.typesetting import clean
from preste.errors import IdentifierError
from preste.ids import enterprise, niss, onss_number
from preste.money import number

KINDS: Mapping[str, str] = {
    "service": "Prestations",
    "pay": "Rémunérations",
    "student": "Rémunération étudiant",
    "contribution": "Cotisations",
    "worker_reduction": "Réductions du travailleur",
    "reduction": "Réductions de l'employeur",
    "unrelated": "Cotisations pour tous les travailleurs ensemble",
}
STATUSES: Mapping[str, str] = {NEW: "nouveau", GONE: "n'y est plus"}


@dataclass(frozen=True)
class Known:
    """What a declaration does not say: the employer's name, and those of the people by national number."""

    employer: str = ""
    workers: Mapping[str, str] = field(default_factory=dict)

    def worker(self, inss: str, rank: int) -> str:
        """A person's name; without it the place in the declaration."""
        return self.workers.get(inss) or f"Personne n° {rank}"


NOBODY = Known()


def dmfa_sheets(
    form: Form, earlier: Form | None = None, known: Known = NOBODY, *, draft: bool = False
) -> list[dict[str, Any]]:
    """Every sheet of a declaration, ready for JSON: the employer's, then each person's, who is gone last.

    Raises InputError for two employers.
    """
    declaration = form.employer_declaration
    found = beside(declaration, None if earlier is None else earlier.employer_declaration)
    people = {one.inss: one for one in declaration.natural_persons}
    frame = {
        "quarter": _quarter(found.quarter),
        "earlier": _quarter(found.earlier) if found.earlier else "",
        "employer": known.employer or f"Employeur {_onss(declaration.noss_registration_nbr)}",
        "draft": draft,
    }
    sheets = [frame | _summary(form, found, known)]
    sheets += [
        frame | _sheet(one, people.get(one.inss), known, rank, compared=bool(found.earlier))
        for rank, one in enumerate(found.people, 1)
    ]
    cleaned: list[dict[str, Any]] = clean(sheets)
    return cleaned


def _quarter(quarter: str) -> str:
    return f"{quarter[:4]}/{quarter[4:]}"


def _onss(number: str) -> str:
    try:
        return onss_number.format(number)
    except IdentifierError:
        return number


def _enterprise(number: str) -> str:
    try:
        return enterprise.format(number)
    except IdentifierError:
        return number


# ── the employer's sheet ───────────────────────────────────────────────────────────────────


def _summary(form: Form, found: Beside, known: Known) -> dict[str, Any]:
    declaration = form.employer_declaration
    ranks = {one.inss: rank for rank, one in enumerate(found.people, 1)}

    def named(status: str) -> str:
        return ", ".join(known.worker(one.inss, ranks[one.inss]) for one in found.people if one.status == status)

    facts = [
        ["N° ONSS", _onss(declaration.noss_registration_nbr)],
        ["BCE", _enterprise(declaration.company_id)],
        ["Établie le", words.date(form.form_creation_date)],
        ["Personnes", str(sum(one.status != GONE for one in found.people))],
        *([["Voitures de société", ", ".join(one.license_plate for one in declaration.company_vehicles)]]
          if declaration.company_vehicles else []),
        *([["Nouveaux", named(NEW) or "aucun"], ["N'y sont plus", named(GONE) or "aucun"]] if found.earlier else []),
    ]  # fmt: skip
    return {
        "kind": "summary",
        "where": f"DmfA of {found.quarter}",
        "title": f"DmfA {_quarter(found.quarter)}, {known.employer or _onss(declaration.noss_registration_nbr)}",
        "facts": facts,
        "groups": list(groups(found.totals, compared=bool(found.earlier))),
        "people": [
            [str(rank), known.worker(one.inss, rank), _masked(one.inss), STATUSES.get(one.status, ""),
             *_compared(one.before, one.now, compared=bool(found.earlier))]
            for rank, one in enumerate(found.people, 1)
        ],
        "net": _compared(found.before, found.now, compared=bool(found.earlier)),
    }  # fmt: skip


def _masked(inss: str) -> str:
    return niss.mask(inss).replace("*", "•") if inss.isdigit() else inss


def _compared(before: int, now: int, *, compared: bool) -> list[str]:
    """Before, now and difference; only now when there is nothing beside."""
    if not compared:
        return [number(now)]
    return [number(before), number(now), number(now - before) if now != before else "–"]


# ── codes ──────────────────────────────────────────────────────────────────────────────────


def groups(codes: Iterable[Code], *, compared: bool) -> Iterator[dict[str, Any]]:
    """The codes by kind: title, and rows of code, name, base and figures."""
    found: dict[str, list[Code]] = {}
    for one in codes:
        found.setdefault(one.kind, []).append(one)
    for kind, several in found.items():
        rows = [_row(one, compared=compared) for one in several]
        yield {"title": KINDS[kind], "rows": rows}


def _row(one: Code, *, compared: bool) -> list[str]:
    code = f"{one.code}/{one.type}" if one.type else one.code
    base = number(one.now.base) if one.now.base else ""
    if one.kind == STUDENT:
        hours = f"{one.name()}, {number(one.now.hours)} h" if one.now.hours else one.name()
        return [code, hours, base, *_compared(one.before.amount, one.now.amount, compared=compared)]
    if one.kind != SERVICE:
        return [code, one.name(), base, *_compared(one.before.amount, one.now.amount, compared=compared)]
    if not compared:
        return [code, one.name(), base, _time(one.now)]
    change = one.difference
    same = not change.days and not change.hours
    return [code, one.name(), base, _time(one.before), _time(one.now), "–" if same else _time(change)]


def _time(one: Sum) -> str:
    """Days, and hours where they are told."""
    return f"{number(one.days)} j" + (f" {number(one.hours)} h" if one.hours else "")


# ── a person's sheet ───────────────────────────────────────────────────────────────────────


def _sheet(one: Person, person: NaturalPerson | None, known: Known, rank: int, *, compared: bool) -> dict[str, Any]:
    records = {} if person is None else {(r.employer_class, r.worker_code): r for r in person.worker_records}
    lines: dict[tuple[str, str], list[Code]] = {}
    for code in one.codes:
        if code.line is not None:
            lines.setdefault((code.line.category, code.line.worker_code), []).append(code)
    for key in records:
        lines.setdefault(key, [])
    return {
        "kind": "person",
        "where": f"person {rank} of a DmfA",
        "title": known.worker(one.inss, rank),
        "niss": _masked(one.inss),
        "status": STATUSES.get(one.status, ""),
        "lines": [
            {
                "title": f"Catégorie {category}, code travailleur {code}",
                "occupations": list(_occupations(records.get((category, code)))),
                "groups": list(groups(codes, compared=compared)),
            }
            for (category, code), codes in lines.items()
        ],
        "net": _compared(one.before, one.now, compared=compared),
    }


def _occupations(record: WorkerRecord | None) -> Iterator[list[str]]:
    for one in () if record is None else record.occupations:
        yield occupation_cells(one)


def occupation_cells(one: Occupation) -> list[str]:
    """An occupation as a row: number, days, joint committee, schedule, then its time, pay and reductions by code."""
    start, end = one.occupation_starting_date, one.occupation_ending_date
    regime = "temps partiel" if one.contract_type else "temps plein"
    hours = [number(each) for each in (one.mean_working_hours, one.ref_mean_working_hours) if each is not None]
    schedule = f"{regime}, {number(one.working_days_system)} j/sem." + (f", {' / '.join(hours)} h" if hours else "")
    return [
        str(one.occupation_sequence_nbr),
        f"{words.date(start) if start else ''} – {words.date(end) if end else ''}".strip(),
        one.joint_commission_nbr,
        schedule,
        "\n".join(
            f"{each.service_code} : {number(each.service_nbr_days)} j"
            + (f" {number(each.service_nbr_hours)} h" if each.service_nbr_hours is not None else "")
            for each in one.services
        ),
        "\n".join(f"{each.remun_code} : {number(each.remun_amount)}" for each in one.remuns),
        "\n".join(f"{d.deduction_code} : {number(d.deduction_amount or 0)}" for d in one.occupation_deductions),
    ]

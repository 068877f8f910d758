"""A declaration beside an earlier quarter's, as a table: a row for each person, line and code, then the totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from preste.declarations.dmfa.beside import Beside, Code, Sum
from preste.declarations.dmfa.figures import SERVICE
from preste.exports.twin import Kind, Value

COLUMNS: Mapping[str, Kind] = {
    "niss": Kind.TEXT,
    "nom": Kind.TEXT,
    "statut": Kind.TEXT,
    "categorie": Kind.TEXT,
    "code_travailleur": Kind.TEXT,
    "sorte": Kind.TEXT,
    "code": Kind.TEXT,
    "type": Kind.TEXT,
    "libelle": Kind.TEXT,
    "base_avant": Kind.QUANTITY,
    "base": Kind.QUANTITY,
    "avant": Kind.QUANTITY,
    "maintenant": Kind.QUANTITY,
    "ecart": Kind.QUANTITY,
}
"""Amounts, days and hours, all in hundredths: `sorte` says which; the hours of a service have a row of their own."""
STATUSES: Mapping[str, str] = {"stays": "", "new": "nouveau", "gone": "parti"}
HOURS = "hours"
KIND_WORDS: Mapping[str, str] = {
    "service": "prestation, jours", HOURS: "prestation, heures", "pay": "rémunération",
    "student": "rémunération étudiant", "contribution": "cotisation", "worker_reduction": "réduction du travailleur",
    "reduction": "réduction", "unrelated": "cotisation de l'employeur",
}  # fmt: skip
_NOBODY = ("", "", "")
_TOTAL = ("", "total", "")


def rows(found: Beside, workers: Mapping[str, str] | None = None) -> Iterator[tuple[Value, ...]]:
    """The rows of a comparison, the net amount last. `workers`: names by national number."""
    for person in found.people:
        head = person.inss, (workers or {}).get(person.inss, ""), STATUSES[person.status]
        for code in person.codes:
            yield from _rows(head, code)
    for code in found.unrelated:
        yield from _rows(_NOBODY, code)
    for code in found.totals:
        yield from _rows(_TOTAL, code)
    net = found.before, found.now, found.now - found.before
    yield (*_TOTAL, "", "", "montant net dû", "", "", "", None, None, *net)


def _rows(head: tuple[str, str, str], one: Code) -> Iterator[tuple[Value, ...]]:
    line = (one.line.category, one.line.worker_code) if one.line is not None else ("", "")
    bases = (one.before.base, one.now.base) if one.before.base or one.now.base else (None, None)
    for kind in (one.kind, HOURS) if one.kind == SERVICE else (one.kind,):
        if kind == HOURS and not (one.before.hours or one.now.hours):
            continue
        figures = (_figure(each, kind) for each in (one.before, one.now, one.difference))
        yield (*head, *line, KIND_WORDS[kind], one.code, one.type, one.name(), *bases, *figures)


def _figure(one: Sum, kind: str) -> int:
    return one.days if kind == SERVICE else one.hours if kind == HOURS else one.amount

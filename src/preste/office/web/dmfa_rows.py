"""The rows of a declaration on a page: codes by kind, occupations, and where the explanation of each amount is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy

from preste.declarations.dmfa.beside import Beside, Code, Sum
from preste.declarations.dmfa.figures import CONTRIBUTION, PAY, REDUCTION, SERVICE, UNRELATED, name_of
from preste.declarations.dmfa.model import NaturalPerson, Occupation
from preste.office.store.models import ComputedQuarter
from preste.office.web import terms
from preste.office.web.words import Text

KINDS: Mapping[str, Text] = {
    "service": gettext_lazy("Prestations"),
    "pay": gettext_lazy("Rémunérations"),
    "student": gettext_lazy("Rémunération étudiant"),
    "contribution": gettext_lazy("Cotisations"),
    "worker_reduction": gettext_lazy("Réductions du travailleur"),
    "reduction": gettext_lazy("Réductions de l'employeur"),
    "unrelated": gettext_lazy("Pour tous les travailleurs ensemble"),
}


CAR_RULE = "quarter_862"
"""The rule that gives the contribution of one company car."""


class CodeRow(NamedTuple):
    """A code: what it is, its base, its figures as texts, and the address of the explanation of now, "" for none."""

    code: str
    name: str
    base: int | None
    before: str
    now: str
    change: str
    link: str


class CodeGroup(NamedTuple):
    """The codes of one kind, on a line of a worker."""

    title: Text
    line: str
    rows: Sequence[CodeRow]


class Amount(NamedTuple):
    """A code and its figure, with the address of its explanation."""

    code: str
    name: str
    figure: str
    link: str


class Occupied(NamedTuple):
    """An occupation of a worker, as it is declared."""

    line: str
    number: int
    declared: Occupation
    services: Sequence[Amount]
    pay: Sequence[Amount]
    reductions: Sequence[Amount]


def employer_groups(found: Beside, computed: ComputedQuarter | None) -> list[CodeGroup]:
    """The sums by code of the whole declaration; what concerns nobody is explained."""
    links = {} if computed is None else _unrelated_links(computed.told)
    return _groups(found.totals, links)


def worker_groups(codes: Iterable[Code], told: Sequence[Mapping[str, Any]]) -> list[CodeGroup]:
    """The codes of a worker, line by line; contributions, and a reduction of one occupation alone, are explained."""
    return _groups(codes, _worker_links(told))


def occupied(person: NaturalPerson, told: Sequence[Mapping[str, Any]]) -> list[Occupied]:
    """The occupations of a person, each reduction with its explanation."""
    lines = {(one["employer_class"], one["worker_code"]): (i, one) for i, one in enumerate(told)}
    found = []
    for record in person.worker_records:
        place, line = lines.get((record.employer_class, record.worker_code), (0, None))
        for job in record.occupations:
            number = job.occupation_sequence_nbr
            own = line["occupations"][number - 1] if line and number <= len(line["occupations"]) else None
            found.append(_occupied(f"{record.employer_class}/{record.worker_code}", job, place, own))
    return found


def _occupied(line: str, job: Occupation, place: int, own: Mapping[str, Any] | None) -> Occupied:
    def amount(kind: str, code: str, figure: str, link: str = "") -> Amount:
        return Amount(code, name_of(kind, code, terms.language()), figure, link)

    number = job.occupation_sequence_nbr
    links = {} if own is None else _reduction_links(place, number, own)
    return Occupied(
        line=line,
        number=number,
        declared=job,
        services=[
            amount(SERVICE, one.service_code, _time(Sum(days=one.service_nbr_days, hours=one.service_nbr_hours or 0)))
            for one in job.services
        ],
        pay=[amount(PAY, one.remun_code, terms.number(one.remun_amount)) for one in job.remuns],
        reductions=[
            amount(REDUCTION, one.deduction_code, terms.number(one.deduction_amount or 0),
                   links.get(one.deduction_code, ""))
            for one in job.occupation_deductions
        ],
    )  # fmt: skip


# ── where explanations are ─────────────────────────────────────────────────────────────────


_Key = tuple[str, str, str, str, str]
"""Category and worker code of a line, kind, code and type."""


def _worker_links(told: Sequence[Mapping[str, Any]]) -> dict[_Key, str]:
    links: dict[_Key, str] = {}
    for i, line in enumerate(told):
        own = line["employer_class"], line["worker_code"]
        for one in line["contributions"]:
            if one.get("explanation") is not None:
                links[(*own, CONTRIBUTION, one["code"], one["type"])] = (
                    f"?at={i}-0-{one['explanation']}#n-{one['rule']}"
                )
        reduced: dict[str, list[str]] = {}
        for number, occupation in enumerate(line["occupations"], 1):
            for code, link in _reduction_links(i, number, occupation).items():
                reduced.setdefault(code, []).append(link)
        links |= {(*own, REDUCTION, code, ""): found[0] for code, found in reduced.items() if len(found) == 1}
    return links


def _reduction_links(line: int, number: int, occupation: Mapping[str, Any]) -> dict[str, str]:
    """The explanation of each reduction of an occupation: the last of its computations holds the amounts."""
    last = len(occupation.get("explanations", ())) - 1
    if last < 0:
        return {}
    return {one["code"]: f"?at={line}-{number}-{last}#n-{one['rule']}" for one in occupation["reductions"]}


def _unrelated_links(told: Mapping[str, Any]) -> dict[_Key, str]:
    links: dict[_Key, str] = {}
    for i, one in enumerate(told["unrelated"]):
        if one.get("explanations"):
            links["", "", UNRELATED, one["code"], ""] = f"?at=unrelated-{i}#n-{one['rule']}"
    return links


def vehicles(computed: ComputedQuarter | None) -> list[tuple[str, int, str]]:
    """Each company car of the quarter: plate, contribution, and the address of its explanation."""
    told = [] if computed is None else computed.told["vehicles"]
    return [
        (one["plate"] or "—", one["amount"], f"?at=vehicles-{i}#n-{CAR_RULE}")
        for i, one in enumerate(told)
        if one.get("explanations")
    ]


# ── rows ───────────────────────────────────────────────────────────────────────────────────


def _groups(codes: Iterable[Code], links: Mapping[_Key, str]) -> list[CodeGroup]:
    found: dict[tuple[str, str], list[CodeRow]] = {}
    for one in codes:
        line = "" if one.line is None else f"{one.line.category}/{one.line.worker_code}"
        found.setdefault((line, one.kind), []).append(_row(one, links))
    return [CodeGroup(KINDS[kind], line, rows) for (line, kind), rows in found.items()]


def _row(one: Code, links: Mapping[_Key, str]) -> CodeRow:
    line = ("", "") if one.line is None else (one.line.category, one.line.worker_code)
    link = links.get((*line, one.kind, one.code, one.type)) or links.get(
        (*line, one.kind, one.code, one.type or "0"), ""
    )
    figure = _time if one.kind == SERVICE else _money
    change = one.difference
    same = not change.days and not change.hours if one.kind == SERVICE else not change.amount
    return CodeRow(
        code=f"{one.code}/{one.type}" if one.type else one.code,
        name=one.name(terms.language()),
        base=one.now.base or None,
        before=figure(one.before),
        now=figure(one.now),
        change="" if same else figure(change),
        link=link,
    )


def _money(one: Sum) -> str:
    return terms.number(one.amount)


def _time(one: Sum) -> str:
    """Days, and hours where they are told."""
    return f"{terms.number(one.days)} j" + (f" {terms.number(one.hours)} h" if one.hours else "")


def code_words(one: Code) -> str:
    """A code whose figures differ, in one line; "" when they do not."""
    row = _row(one, {})
    if not row.change:
        return ""
    what = f"{KINDS[one.kind]} {row.code}" + (f" ({row.name})" if row.name else "")
    return f"{what}{terms.colon()} {row.before} → {row.now}"

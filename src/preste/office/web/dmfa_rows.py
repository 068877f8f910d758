"""The rows of a declaration on a page: codes by kind, occupations, and where the explanation of each amount is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy

from preste.declarations.dmfa.beside import Beside, Code, Sum, codes_of
from preste.declarations.dmfa.figures import (
    CONTRIBUTION,
    PAY,
    REDUCTION,
    SERVICE,
    STUDENT,
    UNRELATED,
    WORKER_REDUCTION,
    Figure,
    Line,
    name_of,
)
from preste.declarations.dmfa.model import NaturalPerson, Occupation
from preste.office.store.models import ComputedQuarter
from preste.office.web import terms
from preste.office.web.dmfa_origins import has_origin, time_text
from preste.office.web.origins import ANCHOR
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


CODE = 3
"""The figures of a declared code of time or pay; ours are without leading zeros."""
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
    """An occupation of a worker, as it is declared or would be."""

    line: str
    number: int
    start: dt.date | None
    end: dt.date | None
    joint_committee: str
    part_time: bool
    hours_week: int | None
    full_time_hours: int | None
    days_week: int | None
    services: Sequence[Amount]
    pay: Sequence[Amount]
    reductions: Sequence[Amount]


def employer_groups(found: Beside, computed: ComputedQuarter | None) -> list[CodeGroup]:
    """The sums by code of the whole declaration: of people, or what concerns nobody."""
    links: dict[_Key, str] = {}
    if computed is not None:
        links = {("", "", one.kind, one.code, ""): f"?at=t-{one.kind}-{one.code}#{ANCHOR}" for one in found.totals}
        links = {key: link for key, link in links.items() if key[2] != UNRELATED} | _unrelated_links(computed.told)
    return _groups(found.totals, links)


def worker_groups(codes: Iterable[Code], told: Sequence[Mapping[str, Any]]) -> list[CodeGroup]:
    """The codes of a worker, line by line; contributions, and a reduction of one occupation alone, are explained."""
    return _groups(codes, _worker_links(told))


def told_groups(told: Sequence[Mapping[str, Any]]) -> list[CodeGroup]:
    """The codes of a worker whose quarter cannot be declared yet, as they were computed."""
    return worker_groups(codes_of(_figures(told)), told)


def occupied(person: NaturalPerson, told: Sequence[Mapping[str, Any]]) -> list[Occupied]:
    """The occupations of a person as declared, each amount with its explanation."""
    lines = {(one["employer_class"], one["worker_code"]): i for i, one in enumerate(told)}
    found = []
    for record in person.worker_records:
        place = lines.get((record.employer_class, record.worker_code))
        for job in record.occupations:
            number = job.occupation_sequence_nbr
            known = place is not None and number <= len(told[place]["occupations"])
            links = _links_of_job(place, number, told[place]) if known and place is not None else {}
            found.append(_declared(f"{record.employer_class}/{record.worker_code}", job, links))
    return found


def told_occupations(told: Sequence[Mapping[str, Any]]) -> list[Occupied]:
    """The occupations of a worker whose quarter cannot be declared yet, as they were computed."""
    return [
        _told(f"{line['employer_class']}/{line['worker_code']}", one, _links_of_job(i, one["sequence"], line))
        for i, line in enumerate(told)
        for one in line["occupations"]
    ]


def _declared(line: str, job: Occupation, links: Mapping[tuple[str, str], str]) -> Occupied:
    return Occupied(
        line, job.occupation_sequence_nbr, job.occupation_starting_date, job.occupation_ending_date,
        str(job.joint_commission_nbr), bool(job.contract_type), job.mean_working_hours, job.ref_mean_working_hours,
        job.working_days_system,
        [_amount(SERVICE, one.service_code, time_text(one.service_nbr_days, one.service_nbr_hours), links)
         for one in job.services],
        [_amount(PAY, one.remun_code, terms.number(one.remun_amount), links) for one in job.remuns],
        [_amount(REDUCTION, one.deduction_code, terms.number(one.deduction_amount or 0), links)
         for one in job.occupation_deductions],
    )  # fmt: skip


def _told(line: str, one: Mapping[str, Any], links: Mapping[tuple[str, str], str]) -> Occupied:
    def amounts(kind: str, name: str) -> list[Amount]:
        return [_amount(kind, each["code"].zfill(CODE), terms.number(each["amount"]), links) for each in one[name]]

    services = [
        _amount(SERVICE, each["code"].zfill(CODE), time_text(each["days"], _told_hours(one, each)), links)
        for each in one["services"]
    ]
    start, end = dt.date.fromisoformat(one["start"]), dt.date.fromisoformat(one["end"]) if one["end"] else None
    return Occupied(
        line, one["sequence"], start, end, one["joint_committee"], one["part_time"], one["hours_week"],
        one["full_time_hours"], one["days_week"], services, amounts(PAY, "remunerations"),
        amounts(REDUCTION, "reductions"),
    )  # fmt: skip


def _told_hours(job: Mapping[str, Any], service: Mapping[str, Any]) -> int | None:
    """Hours of a full-timer are told only under a measure that shortens working time."""
    found: int = service["hours"]
    return found if job["part_time"] or job["measure"] else None


def _amount(kind: str, code: str, figure: str, links: Mapping[tuple[str, str], str]) -> Amount:
    return Amount(code, name_of(kind, code, terms.language()), figure, links.get((kind, code), ""))


def _links_of_job(place: int, number: int, line: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """The explanations of the amounts of an occupation, by kind and declared code."""
    reductions = _reduction_links(place, number, line["occupations"][number - 1])
    return _origins(place, line, number) | {(REDUCTION, code): link for code, link in reductions.items()}


def _figures(told: Sequence[Mapping[str, Any]]) -> Iterator[Figure]:
    """The figures of a computation as a declaration would have them."""
    for told_line in told:
        line = Line("", told_line["employer_class"], told_line["worker_code"])
        for job in told_line["occupations"]:
            for one in job["services"]:
                hours = _told_hours(job, one)
                yield Figure(line, SERVICE, one["code"].zfill(CODE), days=one["days"], hours=hours)
            for one in job["remunerations"]:
                yield Figure(line, PAY, one["code"].zfill(CODE), amount=one["amount"])
            for one in job["reductions"]:
                yield Figure(line, REDUCTION, one["code"], amount=one["amount"])
        if student := told_line["student"]:
            yield Figure(line, STUDENT, line.worker_code, amount=student["pay"], hours=100 * student["hours"])
        for one in told_line["contributions"]:
            yield Figure(line, CONTRIBUTION, one["code"], type=one["type"], amount=one["amount"], base=one["base"])
        for one in told_line["worker_reductions"]:
            yield Figure(line, WORKER_REDUCTION, one["code"], amount=one["amount"])


# ── where explanations are ─────────────────────────────────────────────────────────────────


_Key = tuple[str, str, str, str, str]
"""Category and worker code of a line, kind, code and type."""


def _worker_links(told: Sequence[Mapping[str, Any]]) -> dict[_Key, str]:
    links: dict[_Key, str] = {}
    for i, line in enumerate(told):
        own = line["employer_class"], line["worker_code"]
        for place, one in enumerate(line["contributions"]):
            if one.get("explanation") is not None:
                links[(*own, CONTRIBUTION, one["code"], one["type"])] = (
                    f"?at={i}-0-{one['explanation']}#n-{one['rule']}"
                )
            elif has_origin(one):
                links[(*own, CONTRIBUTION, one["code"], one["type"])] = _origin(CONTRIBUTION, i, 0, str(place))
        links |= {(*own, kind, code, ""): link for (kind, code), link in _origins(i, line, 0).items()}
        reduced: dict[str, list[str]] = {}
        for number, occupation in enumerate(line["occupations"], 1):
            for code, link in _reduction_links(i, number, occupation).items():
                reduced.setdefault(code, []).append(link)
        for code, found in reduced.items():
            links[(*own, REDUCTION, code, "")] = found[0] if len(found) == 1 else _origin(REDUCTION, i, 0, code)
    return links


def _origins(line: int, told: Mapping[str, Any], occupation: int) -> dict[tuple[str, str], str]:
    """The addresses of the sums of a line, or of one of its occupations, by kind and declared code."""
    jobs = told["occupations"] if occupation == 0 else [told["occupations"][occupation - 1]]
    sums = [(SERVICE, one) for job in jobs for one in job["services"]]
    sums += [(PAY, one) for job in jobs for one in job["remunerations"]]
    found = {(kind, one["code"].zfill(CODE)): kind for kind, one in sums if has_origin(one)}
    if occupation == 0:
        found |= {(WORKER_REDUCTION, one["code"]): "" for one in told["worker_reductions"] if has_origin(one)}
        if told.get("student") and has_origin(told["student"]):
            found[STUDENT, told["worker_code"]] = ""
    return {(kind, code): _origin(kind, line, occupation, code) for kind, code in found}


def _origin(kind: str, line: int, occupation: int, code: str) -> str:
    return f"?at=o-{kind}-{line}-{occupation}-{code}#{ANCHOR}"


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
    return time_text(one.days, one.hours)


def code_words(one: Code) -> str:
    """A code whose figures differ, in one line; "" when they do not."""
    row = _row(one, {})
    if not row.change:
        return ""
    what = f"{KINDS[one.kind]} {row.code}" + (f" ({row.name})" if row.name else "")
    return f"{what}{terms.colon()} {row.before} → {row.now}"

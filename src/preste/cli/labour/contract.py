"""The options that say which contract ends, and the reading of days and amounts typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from preste.belgium.exit.service import Kind, Service, Status2013
from preste.belgium.exit.steps import Step, shown
from preste.cli.labour.answer import number
from preste.errors import DossierError, InputError, PresteError
from preste.law import Entry

Who = Literal["employer", "worker"]
StartOption = Annotated[str, typer.Option("--start", help="Premier jour du contrat, p. ex. 2025-01-06.")]
KindOption = Annotated[Kind, typer.Option("--kind", help="Sans terme, à durée déterminée, étudiant, article 17.")]
TermOption = Annotated[str, typer.Option("--planned-end", help="Le terme d'un contrat qui en a un.")]
SuccessiveOption = Annotated[
    bool, typer.Option("--successive", help="Il suit un autre contrat à durée déterminée chez l'employeur.")
]
SeniorityOption = Annotated[
    str,
    typer.Option("--seniority-from", help="Premier jour d'ancienneté, si un contrat ou un intérim d'avant compte."),
]
StatusOption = Annotated[
    Literal["white_collar", "blue_collar"] | None,
    typer.Option("--status-2013", help="Statut au 31 décembre 2013, pour un contrat d'avant 2014."),
]
Pay2013Option = Annotated[
    str, typer.Option("--pay-2013", help="Rémunération annuelle brute au 31 décembre 2013, p. ex. 30000.00.")
]
SectorOption = Annotated[
    str,
    typer.Option(
        "--sector-2013",
        help="Ouvrier d'avant 2014 : general (aucun arrêté royal du secteur au 31 décembre 2013 : CCT n° 75), "
        "article_59 (accord de stabilité d'emploi), ou la commission paritaire dont l'arrêté vaut, p. ex. 124.",
    ),
]
Part1MonthsOption = Annotated[
    str, typer.Option("--part-1-months", help="Partie 1 du préavis d'un contrat d'avant 2014, encodée : mois.")
]
Part1DaysOption = Annotated[
    str, typer.Option("--part-1-days", help="Partie 1 du préavis d'un contrat d'avant 2014, encodée : jours.")
]
AsJson = Annotated[bool, typer.Option("--json", help="En JSON.")]


def service(
    start: str,
    kind: Kind,
    planned_end: str,
    successive: bool,
    seniority_from: str,
    status: str | None,
    pay_2013: str,
    sector_2013: str,
    part_1_months: str,
    part_1_days: str,
) -> Service:
    """The contract that the options tell of. Raises InputError at the first that is not written as asked."""
    status_2013: Status2013 = "white_collar" if status == "white_collar" else "blue_collar" if status else ""
    return Service(
        start=_first_day(start, "start"),
        kind=kind,
        planned_end=day(planned_end, "planned_end") if planned_end else None,
        successive=successive,
        seniority_from=_first_day(seniority_from, "seniority_from") if seniority_from else None,
        status_2013=status_2013,
        pay_2013=number(pay_2013, "pay_2013", above_zero=True) if pay_2013 else None,
        sector_2013=sector_2013,
        part_1_months=whole(part_1_months, "part_1_months"),
        part_1_days=whole(part_1_days, "part_1_days"),
    )


def whole(text: str, field: str) -> int | None:
    """A whole number of months or days; None when nothing is typed. Raises InputError."""
    if not text:
        return None
    if not text.isdecimal():
        raise InputError(f"{text!r} is not a whole number", field=field, remedy="write 112", code="E-INPUT-NUMBER")
    return int(text)


def by_option(error: PresteError, names: Mapping[str, str]) -> PresteError:
    """The error with the names of the options that were typed, where they are not those of the record."""
    for one in error.errors if isinstance(error, DossierError) else (error,):
        one.field = names.get(one.field, one.field)
    return error


LONGEST_CAREER = 70
"""Years after which a first day of service is taken for a slip of the pen."""


def _first_day(text: str, field: str) -> dt.date:
    """A first day of service that somebody who works today can have. Raises InputError."""
    found = day(text, field)
    if dt.date.today().year - found.year > LONGEST_CAREER:
        message = f"{text} is more than {LONGEST_CAREER} years ago"
        raise InputError(message, field=field, remedy="correct the year", code="E-EXIT")
    return found


def day(text: str, field: str) -> dt.date:
    """A day typed as 2026-10-07. Raises InputError."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            f"{text!r} is not a date", field=field, remedy='write "2026-10-07"', code="E-INPUT-DATE"
        ) from error


def steps_json(steps: Iterable[Step]) -> list[dict[str, str]]:
    """The reasons as JSON."""
    return [{"date": step.date.isoformat(), "why": step.why, "law": step.law} for step in steps]


def doubts_json(doubts: Iterable[Entry]) -> list[dict[str, Any]]:
    """The values of law whose sources disagree, as JSON."""
    return [
        {"parameter": one.name, "note": one.note, "sources": [source.title for source in one.sources]} for one in doubts
    ]


def console() -> Console:
    """A console that prints texts as they are."""
    return Console(markup=False, emoji=False, highlight=False)


def show(answers: Mapping[str, str], steps: Iterable[Step], doubts: Iterable[Entry]) -> None:
    """What was asked, then why, day by day, then what is uncertain."""
    out = console()
    head = Table(box=None, show_header=False, pad_edge=False)
    for name, value in answers.items():
        head.add_row(name, value)
    out.print(head)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("Jour", "Pourquoi", "Base légale"):
        table.add_column(column, no_wrap=column == "Jour")
    for step in steps:
        table.add_row(shown(step.date), step.why, step.law)
    out.print(table)
    for one in doubts:
        out.print(f"? Incertain : {one.name}. {one.note}", style="yellow")

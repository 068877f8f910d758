"""`preste labour notice`: how long a notice is, when it starts and ends, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from preste.belgium.exit import notice as exit_notice
from preste.belgium.exit.notice import Absence, Means, Notice
from preste.belgium.exit.service import By
from preste.belgium.exit.steps import part_1_text, shown, weeks_text
from preste.cli.labour import contract
from preste.cli.labour.answer import parameters_of, show_parameters
from preste.errors import InputError

_KINDS = " ; ".join(f"{kind} ({name})" for kind, name in exit_notice.ABSENCES.items())


def notice(
    by: Annotated[By, typer.Option("--by", help="Qui donne le préavis ; counter_notice : contre-préavis.")],
    start: contract.StartOption,
    sent: Annotated[str, typer.Option("--sent", help="Jour du dépôt à la poste, de l'exploit ou de la remise.")],
    means: Annotated[
        Means, typer.Option("--means", help="Recommandé, huissier, ou remise (travailleur seulement).")
    ] = "registered",
    kind: contract.KindOption = "open_ended",
    planned_end: contract.TermOption = "",
    successive: contract.SuccessiveOption = False,
    seniority_from: contract.SeniorityOption = "",
    status_2013: contract.StatusOption = None,
    pay_2013: contract.Pay2013Option = "",
    sector_2013: contract.SectorOption = "",
    part_1_months: contract.Part1MonthsOption = "",
    part_1_days: contract.Part1DaysOption = "",
    absence: Annotated[
        list[str] | None,
        typer.Option(
            "--absence",
            help=f"Absence pendant le préavis, GENRE:PREMIER:DERNIER. Répétable. Genres : {_KINDS}.",
        ),
    ] = None,
    as_json: contract.AsJson = False,
) -> None:
    """Le préavis : sa durée, son début, sa fin, et pourquoi."""
    from preste.cli.app import print_json

    ending = contract.service(
        start,
        kind,
        planned_end,
        successive,
        seniority_from,
        status_2013,
        pay_2013,
        sector_2013,
        part_1_months,
        part_1_days,
    )
    absences = [_absence(text) for text in absence or ()]
    found = exit_notice.notice(ending, by=by, means=means, sent=contract.day(sent, "sent"), absences=absences)
    if as_json:
        print_json(_json(found))
        return
    answers = {
        "Durée": _length(found),
        "Notifié le": shown(found.effect),
        "Du": shown(found.start),
        "Au": shown(found.end),
    }
    contract.show(answers, found.steps, found.doubts)
    show_parameters(parameters_of((), found.laws))


def _absence(text: str) -> Absence:
    parts = text.split(":")
    if len(parts) != 3:
        raise InputError(
            f"{text!r} is not an absence", field="absence",
            remedy="write its kind, first and last day: annual_holidays:2026-12-21:2026-12-31",
            code="E-NOTICE-ABSENCE",
        )  # fmt: skip
    return Absence(contract.day(parts[1], "absence"), contract.day(parts[2], "absence"), parts[0])


def _length(found: Notice) -> str:
    if found.period is None:
        length = f"{found.days} jours"
    else:
        length = part_1_text(found.period) + weeks_text(found.period.weeks)
    return length + (f", suspendu {found.suspended} jours" if found.suspended else "")


def _json(found: Notice) -> dict[str, object]:
    held = found.period
    return {
        "effect": found.effect.isoformat(),
        "start": found.start.isoformat(),
        "end": found.end.isoformat(),
        "months": held.months if held else 0,
        "part_1_days": held.days if held else 0,
        "weeks": held.weeks if held else 0,
        "days": found.days,
        "suspended_days": found.suspended,
        "seniority_months": held.seniority if held else None,
        "steps": contract.steps_json(found.steps),
        "doubts": contract.doubts_json(found.doubts),
        "parameters": parameters_of((), found.laws),
    }

"""`preste labour premium`: a year-end premium by the scheme of a joint committee, or by the numbers entered."""

from __future__ import annotations

from typing import Annotated

import typer

from preste.belgium.year_end.facts import YEAR_END_FACTS
from preste.belgium.year_end.plans import is_theoretical, premium_problems, year_end_plan
from preste.cli.labour.answer import WEEK_HOURS, day_of, month_of, number, tell
from preste.errors import refuse
from preste.payroll.holiday_items import items_to_post


def premium(
    october: Annotated[str, typer.Option("--october", help="Rémunération brute d'octobre.")],
    scheme: Annotated[
        str, typer.Option("--scheme", help="329.02-fwb, 329.02-isp, 329.01, 329.01-month ; rien : vos chiffres.")
    ] = "",
    on: Annotated[str, typer.Option("--on", help="Le jour de la prime : 2023-12-31 ; aujourd'hui sans lui.")] = "",
    months: Annotated[int, typer.Option("--months", min=0, max=12, help="Mois de la période de référence.")] = 12,
    hours: Annotated[str, typer.Option("--hours", help="Heures par semaine, à temps partiel.")] = "",
    hours_full: Annotated[str, typer.Option("--hours-full", help="Heures par semaine d'un temps plein.")] = "",
    fixed: Annotated[str, typer.Option("--fixed", help="Votre partie fixe.")] = "",
    coefficient: Annotated[str, typer.Option("--coefficient", help="Son coefficient d'indexation.")] = "",
    rate: Annotated[str, typer.Option("--rate", help="Votre taux, sur douze fois octobre.")] = "",
    period: Annotated[int, typer.Option("--period", min=1, max=12, help="Votre période, en mois.")] = 12,
    as_json: Annotated[bool, typer.Option("--json", help="En JSON, avec l'explication.")] = False,
) -> None:
    """Une prime de fin d'année : partie fixe, part d'octobre, prorata de la période de référence."""
    day = day_of(on)
    facts = {
        "october_gross": number(october, "october"), "premium_months": months,
        "premium_hours": number(hours, "hours", most=WEEK_HOURS),
        "premium_hours_full": number(hours_full, "hours_full", most=WEEK_HOURS),
        "fixed_entered": number(fixed, "fixed", 4),
        "fixed_coefficient": number(coefficient, "coefficient", 4), "rate_entered": number(rate, "rate"),
        "period_entered": period,
    }  # fmt: skip
    refuse("the premium cannot be computed", premium_problems(scheme, facts))
    trace = year_end_plan(scheme, day).run(facts)
    notes = ["règle théorique : due seulement si une règle de l'employeur la prévoit"] if is_theoretical(trace) else []
    items = [] if trace.errors else items_to_post("premium", trace, month_of(day))
    tell(trace, YEAR_END_FACTS, items, as_json=as_json, notes=notes)

"""`preste labour severance`: what is owed when a contract ends without notice, and why."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from preste.belgium.exit.facts import SEVERANCE_FACTS
from preste.belgium.exit.indemnity import DMFA_CODE, Pay, Severance, severance_of
from preste.belgium.exit.steps import part_1_text, shown
from preste.cli.labour import contract
from preste.cli.labour.answer import WEEK_HOURS, parameters_of, show_parameters
from preste.cli.labour.answer import number as read
from preste.engine import explain
from preste.errors import PresteError
from preste.money import euro, number, text

_AMOUNTS = {
    "severance_weekly_base": "weekly_base",
    "severance_weekly_benefits": "weekly_benefits",
    "severance_weekly": "weekly",
    "severance_monthly": "monthly",
    "severance_part_1": "part_1",
    "severance_part_2": "part_2",
    "outplacement_deduction": "outplacement_deduction",
    "severance_amount": "amount",
    "severance_annual_pay": "annual_reference",
    "severance_annual_wage": "annual_wage_812",
    "severance_contribution_base": "base_812",
    "employer_812": "contribution_812",
}
"""The rules that are told, and their names in the answer."""
_OPTIONS = {"weekly_hours": "hours_week", "yearly_benefits": "benefits", "weekly_hours_reference": "hours_full_time"}
"""The fields of `Pay` whose option has another name."""


def severance(
    by: Annotated[contract.Who, typer.Option("--by", help="Qui met fin au contrat.")],
    start: contract.StartOption,
    end: Annotated[str, typer.Option("--end", help="Dernier jour du contrat.")],
    monthly: Annotated[str, typer.Option("--monthly", help="Traitement brut d'un mois.")] = "",
    hourly: Annotated[str, typer.Option("--hourly", help="Salaire brut d'une heure, avec --hours-week.")] = "",
    hours_week: Annotated[str, typer.Option("--hours-week", help="Heures par semaine.")] = "",
    benefits: Annotated[
        str, typer.Option("--benefits", help="Avantages d'une année : prime, double pécule, parts patronales …")
    ] = "",
    kind: contract.KindOption = "open_ended",
    planned_end: contract.TermOption = "",
    successive: contract.SuccessiveOption = False,
    seniority_from: contract.SeniorityOption = "",
    status_2013: contract.StatusOption = None,
    pay_2013: contract.Pay2013Option = "",
    sector_2013: contract.SectorOption = "",
    part_1_months: contract.Part1MonthsOption = "",
    part_1_days: contract.Part1DaysOption = "",
    quarter_pay: Annotated[
        str, typer.Option("--quarter-pay", help="Rémunération déclarée du dernier trimestre : cotisation 812.")
    ] = "",
    quarter_days: Annotated[str, typer.Option("--quarter-days", help="Jours déclarés de ce trimestre.")] = "",
    quarter_hours: Annotated[
        str, typer.Option("--quarter-hours", help="À temps partiel : heures déclarées de ce trimestre.")
    ] = "",
    hours_full_time: Annotated[
        str, typer.Option("--hours-full-time", help="À temps partiel : heures par semaine d'un temps plein.")
    ] = "",
    holiday_fund: Annotated[
        bool, typer.Option("--holiday-fund", help="Une caisse paie le pécule de vacances (ouvrier).")
    ] = False,
    as_json: contract.AsJson = False,
) -> None:
    """L'indemnité de rupture : son montant, les jours qu'elle couvre, la cotisation 812, et pourquoi."""
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
    pay = Pay(
        monthly=read(monthly, "monthly"),
        hourly=read(hourly, "hourly"),
        weekly_hours=read(hours_week, "hours_week", most=WEEK_HOURS),
        yearly_benefits=read(benefits, "benefits"),
        quarter_pay=read(quarter_pay, "quarter_pay") if quarter_pay else None,
        quarter_days=read(quarter_days, "quarter_days"),
        quarter_hours=read(quarter_hours, "quarter_hours"),
        weekly_hours_reference=read(hours_full_time, "hours_full_time", most=WEEK_HOURS),
        holiday_fund_pays=holiday_fund,
    )
    try:
        found = severance_of(ending, by=by, end=contract.day(end, "end"), pay=pay)
    except PresteError as error:
        raise contract.by_option(error, _OPTIONS) from None
    if as_json:
        print_json(_json(found))
    else:
        _show(found)


def _show(found: Severance) -> None:
    trace = found.trace
    answers = {
        "Due par": {"employer": "l'employeur", "worker": "le travailleur"}[found.by],
        "Durée": f"{part_1_text(found.period)}{number(found.weeks).removesuffix(',00')} semaines",
        "Par semaine": euro(trace["severance_weekly"]),
        "Indemnité brute": euro(trace["severance_amount"]),
    }
    if found.by == "employer":
        answers["Couvre"] = f"du {shown(found.covered_from)} au {shown(found.covered_to)}"
        answers["Cotisation 812"] = _contribution(found)
        details = " ".join(f"{name}={value}" for name, value in found.item.details.items())
        amount = text(found.item.amount).replace(".", ",")
        answers["À payer"] = f"CONTRAT;{found.item.kind};{found.item.label};{amount};;{details}"
    else:
        answers["À noter"] = "ce n'est pas une rémunération : elle ne se retient pas d'office sur la paie"
    contract.show(answers, found.steps, found.doubts)
    show_parameters(parameters_of((explain(trace, SEVERANCE_FACTS),), found.laws))


def _contribution(found: Severance) -> str:
    """What the employer owes on it, or what is needed to know."""
    if "employer_812" not in found.trace.plan.index:
        return "non calculée : donnez --quarter-pay et --quarter-days"
    wage = euro(found.trace["severance_annual_wage"])
    return f"{euro(found.trace['employer_812'])} (salaire annuel {wage}), en plus des autres cotisations de la fiche"


def _json(found: Severance) -> dict[str, Any]:
    trace, owed = found.trace, found.by == "employer"
    explanation = explain(trace, SEVERANCE_FACTS)
    amounts = {name: text(trace[rule]) if rule in trace.plan.index else None for rule, name in _AMOUNTS.items()}
    item = found.item
    return {
        "owed_by": found.by,
        "seniority_months": found.period.seniority,
        "months": found.months,
        "part_1_days": found.period.days,
        "weeks": text(found.weeks),
        "rest_of_term": found.rest_of_term,
        "covered_from": found.covered_from.isoformat() if owed else None,
        "covered_to": found.covered_to.isoformat() if owed else None,
        "dmfa_code": DMFA_CODE if owed else None,
        **amounts,
        "item": {"kind": item.kind, "amount": text(item.amount), **item.details} if owed else None,
        "steps": contract.steps_json(found.steps),
        "doubts": contract.doubts_json(found.doubts),
        "parameters": parameters_of((explanation,), found.laws),
        "explanation": explanation,
    }

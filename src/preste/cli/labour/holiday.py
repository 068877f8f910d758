"""`preste labour holiday …`: the right to holidays, holiday pay, departure, certificates and settlements."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from preste.belgium.holiday import problems
from preste.belgium.holiday.facts import HOLIDAY_FACTS
from preste.belgium.holiday.plans import ask
from preste.cli.labour.answer import WEEK_DAYS, WEEK_HOURS, AsJson, day_of, month_of, number, tell
from preste.cli.labour.examples import example
from preste.errors import InputError, PresteError, refuse
from preste.money import half_up, text
from preste.money import number as shown
from preste.payroll.holiday_items import departure_certificates, items_to_post
from preste.records import HolidayCertificate, HolidayWork

holiday = typer.Typer(
    name="holiday", help="Les vacances annuelles : droit, pécules, sortie, attestations.", no_args_is_help=True
)

On = Annotated[str, typer.Option("--on", help="Le jour de la question : 2026-05-31 ; aujourd'hui sans lui.")]
Months = Annotated[int, typer.Option("--months", min=0, max=12, help="Mois prestés ou assimilés de l'exercice.")]
HoursThen = Annotated[
    str, typer.Option("--hours-then", help="Heures par semaine de l'exercice ; celles d'aujourd'hui sans elles.")
]
Hours = Annotated[str, typer.Option("--hours", help="Heures par semaine.")]
Days = Annotated[str, typer.Option("--days", help="Jours de travail par semaine.")]
Gross = Annotated[str, typer.Option("--gross", help="Rémunération brute du mois.")]
Taken = Annotated[str, typer.Option("--taken", help="Jours de vacances pris.")]
Right = Annotated[
    str, typer.Option("--right", help="Jours de vacances de l'année ; sans eux, ceux des mois et de l'horaire.")
]
MonthDays = Annotated[str, typer.Option("--month-days", help="Jours de travail du mois.")]
Certificate = Annotated[str, typer.Option("--simple", help="Simple pécule de l'attestation.")]
CertificateDays = Annotated[str, typer.Option("--certificate-days", help="Jours de l'attestation.")]
LastYear = Annotated[str, typer.Option("--gross-last", help="Rémunération brute de l'exercice (l'année précédente).")]
FictiveLast = Annotated[
    str, typer.Option("--fictive-last", help="Rémunération fictive des jours assimilés de l'exercice.")
]


def _check(wrong: Iterable[PresteError]) -> None:
    refuse("this holiday pay cannot be computed", wrong)


def _answer(question: str, on: str, as_json: bool, notes: tuple[str, ...] = (), /, **facts: int) -> None:
    """Ask a question and tell its answer, with what is to be posted in that month."""
    day = day_of(on)
    trace = ask(question, day, facts)
    items = [] if trace.errors else items_to_post(question, trace, month_of(day))
    tell(trace, HOLIDAY_FACTS, items, as_json=as_json, notes=notes)


def _work(months: int, hours: str, days: str, hours_then: str, days_then: str) -> dict[str, int]:
    """The sums of last year's work and the present schedule."""
    week_hours = number(hours, "hours", most=WEEK_HOURS, above_zero=True)
    week_days = number(days, "days", most=WEEK_DAYS, above_zero=True)
    return {
        "months_credited": months,
        "day_months": months * (number(days_then, "days_then", most=WEEK_DAYS) or week_days),
        "hour_months": months * (number(hours_then, "hours_then", most=WEEK_HOURS) or week_hours),
        "week_hours": week_hours,
        "week_days": week_days,
    }


@holiday.command("right", epilog=example("holiday right"))
def right(
    on: On = "",
    months: Months = 12,
    hours: Hours = "38",
    days: Days = "5",
    hours_then: HoursThen = "",
    days_then: Annotated[str, typer.Option("--days-then", help="Jours par semaine de l'exercice.")] = "",
    taken: Taken = "",
    months_this_year: Annotated[
        int, typer.Option("--months-this-year", min=0, max=12, help="Mois prestés cette année (vacances européennes).")
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Le droit aux vacances d'une année, et ce qu'il en reste."""
    facts = _work(months, hours, days, hours_then, days_then)
    used = half_up(number(taken, "taken") * facts["week_hours"], facts["week_days"])
    _answer("right", on, as_json, **facts, hours_taken=used, hours_taken_now=used, months_this_year=months_this_year)


@holiday.command("double", epilog=example("holiday double"))
def double(
    gross: Gross,
    on: On = "",
    months: Months = 12,
    hours: Hours = "38",
    hours_then: HoursThen = "",
    variable: Annotated[str, typer.Option("--variable", help="Rémunération variable des douze derniers mois.")] = "",
    variable_months: Annotated[int, typer.Option("--variable-months", min=1, max=12, help="Ses mois.")] = 12,
    certificate_months: Annotated[
        int, typer.Option("--certificate-months", min=0, max=12, help="Mois de l'attestation, compris dans --months.")
    ] = 0,
    certificate_double: Annotated[str, typer.Option("--double", help="Double pécule de l'attestation.")] = "",
    supplementary: Annotated[
        str, typer.Option("--supplementary", help="Vacances européennes payées l'année précédente.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Le double pécule : 92 % du mois, au prorata de l'exercice."""
    facts = _work(months, hours, "5", hours_then, "")
    then = number(hours_then, "hours_then") or facts["week_hours"]
    facts |= {
        "month_gross": number(gross, "gross"), "variable_pay": number(variable, "variable"),
        "variable_months": variable_months if variable else 0, "certificate_months": certificate_months,
        "certificate_hour_months": certificate_months * then,
        "certificate_double": number(certificate_double, "double"),
        "supplementary_paid": number(supplementary, "supplementary"),
    }  # fmt: skip
    _check(problems.double_problems(facts))
    _answer("double", on, as_json, **facts)


@holiday.command("departure", epilog=example("holiday departure"))
def departure(
    gross_this: Annotated[str, typer.Option("--gross-this", help="Rémunération brute de l'année en cours.")],
    gross_last: LastYear,
    on: On = "",
    fictive_this: Annotated[
        str, typer.Option("--fictive-this", help="Rémunération fictive des jours assimilés de l'année en cours.")
    ] = "",
    fictive_last: FictiveLast = "",
    days_right: Right = "",
    taken: Taken = "0",
    double_paid: Annotated[str, typer.Option("--double-paid", help="Double pécule de l'année, déjà payé.")] = "",
    supplementary: Annotated[str, typer.Option("--supplementary", help="Vacances européennes payées.")] = "",
    months_last: Annotated[
        int | None,
        typer.Option("--months-last", min=0, max=12, help="Mois prestés ou assimilés de l'exercice ; 12 sans lui."),
    ] = None,
    months_this: Annotated[
        int, typer.Option("--months-this", min=0, max=12, help="Mois prestés ou assimilés de l'année en cours.")
    ] = 0,
    hours: Hours = "38",
    days: Days = "5",
    as_json: AsJson = False,
) -> None:
    """Le pécule de sortie et les deux attestations de vacances."""
    day = day_of(on)
    used, already = number(taken, "taken"), number(double_paid, "double_paid")
    facts = {
        "gross_this_year": number(gross_this, "gross_this"), "fictive_this_year": number(fictive_this, "fictive_this"),
        "gross_last_year": number(gross_last, "gross_last"), "fictive_last_year": number(fictive_last, "fictive_last"),
        "days_taken": used, "double_already_paid": int(already > 0),
        "supplementary_paid": number(supplementary, "supplementary"),
    }  # fmt: skip
    if months_last is None:
        months_last = 12 if facts["gross_last_year"] + facts["fictive_last_year"] else 0
    then, now = _work(months_last, hours, days, "", ""), _work(months_this, hours, days, "", "")
    earned, coming = ask("right", day, then), ask("right", day, now)
    have = number(days_right, "right") if days_right else earned["holiday_days_right"]
    facts["right_of_year"] = have
    _check(problems.departure_problems(day, facts, months_last, months_this))
    trace = ask("departure", day, facts)
    week = {"days_week": now["week_days"], "hours_week": now["week_hours"]}
    papers = departure_certificates(
        trace, day.year, HolidayWork(months=months_last, **week), HolidayWork(months=months_this, **week),
        right=have, taken=used, coming=coming["holiday_days_earned"], double_paid=already,
    )  # fmt: skip
    notes = (
        [] if days_right else [f"droit de {day.year} : {shown(have)} jours, pour {months_last} mois de {day.year - 1}"]
    )
    notes += [] if as_json else [_paper(year, paper) for year, paper in papers]
    items = items_to_post("departure", trace, month_of(day))
    before = [coming] if days_right else [earned, coming]
    told = [{"year": year, **paper_data(paper)} for year, paper in papers]
    tell(trace, HOLIDAY_FACTS, items, as_json=as_json, notes=notes, before=before, certificates=told)


def paper_data(paper: HolidayCertificate) -> dict[str, Any]:
    """A certificate, as the file of the next employer's worker takes it."""
    return {
        "months": paper.months,
        "days_week": text(paper.days_week),
        "hours_week": text(paper.hours_week),
        "simple": text(paper.simple),
        "double": text(paper.double),
        "days": text(paper.days),
        "taken": text(paper.taken),
    }


def _paper(year: int, paper: HolidayCertificate) -> str:
    fields = ", ".join(f"{name}: {json.dumps(value)}" for name, value in paper_data(paper).items())
    return f"attestation pour les vacances de {year} : {{{fields}}}"


@holiday.command("certificate", epilog=example("holiday certificate"))
def certificate(
    gross: Gross,
    taken: Taken,
    month_days: MonthDays,
    certificate_days: CertificateDays,
    on: On = "",
    simple: Certificate = "",
    before: Annotated[str, typer.Option("--before", help="Jours de l'attestation déjà pris.")] = "",
    as_json: AsJson = False,
) -> None:
    """Ce que l'employeur précédent a payé des jours pris ce mois : 90 % par jour depuis 2024."""
    facts = {
        "month_gross": number(gross, "gross"), "days_taken": number(taken, "taken"),
        "month_days": number(month_days, "month_days"), "certificate_simple": number(simple, "simple"),
        "certificate_days": number(certificate_days, "certificate_days"),
        "certificate_days_before": number(before, "before"),
    }  # fmt: skip
    _check(problems.certificate_problems(day_of(on), facts))
    _answer("certificate", on, as_json, **facts)


@holiday.command("settlement", epilog=example("holiday settlement"))
def settlement(
    simple: Certificate,
    certificate_days: CertificateDays,
    taken: Annotated[str, typer.Option("--taken", help="Jours de l'attestation pris dans l'année.")],
    pay: Annotated[str, typer.Option("--pay", help="Leur rémunération chez cet employeur.")],
    imputed: Annotated[str, typer.Option("--imputed", help="Ce qui en a été imputé dans l'année.")],
    net: Annotated[str, typer.Option("--net", help="Net en espèces de la paie du règlement.")] = "",
    on: On = "",
    as_json: AsJson = False,
) -> None:
    """Le règlement de l'attestation, en décembre ou à la sortie (depuis 2024)."""
    day = day_of(on)
    if not ask("settlement", day, {}).plan.rules:
        message = f"there is no settlement of the certificate on {day}: it came with the imputation of 90 %"
        raise InputError(message, field="on", remedy="impute by day: preste labour holiday certificate")
    notes = ("sans --net, rien n'est retenu au règlement",) if not net else ()
    _answer(
        "settlement", on, as_json, notes, certificate_simple=number(simple, "simple"),
        certificate_days=number(certificate_days, "certificate_days"), certificate_days_before=number(taken, "taken"),
        certificate_pay=number(pay, "pay"), imputed_before=number(imputed, "imputed"),
        settlement_pay=number(net, "net"),
    )  # fmt: skip


@holiday.command("december", epilog=example("holiday december"))
def december(
    gross_last: LastYear,
    simple_paid: Annotated[str, typer.Option("--simple-paid", help="Simple pécule déjà reçu.")],
    double_paid: Annotated[str, typer.Option("--double-paid", help="Double pécule déjà reçu.")],
    fictive_last: FictiveLast = "",
    on: On = "",
    as_json: AsJson = False,
) -> None:
    """Le décompte de décembre de qui a réduit son horaire, cette année ou l'année précédente."""
    _check(problems.december_problems(day_of(on)))
    _answer(
        "december", on, as_json, gross_last_year=number(gross_last, "gross_last"),
        fictive_last_year=number(fictive_last, "fictive_last"), simple_paid=number(simple_paid, "simple_paid"),
        double_paid=number(double_paid, "double_paid"),
    )  # fmt: skip


@holiday.command("untaken", epilog=example("holiday untaken"))
def untaken(
    gross: Gross,
    month_days: MonthDays,
    days_right: Right = "",
    taken: Taken = "0",
    without_double: Annotated[str, typer.Option("--without-double", help="Jours sans double pécule payé.")] = "",
    days: Days = "5",
    on: On = "",
    as_json: AsJson = False,
) -> None:
    """Les jours qu'une suspension a empêché de prendre, payés au plus tard le 31 décembre et reportés."""
    note = "les jours sont reportés, sans être payés de nouveau : preste law show holiday_carry_over"
    work = _work(12, "38", days, "", "")
    whole = ask("right", day_of(on), work)["holiday_days_right"]
    facts = {
        "month_gross": number(gross, "gross"), "month_days": number(month_days, "month_days", above_zero=True),
        "right_of_year": number(days_right, "right") if days_right else whole, "days_taken": number(taken, "taken"),
        "days_without_double": number(without_double, "without_double"), "week_days": work["week_days"],
    }  # fmt: skip
    _check(problems.taken_problems(facts))
    _answer("untaken", on, as_json, (note,), **facts)


@holiday.command("fund", epilog=example("holiday fund"))
def fund(gross_last: LastYear, fictive_last: FictiveLast = "", on: On = "", as_json: AsJson = False) -> None:
    """Un ouvrier : ce que paie la caisse de vacances, et l'avis de débit de l'employeur."""
    _answer(
        "fund", on, as_json, ("la caisse retient encore ses cotisations et le précompte",),
        gross_last_year=number(gross_last, "gross_last"), fictive_last_year=number(fictive_last, "fictive_last"),
    )  # fmt: skip

"""`preste labour leave`: a departure in one act: the end, the last pay and why, the documents due; then recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from preste.belgium import FACTS
from preste.belgium.due import Due
from preste.belgium.exit.after import AFTER_END_FACTS
from preste.belgium.exit.facts import SEVERANCE_FACTS
from preste.belgium.exit.notice import Means
from preste.belgium.exit.steps import shown
from preste.belgium.holiday.facts import HOLIDAY_FACTS
from preste.belgium.year_end.facts import YEAR_END_FACTS
from preste.cli.labour import contract
from preste.cli.labour.holiday import paper_data
from preste.engine import explain
from preste.errors import InputError
from preste.money import euro, number, parse, text
from preste.records import EndedBy, LeavingReason

if TYPE_CHECKING:  # `preste --help` need not read the rules
    from preste.payroll.leaving import Departure
    from preste.payroll.payslip import Payslip

REASONS: Mapping[LeavingReason, str] = {
    "notice": "préavis presté",
    "severance": "congé moyennant indemnité",
    "term": "fin du terme",
    "agreement": "commun accord",
    "grave_cause": "motif grave",
    "retirement": "pension",
    "death": "décès",
}
Rest = Literal["employer", "worker", "nobody"]
_TOTALS = (("gross", "Brut"), ("taxable", "Imposable"), ("net", "Net"), ("net_paid", "Net à payer"))


def leave(
    folder: Annotated[Path, typer.Argument(help="Le dossier de l'employeur.")],
    name: Annotated[str, typer.Option("--contract", help="Le contrat qui prend fin.")],
    last_day: Annotated[str, typer.Option("--last-day", help="Dernier jour du contrat : 2026-10-31.")],
    reason: Annotated[
        LeavingReason,
        typer.Option(
            "--reason",
            help="Préavis presté, indemnité, fin du terme, commun accord, motif grave, pension ou décès.",
        ),
    ],
    by: Annotated[EndedBy | None, typer.Option("--by", help="Qui met fin au contrat.")] = None,
    notified: Annotated[str, typer.Option("--notified", help="Le jour où c'est notifié, ou posté.")] = "",
    means: Annotated[Means, typer.Option("--means", help="Comment le préavis est notifié.")] = "registered",
    rest: Annotated[
        Rest | None,
        typer.Option("--rest", help="Qui doit le reste d'un préavis écourté ; sans elle, celui qui l'a donné."),
    ] = None,
    premium: Annotated[
        str,
        typer.Option("--premium", help="La règle de la prime de fin d'année : 329.02-isp, 329.01 … ; none : aucune."),
    ] = "",
    next_employer: Annotated[
        str, typer.Option("--next-employer", help="Premier jour chez un autre employeur, s'il est connu.")
    ] = "",
    seniority_from: contract.SeniorityOption = "",
    status_2013: contract.StatusOption = None,
    pay_2013: contract.Pay2013Option = "",
    sector_2013: contract.SectorOption = "",
    part_1_months: contract.Part1MonthsOption = "",
    part_1_days: contract.Part1DaysOption = "",
    benefits: Annotated[
        str, typer.Option("--benefits", help="Pour l'indemnité : avantages d'une année (prime, double pécule …)")
    ] = "",
    gross_last: Annotated[
        str, typer.Option("--gross-last", help="Brut de l'année précédente, si le dossier ne l'a pas.")
    ] = "",
    gross_this: Annotated[
        str, typer.Option("--gross-this", help="Brut de l'année, dernier mois compris, si le dossier ne l'a pas.")
    ] = "",
    fictive_last: Annotated[
        str, typer.Option("--fictive-last", help="Rémunération fictive des jours assimilés de l'année précédente.")
    ] = "",
    fictive_this: Annotated[
        str, typer.Option("--fictive-this", help="Rémunération fictive des jours assimilés de l'année.")
    ] = "",
    right: Annotated[str, typer.Option("--right", help="Jours de vacances de l'année, si le dossier ne l'a pas.")] = "",
    taken: Annotated[str, typer.Option("--taken", help="Jours de vacances pris dans l'année.")] = "",
    double_paid: Annotated[str, typer.Option("--double-paid", help="Double pécule de l'année déjà payé.")] = "",
    write: Annotated[bool, typer.Option("--write", help="Encoder le départ dans le dossier, tout ou rien.")] = False,
    as_json: contract.AsJson = False,
) -> None:
    """Un départ en un acte : la fin du contrat, la dernière paie et pourquoi, les documents dus et leurs dates."""
    from preste.cli.app import print_json
    from preste.payroll.dossier import read_dossier
    from preste.payroll.late import pay_as_known
    from preste.payroll.leaving import Act
    from preste.payroll.leaving import leave as depart
    from preste.payroll.leaving.faults import ended_by
    from preste.payroll.leaving.write import record_departure

    who = by or ended_by(reason)
    if who is None:
        remedy = "say --by employer or --by worker"
        raise InputError(f"who ends the contract is not said ({reason})", field="by", remedy=remedy, code="E-LEAVE")
    act = Act(
        last_day=contract.day(last_day, "last_day"),
        reason=reason,
        by=who,
        notified_on=_day(notified, "notified"),
        means=means,
        rest=rest or "",
        premium_scheme=premium,
        next_employer_from=_day(next_employer, "next_employer"),
        seniority_from=_day(seniority_from, "seniority_from"),
        status_2013=status_2013 or "",
        pay_2013=_amount(pay_2013, "pay_2013"),
        sector_2013=sector_2013,
        part_1_months=contract.whole(part_1_months, "part_1_months"),
        part_1_days=contract.whole(part_1_days, "part_1_days"),
        yearly_benefits=_amount(benefits, "benefits") or 0,
        gross_last_year=_amount(gross_last, "gross_last"),
        gross_this_year=_amount(gross_this, "gross_this"),
        fictive_last_year=_amount(fictive_last, "fictive_last"),
        fictive_this_year=_amount(fictive_this, "fictive_this"),
        right=_amount(right, "right"),
        taken=_amount(taken, "taken"),
        double_paid=_amount(double_paid, "double_paid"),
    )
    found = depart(read_dossier(folder), name, act, pay_as_known)
    written = record_departure(folder, found) if write else None
    if as_json:
        print_json(_json(found) | {"written": str(written) if written else None})
    else:
        _show(found)
        told = f"\nEncodé dans {written}" if written else "\nRien n'est encodé : ajoutez --write pour le faire."
        _console().print(told, soft_wrap=True)
    if found.payslip.errors:
        raise typer.Exit(2)


def _day(given: str, field: str) -> dt.date | None:
    return contract.day(given, field) if given else None


def _amount(given: str, field: str) -> int | None:
    """An amount, or days: both have two decimals. None when not given. Raises InputError."""
    if not given:
        return None
    value = parse(given.replace(",", "."), field=field)
    if value < 0:
        raise InputError(f"{given} is negative", field=field, remedy="give zero or more", code="E-INPUT-RANGE")
    return value


def _console() -> Console:
    return Console(markup=False, emoji=False, highlight=False)


# ── what is shown ──────────────────────────────────────────────────────────────────────────


def _show(found: Departure) -> None:
    console = _console()
    act, who = found.act, found.contract.worker.name
    console.print(
        Text(f"{who} ({found.contract.id}) : {REASONS[act.reason]}, dernier jour {shown(act.last_day)}", "bold")
    )
    console.print(_changes(found))
    console.print(_pay(found))
    console.print(_compared(found))
    for year, paper in found.certificates:
        days = f"{number(paper.days)} j restants, {number(paper.taken)} j pris"
        amounts = f"simple {euro(paper.simple)}, double {euro(paper.double)}"
        console.print(
            f"Attestation pour les vacances de {year} : {paper.months} mois, {amounts}, {days}", soft_wrap=True
        )
    console.print(due_table(found.due))
    for note in _notes(found):
        console.print(f"Remarque : {note}", soft_wrap=True)
    for error in {one.message: one for one in found.payslip.errors.values()}.values():
        console.print(f"Droit manquant : {error}", soft_wrap=True, style="red")


def _notes(found: Departure) -> list[str]:
    """What to know of the departure and of its pay."""
    days = found.holiday_pay.facts if found.holiday_pay is not None else {"right_of_year": 0, "days_taken": 0}
    right, taken = days["right_of_year"], days["days_taken"]
    more = [f"plus de vacances prises ({number(taken)} j) que le droit ({number(right)} j) : à vérifier"]
    return [*found.notes, *(more if taken > right else ()), *found.payslip.warnings]


def _changes(found: Departure) -> Table:
    """What the departure records, and what stops by itself."""
    table = Table(title="Ce qui change", title_justify="left", box=SIMPLE_HEAD, show_header=False)
    for item in found.items:
        table.add_row(item.label or _kind(item.kind), euro(item.amount))
    for item in found.ending:
        table.add_row(item.label or _kind(item.kind), f"prend fin le {shown(found.act.last_day)}")
    for counter in found.payslip.counters:
        table.add_row(counter.label, f"{number(counter.value)} {counter.unit}")
    if not table.rows:
        table.add_row("Contrat", f"prend fin le {shown(found.act.last_day)}")
    return table


def _kind(kind: str) -> str:
    from preste.payroll.items import KINDS

    return KINDS[kind]


def _pay(found: Departure) -> Table:
    """The last month line by line, each with its formula in numbers."""
    from preste.cli.explained import Told

    payslip = found.payslip
    told = Told(explain(payslip.trace, FACTS), "fr")
    beside: dict[str, str] = {}
    if found.holiday_pay is not None:
        holidays = Told(explain(found.holiday_pay, HOLIDAY_FACTS), "fr")
        beside |= {name: holidays.numbers(name) for name in ("departure_simple", "departure_double")}
    if found.severance is not None:
        owed = Told(explain(found.severance.trace, SEVERANCE_FACTS), "fr")
        beside["severance"] = owed.numbers("severance_amount")
        if "employer_812" in found.severance.trace.plan.index:
            beside["employer_812"] = owed.numbers("employer_812")
    if found.premium is not None:
        beside["year_end_premium"] = Told(explain(found.premium, YEAR_END_FACTS), "fr").numbers("premium_due")
    after = {
        item.label: Told(explain(trace, AFTER_END_FACTS), "fr").numbers("holiday_after_end")
        for item, trace in found.after_end
    }
    table = Table(title=f"Dernière paie, {payslip.month}", title_justify="left", box=SIMPLE_HEAD)
    table.add_column("Ligne", overflow="fold")
    table.add_column("Montant", justify="right", no_wrap=True)
    table.add_column("Pourquoi", overflow="fold")
    for line in payslip.lines:
        why = after.get(line.label) or beside.get(line.code) or told.numbers(line.rule)
        table.add_row(Text(line.label), euro(line.amount), Text(why, "dim"))
    return table


def _compared(found: Departure) -> Table:
    """The month with the departure, beside the same month without it."""
    table = Table(box=SIMPLE_HEAD)
    table.add_column("")
    for head in ("Sans le départ", "Avec le départ"):
        table.add_column(head, justify="right", no_wrap=True)
    for name, label in _TOTALS:
        cells = [_total(one, name) for one in (found.before, found.payslip)]
        table.add_row(label, *cells)
    return table


def _total(payslip: Payslip | None, name: str) -> str:
    value = payslip.trace.get(name) if payslip is not None else None
    return "–" if value is None else euro(value)


def due_table(due: tuple[Due, ...]) -> Table:
    """What is due, by its day."""
    table = Table(title="À faire et à remettre", title_justify="left", box=SIMPLE_HEAD)
    for head in ("Au plus tard", "Quoi", "Base légale"):
        table.add_column(head, overflow="fold", no_wrap=head == "Au plus tard")
    for one in due:
        table.add_row(shown(one.date), one.label + (" (à vérifier)" if one.unsure else ""), one.law)
    return table


# ── as JSON ────────────────────────────────────────────────────────────────────────────────


def _json(found: Departure) -> dict[str, Any]:
    act, payslip = found.act, found.payslip
    return {
        "contract": found.contract.id,
        "end": act.last_day.isoformat(),
        "leaving": {"reason": act.reason, "by": act.by, "notified_on": _iso(act.notified_on)},
        "holidays_after_end": found.contract.holidays_after_end,
        "items": [
            {"kind": one.kind, "label": one.label, "amount": text(one.amount), "details": one.details}
            for one in found.items
        ],
        "ending": [one.label or one.kind for one in found.ending],
        "lines": [{"code": one.code, "label": one.label, "amount": text(one.amount)} for one in payslip.lines],
        "totals": {name: _text(payslip.trace.get(name)) for name, _ in _TOTALS},
        "totals_without": {name: _text(found.before.trace.get(name)) if found.before else None for name, _ in _TOTALS},
        "counters": [{"label": one.label, "value": text(one.value), "unit": one.unit} for one in payslip.counters],
        "certificates": [{"year": year, **paper_data(paper)} for year, paper in found.certificates],
        "notice": found.notice and {
            "start": found.notice.start.isoformat(), "end": found.notice.end.isoformat(),
            "steps": contract.steps_json(found.notice.steps),
        },
        "severance": found.severance and contract.steps_json(found.severance.steps),
        "due": due_json(found.due),
        "notes": _notes(found),
        "errors": [dict(one.as_dict()) for one in {e.message: e for e in payslip.errors.values()}.values()],
        "explanation": explain(payslip.trace, FACTS),
        "explanation_after_end": [explain(trace, AFTER_END_FACTS) for _, trace in found.after_end],
        "explanation_severance": explain(found.severance.trace, SEVERANCE_FACTS) if found.severance else None,
        "explanation_premium": explain(found.premium, YEAR_END_FACTS) if found.premium else None,
        "explanation_credited": [explain(trace, HOLIDAY_FACTS) for _, trace in found.credited],
        "explanation_holidays": explain(found.holiday_pay, HOLIDAY_FACTS) if found.holiday_pay else None,
    }  # fmt: skip


def due_json(due: tuple[Due, ...]) -> list[dict[str, Any]]:
    """What is due, as JSON."""
    return [
        {"date": one.date.isoformat(), "code": one.code, "label": one.label, "law": one.law, "unsure": one.unsure}
        for one in due
    ]


def _text(value: int | None) -> str | None:
    return None if value is None else text(value)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None

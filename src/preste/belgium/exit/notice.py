"""Notice (préavis): when it takes effect, when it starts, how long it is and when it ends, each day with its reason."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from preste.belgium.exit.days import (
    WEEK,
    add_months,
    add_working_days,
    is_working_day,
    last_counted,
    monday_after,
)
from preste.belgium.exit.part_1 import Part1, part_1
from preste.belgium.exit.periods import Period, period, window_end
from preste.belgium.exit.service import By, Service, faults, refuse
from preste.belgium.exit.steps import LAW, Step, length_steps, shown
from preste.calendar import ONE_DAY, each_day, legal_holidays
from preste.errors import InputError, PresteError
from preste.law import Entry, book
from preste.law.shapes import StudentNotice

Means = Literal["registered", "bailiff", "handed_over"]
"""How notice is given: registered letter, bailiff's writ, or a letter handed over for receipt."""

ABSENCES: Mapping[str, str] = {
    "annual_holidays": "vacances annuelles",
    "incapacity": "incapacité de travail (maladie ou accident)",
    "maternity": "congé de maternité",
    "prophylactic_leave": "écartement prophylactique",
    "compensatory_rest": "repos compensatoire",
    "temporary_unemployment": "chômage temporaire (économique, intempéries)",
    "full_career_break": "interruption de carrière ou crédit-temps à temps plein",
    "detention": "détention préventive",
    "birth_leave": "congé de naissance",
    "adoption_leave": "congé d'adoption",
    "carer_leave": "congé d'aidant",
    "imperative_leave": "congé pour raisons impérieuses",
    "short_leave": "petit chômage",
}
"""Each absence that the law book says something of, and its French name."""


@dataclass(frozen=True)
class Absence:
    """Whole days of absence of one kind, from `first` to `last`, both included."""

    first: dt.date
    last: dt.date
    kind: str


@dataclass(frozen=True)
class Notice:
    """A notice: the day it takes effect, its first and last day, its length, and why.

    `period` is None for a student, whose notice is counted in days. `days`: calendar days of the notice without
    suspension; `suspended`: those that lengthen it. `laws`: the values of law used.
    """

    effect: dt.date
    start: dt.date
    end: dt.date
    days: int
    suspended: int
    period: Period | None
    steps: tuple[Step, ...]
    laws: tuple[Entry, ...]

    @property
    def doubts(self) -> tuple[Entry, ...]:
        """The values of law whose sources disagree."""
        return tuple(law for law in self.laws if law.status == "unsure")


def notice(service: Service, *, by: By, means: Means, sent: dt.date, absences: Sequence[Absence] = ()) -> Notice:
    """The notice that `by` gives on `sent`. Raises InputError for what the law does not allow, and NoParameter."""
    refuse([*faults(service, by, sent), *_faults(by, means, absences), *_repeated(service)])
    effect = _effect(means, sent)
    start = monday_after(effect)
    before = part_1(service, by, effect)
    found, days = _length(service, by, start, effect, before)
    steps = [*_notified(means, sent, effect), *_counted(service, by, start, effect, found, days, before)]
    if service.kind == "fixed_term" and service.planned_end is not None:
        last = window_end(service.start, service.planned_end, effect)
        steps.append(_within_window(last, start + (days - 1) * ONE_DAY, effect))
    refuse(_too_late(service, start))
    laws = [book().on("notice_suspension", effect, (absence.kind,)) for absence in absences if by == "employer"]
    spans = [set(each_day(absence.first, absence.last)) for absence in absences]
    suspending = {day for law, span in zip(laws, spans, strict=False) if law.value for day in span}
    end = last_counted(start, days, suspending)
    if service.planned_end is not None and service.planned_end < end:
        end = service.planned_end
        steps.append(Step(end, "Le contrat prend fin à son terme, avant la fin du préavis.", f"{LAW}, art. 32, 1°"))
    within = set(each_day(start, end))
    steps += _suspensions(by, absences, {law.key[0] for law in laws if law.value}, within)
    steps.append(Step(end, "Dernier jour du préavis et du contrat.", f"{LAW}, art. 37"))
    met = [law for law, span in zip(laws, spans, strict=False) if span & within]
    used = {entry.name: entry for entry in (*_laws(service, by, means, sent, effect, found), *_of(before), *met)}
    return Notice(effect, start, end, days, len(suspending & within), found, tuple(steps), tuple(used.values()))


def _laws(
    service: Service, by: By, means: Means, sent: dt.date, effect: dt.date, found: Period | None
) -> Iterator[Entry]:
    """The values of law of a notice, its suspensions apart."""
    if means == "registered":
        yield book().on("notice_posting", sent)
    if service.kind == "student":
        yield book().on("student_notice", effect, (by,))
    if service.kind == "fixed_term":
        yield book().on("fixed_term_notice", effect)
    yield from found.laws if found else ()


def _of(before: Part1 | None) -> tuple[Entry, ...]:
    return before.laws if before is not None else ()


def _faults(by: By, means: Means, absences: Sequence[Absence]) -> Iterator[PresteError]:
    if by == "employer" and means == "handed_over":
        yield InputError(
            "an employer's notice that is handed over is void (law of 3 July 1978, art. 37, § 1)",
            field="means", remedy="send it by registered letter or have it served by a bailiff", code="E-NOTICE-MEANS",
        )  # fmt: skip
    for absence in absences:
        if absence.kind not in ABSENCES:
            yield InputError(
                f"{absence.kind!r} is not a kind of absence", field="absence",
                remedy=f"use one of {', '.join(ABSENCES)}", code="E-NOTICE-ABSENCE",
            )  # fmt: skip
        elif absence.last < absence.first:
            yield InputError(
                f"the absence from {absence.first} ends before it begins", field="absence",
                remedy="correct one of the two days", code="E-NOTICE-ABSENCE",
            )  # fmt: skip


def _repeated(service: Service) -> Iterator[PresteError]:
    if service.kind == "fixed_term" and service.successive:
        yield InputError(
            "only the first of successive fixed-term contracts can be ended by notice", field="successive",
            remedy="ending it before its term asks for severance pay", code="E-NOTICE-TERM",
        )  # fmt: skip


def _too_late(service: Service, start: dt.date) -> Iterator[PresteError]:
    if service.planned_end is not None and service.planned_end < start:
        yield InputError(
            f"the notice would start on {start}, after the term of {service.planned_end}", field="sent",
            remedy="the contract ends by itself", code="E-NOTICE-TERM",
        )  # fmt: skip


def _effect(means: Means, sent: dt.date) -> dt.date:
    """The day on which notice is given: at once, or some working days after posting."""
    if means != "registered":
        return sent
    days: int = book().on("notice_posting", sent).value
    return add_working_days(sent, days)


def _length(
    service: Service, by: By, start: dt.date, effect: dt.date, before: Part1 | None
) -> tuple[Period | None, int]:
    """The notice in months and weeks, and in calendar days from its first day."""
    if service.kind == "student":
        law = book().on("student_notice", effect, (by,)).value
        return None, law.short if _is_short(service, law) else law.long
    told = (before.months, before.days) if before is not None else None
    found = period(by, service.start, service.seniority_start, start, effect, told)
    return found, (add_months(start, found.months) + found.days * ONE_DAY + found.weeks * WEEK - start).days


def _is_short(service: Service, law: StudentNotice) -> bool:
    """Whether a student's contract is one of the short ones."""
    return service.planned_end is not None and service.planned_end < add_months(service.start, law.short_term)


def _notified(means: Means, sent: dt.date, effect: dt.date) -> Iterator[Step]:
    law = f"{LAW}, art. 37, § 1er"
    if means == "bailiff":
        yield Step(sent, "Exploit d'huissier : le préavis est notifié le jour même.", law)
    elif means == "handed_over":
        yield Step(sent, "Écrit remis, double signé pour réception : le préavis est notifié le jour même.", law)
    else:
        yield Step(sent, "Lettre recommandée déposée à la poste.", law)
        for day in each_day(sent + ONE_DAY, effect):
            if not is_working_day(day):
                yield Step(day, f"{_name(day)} : n'est pas un jour ouvrable.", law)
        days = book().on("notice_posting", sent).value
        why = f"{days}e jour ouvrable après le dépôt (le samedi en est un) : le préavis est notifié."
        yield Step(effect, why, f"{law}; loi du 26 décembre 2022")


def _name(day: dt.date) -> str:
    """Why a day is no working day."""
    holiday = legal_holidays(day.year).get(day)
    if day.weekday() == calendar.SUNDAY:
        return f"Dimanche, et jour férié ({holiday})" if holiday else "Dimanche"
    return f"Jour férié ({holiday})"


def _counted(
    service: Service,
    by: By,
    start: dt.date,
    effect: dt.date,
    found: Period | None,
    days: int,
    before: Part1 | None,
) -> Iterator[Step]:
    """From the first day of the notice to its length."""
    yield Step(start, "Le préavis prend cours le lundi qui suit la semaine de sa notification.", f"{LAW}, art. 37/1")
    if found is None:
        law = book().on("student_notice", effect, (by,)).value
        length = "d'au plus" if _is_short(service, law) else "de plus de"
        yield Step(start, f"Contrat d'étudiant {length} {law.short_term} mois : {days} jours.", f"{LAW}, art. 130")
        return
    yield from length_steps(service, by, start, found, before)


def _within_window(last: dt.date, end: dt.date, effect: dt.date) -> Step:
    """The notice of a fixed-term contract ends in its first half, within some months. Raises InputError."""
    if end > last:
        months = book().on("fixed_term_notice", effect).value.months
        raise InputError(
            f"the notice would end on {end}; it has to end by {last}, in the first half of the term and within "
            f"{months} months",
            field="sent", remedy="ending the contract before its term now asks for severance pay", code="E-NOTICE-TERM",
        )  # fmt: skip
    why = "Contrat à durée déterminée : le préavis doit finir ce jour au plus tard, dans la première moitié du terme."
    return Step(last, why, f"{LAW}, art. 40, § 2")


def _suspensions(by: By, absences: Sequence[Absence], suspending: set[str], within: set[dt.date]) -> Iterator[Step]:
    """What each absence does to the notice; `suspending` are the kinds that suspend it, `within` its days."""
    counted: set[dt.date] = set()
    for absence in sorted(absences, key=lambda one: one.first):
        name = f"{ABSENCES[absence.kind]} jusqu'au {shown(absence.last)}"
        days = within & set(each_day(absence.first, absence.last))
        if by != "employer":
            why = "ne suspend pas le préavis donné par le travailleur"
        elif not days:
            why = "hors du préavis"
        elif absence.kind not in suspending:
            why = "ne suspend pas le préavis"
        else:
            more, counted = len(days - counted), counted | days
            why = f"le préavis est suspendu {more} jour{'s' * (more > 1)}"
            if more < len(days):
                why += f" de plus ({len(days) - more} déjà compté{'s' * (len(days) - more > 1)})"
            if not more:
                why = "ces jours suspendent déjà le préavis"
        yield Step(absence.first, f"{name[0].upper()}{name[1:]} : {why}.", f"{LAW}, art. 38")

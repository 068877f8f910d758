"""Why a figure of a quarter that no rule computes: the payslip lines, days, occupations or people it adds up.

An origin has an address beside those of explanations (`?at=o-pay-0-1-001`): kind, line, occupation (0 for all of the
line) and code, or the place of a contribution; of the whole declaration `t-` with kind and code.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.belgium.time.codes import CODES
from preste.calendar import Month, Quarter
from preste.declarations.dmfa.beside import Beside
from preste.declarations.dmfa.figures import CONTRIBUTION, PAY, REDUCTION, SERVICE, STUDENT, WORKER_REDUCTION, name_of
from preste.money import half_up
from preste.office.services.readings import People
from preste.office.store.models import Employer, Line, Payslip
from preste.office.web import terms
from preste.office.web.origins import DayRow, LineRow, Origin, Part, Slip
from preste.office.web.words import Text

SUMS: Mapping[str, Text] = {
    PAY: gettext_lazy(
        "La somme des lignes de paie déclarées sous ce code. Une prime que la loi étale et des arriérés comptent au "
        "trimestre où ils sont gagnés."
    ),
    SERVICE: gettext_lazy(
        "Chaque jour du calendrier compte pour un, partagé selon ses heures entre ses codes ; des heures "
        "supplémentaires n'ajoutent pas de jour. Les jours se déclarent par demis, la somme de tous les codes restant "
        "celle du calendrier."
    ),
    WORKER_REDUCTION: gettext_lazy(
        "La somme de ce que les fiches de paie du trimestre ont retiré de la cotisation du travailleur. La règle et le "
        "paramètre daté de chaque mois sont dans l'explication de sa fiche."
    ),
    STUDENT: gettext_lazy(
        "La rémunération des heures comprises dans le contingent étudiant, mois par mois ; une heure commencée compte "
        "pour une heure."
    ),
    CONTRIBUTION: gettext_lazy("La somme de ce que les fiches de paie du trimestre en disent."),
    REDUCTION: gettext_lazy("La somme des réductions de ses occupations, chacune calculée à part."),
}
"""How a figure of a kind is made."""
SOURCES: Mapping[str, Text] = {
    PAY: gettext_lazy("ONSS, DmfA, codes rémunération (annexe 7)"),
    SERVICE: gettext_lazy("ONSS, DmfA, codes prestation (annexe 8)"),
    WORKER_REDUCTION: gettext_lazy("ONSS, DmfA, codes réduction (annexe 4)"),
    STUDENT: gettext_lazy("ONSS, DmfA, cotisation étudiants (bloc 90003)"),
}
"""What says so."""
PEOPLE: Text = gettext_lazy("La somme de ce que chaque personne a sous ce code.")


def origin_of(employer: Employer, told: Sequence[Mapping[str, Any]], at: str) -> Origin | None:
    """The origin at an address among a worker's lines as they were told; None where there is none."""
    kind, _dash, rest = at.removeprefix("o-").partition("-")
    numbers, _dash, code = rest.rpartition("-")
    line, _dash, occupation = numbers.partition("-")
    if not at.startswith("o-") or not line.isdecimal() or not occupation.isdecimal() or int(line) >= len(told):
        return None
    own, number = told[int(line)], int(occupation)
    if number > len(own["occupations"]):
        return None
    jobs = own["occupations"] if number == 0 else [own["occupations"][number - 1]]
    if kind == REDUCTION:
        return _reductions(int(line), own, code)
    if kind == SERVICE:
        return _time(employer, code, [one for job in jobs for one in _of_code(job["services"], code)], jobs)
    if kind == STUDENT and own["student"]:
        return _student(employer, own)
    found = _lines_at(kind, own, jobs, code)
    return None if found is None else _pay(employer, kind, *found)


def has_origin(one: Mapping[str, Any]) -> bool:
    """Whether a told figure says what it adds up: a quarter that was computed before they did does not."""
    return any(one.get(name) for name in ("lines", "worked", "months"))


def total_of(employer: Employer, quarter: Quarter, found: Beside, people: People, at: str) -> Origin | None:
    """The people who make a sum of the whole declaration."""
    kind, _dash, code = at.removeprefix("t-").partition("-")
    parts, total, total_time = [], 0, [0, 0]
    for person in found.people:
        own = [one.now for one in person.codes if (one.kind, one.code) == (kind, code)]
        amount, time = sum(one.amount for one in own), [sum(one.days for one in own), sum(one.hours for one in own)]
        if not any((amount, *time)):
            continue
        total, total_time = total + amount, [total_time[0] + time[0], total_time[1] + time[1]]
        worker = people.workers.get(person.inss)
        url = reverse("dmfa-worker", args=[employer.pk, quarter, worker]) if worker else ""
        name = people.names.get(person.inss, f"{person.inss[:6]}…")
        parts.append(Part(name, time_text(*time) if kind == SERVICE else terms.euro(amount), url))
    if not at.startswith("t-") or not parts:
        return None
    figure = time_text(*total_time) if kind == SERVICE else terms.euro(total)
    return Origin(_title(kind, code), figure, PEOPLE, parts=sorted(parts, key=lambda one: one.label.casefold()))


def time_text(days: int, hours: int | None) -> str:
    """Days, and hours where they are told: `64,00 j 486,40 h`."""
    return f"{terms.number(days)} {_('j')}" + (f" {terms.number(hours)} {_('h')}" if hours else "")


# ── what each kind adds up ─────────────────────────────────────────────────────────────────


def _of_code(rows: Iterable[Mapping[str, Any]], code: str) -> list[Mapping[str, Any]]:
    return [one for one in rows if one["code"].zfill(len(code)) == code]


def _lines_at(
    kind: str, own: Mapping[str, Any], jobs: Sequence[Mapping[str, Any]], code: str
) -> tuple[str, int, list[Mapping[str, Any]]] | None:
    """The code, the amount and the payslip lines of a sum of such lines."""
    if kind == PAY:
        found = [one for job in jobs for one in _of_code(job["remunerations"], code)]
    elif kind == WORKER_REDUCTION:
        found = _of_code(own["worker_reductions"], code)
    elif kind == CONTRIBUTION and code.isdecimal() and int(code) < len(own["contributions"]):
        found = [own["contributions"][int(code)]]
        code = found[0]["code"]
    else:
        return None
    lines = [line for one in found for line in one.get("lines", ())]
    return (code, sum(one["amount"] for one in found), lines) if lines else None


def _pay(employer: Employer, kind: str, code: str, amount: int, lines: Sequence[Mapping[str, Any]]) -> Origin:
    held = _Held(employer, lines)
    rows = [held.row(one) for one in sorted(lines, key=lambda one: one["month"])]
    return Origin(_title(kind, code), terms.euro(amount), SUMS[kind], SOURCES.get(kind, ""), lines=rows)


def _time(
    employer: Employer, code: str, found: Sequence[Mapping[str, Any]], jobs: Sequence[Mapping[str, Any]]
) -> Origin | None:
    days = [(dt.date.fromisoformat(date), *rest) for one in found for date, *rest in one.get("worked", ())]
    if not days:
        return None
    contracts, months = dict.fromkeys(job["contract"] for job in jobs), {str(_month(date)) for date, *_ in days}
    held = _Held(employer, [{"contract": one, "month": month} for one in contracts for month in months])
    groups: dict[tuple[Month, str], list[tuple[dt.date, int, int]]] = defaultdict(list)
    for date, day_code, hours, shared in days:
        groups[_month(date), day_code].append((date, hours, shared))
    rows = [
        DayRow(month, terms.said(CODES[day_code].label), _dates(own), _days(own), sum(hours for _, hours, _ in own),
               [slip for one in contracts for slip in held.of_month(one, str(month))])
        for (month, day_code), own in sorted(groups.items(), key=lambda pair: (str(pair[0][0]), pair[0][1]))
    ]  # fmt: skip
    declared = sum(one["days"] for one in found)
    exact = _days([(date, hours, shared) for date, _, hours, shared in days])
    figure = time_text(declared, sum(one["hours"] for one in found))
    return Origin(
        _title(SERVICE, code), figure, SUMS[SERVICE], SOURCES[SERVICE], days=rows,
        exact=exact if exact != declared else None,
    )  # fmt: skip


def _student(employer: Employer, own: Mapping[str, Any]) -> Origin | None:
    student = own["student"]
    months = student.get("months", ())
    if not months:
        return None
    held = _Held(employer, months)
    rows = [
        LineRow(Month.parse(one["month"]), f"{terms.number(one['hours'])} {_('h')}", one["amount"], one["amount"], "",
                held.of_month(one["contract"], one["month"], "student_part"))
        for one in months
    ]  # fmt: skip
    figure = f"{terms.euro(student['pay'])}, {student['hours']} {_('h')}"
    return Origin(_title(STUDENT, own["worker_code"]), figure, SUMS[STUDENT], SOURCES[STUDENT], lines=rows)


def _reductions(line: int, own: Mapping[str, Any], code: str) -> Origin | None:
    """A reduction of several occupations of a line."""
    parts, total = [], 0
    for number, job in enumerate(own["occupations"], 1):
        for one in job["reductions"]:
            if one["code"] == code and job.get("explanations"):
                total += one["amount"]
                last = len(job["explanations"]) - 1
                label = _("Occupation %(n)s") % {"n": number}
                parts.append(Part(label, terms.euro(one["amount"]), f"?at={line}-{number}-{last}#n-{one['rule']}"))
    return Origin(_title(REDUCTION, code), terms.euro(total), SUMS[REDUCTION], parts=parts) if parts else None


def _title(kind: str, code: str) -> str:
    name = name_of(kind, code, terms.language())
    return f"{code} · {name}" if name else code


def _month(date: dt.date) -> Month:
    return Month(date.year, date.month)


def _days(own: Iterable[tuple[dt.date, int, int]]) -> int:
    """The days that these make, in hundredths."""
    exact = sum((Fraction(hours, shared) for _, hours, shared in own if shared), Fraction(0))
    return half_up(100 * exact.numerator, exact.denominator)


def _dates(own: Sequence[tuple[dt.date, int, int]]) -> str:
    """The days of a month in figures, with the part of the day where it is shared: `3, 4, 7 (3,80 h / 7,60 h)`."""
    return ", ".join(_date(*one) for one in sorted(own))


def _date(date: dt.date, hours: int, shared: int) -> str:
    if hours == shared:
        return str(date.day)
    part = f"{terms.quantity(hours)} {_('h')}"
    return f"{date.day} ({part} / {terms.quantity(shared)} {_('h')})" if shared else f"{date.day} (+{part})"


class _Held:
    """The payslips that hold lines, or pay months, looked up once."""

    def __init__(self, employer: Employer, rows: Sequence[Mapping[str, Any]]) -> None:
        self.employer = employer
        contracts, months = {one["contract"] for one in rows}, {one["month"] for one in rows}
        codes = {one["line"] for one in rows if "line" in one}
        self.lines: dict[tuple[str, str, str], list[tuple[UUID, str, int]]] = defaultdict(list)
        wanted = Q(payslip__contract__reference__in=contracts, earned_month__in=months, code__in=codes)
        found = (
            Line.objects.filter(wanted, employer=employer, payslip__excluded=False) if codes else Line.objects.none()
        )
        for slip, run, contract, earned, code, amount in found.order_by("payslip__run__month", "position").values_list(
            "payslip", "payslip__run__month", "payslip__contract__reference", "earned_month", "code", "amount"
        ):
            self.lines[contract, earned, code].append((slip, run, amount))
        self.months: dict[tuple[str, str], list[UUID]] = defaultdict(list)
        slips = Payslip.objects.filter(
            employer=employer, contract__reference__in=contracts, run__month__in=months, excluded=False
        ).order_by("run__month", "paid_on", "pk")
        for contract, month, pk in slips.values_list("contract__reference", "run__month", "pk"):
            self.months[contract, month].append(pk)

    def row(self, one: Mapping[str, Any]) -> LineRow:
        """A line as it counts, with the payslips that pay it."""
        held = self.lines[one["contract"], one["month"], one["line"]]
        paid = sum(amount for *_, amount in held)
        return LineRow(
            Month.parse(one["month"]), terms.line_label(one["label"]), one["of"], one["amount"],
            terms.said(one["why"]),
            list(self._slips(((slip, run) for slip, run, _ in held), one["month"], one["rule"])),
            paid if held and paid != one["of"] else None,
        )  # fmt: skip

    def of_month(self, contract: str, month: str, rule: str = "") -> list[Slip]:
        """The payslips of a month of a contract, opened at an amount."""
        return list(self._slips(((slip, month) for slip in self.months[contract, month]), month, rule))

    def _slips(self, found: Iterable[tuple[UUID, str]], earned: str, rule: str) -> Iterator[Slip]:
        for slip, run in dict.fromkeys(found):
            url = reverse("explanation" if rule else "payslip", args=[self.employer.pk, slip])
            query = f"?month={earned}" if rule and run != earned else ""
            yield Slip(f"{url}{query}#n-{rule}" if rule else url, terms.month(Month.parse(run)))

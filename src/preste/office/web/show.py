"""What pages show, made ready: steps of a run, groups of a payslip, facts over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.calendar import Month
from preste.documents.payslip.view import SECTIONS
from preste.office.services.deadlines import Due
from preste.office.store.models import Fact, Line, PayRun, Payslip, RunState
from preste.office.web import terms
from preste.office.web.words import Text, deadline_text
from preste.payroll.line import EMPLOYER, INFORMATION


def next_month(run: PayRun | None, begins: str = "") -> str:
    """The month to open after the latest run, in words; as `month_after`."""
    return terms.month(month_after(run, begins)).replace("\u00a0", " ")


def month_after(run: PayRun | None, begins: str = "") -> Month:
    """The month to open after the latest run; without any that where the employer `begins`, or the present one."""
    if run is not None:
        return Month.parse(run.month).plus(1)
    if begins:
        return Month.parse(begins)
    today = timezone.localdate()
    return Month(today.year, today.month)


def open_month(run: PayRun | None, begins: str = "") -> Month:
    """The month whose hours are being written: the latest run's until it is validated, then the one after."""
    if run is not None and run.state in (RunState.DRAFT, RunState.COMPUTED):
        return Month.parse(run.month)
    return month_after(run, begins)


def warn_closed(request: HttpRequest, closed: Sequence[Month]) -> None:
    """Tell which validated months a change touches, if any."""
    if closed:
        text = _(
            "Ce changement touche des mois déjà validés : %(months)s. Ils restent tels quels ; la différence est payée "
            "ou reprise au prochain calcul."
        )
        messages.warning(request, text % {"months": ", ".join(terms.month(month) for month in closed)})


# ── the run ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Step:
    """A step of the run: done, current or to come."""

    name: str
    state: str
    told: str

    @property
    def sign(self) -> str:
        """A sign beside the word, for who does not see the colour."""
        return {"done": "✓", "current": "●"}.get(self.state, "○")


def steps(run: PayRun, *, blocked: bool, under_way: bool = False) -> list[Step]:
    """The five steps of a run, each with where it stands; `under_way`: it is being computed."""
    names = (_("Saisie"), _("Calcul"), _("Contrôle"), _("Validation"), _("Paiement"))
    current = {RunState.DRAFT: 1, RunState.COMPUTED: 2 if blocked else 3, RunState.VALIDATED: 4, RunState.PAID: 5}
    here = 1 if under_way else current[RunState(run.state)]
    told = (_("fait"), _("en cours"), _("à venir"))
    return [
        Step(name, *(("done", told[0]) if i < here else ("current", told[1]) if i == here else ("next", told[2])))
        for i, name in enumerate(names)
    ]


# ── the payslip ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Row:
    """A line of a payslip with its sign, how it was reckoned, and the rule that explains it."""

    label: str
    reckoned: str
    amount: int
    rule: str
    query: str = ""
    """Which month's explanation holds the rule, when it is an earlier one."""


@dataclass(frozen=True)
class Group:
    """Lines of one nature and the total they lead to; `total` is None when none follows, or it is unknown."""

    title: str
    rows: Sequence[Row]
    total_label: Text
    total: int | None
    total_rule: str


TOTALS: Mapping[str, tuple[Text, str]] = {
    "gross": (gettext_lazy("Brut"), "gross"),
    "taxable": (gettext_lazy("Imposable"), "taxable"),
    "net": (gettext_lazy("Net"), "net"),
    "to_pay": (gettext_lazy("Net à payer"), "net_paid"),
}


def payslip_groups(payslip: Payslip, lines: Sequence[Line], explained: Collection[str]) -> list[Group]:
    """The payslip from gross to paid: the same groups, order and totals as its PDF, each a sum of what is above it.

    A total links to the rule that gives the same amount; totals are unknown when the net to pay is.
    """
    month, running = payslip.run.month, 0
    groups = []
    for __, title, signs, end in SECTIONS:
        label, rule = TOTALS.get(end, ("", ""))
        rows = _rows(lines, dict(signs), month, explained)
        running += sum(row.amount for row in rows)
        if rows or label:
            same = rule in explained and getattr(payslip, rule, None) == running
            total = running if label and payslip.net_paid is not None else None
            groups.append(Group(terms.said(title), rows, label, total, rule if same else ""))
    return groups


def employer_rows(lines: Sequence[Line], month: str, explained: Collection[str]) -> list[Row]:
    """What the employer pays besides gross."""
    return _rows(lines, {EMPLOYER: 1}, month, explained)


def information_rows(lines: Sequence[Line], month: str, explained: Collection[str]) -> list[Row]:
    """Amounts that are told and change nothing."""
    return _rows(lines, {INFORMATION: 1}, month, explained)


def _rows(lines: Iterable[Line], signs: dict[int, int], month: str, explained: Collection[str]) -> list[Row]:
    return [
        Row(
            _label(line, month),
            _reckoned(line),
            signs[role] * line.amount,
            line.rule * (line.rule in explained),
            "" if line.earned_month == month else f"?month={line.earned_month}",
        )
        for line in lines
        for role in line.roles
        if role in signs and line.amount
    ]


def _label(line: Line, month: str) -> str:
    if line.earned_month == month:
        return terms.line_label(line.label)
    return terms.line_label(f"{line.label} ({line.earned_month})")


def _reckoned(line: Line) -> str:
    """Quantity times unit amount, or base times rate, where the line says so."""
    if line.quantity is not None and line.unit_amount is not None:
        quantity = f"{terms.quantity(line.quantity)} {terms.said(line.unit)}".strip()
        return f"{quantity} × {terms.number(line.unit_amount, line.unit_decimals)}"
    if line.base is not None and line.rate is not None:
        return f"{terms.number(line.base)} × {terms.number(line.rate)} %"
    return ""


# ── deadlines ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class DueRow:
    """A deadline with its state in a word and a sign, what is known of its day and of what is to be paid."""

    due: Due
    text: str
    state: str
    note: str
    amount: int | None = None

    @property
    def told(self) -> str:
        """The state in a word."""
        words = {"late": _("en retard"), "soon": _("cette semaine"), "ahead": _("à venir"), "met": _("fait")}
        return words[self.state]

    @property
    def sign(self) -> str:
        """A sign beside the word, for who does not see the colour."""
        return {"late": "✕", "soon": "⚠", "ahead": "○", "met": "✓"}[self.state]


def due_row(due: Due, today: dt.date, amount: int | None = None) -> DueRow:
    """A deadline as it is shown on a day."""
    deadline = due.deadline
    notes = []
    if deadline.weekend:
        notes.append(_("tombe un week-end"))
    if deadline.holiday:
        notes.append(_("jour férié : %(name)s") % {"name": terms.said(deadline.holiday)})
    if deadline.unsure:
        notes.append(_("terme à vérifier"))
    return DueRow(due, deadline_text(deadline), due.state(today), ", ".join(notes), amount)


# ── facts over time ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Dated:
    """A fact on a timeline: when it holds, what it says, who wrote it down and when; whether still believed."""

    fact: Fact
    text: str
    until: dt.date | None
    current: bool

    @property
    def struck(self) -> bool:
        """Whether it is no longer believed."""
        return self.fact.superseded_at is not None


def timeline(facts: Sequence[Fact], texts: Sequence[str], today: dt.date, *, one_at_a_time: bool = True) -> list[Dated]:
    """Facts, the latest first. Of those that hold one at a time, each ends on the eve of the next."""
    known = sorted({f.valid_from for f in facts if f.superseded_at is None})
    shown = []
    for fact, text in zip(facts, texts, strict=True):
        until = _month_end(fact.valid_from) if fact.data.get("once") else fact.valid_to
        later = [start for start in known if start > fact.valid_from]
        if one_at_a_time and later and fact.superseded_at is None:
            eve = later[0] - dt.timedelta(days=1)
            until = min(until, eve) if until else eve
        holds = fact.valid_from <= today and (until is None or today <= until)
        shown.append(Dated(fact, text, until, fact.superseded_at is None and holds))
    return sorted(shown, key=lambda d: (d.fact.valid_from, not d.struck, d.fact.recorded_at), reverse=True)


def _month_end(day: dt.date) -> dt.date:
    """An element paid once belongs to the whole month it is dated in."""
    return Month(day.year, day.month).last

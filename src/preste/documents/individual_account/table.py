"""The account's figures: a row for each kind of day and amount, months across, quarters and the year added up.

Every figure is a sum over lines, or over days and hours by code. The amounts follow the payslip's own order from
gross to paid, and each total is the sum of the signed rows above it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from preste.belgium.time.codes import CODES
from preste.documents.individual_account.months import AccountMonth
from preste.documents.payslip import words
from preste.documents.payslip.view import SECTIONS
from preste.payroll import line as role
from preste.payroll.line import Line

Kind: TypeAlias = Literal["money", "days", "hours", "count", "date"]
Values: TypeAlias = tuple[int | None, ...]
"""One value for each month of the year; None where nothing was paid."""

WORK = "W"
OWN_RETENTION = ("double_holiday_pay", "departure_double")
"""Pay that is not liable to ordinary contributions, but to a retention of its own (double pécule de vacances)."""
SPECIAL = "csss"
VOUCHERS = ("meal_vouchers", "employer_vouchers")
ECO = "eco_vouchers"


@dataclass(frozen=True)
class Row:
    """A row of the table, in cents, hundredths, pieces or day numbers of a month.

    `total` marks a sum of rows above; `always` a row that is told even when it is nil; `adds` says whether quarters
    and the year are sums of the months.
    """

    name: str
    label: str
    months: Values
    kind: Kind = "money"
    total: bool = False
    always: bool = False
    adds: bool = True

    @property
    def quarters(self) -> Values:
        """The four quarters."""
        return tuple(self._sum(self.months[i : i + 3]) for i in (0, 3, 6, 9))

    @property
    def year(self) -> int | None:
        """The year's total."""
        return self._sum(self.months)

    def _sum(self, values: Values) -> int | None:
        known = [value for value in values if value is not None]
        return sum(known) if known and self.adds else None

    def __bool__(self) -> bool:
        return self.total or self.always or any(self.months)


@dataclass(frozen=True)
class Group:
    """Rows of one nature under a title; `name` is what the legal mentions call it by."""

    name: str
    title: str
    rows: tuple[Row, ...]

    def row(self, name: str) -> Row:
        """The row of that name."""
        return next(row for row in self.rows if row.name == name)


def table(months: Sequence[AccountMonth]) -> tuple[Group, ...]:
    """The groups of the account, in the order they are read. `months` are of one worker and one year."""
    figures = _Figures(months)
    return (
        Group("pay", "Période de paie", tuple(figures.periods())),
        Group("work", "Travail", tuple(figures.work())),
        Group("interruptions", "Jours d'interruption, par motif", tuple(figures.interruptions())),
        *figures.amounts(),
        Group("bases", "Montants pris en considération pour les retenues", tuple(figures.bases())),
        Group("vouchers", "Titres-repas et éco-chèques", tuple(figures.vouchers())),
    )


class _Figures:
    """Adds up one year of one worker."""

    def __init__(self, months: Sequence[AccountMonth]) -> None:
        self.by_month: list[list[AccountMonth]] = [[] for _ in range(12)]
        for one in months:
            self.by_month[one.month.month - 1].append(one)

    def values(self, of: Callable[[AccountMonth], int]) -> Values:
        """The sum over each month's payslips; None where there is none."""
        return tuple(sum(of(one) for one in found) if found else None for found in self.by_month)

    def row(
        self, name: str, label: str, of: Callable[[AccountMonth], int], kind: Kind = "money", *, always: bool = False
    ) -> Row:
        """A row of sums."""
        return Row(name, label, self.values(of), kind, always=always)

    def total(self, name: str, label: str, rows: Iterable[Row], kind: Kind = "money") -> Row:
        """The sum of rows, month by month."""
        listed = list(rows)
        added = tuple(
            sum(row.months[i] or 0 for row in listed) if found else None for i, found in enumerate(self.by_month)
        )
        return Row(name, label, added, kind, total=True)

    # ── time ───────────────────────────────────────────────────────────────────────────────

    def periods(self) -> Iterator[Row]:
        """Base pay as agreed, by contract, and the day of payment."""
        contracts = list(dict.fromkeys(one.contract for found in self.by_month for one in found))
        for contract in contracts:
            beside = f" ({contract})" if len(contracts) > 1 else ""
            for name, unit in (("monthly_pay", "mois"), ("hourly_pay", "heure")):
                values = tuple(self._base_pay(found, contract, name) for found in self.by_month)
                if any(values):
                    yield Row(f"base_{name}", f"Rémunération de base par {unit}{beside}", values, adds=False)
        days = tuple(max((one.paid_on.toordinal() for one in found), default=None) for found in self.by_month)
        yield Row("paid_on", "Payé le", days, "date", adds=False)

    @staticmethod
    def _base_pay(found: Sequence[AccountMonth], contract: str, name: str) -> int | None:
        return next((getattr(one, name) for one in found if one.contract == contract and getattr(one, name)), None)

    def work(self) -> Iterator[Row]:
        """Days and hours really worked, and hours of interruption."""
        yield self.row("days", "Jours de travail effectif", lambda one: one.days.get(WORK, 0), "days", always=True)
        worked = self.row(
            "hours", "Heures normales de travail", lambda one: one.hours.get(WORK, 0), "hours", always=True
        )
        label = "Heures complémentaires et supplémentaires"
        overtime = self.row("overtime", label, lambda one: _overtime(one.hours.items()), "hours", always=True)
        rest = self.row("other_hours", "Heures d'interruption", lambda one: _but_work(one.hours.items()), "hours")
        total = self.total("all_hours", "Heures de la période", (worked, overtime, rest), "hours")
        yield from (worked, overtime, rest, total)

    def interruptions(self) -> Iterator[Row]:
        """Days not worked, by reason."""
        codes = dict.fromkeys(code for found in self.by_month for one in found for code in one.days if code != WORK)
        rows = [self._reason(code) for code in sorted(codes, key=list(CODES).index)]
        yield from rows
        yield self.total("interruptions", "Jours d'interruption", rows, "days")

    def _reason(self, code: str) -> Row:
        return self.row(f"day_{code}", CODES[code].label, lambda one: one.days.get(code, 0), "days")

    # ── amounts ────────────────────────────────────────────────────────────────────────────

    def amounts(self) -> Iterator[Group]:
        """The payslip's own groups of amounts, each with the total it leads to."""
        above: list[Row] = []
        for name, title, signs, end in SECTIONS:
            rows = self._lines(dict(signs))
            above += rows
            shown = [*rows, *self._part_totals(name, rows)]
            if end and (rows or end != "granted"):  # what is granted is the net, when nothing comes on top
                shown.append(self.total(end, _TOTALS[end], above))
            yield Group(name, _TITLES.get(name, title), tuple(shown))

    def _lines(self, signs: dict[int, int]) -> list[Row]:
        """A row for each kind of line; what was earned in another month stands apart, with that month in words."""
        cells: dict[tuple[str, str], list[int]] = {}
        for i, found in enumerate(self.by_month):
            for one in found:
                for line in one.lines:
                    for sign in (signs[r] for r in line.roles if r in signs):
                        cells.setdefault(_kind_of(line, one), [0] * 12)[i] += sign * line.amount
        return [Row(code, label, self._where_paid(amounts)) for (code, label), amounts in cells.items()]

    def _where_paid(self, amounts: Sequence[int]) -> Values:
        return tuple(amount if found else None for amount, found in zip(amounts, self.by_month, strict=True))

    def _part_totals(self, name: str, rows: Sequence[Row]) -> Iterator[Row]:
        """What the law wants told besides: the worker's contributions before and after reductions, the tax alone."""
        if name == "contributions":
            before = self._lines({role.CONTRIBUTION: -1})
            if before and before != rows:
                yield self.total("before_reductions", "Cotisations du travailleur avant réductions", before)
            yield self.total("worker_contributions", "Cotisations du travailleur", rows)
        if name == "tax":
            yield self.total(
                "withheld", "Précompte professionnel retenu", (r for r in rows if not r.name.startswith(SPECIAL))
            )

    def bases(self) -> Iterator[Row]:
        """What contributions are taken from; tax is taken from the taxable total above."""
        liable = self.row("liable", "Rémunération soumise à l'ONSS", _liable, always=True)
        yield liable
        yield self.row("own_retention", "Double pécule soumis à sa propre retenue", _own_retention)
        base = self.row("contribution_base", "Base de la cotisation ordinaire", _contribution_base)
        if base.months != liable.months:
            yield base

    def vouchers(self) -> Iterator[Row]:
        """Number and value of meal and eco-vouchers, without which they are not exempt."""
        worker, employer = VOUCHERS
        yield self.row("number", "Nombre", lambda one: _quantity(one, worker) // 100, "count")
        parts = (
            self.row("worker_part", "Part du travailleur", lambda one: _amount(one, worker)),
            self.row("employer_part", "Part de l'employeur", lambda one: _amount(one, employer)),
        )
        if any(parts):
            yield from (*parts, self.total("value", "Valeur", parts))
        yield self.row("eco_number", "Éco-chèques, nombre", lambda one: _quantity(one, ECO) // 100, "count")
        yield self.row("eco_value", "Éco-chèques, valeur", lambda one: _amount(one, ECO))


_TITLES = {
    "cash": "Éléments de la rémunération (brut)",
    "in_kind": "Avantages en nature soumis",
    "contributions": "Retenues de sécurité sociale",
    "not_liable": "Sommes et avantages imposables non soumis à l'ONSS",
    "tax": "Retenues fiscales et cotisation spéciale",
    "not_taxable": "Autres paiements, avec leur motif",
    "deductions": "À déduire",
}
_TOTALS = {
    "gross": "Brut",
    "taxable": "Imposable",
    "net": "Net",
    "granted": "Net octroyé",
    "to_pay": "Payé en espèces",
}


def _kind_of(line: Line, one: AccountMonth) -> tuple[str, str]:
    """The row a line belongs to: its code and label, without the month's own figures."""
    label = line.label.partition(" (")[0] if line.code == "base_pay" else line.label
    if line.earned_month != one.month:
        return f"{line.code}_{line.earned_month}", f"{label}, gagné en {words.month(line.earned_month)}"
    return line.code, label


def _but_work(hours: Iterable[tuple[str, int]]) -> int:
    return sum(value for code, value in hours if code != WORK and not CODES[code].overtime)


def _overtime(hours: Iterable[tuple[str, int]]) -> int:
    return sum(value for code, value in hours if CODES[code].overtime)


def _liable(one: AccountMonth) -> int:
    """Gross pay from which ordinary or student contributions are withheld: all of it, or nothing where none are."""
    if not any(role.CONTRIBUTION in line.roles for line in one.lines):
        return 0
    return sum(line.amount for line in _gross(one) if line.code not in OWN_RETENTION)


def _own_retention(one: AccountMonth) -> int:
    return sum(line.amount for line in _gross(one) if line.code in OWN_RETENTION)


def _gross(one: AccountMonth) -> Iterator[Line]:
    return (line for line in one.lines if role.GROSS in line.roles or role.GROSS_IN_KIND in line.roles)


def _contribution_base(one: AccountMonth) -> int:
    return sum(line.base or 0 for line in one.lines if role.CONTRIBUTION in line.roles)


def _amount(one: AccountMonth, code: str) -> int:
    return sum(line.amount for line in one.lines if line.code == code)


def _quantity(one: AccountMonth, code: str) -> int:
    return sum(line.quantity or 0 for line in one.lines if line.code == code)

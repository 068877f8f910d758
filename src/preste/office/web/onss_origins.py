"""Why each amount of the account with the ONSS: the entry that tells it, the postings and payments it adds up, the law.

An amount has an address (`?at=left~2022-1~interest`): what it is, then what names it. What a rule gives is explained by
its computation; a sum by its parts, each with its own address.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from preste.calendar import Quarter
from preste.engine import Trace
from preste.errors import PresteError
from preste.law import book
from preste.office.services.onss_notice import RULE as NOTICE_RULE
from preste.office.services.onss_notice import Notice
from preste.office.store.models import Employer, OnssEntry, OnssEntryKind
from preste.office.web import terms
from preste.office.web.onss_words import PARTS, debt_text, kind_text
from preste.office.web.origins import ANCHOR, LawRow, Origin, Part
from preste.payroll.onss_account import Account, Posting, Upcoming

CHARGES = ("surcharge", "interest")
_OF_COSTS = ("costs", "indemnity")
HOW: Mapping[str, str | Promise] = {
    "told": gettext_lazy("Un montant écrit au compte, tel qu'il a été reçu."),
    "computed": gettext_lazy("Les cotisations du trimestre, moins ses réductions, comme elles sont calculées ici."),
    "paid": gettext_lazy(
        "Un paiement couvre la dette qu'il désigne, sinon la plus ancienne ; à l'intérieur d'une dette, ses parties "
        "dans l'ordre de la loi."
    ),
    "left": gettext_lazy("Ce qui était dû, moins ce que les paiements en ont couvert."),
    "due": gettext_lazy("La somme de ce qui reste dû de chaque partie de la dette."),
    "asked": gettext_lazy("La provision du mois, moins ce qui est déjà payé pour le trimestre."),
    "balance": gettext_lazy("Tout ce qui est dû jusqu'à ce jour, moins tout ce qui est payé ou remis."),
    "wages": gettext_lazy("La somme des salaires des ouvriers, majorés comme dans les quatre DmfA de l'année d'avant."),
    "late": gettext_lazy("La somme de ce qui est passé son échéance."),
    "plan": gettext_lazy("La mensualité convenue, moins ce qui en est payé."),
    "credit": gettext_lazy("Ce qui est payé et ne couvre encore aucune dette."),
}
"""How an amount is made."""


class Computed(NamedTuple):
    """An amount that a rule gives."""

    trace: Trace
    rule: str


class Books:
    """The account on a day with the entries that tell it: what is asked about its amounts."""

    def __init__(
        self, employer: Employer, account: Account, entries: Sequence[OnssEntry], notice: Notice | None = None
    ) -> None:
        self.employer, self.account, self.entries, self.notice = employer, account, entries, notice

    # ── addresses ──────────────────────────────────────────────────────────────────────────

    def address(self, what: str, *names: str, rule: str = "") -> str:
        """The address of an amount, after that of the page of explanations."""
        query = urlencode({"on": self.account.on.isoformat(), "at": "~".join((what, *names))})
        return f"?{query}#{f'n-{rule}' if rule else ANCHOR}"

    def of_posting(self, one: Posting) -> str:
        """The address of a line of the account."""
        return self.address("line", one.kind, one.debt, one.day.isoformat(), rule=one.rule if one.trace else "")

    # ── answers ────────────────────────────────────────────────────────────────────────────

    def find(self, at: str) -> Computed | Origin | None:
        """The explanation at an address; None where there is none."""
        match at.split("~"):
            case "line", kind, debt, day:
                return self._line(kind, debt, day)
            case "left", debt, part:
                return self._left(debt, part)
            case "due", kind, debt, day:
                return self._due(kind, debt, day)
            case "paid", debt, part, day:
                return self._paid(debt, part, day)
            case "provision", month:
                return self._provision(month)
            case "plan", day:
                return self._plan(day)
            case "notice", year:
                return self._notice(year)
            case "wages", year:
                return self._wages(year)
            case ("balance",):
                return self._balance()
            case ("late",):
                return self._late()
            case ("credit",):
                return self._credit()
        return None

    def _line(self, kind: str, debt: str, day: str) -> Computed | Origin | None:
        found = [
            one for one in self.account.postings if (one.kind, one.debt, one.day.isoformat()) == (kind, debt, day)
        ]  # fmt: skip
        if not found:
            return None
        if found[0].trace is not None:
            return Computed(found[0].trace, found[0].rule)
        amount = sum(one.debit + one.credit for one in found)
        told = list(self._told(kind, debt, day))
        if kind == OnssEntryKind.PAYMENT:
            covered = [one for one in self.account.imputed if one.day.isoformat() == day]
            parts = [*told, *(self._covered(one.debt, one.part, one.day, one.amount) for one in covered)]
            return Origin(self._title(kind, debt), terms.euro(amount), HOW["paid"], parts=parts, law=self._order(day))
        if self.notice is not None and self.notice.amount and (kind, debt) == ("notice", str(self.notice.year)):
            told.append(Part(_("ce que Preste calcule"), terms.euro(self.notice.amount), self.of_notice()[0]))
        if told or kind != OnssEntryKind.OWED:
            return Origin(self._title(kind, debt), terms.euro(amount), HOW["told"], parts=told)
        url = reverse("dmfa", args=[self.employer.pk, Quarter.parse(debt)])
        parts = [Part(debt_text(debt), terms.euro(amount), url)]
        return Origin(self._title(kind, debt), terms.euro(amount), HOW["computed"], parts=parts)

    def _left(self, debt: str, part: str) -> Origin | None:
        """What is left of a part of a debt: what was charged, what payments covered, what was let go."""
        state = next((one for one in self.account.debts if one.debt == debt), None)
        if state is None or part not in state.left:
            return None
        charged = [one for one in self.account.postings if one.debt == debt and one.debit and _part_of(one) == part]
        if state.kind == "indemnity":
            owner = debt.removesuffix(" indemnity")
            charged = [one for one in self.account.postings if one.debt == owner and one.kind == "indemnity"]
        covered = [one for one in self.account.imputed if (one.debt, one.part) == (debt, part)]
        parts = [Part(self._posting_label(one), terms.euro(one.debit), self.of_posting(one)) for one in charged]
        parts += [self._imputed(debt, part, one.day, -one.amount) for one in covered]
        rest = sum(one.debit for one in charged) - sum(one.amount for one in covered) - state.left[part]  # type: ignore[index]
        if rest:
            parts.append(Part(kind_text("waiver"), terms.euro(-rest), self._waiver(debt)))
        figure = terms.euro(state.left[part])  # type: ignore[index]
        return Origin(f"{self._title(state.kind, debt)}, {PARTS[part]}", figure, HOW["left"], parts=parts)

    def _due(self, kind: str, debt: str, due: str) -> Computed | Origin | None:
        one = next((one for one in self.account.upcoming if _key(one) == (kind, debt, due)), None)
        if one is None or one.amount is None:
            return None
        title, figure = self._title(kind, debt), terms.euro(one.amount)
        if kind == OnssEntryKind.PROVISION:
            provision = next(each for each in self.account.provisions if str(each.month) == debt)
            parts = [Part(title, terms.euro(provision.amount), self.of_provision(debt))]
            if paid := provision.amount - one.amount:
                parts.append(Part(_("déjà payé pour le trimestre"), terms.euro(-paid), ""))
            return Origin(title, figure, HOW["asked"], parts=parts)
        if kind == OnssEntryKind.PLAN:
            return self._plan(due)
        state = next(each for each in self.account.debts if each.debt == debt)
        parts = [
            Part(str(PARTS[part]), terms.euro(amount), self.address("left", debt, part))
            for part, amount in state.left.items()
            if amount
        ]
        return Origin(title, figure, HOW["due"], parts=parts)

    def _paid(self, debt: str, part: str, day: str) -> Origin | None:
        """What of a payment pays a part of a debt."""
        amount = sum(
            one.amount for one in self.account.imputed
            if (one.debt, one.part, one.day.isoformat()) == (debt, part, day)
        )  # fmt: skip
        if not amount:
            return None
        payments = [
            one for one in self.account.postings if one.kind == OnssEntryKind.PAYMENT and one.day.isoformat() <= day
        ]
        parts = [Part(self._posting_label(one), terms.euro(one.credit), self.of_posting(one)) for one in payments[-3:]]
        title = f"{debt_text(debt) or kind_text('costs')}, {PARTS[part]}"
        return Origin(title, terms.euro(amount), HOW["paid"], parts=parts, law=self._order(day))

    def _provision(self, month: str) -> Computed | Origin | None:
        one = next((one for one in self.account.provisions if str(one.month) == month), None)
        if one is None:
            return None
        if one.trace is not None:
            return Computed(one.trace, "provision")
        told = list(self._told(OnssEntryKind.PROVISION, month, ""))
        return Origin(self._title("provision", month), terms.euro(one.amount), HOW["told"], parts=told)

    def _notice(self, year: str) -> Computed | None:
        """The holiday notice as it is computed."""
        if self.notice is None or self.notice.trace is None or str(self.notice.year) != year:
            return None
        return Computed(self.notice.trace, NOTICE_RULE)

    def _wages(self, year: str) -> Origin | None:
        """The manual wages that the holiday notice is taken on, quarter by quarter."""
        if self.notice is None or str(self.notice.year) != year:
            return None
        parts = [
            Part(terms.quarter(quarter), terms.euro(wages),
                 f"{reverse('dmfa', args=[self.employer.pk, quarter])}#h-codes" if wages else "")
            for quarter, wages in self.notice.wages
            if wages is not None
        ]  # fmt: skip
        title = _("Salaires des ouvriers, comme ils sont déclarés")
        return Origin(title, terms.euro(self.notice.total), HOW["wages"], parts=parts)

    def of_notice(self) -> tuple[str, str]:
        """The addresses of the holiday notice as it is computed, and of the wages it is taken on."""
        year = str(self.notice.year) if self.notice else ""
        return self.address("notice", year, rule=NOTICE_RULE), self.address("wages", year)

    def _balance(self) -> Origin:
        sums: dict[str, int] = {}
        for one in self.account.postings:
            sums[one.kind] = sums.get(one.kind, 0) + one.debit - one.credit
        parts = [Part(kind_text(kind), terms.euro(amount), "") for kind, amount in sums.items() if amount]
        return Origin(_("Solde"), terms.euro(self.account.balance), HOW["balance"], parts=parts)

    def _late(self) -> Origin | None:
        late = [one for one in self.account.upcoming if one.due < self.account.on and one.amount]
        parts = [Part(self._title(one.kind, one.debt), terms.euro(one.amount or 0), self.of_due(one)) for one in late]
        total = sum(one.amount or 0 for one in late)
        return Origin(_("En retard"), terms.euro(total), HOW["late"], parts=parts) if late else None

    def _plan(self, day: str) -> Origin | None:
        one = next((one for one in self.account.plan if one.day.isoformat() == day), None)
        if one is None:
            return None
        parts = list(self._told(OnssEntryKind.PLAN, "", day))
        if one.paid:
            parts.append(Part(_("payé"), terms.euro(-one.paid), ""))
        return Origin(kind_text("plan"), terms.euro(one.amount - one.paid), HOW["plan"], parts=parts)

    def _credit(self) -> Origin | None:
        if not self.account.credit:
            return None
        paid = [one for one in self.account.postings if one.kind == OnssEntryKind.PAYMENT]
        parts = [Part(self._posting_label(one), terms.euro(one.credit), self.of_posting(one)) for one in paid]
        covered = sum(one.amount for one in self.account.imputed)
        if covered:
            parts.append(Part(_("a couvert des dettes"), terms.euro(-covered), ""))
        return Origin(_("Payé d'avance"), terms.euro(self.account.credit), HOW["credit"], parts=parts)

    # ── shared ─────────────────────────────────────────────────────────────────────────────

    def of_due(self, one: Upcoming) -> str:
        """The address of what is to be paid."""
        return self.address("due", *_key(one))

    def of_provision(self, month: str) -> str:
        """The address of the provision of a month."""
        one = next(one for one in self.account.provisions if str(one.month) == month)
        return self.address("provision", month, rule="provision" if one.trace is not None else "")

    def _told(self, kind: str, debt: str, day: str) -> Iterator[Part]:
        """The entries that tell an amount: who wrote each, when, and its remark."""
        for row in self.entries:
            same = row.kind == kind and (not row.day or not day or row.day.isoformat() == day)
            if same and (not debt or not row.period or row.period == debt):
                who = row.recorded_by or "—"
                words = _("écrit par %(who)s le %(day)s") % {"who": who, "day": f"{row.recorded_at:%d/%m/%Y}"}
                yield Part(f"{words}{terms.colon()} {row.note}" if row.note else words, terms.euro(row.amount), "")

    def _imputed(self, debt: str, part: str, day: dt.date, amount: int) -> Part:
        words = _("payé le %(day)s sur %(part)s de %(debt)s") % {
            "day": f"{day:%d/%m/%Y}", "part": PARTS[part], "debt": debt_text(debt) or kind_text("costs")
        }  # fmt: skip
        return Part(words, terms.euro(amount), self.address("paid", debt, part, day.isoformat()))

    def _covered(self, debt: str, part: str, day: dt.date, amount: int) -> Part:
        words = _("couvre %(part)s de %(debt)s") % {"part": PARTS[part], "debt": debt_text(debt) or kind_text("costs")}
        return Part(words, terms.euro(amount), self.address("paid", debt, part, day.isoformat()))

    def _waiver(self, debt: str) -> str:
        found = next((one for one in self.account.postings if (one.kind, one.debt) == ("waiver", debt)), None)
        return self.of_posting(found) if found else ""

    def _title(self, kind: str, debt: str) -> str:
        period = debt_text(debt)
        return f"{kind_text(kind)}, {period}" if period else kind_text(kind)

    def _posting_label(self, one: Posting) -> str:
        return f"{self._title(one.kind, one.debt)}, {one.day:%d/%m/%Y}"

    def _order(self, day: str) -> list[LawRow]:
        """The law of imputation on a day."""
        try:
            entry = book().on("onss_imputation", dt.date.fromisoformat(day))
        except PresteError:
            return []
        series, lang = book().series[entry.series], terms.language()
        ranks = sorted((int(getattr(entry.value, part)), str(words)) for part, words in PARTS.items())
        values = [(str(rank), words) for rank, words in ranks]
        title = series.title.get(lang, series.title["fr"])
        return [LawRow(title, series.law, values, entry.start, entry.sources, entry.status == "unsure", entry.note)]


def _key(one: Upcoming) -> tuple[str, str, str]:
    return one.kind, one.debt, one.due.isoformat()


def _part_of(one: Posting) -> str:
    """The part of its debt that a posting adds to."""
    if one.kind in CHARGES:
        return one.kind
    return "costs" if one.kind in _OF_COSTS else "principal"

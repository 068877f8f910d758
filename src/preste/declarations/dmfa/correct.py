"""What is declared of a quarter beside what is known now: who differs, why, and the modification that follows.

A reason is what the records say of it: pay of a later payslip that was earned in the quarter, or a fact that became
known after the quarter was paid. What no reason explains is said to be so, and never gets a justification of our own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from preste.calendar import Quarter
from preste.declarations import xml
from preste.declarations.dmfa.build import Built
from preste.declarations.dmfa.difference import Change, difference
from preste.declarations.dmfa.model import EmployerDeclaration, Form, NaturalPerson, UpdateForm
from preste.declarations.dmfa.pids import DeclarationNumbers
from preste.declarations.dmfa.read import read, read_update
from preste.declarations.dmfa.update import apply, between, justification_due, lowers_pay, quarter_of_day
from preste.errors import InputError
from preste.ids import niss
from preste.payroll.quarter import QuarterResult
from preste.records import Contract
from preste.records.dated import Dated

LATE_PAY, TERMS, HOUSEHOLD, ITEM, RECORDED, OTHER = "late_pay", "terms", "household", "item", "recorded", "other"
PAID_LATER = "rémunération du trimestre payée plus tard"
WORDS: Mapping[str, str] = {
    TERMS: "conditions du contrat connues après le trimestre",
    HOUSEHOLD: "situation de famille connue après le trimestre",
    ITEM: "élément de paie connu après le trimestre",
    RECORDED: "donnée du trimestre enregistrée après la déclaration",
    OTHER: "autre donnée que lors de la déclaration",
}
_LONGEST = 560
"""Signs of a justification (zone 00545)."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a contract's figures are otherwise: its kind, the pay's code and amount, or the day the fact was known."""

    kind: str
    contract: str = ""
    known: dt.date | None = None
    code: str = ""
    amount: int = 0
    pay: str = ""

    def words(self) -> str:
        """The reason in French, without a name or an amount."""
        if self.kind == LATE_PAY:
            return self.pay or PAID_LATER
        return WORDS[self.kind] + (f" ({self.known:%d/%m/%Y})" if self.known else "")


@dataclass(frozen=True, slots=True)
class Differing:
    """A person whose figures differ, or with an empty number what concerns nobody; and the reasons there are."""

    inss: str
    changes: tuple[Change, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Modified:
    """A declared quarter beside the same quarter as known now."""

    quarter: str
    declared: Form
    now: Built
    people: tuple[Differing, ...]

    @property
    def differs(self) -> bool:
        """Whether there is anything to modify; the net amount alone is not."""
        return bool(self.people)

    @property
    def due(self) -> int:
        """What more is due, or less, in cents."""
        return self.now.form.employer_declaration.net_owed_amount - self.declared.employer_declaration.net_owed_amount

    @property
    def explained(self) -> bool:
        """Whether everything that differs has a reason in the records."""
        return all(reason.kind != OTHER for one in self.people for reason in one.reasons)

    @property
    def reasons(self) -> str:
        """The reasons of all in one sentence, each once, as a justification may be."""
        told = dict.fromkeys(reason.words() for one in self.people for reason in one.reasons)
        return " ; ".join(told)[:_LONGEST]

    def reason_due(self, made: dt.date) -> bool:
        """Whether the ONSS wants a justification of a modification made on a day."""
        lowers = lowers_pay(self.declared.employer_declaration, self.now.form.employer_declaration)
        return justification_due(self.quarter, quarter_of_day(made), lowers_pay=lowers)

    def update(self, numbers: DeclarationNumbers, made: dt.datetime, justification: str = "") -> UpdateForm:
        """The modification. Its justification, where one is due, is the one given, else the reasons of the records.

        Raises InputError as `between` does: where a reason is due and neither gives it, too.
        """
        text = justification
        if not text and self.explained and self.reason_due(made.date()):
            text = self.reasons
        return between(self.declared, self.now.form, numbers, made=made, justification=text)


Reasons = Mapping[str, Sequence[Reason]]
"""Why figures are otherwise, by national number."""


def compare(declared: Form, now: Built, reasons: Reasons) -> Modified:
    """What a declared quarter says otherwise than the quarter as known now. Raises InputError for another employer or
    quarter."""
    was, new = declared.employer_declaration, now.form.employer_declaration
    if (was.quarter, was.noss_registration_nbr) != (new.quarter, new.noss_registration_nbr):
        raise InputError("the two declarations are not of one employer and quarter", code="E-UPDATE")
    people = [
        Differing(inss, changes, tuple(reasons.get(inss, ())) or (Reason(OTHER),))
        for inss, changes in _by_person(declared, now.form)
    ]
    return Modified(was.quarter, declared, now, tuple(people))


def _by_person(was: Form, new: Form) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """Who differs, by national number; what concerns nobody last, under "". The net amount follows from the others."""
    before = {one.inss: one for one in was.employer_declaration.natural_persons}
    after = {one.inss: one for one in new.employer_declaration.natural_persons}
    for inss in dict.fromkeys([*before, *after]):
        old, now = before.get(inss), after.get(inss)
        if old != now:
            changes = tuple(difference([_only(was, old)], [_only(new, now)]))
            if changes:
                yield inss, changes
    rest = [one for one in difference([_of_nobody(was)], [_of_nobody(new)]) if one.zone != "NetOwedAmount"]
    if rest:
        yield "", tuple(rest)


def _only(form: Form, person: NaturalPerson | None) -> Form:
    """A declaration of one person and nothing else."""
    declaration = EmployerDeclaration(
        quarter=form.employer_declaration.quarter,
        noss_registration_nbr=form.employer_declaration.noss_registration_nbr,
        trusteeship=0,
        company_id="",
        net_owed_amount=0,
        natural_persons=() if person is None else (person,),
    )
    return replace(form, employer_declaration=declaration)


def _of_nobody(form: Form) -> Form:
    return replace(form, employer_declaration=replace(form.employer_declaration, natural_persons=()))


# ── why ────────────────────────────────────────────────────────────────────────────────────


def reasons_of(result: QuarterResult, contracts: Iterable[Contract], paid: dt.date) -> Reasons:
    """What the records say of a quarter: pay of later payslips, and facts that touch it and were known after `paid`,
    the day until which its declaration knew everything."""
    found: dict[str, list[Reason]] = {}
    for contract in contracts:
        own = found.setdefault(niss.compact(contract.worker.niss), [])
        own += [
            Reason(LATE_PAY, contract.id, code=one.code, amount=one.amount, pay=one.reason)
            for one in result.late
            if one.contract == contract.id
        ]
        for kind, facts in ((TERMS, contract.terms), (HOUSEHOLD, contract.households), (ITEM, contract.items)):
            own += [Reason(kind, contract.id, one.known_since) for one in _late(facts, result.quarter, paid)]
    return {inss: list(dict.fromkeys(own)) for inss, own in found.items()}


def _late(facts: Sequence[Dated], quarter: Quarter, paid: dt.date) -> Iterator[Dated]:
    for one in facts:
        ends = one.valid_to is None or one.valid_to >= quarter.first
        if one.known_since is not None and one.known_since > paid and one.valid_from <= quarter.last and ends:
            yield one


# ── what was declared ──────────────────────────────────────────────────────────────────────


def declared_state(files: Iterable[Path]) -> dict[str, Form]:
    """What files that were accepted declare, by quarter: each original with its modifications, in the order given.

    Raises InputError: no DmfA, a modification without its original before it, or two originals of a quarter.
    """
    found: dict[str, Form] = {}
    for path in files:
        with path.open("rb") as source:
            root = xml.root_name(source.read(64 * 1024), path.name)
        if root == "DmfAUpdate":
            for update in read_update(path):
                quarter = update.employer_declaration_update.quarter
                if quarter not in found:
                    raise _wrong("a modification without its original", path, "give the original before it")
                found[quarter] = apply(found[quarter], update)
        else:
            for form in read(path):
                quarter = form.employer_declaration.quarter
                if quarter in found:
                    raise _wrong(f"a second original of {quarter}", path, "give each quarter's original once")
                found[quarter] = form
    return found


def _wrong(message: str, path: Path, remedy: str) -> InputError:
    return InputError(message, where=path.name, field="declared", remedy=remedy, code="E-UPDATE")

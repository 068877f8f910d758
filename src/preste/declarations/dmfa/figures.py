"""Every figure of a declaration, one by one: whose, on which line, under which code. What views and sums rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from preste.declarations.dmfa import names
from preste.declarations.dmfa.model import EmployerDeclaration, NaturalPerson, Occupation, WorkerRecord

SERVICE, PAY, STUDENT, CONTRIBUTION = "service", "pay", "student", "contribution"
WORKER_REDUCTION, REDUCTION, UNRELATED = "worker_reduction", "reduction", "unrelated"
KINDS = (SERVICE, PAY, STUDENT, CONTRIBUTION, WORKER_REDUCTION, REDUCTION, UNRELATED)
"""What a figure is, in the order one reads them."""
_LISTS: Mapping[str, str] = {
    SERVICE: "services", PAY: "remunerations", CONTRIBUTION: "contributions", UNRELATED: "contributions",
    WORKER_REDUCTION: "reductions", REDUCTION: "reductions", STUDENT: "students",
}  # fmt: skip
_SIGNS: Mapping[str, int] = {CONTRIBUTION: 1, UNRELATED: 1, WORKER_REDUCTION: -1, REDUCTION: -1}
"""What a figure does to the net amount."""


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """A worker line: whose, under which employer category and worker code; without person what concerns nobody."""

    inss: str
    category: str
    worker_code: str


@dataclass(frozen=True, slots=True)
class Figure:
    """Days and hours of a service code, or an amount under a code, in hundredths and cents; `occupation` is 0 for what
    is of the whole line. `type` of a contribution; `base`: what it is taken on."""

    line: Line
    kind: str
    code: str
    type: str = ""
    occupation: int = 0
    amount: int | None = None
    base: int | None = None
    days: int | None = None
    hours: int | None = None

    @property
    def due(self) -> int:
        """What it adds to the net amount, or takes off it."""
        return _SIGNS.get(self.kind, 0) * (self.amount or 0)

    def name(self, language: str = "fr") -> str:
        """What its code is called; "" when it has no name here."""
        return name_of(self.kind, self.code, language)


def name_of(kind: str, code: str, language: str = "fr") -> str:
    """What a code of a kind of figure is called; "" when it has no name here."""
    return names.name(_LISTS[kind], code, language)


def figures(declaration: EmployerDeclaration) -> Iterator[Figure]:
    """Every figure of a declaration: person after person, then what concerns nobody."""
    for person in declaration.natural_persons:
        yield from of_person(person)
    for one in declaration.contributions_unrelated_to_np:
        line = Line("", one.unrelated_employer_class, "")
        code, base = one.unrelated_worker_code, one.unrelated_calculation_basis
        yield Figure(line, UNRELATED, code, amount=one.unrelated_amount, base=base)


def of_person(person: NaturalPerson) -> Iterator[Figure]:
    """The figures of one person, line after line."""
    for record in person.worker_records:
        yield from _of_record(Line(person.inss, record.employer_class, record.worker_code), record)


def net(found: Iterable[Figure]) -> int:
    """What is due of these figures: contributions less reductions."""
    return sum(one.due for one in found)


def _of_record(line: Line, record: WorkerRecord) -> Iterator[Figure]:
    for job in record.occupations:
        yield from _of_occupation(line, job)
    student = record.student_contribution
    if student is not None:
        hours = None if student.student_hours_nbr is None else 100 * student.student_hours_nbr
        yield Figure(line, STUDENT, record.worker_code, amount=student.student_remun_amount, hours=hours)
        due = student.student_contribution_amount
        yield Figure(line, CONTRIBUTION, record.worker_code, amount=due, base=student.student_remun_amount)
    for one in record.worker_contributions:
        yield Figure(
            line, CONTRIBUTION, one.contribution_worker_code, type=str(one.contribution_type),
            amount=one.contribution_amount, base=one.contribution_calculation_basis,
        )  # fmt: skip
    yield from _of_rarer_blocks(line, record)
    for reduction in record.worker_deductions:
        yield Figure(line, WORKER_REDUCTION, reduction.deduction_code, amount=reduction.deduction_amount)


def _of_rarer_blocks(line: Line, record: WorkerRecord) -> Iterator[Figure]:
    """Dismissed statutory staff, early retirement, complementary indemnities."""
    if record.dismissed_statutory_worker_contribution is not None:
        amount = record.dismissed_statutory_worker_contribution.gross_ref_remun_contribution_amount
        yield Figure(line, CONTRIBUTION, record.worker_code, amount=amount)
    for early in record.early_retirement_contributions:
        amount = early.early_retirement_contribution_amount
        yield Figure(line, CONTRIBUTION, str(early.early_retirement_code), amount=amount)
    for indemnity in record.complementary_indemnities:
        for part in indemnity.compl_indemnity_contributions:
            yield Figure(
                line, CONTRIBUTION, part.contribution_worker_code, type=str(part.contribution_type),
                amount=part.contribution_amount,
            )  # fmt: skip


def _of_occupation(line: Line, job: Occupation) -> Iterator[Figure]:
    number = job.occupation_sequence_nbr
    for one in job.services:
        days, hours = one.service_nbr_days, one.service_nbr_hours
        yield Figure(line, SERVICE, one.service_code, occupation=number, days=days, hours=hours)
    for pay in job.remuns:
        yield Figure(line, PAY, pay.remun_code, occupation=number, amount=pay.remun_amount)
    for each in job.occupation_deductions:
        yield Figure(
            line, REDUCTION, each.deduction_code, occupation=number, amount=each.deduction_amount,
            base=each.deduction_calculation_basis,
        )  # fmt: skip

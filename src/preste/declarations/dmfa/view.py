"""A DmfA as a table: a row for each occupation."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from preste.declarations.dmfa.model import Form, NaturalPerson, WorkerRecord
from preste.money import text

COLUMNS = (
    "trimestre",
    "numéro",
    "NISS",
    "catégorie",
    "code",
    "occupation",
    "commission paritaire",
    "début",
    "fin",
    "Q/S",
    "prestations",
    "rémunérations",
    "cotisations",
    "réductions",
)
"""The heads of the table, one row for each occupation; what is due stands on the first row of a line."""


def _amount(cents: int | None) -> str:
    return "" if cents is None else text(cents)


def rows(form: Form) -> Iterator[tuple[str, ...]]:
    """The table of a declaration, in euros, days and hours."""
    declaration = form.employer_declaration
    for person in declaration.natural_persons:
        for record in person.worker_records:
            yield from _rows(declaration.quarter, person, record)


def _rows(quarter: str, person: NaturalPerson, record: WorkerRecord) -> Iterator[tuple[str, ...]]:
    head = quarter, str(person.natural_person_sequence_nbr), person.inss, record.employer_class, record.worker_code
    due = " + ".join(f"{code} {amount}" for code, amount in _contributions(record))
    reductions = [(one.deduction_code, one.deduction_amount) for one in record.worker_deductions]
    student = record.student_contribution
    if student is not None:
        worked = f"{student.student_hours_nbr} h" if student.student_hours_nbr is not None else ""
        yield (*head, "", "", "", "", "", worked, _amount(student.student_remun_amount), due, "")
    for rank, job in enumerate(record.occupations):
        own = [
            *(reductions if not rank else []),
            *((d.deduction_code, d.deduction_amount) for d in job.occupation_deductions),
        ]
        hours = (job.mean_working_hours, job.ref_mean_working_hours)
        yield (
            *head,
            str(job.occupation_sequence_nbr),
            job.joint_commission_nbr,
            job.occupation_starting_date.isoformat() if job.occupation_starting_date else "",
            job.occupation_ending_date.isoformat() if job.occupation_ending_date else "",
            "/".join(_amount(one) for one in hours),
            " + ".join(_worked(one.service_code, one.service_nbr_days, one.service_nbr_hours) for one in job.services),
            " + ".join(f"{one.remun_code} {text(one.remun_amount)}" for one in job.remuns),
            due if not rank else "",
            " + ".join(f"{code} {_amount(amount)}".strip() for code, amount in own),
        )
    if student is None and not record.occupations:
        yield (*head, "", "", "", "", "", "", "", due, "")


def _worked(code: str, days: int, hours: int | None) -> str:
    return f"{code} {text(days)} j" + (f" {text(hours)} h" if hours is not None else "")


def _contributions(record: WorkerRecord) -> Iterator[tuple[str, str]]:
    for one in record.worker_contributions:
        yield f"{one.contribution_worker_code}/{one.contribution_type}", text(one.contribution_amount)
    if record.student_contribution is not None:
        yield record.worker_code, text(record.student_contribution.student_contribution_amount)
    if record.dismissed_statutory_worker_contribution is not None:
        amount = record.dismissed_statutory_worker_contribution.gross_ref_remun_contribution_amount
        yield record.worker_code, text(amount)
    for indemnity in record.complementary_indemnities:
        for part in indemnity.compl_indemnity_contributions:
            yield f"{part.contribution_worker_code}/{part.contribution_type}", text(part.contribution_amount)


def as_csv(forms: Iterable[Form]) -> str:
    """The table as CSV, amounts with a point."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for form in forms:
        writer.writerows(rows(form))
    return out.getvalue()

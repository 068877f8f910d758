"""How fast a DmfA is written, read, compared and checked, beside the bare XSD validation of lxml in the same run.

    PYTHONPATH=src python bench/dmfa.py [--workers 10000] [--schema DmfAOriginal_20231.xsd]

The workers are fictional, with valid check digits: one of five is a student, one of five a half-time manual worker.
The schema is the user's own copy; without it the peer is left out, and the check says that it had none.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from preste.declarations import schemas
from preste.declarations.dmfa import model
from preste.declarations.dmfa.check import check
from preste.declarations.dmfa.difference import difference
from preste.declarations.dmfa.read import people, read
from preste.declarations.dmfa.write import write
from preste.ids import niss
from preste.money import share

FIRST, LAST = dt.date(2023, 1, 1), dt.date(2023, 3, 31)
MEGABYTE = 1024


def occupation(*, half: bool, pay: int) -> model.Occupation:
    """A full-time or half-time job of the whole quarter."""
    hours = 1900 if half else 3800
    days = 3200 if half else 6000
    sick = model.Service(service_sequence_nbr=2, service_code="050", service_nbr_days=50, service_nbr_hours=190)
    return model.Occupation(
        occupation_sequence_nbr=1,
        occupation_starting_date=dt.date(2020, 9, 1),
        joint_commission_nbr="329.02",
        working_days_system=250 if half else 500,
        contract_type=int(half),
        ref_mean_working_hours=3800,
        mean_working_hours=hours,
        retired=0,
        local_unit_id="2000000141",
        services=(
            model.Service(
                service_sequence_nbr=1,
                service_code="001",
                service_nbr_days=days,
                service_nbr_hours=days * 76 // 10 if half else None,
            ),
            sick,
        ),
        remuns=(
            model.Remun(remun_sequence_nbr=1, remun_code="001", remun_amount=pay),
            model.Remun(remun_sequence_nbr=2, remun_code="002", bonus_payment_frequency=12, remun_amount=50000),
        ),
        occupation_deductions=(model.OccupationDeduction(deduction_code="3000", deduction_amount=20000),),
    )


def line(number: int) -> model.WorkerRecord:
    """A worker line; every contribution of it at its rate."""
    kind = number % 5
    pay = 600000 + number % 1000 * 100
    code = "841" if kind == 0 else "015" if kind == 1 else "495"
    head = {
        "employer_class": "362",
        "worker_code": code,
        "noss_quarter_starting_date": FIRST,
        "noss_quarter_ending_date": LAST,
        "border": 0,
    }
    if code == "841":
        student = model.StudentContribution(
            student_remun_amount=56000,
            student_contribution_amount=4558,
            student_hours_nbr=40,
            local_unit_id="2000000141",
        )
        return model.WorkerRecord(**head, student_contribution=student)  # type: ignore[arg-type]
    manual = code == "015"
    basis = share(pay + 50000, 10800) if manual else pay + 50000
    contributions = [
        ("495", 0, basis, share(basis, 4550)) if not manual else ("015", 1, basis, share(basis, 5107)),
        ("856", 0, None, 5430),
        ("859", 0, basis, share(basis, 10)),
        ("820" if manual else "830", 0, basis, share(basis, 20)),
    ]
    return model.WorkerRecord(
        **head,  # type: ignore[arg-type]
        occupations=(occupation(half=manual, pay=pay),),
        worker_contributions=tuple(
            model.WorkerContribution(
                contribution_worker_code=c,
                contribution_type=t,
                contribution_calculation_basis=b,
                contribution_amount=a,
            )
            for c, t, b, a in contributions
        ),
        worker_deductions=(model.WorkerDeduction(deduction_code="0001", deduction_amount=5400),),
    )


def persons(count: int) -> Iterator[model.NaturalPerson]:
    """Fictional people, each with one line."""
    born = dt.date(1960, 1, 1)
    for number in range(1, count + 1):
        inss = niss.make(born + dt.timedelta(days=number % 14000), number // 14000 * 2 + 1)
        yield model.NaturalPerson(natural_person_sequence_nbr=number, inss=inss, worker_records=(line(number),))


def due(record: model.WorkerRecord) -> int:
    """What a line owes, reductions taken off."""
    plus = sum(one.contribution_amount for one in record.worker_contributions)
    plus += record.student_contribution.student_contribution_amount if record.student_contribution else 0
    minus = sum(one.deduction_amount or 0 for one in record.worker_deductions)
    return (
        plus - minus - sum(one.deduction_amount or 0 for job in record.occupations for one in job.occupation_deductions)
    )


def form(count: int) -> model.Form:
    """The declaration, its people as they are asked for."""
    return model.Form(
        form_creation_date=dt.date(2023, 4, 12),
        form_creation_hour=dt.time(10, 0),
        employer_declaration=model.EmployerDeclaration(
            quarter="20231",
            noss_registration_nbr="000100006",
            trusteeship=0,
            company_id="0400767772",
            net_owed_amount=sum(due(line(number)) for number in range(1, count + 1)),
            natural_persons=persons(count),
        ),
    )


def timed(name: str, count: int, work: Callable[[], object], peer: float = 0) -> float:
    """Prints what a work takes: processor time, workers a second, the ratio to the peer, the memory so far."""
    begun = time.process_time()
    result = work()
    spent = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE
    ratio = f"{spent / peer:6.1f} times lxml" if peer else ""
    print(f"{name:38} {spent:8.2f} s {count / spent:9.0f}/s  {memory:5d} MB at most  {ratio}  {result}")
    return spent


def main() -> None:
    """Runs it all on a file in the temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=10_000)
    parser.add_argument("--schema", type=Path)
    parser.add_argument(
        "--streams-only", action="store_true", help="write, read and check only: what is bounded in memory"
    )
    options = parser.parse_args()
    count: int = options.workers
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dmfa.xml"
        whole = form(count)

        def written() -> str:
            with path.open("wb") as out:
                write(out, [whole])
            return f"{path.stat().st_size // 1_000_000} MB"

        def streamed() -> str:
            with path.open("rb") as source:
                return f"{sum(1 for _ in people(source))} people"

        timed("written", count, written)
        timed("read, person after person", count, streamed)
        if not options.streams_only and options.schema:
            schema = etree.XMLSchema(etree.parse(options.schema))
            bare = timed("peer: lxml, parse and validate", count, lambda: schema.validate(etree.parse(path)))
        else:
            bare = 0
        if options.schema and schemas.find("DmfAOriginal", "20231") is None:
            schemas.add([options.schema])

        def checked() -> str:
            report = check(path)
            return f"{report.schema or 'no schema'} {dict(report.counts)}"

        timed("checked: structure, schema, rules", count, checked, bare)
        if not options.streams_only:
            timed("compared with itself, both read", count, lambda: len(difference(read(path), read(path))), bare)


if __name__ == "__main__":
    main()

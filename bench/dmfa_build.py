"""How fast a quarter becomes a DmfA: a generated dossier, computed, settled, written and checked, beside bare lxml.

    PYTHONPATH=src python bench/dmfa_build.py [--workers 10000] [--processes 2] [--schema DmfAOriginal_20221.xsd]

The dossier is `population.py`'s, of the first quarter of 2022: all of it as `preste dmfa build` does, then a thousand
workers at most in one process, their payslips apart from what is made of them. The peer parses the file and validates
it with the schema, which is the user's own copy.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from preste.calendar import Month, Quarter
from preste.declarations.dmfa.build import build_collected
from preste.declarations.dmfa.check import check
from preste.declarations.dmfa.collect import collect
from preste.declarations.dmfa.write import write
from preste.ids import establishment_unit
from preste.payroll.month import Dossier
from preste.payroll.quarter import Months, QuarterRun, computed
from preste.records import Establishment

QUARTER = Quarter(2022, 1)
MADE = dt.datetime(2022, 4, 12, 10, 0)
SAMPLE = 1_000
MEGABYTE = 1024


def spent() -> float:
    """Processor time of this process and of those it has ended."""
    return sum(
        one.ru_utime + one.ru_stime
        for one in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def timed(name: str, count: int, work: Callable[[], object], peer: float = 0) -> float:
    """Prints what a work takes: processor time, the clock, workers a second, memory so far, the ratio to the peer."""
    begun, clock = spent(), time.perf_counter()
    result = work()
    took, clock = spent() - begun, time.perf_counter() - clock
    own, child = (
        resource.getrusage(who).ru_maxrss // MEGABYTE for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    ratio = f"{took / peer:6.1f} times lxml" if peer else ""
    print(
        f"{name:44} {took:8.2f} s {clock:8.2f} s by the clock {count / took:9.0f}/s "
        f"{own:5d} MB, each process {child:4d} MB  {ratio}  {result}",
        flush=True,
    )
    return took


def dossier_of(workers: int) -> Dossier:
    """The population, at one establishment unit."""
    from population import employer_of

    made = employer_of(workers, Month(2022, 3))
    unit = Establishment(number=establishment_unit.make(29_999_991), name="Siège", address=made.employer.address)
    return replace(made, employer=replace(made.employer, establishments=(unit,)))


def apart(dossier: Dossier) -> None:
    """Payslips and what is made of them, one after the other, for some of the workers."""
    some = replace(dossier, contracts=dossier.contracts[:SAMPLE])
    kept: dict[str, Months] = {}

    def keep(own: Dossier, quarter: Quarter, last: Month, late: bool) -> Months:
        return kept[own.contracts[0].id]

    def pay() -> str:
        for one in some.contracts:
            kept[one.id] = computed(replace(some, contracts=[one]), QUARTER, QUARTER.months[-1], False)
        return f"{sum(len(one.due) for one in kept.values())} payslips"

    count = len(some.contracts)
    timed("some: payslips of the quarter", count, pay)
    timed(
        "some: the file, from these payslips", count, lambda: _file(QuarterRun(some, QUARTER, months=keep), os.devnull)
    )


def _file(run: QuarterRun, path: str, processes: int = 1) -> str:
    with tempfile.TemporaryFile() as spool, open(path, "wb") as out:
        made = build_collected(collect(run, spool, processes=processes), MADE)
        write(out, [made.form], made.version)
    return f"owed {made.form.employer_declaration.net_owed_amount}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs it all on a file in the temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--schema", type=Path)
    options = parser.parse_args(arguments)
    count: int = options.workers
    dossier = dossier_of(count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dmfa.xml"
        built = timed(
            f"built whole, {options.processes} processes", count,
            lambda: _file(QuarterRun(dossier, QUARTER), str(path), options.processes),
        )  # fmt: skip
        timed("checked: structure, rules", count, lambda: dict(check(path, today=MADE.date()).counts))
        apart(dossier)
        print(f"the file has {path.stat().st_size // 1_000_000} MB; the load is {os.getloadavg()[0]:.1f}")
        if options.schema:
            schema = etree.XMLSchema(etree.parse(options.schema))
            peer = timed("peer: lxml, parse and validate", count, lambda: schema.validate(etree.parse(path)))
            print(f"built: {built / peer:.1f} times lxml")


if __name__ == "__main__":
    main()

"""How fast the office prints a large month from its database: an archive of payslips, PDFs of 100, accounts of a year.

    python bench/office_pdf.py [payslips]

The store holds the demo's month over again, a contract and a payslip each. Memory is that of the process that
writes; the peer is ReportLab, when installed, with the same texts as untagged tables (see payslips_pdf.py).
"""

from __future__ import annotations

import os
import platform
import resource
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 1000


def start() -> Any:
    """A fresh office with the demo employer and a large validated month; gives the run."""
    os.environ["PRESTE_DATA"] = tempfile.mkdtemp(prefix="preste-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "preste.office.settings"
    from preste.office.database import make_database_file
    from preste.office.keys import make_key_file

    folder = Path(os.environ["PRESTE_DATA"])
    make_key_file(folder)
    make_database_file(folder / "preste.sqlite3")
    import django

    django.setup()
    from django.core.management import call_command
    from django_scopes import scope

    call_command("migrate", verbosity=0)
    from preste.office.accounts.models import User
    from preste.office.services.demo import load_demo
    from preste.office.store.models import PayRun

    employer = load_demo(User.objects.create_user("banc@exemple.be", "mot-de-passe-du-banc", bureau=True))
    with scope(employer=employer):
        run = PayRun.objects.get(month="2026-08")
        large = PayRun.objects.create(employer=employer, month="2026-06", created_at=run.created_at)
        _fill(large, list(run.payslips.select_related("contract")))
        return PayRun.objects.get(pk=large.pk)


def _fill(run: Any, demo: list[Any]) -> None:
    """The demo's payslips over again, each of a contract and a worker's name of its own."""
    from preste.office.store.models import Contract, Line, Payslip

    lines = {one.pk: list(one.lines.all()) for one in demo}
    contracts, payslips, all_lines = [], [], []
    for i in range(COUNT):
        source = demo[i % len(demo)]
        contracts.append(Contract(employer=run.employer, worker_id=source.contract.worker_id, reference=f"contrat-{i}"))
        copy = Payslip(**{f.attname: getattr(source, f.attname) for f in Payslip._meta.fields})
        copy.pk, copy.run, copy.contract = uuid.uuid4(), run, contracts[-1]
        copy.worker_name = f"{source.worker_name} {i}"
        copy.view = source.view | {"worker": source.view["worker"] | {"name": copy.worker_name, "number": str(i)}}
        payslips.append(copy)
        for line in lines[source.pk]:
            again = Line(**{f.attname: getattr(line, f.attname) for f in Line._meta.fields if f.name != "id"})
            again.payslip = copy
            all_lines.append(again)
    Contract.objects.bulk_create(contracts)
    Payslip.objects.bulk_create(payslips, batch_size=200)
    Line.objects.bulk_create(all_lines, batch_size=500)


def processor() -> float:
    """Seconds of processor used by this process and by those it started that have ended."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def measure(name: str, count: int, work: Callable[[], Any]) -> float:
    """Run it; print seconds, processor time and memory so far; gives milliseconds of processor a document."""
    began, used = time.perf_counter(), processor()
    work()
    took, used = time.perf_counter() - began, (processor() - used) / count * 1000
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{name:<44}{took:8.1f} s {used:8.1f} ms of processor each {most:6d} MB here {child:6d} MB in a child")
    return used


def main() -> None:
    """Print the figures."""
    run = start()
    from django_scopes import scope

    from preste.office.services import batches

    print(f"{COUNT} payslips, typst {version('typst')}, Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"other work on the machine: load {os.getloadavg()[0]:.2f}")
    folder = Path(tempfile.mkdtemp())
    with scope(employer=run.employer):
        batch = batches.run_batch(run)
        assert batch.count == COUNT
        part = min(COUNT, batches.PART)
        measure("a part as an archive", part, lambda: batches.write(batch, "zip", folder / "a.zip", part=1))
        measure("a part as one PDF", part, lambda: batches.write(batch, "pdf", folder / "a.pdf", part=1))
        one = measure("all as an archive, 1 process", COUNT, lambda: batches.write(batch, "zip", folder / "b.zip"))
        two = measure(
            "all as an archive, 2 processes", COUNT, lambda: batches.write(batch, "zip", folder / "c.zip", processes=2)
        )
        measure(
            "all as PDFs of 100, 2 processes", COUNT, lambda: batches.write(batch, "pdf", folder / "d.zip", processes=2)
        )
        measure("the demo's accounts of a year", COUNT // 10, lambda: accounts(run.employer, COUNT // 10, folder))
    print(f"processor: two processes over one: {two / one:.2f}")
    peer(one)


def accounts(employer: Any, count: int, folder: Path) -> None:
    """The demo's accounts over again, each with a name of its own."""
    from preste.office.services import batches

    batch = batches.account_batch(employer, 2026)
    sheets = list(batch.sheets(0, 10))

    def found(start: int, stop: int) -> Any:
        for i in range(start, stop):
            one = sheets[i % len(sheets)]
            yield batches.Sheet(
                f"{i}.pdf", one.view | {"worker": one.view["worker"] | {"name": f"Nom {i}"}}, one.moment
            )

    again = batches.Batch(batch.name, batch.title, batch.template, count, "", found)
    batches.write(again, "zip", folder / "e.zip")


def peer(ours: float) -> None:
    """The same kind of texts by ReportLab, in this run."""
    try:
        found = version("reportlab")
    except ImportError:
        print("peer: ReportLab is not installed")
        return
    from payslips_pdf import payslips
    from payslips_pdf import peer as by_reportlab

    slips = payslips(200)
    theirs = measure(f"peer: ReportLab {found}, untagged, 1 process", 200, lambda: by_reportlab(slips))
    print(f"processor for one of ours over one of the peer's: {ours / theirs:.2f}")


if __name__ == "__main__":
    main()

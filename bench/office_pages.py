"""The list pages of the office with 10,000 workers and 24 validated months, beside the same rows by bare sqlite3.

Each page is asked for through Django's test client: address, session, access, queries, template; no network. The peer
asks the database for the rows that the page shows, with hand-written SQL over `sqlite3`, in the same run: what any
program on this database would need at least. The difference is Django and the page itself.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

MONTHS = [f"{2024 + i // 12}-{i % 12 + 1:02d}" for i in range(24)]
NAME, EMAIL = "La Grande Maison ASBL", "bench@exemple.be"
LAST = ("Dupont", "Lambert", "Martin", "Peeters", "Janssens", "Claes", "Dubois", "Renard", "Wouters", "Simon")
FIRST = ("Anne", "Bilal", "Chloé", "David", "Emma", "Farid", "Gisèle", "Hugo", "Inès", "Jonas")


def prepare(folder: Path) -> Path:
    """The office of a folder, empty when the folder is new."""
    os.environ["PRESTE_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "preste.office.settings"
    from preste.office.database import make_database_file
    from preste.office.keys import make_key_file

    make_key_file(folder)
    (folder / "static").mkdir(exist_ok=True)
    import django
    from django.core.management import call_command

    django.setup()
    make_database_file(folder / "preste.sqlite3")
    call_command("migrate", verbosity=0)
    return folder / "preste.sqlite3"


def fill(workers: int, others: int) -> tuple[str, object]:
    """One employer with its workers and their months, and other employers beside; its id and the user."""
    from django.db import connection, transaction
    from django_scopes import scopes_disabled

    from preste.office.accounts.models import User
    from preste.office.services import audit

    user = User.objects.create_user(EMAIL, bureau=True)
    connection.cursor().execute("PRAGMA synchronous=OFF")
    with scopes_disabled(), transaction.atomic():
        employer = make_employer(NAME)
        make_rows(employer, workers, MONTHS)
        for i in range(others):
            make_rows(make_employer(f"Maison {i:03d} ASBL"), 3, MONTHS[-1:])
        audit.record(employer, user, "employer.created", str(employer.pk))
    return str(employer.pk), user


def kept() -> tuple[str, object] | None:
    """The employer and user of an earlier run in the same folder."""
    from preste.office.accounts.models import User
    from preste.office.store.models import Employer

    employer = Employer.objects.filter(name=NAME).first()
    return (str(employer.pk), User.objects.get(email=EMAIL)) if employer else None


def make_employer(name: str):
    """An employer that computes since the first month."""
    from preste.office.store.models import Employer

    return Employer.objects.create(
        name=name, street="Rue 1", postcode="5000", city="Namur", enterprise_number="0999991212",
        onss_number="199999158", category="362", joint_committee="329.02", begins=MONTHS[0],
    )  # fmt: skip


def make_rows(employer, count: int, months: list[str]) -> None:
    """Workers with identity, household, contract and terms, and a payslip in each month, straight into the tables."""
    from django.utils import timezone

    from preste.office.services.names import of_identity
    from preste.office.store.models import Contract, Fact, PayRun, Payslip, Worker
    from preste.office.store.secret import lookup_hash

    now, start = timezone.now(), dt.date(2020, 1, 1)
    chance = random.Random(1)
    workers, contracts, facts = [], [], []
    for i in range(count):
        data = {"last_name": f"{LAST[i % 10]}{chance.choice('aeiou')}{i:05d}", "first_name": FIRST[i // 10 % 10],
                "street": "Rue 1", "postcode": "5000", "city": "Namur", "country": "BE", "language": "fr"}  # fmt: skip
        number = f"{i:011d}"
        worker = Worker(employer=employer, number=str(i + 1), niss=number, niss_hash=lookup_hash(number),
                        birth_date=start, sex="F")  # fmt: skip
        contract = Contract(employer=employer, worker=worker, reference=str(i + 1))
        more = {"employer": employer, "worker": worker, "recorded_at": now}
        identity = Fact(kind="identity", valid_from=start, data=data, secret='{"iban": "BE00"}', **more)
        worker.search_name, worker.has_account = of_identity(identity)
        core = {"status": "white_collar", "regime": "ordinary", "worker_code": "", "joint_committee": "",
                "establishment": "", "article17_sector": "socio_cultural", "restructuring_right": 0,
                "sport_bonus_right": 0, "pensioner": False}  # fmt: skip
        terms = {"pay_basis": "monthly", "amount": 250_000, "full_time_hours": 3_800, "full_time_days": 5,
                 "function": "Animatrice", "meal_voucher_value": 0, "meal_voucher_worker": 0,
                 "schedule": [760] * 5 + [0, 0]}  # fmt: skip
        household = {"situation": "single", "children": 0, "disabled_children": 0, "other_dependants": 0,
                     "dependants_65_in_care": 0, "worker_disabled": False, "spouse_disabled": False,
                     "resident": True}  # fmt: skip
        workers.append(worker)
        contracts.append(contract)
        facts += [
            identity,
            Fact(kind="household", valid_from=start, data=household, **more),
            Fact(kind="contract", valid_from=start, data=core, contract=contract, **more),
            Fact(kind="terms", valid_from=start, data=terms, contract=contract, **more),
        ]
    Worker.objects.bulk_create(workers, batch_size=2_000)
    Contract.objects.bulk_create(contracts, batch_size=2_000)
    Fact.objects.bulk_create(facts, batch_size=2_000)
    blob = os.urandom(400)
    for month in months:
        run = PayRun.objects.create(employer=employer, month=month, state="computed", created_at=now, computed_at=now)
        Payslip.objects.bulk_create(
            [
                Payslip(
                    employer=employer, run=run, contract=c, worker_name=FIRST[i % 10], paid_on=dt.date(2025, 1, 31),
                    gross=250_000, taxable=217_325, withholding=30_000, net=187_000, net_paid=187_000,
                    employer_cost=330_000, explanation=blob, view={"lines": ["x" * 200]}, content_hash="0" * 64,
                )
                for i, c in enumerate(contracts)
            ],
            batch_size=2_000,
        )  # fmt: skip
        run.state, run.hash = "validated", "0" * 64
        if month != months[-1] or len(months) == 1:
            pay(run)
        run.save()


def pay(run) -> None:
    """A payment of each payslip of a run, and the run is paid."""
    from preste.office.store.models import Transfer

    day = dt.date(2025, 1, 31)
    Transfer.objects.bulk_create(
        [
            Transfer(employer=run.employer, payslip_id=pk, attempt=1, way="bank", amount=187_000, creditor_name=name,
                     creditor_iban="BE00", end_to_end_id=str(pk)[:35], made_at=run.created_at, state="paid",
                     paid_on=day)
            for pk, name in run.payslips.values_list("pk", "worker_name")
        ],
        batch_size=2_000,
    )  # fmt: skip
    run.state = "paid"


PEER = {
    "employer": (
        "SELECT f.id, f.valid_from, f.valid_to, f.data, w.number, w.search_name FROM store_fact f JOIN store_worker w "
        "ON w.id = f.worker_id WHERE f.employer_id = :e AND f.kind = 'contract' AND f.superseded_at IS NULL "
        "ORDER BY f.valid_to IS NOT NULL, w.search_name LIMIT 50",
        "SELECT run_id, count(*), sum(net_paid) FROM store_payslip WHERE employer_id = :e AND run_id IN (SELECT id "
        "FROM store_payrun WHERE employer_id = :e) AND NOT excluded GROUP BY run_id",
    ),
    "dashboard": (
        "SELECT e.id, e.name, (SELECT state FROM store_payrun r WHERE r.employer_id = e.id ORDER BY month DESC "
        "LIMIT 1) FROM store_employer e ORDER BY e.name LIMIT 50",
        "SELECT employer_id, count(*) FROM store_worker GROUP BY employer_id",
    ),
    "search": (
        "SELECT id, search_name, number FROM store_worker WHERE search_name LIKE '%lambert%' ORDER BY search_name "
        "LIMIT 20",
    ),
    "audit": ("SELECT * FROM store_auditevent WHERE employer_id = :e ORDER BY id DESC LIMIT 100",),
    "worker": (
        "SELECT * FROM store_fact WHERE worker_id = :w",
        "SELECT p.gross, p.net_paid, r.month FROM store_payslip p JOIN store_payrun r ON r.id = p.run_id JOIN "
        "store_contract c ON c.id = p.contract_id WHERE c.worker_id = :w",
    ),
}


def timed(act: Callable[[], object], times: int) -> tuple[float, float]:
    """Median and 95th percentile of processor time in milliseconds, after one call that is not counted."""
    act()
    found = []
    for _ in range(times):
        start = time.process_time()
        act()
        found.append((time.process_time() - start) * 1_000)
    return statistics.median(found), statistics.quantiles(found, n=20)[-1]


def main() -> None:
    """Make the data, measure each page and its peer, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=10_000)
    parser.add_argument("--others", type=int, default=300, help="employers beside")
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--folder", type=Path, help="data of an earlier run, used again")
    args = parser.parse_args()
    database = prepare(args.folder or Path(tempfile.mkdtemp(prefix="preste-bench-")))
    start = time.perf_counter()
    employer, user = kept() or fill(args.workers, args.others)
    print(f"{args.workers} workers, {len(MONTHS)} months, {args.others} employers beside: made in "
          f"{time.perf_counter() - start:.0f} s, {database.stat().st_size / 1e6:.0f} MB", file=sys.stderr)  # fmt: skip
    from django.test import Client

    from preste.office.wsgi import warm_up

    warm_up()  # as a process that serves is
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    raw = sqlite3.connect(database)
    (worker,) = raw.execute("SELECT id FROM store_worker WHERE employer_id = ? LIMIT 1 OFFSET ?",
                            [employer.replace("-", ""), args.workers // 2]).fetchone()  # fmt: skip
    given = {"e": employer.replace("-", ""), "w": worker}
    home = f"/employers/{employer}/"
    pages: list[tuple[str, str, Callable[[], object]]] = [
        ("employer, first page", "employer", lambda: client.get(home)),
        ("employer, last page", "employer", lambda: client.get(f"{home}?page=200")),
        ("employer, one letter", "employer", lambda: client.get(f"{home}?letter=d")),
        ("dashboard", "dashboard", lambda: client.get("/")),
        ("dashboard by state", "dashboard", lambda: client.get("/?sort=state")),
        ("deadlines of all", "dashboard", lambda: client.get("/deadlines/")),
        ("hours grid, first page", "employer", lambda: client.get(f"{home}hours/{MONTHS[-1]}/")),
        ("hours grid, a name sought", "search", lambda: client.post(f"{home}hours/{MONTHS[-1]}/", {"q": "lambert"})),
        ("audit trail", "audit", lambda: client.get(f"{home}audit/")),
        ("worker", "worker", lambda: client.get(f"{home}workers/{UUID(worker)}/")),
        ("search, by name (JSON)", "search", lambda: client.post("/search/", {"q": "lambert", "format": "json"})),
        ("search, by NISS (JSON)", "search", lambda: client.post("/search/", {"q": "00000000097", "format": "json"})),
    ]
    print("| page | p50 (ms) | p95 (ms) | the rows by sqlite3, p50 | p95 |\n|---|---:|---:|---:|---:|")
    for name, peer, act in pages:
        answer = act()
        assert answer.status_code == 200, name  # type: ignore[attr-defined]
        mine = timed(act, args.times)
        bare = timed(lambda: [raw.execute(sql, given).fetchall() for sql in PEER[peer]], args.times)  # noqa: B023
        print(flush=True, end=f"| {name} | {mine[0]:.0f} | {mine[1]:.0f} | {bare[0]:.1f} | {bare[1]:.1f} |\n")


if __name__ == "__main__":
    main()

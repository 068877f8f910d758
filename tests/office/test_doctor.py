"""`preste doctor`: each fault put in by hand is told with its code and a remedy, and a sound place has none."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django_scopes import scope

from preste.law import book
from preste.office import health
from preste.office.backups import back_up
from preste.office.health import Finding, can_start, surroundings
from preste.office.keys import make_key_file, read_keys
from preste.office.services import facts, pay_runs, recompute
from preste.office.services.doctor import examine, recomputed, settings_findings
from preste.office.store import guards
from preste.office.store.models import AuditEvent, Fact, FactKind, Line

NOW = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
SOUND = {"D-DATABASE", "D-INTEGRITY", "D-SCHEMA", "D-GUARDS", "D-KEY-FITS", "D-CHAINS", "D-BATCHES", "D-CLOCK"}


def faults(findings: Iterable[Finding]) -> dict[str, Finding]:
    found = {one.code: one for one in findings if one.level != "ok"}
    assert all(one.message and one.remedy for one in found.values())
    return found


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A data folder as `preste prepare` makes it."""
    data = tmp_path / "data"
    make_key_file(data)
    (data / "preste.sqlite3").touch(mode=0o600)
    (data / "backups").mkdir(mode=0o700)
    return data


# ── the database ───────────────────────────────────────────────────────────────────────────


def test_a_sound_database(office: Any) -> None:
    found = list(examine())
    expected = SOUND if connection.vendor == "sqlite" else SOUND - {"D-INTEGRITY"} | {"D-DURABLE"}
    assert {one.code for one in found} == expected
    # the tests' own PostgreSQL does not wait for the disk, and that is what the doctor has to see
    assert set(faults(found)) == (set() if connection.vendor == "sqlite" else {"D-DURABLE"})


def test_a_guard_that_was_taken_away(office: Any) -> None:
    with connection.cursor() as cursor:
        for statement in guards.dropped(connection.vendor, "store_fact_worker_id_insert", "store_fact"):
            cursor.execute(statement)
    assert "store_fact_worker_id_insert" in faults(examine())["D-GUARDS"].message


def test_a_changed_amount_and_a_changed_event(office: Any) -> None:
    with connection.cursor() as cursor:
        for statement in guards.dropped(connection.vendor, "store_line_kept_update", "store_line"):
            cursor.execute(statement)
    with scope(employer=office.employer):
        Line.objects.filter(payslip__run=office.closed).update(amount=1)
        AuditEvent.objects.filter(pk=AuditEvent.objects.first().pk).update(action="nothing")
    found = faults(examine())
    assert office.closed.month in found["D-RUN-CHAIN"].message
    assert "1 événement" in found["D-AUDIT-CHAIN"].message


def test_tables_of_another_version(office: Any) -> None:
    with connection.cursor() as cursor:
        last = "SELECT MAX(name) FROM django_migrations WHERE app = 'store'"
        cursor.execute(f"DELETE FROM django_migrations WHERE app = 'store' AND name = ({last})")
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999_later', '2030-01-01')"
        )
    assert {"D-SCHEMA", "D-SCHEMA-NEWER"} <= set(faults(examine()))


def test_the_key_of_another_installation(office: Any, tmp_path: Path) -> None:
    make_key_file(tmp_path)
    with override_settings(KEYS=read_keys(tmp_path)):
        assert "D-KEY-FITS" in faults(examine())
    with override_settings(KEYS=replace(settings.KEYS, lookup=bytes(32))):
        assert "D-KEY-FITS" in faults(examine())


def test_a_clock_that_went_back(office: Any) -> None:
    with scope(employer=office.employer):
        last = AuditEvent.objects.last()
        AuditEvent.objects.filter(pk=last.pk).update(at=last.at + dt.timedelta(days=1))
    assert "D-CLOCK" in faults(examine())


# ── the settings ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"DEBUG": True}, "D-DEBUG"),
        ({"ALLOWED_HOSTS": ["*"]}, "D-HOSTS"),
        ({"ALLOWED_HOSTS": [""]}, "D-HOSTS"),
        ({"ALLOWED_HOSTS": ["paie.exemple.be"]}, "D-TLS"),
        ({"ALLOWED_HOSTS": ["paie.exemple.be"], "BEHIND_TLS": True, "SECURE_SSL_REDIRECT": False}, "security.W008"),
    ],
)
def test_settings_of_an_open_server(changed: dict[str, Any], code: str) -> None:
    with override_settings(ALLOWED_HOSTS=["localhost"]):
        assert code not in {one.code for one in settings_findings() if one.level != "ok"}
    with override_settings(**changed):
        assert code in {one.code for one in settings_findings() if one.level != "ok"}


# ── what is around ─────────────────────────────────────────────────────────────────────────


def test_a_new_place_lacks_only_a_backup(place: Path) -> None:
    law_is_new = dt.datetime.combine(min(s.known_until for s in book().series.values()), dt.time(), dt.UTC)
    found = list(surroundings(place, book(), law_is_new - dt.timedelta(days=100)))
    assert set(faults(found)) == {"D-BACKUP"}
    assert {one.code for one in found} == {
        "D-KEY", "D-MODES", "D-LAW", "D-LAW-HORIZON", "D-ZONE", "D-FONTS", "D-DISK", "D-BACKUP", "D-VERSIONS",
    }  # fmt: skip
    assert list(can_start(place)) == []


def opened(name: str) -> Callable[[Path], None]:
    return lambda place: (place / name).chmod(0o755)


def test_the_horizon_of_the_law(place: Path) -> None:
    last = min(s.known_until for s in book().series.values())
    for days, level in ((61, "warning"), (0, "warning"), (-1, "error")):
        day = dt.datetime.combine(last - dt.timedelta(days=days), dt.time(12), dt.UTC)
        assert faults(surroundings(place, book(), day))["D-LAW-HORIZON"].level == level
    assert "D-LAW" in faults(surroundings(place, book(), NOW.replace(year=2031)))


@pytest.mark.parametrize("name", ["", "preste.sqlite3", "backups"])
def test_files_that_others_may_read(place: Path, name: str) -> None:
    (place / name).chmod(0o750)
    assert str(place / name) in faults(surroundings(place, book(), NOW))["D-MODES"].remedy


def test_a_weak_key(place: Path) -> None:
    (place / "preste.key").write_text(
        json.dumps({"signing": "secret", "data": "A" * 43 + "=", "lookup": "A" * 43 + "="})
    )
    assert "D-KEY" in faults(surroundings(place, book(), NOW))


@pytest.mark.parametrize(("free", "level"), [(500_000_000, "warning"), (50_000_000, "error")])
def test_little_disk(place: Path, monkeypatch: pytest.MonkeyPatch, free: int, level: str) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    assert faults(surroundings(place, book(), NOW))["D-DISK"].level == level


def test_an_old_and_a_spoiled_backup(place: Path, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the same for any file")
    made = back_up(connection.settings_dict | {"NAME": str(place / "preste.sqlite3")}, place, place / "backups")
    now = dt.datetime.now(tz=dt.UTC)
    assert "D-BACKUP" not in faults(surroundings(place, book(), now))
    assert faults(surroundings(place, book(), now + dt.timedelta(days=3)))["D-BACKUP"].level == "warning"
    made.file.write_bytes(b"x")
    assert faults(surroundings(place, book(), now))["D-BACKUP"].level == "error"


def test_a_package_of_a_wrong_version(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = ["django>=5; extra == 'office'", "typer<0.1", "no-such-package>=1", "rich>=1", "nothing; extra == 'dev'"]
    monkeypatch.setattr(health.metadata, "requires", lambda _: wanted)
    told = faults(surroundings(place, book(), NOW))["D-VERSIONS"].message
    assert "typer, no-such-package." in told


def test_what_stops_a_start(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (place / "preste.sqlite3").unlink()
    assert set(faults(can_start(place))) == {"D-DATABASE"}
    monkeypatch.setenv("DATABASE_URL", "mysql://x")
    assert set(faults(can_start(place))) == {"E-OFFICE-DATABASE"}
    (place / "preste.key").chmod(0o644)
    assert set(faults(can_start(place))) == {"E-OFFICE-KEY"}


# ── past stays past ────────────────────────────────────────────────────────────────────────


def test_closed_months_are_computed_again_to_the_cent(office: Any) -> None:
    with scope(employer=office.employer):
        assert list(recompute.moved(office.employer)) == []
    assert {one.code for one in recomputed([office.employer])} == {"D-PAST"}


def test_a_fact_recorded_since_explains_a_difference(office: Any) -> None:
    with scope(employer=office.employer):
        contract = office.contract("anne")
        old = Fact.objects.get(contract=contract, kind=FactKind.TERMS, superseded_at=None, valid_from="2026-01-01")
        data = old.data | {"amount": old.data["amount"] + 10_000}
        facts.record_fact(
            contract.worker, FactKind.TERMS, data, valid_from=old.valid_from, contract=contract, replaces=old
        )
        found = list(recompute.moved(office.employer))
        stored = office.payslip(run=office.closed).net_paid
    assert {(one.contract, one.cause) for one in found} == {("anne", recompute.Cause.FACTS)}
    assert {one.month for one in found} >= {office.closed.month}
    august = next(one for one in found if one.month == office.closed.month)
    assert august.stored == stored < august.now
    assert all(one.level == "ok" for one in recomputed([office.employer]))


@pytest.mark.parametrize(("version", "cause"), [("", recompute.Cause.CODE), ("older", recompute.Cause.LAW)])
def test_another_code_or_law_explains_a_difference(
    office: Any, monkeypatch: pytest.MonkeyPatch, version: str, cause: recompute.Cause
) -> None:
    pay_contract = pay_runs.pay_contract

    def paid_otherwise(*given: Any) -> Any:
        payslip = pay_contract(*given)
        return replace(payslip, lines=payslip.lines[1:])

    monkeypatch.setattr(pay_runs, "pay_contract", paid_otherwise)
    with scope(employer=office.employer):
        office.closed.law_version = version or book().version
        office.closed.save(update_fields=["law_version"])
        found = [one for one in recompute.moved(office.employer) if one.month == office.closed.month]
        assert {one.cause for one in found} == {cause}
        assert len(found) == office.closed.payslips.filter(lines__position=0).count() > 0
    assert "warning" in {one.level for one in recomputed([office.employer])}


# ── the command ────────────────────────────────────────────────────────────────────────────


def test_the_command_and_its_exit_status(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "PRESTE_BACKUPS")}
    environment |= {"PRESTE_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "preste.office.settings"}

    def call(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "preste.cli", *arguments]
        return subprocess.run(command, env=environment, input=given, capture_output=True, text=True, check=False)

    before = call("doctor", "--json")
    assert before.returncode == 2
    assert "E-OFFICE-KEY" in {one["code"] for one in json.loads(before.stdout)["findings"]}
    assert not (tmp_path / "data").exists()

    phrase = "une longue phrase de passe"
    assert call("prepare", "--email", "a@exemple.be", given=f"{phrase}\n{phrase}\n").returncode == 0
    sound = call("doctor", "--database", "--json")
    assert sound.returncode == 0
    assert {one["level"] for one in json.loads(sound.stdout)["findings"]} == {"ok"}

    assert call("backup").returncode == 0
    shown = call("doctor")
    assert "D-BACKUP" in shown.stdout
    assert "✕" not in shown.stdout

    (tmp_path / "data" / "preste.sqlite3").rename(tmp_path / "moved")
    gone = call("prepare")
    assert gone.returncode == 2
    assert "E-OFFICE-DATABASE" in gone.stderr
    assert not (tmp_path / "data" / "preste.sqlite3").exists()

"""`preste dimona`: the declarations due of the demo, what stops them, and the examination of a file."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from preste.cli.app import app
from preste.declarations.dimona.dossier import (
    COLUMNS,
    DETAILS,
    PERIODS,
    PLAN,
    REGISTRATIONS,
    read_particulars,
    read_periods,
    read_plans,
)
from preste.declarations.dimona.model import Cancel, DailyRegistration, In, Out, Update
from preste.declarations.dimona.read import read
from preste.errors import DossierError, PresteError
from preste.ids import dimona_period, enterprise

CASES = Path(__file__).parents[2] / "cases" / "declarations_files" / "dimona"


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESTE_DATA", str(tmp_path / "data"))


def dimona(*arguments: object) -> Result:
    found = CliRunner().invoke(app, ["dimona", *map(str, arguments)])
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found


def test_the_declarations_of_a_month_of_the_demo(demo_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = dimona("build", demo_folder, "--month", "2026-09", "-o", out)
    assert done.exit_code == 0, done.output
    for words in ("OUT     jules-2026", "fin le 18/09/2026, pour le 19/09/2026", "UPDATE  david", "IN      ines-2026"):
        assert words in done.output
    assert "n'est pas parmi les vôtres" in done.output  # no schema of the user's
    forms = read(out / "dimona.xml")
    assert [type(form.declaration) for form in forms] == [Out, Update, In]
    bodies = sorted((out / "rest").iterdir())
    assert [path.name for path in bodies] == ["0001_out.json", "0002_update.json", "0003_in.json"]
    told = json.loads(bodies[0].read_text(encoding="utf-8"))
    assert told == {"dimonaOut": {"periodId": 600000010114, "endDate": "2026-09-18"}}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (*bodies, out / "dimona.xml")} == {0o600}


def test_what_was_prepared_before_is_not_replaced(demo_folder: Path, tmp_path: Path) -> None:
    dimona("build", demo_folder, "--on", "2026-09-14", "-o", tmp_path / "out")
    before = (tmp_path / "out" / "dimona.xml").read_bytes()
    with pytest.raises(PresteError, match="exists and is not empty"):
        dimona("build", demo_folder, "--on", "2026-09-14", "-o", tmp_path / "out")
    assert (tmp_path / "out" / "dimona.xml").read_bytes() == before
    (tmp_path / "empty").mkdir()
    assert dimona("build", demo_folder, "--on", "2026-09-14", "-o", tmp_path / "empty").exit_code == 0


def test_all_is_written_or_nothing(demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from preste.cli import dimona as command

    def full(path: Path, content: bytes) -> None:
        if path.name == "dimona.xml":
            raise OSError(28, "No space left on device")
        path.write_bytes(content)

    monkeypatch.setattr(command, "_put", full)
    with pytest.raises(OSError, match="No space"):
        dimona("build", demo_folder, "--on", "2026-09-14", "-o", tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir() if path.name not in ("data", "demo")] == []


def test_one_day_or_one_month_is_asked(demo_folder: Path, tmp_path: Path) -> None:
    done = dimona("build", demo_folder, "--on", "2026-09-14", "-o", tmp_path / "one")
    assert "IN      ines-2026" in done.output and "OUT" not in done.output
    nothing = dimona("build", demo_folder, "--on", "2026-05-14", "-o", tmp_path / "none")
    assert (nothing.exit_code, nothing.output) == (0, "Aucune Dimona à faire.\n")
    assert not (tmp_path / "none").exists()
    for wrong in ((), ("--on", "2026-09-14", "--month", "2026-09"), ("--on", "14/09/2026"), ("--month", "9")):
        with pytest.raises(PresteError):
            dimona("build", demo_folder, *wrong, "-o", tmp_path / "wrong")
    assert not (tmp_path / "wrong").exists()


def test_nothing_is_written_when_the_onss_would_refuse(demo_folder: Path, tmp_path: Path) -> None:
    plan = demo_folder / PLAN
    plan.write_text("contract;start;end;worker_type\nines-2026;2026-09-14;;A17\n", encoding="utf-8")
    done = dimona("build", demo_folder, "--on", "2026-09-14", "-o", tmp_path / "out")
    assert done.exit_code == 2
    assert "00910-008 B" in done.output and "Rien n'est écrit" in done.output
    assert not (tmp_path / "out").exists()


USER = "since;user_name;user_street;user_postcode;user_city;user_committee"


def test_an_agency_tells_the_user_which_only_the_batch_channel_takes(demo_folder: Path, tmp_path: Path) -> None:
    employer, out = demo_folder / "employer.yaml", tmp_path / "out"
    employer.write_text(employer.read_text(encoding="utf-8").replace("329.02", "322"), encoding="utf-8")
    (demo_folder / PERIODS).unlink()
    plan = demo_folder / PLAN
    plan.write_text("contract;start;end\nines-2026;2026-09-14;2026-09-18\n", encoding="utf-8")
    with pytest.raises(PresteError) as told:
        dimona("build", demo_folder, "--on", "2026-09-14", "-o", out)
    assert (told.value.code, told.value.field) == ("E-DIMONA-DETAILS", "user_number")
    details = demo_folder / DETAILS
    row = "ines-2026;2026-09-14;Ferme du Modèle;Rue du Modèle 3;5000;Namur;145"
    details.write_text(f"contract;{USER}\n{row}\n", encoding="utf-8")
    done = dimona("build", demo_folder, "--on", "2026-09-14", "-o", out)
    assert done.exit_code == 0, done.output
    assert "0001_in n'a pas de corps pour le service web" in done.output
    [form] = read(out / "dimona.xml")
    assert isinstance(form.declaration, In) and form.declaration.features is not None
    user = form.declaration.features.using_employer
    assert user is not None and user.address is not None
    assert (user.name, user.joint_committee, user.address.street) == ("Ferme du Modèle", "145", "Rue du Modèle")
    assert list((out / "rest").iterdir()) == []


def test_the_days_of_a_flexi_job_are_registered_from_the_hours(demo_folder: Path, tmp_path: Path) -> None:
    """David's recorded day, as if he had a flexi-job of the quarter."""
    periods, out = demo_folder / PERIODS, tmp_path / "days.xml"
    text = periods.read_text(encoding="utf-8")
    periods.write_text(text.replace("STU;XXX", "FLX;XXX").replace(";160", ";"), encoding="utf-8")
    (demo_folder / DETAILS).write_text("contract;since;start_hour\ndavid;2026-01-01;0900\n", encoding="utf-8")
    assert "Aucun jour" in dimona("days", demo_folder, "--on", "2026-06-01", "-o", out).output
    done = dimona("days", demo_folder, "--month", "2026-09", "-o", out)
    assert done.exit_code == 0, done.output
    forms = read(out)
    assert forms and all(isinstance(form.declaration, DailyRegistration) for form in forms)
    assert {form.declaration.start_hour for form in forms if isinstance(form.declaration, DailyRegistration)} == {
        "0900"
    }
    with pytest.raises(PresteError, match="exists"):
        dimona("days", demo_folder, "--month", "2026-09", "-o", out)
    (demo_folder / REGISTRATIONS).write_text("number;period;start\nx;1;y\n", encoding="utf-8")
    with pytest.raises(DossierError) as told:
        dimona("days", demo_folder, "--month", "2026-09", "-o", tmp_path / "other.xml")
    assert {error.field for error in told.value.errors} == {"number", "period", "start"}


def test_a_file_is_judged_beside_the_known_periods(demo_folder: Path, tmp_path: Path) -> None:
    dimona("build", demo_folder, "--month", "2026-09", "-o", tmp_path / "out")
    file = tmp_path / "out" / "dimona.xml"
    assert dimona("check", file, "--dossier", demo_folder).exit_code == 0
    periods = demo_folder / PERIODS
    text = periods.read_text(encoding="utf-8")
    periods.write_text(text.replace("2024-03-01;;", "2024-03-01;2026-12-31;"), encoding="utf-8")
    assert dimona("check", file).exit_code == 0
    done = dimona("check", file, "--dossier", demo_folder)
    assert (done.exit_code, "00913-356 B" in done.output) == (2, True)


def test_hours_to_be_planned_are_asked_for(demo_folder: Path, tmp_path: Path) -> None:
    (demo_folder / PLAN).unlink()
    with pytest.raises(DossierError) as told:
        dimona("build", demo_folder, "--month", "2022-01", "-o", tmp_path / "out")
    assert {(error.code, error.where) for error in told.value.errors} == {
        ("E-DIMONA-PLAN", "david"),
        ("E-DIMONA-PLAN", "elise"),
    }
    assert not (tmp_path / "out").exists()


def test_a_leaver_without_a_number_and_a_period_of_nobody_are_told(demo_folder: Path, tmp_path: Path) -> None:
    periods = demo_folder / PERIODS
    text = periods.read_text(encoding="utf-8")
    periods.write_text(text.replace("jules-2026", "jacques"), encoding="utf-8")
    done = dimona("build", demo_folder, "--month", "2026-09", "-o", tmp_path / "out")
    assert "jules-2026 finit le 18/09/2026, mais le numéro de sa période" in done.output
    assert "600000010114 n'est d'aucun contrat du dossier (jacques)" in done.output
    assert Cancel not in {type(form.declaration) for form in read(tmp_path / "out" / "dimona.xml")}


# ── the files of the dossier ───────────────────────────────────────────────────────────────


def write(folder: Path, name: str, *rows: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([";".join(COLUMNS[name]), *rows]) + "\n", encoding="utf-8")


def test_periods_and_plans_are_read_whole(tmp_path: Path) -> None:
    assert (read_periods(tmp_path), read_plans(tmp_path, ["c"])) == ([], [])
    number = dimona_period.make(6_000_000_001)
    write(tmp_path, PERIODS, f"c;{number};FLX;XXX;2026-09-12;2026-09-12;;1700;2130")
    [period] = read_periods(tmp_path)
    assert (period.number, period.start_hour, period.end_hour, period.planned_hours) == (number, "1700", "2130", None)
    write(tmp_path, PLAN, "c;2026-09-12;;;120;;")
    [plan] = read_plans(tmp_path, ["c"])
    assert (plan.planned_hours, plan.end, plan.worker_type) == (120, None, "")


def test_particulars_are_read_whole_and_each_fault_is_told(tmp_path: Path) -> None:
    assert read_particulars(tmp_path, ["c"]) == []
    user = ";".join([enterprise.make(123_456), "", "", "", "", "302"])
    write(
        tmp_path,
        DETAILS,
        f"c;2026-09-01;EXT;;1700;30;1;;{user};;;;;",
        f"c;2026-10-01;STG;;;;;;{';' * 5};WORKER;001;F1;;",
    )
    extra, trainee = read_particulars(tmp_path, ["c"])
    assert (extra.worker_type, extra.start_hour, extra.pause, extra.flat_rate) == ("EXT", "1700", 30, True)
    assert extra.using_employer is not None and extra.using_employer.joint_committee == "302"
    assert trainee.small_statute is not None and trainee.using_employer is None
    write(tmp_path, DETAILS, "d;x;APP;2;25h;1000;;a;0123456789;;;;;322;BOTH;x;F3;1;x")
    with pytest.raises(DossierError) as told:
        read_particulars(tmp_path, ["c"])
    assert [error.field for error in told.value.errors] == [
        "contract", "since", "worker_type", "by_day", "start_hour", "pause", "sub_entity", "user_number",
        "user_street", "user_committee", "nature", "risk", "status", "second_card",
    ]  # fmt: skip


def test_every_fault_of_the_files_is_told_with_its_row(tmp_path: Path) -> None:
    number = dimona_period.make(6_000_000_001)
    good = f"c;{number};OTH;XXX;2026-09-12;;;;"
    write(tmp_path, PERIODS, good, good, "c;600000000000;OTX;329;12/09/2026;x;0;2500;")
    with pytest.raises(DossierError) as told:
        read_periods(tmp_path)
    fields = [(error.where, error.field) for error in told.value.errors]
    row = f"{PERIODS}, line 4"
    assert {(row, name) for name in ("worker_type", "joint_committee", "start", "number")} <= set(fields)
    assert any("given twice" in error.message for error in told.value.errors)
    write(tmp_path, PLAN, "d;2026-09-12;x;;1.5;1700;24h")
    with pytest.raises(DossierError) as told:
        read_plans(tmp_path, ["c"])
    assert [error.field for error in told.value.errors] == ["contract", "end", "planned_hours", "end_hour"]
    (tmp_path / PLAN).write_text("contract;begin\n", encoding="utf-8")
    with pytest.raises(PresteError, match="columns missing"):
        read_plans(tmp_path, ["c"])
    (tmp_path / PLAN).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PresteError, match="not UTF-8"):
        read_plans(tmp_path, ["c"])


# ── a file ─────────────────────────────────────────────────────────────────────────────────


def test_a_good_file() -> None:
    done = dimona("check", CASES / "in_flx_day_ok.xml", "--on", "2023-02-06")
    assert done.exit_code == 0
    assert "in_flx_day_ok.xml : 1 déclaration(s), rien de bloquant selon nos règles seules" in done.output


def test_a_bad_file_says_why_and_stops_with_2() -> None:
    done = dimona("check", CASES / "in_stu_no_end.xml", "--on", "2023-02-06")
    assert done.exit_code == 2
    assert "00911-001 B  ligne 5, /Dimona/Form[1]/DimonaIn/EndingDate : date de fin" in done.output


def test_the_answer_as_json() -> None:
    done = dimona("check", CASES / "in_pc_329.xml", "--json", "--on", "2023-02-06")
    assert done.exit_code == 2
    told = json.loads(done.output)
    assert [(one["code"], one["value"], one["severity"]) for one in told["findings"]] == [("00046-003", "329.02", "B")]
    assert told["schema"] is None


def test_a_file_is_judged_as_of_today_by_default() -> None:
    done = dimona("check", CASES / "in_flx_day_ok.xml", "--json")
    assert {one["code"] for one in json.loads(done.output)["findings"]} == {"00218-003"}

"""The command line, from the folder of a dossier to its files, and every way it says no."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

import preste
from preste.belgium.plans import COUNTRY
from preste.cli import main

ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(preste.__file__).parents[1]), "PYTHONUTF8": "1"}
CASE = {"period": "2022-01", "status": "white_collar", "gross": "2500.00"}


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was printed, read as JSON."""
        return json.loads(self.out)

    @property
    def words(self) -> str:
        """What was printed, on one line."""
        return " ".join(self.out.split())


Command = Callable[..., Answer]


def call(
    capsys: pytest.CaptureFixture[str],
    patch: pytest.MonkeyPatch,
    *arguments: str,
    stdin: str | bytes = "",
    columns: int = 200,
) -> Answer:
    """Run `preste …` as its own process would."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    patch.setattr(sys, "argv", ["preste", *arguments])
    patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    patch.setenv("COLUMNS", str(columns))
    capsys.readouterr()
    status = 0
    try:
        main()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
    printed = capsys.readouterr()
    return Answer(status, printed.out, printed.err)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, stdin: str | bytes = "", columns: int = 200) -> Answer:
        return call(capsys, monkeypatch, *arguments, stdin=stdin, columns=columns)

    return run


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `preste demo` writes, once for all tests that only read it."""
    folder = tmp_path_factory.mktemp("paid")
    done = subprocess.run(
        [sys.executable, "-m", "preste.cli", "demo", "--out", str(folder)],
        capture_output=True, check=False, encoding="utf-8", env=ENVIRONMENT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Fichiers" in done.stdout
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, by name."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))


# ── new ────────────────────────────────────────────────────────────────────────────────────


def test_new_makes_a_dossier_that_runs(command: Command, tmp_path: Path) -> None:
    made = command("new", "mon-asbl")
    assert made.status == 0
    assert {"employer.yaml", "workers/exemple.yaml"} <= set(files(tmp_path / "mon-asbl"))
    month = re.search(r"--month (\d{4}-\d{2})", made.words)
    assert month is not None
    assert "preste run mon-asbl" in made.words
    assert command("run", "mon-asbl", "--month", month[1]).status == 0
    assert (tmp_path / "out" / month[1] / "fiches").is_dir()


def test_new_demo(command: Command, tmp_path: Path) -> None:
    assert command("new", "demo", "--demo").status == 0
    assert files(tmp_path / "demo") == files(Path(preste.__file__).parent / "payroll" / "demo")


def test_new_in_an_empty_folder(command: Command, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert command("new", "empty").status == 0
    assert (tmp_path / "empty" / "employer.yaml").is_file()


@pytest.mark.parametrize("place", ["full", "full/note.txt"])
def test_new_refuses_what_is_not_empty(command: Command, tmp_path: Path, place: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("mine", encoding="utf-8")
    refused = command("new", place)
    assert refused.status == 2
    assert "E-DOSSIER-EXISTS" in refused.err
    assert files(tmp_path / "full") == {"note.txt": b"mine"}


# ── run ────────────────────────────────────────────────────────────────────────────────────

DEMO = ("2022-01", "2026-09")


@pytest.mark.parametrize("month", DEMO)
def test_the_files_of_a_month(paid: Path, month: str) -> None:
    """For each of the ten workers a payslip, an explanation to read and one to replay; and two tables."""
    found = set(files(paid / month))
    names = {Path(name).stem for name in found if name.startswith("fiches/")}
    assert len(names) == 10
    assert found == {
        "resume.csv",
        "comptabilite.csv",
        *(f"fiches/{name}.pdf" for name in names),
        *(f"explications/{name}.html" for name in names),
        *(f"explications/{name}.json" for name in names),
    }


@pytest.mark.parametrize("month", DEMO)
def test_payslips_are_pdf(paid: Path, month: str) -> None:
    for path in (paid / month / "fiches").iterdir():
        content = path.read_bytes()
        assert content.startswith(b"%PDF-")
        assert content.rstrip().endswith(b"%%EOF")
        assert len(content) > 5_000


def test_the_text_of_a_payslip(paid: Path) -> None:
    """The net pay of the table is the one on paper."""
    for month in DEMO:
        for row in table(paid / month / "resume.csv"):
            (path,) = (paid / month / "fiches").glob(f"*{row['contrat']}.pdf")
            text = "".join(page.extract_text() for page in PdfReader(path).pages)
            digits = re.sub(r"\s", "", text)
            assert row["net_a_payer"] in digits
            assert row["brut"] in digits


@pytest.mark.parametrize("month", DEMO)
def test_every_demo_explanation_replays(paid: Path, month: str) -> None:
    """Every amount of every payslip, from the stored numbers alone."""
    rows = {row["contrat"]: row for row in table(paid / month / "resume.csv")}
    paths = sorted((paid / month / "explications").glob("*.json"))
    assert len(paths) == len(rows)
    for path in paths:
        explanation = json.loads(path.read_text(encoding="utf-8"))
        nodes = {node["name"]: node["value"] for node in explanation["nodes"]}
        assert preste.replay(explanation) == len(explanation["nodes"]) > 50
        row = rows[path.stem.split("_", 1)[1]]
        for column, rule in {"net_a_payer": "net_paid", "brut": "gross", "cout_employeur": "employer_cost"}.items():
            assert nodes[rule] == int(row[column].replace(",", ""))


def test_a_spoiled_explanation_does_not_replay(paid: Path) -> None:
    path = sorted((paid / DEMO[0] / "explications").glob("*.json"))[0]
    explanation = json.loads(path.read_text(encoding="utf-8"))
    explanation["nodes"][-1]["value"] += 1
    with pytest.raises(preste.PresteError):
        preste.replay(explanation)


@pytest.mark.parametrize("month", DEMO)
def test_explanations_are_pages(paid: Path, month: str) -> None:
    """One file that needs no other."""
    for path in (paid / month / "explications").glob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert page.lstrip().lower().startswith("<!doctype html>")
        assert 'lang="fr"' in page
        assert not re.search(r"""(src|href)=["']?(https?:)?//[^"'>]*\.(js|css)""", page)


@pytest.mark.parametrize("month", DEMO)
def test_the_tables_of_a_month(paid: Path, month: str) -> None:
    summary, accounting = table(paid / month / "resume.csv"), table(paid / month / "comptabilite.csv")
    assert len(summary) == 10
    assert all(row["mois"] == month and row["net_a_payer"] and not row["erreurs"] for row in summary)

    def total(column: str) -> int:
        return sum(int(row[column].replace(",", "")) for row in accounting if row[column])

    assert total("debit") == total("credit") > 0
    assert {row["contrat"] for row in accounting} == {row["contrat"] for row in summary}


def test_the_same_month_gives_the_same_bytes(command: Command, paid: Path, tmp_path: Path) -> None:
    for month in DEMO:
        assert command("run", str(paid / "dossier"), "--month", month, "--out", "again").status == 0
        assert files(tmp_path / "again" / month) == files(paid / month)


def test_a_month_is_replaced_whole(command: Command, demo_folder: Path, tmp_path: Path) -> None:
    """What an earlier run left does not stay beside the new one."""
    keep_two_workers(demo_folder)
    assert command("run", str(demo_folder), "--month", "2026-09").status == 0
    place = tmp_path / "out" / "2026-09"
    (place / "fiches" / "2026-09_gone.pdf").write_bytes(b"old")
    assert command("run", str(demo_folder), "--month", "2026-09").status == 0
    assert not (place / "fiches" / "2026-09_gone.pdf").exists()
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["2026-09"]


def keep_two_workers(folder: Path) -> None:
    """Leave anne and hugo."""
    for path in folder.glob("workers/*.yaml"):
        if path.stem not in ("anne", "hugo"):
            path.unlink()
    for path in (*folder.glob("days/*.csv"), *folder.glob("items/*.csv")):
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        kept = [row for row in rows if row.startswith(("anne;", "hugo;"))]
        path.write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")


def test_a_failed_run_leaves_what_was_there(command: Command, demo_folder: Path, tmp_path: Path) -> None:
    keep_two_workers(demo_folder)
    assert command("run", str(demo_folder), "--month", "2026-09").status == 0
    before = files(tmp_path / "out")
    with (demo_folder / "days" / "2026-09.csv").open("a", encoding="utf-8") as out:
        out.write("anne;2026-09-14;SS;9,00\nhugo;2026-09-15;SS;9,00\n")
    failed = command("run", str(demo_folder), "--month", "2026-09")
    assert failed.status == 2
    assert files(tmp_path / "out") == before
    # the faults of every worker, each on a line
    told = [line for line in failed.err.splitlines() if "E-TIME-HOURS" in line]
    assert len(told) == 2
    assert "2026-09-14" in told[0]
    assert "2026-09-15" in told[1]
    assert "Traceback" not in failed.err


def test_the_faults_of_a_folder_are_printed(command: Command, demo_folder: Path, tmp_path: Path) -> None:
    for name in ("anne", "hugo"):
        path = demo_folder / "workers" / f"{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("pay_basis: monthly", "pay_basis: weekly"), "utf-8")
    failed = command("run", str(demo_folder), "--month", "2026-09")
    assert failed.status == 2
    assert failed.out == ""
    assert "5 errors" in failed.err
    assert "workers/anne.yaml, contracts[0].terms[0].pay_basis" in failed.err
    assert "workers/hugo.yaml, contracts[0].terms[1].pay_basis" in failed.err
    assert not (tmp_path / "out").exists()


def test_a_worker_whom_missing_law_blocks_does_not_stop_the_others(
    command: Command, demo_folder: Path, tmp_path: Path
) -> None:
    """The home-office maximum of 2026 is not in the law book: hugo cannot be paid in September, anne can."""
    keep_two_workers(demo_folder)
    (demo_folder / "items" / "2026-01.csv").write_text("contract;kind;amount\nhugo;home_office;100\n", encoding="utf-8")
    answer = command("run", str(demo_folder), "--month", "2026-09")
    assert answer.status == 2
    (refused,) = [line for line in answer.out.splitlines() if line.startswith("Refusé")]
    assert refused.startswith("Refusé hugo : E-LAW-MISSING ")
    assert "2026-01" in refused
    assert "preste law show home_office\n" in answer.out
    assert command("law", "show", "home_office").status == 0
    assert [p.name for p in (tmp_path / "out" / "2026-09" / "fiches").iterdir()] == ["2026-09_anne.pdf"]


def test_a_month_that_lacks_law_is_told(command: Command, demo_folder: Path, tmp_path: Path) -> None:
    """In the month itself: what could be computed is shown, no payslip is printed without its net pay."""
    keep_two_workers(demo_folder)
    (demo_folder / "items" / "2023-09.csv").write_text("contract;kind;amount\nhugo;arrears;500\n", encoding="utf-8")
    answer = command("run", str(demo_folder), "--month", "2023-09", columns=80)
    assert answer.status == 2
    (row,) = [line.split() for line in answer.out.splitlines() if line.startswith("  hugo ")]
    assert row.count("–") == 2
    assert "…" not in answer.out
    assert "– : loi manquante, le montant n'est pas calculé." in answer.out
    assert answer.out.count("Refusé") == 1
    assert "Refusé hugo : E-LAW-MISSING arrears withholding has no value on 2023-09-30\n" in answer.out
    assert answer.out.count("À faire : ") == 1
    assert "be/tax/exceptional.yaml" in answer.out
    assert "preste law show arrears_withholding\n" in answer.out
    rows = {row["contrat"]: row for row in table(tmp_path / "out" / "2023-09" / "resume.csv")}
    assert rows["hugo"]["net_a_payer"] == ""
    assert "arrears" in rows["hugo"]["erreurs"]
    assert rows["anne"]["erreurs"] == ""
    assert [p.name for p in (tmp_path / "out" / "2023-09" / "fiches").iterdir()] == ["2023-09_anne.pdf"]


@pytest.mark.parametrize(
    ("month", "said"),
    [("2026-13", "E-INPUT-MONTH"), ("september", "E-INPUT-MONTH"), ("2010-01", "no contract runs in 2010-01")],
)
def test_a_month_that_cannot_be_run(command: Command, demo_folder: Path, month: str, said: str) -> None:
    answer = command("run", str(demo_folder), "--month", month)
    assert answer.status == 2
    assert said in answer.err


def test_a_folder_that_is_no_dossier(command: Command, tmp_path: Path) -> None:
    answer = command("run", str(tmp_path), "--month", "2026-09")
    assert answer.status == 2
    assert "employer.yaml is missing" in answer.err
    assert "preste new" in answer.err


@pytest.mark.parametrize("id", ["../../escape", "a/b", ".hidden", "é", "con trat"])
def test_a_contract_id_never_leaves_the_folder(command: Command, demo_folder: Path, tmp_path: Path, id: str) -> None:
    keep_two_workers(demo_folder)
    path = demo_folder / "workers" / "anne.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("- id: anne", f'- id: "{id}"'), encoding="utf-8")
    for month in ("2022-01", "2026-09"):
        for folder in ("days", "items"):
            one = demo_folder / folder / f"{month}.csv"
            if one.exists():
                one.write_text(one.read_text(encoding="utf-8").replace("anne;", f"{id};"), encoding="utf-8")
    before = {p for p in tmp_path.rglob("*") if "out" not in p.relative_to(tmp_path).parts}
    answer = command("run", str(demo_folder), "--month", "2026-09", "--out", "out")
    assert answer.status == 0
    assert len(list((tmp_path / "out" / "2026-09" / "fiches").iterdir())) == 2
    assert {p for p in tmp_path.rglob("*") if "out" not in p.relative_to(tmp_path).parts} == before


@pytest.mark.parametrize(
    ("folder", "month", "out", "said"),
    [
        ("demo", "2026-09", "demo", "lies in the dossier"),
        ("demo", "2026-09", "demo/workers", "lies in the dossier"),
        ("2026-09", "2026-09", ".", "lies in the dossier"),
        ("2026-09/mine", "2026-09", ".", "would be replaced"),
    ],
)
def test_a_month_lies_neither_in_the_dossier_nor_around_it(
    command: Command, demo_folder: Path, tmp_path: Path, folder: str, month: str, out: str, said: str
) -> None:
    keep_two_workers(demo_folder)
    if folder != "demo":
        (tmp_path / folder).parent.mkdir(exist_ok=True)
        demo_folder.rename(tmp_path / folder)
    before = files(tmp_path)
    refused = command("run", folder, "--month", month, "--out", out)
    assert refused.status == 2
    assert refused.err.startswith("E-OUT ")
    assert said in refused.err
    assert files(tmp_path) == before


def test_a_link_to_the_dossier_is_the_dossier(command: Command, demo_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to(demo_folder)
    before = files(demo_folder)
    assert "E-OUT" in command("run", str(demo_folder), "--month", "2026-09", "--out", "out").err
    assert files(demo_folder) == before


def test_what_preste_did_not_write_is_not_replaced(command: Command, demo_folder: Path, tmp_path: Path) -> None:
    """A folder of the user's own that happens to be called like the month."""
    keep_two_workers(demo_folder)
    photo = tmp_path / "out" / "2026-09" / "holiday.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"sea")
    refused = command("run", str(demo_folder), "--month", "2026-09")
    assert refused.status == 2
    assert "'holiday.jpg', which Preste did not write" in refused.err
    assert files(tmp_path / "out") == {"2026-09/holiday.jpg": b"sea"}


def test_a_file_called_like_the_month(command: Command, demo_folder: Path, tmp_path: Path) -> None:
    keep_two_workers(demo_folder)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "2026-09").write_bytes(b"mine")
    assert "is not a folder" in command("run", str(demo_folder), "--month", "2026-09").err
    assert files(tmp_path / "out") == {"2026-09": b"mine"}


def test_a_month_that_a_killed_run_had_put_aside_comes_back(
    command: Command, demo_folder: Path, tmp_path: Path
) -> None:
    """Even when the next run goes wrong; and what killed runs left is cleared once no run can be writing it."""
    keep_two_workers(demo_folder)
    assert command("run", str(demo_folder), "--month", "2026-09").status == 0
    out = tmp_path / "out"
    before = files(out)
    (out / "2026-09").rename(out / ".2026-09.old")
    for name, age in (("aaaaaaaa", 90_000), ("bbbbbbbb", 60)):
        part = out / f".2026-09.{name}.part"
        part.mkdir()
        os.utime(part, (time.time() - age,) * 2)
    (demo_folder / "employer.yaml").rename(demo_folder / "employer")
    assert command("run", str(demo_folder), "--month", "2026-09").status == 2
    assert files(out) == before
    assert sorted(p.name for p in out.iterdir()) == [".2026-09.bbbbbbbb.part", "2026-09"]


def test_an_old_month_beside_its_successor_goes(command: Command, demo_folder: Path, tmp_path: Path) -> None:
    """A run killed after it had put the new month in place."""
    keep_two_workers(demo_folder)
    assert command("run", str(demo_folder), "--month", "2026-09").status == 0
    before = files(tmp_path / "out")
    shutil.copytree(tmp_path / "out" / "2026-09", tmp_path / "out" / ".2026-09.old")
    assert command("run", str(demo_folder), "--month", "2026-09").status == 0
    assert files(tmp_path / "out") == before


@pytest.mark.parametrize("broken", ["explanation_page", "accounting_csv", "_put"])
def test_an_interrupted_run_leaves_the_old_month_and_nothing_else(
    command: Command, demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    keep_two_workers(demo_folder)
    assert command("run", str(demo_folder), "--month", "2026-09").status == 0
    before = files(tmp_path / "out")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "somewhere")

    monkeypatch.setattr(f"preste.cli.write.{broken}", full)
    answer = command("run", str(demo_folder), "--month", "2026-09")
    assert (answer.status, answer.err[:35]) == (2, "E-FILE No space left on device (som")
    assert len(answer.err.splitlines()) == 1
    assert files(tmp_path / "out") == before
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["2026-09"]


def test_a_month_that_cannot_be_put_in_place(
    command: Command, demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old month, already put aside, is put back."""
    keep_two_workers(demo_folder)
    assert command("run", str(demo_folder), "--month", "2026-09").status == 0
    before = files(tmp_path / "out")
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.suffix == ".part":
            raise PermissionError(13, "Permission denied", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    assert command("run", str(demo_folder), "--month", "2026-09").status == 2
    assert files(tmp_path / "out") == before


def test_runs_at_the_same_time_each_leave_a_whole_month(demo_folder: Path, tmp_path: Path) -> None:
    keep_two_workers(demo_folder)
    start = [sys.executable, "-m", "preste.cli", "run", str(demo_folder), "--month", "2026-09"]
    runs = [
        subprocess.Popen(start, cwd=tmp_path, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    assert [(run.communicate()[1], run.returncode) for run in runs] == [(b"", 0)] * 3
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["2026-09"]
    assert len(files(tmp_path / "out" / "2026-09")) == 2 * 3 + 2


def test_nobody_who_can_be_paid_leaves_the_old_month(command: Command, demo_folder: Path, tmp_path: Path) -> None:
    keep_two_workers(demo_folder)
    assert command("run", str(demo_folder), "--month", "2026-09").status == 0
    before = files(tmp_path / "out")
    (demo_folder / "workers" / "anne.yaml").unlink()
    for path in (*demo_folder.glob("days/*.csv"), *demo_folder.glob("items/*.csv")):
        rows = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(row for row in rows if not row.startswith("anne;")) + "\n", encoding="utf-8")
    (demo_folder / "items" / "2026-01.csv").write_text("contract;kind;amount\nhugo;home_office;100\n", encoding="utf-8")
    answer = command("run", str(demo_folder), "--month", "2026-09")
    assert answer.status == 2
    assert "Refusé hugo" in answer.out
    assert "Fichiers" not in answer.out
    assert files(tmp_path / "out") == before


@pytest.mark.parametrize("name", ["[/bold] ASBL", "[red]Les Amis[/red] :smile:", "[link=http://x]A[/link]"])
def test_a_name_is_no_markup(command: Command, demo_folder: Path, name: str) -> None:
    keep_two_workers(demo_folder)
    path = demo_folder / "employer.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("La Maison des Exemples ASBL", name), encoding="utf-8")
    worker = demo_folder / "workers" / "anne.yaml"
    worker.write_text(worker.read_text(encoding="utf-8").replace("- id: anne", f'- id: "{name}"'), encoding="utf-8")
    for one in (*demo_folder.glob("days/*.csv"), *demo_folder.glob("items/*.csv")):
        one.write_text(one.read_text(encoding="utf-8").replace("anne;", f"{name};"), encoding="utf-8")
    answer = command("run", str(demo_folder), "--month", "2026-09")
    assert answer.status == 0
    assert f"{name}, 2026-09" in answer.out
    assert any(
        line.strip().startswith(name) and "3 050,00".replace(" ", "\u202f") in line for line in answer.out.splitlines()
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "demo", "--month", "2026-09", "--out", "file"),
        ("run", "demo", "--month", "2026-09", "--out", "file/below"),
        ("new", "file/x"),
        ("demo", "--out", "file"),
        ("reference", "--out", "file"),
        ("law", "diff", "0000-01", "9999-12"),
        ("run", "demo", "--month", "0000-01"),
        ("run", "demo", "--month", "9999-12"),
        ("run", "demo", "--month", "2200-12"),
        ("run", "file", "--month", "2026-09"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    command: Command, demo_folder: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    keep_two_workers(demo_folder)
    (tmp_path / "file").write_bytes(b"mine")
    answer = command(*arguments)
    assert answer.status == 2
    assert "Traceback" not in answer.err
    assert re.search(r"\bE-[A-Z-]+ ", answer.out + answer.err)
    assert len(answer.err.splitlines()) <= 2
    assert (tmp_path / "file").read_bytes() == b"mine"


# ── demo ───────────────────────────────────────────────────────────────────────────────────


def test_the_demo_says_what_to_try(command: Command, tmp_path: Path) -> None:
    answer = command("demo", "--out", "here")
    assert answer.status == 0
    for path in re.findall(r"here/\S+\.(?:pdf|html|yaml)", answer.words):
        assert (tmp_path / path).is_file(), path
    assert len(re.findall(r"here/\S+\.(?:pdf|html|yaml)", answer.words)) == 3


def test_the_demo_keeps_what_the_user_changed(command: Command, tmp_path: Path) -> None:
    """A second demonstration computes the user's dossier, and says that it kept it."""
    assert command("demo", "--out", "here").status == 0
    dossier = tmp_path / "here" / "dossier"
    keep_two_workers(dossier)
    (dossier / "note.txt").write_text("mine", encoding="utf-8")
    before = files(dossier)
    again = command("demo", "--out", "here")
    assert again.status == 0
    assert files(dossier) == before
    assert "Le dossier here/dossier existe déjà : il est gardé tel quel" in again.out
    assert len(list((tmp_path / "here" / "2026-09" / "fiches").iterdir())) == 2


def test_the_demo_spares_a_folder_that_is_no_dossier(command: Command, tmp_path: Path) -> None:
    (tmp_path / "dossier").mkdir()
    (tmp_path / "dossier" / "letter.txt").write_text("mine", encoding="utf-8")
    refused = command("demo", "--out", ".")
    assert refused.status == 2
    assert "employer.yaml is missing" in refused.err
    assert files(tmp_path) == {"dossier/letter.txt": b"mine"}


# ── pay ────────────────────────────────────────────────────────────────────────────────────


def test_pay_a_file(command: Command, tmp_path: Path) -> None:
    (tmp_path / "case.json").write_text(json.dumps(CASE), encoding="utf-8")
    answer = command("pay", "--json", "case.json")
    assert answer.status == 0
    assert answer.json["net"] == "1835.78"
    assert "explanation" not in answer.json


def test_pay_standard_input(command: Command) -> None:
    answer = command("pay", "--json", "-", "--explain", stdin=json.dumps(CASE))
    assert answer.status == 0
    explanation = answer.json["explanation"]
    assert preste.replay(explanation) > 20
    assert {n["name"]: n["value"] for n in explanation["nodes"]}["net"] == 183_578


def test_pay_a_list(command: Command) -> None:
    answer = command("pay", "--json", "-", stdin=json.dumps([CASE, CASE | {"gross": "3000.00"}]))
    assert answer.status == 0
    assert [len(one["net"]) > 0 for one in answer.json] == [True, True]
    assert answer.json[0]["net"] != answer.json[1]["net"]


def test_a_list_with_a_bad_case(command: Command) -> None:
    """The good ones are answered, the bad one says why, and the exit status tells."""
    cases = [CASE, CASE | {"gross": "a lot", "status": "king"}, [], CASE]
    answer = command("pay", "--json", "-", stdin=json.dumps(cases))
    assert answer.status == 2
    assert [one.get("net") for one in answer.json] == ["1835.78", None, None, "1835.78"]
    assert {error["field"] for error in answer.json[1]["errors"]} == {"gross", "status"}
    assert answer.json[2]["error"]["code"] == "E-INPUT-OBJECT"


def test_a_bad_case(command: Command) -> None:
    answer = command("pay", "--json", "-", stdin=json.dumps(CASE | {"gros": "1.00"}))
    assert answer.status == 2
    assert set(answer.json) == {"error"}
    assert set(answer.json["error"]) == {"code", "field", "message", "remedy"}
    assert (answer.json["error"]["code"], answer.json["error"]["field"]) == ("E-INPUT-UNKNOWN", "gros")


@pytest.mark.parametrize("stdin", ["", "{", "not json", '{"period": "2022-01",}'])
def test_what_is_not_json(command: Command, stdin: str) -> None:
    answer = command("pay", "--json", "-", stdin=stdin)
    assert answer.status == 2
    assert answer.json["error"]["code"] == "E-INPUT-JSON"


def test_a_file_that_is_not_there_or_not_text(command: Command, tmp_path: Path) -> None:
    assert command("pay", "--json", "nowhere.json").json["error"]["code"] == "E-INPUT-FILE"
    (tmp_path / "latin.json").write_bytes(b'{"period": "\xe9"}')
    answer = command("pay", "--json", "latin.json")
    assert (answer.status, answer.json["error"]["code"]) == (2, "E-INPUT-JSON")


NESTED = "[" * 100_000
TOLD = {
    "half a character": (b'{"\\ud800": "\\udfff"}', "E-INPUT-UNKNOWN"),
    "nested lists": (NESTED.encode(), "E-INPUT-JSON"),
    "nested objects": (b'{"a":' * 100_000, "E-INPUT-JSON"),
    "endless number": (b'{"period": "2022-01", "gross": ' + b"9" * 5_000 + b"}", "E-INPUT-JSON"),
    "large number": (b'{"period":"2022-01","status":"white_collar","gross":' + b"9" * 4_000 + b"}", "E-INPUT-NUMBER"),
    "not a number": (b'{"period":"2022-01","status":"white_collar","gross":NaN}', "E-INPUT-NUMBER"),
    "twice": (b'{"gross": "2500.00", "period": "2022-01", "gross": "1.00"}', "E-INPUT-DUPLICATE"),
    "twice inside": (b'[{"household": {"children": 1, "children": 2}}]', "E-INPUT-DUPLICATE"),
    "utf-16": ('{"period": "2022-01"}'.encode("utf-16"), "E-INPUT-JSON"),
}


@pytest.mark.parametrize("name", TOLD)
def test_strange_json_is_told(command: Command, name: str) -> None:
    """As JSON, in one short answer, with status 2."""
    content, code = TOLD[name]
    answer = command("pay", "--json", "-", stdin=content)
    assert answer.status == 2
    answer.out.encode()  # it is UTF-8
    error = answer.json["error"]
    assert error["code"] == code
    assert error["remedy"]
    assert len(error["message"]) < 200
    assert answer.err == ""


def test_half_a_character_comes_back_as_it_was(command: Command) -> None:
    assert command("pay", "--json", "-", stdin=b'{"\\ud800": 1}').json["errors"][0]["field"] == "\ud800"


def test_a_byte_order_mark_is_no_fault(command: Command, tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + json.dumps(CASE).encode()
    (tmp_path / "case.json").write_bytes(content)
    assert command("pay", "--json", "case.json").json["net"] == "1835.78"
    assert command("pay", "--json", "-", stdin=content).json["net"] == "1835.78"


def test_missing_law_is_told_by_the_status(command: Command) -> None:
    """What can be computed is answered; the exit status says that something is not."""
    case = {"period": "2023-09", "status": "white_collar", "gross": "3000.00"}
    late = case | {"exceptional": [{"kind": "arrears", "amount": "500.00", "annual_reference": "36000.00"}]}
    for data in (late, [case, late]):
        answer = command("pay", "--json", "-", stdin=json.dumps(data))
        assert answer.status == 2
        last = answer.json if isinstance(data, dict) else answer.json[1]
        assert last["net"] is None
        assert last["personal_contribution"] is not None
        assert [error["code"] for error in last["errors"]] == ["E-LAW-MISSING"]
    assert command("pay", "--json", "-", stdin=json.dumps([case])).status == 0


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_an_output_that_is_no_utf8(tmp_path: Path, encoding: str) -> None:
    """A Windows console, a pipe in the C locale: no character stops a command, and JSON stays JSON."""
    environment = ENVIRONMENT | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    start = [sys.executable, "-m", "preste.cli"]
    case = json.dumps(CASE | {"é\ud800": "1"}, ensure_ascii=True)
    done = subprocess.run(
        [*start, "pay", "--json", "-"], input=case.encode(), capture_output=True, check=False, env=environment
    )
    assert done.returncode == 2
    assert json.loads(done.stdout.decode("ascii"))["error"]["field"] == "é\ud800"
    start += ["rules", "ordinary_contribution"]
    listed = subprocess.run(start, capture_output=True, check=False, env=environment)
    assert (listed.returncode, listed.stderr) == (0, b"")
    assert b"def ordinary_contribution(" in listed.stdout


# ── explain and rules ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def explained(command: Command, tmp_path: Path) -> str:
    """A file with two explained cases."""
    answer = command("pay", "--json", "-", "--explain", stdin=json.dumps([CASE, CASE | {"gross": "3000.00"}]))
    (tmp_path / "explained.json").write_text(answer.out, encoding="utf-8")
    return "explained.json"


def test_explain_prints_the_tree(command: Command, explained: str) -> None:
    answer = command("explain", explained)
    assert answer.status == 0
    assert "Net = 1\u202f835,78" in answer.out.replace("\xa0", " ")
    for word in ("326,75", "Précompte professionnel", "Cotisation personnelle ordinaire", "depuis le 01/01/2021"):
        assert word in answer.out


def test_explain_one_result_of_one_case(command: Command, explained: str) -> None:
    second = command("explain", explained, "--case", "2", "--result", "personal_contribution", "--depth", "1")
    assert second.status == 0
    assert "392,10" in second.out
    assert len(second.out) < len(command("explain", explained, "--case", "2").out)


@pytest.mark.parametrize(("lang", "word"), [("nl", "Netto"), ("de", "Netto"), ("en", "Net pay")])
def test_explain_in_a_language(command: Command, explained: str, lang: str, word: str) -> None:
    assert word in command("explain", explained, "--lang", lang).out


def test_explain_a_payslip(command: Command, paid: Path) -> None:
    (path,) = (paid / DEMO[1] / "explications").glob("*_farid.json")
    answer = command("explain", str(path), "--result", "net_paid")
    assert answer.status == 0
    assert "Net à payer = 2\u202f" in answer.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--result", "withholdin"), "did you mean withholding"),
        (("--result", "xyz"), "no result 'xyz'"),
        (("--case", "3"), "the list has 2"),
        (("--case", "0"), "the list has 2"),
        (("--lang", "lu"), "'lu' is not a language"),
    ],
)
def test_explain_says_no(command: Command, explained: str, arguments: tuple[str, ...], said: str) -> None:
    answer = command("explain", explained, *arguments)
    assert answer.status == 2
    assert said in answer.err


def test_a_percentage_is_told_once(command: Command, explained: str) -> None:
    """The law's unit says "% of …": the sign follows the number, the rest follows in the reader's language."""
    french = command("explain", explained, "--result", "personal_contribution").words.replace("\xa0", " ")
    assert "(part du travailleur) : 13,07 % du salaire soumis à l'ONSS, depuis le 01/01/2021" in french
    english = command("explain", explained, "--result", "personal_contribution", "--lang", "en").words
    assert "13.07\xa0% of the ONSS wage, since 2021-01-01" in english.replace("13.07 %", "13.07\xa0%")
    for lang in ("fr", "nl", "de", "en"):
        told = command("explain", explained, "--depth", "20", "--lang", lang).words
        assert not re.search(r"%\s*%", told)
        assert "_bound" not in told


def test_a_test_is_told_by_its_names(command: Command, explained: str) -> None:
    """Not "non : 0 = 1", which says nothing: what was compared, then the numbers."""
    told = command("explain", explained, "--result", "special_contribution").words.replace("\xa0", " ")
    assert "parce que : Rémunération du mois (base CSSS) ≤ " in told
    assert "ce n'est pas le cas : Dernière paie du trimestre" in told
    assert not re.search(r"\b(oui|non) :", told)


def test_titles_are_no_markup(command: Command, explained: str) -> None:
    answers = json.loads(Path(explained).read_text(encoding="utf-8"))
    for node in answers[0]["explanation"]["nodes"]:
        node["titles"]["fr"] = "[/bold] " + node["titles"]["fr"] + " :smile:"
    Path(explained).write_text(json.dumps(answers), encoding="utf-8")
    answer = command("explain", explained)
    assert answer.status == 0
    assert "[/bold] Net :smile: = 1" in answer.out


DAMAGE: dict[str, Callable[[dict[str, Any]], Any]] = {
    "nodes are a number": lambda e: e.update(nodes=5),
    "nodes are null": lambda e: e.update(nodes=None),
    "a node is a number": lambda e: e["nodes"].append(1),
    "a node has no value": lambda e: e["nodes"][-1].pop("value"),
    "a node has no formula": lambda e: e["nodes"][-1].pop("formula"),
    "a formula is none": lambda e: e["nodes"][-1].update(formula="gross +"),
    "a formula calls": lambda e: e["nodes"][-1].update(formula="exit(1)"),
    "a formula is deep": lambda e: e["nodes"][-1].update(formula="-" * 50_000 + "gross"),
    "a formula is a list": lambda e: e["nodes"][-1].update(formula=[]),
    "an unknown kind": lambda e: e["nodes"][-1].update(kind="beans"),
    "a value is text": lambda e: e["nodes"][-1].update(value="much"),
    "titles are text": lambda e: e["nodes"][-1].update(titles="Net"),
    "inputs are a number": lambda e: e["nodes"][-1].update(inputs=5),
    "an unknown parameter": lambda e: e["nodes"][-1].update(parameters=["wealth"]),
    "no facts": lambda e: e.pop("facts"),
    "parameters are a list": lambda e: e.update(parameters=[]),
    "an unknown rounding": lambda e: e["nodes"][-1].update(roundings=["sideways"]),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_explain_a_damaged_explanation(command: Command, explained: str, name: str) -> None:
    """In a line that says what to do, whatever is wrong with it."""
    explanation = json.loads(Path(explained).read_text(encoding="utf-8"))[0]["explanation"]
    DAMAGE[name](explanation)
    result = (
        "net"
        if explanation["nodes"] in (5, None)
        else explanation["nodes"][-1 if name != "a node is a number" else -2]["name"]
    )
    answer = command("explain", "-", "--result", result, stdin=json.dumps(explanation))
    assert answer.status == 2
    assert answer.err.startswith(("E-INPUT the explanation is damaged", "E-REPLAY "))
    assert len(answer.err.splitlines()) == 1
    assert answer.out == ""


@pytest.mark.parametrize("content", ["{}", "[1]", '{"error": {}}', '"text"', '{"explanation": 3}', '{"nodes": 5}'])
def test_explain_what_is_no_explanation(command: Command, content: str) -> None:
    answer = command("explain", "-", stdin=content)
    assert answer.status == 2
    assert "no explanation" in answer.err
    assert "--explain" in answer.err


def test_the_list_of_rules(command: Command) -> None:
    answer = command("rules")
    assert answer.status == 0
    for rule in COUNTRY.rules:
        assert rule.name in answer.out
    assert re.search(r"\d+ règles", answer.out)


def test_one_rule(command: Command) -> None:
    answer = command("rules", "ordinary_contribution")
    assert answer.status == 0
    assert "def ordinary_contribution(" in answer.out
    assert "Cotisation personnelle ordinaire" in answer.out
    assert "29 juin 1981" in answer.out


def test_a_rule_by_dates(command: Command) -> None:
    """Every version of a rule, with the days it holds."""
    answer = command("rules", "bonus_ceiling")
    assert answer.out.count("def bonus_ceiling") == 2
    assert "2026-06-30" in answer.out
    assert "2026-07-01" in answer.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("ordinary_contributon",), "did you mean ordinary_contribution"), (("zzz",), "no rule is called 'zzz'")],
)
def test_an_unknown_rule(command: Command, arguments: tuple[str, ...], said: str) -> None:
    answer = command("rules", *arguments)
    assert answer.status == 2
    assert said in answer.err


# ── law, reference, help ───────────────────────────────────────────────────────────────────


def test_law(command: Command) -> None:
    listed = command("law", "list", "bonus", "--json").json
    assert "work_bonus_a" in [one["name"] for one in listed]
    shown = command("law", "show", "student_hours_quota", "--on", "2022-01-15", "--json").json
    assert [entry["value"] for entry in shown["entries"]] == [{"value": "475.00"}]
    assert command("law", "show", "student_hours_quota").status == 0
    changes = command("law", "diff", "2022-12", "2023-01", "--json").json
    assert len(changes) > 3
    assert command("law", "diff", "2022-12", "2023-01").status == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("law", "show", "student_hour_quota"), "did you mean student_hours_quota"),
        (("law", "show", "student_hours_quota", "--on", "soon"), "is not a date"),
        (("law", "diff", "2022-12", "soon"), "E-INPUT-MONTH"),
    ],
)
def test_law_says_no(command: Command, arguments: tuple[str, ...], said: str) -> None:
    answer = command(*arguments)
    assert answer.status == 2
    assert said in answer.err


def test_the_reference_is_written(command: Command, tmp_path: Path) -> None:
    assert command("reference", "--out", "ref").status == 0
    assert "### `ordinary_contribution`" in (tmp_path / "ref" / "rules.md").read_text(encoding="utf-8")
    assert "## `work_bonus_a`" in (tmp_path / "ref" / "parameters.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["run", "new", "demo", "pay", "explain", "rules", "law", "dimona"])
def test_every_command_has_help(command: Command, name: str) -> None:
    answer = command(name, "--help")
    assert answer.status == 0
    assert "Usage" in answer.out
    assert name in command("--help").out


def test_an_unknown_command(command: Command) -> None:
    assert command("payy").status == 2


def test_the_installed_command(tmp_path: Path) -> None:
    """As a program of its own: text on standard output, faults on standard error."""
    program = shutil.which("preste", path=str(Path(sys.executable).parent))
    start = [program] if program else [sys.executable, "-m", "preste.cli"]
    done = subprocess.run(
        [*start, "run", "nowhere", "--month", "2026-09"],
        capture_output=True, cwd=tmp_path, check=False, encoding="utf-8", env=ENVIRONMENT,
    )  # fmt: skip
    assert done.returncode == 2
    assert "employer.yaml is missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_dossier_has_its_own_out_folder(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = tmp_path / "mon-asbl"
    assert command("new", str(dossier), "--demo").status == 0
    monkeypatch.chdir(dossier)
    assert command("run", ".", "--month", "2026-09").status == 0
    assert (dossier / "out" / "2026-09" / "fiches").is_dir()
    assert "E-OUT" in command("run", ".", "--month", "2026-09", "--out", "days").err

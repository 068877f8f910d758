"""The user's rate file: read with its checks, asked only where the book is silent, and told as imported."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from preste.calendar import Quarter
from preste.errors import DossierError, InputError, NoParameter, PresteError
from preste.law import book
from preste.law.rates import Imported, RateFile, keep, kept, read_rates

DAY = dt.date(2026, 8, 15)


def rate(
    code: str, employer: str, *, personal: str = "0.00", moderation: str = "0.00", kind: str = "0", **more: str
) -> dict[str, str]:
    total = sum(int(part.replace(".", "")) for part in (employer, personal, moderation))
    return {
        "EmployerClass": "348", "ContributionWorkerCode": code, "ContributionType": kind, "PersonalRate": personal,
        "EmployerRate": employer, "SalaryModerationRate": moderation, "TotalRate": f"{total // 100}.{total % 100:02d}",
        "IsFlatRate": "false", **more,
    }  # fmt: skip


def owed(worker: str, code: str, owedness: str = "0") -> dict[str, str]:
    return {"EmployerClass": "348", "WorkerCode": worker, "ContributionWorkerCode": code, "OwednessCode": owedness}


def data(**changes: Any) -> dict[str, Any]:
    """A class that the book does not know, with a fund of its own."""
    made: dict[str, Any] = {
        "trimestre": "2026Q3", "date_creation_onss": "2026-09-15", "date_import": "2026-09-30", "source": "TechLib",
        "cotisations": [
            rate("495", "19.88", personal="13.07", moderation="5.12"),
            rate("015", "19.88", personal="13.07", moderation="5.12", kind="1"),
            rate("487", "16.06", personal="5.57"),
            rate("809", "0.32", moderation="0.02"), rate("809", "0.37", moderation="0.02", kind="5"),
            rate("809", "0.32", kind="2"), rate("809", "0.37", kind="4"),
            rate("810", "0.09", moderation="0.01"), rate("810", "0.09", kind="2"),
            rate("830", "0.77", Status="NEW"), rate("855", "1.60", moderation="0.09"), rate("852", "0.10"),
            rate("826", "644.00", IsFlatRate="true"),
        ],
        "deductions": [{"EmployerClass": "348", "WorkerCode": "495", "DeductionCode": "3333", "MaxBaseRate": "25.00"}],
        "combinaisons": [
            owed("495", "809", "6"), owed("495", "810"), owed("495", "830", "1"), owed("495", "855"),
            owed("495", "852", "2"), owed("487", "809", "6"), owed("487", "810"),
        ],
    }  # fmt: skip
    return made | changes


def written(folder: Path, content: Any) -> Path:
    path = folder / "rates.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path) -> RateFile:
    return read_rates(written(tmp_path, data()))


def test_what_a_file_says(file: RateFile) -> None:
    def value(series: str, worker: str) -> Any:
        found = file.entry(series, ("348", worker))
        return None if found is None else found.value

    assert file.quarter == Quarter(2026, 3) and file.classes == ["348"]
    assert tuple(value("base_contribution", "495")) == (1307, 1988, 512)
    assert tuple(value("base_contribution", "015")) == (1307, 1988, 512)
    assert tuple(value("contribution_809", "495")) == (34, 39)
    assert tuple(value("contribution_809", "487")) == (32, 37)
    assert (value("contribution_810", "495"), value("contribution_810", "487")) == (10, 9)
    assert (value("contribution_830", "495"), value("contribution_830", "487")) == (77, 0)
    assert value("contribution_855", "495") == 169
    # according to the case: not guessed; 015 has no row of what it owes
    assert value("contribution_852", "495") is None
    assert value("contribution_810", "015") is None
    assert value("work_bonus_one_slope", "495") is None


def test_it_says_where_it_comes_from_and_until_when(file: RateFile) -> None:
    entry = file.entry("contribution_830", ("348", "495"))
    assert entry is not None
    assert (entry.start, entry.end, entry.status) == (dt.date(2026, 7, 1), dt.date(2026, 9, 30), "secondary")
    assert "importé" in entry.sources[0].title and entry.sources[0].date == "2026-09-15"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"trimestre": "2026-3"}, "is not a quarter"),
        ({"cotisations": [rate("495", "19.88") | {"TotalRate": "20.00"}]}, "not its total rate"),
        ({"cotisations": [rate("495", "19.88"), rate("495", "19.88")]}, "there twice"),
        ({"cotisations": [rate("495", "19.88", WorkerCode="495")]}, "one code"),
        ({"cotisations": [rate("495", "19.88", Sector="x")]}, "unknown Sector"),
        ({"cotisations": [rate("495", "19.88", Status="OLD")]}, "unknown status"),
        ({"cotisations": [rate("495", "19.88") | {"EmployerRate": "19,88"}]}, "not a decimal number"),
        ({"cotisations": [rate("495", "19.88", IsFlatRate="no")]}, "true or false"),
        ({"cotisations": []}, "no rate"),
        ({"combinaisons": [owed("495", "809", "3")]}, "unknown owedness"),
        ({"combinaisons": [owed("495", "809"), owed("495", "809")]}, "there twice"),
        ({"combinaisons": [{"EmployerClass": 348}]}, "texts by name"),
        ({"deductions": [{"EmployerClass": "348", "WorkerCode": "495", "DeductionCode": "33"}]}, "four digits"),
    ],
)
def test_a_file_that_is_not_right_is_refused(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    with pytest.raises(PresteError) as found:
        read_rates(written(tmp_path, data(**change)))
    errors = found.value.errors if isinstance(found.value, DossierError) else [found.value]
    assert any(told in error.message for error in errors)


@pytest.mark.parametrize("content", [[], {"trimestre": "2026Q3"}, data(extra=[])])
def test_what_is_no_rate_file(tmp_path: Path, content: Any) -> None:
    with pytest.raises(InputError, match="no rate file"):
        read_rates(written(tmp_path, content))
    (tmp_path / "x.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="no readable JSON"):
        read_rates(tmp_path / "x.json")


def test_it_is_asked_only_where_the_book_is_silent(tmp_path: Path) -> None:
    other = [one | {"EmployerClass": "362"} for one in data()["cotisations"]]
    both = data(cotisations=[*data()["cotisations"], *other])
    keep(written(tmp_path, both), tmp_path / "rates")
    assert [path.stem for path in kept(tmp_path / "rates")] == ["2026-3"]
    imported = Imported(tmp_path / "rates")
    law = replace(book(), imported=imported, _cache={})
    assert law.on("contribution_830", DAY, ("348", "495")).value == 77
    assert law.on("base_contribution", DAY, ("362", "495")).value.employer == 2492
    with pytest.raises(NoParameter):
        law.on("contribution_830", dt.date(2026, 4, 1), ("348", "495"))
    with pytest.raises(NoParameter):
        law.on("contribution_830", DAY, ("349", "495"))


def test_the_version_of_the_law_tells_the_files(tmp_path: Path) -> None:
    assert Imported(tmp_path / "none").version == ""
    keep(written(tmp_path, data()), tmp_path / "rates")
    first = Imported(tmp_path / "rates").version
    keep(written(tmp_path, data(date_creation_onss="2026-10-01")), tmp_path / "rates")
    assert first and Imported(tmp_path / "rates").version not in ("", first)


def test_a_wrong_file_keeps_the_one_before(tmp_path: Path) -> None:
    keep(written(tmp_path, data()), tmp_path / "rates")
    before = (tmp_path / "rates" / "2026-3.json").read_bytes()
    with pytest.raises(PresteError):
        keep(written(tmp_path, data(cotisations=[])), tmp_path / "rates")
    assert (tmp_path / "rates" / "2026-3.json").read_bytes() == before


def test_the_command_and_what_it_changes(tmp_path: Path, starter_folder: Path) -> None:
    """A category that nobody knows is paid after the import, and the law shows where its rate comes from."""
    own = {**os.environ, "PRESTE_DATA": str(tmp_path / "data"), "COLUMNS": "200"}

    def preste(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "preste.cli", *arguments]
        return subprocess.run(command, env=own, capture_output=True, text=True, check=False)

    assert "Aucun fichier" in preste("law", "rates", "list").stdout
    done = preste("law", "rates", "import", str(written(tmp_path, data())))
    assert done.returncode == 0 and "2026-3" in done.stdout
    assert "2026-3" in preste("law", "rates", "list").stdout
    wrong = preste("law", "rates", "import", str(written(tmp_path, [])))
    assert wrong.returncode == 2 and "E-RATES" in wrong.stderr
    case = {"period": "2026-08", "employer_category": "348", "status": "white_collar", "gross": "3000.00"}
    (tmp_path / "case.json").write_text(json.dumps(case), encoding="utf-8")
    answer = json.loads(preste("pay", "--json", str(tmp_path / "case.json"), "--explain").stdout)
    assert "importé" in json.dumps(answer, ensure_ascii=False)

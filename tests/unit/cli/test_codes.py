"""`preste labour codes`: every day code with its right, in words and as JSON."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from preste.belgium.time.codes import CODES
from preste.belgium.time.events import EVENTS_OF
from preste.belgium.time.rights import RIGHTS
from preste.cli.app import app


def test_every_code_as_json() -> None:
    done = CliRunner().invoke(app, ["labour", "codes", "--json"])
    rows = json.loads(done.stdout)
    assert [row["code"] for row in rows] == list(CODES)
    by_code = {row["code"]: row for row in rows}
    assert by_code["VR"]["onss"] == "16" and not by_code["VR"]["paid"]
    assert {code: row["right"] for code, row in by_code.items()} == {code: one.right for code, one in RIGHTS.items()}
    assert {code: set(row["events"]) for code, row in by_code.items() if row["events"]} == {
        code: set(events) for code, events in EVENTS_OF.items()
    }


def test_every_code_in_words() -> None:
    done = CliRunner().invoke(app, ["labour", "codes"], env={"COLUMNS": "250"})
    assert done.exit_code == 0
    told = {line.split()[0] for line in done.stdout.splitlines() if line.strip()}
    assert set(CODES) <= told

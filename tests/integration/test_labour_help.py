"""The help of `preste labour`: each command has an example, which works as it is printed."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from preste.cli.app import app
from preste.cli.labour.examples import EXAMPLES

PLAIN = {"COLUMNS": "300", "NO_COLOR": "1", "TERM": "dumb"}


def commands() -> set[str]:
    """Every command of labour law, by the words after `preste labour`."""
    labour = typer.main.get_command(app).commands["labour"]  # type: ignore[attr-defined]
    found = set()
    for name, command in labour.commands.items():
        inside = getattr(command, "commands", None)
        found |= {f"{name} {one}" for one in inside} if inside else {name}
    return found


def test_every_command_has_an_example() -> None:
    assert commands() == set(EXAMPLES)


@pytest.mark.parametrize("command", sorted(EXAMPLES))
def test_the_example_works_as_it_is_printed(
    command: str, demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # an example may write a file
    told = CliRunner().invoke(app, ["labour", *command.split(), "--help"], env=PLAIN).stdout
    (line,) = (line.strip() for line in told.splitlines() if line.strip().startswith("Exemple : "))
    words = shlex.split(line.partition(" : ")[2])
    assert words[0] == "preste"
    found = CliRunner().invoke(app, [str(demo_folder) if word == "mon-asbl" else word for word in words[1:]])
    assert found.exit_code == 0, (found.output, found.exception)


def test_the_kinds_of_absence_are_listed() -> None:
    told = CliRunner().invoke(app, ["labour", "notice", "--help"], env=PLAIN).stdout
    assert "compensatory_rest" in told
    assert "petit chômage" in told

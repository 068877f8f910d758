"""The files of a dossier as data: YAML and CSV, and every way a file is not what it should be.

Nothing but InputError leaves this module, with the row when one is known; who reads a file adds its name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any

import yaml

from preste.errors import InputError

DELIMITER = ";"
"""Between the cells of a CSV file, as Belgian spreadsheets write it."""
LONGEST = 1_000
"""Characters of a cell: more is a quote that was not closed, or no CSV at all."""


def read_yaml(path: Path) -> Any:
    """What a YAML file holds; a name given twice is refused. Raises InputError."""
    remedy = "check indentation, quotes and dates"
    try:
        return yaml.load(_text(path, "E-DOSSIER-YAML"), _Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
        raise InputError(
            "the file is not readable YAML" + (f": {problem}" if problem else ""),
            where=f"line {mark.line + 1}" if mark else "", remedy=remedy, code="E-DOSSIER-YAML",
        ) from None  # fmt: skip
    except RecursionError:
        message = "the file is not readable YAML: too many levels"
        raise InputError(message, remedy=remedy, code="E-DOSSIER-YAML") from None


def read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file, each with its number from 1 and its cells stripped. Raises InputError.

    Empty rows and those that begin with # are left out.
    """
    text = _text(path, "E-DOSSIER-CSV")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITER, strict=True)
    try:
        for row in rows:
            if any(len(cell) > LONGEST for cell in row):
                raise csv.Error(f"a cell of more than {LONGEST} characters")
            cells = [cell.strip() for cell in row]
            if any(cells) and not cells[0].startswith("#"):
                yield rows.line_num, cells
    except csv.Error as error:
        raise InputError(
            f"the row is not readable CSV: {error}", where=f"line {rows.line_num}",
            remedy='close every quote, and write a quote inside quotes twice ("")', code="E-DOSSIER-CSV",
        ) from None  # fmt: skip


def _text(path: Path, code: str) -> str:
    """The text of a file, with or without a byte-order mark. Raises InputError."""
    try:
        if not path.is_file():  # a folder, a dangling link, a pipe that would never end
            raise InputError("this is not a file", remedy="put a file in its place", code="E-DOSSIER-FILE")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("the file is not UTF-8", remedy="save it as UTF-8", code=code) from None
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        raise InputError(message, remedy="check the rights on it", code="E-DOSSIER-FILE") from None


class _Loader(yaml.SafeLoader):
    """Plain data only; refuses a name given twice, and tells the row of a value that cannot be made."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """A mapping whose names are all different."""
        seen: set[tuple[str, str]] = set()
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            if isinstance(key, yaml.ScalarNode):
                if (key.tag, key.value) in seen:
                    raise yaml.MarkedYAMLError(problem=f"{key.value!r} is given twice", problem_mark=key.start_mark)
                seen.add((key.tag, key.value))
        return super().construct_mapping(node, deep)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Any value: 1990-13-45 looks like a date and is none."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError):
            kind = node.tag.rpartition(":")[2].replace("timestamp", "date")
            shown = f"{node.value[:50]!r}" if isinstance(node.value, str) else "this"
            raise yaml.MarkedYAMLError(problem=f"{shown} is not a {kind}", problem_mark=node.start_mark) from None

"""A departure recorded in a dossier folder: the worker's file, replaced whole, once what it gives was read again."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml

from preste.errors import InputError
from preste.money import text as amount_text
from preste.payroll.dossier import read_dossier
from preste.payroll.late import pay_as_known
from preste.payroll.leaving.act import Departure
from preste.records import Contract, PayItem

_PARTS = ("employer.yaml", "workers", "days", "items", "scales.csv", "opening.csv", "takeover")
Edit = tuple[int, int, str]
"""From one character to another of a file, the text that takes their place."""


def record_departure(folder: Path, found: Departure) -> Path:
    """Write a departure into the file of its worker, all of it or nothing. Raises InputError when that cannot be done.

    The file keeps its comments and order. What was written is read again, and pays the same, before it is put in place.
    """
    path = _file_of(folder, found.contract)
    before = path.read_text(encoding="utf-8-sig")
    after = _edited(before, _edits(before, found, path))
    with tempfile.TemporaryDirectory() as place:
        trial = Path(place) / folder.resolve().name
        _copy(folder, trial)
        (trial / "workers" / path.name).write_text(after, encoding="utf-8")
        _same_pay(trial, found, path)
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(after, encoding="utf-8")
    os.replace(draft, path)
    return path


def _file_of(folder: Path, contract: Contract) -> Path:
    for suffix in (".yaml", ".yml"):
        path = folder / "workers" / f"{contract.worker.id}{suffix}"
        if path.is_file():
            return path
    raise _refused(folder / "workers", "the worker's file is not there")


def _refused(path: Path, message: str) -> InputError:
    remedy = "write end and leaving into the contract by hand: preste labour leave --json gives them"
    return InputError(message, where=str(path), remedy=remedy, code="E-LEAVE-WRITE")


def _copy(folder: Path, trial: Path) -> None:
    trial.mkdir()
    for name in _PARTS:
        if (folder / name).is_dir():
            shutil.copytree(folder / name, trial / name)
        elif (folder / name).exists():
            shutil.copy(folder / name, trial / name)


def _same_pay(trial: Path, found: Departure, path: Path) -> None:
    """The dossier as it would be gives the last payslip that was shown."""
    dossier = read_dossier(trial)
    contract = next(one for one in dossier.contracts if one.id == found.contract.id)
    again = pay_as_known(dossier, contract, found.act.month)
    if contract.leaving != found.contract.leaving or again.lines != found.payslip.lines:
        raise _refused(path, "the file as it would be written gives another pay than the one shown")


# ── the file ───────────────────────────────────────────────────────────────────────────────


def _edited(text: str, edits: Iterator[Edit]) -> str:
    for first, last, new in sorted(edits, reverse=True):
        text = text[:first] + new + text[last:]
    return text


def _edits(text: str, found: Departure, path: Path) -> Iterator[Edit]:
    node = _contract_node(text, found.contract, path)
    keys = {key.value: value for key, value in node.value}
    ended, last = found.contract, found.act.last_day
    new = _Keys(node, text)
    for name, value, was in (
        ("end", last.isoformat(), None),
        ("fixed_term", _flag(ended.fixed_term), False),
        ("holidays_after_end", _flag(ended.holidays_after_end), False),
        ("next_employer_from", ended.next_employer_from and ended.next_employer_from.isoformat(), None),
    ):
        if name in keys and value is not None:
            yield keys[name].start_mark.index, keys[name].end_mark.index, str(value)
        elif value is not None and value != _flag(bool(was)):
            new.add(name, str(value))
    new.leaving(found)
    yield new.edit(keys["start"])
    for one in keys["incapacities"].value if "incapacities" in keys else ():
        yield from _cut(one, last)


def _cut(node: yaml.MappingNode, last: dt.date) -> Iterator[Edit]:
    for key, value in node.value:
        if key.value in ("end", "partial_to") and value.value.strip() > last.isoformat():
            yield value.start_mark.index, value.end_mark.index, last.isoformat()


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _contract_node(text: str, contract: Contract, path: Path) -> yaml.MappingNode:
    """The mapping of the contract in the worker's file."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    top = {key.value: value for key, value in root.value} if isinstance(root, yaml.MappingNode) else {}
    for node in top["contracts"].value if "contracts" in top else ():
        keys = {key.value: value for key, value in node.value}
        name = keys["id"].value if "id" in keys else contract.worker.id
        if name == contract.id and "start" in keys:
            return node  # type: ignore[no-any-return]
    raise _refused(path, f"contract {contract.id} was not found in the file")


class _Keys:
    """New keys of a mapping, written after its `start` in the mapping's own style."""

    def __init__(self, node: yaml.MappingNode, text: str) -> None:
        self.flow = bool(node.flow_style)
        self.text = text
        self.indent = " " * node.value[0][0].start_mark.column
        self.lines: list[str] = []

    def add(self, name: str, value: str) -> None:
        self.lines.append(f"{name}: {value}")

    def leaving(self, found: Departure) -> None:
        told = found.act.leaving
        facts: list[tuple[str, str]] = [("reason", told.reason), ("by", told.by)]
        if told.notified_on is not None:
            facts.append(("notified_on", told.notified_on.isoformat()))
        items = [_item(one) for one in found.items]
        if self.flow:
            inside = ", ".join([*(f"{name}: {value}" for name, value in facts), f"items: [{', '.join(items)}]"])
            self.lines.append(f"leaving: {{{inside}}}")
            return
        self.lines.append("leaving:")
        self.lines += [f"  {name}: {value}" for name, value in facts]
        if items:
            self.lines += ["  items:", *(f"    - {one}" for one in items)]

    def edit(self, start: yaml.Node) -> Edit:
        """Where they go and what is written there."""
        at = start.end_mark.index
        if self.flow:
            return at, at, "".join(f", {line}" for line in self.lines)
        end = self.text.find("\n", at)
        at = end if end >= 0 else len(self.text)
        return at, at, "".join(f"\n{self.indent}{line}" for line in self.lines)


def _item(item: PayItem) -> str:
    """A pay item as one line of YAML."""
    parts = {"kind": item.kind, "valid_from": item.valid_from.isoformat(), "once": True}
    parts |= {"label": item.label} if item.label else {}
    parts |= {"amount": amount_text(item.amount)}
    parts |= {"details": item.details} if item.details else {}
    return json.dumps(parts, ensure_ascii=False)

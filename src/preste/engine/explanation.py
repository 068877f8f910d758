"""Explanations as data: from a lean trace to the full tree that can be read, printed and replayed.

The JSON is stable under `SCHEMA`:

    schema      "preste.explanation/1"
    plan        name of the plan; earned, paid: the two dates; law: fingerprint of the law files
    facts       name → {titles, kind, value}
    parameters  name → {titles, kind, value, unit, from, to, status, sources, law, note}
    nodes       in the order of computation, each:
                {name, titles, law, kind, value, inputs, parameters, moves, formula, numbers, roundings}
                where moves are the tests met ({formula, numbers, holds}) and the local values computed
                ({name, kind, formula, numbers, value}); a node that could not be computed has value null
                and an error

Values are integers; `kind` says how many decimals they hide (`preste.money.KINDS`). `formula` is with
names and is what `replay` computes; `numbers` is the same with the numbers in it, for people.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from preste.engine import render
from preste.engine.paths import LOCAL_KINDS, Path, Step
from preste.engine.plan import Plan
from preste.engine.replaying import evaluate
from preste.engine.rules import Rule
from preste.engine.trace import Trace
from preste.law import Entry, Field
from preste.money import Kind

SCHEMA = "preste.explanation/1"


@dataclass(frozen=True)
class Fact:
    """What a row may say of itself: the kind of the number and its title in four languages."""

    kind: Kind
    titles: Mapping[str, str]


def explain(trace: Trace, facts: Mapping[str, Fact], wanted: tuple[str, ...] = (), lang: str = "fr") -> dict[str, Any]:
    """The explanation of `wanted` (default: of every rule) and of everything they rest on.

    `facts` is the catalogue that titles come from; `lang` is the language of the numbers' format.
    """
    plan = trace.plan
    named = causes(trace, wanted) if wanted else set(plan.names)
    used_facts: dict[str, Any] = {}
    parameters: dict[str, Any] = {}
    nodes = []
    for i, rule in enumerate(plan.rules):
        if rule.name not in named:
            continue
        if trace.values[i] is None:
            nodes.append(_failed(rule, trace))
            continue
        path = rule.paths[trace.paths[i]]
        values, kinds = _surroundings(rule, path, trace)
        for name in sorted(path.names()):
            series = name.partition(".")[0]
            if name in plan.facts and series == name and (name, rule.clock) not in plan.entries:
                used_facts.setdefault(name, _fact(name, trace.facts[name], facts))
            elif (series, rule.clock) in plan.entries:
                entry = plan.entry(rule, series)
                if isinstance(entry, Entry):
                    parameters.setdefault(name, _parameter(plan, name, entry, values[name]))
        nodes.append(_node(trace, i, path, values, kinds, lang))
    return {
        "schema": SCHEMA,
        "plan": plan.name,
        "earned": plan.earned.isoformat(),
        "paid": plan.paid.isoformat(),
        "law": plan.version,
        "facts": used_facts,
        "parameters": parameters,
        "nodes": nodes,
    }


def causes(trace: Trace, wanted: tuple[str, ...]) -> set[str]:
    """The rules that `wanted` rest on, themselves included, by the paths that were taken."""
    plan = trace.plan
    found: set[str] = set()
    todo = [name for name in wanted if name in plan.index]
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        i = plan.index[name]
        rule = plan.rules[i]
        read = rule.inputs if trace.values[i] is None else rule.paths[trace.paths[i]].names()
        todo.extend(n for n in read if n in plan.index)
    return found


def _surroundings(rule: Rule, path: Path, trace: Trace) -> tuple[dict[str, Any], dict[str, Kind | None]]:
    """The values and kinds of every name the path reads, local values included as they are computed."""
    plan = trace.plan
    values: dict[str, Any] = {}
    kinds: dict[str, Kind | None] = {}
    for name in path.names():
        series, _, field = name.partition(".")
        entry = plan.entries.get((series, rule.clock))
        if isinstance(entry, Entry):
            values[name] = getattr(entry.value, field) if field else entry.value
            kinds[name] = _field(plan, name).kind
        elif name in plan.index:
            values[name] = trace[name]
            kinds[name] = plan.rules[plan.index[name]].kind
        elif name in trace.facts:
            values[name] = trace.facts[name]
            kinds[name] = rule.kind_of(name)
    return values, kinds


def _field(plan: Plan, name: str) -> Field:
    series, _, field = name.partition(".")
    return next(f for f in plan.book.series[series].fields if f.name == (field or "value"))


def _node(
    trace: Trace, i: int, path: Path, values: dict[str, Any], kinds: dict[str, Kind | None], lang: str
) -> dict[str, Any]:
    rule = trace.plan.rules[i]
    moves = []
    rounded: list[str] = []
    law = {n for n in path.names() if (n.partition(".")[0], rule.clock) in trace.plan.entries}
    for move in path.moves:
        formula = render.text(move.expression)
        shown = render.numbers(move.expression, values, kinds, lang)
        result = evaluate(move.expression, values)
        rounded += render.roundings(move.expression)
        if isinstance(move, Step):
            kind = LOCAL_KINDS[move.annotation]
            values[move.name], kinds[move.name] = result, kind
            moves.append({"name": move.name, "kind": kind.name, "formula": formula, "numbers": shown, "value": result})
        else:
            moves.append({"formula": formula, "numbers": shown, "holds": bool(result)})
    rounded += render.roundings(path.result)
    return {
        "name": rule.name,
        "titles": dict(rule.titles),
        "law": rule.law,
        "kind": rule.kind.name,
        "value": trace.values[i],
        "inputs": sorted(path.names() - law),
        "parameters": sorted(law),
        "moves": moves,
        "formula": render.text(path.result),
        "numbers": render.numbers(path.result, values, kinds, lang),
        "roundings": list(dict.fromkeys(rounded)),
    }


def _failed(rule: Rule, trace: Trace) -> dict[str, Any]:
    return {
        "name": rule.name,
        "titles": dict(rule.titles),
        "law": rule.law,
        "kind": rule.kind.name,
        "value": None,
        "error": trace.errors[rule.name].as_dict(),
        "inputs": [n for n in rule.inputs if n in trace.plan.index],
        "parameters": [],
        "moves": [],
        "formula": "",
        "numbers": "",
        "roundings": [],
    }


def _fact(name: str, value: int, facts: Mapping[str, Fact]) -> dict[str, Any]:
    fact = facts[name]
    return {"titles": dict(fact.titles), "kind": fact.kind.name, "value": value}


def _parameter(plan: Plan, name: str, entry: Entry, value: Any) -> dict[str, Any]:
    series = plan.book.series[entry.series]
    spec = _field(plan, name)
    return {
        "titles": dict(series.title),
        "field": spec.title or spec.name.replace("_", " "),
        "kind": spec.kind.name,
        "unit": spec.unit,
        "value": list(value) if isinstance(value, tuple) else value,
        "from": entry.start.isoformat(),
        "to": _iso(entry.end),
        "key": list(entry.key),
        "status": entry.status,
        "sources": [s.as_dict() for s in entry.sources],
        "law": series.law,
        "note": entry.note,
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None

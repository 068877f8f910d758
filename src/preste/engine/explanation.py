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
from functools import lru_cache
from typing import Any

from preste.engine import render
from preste.engine.paths import LOCAL_KINDS, Path, Step
from preste.engine.plan import Plan
from preste.engine.replaying import evaluate
from preste.engine.rules import Rule
from preste.engine.trace import Trace
from preste.law import Book, Entry, Field, Series
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
        reading = _reading(plan, i, trace.paths[i])
        for name in reading.facts:
            used_facts.setdefault(name, _fact(name, trace.facts[name], facts))
        for name, told in reading.told.items():
            parameters.setdefault(name, dict(told))
        nodes.append(_node(trace, i, reading, lang))
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


@dataclass(frozen=True)
class _Reading:
    """What one path through a rule of a plan reads: the same for every row."""

    path: Path
    law: Mapping[str, Any]
    told: Mapping[str, Mapping[str, Any]]
    rules: tuple[str, ...]
    facts: tuple[str, ...]
    kinds: Mapping[str, Kind | None]
    roundings: tuple[str, ...]

    def values(self, trace: Trace) -> dict[str, Any]:
        """The value of every name the path reads; local values join as they are computed."""
        found = dict(self.law)
        found |= {name: trace[name] for name in self.rules}
        return found | {name: trace.facts[name] for name in self.facts}


@lru_cache(maxsize=100_000)
def _reading(plan: Plan, i: int, taken: int) -> _Reading:
    rule = plan.rules[i]
    path = rule.paths[taken]
    law: dict[str, Any] = {}
    told: dict[str, Mapping[str, Any]] = {}
    kinds: dict[str, Kind | None] = {}
    rules, facts = [], []
    for name in sorted(path.names()):
        series, _, field = name.partition(".")
        entry = plan.entries.get((series, rule.clock))
        if isinstance(entry, Entry):
            law[name] = getattr(entry.value, field) if field else entry.value
            told[name] = _parameter(plan.book.series[entry.series], _field(plan, name), entry, law[name])
            kinds[name] = _field(plan, name).kind
        elif name in plan.index:
            rules.append(name)
            kinds[name] = plan.rules[plan.index[name]].kind
        elif name in plan.facts:
            facts.append(name)
            kinds[name] = rule.kind_of(name)
    rounded = dict.fromkeys(r for expression in path.expressions for r in render.roundings(expression))
    return _Reading(path, law, told, tuple(rules), tuple(facts), kinds, tuple(rounded))


def _field(plan: Plan, name: str) -> Field:
    series, _, field = name.partition(".")
    return next(f for f in plan.book.series[series].fields if f.name == (field or "value"))


def _node(trace: Trace, i: int, reading: _Reading, lang: str) -> dict[str, Any]:
    rule, path = trace.plan.rules[i], reading.path
    values, kinds = reading.values(trace), dict(reading.kinds)
    moves = []
    for move in path.moves:
        formula = render.text(move.expression)
        shown = render.numbers(move.expression, values, kinds, lang)
        result = evaluate(move.expression, values)
        if isinstance(move, Step):
            kind = LOCAL_KINDS[move.annotation]
            values[move.name], kinds[move.name] = result, kind
            moves.append({"name": move.name, "kind": kind.name, "formula": formula, "numbers": shown, "value": result})
        else:
            moves.append({"formula": formula, "numbers": shown, "holds": bool(result)})
    return {
        "name": rule.name,
        "titles": dict(rule.titles),
        "law": rule.law,
        "kind": rule.kind.name,
        "value": trace.values[i],
        "inputs": sorted((*reading.rules, *reading.facts)),
        "parameters": list(reading.law),
        "moves": moves,
        "formula": render.text(path.result),
        "numbers": render.numbers(path.result, values, kinds, lang),
        "roundings": list(reading.roundings),
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


def entry_parameters(book: Book, entry: Entry) -> dict[str, dict[str, Any]]:
    """A value of law by itself, as the parameters of an explanation are told: one for each of its fields."""
    series = book.series[entry.series]
    if series.is_scalar or [field.name for field in series.fields] == ["value"]:
        return {series.name: _parameter(series, series.fields[0], entry, entry.value)}
    return {
        f"{series.name}.{field.name}": _parameter(series, field, entry, getattr(entry.value, field.name))
        for field in series.fields
    }


def _parameter(series: Series, spec: Field, entry: Entry, value: Any) -> dict[str, Any]:
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

"""A plan: the rules that hold for one kind of row on one date, in order, bound to their parameters.

Layers pick the variant (country, regime, joint committee, employer): a later layer replaces a rule by its
name. Dates pick the rule among those of one name. The plan is then one straight Python function that
calls each rule with what it needs; nothing in it asks again what kind of row it has before it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import Any, NoReturn

from preste.engine.rules import EARNED, Rule
from preste.engine.trace import Trace
from preste.errors import InputError, NoParameter, PresteError, RuleError
from preste.law import Book, Entry, Series


@dataclass(frozen=True)
class Layer:
    """A named set of rules; as a later layer it replaces the rules of the same name below it."""

    name: str
    rules: tuple[Rule, ...]


class Missing:
    """Stands for a parameter the book does not have: any use of it raises its NoParameter."""

    __slots__ = ("error",)

    def __init__(self, error: NoParameter) -> None:
        object.__setattr__(self, "error", error)

    def _refuse(self, *_: object) -> NoReturn:
        raise NoParameter(self.error.message, field=self.error.field, remedy=self.error.remedy)

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __neg__ = _refuse
    __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __getitem__ = __len__ = __index__ = _refuse
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _refuse
    __eq__ = __ne__ = _refuse
    __hash__ = None  # type: ignore[assignment]

    def __getattr__(self, name: str) -> NoReturn:
        self._refuse()


def _refusing_missing(function: Callable[..., Any]) -> Callable[..., Any]:
    """A rule, or its twin, that also raises when it only hands a missing parameter on."""

    def call(*arguments: Any) -> Any:
        result = function(*arguments)
        value = result[0] if isinstance(result, tuple) else result
        if isinstance(value, Missing):
            value._refuse()
        return result

    return call


class Plan:
    """Rules in order, with the parameters of their dates."""

    def __init__(
        self,
        name: str,
        rules: Sequence[Rule],
        facts: Sequence[str],
        entries: Mapping[tuple[str, str], Entry | NoParameter],
        dates: tuple[dt.date, dt.date],
        key: Mapping[str, str],
        book: Book,
    ) -> None:
        self.name = name
        self.rules = tuple(rules)
        self.facts = tuple(facts)
        self.entries = dict(entries)
        self.earned, self.paid = dates
        self.key = dict(key)
        self.book = book
        self.version = book.version
        self.names = tuple(r.name for r in rules)
        self.index = {name: i for i, name in enumerate(self.names)}
        self._parameters = {k: Missing(e) if isinstance(e, NoParameter) else e.value for k, e in self.entries.items()}

    def entry(self, rule: Rule, series: str) -> Entry | NoParameter:
        """The parameter a rule of this plan reads under that name."""
        return self.entries[series, rule.clock]

    def amounts(self, facts: Mapping[str, int]) -> dict[str, int]:
        """Every rule's result by name, without a trace. Raises NoParameter at the first missing parameter."""
        try:
            return dict(zip(self.names, self._straight(facts), strict=True))
        except KeyError as error:
            raise self._lacks(error) from None

    def run(self, facts: Mapping[str, int]) -> Trace:
        """Every rule's result with the path it took. A missing parameter blocks only what needs it."""
        try:
            values, paths = self._recorded(facts)
        except KeyError as error:
            raise self._lacks(error) from None
        except NoParameter:
            return self._around_missing(facts)
        return Trace(self, dict(facts), values, paths, {})

    def _lacks(self, error: KeyError) -> PresteError:
        return InputError(f"fact {error.args[0]} is not given", field=str(error.args[0]), code="E-INPUT-FACT")

    def _around_missing(self, facts: Mapping[str, int]) -> Trace:
        values: list[int | None] = []
        paths: list[int] = []
        errors: dict[str, NoParameter] = {}
        known: dict[str, Any] = {n: facts[n] for n in self.facts}
        for rule, twin, inputs, parameters in self._apart:
            blocked = next((errors[n] for n in inputs if n in errors), None) if errors else None
            try:
                if blocked is not None:
                    raise blocked
                value, path = twin(*[parameters[n] if n in parameters else known[n] for n in inputs])
                known[rule] = value
                values.append(value)
                paths.append(path)
            except NoParameter as error:
                errors[rule] = error
                values.append(None)
                paths.append(-1)
        return Trace(self, dict(facts), tuple(values), tuple(paths), errors)

    @cached_property
    def _apart(self) -> tuple[tuple[str, Callable[..., Any], tuple[str, ...], Mapping[str, Any]], ...]:
        """Each rule by itself: its name, its twin that refuses missing parameters, its inputs, its parameters."""
        found = []
        for rule in self.rules:
            own = {n: self._parameters[n, rule.clock] for n in rule.inputs if (n, rule.clock) in self._parameters}
            found.append((rule.name, _refusing_missing(rule.twin), rule.inputs, own))
        return tuple(found)

    @cached_property
    def _straight(self) -> Callable[[Mapping[str, int]], tuple[int, ...]]:
        return self._compiled(recorded=False)

    @cached_property
    def _recorded(self) -> Callable[[Mapping[str, int]], tuple[tuple[int, ...], tuple[int, ...]]]:
        return self._compiled(recorded=True)

    def _compiled(self, *, recorded: bool) -> Callable[[Mapping[str, int]], Any]:
        """One Python function that computes the whole plan, written out call by call."""
        space: dict[str, Any] = {}
        lines = ["def run(facts):"]
        local = {name: f"f_{name}" for name in self.facts}
        lines += [f"    f_{name} = facts[{name!r}]" for name in self.facts]
        for (series, clock), value in self._parameters.items():
            space[f"p_{series}_{clock}"] = value
        for rule in self.rules:
            function: Callable[..., Any] = rule.twin if recorded else rule.function
            lacks = any(isinstance(self._parameters.get((n, rule.clock)), Missing) for n in rule.inputs)
            space[f"r_{rule.name}"] = _refusing_missing(function) if lacks else function
            arguments = [
                f"p_{n}_{rule.clock}" if (n, rule.clock) in self._parameters else local[n] for n in rule.inputs
            ]
            local[rule.name] = f"v_{rule.name}"
            target = f"v_{rule.name}, k_{rule.name}" if recorded else f"v_{rule.name}"
            lines.append(f"    {target} = r_{rule.name}({', '.join(arguments)})")
        values = "(" + "".join(f"v_{n}, " for n in self.names) + ")"
        paths = "(" + "".join(f"k_{n}, " for n in self.names) + ")"
        lines.append(f"    return {values}, {paths}" if recorded else f"    return {values}")
        exec(compile("\n".join(lines), f"<plan {self.name}>", "exec"), space)  # noqa: S102 - our own text
        run: Callable[[Mapping[str, int]], Any] = space["run"]
        return run

    @cached_property
    def doubts(self) -> tuple[tuple[int, frozenset[int], Entry], ...]:
        """For each unsure parameter: the rule's place, the paths that read it, and the entry."""
        found = []
        for i, rule in enumerate(self.rules):
            for name in rule.inputs:
                entry = self.entries.get((name, rule.clock))
                if isinstance(entry, Entry) and entry.status == "unsure":
                    reading = frozenset(k for k, p in enumerate(rule.paths) if _reads(p.names(), name))
                    found.append((i, reading, entry))
        return tuple(found)


def _reads(names: frozenset[str], series: str) -> bool:
    return series in names or any(n.startswith(series + ".") for n in names)


def build(
    name: str,
    layers: Sequence[Layer],
    earned: dt.date,
    paid: dt.date,
    key: Mapping[str, str],
    book: Book,
    facts: Sequence[str],
) -> Plan:
    """The plan of these layers for a month earned and paid on these days.

    `key` gives the values that keyed series are read with (employer category, worker code). `facts` are
    the names a row may give. Raises RuleError when two rules of one layer share a name on that date, when
    rules need each other in a circle, or when a rule needs a name that nobody gives.
    """
    chosen: dict[str, Rule] = {}
    for layer in layers:
        seen: set[str] = set()
        for rule in layer.rules:
            if not rule.holds(earned, paid):
                continue
            if rule.name in seen:
                raise RuleError(f"layer {layer.name} has two rules {rule.name} on {earned}")
            seen.add(rule.name)
            chosen[rule.name] = rule
    entries: dict[tuple[str, str], Entry | NoParameter] = {}
    known = set(facts)
    used: set[str] = set()
    for rule in chosen.values():
        for wanted in rule.inputs:
            if wanted in chosen:
                continue
            if wanted in book:
                _same_kind(rule, book.series[wanted])
                entries[wanted, rule.clock] = _look_up(book, wanted, earned if rule.clock == EARNED else paid, key)
            elif wanted in known:
                used.add(wanted)
            else:
                raise RuleError(f"rule {rule.name} needs {wanted}, which is no rule, parameter or fact")
    try:
        order = tuple(
            TopologicalSorter({n: sorted(set(r.inputs) & set(chosen)) for n, r in chosen.items()}).static_order()
        )
    except CycleError as error:
        raise RuleError(f"rules need each other in a circle: {error.args[1]}") from None
    return Plan(name, [chosen[n] for n in order], [f for f in facts if f in used], entries, (earned, paid), key, book)


def _same_kind(rule: Rule, series: Series) -> None:
    """A rule's annotation says what the book holds, or the numbers would be read with other decimals."""
    told = rule.kind_of(series.name)
    held = series.fields[0].kind if series.is_scalar else None
    if told is not held:
        raise RuleError(
            f"rule {rule.name} reads {series.name} as {told and told.name}, the book has {held and held.name}"
        )


def _look_up(book: Book, series: str, day: dt.date, key: Mapping[str, str]) -> Entry | NoParameter:
    try:
        return book.on(series, day, tuple(key[k] for k in book.series[series].keys))
    except NoParameter as error:
        return error

"""`@rule`: a plain function over integers, with its title, its law and the days between which it holds.

The decorator changes nothing: the function stays callable as it is written. It only attaches a `Rule`,
which the engine reads to put rules in order, to record the path taken and to explain the result.

A rule is written with annotated arguments, annotated local values, `if`/`else` and `return`; it calls
nothing but `min`, `max` and the primitives of `preste.money`. That is what a compiler can take, and what
an explanation can replay.
"""

from __future__ import annotations

import datetime as dt
import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType
from typing import Any, TypeVar

from preste.engine.paths import Path, analyse
from preste.errors import RuleError
from preste.money import Kind

F = TypeVar("F", bound=Callable[..., int])

EARNED = "earned"
PAID = "paid"
"""The two clocks: social contributions follow the month of work, withholding tax the day of payment."""


@dataclass(frozen=True)
class Rule:
    """One rule of law, as the engine sees it."""

    name: str
    function: Callable[..., int]
    titles: Mapping[str, str]
    law: str
    since: dt.date | None
    until: dt.date | None
    clock: str
    why: str

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """Names of the facts, rules and parameters it needs, in order."""
        return tuple(inspect.signature(self.function).parameters)

    @cached_property
    def _hints(self) -> dict[str, Any]:
        return typing.get_type_hints(self.function, include_extras=True)

    def kind_of(self, name: str) -> Kind | None:
        """The kind of an input; None for a table of law."""
        return kind_of(self._hints[name])

    @cached_property
    def kind(self) -> Kind:
        """The kind of the result. Raises RuleError when the annotation says none."""
        kind = kind_of(self._hints.get("return"))
        if kind is None:
            raise RuleError(f"rule {self.name} does not say what it returns", remedy="annotate it: -> Cents")
        return kind

    @cached_property
    def _analysed(self) -> tuple[tuple[Path, ...], Callable[..., tuple[int, int]]]:
        return analyse(self.function)

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every way through the rule, in the order its twin numbers them."""
        return self._analysed[0]

    @property
    def twin(self) -> Callable[..., tuple[int, int]]:
        """The same function, which returns the number of the path taken besides the result."""
        return self._analysed[1]

    @property
    def doc(self) -> str:
        """The rule's docstring."""
        return inspect.getdoc(self.function) or ""

    def holds(self, earned: dt.date, paid: dt.date) -> bool:
        """Whether the rule holds for a month earned and paid on these days."""
        day = earned if self.clock == EARNED else paid
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def kind_of(annotation: Any) -> Kind | None:
    """The money kind an annotation carries, if it does."""
    for extra in getattr(annotation, "__metadata__", ()):
        if isinstance(extra, Kind):
            return extra
    return None


def rule(
    *,
    fr: str,
    nl: str,
    de: str,
    en: str,
    law: str,
    since: str = "",
    until: str = "",
    clock: str = EARNED,
    name: str = "",
    why: str = "",
) -> Callable[[F], F]:
    """Mark a function as a rule.

    `fr`, `nl`, `de`, `en`: its title. `law`: its legal source. `since`, `until`: first and last day it
    holds, when not always. `clock`: `EARNED` or `PAID`. `name`: the name other rules use, when two rules of
    different dates share one. `why`: for a rule that replaces that of an earlier layer, the reason.
    """

    def attach(function: F) -> F:
        function.__preste_rule__ = Rule(  # type: ignore[attr-defined]
            name or function.__name__,
            function,
            {"fr": fr, "nl": nl, "de": de, "en": en},
            law,
            dt.date.fromisoformat(since) if since else None,
            dt.date.fromisoformat(until) if until else None,
            clock,
            why,
        )
        return function

    return attach


def rule_of(function: Callable[..., int]) -> Rule:
    """The Rule attached to a function. Raises RuleError when there is none."""
    found = getattr(function, "__preste_rule__", None)
    if not isinstance(found, Rule):
        raise RuleError(f"{function!r} is not a rule", remedy="decorate it with @rule")
    return found


def rules_in(*modules: ModuleType) -> tuple[Rule, ...]:
    """The rules written in these modules, in order of writing."""
    return tuple(
        item.__preste_rule__
        for module in modules
        for item in vars(module).values()
        if hasattr(item, "__preste_rule__") and item.__module__ == module.__name__
    )

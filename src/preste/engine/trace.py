"""What is kept of a computation: the facts, each rule's value and the path it took.

That is all an explanation needs: words, formulas and sources are added when it is shown.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from preste.errors import NoParameter

if TYPE_CHECKING:
    from preste.engine.plan import Plan
    from preste.law import Entry


@dataclass(frozen=True, slots=True)
class Trace:
    """One row computed by a plan."""

    plan: Plan
    facts: Mapping[str, int]
    values: Sequence[int | None]
    paths: Sequence[int]
    errors: Mapping[str, NoParameter]

    def __getitem__(self, name: str) -> int:
        """The value of a rule. Raises its NoParameter when it could not be computed."""
        value = self.values[self.plan.index[name]]
        if value is None:
            raise self.errors[name]
        return value

    def get(self, name: str) -> int | None:
        """The value of a rule, None when it could not be computed or is not in the plan."""
        i = self.plan.index.get(name)
        return None if i is None else self.values[i]

    def doubts(self, among: Container[str] | None = None) -> Iterator[Entry]:
        """The unsure parameters that were used, each once; with `among`, only those that these rules used."""
        seen: set[str] = set()
        for i, reading, entry in self.plan.doubts:
            counts = among is None or self.plan.names[i] in among
            if counts and self.paths[i] in reading and entry.name not in seen:
                seen.add(entry.name)
                yield entry

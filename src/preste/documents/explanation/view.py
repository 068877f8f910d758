"""An explanation made ready to be shown: order, reference numbers, names, links and who uses what."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape
from typing import Any
from urllib.parse import quote

from preste import money
from preste.documents.explanation.labels import field_label, local_label, unit_label
from preste.documents.explanation.texts import STATUS_SIGNS, Texts
from preste.engine import render
from preste.engine.explanation import SCHEMA
from preste.errors import InputError
from preste.money import Kind

Item = Mapping[str, Any]


@lru_cache(maxsize=8192)
def parsed(formula: str) -> ast.expr:
    """The expression a stored formula stands for. Raises InputError when it is not one."""
    try:
        return ast.parse(formula, mode="eval").body
    except SyntaxError as error:
        raise InputError(
            f"{formula!r} is not a formula", field="formula", remedy="make the explanation again"
        ) from error


def names_of(expression: ast.AST) -> Iterator[str]:
    """The names an expression reads, in the order of writing."""
    if isinstance(expression, ast.Attribute):
        yield ast.unparse(expression)
    elif isinstance(expression, ast.Name):
        yield expression.id
    else:
        inside = expression.args if isinstance(expression, ast.Call) else ast.iter_child_nodes(expression)
        for child in inside:
            yield from names_of(child)


@dataclass(frozen=True)
class View:
    """One explanation in one language, seen from its main `results`."""

    explanation: Mapping[str, Any]
    results: Sequence[str]
    texts: Texts

    @classmethod
    def of(cls, explanation: Mapping[str, Any], results: Sequence[str], lang: str) -> View:
        """The view of an explanation; a result the explanation does not hold is left out.

        Raises InputError when the explanation is of another schema or holds none of the results.
        """
        if explanation.get("schema") != SCHEMA:
            raise InputError(
                f"not an explanation: its schema is {explanation.get('schema')!r}",
                field="schema",
                remedy=f"give the JSON of an explanation, schema {SCHEMA}",
            )
        held = {node["name"] for node in explanation["nodes"]}
        found = tuple(name for name in dict.fromkeys(results) if name in held)
        if not found:
            raise InputError(
                "the explanation holds none of the results asked for", field="results", remedy="name its main amounts"
            )
        return cls(explanation, found, Texts(lang))

    @property
    def lang(self) -> str:
        """The page's language."""
        return self.texts.lang

    @cached_property
    def nodes(self) -> Mapping[str, Item]:
        """The rules, by name."""
        return {node["name"]: node for node in self.explanation["nodes"]}

    @property
    def facts(self) -> Mapping[str, Item]:
        """The facts given, by name."""
        found: Mapping[str, Item] = self.explanation["facts"]
        return found

    @property
    def parameters(self) -> Mapping[str, Item]:
        """The values of law, by name."""
        found: Mapping[str, Item] = self.explanation["parameters"]
        return found

    @cached_property
    def reads(self) -> Mapping[str, tuple[str, ...]]:
        """What each rule read, in the order of its formulas; what it would have read when it failed."""
        return {name: self._reads(node) for name, node in self.nodes.items()}

    @cached_property
    def users(self) -> Mapping[str, Sequence[str]]:
        """The rules that read a name."""
        found: dict[str, list[str]] = {}
        for name in self.order:
            for read in self.reads[name]:
                found.setdefault(read, []).append(name)
        return found

    @cached_property
    def order(self) -> Sequence[str]:
        """Every rule: each result followed by its causes, then what no result rests on."""
        seen: dict[str, None] = {}
        waiting = [*reversed(list(self.nodes)), *reversed(self.results)]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen[name] = None
                waiting += [n for n in reversed(self.reads[name]) if n in self.nodes]
        return tuple(seen)

    @cached_property
    def live(self) -> Sequence[str]:
        """The rules that weigh on the month, and those that failed."""
        return tuple(name for name in self.order if not self._is_idle(name))

    @cached_property
    def idle(self) -> Sequence[str]:
        """The rules whose value is nil and that are not a main result."""
        return tuple(name for name in self.order if self._is_idle(name))

    @cached_property
    def given(self) -> Sequence[str]:
        """The facts, those that are nil last."""
        return tuple(sorted(self.facts, key=lambda name: not self.facts[name]["value"]))

    @cached_property
    def references(self) -> Mapping[str, str]:
        """The number each thing bears on the page, for readers of paper: 12, D3, L7."""
        numbered = {name: str(i) for i, name in enumerate((*self.live, *self.idle), 1)}
        numbered |= {name: f"D{i}" for i, name in enumerate(self.given, 1)}
        return numbered | {name: f"L{i}" for i, name in enumerate(self._grouped_parameters(), 1)}

    @cached_property
    def law_groups(self) -> Sequence[Sequence[str]]:
        """The values of law, those of one entry of the law book together."""
        groups: dict[tuple[Any, ...], list[str]] = {}
        for name, p in self.parameters.items():
            mark = (name.partition(".")[0], tuple(p["key"]), p["from"], p["to"], p["status"], p["note"])
            groups.setdefault(mark, []).append(name)
        return list(groups.values())

    @cached_property
    def unsure(self) -> Sequence[str]:
        """The values of law of a doubtful source."""
        return [name for name, p in self.parameters.items() if p["status"] in ("unsure", "unknown")]

    @cached_property
    def failures(self) -> Mapping[str, Sequence[str]]:
        """What went wrong, by message, with the rules where it began: those that miss no other rule."""
        found: dict[str, list[str]] = {}
        for name in self.live:
            if self.nodes[name]["value"] is None and not self.missing(name):
                found.setdefault(self.nodes[name]["error"]["message"], []).append(name)
        return found

    def missing(self, name: str) -> Sequence[str]:
        """The rules a rule reads that could not be computed."""
        return [read for read in self.reads[name] if read in self.nodes and self.nodes[read]["value"] is None]

    def anchor(self, name: str) -> str:
        """The id of a name on the page."""
        prefix = "n" if name in self.nodes else "d" if name in self.facts else "l"
        return f"{prefix}-{name}"

    def link(self, name: str, inner: str = "") -> str:
        """A link to a name as HTML, around its short name or around `inner`; no link when it is not held."""
        text = inner or self.short(name)
        if name not in self.references:
            return text
        return f'<a href="#{quote(self.anchor(name))}" data-ref="{self.references[name]}">{text}</a>'

    def title(self, item: Item, name: str) -> str:
        """A title in the page's language, escaped."""
        titles: Mapping[str, str] = item["titles"]
        return escape(titles.get(self.lang) or titles.get("fr") or titles.get("en") or name.replace("_", " "))

    def name(self, name: str) -> str:
        """The full name of a rule, fact or value of law as HTML."""
        if name in self.parameters:
            title = self.title(self.parameters[name], name)
            return f"{title}{self.texts.colon} {self.field(name)}" if "." in name else title
        return self.short(name)

    def short(self, name: str) -> str:
        """A name short enough for a formula, as HTML: a value of law is called by its field."""
        if name in self.nodes:
            return self.title(self.nodes[name], name)
        if name in self.facts:
            return self.title(self.facts[name], name)
        if name in self.parameters:
            return self.field(name) if "." in name else self.title(self.parameters[name], name)
        return self.english(name.replace("_", " "), local_label(name, self.lang))

    def field(self, name: str) -> str:
        """The field of a value of law, as HTML."""
        return self.english(self.parameters[name]["field"], field_label(name, self.lang))

    def english(self, text: str, translated: str = "") -> str:
        """A text of the law book as HTML: translated when it can be, else in English and marked as such."""
        if translated or self.lang == "en":
            return escape(translated or text)
        return f'<span lang="en">{escape(text)}</span>'

    def french(self, text: str) -> str:
        """The name of a law as HTML: it stays in French and is marked as such elsewhere."""
        return escape(text) if self.lang == "fr" else f'<span lang="fr">{escape(text)}</span>'

    def amount(self, value: int | bool | None, kind: str) -> str:
        """A value with its euro sign; a word when it could not be computed."""
        if value is None:
            return self.texts["failed"]
        known = money.KINDS[kind]
        if known is money.KINDS["money"]:
            return money.euro(value, self.lang)
        text = render.shown(value, known, self.lang)
        return f"{text}\u00a0€" if known.unit == "EUR" else text

    def legal_value(self, name: str) -> str:
        """A value of law with its unit, as HTML; the rows of a table one after the other."""
        p = self.parameters[name]
        decimals = money.KINDS[p["kind"]].decimals
        values = p["value"] if isinstance(p["value"], list) else [p["value"]]
        text = " ; ".join(money.number(value, decimals, self.lang) for value in values)
        unit = self.english(p["unit"].replace("EUR", "€"), unit_label(p["unit"], self.lang))
        return f"{text}\u00a0{unit}" if p["unit"] else text

    def badge(self, status: str) -> str:
        """A status as HTML: sign and word."""
        sign = STATUS_SIGNS.get(status, "")
        return (
            f'<span class="badge {escape(status)}"><span aria-hidden="true">{sign}</span> {self.texts[status]}</span>'
        )

    def known(self, name: str) -> tuple[Any, Kind]:
        """The value and kind of a name. Raises InputError when the explanation does not hold it."""
        for table in (self.nodes, self.facts, self.parameters):
            if name in table:
                return table[name]["value"], money.KINDS[table[name]["kind"]]
        raise InputError(
            f"the explanation does not hold {name}", field=name, remedy="make the explanation again, whole"
        )

    def _reads(self, node: Item) -> tuple[str, ...]:
        local = {move["name"] for move in node["moves"] if "name" in move}
        formulas = [*(move["formula"] for move in node["moves"]), node["formula"]]
        read = [name for formula in formulas if formula for name in names_of(parsed(formula))]
        listed = dict.fromkeys((*read, *node["inputs"], *node["parameters"]))
        return tuple(name for name in listed if name not in local)

    def _is_idle(self, name: str) -> bool:
        value = self.nodes[name]["value"]
        return value is not None and not value and name not in self.results

    def _grouped_parameters(self) -> Iterator[str]:
        for group in self.law_groups:
            yield from group

"""`preste explain` and `preste rules`: why an amount is what it is, and what the rules are."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Mapping
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from preste.belgium.layers import LAYERS
from preste.documents.explanation.labels import field_label, local_label, unit_label
from preste.documents.explanation.texts import Texts
from preste.engine import Rule, render
from preste.engine.explanation import SCHEMA
from preste.errors import InputError
from preste.money import KINDS, PERCENT, Kind

DEFAULT = "net"
_LONGEST = 5_000
_ABOVE = {"fr": "voir plus haut", "nl": "zie hoger", "de": "siehe oben", "en": "see above"}


def explain(
    source: Annotated[
        str,
        typer.Argument(help="Un résultat de « preste pay --explain », ou une explication ; - pour l'entrée standard."),
    ],
    result: Annotated[
        str, typer.Option("--result", help="Le résultat à expliquer : net, withholding, employer_cost …")
    ] = DEFAULT,
    depth: Annotated[int, typer.Option("--depth", help="Profondeur de l'arbre.")] = 6,
    case: Annotated[int, typer.Option("--case", help="Dans une liste, le rang du cas, à partir de 1.")] = 1,
    lang: Annotated[str, typer.Option("--lang", help="fr, nl, de ou en.")] = "fr",
) -> None:
    """Imprimer l'arbre d'un montant : sa formule, ses causes, ses paramètres et leurs sources."""
    from preste.cli.app import read_json

    explanation = _explanation(read_json(source), case)
    if lang not in render.WORDS:
        raise InputError(f"{lang!r} is not a language", field="lang", remedy="use fr, nl, de or en")
    try:
        tree = Told(explanation, lang).tree(result, depth)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, SyntaxError, TypeError, ValueError) as error:
        raise InputError(
            f"the explanation is damaged: {type(error).__name__} {str(error)[:100]}",
            remedy="make it again with: preste pay --json FILE --explain",
        ) from error
    _console().print(tree)


def _explanation(data: Any, case: int) -> Mapping[str, Any]:
    """The explanation in a file: by itself, in an answer, or in the answer of that rank in a list (of cases, or of the
    occupation lines of a quarter)."""
    if isinstance(data, Mapping) and "explanation" not in data and isinstance(data.get("lines"), list):
        data = data["lines"]
    if isinstance(data, list):
        if not 1 <= case <= len(data):
            raise InputError(f"the list has {len(data)} results", field="case", remedy="choose one of them")
        data = data[case - 1]
    found = data.get("explanation", data) if isinstance(data, Mapping) else {}
    if not isinstance(found, Mapping) or found.get("schema") != SCHEMA:
        raise InputError("there is no explanation in it", remedy="make one with: preste pay --json FILE --explain")
    return found


class Told:
    """An explanation in one language, as trees of text."""

    def __init__(self, explanation: Mapping[str, Any], lang: str) -> None:
        self.lang = lang
        self.texts = Texts(lang)
        self.nodes = {node["name"]: node for node in explanation["nodes"]}
        self.facts: Mapping[str, Any] = explanation["facts"]
        self.parameters: Mapping[str, Any] = explanation["parameters"]
        self.seen: set[str] = set()

    def tree(self, name: str, depth: int) -> Tree:
        """An amount: its formula, the tests it met, the law it used, and so on with what it rests on."""
        if name not in self.nodes:
            near = difflib.get_close_matches(name, self.nodes, 3)
            remedy = f"did you mean {', '.join(near)}?" if near else f"results: {', '.join(list(self.nodes)[-12:])}"
            raise InputError(f"the explanation has no result {name!r}", field="result", remedy=remedy)
        node = self.nodes[name]
        title = (node["titles"][self.lang], "bold")
        if node["value"] is None:
            return Tree(Text.assemble(title, f"{self.texts.colon} ", (node["error"]["message"], "red")))
        value = render.shown(node["value"], KINDS[node["kind"]], self.lang)
        tree = Tree(Text.assemble(title, f" = {value}   ", (name, "dim")))
        if name in self.seen:
            tree.add(Text(_ABOVE[self.lang], "dim"))
            return tree
        self.seen.add(name)
        for line in self._lines(node):
            tree.add(line)
        for one in node["inputs"] if depth > 1 else ():
            if one in self.nodes and self.nodes[one]["value"] != 0:
                tree.children.append(self.tree(one, depth - 1))
            elif one in self.facts:
                tree.add(self._fact(self.facts[one]))
        return tree

    def _lines(self, node: Mapping[str, Any]) -> list[Text]:
        """The formula in words and in numbers, then why it is this one, then the law."""
        values, kinds = self._known(node)
        moves = [self._move(move, values, kinds) for move in node["moves"]]
        formula = _parsed(node["formula"])
        numbers = render.numbers(formula, values, kinds, self.lang)
        roundings = "".join(f", {render.ROUNDINGS[r][self.lang]}" for r in node["roundings"])
        words = render.words(formula, self.title, self.lang)
        parameters = [self._parameter(name) for name in node["parameters"]]
        return [Text(f"{words}\n= {numbers}{roundings}"), *moves, *parameters, Text(node["law"], "dim")]

    def numbers(self, name: str) -> str:
        """The formula of an amount in numbers, in one line; "" for what no rule gives."""
        node = self.nodes.get(name)
        if node is None or node["value"] is None:
            return ""
        values, kinds = self._known(node)
        for move in node["moves"]:
            self._move(move, values, kinds)
        return render.numbers(_parsed(node["formula"]), values, kinds, self.lang)

    def _known(self, node: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Kind | None]]:
        """The values and kinds of what a rule reads."""
        held = {**self.facts, **self.parameters, **self.nodes}
        names = [name for name in (*node["inputs"], *node["parameters"]) if name in held]
        return {n: held[n]["value"] for n in names}, {n: KINDS[held[n]["kind"]] for n in names}

    def _move(self, move: Mapping[str, Any], values: dict[str, Any], kinds: dict[str, Kind | None]) -> Text:
        """A test with its outcome, or a local value, which the next moves and the formula may read."""
        expression = _parsed(move["formula"])
        words = render.words(expression, self.title, self.lang)
        numbers = "" if isinstance(expression, ast.Name) else render.numbers(expression, values, kinds, self.lang)
        if "name" not in move:
            why = self.texts["true" if move["holds"] else "false"] + self.texts.colon
            return Text.assemble((why, "dim"), f" {words}" + (f" ({numbers})" if numbers else ""))
        values[move["name"]], kinds[move["name"]] = move["value"], KINDS[move["kind"]]
        value = render.shown(move["value"], KINDS[move["kind"]], self.lang)
        parts = [part for part in (self.title(move["name"]), words, numbers) if part]
        return Text(" = ".join(parts if parts[-1] == value else [*parts, value]))

    def _parameter(self, name: str) -> Text:
        """A value of law: what, how much, since when, by what source, and whether it is doubtful."""
        found = self.parameters[name]
        kind = KINDS[found["kind"]]
        value = render.shown(found["value"], kind, self.lang)
        unit = unit_label(found["unit"], self.lang) or found["unit"].replace("_", " ")
        if kind is PERCENT:
            unit = unit.removeprefix("%").lstrip()  # the value carries the sign
        span = self.texts.span(found["from"], found["to"])
        source = "; ".join(s["title"] for s in found["sources"])
        told = f"{self.title(name)}{self.texts.colon} {' '.join((value, unit)).rstrip()}, {span} ({source})"
        doubt = f"  ? {self.texts['unsure']}" if found["status"] == "unsure" else ""
        return Text.assemble(told, (doubt, "yellow"))

    def _fact(self, fact: Mapping[str, Any]) -> Text:
        value = render.shown(fact["value"], KINDS[fact["kind"]], self.lang)
        return Text(f"{fact['titles'][self.lang]}{self.texts.colon} {value}")

    def title(self, name: str) -> str:
        """What a name of a formula is called in the reader's language."""
        if name in self.nodes:
            return str(self.nodes[name]["titles"][self.lang])
        if name in self.facts:
            return str(self.facts[name]["titles"][self.lang])
        if name in self.parameters:
            found = self.parameters[name]
            title = str(found["titles"][self.lang])
            return f"{title} ({field_label(name, self.lang) or found['field']})" if "." in name else title
        return local_label(name, self.lang) or name.replace("_", " ")


def _parsed(formula: str) -> ast.expr:
    if len(formula) > _LONGEST:
        raise ValueError("a formula is too long")
    return ast.parse(formula, mode="eval").body


def _console() -> Console:
    """A console that prints texts as they are: a bracket in a title is no markup, a colon no picture."""
    return Console(markup=False, emoji=False, highlight=False)


def rules(
    name: Annotated[str, typer.Argument(help="Le nom d'une règle ; sans lui, la liste.")] = "",
    lang: Annotated[str, typer.Option("--lang", help="fr, nl, de ou en.")] = "fr",
) -> None:
    """Les règles : leur nom, leur loi, les dates où elles valent ; ou le texte d'une seule."""
    import inspect

    found = all_rules()
    if lang not in render.WORDS:
        raise InputError(f"{lang!r} is not a language", field="lang", remedy="use fr, nl, de or en")
    console = _console()
    if not name:
        table = Table(title=f"{len(found)} règles", title_justify="left")
        for column in ("Règle", "Titre", "Couche", "Dates", "Loi"):
            table.add_column(column, overflow="fold")
        for layer, rule in found:
            table.add_row(rule.name, rule.titles[lang], layer, dates(rule), rule.law)
        console.print(table)
        return
    wanted = [(layer, rule) for layer, rule in found if rule.name == name]
    if not wanted:
        near = difflib.get_close_matches(name, [r.name for _, r in found], 3)
        raise InputError(
            f"no rule is called {name!r}", field="name", remedy=f"did you mean {', '.join(near)}?" if near else ""
        )
    for layer, rule in wanted:
        told = (f" — {rule.titles[lang]}   ", (f"{layer}, {dates(rule)}", "dim"))
        console.print(Text.assemble((rule.name, "bold"), *told))
        console.print(f"{rule.law}\n")
        if rule.why:
            console.print(f"Remplace la règle ordinaire : {rule.why}\n")
        source = inspect.getsource(rule.function)
        console.print(source[source.index("def ") :], highlight=True)


def all_rules() -> list[tuple[str, Rule]]:
    """Every rule with its layer, country first."""
    return [(layer.name, rule) for layer in LAYERS for rule in layer.rules]


def dates(rule: Rule) -> str:
    """The days between which a rule holds, in a few characters."""
    if rule.since is None and rule.until is None:
        return "toujours"
    return f"{rule.since or '…'} → {rule.until or '…'}"

"""`preste explain` and `preste rules`: why an amount is what it is, and what the rules are."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Mapping
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.tree import Tree

from preste.belgium.plans import BASES, COUNTRY, REGIMES
from preste.engine import Rule, render
from preste.errors import InputError
from preste.money import KINDS

DEFAULT = "net"


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
    nodes = {node["name"]: node for node in explanation["nodes"]}
    if result not in nodes:
        near = difflib.get_close_matches(result, nodes, 3)
        remedy = f"did you mean {', '.join(near)}?" if near else f"results: {', '.join(list(nodes)[-12:])}"
        raise InputError(f"the explanation has no result {result!r}", field="result", remedy=remedy)
    Console().print(_tree(nodes[result], explanation, nodes, lang, depth, set()))


def _explanation(data: Any, case: int) -> Mapping[str, Any]:
    if isinstance(data, list):
        if not 1 <= case <= len(data):
            raise InputError(f"the list has {len(data)} results", field="case", remedy="choose one of them")
        data = data[case - 1]
    found = data.get("explanation", data) if isinstance(data, Mapping) else {}
    if not isinstance(found, Mapping) or "nodes" not in found:
        raise InputError("there is no explanation in it", remedy="make one with: preste pay --json FILE --explain")
    return found


def _tree(
    node: Mapping[str, Any],
    explanation: Mapping[str, Any],
    nodes: Mapping[str, Any],
    lang: str,
    depth: int,
    seen: set[str],
) -> Tree:
    name = node["name"]
    if node["value"] is None:
        return Tree(f"[bold]{node['titles'][lang]}[/] : [red]{node['error']['message']}[/]")
    kind = KINDS[node["kind"]]
    value = render.shown(node["value"], kind, lang)
    tree = Tree(f"[bold]{node['titles'][lang]}[/] = {value}   [dim]{name}[/]")
    if name in seen:
        tree.add("[dim]voir plus haut[/]")
        return tree
    seen.add(name)
    words = render.words(ast.parse(node["formula"], mode="eval").body, _titles(explanation, nodes, lang), lang)
    tree.add(f"{words}\n= {node['numbers']}" + "".join(f", {render.ROUNDINGS[r][lang]}" for r in node["roundings"]))
    for move in node["moves"]:
        if "holds" in move:
            tree.add(f"[dim]{render.WORDS[lang]['yes' if move['holds'] else 'no']} :[/] {move['numbers']}")
    for parameter in node["parameters"]:
        tree.add(_parameter(explanation["parameters"][parameter], lang))
    tree.add(f"[dim]{node['law']}[/]")
    if depth > 1:
        for one in node["inputs"]:
            if one in nodes and nodes[one]["value"] != 0:
                tree.children.append(_tree(nodes[one], explanation, nodes, lang, depth - 1, seen))
            elif one in explanation["facts"]:
                fact = explanation["facts"][one]
                tree.add(f"{fact['titles'][lang]} : {render.shown(fact['value'], KINDS[fact['kind']], lang)}")
    return tree


def _titles(explanation: Mapping[str, Any], nodes: Mapping[str, Any], lang: str) -> Any:
    def title(name: str) -> str:
        if name in nodes:
            return str(nodes[name]["titles"][lang])
        if name in explanation["facts"]:
            return str(explanation["facts"][name]["titles"][lang])
        if name in explanation["parameters"]:
            found = explanation["parameters"][name]
            field = "" if "." not in name else f" ({found['field']})"
            return f"{found['titles'][lang]}{field}"
        return name.replace("_", " ")

    return title


def _parameter(found: Mapping[str, Any], lang: str) -> str:
    value = render.shown(found["value"], KINDS[found["kind"]], lang)
    source = "; ".join(s["title"] for s in found["sources"])
    doubt = "  [yellow]? incertain[/]" if found["status"] == "unsure" else ""
    return f"{found['titles'][lang]} : {value} {found['unit']} depuis {found['from']} ({source}){doubt}"


def rules(
    name: Annotated[str, typer.Argument(help="Le nom d'une règle ; sans lui, la liste.")] = "",
    lang: Annotated[str, typer.Option("--lang", help="fr, nl, de ou en.")] = "fr",
) -> None:
    """Les règles : leur nom, leur loi, les dates où elles valent ; ou le texte d'une seule."""
    import inspect

    found = all_rules()
    if lang not in render.WORDS:
        raise InputError(f"{lang!r} is not a language", field="lang", remedy="use fr, nl, de or en")
    console = Console()
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
        console.print(f"[bold]{rule.name}[/] — {rule.titles[lang]}   [dim]{layer}, {dates(rule)}[/]", highlight=False)
        console.print(f"{rule.law}\n", highlight=False)
        if rule.why:
            console.print(f"Remplace la règle ordinaire : {rule.why}\n", highlight=False)
        source = inspect.getsource(rule.function)
        console.print(source[source.index("def ") :], markup=False)


def all_rules() -> list[tuple[str, Rule]]:
    """Every rule with its layer, country first."""
    layers = {layer.name: layer for layer in (COUNTRY, *BASES.values(), *(one for r in REGIMES.values() for one in r))}
    return [(layer.name, rule) for layer in layers.values() for rule in layer.rules]


def dates(rule: Rule) -> str:
    """The days between which a rule holds, in a few characters."""
    if rule.since is None and rule.until is None:
        return "toujours"
    return f"{rule.since or '…'} → {rule.until or '…'}"

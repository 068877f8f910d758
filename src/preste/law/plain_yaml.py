"""YAML read as plain text: mappings, lists, quoted text, `null`, `true` and `false`, and nothing else.

The usual loaders guess types: an unquoted 13.07 becomes a float, 015 an octal number, 2022-01-01 a date. Here such a
scalar is refused with its line, and so is a key written twice, which those loaders let silently win. Skipping the
guessing also makes this about twice as fast.
"""

from __future__ import annotations

from typing import Any

import yaml

from preste.errors import LawError

_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_GUESSER = yaml.resolver.Resolver()
_TEXT = "tag:yaml.org,2002:str"


class _Composer(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Composes the tree of nodes and resolves no tag."""

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Nothing to prepare."""

    def ascend_resolver(self) -> None:
        """Nothing to leave."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """No tag: `load` looks at the nodes."""
        return ""


def load(raw: bytes, where: str) -> Any:
    """The content of a YAML text: dict, list, str, bool or None.

    Raises LawError, with `where` and the line, when it is not YAML, holds an unquoted number or date, or a key twice.
    """
    composer = _Composer(raw)
    try:
        node = composer.get_single_node()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        raise LawError(f"not YAML: {problem}", where=f"{where} line {mark.line + 1}" if mark else where) from error
    finally:
        composer.dispose()
    return None if node is None else _content(node, where)


def _content(node: yaml.Node, where: str) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return node.value if node.style else _plain(node, where)
    if isinstance(node, yaml.SequenceNode):
        return [_content(item, where) for item in node.value]
    out: dict[str, Any] = {}
    for key, value in node.value:
        name = key.value
        if not isinstance(name, str):
            raise LawError("a name is text", where=_line(key, where))
        if name in out:
            raise LawError(f"{name} is written twice", where=_line(key, where))
        out[name] = _content(value, where)
    return out


def _plain(node: yaml.ScalarNode, where: str) -> Any:
    text = node.value
    if text in _WORDS:
        return _WORDS[text]
    if _GUESSER.resolve(yaml.ScalarNode, text, (True, False)) != _TEXT:  # type: ignore[no-untyped-call]
        raise LawError(f"{text} is not quoted", where=_line(node, where), remedy=f'write "{text}"')
    return text


def _line(node: yaml.Node, where: str) -> str:
    return f"{where} line {node.start_mark.line + 1}"

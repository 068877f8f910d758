"""The paths through a rule, read from its own source, and its recording twin.

The code after an `if` is repeated in both branches, so that each `return` stands for exactly one path:
the tests that held or did not, the local values in order, and the returned expression. The twin returns
the number of that path besides the result, and nothing else needs to be recorded.
"""

from __future__ import annotations

import ast
import copy
import inspect
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from preste import money
from preste.errors import RuleError
from preste.money import PRIMITIVES, Kind

LOCAL_KINDS: Mapping[str, Kind] = {
    "Cents": money.MONEY,
    "Percent": money.PERCENT,
    "Ratio": money.RATE,
    "Hundredths": money.QUANTITY,
    "UnitPrice": money.UNIT_PRICE,
    "Index": money.INDEX,
    "Count": money.COUNT,
    "Flag": money.FLAG,
}
"""What the annotation of a local value may be, and the kind it stands for."""

_CALLS = {*PRIMITIVES, "min", "max"}
_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.USub, ast.Not, ast.And, ast.Or)
_COMPARISONS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_PLAIN = (ast.Name, ast.Load, ast.expr_context, *_OPERATORS, *_COMPARISONS)


@dataclass(frozen=True)
class Step:
    """A local value: its name, the annotation that says its kind, and its expression."""

    name: str
    annotation: str
    expression: ast.expr


@dataclass(frozen=True)
class Test:
    """A condition and whether it held."""

    expression: ast.expr
    holds: bool


@dataclass(frozen=True)
class Path:
    """One way through a rule: tests and local values in the order met, then the result."""

    moves: tuple[Step | Test, ...]
    result: ast.expr

    @property
    def steps(self) -> tuple[Step, ...]:
        """The local values only."""
        return tuple(m for m in self.moves if isinstance(m, Step))

    @property
    def tests(self) -> tuple[Test, ...]:
        """The conditions only."""
        return tuple(m for m in self.moves if isinstance(m, Test))

    @property
    def expressions(self) -> tuple[ast.expr, ...]:
        """Everything computed on the path."""
        return (*(m.expression for m in self.moves), self.result)

    @cached_property
    def _names(self) -> frozenset[str]:
        found: set[str] = set()
        for expression in self.expressions:
            found |= names_in(expression)
        return frozenset(found - {s.name for s in self.steps})

    def names(self) -> frozenset[str]:
        """The names read on the path; a table's number as `table.field`."""
        return self._names


def names_in(expression: ast.expr) -> set[str]:
    """The names an expression reads, `table.field` for a number of a table."""
    found: set[str] = set()
    todo: list[ast.AST] = [expression]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Attribute):
            found.add(f"{ast.unparse(node.value)}.{node.attr}")
            continue
        if isinstance(node, ast.Call):
            todo.extend(node.args)
            continue
        if isinstance(node, ast.Name):
            found.add(node.id)
        todo.extend(ast.iter_child_nodes(node))
    return found


def analyse(function: Callable[..., int]) -> tuple[tuple[Path, ...], Callable[..., tuple[int, int]]]:
    """The paths of a rule and its twin. Raises RuleError when it is not written as a rule."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition = tree.body[0]
    if not isinstance(definition, ast.FunctionDef):
        raise RuleError(f"{function.__name__} is not a plain function")
    paths: list[Path] = []
    try:
        body = _walk(definition.body, (), paths, frozenset(a.arg for a in definition.args.args))
    except RuleError as error:
        raise RuleError(f"rule {function.__name__}: {error.message}", remedy=error.remedy) from None
    twin = ast.FunctionDef(
        name=definition.name,
        args=_bare(definition.args),
        body=body,
        decorator_list=[],
        returns=None,
        type_comment=None,
    )
    if hasattr(definition, "type_params"):
        setattr(twin, "type_params", [])  # noqa: B010 - wanted since Python 3.12
    module = ast.fix_missing_locations(ast.Module([twin], []))
    space = dict(function.__globals__)
    exec(compile(module, f"<twin of {function.__name__}>", "exec"), space)  # noqa: S102 - our own source
    recorded: Callable[..., tuple[int, int]] = space[definition.name]
    return tuple(paths), recorded


def _bare(arguments: ast.arguments) -> ast.arguments:
    bare = copy.deepcopy(arguments)
    for argument in bare.args:
        argument.annotation = None
    return bare


def _walk(
    statements: list[ast.stmt], moves: tuple[Any, ...], paths: list[Path], inputs: frozenset[str]
) -> list[ast.stmt]:
    out: list[ast.stmt] = []
    known = inputs | {m.name for m in moves if isinstance(m, Step)}
    for i, statement in enumerate(statements):
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            continue
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value:
            _check(statement.value, known)
            step = _step(statement.target.id, ast.unparse(statement.annotation), statement.value, inputs)
            out.append(ast.Assign([ast.Name(step.name, ast.Store())], statement.value))
            moves = (*moves, step)
            known |= {step.name}
        elif isinstance(statement, ast.Return) and statement.value is not None:
            _check(statement.value, known)
            pair = ast.Tuple([statement.value, ast.Constant(len(paths))], ast.Load())
            paths.append(Path(moves, statement.value))
            return [*out, ast.Return(pair)]
        elif isinstance(statement, ast.If):
            _check(statement.test, known)
            rest = statements[i + 1 :]
            yes = _walk([*statement.body, *rest], (*moves, Test(statement.test, True)), paths, inputs)
            no = _walk([*statement.orelse, *rest], (*moves, Test(statement.test, False)), paths, inputs)
            return [*out, ast.If(copy.deepcopy(statement.test), yes, no)]
        else:
            raise RuleError(
                f"line {statement.lineno}: {ast.unparse(statement)!r} is not for a rule",
                remedy="use annotated values, if/else and return",
            )
    raise RuleError("a path ends without a result", remedy="return a value on every path")


def _step(name: str, annotation: str, expression: ast.expr, inputs: frozenset[str]) -> Step:
    if name in inputs:
        raise RuleError(f"the local value {name} hides an input", remedy="give it its own name")
    if annotation not in LOCAL_KINDS:
        wanted = ", ".join(LOCAL_KINDS)
        raise RuleError(f"the local value {name} is {annotation}", remedy=f"annotate it with one of {wanted}")
    return Step(name, annotation, expression)


def _check(expression: ast.expr, known: frozenset[str]) -> None:
    functions = {id(node.func) for node in ast.walk(expression) if isinstance(node, ast.Call)}
    for node in ast.walk(expression):
        if isinstance(node, ast.Name) and id(node) not in functions and node.id not in known:
            raise RuleError(f"{node.id} is neither an input nor a local value here", remedy="make it an argument")
        if isinstance(node, ast.Call):
            if not isinstance(node.func, ast.Name) or node.func.id not in _CALLS or node.keywords:
                raise RuleError(f"{ast.unparse(node)!r}: a rule calls only min, max and the primitives of preste.money")
        elif isinstance(node, ast.Constant):
            if not isinstance(node.value, int):
                raise RuleError(f"{node.value!r}: a rule computes with integers only")
        elif not isinstance(
            node, (*_PLAIN, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.Attribute, ast.Subscript)
        ):
            raise RuleError(
                f"{ast.unparse(expression)!r} uses {type(node).__name__}",
                remedy="divide with a named rounding of preste.money; write a choice as if/else",
            )

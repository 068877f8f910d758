"""What may be written in a rule, what its paths are, and its recording twin."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Callable
from types import ModuleType

import pytest

from preste import money
from preste.engine import EARNED, PAID, Rule, paths, rule_of, rules_in
from preste.errors import RuleError

Write = Callable[[str], ModuleType]

STEPPED = """
    @rule(**SAYS)
    def stepped(pay: Cents, manual: Flag) -> Cents:
        \"\"\"Pay less a cut, by worker.\"\"\"
        base: Cents = max(0, pay - 100)
        if manual:
            if base > 500:
                return share(base, 1000)
        else:
            base_of_other: Cents = base + 1
            if base_of_other > 700:
                return base_of_other
        last: Cents = base * 2
        return last
"""


def one(write: Write, body: str, arguments: str = "pay: Cents, manual: Flag") -> Rule:
    lines = "\n".join("    " + line for line in body.splitlines())
    return rule_of(write(f"@rule(**SAYS)\ndef tried({arguments}) -> Cents:\n{lines}\n").tried)


def refusal(write: Write, body: str, arguments: str = "pay: Cents, manual: Flag") -> RuleError:
    with pytest.raises(RuleError) as caught:
        _ = one(write, body, arguments).paths
    assert caught.value.code == "E-RULE"
    return caught.value


REFUSED_STATEMENTS = {
    "for": "for i in (1, 2):\n    pay: Cents = pay\nreturn 0",
    "while": "while manual:\n    return 1\nreturn 0",
    "assignment without kind": "left = pay - 1\nreturn left",
    "augmented assignment": "pay += 1\nreturn pay",
    "annotation without value": "left: Cents\nreturn pay",
    "attribute assignment": "pay.real: Cents = 3\nreturn pay",
    "try": "try:\n    return pay\nfinally:\n    return 0",
    "with": "with pay:\n    return pay",
    "assert": "assert pay\nreturn pay",
    "raise": "raise ValueError(pay)",
    "import": "import os\nreturn pay",
    "global": "global SAYS\nreturn pay",
    "inner function": "def inner() -> int:\n    return 1\nreturn pay",
    "bare call": "print(pay)\nreturn pay",
    "delete": "del manual\nreturn pay",
    "match": "match pay:\n    case 1:\n        return 1\nreturn pay",
    "bare return": "if manual:\n    return\nreturn pay",
    "pass": "if manual:\n    pass\nreturn pay",
}


@pytest.mark.parametrize("body", REFUSED_STATEMENTS.values(), ids=REFUSED_STATEMENTS)
def test_refused_statements_are_named_with_their_line(write_rules: Write, body: str) -> None:
    error = refusal(write_rules, body)
    assert error.message.startswith("rule tried: line ")
    assert error.message.endswith("is not for a rule")
    assert error.remedy == "use annotated values, if/else and return"


REFUSED_CALLS = {
    "another function": "return round(pay)",
    "another rule": "return tried(pay, manual)",
    "a method": "return pay.bit_length()",
    "a primitive by attribute": "return PRIMITIVES.share(pay, 10)",
    "keyword call": "return share(amount=pay, rate=1000)",
    "float": "return float(pay)",
    "sum": "return sum((pay, pay))",
    "in a test": "if isinstance(pay, int):\n    return 1\nreturn pay",
    "in a local": "left: Cents = abs(pay)\nreturn left",
    "inside an allowed call": "return max(0, abs(pay))",
}


@pytest.mark.parametrize("body", REFUSED_CALLS.values(), ids=REFUSED_CALLS)
def test_refused_calls(write_rules: Write, body: str) -> None:
    assert "a rule calls only min, max and the primitives of preste.money" in refusal(write_rules, body).message


@pytest.mark.parametrize("constant", ["1.5", "1e3", "'ten'", "None", "2j", "..."])
def test_only_integer_constants(write_rules: Write, constant: str) -> None:
    error = refusal(write_rules, f"return pay * {constant}")
    assert error.message == f"rule tried: {ast.literal_eval(constant)!r}: a rule computes with integers only"


REFUSED_OPERATIONS = {
    "/": ("pay / 2", "Div"),
    "//": ("pay // 2", "FloorDiv"),
    "%": ("pay % 2", "Mod"),
    "**": ("pay ** 2", "Pow"),
    "~": ("~pay", "Invert"),
    "unary plus": ("+pay", "UAdd"),
    "conditional expression": ("1 if manual else 2", "IfExp"),
    "lambda": ("max(0, (lambda: 1))", "Lambda"),
    "list": ("min([pay, 1])", "List"),
    "tuple": ("min((pay, 1))", "Tuple"),
    "comprehension": ("max(x for x in pay)", "GeneratorExp"),
    "starred": ("max(*pay)", "Starred"),
    "is": ("pay is manual", "Is"),
    "in": ("pay in manual", "In"),
    "slice": ("pay[1:2]", "Slice"),
    "walrus": ("(left := pay)", "NamedExpr"),
    "f-string": ("f'{pay}'", "JoinedStr"),
}


@pytest.mark.parametrize(("expression", "node"), REFUSED_OPERATIONS.values(), ids=REFUSED_OPERATIONS)
def test_refused_operations_say_how_to_write_them(write_rules: Write, expression: str, node: str) -> None:
    error = refusal(write_rules, f"return {expression}")
    assert error.message.startswith("rule tried: ")
    assert error.message.endswith(f" uses {node}")
    assert error.remedy == "divide with a named rounding of preste.money; write a choice as if/else"


@pytest.mark.parametrize("sign", ["<<", ">>", "&", "|", "^", "@"])
def test_operators_that_no_replay_knows_are_refused(write_rules: Write, sign: str) -> None:
    assert "uses" in refusal(write_rules, f"return pay {sign} 2").message


@pytest.mark.parametrize(
    "body",
    ["return pay + LIMIT", "return pay + below", "if manual:\n    below: Cents = 1\nreturn pay + below"],
    ids=["a constant of the module", "no such name", "a local of the other branch"],
)
def test_names_that_are_neither_inputs_nor_locals_are_refused(write_rules: Write, body: str) -> None:
    refusal(write_rules, body)


@pytest.mark.parametrize(
    "body",
    [
        "if manual:\n    return pay",
        "left: Cents = pay",
        '"""Only words."""',
        "if manual:\n    left: Cents = 1\nelse:\n    return 2",
    ],
)
def test_every_path_returns(write_rules: Write, body: str) -> None:
    error = refusal(write_rules, body)
    assert error.message == "rule tried: a path ends without a result"
    assert error.remedy == "return a value on every path"


def test_a_local_value_does_not_hide_an_input(write_rules: Write) -> None:
    error = refusal(write_rules, "pay: Cents = pay + 1\nreturn pay")
    assert error.message == "rule tried: the local value pay hides an input"
    assert error.remedy == "give it its own name"


@pytest.mark.parametrize("kind", ["int", "float", "Euros"])
def test_a_local_value_says_a_kind_of_money(write_rules: Write, kind: str) -> None:
    refusal(write_rules, f"left: {kind} = pay\nreturn left")


def test_only_plain_functions_are_rules(write_rules: Write) -> None:
    module = write_rules("@rule(**SAYS)\nasync def later(pay: Cents) -> Cents:\n    return pay\n")
    with pytest.raises(RuleError, match="later is not a plain function"):
        _ = rule_of(module.later).paths


def test_a_function_without_the_decorator_is_no_rule() -> None:
    with pytest.raises(RuleError, match="is not a rule") as caught:
        rule_of(money.share)
    assert caught.value.remedy == "decorate it with @rule"


def test_a_rule_that_says_no_kind_is_refused(write_rules: Write) -> None:
    module = write_rules("@rule(**SAYS)\ndef bare(pay: Cents) -> int:\n    return pay\n")
    with pytest.raises(RuleError, match="rule bare does not say what it returns") as caught:
        _ = rule_of(module.bare).kind
    assert caught.value.remedy == "annotate it: -> Cents"


def test_the_decorator_leaves_the_function_as_it_is(write_rules: Write) -> None:
    module = write_rules(STEPPED)
    rule = rule_of(module.stepped)
    assert module.stepped(1_100, True) == 100 == rule.function(1_100, True)
    assert rule.name == "stepped"
    assert rule.inputs == ("pay", "manual")
    assert (rule.kind, rule.kind_of("pay"), rule.kind_of("manual")) == (money.MONEY, money.MONEY, money.FLAG)
    assert rule.titles == {"fr": "un", "nl": "een", "de": "ein", "en": "one"}
    assert (rule.law, rule.doc, rule.why) == ("a law", "Pay less a cut, by worker.", "")


def test_paths_are_the_returns_in_order(write_rules: Write) -> None:
    found = rule_of(write_rules(STEPPED).stepped).paths
    assert [ast.unparse(p.result) for p in found] == ["share(base, 1000)", "last", "base_of_other", "last"]
    assert [[t.holds for t in p.tests] for p in found] == [[True, True], [True, False], [False, True], [False, False]]
    assert [[s.name for s in p.steps] for p in found] == [
        ["base"],
        ["base", "last"],
        ["base", "base_of_other"],
        ["base", "base_of_other", "last"],
    ]
    assert [type(m) for m in found[3].moves] == [paths.Step, paths.Test, paths.Step, paths.Test, paths.Step]
    assert {s.annotation for p in found for s in p.steps} == {"Cents"}
    assert all(p.names() == {"pay", "manual"} for p in found)
    assert len(found[3].expressions) == 6


@pytest.mark.parametrize(
    ("pay", "manual", "result", "path"),
    [(1_100, 1, 100, 0), (600, 1, 1_000, 1), (1_100, 0, 1_001, 2), (600, 0, 1_000, 3)],
)
def test_the_twin_gives_the_result_and_the_path(
    write_rules: Write, pay: int, manual: int, result: int, path: int
) -> None:
    rule = rule_of(write_rules(STEPPED).stepped)
    assert rule.twin(pay, manual) == (result, path)
    assert rule.function(pay, manual) == result


def test_a_choice_in_cascade_is_a_path_each(write_rules: Write) -> None:
    rule = one(write_rules, "if pay < 1:\n    return 1\nelif pay < 2:\n    return 2\nelse:\n    return 3\nreturn 4")
    assert [p.result.value for p in rule.paths if isinstance(p.result, ast.Constant)] == [1, 2, 3]
    assert [rule.twin(n, 0) for n in (0, 1, 2)] == [(1, 0), (2, 1), (3, 2)]


def test_names_of_an_expression() -> None:
    expression = ast.parse("min(share(pay, table.rate), at(table.rows, i)) + -left * (other > 1)", mode="eval").body
    assert paths.names_in(expression) == {"pay", "table.rate", "table.rows", "i", "left", "other"}


def test_days_and_clocks_of_a_rule(write_rules: Write) -> None:
    module = write_rules("""
        @rule(**SAYS, since="2022-01-01", until="2022-12-31", name="shared", why="it differs")
        def by_work(pay: Cents) -> Cents:
            return pay

        @rule(**SAYS, since="2022-01-01", clock=PAID)
        def by_payment(pay: Cents) -> Cents:
            return pay

        @rule(**SAYS)
        def always(pay: Cents) -> Cents:
            return pay
    """)
    work, payment, always = rules_in(module)
    assert (work.name, work.why, work.clock, payment.clock) == ("shared", "it differs", EARNED, PAID)
    before, first, last, after = (
        dt.date.fromisoformat(d) for d in ("2021-12-31", "2022-01-01", "2022-12-31", "2023-01-01")
    )
    assert [work.holds(d, after) for d in (before, first, last, after)] == [False, True, True, False]
    assert [payment.holds(before, d) for d in (before, first, after)] == [False, True, True]
    assert always.holds(before, before)
    assert always.holds(after, after)


def test_rules_in_a_module_are_its_own_in_order(write_rules: Write) -> None:
    other = write_rules("@rule(**SAYS)\ndef borrowed(pay: Cents) -> Cents:\n    return pay\n")
    module = write_rules(f"""
        import sys
        borrowed = sys.modules[{other.__name__!r}].borrowed

        @rule(**SAYS)
        def second(pay: Cents) -> Cents:
            return pay

        @rule(**SAYS)
        def first(pay: Cents) -> Cents:
            return pay

        def plain(pay: int) -> int:
            return pay
    """)
    assert [r.name for r in rules_in(module)] == ["second", "first"]
    assert [r.name for r in rules_in(other, module)] == ["borrowed", "second", "first"]

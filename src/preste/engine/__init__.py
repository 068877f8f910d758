"""The engine: rules, the order they need, evaluation, explanation and replay. It knows no country."""

from preste.engine.explanation import SCHEMA, Fact, causes, explain
from preste.engine.plan import Layer, Plan, build
from preste.engine.replaying import ReplayError, replay
from preste.engine.rules import EARNED, PAID, Rule, rule, rule_of, rules_in
from preste.engine.trace import Trace

__all__ = [
    "EARNED",
    "PAID",
    "SCHEMA",
    "Fact",
    "Layer",
    "Plan",
    "ReplayError",
    "Rule",
    "Trace",
    "build",
    "causes",
    "explain",
    "replay",
    "rule",
    "rule_of",
    "rules_in",
]

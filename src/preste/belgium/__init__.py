"""Belgian payroll: the rules, by topic, and the plans that put them in order for a kind of row."""

from preste.belgium.facts import DEFAULTS, FACTS
from preste.belgium.plans import BASES, REGIMES, garnishment_plan, indexation_plan, month_plan

__all__ = ["BASES", "DEFAULTS", "FACTS", "REGIMES", "garnishment_plan", "indexation_plan", "month_plan"]

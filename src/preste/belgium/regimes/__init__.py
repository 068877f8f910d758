"""Special regimes: each replaces, by name, the ordinary rules that do not hold for it, and says why."""

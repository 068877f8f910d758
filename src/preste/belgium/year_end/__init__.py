"""Year-end premiums: the rule of a joint committee as data, or one that an employer enters."""

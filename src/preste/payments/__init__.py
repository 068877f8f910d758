"""Payments: SEPA credit transfers of the nets, and what is owed to whom."""

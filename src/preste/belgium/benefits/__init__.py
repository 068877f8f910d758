"""Benefits asked outside of a month's pay: eco-vouchers of a period, a year's vouchers, a train ticket's share."""

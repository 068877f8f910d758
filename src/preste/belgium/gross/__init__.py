"""Gross pay: from the terms of the contract and the paid time to the month's pay liable to ONSS."""

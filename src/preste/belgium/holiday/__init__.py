"""Annual holidays: the right of last year's work, holiday pay of white-collar workers, the fund of blue-collar ones."""

"""What is counted over a quarter or a year: student hours, article 17, flexi income; what is left, what is beyond."""

"""What a DmfA must satisfy beyond its structure: numbers, codes, dates, sums and rates. Each finding has its code."""

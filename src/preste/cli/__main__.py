"""`python -m preste.cli`."""

from preste.cli.app import main

main()

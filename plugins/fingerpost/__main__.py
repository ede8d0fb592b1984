"""`python -m fingerpost` is the command."""

from fingerpost.cli import main

main()

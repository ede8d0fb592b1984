"""Fingerpost: protocols as plain text, proved on every path."""

__version__ = "0.1.0"

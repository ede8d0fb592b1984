"""Bytes to trees, or to diagnostics: all at once, each with its place."""

from fingerpost.load.codes import CODES
from fingerpost.load.door import decode, gather
from fingerpost.load.sites import Loaded, load_site, load_text

__all__ = ["CODES", "Loaded", "decode", "gather", "load_site", "load_text"]

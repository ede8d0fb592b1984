"""The one way in which a file of a site is laid out: its words, their order and every comment stay."""

from fingerpost.canon.layout import WIDTH, canonical

__all__ = ["WIDTH", "canonical"]

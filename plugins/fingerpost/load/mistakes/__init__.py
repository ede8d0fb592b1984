"""What an author most likely did, where YAML could not be read on or reads another thing than was meant."""

from fingerpost.load.mistakes.recognise import syntax_mistake
from fingerpost.load.mistakes.sentences import unquoted_colon

__all__ = ["syntax_mistake", "unquoted_colon"]

"""What an author most likely did, where YAML could not be read on or reads another thing than was meant."""

from fingerpost.load.mistakes.indents import missing_space
from fingerpost.load.mistakes.recognise import syntax_mistake
from fingerpost.load.mistakes.sentences import special_words, unquoted_colon
from fingerpost.load.mistakes.stop import sentence_start

__all__ = ["missing_space", "sentence_start", "special_words", "syntax_mistake", "unquoted_colon"]

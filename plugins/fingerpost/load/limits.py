"""How much one file may hold; past these a file is refused, so that no file can tie up a machine."""

FILE_BYTES = 2_000_000
DEPTH = 32
VALUES = 250_000
NODES = 10_000
OPTIONS = 100
LETTERS = 10_000
POLICIES = 200
DIAGNOSTICS = 1_000
# How much is read again to find more mistakes behind one that was mended.
REREAD_LETTERS = 1_000_000
# Of no longer file is it tried which of two lines is the one that begins in the wrong place.
TRIED_LETTERS = 100_000

"""What the machine could not do, as exceptions whose message says the remedy."""


class Failure(Exception):
    """Something outside of Fingerpost and of the author's files is missing or broken; the message says what to do."""

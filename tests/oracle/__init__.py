"""A second implementation of path policies, by brute force, that shares no line with the one under test.

It reads plain data (what an author writes), walks it with every answer remembered, and judges lists of events by the
words of the page on policies: slow, and short enough to be checked by eye. `python -m oracle` holds it against the
engine on thousands of random sites: verdict, number of the event, endless or not, vacuous or not; and it makes the
moves of every walk that the engine shows. Only where an endless walk comes to its round the engine may say later, and
of `order` any pair will do. `python -m oracle.spin` does the same with the model checker SPIN, for verdicts alone.
"""

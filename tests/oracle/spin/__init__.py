"""The model checker SPIN on random sites: neither the engine's search nor the words of brute force.

A site without subtrees becomes a Promela process with variables for answers, a policy a claim that no walk may follow.
"""

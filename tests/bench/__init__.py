"""What Fingerpost costs, against its peers and its own bars: `python tests/bench`."""

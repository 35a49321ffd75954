class Corpus:
    """Tables."""

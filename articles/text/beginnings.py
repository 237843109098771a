"""Beginnings of texts, for summaries."""


def first_sentence(text: str) -> str:
    """Return a text up to the first full stop that ends a sentence."""
    head, stop, _ = text.partition(". ")
    return head + stop.strip()

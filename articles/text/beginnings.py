"""How a text begins."""


def first_sentence(text: str) -> str:
    """A text up to its first full stop that ends a sentence."""
    head, stop, _ = text.partition(". ")
    return head + stop.strip()

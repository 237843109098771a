"""Articles: saving, checking, publishing and withdrawing them, and what follows from them."""

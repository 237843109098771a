"""The commands of the paper, and what they share."""

"""Quotations: found in the texts of articles, and decided by people."""

"""The coverage report: whom the paper writes about and quotes, in numbers."""

"""Commands: they read arguments, call another package, and report what happened."""

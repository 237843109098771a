"""What the paper owes to readers and to those it names: corrections, erasures, interests."""

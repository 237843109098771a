"""The paper's duties to readers and to those it names: corrections, erasures, interests."""

"""The things that readers get, made ready: the edition, its triggers, fragments, counters, tasks."""

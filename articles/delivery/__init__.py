"""The parts of pages that stand ready: the edition, its triggers, fragments, counters, tasks."""

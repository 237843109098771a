"""The history of articles: versions, restoring them, edit conflicts, the newsroom's log."""

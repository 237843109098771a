"""Organizations in articles: their names, their mentions, the newsroom's feedback."""

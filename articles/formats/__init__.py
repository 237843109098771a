"""Articles as standards want them: schema.org, ninjs, RSS and Atom, page metadata."""

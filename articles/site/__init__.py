"""The public site: views, the API, feeds, sitemaps, listings. It reads and never writes."""

"""The content API: read only, and limited to what readers may see."""

from articles.site.api.application import api, not_found, parameters

__all__ = ["api", "not_found", "parameters"]

"""The public pages, one module a family. All of them start from `published()`."""

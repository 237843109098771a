"""The public pages, one module for each family. All of them start from `published()`."""

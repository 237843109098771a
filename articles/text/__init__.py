"""Pure functions on text: strings in and strings out, without a database."""

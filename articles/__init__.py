"""The newspaper: articles, the desk where they are written, the pages where they are read."""

"""The library of pictures, and the share images of articles."""

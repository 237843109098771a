"""The library of audio, video and documents."""

"""Subjects: saving them, distinguishing namesakes, merging two that are one."""

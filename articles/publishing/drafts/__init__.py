"""Texts that are being written: working copies, snapshots, forms, two texts reconciled."""

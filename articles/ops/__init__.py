"""Tools for whoever runs the server: backups, logs, telling an outage from a bug."""

"""The demo: invented people and data, and calls that play whole days in seconds. Never with real data."""

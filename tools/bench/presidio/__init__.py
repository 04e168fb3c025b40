"""Presidio beside the privacy guard: an environment of its own, and the script that runs in it."""

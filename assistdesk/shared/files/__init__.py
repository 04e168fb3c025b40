"""Attachments: what kind of file it is, how large, kept sealed, and who may fetch it."""

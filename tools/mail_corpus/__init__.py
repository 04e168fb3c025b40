"""Ordinary and hostile mails, each with what has to become of it: `python -m tools.mail_corpus`."""

"""The decisions of case access: whether, how and how often a client may be asked, what an answer is worth.

Each file is a subject; nothing here knows a database, a clock or the web.
"""

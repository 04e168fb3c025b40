"""Who to turn to with a problem, what to check first, what to send.

The guide has no tables: it shows and searches what a marketplace's pack says. What a helper does
about an entry (a call that is logged, an incident that is escalated) belongs to escalations.
"""

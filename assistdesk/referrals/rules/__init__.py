"""The decisions about referrals: who is asked, when the next one is, what a miss is, what can be promised.

Values in, values out: no database, no clock, no text for people. The numbers come from the pack, as the
parts of it that `policy` describes; the desk and its simulator call the same functions.
"""

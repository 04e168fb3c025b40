"""A day of referrals on a simulated clock, decided by the desk's own functions.

The decisions are those of `rules`, called with the numbers of a pack; only residents, helpers and their
answers are made up, from a scenario. So what a change of a pack does is seen before it is loaded. It
knows no database and no clock.
"""

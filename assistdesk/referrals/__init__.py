"""On-demand referrals: a resident asks for help, and a helper calls back in time.

It doesn't know what was escalated or who may see which case. It queues no jobs elsewhere.
"""

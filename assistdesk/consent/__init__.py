"""Case access: which agent may see which client's case, by whose consent, and since when.

It doesn't know what was escalated or who was referred. What it grants is written down in
shared.people.access, where everybody else asks. It queues no jobs elsewhere.
"""
